//! What an import would do, and why.

use std::collections::BTreeMap;

use sales_core::import::{NearCounts, RowCounts, RowOutcome};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::FileNotice;

/// What an import would do, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct CheckView {
    /// Rows by outcome.
    pub counts: RowCounts,
    /// Companies that would be made.
    pub new_companies: u32,
    /// Rows that match, by what they match on.
    pub matches: MatchCounts,
    /// New prospects that are likely the same as others though no row matches them; none when they are not
    /// looked for, or too many to tell beforehand.
    #[specta(optional)]
    pub near: Option<NearCounts>,
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ValueIssue {
    /// Key of the sentence: `import.issues.<code>`.
    pub code: String,
    /// The column, 0-based; none when it is about whole rows.
    pub column: Option<u32>,
    /// The field that the column goes to.
    pub field: Option<String>,
    /// Rows with it.
    pub rows: u32,
    /// Different values with it, most frequent first: at most 100 in a check, the first 20 of an import.
    pub values: Vec<IssueValue>,
}

/// A value with something wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
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
