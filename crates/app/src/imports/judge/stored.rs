//! What the workspace has under the keys of a chunk.

use rustc_hash::{FxHashMap, FxHashSet};
use sales_core::fields::Entity;
use sales_ingest::matching::{CompanyMarks, MatchKeys, PersonMarks};
use sales_store::{Db, error::StoreError, match_keys, merges, record::Record, row_prints};
use smallvec::SmallVec;

use super::super::{
    chunk::{Candidate, Chunk},
    crowd::{Crowd, MANY},
    routes::Routes,
};
use crate::keys::KeyMaker;

/// What the workspace has under the keys of a chunk.
#[derive(Debug, Default)]
pub(super) struct Stored {
    prospects: FxHashMap<i64, SmallVec<[u32; 2]>>,
    /// Those of them whose keys many share, by name.
    crowd: Crowd,
    pub companies: FxHashMap<i64, SmallVec<[u32; 2]>>,
    names: FxHashMap<u32, Box<str>>,
    marks: FxHashMap<u32, PersonMarks>,
    /// Those who were merged into the prospects.
    former: FxHashMap<u32, Vec<Former>>,
    /// What tells the companies from others of their names.
    pub company_marks: FxHashMap<u32, CompanyMarks>,
    /// Prospects that were made of rows without a key.
    pub prints: FxHashMap<i64, SmallVec<[u32; 2]>>,
    /// The companies of the prospects.
    pub companies_of: FxHashMap<u32, u32>,
    /// Of the companies, those that have no website.
    pub without_website: FxHashSet<u32>,
    /// Of the companies, those that have no name.
    pub without_name: FxHashSet<u32>,
}

/// Somebody who was merged into a prospect.
#[derive(Debug)]
struct Former {
    name: Box<str>,
    marks: PersonMarks,
}

impl Stored {
    /// What a prospect is called.
    pub fn name(&self, row: u32) -> &str {
        self.names.get(&row).map(|name| &**name).unwrap_or_default()
    }

    /// What tells a prospect from others of the same name.
    pub fn marks(&self, row: u32) -> PersonMarks {
        self.marks.get(&row).copied().unwrap_or_default()
    }

    /// What those were called who were merged into a prospect, and what told them from others.
    pub fn former(&self, row: u32) -> impl Iterator<Item = (&str, PersonMarks)> {
        self.former.get(&row).into_iter().flatten().map(|former| (&*former.name, former.marks))
    }

    /// Whether a prospect is another's survivor who was called so, and is called otherwise.
    pub fn is_former_name(&self, row: u32, name: &str) -> bool {
        self.name(row) != name && self.former(row).any(|(former, _)| former == name)
    }

    /// The prospects under a key: of very many the first ones, and the one of this name.
    pub fn holders(&self, hash: i64, name: &str) -> impl Iterator<Item = u32> {
        let rows = self.prospects.get(&hash).map(|rows| &rows[..]).unwrap_or_default();
        let of_name = (rows.len() > MANY).then(|| self.crowd.find(hash, name)).flatten();
        rows.iter().take(MANY).copied().chain(of_name)
    }

    fn note_crowds(&mut self) {
        for (&hash, rows) in self.prospects.iter().filter(|(_, rows)| rows.len() > MANY) {
            for row in rows {
                self.crowd.add(hash, self.names.get(row).map(|name| &**name).unwrap_or_default(), *row);
            }
        }
    }

    /// Looks the keys of a chunk up.
    pub fn look_up(db: &Db, chunk: &Chunk, routes: &Routes, keys: &mut KeyMaker) -> Result<Self, StoreError> {
        let hashes = |of: fn(&Candidate) -> &MatchKeys| -> Vec<i64> {
            chunk.candidates.iter().flat_map(|candidate| of(candidate).iter()).map(|key| key.hash.0).collect()
        };
        let mut found = Self::default();
        let pairs = match_keys::find(db, Entity::Prospect, &hashes(|candidate| &candidate.keys))?;
        let mut rows: Vec<i64> = pairs.iter().map(|&(_, row)| row).collect();
        collect(&mut found.prospects, pairs);
        let prints: Vec<i64> = chunk.candidates.iter().filter_map(|candidate| candidate.print).collect();
        if !prints.is_empty() {
            let pairs = row_prints::find(db, &prints)?;
            rows.extend(pairs.iter().map(|&(_, row)| row));
            collect(&mut found.prints, pairs);
        }
        for record in Record::at_rows(db, Entity::Prospect, &rows)? {
            if let Ok(row) = u32::try_from(record.row) {
                found.names.insert(row, keys.record_name(&record).into());
                found.marks.insert(row, keys.marks_of_prospect(&record));
                if let Some(company) = record.company_row.and_then(|row| u32::try_from(row).ok()) {
                    found.companies_of.insert(row, company);
                }
            }
        }
        for (heir, record) in merges::living_on_in(db, Entity::Prospect, &rows)? {
            if let Ok(heir) = u32::try_from(heir) {
                let former = Former { name: keys.record_name(&record).into(), marks: keys.marks_of_prospect(&record) };
                found.former.entry(heir).or_default().push(former);
            }
        }
        found.note_crowds();
        let pairs = match_keys::find(db, Entity::Company, &hashes(|candidate| &candidate.company_keys))?;
        let rows: Vec<i64> = pairs.iter().map(|&(_, row)| row).collect();
        collect(&mut found.companies, pairs);
        let marked = if routes.tells_companies_apart() { &rows[..] } else { &[] };
        for record in Record::at_rows(db, Entity::Company, marked)? {
            let marks = keys.marks_of_company(&record);
            if let Ok(row) = u32::try_from(record.row)
                && marks != CompanyMarks::default()
            {
                found.company_marks.insert(row, marks);
            }
        }
        for (field, set) in [("company_website", &mut found.without_website), ("company", &mut found.without_name)] {
            let without = Record::rows_without(db, Entity::Company, field, &rows)?;
            set.extend(without.into_iter().filter_map(|row| u32::try_from(row).ok()));
        }
        Ok(found)
    }
}

fn collect(into: &mut FxHashMap<i64, SmallVec<[u32; 2]>>, pairs: Vec<(i64, i64)>) {
    for (hash, row) in pairs {
        if let Ok(row) = u32::try_from(row) {
            into.entry(hash).or_default().push(row);
        }
    }
}
