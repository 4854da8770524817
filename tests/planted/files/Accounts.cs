// The SailPoint API.
class Accounts
{
    void List(AccountsApi api, string source)
    {
        api.ListAccounts(filters: $"sourceId eq \"{source}\" AND uncorrelated eq true");
        api.ListAccounts(filters: @"name eq ""x"" and nativeIdentity lt ""a""");
    }
}
