//! Rows in one piece of memory, reused from batch to batch.

use memchr::memchr;

use super::{MAX_COLUMNS, RowProblem};

/// Rows of a file: one text and the ends of the cells in it, no allocation per cell or row.
#[derive(Debug, Default, Clone)]
pub struct RowBatch {
    text: String,
    /// Where cells end in `text`, all rows one after the other.
    ends: Vec<u32>,
    rows: Vec<Row>,
    problems: Vec<RowProblem>,
    /// Number of the first row.
    first_number: u64,
}

/// A row within a batch.
#[derive(Debug, Clone, Copy)]
struct Row {
    text_start: u32,
    ends_start: u32,
    line: u64,
    /// Bytes between two cells in the text.
    gap: u8,
    /// One more than the place in `problems`; 0 for none.
    problem: u32,
}

impl RowBatch {
    /// An empty batch.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Rows that stand in no file, numbered from 1.
    pub fn of_rows<'c, Row: IntoIterator<Item = &'c str>>(rows: impl IntoIterator<Item = Row>) -> Self {
        let mut batch = Self { first_number: 1, ..Self::default() };
        for (line, row) in (1..).zip(rows) {
            batch.begin_row(line, 0);
            for cell in row {
                batch.push_cell(cell);
            }
        }
        batch
    }

    /// Rows in the batch.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// There is no row.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// A row by its place in the batch.
    ///
    /// # Panics
    /// When `index` is not below [`Self::len`].
    #[must_use]
    pub fn row(&self, index: usize) -> RowRef<'_> {
        let row = self.rows[index];
        let ends_stop = self.rows.get(index + 1).map_or(self.ends.len(), |next| next.ends_start as usize);
        RowRef { batch: self, row, number: self.first_number + index as u64, ends_stop }
    }

    /// All rows in the order of the file.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = RowRef<'_>> {
        (0..self.len()).map(|index| self.row(index))
    }

    /// Bytes of text held.
    pub(super) const fn text_bytes(&self) -> usize {
        self.text.len()
    }

    /// Forgets all rows and keeps the memory.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.rows.clear();
        self.problems.clear();
    }

    /// The number of the first row.
    pub(super) const fn set_first_number(&mut self, number: u64) {
        self.first_number = number;
    }

    /// Begins a row whose cells stand `gap` bytes apart in the text.
    pub(super) fn begin_row(&mut self, line: u64, gap: usize) {
        self.rows.push(Row {
            text_start: offset(self.text.len()),
            ends_start: offset(self.ends.len()),
            line,
            gap: u8::try_from(gap).expect("delimiters are short"),
            problem: 0,
        });
    }

    /// Where text and cell ends of the last row are written to.
    pub(super) const fn parts(&mut self) -> (&mut String, &mut Vec<u32>) {
        (&mut self.text, &mut self.ends)
    }

    /// Adds a cell to the last row.
    pub(super) fn push_cell(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.end_cell();
    }

    /// Ends the cell whose text was just written.
    pub(super) fn end_cell(&mut self) {
        self.ends.push(offset(self.text.len()));
    }

    /// Flags the last row, unless it is flagged already.
    pub(super) fn flag(&mut self, problem: RowProblem) {
        if let Some(row) = self.rows.last_mut()
            && row.problem == 0
        {
            self.problems.push(problem);
            row.problem = offset(self.problems.len());
        }
    }

    /// Flags the last row for NUL bytes, unless it is flagged for something that keeps it out.
    pub(super) fn flag_nuls(&mut self) {
        let Some(&Row { text_start, .. }) = self.rows.last() else { return };
        if memchr(0, &self.text.as_bytes()[text_start as usize..]).is_none() {
            return;
        }
        let row = self.row(self.len() - 1);
        if row.problem().is_some_and(RowProblem::keeps_out) {
            return;
        }
        let with_nuls = row.cells().enumerate().map(|(column, cell)| (column, cell.matches('\0').count()));
        let with_nuls = with_nuls.filter(|&(_, nuls)| nuls > 0);
        let (first, count) =
            with_nuls.fold((None, 0), |(first, all), (column, nuls)| (first.or(Some(column)), all + nuls));
        let Some(column) = first else { return };
        self.flag_anew(RowProblem::NulBytes { count: number(count), column: number(column) });
    }

    /// Flags the last row, whatever it was flagged for before.
    pub(super) fn flag_anew(&mut self, problem: RowProblem) {
        if let Some(row) = self.rows.last_mut()
            && row.problem != 0
        {
            self.problems.truncate(row.problem as usize - 1);
            row.problem = 0;
        }
        self.flag(problem);
    }

    /// Takes NUL bytes out of all cells; the rows stay flagged for them.
    pub fn take_out_nuls(&mut self) {
        if memchr(0, self.text.as_bytes()).is_none() {
            return;
        }
        let mut cleaned = Self { first_number: self.first_number, ..Self::default() };
        for row in self.rows() {
            cleaned.begin_row(row.line(), 0);
            for cell in row.cells() {
                cleaned.push_cell(&cell.replace('\0', ""));
            }
            if let Some(problem) = row.problem() {
                cleaned.flag(problem);
            }
        }
        *self = cleaned;
    }

    /// Takes the last row back.
    pub(super) fn pop_row(&mut self) {
        if let Some(row) = self.rows.pop() {
            self.text.truncate(row.text_start as usize);
            self.ends.truncate(row.ends_start as usize);
            if row.problem != 0 {
                self.problems.truncate(row.problem as usize - 1);
            }
        }
    }

    /// Copies a row of another batch to the end of this one.
    pub(super) fn push_row(&mut self, row: RowRef<'_>) {
        self.begin_row(row.line(), 0);
        for cell in row.cells() {
            self.push_cell(cell);
        }
        if let Some(problem) = row.problem() {
            self.flag(problem);
        }
    }
}

fn number(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Batches end long before 4 GiB.
fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).expect("a batch is smaller than 4 GiB")
}

/// A row of a batch.
#[derive(Debug, Clone, Copy)]
pub struct RowRef<'a> {
    batch: &'a RowBatch,
    row: Row,
    number: u64,
    ends_stop: usize,
}

impl<'a> RowRef<'a> {
    /// The text of a cell, counted from 0; `""` when the row ends before it.
    #[must_use]
    pub fn cell(&self, column: usize) -> &'a str {
        let first = self.row.ends_start as usize;
        if column >= self.len() {
            return "";
        }
        let start = match column {
            0 => self.row.text_start as usize,
            _ => self.batch.ends[first + column - 1] as usize + usize::from(self.row.gap),
        };
        &self.batch.text[start..self.batch.ends[first + column] as usize]
    }

    /// The cells found.
    pub fn cells(&self) -> impl DoubleEndedIterator<Item = &'a str> + ExactSizeIterator + use<'a> {
        let row = *self;
        (0..row.len()).map(move |column| row.cell(column))
    }

    /// How many cells were found.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.ends_stop - self.row.ends_start as usize
    }

    /// There is not one cell with text in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells().all(str::is_empty)
    }

    /// The number of the row among the data rows, from 1.
    #[must_use]
    pub const fn number(&self) -> u64 {
        self.number
    }

    /// The line of the file on which the row begins, from 1.
    #[must_use]
    pub const fn line(&self) -> u64 {
        self.row.line
    }

    /// What is remarkable about the row.
    #[must_use]
    pub fn problem(&self) -> Option<RowProblem> {
        let place = self.row.problem.checked_sub(1)?;
        self.batch.problems.get(place as usize).copied()
    }
}

/// Cells beyond the limit stay together in the last cell.
pub(super) const fn is_last_column(cells: usize) -> bool {
    cells + 1 >= MAX_COLUMNS
}
