//! Records that are the same: making them one, and taking that back.

mod merge;

use sales_core::fields::{Entity, FieldId};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::records::RecordLink;

/// Records that are to become one.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct MergeRecords {
    /// What they are.
    pub entity: Entity,
    /// Their identities, two at least.
    pub ids: Vec<String>,
    /// Values that a person chose, where the rules would choose others.
    #[serde(default)]
    pub choices: Vec<FieldChoice>,
}

/// The value of a field that a person chose.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
pub struct FieldChoice {
    /// The field.
    pub field: FieldId,
    /// The record whose value stays.
    pub from: String,
}

/// What came of a merge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct MergeView {
    /// Its identity: the change of the history, which takes it back.
    pub merge: String,
    /// The record that goes on.
    pub survivor: RecordLink,
    /// Addresses and numbers that found no free field. The merge keeps them: to take it back brings them
    /// back.
    pub left_over: Vec<String>,
}
