//! Texts that are kept once and known by a number.

use std::hash::{BuildHasher, Hasher};

use hashbrown::HashTable;
use rustc_hash::{FxBuildHasher, FxHasher};

/// Texts by number, in the order of their first mention. Number 0 is the empty text, and stands for whatever is
/// beyond 4 GiB.
#[derive(Debug, Clone)]
pub(super) struct Dictionary {
    text: String,
    ends: Vec<u32>,
    /// Half of the hash of each text, and its number.
    numbers: HashTable<(u32, u32)>,
}

/// The hash of a text, the same everywhere.
pub(super) fn hash(text: &str) -> u64 {
    let mut hasher: FxHasher = FxBuildHasher.build_hasher();
    hasher.write(text.as_bytes());
    mix(hasher.finish())
}

/// Spreads a number over all bits (the finaliser of SplitMix64).
pub(super) const fn mix(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// The hash of two hashes in their order.
pub(super) const fn join(first: u64, second: u64) -> u64 {
    mix(first.rotate_left(23) ^ second.wrapping_mul(0x2545_f491_4f6c_dd1d))
}

impl Default for Dictionary {
    fn default() -> Self {
        let mut empty = Self { text: String::new(), ends: Vec::new(), numbers: HashTable::new() };
        empty.number("");
        empty
    }
}

impl Dictionary {
    /// The number of a text.
    pub fn number(&mut self, text: &str) -> u32 {
        let Self { text: all, ends, numbers } = self;
        let half = (hash(text) >> 32) as u32;
        let known = numbers.find(spread(half), |&(other, number)| other == half && slice(all, ends, number) == text);
        if let Some(&(_, known)) = known {
            return known;
        }
        let number = self.append(text);
        self.numbers.insert_unique(spread(half), (half, number), |&(half, _)| spread(half));
        number
    }

    /// A number of its own for a text, whether it has one already or not.
    pub fn append(&mut self, text: &str) -> u32 {
        let Ok(end) = u32::try_from(self.text.len() + text.len()) else { return 0 };
        let number = self.ends.len() as u32;
        self.text.push_str(text);
        self.ends.push(end);
        number
    }

    /// Gives back the memory by which numbers are found: no text is added any more.
    pub fn seal(&mut self) {
        self.numbers = HashTable::new();
    }

    /// The text of a number.
    pub fn get(&self, number: u32) -> &str {
        slice(&self.text, &self.ends, number)
    }

    /// How many there are, the empty text included.
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// All numbers but that of the empty text.
    pub fn numbers(&self) -> std::ops::Range<u32> {
        1..u32::try_from(self.len()).unwrap_or(u32::MAX)
    }
}

/// Half of a hash over all bits.
const fn spread(half: u32) -> u64 {
    (half as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

fn slice<'t>(text: &'t str, ends: &[u32], number: u32) -> &'t str {
    let place = number as usize;
    let start = if place == 0 { 0 } else { ends[place - 1] };
    &text[start as usize..ends[place] as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_number() {
        let mut texts = Dictionary::default();
        assert_eq!([texts.number("b"), texts.number("a"), texts.number("b"), texts.number("")], [1, 2, 1, 0]);
        assert_eq!((texts.get(2), texts.len()), ("a", 3));
    }
}
