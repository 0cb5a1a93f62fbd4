//! Workbooks: the rows of a sheet.
//!
//! A worker thread reads the workbook and hands its rows over in small batches, so that memory
//! stays bounded and a defect of the library cannot take the program with it.

mod cell;
mod problem;
mod unpacked;
mod workbook;

use std::{
    ops::ControlFlow,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc::{Receiver, RecvTimeoutError},
    },
    time::Duration,
};

use super::{ReadError, RowProblem, SheetKind, SheetProblem, batch::RowBatch, foreign::is_office_document, text::Step};

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
        let parts = workbook::start(path, kind, wanted, Arc::clone(&reading))?;
        let sheet = wanted.unwrap_or_default().to_owned();
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
    if !head.starts_with(b"PK\x03\x04") || is_office_document(head) {
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
