//! Phrases in a title, found by the stems of their words.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::super::{listing::entries, text};

/// The stems of a title's words.
#[derive(Debug, Default)]
pub(super) struct Words {
    text: String,
    ends: SmallVec<[u32; 12]>,
}

/// Words that are looked at: what follows says nothing about a rank any more.
const MOST_WORDS: usize = 64;

impl Words {
    pub(super) fn of(title: &str) -> Self {
        let mut words = Self::default();
        let mut folded = String::new();
        for piece in pieces(title) {
            text::fold(piece, &mut folded);
            for word in folded.split(' ').filter(|word| !word.is_empty()) {
                if words.ends.len() == MOST_WORDS {
                    return words;
                }
                push_stem(word, &mut words.text);
                words.ends.push(u32::try_from(words.text.len()).unwrap_or(u32::MAX));
            }
        }
        words
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    fn len(&self) -> usize {
        self.ends.len()
    }

    fn get(&self, place: usize) -> Option<&str> {
        let end = *self.ends.get(place)? as usize;
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&end| end as usize);
        self.text.get(start..end)
    }
}

/// The pieces of a title between signs, without the endings that make a word feminine as well.
fn pieces(title: &str) -> impl Iterator<Item = &str> {
    let joint = |c: char| {
        c.is_alphanumeric() || matches!(c, '\'' | '’' | '.' | '·' | '•') || (!c.is_ascii() && !c.is_whitespace())
    };
    let mut rest = title;
    std::iter::from_fn(move || {
        let start = rest.find(joint)?;
        let found = &rest[start..];
        let end = found.find(|c| !joint(c)).unwrap_or(found.len());
        let (piece, behind) = found.split_at(end);
        rest = behind.strip_prefix('(').and_then(feminine_ending).unwrap_or(behind);
        Some(piece.split(['·', '•']).next().unwrap_or(piece))
    })
}

/// What follows `e)` or `trice)`.
fn feminine_ending(behind: &str) -> Option<&str> {
    let (ending, rest) = behind.split_once(')')?;
    (ending.len() <= 5 && ending.chars().all(char::is_lowercase)).then_some(rest)
}

/// Writes what a word has in common with its feminine and plural.
fn push_stem(word: &str, out: &mut String) {
    let start = out.len();
    if word.len() <= 3 {
        return out.push_str(word);
    }
    let word = word.strip_suffix('s').filter(|word| !word.ends_with('s')).unwrap_or(word);
    match (word.strip_suffix("trice"), word.strip_suffix("euse")) {
        (Some(root), _) => {
            out.push_str(root);
            out.push_str("teur");
        }
        (_, Some(root)) => {
            out.push_str(root);
            out.push_str("eur");
        }
        _ => out.push_str(word),
    }
    while out.len() > start + 3 && out.ends_with('e') {
        out.pop();
    }
    let mut last_two = out[start..].chars().rev();
    if let (Some(last), Some(before)) = (last_two.next(), last_two.next()) {
        if last == before {
            out.pop();
        } else if last == 'v' {
            out.pop();
            out.push('f');
        }
    }
}

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

impl<M: Copy> Phrases<M> {
    /// Reads lines of a mark and phrases; `meaning` says what a mark means.
    pub(super) fn of(list: &'static str, meaning: impl Fn(&'static str) -> Option<M>) -> Self {
        let mut by_first: FxHashMap<Box<str>, Vec<Phrase<M>>> = FxHashMap::default();
        for line in entries(list) {
            let Some((mark, phrases)) = line.split_once(' ') else { continue };
            let Some(meaning) = meaning(mark) else { continue };
            for phrase in phrases.split('|') {
                let words = Words::of(phrase);
                let Some(first) = words.get(0) else { continue };
                let rest = (1..words.len()).filter_map(|place| words.get(place)).map(Box::from).collect();
                by_first.entry(first.into()).or_default().push(Phrase { rest, meaning });
            }
        }
        by_first.values_mut().for_each(|phrases| phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len())));
        Self { by_first }
    }

    /// The meanings of the phrases of a title, from left to right, none within another.
    pub(super) fn found<'w>(&'w self, words: &'w Words) -> impl Iterator<Item = M> + 'w {
        let mut place = 0;
        std::iter::from_fn(move || {
            while let Some(first) = words.get(place) {
                place += 1;
                let phrases = self.by_first.get(first).into_iter().flatten();
                let fits = |rest: &[Box<str>]| (0..rest.len()).all(|i| words.get(place + i) == Some(&*rest[i]));
                if let Some(phrase) = phrases.into_iter().find(|phrase| fits(&phrase.rest)) {
                    place += phrase.rest.len();
                    return Some(phrase.meaning);
                }
            }
            None
        })
    }
}
