//! Which records a list shows. The window builds a [`Filter`] from chips; the command line writes
//! the same as text (`--where`), see [`parse`].

pub mod parse;
mod write;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::fields::FieldId;

/// A condition on a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Filter {
    /// All of these hold; an empty list always holds.
    And {
        /// The conditions.
        of: Vec<Filter>,
    },
    /// One of these holds; an empty list never holds.
    Or {
        /// The conditions.
        of: Vec<Filter>,
    },
    /// The condition does not hold.
    Not {
        /// The condition.
        of: Box<Filter>,
    },
    /// A comparison of one field.
    Test {
        /// The field.
        field: FieldId,
        /// The comparison.
        op: Op,
        /// What it is compared with; any one of them is enough.
        values: Vec<String>,
    },
}

impl Filter {
    /// The filter that every record passes.
    #[must_use]
    pub const fn all() -> Self {
        Self::And { of: Vec::new() }
    }
}

/// How a field is compared. Text is compared in its folded form: without case and accents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// Equal.
    Is,
    /// Contains the text.
    Contains,
    /// Begins with the text.
    StartsWith,
    /// Has no value.
    Empty,
    /// At least: numbers as numbers, dates as dates, else in the order of the sort.
    AtLeast,
    /// At most.
    AtMost,
}

#[cfg(test)]
mod tests;
