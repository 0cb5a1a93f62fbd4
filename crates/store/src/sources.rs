//! Where records and their values come from.

mod origins;

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension as _};
use sales_core::fields::Entity;

use crate::{
    error::StoreError,
    history::{self, Change},
    imports::Import,
    record::Record,
    records::row_list,
    tables::Tracked,
};

/// A change and, if it was an import, the import and the row of its file.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// The change.
    pub change: Option<Change>,
    /// The import.
    pub import: Option<Import>,
    /// The data row of the file, 1-based.
    pub file_row: Option<u32>,
    /// Of a value: the field that it was written to, if a merge moved it to another one.
    pub moved_from: Option<String>,
}

/// Where a record comes from, and where the values come from that changed later: what a merge brought, from
/// where the record had it that went.
pub fn of_record(db: &Connection, record: &Record) -> Result<(Source, HashMap<String, Source>), StoreError> {
    let own = of_birth(db, record)?;
    let mut statement = db.prepare_cached("SELECT field, change_seq FROM provenance WHERE tbl = ?1 AND row = ?2")?;
    let changed: Vec<(String, i64)> = statement
        .query_map((Tracked::of(record.entity).name, record.row), |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut of_fields = filled_later(db, record, &own)?;
    for (field, seq) in changed {
        let field = plain(&field).to_owned();
        let origin = origins::of_value(db, record.entity, record.row, &field, seq)?;
        let source = of_change(db, origin.seq, origin.file_row)?;
        let moved_from = Some(origin.field).filter(|written_to| *written_to != field);
        of_fields.insert(field, Source { moved_from, ..source });
    }
    Ok((own, of_fields))
}

/// Where a record comes from, there or gone.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn of_birth(db: &Connection, record: &Record) -> Result<Source, StoreError> {
    of_change(db, record.created_seq, record.created_row)
}

/// The last change in force that wrote a value of a record, which may have come from elsewhere.
pub fn written_in(db: &Connection, record: &Record, field: &str) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT change_seq FROM provenance WHERE tbl = ?1 AND row = ?2 AND field IN (?3, 'extra.' || ?3)";
    let table = Tracked::of(record.entity).name;
    Ok(db.prepare_cached(sql)?.query_row((table, record.row, field), |row| row.get(0)).optional()?)
}

/// The fields that other rows filled of the file that made the record.
fn filled_later(db: &Connection, record: &Record, own: &Source) -> Result<HashMap<String, Source>, StoreError> {
    let sql = format!(
        "SELECT filled.key, filled.value FROM {} AS t, json_each(t.filled_from) AS filled WHERE t.rowid = ?1",
        Tracked::of(record.entity).name
    );
    let mut statement = db.prepare_cached(&sql)?;
    let filled = statement
        .query_map([record.row], |row| Ok((row.get(0)?, Source { file_row: Some(row.get(1)?), ..own.clone() })))?;
    Ok(filled.collect::<Result<_, _>>()?)
}

/// Values of some records that other rows of the file filled which made the record: its row number, the
/// change that made it, the field, the row of the file.
pub(crate) fn each_filled(
    db: &Connection,
    entity: Entity,
    rows: &[i64],
    mut visit: impl FnMut(i64, i64, String, u32),
) -> Result<(), StoreError> {
    let sql = format!(
        "SELECT t.rowid, t.created_seq, filled.key, filled.value FROM {} AS t, json_each(t.filled_from) AS filled
         WHERE t.rowid IN rarray(?1) AND t.filled_from IS NOT NULL",
        Tracked::of(entity).name
    );
    let mut statement = db.prepare_cached(&sql)?;
    let mut found = statement.query([row_list(rows)])?;
    while let Some(filled) = found.next()? {
        visit(filled.get(0)?, filled.get(1)?, filled.get(2)?, filled.get(3)?);
    }
    Ok(())
}

/// Values of some records that changed after the record was made, with the change in force that brought
/// them, and the row if it was one of a file.
pub(crate) fn each_changed(
    db: &Connection,
    entity: Entity,
    rows: &[i64],
    mut visit: impl FnMut(i64, i64, String, Option<u32>),
) -> Result<(), StoreError> {
    let mut statement = db.prepare_cached(
        "SELECT row, field, max(change_seq) FROM change_cells JOIN changes ON changes.seq = change_cells.change_seq
         WHERE tbl = ?1 AND row IN rarray(?2) AND field <> '*' AND state IN ('open', 'done') GROUP BY row, field",
    )?;
    let mut found = statement.query((Tracked::of(entity).name, row_list(rows)))?;
    while let Some(changed) = found.next()? {
        let (row, field, seq): (i64, String, i64) = (changed.get(0)?, changed.get(1)?, changed.get(2)?);
        let field = plain(&field).to_owned();
        let origin = origins::of_value(db, entity, row, &field, seq)?;
        visit(row, origin.seq, field, origin.file_row);
    }
    Ok(())
}

fn of_change(db: &Connection, seq: i64, file_row: Option<u32>) -> Result<Source, StoreError> {
    Ok(Source { change: history::find(db, seq)?, import: Import::written_by(db, seq)?, file_row, moved_from: None })
}

/// The field of a cell of the history.
pub(crate) fn plain(field: &str) -> &str {
    field.strip_prefix("extra.").unwrap_or(field)
}
