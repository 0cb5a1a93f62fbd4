//! Records whose quotes are not those of RFC 4180: escaped by a backslash, beside delimiters of
//! several characters, within spaces, never closed, or not escaped at all.

use memchr::{memchr, memchr2, memchr3};

use super::super::{Escape, batch::RowBatch};
use super::Dialect;

/// How to read quotes that are out of order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// A quoted cell goes on until a quote that a delimiter or line end follows; quotes before
    /// that are text.
    Lenient,
    /// A quoted cell must end with its first quote, else its opening quote is text.
    Literal,
}

/// Writes the cells of the first record of `text` into the last row of `batch` and gives the
/// bytes of that record.
pub fn split(text: &str, dialect: &Dialect, mode: Mode, batch: &mut RowBatch) -> usize {
    let delimiter = dialect.delimiter.as_str();
    let mut at = 0;
    let mut cells = 0;
    loop {
        let quoted = (!super::super::batch::is_last_column(cells))
            .then(|| quoted_cell(text, at, dialect, mode, batch))
            .flatten();
        at = match quoted {
            Some(after) => after,
            None => {
                let end = if super::super::batch::is_last_column(cells) {
                    line_end(text, at)
                } else {
                    plain_end(text, at, delimiter)
                };
                batch.push_cell(&text[at..end]);
                end
            }
        };
        cells += 1;
        if !text[at..].starts_with(delimiter) {
            return at;
        }
        at += delimiter.len();
    }
}

/// Where a cell without quotes ends.
fn plain_end(text: &str, from: usize, delimiter: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(found) = memchr3(delimiter.as_bytes()[0], b'\n', b'\r', &bytes[at..]) {
        at += found;
        if matches!(bytes[at], b'\n' | b'\r') || bytes[at..].starts_with(delimiter.as_bytes()) {
            return at;
        }
        at += 1;
    }
    text.len()
}

fn line_end(text: &str, from: usize) -> usize {
    memchr2(b'\n', b'\r', &text.as_bytes()[from..]).map_or(text.len(), |at| from + at)
}

/// Writes the quoted cell at `from` and gives the place after it; none, with nothing written,
/// when there is no quoted cell.
fn quoted_cell(text: &str, from: usize, dialect: &Dialect, mode: Mode, batch: &mut RowBatch) -> Option<usize> {
    let quote = dialect.quote?;
    let bytes = text.as_bytes();
    let spaces = bytes[from..].iter().take_while(|&&byte| byte == b' ').count();
    if bytes.get(from + spaces) != Some(&quote) {
        return None;
    }
    let (out, _) = batch.parts();
    let written = out.len();
    let mut at = from + spaces + 1;
    loop {
        let found = match dialect.escape {
            Escape::Doubled => memchr(quote, &bytes[at..]),
            Escape::Backslash => memchr2(quote, b'\\', &bytes[at..]),
        };
        let Some(mark) = found.map(|found| at + found) else {
            out.truncate(written);
            return None;
        };
        out.push_str(&text[at..mark]);
        let following = bytes.get(mark + 1).copied();
        if bytes[mark] != quote {
            // A backslash: only before something that needs it is it an escape.
            let escapes = following
                .is_some_and(|byte| byte == quote || byte == b'\\' || byte == dialect.delimiter.as_bytes()[0])
                && text.is_char_boundary(mark + 2);
            let kept = if escapes { mark + 1 } else { mark };
            out.push_str(&text[kept..=kept]);
            at = kept + 1;
        } else if following == Some(quote) {
            out.push(char::from(quote));
            at = mark + 2;
        } else if let Some(after) = cell_end(text, mark + 1, &dialect.delimiter) {
            // Spaces before a quote make it text, unless the cell needs its quotes.
            let inside = &text[from + spaces + 1..mark];
            if spaces > 0 && !inside.contains(&dialect.delimiter) && !inside.contains(['\n', '\r']) {
                out.truncate(written);
                return None;
            }
            batch.end_cell();
            return Some(after);
        } else if mode == Mode::Lenient {
            out.push(char::from(quote));
            at = mark + 1;
        } else {
            out.truncate(written);
            return None;
        }
    }
}

/// The place of the delimiter or line end that follows a closing quote, spaces left aside.
fn cell_end(text: &str, after: usize, delimiter: &str) -> Option<usize> {
    let rest = &text[after..];
    let ends = |rest: &str| rest.is_empty() || rest.starts_with(delimiter) || rest.starts_with(['\n', '\r']);
    if ends(rest) {
        return Some(after);
    }
    let trimmed = rest.trim_start_matches(' ');
    ends(trimmed).then(|| text.len() - trimmed.len())
}
