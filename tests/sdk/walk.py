"""The SDK's paginator over 1 000 records in pages of 250."""

from sailpoint.configuration import Configuration
from sailpoint.paginator import Paginator
from sailpoint.v2025.api.accounts_api import AccountsApi
from sailpoint.v2025.api_client import ApiClient

with ApiClient(Configuration()) as api_client:
    results = Paginator.paginate(AccountsApi(api_client).list_accounts, 0, limit=250, sorters="name")
    ids = [item.id for item in results]
    is_right = len(ids) == 1000 and len(set(ids)) == 1000
    print(("ok    " if is_right else "WRONG ") + f"the paginator walks {len(ids)} records, {len(set(ids))} different ones")
    raise SystemExit(0 if is_right else 1)
