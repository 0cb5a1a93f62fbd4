//! Where records and their values come from.

use std::collections::HashMap;

use rusqlite::Connection;
use sales_core::fields::Entity;

use crate::{
    error::StoreError,
    history::{self, Change},
    imports::Import,
    record::Record,
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
}

/// Where a record comes from, and where the values come from that changed later.
pub fn of_record(db: &Connection, record: &Record) -> Result<(Source, HashMap<String, Source>), StoreError> {
    let own = of_change(db, record.created_seq, record.created_row)?;
    let mut statement = db.prepare_cached("SELECT field, change_seq FROM provenance WHERE tbl = ?1 AND row = ?2")?;
    let changed: Vec<(String, i64)> = statement
        .query_map((Tracked::of(record.entity).name, record.row), |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut of_fields = filled_later(db, record, &own)?;
    for (field, seq) in changed {
        let field = field.strip_prefix("extra.").unwrap_or(&field).to_owned();
        let file_row = if record.entity == Entity::Prospect { file_row(db, seq, record.row)? } else { None };
        of_fields.insert(field, of_change(db, seq, file_row)?);
    }
    Ok((own, of_fields))
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

fn of_change(db: &Connection, seq: i64, file_row: Option<u32>) -> Result<Source, StoreError> {
    Ok(Source { change: history::find(db, seq)?, import: Import::written_by(db, seq)?, file_row })
}

/// The row of the file of an import that wrote to a prospect.
fn file_row(db: &Connection, seq: i64, row: i64) -> Result<Option<u32>, StoreError> {
    let sql = "SELECT max(n) FROM (
                 SELECT n FROM import_rows WHERE target = ?2
                   AND import = (SELECT rowid FROM imports WHERE change_seq = ?1)
                 UNION ALL SELECT n FROM import_decisions WHERE target = ?2 AND change_seq = ?1)";
    Ok(db.prepare_cached(sql)?.query_row((seq, row), |found| found.get(0))?)
}
