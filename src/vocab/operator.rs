//! The operators: THE table.
//!
//! Source: "Primitive Operators" and "Composite Operators" of the vendor's page *Standard Collection Parameters*.

use std::fmt;

/// An operator that applies to a field and its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PrimitiveOp {
    /// `eq`: equal to the value.
    Eq,
    /// `ne`: not equal to the value.
    Ne,
    /// `gt`: ordered after the value.
    Gt,
    /// `ge`: not ordered before the value.
    Ge,
    /// `lt`: ordered before the value.
    Lt,
    /// `le`: not ordered after the value.
    Le,
    /// `co`: contains the value as a part.
    Co,
    /// `sw`: starts with the value.
    Sw,
    /// `in`: equal to one of the values.
    In,
    /// `ca`: contains all the values.
    Ca,
    /// `pr`: present, not null.
    Pr,
    /// `isnull`: null.
    IsNull,
}

/// How many operands follow the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Arity {
    /// None: `pr f`, `f isnull`.
    None,
    /// One value.
    One,
    /// A list of values in parentheses.
    List,
}

/// What the table says of one operator.
#[derive(Debug, Clone, Copy)]
pub struct OperatorInfo {
    /// The operator.
    pub op: PrimitiveOp,
    /// Its word, lower case.
    pub word: &'static str,
    /// How many operands it takes.
    pub arity: Arity,
    /// Whether it asks for an order (`gt`, `ge`, `lt`, `le`).
    pub ordered: bool,
    /// Whether it looks inside a string (`co`, `sw`).
    pub textual: bool,
    /// What it says, in a few words.
    pub summary: &'static str,
    /// Words of other languages for it, lower case.
    pub aliases: &'static [&'static str],
    /// Symbols of other languages for it.
    pub symbols: &'static [&'static str],
}

const fn row(op: PrimitiveOp, word: &'static str, arity: Arity, summary: &'static str) -> OperatorInfo {
    let ordered = matches!(op, PrimitiveOp::Gt | PrimitiveOp::Ge | PrimitiveOp::Lt | PrimitiveOp::Le);
    let textual = matches!(op, PrimitiveOp::Co | PrimitiveOp::Sw);
    OperatorInfo { op, word, arity, ordered, textual, summary, aliases: &[], symbols: &[] }
}

const fn also(info: OperatorInfo, aliases: &'static [&'static str], symbols: &'static [&'static str]) -> OperatorInfo {
    OperatorInfo { aliases, symbols, ..info }
}

static TABLE: [OperatorInfo; 12] = [
    also(row(PrimitiveOp::Eq, "eq", Arity::One, "equal to"), &["equals", "equal", "is"], &["==", "=", "==="]),
    also(
        row(PrimitiveOp::Ne, "ne", Arity::One, "not equal to"),
        &["neq", "notequals", "notequal", "not_equals"],
        &["!=", "<>", "!=="],
    ),
    also(row(PrimitiveOp::Gt, "gt", Arity::One, "greater than"), &["greaterthan", "after"], &[">"]),
    also(
        row(PrimitiveOp::Ge, "ge", Arity::One, "greater than or equal to"),
        &["gte", "goe", "greaterthanorequal"],
        &[">=", "=>"],
    ),
    also(row(PrimitiveOp::Lt, "lt", Arity::One, "less than"), &["lessthan", "before"], &["<"]),
    also(
        row(PrimitiveOp::Le, "le", Arity::One, "less than or equal to"),
        &["lte", "loe", "lessthanorequal"],
        &["<=", "=<"],
    ),
    also(
        row(PrimitiveOp::Co, "co", Arity::One, "contains the text"),
        &["contains", "like", "ilike", "includes"],
        &["~", "=~"],
    ),
    also(
        row(PrimitiveOp::Sw, "sw", Arity::One, "starts with"),
        &["startswith", "starts_with", "beginswith", "prefix"],
        &["^="],
    ),
    also(row(PrimitiveOp::In, "in", Arity::List, "equal to one of"), &["anyof", "oneof"], &[]),
    also(row(PrimitiveOp::Ca, "ca", Arity::List, "contains all of"), &["containsall", "contains_all", "allof"], &[]),
    also(
        row(PrimitiveOp::Pr, "pr", Arity::None, "present, not null"),
        &["present", "notnull", "isnotnull", "exists"],
        &[],
    ),
    also(row(PrimitiveOp::IsNull, "isnull", Arity::None, "null"), &["is_null", "isnil", "isempty", "null"], &[]),
];

impl PrimitiveOp {
    /// Every operator, in the order of the table.
    pub const ALL: [Self; 12] = [
        Self::Eq,
        Self::Ne,
        Self::Gt,
        Self::Ge,
        Self::Lt,
        Self::Le,
        Self::Co,
        Self::Sw,
        Self::In,
        Self::Ca,
        Self::Pr,
        Self::IsNull,
    ];

    /// Its row of the table.
    #[must_use]
    pub fn info(self) -> &'static OperatorInfo {
        TABLE.get(self as usize).expect("the table has a row for each operator")
    }

    /// Its word, lower case.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.info().word
    }

    /// The operator that `word` names, exactly (lower case).
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "eq" => Self::Eq,
            "ne" => Self::Ne,
            "gt" => Self::Gt,
            "ge" => Self::Ge,
            "lt" => Self::Lt,
            "le" => Self::Le,
            "co" => Self::Co,
            "sw" => Self::Sw,
            "in" => Self::In,
            "ca" => Self::Ca,
            "pr" => Self::Pr,
            "isnull" => Self::IsNull,
            _ => return None,
        })
    }
}

impl fmt::Display for PrimitiveOp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What a word of another language says in this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Meant {
    /// This operator.
    Op(PrimitiveOp),
    /// Something that no operator says: `ew`, `matches` …
    Nothing,
}

/// Words of other languages that no operator of this one says, each with what to write instead.
const UNSAID: [(&str, &str); 14] = [
    ("ew", NEAREST),
    ("endswith", NEAREST),
    ("ends_with", NEAREST),
    ("matches", NEAREST),
    ("regex", NEAREST),
    ("regexp", NEAREST),
    ("rlike", NEAREST),
    ("between", "write two clauses: `f ge a and f le b`"),
    ("notlike", "write `not f co \"x\"`"),
    ("notcontains", "write `not f co \"x\"`"),
    ("nc", "write `not f co \"x\"`"),
    ("notin", "write `not f in (\"x\",\"y\")`"),
    ("not_in", "write `not f in (\"x\",\"y\")`"),
    ("nin", "write `not f in (\"x\",\"y\")`"),
];

const NEAREST: &str = "no operator says this; `co` and `sw` come nearest";

/// What to write instead of a word of another language that no operator says.
///
/// ```
/// use v3q::vocab::instead_of;
/// assert_eq!(instead_of("BETWEEN"), Some("write two clauses: `f ge a and f le b`"));
/// assert_eq!(instead_of("eq"), None);
/// ```
#[must_use]
pub fn instead_of(word: &str) -> Option<&'static str> {
    UNSAID.iter().find(|(unsaid, _)| unsaid.eq_ignore_ascii_case(word)).map(|(_, instead)| *instead)
}

/// What is meant by `word`, which is not an operator as it stands: another case of one, or a word of another language.
///
/// ```
/// use v3q::vocab::{Meant, PrimitiveOp, meant_by};
/// assert_eq!(meant_by("EQ"), Some(Meant::Op(PrimitiveOp::Eq)));
/// assert_eq!(meant_by("startsWith"), Some(Meant::Op(PrimitiveOp::Sw)));
/// assert_eq!(meant_by("ew"), Some(Meant::Nothing));
/// assert_eq!(meant_by("colour"), None);
/// ```
#[must_use]
pub fn meant_by(word: &str) -> Option<Meant> {
    if word.len() > 24 {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    if let Some(op) = PrimitiveOp::from_word(&lower) {
        return Some(Meant::Op(op));
    }
    if let Some(info) = TABLE.iter().find(|info| info.aliases.contains(&lower.as_str())) {
        return Some(Meant::Op(info.op));
    }
    instead_of(&lower).map(|_| Meant::Nothing)
}

/// Words and symbols that say something near an operator, not the same: what is meant is a guess.
const LOOSE: [&str; 13] =
    ["like", "ilike", "includes", "prefix", "is", "before", "after", "exists", "isempty", "~", "=~", "=>", "=<"];

/// Whether a word or symbol of another language says only something near the operator it is taken for, so that
/// replacing it is a guess.
#[must_use]
pub fn is_loose_alias(word: &str) -> bool {
    LOOSE.iter().any(|loose| loose.eq_ignore_ascii_case(word))
}

/// The operator that a symbol such as `==` or `>=` stands for in other languages.
#[must_use]
pub fn meant_by_symbol(symbol: &str) -> Option<PrimitiveOp> {
    TABLE.iter().find(|info| info.symbols.contains(&symbol)).map(|info| info.op)
}

/// An operator that applies to filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CompositeOp {
    /// `and`: both are true.
    And,
    /// `or`: one of them is true.
    Or,
    /// `not`: it is false.
    Not,
}

impl CompositeOp {
    /// All three.
    pub const ALL: [Self; 3] = [Self::And, Self::Or, Self::Not];

    /// Its word, lower case.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::And => "and",
            Self::Or => "or",
            Self::Not => "not",
        }
    }

    /// The operator that `word` names, exactly (lower case).
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|op| op.word() == word)
    }
}

impl fmt::Display for CompositeOp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

macro_rules! set_of {
    ($(#[$doc:meta])* $name:ident, $op:ident, $bits:ty) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
        pub struct $name($bits);

        impl $name {
            /// The set that holds none.
            pub const EMPTY: Self = Self(0);

            /// The set that holds all.
            #[must_use]
            pub fn all() -> Self {
                $op::ALL.into_iter().collect()
            }

            /// Whether it holds `op`.
            #[must_use]
            pub fn contains(self, op: $op) -> bool {
                self.0 & (1 << op as $bits) != 0
            }

            /// Adds `op`; false where it was there already.
            pub fn insert(&mut self, op: $op) -> bool {
                let new = !self.contains(op);
                self.0 |= 1 << op as $bits;
                new
            }

            /// How many it holds.
            #[must_use]
            pub fn len(self) -> usize {
                self.0.count_ones() as usize
            }

            /// Whether it holds none.
            #[must_use]
            pub fn is_empty(self) -> bool {
                self.0 == 0
            }

            /// What it holds, in the order of the table.
            pub fn iter(self) -> impl Iterator<Item = $op> {
                $op::ALL.into_iter().filter(move |op| self.contains(*op))
            }
        }

        impl FromIterator<$op> for $name {
            fn from_iter<I: IntoIterator<Item = $op>>(ops: I) -> Self {
                let mut set = Self::EMPTY;
                for op in ops {
                    set.insert(op);
                }
                set
            }
        }

        /// The words, as the vendor's pages list them: `eq, in`.
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                for (i, op) in self.iter().enumerate() {
                    let comma = if i == 0 { "" } else { ", " };
                    write!(f, "{comma}{op}")?;
                }
                Ok(())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{{{self}}}")
            }
        }
    };
}

set_of! {
    /// A set of primitive operators: what an endpoint offers on a field.
    OperatorSet, PrimitiveOp, u16
}

set_of! {
    /// A set of composite operators: what an endpoint offers.
    CompositeSet, CompositeOp, u8
}
