//! Signals in a text, found by rules.
//!
//! The text is folded, parts that its writer did not write are left out, and it is cut into sentences. One pass finds
//! the sentences that may hold a rule; only there its pattern is tried, and what stands around a match (negation,
//! condition, question, another firm's name) decides whether it holds. All patterns take time that grows with the
//! length of the text alone.

mod company;
mod confirm;
mod context;
mod kinds;
mod offer;
mod pattern;
mod reading;
mod rules;
mod settle;

use std::ops::Range;

use sales_core::signal::SignalCode;
use time::Date;

use self::reading::Reading;
use crate::text::{
    amounts::Amount,
    fold::Folded,
    language::{self, Language},
};

pub use confirm::{Claim, Standing, confirm};
pub use kinds::TextKind;
pub use offer::OfferWords;

/// No more of a text is looked at, in bytes.
pub const MOST_BYTES: usize = 1_000_000;
/// The longest quote, in characters.
pub const LONGEST_QUOTE: usize = 300;

/// What a text is read with.
#[derive(Debug, Clone)]
pub struct ExtractContext {
    /// The day that «next month» is said on.
    pub today: Date,
    /// The language; none to tell it by the words.
    pub language: Option<Language>,
    /// Whether `12/05` is 12 May in an English text; in a French one it always is.
    pub day_first: bool,
    /// What the text is; none when that is not known.
    pub kind: Option<TextKind>,
    /// The company that it is read for; news of others is left out.
    pub company: Option<String>,
    /// What is sold, and to whom.
    pub offer: OfferWords,
}

impl ExtractContext {
    /// A context with nothing but a day.
    #[must_use]
    pub fn on(today: Date) -> Self {
        Self { today, language: None, day_first: false, kind: None, company: None, offer: OfferWords::default() }
    }
}

/// A signal that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extracted {
    /// What it says.
    pub code: SignalCode,
    /// How strongly, 0 to 100.
    pub strength_percent: u8,
    /// The place of the quote in the text, in characters (Unicode code points).
    pub chars: Range<usize>,
    /// The quote, as it stands there.
    pub quote: String,
    /// The amount that was named.
    pub amount: Option<Amount>,
    /// The day that was named, or the last day of the period.
    pub date: Option<Date>,
}

/// What is to be known of a text as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// Only the first million bytes were looked at.
    Truncated,
    /// The text is neither French nor English.
    LanguageUnknown,
    /// There are no words in it.
    Empty,
}

/// What was found in a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Extraction {
    /// The signals in the order of the catalogue.
    pub signals: Vec<Extracted>,
    /// What is to be known.
    pub notices: Vec<Notice>,
}

/// A match that holds: a signal before it is quoted.
#[derive(Debug, Clone)]
struct Hit {
    code: SignalCode,
    strength_percent: u8,
    /// The sentence, in bytes of the folded text.
    sentence: Range<usize>,
    /// The clause of it.
    clause: Range<usize>,
    /// The match within the folded text.
    place: Range<usize>,
    amount: Option<Amount>,
    date: Option<Date>,
}

/// Finds the signals of a text.
#[must_use]
pub fn extract(text: &str, context: &ExtractContext) -> Extraction {
    let mut notices = Vec::new();
    let end = (0..=text.len().min(MOST_BYTES)).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
    if end < text.len() {
        notices.push(Notice::Truncated);
    }
    let text = &text[..end];
    let folded = Folded::new(text);
    if !folded.text.contains(char::is_alphanumeric) {
        notices.push(Notice::Empty);
        return Extraction { signals: Vec::new(), notices };
    }
    let said = context.language.filter(|_| !language::is_another(&folded.text));
    let Some(language) = said.or_else(|| language::detect(&folded.text)) else {
        notices.push(Notice::LanguageUnknown);
        return Extraction { signals: Vec::new(), notices };
    };
    let reading = Reading::new(text, &folded, language, context);
    let hits = settle::settle(reading.hits(), reading.facts());
    Extraction { signals: quoted(hits, text, &folded), notices }
}

/// Turns hits into signals, with their places counted in characters.
fn quoted(hits: Vec<Hit>, text: &str, folded: &Folded) -> Vec<Extracted> {
    let mut ranges: Vec<Range<usize>> = hits.iter().map(|hit| quote(hit, text, folded)).collect();
    let mut order: Vec<usize> = ranges.iter().flat_map(|range| [range.start, range.end]).collect();
    order.sort_unstable();
    order.dedup();
    let mut counted = Vec::with_capacity(order.len());
    let (mut bytes, mut chars) = (0, 0);
    for at in order {
        chars += text[bytes..at].chars().count();
        bytes = at;
        counted.push((at, chars));
    }
    let chars_at = |byte: usize| counted.iter().find(|(at, _)| *at == byte).map_or(0, |(_, chars)| *chars);
    let signals = hits.into_iter().zip(ranges.drain(..)).map(|(hit, range)| Extracted {
        code: hit.code,
        strength_percent: hit.strength_percent,
        chars: chars_at(range.start)..chars_at(range.end),
        quote: text[range].to_owned(),
        amount: hit.amount,
        date: hit.date,
    });
    signals.collect()
}

/// The bytes of the original that are quoted for a hit: its sentence, or what of a long one stands around the match.
fn quote(hit: &Hit, text: &str, folded: &Folded) -> Range<usize> {
    let whole = folded.original(hit.sentence.clone(), text);
    if text[whole.clone()].chars().count() <= LONGEST_QUOTE {
        return whole;
    }
    let place = folded.original(hit.place.clone(), text);
    let length = text[place.clone()].chars().count();
    let spare = LONGEST_QUOTE.saturating_sub(length) / 2;
    let start = text[whole.start..place.start].char_indices().rev().take(spare).last().map_or(0, |(at, _)| at);
    let mut start = whole.start + start;
    if start > whole.start {
        start += text[start..place.start].find(' ').map_or(0, |blank| blank + 1);
    }
    let room = LONGEST_QUOTE - text[start..place.start].chars().count();
    let mut end = text[start..whole.end].len() + start;
    if let Some((at, _)) = text[place.start..whole.end].char_indices().nth(room) {
        end = place.start + at;
        if end > place.end {
            end = place.end + text[place.end..end].rfind(' ').unwrap_or(0);
        }
    }
    start..end
}
