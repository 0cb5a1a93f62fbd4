//! Which rows at the end are no data: totals, notices, blank rows of a spreadsheet.

use super::{
    grid::Record,
    kinds::{Kind, kind},
    words::{is_notice, is_total},
};

/// Most records that blank lines set apart as a footer.
const LONGEST_GROUP: usize = 15;
/// Words from which on a lone cell is a sentence.
const SENTENCE: usize = 5;

/// How many records at the end are no data.
pub fn count(records: &[Record], columns: usize) -> usize {
    let body = &records[..records.len() - records.len().min(LONGEST_GROUP)];
    let short = body.iter().filter(|record| record.cells.len() < columns).count();
    let ragged = short * 5 > body.len();
    let mut end = records.len();
    loop {
        let before = end;
        while end > 0 && is_footer(&records[end - 1], columns, ragged) {
            end -= 1;
        }
        if let Some(group) = group_start(&records[..end], columns, ragged) {
            end = group;
        }
        if end == before {
            return records.len() - end;
        }
    }
}

/// Where the records begin that the last blank line sets apart, if they are no data.
fn group_start(records: &[Record], columns: usize, ragged: bool) -> Option<usize> {
    let earliest = records.len() - records.len().min(LONGEST_GROUP);
    let start = (earliest.max(1)..records.len()).rev().find(|&at| records[at].blanks_before > 0)?;
    records[start..].iter().all(|record| is_apart(record, columns, ragged)).then_some(start)
}

/// No data if a blank line comes before it.
fn is_apart(record: &Record, columns: usize, ragged: bool) -> bool {
    let used = record.used();
    if columns < 2 {
        return is_notice(record.cell(0)) || is_total(record.cell(0));
    }
    let little = record.is_packed() && used <= 1.max(columns / 3) && columns > 2;
    let short = record.cells.len() < columns && !ragged;
    let lone = record.cells.len() == 1;
    lone || short || little || is_total_row(record) || (used <= 2 && is_notice(record.cell(0)))
}

/// No data wherever it stands at the end.
fn is_footer(record: &Record, columns: usize, ragged: bool) -> bool {
    if columns < 2 {
        return false;
    }
    let used = record.used();
    if used == 0 {
        return true;
    }
    let first = record.cell(0);
    let known = is_notice(first) || is_total(first);
    if record.cells.len() == 1 {
        return known || (columns > 2 && !ragged);
    }
    let little = columns > 3 && used <= 2 && record.is_packed();
    let sentence = used == 1 && first.split_whitespace().count() >= SENTENCE;
    is_total_row(record) || (little && (known || sentence))
}

/// A word for totals and numbers beside it.
fn is_total_row(record: &Record) -> bool {
    let mut filled = record.cells.iter().filter(|cell| !cell.trim().is_empty());
    let Some(first) = filled.next() else { return false };
    let mut numbers = 0;
    for cell in filled {
        match kind(cell) {
            Kind::Number => numbers += 1,
            _ => return false,
        }
    }
    is_total(first) && (numbers > 0 || !record.cell(0).is_empty())
}
