//! What a list shows and in which order.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{fields::FieldId, filter::Filter};

/// A sort key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SortKey {
    /// The field.
    pub field: FieldId,
    /// Largest first. Records without a value come last either way.
    pub descending: bool,
}

/// Which records are meant by the archive switch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Those in use.
    #[default]
    Active,
    /// Those put away.
    Archived,
}

/// A question to a list: what to show, in which order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ListQuery {
    /// Active or archived records.
    pub scope: Scope,
    /// The condition.
    pub filter: Filter,
    /// Words that must all occur in the searched fields, as beginnings or parts of words, without
    /// case and accents; empty for no search.
    pub search: String,
    /// The order; records that tie, and all when this is empty, stand newest first.
    pub sort: Vec<SortKey>,
}

impl Default for ListQuery {
    fn default() -> Self {
        Self { scope: Scope::Active, filter: Filter::all(), search: String::new(), sort: Vec::new() }
    }
}
