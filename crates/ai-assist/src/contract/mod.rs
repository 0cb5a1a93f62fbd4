//! What a model may answer, and what of it is believed. Pure: no network, the day an argument.

mod answer;
mod find;
mod validate;

pub use answer::{AnswerError, Claims, RawSignal, RawSpan, read, schema};
pub use validate::{Proposal, Reading, Refusal, Refused, validate};

use sales_core::signal::SignalCode;
use sales_qualify::catalogue;

/// The signals that a model may find in a text. What fields of records, links and mail servers tell is not among
/// them, nor what counts words.
pub fn readable() -> impl Iterator<Item = SignalCode> {
    use SignalCode as S;
    let told_elsewhere =
        [S::RevenueBand, S::TitleSeniority, S::FunctionMatch, S::PageKeywords, S::EmailClickHuman, S::EmailOpen];
    let codes = SignalCode::ALL.iter().copied();
    codes.filter(move |code| !told_elsewhere.contains(code) && !catalogue::entry(*code).weights.is_empty())
}
