//! Workbooks: the rows of a sheet.
//!
//! A worker thread reads the workbook and hands its rows over in small batches, so that memory
//! stays bounded and a defect of the library cannot take the program with it.

mod cell;

use std::{
    fs::File,
    io::{BufReader, Read, Seek, SeekFrom},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

use calamine::{
    Data, Ods, OdsError, Range, Reader, Sheet, SheetType, SheetVisible, Xls, XlsError, Xlsb, XlsbError, Xlsx, XlsxError,
};

use self::cell::{CellWriter, NumberFormats};
use super::{MAX_COLUMNS, ReadError, RowProblem, SheetKind, SheetProblem, batch::RowBatch, text::Step};

/// Rows handed over at once.
const ROWS_PER_CHUNK: usize = 256;
/// Bytes of text handed over at once.
const BYTES_PER_CHUNK: usize = 1 << 20;
/// Chunks that wait to be read.
const WAITING_CHUNKS: usize = 4;

/// A row without cells stands for a blank line.
type Chunk = Result<RowBatch, ReadError>;

/// The rows of a sheet from its first line on.
pub(super) struct SheetRows {
    chunks: Receiver<Chunk>,
    chunk: RowBatch,
    place: usize,
    ended: bool,
    columns: usize,
    sheet: String,
    bytes: Arc<AtomicU64>,
}

impl SheetRows {
    /// Opens a sheet. Rows with cells beyond `columns` are flagged, unless that is 0.
    pub(super) fn open(path: &Path, kind: SheetKind, sheet: &str, columns: usize) -> Result<Self, ReadError> {
        let bytes = Arc::new(AtomicU64::new(0));
        let input = CountingFile::open(path, Arc::clone(&bytes))?;
        let (sender, chunks) = sync_channel(WAITING_CHUNKS);
        let file = path.to_path_buf();
        let name = sheet.to_owned();
        thread::Builder::new()
            .name("sheet".to_owned())
            .spawn(move || {
                let mut output = Output { sender, chunk: RowBatch::new(), next_row: 0 };
                let done = read_sheet(input, kind, &name, &mut output);
                let last = match done {
                    Ok(()) => Ok(output.chunk),
                    Err(problem) => Err(ReadError::Sheet { file, sheet: name, problem }),
                };
                // The receiver is gone when reading was given up.
                let _ = output.sender.send(last);
                let _ = output.sender.send(Ok(RowBatch::new()));
            })
            .map_err(|error| ReadError::from_io(path, error))?;
        Ok(Self { chunks, chunk: RowBatch::new(), place: 0, ended: false, columns, sheet: sheet.to_owned(), bytes })
    }

    /// Bytes of the workbook read so far.
    pub(super) fn bytes_read(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Reads the next row or blank line; a row becomes the last one of `batch`.
    pub(super) fn next(&mut self, path: &Path, batch: &mut RowBatch) -> Result<Step, ReadError> {
        while self.place == self.chunk.len() {
            if self.ended {
                return Ok(Step::End);
            }
            // No answer: the worker broke down.
            self.chunk = self.chunks.recv().map_err(|_| ReadError::Sheet {
                file: path.to_path_buf(),
                sheet: self.sheet.clone(),
                problem: SheetProblem::Damaged { detail: "the reader broke down".to_owned() },
            })??;
            self.place = 0;
            self.ended = self.chunk.is_empty();
        }
        let row = self.chunk.row(self.place);
        self.place += 1;
        if row.cells().next().is_none() {
            return Ok(Step::Blank);
        }
        batch.push_row(row);
        if self.columns > 0
            && row.len() > self.columns
            && let (Ok(found), Ok(expected)) = (u32::try_from(row.len()), u32::try_from(self.columns))
        {
            batch.flag(RowProblem::TooManyCells { found, expected });
        }
        Ok(Step::Row)
    }
}

/// The kind of workbook that bytes at the beginning of a file belong to.
pub(super) fn kind_of(path: &Path, head: &[u8]) -> Option<SheetKind> {
    const COMPOUND_FILE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    if head.starts_with(COMPOUND_FILE) {
        return Some(SheetKind::Xls);
    }
    if !head.starts_with(b"PK\x03\x04") {
        return None;
    }
    let holds = |part: &[u8]| memchr::memmem::find(head, part).is_some();
    if holds(b"opendocument.spreadsheet") {
        return Some(SheetKind::Ods);
    }
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    if extension.eq_ignore_ascii_case("ods") {
        Some(SheetKind::Ods)
    } else if extension.eq_ignore_ascii_case("xlsb") {
        Some(SheetKind::Xlsb)
    } else if holds(b"[Content_Types].xml") || holds(b"xl/") || holds(b"_rels/") {
        Some(SheetKind::Xlsx)
    } else {
        None
    }
}

/// Whether bytes of a file hold the name of the stream in which Office keeps a protected workbook.
pub(super) fn is_encrypted(part: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    memchr::memmem::find(part, &name).is_some()
}

/// The sheet to read and the names of all sheets: the wanted one or else the first visible one
/// with something in it.
pub(super) fn choose(path: &Path, kind: SheetKind, wanted: Option<&str>) -> Result<(String, Vec<String>), ReadError> {
    let fail = |sheet: &str, problem| ReadError::Sheet { file: path.to_path_buf(), sheet: sheet.to_owned(), problem };
    let input = CountingFile::open(path, Arc::default())?;
    // On a thread of its own for the same reason as reading.
    let listed = thread::spawn(move || list_sheets(input, kind)).join();
    let sheets = listed
        .map_err(|_| SheetProblem::Damaged { detail: "the reader broke down".to_owned() })
        .flatten()
        .map_err(|problem| fail("", problem))?;
    let names: Vec<String> =
        sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).map(|sheet| sheet.name.clone()).collect();
    if let Some(wanted) = wanted {
        return match names.iter().any(|name| name == wanted) {
            true => Ok((wanted.to_owned(), names)),
            false => Err(fail(wanted, SheetProblem::NoSuchSheet)),
        };
    }
    let visible =
        sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible);
    for sheet in visible {
        let mut rows = SheetRows::open(path, kind, &sheet.name, 0)?;
        let mut row = RowBatch::new();
        loop {
            match rows.next(path, &mut row)? {
                Step::Blank => {}
                Step::Row => return Ok((sheet.name.clone(), names)),
                Step::End => break,
            }
        }
    }
    Err(fail("", SheetProblem::NoCells))
}

type Input = BufReader<CountingFile>;

fn list_sheets(input: CountingFile, kind: SheetKind) -> Result<Vec<Sheet>, SheetProblem> {
    let input = BufReader::new(input);
    Ok(match kind {
        SheetKind::Xlsx => Xlsx::new(input)?.sheets_metadata().to_vec(),
        SheetKind::Xlsb => Xlsb::new(input)?.sheets_metadata().to_vec(),
        SheetKind::Xls => Xls::new(input)?.sheets_metadata().to_vec(),
        SheetKind::Ods => Ods::new(input)?.sheets_metadata().to_vec(),
    })
}

fn read_sheet(input: CountingFile, kind: SheetKind, sheet: &str, output: &mut Output) -> Result<(), SheetProblem> {
    let input = BufReader::new(input);
    match kind {
        SheetKind::Xlsx => read_xlsx(input, sheet, output)?,
        SheetKind::Xlsb => read_range(&Xlsb::new(input)?.worksheet_range(sheet)?, output),
        SheetKind::Xls => read_range(&Xls::new(input)?.worksheet_range(sheet)?, output),
        SheetKind::Ods => read_range(&Ods::new(input)?.worksheet_range(sheet)?, output),
    }
    Ok(())
}

fn read_xlsx(input: Input, sheet: &str, output: &mut Output) -> Result<(), XlsxError> {
    let mut workbook = Xlsx::new(input)?;
    let mut cells = workbook.worksheet_cells_reader(sheet)?;
    let formats = NumberFormats::new(cells.styles());
    let mut row = SparseRow::default();
    while let Some((cell, style)) = cells.next_cell_with_style_id()? {
        let (line, column) = cell.get_position();
        if line != row.line && !output.push(&mut row) {
            return Ok(());
        }
        row.line = line;
        row.write(column, |text| text.cell_ref(cell.get_value(), formats.get(style)));
    }
    output.push(&mut row);
    Ok(())
}

fn read_range(range: &Range<Data>, output: &mut Output) {
    let (first_line, first_column) = range.start().unwrap_or_default();
    let mut row = SparseRow::default();
    for (cells, line) in range.rows().zip(first_line..) {
        row.line = line;
        for (cell, column) in cells.iter().zip(first_column..) {
            row.write(column, |text| text.cell(cell));
        }
        if !output.push(&mut row) {
            return;
        }
    }
}

/// The cells of a row with something in them.
#[derive(Default)]
struct SparseRow {
    line: u32,
    text: String,
    /// Column and end in `text`.
    cells: Vec<(u32, usize)>,
}

impl SparseRow {
    fn write(&mut self, column: u32, write: impl FnOnce(&mut CellWriter<'_>)) {
        let before = self.text.len();
        write(&mut CellWriter(&mut self.text));
        // Cells come in the order of their columns in every valid workbook.
        let in_order = self.cells.last().is_none_or(|&(last, _)| last < column);
        if self.text.len() > before && in_order && (column as usize) < MAX_COLUMNS {
            self.cells.push((column, self.text.len()));
        } else {
            self.text.truncate(before);
        }
    }
}

/// Where the worker writes to.
struct Output {
    sender: SyncSender<Chunk>,
    chunk: RowBatch,
    /// The line that comes next in the chunk, from 0.
    next_row: u32,
}

impl Output {
    /// Adds a row and empties it; false when nobody reads any more.
    fn push(&mut self, row: &mut SparseRow) -> bool {
        if row.cells.is_empty() {
            return true;
        }
        while self.next_row < row.line {
            self.chunk.begin_row(u64::from(self.next_row) + 1, 0);
            self.next_row += 1;
            if !self.flush_full() {
                return false;
            }
        }
        self.chunk.begin_row(u64::from(row.line) + 1, 0);
        self.next_row = row.line + 1;
        let mut next_column = 0;
        let mut start = 0;
        for &(column, end) in &row.cells {
            for _ in next_column..column {
                self.chunk.end_cell();
            }
            self.chunk.push_cell(&row.text[start..end]);
            start = end;
            next_column = column + 1;
        }
        row.cells.clear();
        row.text.clear();
        self.flush_full()
    }

    fn flush_full(&mut self) -> bool {
        if self.chunk.len() < ROWS_PER_CHUNK && self.chunk.text_bytes() < BYTES_PER_CHUNK {
            return true;
        }
        self.sender.send(Ok(std::mem::take(&mut self.chunk))).is_ok()
    }
}

/// A file that tells how much of it was read.
struct CountingFile {
    file: File,
    bytes: Arc<AtomicU64>,
}

impl CountingFile {
    fn open(path: &Path, bytes: Arc<AtomicU64>) -> Result<Self, ReadError> {
        let file = File::open(path).map_err(|error| ReadError::from_io(path, error))?;
        Ok(Self { file, bytes })
    }
}

impl Read for CountingFile {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.bytes.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl Seek for CountingFile {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.file.seek(to)
    }
}

fn damaged(error: impl std::fmt::Display) -> SheetProblem {
    SheetProblem::Damaged { detail: error.to_string() }
}

impl From<XlsxError> for SheetProblem {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::Password => Self::Password,
            XlsxError::WorksheetNotFound(_) => Self::NoSuchSheet,
            other => damaged(other),
        }
    }
}

impl From<XlsbError> for SheetProblem {
    fn from(error: XlsbError) -> Self {
        match error {
            XlsbError::Password => Self::Password,
            XlsbError::WorksheetNotFound(_) => Self::NoSuchSheet,
            other => damaged(other),
        }
    }
}

impl From<XlsError> for SheetProblem {
    fn from(error: XlsError) -> Self {
        match error {
            XlsError::Password => Self::Password,
            XlsError::WorksheetNotFound(_) => Self::NoSuchSheet,
            other => damaged(other),
        }
    }
}

impl From<OdsError> for SheetProblem {
    fn from(error: OdsError) -> Self {
        match error {
            OdsError::Password => Self::Password,
            OdsError::WorksheetNotFound(_) => Self::NoSuchSheet,
            other => damaged(other),
        }
    }
}
