//! Delimited text: bytes into text, text into records.

mod decode;
mod large;
mod record;
mod repair;
mod split;
mod tokens;
mod utf8_lines;

pub(super) use decode::TextSource;
pub(super) use large::cut_large_cells;
pub(super) use tokens::{Dialect, Step, Tokens};
pub(super) use utf8_lines::is_utf8;
