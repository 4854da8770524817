package accounts

import sailpoint "github.com/sailpoint-oss/golang-sdk/v2"

func list(api *sailpoint.APIClient) {
	api.V2025.AccountsAPI.ListAccounts(nil).Filters(`name Sw "adm"`).Sorters("-created,-created").Execute()
	api.V2025.AccountsAPI.ListAccounts(nil).Filters("name eq \"x\" or nmae eq \"y\"").Execute()
}
