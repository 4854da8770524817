// The SailPoint API.
class Accounts {
    void list(AccountsApi accountsApi) {
        accountsApi.listAccounts().filters("name == \"x\"").sorters("created desc").execute();
    }
}
