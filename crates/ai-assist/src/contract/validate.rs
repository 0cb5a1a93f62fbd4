//! What of an answer is believed.

use std::{
    collections::{BTreeSet, HashMap},
    ops::Range,
};

use sales_core::{
    signal::{Polarity, SignalCode},
    time::UtcDay,
};
use sales_qualify::{
    catalogue,
    extract::{Claim, ExtractContext, LONGEST_QUOTE, Standing, confirm},
    text::{amounts::Amount, language::Language},
};
use time::Date;

use super::{
    answer::{Claims, RawSignal, RawSpan},
    find::{Missing, Searched},
    readable,
};
use crate::{hostile, prompt};

/// The shortest quote, in characters.
pub const SHORTEST_QUOTE: usize = 15;
/// The most signals of a document.
pub const MOST_SIGNALS: usize = 12;

/// What an answer is held against.
#[derive(Debug, Clone)]
pub struct Reading<'t> {
    /// The document as it was sent, without marks.
    pub text: &'t str,
    /// The name that it was sent under.
    pub doc_id: &'t str,
    /// What stood in place of blanks.
    pub marker: char,
    /// Its language.
    pub language: Language,
    /// What the rules read it with; its day is today.
    pub context: &'t ExtractContext,
    /// Whether the document speaks to models: then each quote is looked at by itself too.
    pub is_suspected: bool,
}

/// A signal of which every word stands in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What it says.
    pub code: SignalCode,
    /// How strongly, 0 to 100: what the model says, no more than the rules find.
    pub strength_percent: u8,
    /// The words as they stand in the document; the first span of several.
    pub quote: String,
    /// Their bytes in the document.
    pub place: Range<usize>,
    /// How many places of the document say it.
    pub spans: usize,
    /// The amount that the rules read there.
    pub amount: Option<Amount>,
    /// The day that the rules read there.
    pub date: Option<Date>,
    /// The day that the model says it is of; not after today.
    pub observed_on: Option<UtcDay>,
}

/// Why a signal of an answer is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Refusal {
    /// It is not in the form that was asked for, or says more.
    Malformed,
    /// No signal is called so, or texts do not tell it.
    CodeUnknown,
    /// The catalogue says that it speaks for, and the answer that it speaks against, or the other way round.
    PolarityWrong,
    /// It is of a day that has not come, or of none.
    DayWrong,
    /// It quotes nothing, or another document.
    NoQuote,
    /// The words do not stand in the document.
    QuoteAbsent,
    /// The words stand there more than once.
    QuoteAmbiguous,
    /// The words are fewer than 15 characters or more than 300.
    QuoteLength,
    /// The words speak to the model, or hold an address of the web.
    QuoteSuspected,
    /// Texts of this kind do not say it.
    OtherKind,
    /// No rule finds the budget or date that it speaks of there.
    RuleSilent,
    /// The same words were told to say the same.
    Repeated,
    /// There are twelve already.
    TooMany,
}

impl Refusal {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Malformed,
        Self::CodeUnknown,
        Self::PolarityWrong,
        Self::DayWrong,
        Self::NoQuote,
        Self::QuoteAbsent,
        Self::QuoteAmbiguous,
        Self::QuoteLength,
        Self::QuoteSuspected,
        Self::OtherKind,
        Self::RuleSilent,
        Self::Repeated,
        Self::TooMany,
    ];

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::CodeUnknown => "code_unknown",
            Self::PolarityWrong => "polarity_wrong",
            Self::DayWrong => "day_wrong",
            Self::NoQuote => "no_quote",
            Self::QuoteAbsent => "quote_absent",
            Self::QuoteAmbiguous => "quote_ambiguous",
            Self::QuoteLength => "quote_length",
            Self::QuoteSuspected => "quote_suspected",
            Self::OtherKind => "other_kind",
            Self::RuleSilent => "rule_silent",
            Self::Repeated => "repeated",
            Self::TooMany => "beyond_twelve",
        }
    }
}

/// A signal of an answer that is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused {
    /// What it was to say, if the catalogue has that.
    pub code: Option<SignalCode>,
    /// Why not.
    pub reason: Refusal,
}

/// Holds an answer against the document: what is believed, and why the rest is not. The same answer to the same
/// document is judged the same on every machine.
#[must_use]
pub fn validate(claims: &Claims, reading: &Reading<'_>) -> (Vec<Proposal>, Vec<Refused>) {
    let mut spans = Spans { reading, searched: Searched::new(reading.text), known: HashMap::new() };
    let quoted: Vec<_> = claims.signals.iter().map(|(_, signal)| quoted(signal, &mut spans)).collect();
    let places = quoted.iter().flatten().flat_map(|one| one.places.iter().map(|place| (one.code, place)));
    let asked: Vec<Claim> = places.map(|(code, place)| Claim { code, place: place.clone() }).collect();
    let mut standings = confirm(reading.text, reading.language, reading.context, &asked).into_iter();

    let refused = |code, reason| Refused { code, reason };
    let mut refusals: Vec<Refused> = claims.malformed.iter().map(|_| refused(None, Refusal::Malformed)).collect();
    let mut proposals: Vec<Proposal> = Vec::new();
    let mut told: BTreeSet<(SignalCode, usize)> = BTreeSet::new();
    for ((_, signal), quoted) in claims.signals.iter().zip(quoted) {
        let code = known(&signal.code);
        let judged = quoted.and_then(|quoted| {
            let own: Vec<Standing> = standings.by_ref().take(quoted.places.len()).collect();
            proposal(&quoted, &own, reading.text)
        });
        match judged {
            Ok(proposal) if !told.insert((proposal.code, proposal.place.start)) => {
                refusals.push(refused(code, Refusal::Repeated));
            }
            Ok(_) if proposals.len() >= MOST_SIGNALS => refusals.push(refused(code, Refusal::TooMany)),
            Ok(proposal) => proposals.push(proposal),
            Err(reason) => refusals.push(refused(code, reason)),
        }
    }
    refusals.extend((0..claims.beyond).map(|_| refused(None, Refusal::TooMany)));
    (proposals, refusals)
}

/// A signal whose words stand in the document, before the rules were asked.
struct Quoted {
    code: SignalCode,
    strength_percent: u8,
    observed_on: Option<UtcDay>,
    places: Vec<Range<usize>>,
}

fn known(name: &str) -> Option<SignalCode> {
    readable().find(|code| code.as_str() == name)
}

fn quoted<'c>(signal: &'c RawSignal, spans: &mut Spans<'c, '_>) -> Result<Quoted, Refusal> {
    let code = known(&signal.code).ok_or(Refusal::CodeUnknown)?;
    let step = [(0.25, 25), (0.5, 50), (0.75, 75), (1.0, 100)].into_iter().find(|(step, _)| *step == signal.strength);
    let (_, strength_percent) = step.ok_or(Refusal::Malformed)?;
    let polarity = if catalogue::entry(code).polarity == Polarity::For { 1 } else { -1 };
    if signal.polarity != polarity {
        return Err(Refusal::PolarityWrong);
    }
    let today = UtcDay::from_iso(&spans.reading.context.today.to_string());
    let past = |day: &str| UtcDay::from_iso(day).filter(|day| today.is_some_and(|today| *day <= today));
    let observed_on = signal.observed_at.as_deref().map(|day| past(day).ok_or(Refusal::DayWrong)).transpose()?;
    Ok(Quoted { code, strength_percent, observed_on, places: places(signal, spans)? })
}

/// The signal that is believed of what the rules say of each of its places.
fn proposal(quoted: &Quoted, standings: &[Standing], text: &str) -> Result<Proposal, Refusal> {
    let believed: Vec<_> =
        standings.iter().zip(&quoted.places).filter(|(standing, _)| is_believed(**standing)).collect();
    let Some((standing, place)) = believed.first() else {
        let is_other = standings.first() == Some(&Standing::OtherKind);
        return Err(if is_other { Refusal::OtherKind } else { Refusal::RuleSilent });
    };
    let (amount, date, most) = match standing {
        Standing::Found { amount, date, strength_percent } => (*amount, *date, *strength_percent),
        _ => (None, None, 100),
    };
    Ok(Proposal {
        code: quoted.code,
        strength_percent: quoted.strength_percent.min(most),
        quote: text[(*place).clone()].to_owned(),
        place: (*place).clone(),
        spans: believed.len(),
        amount,
        date,
        observed_on: quoted.observed_on,
    })
}

const fn is_believed(standing: Standing) -> bool {
    matches!(standing, Standing::Free | Standing::Found { .. })
}

/// The spans of an answer, each looked for once: many signals quote the same words.
struct Spans<'c, 't> {
    reading: &'t Reading<'t>,
    searched: Searched<'t>,
    known: HashMap<(&'c str, i64, i64), Result<Range<usize>, Refusal>>,
}

/// The places of a signal's words, those of different words only; an error when there is none, the first one's.
fn places<'c>(signal: &'c RawSignal, spans: &mut Spans<'c, '_>) -> Result<Vec<Range<usize>>, Refusal> {
    let mut places: Vec<Range<usize>> = Vec::new();
    let mut first = None;
    for span in signal.spans.iter().take(MOST_SIGNALS) {
        match spans.place(span) {
            Ok(place) if places.iter().any(|known| known.start < place.end && place.start < known.end) => {}
            Ok(place) => places.push(place),
            Err(reason) => first = first.or(Some(reason)),
        }
    }
    if places.is_empty() { Err(first.unwrap_or(Refusal::NoQuote)) } else { Ok(places) }
}

impl<'c> Spans<'c, '_> {
    fn place(&mut self, span: &'c RawSpan) -> Result<Range<usize>, Refusal> {
        if span.doc_id != self.reading.doc_id {
            return Err(Refusal::NoQuote);
        }
        let key = (span.quote.as_str(), span.start, span.end);
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let found = self.find(span);
        self.known.insert(key, found.clone());
        found
    }

    fn find(&self, span: &RawSpan) -> Result<Range<usize>, Refusal> {
        let quote = prompt::unmarked(&span.quote, self.reading.marker);
        let fits = |text: &str| (SHORTEST_QUOTE..=LONGEST_QUOTE).contains(&text.trim().chars().count());
        if !fits(&quote) {
            return Err(Refusal::QuoteLength);
        }
        let place = self.searched.find(&quote, span.start..span.end).map_err(|missing| match missing {
            Missing::Absent => Refusal::QuoteAbsent,
            Missing::Ambiguous => Refusal::QuoteAmbiguous,
        })?;
        let words = &self.reading.text[place.clone()];
        if !fits(words) {
            return Err(Refusal::QuoteLength);
        }
        let has_address = words.contains("://") || words.to_ascii_lowercase().contains("www.");
        let is_suspected =
            has_address || self.reading.is_suspected && hostile::detect(words, &hostile::clean(words)).is_suspected();
        if is_suspected { Err(Refusal::QuoteSuspected) } else { Ok(place) }
    }
}

#[cfg(test)]
mod tests {
    use sales_qualify::extract::TextKind;
    use serde_json::{Value, json};

    use super::*;
    use crate::contract::read;

    const TEXT: &str = "Bonjour,\nle budget est validé, 40 k€ pour ce projet. Nous perdons un temps fou avec nos relances. \
                        Nous perdons du temps. Nous perdons du temps.";

    fn signal(code: &str, quote: &str) -> Value {
        json!({"code": code, "strength": 1, "polarity": 1, "observed_at": null,
               "spans": [{"doc_id": "d1", "start": 0, "end": 0, "quote": quote}]})
    }

    fn judged(kind: TextKind, signals: &[Value]) -> (Vec<Proposal>, Vec<&'static str>) {
        let context = ExtractContext { kind: Some(kind), ..ExtractContext::on(time::macros::date!(2026 - 11 - 23)) };
        let reading = Reading {
            text: TEXT,
            doc_id: "d1",
            marker: '^',
            language: Language::French,
            context: &context,
            is_suspected: true,
        };
        let claims = read(&json!({"signals": signals, "none_found": []}).to_string()).unwrap();
        let (proposals, refused) = validate(&claims, &reading);
        (proposals, refused.iter().map(|one| one.reason.as_str()).collect())
    }

    #[test]
    fn what_stands_in_the_document_is_believed_with_the_numbers_that_rules_read() {
        let pain = signal("pain_stated", "Nous^perdons^un^temps^fou^avec^nos^relances");
        let (proposals, refused) =
            judged(TextKind::Reply, &[signal("budget_stated", "le budget est validé, 40 k€"), pain]);
        assert_eq!(refused, [] as [&str; 0]);
        assert_eq!(proposals[0].amount.map(|amount| amount.hundredths), Some(4_000_000));
        assert_eq!(proposals[1].quote, "Nous perdons un temps fou avec nos relances.");
        assert_eq!(proposals[1].strength_percent, 100);
    }

    #[test]
    fn everything_else_is_refused_with_its_reason() {
        let pain = "Nous perdons un temps fou avec nos relances";
        let with = |name: &str, value: Value| {
            let mut one = signal("pain_stated", pain);
            one[name] = value;
            one
        };
        let span = |doc: &str| json!([{"doc_id": doc, "start": 0, "end": 0, "quote": pain}]);
        for (reason, one) in [
            ("malformed", with("strength", json!(99))),
            ("malformed", with("strength", json!("max"))),
            ("malformed", with("strength", json!(0))),
            ("malformed", with("score", json!(100))),
            ("malformed", json!("pain_stated")),
            ("code_unknown", signal("send_email", pain)),
            ("code_unknown", signal("email_open", pain)),
            ("polarity_wrong", with("polarity", json!(-1))),
            ("day_wrong", with("observed_at", json!("2027-01-01"))),
            ("day_wrong", with("observed_at", json!("soon"))),
            ("no_quote", with("spans", json!([]))),
            ("no_quote", with("spans", span("d2"))),
            ("quote_absent", signal("pain_stated", "nous voulons acheter votre produit demain")),
            ("quote_ambiguous", signal("pain_stated", "Nous perdons du temps.")),
            ("quote_length", signal("pain_stated", "relances")),
            ("quote_length", signal("pain_stated", &TEXT.repeat(4))),
            ("rule_silent", signal("budget_stated", "Nous perdons du temps. Nous perdons du temps.")),
            ("rule_silent", signal("contract_end", pain)),
        ] {
            let (proposals, refused) = judged(TextKind::Reply, std::slice::from_ref(&one));
            assert_eq!((proposals.len(), refused), (0, vec![reason]), "{one}");
        }
        let (_, refused) = judged(TextKind::Page, &[signal("meeting_booked", pain), signal("pain_stated", pain)]);
        assert_eq!(refused, ["other_kind", "other_kind"]);
        let (proposals, refused) = judged(TextKind::Reply, &[signal("pain_stated", pain), signal("pain_stated", pain)]);
        assert_eq!((proposals.len(), refused), (1, vec!["repeated"]));
    }

    #[test]
    fn no_document_gives_more_than_twelve() {
        let text: Vec<String> = (0..40).map(|n| format!("Nous perdons du temps avec la relance numéro {n}.")).collect();
        let signals: Vec<Value> = text.iter().map(|line| signal("pain_stated", line)).collect();
        let text = text.join(" ");
        let context =
            ExtractContext { kind: Some(TextKind::Note), ..ExtractContext::on(time::macros::date!(2026 - 11 - 23)) };
        let reading = Reading {
            text: &text,
            doc_id: "d1",
            marker: '^',
            language: Language::French,
            context: &context,
            is_suspected: true,
        };
        let claims = read(&json!({"signals": signals}).to_string()).unwrap();
        let (proposals, refused) = validate(&claims, &reading);
        assert_eq!((proposals.len(), refused.len()), (MOST_SIGNALS, 28));
        assert!(refused.iter().all(|one| one.reason == Refusal::TooMany));
    }
}
