use super::*;
use crate::text::apply_edits;

/// The endpoint, then each parameter, then each finding's code and text.
fn read(text: &str) -> Vec<String> {
    let query = read_url(text, 0);
    let endpoint = query.endpoint.map(|it| format!("{} {}", it.method.unwrap_or("-"), it.path));
    let parameters = query.parameters.iter().map(|it| format!("{}={}", it.name, it.value));
    let findings = query.findings.iter().map(|it| format!("{}: {}", it.code(), it.span.of(text)));
    endpoint.into_iter().chain(parameters).chain(findings).collect()
}

#[test]
fn a_url_is_split_with_or_without_scheme_host_and_method() {
    for url in [
        "https://t.api.identitynow.com/v3/accounts?limit=5#top",
        "t.api.identitynow.com/v3/accounts?limit=5",
        "{{baseUrl}}/v3/accounts/?limit=5",
        "http://localhost:8080/v3/accounts?limit=5",
        "/v3/accounts?limit=5",
    ] {
        assert_eq!(read(url), ["- /v3/accounts", "limit=5"], "{url}");
    }
    assert_eq!(read("GET {{tenant}}/accounts HTTP/1.1"), ["GET /accounts"]);
    assert_eq!(read("?filters=a+eq+1&&count"), ["filters=a eq 1", "count="]);
}

#[test]
fn values_are_decoded_once() {
    assert_eq!(read("/a?filters=name%20eq%20%22%C3%A9%2523%22"), ["- /a", "filters=name eq \"é%23\""]);
    assert_eq!(read("/a?filters=name eq \"%23Employees\""), ["- /a", "filters=name eq \"#Employees\""]);
}

#[test]
fn what_should_have_been_encoded_is_read_as_meant() {
    let hash = read("/a?filters=name eq \"#x\"&limit=5");
    assert_eq!(hash, ["- /a", "filters=name eq \"#x\"", "limit=5", "raw-hash-in-url: #"]);
    let ampersand = read("/a?filters=name%20eq%20%22R&D%22&limit=5");
    assert_eq!(ampersand, ["- /a", "filters=name eq \"R&D\"", "limit=5", "raw-ampersand-in-url: &"]);
    let open = read("/a?filters=name%20eq%20%22R&limit=5");
    assert_eq!(open, ["- /a", "filters=name eq \"R", "limit=5"]);
    let percent = read("/a?filters=name eq \"100%\"");
    assert_eq!(percent, ["- /a", "filters=name eq \"100%\"", "stray-percent-in-url: %"]);
    let latin = read("/a?filters=name eq \"caf%E9%20x\"");
    assert_eq!(latin, ["- /a", "filters=name eq \"caf%E9 x\"", "escape-not-utf8-in-url: %E9"]);
}

#[test]
fn an_ampersand_where_the_query_begins_is_read_as_a_question_mark() {
    let meant = read("https://t.api.identitynow.com/v3/accounts&limit=5&filters=name eq \"x?\"");
    let expected = ["- /v3/accounts", "limit=5", "filters=name eq \"x?\"", "missing-question-mark-in-url: &"];
    assert_eq!(meant, expected);
    for other in ["{{url}}&filters=id eq 1", "/v3/{path}&sorters=name", "/v3/accounts&limit=5", "/R&D/accounts?a=1"] {
        assert!(read(other).iter().all(|line| !line.contains("missing-question-mark")), "{other}");
    }
}

#[test]
fn an_ampersand_without_a_parameter_behind_it_is_part_of_the_filter() {
    let operator = read("/a?filters=name eq \"x\" && id eq \"y\"&limit=5");
    let expected = ["- /a", "filters=name eq \"x\" && id eq \"y\"", "limit=5", "raw-ampersand-in-url: &&"];
    assert_eq!(operator, expected);
    let word = read("/a?filters=name eq R&D&limit=5");
    assert_eq!(word, ["- /a", "filters=name eq R&D", "limit=5", "raw-ampersand-in-url: &"]);
    assert_eq!(read("/a?limit=5&x=R&D"), ["- /a", "limit=5", "x=R", "D="]);
    let html = read("/a?filters=name eq \"x\"&amp;limit=5&amp;");
    assert_eq!(html, ["- /a", "filters=name eq \"x\"", "limit=5", "amp;=", "html-ampersand-in-url: &amp;"]);
}

#[test]
fn a_fragment_behind_a_whole_filter_is_no_part_of_it() {
    assert_eq!(read("/a?filters=name eq \"x\"#frag"), ["- /a", "filters=name eq \"x\""]);
    assert_eq!(read("/a?filters=a%20isnull#frag&limit=5"), ["- /a", "filters=a isnull"]);
    assert_eq!(read("/a?filters=a eq C#&limit=5"), ["- /a", "filters=a eq C#", "limit=5", "raw-hash-in-url: #"]);
}

#[test]
fn a_value_that_is_not_all_text_is_not_mended() {
    let query = read_url("/a?filters=name EQ \"%FF\"", 0);
    let fix = Fix::safe("", vec![Edit::replace(Span::new(5, 7), "eq")]);
    let found = finding(&RAW_HASH, Span::new(5, 7), String::new(), "", Some(fix));
    assert_eq!(query.parameters[0].in_file(found).fix, None);
}

#[test]
fn a_value_that_was_encoded_twice_is_read_and_placed() {
    let url = "/a?filters=name%2520eq%2520%2522%25C3%25A9%2522";
    let query = read_url(url, 0);
    let parameter = &query.parameters[0];
    assert_eq!(parameter.value, "name eq \"é\"");
    assert_eq!(parameter.place.map.outer(Span::new(5, 7)).of(url), "eq");
    assert_eq!(parameter.place.map.outer(Span::new(9, 11)).of(url), "%25C3%25A9");
    let fix = query.findings[0].fix.as_ref().unwrap();
    assert_eq!(apply_edits(url, &fix.edits).unwrap(), "/a?filters=name%20eq%20%22%C3%A9%22");
}

#[test]
fn a_value_of_which_only_the_strings_were_encoded_twice_is_read() {
    let url = "/a?filters=name%20eq%20%2522x%2522";
    let query = read_url(url, 0);
    assert_eq!(query.parameters[0].value, "name eq \"x\"");
    assert_eq!(query.parameters[0].place.map.outer(Span::new(5, 7)).of(url), "eq");
    let fix = query.findings[0].fix.as_ref().unwrap();
    assert_eq!(apply_edits(url, &fix.edits).unwrap(), "/a?filters=name%20eq%20%22x%22");
    // What stands in quotes may hold anything.
    assert_eq!(read_url("/a?filters=name%20eq%20%22%2522%22", 0).findings, []);
}

#[test]
fn fixes_are_written_as_the_url_is() {
    for (url, expected) in [
        ("/a?filters=name%20EQ%20%22x%22", "/a?filters=name%20%22%26%22%20%22x%22"),
        ("/a?filters=name EQ \"x\"", "/a?filters=name \"%26\" \"x\""),
    ] {
        let query = read_url(url, 0);
        let fix = Fix::safe("", vec![Edit::replace(Span::new(5, 7), "\"&\"")]);
        let found = finding(&RAW_HASH, Span::new(5, 7), String::new(), "", Some(fix));
        let found = query.parameters[0].in_file(found);
        assert_eq!(found.span.of(url), "EQ");
        assert_eq!(apply_edits(url, &found.fix.unwrap().edits).unwrap(), expected);
    }
}

#[test]
fn a_plus_is_a_blank_unless_it_can_hardly_be_one() {
    let offset = read("/a?filters=created%20gt%202018-12-18T23:05:55.5+02:00&x=1");
    let plus = "raw-plus-before-offset-in-url: +";
    assert_eq!(offset, ["- /a", "filters=created gt 2018-12-18T23:05:55.5+02:00", "x=1", plus]);
    assert_eq!(read("/a?filters=a+ge+2018-12-18T23:05:55%2B02%3A00").len(), 2);
    assert_eq!(read("/a?filters=a+ge+2018-12-18T23:05:55+02%3A00").last().unwrap(), plus);
    assert_eq!(read("/a?filters=a+ge+2018-12-18+and+b+pr"), ["- /a", "filters=a ge 2018-12-18 and b pr"]);
    let string = read("/a?filters=name%20eq%20%22C++%22");
    assert_eq!(string, ["- /a", "filters=name eq \"C  \"", "raw-plus-in-url: +", "raw-plus-in-url: +"]);
    assert_eq!(read("/a?filters=name+eq+%22Joe+Smith%22"), ["- /a", "filters=name eq \"Joe Smith\""]);
    assert_eq!(read("/a?filters=name%20eq%20%22C%2B%2B%22"), ["- /a", "filters=name eq \"C++\""]);
}

#[test]
fn an_expression_is_no_url() {
    for text in ["a eq 1", "name eq \"https://x/y?a=b\"", "created gt 2018-12-18T23:05:55Z", "a?b", "pr a"] {
        assert!(!looks_like_url(text), "{text}");
    }
    for text in ["beta/accounts?limit=1", "accounts?filters=a eq 1", "t.x.com/v3/a", "GET /a", "${base}/a"] {
        assert!(looks_like_url(text), "{text}");
    }
}
