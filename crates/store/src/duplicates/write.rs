//! Writing down what a search found.

use sales_core::{change::ChangeKind, fields::Entity};

use super::{FoundPair, Search, groups};
use crate::{error::StoreError, many::Insertion, tx::Tx};

impl Tx<'_> {
    /// Replaces what the last search of this kind of record found.
    ///
    /// # Errors
    /// [`StoreError`] when the tables cannot be written.
    pub fn write_duplicates(
        &mut self,
        search: &Search,
        pairs: impl IntoIterator<Item = FoundPair>,
    ) -> Result<(), StoreError> {
        let entity = search.entity;
        self.touch(ChangeKind::Duplicates);
        self.forget_duplicates(entity)?;
        self.insert_pairs(search, pairs)?;
        self.note_search(search)?;
        let found_in: Vec<i64> = self
            .db
            .prepare_cached("SELECT DISTINCT found_in FROM duplicate_pairs WHERE entity = ?1 ORDER BY found_in")?
            .query_map([entity.as_str()], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        groups::settle(&self.db, entity, &found_in)
    }

    /// Says that what was found is not what a search would find now.
    ///
    /// # Errors
    /// [`StoreError`] when the tables cannot be written.
    pub fn outdate_searches(&mut self) -> Result<(), StoreError> {
        self.touch(ChangeKind::Duplicates);
        self.db.execute("UPDATE duplicate_searches SET change_seq = 0, last_row = 0", [])?;
        Ok(())
    }

    fn forget_duplicates(&self, entity: Entity) -> Result<(), StoreError> {
        for table in ["duplicate_pairs", "duplicate_clusters", "duplicate_members"] {
            self.db.execute(&format!("DELETE FROM {table} WHERE entity = ?1"), [entity.as_str()])?;
        }
        Ok(())
    }

    pub(super) fn insert_pairs(
        &self,
        search: &Search,
        pairs: impl IntoIterator<Item = FoundPair>,
    ) -> Result<(), StoreError> {
        let insertion = Insertion {
            head: "INSERT OR IGNORE INTO duplicate_pairs (found_at, entity, left_row, right_row, left_print,
                   right_print, found_in, probability, weight, automatic, veto, evidence) VALUES",
            row: "(?1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            shared: &[search.at.0],
        };
        insertion.run(&self.db, pairs, |values, pair| {
            let is_ordered = pair.rows[0] < pair.rows[1];
            let [first, second] = if is_ordered { [0, 1] } else { [1, 0] };
            values.push(search.entity.as_str())?;
            values.push(pair.rows[first])?;
            values.push(pair.rows[second])?;
            values.push(pair.prints[first])?;
            values.push(pair.prints[second])?;
            values.push(pair.found_in)?;
            values.push(pair.probability)?;
            values.push(pair.weight)?;
            values.push(pair.automatic)?;
            values.push(pair.veto)?;
            values.push(pair.evidence)
        })
    }

    pub(super) fn note_search(&self, search: &Search) -> Result<(), StoreError> {
        self.db.execute(
            "INSERT OR REPLACE INTO duplicate_searches (entity, at, change_seq, noted, min_probability, fields,
                                                        records, millis, labels, outcome, last_row)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                search.entity.as_str(),
                search.at.0,
                search.seq,
                search.noted,
                search.min_probability,
                serde_json::json!(search.fields).to_string(),
                search.records,
                search.millis,
                search.learning.labels,
                &search.learning.outcome,
                search.last_row,
            ),
        )?;
        Ok(())
    }
}
