//! Under which keys the records of a file stand: in memory while the file is read, written to the
//! store, sorted, when it is done.

use hashbrown::{HashTable, hash_table::Entry};
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

/// Rows that a key leads to at most. The phone number of a large firm stands in many rows, and every
/// one of them would be compared with every other.
const MOST_FOUND: usize = 1_000;
/// Parts that the keys are sorted in, so that sorting needs little more memory than they do.
const PARTS: u32 = 8;

/// A key and the first row under it, in 12 bytes.
#[derive(Debug, Clone, Copy)]
#[repr(C, packed(4))]
struct Pair {
    hash: i64,
    row: u32,
}

/// Pairs of key and row, found by key: about 25 bytes a pair.
#[derive(Debug, Default)]
pub(crate) struct KeyIndex {
    table: HashTable<Pair>,
    /// Rows behind the first one of a key.
    more: FxHashMap<i64, SmallVec<[u32; 2]>>,
    /// Pairs whose key leads to [`MOST_FOUND`] rows already.
    unfound: Vec<(i64, u32)>,
    /// Pairs whose record does not have the value, though a row of the file says that it is its own.
    loose: FxHashSet<(i64, u32)>,
}

impl KeyIndex {
    /// Adds a pair whose record has the value.
    pub fn add(&mut self, hash: i64, row: u32) {
        self.insert(hash, row);
        if !self.loose.is_empty() {
            self.loose.remove(&(hash, row));
        }
    }

    /// Adds a pair that holds while this file is read: it is not written. One that is there stays as
    /// it is.
    pub fn add_loose(&mut self, hash: i64, row: u32) {
        if self.insert(hash, row) {
            self.loose.insert((hash, row));
        }
    }

    /// Says that the record has lost the value. The pair holds while this file is read.
    pub fn loosen(&mut self, hash: i64, row: u32) {
        self.insert(hash, row);
        self.loose.insert((hash, row));
    }

    /// Whether the pair is new; one that is there already stays single.
    fn insert(&mut self, hash: i64, row: u32) -> bool {
        let first = match self.table.entry(bits(hash), |pair| pair.hash == hash, |pair| bits(pair.hash)) {
            Entry::Occupied(first) => first.get().row,
            Entry::Vacant(free) => {
                free.insert(Pair { hash, row });
                return true;
            }
        };
        if first == row {
            return false;
        }
        let others = self.more.entry(hash).or_default();
        if others.contains(&row) {
            return false;
        }
        if others.len() < MOST_FOUND {
            others.push(row);
        } else {
            self.unfound.push((hash, row));
        }
        true
    }

    fn first(&self, hash: i64) -> Option<u32> {
        self.table.find(bits(hash), |pair| pair.hash == hash).map(|pair| pair.row)
    }

    /// The rows under a key.
    pub fn find(&self, hash: i64) -> SmallVec<[u32; 2]> {
        let mut rows = SmallVec::new();
        if let Some(first) = self.first(hash) {
            rows.push(first);
            if let Some(others) = self.more.get(&hash) {
                rows.extend_from_slice(others);
            }
        }
        rows
    }

    /// The first rows under a key, as many at most.
    pub fn find_first(&self, hash: i64, most: usize) -> SmallVec<[u32; 8]> {
        let others = || self.more.get(&hash).into_iter().flatten().copied();
        self.first(hash).into_iter().flat_map(|first| std::iter::once(first).chain(others())).take(most).collect()
    }

    /// Whether a key leads to at least so many rows, more than one.
    pub fn has(&self, hash: i64, many: usize) -> bool {
        self.more.get(&hash).is_some_and(|others| others.len() + 1 >= many)
    }

    /// Gives the pairs whose records have the values to `visit`, by ascending key, part by part.
    ///
    /// # Errors
    /// As `visit`.
    pub fn each_sorted<E>(self, mut visit: impl FnMut(&[(i64, u32)]) -> Result<(), E>) -> Result<(), E> {
        let mut pairs: Vec<(i64, u32)> = Vec::with_capacity(self.table.len() / PARTS as usize);
        for part in 0..PARTS {
            let first = self.table.iter().map(|pair| (pair.hash, pair.row));
            let others = self.more.iter().flat_map(|(&hash, rows)| rows.iter().map(move |&row| (hash, row)));
            let all = first.chain(others).chain(self.unfound.iter().copied());
            pairs.extend(all.filter(|pair| part_of(pair.0) == part && !self.loose.contains(pair)));
            pairs.sort_unstable();
            visit(&pairs)?;
            pairs.clear();
        }
        Ok(())
    }
}

/// The part of the ascending keys that this one stands in.
fn part_of(hash: i64) -> u32 {
    let ascending = hash.cast_unsigned() ^ (1 << 63);
    u32::try_from(ascending >> 61).unwrap_or_default()
}

/// Keys are hashes already.
const fn bits(hash: i64) -> u64 {
    hash.cast_unsigned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(index: KeyIndex) -> Vec<(i64, u32)> {
        let mut all = Vec::new();
        let visited: Result<(), ()> = index.each_sorted(|part| {
            all.extend_from_slice(part);
            Ok(())
        });
        visited.unwrap();
        all
    }

    #[test]
    fn all_pairs_come_out_sorted_also_those_of_a_key_that_leads_to_too_many() {
        let mut index = KeyIndex::default();
        let mut expected: Vec<(i64, u32)> = Vec::new();
        for row in 0..5_000_u32 {
            let hash = i64::from(row).wrapping_mul(0x9e37_79b9_7f4a_7c15_u64.cast_signed());
            index.add(hash, row);
            index.add(7, row);
            expected.extend([(hash, row), (7, row)]);
        }
        assert_eq!(index.find(7).len(), MOST_FOUND + 1);
        assert!(index.has(7, 8) && !index.has(8, 2));
        expected.sort_unstable();
        assert_eq!(sorted(index), expected);
    }

    #[test]
    fn loose_pairs_are_found_and_not_written() {
        let mut index = KeyIndex::default();
        index.add(1, 10);
        index.add_loose(1, 10);
        index.add_loose(2, 10);
        index.add_loose(3, 10);
        index.add(3, 10);
        index.loosen(1, 10);
        assert!([1, 2, 3].iter().all(|&hash| index.find(hash).as_slice() == [10]));
        assert_eq!(sorted(index), [(3, 10)]);
    }

    #[test]
    fn a_key_leads_to_all_its_rows_once() {
        let mut index = KeyIndex::default();
        for (hash, row) in [(5, 1), (-7, 2), (5, 3), (5, 3), (5, 1)] {
            index.add(hash, row);
        }
        assert_eq!(index.find(5).as_slice(), [1, 3]);
        assert_eq!(index.find(-7).as_slice(), [2]);
        assert!(index.find(6).is_empty());
        assert_eq!(sorted(index), [(-7, 2), (5, 1), (5, 3)]);
    }
}
