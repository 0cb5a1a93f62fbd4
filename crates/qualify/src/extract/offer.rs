//! What is sold, as far as it helps to read texts: the words of the need, rivals, who buys.

use std::ops::Range;

use sales_core::signal::SignalCode;

use super::{
    Hit,
    kinds::{KindSet, TextKind},
};
use crate::{
    offer::Offer,
    text::{fold::Folded, language::Language, sentences::Sentence},
};

/// The words of an offer that texts are searched for, folded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfferWords {
    /// The words of the need in French.
    french: Vec<String>,
    /// The same in English.
    english: Vec<String>,
    /// The names of rivals.
    rivals: Vec<String>,
    /// Products that buyers use.
    technologies: Vec<String>,
}

impl OfferWords {
    /// The words of an offer.
    #[must_use]
    pub fn new(offer: &Offer) -> Self {
        Self {
            french: folded_words(&offer.need_words.fr),
            english: folded_words(&offer.need_words.en),
            rivals: folded_words(&offer.competitors),
            technologies: Vec::new(),
        }
    }

    /// Adds products that the ideal customer uses.
    pub fn add_technologies(&mut self, names: &[String]) {
        self.technologies = folded_words(names);
    }

    fn needs(&self, language: Language) -> &[String] {
        match language {
            Language::French => &self.french,
            Language::English => &self.english,
        }
    }
}

/// The words of a list, each once.
fn folded_words(list: &[String]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for text in list {
        let folded = Folded::new(text).text.trim().to_owned();
        if folded.len() > 1 && !words.contains(&folded) {
            words.push(folded);
        }
    }
    words
}

/// What the words of the offer say: a job advertisement or a page that speaks of the need, a rival in use.
pub(super) fn hits(
    folded: &Folded,
    sentences: &[Sentence],
    kinds: KindSet,
    language: Language,
    offer: &OfferWords,
) -> Vec<Hit> {
    let mut hits = Vec::new();
    let is_job_ad = kinds.meets(KindSet::named(TextKind::JobAd));
    if !is_job_ad && !kinds.meets(KindSet::named(TextKind::Page)) {
        return hits;
    }
    let needs = places(folded, sentences, offer.needs(language));
    if let [first, _, ..] = needs.as_slice() {
        hits.push(hit(if is_job_ad { SignalCode::JobAdProblem } else { SignalCode::PageKeywords }, first));
    }
    let rivals = places(folded, sentences, &offer.rivals);
    hits.extend(rivals.first().map(|place| hit(SignalCode::TechGap, place)));
    let technologies = places(folded, sentences, &offer.technologies);
    hits.extend(technologies.first().map(|place| hit(SignalCode::PaidToolPresent, place)));
    hits
}

/// A sentence, and where a word stands in the text.
type Place<'s> = (&'s Sentence, Range<usize>);

/// Where words are found first, each once, in the order of the words.
fn places<'s>(folded: &Folded, sentences: &'s [Sentence], words: &[String]) -> Vec<Place<'s>> {
    let of_word = |word: &String| {
        sentences.iter().find_map(|sentence| {
            let text = &folded.text[sentence.range.clone()];
            let at = sentence.range.start + whole_word(text, word)?;
            Some((sentence, at..at + word.len()))
        })
    };
    words.iter().filter_map(of_word).collect()
}

/// Where a word stands in a text, its endings included.
fn whole_word(text: &str, word: &str) -> Option<usize> {
    text.match_indices(word).map(|(at, _)| at).find(|at| {
        let before = text[..*at].chars().next_back();
        let behind = text[at + word.len()..].chars().take_while(|c| c.is_alphanumeric()).count();
        before.is_none_or(|c| !c.is_alphanumeric()) && behind <= 2
    })
}

fn hit(code: SignalCode, (sentence, place): &Place<'_>) -> Hit {
    Hit {
        code,
        strength_percent: 100,
        sentence: sentence.range.clone(),
        clause: sentence.range.clone(),
        place: place.clone(),
        amount: None,
        date: None,
    }
}
