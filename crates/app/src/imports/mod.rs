//! Imports: look at a file, say what its columns mean, check, run, take back.

use sales_core::import::{OnMatch, OnNear};
use serde::{Deserialize, Serialize};
use specta::Type;

mod check;
mod check_view;
mod chunk;
mod clean;
mod crowd;
mod decide;
mod engine;
mod expiry;
mod failures;
mod file_view;
mod hold;
mod import_view;
mod index;
mod inspect;
mod issues;
mod judge;
mod materialise;
mod names;
mod near;
mod near_check;
mod notices;
mod outcomes;
mod print;
mod progress;
mod recall;
mod routes;
mod rows;
pub(crate) mod run;
pub(crate) mod running;
pub(crate) mod show;
mod writer;

pub use check_view::{CheckView, CheckedRow, IssueValue, MatchCounts, ValueIssue};
pub use clean::{CleanView, clean_file};
pub use expiry::CELLS_KEPT_DAYS;
pub use file_view::{ColumnView, FileView, LayoutView, RowNote};
pub use import_view::{ImportDetail, ImportState, ImportView, ImportedRow, MatchCandidate, MatchedBy};
pub(crate) use inspect::LastFile;
pub(crate) use issues::odd_value;
pub(crate) use materialise::tag_names;
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
    /// What happens to records that are likely the same though no row matched them.
    #[serde(default)]
    pub on_near: OnNear,
    /// Values corrected for all rows.
    pub fixes: Vec<Fix>,
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
    /// Looking for records that are likely the same.
    Comparing,
    /// Taking rows back.
    RollingBack,
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
