//! The words of the language: operators, field names, values.
//!
//! The floor: looks into no other room.

mod field_path;
mod operator;

pub use field_path::{BadFieldPath, FieldPath};
pub use operator::{
    Arity, CompositeOp, CompositeSet, Meant, OperatorInfo, OperatorSet, PrimitiveOp, meant_by, meant_by_symbol,
};
