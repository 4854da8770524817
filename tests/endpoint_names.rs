//! What people call an endpoint, and which one is found.
#![cfg(feature = "catalog")]

use v3q::schema::{Lookup, Schema, UnknownEndpoint, resolve};

/// name | version asked for | method, path and version found
const FOUND: &str = "
listAccounts                                | -     | GET /accounts/v1
list-accounts                               | -     | GET /accounts/v1
list_accounts                               | -     | GET /accounts/v1
listAccountsV1                              | -     | GET /accounts/v1
list-accounts-v1                            | v2025 | GET /v2025/accounts
list-accounts                               | v3    | GET /v3/accounts
/accounts                                   | -     | GET /accounts/v1
accounts                                    | -     | GET /accounts/v1
/accounts/                                  | v2024 | GET /v2024/accounts
/v2025/accounts                             | -     | GET /v2025/accounts
GET /v2025/accounts                         | -     | GET /v2025/accounts
get /accounts/v1                            | -     | GET /accounts/v1
{{baseUrl}}/accounts                        | beta  | GET /beta/accounts
{{baseUrl}}/v3/accounts                     | -     | GET /v3/accounts
${base}/accounts?filters=id%20pr            | v2026 | GET /v2026/accounts
$BASE/accounts                              | v2026 | GET /v2026/accounts
https://t.api.identitynow.com/v3/certifications/ef38f9/identity-summaries?limit=5 | - | GET /v3/certifications/{id}/identity-summaries
https://t.api.identitynow.com/accounts/v1#top | -   | GET /accounts/v1
/v3/certifications/:id/identity-summaries   | -     | GET /v3/certifications/{id}/identity-summaries
/v3/certifications/{certificationId}/identity-summaries | - | GET /v3/certifications/{id}/identity-summaries
/certifications/{{id}}/identity-summaries   | v3    | GET /v3/certifications/{id}/identity-summaries
/machine-identities                         | -     | GET /machine-identities/v2
/machine-identities/v1                      | -     | GET /machine-identities/v1
list-machine-identities                     | -     | GET /machine-identities/v2
/roles/filter                               | v2025 | POST /v2025/roles/filter
GET /roles/filter                           | v2025 | -
/v2025/api-usage/count                      | -     | GET /v2025/api-usage/count
/prompt-insights/v1/metrics                 | -     | GET /prompt-insights/v1/metrics
usage.api.list                              | -     | POST
https://t.api.identitynow.com/v3            | -     | -
?                                           | -     | -
/                                           | -     | -
                                            | -     | -
";

#[test]
fn names_find_their_endpoints() {
    for line in FOUND.lines().filter(|line| line.contains('|')) {
        let [name, version, expected] = line.split('|').map(str::trim).collect::<Vec<_>>().try_into().unwrap();
        let lookup = Lookup { version: (version != "-").then_some(version), ..Lookup::default() };
        let found = resolve(name, &lookup).map(|it| format!("{} {}", it.method, it.path).trim().to_owned());
        assert_eq!(found.as_deref().unwrap_or("-"), expected, "{line}");
    }
}

#[test]
fn a_default_version_is_only_the_first_to_be_looked_into() {
    let v3 = Lookup { default_version: Some("v3"), ..Lookup::default() };
    assert_eq!(resolve("list-accounts", &v3).unwrap().version, "v3");
    assert_eq!(resolve("/v2025/accounts", &v3).unwrap().version, "v2025");
    assert_eq!(resolve("list-prompt-insights", &v3).unwrap().version, "current");
    let unknown = Lookup { default_version: Some("v2925"), ..Lookup::default() };
    assert_eq!(resolve("list-accounts", &unknown).unwrap_err().help(), "did you mean `v2025`?");
}

#[test]
fn an_unknown_name_is_answered_with_the_nearest() {
    let help = |name: &str| resolve(name, &Lookup::default()).unwrap_err().help();
    assert_eq!(help("list-acounts"), "did you mean `list-accounts`?");
    assert_eq!(help("listAcounts"), "did you mean `listAccounts`?");
    assert_eq!(help("list_acounts"), "did you mean `list_accounts`?");
    assert_eq!(help("/v2025/acounts"), "did you mean `/v2025/accounts`?");
    assert_eq!(
        help("/certification/ef38/identity-summaries"),
        "did you mean `/certifications/ef38/identity-summaries`?"
    );
    assert_eq!(help("POST /v2025/accounts"), "did you mean `GET /v2025/accounts`?");
    assert_eq!(help("PUT /v3/acounts"), "did you mean `GET /v3/accounts`?");
    assert_eq!(help("GET /v3/acounts"), "did you mean `GET /v3/accounts`?");
    assert!(help("frobnicate").contains("v3q endpoints"));
    let v3 = Lookup { version: Some("v3"), ..Lookup::default() };
    let error = resolve("getTotalCount", &v3).unwrap_err();
    assert_eq!(error.to_string(), "unknown endpoint `getTotalCount` in version `v3`");
    assert_eq!(error.help(), "it is in `current`, `v2026` and `v2025`");
    assert!(matches!(error, UnknownEndpoint::Endpoint { .. }));
}

#[test]
fn schemas_of_ones_own_come_first() {
    let own = |version: &str, path: &str| Schema {
        version: version.into(),
        operation_id: "listAccounts".into(),
        path: path.into(),
        ..Schema::permissive()
    };
    let extra = [own("v3", "/v3/accounts"), own("house", "/house/{id}/accounts")];
    let lookup = Lookup { extra: &extra, ..Lookup::default() };
    assert!(resolve("/v3/accounts", &lookup).unwrap().open);
    assert_eq!(resolve("https://h.example/house/7/accounts", &lookup).unwrap().version, "house");
    assert_eq!(resolve("list-accounts", &Lookup { version: Some("house"), ..lookup }).unwrap().version, "house");
    assert!(!resolve("/v2025/accounts", &lookup).unwrap().open);
}
