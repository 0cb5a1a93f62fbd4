//! What an import does and what came of it.

use std::ops::AddAssign;

use serde::{Deserialize, Serialize};
use specta::Type;

/// What happens to a row that matches a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum OnMatch {
    /// Write only fields that are empty.
    #[default]
    Fill,
    /// Write every field that the row has a value for.
    Update,
    /// Leave the record alone.
    Skip,
    /// Make a new record all the same.
    Create,
}

/// What happens to records that are likely the same though no row matched them, once an import is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum OnNear {
    /// They are not looked for.
    Off,
    /// They are looked for, and a person decides.
    Review,
    /// The same where there are not too many records for a search that nobody asked for.
    #[default]
    ReviewUnasked,
    /// Those that may be merged without asking are merged as a part of the import.
    Merge,
}

impl OnNear {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Review => "review",
            Self::ReviewUnasked => "review_unasked",
            Self::Merge => "merge",
        }
    }
}

/// Records of an import that are likely the same as others. They are counted beside the outcomes of its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
pub struct NearCounts {
    /// Records that were merged without asking, those that go on left out.
    pub merged: u32,
    /// Clusters of prospects or companies with a record of the import that a person should look at; a check counts
    /// those of prospects.
    pub review: u32,
}

/// What came of a row. Every row has exactly one outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum RowOutcome {
    /// A new prospect.
    Created,
    /// Matched a prospect of the workspace and changed it.
    Updated,
    /// Matched an earlier row of the same file and was joined to its prospect.
    Merged,
    /// Matched in a way that a person has to decide on: nothing was written.
    Review,
    /// Nothing to write: empty, or matched a prospect that has it all, or the policy says so.
    Skipped,
    /// Could not be read as a prospect.
    Failed,
}

impl RowOutcome {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Merged => "merged",
            Self::Review => "review",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
        }
    }
}

/// Rows by outcome; they sum to the rows of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
pub struct RowCounts {
    /// New prospects.
    pub created: u32,
    /// Rows that changed a prospect of the workspace.
    pub updated: u32,
    /// Rows joined to an earlier row of the file.
    pub merged: u32,
    /// Rows that a person has to decide on.
    pub review: u32,
    /// Rows with nothing to write.
    pub skipped: u32,
    /// Rows that could not be read.
    pub failed: u32,
}

impl RowCounts {
    /// All rows.
    #[must_use]
    pub const fn rows(&self) -> u32 {
        self.created + self.updated + self.merged + self.review + self.skipped + self.failed
    }

    /// Counts one more row.
    pub const fn count(&mut self, outcome: RowOutcome) {
        *match outcome {
            RowOutcome::Created => &mut self.created,
            RowOutcome::Updated => &mut self.updated,
            RowOutcome::Merged => &mut self.merged,
            RowOutcome::Review => &mut self.review,
            RowOutcome::Skipped => &mut self.skipped,
            RowOutcome::Failed => &mut self.failed,
        } += 1;
    }
}

impl AddAssign for RowCounts {
    fn add_assign(&mut self, more: Self) {
        self.created += more.created;
        self.updated += more.updated;
        self.merged += more.merged;
        self.review += more.review;
        self.skipped += more.skipped;
        self.failed += more.failed;
    }
}
