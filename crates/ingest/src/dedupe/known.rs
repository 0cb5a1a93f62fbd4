//! What is known of a table once it was searched: enough to compare new rows with it, however many
//! rows it has.
//!
//! The texts of the table are not kept, they stand in the store. Kept are what was learnt (weights,
//! and how many records have each value that more than one has), and the keys of its rows, each a
//! hash of 32 bits: 8 bytes for each key, three to twelve keys a row. New rows are compared in two steps:
//! [`Known::like`] names the rows that share a key, whoever keeps the texts reads these, and
//! [`Known::find`] compares them, as the search of the whole table would.

use smallvec::SmallVec;

use super::{
    Matches, Options, Table,
    block::{ALL_LEARNT, Blocks},
    dictionary::join,
    field::{self, Fields, Frequencies},
    model::{Learnt, Model},
    plan::Layout,
    table::Prepared,
};
use crate::normal::country::Country;

/// Rows that share a key at most, for the key to lead to them.
const MOST_ROWS_OF_KEY: usize = 60;
/// Rows that one new row is compared with at most.
const MOST_LIKE: usize = 50;
/// Rules whose keys are kept.
const MOST_RULES: usize = 12;

/// A searched table, without its texts.
#[derive(Debug)]
pub struct Known {
    layout: Layout,
    learnt: Learnt,
    home: Option<Country>,
    rules: Vec<SmallVec<[usize; 2]>>,
    /// The keys of the rows that were searched, and of those that came later, each with its row.
    keys: Vec<(u32, u32)>,
    later: Vec<(u32, u32)>,
    rows: u32,
}

impl Known {
    /// What is known after a search.
    pub(super) fn of(found: &Matches, home: Option<Country>) -> Self {
        let fields = &found.model.fields;
        let blocks = Blocks::of(fields, ALL_LEARNT);
        let rules: Vec<_> = blocks.rules_of_their_own().take(MOST_RULES).collect();
        let mut keys = Vec::new();
        for (number, rule) in rules.iter().enumerate() {
            for block in blocks.of_rule(fields, rule).chunk_by(|a, b| a.0 == b.0) {
                if block.len() <= MOST_ROWS_OF_KEY {
                    let short = short(number, block[0].0);
                    keys.extend(block.iter().map(|&(_, record)| (short, found.row_of[record as usize])));
                }
            }
        }
        keys.sort_unstable();
        keys.shrink_to_fit();
        let (layout, learnt) = (found.layout.clone(), found.model.learnt());
        Self { layout, learnt, home, rules, keys, later: Vec::new(), rows: found.record_of.len() as u32 }
    }

    /// The rows that may be about the same as one of the new ones, in ascending order, each once: some
    /// tens for each new row at most, those that share most keys first.
    #[must_use]
    pub fn like(&self, new: Table) -> Vec<u32> {
        let mut like: Vec<u32> = Vec::new();
        let mut found: Vec<u32> = Vec::new();
        let mut record = u32::MAX;
        let mut take = |found: &mut Vec<u32>| {
            found.sort_unstable();
            let mut rows: Vec<(usize, u32)> =
                found.chunk_by(|a, b| a == b).map(|same| (usize::MAX - same.len(), same[0])).collect();
            rows.sort_unstable();
            like.extend(rows.iter().take(MOST_LIKE).map(|&(_, row)| row));
            found.clear();
        };
        for (key, of) in self.keys_of(self.fields(new).1) {
            if of != record {
                take(&mut found);
                record = of;
            }
            for keys in [&self.keys, &self.later] {
                let start = keys.partition_point(|&(known, _)| known < key);
                found.extend(keys[start..].iter().take_while(|&&(known, _)| known == key).map(|&(_, row)| row));
            }
        }
        take(&mut found);
        like.sort_unstable();
        like.dedup();
        like
    }

    /// Finds the clusters of a table of few rows, known ones and new ones, by what is known of all.
    #[must_use]
    pub fn find(&self, table: Table, options: &Options) -> Matches {
        let (prepared, fields) = self.fields(table);
        let mut blocks = Blocks::with(&fields, self.rules.iter().cloned());
        let model = Model::with(fields, &self.learnt);
        let compared = model.compare_all(&mut blocks, options.min_probability);
        Matches::of(model, &compared, prepared, self.layout.clone(), options)
    }

    /// Takes rows as known from now on, and gives the number of the first: they are numbered from
    /// there. What was learnt stays as it is until the next search.
    pub fn add(&mut self, new: Table) -> u32 {
        let first = self.rows;
        self.rows += new.rows() as u32;
        let (prepared, fields) = self.fields(new);
        let keys = self.keys_of(fields);
        self.later.extend(keys.into_iter().map(|(key, record)| (key, first + prepared.row_of[record as usize])));
        self.later.sort_unstable();
        first
    }

    /// How many rows are known.
    #[must_use]
    pub const fn rows(&self) -> u32 {
        self.rows
    }

    /// The memory it takes, in bytes.
    #[must_use]
    pub fn memory(&self) -> usize {
        (self.keys.capacity() + self.later.capacity()) * size_of::<(u32, u32)>()
            + self.learnt.fields.iter().map(Frequencies::memory).sum::<usize>()
    }

    /// The fields of a table, with what is known of their values.
    fn fields(&self, table: Table) -> (Prepared, Fields) {
        let entity = table.entity();
        let plan = self.layout.plan(&table);
        let (records, prepared) = table.into_records(&plan);
        let fields = field::known_fields(&records, &plan, entity, self.home, &self.learnt);
        (prepared, fields)
    }

    /// The keys of all records, record by record.
    fn keys_of(&self, fields: Fields) -> Vec<(u32, u32)> {
        let blocks = Blocks::with(&fields, self.rules.iter().cloned());
        let mut keys: Vec<(u32, u32)> = Vec::new();
        for (number, rule) in self.rules.iter().enumerate() {
            let of_rule = blocks.of_rule(&fields, rule);
            keys.extend(of_rule.into_iter().map(|(key, record)| (short(number, key), record)));
        }
        keys.sort_unstable_by_key(|&(key, record)| (record, key));
        keys
    }
}

/// A key of a rule in 32 bits.
const fn short(rule: usize, key: u64) -> u32 {
    (join(key, rule as u64) >> 32) as u32
}
