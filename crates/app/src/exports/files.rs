//! The files that an export writes, row by row.

use std::{
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

/// A table that is being written.
pub(super) trait TableFile {
    /// Writes the names of the columns.
    fn begin(&mut self, headers: &[&str]) -> io::Result<()>;
    /// Writes a row.
    fn row(&mut self, cells: &[String]) -> io::Result<()>;
    /// Writes what is left.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// Whether a spreadsheet would take a cell for a formula and run it.
fn is_formula(cell: &str) -> bool {
    let first = cell.trim_start_matches([' ', '\u{feff}']).chars().next();
    let suspicious = matches!(first, Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'));
    suspicious && !is_number_or_phone(cell)
}

/// `+33 6 12 34 56 78` and `-12,5` are harmless, and an apostrophe would spoil them.
fn is_number_or_phone(cell: &str) -> bool {
    let harmless = |c: char| {
        c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '.' | ',' | '(' | ')' | '/' | '\u{a0}' | '\u{202f}')
    };
    cell.chars().all(harmless)
        && cell.chars().filter(char::is_ascii_digit).count() >= 1
        && !cell.trim_start_matches(['+', '-', ' ']).contains(['+', '-'])
}

/// A cell that no spreadsheet runs: an apostrophe in front of what looks like a formula.
pub(super) fn neutral(cell: &str) -> std::borrow::Cow<'_, str> {
    if is_formula(cell) { format!("'{cell}").into() } else { cell.into() }
}

/// What the system said, without what the writer put around it.
fn of_csv(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// What the system said, without what the writer put around it.
fn of_workbook(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => error,
        other => io::Error::other(other),
    }
}

/// Comma-separated values, RFC 4180.
pub(super) struct CsvFile<W: Write> {
    writer: csv::Writer<W>,
    mark: bool,
}

impl<W: Write> CsvFile<BufWriter<W>> {
    /// With a byte order mark or without, and the separator `,` or `;`.
    pub fn new(mut file: BufWriter<W>, mark: bool, delimiter: &str) -> CsvFile<BufWriter<W>> {
        // Nothing reaches the disk before the buffer is full: an error shows with the first rows.
        let mark = mark && file.write_all("\u{feff}".as_bytes()).is_err();
        let delimiter = delimiter.bytes().next().filter(u8::is_ascii).unwrap_or(b',');
        let writer = csv::WriterBuilder::new().delimiter(delimiter).terminator(csv::Terminator::CRLF).from_writer(file);
        CsvFile { writer, mark }
    }
}

impl<W: Write> TableFile for CsvFile<W> {
    fn begin(&mut self, headers: &[&str]) -> io::Result<()> {
        if self.mark {
            return Err(io::ErrorKind::WriteZero.into());
        }
        self.writer.write_record(headers).map_err(of_csv)
    }

    fn row(&mut self, cells: &[String]) -> io::Result<()> {
        for cell in cells {
            self.writer.write_field(neutral(cell).as_bytes()).map_err(of_csv)?;
        }
        self.writer.write_record(None::<&[u8]>).map_err(of_csv)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.writer.flush()
    }
}

/// A JSON array of objects; empty cells are left out.
pub(super) struct JsonFile<W: Write> {
    file: W,
    headers: Vec<String>,
    rows: usize,
}

impl<W: Write> JsonFile<W> {
    /// Into this file.
    pub const fn new(file: W) -> Self {
        Self { file, headers: Vec::new(), rows: 0 }
    }
}

impl<W: Write> TableFile for JsonFile<W> {
    fn begin(&mut self, headers: &[&str]) -> io::Result<()> {
        self.headers = headers.iter().map(|header| (*header).to_owned()).collect();
        self.file.write_all(b"[")
    }

    fn row(&mut self, cells: &[String]) -> io::Result<()> {
        self.file.write_all(if self.rows == 0 { b"\n" } else { b",\n" })?;
        self.rows += 1;
        let object: serde_json::Map<String, serde_json::Value> = self
            .headers
            .iter()
            .zip(cells)
            .filter(|(_, cell)| !cell.is_empty())
            .map(|(header, cell)| (header.clone(), cell.as_str().into()))
            .collect();
        serde_json::to_writer(&mut self.file, &object)?;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.file.write_all(b"\n]\n")?;
        self.file.flush()
    }
}

/// Rows of one sheet of Excel; the rest goes on in further sheets.
const SHEET_ROWS: u32 = 1_048_575;

/// An Excel workbook. Cells are texts, so nothing is run or rounded.
pub(super) struct XlsxFile {
    path: PathBuf,
    workbook: Workbook,
    sheets: usize,
    headers: Vec<String>,
    next: u32,
}

impl XlsxFile {
    /// Into the file at this path. Rows wait for their sheet to be complete in a nameless file beside it.
    pub fn new(path: &Path) -> io::Result<Self> {
        let mut workbook = Workbook::new();
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        workbook.set_tempdir(folder).map_err(of_workbook)?;
        Ok(Self { path: path.to_owned(), workbook, sheets: 0, headers: Vec::new(), next: 0 })
    }

    fn sheet(&mut self) -> io::Result<&mut Worksheet> {
        self.workbook.worksheet_from_index(self.sheets - 1).map_err(of_workbook)
    }

    fn add_sheet(&mut self) -> io::Result<()> {
        let sheet = self.workbook.add_worksheet_with_constant_memory().map_err(of_workbook)?;
        let bold = Format::new().set_bold();
        for (column, header) in (0..).zip(&self.headers) {
            sheet.write_string_with_format(0, column, header, &bold).map_err(of_workbook)?;
        }
        sheet.set_freeze_panes(1, 0).map_err(of_workbook)?;
        self.sheets += 1;
        self.next = 1;
        Ok(())
    }
}

impl TableFile for XlsxFile {
    fn begin(&mut self, headers: &[&str]) -> io::Result<()> {
        self.headers = headers.iter().map(|header| (*header).to_owned()).collect();
        self.add_sheet()
    }

    fn row(&mut self, cells: &[String]) -> io::Result<()> {
        if self.next > SHEET_ROWS {
            self.add_sheet()?;
        }
        let row = self.next;
        let sheet = self.sheet()?;
        for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row, column, cell).map_err(of_workbook)?;
        }
        self.next += 1;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.workbook.save(&self.path).map_err(of_workbook)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_neutralised_and_numbers_are_not() {
        for formula in ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "\t=1", " =1", "＝1"] {
            assert!(neutral(formula).starts_with('\''), "{formula}");
        }
        for harmless in ["+33 6 12 34 56 78", "-12,5", "Jean", "", "a=b", "06 12"] {
            assert_eq!(neutral(harmless), harmless);
        }
    }
}
