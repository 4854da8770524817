//! What holds of every text and every tree. Tests and fuzz targets call these functions; each panics where its law is
//! broken.

use std::fmt::Write as _;

use v3q::check::{check_filter, fix_filter};
use v3q::diagnostic::{Safety, Severity};
use v3q::eval::JsonText;
use v3q::predicate::validate;
use v3q::schema::Schema;
use v3q::syntax::{
    Filter, Joiner, Node, NodeKind, PlaceholderPlace, PlaceholderStyles, ReadOptions, Reading, SyntaxError, Template,
    read_filter, read_sorters,
};
use v3q::text::{Edit, Span, apply_edits, decode_query, decode_value, decode_with_map, encode_query, encode_value};

/// All that must hold when a text is read as a filter.
pub(crate) fn reading_a_filter(text: &str, options: &ReadOptions) {
    let reading = read_filter(text, options);
    findings_fit(text, &reading.findings);
    tree_fits(&reading.tree);
    let has_error = has_error(&reading.findings);
    assert_eq!(reading.tree.has_errors(), has_error, "{text:?}: {:?}", reading.findings);
    if reading.map.is_none() && !reading.tree.text().is_empty() {
        assert_eq!(reading.tree.text(), text, "the tree stands on the text that was read");
    }
    if let Some(map) = &reading.map {
        for node in reading.tree.walk() {
            fits(text, map.outer(node.span()));
        }
    }
    if !has_error {
        printing_comes_back(&reading.tree, options);
    }
    fixes_keep_the_filter(text, &reading, options);
    mended_filter(text, options);
    ruled_filter(text, options);
}

/// Fixes of the rules settle, and break nothing that could be read; each finding has its place in the text.
pub(crate) fn ruled_filter(text: &str, options: &ReadOptions) {
    let schema = Schema::permissive();
    for finding in check_filter(text, &schema, options) {
        fits(text, finding.span);
        let Some(fix) = finding.fix else { continue };
        let fixed = apply_edits(text, &fix.edits).unwrap_or_else(|| panic!("{text:?}: {fix:?} does not fit"));
        assert_ne!(fixed, text, "{fix:?} changes nothing");
    }
    let fixed = fix_filter(text, &schema, options, Safety::Safe).text;
    assert_eq!(fix_filter(&fixed, &schema, options, Safety::Safe).text, fixed, "{text:?} does not settle");
    let guessed = fix_filter(text, &schema, options, Safety::Unsafe).text;
    assert_eq!(fix_filter(&guessed, &schema, options, Safety::Unsafe).text, guessed, "{text:?} does not settle");
    let (before, after) = (read_filter(text, options), read_filter(&fixed, options));
    if !before.tree.has_errors() && fixed.len() <= options.limits.text {
        assert!(!after.tree.has_errors(), "{text:?} became {fixed:?}: {:?}", after.findings);
    }
}

/// All that must hold when a text is read as sorters.
pub(crate) fn reading_sorters(text: &str, options: &ReadOptions) {
    let reading = read_sorters(text, options);
    findings_fit(text, &reading.findings);
    for item in reading.tree.items() {
        fits(reading.tree.text(), item.span());
        fits(reading.tree.text(), item.field_span());
        assert_eq!(item.field_span().of(reading.tree.text()), item.field());
    }
    let has_error = has_error(&reading.findings);
    assert_eq!(reading.tree.has_errors(), has_error, "{text:?}");
    if !has_error {
        let printed = reading.tree.to_string();
        let again = read_sorters(&printed, options);
        assert!(again.findings.is_empty(), "{printed:?}: {:?}", again.findings);
        assert_eq!(again.tree, reading.tree, "{text:?}");
        assert_eq!(again.tree.to_string(), printed);
    }
    let fixes = safe_fixes(&reading.findings);
    for fix in fixes.filter(|_| is_mendable(&reading.findings)) {
        let fixed = apply_edits(text, fix).unwrap_or_else(|| panic!("{text:?}: {fix:?} does not fit"));
        assert_eq!(read_sorters(&fixed, options).tree, reading.tree, "{text:?} became {fixed:?}");
    }
    mended_sorters(text, options);
}

/// A tree without errors prints as a text that is read as the same tree, and prints the same.
pub(crate) fn printing_comes_back(filter: &Filter, options: &ReadOptions) {
    let printed = filter.to_string();
    let options = ReadOptions { limits: roomy(), ..*options };
    let again = read_filter(&printed, &options);
    let usual = |it: &SyntaxError| it.info().code == "comma-between-clauses";
    assert!(again.findings.iter().all(usual), "{:?} prints as {printed:?}: {:?}", filter.text(), again.findings);
    assert_eq!(&again.tree, filter, "{:?} prints as {printed:?}", filter.text());
    assert_eq!(again.tree.to_string(), printed, "printing {:?} is not idempotent", filter.text());
}

/// Limits that nothing that was read within the usual ones goes beyond: printing may add blanks.
fn roomy() -> v3q::syntax::Limits {
    v3q::syntax::Limits { text: 1 << 30, depth: v3q::syntax::MAX_DEPTH, clauses: 1 << 30, values: 1 << 30 }
}

fn has_error(findings: &[SyntaxError]) -> bool {
    findings.iter().any(|it| it.severity() == Severity::Error)
}

/// Places of findings and of their fixes lie inside the text, on character boundaries, in the order of the text.
pub(crate) fn findings_fit(text: &str, findings: &[SyntaxError]) {
    assert!(findings.len() <= 100, "{} findings", findings.len());
    assert!(findings.is_sorted_by_key(|it| it.span), "{text:?}: {findings:?}");
    for finding in findings {
        fits(text, finding.span);
        assert!(!finding.to_string().is_empty() && !finding.to_string().ends_with('.'));
        if let Some(fix) = &finding.fix {
            assert!(!fix.edits.is_empty(), "{text:?}: {finding:?} changes nothing");
            for edit in &fix.edits {
                fits(text, edit.span);
            }
            let fixed = apply_edits(text, &fix.edits).unwrap_or_else(|| panic!("{text:?}: {fix:?} does not fit"));
            assert_ne!(fixed, text, "{fix:?} changes nothing");
        }
    }
}

/// Places of a tree lie inside its text, on character boundaries, each inside that of the node above.
pub(crate) fn tree_fits(filter: &Filter) {
    let text = filter.text();
    for node in filter.walk() {
        fits(text, node.span());
        for operand in node.operands() {
            let inside = node.span().to(operand.span()) == node.span();
            assert!(inside || operand.span().is_empty(), "{text:?}: {operand:?} lies outside {node:?}");
        }
        match node.kind() {
            NodeKind::Clause(clause) => {
                fits(text, clause.field_span());
                fits(text, clause.operator_span());
                for literal in clause.literals() {
                    fits(text, literal.span());
                    assert_eq!(node.span().to(literal.span()), node.span(), "{text:?}");
                }
            }
            NodeKind::Group(group) => {
                assert!(group.operands().count() > 1);
                let nested =
                    |it: Node<'_>| matches!(it.kind(), NodeKind::Group(inner) if inner.joiner() == group.joiner());
                assert!(!group.operands().any(nested), "{text:?}: a group in one of its own kind");
            }
            NodeKind::Not(_) | NodeKind::Placeholder | NodeKind::Error => {}
        }
    }
    for parentheses in filter.parentheses() {
        fits(text, parentheses.span);
        let inside = parentheses.span.of(text);
        assert!(inside.starts_with('(') && inside.ends_with(')'), "{text:?}: {inside:?}");
    }
}

fn fits(text: &str, span: Span) {
    assert!(text.get(span.range()).is_some(), "{span:?} does not fit {text:?}");
}

fn safe_fixes(findings: &[SyntaxError]) -> impl Iterator<Item = &Vec<Edit>> {
    findings.iter().filter_map(|it| it.fix.as_ref()).filter(|fix| fix.safety == Safety::Safe).map(|fix| &fix.edits)
}

/// Whether what the tree says is what was meant: all of the text could be read, and nothing in it has to be guessed.
fn is_whole(reading: &Reading<Filter>) -> bool {
    is_mendable(&reading.findings)
        && reading.findings.len() < 100
        && !reading.tree.walk().any(|node| matches!(node.kind(), NodeKind::Error))
}

/// Whether each error has a safe fix.
fn is_mendable(findings: &[SyntaxError]) -> bool {
    let is_safe = |it: &SyntaxError| it.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe);
    findings.iter().all(|it| is_safe(it) || it.severity() != Severity::Error)
}

fn fixes_keep_the_filter(text: &str, reading: &Reading<Filter>, options: &ReadOptions) {
    if !is_whole(reading) {
        return;
    }
    for edits in safe_fixes(&reading.findings) {
        let fixed = apply_edits(text, edits).expect("a fix fits its text");
        let again = read_filter(&fixed, options);
        if fixed.len() <= options.limits.text {
            assert_eq!(meaning(&again.tree), meaning(&reading.tree), "{text:?} became {fixed:?}");
        }
    }
}

/// The text with every safe fix applied until none is left; it says the same.
pub(crate) fn mended_filter(text: &str, options: &ReadOptions) -> String {
    let mended = mended(text, |text| read_filter(text, options).findings);
    let (before, after) = (read_filter(text, options), read_filter(&mended, options));
    if is_whole(&before) && mended.len() <= options.limits.text {
        assert_eq!(meaning(&after.tree), meaning(&before.tree), "{text:?} was mended to {mended:?}");
        assert!(!after.tree.has_errors(), "{text:?} was mended to {mended:?}: {:?}", after.findings);
    }
    mended
}

/// The text with every safe fix applied until none is left.
pub(crate) fn mended_sorters(text: &str, options: &ReadOptions) -> String {
    let mended = mended(text, |text| read_sorters(text, options).findings);
    let (before, after) = (read_sorters(text, options), read_sorters(&mended, options));
    if is_mendable(&before.findings) {
        assert_eq!(before.tree, after.tree, "{text:?} was mended to {mended:?}");
    }
    mended
}

fn mended(text: &str, read: impl Fn(&str) -> Vec<SyntaxError>) -> String {
    let mut text = text.to_owned();
    // Each round takes at least one mistake out, and no mistake is shorter than nothing.
    for _ in 0..text.len() + 8 {
        let findings = read(&text);
        let mut edits: Vec<Edit> = Vec::new();
        for fix in safe_fixes(&findings) {
            let with: Vec<Edit> = edits.iter().chain(fix).cloned().collect();
            if apply_edits(&text, &with).is_some() {
                edits = with;
            }
        }
        if edits.is_empty() {
            return text;
        }
        text = apply_edits(&text, &edits).expect("each fix was tried");
    }
    panic!("mending does not settle: {text:?}");
}

/// A template that is mended asks for the same records as before, also where a program puts filters into it as text: one
/// with an `or` in it parts what stands beside it.
pub(crate) fn mending_leaves_room(template: &str) {
    let (schema, plain) = (Schema::permissive(), ReadOptions::default());
    let options = ReadOptions { placeholders: PlaceholderStyles::all(), ..plain };
    let fixed = fix_filter(template, &schema, &options, Safety::Safe).text;
    let predicate = |text: &str| validate(&read_filter(text, &plain).tree, &schema).ok();
    for filter in ["c eq 1 or d eq 1", "c eq 1 and d eq 1", "not c eq 1"] {
        let fill = |text: &str| text.replace("{{x}}", filter).replace("{{y}}", "not d eq 1 or c eq 1");
        let Some(before) = predicate(&fill(template)) else { continue };
        let after = predicate(&fill(&fixed)).unwrap_or_else(|| panic!("{template:?} became {fixed:?}"));
        for number in 0..81 {
            let values = [number % 3, number / 3 % 3, number / 9 % 3, number / 27];
            let text = format!("{{\"a\":{},\"b\":{},\"c\":{},\"d\":{}}}", values[0], values[1], values[2], values[3]);
            let record = JsonText::new(&text);
            let (expected, found) = (before.matches(&record), after.matches(&record));
            assert_eq!(expected, found, "{template:?} became {fixed:?}: {filter}, {text}");
        }
    }
}

/// What a filter says, a comma taken for the `and` it is read as.
pub(crate) fn meaning(filter: &Filter) -> String {
    let mut out = String::new();
    write_meaning(&mut out, filter.root(), false);
    out
}

fn write_meaning(out: &mut String, node: Node<'_>, in_and: bool) {
    match node.kind() {
        NodeKind::Group(group) => {
            let is_and = group.joiner() != Joiner::Or;
            // An `and` in an `and` is one `and`.
            if !(is_and && in_and) {
                out.push_str(if is_and { "(and" } else { "(or" });
            }
            for operand in group.operands() {
                write_meaning(out, operand, is_and);
            }
            if !(is_and && in_and) {
                out.push(')');
            }
        }
        NodeKind::Not(operand) => {
            out.push_str("(not");
            write_meaning(out, operand, false);
            out.push(')');
        }
        NodeKind::Clause(clause) => {
            write!(out, " [{} {}", clause.field(), clause.op()).expect("a string takes whatever is written");
            for literal in clause.literals() {
                let kind = match literal.kind() {
                    v3q::syntax::LiteralKind::String(_) => "string".to_owned(),
                    kind => format!("{kind:?}"),
                };
                write!(out, " {kind} {:?}", literal.string()).expect("a string takes whatever is written");
            }
            out.push(']');
        }
        NodeKind::Placeholder | NodeKind::Error => {
            write!(out, " {:?}", node.text()).expect("a string takes whatever is written");
        }
    }
}

/// A filter that was built stands on its canonical text, part for part where the reader would see it; in lines of any
/// width it is read as the same filter.
pub(crate) fn building_a_filter(filter: &Filter) {
    let options = ReadOptions { limits: roomy(), ..ReadOptions::default() };
    assert_eq!(filter.text(), filter.to_string());
    assert!(!filter.has_errors());
    tree_fits(filter);
    printing_comes_back(filter, &options);
    let read = read_filter(filter.text(), &options).tree;
    assert_eq!(places(filter), places(&read), "{:?}", filter.text());
    assert_eq!(filter.parentheses(), read.parentheses(), "{:?}", filter.text());
    for width in [0, 1, 20, 40, 79] {
        let pretty = filter.pretty(width).to_string();
        let again = read_filter(&pretty, &options);
        assert!(!again.tree.has_errors(), "{pretty}: {:?}", again.findings);
        assert_eq!(&again.tree, filter, "{pretty}");
        assert!(!pretty.lines().any(|line| line.ends_with(' ') || line.is_empty()), "{pretty:?}");
        assert_eq!(again.tree.pretty(width).to_string(), pretty);
    }
}

/// Every place of a tree.
fn places(filter: &Filter) -> Vec<Span> {
    let clauses = filter.clauses().flat_map(|clause| {
        let values = clause.literals().map(|literal| literal.span()).collect::<Vec<_>>();
        [clause.field_span(), clause.operator_span()].into_iter().chain(values)
    });
    filter.walk().map(|node| node.span()).chain(clauses).collect()
}

/// The structure of a filter: everything but the values.
pub(crate) fn structure(filter: &Filter) -> String {
    let mut out = String::new();
    for node in filter.walk() {
        match node.kind() {
            NodeKind::Group(group) => write!(out, "{}{} ", group.joiner(), group.operands().count()),
            NodeKind::Not(_) => write!(out, "not "),
            NodeKind::Clause(clause) => {
                write!(out, "[{} {} {}] ", clause.field(), clause.op(), clause.literals().len())
            }
            NodeKind::Placeholder | NodeKind::Error => write!(out, "? "),
        }
        .expect("a string takes whatever is written");
    }
    out
}

/// Whatever text is bound to the placeholders of a template, the structure stays, and what was bound is said.
pub(crate) fn binding_keeps_structure(template: &Template, value: &str) {
    let names: Vec<String> = template.placeholders().map(|(name, _)| name).collect();
    let mut binding = template.binding();
    for (i, name) in names.iter().enumerate() {
        if !names.iter().take(i).any(|it| it == name) {
            binding = binding.bind(name, value);
        }
    }
    let filter = match binding.build() {
        Ok(filter) => filter,
        Err(error) => {
            let refused = value.chars().any(|c| u32::from(c) < 0x20);
            let is_clause = template.placeholders().any(|(_, it)| it.place() == PlaceholderPlace::Clause);
            return assert!(refused || is_clause, "{:?}: {error}", template.filter().text());
        }
    };
    assert_eq!(structure(&filter), structure(template.filter()), "{filter}");
    building_a_filter(&filter);
    let mut literals = filter.clauses().flat_map(|clause| clause.literals());
    assert!(names.is_empty() || literals.any(|it| it.string().contains(value)), "{filter} does not say {value:?}");
}

/// What is encoded is decoded as what it was, alone and in a query; what can't be decoded says where.
pub(crate) fn encoding_comes_back(name: &str, value: &str) {
    let encoded = encode_value(value);
    assert!(encoded.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte)), "{encoded}");
    assert_eq!(decode_value(&encoded).as_deref(), Ok(value));
    let query = encode_query(&[(name, value), ("limit", "5")]);
    let expected = [(name.to_owned(), value.to_owned()), ("limit".to_owned(), "5".to_owned())];
    assert_eq!(decode_query(&query).as_deref(), Ok(&expected[..]), "{query}");
    match decode_with_map(value, true) {
        Ok((text, map)) => {
            for (at, c) in text.char_indices() {
                fits(value, map.outer(Span::new(at, at + c.len_utf8())));
            }
        }
        Err(error) => fits(value, error.span),
    }
}
