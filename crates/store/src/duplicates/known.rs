//! What new records are compared with, kept beside the records, and which of these changed since.
//!
//! What the bytes say is for whoever wrote them. Every write notes the records that it touched, as far as what
//! is compared of them may be different now; whoever holds the bytes reads those records again.

use std::ops::ControlFlow;

use rusqlite::{Connection, OptionalExtension as _, types::Value};
use sales_core::fields::{Entity, FieldId};

use crate::{
    error::StoreError,
    listing::{Range, merged},
    records::row_list,
    store::Store,
    tables::Tracked,
    tx::{Touched, Tx, entity_named},
};

/// A write, as far as it matters to who compares records.
pub(crate) struct Written<'w> {
    pub touched: &'w Touched,
    /// The first cell of the history that it wrote.
    pub first_cell: i64,
    /// The changes that it took back or made again.
    pub replayed: &'w [i64],
    /// Records whose cells do not tell that they are other than before: they came back by themselves, or their
    /// name is read in another way.
    pub untold: &'w [(Entity, i64)],
}

/// Notes the records that a write touched, if any are to be compared with new ones.
pub(crate) fn note(db: &Connection, written: &Written<'_>) -> Result<(), StoreError> {
    if !any(db)? {
        return Ok(());
    }
    if written.touched.is_empty() {
        return Ok(());
    }
    let records = changed(db, written)?;
    let records = records.iter().chain(&written.touched.removed).chain(written.untold);
    let sql = "INSERT INTO known_changes (entity, first_row, last_row) VALUES (?1, ?2, ?3)";
    let mut insert = db.prepare_cached(sql)?;
    for entity in Store::ENTITIES {
        let rows = records.clone().filter(|(of, _)| *of == entity).map(|&(_, row)| (row, row));
        for (first, last) in merged(rows.chain(written.touched.reload).collect()) {
            insert.execute((entity.as_str(), first, last))?;
        }
    }
    Ok(())
}

fn any(db: &Connection) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM known_records)";
    Ok(db.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// The records with a cell that changed and is compared.
fn changed(db: &Connection, written: &Written<'_>) -> Result<Vec<(Entity, i64)>, StoreError> {
    let compared = compared_cells(db)?;
    let which = if compared.is_some() { "AND field IN rarray(?3)" } else { "AND ?3 IS NOT NULL" };
    let sql = format!(
        "SELECT tbl, row FROM change_cells WHERE n >= ?1 AND tbl IN ('prospects', 'companies') {which}
         UNION
         SELECT tbl, row FROM change_cells
         WHERE change_seq IN rarray(?2) AND tbl IN ('prospects', 'companies') {which}"
    );
    let fields = std::rc::Rc::new(compared.unwrap_or_default().into_iter().map(Value::from).collect::<Vec<_>>());
    let mut statement = db.prepare_cached(&sql)?;
    let mut found = statement.query((written.first_cell, row_list(written.replayed), fields))?;
    let mut records = Vec::new();
    while let Some(row) = found.next()? {
        records.push((entity_named(&row.get::<_, String>(0)?), row.get(1)?));
    }
    Ok(records)
}

/// How the history calls the fields that are compared; none when any may be.
fn compared_cells(db: &Connection) -> Result<Option<Vec<String>>, StoreError> {
    let mut statement = db.prepare_cached("SELECT fields FROM known_records")?;
    let all: Vec<Option<String>> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut cells: Vec<String> = ["*", "company", "archived_at", "purged_at"].map(str::to_owned).to_vec();
    for fields in all {
        let Some(fields) = fields else { return Ok(None) };
        let fields: Vec<String> = serde_json::from_str(&fields).unwrap_or_default();
        cells.extend(fields.iter().map(|field| format!("extra.{field}")));
        cells.extend(fields);
    }
    Ok(Some(cells))
}

/// The newest note there ever was.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn newest_note(db: &Connection) -> Result<i64, StoreError> {
    let sql = "SELECT seq FROM sqlite_sequence WHERE name = 'known_changes'";
    Ok(db.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?.unwrap_or_default())
}

/// The newest note that is in what is kept of a kind of record; none when nothing is kept.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn noted(db: &Connection, entity: Entity) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT noted FROM known_records
               WHERE entity = ?1 AND EXISTS (SELECT 1 FROM known_pieces WHERE known_pieces.entity = ?1)";
    Ok(db.prepare_cached(sql)?.query_row([entity.as_str()], |row| row.get(0)).optional()?)
}

/// Gives what is kept of a kind of record to `read`, piece by piece, none where one is missing.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn read_pieces<T>(
    db: &Connection,
    entity: Entity,
    read: impl FnOnce(&mut dyn Iterator<Item = Vec<u8>>) -> T,
) -> Result<T, StoreError> {
    let sql = "SELECT bytes FROM known_pieces WHERE entity = ?1 AND piece = ?2";
    let mut statement = db.prepare_cached(sql)?;
    let mut failed = None;
    let mut pieces = (0_i64..).map_while(|piece| {
        let found = statement.query_row((entity.as_str(), piece), |row| row.get(0)).optional();
        found.unwrap_or_else(|error| {
            failed = Some(error);
            None
        })
    });
    let read = read(&mut pieces);
    drop(pieces);
    failed.map_or(Ok(read), |error| Err(error.into()))
}

/// The rows in use of records that a note after this one is about, ascending; of prospects also those whose
/// company changed.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn changed_rows(db: &Connection, entity: Entity, after: i64) -> Result<Vec<i64>, StoreError> {
    let mut rows = rows_of(db, entity, after, entity, "rowid")?;
    if entity == Entity::Prospect {
        rows.extend(rows_of(db, entity, after, Entity::Company, "company")?);
        rows.sort_unstable();
        rows.dedup();
    }
    Ok(rows)
}

/// The rows in use whose column is a row that notes name.
fn rows_of(db: &Connection, entity: Entity, after: i64, noted: Entity, column: &str) -> Result<Vec<i64>, StoreError> {
    let sql = "SELECT first_row, last_row FROM known_changes WHERE n > ?1 AND entity = ?2";
    let mut notes = db.prepare_cached(sql)?;
    let ranges = notes.query_map((after, noted.as_str()), |row| Ok((row.get(0)?, row.get(1)?)))?;
    let ranges: Vec<Range> = merged(ranges.collect::<Result<_, _>>()?);
    let sql = format!(
        "SELECT rowid FROM {} WHERE {column} BETWEEN ?1 AND ?2 AND archived_at IS NULL AND purged_at IS NULL
         ORDER BY {column}",
        Tracked::of(entity).name
    );
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = Vec::new();
    for range in ranges {
        for row in statement.query_map(range, |row| row.get(0))? {
            rows.push(row?);
        }
    }
    Ok(rows)
}

impl Tx<'_> {
    /// Notes from now on what changes, as a search of this kind of record is about to begin: all fields may be
    /// compared.
    ///
    /// # Errors
    /// [`StoreError`] when the tables cannot be written.
    pub fn note_changes_of(&mut self, entity: Entity) -> Result<(), StoreError> {
        let sql = "INSERT INTO known_records (entity, noted) VALUES (?1, ?2)
                   ON CONFLICT (entity) DO UPDATE SET fields = NULL";
        self.db.prepare_cached(sql)?.execute((entity.as_str(), newest_note(&self.db)?))?;
        Ok(())
    }

    /// Replaces what is kept of a kind of record by what `write` gives, piece by piece, until it is told to
    /// stop. It compares these fields, and has in it what is noted up to `noted`.
    ///
    /// # Errors
    /// [`StoreError`] when the tables cannot be written.
    pub fn keep_known(
        &mut self,
        entity: Entity,
        fields: &[FieldId],
        noted: i64,
        write: impl FnOnce(&mut dyn FnMut(&[u8]) -> ControlFlow<()>),
    ) -> Result<(), StoreError> {
        self.db.execute("DELETE FROM known_pieces WHERE entity = ?1", [entity.as_str()])?;
        let sql = "INSERT INTO known_pieces (entity, piece, bytes) VALUES (?1, ?2, ?3)";
        let mut insert = self.db.prepare_cached(sql)?;
        let mut failed = None;
        let mut piece = 0_i64;
        write(&mut |bytes| {
            let written = insert.execute((entity.as_str(), piece, bytes));
            piece += 1;
            failed = written.err();
            if failed.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        drop(insert);
        if let Some(error) = failed {
            return Err(error.into());
        }
        let sql = "INSERT OR REPLACE INTO known_records (entity, fields, noted) VALUES (?1, ?2, ?3)";
        self.db.execute(sql, (entity.as_str(), serde_json::json!(fields).to_string(), noted))?;
        self.forget_notes()
    }

    /// Deletes the notes that nobody needs: what is kept has them in it, and a search has compared their
    /// records.
    ///
    /// # Errors
    /// [`StoreError`] when the tables cannot be written.
    fn forget_notes(&self) -> Result<(), StoreError> {
        self.db.execute(
            "DELETE FROM known_changes WHERE n <= (
               SELECT min(k.noted, coalesce((SELECT s.noted FROM duplicate_searches AS s WHERE s.entity = k.entity),
                                            k.noted))
               FROM known_records AS k ORDER BY 1 LIMIT 1)",
            [],
        )?;
        Ok(())
    }
}
