//! Which change brought a value that a later one wrote: a merge gives a record what others had before.

use rusqlite::{Connection, OptionalExtension as _};
use sales_core::fields::Entity;

use crate::{error::StoreError, tables::Tracked};

/// The change that brought a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Origin {
    pub seq: i64,
    /// The row of the file, if it was one of a file.
    pub file_row: Option<u32>,
    /// The field that it was written to.
    pub field: String,
}

/// A field of a record, there or gone.
struct Cell {
    row: i64,
    field: String,
}

/// What brought the value that a change wrote: the change itself, unless it was a merge.
pub(super) fn of_value(
    db: &Connection,
    entity: Entity,
    row: i64,
    field: &str,
    mut seq: i64,
) -> Result<Origin, StoreError> {
    let mut cell = Cell { row, field: field.to_owned() };
    while let Some(former) = before_merge(db, entity, &cell, seq)? {
        match written_before(db, entity, &former, seq)? {
            Some(earlier) => (cell, seq) = (former, earlier),
            None => {
                let (seq, file_row) = birth(db, entity, &former)?.unwrap_or((seq, None));
                return Ok(Origin { seq, file_row, field: former.field });
            }
        }
    }
    let file_row = if entity == Entity::Prospect { file_row(db, seq, cell.row)? } else { None };
    Ok(Origin { seq, file_row, field: cell.field })
}

/// Where a value stood before a merge brought it to this cell; none when the change was no merge.
fn before_merge(db: &Connection, entity: Entity, cell: &Cell, seq: i64) -> Result<Option<Cell>, StoreError> {
    let sql = "SELECT m.entity, v.row FROM merged_records AS m
               LEFT JOIN merged_values AS v ON v.change_seq = m.change_seq AND v.field = ?2
               WHERE m.change_seq = ?1 LIMIT 1";
    let found = db
        .prepare_cached(sql)?
        .query_row((seq, &cell.field), |row| Ok((row.get::<_, String>(0)?, row.get::<_, Option<i64>>(1)?)))
        .optional()?;
    let from = match found {
        None => return Ok(None),
        // The companies of prospects became one: each prospect is where its row put it.
        Some((merged, _)) if merged != entity.as_str() => cell.row,
        Some((_, None)) => return Ok(None),
        Some((_, Some(from))) => from,
    };
    let field = field_before(db, entity, cell, from, seq)?.unwrap_or_else(|| cell.field.clone());
    Ok(Some(Cell { row: from, field }))
}

/// The field in which a record had the value before the merge that wrote it to this cell.
fn field_before(
    db: &Connection,
    entity: Entity,
    cell: &Cell,
    from: i64,
    seq: i64,
) -> Result<Option<String>, StoreError> {
    let sql = "WITH written AS (
                 SELECT new FROM change_cells WHERE change_seq = ?1 AND tbl = ?2 AND row = ?3
                   AND field IN (?4, 'extra.' || ?4)),
               had (field, value) AS (
                 SELECT field, old FROM change_cells WHERE change_seq = ?1 AND tbl = ?2 AND row = ?5 AND field <> '*'
                 UNION ALL SELECT image.key, image.value FROM change_cells, json_each(old) AS image
                   WHERE change_seq = ?1 AND tbl = ?2 AND row = ?5 AND field = '*'
                 UNION ALL SELECT image.key, image.value
                   FROM change_cells, json_each(coalesce(json_extract(old, '$.extra'), '{}')) AS image
                   WHERE change_seq = ?1 AND tbl = ?2 AND row = ?5 AND field = '*')
               SELECT field FROM had WHERE value = (SELECT new FROM written)
               ORDER BY field IN (?4, 'extra.' || ?4) DESC LIMIT 1";
    let found: Option<String> = db
        .prepare_cached(sql)?
        .query_row((seq, Tracked::of(entity).name, cell.row, &cell.field, from), |row| row.get(0))
        .optional()?;
    Ok(found.map(|field| super::plain(&field).to_owned()))
}

/// The last change in force that wrote to a cell before another one.
fn written_before(db: &Connection, entity: Entity, cell: &Cell, seq: i64) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT max(change_seq) FROM change_cells JOIN changes ON changes.seq = change_cells.change_seq
               WHERE tbl = ?1 AND row = ?2 AND field IN (?3, 'extra.' || ?3) AND change_seq < ?4
                 AND state IN ('open', 'done')";
    let table = Tracked::of(entity).name;
    Ok(db.prepare_cached(sql)?.query_row((table, cell.row, &cell.field, seq), |row| row.get(0))?)
}

/// The change that made a record, there or gone, and the row of the file that filled this field.
fn birth(db: &Connection, entity: Entity, cell: &Cell) -> Result<Option<(i64, Option<u32>)>, StoreError> {
    let table = Tracked::of(entity).name;
    let sql = format!(
        "WITH born (seq, row, filled) AS (
           SELECT created_seq, created_row, filled_from FROM {table} WHERE rowid = ?2
           UNION ALL
           SELECT json_extract(old, '$.created_seq'), json_extract(old, '$.created_row'),
                  json_extract(old, '$.filled_from')
           FROM change_cells WHERE tbl = ?1 AND row = ?2 AND field = '*' AND old IS NOT NULL)
         SELECT seq, coalesce((SELECT value FROM json_each(filled) WHERE key = ?3), row) FROM born LIMIT 1"
    );
    let origin = db
        .prepare_cached(&sql)?
        .query_row((table, cell.row, &cell.field), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(origin)
}

/// The row of the file of an import that wrote to a prospect.
fn file_row(db: &Connection, seq: i64, row: i64) -> Result<Option<u32>, StoreError> {
    let sql = "SELECT max(n) FROM (
                 SELECT n FROM import_rows WHERE target = ?2
                   AND import = (SELECT rowid FROM imports WHERE change_seq = ?1)
                 UNION ALL SELECT n FROM import_decisions WHERE target = ?2 AND change_seq = ?1)";
    Ok(db.prepare_cached(sql)?.query_row((seq, row), |found| found.get(0))?)
}
