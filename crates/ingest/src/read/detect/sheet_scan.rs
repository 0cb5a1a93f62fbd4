//! A sheet, read once from its first line to its last: how it is laid out and what its rows are.

use std::{mem, ops::ControlFlow, path::Path};

use super::{
    super::{
        Format, Layout, LayoutOverrides, Progress, ReadError, RowBatch, RowRef, SheetKind,
        cut::beginning,
        headers,
        inspect::{PREVIEW_ROWS, SAMPLE_BYTES},
        sheet::{SheetRows, flag_surplus},
        text::Step,
    },
    HEAD_RECORDS, TAIL_RECORDS, fixed_structure,
    grid::Record,
    layout, structure,
};

/// Rows after which the ones before them can be no footer, unless a person says so.
const HELD_ROWS: usize = 1_024;
/// Bytes of text after which that holds for fewer rows.
const HELD_BYTES: usize = 64 << 20;

/// What was found in a sheet.
pub struct SheetScan {
    pub layout: Layout,
    /// The names of the columns.
    pub headers: Vec<String>,
    /// The first lines.
    pub preview: Vec<Vec<String>>,
    /// Data rows.
    pub rows: u64,
}

/// Reads a sheet and gives its data rows to `visit`, in their order.
pub fn scan(
    path: &Path,
    kind: SheetKind,
    overrides: &LayoutOverrides,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    visit: &mut dyn FnMut(RowRef<'_>),
) -> Result<SheetScan, ReadError> {
    let bytes_total = std::fs::metadata(path).map_err(|error| ReadError::from_io(path, error))?.len();
    let mut tell = |rows: u64, bytes: u64| progress(Progress { rows, bytes_done: bytes.min(bytes_total), bytes_total });
    let mut sheet = SheetRows::open(path, kind, overrides.sheet.as_deref(), 0)?;
    let opened = sheet.opened(path, &mut |bytes| tell(0, bytes))?;
    let head = Head::read(path, &mut sheet)?;
    if head.records.is_empty() {
        return Err(ReadError::Empty { file: path.to_path_buf() });
    }
    let fixed = fixed_structure(overrides);
    let width = head.width;
    // Where the table begins and how wide it is does not depend on its end.
    let mut found = structure::find(&head.records, (!head.is_all).then_some(&[]), width, fixed);
    let first = structure::record_at_line(&head.records, found.preamble_rows);
    let header = first..head.batch.len().min(first + found.header_rows as usize);
    let mut names = RowBatch::new();
    header.clone().for_each(|at| names.push_row(head.batch.row(at)));

    let mut body = Body::new(found.columns as usize, &names, fixed.footer_rows);
    (header.end..head.batch.len()).for_each(|at| body.push(head.batch.row(at), visit));
    let after_head = body.pushed;
    if !head.is_all {
        body.read(path, &mut sheet, &mut tell, visit)?;
        let mut tail = body.last(TAIL_RECORDS.min(usize::try_from(body.pushed - after_head).unwrap_or(usize::MAX)));
        pad(&mut tail, width);
        let tail = (!tail.is_empty()).then_some(tail.as_slice());
        found = structure::find(&head.records, tail, width, fixed);
    }
    let format = Format::Sheet { workbook: kind, sheet: opened.sheet, sheets: opened.sheets };
    Ok(SheetScan {
        headers: headers::names(&names, found.columns as usize),
        rows: body.finish(found.footer_rows, visit),
        layout: layout(format, found),
        preview: head.preview,
    })
}

/// The first rows of a sheet.
struct Head {
    batch: RowBatch,
    /// The same rows, as wide as the sheet.
    records: Vec<Record>,
    width: usize,
    preview: Vec<Vec<String>>,
    /// There are no others.
    is_all: bool,
}

impl Head {
    fn read(path: &Path, sheet: &mut SheetRows) -> Result<Self, ReadError> {
        let mut head =
            Self { batch: RowBatch::new(), records: Vec::new(), width: 0, preview: Vec::new(), is_all: false };
        while head.batch.len() < HEAD_RECORDS && head.batch.text_bytes() < HELD_BYTES {
            let line = match sheet.next(path, &mut head.batch)? {
                Step::Blank => Vec::new(),
                Step::End => {
                    head.is_all = true;
                    break;
                }
                Step::Row => head.batch.row(head.batch.len() - 1).cells().collect(),
            };
            if head.preview.len() < PREVIEW_ROWS {
                head.preview.push(line.iter().map(|cell| beginning(cell, SAMPLE_BYTES).to_owned()).collect());
            }
        }
        let mut records = Records::after(0);
        head.records = head.batch.rows().map(|row| records.record(row)).collect();
        head.width = usual_width(&head.records);
        pad(&mut head.records, head.width);
        Ok(head)
    }
}

/// Rows as records: each line of a sheet is a row or blank.
struct Records {
    /// The line of the row before.
    line: u64,
}

impl Records {
    const fn after(line: u64) -> Self {
        Self { line }
    }

    fn record(&mut self, row: RowRef<'_>) -> Record {
        let blanks = row.line().saturating_sub(mem::replace(&mut self.line, row.line()) + 1);
        Record {
            cells: row.cells().map(str::to_owned).collect(),
            blanks_before: u32::try_from(blanks).unwrap_or(u32::MAX),
            broken: false,
        }
    }
}

/// The last column that more than one row in twenty reaches.
fn usual_width(records: &[Record]) -> usize {
    let mut used: Vec<usize> = records.iter().map(Record::used).collect();
    used.sort_unstable();
    used.get(used.len().saturating_sub(1 + used.len() / 20)).copied().unwrap_or(0)
}

/// Cells that a sheet does not have at the end of its rows are empty.
fn pad(records: &mut [Record], width: usize) {
    for record in records {
        let cells = record.cells.len().max(width);
        record.cells.resize(cells, String::new());
    }
}

/// The rows below the header. The last ones are held back: they may be the footer.
struct Body<'a> {
    columns: usize,
    header: &'a RowBatch,
    held_rows: usize,
    older: RowBatch,
    newer: RowBatch,
    /// Rows so far.
    pushed: u64,
}

impl<'a> Body<'a> {
    fn new(columns: usize, header: &'a RowBatch, footer_rows: Option<u32>) -> Self {
        let mut newer = RowBatch::new();
        newer.set_first_number(1);
        let held_rows = HELD_ROWS.max(footer_rows.unwrap_or(0) as usize);
        Self { columns, header, held_rows, older: RowBatch::new(), newer, pushed: 0 }
    }

    fn push(&mut self, row: RowRef<'_>, visit: &mut dyn FnMut(RowRef<'_>)) {
        self.newer.push_row(row);
        self.added(visit);
    }

    /// Reads to the end of the sheet.
    fn read(
        &mut self,
        path: &Path,
        sheet: &mut SheetRows,
        tell: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
        visit: &mut dyn FnMut(RowRef<'_>),
    ) -> Result<(), ReadError> {
        loop {
            match sheet.next(path, &mut self.newer)? {
                Step::End => return Ok(()),
                Step::Blank => {}
                Step::Row => {
                    if self.added(visit) && tell(self.pushed, sheet.bytes_read()).is_break() {
                        return Err(ReadError::Stopped { file: path.to_path_buf() });
                    }
                }
            }
        }
    }

    /// Looks at a row that was added to the newer ones; true now and then.
    fn added(&mut self, visit: &mut dyn FnMut(RowRef<'_>)) -> bool {
        self.pushed += 1;
        flag_surplus(&mut self.newer, self.columns);
        headers::flag_repeated(self.header, &mut self.newer);
        let full = self.newer.len() >= self.held_rows || self.newer.text_bytes() > HELD_BYTES;
        if full {
            self.older.rows().for_each(&mut *visit);
            mem::swap(&mut self.older, &mut self.newer);
            self.newer.clear();
            self.newer.set_first_number(self.pushed + 1);
        }
        full
    }

    /// The last rows, at most so many, as records.
    fn last(&self, most: usize) -> Vec<Record> {
        let rows: Vec<RowRef<'_>> = self.older.rows().chain(self.newer.rows()).collect();
        let first = rows.len().saturating_sub(most);
        let before = first.checked_sub(1).map_or(0, |before| rows[before].line());
        let mut records = Records::after(before);
        rows[first..].iter().map(|row| records.record(*row)).collect()
    }

    /// Gives the rows that are no footer, and the number of all rows.
    fn finish(self, footer_rows: u32, visit: &mut dyn FnMut(RowRef<'_>)) -> u64 {
        let held = self.older.len() + self.newer.len();
        let kept = held.saturating_sub(footer_rows as usize);
        self.older.rows().chain(self.newer.rows()).take(kept).for_each(visit);
        self.pushed - (held - kept) as u64
    }
}
