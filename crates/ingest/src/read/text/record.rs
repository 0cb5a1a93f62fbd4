//! Where a record ends, and whether its quotes are in order.

use memchr::{memchr, memchr_iter, memchr2, memchr3};

use super::super::Escape;
use super::Dialect;

/// Bytes after which a quote that is still open was never meant to be closed.
pub const MAX_QUOTED_BYTES: usize = 120 << 20;

/// The extent of a record at the beginning of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Bytes of the record.
    pub end: usize,
    /// Bytes up to the next record.
    pub next: usize,
    /// What its quotes are like.
    pub quotes: Quotes,
}

/// The quotes of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quotes {
    /// No cell is quoted.
    None,
    /// Every quoted cell is closed properly.
    Closed,
    /// Closed properly, but with spaces around the quotes.
    Spaced,
    /// A quoted cell is never closed, or text follows its closing quote. The extent is that of
    /// the line on which the cell opens.
    Broken {
        /// Where the quote stands that opens the cell.
        open: usize,
    },
}

/// More text is needed to tell where a record ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undecided {
    /// A quote is open.
    pub in_quotes: bool,
}

const NO_LINE_END: Undecided = Undecided { in_quotes: false };

/// Finds the first record of `text`.
pub fn find_record(text: &[u8], at_end: bool, dialect: &Dialect) -> Result<Extent, Undecided> {
    let mut quotes = Quotes::None;
    let mut from = 0;
    loop {
        let Some(at) = next_mark(&text[from..], dialect.quote).map(|at| from + at) else {
            if at_end {
                return Ok(Extent { end: text.len(), next: text.len(), quotes });
            }
            return Err(NO_LINE_END);
        };
        if Some(text[at]) != dialect.quote {
            let next = after_line_end(text, at, at_end).ok_or(NO_LINE_END)?;
            return Ok(Extent { end: at, next, quotes });
        }
        let Some(opening) = opening(&text[..at], dialect) else {
            from = at + 1;
            continue;
        };
        match find_close(text, at, at_end, dialect) {
            Close::Proper { next, spaces } => {
                if opening == Opening::AfterSpaces || spaces {
                    quotes = Quotes::Spaced;
                } else if quotes == Quotes::None {
                    quotes = Quotes::Closed;
                }
                from = next;
            }
            Close::Broken => return line_extent(text, at, at_end).ok_or(NO_LINE_END),
            Close::Unknown if text.len() - at > MAX_QUOTED_BYTES => {
                return line_extent(text, at, at_end).ok_or(NO_LINE_END);
            }
            Close::Unknown => return Err(Undecided { in_quotes: true }),
        }
    }
}

fn next_mark(text: &[u8], quote: Option<u8>) -> Option<usize> {
    match quote {
        Some(quote) => memchr3(quote, b'\n', b'\r', text),
        None => memchr2(b'\n', b'\r', text),
    }
}

/// The line on which a broken quote opens, from the beginning of the record.
fn line_extent(text: &[u8], open: usize, at_end: bool) -> Option<Extent> {
    let quotes = Quotes::Broken { open };
    match memchr2(b'\n', b'\r', &text[open..]) {
        Some(at) => {
            let next = after_line_end(text, open + at, at_end)?;
            Some(Extent { end: open + at, next, quotes })
        }
        None if at_end => Some(Extent { end: text.len(), next: text.len(), quotes }),
        None => None,
    }
}

/// The place after the line end at `at`, or none when it may go on.
pub fn after_line_end(text: &[u8], at: usize, at_end: bool) -> Option<usize> {
    match (text[at], text.get(at + 1)) {
        (b'\r', Some(b'\n')) => Some(at + 2),
        (b'\r', None) if !at_end => None,
        _ => Some(at + 1),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    Direct,
    AfterSpaces,
}

/// Whether a quote after `before` opens a cell.
fn opening(before: &[u8], dialect: &Dialect) -> Option<Opening> {
    let delimiter = dialect.delimiter.as_bytes();
    if before.is_empty() || before.ends_with(delimiter) {
        return Some(Opening::Direct);
    }
    if before.last() != Some(&b' ') {
        return None;
    }
    let spaces = before.iter().rev().take_while(|&&byte| byte == b' ').count();
    let before = &before[..before.len() - spaces];
    (before.is_empty() || before.ends_with(delimiter)).then_some(Opening::AfterSpaces)
}

enum Close {
    /// The cell ends; the record goes on at `next`.
    Proper { next: usize, spaces: bool },
    /// Text follows the closing quote, or there is none.
    Broken,
    /// More text is needed.
    Unknown,
}

/// Finds the quote that closes the cell opened at `open`.
fn find_close(text: &[u8], open: usize, at_end: bool, dialect: &Dialect) -> Close {
    let Some(quote) = dialect.quote else { return Close::Broken };
    let mut from = open + 1;
    loop {
        let found = match dialect.escape {
            Escape::Doubled => memchr(quote, &text[from..]),
            Escape::Backslash => memchr2(quote, b'\\', &text[from..]),
        };
        let Some(at) = found.map(|at| from + at) else {
            return if at_end { Close::Broken } else { Close::Unknown };
        };
        if text[at] != quote {
            from = (at + 2).min(text.len());
            continue;
        }
        let doubled = text.get(at + 1) == Some(&quote);
        if doubled {
            from = at + 2;
            continue;
        }
        return after_close(text, at + 1, at_end, dialect);
    }
}

/// Where the cell after the quoted one at `open` begins, or the record ends; none when the quote is not
/// closed properly.
pub fn after_quoted_cell(record: &[u8], open: usize, dialect: &Dialect) -> Option<usize> {
    match find_close(record, open, true, dialect) {
        Close::Proper { next, .. } => Some(next),
        Close::Broken | Close::Unknown => None,
    }
}

/// What comes after a closing quote.
fn after_close(text: &[u8], after: usize, at_end: bool, dialect: &Dialect) -> Close {
    let delimiter = dialect.delimiter.as_bytes();
    let spaces = text[after..].iter().take_while(|&&byte| byte == b' ').count();
    // The delimiter itself may begin with a space.
    for skipped in [0, spaces] {
        let rest = &text[after + skipped..];
        if rest.starts_with(delimiter) {
            return Close::Proper { next: after + skipped + delimiter.len(), spaces: skipped > 0 };
        }
        if matches!(rest.first(), Some(b'\n' | b'\r')) || (rest.is_empty() && at_end) {
            return Close::Proper { next: after + skipped, spaces: skipped > 0 };
        }
    }
    let rest = &text[after + spaces..];
    if !at_end && (rest.is_empty() || delimiter.starts_with(rest)) {
        return Close::Unknown;
    }
    Close::Broken
}

/// Line ends within a text.
pub fn count_line_ends(text: &[u8]) -> u64 {
    let feeds = memchr_iter(b'\n', text).count();
    let lone_returns = memchr_iter(b'\r', text).filter(|&at| text.get(at + 1) != Some(&b'\n')).count();
    (feeds + lone_returns) as u64
}
