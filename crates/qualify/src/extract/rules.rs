//! The rules: one text file for each code, read once.
//!
//! A file has lines `from KIND…` (where the code can come from), `about company` (news that may be another firm's),
//! `date future` or `date past` (a date of the sentence belongs to the signal), `amount` (so does an amount), `keep
//! question|if|negation` (what does not speak against it), then `[fr]` and `[en]` with one pattern a line.
//! A pattern may end with `@date`, `@amount` (there must be one), `@name` (a word with a capital follows), `@weak`, `@question`, `@if`, `@negation`,
//! `@from(KIND,…)`. A line that begins with `!` says which sentences are about something else.

use std::sync::{LazyLock, OnceLock};

use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;
use sales_core::signal::SignalCode;

use super::{
    context,
    kinds::{KindSet, TextKind},
    pattern::{self, Words},
};
use crate::text::{dates::Tense, language::Language};

macro_rules! files {
    ($($code:literal,)+) => {
        const FILES: &[(&str, &str)] = &[$(($code, include_str!(concat!("rules/", $code, ".txt")))),+];
    };
}

files! {
    "funding_round",
    "revenue_band",
    "headcount_growth",
    "layoffs",
    "budget_stated",
    "no_budget",
    "tender_published",
    "signatory",
    "refers_to_other",
    "team_size_managed",
    "tech_gap",
    "pain_stated",
    "site_issue",
    "already_customer_of_rival",
    "not_interested",
    "contract_end",
    "deadline_stated",
    "later_stated",
    "hiring_now",
    "new_executive",
    "regulation_deadline",
    "event_attendance",
    "email_reply_positive",
    "intent_words_inbound",
    "meeting_booked",
    "bounce_hard",
}

/// What speaks against a match in one rule and not in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Keeps {
    pub question: bool,
    pub hypothetical: bool,
    pub negation: bool,
}

/// A way to say a code.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub code: SignalCode,
    pub from: KindSet,
    /// The sentence may be about another firm.
    pub is_news: bool,
    pub date: Option<Tense>,
    pub takes_amount: bool,
    pub needs_date: bool,
    pub needs_amount: bool,
    /// Whether a name must stand behind it.
    pub needs_name: bool,
    pub is_weak: bool,
    /// It says what the sentence is not about.
    pub is_veto: bool,
    /// Its pattern turns to something else itself.
    pub turns: bool,
    pub keeps: Keeps,
    expression: String,
    compiled: OnceLock<Option<Regex>>,
}

impl Rule {
    /// Its pattern.
    pub(super) fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| Regex::new(&self.expression).ok()).as_ref()
    }
}

/// The rules of a language, and what tells quickly which of them a sentence may hold.
pub(super) struct RuleSet {
    pub rules: Vec<Rule>,
    pub finder: AhoCorasick,
    /// For each text of the finder, the rules that need it.
    pub rules_of: Vec<Vec<u32>>,
}

/// The rules of a language.
pub(super) fn rules(language: Language) -> &'static RuleSet {
    static FRENCH: LazyLock<RuleSet> = LazyLock::new(|| load(Language::French).expect("the rules are tested"));
    static ENGLISH: LazyLock<RuleSet> = LazyLock::new(|| load(Language::English).expect("the rules are tested"));
    match language {
        Language::French => &FRENCH,
        Language::English => &ENGLISH,
    }
}

/// Why a rule cannot be read: the file and the line.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: «{line}»")]
pub(super) struct BadRule {
    file: &'static str,
    line: String,
}

fn load(language: Language) -> Result<RuleSet, BadRule> {
    let words = words(language)?;
    let mut rules = Vec::new();
    for (name, text) in FILES {
        read(name, text, language, &words, &mut rules)?;
    }
    let mut texts: Vec<String> = Vec::new();
    let mut rules_of: Vec<Vec<u32>> = Vec::new();
    for (index, rule) in (0..).zip(&rules) {
        let bad = || BadRule { file: rule.code.as_str(), line: rule.expression.clone() };
        for literal in pattern::literals(&rule.expression).ok_or_else(bad)? {
            let place = texts.iter().position(|text| *text == literal).unwrap_or_else(|| {
                texts.push(literal);
                rules_of.push(Vec::new());
                texts.len() - 1
            });
            rules_of[place].push(index);
        }
    }
    let finder = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&texts);
    let finder = finder.map_err(|_| BadRule { file: "finder", line: String::new() })?;
    Ok(RuleSet { rules, finder, rules_of })
}

/// The lines of a section, without comments.
fn section(text: &'static str, language: Language) -> impl Iterator<Item = &'static str> {
    let mut is_open = false;
    lines(text).filter(move |line| {
        if line.starts_with('[') && line.ends_with(']') && line.len() == 4 {
            is_open = line[1..3] == *language.tag();
            return false;
        }
        is_open
    })
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn words(language: Language) -> Result<Words, BadRule> {
    let mut words = Words::new();
    for line in section(include_str!("rules/words.txt"), language) {
        let bad = || BadRule { file: "words", line: line.to_owned() };
        let (name, list) = line.split_once(" = ").ok_or_else(bad)?;
        let list = pattern::list(list, &words).map_err(|_| bad())?;
        words.insert(name.to_owned(), list);
    }
    Ok(words)
}

fn read(
    file: &'static str,
    text: &'static str,
    language: Language,
    words: &Words,
    rules: &mut Vec<Rule>,
) -> Result<(), BadRule> {
    let bad = |line: &str| BadRule { file, line: line.to_owned() };
    let mut model = Rule {
        code: file.parse().map_err(|_| bad(file))?,
        from: KindSet::ANY,
        is_news: false,
        date: None,
        takes_amount: false,
        needs_date: false,
        needs_amount: false,
        needs_name: false,
        is_weak: false,
        is_veto: false,
        turns: false,
        keeps: Keeps::default(),
        expression: String::new(),
        compiled: OnceLock::new(),
    };
    for line in lines(text).take_while(|line| !line.starts_with('[')) {
        head(&mut model, line).ok_or_else(|| bad(line))?;
    }
    for line in section(text, language) {
        let mut rule = model.clone();
        let mut tags = line.split(" @");
        let mut source = tags.next().unwrap_or_default();
        if let Some(veto) = source.strip_prefix('!') {
            (rule.is_veto, source) = (true, veto);
        }
        for tag in tags {
            apply(&mut rule, tag.trim()).ok_or_else(|| bad(line))?;
        }
        rule.turns = context::turns(source, language);
        rule.expression = pattern::expression(source, words).map_err(|_| bad(line))?;
        rules.push(rule);
    }
    Ok(())
}

fn head(rule: &mut Rule, line: &str) -> Option<()> {
    let (name, values) = line.split_once(' ').unwrap_or((line, ""));
    match name {
        "from" => rule.from = kinds(values.split(' '))?,
        "about" if values == "company" => rule.is_news = true,
        "date" if values == "future" => rule.date = Some(Tense::Future),
        "date" if values == "past" => rule.date = Some(Tense::Past),
        "amount" => rule.takes_amount = true,
        "keep" => values.split(' ').try_for_each(|what| apply(rule, what))?,
        _ => return None,
    }
    Some(())
}

fn apply(rule: &mut Rule, tag: &str) -> Option<()> {
    match tag {
        "date" => rule.needs_date = true,
        "amount" => rule.needs_amount = true,
        "name" => rule.needs_name = true,
        "weak" => rule.is_weak = true,
        "question" => rule.keeps.question = true,
        "if" => rule.keeps.hypothetical = true,
        "negation" => rule.keeps.negation = true,
        _ => rule.from = kinds(tag.strip_prefix("from(")?.strip_suffix(')')?.split(','))?,
    }
    Some(())
}

fn kinds<'n>(names: impl Iterator<Item = &'n str>) -> Option<KindSet> {
    names
        .map(|name| TextKind::from_name(name).map(KindSet::named))
        .try_fold(KindSet::default(), |set, kind| kind.map(|kind| set.with(kind)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_can_be_read_and_is_looked_for_by_a_rare_part() {
        for language in [Language::French, Language::English] {
            let set = load(language).unwrap_or_else(|bad| panic!("{bad}"));
            let mut common = Vec::new();
            for rule in &set.rules {
                assert!(rule.regex().is_some(), "{}: {}", rule.code, rule.expression);
                let literals = pattern::literals(&rule.expression).unwrap();
                let is_rare = literals.iter().all(|text| text.len() >= 2);
                common.extend((!is_rare).then_some((&rule.code, &rule.expression, literals)));
            }
            assert!(common.is_empty(), "{common:?}");
        }
    }
}
