//! Any readable file as plain CSV.

use std::{io, io::Write, path::Path};

use super::{
    FoundProblem, Layout, LayoutOverrides, ReadError, RowBatch, RowProblem, RowReader, detect, headers,
    inspect::Problems,
};

/// Rows read at once.
const BATCH_ROWS: usize = 1_024;

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CleanReport {
    /// How the file was read.
    pub layout: Layout,
    /// Data rows written.
    pub rows: u64,
    /// Columns written: those of the table, and more when a row has more cells.
    pub columns: usize,
    /// The first rows with something remarkable.
    pub problems: Vec<FoundProblem>,
    /// All rows with something remarkable.
    pub problem_rows: u64,
}

/// Writes a file as RFC 4180 asks: UTF-8 without byte order mark, commas, CRLF, quotes only where
/// needed, one header row, as many cells in each row. Cells are written as found; columns without
/// a name become `column_1`, `column_2`, …; preamble, comments and footer are left out.
///
/// Reads the file twice: once to know how wide its widest row is.
///
/// # Errors
/// As [`detect`]; [`ReadError::CellTooLarge`] rather than a cell that is cut; [`ReadError::Write`] when `out` fails.
pub fn clean(path: &Path, overrides: &LayoutOverrides, mut out: impl Write) -> Result<CleanReport, ReadError> {
    let layout = detect(path, overrides)?;
    let columns = widest(path, &layout)?;
    let mut reader = RowReader::open(path, &layout)?;
    let mut problems = Problems::default();
    let mut text = Vec::new();
    for (column, name) in headers::names(reader.header(), columns).iter().enumerate() {
        let substitute = headers::substitute(column);
        let name = if name.trim().is_empty() { &substitute } else { name };
        write_cell(name, column, columns, &mut text);
    }
    text.extend(b"\r\n");
    let mut batch = RowBatch::new();
    let mut rows = 0;
    loop {
        out.write_all(&text).map_err(|source| ReadError::Write { source })?;
        text.clear();
        if reader.next_batch(&mut batch, BATCH_ROWS)? == 0 {
            break;
        }
        for row in batch.rows() {
            problems.note(row);
            if row.problem() == Some(RowProblem::Comment) {
                continue;
            }
            rows += 1;
            for column in 0..columns {
                write_cell(row.cell(column), column, columns, &mut text);
            }
            text.extend(b"\r\n");
        }
    }
    out.flush().map_err(|source: io::Error| ReadError::Write { source })?;
    Ok(CleanReport { layout, rows, columns, problems: problems.first, problem_rows: problems.rows })
}

/// Columns of the table or cells of a row with more.
fn widest(path: &Path, layout: &Layout) -> Result<usize, ReadError> {
    let mut reader = RowReader::open(path, layout)?;
    let mut columns = layout.columns as usize;
    let names = reader.headers(layout);
    let mut batch = RowBatch::new();
    while reader.next_batch(&mut batch, BATCH_ROWS)? > 0 {
        for row in batch.rows() {
            if let Some(RowProblem::CellTooLarge { column, limit, .. }) = row.problem() {
                let column = headers::called(&names, column as usize);
                return Err(ReadError::CellTooLarge { file: path.to_path_buf(), row: row.number(), column, limit });
            }
            if row.len() > columns {
                let last = row.cells().rposition(|cell| !cell.is_empty());
                columns = columns.max(last.map_or(0, |last| last + 1));
            }
        }
    }
    Ok(columns)
}

fn write_cell(cell: &str, column: usize, columns: usize, out: &mut Vec<u8>) {
    if column > 0 {
        out.push(b',');
    }
    let is_blank_line = columns == 1 && cell.trim_matches(' ').is_empty();
    let needs_quotes = is_blank_line || cell.bytes().any(|byte| matches!(byte, b'"' | b',' | b'\n' | b'\r'));
    if !needs_quotes {
        out.extend(cell.as_bytes());
        return;
    }
    out.push(b'"');
    for (place, part) in cell.split('"').enumerate() {
        if place > 0 {
            out.extend(b"\"\"");
        }
        out.extend(part.as_bytes());
    }
    out.push(b'"');
}
