//! Whose API a URL leads to, as far as the URL itself tells.

use super::nearness::is_api_version;
use super::url::split_method;
use super::url_filled::is_conversion;

/// Whose API a URL leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// The vendor's.
    Vendor,
    /// Nothing tells: it has no host, or one that is only known when it is sent, and no version.
    Unknown,
    /// Somebody else's: it names a host in full.
    Other {
        /// Whether its path has a version as the vendor's have: behind a gateway it may lead to the API all the same.
        is_versioned: bool,
    },
}

/// What hosts have that are the vendor's, in the last two parts of their names.
const VENDOR: [&str; 2] = ["identitynow", "sailpoint"];

/// Names of the vendor's other product, whose filters have another language.
const OTHER_PRODUCT: [&str; 7] = [
    "sailpoint.object",
    "sailpoint.api",
    "sailpoint.tools",
    "sailpoint.integration",
    "identityiq",
    "IdentityIQ",
    "IDENTITYIQ",
];

/// Whether a text names the vendor's other product: `import sailpoint.object.Filter;`.
pub(super) fn names_other_product(text: &str) -> bool {
    OTHER_PRODUCT.iter().any(|name| {
        memchr::memmem::find_iter(text.as_bytes(), name).any(|at| {
            let behind = text.as_bytes().get(at + name.len());
            behind.is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_')
        })
    })
}

/// Whose API a URL, or a path, leads to, with a method in front or not.
pub(super) fn owner(url: &str) -> Owner {
    let (_, url) = split_method(url);
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let address = url.get(..end).unwrap_or_default();
    let is_named =
        |text: &str| VENDOR.iter().any(|name| memchr::memmem::find(text.as_bytes(), name.as_bytes()).is_some());
    let (scheme, rest) = match address.split_once("://") {
        Some((scheme, rest)) => (Some(scheme), rest),
        None => (None, address),
    };
    let (host, path) = match rest.split_once('/') {
        _ if scheme.is_none() && rest.starts_with('/') => ("", rest.trim_start_matches('/')),
        Some((first, _)) if scheme.is_none() && is_api_version(first) => ("", rest),
        Some((host, path)) => (host, path),
        None => (rest, ""),
    };
    let is_versioned = path.split('/').take(2).any(is_api_version);
    let is_filled_in = host.contains(['{', '$', '<', '%']);
    let domain = scheme.filter(|it| it.bytes().all(|byte| byte.is_ascii_alphanumeric())).and_then(|_| domain(host));
    match domain {
        Some(domain) if is_named(domain) => Owner::Vendor,
        Some(_) if !(is_filled_in && is_versioned) => Owner::Other { is_versioned },
        _ if is_named(address) && address.contains('/') && !address.contains(char::is_whitespace) => Owner::Vendor,
        _ if is_versioned && (host.is_empty() || is_filled_in || scheme.is_some() || host.starts_with("localhost")) => {
            Owner::Vendor
        }
        _ => Owner::Unknown,
    }
}

/// Whether the first part of a URL without a scheme is a host, or what a program puts in for one: `{{base}}`, `%s`.
pub(super) fn is_host(first: &str) -> bool {
    let is_placeholder = first.starts_with("{{") || first.starts_with('$') || first.starts_with('<');
    let host = first.split_once(':').map_or(first, |(host, _)| host);
    let is_name = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
    is_placeholder || is_conversion(first) || (is_name && (host.contains('.') || host == "localhost"))
}

/// Whether the first part of a URL without a scheme and a host is a version.
pub(super) fn is_version(first: &str) -> bool {
    let number = first.strip_prefix('v').unwrap_or_default();
    first == "beta" || (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The last two parts of the name of a host that names one in full: `okta.com` of `{{tenant}}.okta.com`. Neither a number
/// nor one name alone does: those are machines that somebody tries things on.
fn domain(host: &str) -> Option<&str> {
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host.split_once(':').map_or(host, |(host, port)| if port.contains(['}', '>', ')']) { "" } else { host });
    let (front, last) = host.rsplit_once('.')?;
    let start = front.rfind('.').map_or(0, |at| at + 1);
    let is_name =
        |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') && !part.is_empty();
    let is_full = last.len() > 1 && last.bytes().all(|byte| byte.is_ascii_alphabetic());
    (is_full && is_name(front.get(start..)?)).then(|| host.get(start..)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_in_full_is_the_vendors_or_somebody_elses() {
        for url in [
            "https://t.api.identitynow.com/accounts",
            "GET https://t.api.identitynow-demo.com/x",
            "https://t.api.saas.sailpoint.com:443/x?y",
            "https://{{tenant}}.identitynow.com",
            "http://localhost:8080/v2025/accounts",
            "http://127.0.0.1/v3/accounts",
            "http://mock/beta/roles",
            "{{base}}/v3/accounts",
            "https://$TENANT.example.com/v2024/roles",
            "{{sailpoint}}/roles",
        ] {
            assert_eq!(owner(url), Owner::Vendor, "{url}");
        }
        for url in [
            "/accounts",
            "{{base}}/accounts",
            "https://${HOST}/api",
            "https://${HOST:-a.b.com}/api",
            "http://localhost/x",
            "http://10.0.0.1/x",
            "accounts.csv",
            "a b",
            "User-Agent: sailpoint/1",
            "sailpoint:secret",
            "Referer: https://jira.example.com/x",
            "filters=url+eq+\"https://jira.example.com/x\"",
        ] {
            assert_eq!(owner(url), Owner::Unknown, "{url}");
        }
        for url in [
            "https://acme.okta.com/api/v1/users",
            "GET https://acme.okta.com/api/v1/apps?filter=name eq \"sailpoint\"",
            "https://sailpoint.okta.com/api/v1/users",
            "https://{{org}}.okta.com/api/v1/users",
            "https://me:secret@jira.example.com:8443/rest",
        ] {
            assert_eq!(owner(url), Owner::Other { is_versioned: false }, "{url}");
        }
        for url in ["https://graph.microsoft.com/beta/users", "https://gateway.acme.com/idn/v2025/accounts"] {
            assert_eq!(owner(url), Owner::Other { is_versioned: true }, "{url}");
        }
    }
}
