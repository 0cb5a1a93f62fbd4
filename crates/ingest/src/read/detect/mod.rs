//! How a file is laid out.

mod charset;
mod comments;
mod dialect;
mod footer;
mod grid;
mod header;
mod kinds;
mod sample;
mod sheet_scan;
mod structure;
mod words;

use std::{ops::ControlFlow, path::Path};

use self::{charset::Charset, grid::records, structure::Structure};
pub(super) use self::{sample::Sample, sheet_scan::scan as scan_sheet};
use super::{
    Encoding, Format, Layout, LayoutOverrides, MAX_COLUMNS, ReadError, SheetKind, SheetProblem, foreign, sheet,
    text::{Dialect, TextSource},
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
    match look(path)? {
        Looked::Sheet(kind) => sheet_scan::scan(path, kind, overrides, &mut |_| ControlFlow::Continue(()), &mut |_| {})
            .map(|scan| scan.layout),
        Looked::Text(sample) => detect_text(path, &sample, overrides),
    }
}

/// What a file is, by its first bytes.
pub(super) enum Looked {
    Text(Box<Sample>),
    Sheet(SheetKind),
}

/// Looks at parts of a file.
pub(super) fn look(path: &Path) -> Result<Looked, ReadError> {
    let sample = Sample::read(path)?;
    if sample.head.is_empty() {
        return Err(ReadError::Empty { file: path.to_path_buf() });
    }
    match sheet::kind_of(path, &sample.head) {
        Some(SheetKind::Xls) if sample.parts().any(sheet::is_encrypted) => {
            Err(ReadError::Sheet { file: path.to_path_buf(), sheet: String::new(), problem: SheetProblem::Password })
        }
        Some(kind) => Ok(Looked::Sheet(kind)),
        None => {
            foreign::refuse_bytes(path, &sample.head)?;
            Ok(Looked::Text(Box::new(sample)))
        }
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

pub(super) fn detect_text(path: &Path, sample: &Sample, overrides: &LayoutOverrides) -> Result<Layout, ReadError> {
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
    let tail = sample.tail.as_deref().filter(|_| foreign::may_be_foreign(&head));
    let tail = tail.map(|tail| decode(tail, charset.encoding)).transpose().map_err(fail)?;
    foreign::refuse_text(path, &head, tail.as_deref())?;
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
    let (structure, comment) =
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
            comment,
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

/// The parts of a text and what its comments begin with, or none when there is not one record.
fn text_structure(
    head: &str,
    sample: &Sample,
    encoding: Encoding,
    dialect: &Dialect,
    is_declared: bool,
    overrides: &LayoutOverrides,
) -> std::io::Result<Option<(Structure, Option<String>)>> {
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
    let comment = match overrides.comment.as_deref() {
        Some("") => None,
        Some(mark) => Some(mark.to_owned()),
        None => comments::find(head, tail.as_deref(), structure, &dialect.delimiter).map(str::to_owned),
    };
    structure.preamble_rows += u32::from(is_declared);
    Ok(Some((structure, comment)))
}

fn decode(bytes: &[u8], encoding: Encoding) -> std::io::Result<String> {
    let mut source = TextSource::new(bytes, encoding)?;
    while !source.at_end() {
        source.fill()?;
    }
    Ok(source.rest().to_owned())
}
