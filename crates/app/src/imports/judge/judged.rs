//! What a row is found to be.

use sales_core::import::{OnMatch, RowOutcome};

use super::Reason;

/// What a row is found to be.
#[derive(Debug)]
pub(crate) struct Judged {
    pub outcome: RowOutcome,
    /// Why, when the row did not simply become a new prospect.
    pub reason: Option<Reason>,
    /// The prospect: the new one, or the one that it is about.
    pub prospect: Option<u32>,
    /// Its company.
    pub company: Option<u32>,
    /// Whether the prospect was there before the import.
    pub is_known: bool,
    /// Whether the row made its company.
    pub new_company: bool,
    /// How the row joins the prospect: the first row about somebody does as the policy says, later ones
    /// complete.
    pub on_prospect: OnMatch,
    /// The same of the company.
    pub on_company: OnMatch,
}

impl Judged {
    /// A row that is about nobody yet.
    pub const fn nobody(outcome: RowOutcome, reason: Option<Reason>) -> Self {
        Self {
            outcome,
            reason,
            prospect: None,
            company: None,
            is_known: false,
            new_company: false,
            on_prospect: OnMatch::Fill,
            on_company: OnMatch::Fill,
        }
    }
}

/// The company of a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct ItsCompany {
    pub row: Option<u32>,
    pub is_new: bool,
    pub on_match: OnMatch,
    /// Whether it keeps its name although the row calls it otherwise.
    pub keeps_name: bool,
}

impl ItsCompany {
    /// None.
    pub const NONE: Self = Self { row: None, is_new: false, on_match: OnMatch::Fill, keeps_name: false };

    /// The judgement with this company.
    pub fn of(self, judged: Judged) -> Judged {
        Judged { company: self.row, new_company: self.is_new, on_company: self.on_match, ..judged }
    }
}

/// Row numbers for the prospects and companies of a chunk.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewRows {
    pub prospects: u32,
    pub companies: u32,
}
