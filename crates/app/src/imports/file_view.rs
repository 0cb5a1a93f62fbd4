//! What a file looks like.

use std::collections::BTreeMap;

use sales_core::time::UtcMillis;
use serde::Serialize;
use specta::Type;

use super::FileNotice;

/// What a file looks like.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct FileView {
    /// Where it is.
    pub path: String,
    /// Its name without the folder.
    pub file_name: String,
    /// Its size in bytes.
    #[specta(type = specta_typescript::Number)]
    pub bytes: u64,
    /// How it is read.
    pub layout: LayoutView,
    /// Data rows.
    #[specta(type = specta_typescript::Number)]
    pub rows: u64,
    /// Its columns and what they seem to mean.
    pub columns: Vec<ColumnView>,
    /// The first lines as cells, what stands before the header included.
    pub preview: Vec<Vec<String>>,
    /// When a file with these headers was last imported; its mapping was taken over.
    pub remembered_at: Option<UtcMillis>,
    /// Rows that are not as the others.
    pub problems: Vec<RowNote>,
    /// What is to be known of the file as a whole.
    pub notices: Vec<FileNotice>,
}

/// How a file is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct LayoutView {
    /// `csv`, `xlsx`, `xls` or `ods`.
    pub format: String,
    /// Encoding; none for spreadsheets.
    pub encoding: Option<String>,
    /// Separator of cells; none for spreadsheets.
    pub delimiter: Option<String>,
    /// Quote around cells; none for spreadsheets and files without quotes.
    pub quote: Option<String>,
    /// What lines of comment begin with; none in files without such lines.
    pub comment: Option<String>,
    /// The sheet that is read; none for text files.
    pub sheet: Option<String>,
    /// The sheets of a spreadsheet.
    pub sheets: Vec<String>,
    /// Lines before the header.
    pub preamble_rows: u32,
    /// Lines of the header.
    pub header_rows: u32,
    /// Lines after the last row.
    pub footer_rows: u32,
}

/// A column of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct ColumnView {
    /// Its header.
    pub header: String,
    /// Some values, as found.
    pub samples: Vec<String>,
    /// The part of rows that have a value, 0 to 1.
    #[specta(type = specta_typescript::Number)]
    pub fill: f64,
    /// Where it goes: a field id, `custom:<name>` or `ignore`.
    pub target: String,
    /// How certain that is, 0 to 1.
    #[specta(type = specta_typescript::Number)]
    pub confidence: f64,
    /// `sure`, `likely`, `new` or `ignored`.
    pub certainty: String,
}

/// Something about one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct RowNote {
    /// The data row, 1-based.
    #[specta(type = specta_typescript::Number)]
    pub row: u64,
    /// The line of the file, 1-based.
    #[specta(type = specta_typescript::Number)]
    pub line: u64,
    /// Key of the sentence: `import.notes.<code>`.
    pub code: String,
    /// Arguments of the sentence.
    pub args: BTreeMap<String, String>,
}
