//! Why a row came out as it did.

use sales_ingest::{
    matching::{Found, KeyKind},
    read::{Encoding, RowProblem},
};
use serde_json::{Value, json};

use super::super::MatchedBy;

/// Why a row came out as it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// Found by a key.
    Matched(KeyKind),
    /// It has no key, and all of it came from an earlier import.
    SameRow,
    /// Keys lead to two prospects, the surer one first.
    TwoMatches([Found<u32>; 2]),
    /// The prospect has all of it.
    NothingNew,
    /// Known prospects are skipped.
    PolicySkip,
    /// The row has no value.
    EmptyRow,
    /// The row is a comment.
    Comment,
    /// The row is the header once more.
    HeaderAgain,
    /// Nothing tells who it is about.
    NoIdentity,
    /// The row names no person.
    CompanyOnly,
    /// The company of a new prospect's row is known by its website under another name, which stays.
    CompanyKeepsName,
    /// Another prospect has the e-mail address of a new one.
    SharedAddress,
    /// NUL bytes were taken out of a new prospect's row: how many, and the first column, from 0.
    NulBytes { count: u32, column: u32 },
    /// A quote of a new prospect's row is never closed.
    UnclosedQuote,
    /// A new prospect's row has bytes in another encoding than the file, read as Windows-1252.
    MixedEncoding,
    /// The row cannot be read.
    Unreadable(RowProblem),
}

impl Reason {
    /// What was mended in a row so seldom and so deeply that the row is worth a look.
    pub fn of_mended(problem: RowProblem) -> Option<Self> {
        match problem {
            RowProblem::NulBytes { count, column } => Some(Self::NulBytes { count, column }),
            RowProblem::UnclosedQuote => Some(Self::UnclosedQuote),
            RowProblem::UndecodableBytes { read_as: Some(encoding), .. } if encoding != Encoding::UTF_8 => {
                Some(Self::MixedEncoding)
            }
            _ => None,
        }
    }

    /// The code of the sentence.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Matched(KeyKind::LinkedIn) => "matched_linkedin",
            Self::Matched(KeyKind::Phone) => "matched_phone",
            Self::Matched(_) => "matched_email",
            Self::SameRow => "same_row",
            Self::TwoMatches(..) => "two_matches",
            Self::NothingNew => "nothing_new",
            Self::PolicySkip => "policy_skip",
            Self::EmptyRow => "empty_row",
            Self::Comment => "comment",
            Self::HeaderAgain => "header_again",
            Self::NoIdentity => "no_identity",
            Self::CompanyOnly => "company_only",
            Self::CompanyKeepsName => "company_keeps_name",
            Self::SharedAddress => "shared_address",
            Self::NulBytes { .. } => "nul_bytes",
            Self::UnclosedQuote => "unclosed_quote",
            Self::MixedEncoding => "mixed_encoding",
            Self::Unreadable(RowProblem::TooManyCells { .. }) => "too_many_cells",
            Self::Unreadable(RowProblem::CellTooLarge { .. }) => "cell_too_large",
            Self::Unreadable(_) => "undecodable",
        }
    }

    /// The code and the arguments of the sentence, and the rows of prospects it speaks of, as stored.
    pub fn to_json(self) -> Value {
        let args = match self {
            Self::Unreadable(RowProblem::TooManyCells { found, expected }) => {
                json!({"found": found, "expected": expected})
            }
            Self::Unreadable(RowProblem::CellTooLarge { column, bytes, limit }) => {
                json!({"column": column.saturating_add(1), "bytes": bytes, "limit": limit})
            }
            Self::Unreadable(RowProblem::UndecodableBytes { count, .. }) => json!({"count": count}),
            Self::NulBytes { count, column } => json!({"count": count, "column": column.saturating_add(1)}),
            _ => json!({}),
        };
        let mut stored = json!({"code": self.code(), "args": args});
        if let Self::TwoMatches(found) = self {
            stored["prospects"] = json!(found.map(|found| found.target));
            stored["by"] = json!(found.map(|found| matched_by(found.by)));
        }
        stored
    }
}

const fn matched_by(kind: KeyKind) -> MatchedBy {
    match kind {
        KeyKind::LinkedIn => MatchedBy::Linkedin,
        KeyKind::Phone => MatchedBy::Phone,
        _ => MatchedBy::Email,
    }
}
