//! The words of the language: operators, field names, values.
//!
//! The floor: looks into no other room.

mod decimal;
mod field_path;
mod fold;
mod instant;
mod near_instant;
mod operator;
mod value;

pub use decimal::{BadDecimal, Decimal};
pub use field_path::{BadFieldPath, FieldPath};
pub use fold::{cmp_folded, eq_folded, fold, fold_char};
pub use instant::{BadInstant, DatePart, Instant};
pub use operator::{
    Arity, CompositeOp, CompositeSet, Meant, OperatorInfo, OperatorSet, PrimitiveOp, instead_of, is_loose_alias,
    meant_by, meant_by_symbol,
};
pub use value::Value;
