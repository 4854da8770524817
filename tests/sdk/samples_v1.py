"""The samples of the vendor's pages, with `sailpoint` 1.4.2. Their indentation, which the saved pages lost, is put back, the
comments behind their parameters are left out, and what they print is checked below each; nothing else is changed."""

printed = []


def check(name, is_right):
    print(("ok    " if is_right else "WRONG ") + name)
    printed.append(is_right)


# --- get-account-activity
from sailpoint.v3.api.account_activities_api import AccountActivitiesApi
from sailpoint.v3.api_client import ApiClient
from sailpoint.v3.models.account_activity import AccountActivity
from sailpoint.configuration import Configuration
configuration = Configuration()


with ApiClient(configuration) as api_client:
    id = 'ef38f94347e94562b5bb8424a56397d8'

    results = AccountActivitiesApi(api_client).get_account_activity(id=id)
    # Below is a request that includes all optional parameters
    results = AccountActivitiesApi(api_client).get_account_activity(id)
    print("The response of AccountActivitiesApi->get_account_activity:\n")
    print(results.model_dump_json(by_alias=True, indent=4))
check("get_account_activity", isinstance(results, AccountActivity) and results.id == id)

# --- list-account-activities
with ApiClient(configuration) as api_client:
    requested_for = '2c91808568c529c60168cca6f90c1313'
    requested_by = '2c91808568c529c60168cca6f90c1313'
    regarding_identity = '2c91808568c529c60168cca6f90c1313'
    limit = 250
    offset = 0
    count = False
    filters = 'type eq \"Identity Refresh\"'
    sorters = 'created'

    results = AccountActivitiesApi(api_client).list_account_activities()
    print("The response of AccountActivitiesApi->list_account_activities:\n")
    for item in results:
        print(item.model_dump_json(by_alias=True, indent=4))
    check("list_account_activities", len(results) == 12)
    # The page's request with all optional parameters can't be: it says itself that they exclude each other.
    try:
        AccountActivitiesApi(api_client).list_account_activities(
            requested_for, requested_by, regarding_identity, limit, offset, count, filters, sorters)
        check("list_account_activities with all parameters is refused", False)
    except Exception as e:
        check("list_account_activities with all parameters is refused", e.status == 400)
    results = AccountActivitiesApi(api_client).list_account_activities(
        regarding_identity=regarding_identity, limit=limit, offset=offset, count=count, filters=filters, sorters=sorters)
    created = [item.created for item in results]
    check("list_account_activities with those that go together", len(results) == 2 and created == sorted(created))

# --- get-total-count, list-api-summary
from sailpoint.v2025.api.api_usage_api import ApiUsageApi
from sailpoint.v2025.api_client import ApiClient
from sailpoint.v2025.models.summary_response import SummaryResponse
configuration = Configuration()

configuration.experimental = True

with ApiClient(configuration) as api_client:
    x_sail_point_experimental = 'true'
    filters = 'method eq \"GET\", startDate gt \"2025-08-01\"'
    limit = 250
    offset = 0

    results = ApiUsageApi(api_client).get_total_count(x_sail_point_experimental=x_sail_point_experimental)
    check("get_total_count", results == {"NumberOfCalls": 24})
    # The page has these by place; this version of the SDK has them in another order.
    results = ApiUsageApi(api_client).get_total_count(x_sail_point_experimental=x_sail_point_experimental, filters=filters)
    print("The response of ApiUsageApi->get_total_count:\n")
    print(results)
    check("get_total_count with all parameters", results == {"NumberOfCalls": 12})

    results = ApiUsageApi(api_client).list_api_summary(x_sail_point_experimental=x_sail_point_experimental)
    check("list_api_summary", isinstance(results[0], SummaryResponse))
    results = ApiUsageApi(api_client).list_api_summary(
        x_sail_point_experimental=x_sail_point_experimental, filters=filters, limit=limit, offset=offset)
    print("The response of ApiUsageApi->list_api_summary:\n")
    for item in results:
        print(item.model_dump_json(by_alias=True, indent=4))
    check("list_api_summary with all parameters", sum(item.number_of_calls for item in results) == 12)

# --- source usages, of which the page has samples in other languages
from sailpoint.v2025.api.source_usages_api import SourceUsagesApi
with ApiClient(configuration) as api_client:
    results = SourceUsagesApi(api_client).get_usages_by_source_id("2c9180835d191a86015d28455b4a2329", sorters="-date", count=True)
    check("get_usages_by_source_id", len(results) == 12 and results[0].var_date > results[1].var_date)

raise SystemExit(0 if all(printed) else 1)
