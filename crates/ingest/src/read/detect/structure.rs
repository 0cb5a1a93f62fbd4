//! Where the table of a file begins and ends.

use super::{footer, grid::Record, header};

/// Records before which a table begins, if it begins at all.
const LATEST_START: usize = 60;
/// Records that tell a title by being fuller, all of them.
const FULL_ROWS: usize = 5;
/// Records that tell how full the rows of a table are.
const SHAPE_ROWS: usize = 20;

/// The parts of a file from top to bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Structure {
    /// Lines before the header.
    pub preamble_rows: u32,
    /// Rows that name the columns.
    pub header_rows: u32,
    /// Rows after the body.
    pub footer_rows: u32,
    /// Columns.
    pub columns: u32,
}

/// What a person decided already.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fixed {
    /// Lines before the header.
    pub preamble_rows: Option<u32>,
    /// Rows that name the columns.
    pub header_rows: Option<u32>,
    /// Rows after the body.
    pub footer_rows: Option<u32>,
}

/// Finds the parts of a file from its first and its last records. `width` is the number of cells
/// most records have; `tail` is none when the head is all of the file.
pub fn find(head: &[Record], tail: Option<&[Record]>, width: usize, fixed: Fixed) -> Structure {
    let start = match fixed.preamble_rows {
        Some(lines) => record_at_line(head, lines),
        None => table_start(head, width),
    };
    let table = &head[start..];
    let header_rows = match fixed.header_rows {
        Some(rows) => rows as usize,
        None => header::count(table, width),
    };
    let columns = columns(table, header_rows.min(table.len()), width);
    let footer_rows = match (fixed.footer_rows, tail) {
        (Some(rows), _) => rows as usize,
        (None, Some(tail)) => footer::count(tail, columns),
        (None, None) => footer::count(&table[header_rows.min(table.len())..], columns),
    };
    let count = |rows: usize| u32::try_from(rows).unwrap_or(u32::MAX);
    Structure {
        preamble_rows: fixed.preamble_rows.unwrap_or_else(|| lines_before(head, start)),
        header_rows: count(header_rows),
        footer_rows: count(footer_rows),
        columns: count(columns),
    }
}

/// Lines before a record: blank lines and records.
fn lines_before(head: &[Record], start: usize) -> u32 {
    let through = head.len().min(start + 1);
    let blanks: u32 = head[..through].iter().map(|record| record.blanks_before).sum();
    let records = u32::try_from(start.min(head.len())).unwrap_or(u32::MAX);
    if head.is_empty() { 0 } else { blanks + records }
}

/// The first record after so many lines.
pub fn record_at_line(head: &[Record], lines: u32) -> usize {
    let mut passed = 0;
    for (place, record) in head.iter().enumerate() {
        passed += record.blanks_before;
        if passed >= lines {
            return place;
        }
        passed += 1;
    }
    head.len()
}

/// The first record of the table, header included.
fn table_start(head: &[Record], width: usize) -> usize {
    if width < 2 {
        return 0;
    }
    let looked = &head[..head.len().min(LATEST_START)];
    let Some(fitting) = looked.iter().position(|record| record.cells.len() == width && !is_comment(record)) else {
        return 0;
    };
    let mut start = fitting;
    while start > 0 && belongs_above(head, start, width) {
        start -= 1;
    }
    let first = start;
    while start + 1 < looked.len() && is_title(head, start, width) {
        start += 1;
    }
    start = after_blank_lines(head, start, width);
    if start > 0 && header::count(&head[start..], width) == 0 {
        // Without a header below, what looked like a title may be data, unless an empty row follows
        // or unless all rows have more in them.
        let last_empty = (first..start).rev().find(|&at| head[at].filled() == 0);
        let fewest = head[start..].iter().take(LATEST_START).map(Record::filled).filter(|&filled| filled > 0).min();
        let are_titles = head.len() - start >= FULL_ROWS
            && head[first..start].iter().all(|title| fewest.is_some_and(|fewest| title.filled() < fewest));
        if !are_titles {
            start = start.min(last_empty.map_or(first, |empty| empty + 1));
        }
        while start > 0 && is_ragged_row(head, start, width) {
            start -= 1;
        }
        while start + 1 < head.len() && head[start].filled() == 0 {
            start += 1;
        }
    }
    start
}

fn is_comment(record: &Record) -> bool {
    record.cells[0].trim_start_matches(' ').starts_with('#')
}

/// A record of another width right above the table is its header or ragged data, if it has
/// enough cells for that.
fn belongs_above(head: &[Record], start: usize, width: usize) -> bool {
    let above = &head[start - 1];
    let cells = above.cells.len();
    head[start].blanks_before == 0
        && cells >= 2
        && cells * 5 >= width * 3
        && above.filled() * 2 > cells
        && !is_comment(above)
        && (header::evidence(head, start - 1, width) >= header::evidence(head, start, width)
            || (header::has_values(above) && header::count(&head[start..], width) == 0))
}

/// A record right above a table without header that has enough cells to be a row of it.
fn is_ragged_row(head: &[Record], start: usize, width: usize) -> bool {
    let above = &head[start - 1];
    let cells = above.cells.len();
    head[start].blanks_before == 0
        && cells > 1
        && cells * 2 >= width
        && above.filled() > 0
        && (!is_comment(above) || cells == width)
}

/// A record with little in it, at its left, above records with much in them.
fn is_title(head: &[Record], at: usize, width: usize) -> bool {
    let record = &head[at];
    let filled = record.filled();
    if filled == 0 {
        return true;
    }
    let most = if width >= 5 { 2.max(width / 4) } else { 1 };
    if width < 3 || filled > most || !record.is_packed() {
        return false;
    }
    let mut below: Vec<usize> = head[at + 1..].iter().take(SHAPE_ROWS).map(Record::filled).collect();
    below.sort_unstable();
    let usual = below.get(below.len() * 3 / 4).copied().unwrap_or(0);
    usual >= filled * 2 + usize::from(filled == 1) || is_above_header(head, at, width, most)
}

/// Only records with little in them stand between this one and one that names the columns.
fn is_above_header(head: &[Record], at: usize, width: usize, most: usize) -> bool {
    let below = head[at + 1..].iter().take(SHAPE_ROWS);
    let Some(next) = below.clone().position(|record| record.filled() > most) else { return false };
    let header = at + 1 + next;
    let full = &head[header];
    full.filled() * 10 >= width * 7 && !header::has_values(full) && header::evidence(head, header, width) > 0.0
}

/// Moves past rows of several cells that blank lines set apart from a fuller table below.
fn after_blank_lines(head: &[Record], start: usize, width: usize) -> usize {
    let last = head.len().min(start + SHAPE_ROWS);
    let apart = (start + 1..last).rev().find(|&at| {
        if head[at].blanks_before == 0 || head.len() - at <= at - start {
            return false;
        }
        let fullness =
            |records: &[Record]| records.iter().map(Record::filled).sum::<usize>() as f64 / records.len().max(1) as f64;
        let above = fullness(&head[start..at]);
        let below = fullness(&head[at..head.len().min(at + SHAPE_ROWS)]);
        let fuller = below >= above + 1.0 && below >= above * 1.5;
        let named = head[at].filled() >= head[start].filled()
            && header::evidence(head, at, width) > header::evidence(head, start, width).max(1.0)
            && (head[start..at].iter().all(|record| record.filled() <= 2)
                || head[start..at].iter().any(|record| record.cells.len() == 1)
                || header::count(&head[start..], width) == 0);
        fuller || named
    });
    apart.unwrap_or(start)
}

/// How many columns the table has: those its header names, and those its rows fill.
fn columns(table: &[Record], header_rows: usize, width: usize) -> usize {
    let named = table[..header_rows].iter().map(|record| record.cells.len()).max().unwrap_or(0);
    if named == 0 {
        return width.max(1);
    }
    let body = &table[header_rows..];
    let mut filled: Vec<usize> = body.iter().map(Record::used).collect();
    filled.sort_unstable();
    let usual = filled.get(filled.len() / 2).copied().unwrap_or(0);
    if width > named || usual > named {
        return named.max(usual);
    }
    let used = table[..header_rows].iter().map(Record::used).max().unwrap_or(0);
    if body.is_empty() { named } else { used.max(width) }
}
