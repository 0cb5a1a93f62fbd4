//! Under which keys the records of a file stand: in memory while the file is read, written to the
//! store, sorted, when it is done.

use hashbrown::HashTable;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// Pairs of key and row, found by key. 12 bytes a pair and 5 a key.
#[derive(Debug, Default)]
pub(crate) struct KeyIndex {
    hashes: Vec<i64>,
    rows: Vec<u32>,
    table: HashTable<u32>,
    /// Rows behind the first one of a key.
    more: FxHashMap<i64, SmallVec<[u32; 2]>>,
}

impl KeyIndex {
    /// Adds a pair; one that is there already stays single.
    pub fn add(&mut self, hash: i64, row: u32) {
        let slot = bits(hash);
        let found = self.table.find(slot, |&place| self.hashes[place as usize] == hash).copied();
        if let Some(place) = found {
            let others = self.more.entry(hash).or_default();
            if self.rows[place as usize] == row || others.contains(&row) {
                return;
            }
            others.push(row);
        } else {
            let place = u32::try_from(self.hashes.len()).unwrap_or(u32::MAX);
            let hashes = &self.hashes;
            self.table.insert_unique(slot, place, |&place| bits(hashes[place as usize]));
        }
        self.hashes.push(hash);
        self.rows.push(row);
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

    /// All pairs by ascending key.
    pub fn into_sorted(self) -> Vec<(i64, u32)> {
        let Self { hashes, rows, .. } = self;
        let mut pairs: Vec<(i64, u32)> = hashes.into_iter().zip(rows).collect();
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
