//! Keys that many persons share, an address of a team or the number of a switchboard: there, only the persons
//! of one name are looked at.

use std::hash::{Hash as _, Hasher as _};

use rustc_hash::{FxHashMap, FxHasher};

/// Persons under a key from which on it is shared by many: these first ones are always looked at.
pub(super) const MANY: usize = 8;

/// Of keys that many share, the first person of each name.
#[derive(Debug, Default)]
pub(super) struct Crowd(FxHashMap<u64, u32>);

impl Crowd {
    /// Notes a person under a key that many share.
    pub fn add(&mut self, key: i64, name: &str, row: u32) {
        self.0.entry(place(key, name)).or_insert(row);
    }

    /// The person of a name under a key. Two names may have one place: whoever asks compares.
    pub fn find(&self, key: i64, name: &str) -> Option<u32> {
        self.0.get(&place(key, name)).copied()
    }
}

fn place(key: i64, name: &str) -> u64 {
    let mut hasher = FxHasher::default();
    (key, name).hash(&mut hasher);
    hasher.finish()
}
