//! Delimited text: bytes into text, text into records.

mod decode;
mod record;
mod repair;
mod tokens;

pub(super) use decode::TextSource;
pub(super) use tokens::{Dialect, Step, Tokens};
