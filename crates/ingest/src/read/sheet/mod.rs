//! Workbooks: the rows of a sheet.
//!
//! A worker thread reads the workbook and hands its rows over in small batches, so that memory
//! stays bounded and a defect of the library cannot take the program with it.

mod cell;

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom},
    ops::ControlFlow,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel},
    },
    thread,
    time::Duration,
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

/// Time between two looks at how far a workbook is opened.
const PATIENCE: Duration = Duration::from_millis(50);

/// What the worker hands over.
enum Part {
    /// First of all, the sheet that is read.
    Opened(Opened),
    /// A row without cells stands for a blank line; no row at all for the end.
    Rows(RowBatch),
}

/// The sheet that is read, and those there are.
pub(super) struct Opened {
    pub(super) sheet: String,
    pub(super) sheets: Vec<String>,
}

/// What the worker and its reader know of each other.
#[derive(Default)]
struct Reading {
    bytes: AtomicU64,
    /// Nobody waits for the rows any more.
    given_up: AtomicBool,
}

/// The rows of a sheet from its first line on.
pub(super) struct SheetRows {
    parts: Receiver<Result<Part, ReadError>>,
    chunk: RowBatch,
    place: usize,
    ended: bool,
    columns: usize,
    sheet: String,
    reading: Arc<Reading>,
}

impl SheetRows {
    /// Opens a sheet: the wanted one or else the first visible one with something in it. Rows with
    /// cells beyond `columns` are flagged, unless that is 0.
    pub(super) fn open(path: &Path, kind: SheetKind, wanted: Option<&str>, columns: usize) -> Result<Self, ReadError> {
        let reading = Arc::<Reading>::default();
        let input = CountingFile::open(path, Arc::clone(&reading))?;
        let (sender, parts) = sync_channel(WAITING_CHUNKS);
        let file = path.to_path_buf();
        let sheet = wanted.unwrap_or_default().to_owned();
        let wanted = wanted.map(str::to_owned);
        thread::Builder::new()
            .name("sheet".to_owned())
            .spawn(move || {
                let mut output = Output { sender, opened: None, chunk: RowBatch::new(), next_row: 0 };
                let done = read_workbook(input, kind, wanted.as_deref(), &mut output);
                let last = match done {
                    Ok(()) => Ok(Part::Rows(output.chunk)),
                    Err((sheet, problem)) => Err(ReadError::Sheet { file, sheet, problem }),
                };
                // The receiver is gone when reading was given up.
                let _ = output.sender.send(last);
                let _ = output.sender.send(Ok(Part::Rows(RowBatch::new())));
            })
            .map_err(|error| ReadError::from_io(path, error))?;
        Ok(Self { parts, chunk: RowBatch::new(), place: 0, ended: false, columns, sheet, reading })
    }

    /// Waits for the workbook to be opened, which takes long when it is large. To be asked first and
    /// once.
    ///
    /// # Errors
    /// [`ReadError::Stopped`] when `watch`, told the bytes read so far, breaks off.
    pub(super) fn opened(
        &mut self,
        path: &Path,
        watch: &mut dyn FnMut(u64) -> ControlFlow<()>,
    ) -> Result<Opened, ReadError> {
        loop {
            match self.parts.recv_timeout(PATIENCE) {
                Ok(Ok(Part::Opened(opened))) => {
                    self.sheet.clone_from(&opened.sheet);
                    return Ok(opened);
                }
                Ok(Err(error)) => return Err(error),
                Ok(Ok(Part::Rows(_))) | Err(RecvTimeoutError::Disconnected) => return Err(self.broken(path)),
                Err(RecvTimeoutError::Timeout) => {
                    if watch(self.bytes_read()).is_break() {
                        return Err(ReadError::Stopped { file: path.to_path_buf() });
                    }
                }
            }
        }
    }

    /// Bytes of the workbook read so far.
    pub(super) fn bytes_read(&self) -> u64 {
        self.reading.bytes.load(Ordering::Relaxed)
    }

    /// Reads the next row or blank line; a row becomes the last one of `batch`.
    pub(super) fn next(&mut self, path: &Path, batch: &mut RowBatch) -> Result<Step, ReadError> {
        while self.place == self.chunk.len() {
            if self.ended {
                return Ok(Step::End);
            }
            match self.parts.recv() {
                Ok(Ok(Part::Rows(rows))) => {
                    self.chunk = rows;
                    self.place = 0;
                    self.ended = self.chunk.is_empty();
                }
                Ok(Ok(Part::Opened(_))) => {}
                Ok(Err(error)) => return Err(error),
                Err(_) => return Err(self.broken(path)),
            }
        }
        let row = self.chunk.row(self.place);
        self.place += 1;
        if row.cells().next().is_none() {
            return Ok(Step::Blank);
        }
        batch.push_row(row);
        flag_surplus(batch, self.columns);
        batch.flag_nuls();
        Ok(Step::Row)
    }

    /// No answer: the worker broke down.
    fn broken(&self, path: &Path) -> ReadError {
        let problem = SheetProblem::Damaged { detail: "the reader broke down".to_owned() };
        ReadError::Sheet { file: path.to_path_buf(), sheet: self.sheet.clone(), problem }
    }
}

impl Drop for SheetRows {
    fn drop(&mut self) {
        self.reading.given_up.store(true, Ordering::Relaxed);
    }
}

/// Flags the last row when it has cells beyond `columns`, unless that is 0.
pub(super) fn flag_surplus(batch: &mut RowBatch, columns: usize) {
    let found = batch.row(batch.len() - 1).len();
    if columns > 0
        && found > columns
        && let (Ok(found), Ok(expected)) = (u32::try_from(found), u32::try_from(columns))
    {
        batch.flag(RowProblem::TooManyCells { found, expected });
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

type Input = BufReader<CountingFile>;

/// A problem and the sheet that has it; no name when it is about the whole workbook.
type SheetFailure = (String, SheetProblem);

fn read_workbook(
    input: CountingFile,
    kind: SheetKind,
    wanted: Option<&str>,
    output: &mut Output,
) -> Result<(), SheetFailure> {
    let input = BufReader::new(input);
    match kind {
        SheetKind::Xlsx => {
            let mut book = Xlsx::new(input).map_err(of_workbook)?;
            let sheets = book.sheets_metadata().to_vec();
            read_chosen(&sheets, wanted, output, |sheet, output| Ok(read_xlsx(&mut book, sheet, output)?))
        }
        SheetKind::Xlsb => {
            let mut book = Xlsb::new(input).map_err(of_workbook)?;
            let sheets = book.sheets_metadata().to_vec();
            read_chosen(&sheets, wanted, output, |sheet, output| {
                read_range(&book.worksheet_range(sheet)?, output);
                Ok(())
            })
        }
        SheetKind::Xls => {
            let mut book = Xls::new(input).map_err(of_workbook)?;
            let sheets = book.sheets_metadata().to_vec();
            read_chosen(&sheets, wanted, output, |sheet, output| {
                read_range(&book.worksheet_range(sheet)?, output);
                Ok(())
            })
        }
        SheetKind::Ods => {
            let mut book = Ods::new(input).map_err(of_workbook)?;
            let sheets = book.sheets_metadata().to_vec();
            read_chosen(&sheets, wanted, output, |sheet, output| {
                read_range(&book.worksheet_range(sheet)?, output);
                Ok(())
            })
        }
    }
}

fn of_workbook(error: impl Into<SheetProblem>) -> SheetFailure {
    (String::new(), error.into())
}

/// Reads the wanted sheet or else the first visible one with something in it.
fn read_chosen(
    sheets: &[Sheet],
    wanted: Option<&str>,
    output: &mut Output,
    mut read: impl FnMut(&str, &mut Output) -> Result<(), SheetProblem>,
) -> Result<(), SheetFailure> {
    let tables = || sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names: Vec<String> = tables().map(|sheet| sheet.name.clone()).collect();
    let opened = |sheet: &str| Opened { sheet: sheet.to_owned(), sheets: names.clone() };
    if let Some(wanted) = wanted {
        if !names.iter().any(|name| name == wanted) {
            return Err((wanted.to_owned(), SheetProblem::NoSuchSheet));
        }
        output.opened = Some(opened(wanted));
        output.announce();
        return read(wanted, output).map_err(|problem| (wanted.to_owned(), problem));
    }
    for sheet in tables().filter(|sheet| sheet.visible == SheetVisible::Visible) {
        output.opened = Some(opened(&sheet.name));
        read(&sheet.name, output).map_err(|problem| (sheet.name.clone(), problem))?;
        if output.opened.is_none() {
            return Ok(());
        }
    }
    Err((String::new(), SheetProblem::NoCells))
}

fn read_xlsx(workbook: &mut Xlsx<Input>, sheet: &str, output: &mut Output) -> Result<(), XlsxError> {
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
    sender: SyncSender<Result<Part, ReadError>>,
    /// The sheet being read, until its first row makes it the one.
    opened: Option<Opened>,
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
        if !self.announce() {
            return false;
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

    /// Says which sheet is read, unless that was said; false when nobody listens any more.
    fn announce(&mut self) -> bool {
        self.opened.take().is_none_or(|opened| self.sender.send(Ok(Part::Opened(opened))).is_ok())
    }

    fn flush_full(&mut self) -> bool {
        if self.chunk.len() < ROWS_PER_CHUNK && self.chunk.text_bytes() < BYTES_PER_CHUNK {
            return true;
        }
        self.sender.send(Ok(Part::Rows(std::mem::take(&mut self.chunk)))).is_ok()
    }
}

/// A file that tells how much of it was read, and ends when nobody waits for it any more.
struct CountingFile {
    file: File,
    reading: Arc<Reading>,
}

impl CountingFile {
    fn open(path: &Path, reading: Arc<Reading>) -> Result<Self, ReadError> {
        let file = File::open(path).map_err(|error| ReadError::from_io(path, error))?;
        Ok(Self { file, reading })
    }
}

impl Read for CountingFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.reading.given_up.load(Ordering::Relaxed) {
            return Err(io::Error::other("given up"));
        }
        let read = self.file.read(buffer)?;
        self.reading.bytes.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl Seek for CountingFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
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
