//! The documented endpoints over HTTP, answering from records that are here: a local stand-in for the service.
//!
//! [`Settings`] with records come in; requests are answered as the vendor's pages describe, or refused as they say. A
//! query is checked by what also validates queries elsewhere, and one that can't be answered whole is refused. Requests
//! read nothing but the records that were read before. Looks into `tr50`, `eval`, `predicate`, `schema`, `syntax`,
//! `diagnostic`, `text` and `vocab`; not into `cli`.

mod access;
mod access_log;
mod activities;
mod answer;
mod app;
mod builtin;
mod calls;
mod collection;
mod column;
mod data;
mod data_error;
mod form;
mod insights;
mod kind;
mod list;
mod memo;
mod months;
mod normal_path;
mod own_rules;
mod query;
mod rate;
mod request;
mod results;
mod route;
mod secret;
mod server;
mod settings;
mod source;

pub use data_error::DataError;
pub use server::{ServeError, serve};
pub use settings::{Client, Limits, Settings};
pub use source::Source;
