//! What a person is told of a file as a whole.

use std::{collections::BTreeMap, path::Path};

use sales_ingest::{
    mapping::{self, ColumnView, Guess, MOST_NEW_FIELDS, Reason, Target},
    read::{Format, before_garbling},
};
use serde::Serialize;
use specta::Type;

use super::{ImportPlan, inspect::Beginning};
use crate::{app::App, error::AppError};

/// Characters shown of a garbled value.
const GARBLED_CHARS: usize = 60;

/// Something about a file as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct FileNotice {
    /// Key of the sentence: `import.notices.<code>`.
    pub code: String,
    /// Arguments of the sentence.
    pub args: BTreeMap<String, String>,
}

impl App {
    /// What a person should know of a file that is imported as planned.
    pub fn import_notices(&self, plan: &ImportPlan) -> Result<Vec<FileNotice>, AppError> {
        let path = Path::new(&plan.path);
        let known = self.known_file(path, &plan.layout)?;
        let mut notices = of_file(path, &known.layout.format);
        notices.extend(self.remembered_left_out(plan, &known.headers)?);
        let has_many = plan.mapping.len() > MOST_NEW_FIELDS;
        // To open a workbook once more takes long, and who looked at it was told.
        if !has_many && matches!(known.layout.format, Format::Sheet { .. }) {
            return Ok(notices);
        }
        let beginning = Beginning::read(path, known)?;
        notices.extend(garbled(&beginning.columns()));
        if has_many {
            let guesses = mapping::guess(&beginning.columns());
            let ignored = plan.mapping.iter().map(|target| target == Target::Ignore.as_str());
            notices.extend(left_out(&guesses, ignored));
        }
        Ok(notices)
    }
}

/// What the format of a file says: that its name says another, that other sheets are not read.
pub(super) fn of_file(path: &Path, format: &Format) -> Vec<FileNotice> {
    of_name(path, format).into_iter().chain(other_sheets(format)).collect()
}

fn other_sheets(format: &Format) -> Option<FileNotice> {
    let Format::Sheet { sheet, sheets, .. } = format else { return None };
    let others: Vec<&str> = sheets.iter().filter(|other| *other != sheet).map(String::as_str).collect();
    if others.is_empty() {
        return None;
    }
    let args = [("sheet".to_owned(), sheet.clone()), ("sheets".to_owned(), others.join(", "))];
    Some(FileNotice { code: "other_sheets".to_owned(), args: args.into() })
}

/// Columns that are left out because they were the last time.
pub(super) fn remembered_left_out<'h>(columns: impl Iterator<Item = (&'h str, bool)>) -> Option<FileNotice> {
    let columns: Vec<&str> = columns.filter(|(_, left)| *left).map(|(header, _)| header.trim()).collect();
    if columns.is_empty() {
        return None;
    }
    let args = [("columns".to_owned(), columns.join(", "))];
    Some(FileNotice { code: "remembered_left_out".to_owned(), args: args.into() })
}

fn of_name(path: &Path, format: &Format) -> Option<FileNotice> {
    let extension = format.belied_by(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut args = BTreeMap::from([("file".to_owned(), name), ("extension".to_owned(), extension)]);
    let code = match format {
        Format::Delimited { .. } => "named_workbook_is_text",
        Format::Sheet { workbook, .. } => {
            args.insert("format".to_owned(), workbook.extension().to_uppercase());
            "named_otherwise_is_workbook"
        }
    };
    Some(FileNotice { code: code.to_owned(), args })
}

/// That values were read in the wrong encoding before they came into the file: one of them, what it seems to
/// have been. They stay as they are.
pub(super) fn garbled(columns: &[ColumnView<'_>]) -> Option<FileNotice> {
    let found = columns.iter().find_map(|column| {
        let texts = std::iter::once(column.header).chain(column.samples.iter().map(String::as_str));
        texts.filter_map(|text| Some((text, before_garbling(text)?))).next()
    });
    let (value, meant) = found?;
    let args = [("value", value), ("meant", meant.as_str())];
    let args = args.map(|(name, text)| (name.to_owned(), text.chars().take(GARBLED_CHARS).collect())).into();
    Some(FileNotice { code: "garbled_before".to_owned(), args })
}

/// Columns that would have been too many new fields, and that nobody gave a field.
pub(super) fn left_out(guesses: &[Guess], ignored: impl Iterator<Item = bool>) -> Vec<FileNotice> {
    let columns = guesses.iter().zip(ignored).filter(|(guess, ignored)| *ignored && guess.reason == Reason::TooMany);
    let columns = columns.count();
    if columns == 0 {
        return Vec::new();
    }
    let args = [("columns", columns), ("limit", MOST_NEW_FIELDS)];
    let args = args.map(|(name, value)| (name.to_owned(), value.to_string())).into();
    vec![FileNotice { code: "columns_left_out".to_owned(), args }]
}
