//! Reading sorters.

use super::clause::is_field;
use super::error::{SyntaxError, SyntaxErrorKind as K};
use super::findings::Findings;
use super::grammar::{Token, TokenKind, sorter_tokens};
use super::limits::Limit;
use super::placeholder::placeholder_style;
use super::read::{ReadOptions, Reading, parameter_prefix, through_pasted};
use super::sorters::{SorterData, Sorters};
use crate::diagnostic::Fix;
use crate::text::{BLANKS, Edit, Span};

pub(super) fn read(text: &str, options: &ReadOptions) -> Reading<Sorters> {
    if text.len() > options.limits.text.min(u32::MAX as usize / 2) {
        let error = SyntaxError::new(K::TooLarge(Limit::Text, options.limits.text), Span::ZERO);
        let tree = Sorters { text: "".into(), items: Vec::new(), has_errors: true };
        return Reading { tree, findings: vec![error], map: None };
    }
    through_pasted(text, |text| {
        let (prefix, findings) = parameter_prefix(text, &["sorters", "sort"]);
        let is_any = text.get(prefix..).is_some_and(|it| it.contains(|c| c != ',' && !BLANKS.contains(&c)));
        let mut reader = Reader { text, is_any, items: Vec::new(), findings: findings.into_iter().collect() };
        reader.elements(prefix, options.limits.clauses);
        let has_errors = reader.findings.has_errors;
        let tree = Sorters { text: text.into(), items: reader.items, has_errors };
        Reading { tree, findings: reader.findings.into_vec(), map: None }
    })
}

struct Reader<'t> {
    text: &'t str,
    /// Whether anything stands beside the commas: without a field nothing would be left of them.
    is_any: bool,
    items: Vec<SorterData>,
    findings: Findings,
}

impl Reader<'_> {
    fn elements(&mut self, from: usize, most: usize) {
        let tokens = sorter_tokens(self.text.get(from..).unwrap_or_default(), from);
        if tokens.is_empty() {
            return self.report(K::Empty, Span::at(from), None);
        }
        self.blanks(&tokens);
        let mut names = std::collections::HashSet::new();
        let mut comma: Option<Span> = None;
        let mut was_empty = false;
        let mut rest = tokens.as_slice();
        loop {
            let length = rest.iter().position(|it| it.kind == TokenKind::Comma).unwrap_or(rest.len());
            let (words, behind) = rest.split_at(length);
            let next = behind.first().map(|it| it.span);
            if self.items.len() >= most {
                self.items.clear();
                let place = words.first().map_or(Span::at(self.text.len()), |it| it.span);
                return self.report(K::TooLarge(Limit::Clauses, most), place, None);
            }
            let known = self.items.len();
            match words {
                // The comma before has its finding already.
                [] if next.is_none() && was_empty => {}
                [] => self.empty(comma, next),
                words => self.element(words),
            }
            if let Some(item) = self.items.last()
                && self.items.len() > known
                && !names.insert(item.field.of(self.text))
            {
                let name = item.field.of(self.text).to_owned();
                let edit = comma.map(|comma| vec![Edit::delete(Span::new(comma.start(), item.span.end()))]);
                let fix = edit.map(|edit| Fix::safe("take it out", edit));
                let span = item.span;
                self.items.pop();
                self.report(K::RepeatedSorter(name), span, fix);
            }
            let Some(span) = next else { return };
            was_empty = words.is_empty();
            comma = Some(span);
            rest = behind.get(1..).unwrap_or_default();
        }
    }

    /// An element with nothing in it: the comma that goes with it is taken out.
    fn empty(&mut self, before: Option<Span>, behind: Option<Span>) {
        let (span, is_behind) = match (before, behind) {
            (_, Some(behind)) => (behind, true),
            (Some(before), None) => (before, false),
            (None, None) => return,
        };
        let fix = self.is_any.then(|| Fix::safe("take it out", vec![Edit::delete(span)]));
        self.report(K::EmptySorter(is_behind), span, fix);
    }

    /// One element: the words between two commas.
    fn element(&mut self, words: &[Token]) {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
        let whole = first.span.to(last.span);
        let word = first.span.of(self.text);
        // `created desc`, `created:desc`
        let (named, direction) = match words {
            [name, direction] => (name.span.of(self.text), Some(direction.span.of(self.text))),
            [_] => match word.split_once(':') {
                Some((name, direction)) => (name, Some(direction)),
                None => (word, None),
            },
            _ => (word, None),
        };
        if let Some(direction) = direction
            && let Some(descending) = direction_of(direction)
            // `-created desc` says it twice.
            && let name = named.strip_prefix('-').filter(|_| descending).unwrap_or(named)
            && is_field(name)
        {
            let start = whole.start() + named.len() - name.len();
            let field = Span::new(start, start + name.len());
            let named = name;
            let sign = if descending { "-" } else { "" };
            let fix = Fix::safe(format!("write `{sign}{named}`"), vec![Edit::replace(whole, format!("{sign}{named}"))]);
            self.report(K::DirectionWord(direction.to_owned()), whole, Some(fix));
            return self.items.push(SorterData { span: whole, field, descending });
        }
        if direction.is_some_and(|it| direction_of(it) == Some(false)) && words.len() == 2 {
            // `-created asc` says both.
            let direction = direction.unwrap_or_default().to_owned();
            return self.report(K::DirectionWord(direction), whole, None);
        }
        let signs = word.len() - word.trim_start_matches(['-', '+']).len();
        let (signed, bare) = word.split_at(signs);
        let (field, bare) = match words {
            [_] => (Span::new(first.span.start() + signs, first.span.end()), bare),
            // `- created`
            [_, name] if bare.is_empty() => (name.span, name.span.of(self.text)),
            [_, next, ..] => {
                let gap = Span::new(first.span.end(), next.span.start());
                let fix = Fix::guess("put a comma in", vec![Edit::replace(gap, ",")]);
                return self.report(K::UnexpectedText(next.span.of(self.text).into()), next.span, Some(fix));
            }
            [] => return,
        };
        if !is_field(bare) {
            let (name, field) = if bare.is_empty() { (word, first.span) } else { (bare, field) };
            let is_placeholder = placeholder_style(name).is_some();
            let kind =
                if is_placeholder { K::PlaceholderOutsideTemplate(name.into()) } else { K::BadFieldName(name.into()) };
            return self.report(kind, field, None);
        }
        let descending = signed.contains('-');
        let sign = if descending { "-" } else { "" };
        let usual = signed == sign && words.len() == 1;
        if !usual {
            let edit = Edit::replace(whole, format!("{sign}{bare}"));
            let kind = if descending { K::BadMinus } else { K::PlusInSorter };
            self.report(kind, whole, Some(Fix::safe(format!("write `{sign}{bare}`"), vec![edit])));
        }
        self.items.push(SorterData { span: whole, field, descending });
    }

    /// Blanks beside a comma.
    fn blanks(&mut self, tokens: &[Token]) {
        for pair in tokens.windows(2) {
            let [a, b] = pair else { continue };
            let beside_comma = a.kind == TokenKind::Comma || b.kind == TokenKind::Comma;
            if beside_comma && a.span.end() < b.span.start() {
                let gap = Span::new(a.span.end(), b.span.start());
                let fix = Fix::safe("take it out", vec![Edit::delete(gap)]);
                self.report(K::BlankInSorter, gap, Some(fix));
            }
        }
    }

    fn report(&mut self, kind: K, span: Span, fix: Option<Fix>) {
        self.findings.add(SyntaxError { kind, span, fix });
    }
}

/// Whether a word says "descending" (true) or "ascending" (false).
fn direction_of(word: &str) -> Option<bool> {
    if word.eq_ignore_ascii_case("desc") || word.eq_ignore_ascii_case("descending") {
        return Some(true);
    }
    (word.eq_ignore_ascii_case("asc") || word.eq_ignore_ascii_case("ascending")).then_some(false)
}
