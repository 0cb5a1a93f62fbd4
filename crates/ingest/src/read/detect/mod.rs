//! How a file is laid out.

mod charset;
mod dialect;
mod footer;
mod grid;
mod header;
mod kinds;
mod sample;
mod structure;
mod words;

use std::path::Path;

use self::{
    charset::Charset,
    grid::{Record, records},
    sample::Sample,
    structure::Structure,
};
use super::{
    Encoding, Format, Layout, LayoutOverrides, MAX_COLUMNS, ReadError, RowBatch, SheetKind, SheetProblem,
    sheet::{self, SheetRows},
    text::{Dialect, Step, TextSource},
};

/// Records looked at from the beginning and from the end.
const HEAD_RECORDS: usize = 2_000;
const TAIL_RECORDS: usize = 500;

/// Finds how a file is laid out, around what a person decided already.
///
/// Looks at about 1.7 MB of a text file whatever its size; a sheet is read through.
///
/// # Errors
/// When the file cannot be opened, is neither text nor a workbook, is empty or has too many
/// columns, or when the overrides ask for something impossible.
pub fn detect(path: &Path, overrides: &LayoutOverrides) -> Result<Layout, ReadError> {
    let sample = Sample::read(path)?;
    if sample.head.is_empty() {
        return Err(ReadError::Empty { file: path.to_path_buf() });
    }
    match sheet::kind_of(path, &sample.head) {
        Some(SheetKind::Xls) if sample.parts().any(sheet::is_encrypted) => {
            Err(ReadError::Sheet { file: path.to_path_buf(), sheet: String::new(), problem: SheetProblem::Password })
        }
        Some(kind) => detect_sheet(path, kind, overrides),
        None => detect_text(path, &sample, overrides),
    }
}

/// A row of as many cells as are read has the others in its last one.
fn refuse_more_columns(path: &Path, head: &str, dialect: &Dialect) -> Result<(), ReadError> {
    let rows = records(head, dialect, 0, false, HEAD_RECORDS).map_err(|error| ReadError::from_io(path, error))?;
    let more = rows
        .iter()
        .filter(|record| record.cells.len() == MAX_COLUMNS)
        .map(|record| record.cells[MAX_COLUMNS - 1].matches(&dialect.delimiter).count())
        .max()
        .unwrap_or(0);
    match more {
        0 => Ok(()),
        _ => Err(ReadError::TooManyColumns { file: path.to_path_buf(), found: MAX_COLUMNS + more, limit: MAX_COLUMNS }),
    }
}

fn fixed_structure(overrides: &LayoutOverrides) -> structure::Fixed {
    structure::Fixed {
        preamble_rows: overrides.preamble_rows,
        header_rows: overrides.header_rows,
        footer_rows: overrides.footer_rows,
    }
}

fn detect_text(path: &Path, sample: &Sample, overrides: &LayoutOverrides) -> Result<Layout, ReadError> {
    let charset = match overrides.encoding {
        Some(encoding) => Charset { encoding, bom: charset::byte_order_mark(&sample.head) == Some(encoding) },
        None => charset::find(sample).ok_or_else(|| ReadError::NotText { file: path.to_path_buf() })?,
    };
    let fail = |error| ReadError::from_io(path, error);
    let cut = sample.tail.is_some();
    let head = decode(&sample.head, charset.encoding).map_err(fail)?;
    let empty = || ReadError::Empty { file: path.to_path_buf() };
    if head.trim().is_empty() {
        return Err(empty());
    }
    let declared = dialect::declared_delimiter(&head);
    let fixed = dialect::Fixed {
        delimiter: overrides.delimiter.clone().or_else(|| declared.clone()),
        quote: overrides.quote.map(|quote| quote.and_then(|quote| u8::try_from(quote).ok())),
        escape: overrides.escape,
    };
    if fixed.delimiter.as_deref() == Some("") {
        return Err(ReadError::BadLayout { file: path.to_path_buf(), part: "delimiter" });
    }
    // The declaration is no row of the table.
    let declaration = if declared.is_some() { head.find('\n').map_or(head.len(), |at| at + 1) } else { 0 };
    let dialect = dialect::find(&head[declaration..], cut, &fixed).map_err(fail)?;
    let structure =
        text_structure(&head[declaration..], sample, charset.encoding, &dialect, declaration > 0, overrides)
            .map_err(fail)?
            .ok_or_else(empty)?;
    if structure.columns as usize == MAX_COLUMNS {
        refuse_more_columns(path, &head[declaration..], &dialect)?;
    }
    Ok(layout(
        Format::Delimited {
            encoding: charset.encoding,
            bom: charset.bom,
            delimiter: dialect.delimiter,
            quote: dialect.quote.map(char::from),
            escape: dialect.escape,
        },
        structure,
    ))
}

const fn layout(format: Format, structure: Structure) -> Layout {
    Layout {
        format,
        preamble_rows: structure.preamble_rows,
        header_rows: structure.header_rows,
        footer_rows: structure.footer_rows,
        columns: structure.columns,
    }
}

/// The parts of a text, or none when there is not one record.
fn text_structure(
    head: &str,
    sample: &Sample,
    encoding: Encoding,
    dialect: &Dialect,
    is_declared: bool,
    overrides: &LayoutOverrides,
) -> std::io::Result<Option<Structure>> {
    let cut = sample.tail.is_some();
    let first = records(head, dialect, 0, cut, HEAD_RECORDS)?;
    let width = dialect::usual_width(&first);
    // Once more, now that broken records can be told from others by their number of cells.
    let all = records(head, dialect, width, cut, usize::MAX)?;
    if all.is_empty() {
        return Ok(None);
    }
    let tail = match &sample.tail {
        Some(tail) => {
            let text = decode(tail, encoding)?;
            let begin = text.find(['\n', '\r']).map_or(0, |at| at + 1);
            Some(records(&text[begin..], dialect, width, false, usize::MAX)?)
        }
        None if all.len() > HEAD_RECORDS => Some(all[all.len() - TAIL_RECORDS..].to_vec()),
        None => None,
    };
    let mut fixed = fixed_structure(overrides);
    if is_declared {
        fixed.preamble_rows = fixed.preamble_rows.map(|lines| lines.saturating_sub(1));
    }
    let head = &all[..all.len().min(HEAD_RECORDS)];
    let mut structure = structure::find(head, tail.as_deref(), width, fixed);
    structure.preamble_rows += u32::from(is_declared);
    Ok(Some(structure))
}

fn decode(bytes: &[u8], encoding: Encoding) -> std::io::Result<String> {
    let mut source = TextSource::new(bytes, encoding)?;
    while !source.at_end() {
        source.fill()?;
    }
    Ok(source.rest().to_owned())
}

fn detect_sheet(path: &Path, kind: SheetKind, overrides: &LayoutOverrides) -> Result<Layout, ReadError> {
    let (sheet, sheets) = sheet::choose(path, kind, overrides.sheet.as_deref())?;
    let SheetSample { mut head, mut tail, width } = sheet_records(path, kind, &sheet)?;
    if head.is_empty() {
        return Err(ReadError::Empty { file: path.to_path_buf() });
    }
    pad(&mut head, width);
    pad(&mut tail, width);
    let tail = (!tail.is_empty()).then_some(tail.as_slice());
    let structure = structure::find(&head, tail, width, fixed_structure(overrides));
    Ok(layout(Format::Sheet { workbook: kind, sheet, sheets }, structure))
}

/// Cells that a sheet does not have at the end of its rows are empty.
fn pad(records: &mut [Record], width: usize) {
    for record in records {
        let cells = record.cells.len().max(width);
        record.cells.resize(cells, String::new());
    }
}

/// What is looked at of a sheet.
struct SheetSample {
    head: Vec<Record>,
    /// The last records, if the first ones are not all.
    tail: Vec<Record>,
    /// The last column that more than one row in twenty reaches.
    width: usize,
}

fn sheet_records(path: &Path, kind: SheetKind, sheet: &str) -> Result<SheetSample, ReadError> {
    let mut rows = SheetRows::open(path, kind, sheet, 0)?;
    let mut batch = RowBatch::new();
    let mut head = Vec::new();
    let mut tail = std::collections::VecDeque::new();
    let mut blanks_before = 0;
    loop {
        batch.clear();
        match rows.next(path, &mut batch)? {
            Step::Blank => blanks_before += 1,
            Step::End => break,
            Step::Row => {
                let cells = batch.row(0).cells().map(str::to_owned).collect();
                let record = Record { cells, blanks_before, broken: false };
                blanks_before = 0;
                if head.len() < HEAD_RECORDS {
                    head.push(record);
                } else {
                    if tail.len() == TAIL_RECORDS {
                        tail.pop_front();
                    }
                    tail.push_back(record);
                }
            }
        }
    }
    let mut used: Vec<usize> = head.iter().map(Record::used).collect();
    used.sort_unstable();
    let width = used.get(used.len().saturating_sub(1 + used.len() / 20)).copied().unwrap_or(0);
    Ok(SheetSample { head, tail: tail.into(), width })
}
