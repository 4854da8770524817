//! One rule a file, each to be read from top to bottom.

pub(super) mod always_true;
pub(super) mod contradiction;
pub(super) mod count_on_every_page;
pub(super) mod date_without_time;
pub(super) mod duplicate_operand;
pub(super) mod duplicate_value;
pub(super) mod implied_operand;
pub(super) mod in_with_one_value;
pub(super) mod long_in_url;
pub(super) mod mixed_and_or;
pub(super) mod needless_parentheses;
pub(super) mod negated_clause;
pub(super) mod negation_of_nullable;
pub(super) mod odd_blanks;
pub(super) mod offset_without_sorters;
pub(super) mod or_of_eq;
pub(super) mod quoted_date_without_schema;
pub(super) mod too_long_for_url;
pub(super) mod unescaped_placeholder;
