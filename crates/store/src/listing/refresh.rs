//! Bringing the lists up to date after a write.

use std::collections::BTreeSet;

use sales_core::fields::{Entity, FieldId, PROSPECTS_OF_COMPANY};

use super::{cells::each_batch, numbers, read::from_records, saved::MOST_CHANGES, spec};
use crate::{error::StoreError, lists::RowId, store::Store, tables::Tracked, tx::Touched};

impl Store {
    /// Brings the lists up to date after a write.
    pub(crate) fn refresh_lists(&self, touched: &Touched) -> Result<(), StoreError> {
        if touched.is_empty() {
            return Ok(());
        }
        if let Some(missed) = self.lists.missed.lock().as_mut() {
            missed.push(touched.clone());
            return Ok(());
        }
        let _updating = self.lists.updating.lock();
        self.apply(touched)
    }

    /// As [`Self::refresh_lists`], for who holds the lock of updates.
    pub(super) fn apply(&self, touched: &Touched) -> Result<(), StoreError> {
        if touched.reload.is_some() || touched.changed.iter().chain(&touched.removed).any(is_prospect) {
            self.forget_counts();
        }
        Self::ENTITIES.into_iter().try_for_each(|entity| self.apply_to(entity, touched))
    }

    /// The numbers of prospects are counted anew when a question looks at them.
    fn forget_counts(&self) {
        if let (Some(companies), Ok(field)) = (self.lists.companies.write().as_mut(), PROSPECTS_OF_COMPANY.parse()) {
            companies.drop_column(&field);
        }
    }

    fn apply_to(&self, entity: Entity, touched: &Touched) -> Result<(), StoreError> {
        if self.lists.of(entity).read().is_none() {
            return Ok(());
        }
        if touched.reload.is_some_and(|(first, last)| last - first >= MOST_CHANGES as i64) {
            let columns = self.read(|db| from_records(db, entity, spec::whole(entity)))?;
            *self.lists.of(entity).write() = Some(columns);
            return Ok(());
        }
        let rows = |records: &[(Entity, i64)]| -> Vec<i64> {
            records.iter().filter(|(kind, _)| *kind == entity).map(|&(_, row)| row).collect()
        };
        let removed = rows(&touched.removed).into_iter();
        let mut removed: Vec<RowId> = removed.filter_map(|row| RowId::try_from(row).ok()).collect();
        for chunk in rows(&touched.changed).chunks(10_000) {
            self.reread(entity, &format!("t.rowid IN ({})", numbers(chunk)))?;
        }
        if let Some((first, last)) = touched.reload {
            self.reread(entity, &format!("t.rowid BETWEEN {first} AND {last}"))?;
            removed.extend(self.gone(entity, first, last)?);
        }
        if !removed.is_empty()
            && let Some(columns) = self.lists.of(entity).write().as_mut()
        {
            columns.remove(&removed);
        }
        self.settle(entity)
    }

    fn reread(&self, entity: Entity, which: &str) -> Result<(), StoreError> {
        let fields: Vec<FieldId> = match self.lists.of(entity).read().as_ref() {
            Some(columns) => columns.fields().cloned().collect(),
            None => return Ok(()),
        };
        self.read(|db| {
            each_batch(db, entity, &fields, which, |rows| {
                if let Some(columns) = self.lists.of(entity).write().as_mut() {
                    columns.upsert(rows)?;
                }
                Ok(())
            })
        })
    }

    /// Rows of a range that the list has and the file has not.
    fn gone(&self, entity: Entity, first: i64, last: i64) -> Result<Vec<RowId>, StoreError> {
        let range = RowId::try_from(first).unwrap_or(0)..=RowId::try_from(last).unwrap_or(RowId::MAX);
        let listed: Vec<RowId> = match self.lists.of(entity).read().as_ref() {
            Some(columns) => columns.ids(range).collect(),
            None => Vec::new(),
        };
        if listed.is_empty() {
            return Ok(listed);
        }
        let sql = format!("SELECT rowid FROM {} WHERE rowid BETWEEN ?1 AND ?2", Tracked::of(entity).name);
        let there: BTreeSet<RowId> = self.read(|db| {
            let mut statement = db.prepare_cached(&sql)?;
            let rows = statement.query_map((first, last), |row| row.get(0))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })?;
        Ok(listed.into_iter().filter(|row| !there.contains(row)).collect())
    }

    /// Puts columns in order again that many new values came to.
    fn settle(&self, entity: Entity) -> Result<(), StoreError> {
        let list = self.lists.of(entity);
        loop {
            let compaction = match list.read().as_ref() {
                Some(columns) => columns.compaction()?,
                None => None,
            };
            let Some(compaction) = compaction else { return Ok(()) };
            if let Some(columns) = list.write().as_mut() {
                columns.adopt(compaction);
            }
        }
    }
}

fn is_prospect(record: &(Entity, i64)) -> bool {
    record.0 == Entity::Prospect
}
