//! What a column is and what is guessed about it.

use std::{fmt, str::FromStr};

use sales_core::fields::{FieldId, UnknownField};
use serde::{Deserialize, Serialize};
use specta::Type;

/// A column of a file, as the guess sees it.
#[derive(Debug, Clone, Copy)]
pub struct ColumnView<'a> {
    /// The header as found; empty when the file has none.
    pub header: &'a str,
    /// Some of its non-empty values, as found; about 200 are enough.
    pub samples: &'a [String],
    /// The share of rows that have a value, 0 to 1.
    pub fill: f64,
}

impl ColumnView<'_> {
    /// Whether no value is known of this column.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.samples.iter().all(|value| value.trim().is_empty())
    }
}

const IGNORE: &str = "ignore";

/// Where the values of a column go. As text: the field id, or `ignore`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(try_from = "String", into = "String")]
#[specta(type = String)]
pub enum Target {
    /// Into a standard or custom field.
    Field(FieldId),
    /// Nowhere.
    Ignore,
}

impl Target {
    /// The field id, or `ignore`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Field(id) => id.as_str(),
            Self::Ignore => IGNORE,
        }
    }

    /// The field; none when the column is ignored.
    #[must_use]
    pub const fn field(&self) -> Option<&FieldId> {
        match self {
            Self::Field(id) => Some(id),
            Self::Ignore => None,
        }
    }
}

impl FromStr for Target {
    type Err = UnknownField;

    /// Reads a field id, `custom:` with any name, or `ignore`.
    fn from_str(text: &str) -> Result<Self, UnknownField> {
        let text = text.trim();
        if text == IGNORE {
            return Ok(Self::Ignore);
        }
        match text.strip_prefix("custom:") {
            Some(name) if !name.trim().is_empty() => Ok(Self::Field(FieldId::custom(name))),
            _ => text.parse().map(Self::Field),
        }
    }
}

impl TryFrom<String> for Target {
    type Error = UnknownField;

    fn try_from(text: String) -> Result<Self, UnknownField> {
        text.parse()
    }
}

impl From<Target> for String {
    fn from(target: Target) -> Self {
        target.as_str().to_owned()
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How much a person needs to look at a guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// A standard field without doubt.
    Sure,
    /// A standard field, worth a glance.
    Likely,
    /// A custom field made from the header.
    New,
    /// Not imported.
    Ignored,
}

/// What a guess rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The words of the header.
    Header,
    /// The words of the header, read together with the other headers.
    HeaderAndNeighbours,
    /// The values.
    Values,
    /// A person's choice for this column or for a file with the same headers.
    Remembered,
    /// Neither header nor values say what it is.
    Unknown,
    /// The same, and enough new fields are made without it.
    TooMany,
}

/// What a column is taken for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Guess {
    /// Where its values go.
    pub target: Target,
    /// How sure the target is, 0 to 1.
    pub confidence: f64,
    /// The same in words.
    pub level: Certainty,
    /// What it rests on.
    pub reason: Reason,
}

/// From this confidence on a standard field is sure.
const SURE: f64 = 0.84;

impl Guess {
    /// A standard field that header or values speak for.
    #[must_use]
    pub fn standard(id: FieldId, confidence: f64, reason: Reason) -> Self {
        let level = if confidence >= SURE { Certainty::Sure } else { Certainty::Likely };
        Self { target: Target::Field(id), confidence, level, reason }
    }

    /// A custom field: the column says something that no standard field is for.
    #[must_use]
    pub const fn custom(id: FieldId) -> Self {
        Self { target: Target::Field(id), confidence: 0.5, level: Certainty::New, reason: Reason::Unknown }
    }

    /// Not imported.
    #[must_use]
    pub const fn ignored(reason: Reason) -> Self {
        Self { target: Target::Ignore, confidence: 0.5, level: Certainty::Ignored, reason }
    }

    /// What a person chose.
    #[must_use]
    pub fn remembered(target: Target) -> Self {
        let level = match &target {
            Target::Ignore => Certainty::Ignored,
            Target::Field(id) if id.custom_name().is_some() => Certainty::New,
            Target::Field(_) => Certainty::Sure,
        };
        Self { target, confidence: 1.0, level, reason: Reason::Remembered }
    }
}
