# The SailPoint API.
api.list_accounts(filters: "sourceId Eq \"#{source}\"")
api.list_accounts(filters: 'name eq "x" and', sorters: 'name')
