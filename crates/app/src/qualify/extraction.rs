//! Signals of texts by rules alone, without a workspace.

use std::ops::ControlFlow;

use sales_core::time::{UtcDay, UtcMillis};
use sales_qualify::{
    catalogue,
    extract::{self, ExtractContext, Extraction, Notice, OfferWords, TextKind},
    icp::Icp,
    offer::Offer,
    text::{amounts::Amount, language::Language},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use time::Date;

use super::{descriptions, documents::of_bytes};
use crate::error::{AppError, ErrorCode};

/// The longest line of requests that is read, in bytes.
pub const LONGEST_LINE: usize = 64 << 20;
/// Bytes of a text that are worth reading: the rules look at no more.
pub const WORTH_READING: usize = extract::MOST_BYTES + 4;

/// What texts are read with.
#[derive(Debug, Clone, Default)]
pub struct ReaderOptions<'o> {
    /// What the texts are; `None` when that is not known.
    pub kind: Option<&'o str>,
    /// Their language; `None` to tell it by the words.
    pub language: Option<&'o str>,
    /// The company that they are read for.
    pub company: Option<&'o str>,
    /// The day on which «next month» is said, as `2026-11-23`.
    pub today: Option<&'o str>,
    /// An offer as JSON.
    pub offer: Option<&'o str>,
    /// An ideal customer as JSON.
    pub icp: Option<&'o str>,
}

/// Reads signals out of texts.
#[derive(Debug, Clone)]
pub struct SignalReader {
    context: ExtractContext,
    is_kind_unknown: bool,
}

/// A signal of a text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FoundSignalView {
    /// The code of the catalogue.
    pub code: &'static str,
    /// The first of its dimensions; none when it changes no score.
    pub dim: Option<&'static str>,
    /// 1 for, -1 against.
    pub polarity: i8,
    /// 0 to 1.
    pub strength: f64,
    /// The words of the text, exactly.
    pub quote: String,
    /// Where they begin, in code points of the text.
    pub start: usize,
    /// Where they end.
    pub end: usize,
    /// The money that is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<AmountView>,
    /// The day that is named; of a period, its last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
}

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AmountView {
    /// In units of the currency.
    pub value: Value,
    /// ISO 4217, where the text has one.
    pub currency: Option<&'static str>,
}

/// What was found in a text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FoundView {
    /// The signals in the order of the catalogue.
    pub signals: Vec<FoundSignalView>,
    /// What is to be known of the text: `truncated`, `language_unknown`, `empty`, `kind_unknown`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<&'static str>,
}

/// The answer to a line of requests.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LineView {
    /// The identity of the request as it stood there.
    pub id: Value,
    /// What was found, or why nothing was looked for.
    #[serde(flatten)]
    pub answer: Answer,
}

/// What a line is answered with.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Answer {
    /// What was found.
    Found(FoundView),
    /// Why the line could not be read.
    Refused {
        /// The reason.
        error: Refusal,
    },
}

/// Why a line of requests could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// `line_not_json`, `line_too_long`, `text_missing` or `day_malformed`.
    pub code: &'static str,
}

/// The fields of a request; others are left alone.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Request {
    id: Value,
    lang: Value,
    kind: Value,
    today: Value,
    subject_company: Value,
    text: Value,
}

impl SignalReader {
    /// A reader for texts; without a day it is that of `now`.
    ///
    /// # Errors
    /// When the day is none, or an offer or ideal customer cannot be read.
    pub fn new(options: &ReaderOptions<'_>, now: UtcMillis) -> Result<Self, AppError> {
        let today = match options.today {
            Some(text) => {
                day(text).ok_or_else(|| AppError::new(ErrorCode::DayMalformed).with("day", text).at_field("today"))?
            }
            None => day(&UtcDay::of(now).to_string()).unwrap_or(Date::MIN),
        };
        let mut context = ExtractContext::on(today);
        if let Some(json) = options.offer {
            context.offer = OfferWords::new(&descriptions::read::<Offer>(json)?);
        }
        if let Some(json) = options.icp {
            context.offer.add_technologies(&descriptions::read::<Icp>(json)?.technologies);
        }
        context.company = options.company.map(str::to_owned);
        let mut reader = Self { context, is_kind_unknown: false };
        reader.set_kind(options.kind);
        reader.set_language(options.language);
        Ok(reader)
    }

    /// The signals of the bytes of a file, which has a name or none.
    ///
    /// # Errors
    /// When there is no text in it.
    pub fn read(&self, bytes: &[u8], name: &str) -> Result<FoundView, AppError> {
        Ok(self.found(&of_bytes(bytes, name, &mut || ControlFlow::Continue(()))?.text))
    }

    /// The answer to a line of requests.
    #[must_use]
    pub fn line(&self, line: &[u8]) -> LineView {
        if line.len() > LONGEST_LINE {
            return refused(Value::Null, "line_too_long");
        }
        let Ok(Value::Object(fields)) = serde_json::from_slice(line) else {
            return refused(Value::Null, "line_not_json");
        };
        let request = of_fields::<Request>(fields);
        let Value::String(text) = &request.text else { return refused(request.id, "text_missing") };
        let mut reader = self.clone();
        if let Some(kind) = request.kind.as_str() {
            reader.set_kind(Some(kind));
        }
        if let Some(tag) = request.lang.as_str() {
            reader.set_language(Some(tag));
        }
        if let Some(company) = request.subject_company.as_str() {
            reader.context.company = Some(company.to_owned());
        }
        match &request.today {
            Value::Null => {}
            Value::String(text) if day(text).is_some() => reader.context.today = day(text).unwrap_or(Date::MIN),
            _ => return refused(request.id, "day_malformed"),
        }
        LineView { answer: Answer::Found(reader.found(text)), id: request.id }
    }

    fn set_kind(&mut self, name: Option<&str>) {
        self.context.kind = name.and_then(TextKind::from_name);
        self.is_kind_unknown = name.is_some_and(|name| !name.is_empty()) && self.context.kind.is_none();
    }

    fn set_language(&mut self, tag: Option<&str>) {
        let Some(tag) = tag.filter(|tag| !tag.is_empty()) else { return };
        self.context.language = Language::from_tag(tag);
        self.context.day_first = tag.eq_ignore_ascii_case("en-GB");
    }

    fn found(&self, text: &str) -> FoundView {
        let Extraction { signals, notices } = extract::extract(text, &self.context);
        let mut told: Vec<&'static str> = notices.iter().map(|notice| notice_name(*notice)).collect();
        told.extend(self.is_kind_unknown.then_some("kind_unknown"));
        let signals = signals.into_iter().map(|signal| {
            let entry = catalogue::entry(signal.code);
            FoundSignalView {
                code: signal.code.as_str(),
                dim: entry.weights.first().map(|(dimension, _)| dimension.as_str()),
                polarity: if entry.polarity == sales_core::signal::Polarity::For { 1 } else { -1 },
                strength: f64::from(signal.strength_percent) / 100.0,
                quote: signal.quote,
                start: signal.chars.start,
                end: signal.chars.end,
                amount: signal.amount.map(amount),
                date: signal.date.map(|date| date.to_string()),
            }
        });
        FoundView { signals: signals.collect(), notices: told }
    }
}

/// The fields of an object, those that do not fit left empty.
fn of_fields<T: DeserializeOwned + Default>(fields: Map<String, Value>) -> T {
    serde_json::from_value(Value::Object(fields)).unwrap_or_default()
}

const fn refused(id: Value, code: &'static str) -> LineView {
    LineView { id, answer: Answer::Refused { error: Refusal { code } } }
}

pub(super) const fn notice_name(notice: Notice) -> &'static str {
    match notice {
        Notice::Truncated => "truncated",
        Notice::LanguageUnknown => "language_unknown",
        Notice::Empty => "empty",
    }
}

fn amount(amount: Amount) -> AmountView {
    let (whole, rest) = (amount.hundredths / 100, amount.hundredths % 100);
    #[expect(clippy::cast_precision_loss, reason = "below 10^16, the largest amount that is read")]
    let value = if rest == 0 { Value::from(whole) } else { Value::from(amount.hundredths as f64 / 100.0) };
    AmountView { value, currency: amount.currency }
}

fn day(text: &str) -> Option<Date> {
    Date::parse(text, time::macros::format_description!("[year]-[month]-[day]")).ok()
}

/// Whether bytes hold what no text holds: a zero among the first, or mostly what is no UTF-8.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(8_192)];
    let is_text = head.utf8_chunks().map(|chunk| chunk.valid().len()).sum::<usize>() * 10 >= head.len() * 7;
    memchr::memchr(0, head).is_some() || !is_text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader() -> SignalReader {
        let options = ReaderOptions { today: Some("2026-11-23"), ..ReaderOptions::default() };
        SignalReader::new(&options, UtcMillis(0)).unwrap()
    }

    fn codes(line: &str) -> Vec<&'static str> {
        match reader().line(line.as_bytes()).answer {
            Answer::Found(found) => found.signals.iter().map(|signal| signal.code).collect(),
            Answer::Refused { error } => vec![error.code],
        }
    }

    #[test]
    fn a_line_is_answered_and_a_bad_one_does_not_stop_the_rest() {
        let line = r#"{"id": 7, "lang": "fr", "kind": "note", "text": "Été : budget validé 40 k€ pour le T2."}"#;
        let LineView { id, answer: Answer::Found(found) } = reader().line(line.as_bytes()) else { panic!() };
        assert_eq!(id, 7);
        let signal = found.signals.iter().find(|signal| signal.code == "budget_stated").unwrap();
        assert_eq!((signal.dim, signal.polarity), (Some("B"), 1));
        assert_eq!(signal.amount, Some(AmountView { value: 40_000.into(), currency: Some("EUR") }));
        let text: Vec<char> = "Été : budget validé 40 k€ pour le T2.".chars().collect();
        assert_eq!(text[signal.start..signal.end].iter().collect::<String>(), signal.quote);
        assert_eq!(codes("{"), ["line_not_json"]);
        assert_eq!(codes("[1]"), ["line_not_json"]);
        assert_eq!(codes(r#"{"id": 1, "text": 4}"#), ["text_missing"]);
        assert_eq!(codes(r#"{"id": 1, "text": "a", "today": "soon"}"#), ["day_malformed"]);
        assert_eq!(reader().line(br#"{"id": "x"}"#).id, "x");
    }

    #[test]
    fn what_is_no_text_is_refused_and_what_cannot_be_read_is_told() {
        assert_eq!(reader().read(b"\x7fELF\0\0", "a").unwrap_err().code, ErrorCode::FileNotText);
        let german =
            reader().read("Wir haben dieses Jahr leider kein Budget für das Projekt".as_bytes(), "a.txt").unwrap();
        assert_eq!((german.signals.len(), german.notices), (0, vec!["language_unknown"]));
        let page = b"<html><body><script>budget()</script></body></html>";
        assert_eq!(reader().read(page, "a.html").unwrap().notices, ["empty"], "markup alone");
        let long = "We have seen that there is nothing new to say about this. ".repeat(20_000);
        assert_eq!(reader().read(long.as_bytes(), "a.txt").unwrap().notices, ["truncated"]);
        let options = ReaderOptions { today: Some("soon"), ..ReaderOptions::default() };
        assert_eq!(SignalReader::new(&options, UtcMillis(0)).unwrap_err().code, ErrorCode::DayMalformed);
    }
}
