//! What comes of prospects.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use specta::Type;

/// What may come of a prospect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeKind {
    /// A meeting took place.
    Meeting,
    /// There is an opportunity.
    Opportunity,
    /// It was won.
    Won,
    /// It came to nothing.
    Lost,
}

/// A text that names no outcome.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no outcome is called {0:?}")]
pub struct UnknownOutcome(pub String);

impl OutcomeKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Meeting, Self::Opportunity, Self::Won, Self::Lost];

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Meeting => "meeting",
            Self::Opportunity => "opportunity",
            Self::Won => "won",
            Self::Lost => "lost",
        }
    }

    /// Whether it is what the score foretells.
    #[must_use]
    pub const fn came_true(self) -> bool {
        !matches!(self, Self::Lost)
    }
}

impl fmt::Display for OutcomeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for OutcomeKind {
    type Err = UnknownOutcome;

    fn from_str(text: &str) -> Result<Self, UnknownOutcome> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or_else(|| UnknownOutcome(text.to_owned()))
    }
}
