//! Variables of a file, filled in where they name an endpoint.

use std::collections::BTreeMap;

/// How many placeholders are filled in, those in values included: a variable may name itself.
const MOST_STEPS: usize = 32;

/// How long a text may grow; no URL is that long.
const MOST_BYTES: usize = 8 * 1024;

/// What variables are worth.
#[derive(Debug, Clone, Default)]
pub(super) struct Variables(BTreeMap<String, String>);

impl Variables {
    /// These variables too; they stand in the place of others of the same name.
    pub(super) fn with(&self, variables: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut all = self.clone();
        all.0.extend(variables);
        all
    }

    /// `text` with every `{{name}}` that is known filled in; as it is where that has no end.
    pub(super) fn fill_in(&self, written: &str) -> String {
        let mut text = written.to_owned();
        let mut from = 0;
        for _ in 0..MOST_STEPS {
            let Some((open, close)) = placeholder(&text, from) else { return text };
            let name = text.get(open + 2..close).unwrap_or_default().trim();
            match self.0.get(name) {
                Some(value) if text.len() + value.len() <= MOST_BYTES => {
                    text.replace_range(open..close + 2, value);
                    from = open;
                }
                Some(_) | None => from = close + 2,
            }
        }
        written.to_owned()
    }
}

/// Where the next `{{` and its `}}` stand.
fn placeholder(text: &str, from: usize) -> Option<(usize, usize)> {
    let open = from + text.get(from..)?.find("{{")?;
    let close = open + text.get(open..)?.find("}}")?;
    Some((open, close))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_filled_in_and_end() {
        let known = [("baseUrl", "https://{{tenant}}/v3"), ("a", "{{b}}{{b}}"), ("b", "{{a}}"), ("self", "x{{self}}")];
        let variables = Variables(known.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect());
        assert_eq!(variables.fill_in("{{baseUrl}}/accounts/{{id}}"), "https://{{tenant}}/v3/accounts/{{id}}");
        assert_eq!(variables.fill_in("{{ baseUrl }}{{"), "https://{{tenant}}/v3{{");
        assert_eq!(variables.fill_in("{{a}}/x"), "{{a}}/x");
        assert_eq!(variables.fill_in("{{self}}"), "{{self}}");
    }
}
