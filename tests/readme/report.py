from sailpoint.v2025 import AccountsApi


def accounts(api: AccountsApi, source: str):
    return api.list_accounts(
        filters=f'sourceId EQ "{source}" '
        "and uncorrelated == true",
        sorters="-creatd",
    )
