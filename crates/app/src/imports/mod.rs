//! Imports: look at a file, say what its columns mean, check, run, take back.

use std::collections::BTreeMap;

use sales_core::{
    import::{OnMatch, RowCounts, RowOutcome},
    time::UtcMillis,
};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::records::{FieldValue, RecordLink};

mod check;
mod chunk;
mod clean;
mod decide;
mod engine;
mod expiry;
mod failures;
mod hold;
mod index;
mod inspect;
mod issues;
mod judge;
mod materialise;
mod notices;
mod print;
mod progress;
mod recall;
mod routes;
mod rows;
pub(crate) mod run;
pub(crate) mod running;
pub(crate) mod show;
mod writer;

pub use clean::{CleanView, clean_file};
pub use expiry::CELLS_KEPT_DAYS;
pub(crate) use inspect::LastFile;
pub use notices::FileNotice;
pub use run::OnProgress;
pub(crate) use run::close_interrupted;

/// How a file is read, as far as a person decides it; the rest is detected.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LayoutChoice {
    /// Encoding, by its name: `UTF-8`, `windows-1252`, …
    pub encoding: Option<String>,
    /// Separator of cells.
    pub delimiter: Option<String>,
    /// Quote around cells; empty for none.
    pub quote: Option<String>,
    /// What lines of comment begin with; empty for none.
    pub comment: Option<String>,
    /// Lines before the header.
    pub preamble_rows: Option<u32>,
    /// Lines of the header; 0 for a file without one.
    pub header_rows: Option<u32>,
    /// Lines after the last row.
    pub footer_rows: Option<u32>,
    /// The sheet of a spreadsheet.
    pub sheet: Option<String>,
}

/// Looks at a file.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct InspectFile {
    /// Where it is.
    pub path: String,
    /// What is not left to detection.
    pub layout: LayoutChoice,
}

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

/// A value corrected wherever it stands in a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Fix {
    /// The column, 0-based.
    pub column: u32,
    /// The value as found.
    pub from: String,
    /// The value to take instead; empty for none.
    pub to: String,
}

/// What an import is to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ImportPlan {
    /// Where the file is.
    pub path: String,
    /// How it is read, as the person left it.
    pub layout: LayoutChoice,
    /// Where each column goes: a field id, `custom:<name>` or `ignore`.
    pub mapping: Vec<String>,
    /// What happens to rows that match a record.
    pub on_match: OnMatch,
    /// Values corrected for all rows.
    pub fixes: Vec<Fix>,
}

/// What an import would do, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct CheckView {
    /// Rows by outcome.
    pub counts: RowCounts,
    /// Companies that would be made.
    pub new_companies: u32,
    /// Rows that match, by what they match on.
    pub matches: MatchCounts,
    /// What is to be known of the file as a whole.
    pub notices: Vec<FileNotice>,
    /// What is wrong with values, most frequent first.
    pub issues: Vec<ValueIssue>,
    /// The first rows that would not simply become new prospects, by outcome.
    pub rows: Vec<CheckedRow>,
}

/// Rows that match, by what they match on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Type)]
pub struct MatchCounts {
    /// By e-mail address.
    pub email: u32,
    /// By LinkedIn profile.
    pub linkedin: u32,
    /// By phone number.
    pub phone: u32,
    /// Of all these, rows that match an earlier row of the file.
    pub in_file: u32,
    /// Of all these, rows that match the workspace.
    pub in_workspace: u32,
}

/// The same thing wrong with the values of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct ValueIssue {
    /// Key of the sentence: `import.issues.<code>`.
    pub code: String,
    /// The column, 0-based; none when it is about whole rows.
    pub column: Option<u32>,
    /// The field that the column goes to.
    pub field: Option<String>,
    /// Rows with it.
    pub rows: u32,
    /// Different values with it, most frequent first, at most 100.
    pub values: Vec<IssueValue>,
}

/// A value with something wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct IssueValue {
    /// The value, as found.
    pub value: String,
    /// Rows with it.
    pub rows: u32,
    /// The first of them.
    #[specta(type = specta_typescript::Number)]
    pub first_row: u64,
}

/// A row and what would come of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct CheckedRow {
    /// The data row, 1-based.
    #[specta(type = specta_typescript::Number)]
    pub row: u64,
    /// What would come of it.
    pub outcome: RowOutcome,
    /// Key of the sentence that says why: `import.reasons.<code>`.
    pub reason: String,
    /// Arguments of the sentence.
    pub args: BTreeMap<String, String>,
    /// What the row is about: a name, an address.
    pub title: String,
}

/// How far a look at a file, a check or an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
pub struct ImportProgress {
    /// Rows done.
    #[specta(type = specta_typescript::Number)]
    pub rows: u64,
    /// Rows in all, as far as known.
    #[specta(type = specta_typescript::Number)]
    pub total: u64,
    /// Rows a second.
    #[specta(type = specta_typescript::Number)]
    pub rate: u64,
    /// What is being done.
    pub phase: ImportPhase,
}

/// What an import is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ImportPhase {
    /// Reading a file for the first time; the number of its rows is an estimate.
    Reading,
    /// Reading and comparing.
    Checking,
    /// Writing rows.
    Writing,
    /// Making the rows findable.
    Indexing,
    /// Taking rows back.
    RollingBack,
}

/// An import.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct ImportView {
    /// Its identity.
    pub id: String,
    /// `file` or `sample`.
    pub kind: String,
    /// The name of the file.
    pub file_name: String,
    /// What it is called in the field `import` of the prospects that it made.
    pub label: String,
    /// How far it is.
    pub status: ImportState,
    /// What happened to rows that match a record.
    pub on_match: OnMatch,
    /// Rows by outcome.
    pub counts: RowCounts,
    /// Rows in all.
    pub rows: u32,
    /// When it was started.
    pub started_at: UtcMillis,
    /// Working time.
    #[specta(type = specta_typescript::Number)]
    pub seconds: f64,
    /// Its change in the history, for undo.
    pub change: String,
    /// Whether what the file said was deleted, as it was kept long enough.
    pub cells_deleted: bool,
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// Rows are being written.
    Running,
    /// The program ended while rows were being written; it can go on.
    Interrupted,
    /// All rows are in.
    Done,
    /// Stopped; what was in stayed.
    Stopped,
    /// Taken back.
    Undone,
}

/// An import with the rows that did not simply become new prospects.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct ImportDetail {
    /// The import.
    pub import: ImportView,
    /// The headers of the file.
    pub headers: Vec<String>,
    /// Where each column went: a field id, `custom:<name>` or `ignore`.
    pub mapping: Vec<String>,
    /// The first 500 of these rows, and the first 500 that wait for a decision.
    pub rows: Vec<ImportedRow>,
}

/// A row of a file and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct ImportedRow {
    /// The data row, 1-based.
    #[specta(type = specta_typescript::Number)]
    pub row: u64,
    /// What came of it.
    pub outcome: RowOutcome,
    /// Key of the sentence that says why: `import.reasons.<code>`.
    pub reason: String,
    /// Arguments of the sentence.
    pub args: BTreeMap<String, String>,
    /// The prospect that it went to.
    pub prospect: Option<RecordLink>,
    /// The prospects that it leads to, the surer one first, when these are two and nobody has decided
    /// yet. One that is gone since is left out.
    pub candidates: Vec<MatchCandidate>,
    /// The change of the history with which a person decided about it.
    pub decision: Option<String>,
    /// The cells as found.
    pub cells: Vec<String>,
}

/// A prospect that a row leads to, beside another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct MatchCandidate {
    /// The prospect.
    pub prospect: RecordLink,
    /// What chooses it.
    pub choice: RowChoice,
    /// What it has in common with the row.
    pub by: MatchedBy,
    /// Its values in the fields that the file brings.
    pub values: Vec<FieldValue>,
}

/// What a row and a prospect have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum MatchedBy {
    /// An e-mail address.
    Email,
    /// A LinkedIn profile.
    Linkedin,
    /// A phone number, and no other name.
    Phone,
}

/// What a person decides about a row that leads to two prospects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum RowChoice {
    /// The row is about the surer of the two.
    First,
    /// The row is about the other one.
    Second,
    /// The row is about somebody else: a new prospect.
    New,
    /// Nothing of the row is written.
    Leave,
}

/// Decides about rows that lead to two prospects.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct DecideRows {
    /// The import.
    pub import: String,
    /// The data row, 1-based; all that wait for a decision when none is named.
    #[specta(type = Option<specta_typescript::Number>)]
    pub row: Option<u64>,
    /// What becomes of it.
    pub choice: RowChoice,
}

/// What became of rows that a person decided about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct RowsDecided {
    /// Rows decided.
    pub decided: u32,
    /// Rows that still wait: the prospect is gone, or the cells are.
    pub left: u32,
    /// The change in the history; none when nothing was decided.
    pub change: Option<String>,
}

/// How a running import is ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum StopImport {
    /// What is in stays.
    Keep,
    /// What is in goes.
    RollBack,
}
