//! Texts that are made to exhaust whoever reads them.

/// What a hostile text repeats, with what stands in front of it.
pub(crate) const SHAPES: [(&str, &str); 44] = [
    ("", "("),
    ("", ")"),
    ("", "not "),
    ("", "!"),
    ("", "NOT "),
    ("", "a eq 1 and "),
    ("", "a eq 1 or not (b eq 2, "),
    ("", "\""),
    ("", "'"),
    ("", "\\"),
    ("a eq \"", "\\\""),
    ("", "{{"),
    ("", "{"),
    ("", "${"),
    ("", "$("),
    ("", "$(x$(x)"),
    ("", "$((x)"),
    ("", "\u{201C}"),
    ("", "\u{2018} "),
    ("", "\u{A0}"),
    ("", "\u{200B}x"),
    ("", ","),
    ("", "a in ("),
    ("a in ", "1,"),
    ("a in (", "1,"),
    ("a in (", "(1,"),
    ("a in (", ",1 "),
    ("", "a "),
    ("", "AND "),
    ("", "x eq 1&&"),
    ("", "a=1||"),
    ("a eq ", "x|&"),
    ("", "a=="),
    ("", "a=='\"'"),
    ("", "="),
    ("", "%20"),
    ("", "%"),
    ("", "a."),
    ("", "\u{1}"),
    ("", " "),
    ("", "pr "),
    ("", "isnull "),
    ("filters=", "filters="),
    ("((((((((((((((((((((((((((((((", "\n"),
];

/// A shape, repeated up to `length` bytes.
pub(crate) fn text(shape: (&str, &str), length: usize) -> String {
    let (front, piece) = shape;
    front.to_owned() + &piece.repeat(length.saturating_sub(front.len()) / piece.len())
}

/// A filter as deep as may be: parentheses, `not`, and all three joiners by turns.
pub(crate) fn deep(depth: usize) -> String {
    let mut out = String::new();
    let mut opened = 0;
    for level in 0..depth {
        out.push_str(match level % 5 {
            0 => "not ",
            1 => "(a eq 1, ",
            2 => "(b eq 2 or ",
            3 => "(c eq 3 and ",
            _ => "(",
        });
        opened += usize::from(level % 5 != 0);
    }
    out + "d eq 4" + &")".repeat(opened)
}

/// Filters of many clauses that rules compare: a joiner, and what the clause with a number says.
pub(crate) const RULED: [(&str, &str); 12] = [
    (" and ", "a ne #"),
    (" or ", "a eq #"),
    (" and ", "a gt #"),
    (" or ", "a lt #"),
    (" and ", "a in (#,1#,2#)"),
    (" or ", "(a eq # and b eq 1)"),
    (" and ", "(a eq 1 or b eq #)"),
    (", ", "a eq 1"),
    (" or ", "not a eq #"),
    (" and ", "a co \"#\""),
    (" or ", "f# eq 1"),
    (" and ", "((a eq #))"),
];

/// Such a filter.
pub(crate) fn ruled((joiner, clause): (&str, &str), clauses: usize) -> String {
    (1..=clauses).map(|i| clause.replace('#', &i.to_string())).collect::<Vec<_>>().join(joiner)
}
