//! Text into records and cells.

use std::io::{self, Read};

use memchr::{memchr, memchr2, memmem};

use super::super::{
    Encoding, Escape, MAX_CELL_BYTES, RowProblem, batch::RowBatch, comment::is_comment, cut::beginning,
};
use super::{
    decode::TextSource,
    large::{LineMeasure, cut_large_cells, cut_last_cell, largest_cell},
    record::{Extent, Quotes, Undecided, after_line_end, count_line_ends, find_record},
    repair::{Mode, split},
    split::{QuotedSplitter, split_plain},
};

/// Bytes of a record beyond which it is cut.
const MAX_RECORD_BYTES: usize = 2 * MAX_CELL_BYTES;
/// Bytes that are looked at of a record over the limit.
const KEPT_OF_LARGE_RECORD: usize = 1 << 20;
/// How far a cell with unescaped quotes in it may reach, in bytes and lines.
const LENIENT_BYTES: usize = 16 << 10;
const LENIENT_LINES: u64 = 16;

/// What separates and surrounds cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dialect {
    /// Between two cells; not empty.
    pub delimiter: String,
    /// Around cells.
    pub quote: Option<u8>,
    /// Before or instead of a quote within a cell.
    pub escape: Escape,
    /// At the beginning of lines that are comments.
    pub comment: Option<String>,
}

/// What came next in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A line without anything in it.
    Blank,
    /// A row, now the last one of the batch.
    Row,
    /// The end of the file.
    End,
}

/// The records of a text, one after the other.
pub struct Tokens<R> {
    source: TextSource<R>,
    dialect: Dialect,
    columns: usize,
    line: u64,
    finder: memmem::Finder<'static>,
    quoted: QuotedSplitter,
    in_table: bool,
}

impl<R: Read> Tokens<R> {
    /// Records of `input`. Rows that do not have as many cells as `columns` are flagged, unless
    /// that is 0.
    pub fn new(input: R, encoding: Encoding, dialect: Dialect, columns: usize) -> io::Result<Self> {
        Ok(Self {
            source: TextSource::new(input, encoding)?,
            finder: memmem::Finder::new(dialect.delimiter.as_bytes()).into_owned(),
            quoted: QuotedSplitter::new(&dialect),
            dialect,
            columns,
            line: 1,
            in_table: false,
        })
    }

    /// From here on lines may be comments; above the table all lines are records.
    pub const fn enter_table(&mut self) {
        self.in_table = true;
    }

    /// Bytes of the file read so far.
    pub const fn bytes_read(&self) -> u64 {
        self.source.bytes_read()
    }

    /// Reads the next record or blank line; a record becomes the last row of `batch`.
    pub fn next(&mut self, batch: &mut RowBatch) -> io::Result<Step> {
        let extent = loop {
            let rest = self.source.rest();
            let at_end = self.source.at_end();
            if at_end && rest.is_empty() {
                return Ok(Step::End);
            }
            if let Some(extent) = self.comment() {
                return Ok(self.take_comment(extent, batch));
            }
            match find_record(rest.as_bytes(), at_end, &self.dialect) {
                Ok(extent) => break extent,
                Err(Undecided { in_quotes: false }) if rest.len() > MAX_RECORD_BYTES => return self.cut_record(batch),
                Err(_) => self.source.fill()?,
            }
        };
        if extent.end > MAX_RECORD_BYTES {
            return Ok(self.cut_quoted(extent, batch));
        }
        let record = &self.source.rest()[..extent.end];
        if is_blank(record, &self.dialect.delimiter) {
            self.source.consume(extent.next);
            self.line += 1;
            return Ok(Step::Blank);
        }
        let next = self.split_record(extent, batch);
        if next > MAX_CELL_BYTES {
            cut_large_cells(batch);
        }
        self.flag_width(batch);
        let bad = self.source.consume(next);
        if bad > 0 {
            batch.flag(RowProblem::UndecodableBytes { count: bad, read_as: self.source.fallback() });
        }
        batch.flag_nuls();
        Ok(Step::Row)
    }

    /// The comment at the beginning of the rest; none also as long as its end is not in sight.
    fn comment(&self) -> Option<Extent> {
        let mark = self.dialect.comment.as_deref().filter(|_| self.in_table)?;
        let rest = self.source.rest();
        if !rest.trim_start_matches(' ').starts_with(mark) {
            return None;
        }
        let at_end = self.source.at_end();
        let end = match memchr2(b'\n', b'\r', rest.as_bytes()) {
            Some(end) => end,
            None if at_end => rest.len(),
            None => return None,
        };
        let next = after_line_end_or_end(rest, end, at_end)?;
        is_comment(&rest[..end], mark, &self.dialect.delimiter, self.columns).then_some(Extent {
            end,
            next,
            quotes: Quotes::None,
        })
    }

    fn take_comment(&mut self, extent: Extent, batch: &mut RowBatch) -> Step {
        batch.begin_row(self.line, 0);
        batch.push_cell(&self.source.rest()[..extent.end]);
        batch.flag(RowProblem::Comment);
        self.source.consume(extent.next);
        self.line += 1;
        Step::Row
    }

    /// Splits the record at the beginning of the rest and gives the place of the next one.
    fn split_record(&mut self, extent: Extent, batch: &mut RowBatch) -> usize {
        let rest = self.source.rest();
        let record = &rest[..extent.end];
        let line = self.line;
        let next = match extent.quotes {
            Quotes::None => {
                split_plain(record, &self.dialect.delimiter, &self.finder, line, batch);
                self.line += 1;
                return extent.next;
            }
            Quotes::Broken { open } => self.split_broken(extent, open, batch),
            Quotes::Closed | Quotes::Spaced => {
                self.quoted.split(record, extent.quotes, &self.dialect, line, batch);
                if self.columns > 1 && batch.row(batch.len() - 1).len() != self.columns {
                    self.split_first_line(extent, batch)
                } else {
                    extent.next
                }
            }
        };
        self.line += count_line_ends(&self.source.rest().as_bytes()[..next]).max(1);
        next
    }

    /// A record with broken quotes: reads it in whichever way gives the right number of cells.
    fn split_broken(&self, extent: Extent, open: usize, batch: &mut RowBatch) -> usize {
        let rest = self.source.rest();
        let reach = beginning(rest, extent.end.max(LENIENT_BYTES));
        batch.begin_row(self.line, 0);
        let end = split(reach, &self.dialect, Mode::Lenient, batch);
        let fits = batch.row(batch.len() - 1).len() == self.columns;
        let one_line = end == extent.end;
        let more_quotes =
            self.dialect.quote.is_some_and(|quote| memchr(quote, &rest.as_bytes()[open + 1..extent.end]).is_some());
        let problem = if more_quotes { RowProblem::StrayQuote } else { RowProblem::UnclosedQuote };
        if one_line && fits {
            batch.flag(problem);
            return extent.next;
        }
        let lines = count_line_ends(&rest.as_bytes()[..end]);
        let next = after_line_end_or_end(rest, end, self.source.at_end());
        let lenient = self.columns > 0
            && fits
            && lines <= LENIENT_LINES
            && next.is_some()
            && !self.has_whole_record(&rest[extent.end.min(end)..end]);
        batch.pop_row();

        batch.begin_row(self.line, 0);
        split(&rest[..extent.end], &self.dialect, Mode::Literal, batch);
        let literal_fits = batch.row(batch.len() - 1).len() == self.columns;
        if !literal_fits && (lenient || one_line) {
            batch.pop_row();
            batch.begin_row(self.line, 0);
            split(reach, &self.dialect, Mode::Lenient, batch);
            batch.flag(problem);
            return next.unwrap_or(extent.next);
        }
        batch.flag(problem);
        extent.next
    }

    /// One of the lines that a cell with broken quotes would swallow is a row with quotes in order.
    fn has_whole_record(&self, lines: &str) -> bool {
        let mut cells = RowBatch::new();
        lines.split(['\n', '\r']).any(|line| {
            let Ok(Extent { quotes: Quotes::Closed, .. }) = find_record(line.as_bytes(), true, &self.dialect) else {
                return false;
            };
            cells.clear();
            cells.begin_row(self.line, 0);
            split(line, &self.dialect, Mode::Literal, &mut cells);
            self.columns > 1 && cells.row(0).len() == self.columns
        })
    }

    /// A record over several lines with the wrong number of cells: perhaps a quote that was never
    /// closed met one further down. If its first line alone makes a row, that is what it is.
    fn split_first_line(&self, extent: Extent, batch: &mut RowBatch) -> usize {
        let rest = self.source.rest();
        let record = &rest[..extent.end];
        let Some(first) = memchr2(b'\n', b'\r', record.as_bytes()) else { return extent.next };
        batch.pop_row();
        batch.begin_row(self.line, 0);
        split(&record[..first], &self.dialect, Mode::Literal, batch);
        if batch.row(batch.len() - 1).len() == self.columns {
            batch.flag(RowProblem::UnclosedQuote);
            return after_line_end_or_end(rest, first, true).unwrap_or(extent.next);
        }
        batch.pop_row();
        batch.begin_row(self.line, 0);
        split(record, &self.dialect, Mode::Lenient, batch);
        extent.next
    }

    /// A record too long to hold: keeps its beginning and goes on at the next line.
    fn cut_record(&mut self, batch: &mut RowBatch) -> io::Result<Step> {
        let mut measure = LineMeasure::after(self.beginning(), &self.dialect);
        self.split_beginning(batch);
        loop {
            let rest = self.source.rest();
            let at_end = self.source.at_end();
            let found = memchr2(b'\n', b'\r', rest.as_bytes());
            if let Some(end) = found
                && let Some(next) = after_line_end(rest.as_bytes(), end, at_end)
            {
                measure.take(&rest[..end], true);
                self.source.consume(next);
                break;
            }
            let passed = measure.take(&rest[..found.unwrap_or(rest.len())], at_end);
            self.source.consume(passed);
            if at_end {
                break;
            }
            self.source.fill()?;
        }
        self.line += 1;
        batch.flag(measure.finish().problem());
        Ok(Step::Row)
    }

    /// A record that ends, but is too long to split: keeps its beginning.
    fn cut_quoted(&mut self, extent: Extent, batch: &mut RowBatch) -> Step {
        let record = &self.source.rest()[..extent.end];
        let lines = count_line_ends(record.as_bytes()) + 1;
        let largest = largest_cell(record, &self.dialect);
        self.split_beginning(batch);
        self.source.consume(extent.next);
        self.line += lines;
        batch.flag(largest.problem());
        Step::Row
    }

    /// The first line of the rest, as far as it is kept.
    fn beginning(&self) -> &str {
        let rest = self.source.rest();
        let held = memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        beginning(&rest[..held], KEPT_OF_LARGE_RECORD)
    }

    /// The beginning of the rest as a row whose last cell is cut.
    fn split_beginning(&self, batch: &mut RowBatch) {
        batch.begin_row(self.line, 0);
        split(self.beginning(), &self.dialect, Mode::Literal, batch);
        cut_last_cell(batch);
    }

    fn flag_width(&self, batch: &mut RowBatch) {
        let expected = self.columns;
        let row = batch.row(batch.len() - 1);
        let found = row.len();
        if expected == 0 || found == expected {
            return;
        }
        let counts = |found: usize| (u32::try_from(found), u32::try_from(expected));
        let (Ok(cells), Ok(columns)) = counts(found) else { return };
        if found < expected {
            batch.flag(RowProblem::TooFewCells { found: cells, expected: columns });
        } else if row.cells().skip(expected).any(|cell| !cell.is_empty()) {
            batch.flag(RowProblem::TooManyCells { found: cells, expected: columns });
        }
    }
}

/// Nothing but spaces, where these are not delimiters.
fn is_blank(record: &str, delimiter: &str) -> bool {
    match record.as_bytes().first() {
        None => true,
        Some(b' ') => !delimiter.starts_with(' ') && record.bytes().all(|byte| byte == b' '),
        Some(_) => false,
    }
}

fn after_line_end_or_end(text: &str, at: usize, at_end: bool) -> Option<usize> {
    if at == text.len() {
        return at_end.then_some(at);
    }
    after_line_end(text.as_bytes(), at, at_end)
}
