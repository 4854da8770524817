$source = "2c9180835d191a86015d28455b4a2329"
Get-V2025Accounts -Filters "sourceId EQ `"$source`" and uncorrelated eq true" -Sorters "nmae"
Get-V2025Accounts -Filters 'name eq ''x'''
