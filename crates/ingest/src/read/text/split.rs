//! Records whose quotes are in order into cells.

use csv_core::ReadRecordResult;
use memchr::{memchr_iter, memmem};

use super::{
    super::{Escape, MAX_COLUMNS, batch::RowBatch},
    record::Quotes,
    repair::{Mode, split},
    tokens::Dialect,
};

/// A record without quoted cells: its text is taken over as a whole.
pub fn split_plain(record: &str, delimiter: &str, finder: &memmem::Finder<'_>, line: u64, batch: &mut RowBatch) {
    batch.begin_row(line, delimiter.len());
    let (text, ends) = batch.parts();
    let base = text.len();
    text.push_str(record);
    let bytes = record.as_bytes();
    let place = |at: usize| u32::try_from(base + at).expect("a batch is smaller than 4 GiB");
    match delimiter.as_bytes() {
        [byte] => ends.extend(memchr_iter(*byte, bytes).take(MAX_COLUMNS - 1).map(place)),
        _ => ends.extend(finder.find_iter(bytes).take(MAX_COLUMNS - 1).map(place)),
    }
    ends.push(place(bytes.len()));
}

/// Splits records whose quotes are in order.
pub struct QuotedSplitter {
    /// None for dialects it does not know.
    reader: Option<csv_core::Reader>,
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl QuotedSplitter {
    /// For records of a dialect.
    pub fn new(dialect: &Dialect) -> Self {
        let reader = match (dialect.delimiter.as_bytes(), dialect.quote, dialect.escape) {
            ([delimiter], Some(quote), Escape::Doubled) => {
                Some(csv_core::ReaderBuilder::new().delimiter(*delimiter).quote(quote).build())
            }
            _ => None,
        };
        Self { reader, text: Vec::new(), ends: vec![0; 64] }
    }

    /// Splits a record, which becomes the last row of `batch`.
    pub fn split(&mut self, record: &str, quotes: Quotes, dialect: &Dialect, line: u64, batch: &mut RowBatch) {
        batch.begin_row(line, 0);
        if quotes != Quotes::Closed || !self.split_standard(record, batch) {
            split(record, dialect, Mode::Lenient, batch);
        }
    }

    /// Splits by RFC 4180; says no, with nothing written, for what it cannot do.
    fn split_standard(&mut self, record: &str, batch: &mut RowBatch) -> bool {
        let Some(reader) = &mut self.reader else { return false };
        reader.reset();
        self.text.resize(self.text.len().max(record.len()), 0);
        let mut input = record.as_bytes();
        let (mut written, mut cells) = (0, 0);
        loop {
            let (result, read, wrote, ended) =
                reader.read_record(input, &mut self.text[written..], &mut self.ends[cells..]);
            written += wrote;
            cells += ended;
            input = &input[read..];
            match result {
                ReadRecordResult::InputEmpty => input = b"\n",
                ReadRecordResult::OutputEndsFull if cells < MAX_COLUMNS => {
                    self.ends.resize(self.ends.len() * 2, 0);
                }
                ReadRecordResult::Record => break,
                _ => return false,
            }
        }
        let Ok(cell_text) = std::str::from_utf8(&self.text[..written]) else { return false };
        let (text, ends) = batch.parts();
        let base = text.len();
        text.push_str(cell_text);
        ends.extend(
            self.ends[..cells].iter().map(|end| u32::try_from(base + end).expect("a batch is smaller than 4 GiB")),
        );
        true
    }
}
