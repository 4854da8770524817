data "http" "accounts" {
  url = "https://tenant.api.identitynow.com/v2025/accounts?filters=sourceId%20EQ%20%22${var.source}%22"
}

data "sailpoint_accounts" "hr" {
  filters = "sourceId eq \"${var.source}\" and name eq null"
}
