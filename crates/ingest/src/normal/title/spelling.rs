//! Words with one slip of the keyboard.

use rustc_hash::{FxHashMap, FxHashSet};

/// The words of the tables, and what they look like with a letter left out.
#[derive(Debug, Default)]
pub(super) struct Spelling {
    known: FxHashSet<Box<str>>,
    /// The words that give this when one of their letters is left out, or none.
    near: FxHashMap<Box<str>, Vec<Box<str>>>,
}

/// Letters from which on a word is told by all but one of them.
const SHORTEST: usize = 6;

impl Spelling {
    pub(super) fn of<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut spelling = Self::default();
        for word in words {
            if !spelling.known.insert(word.into()) || !is_long(word) {
                continue;
            }
            let shorter = std::iter::once(word.into()).chain(shortened(word));
            for near in shorter.collect::<FxHashSet<Box<str>>>() {
                spelling.near.entry(near).or_default().push(word.into());
            }
        }
        spelling
    }

    /// The known word that an unknown one is a slip away from: a letter more, less or another, or two
    /// that changed places. Of several the longest, as letters are left out more often than added.
    pub(super) fn mend(&self, word: &str) -> Option<&str> {
        if !is_long(word) || self.known.contains(word) {
            return None;
        }
        let shorter = std::iter::once(word.into()).chain(shortened(word));
        let near = shorter.filter_map(|form| self.near.get(&form)).flatten();
        let found = near.map(|known| &**known).filter(|known| is_one_slip(word, known));
        found.max_by_key(|known| (known.len(), *known))
    }
}

fn is_long(word: &str) -> bool {
    word.len() >= SHORTEST && word.is_ascii()
}

/// A word without each of its letters.
fn shortened(word: &str) -> impl Iterator<Item = Box<str>> {
    (0..word.len()).map(move |place| [&word[..place], &word[place + 1..]].concat().into())
}

/// Of two words that are equal without a letter of each.
fn is_one_slip(a: &str, b: &str) -> bool {
    if a.len() != b.len() {
        return true;
    }
    let other = |(place, (a, b)): (usize, (u8, u8))| (a != b).then_some(place);
    let places: Vec<usize> = a.bytes().zip(b.bytes()).enumerate().filter_map(other).collect();
    match places[..] {
        // Another last letter makes another word: `manager`, `managed`.
        [place] => place + 1 < a.len(),
        [one, two] => two == one + 1 && a.as_bytes()[one] == b.as_bytes()[two],
        _ => false,
    }
}
