//! Lists kept in the file, so that a start reads some large values instead of every record.
//!
//! They are saved with the number of the last change that they hold. A later start adds what the
//! history says of the changes since; after an undo the history cannot tell, and the records are
//! read again.

use std::sync::atomic::Ordering;

use rusqlite::{Connection, OptionalExtension as _};
use sales_core::fields::{Entity, FieldId};

use super::{each_batch, numbers, spec};
use crate::{
    error::StoreError,
    lists::{Columns, RowId},
    store::Store,
    tables::Tracked,
    tx::Tx,
};

const UP_TO: &str = "lists";

impl Store {
    /// Saves the lists as they are; false when they are not in memory, or something is being written.
    pub fn save_lists(&self) -> Result<bool, StoreError> {
        if !self.lists_are_loaded() {
            return Ok(false);
        }
        let tx = self.begin_unrecorded()?;
        let open: bool =
            tx.db.query_row("SELECT EXISTS (SELECT 1 FROM changes WHERE state = 'open')", [], |row| row.get(0))?;
        let seq = counter(&tx.db, "seq")?;
        if open || self.lists.behind.load(Ordering::Acquire) > 0 {
            return Ok(false);
        }
        if counter(&tx.db, UP_TO)? == seq {
            return Ok(true);
        }
        tx.db.execute("DELETE FROM list_segments", [])?;
        for entity in Self::ENTITIES {
            if let Some(columns) = self.lists.of(entity).read().as_ref() {
                save(&tx.db, entity, columns)?;
                set_counter(&tx.db, count_name(entity), i64::try_from(columns.active_count()).unwrap_or(i64::MAX))?;
            }
        }
        set_counter(&tx.db, UP_TO, seq)?;
        tx.commit()?;
        Ok(true)
    }
}

/// Makes the saved lists invalid: what follows is not told by the history.
pub(crate) fn forget(tx: &Tx<'_>) -> Result<(), StoreError> {
    tx.db.prepare_cached("DELETE FROM counters WHERE name = ?1")?.execute([UP_TO])?;
    Ok(())
}

/// How many records in use the saved lists have; none when something changed since they were saved.
pub(super) fn count(db: &Connection, entity: Entity) -> Result<Option<usize>, StoreError> {
    if counter(db, UP_TO)? != counter(db, "seq")? {
        return Ok(None);
    }
    Ok(usize::try_from(counter(db, count_name(entity))?).ok())
}

const fn count_name(entity: Entity) -> &'static str {
    match entity {
        Entity::Prospect => "listed_prospects",
        Entity::Company => "listed_companies",
    }
}

fn set_counter(db: &Connection, name: &str, value: i64) -> Result<(), StoreError> {
    let sql = "INSERT OR REPLACE INTO counters (name, value) VALUES (?1, ?2)";
    db.prepare_cached(sql)?.execute((name, value))?;
    Ok(())
}

fn counter(db: &Connection, name: &str) -> Result<i64, StoreError> {
    let sql = "SELECT value FROM counters WHERE name = ?1";
    Ok(db.prepare_cached(sql)?.query_row([name], |row| row.get(0)).optional()?.unwrap_or(-1))
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

/// The saved list with what changed since; none when there is none or it cannot be used.
pub(super) fn load(db: &Connection, entity: Entity) -> Result<Option<Columns>, StoreError> {
    let seq = counter(db, UP_TO)?;
    if seq < 0 {
        return Ok(None);
    }
    match Columns::from_segments(spec(entity), |name| segment(db, entity, name).ok().flatten()) {
        Ok(mut columns) => {
            catch_up(db, entity, &mut columns, seq)?;
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

/// Reads the records anew that changes after `seq` touched.
fn catch_up(db: &Connection, entity: Entity, columns: &mut Columns, seq: i64) -> Result<(), StoreError> {
    let table = Tracked::of(entity).name;
    let mut touched: Vec<i64> = db
        .prepare_cached(
            "SELECT row FROM change_cells WHERE change_seq > ?1 AND tbl = ?2
             UNION
             SELECT json_extract(coalesce(old, new), '$.row') FROM change_cells
             WHERE change_seq > ?1 AND tbl = 'taggings' AND json_extract(coalesce(old, new), '$.entity') = ?3",
        )?
        .query_map((seq, table, entity.as_str()), |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let ranges: Vec<(i64, i64)> = db
        .prepare_cached("SELECT first_row, last_row FROM imports WHERE change_seq > ?1 AND first_row IS NOT NULL")?
        .query_map([seq], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    touched.sort_unstable();
    let fields: Vec<FieldId> = columns.fields().cloned().collect();
    let mut which: Vec<String> =
        ranges.iter().map(|(first, last)| format!("t.rowid BETWEEN {first} AND {last}")).collect();
    which.extend(touched.chunks(10_000).map(|rows| format!("t.rowid IN ({})", numbers(rows))));
    let mut found: Vec<i64> = Vec::new();
    for which in which {
        each_batch(db, entity, &fields, &which, |rows| {
            found.extend(rows.iter().map(|row| i64::from(row.id)));
            Ok(columns.upsert(rows)?)
        })?;
    }
    found.sort_unstable();
    let gone: Vec<RowId> = touched
        .into_iter()
        .filter(|row| found.binary_search(row).is_err())
        .filter_map(|row| RowId::try_from(row).ok())
        .collect();
    columns.remove(&gone);
    Ok(())
}
