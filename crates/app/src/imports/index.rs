//! Under which keys the records of a file stand: in memory while the file is read, written to the
//! store, sorted, when it is done.

use hashbrown::HashTable;
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

/// Rows that a key leads to at most. The phone number of a large firm stands in many rows, and every
/// one of them would be compared with every other.
const MOST_FOUND: usize = 1_000;

/// Pairs of key and row, found by key. 12 bytes a pair and 5 a key.
#[derive(Debug, Default)]
pub(crate) struct KeyIndex {
    hashes: Vec<i64>,
    rows: Vec<u32>,
    table: HashTable<u32>,
    /// Rows behind the first one of a key.
    more: FxHashMap<i64, SmallVec<[u32; 2]>>,
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
        let slot = bits(hash);
        let found = self.table.find(slot, |&place| self.hashes[place as usize] == hash).copied();
        if let Some(place) = found {
            let others = self.more.entry(hash).or_default();
            if self.rows[place as usize] == row || others.contains(&row) {
                return false;
            }
            if others.len() < MOST_FOUND {
                others.push(row);
            }
        } else {
            let place = u32::try_from(self.hashes.len()).unwrap_or(u32::MAX);
            let hashes = &self.hashes;
            self.table.insert_unique(slot, place, |&place| bits(hashes[place as usize]));
        }
        self.hashes.push(hash);
        self.rows.push(row);
        true
    }

    /// The rows under a key.
    pub fn find(&self, hash: i64) -> SmallVec<[u32; 2]> {
        let mut rows = SmallVec::new();
        if let Some(&place) = self.table.find(bits(hash), |&place| self.hashes[place as usize] == hash) {
            rows.push(self.rows[place as usize]);
            if !self.more.is_empty()
                && let Some(others) = self.more.get(&hash)
            {
                rows.extend_from_slice(others);
            }
        }
        rows
    }

    /// The pairs whose records have the values, by ascending key.
    pub fn into_sorted(self) -> Vec<(i64, u32)> {
        let Self { hashes, rows, loose, .. } = self;
        let mut pairs: Vec<(i64, u32)> = hashes.into_iter().zip(rows).filter(|pair| !loose.contains(pair)).collect();
        pairs.sort_unstable();
        pairs
    }
}

/// Keys are hashes already.
const fn bits(hash: i64) -> u64 {
    hash.cast_unsigned()
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(index.into_sorted(), [(3, 10)]);
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
        assert_eq!(index.into_sorted(), [(-7, 2), (5, 1), (5, 3)]);
    }
}
