//! Lists kept in the file, so that a start reads which rows there are, and a question the columns that
//! it looks at, instead of every record.

use std::sync::atomic::Ordering;

use rusqlite::{Connection, OptionalExtension as _};
use sales_core::fields::Entity;

use super::{changes, spec};
use crate::{
    error::StoreError,
    lists::{Columns, Spec},
    store::Store,
};

/// Up to how many changed rows the saved lists stay as they are: reading those rows again takes less
/// time than saving does.
const FEW_CHANGES: usize = 2_000;
/// From how many changed rows on all records are read instead.
pub(super) const MOST_CHANGES: usize = 50_000;

impl Store {
    /// Saves the lists when much has changed since they were saved, and drops the columns that can now
    /// be read again; false when the lists are not in memory, or something is being written, or nothing
    /// can be.
    pub fn save_lists(&self) -> Result<bool, StoreError> {
        if !self.lists_are_loaded() || self.only_reads() {
            return Ok(false);
        }
        if self.read(are_current)? {
            return Ok(true);
        }
        self.save_all_lists()
    }

    pub(super) fn save_all_lists(&self) -> Result<bool, StoreError> {
        for entity in Self::ENTITIES {
            let fields: Vec<_> = spec::whole(entity).columns.into_iter().map(|column| column.field).collect();
            self.read_columns(entity, &fields)?;
        }
        let tx = self.begin_unrecorded()?;
        let open: bool =
            tx.db.query_row("SELECT EXISTS (SELECT 1 FROM changes WHERE state = 'open')", [], |row| row.get(0))?;
        if open || self.lists.behind.load(Ordering::Acquire) > 0 || !self.have_kept_columns() {
            return Ok(false);
        }
        tx.db.execute_batch("DELETE FROM list_segments; DELETE FROM list_changes;")?;
        for entity in Self::ENTITIES {
            if let Some(columns) = self.lists.of(entity).read().as_ref() {
                save(&tx.db, entity, columns)?;
            }
        }
        tx.commit()?;
        self.drop_kept_columns();
        Ok(true)
    }

    fn have_kept_columns(&self) -> bool {
        Self::ENTITIES.iter().all(|&entity| {
            let kept = spec::whole(entity).columns;
            self.lists
                .of(entity)
                .read()
                .as_ref()
                .is_some_and(|columns| kept.iter().all(|kept| columns.has_column(&kept.field)))
        })
    }

    fn drop_kept_columns(&self) {
        for entity in Self::ENTITIES {
            if let Some(columns) = self.lists.of(entity).write().as_mut() {
                for kept in spec::whole(entity).columns {
                    columns.drop_column(&kept.field);
                }
            }
        }
    }
}

/// Whether lists are saved.
pub(super) fn exist(db: &Connection) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM list_segments)";
    Ok(db.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// Whether lists are saved and need not be saved again.
fn are_current(db: &Connection) -> Result<bool, StoreError> {
    if !exist(db)? {
        return Ok(false);
    }
    let mut changed = 0;
    for entity in Store::ENTITIES {
        changed += changes::reach(&changes::since_saved(db, entity)?);
    }
    Ok(changed <= FEW_CHANGES)
}

fn save(db: &Connection, entity: Entity, columns: &Columns) -> Result<(), StoreError> {
    let sql = "INSERT INTO list_segments (entity, name, bytes) VALUES (?1, ?2, ?3)";
    let mut insert = db.prepare_cached(sql)?;
    for segment in columns.segments() {
        let segment = segment?;
        insert.execute((entity.as_str(), segment.name, segment.bytes))?;
    }
    Ok(())
}

/// The saved list with these columns and what changed since; none when it is not saved, cannot be
/// used, or too much has changed.
pub(super) fn load(db: &Connection, entity: Entity, spec: Spec) -> Result<Option<Columns>, StoreError> {
    if !exist(db)? {
        return Ok(None);
    }
    let changed = changes::since_saved(db, entity)?;
    if changes::reach(&changed) > MOST_CHANGES {
        return Ok(None);
    }
    match Columns::from_segments(spec, |name| segment(db, entity, name).ok().flatten()) {
        Ok(mut columns) => {
            let fields: Vec<_> = columns.fields().cloned().collect();
            let there = changes::reread(db, entity, &fields, &changed, |rows| Ok(columns.upsert(rows)?))?;
            columns.remove(&changes::gone(&columns, &changed, &there));
            Ok(Some(columns))
        }
        Err(error) => {
            tracing::warn!(%error, "the saved lists are of no use; the records are read");
            Ok(None)
        }
    }
}

/// The bytes of a segment, read page by page into the place where they stay.
fn segment(db: &Connection, entity: Entity, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = "SELECT rowid FROM list_segments WHERE entity = ?1 AND name = ?2";
    let row = db.prepare_cached(sql)?.query_row((entity.as_str(), name), |row| row.get(0)).optional()?;
    let Some(row) = row else { return Ok(None) };
    let blob = db.blob_open(rusqlite::MAIN_DB, "list_segments", "bytes", row, true)?;
    let mut bytes = vec![0; blob.len()];
    blob.read_at_exact(&mut bytes, 0)?;
    Ok(Some(bytes))
}
