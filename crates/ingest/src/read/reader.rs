//! The data rows of a file, in batches.

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use super::{
    Format, Layout, ReadError, RowBatch,
    headers::flag_repeated,
    sheet::SheetRows,
    text::{Dialect, Step, Tokens},
};

/// Bytes of text after which a batch ends, whatever number of rows was asked for.
const BATCH_BYTES: usize = 4 << 20;

/// Streams the data rows of a file.
///
/// Memory stays bounded whatever the size of a text file; a workbook keeps its shared strings
/// (XLSX) or its sheet (XLS, XLSB, ODS) in memory.
pub struct RowReader {
    file: PathBuf,
    records: Records,
    bytes_total: u64,
    header: RowBatch,
    /// Rows that may turn out to be the footer.
    held: RowBatch,
    footer_rows: usize,
    /// Rows given so far.
    given: u64,
    ended: bool,
}

/// Where records come from.
pub(super) enum Records {
    Text(Box<Tokens<File>>),
    Sheet(Box<SheetRows>),
}

impl Records {
    /// Opens a file as a layout says, at its very beginning.
    pub(super) fn open(path: &Path, layout: &Layout) -> Result<Self, ReadError> {
        match &layout.format {
            Format::Delimited { encoding, .. } => {
                let dialect = dialect(path, &layout.format)?;
                let file = File::open(path).map_err(|error| ReadError::from_io(path, error))?;
                Tokens::new(file, *encoding, dialect, layout.columns as usize)
                    .map(|tokens| Self::Text(Box::new(tokens)))
                    .map_err(|error| ReadError::from_io(path, error))
            }
            Format::Sheet { workbook, sheet, .. } => {
                SheetRows::open(path, *workbook, Some(sheet), layout.columns as usize)
                    .map(|rows| Self::Sheet(Box::new(rows)))
            }
        }
    }

    /// Reads the next record or blank line; a record becomes the last row of `batch`.
    pub(super) fn next(&mut self, path: &Path, batch: &mut RowBatch) -> Result<Step, ReadError> {
        match self {
            Self::Text(tokens) => tokens.next(batch).map_err(|error| ReadError::from_io(path, error)),
            Self::Sheet(rows) => rows.next(path, batch),
        }
    }

    /// Header and preamble are passed.
    fn enter_table(&mut self) {
        if let Self::Text(tokens) = self {
            tokens.enter_table();
        }
    }

    fn bytes_read(&self) -> u64 {
        match self {
            Self::Text(tokens) => tokens.bytes_read(),
            Self::Sheet(rows) => rows.bytes_read(),
        }
    }
}

/// The dialect of a layout, if it is a possible one.
fn dialect(path: &Path, format: &Format) -> Result<Dialect, ReadError> {
    let bad = |part| ReadError::BadLayout { file: path.to_path_buf(), part };
    let Format::Delimited { delimiter, quote, escape, comment, .. } = format else {
        return Err(bad("delimiter"));
    };
    let quote = match quote {
        Some(quote) if quote.is_ascii() && !quote.is_ascii_control() => Some(*quote as u8),
        Some(_) => return Err(bad("quote")),
        None => None,
    };
    let clashes = |byte: u8| matches!(byte, b'\n' | b'\r') || Some(byte) == quote;
    if delimiter.is_empty() || delimiter.len() > 16 || delimiter.bytes().any(clashes) {
        return Err(bad("delimiter"));
    }
    if comment.as_ref().is_some_and(|mark| mark.is_empty() || mark.len() > 16 || mark.contains(['\n', '\r'])) {
        return Err(bad("comment"));
    }
    Ok(Dialect { delimiter: delimiter.clone(), quote, escape: *escape, comment: comment.clone() })
}

impl RowReader {
    /// Opens a file and passes preamble and header.
    ///
    /// # Errors
    /// When the file cannot be opened, is not what the layout says, or the layout is impossible.
    pub fn open(path: &Path, layout: &Layout) -> Result<Self, ReadError> {
        let mut reader = Self {
            file: path.to_path_buf(),
            records: Records::open(path, layout)?,
            bytes_total: std::fs::metadata(path).map_err(|error| ReadError::from_io(path, error))?.len(),
            header: RowBatch::new(),
            held: RowBatch::new(),
            footer_rows: layout.footer_rows as usize,
            given: 0,
            ended: false,
        };
        let mut skipped = RowBatch::new();
        for _ in 0..layout.preamble_rows {
            skipped.clear();
            if reader.records.next(path, &mut skipped)? == Step::End {
                break;
            }
        }
        while reader.header.len() < layout.header_rows as usize {
            if reader.records.next(path, &mut reader.header)? == Step::End {
                break;
            }
        }
        reader.header.take_out_nuls();
        reader.records.enter_table();
        Ok(reader)
    }

    /// The names of the columns of `layout` as found, `""` for a column without one.
    #[must_use]
    pub fn headers(&self, layout: &Layout) -> Vec<String> {
        super::headers::names(&self.header, layout.columns as usize)
    }

    /// The header rows as found, without NUL bytes.
    #[must_use]
    pub const fn header(&self) -> &RowBatch {
        &self.header
    }

    /// Bytes of the file read so far.
    #[must_use]
    pub fn bytes_done(&self) -> u64 {
        self.records.bytes_read().min(self.bytes_total)
    }

    /// Bytes of the file.
    #[must_use]
    pub const fn bytes_total(&self) -> u64 {
        self.bytes_total
    }

    /// Passes over rows, so that the next one given has the number `rows` + the number of rows
    /// given before + 1. Passing the end is no error.
    ///
    /// # Errors
    /// When the file cannot be read on.
    pub fn skip_rows(&mut self, rows: u64) -> Result<(), ReadError> {
        let mut batch = RowBatch::new();
        let mut left = rows;
        while left > 0 {
            let most = usize::try_from(left).unwrap_or(usize::MAX).min(1024);
            let passed = self.next_batch(&mut batch, most)?;
            if passed == 0 {
                break;
            }
            left -= passed as u64;
        }
        Ok(())
    }

    /// Replaces the rows of `batch` by the next ones, at most `max_rows` and fewer when they are
    /// long, and gives their number: 0 at the end of the file.
    ///
    /// # Errors
    /// When the file cannot be read on.
    pub fn next_batch(&mut self, batch: &mut RowBatch, max_rows: usize) -> Result<usize, ReadError> {
        batch.clear();
        batch.set_first_number(self.given + 1);
        let Self { records, held, file, header, .. } = self;
        for row in held.rows() {
            batch.push_row(row);
        }
        held.clear();
        let most = max_rows.max(1).saturating_add(self.footer_rows);
        while !self.ended && batch.len() < most && (batch.text_bytes() < BATCH_BYTES || batch.len() <= self.footer_rows)
        {
            match records.next(file, batch)? {
                Step::Row => flag_repeated(header, batch),
                Step::Blank => {}
                Step::End => self.ended = true,
            }
        }
        self.hold_back(batch);
        self.given += batch.len() as u64;
        Ok(batch.len())
    }

    /// Takes the rows off the batch that may be the footer, or are.
    fn hold_back(&mut self, batch: &mut RowBatch) {
        let rows = batch.len();
        let kept = rows.saturating_sub(self.footer_rows);
        if !self.ended {
            for index in kept..rows {
                self.held.push_row(batch.row(index));
            }
        }
        for _ in kept..rows {
            batch.pop_row();
        }
    }
}
