"""The calls of the vendor's pages, with `sailpoint` 2.1.72, which asks for the unversioned paths."""

from sailpoint.account_activities.api.account_activities_api import AccountActivitiesApi
from sailpoint.account_activities.api_client import ApiClient as ActivitiesClient
from sailpoint.api_usage.api.api_usage_api import ApiUsageApi
from sailpoint.api_usage.api_client import ApiClient as UsageClient
from sailpoint.configuration import Configuration
from sailpoint.prompt_insights.api.prompt_insights_api import PromptInsightsApi
from sailpoint.prompt_insights.api_client import ApiClient as InsightsClient
from sailpoint.source_usages.api.source_usages_api import SourceUsagesApi
from sailpoint.source_usages.api_client import ApiClient as SourcesClient

printed = []


def check(name, is_right):
    print(("ok    " if is_right else "WRONG ") + name)
    printed.append(is_right)


configuration = Configuration()
configuration.experimental = True

with ActivitiesClient(configuration) as api_client:
    api = AccountActivitiesApi(api_client)
    id = 'ef38f94347e94562b5bb8424a56397d8'
    check("get_account_activity_v1", api.get_account_activity_v1(id=id).id == id)
    results = api.list_account_activities_v1(filters='type eq "Identity Refresh"', sorters='created', limit=250, offset=0)
    check("list_account_activities_v1", [item.type for item in results] == ["Identity Refresh"] * 3)

with UsageClient(configuration) as api_client:
    filters = 'method eq "GET", startDate gt "2025-08-01"'
    check("get_total_count_v1", ApiUsageApi(api_client).get_total_count_v1(x_sail_point_experimental='true', filters=filters) is not None)
    results = ApiUsageApi(api_client).list_api_summary_v1(x_sail_point_experimental='true', filters=filters, limit=250, offset=0)
    check("list_api_summary_v1", sum(item.number_of_calls for item in results) == 12)

with SourcesClient(configuration) as api_client:
    results = SourceUsagesApi(api_client).get_usages_by_source_id_v1("2c9180835d191a86015d28455b4a2329", sorters="date")
    check("get_usages_by_source_id_v1", len(results) == 12)

with InsightsClient(configuration) as api_client:
    api = PromptInsightsApi(api_client)
    results = api.list_prompt_insights_v1(
        interval='-30d', limit=250, offset=0, filters='policyDecision eq "REDACTED" and severity eq "CRITICAL"')
    check("list_prompt_insights_v1", {item.policy_decision for item in results} == {"REDACTED"})
    check("the newest comes first", all(a.timestamp > b.timestamp for a, b in zip(results, results[1:])))
    metrics = api.get_prompt_insights_metrics_v1(interval='-7d')
    check("get_prompt_insights_metrics_v1", metrics.prompts_scanned == 8 and metrics.prompts_redacted == 4)

raise SystemExit(0 if all(printed) else 1)
