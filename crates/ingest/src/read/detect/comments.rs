//! What the lines of comment within a table begin with, where it is beyond doubt.

use super::{
    super::comment::{MARKS, begins},
    grid::Record,
    structure::{Structure, record_at_line},
};

/// Comments for one row that begins like one.
const CLEAR: usize = 10;

/// The mark of comments, if lines before the header are comments or rows of the table can be nothing
/// else, and if next to no row has it at the beginning of a value.
pub fn find(head: &[Record], tail: Option<&[Record]>, structure: Structure, delimiter: &str) -> Option<&'static str> {
    if structure.columns < 2 {
        return None;
    }
    let (preamble, table) = head.split_at(record_at_line(head, structure.preamble_rows).min(head.len()));
    let body = &table[table.len().min(structure.header_rows as usize)..];
    let rows = || body.iter().chain(tail.into_iter().flatten());
    let mark = MARKS.into_iter().find(|mark| {
        let is_free = !delimiter.starts_with(mark) && !mark.starts_with(delimiter);
        is_free && preamble.iter().chain(rows()).any(|record| begins(&record.cells[0], mark))
    })?;
    let mut lines = preamble.iter().filter(|record| record.filled() > 0).peekable();
    let announced = lines.peek().is_some() && lines.all(|record| begins(&record.cells[0], mark));
    let (mut certain, mut doubtful) = (0, 0);
    for record in rows().filter(|record| record.cells[0].trim_start_matches(' ').starts_with(mark)) {
        let lone = record.cells.len() == 1;
        let short = record.filled() < 2 || record.cells.len() != structure.columns as usize;
        match begins(&record.cells[0], mark) {
            true if lone || (announced && short) => certain += 1,
            // A row put out of force by a mark stays a row: it may as well be a value.
            true if announced => doubtful += 1,
            _ => return None,
        }
    }
    (doubtful * CLEAR <= certain && (announced || certain > 0)).then_some(mark)
}
