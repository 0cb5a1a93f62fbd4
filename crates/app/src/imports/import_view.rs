//! An import and its rows.

use std::collections::BTreeMap;

use sales_core::{
    import::{NearCounts, OnMatch, OnNear, RowCounts, RowOutcome},
    time::UtcMillis,
};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{RowChoice, ValueIssue};
use crate::records::{FieldValue, RecordLink};

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
    /// What happened to records that are likely the same though no row matched them.
    pub on_near: OnNear,
    /// Records that are likely the same as others; none when they were not looked for.
    #[specta(optional)]
    pub near: Option<NearCounts>,
    /// Rows by outcome.
    pub counts: RowCounts,
    /// Rows in all.
    pub rows: u32,
    /// Values that are odd in some way, and were imported as they are.
    pub odd_values: u32,
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
    /// Rows are being written, or compared with others.
    Running,
    /// The program ended meanwhile; it can go on.
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
    /// What is odd about values, most frequent first.
    pub issues: Vec<ValueIssue>,
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
