//! Cells over the limit: their beginning is kept and their row flagged.

use memchr::{memchr_iter, memmem};

use super::super::{Escape, MAX_CELL_BYTES, RowProblem, batch::RowBatch, cut::beginning};
use super::{Dialect, record::after_quoted_cell};

/// Bytes that are kept of a cell over the limit.
const KEPT_OF_LARGE_CELL: usize = 1024;

/// A cell and how large it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellSize {
    /// Its column, from 0.
    pub column: usize,
    /// Bytes of its text.
    pub bytes: u64,
}

impl CellSize {
    /// What is told of a row with a cell of this size.
    pub fn problem(self) -> RowProblem {
        RowProblem::CellTooLarge {
            column: u32::try_from(self.column).unwrap_or(u32::MAX),
            bytes: u32::try_from(self.bytes).unwrap_or(u32::MAX),
            limit: u32::try_from(MAX_CELL_BYTES).unwrap_or(u32::MAX),
        }
    }

    const fn or_larger(self, other: Self) -> Self {
        if other.bytes > self.bytes { other } else { self }
    }
}

fn kept(cell: &str) -> &str {
    beginning(cell, KEPT_OF_LARGE_CELL)
}

/// Cuts the last cell of the last row.
pub fn cut_last_cell(batch: &mut RowBatch) {
    let row = batch.row(batch.len() - 1);
    let cell = row.cell(row.len().saturating_sub(1));
    let surplus = cell.len() - kept(cell).len();
    let (text, ends) = batch.parts();
    text.truncate(text.len() - surplus);
    ends.pop();
    batch.end_cell();
}

/// Cuts the cells of the last row that are over the limit.
pub fn cut_large_cells(batch: &mut RowBatch) {
    let row = batch.row(batch.len() - 1);
    let sizes = row.cells().enumerate().map(|(column, cell)| CellSize { column, bytes: cell.len() as u64 });
    let Some(largest) = sizes.reduce(CellSize::or_larger).filter(|size| size.bytes > MAX_CELL_BYTES as u64) else {
        return;
    };
    let line = row.line();
    let cells: Vec<String> =
        row.cells().map(|cell| if cell.len() > MAX_CELL_BYTES { kept(cell) } else { cell }.to_owned()).collect();
    batch.pop_row();
    batch.begin_row(line, 0);
    for cell in &cells {
        batch.push_cell(cell);
    }
    batch.flag(largest.problem());
}

/// The largest cell of a record.
pub fn largest_cell(record: &str, dialect: &Dialect) -> CellSize {
    let sizes = cells(record.as_bytes(), dialect).enumerate();
    let sizes = sizes.map(|(column, cell)| CellSize { column, bytes: cell.bytes as u64 });
    sizes.reduce(CellSize::or_larger).unwrap_or(CellSize { column: 0, bytes: 0 })
}

/// Where a cell begins in its record, and the bytes of its text.
struct RawCell {
    start: usize,
    bytes: usize,
}

/// The cells of a record, measured without being copied.
fn cells(record: &[u8], dialect: &Dialect) -> impl Iterator<Item = RawCell> {
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let start = next?;
        let spaces = record[start..].iter().take_while(|&&byte| byte == b' ').count();
        let open = start + spaces;
        if let Some(quote) = dialect.quote.filter(|quote| record.get(open) == Some(quote))
            && let Some(after) = after_quoted_cell(record, open, dialect)
        {
            let inner = &record[open + 1..after];
            let inner = &inner[..inner.iter().rposition(|byte| *byte == quote).unwrap_or(inner.len())];
            let escaped = memchr_iter(quote, inner).count();
            let escapes = if dialect.escape == Escape::Doubled { escaped / 2 } else { escaped };
            next = (after < record.len()).then_some(after);
            return Some(RawCell { start, bytes: inner.len() - escapes });
        }
        let end = memmem::find(&record[start..], dialect.delimiter.as_bytes()).map(|at| start + at);
        next = end.map(|end| end + dialect.delimiter.len());
        Some(RawCell { start, bytes: end.unwrap_or(record.len()) - start })
    })
}

/// Measures the cells of a line that comes in parts, from the last cell of its beginning on. Quotes mean
/// nothing there: one that was opened would have been closed.
pub struct LineMeasure {
    delimiter: memmem::Finder<'static>,
    /// Bytes of the line before the cell that is measured.
    skipped: usize,
    cell: CellSize,
    largest: CellSize,
}

impl LineMeasure {
    /// For a line with this beginning.
    pub fn after(beginning: &str, dialect: &Dialect) -> Self {
        let (column, cell) =
            cells(beginning.as_bytes(), dialect).enumerate().last().unwrap_or((0, RawCell { start: 0, bytes: 0 }));
        let cell_size = CellSize { column, bytes: 0 };
        let delimiter = memmem::Finder::new(dialect.delimiter.as_bytes()).into_owned();
        Self { delimiter, skipped: cell.start, cell: cell_size, largest: cell_size }
    }

    /// Takes the next part of the line and gives how much of it is measured; what is left may be the
    /// beginning of a delimiter, unless the part is the last one.
    pub fn take(&mut self, part: &str, is_last: bool) -> usize {
        let mut at = self.skipped.min(part.len());
        self.skipped -= at;
        for found in self.delimiter.find_iter(&part.as_bytes()[at..]).map(|found| at + found).collect::<Vec<_>>() {
            self.cell.bytes += (found - at) as u64;
            self.largest = self.largest.or_larger(self.cell);
            self.cell = CellSize { column: self.cell.column + 1, bytes: 0 };
            at = found + self.delimiter.needle().len();
        }
        let unsure = if is_last { 0 } else { self.delimiter.needle().len() - 1 };
        let end = (at..=part.len().saturating_sub(unsure).max(at)).rev().find(|&end| part.is_char_boundary(end));
        let end = end.unwrap_or(at);
        self.cell.bytes += (end - at) as u64;
        end
    }

    /// The largest cell.
    pub fn finish(self) -> CellSize {
        self.largest.or_larger(self.cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dialect(delimiter: &str) -> Dialect {
        Dialect { delimiter: delimiter.to_owned(), quote: Some(b'"'), escape: Escape::Doubled, comment: None }
    }

    #[test]
    fn the_largest_cell_is_found() {
        for (record, delimiter, column, bytes) in [
            ("a,bcd,ef", ",", 1, 3),
            ("a,\"b,c\nd\",ef", ",", 1, 5),
            ("\"a\"\"b\",c", ",", 0, 3),
            ("a,b,\"cde\"", ",", 2, 3),
            ("a||bcdé||e", "||", 1, 5),
            ("", ",", 0, 0),
        ] {
            assert_eq!(largest_cell(record, &dialect(delimiter)), CellSize { column, bytes }, "{record}");
        }
    }

    #[test]
    fn lines_in_parts_are_measured_as_a_whole() {
        for (line, delimiter, column, bytes) in
            [("ab,cdefgh,i", ",", 1, 6), ("\"a,b\",c,défgh", ",", 2, 6), ("a||bcd||efgh|i", "||", 2, 6)]
        {
            for size in 1..line.len() {
                let dialect = dialect(delimiter);
                let mut measure = LineMeasure::after(beginning(line, 7), &dialect);
                let (mut from, mut to) = (0, 0);
                while from < line.len() {
                    to = (to + size).min(line.len());
                    from += measure.take(beginning(&line[from..], to - from), to == line.len());
                }
                assert_eq!(measure.finish(), CellSize { column, bytes }, "{line} by {size}");
            }
        }
    }
}
