//! THE table of rules: `explain`, help texts, documentation and reports read it.

use super::rule::Rule;
use super::rules as the;

/// Every rule, in the order in which they look.
pub static RULES: &[&Rule] = &[
    // What would be refused.
    &the::too_long_for_url::RULE,
    // What was hardly meant.
    &the::always_true::RULE,
    &the::contradiction::RULE,
    &the::count_on_every_page::RULE,
    &the::date_without_time::RULE,
    &the::duplicate_operand::RULE,
    &the::duplicate_value::RULE,
    &the::implied_operand::RULE,
    &the::long_in_url::RULE,
    &the::mixed_and_or::RULE,
    &the::negation_of_nullable::RULE,
    &the::offset_without_sorters::RULE,
    &the::quoted_date_without_schema::RULE,
    &the::unescaped_placeholder::RULE,
    // What is written oddly.
    &the::in_with_one_value::RULE,
    &the::needless_parentheses::RULE,
    &the::negated_clause::RULE,
    &the::odd_blanks::RULE,
    &the::or_of_eq::RULE,
];
