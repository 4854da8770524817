from sailpoint.v2025 import AccountsApi


def accounts(api: AccountsApi, source: str):
    # Adjacent literals are one text.
    api.list_accounts(filters="uncorrelated == true " 'and nativeIdentity sw "CN="')
    return api.list_accounts(filters=f'sourceId eq "{source}" && name in ()', sorters="name,")
