//! The worker: a workbook into rows, handed over in small batches.

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom},
    path::Path,
    sync::{
        Arc,
        atomic::Ordering,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

use calamine::{Data, Ods, Range, Reader, Sheet, SheetType, SheetVisible, Xls, Xlsb, Xlsx, XlsxError};

use super::{
    super::{MAX_CELL_BYTES, MAX_COLUMNS, ReadError, SheetKind, SheetProblem, batch::RowBatch, text::cut_large_cells},
    Opened, Part, Reading,
    cell::{CellWriter, NumberFormats},
    unpacked,
};

/// Rows handed over at once.
const ROWS_PER_CHUNK: usize = 256;
/// Bytes of text handed over at once.
const BYTES_PER_CHUNK: usize = 1 << 20;
/// Chunks that wait to be read.
const WAITING_CHUNKS: usize = 4;

/// Starts to read a sheet, the wanted one or else the first visible one with something in it.
pub(super) fn start(
    path: &Path,
    kind: SheetKind,
    wanted: Option<&str>,
    reading: Arc<Reading>,
) -> Result<Receiver<Result<Part, ReadError>>, ReadError> {
    let input = CountingFile::open(path, reading)?;
    let (sender, parts) = sync_channel(WAITING_CHUNKS);
    let file = path.to_path_buf();
    let wanted = wanted.map(str::to_owned);
    thread::Builder::new()
        .name("sheet".to_owned())
        .spawn(move || {
            let mut output = Output { sender, opened: None, chunk: RowBatch::new(), next_row: 0 };
            let is_given_up = || input.reading.given_up.load(Ordering::Relaxed);
            let done = unpacked::check(&file, kind, &is_given_up)
                .map_err(of_workbook)
                .and_then(|()| read_workbook(input, kind, wanted.as_deref(), &mut output));
            let last = match done {
                Ok(()) => Ok(Part::Rows(output.chunk)),
                Err((sheet, problem)) => Err(ReadError::Sheet { file, sheet, problem }),
            };
            // The receiver is gone when reading was given up.
            let _ = output.sender.send(last);
            let _ = output.sender.send(Ok(Part::Rows(RowBatch::new())));
        })
        .map_err(|error| ReadError::from_io(path, error))?;
    Ok(parts)
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
        SheetKind::Xlsb => read_by_ranges::<Xlsb<_>>(input, wanted, output),
        SheetKind::Xls => read_by_ranges::<Xls<_>>(input, wanted, output),
        SheetKind::Ods => read_by_ranges::<Ods<_>>(input, wanted, output),
    }
}

/// Reads a workbook of a kind whose sheets come whole.
fn read_by_ranges<Book: Reader<Input>>(
    input: Input,
    wanted: Option<&str>,
    output: &mut Output,
) -> Result<(), SheetFailure>
where
    SheetProblem: From<Book::Error>,
{
    let mut book = Book::new(input).map_err(of_workbook)?;
    let sheets = book.sheets_metadata().to_vec();
    read_chosen(&sheets, wanted, output, |sheet, output| {
        read_range(&book.worksheet_range(sheet)?, output);
        Ok(())
    })
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
        if row.text.len() > MAX_CELL_BYTES {
            cut_large_cells(&mut self.chunk);
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
