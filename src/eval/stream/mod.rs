//! Filtering JSON as bytes: no record is ever made into a tree.
//!
//! A [`Selection`] takes an input and hands on the records that match, their own bytes unchanged and in the input's order,
//! however many threads look at them. It works block by block, so that memory does not grow with the input.

mod answers;
mod block;
mod checker;
mod delivery;
mod elements;
mod escapes;
mod event;
mod fault;
mod framing;
mod grammar;
mod inner;
mod judge;
mod masks;
mod scalar;
mod selection;
mod source;
mod tape;
mod vectors;
mod walk;
mod wanted;
mod way;

pub use event::{Event, Match, RawRecord, Summary};
pub use fault::{Fault, RecordError};
pub use framing::{BadPointer, Framing, Pointer};
pub use selection::Selection;
