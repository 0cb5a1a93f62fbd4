//! A text while it is read: which sentences may hold a rule, and what speaks against a match there.

use std::{collections::BTreeMap, ops::Range};

use sales_core::signal::SignalCode;
use time::{Date, Duration};

use super::{
    ExtractContext, Hit, TextKind,
    company::Subject,
    context::{self, Circumstances},
    kinds::{self, KindSet, kinds_of},
    offer,
    rules::{self, Rule, RuleSet},
    settle,
};
use crate::text::{
    amounts::{self, Amount},
    dates::{self, Calendar},
    fold::Folded,
    history,
    language::Language,
    sentences::{Sentence, sentences},
};

/// No more places of a text are found for a code.
const MOST_OF_A_CODE: usize = 100;
/// Farther ahead no meeting is arranged.
const FARTHEST_MEETING: Duration = Duration::days(270);
/// Who speaks of a day before that puts nothing off.
const NEAREST_LATER: Duration = Duration::days(7);
/// No more matches of a rule are tried in a sentence.
const MOST_TRIED: usize = 8;

/// A text while it is read.
pub(super) struct Reading<'t> {
    pub(super) folded: &'t Folded,
    pub(super) sentences: Vec<Sentence>,
    pub(super) language: Language,
    calendar: Calendar,
    pub(super) kinds: KindSet,
    subject: Subject<'t>,
    is_automatic: bool,
    context: &'t ExtractContext,
}

impl<'t> Reading<'t> {
    pub(super) fn new(text: &'t str, folded: &'t Folded, language: Language, context: &'t ExtractContext) -> Self {
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

    pub(super) fn hits(&self) -> Vec<Hit> {
        let set = rules::rules(self.language);
        let mut hits: Vec<Hit> = Vec::new();
        let mut found: BTreeMap<SignalCode, usize> = BTreeMap::new();
        for (index, candidates) in self.candidates(set) {
            let sentence = &self.sentences[index];
            let rules = || candidates.iter().map(|rule| &set.rules[*rule as usize]);
            let vetoed: Vec<SignalCode> = rules()
                .filter(|rule| rule.is_veto && rule.from.meets(self.kinds) && self.matches(rule, sentence).is_some())
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

    pub(super) fn facts(&self) -> settle::TextFacts {
        settle::TextFacts {
            is_automatic: self.is_automatic,
            is_reply: self.context.kind == Some(TextKind::Reply),
            is_tender: self.kinds == KindSet::of(TextKind::Tender),
            is_job_ad: self.kinds == KindSet::of(TextKind::JobAd),
            is_news: matches!(self.context.kind, Some(TextKind::Press | TextKind::Page)),
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
        Some(Hit {
            code,
            strength_percent: 100,
            sentence: range.clone(),
            clause: range.clone(),
            place: range,
            amount: None,
            date: None,
        })
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

    pub(super) fn matches(&self, rule: &Rule, sentence: &Sentence) -> Option<Range<usize>> {
        let text = &self.folded.text[sentence.range.clone()];
        let found = rule.regex()?.find(text).map(|found| found.range())?;
        (rule.turns || !context::turns(&text[found.clone()], self.language)).then_some(found)
    }

    /// The first match of a rule in a sentence that nothing speaks against.
    pub(super) fn hit(&self, rule: &Rule, sentence: &Sentence) -> Option<Hit> {
        let text = &self.folded.text[sentence.range.clone()];
        let start = sentence.range.start;
        rule.regex()?.find_iter(text).take(MOST_TRIED).find_map(|found| {
            let found = found.range();
            let around = context::circumstances(text, &found, self.language);
            if !self.is_said(rule, sentence, &found, around) || self.is_of_another(rule, sentence, &found) {
                return None;
            }
            let amount = self.amount(rule, text, &found);
            let date = self.date(rule, text, &found);
            let lacks = rule.needs_amount && amount.is_none() || rule.needs_date && date.is_none();
            if lacks || date.is_some_and(|date| self.does_not_suit(rule.code, date)) {
                return None;
            }
            let clause = context::clause_of(text, &found, self.language);
            Some(Hit {
                code: rule.code,
                strength_percent: settle::strength(rule.code, rule.is_weak || around.is_doubtful, amount),
                sentence: sentence.range.clone(),
                clause: start + clause.start..start + clause.end,
                place: start + found.start..start + found.end,
                amount,
                date,
            })
        })
    }

    /// Whether a match is stated: not asked, denied, supposed or still waited for, and not put together from words
    /// of which one stands before «but» and the other behind.
    fn is_said(&self, rule: &Rule, sentence: &Sentence, found: &Range<usize>, around: Circumstances) -> bool {
        let text = &self.folded.text[sentence.range.clone()];
        let is_asked = sentence.is_question && context::is_asked(text, found, self.language);
        !(is_asked && !rule.keeps.question
            || context::is_still_to_ask(text, found, self.language)
            || !rule.turns && context::turns(&text[found.clone()], self.language)
            || around.is_negated && !rule.keeps.negation
            || around.is_hypothetical && !rule.keeps.hypothetical
            || around.is_awaited && rule.is_news)
    }

    /// Whether a match is about somebody else than the company that the text is read for, or lacks the name of whom
    /// it is about.
    fn is_of_another(&self, rule: &Rule, sentence: &Sentence, found: &Range<usize>) -> bool {
        let Range { start, end } = sentence.range;
        let said = start + found.start..start + found.end;
        let is_own_voice = self.context.kind == Some(TextKind::Reply);
        let names_follow = matches!(rule.code, SignalCode::NewExecutive | SignalCode::EventAttendance);
        rule.needs_name && !self.subject.is_name_behind(said.end, end)
            || rule.is_news && self.subject.is_another(start, said, end, is_own_voice, names_follow)
    }

    /// Whether a day does not suit a code: a deadline that is behind us; a call next Tuesday, which puts nothing off, or
    /// one last week, which was held; a meeting a year ahead, which nobody arranges: a day of which the next one is so far
    /// off was the last one.
    fn does_not_suit(&self, code: SignalCode, date: Date) -> bool {
        let ahead = date - self.context.today;
        match code {
            SignalCode::DeadlineStated => ahead < Duration::ZERO,
            SignalCode::LaterStated => ahead < NEAREST_LATER,
            SignalCode::MeetingBooked => !(Duration::ZERO..=FARTHEST_MEETING).contains(&ahead),
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
