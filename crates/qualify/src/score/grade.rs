//! Grades.

use serde::{Deserialize, Serialize};

/// A grade, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Grade {
    /// From 75.
    A,
    /// From 60.
    B,
    /// From 40.
    C,
    /// Below.
    D,
    /// Excluded.
    X,
}

impl Grade {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::A, Self::B, Self::C, Self::D, Self::X];

    /// The grade of a score that nothing excludes.
    #[must_use]
    pub const fn of(total: u8) -> Self {
        match total {
            75.. => Self::A,
            60.. => Self::B,
            40.. => Self::C,
            _ => Self::D,
        }
    }

    /// The least score that has it.
    #[must_use]
    pub const fn from(self) -> u8 {
        match self {
            Self::A => 75,
            Self::B => 60,
            Self::C => 40,
            Self::D | Self::X => 0,
        }
    }

    /// The highest score that has it.
    #[must_use]
    pub const fn most(self) -> u8 {
        match self {
            Self::A => 100,
            Self::B => Self::A.from() - 1,
            Self::C => Self::B.from() - 1,
            Self::D => Self::C.from() - 1,
            Self::X => super::EXCLUDED_AT_MOST,
        }
    }

    /// The letter, with a question mark when too little is known.
    #[must_use]
    pub const fn told(self, is_uncertain: bool) -> &'static str {
        match (self, is_uncertain) {
            (Self::A, true) => "A?",
            (Self::B, true) => "B?",
            (Self::C, true) => "C?",
            (Self::D, true) => "D?",
            (certain, _) => certain.as_str(),
        }
    }

    /// The letter.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
            Self::X => "X",
        }
    }
}
