//! Bringing the lists up to date after a write.

use std::collections::HashMap;

use sales_core::fields::{Entity, FieldId, PROSPECTS_OF_COMPANY};

use super::{
    changes,
    read::{from_records, shown_of},
    saved::MOST_CHANGES,
    spec,
};
use crate::{error::StoreError, lists::RowId, shown, store::Store, tx::Touched};

/// Prospects of whom lists show other scores or outcomes, put into the lists one by one.
const MOST_SHOWN: usize = 1_000;

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
        Self::ENTITIES.into_iter().try_for_each(|entity| self.apply_to(entity, touched))?;
        self.apply_shown(&touched.shown)
    }

    /// Gives prospects what lists show of them besides their records. After many, whoever asks next reads all.
    fn apply_shown(&self, rows: &[i64]) -> Result<(), StoreError> {
        let list = &self.lists.prospects;
        let fields: Vec<FieldId> = match list.read().as_ref() {
            Some(columns) if !rows.is_empty() => {
                columns.fields().filter(|field| shown::is_beside_records(field)).cloned().collect()
            }
            _ => return Ok(()),
        };
        for field in fields {
            if rows.len() > MOST_SHOWN {
                list.write().as_mut().map(|columns| columns.drop_column(&field));
                continue;
            }
            let cells: HashMap<RowId, String> = self.read(|db| shown_of(db, &field, Some(rows)))?.into_iter().collect();
            let rows = rows.iter().filter_map(|&row| RowId::try_from(row).ok());
            if let Some(columns) = list.write().as_mut() {
                columns.set(&field, rows.map(|row| (row, cells.get(&row).map(String::as_str))))?;
            }
        }
        self.settle(Entity::Prospect)
    }

    /// The numbers of prospects are counted anew when a question looks at them.
    fn forget_counts(&self) {
        if let (Some(companies), Ok(field)) = (self.lists.companies.write().as_mut(), PROSPECTS_OF_COMPANY.parse()) {
            companies.drop_column(&field);
        }
    }

    fn apply_to(&self, entity: Entity, touched: &Touched) -> Result<(), StoreError> {
        let list = self.lists.of(entity);
        let fields: Vec<FieldId> = match list.read().as_ref() {
            Some(columns) => columns.fields().cloned().collect(),
            None => return Ok(()),
        };
        if touched.reload.is_some_and(|(first, last)| last - first >= MOST_CHANGES as i64) {
            let columns = self.read(|db| from_records(db, entity, spec::whole(entity)))?;
            *list.write() = Some(columns);
            return Ok(());
        }
        let ranges = changes::of_write(touched, entity);
        let there = self.read(|db| {
            changes::reread(db, entity, &fields, &ranges, |rows| match list.write().as_mut() {
                Some(columns) => Ok(columns.upsert(rows)?),
                None => Ok(()),
            })
        })?;
        if let Some(columns) = list.write().as_mut() {
            let gone = changes::gone(columns, &ranges, &there);
            if !gone.is_empty() {
                columns.remove(&gone);
            }
        }
        self.settle(entity)
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
