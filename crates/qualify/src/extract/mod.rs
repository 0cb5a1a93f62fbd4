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
mod rules;
mod settle;

use std::{collections::BTreeMap, ops::Range};

use sales_core::signal::SignalCode;
use time::{Date, Duration};

use self::{
    company::Subject,
    kinds::{KindSet, kinds_of},
    rules::{Rule, RuleSet},
};
use crate::text::{
    amounts::{self, Amount},
    dates::{self, Calendar},
    fold::Folded,
    history,
    language::{self, Language},
    sentences::{Sentence, sentences},
};

pub use confirm::{Claim, Standing, confirm};
pub use kinds::TextKind;
pub use offer::OfferWords;

/// No more of a text is looked at, in bytes.
pub const MOST_BYTES: usize = 1_000_000;
/// The longest quote, in characters.
pub const LONGEST_QUOTE: usize = 300;

/// No more places of a text are found for a code.
const MOST_OF_A_CODE: usize = 100;
/// Farther ahead no meeting is arranged.
const FARTHEST_MEETING: Duration = Duration::days(270);
/// No more matches of a rule are tried in a sentence.
const MOST_TRIED: usize = 8;

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
    let said = context.language.filter(|_| !language::is_another(&folded.text));
    let Some(language) = said.or_else(|| language::detect(&folded.text)) else {
        if !folded.text.trim().is_empty() {
            notices.push(Notice::LanguageUnknown);
        }
        return Extraction { signals: Vec::new(), notices };
    };
    let reading = Reading::new(text, &folded, language, context);
    let hits = settle::settle(reading.hits(), reading.facts());
    Extraction { signals: quoted(hits, text, &folded), notices }
}

/// A text while it is read.
struct Reading<'t> {
    folded: &'t Folded,
    sentences: Vec<Sentence>,
    language: Language,
    calendar: Calendar,
    kinds: KindSet,
    subject: Subject<'t>,
    is_automatic: bool,
    context: &'t ExtractContext,
}

impl<'t> Reading<'t> {
    fn new(text: &'t str, folded: &'t Folded, language: Language, context: &'t ExtractContext) -> Self {
        let kinds = kinds_of(context.kind, &folded.text);
        let is_mail = kinds.meets(KindSet::of(TextKind::Note).with(KindSet::of(TextKind::Reply)));
        let foreign = if is_mail { history::foreign(&folded.text) } else { Vec::new() };
        let mut sentences = sentences(folded, text);
        sentences.retain(|sentence| !foreign.iter().any(|part| part.contains(&sentence.range.start)));
        let day_first = context.day_first || language == Language::French;
        Self {
            folded,
            sentences,
            language,
            calendar: Calendar { today: context.today, language, day_first },
            kinds,
            subject: Subject::new(folded, text, language, context.company.as_deref()),
            is_automatic: kinds.meets(KindSet::of(TextKind::Reply)) && history::is_automatic(&folded.text),
            context,
        }
    }

    fn hits(&self) -> Vec<Hit> {
        let set = rules::rules(self.language);
        let mut hits: Vec<Hit> = Vec::new();
        let mut found: BTreeMap<SignalCode, usize> = BTreeMap::new();
        for (index, candidates) in self.candidates(set) {
            let sentence = &self.sentences[index];
            let rules = || candidates.iter().map(|rule| &set.rules[*rule as usize]);
            let vetoed: Vec<SignalCode> = rules()
                .filter(|rule| rule.is_veto && self.matches(rule, sentence).is_some())
                .map(|rule| rule.code)
                .collect();
            for rule in rules().filter(|rule| !rule.is_veto && rule.from.meets(self.kinds)) {
                let count = found.entry(rule.code).or_default();
                if *count < MOST_OF_A_CODE
                    && !vetoed.contains(&rule.code)
                    && let Some(hit) = self.hit(rule, sentence)
                {
                    *count += 1;
                    hits.push(hit);
                }
            }
        }
        hits.extend(self.open_job(&hits));
        hits.extend(self.open_tender(&hits));
        hits.extend(offer::hits(self.folded, &self.sentences, self.kinds, self.language, &self.context.offer));
        hits
    }

    fn facts(&self) -> settle::TextFacts {
        settle::TextFacts {
            is_automatic: self.is_automatic,
            is_reply: self.context.kind == Some(TextKind::Reply),
            is_tender: self.kinds == KindSet::of(TextKind::Tender),
        }
    }

    /// A job advertisement says that the company hires, in whatever words.
    fn open_job(&self, hits: &[Hit]) -> Option<Hit> {
        let is_said = hits.iter().any(|hit| hit.code == SignalCode::HiringNow);
        if is_said || self.kinds != KindSet::of(TextKind::JobAd) || kinds::is_closed(&self.folded.text) {
            return None;
        }
        self.whole(SignalCode::HiringNow)
    }

    /// A notice of a public buyer asks for offers, in whatever words, unless it tells what came of them.
    fn open_tender(&self, hits: &[Hit]) -> Option<Hit> {
        let is_said = hits.iter().any(|hit| hit.code == SignalCode::TenderPublished);
        if is_said || self.kinds != KindSet::of(TextKind::Tender) || kinds::is_settled(&self.folded.text) {
            return None;
        }
        self.whole(SignalCode::TenderPublished)
    }

    /// What a text says as a whole, quoted by its first sentence.
    fn whole(&self, code: SignalCode) -> Option<Hit> {
        let range = self.sentences.first()?.range.clone();
        Some(Hit { code, strength_percent: 100, sentence: range.clone(), place: range, amount: None, date: None })
    }

    /// The sentences that may hold rules, with these.
    fn candidates(&self, set: &RuleSet) -> Vec<(usize, Vec<u32>)> {
        let mut found: Vec<(usize, Vec<u32>)> = Vec::new();
        let mut index = 0;
        for literal in set.finder.find_overlapping_iter(&self.folded.text) {
            while self.sentences.get(index).is_some_and(|sentence| sentence.range.end < literal.end()) {
                index += 1;
            }
            let Some(sentence) = self.sentences.get(index) else { break };
            if literal.start() < sentence.range.start {
                continue;
            }
            if found.last().is_none_or(|(last, _)| *last != index) {
                found.push((index, Vec::new()));
            }
            if let Some((_, rules)) = found.last_mut() {
                rules.extend(&set.rules_of[literal.pattern().as_usize()]);
            }
        }
        for (_, rules) in &mut found {
            rules.sort_unstable();
            rules.dedup();
        }
        found
    }

    fn matches(&self, rule: &Rule, sentence: &Sentence) -> Option<Range<usize>> {
        rule.regex()?.find(&self.folded.text[sentence.range.clone()]).map(|found| found.range())
    }

    /// The first match of a rule in a sentence that nothing speaks against.
    fn hit(&self, rule: &Rule, sentence: &Sentence) -> Option<Hit> {
        let text = &self.folded.text[sentence.range.clone()];
        let start = sentence.range.start;
        rule.regex()?.find_iter(text).take(MOST_TRIED).find_map(|found| {
            let found = found.range();
            let is_question = sentence.is_question && context::is_asked(text, &found, self.language);
            if is_question && !rule.keeps.question {
                return None;
            }
            let around = context::circumstances(text, &found, self.language);
            if around.is_negated && !rule.keeps.negation || around.is_hypothetical && !rule.keeps.hypothetical {
                return None;
            }
            let is_own_voice = self.context.kind == Some(TextKind::Reply);
            let names_follow = matches!(rule.code, SignalCode::NewExecutive | SignalCode::EventAttendance);
            let (place, end) = (start + found.start, sentence.range.end);
            if rule.needs_name && !self.subject.is_name_behind(start + found.end, end) {
                return None;
            }
            if rule.is_news && self.subject.is_another(start, place..start + found.end, end, is_own_voice, names_follow)
            {
                return None;
            }
            let amount = self.amount(rule, text, &found);
            let date = self.date(rule, text, &found);
            if date.is_some_and(|date| self.is_over(rule.code, date)) {
                return None;
            }
            if rule.needs_amount && amount.is_none() || rule.needs_date && date.is_none() {
                return None;
            }
            let strength_percent = settle::strength(rule.code, rule.is_weak || around.is_doubtful, amount);
            let place = start + found.start..start + found.end;
            Some(Hit { code: rule.code, strength_percent, sentence: sentence.range.clone(), place, amount, date })
        })
    }

    /// Whether a day is behind us. Nobody arranges a meeting a year ahead: a day of which the next one is so far off
    /// was the last one.
    fn is_over(&self, code: SignalCode, date: Date) -> bool {
        match code {
            SignalCode::DeadlineStated => date < self.context.today,
            SignalCode::MeetingBooked => date - self.context.today > FARTHEST_MEETING,
            _ => false,
        }
    }

    /// The amount of the sentence that stands nearest to a match.
    fn amount(&self, rule: &Rule, text: &str, found: &Range<usize>) -> Option<Amount> {
        if !rule.takes_amount && !rule.needs_amount {
            return None;
        }
        let amounts = amounts::amounts(text, self.language);
        amounts.into_iter().min_by_key(|amount| distance(&amount.range, found)).map(|amount| amount.amount)
    }

    /// The last day of the period of the sentence that stands nearest to a match.
    fn date(&self, rule: &Rule, text: &str, found: &Range<usize>) -> Option<Date> {
        let tense = rule.date?;
        let dates = dates::dates(text, self.calendar, tense);
        let usable = dates.into_iter().filter(|date| !date.is_duration || rule.code == SignalCode::ContractEnd);
        usable.min_by_key(|date| distance(&date.range, found)).map(|date| date.period.last)
    }
}

/// How far apart two ranges are; what stands behind counts as nearer than what stands before.
fn distance(range: &Range<usize>, found: &Range<usize>) -> usize {
    if range.start >= found.end {
        (range.start - found.end) * 2
    } else {
        found.start.saturating_sub(range.end) * 2 + usize::from(range.end <= found.start) * 9
    }
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
