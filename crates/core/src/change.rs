//! What a write changed: the record that undo and refresh share.

use serde::{Deserialize, Serialize};
use specta::Type;

/// What kind of thing changed; each read declares which kinds it is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Prospects.
    Prospects,
    /// Companies.
    Companies,
    /// Tags and what they are on.
    Tags,
    /// Saved views.
    Views,
    /// Imports.
    Imports,
    /// Likely duplicates.
    Duplicates,
    /// Custom fields.
    CustomFields,
    /// Offers and ideal customers.
    Descriptions,
    /// Signals.
    Signals,
    /// What came of prospects.
    Outcomes,
    /// Scores.
    Scores,
    /// Settings of the workspace.
    Settings,
    /// Long-running work.
    Jobs,
    /// The history that undo walks.
    History,
}

/// Where a write came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A person, in the window or at the command line.
    User,
    /// An import.
    Import,
    /// Work in the background.
    Job,
    /// Another device of the team.
    Sync,
}
