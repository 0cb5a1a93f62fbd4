//! Phrases in a title, found by the stems of their words.

use rustc_hash::FxHashMap;

use super::{super::listing::entries, words::Words};

/// Phrases with their meanings.
#[derive(Debug)]
pub(super) struct Phrases<M> {
    /// By the first word; the longest first.
    by_first: FxHashMap<Box<str>, Vec<Phrase<M>>>,
}

#[derive(Debug)]
struct Phrase<M> {
    /// The words behind the first.
    rest: Box<[Box<str>]>,
    meaning: M,
}

/// A phrase in a title.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found<M> {
    pub meaning: M,
    /// The place of its first word, and the one behind its last.
    pub start: usize,
    pub end: usize,
}

impl<M: Copy> Phrases<M> {
    /// Reads lines of a mark and phrases; `meaning` says what a mark means.
    pub(super) fn of(list: &'static str, meaning: impl Fn(&'static str) -> Option<M>) -> Self {
        let mut by_first: FxHashMap<Box<str>, Vec<Phrase<M>>> = FxHashMap::default();
        for line in entries(list) {
            let Some((mark, phrases)) = line.split_once(' ') else { continue };
            let Some(meaning) = meaning(mark) else { continue };
            for phrase in phrases.split('|') {
                let words = Words::of(phrase, None);
                let mut words = words.iter();
                let Some(first) = words.next() else { continue };
                let rest = words.map(Box::from).collect();
                by_first.entry(first.into()).or_default().push(Phrase { rest, meaning });
            }
        }
        by_first.values_mut().for_each(|phrases| phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len())));
        Self { by_first }
    }

    /// The words of all phrases.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        let rest = self.by_first.values().flatten().flat_map(|phrase| &phrase.rest);
        self.by_first.keys().chain(rest).map(|word| &**word)
    }

    /// The phrases of a title, from left to right, none within another.
    pub(super) fn found<'w>(&'w self, words: &'w Words) -> impl Iterator<Item = Found<M>> + 'w {
        let mut place = 0;
        std::iter::from_fn(move || {
            while let Some(first) = words.get(place) {
                let start = place;
                place += 1;
                let phrases = self.by_first.get(first).into_iter().flatten();
                let fits = |rest: &[Box<str>]| (0..rest.len()).all(|i| words.get(start + 1 + i) == Some(&*rest[i]));
                if let Some(phrase) = phrases.into_iter().find(|phrase| fits(&phrase.rest)) {
                    place += phrase.rest.len();
                    return Some(Found { meaning: phrase.meaning, start, end: place });
                }
            }
            None
        })
    }
}
