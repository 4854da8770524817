//! The fields of a posted form.

use crate::text::decode_query;

/// The fields of a form, encoded as a URL's query or in parts, as its content type says; `None` where it is no form.
pub(super) fn fields(content_type: &str, body: &str) -> Option<Vec<(String, String)>> {
    let (kind, parameters) = content_type.split_once(';').unwrap_or((content_type, ""));
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return decode_query(body).ok();
    }
    let boundary = parameters.split(';').find_map(|parameter| {
        let (name, value) = parameter.trim().split_once('=')?;
        name.eq_ignore_ascii_case("boundary").then(|| format!("--{}", value.trim_matches('"')))
    })?;
    // What stands before the first boundary and behind the last one is no part.
    let mut parts: Vec<&str> = body.split(boundary.as_str()).skip(1).collect();
    let end = parts.pop()?;
    end.starts_with("--").then_some(())?;
    parts.into_iter().map(field).collect()
}

fn field(part: &str) -> Option<(String, String)> {
    let (head, value) = part.strip_prefix("\r\n")?.strip_suffix("\r\n")?.split_once("\r\n\r\n")?;
    let disposition = head.lines().find(|line| line.to_ascii_lowercase().starts_with("content-disposition:"))?;
    let name = disposition.split(';').find_map(|part| part.trim().strip_prefix("name="))?;
    Some((name.trim_matches('"').to_owned(), value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_read_in_both_encodings() {
        let expected = Some(vec![("a".to_owned(), "1 2".to_owned()), ("b".to_owned(), String::new())]);
        assert_eq!(fields("application/x-www-form-urlencoded", "a=1+2&b="), expected);
        assert_eq!(fields("", "a=1%202&b"), expected);
        let parts = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1 2\r\n--x\r\ncontent-disposition: form-data; name=b\r\n\r\n\r\n--x--\r\n";
        assert_eq!(fields("multipart/form-data; boundary=x", parts), expected);
        assert_eq!(fields("Multipart/Form-Data; charset=utf-8; boundary=\"x\"", parts), expected);
        for broken in ["", "--x", "--x\r\n--x--", "--x\r\nno head--x--"] {
            assert_eq!(fields("multipart/form-data; boundary=x", broken), None, "{broken}");
        }
        assert_eq!(fields("multipart/form-data", parts), None);
        assert_eq!(fields("", "%zz"), None);
    }
}
