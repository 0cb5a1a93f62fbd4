//! Texts as rules read them: folded, without markup and quoted history, cut into sentences, with the amounts and
//! dates that stand in them.

pub mod amounts;
pub mod dates;
pub mod fold;
pub mod history;
pub mod language;
pub mod markup;
pub mod numbers;
pub mod sentences;
