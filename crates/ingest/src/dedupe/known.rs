//! What is known of a table once it was searched: enough to compare new rows with it, however many
//! rows it has.
//!
//! The texts of the table are not kept, they stand in the store. Kept are what was learnt (weights,
//! and how many records have each value that more than one has), and the keys of its rows, each a
//! hash of 32 bits: 8 bytes for each key, three to twelve keys a row. New rows are compared in two steps:
//! [`Known::like`] names the rows that share a key, whoever keeps the texts reads these, and
//! [`Known::find`] compares them, as the search of the whole table would; [`Known::compare`] compares one
//! with each of the others. Rows are known by the numbers that the store gives them. One that came or
//! changed is [put](Known::put) in; one that is gone is named still, and not found when it is read.

pub(super) mod bytes;
mod saved;

use sales_core::fields::Entity;
use smallvec::SmallVec;

use super::{
    Evidence, Matches, Options, Table, Veto,
    block::Blocks,
    dictionary::join,
    field::{self, Fields, Frequencies},
    learnt::Learnt,
    model::{Model, probability},
    observer::Observer,
    plan::Layout,
    table::Prepared,
};
use crate::normal::country::Country;

/// Records that share a key at most, for the key to lead to them.
const MOST_ROWS_OF_KEY: usize = 60;
/// Rows that agree in all that is compared and are known of them at most.
const MOST_EQUAL_ROWS: usize = 3;
/// Rows under a key at most.
const MOST_UNDER_KEY: usize = MOST_ROWS_OF_KEY * MOST_EQUAL_ROWS;
/// Rows that one new row is compared with at most.
const MOST_LIKE: usize = 50;
/// Rules whose keys are kept.
const MOST_RULES: usize = 12;
/// Keys that came later and stand beside the others, at most.
const MOST_LATER: usize = 65_536;

/// A searched table, without its texts.
#[derive(Debug)]
pub struct Known {
    entity: Entity,
    layout: Layout,
    learnt: Learnt,
    home: Option<Country>,
    rules: Vec<SmallVec<[usize; 2]>>,
    /// The keys of the rows, and of those that came or changed later, each with its row.
    keys: Vec<(u32, u32)>,
    later: Vec<(u32, u32)>,
    /// The rows that were searched.
    searched: u32,
}

impl Known {
    /// What is known after a search of a table, whose rows are known by these numbers.
    pub(super) fn of(found: &Matches, rows: &[u32]) -> Self {
        let (fields, blocks) = (&found.model.fields, &found.blocks);
        let rules: Vec<_> = blocks.rules_of_their_own().take(MOST_RULES).collect();
        let rows_of = RowsOf::new(&found.record_of, found.row_of.len());
        let mut keys = Vec::new();
        for (number, rule) in rules.iter().enumerate() {
            for block in blocks.of_rule(fields, rule).chunk_by(|a, b| a.0 == b.0) {
                if block.len() <= MOST_ROWS_OF_KEY {
                    let short = short(number, block[0].0);
                    let of_block = block.iter().flat_map(|&(_, record)| rows_of.some(record));
                    keys.extend(of_block.map(|row| (short, rows[row as usize])));
                }
            }
        }
        keys.sort_unstable();
        keys.dedup();
        keys.shrink_to_fit();
        let (layout, learnt) = (found.layout.clone(), found.model.learnt());
        let searched = found.record_of.len() as u32;
        Self { entity: fields.entity, layout, learnt, home: found.home, rules, keys, later: Vec::new(), searched }
    }

    /// The rows that may be about the same as one of the new ones, in ascending order, each once: some
    /// tens for each new row at most, those that share most keys first.
    #[must_use]
    pub fn like(&self, new: Table) -> Vec<u32> {
        let mut like: Vec<u32> = Vec::new();
        let mut found: Vec<u32> = Vec::new();
        for of_record in self.keys_of(&self.fields(new).1).chunk_by(|a, b| a.1 == b.1) {
            found.clear();
            for &(key, _) in of_record {
                for keys in [&self.keys, &self.later] {
                    found.extend(under(keys, key).iter().map(|&(_, row)| row));
                }
            }
            found.sort_unstable();
            let mut rows: Vec<(usize, u32)> =
                found.chunk_by(|a, b| a == b).map(|same| (usize::MAX - same.len(), same[0])).collect();
            rows.sort_unstable();
            like.extend(rows.iter().take(MOST_LIKE).map(|&(_, row)| row));
        }
        like.sort_unstable();
        like.dedup();
        like
    }

    /// Compares the last row of a table with each other one of it, by what is known of all.
    #[must_use]
    pub fn compare(&self, table: Table) -> Beside {
        let (prepared, fields) = self.fields(table);
        Beside { model: Model::with(fields, &self.learnt), record_of: prepared.record_of }
    }

    /// Finds the clusters of a table of few rows, known ones and new ones, by what is known of all.
    #[must_use]
    pub fn find(&self, table: Table, options: &Options) -> Matches {
        let (prepared, fields) = self.fields(table);
        let mut blocks = Blocks::with(&fields, self.rules.iter().cloned());
        let model = Model::with(fields, &self.learnt);
        let compared = model.compare_all(&mut blocks, options.min_probability);
        Matches::of(model, blocks, &compared, prepared, self.layout.clone(), options, &mut Observer::none())
    }

    /// Takes the rows of a table as known by these numbers from now on. What was learnt stays as it is until
    /// the next search.
    pub fn put(&mut self, rows: &[u32], table: Table) {
        let (prepared, fields) = self.fields(table);
        let rows_of = RowsOf::new(&prepared.record_of, prepared.row_of.len());
        let keys = self.keys_of(&fields);
        self.later = without(std::mem::take(&mut self.later), rows);
        let named = keys.iter().flat_map(|&(key, record)| rows_of.all(record).iter().map(move |&row| (key, row)));
        self.later.extend(named.map(|(key, row)| (key, rows[row as usize])));
        self.later.sort_unstable();
        self.later.dedup();
        if self.later.len() > MOST_LATER {
            self.settle();
        }
    }

    /// Puts the keys that came later among the others.
    fn settle(&mut self) {
        let mut rows: Vec<u32> = self.later.iter().map(|&(_, row)| row).collect();
        rows.sort_unstable();
        rows.dedup();
        let mut keys = without(std::mem::take(&mut self.keys), &rows);
        keys.append(&mut self.later);
        keys.sort_unstable();
        let few = keys.chunk_by(|a, b| a.0 == b.0).filter(|block| block.len() <= MOST_UNDER_KEY);
        self.keys = few.flatten().copied().collect();
    }

    /// How many rows were searched. What was learnt of them holds of about as many.
    #[must_use]
    pub const fn searched(&self) -> u32 {
        self.searched
    }

    /// The country of phone numbers without calling code.
    #[must_use]
    pub const fn home(&self) -> Option<Country> {
        self.home
    }

    /// The memory it takes, in bytes.
    #[must_use]
    pub fn memory(&self) -> usize {
        (self.keys.capacity() + self.later.capacity()) * size_of::<(u32, u32)>()
            + self.learnt.fields.iter().map(Frequencies::memory).sum::<usize>()
    }

    /// The fields of a table, with what is known of their values.
    fn fields(&self, table: Table) -> (Prepared, Fields) {
        let plan = self.layout.plan(&table);
        let (records, prepared) = table.into_records(&plan);
        let fields = field::known_fields(&records, &plan, self.entity, self.home, &self.learnt);
        (prepared, fields)
    }

    /// The keys of all records, record by record.
    fn keys_of(&self, fields: &Fields) -> Vec<(u32, u32)> {
        let blocks = Blocks::with(fields, self.rules.iter().cloned());
        let mut keys: Vec<(u32, u32)> = Vec::new();
        for (number, rule) in self.rules.iter().enumerate() {
            let of_rule = blocks.of_rule(fields, rule);
            keys.extend(of_rule.into_iter().map(|(key, record)| (short(number, key), record)));
        }
        keys.sort_unstable_by_key(|&(key, record)| (record, key));
        keys
    }
}

/// One row of a table beside all others of it.
#[derive(Debug)]
pub struct Beside {
    model: Model,
    record_of: Vec<u32>,
}

impl Beside {
    /// How likely another row (from 0) is about the same, 0 to 1, and what forbids it.
    #[must_use]
    pub fn likeness(&self, row: u32) -> (f64, Option<Veto>) {
        let [left, right] = self.records(row);
        let levels = self.model.levels(left, right);
        let weight = self.model.unfinished(self.model.weight(left, right, levels), left, right, levels);
        (probability(weight), self.model.veto(left, right, levels))
    }

    /// What speaks for and against another row (from 0) being about the same.
    pub fn evidence(&self, row: u32) -> Vec<Evidence<'_>> {
        let [left, right] = self.records(row);
        self.model.evidence(left, right)
    }

    fn records(&self, row: u32) -> [u32; 2] {
        let last = self.record_of.last().copied().unwrap_or_default();
        let other = self.record_of[row as usize];
        [last.min(other), last.max(other)]
    }
}

/// The rows of each record.
struct RowsOf {
    starts: Vec<u32>,
    rows: Vec<u32>,
}

impl RowsOf {
    fn new(record_of: &[u32], records: usize) -> Self {
        let mut starts = vec![0; records + 1];
        for &record in record_of {
            starts[record as usize + 1] += 1;
        }
        for record in 0..records {
            starts[record + 1] += starts[record];
        }
        let mut next = starts.clone();
        let mut rows = vec![0; record_of.len()];
        for (row, &record) in (0_u32..).zip(record_of) {
            let place = &mut next[record as usize];
            rows[*place as usize] = row;
            *place += 1;
        }
        Self { starts, rows }
    }

    fn all(&self, record: u32) -> &[u32] {
        let place = record as usize;
        &self.rows[self.starts[place] as usize..self.starts[place + 1] as usize]
    }

    /// The first few of them.
    fn some(&self, record: u32) -> impl Iterator<Item = u32> + '_ {
        self.all(record).iter().copied().take(MOST_EQUAL_ROWS)
    }
}

/// The rows under a key, with the key; none when they are too many for it to tell anything.
fn under(keys: &[(u32, u32)], key: u32) -> &[(u32, u32)] {
    let from = &keys[keys.partition_point(|&(known, _)| known < key)..];
    let count = from.iter().take(MOST_UNDER_KEY + 1).take_while(|&&(known, _)| known == key).count();
    if count > MOST_UNDER_KEY { &[] } else { &from[..count] }
}

/// Keys without those of some rows, which ascend.
fn without(mut keys: Vec<(u32, u32)>, rows: &[u32]) -> Vec<(u32, u32)> {
    keys.retain(|(_, row)| rows.binary_search(row).is_err());
    keys
}

/// A key of a rule in 32 bits.
const fn short(rule: usize, key: u64) -> u32 {
    (join(key, rule as u64) >> 32) as u32
}
