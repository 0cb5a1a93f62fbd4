//! The distinct values of a column. Those known when the column was last put in order are sorted
//! and front-coded, so that their codes are their ranks; those added since stand behind them.

use std::{
    cmp::Ordering,
    hash::{Hash as _, Hasher as _},
};

use hashbrown::HashTable;
use rustc_hash::FxHasher;
use sales_core::fields::FieldKind;

use super::{
    front::{Chunk, FrontCoded},
    order::compare,
};

/// The distinct folded values of a column by their codes. Code 0 is no value; the sorted values
/// have the codes from 1, the added ones those that follow. A value that is sorted may have been
/// added again: both codes then mean the same and have the same rank.
#[derive(Debug, Clone, Default)]
pub(super) struct Dictionary {
    pub(super) sorted: FrontCoded,
    pub(super) added: Added,
}

/// Values in the order in which they came.
#[derive(Debug, Clone, Default)]
pub(super) struct Added {
    text: Vec<u8>,
    ends: Vec<u32>,
    /// Places by value, each with the hash of the value.
    places: HashTable<(u32, u32)>,
}

impl Added {
    pub(super) fn len(&self) -> u32 {
        self.ends.len() as u32
    }

    pub(super) fn get(&self, place: u32) -> &[u8] {
        let place = place as usize;
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.text[start..self.ends[place] as usize]
    }

    /// The place of a value, which is added when it is new; none when the values take 4 GiB.
    fn intern(&mut self, value: &[u8]) -> Option<u32> {
        let hash = hash(value);
        let (text, ends) = (&self.text, &self.ends);
        let equal = |&(other, place): &(u32, u32)| {
            let place = place as usize;
            let start = place.checked_sub(1).map_or(0, |before| ends[before] as usize);
            other == hash && &text[start..ends[place] as usize] == value
        };
        if let Some(&(_, place)) = self.places.find(spread(hash), equal) {
            return Some(place);
        }
        let end = u32::try_from(self.text.len() + value.len()).ok()?;
        let place = self.len();
        self.text.extend_from_slice(value);
        self.ends.push(end);
        self.places.insert_unique(spread(hash), (hash, place), |&(hash, _)| spread(hash));
        Some(place)
    }

    fn find(&self, value: &[u8]) -> Option<u32> {
        let hash = hash(value);
        let found = self.places.find(spread(hash), |&(other, place)| other == hash && self.get(place) == value);
        found.map(|&(_, place)| place)
    }

    /// The bytes of the texts.
    pub(super) fn text_bytes(&self) -> usize {
        self.text.len()
    }

    fn memory_bytes(&self) -> usize {
        self.text.capacity() + self.ends.capacity() * 4 + self.places.allocation_size()
    }

    fn chunk(&self) -> Chunk {
        let mut chunk = Chunk::default();
        for place in 0..self.len() {
            chunk.push_text(self.get(place));
        }
        chunk
    }
}

fn hash(value: &[u8]) -> u32 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    (hasher.finish() >> 32) as u32
}

const fn spread(hash: u32) -> u64 {
    (hash as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

impl Dictionary {
    /// One more than the largest code.
    pub(super) fn end(&self) -> u32 {
        1 + self.sorted.len() + self.added.len()
    }

    /// The code of a value, which is added when it was not added before. An empty value is none.
    /// No code when the column is full.
    pub(super) fn intern(&mut self, value: &[u8]) -> Option<u32> {
        if value.is_empty() {
            return Some(0);
        }
        let before = 1 + self.sorted.len();
        self.added.intern(value).map(|place| before + place)
    }

    /// The codes of a value.
    pub(super) fn find(&self, kind: FieldKind, value: &[u8]) -> impl Iterator<Item = u32> {
        let empty = value.is_empty().then_some(0);
        let sorted = self.sorted.find(|other| compare(kind, other, value)).map(|place| 1 + place);
        let added = self.added.find(value).map(|place| 1 + self.sorted.len() + place);
        empty.into_iter().chain(sorted).chain(added)
    }

    /// The value of a code.
    pub(super) fn value(&self, code: u32) -> Vec<u8> {
        let mut value = Vec::new();
        match code.checked_sub(1 + self.sorted.len()) {
            Some(place) => value.extend_from_slice(self.added.get(place)),
            None if code == 0 => {}
            None => self.sorted.read(code - 1, &mut value),
        }
        value
    }

    /// Hands out all values, each chunk with the code of its first value.
    pub(super) fn chunks(&self, mut each: impl FnMut(&Chunk, u32)) {
        self.sorted.chunks(|chunk| each(chunk, 1 + chunk.first));
        if let Some(added) = self.added_chunk() {
            each(&added, 1 + self.sorted.len());
        }
    }

    /// The added values.
    pub(super) fn added_chunk(&self) -> Option<Chunk> {
        (self.added.len() > 0).then(|| self.added.chunk())
    }

    /// The places of the added values in their order.
    pub(super) fn added_order(&self, kind: FieldKind) -> Vec<u32> {
        super::arrange::arrange(kind, (0..self.added.len()).collect(), |place| self.added.get(place))
    }

    /// The rank of each code: larger values have larger ranks, equal ones the same; code 0 has
    /// rank 0. None when codes are ranks.
    pub(super) fn ranks(&self, kind: FieldKind) -> Option<Vec<u32>> {
        if self.added.len() == 0 {
            return None;
        }
        let mut ranks = vec![0; self.end() as usize];
        let (sorted, added) = ranks[1..].split_at_mut(self.sorted.len() as usize);
        let mut rank = 0;
        let mut next = 0;
        let mut read = Vec::new();
        for place in self.added_order(kind) {
            let value = self.added.get(place);
            let at = self.sorted.partition_point(|other| compare(kind, other, value) == Ordering::Less) as usize;
            for rest in &mut sorted[next.min(at)..at] {
                rank += 1;
                *rest = rank;
            }
            next = next.max(at);
            let known = at < sorted.len() && {
                self.sorted.read(at as u32, &mut read);
                read == value
            };
            rank += 1;
            added[place as usize] = rank;
            if known {
                sorted[at] = rank;
                next = at + 1;
            }
        }
        for rest in &mut sorted[next..] {
            rank += 1;
            *rest = rank;
        }
        Some(ranks)
    }

    pub(super) fn memory_bytes(&self) -> usize {
        self.sorted.memory_bytes() + self.added.memory_bytes()
    }
}
