//! What the judge learns beside judging: what an earlier run has written, and what became of records
//! that rows joined.

use std::cell::RefCell;

use sales_core::{fields::Entity, import::OnMatch};
use sales_ingest::matching::{MatchKeys, Verdict};
use sales_store::{Db, error::StoreError, record::Record};

use super::{
    super::{
        chunk::{Candidate, Chunk},
        routes::Routes,
    },
    Judge, Lacks, company_marks,
    stored::Stored,
};
use crate::keys::KeyMaker;

impl Judge {
    /// Takes a record of this import in that an earlier run has written.
    pub fn recall(&mut self, record: &Record, keys: &mut KeyMaker) {
        if let Ok(row) = u32::try_from(record.row)
            && record.entity == Entity::Prospect
        {
            self.remember_own(row, keys.record_name(record));
            self.mark(row, keys.marks_of_prospect(record));
            if let Some(company) = record.company_row.and_then(|row| u32::try_from(row).ok()) {
                self.meet_company(company);
                if let Some(last) = self.own_companies.last_mut() {
                    *last = company;
                }
            }
        }
        if let Ok(row) = u32::try_from(record.row)
            && record.entity == Entity::Company
        {
            let lacks = |field| record.get(field).is_none();
            self.meet_company(row);
            self.note_lacks(row, Lacks { name: lacks("company"), website: lacks("company_website") });
            self.mark_company(row, keys.marks_of_company(record));
        }
        self.settle(record, None, true, keys);
    }

    /// Takes in of which companies rows of an earlier run were, as far as that matters.
    pub fn recall_companies(
        &mut self,
        db: &Db,
        chunk: &Chunk,
        routes: &Routes,
        keys: &mut KeyMaker,
    ) -> Result<(), StoreError> {
        if self.on_match != OnMatch::Update {
            return Ok(());
        }
        let stored = Stored::look_up(db, chunk, routes, keys)?;
        let keys = RefCell::new(keys);
        for (index, candidate) in chunk.candidates.iter().enumerate() {
            let marks = || company_marks(chunk, routes, index, &keys);
            if let Verdict::Match(found) | Verdict::Conflict(found, _) = self.company_of(candidate, &stored, &marks) {
                self.meet_company(found.target);
            }
        }
        Ok(())
    }

    /// Takes in that an earlier run has found a row to be about a prospect; `name` is what one of the
    /// workspace is called.
    pub fn recall_met(&mut self, candidate: &Candidate, prospect: u32, name: &str) {
        if !self.is_own(prospect) {
            let name = self.names.add(name);
            self.touched.insert(prospect, name);
        }
        for key in candidate.keys.iter() {
            self.prospects.add_loose(key.hash.0, prospect);
            self.note_crowd(key.hash.0, prospect);
        }
    }

    /// Knows a record as it is after rows joined it. A record that this import made (`own`) gets its
    /// keys from here; the others get them when they are written.
    pub fn settle(&mut self, record: &Record, before: Option<&Record>, own: bool, keys: &mut KeyMaker) {
        let Ok(row) = u32::try_from(record.row) else { return };
        let mut hashes = |record: &Record| {
            let mut hashes = Vec::new();
            keys.record(record, &mut hashes);
            hashes
        };
        let (now, before) = (hashes(record), before.map(hashes).unwrap_or_default());
        let lost = before.into_iter().filter(|hash| !now.contains(hash));
        let index = match record.entity {
            Entity::Prospect => &mut self.prospects,
            Entity::Company => &mut self.companies,
        };
        for hash in lost {
            index.add_loose(hash, row);
        }
        for &hash in &now {
            if own { index.add(hash, row) } else { index.add_loose(hash, row) }
        }
        if record.entity == Entity::Prospect {
            self.rename(row, keys.record_name(record));
            self.mark(row, keys.marks_of_prospect(record));
            now.iter().for_each(|&hash| self.note_crowd(hash, row));
        }
    }

    /// Knows a prospect as it is after rows joined it before it was written: its keys, those that it
    /// was made with, and its name.
    pub fn settle_new(&mut self, row: u32, now: &MatchKeys, made_with: &MatchKeys, name: &str) {
        for key in made_with.iter().filter(|key| now.iter().all(|other| other.hash != key.hash)) {
            self.prospects.loosen(key.hash.0, row);
        }
        self.rename(row, name);
        for key in now.iter() {
            self.prospects.add(key.hash.0, row);
            self.note_crowd(key.hash.0, row);
        }
    }

    fn rename(&mut self, row: u32, name: &str) {
        if self.name_of(row) == name {
            return;
        }
        if let Some(place) = self.own_place(row) {
            self.own_names[place] = self.names.add(name);
        } else if let Some(known) = self.touched.get_mut(&row) {
            *known = self.names.add(name);
        }
    }
}
