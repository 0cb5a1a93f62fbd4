//! Reading lists into memory: which rows there are, and each column when a question first looks at it.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use sales_core::fields::{Entity, FieldId};

use super::{cells::each_batch, saved, spec};
use crate::{
    error::StoreError,
    lists::{Columns, RowId, Spec},
    shown,
    store::Store,
};

impl Store {
    /// Reads the lists into memory: which rows there are when they were saved, else everything from the
    /// records. Safe to call while others write; several callers wait for the first.
    pub fn load_lists(&self) -> Result<(), StoreError> {
        // Who only asks waits for no update of lists that stand.
        if self.lists_are_loaded() {
            return Ok(());
        }
        let _updating = self.lists.updating.lock();
        if self.lists_are_loaded() {
            return Ok(());
        }
        self.while_writes_wait(|| {
            for entity in [Entity::Company, Entity::Prospect] {
                let columns = self.read(|db| match saved::load(db, entity, spec::bare(entity))? {
                    Some(columns) => Ok(columns),
                    None => from_records(db, entity, spec::whole(entity)),
                })?;
                *self.lists.of(entity).write() = Some(columns);
            }
            Ok(())
        })
    }

    /// Whether the lists are in memory.
    pub fn lists_are_loaded(&self) -> bool {
        self.lists.prospects.read().is_some() && self.lists.missed.lock().is_none()
    }

    /// Reads those of the fields that are not in memory.
    pub(super) fn read_missing_columns(&self, fields: &BTreeSet<(Entity, FieldId)>) -> Result<(), StoreError> {
        let mut missing: BTreeMap<Entity, Vec<FieldId>> = BTreeMap::new();
        for (entity, field) in fields {
            if self.lists.of(*entity).read().as_ref().is_some_and(|columns| !columns.has_column(field)) {
                missing.entry(*entity).or_default().push(field.clone());
            }
        }
        missing.into_iter().try_for_each(|(entity, fields)| self.read_columns(entity, &fields))
    }

    /// Reads columns, as they were saved or from the records, unless they are in memory.
    pub(super) fn read_columns(&self, entity: Entity, fields: &[FieldId]) -> Result<(), StoreError> {
        let _updating = self.lists.updating.lock();
        let list = self.lists.of(entity);
        let missing: Vec<FieldId> = match list.read().as_ref() {
            Some(columns) => fields.iter().filter(|field| !columns.has_column(field)).cloned().collect(),
            None => Vec::new(),
        };
        let (counts, missing): (Vec<_>, Vec<_>) =
            missing.into_iter().partition(|field| spec::counts_prospects(entity, field));
        let (beside, missing): (Vec<_>, Vec<_>) = missing.into_iter().partition(shown::is_beside_records);
        let (kept, other): (Vec<_>, Vec<_>) = missing.into_iter().partition(|field| spec::is_kept(entity, field));
        self.while_writes_wait(|| {
            for fields in [kept, other].into_iter().filter(|fields| !fields.is_empty()) {
                let spec = spec::with_columns(entity, &fields);
                let read = self.read(|db| {
                    let saved =
                        if spec::is_kept(entity, &fields[0]) { saved::load(db, entity, spec.clone())? } else { None };
                    saved.map_or_else(|| from_records(db, entity, spec), Ok)
                })?;
                if let Some(columns) = list.write().as_mut() {
                    columns.join(read);
                }
            }
            counts.iter().try_for_each(|field| self.count_prospects(field))?;
            beside.iter().try_for_each(|field| self.read_beside(field))
        })
    }

    /// Gives companies the number of their prospects, which the list of prospects tells at once.
    fn count_prospects(&self, field: &FieldId) -> Result<(), StoreError> {
        let counts = self.lists.prospects.read().as_ref().map(Columns::related_counts).unwrap_or_default();
        if let Some(companies) = self.lists.companies.write().as_mut() {
            let numbers: Vec<(RowId, String)> =
                companies.ids(0..=RowId::MAX).map(|company| (company, counts.of(company).to_string())).collect();
            let cells = numbers.iter().map(|(company, number)| (*company, Some(number.as_str())));
            companies.add_column(spec::column(Entity::Company, field), cells)?;
        }
        Ok(())
    }

    /// Gives prospects what lists show of them besides their records.
    fn read_beside(&self, field: &FieldId) -> Result<(), StoreError> {
        let cells = self.read(|db| shown_of(db, field, None))?;
        if let Some(prospects) = self.lists.prospects.write().as_mut() {
            let cells = cells.iter().map(|(row, text)| (*row, Some(text.as_str())));
            prospects.add_column(spec::column(Entity::Prospect, field), cells)?;
        }
        Ok(())
    }

    /// Lets `read` read while the lists are not told of writes; afterwards they are told of all that
    /// came in the meantime, and only then do they answer.
    fn while_writes_wait(&self, read: impl FnOnce() -> Result<(), StoreError>) -> Result<(), StoreError> {
        *self.lists.missed.lock() = Some(Vec::new());
        let result = read();
        loop {
            let missed = {
                let mut missed = self.lists.missed.lock();
                match missed.as_mut() {
                    Some(writes) if !writes.is_empty() => std::mem::take(writes),
                    _ => {
                        *missed = None;
                        return result;
                    }
                }
            };
            missed.iter().try_for_each(|touched| self.apply(touched))?;
        }
    }
}

/// A list from its records.
pub(super) fn from_records(db: &Connection, entity: Entity, spec: Spec) -> Result<Columns, StoreError> {
    let fields: Vec<FieldId> = spec.columns.iter().map(|column| column.field.clone()).collect();
    let mut loader = Columns::loader(spec)?;
    each_batch(db, entity, &fields, "1", |rows| Ok(loader.push(rows)?))?;
    Ok(loader.finish()?)
}

/// What lists show besides the records of all prospects, or of those of some rows.
pub(super) fn shown_of(
    db: &Connection,
    field: &FieldId,
    rows: Option<&[i64]>,
) -> Result<Vec<(RowId, String)>, StoreError> {
    let mut cells = Vec::new();
    shown::each(db, field, rows, |row, text| {
        cells.extend(RowId::try_from(row).ok().map(|row| (row, text)));
        Ok(())
    })?;
    Ok(cells)
}
