//! What scores were made of at a moment that is past: what the history has taken since is put back in thought.

use std::collections::HashMap;

use rusqlite::{Connection, types::Value};
use sales_core::{fields::Entity, time::UtcMillis};

use crate::{
    descriptions::DescriptionKind,
    error::StoreError,
    records::row_list,
    signals::{self, Signal, SignalStatus},
    tables::Tracked,
};

/// A score as it was from a moment on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerScore {
    /// From when.
    pub at: UtcMillis,
    /// From 0 to 100.
    pub total: u8,
    /// The grade.
    pub grade: String,
}

/// What the score of a prospect was, the oldest first.
///
/// # Errors
/// [`StoreError`] when the table cannot be read.
pub fn scores(db: &Connection, prospect: i64) -> Result<Vec<FormerScore>, StoreError> {
    let mut statement =
        db.prepare_cached("SELECT at, total, grade FROM score_history WHERE prospect = ?1 ORDER BY at")?;
    let found = statement.query_map([prospect], |row| {
        Ok(FormerScore { at: UtcMillis(row.get(0)?), total: row.get(1)?, grade: row.get(2)? })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The cells of some rows that held something else at a moment, and what.
#[derive(Debug, Default)]
pub struct Cells(HashMap<(i64, String), Option<String>>);

impl Cells {
    /// What a cell held then, given what it holds now.
    #[must_use]
    pub fn then<'c>(&'c self, row: i64, field: &str, now: Option<&'c str>) -> Option<&'c str> {
        self.0.get(&(row, field.to_owned())).map_or(now, Option::as_deref)
    }
}

/// A value that a change wrote over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedValue {
    /// The row.
    pub row: i64,
    /// What it was.
    pub old: String,
    /// When that came.
    pub old_at: UtcMillis,
    /// What it is.
    pub new: String,
}

/// The values of a field that a change wrote over, by row: not those that it filled or emptied.
///
/// # Errors
/// [`StoreError`] when the history cannot be read.
pub fn changed_values(
    db: &Connection,
    change: i64,
    table: &'static str,
    field: &str,
) -> Result<Vec<ChangedValue>, StoreError> {
    let sql = format!(
        "WITH changed AS (
           SELECT row, old, new, n, min(n) OVER same AS first, max(n) OVER same AS last FROM change_cells
           WHERE change_seq = ?1 AND tbl = ?2 AND field = ?3 WINDOW same AS (PARTITION BY row))
         SELECT one.row, one.old, other.new, coalesce(
           (SELECT max(h.at) FROM change_cells AS c JOIN changes AS h ON h.seq = c.change_seq
            WHERE c.tbl = ?2 AND c.row = one.row AND c.field = ?3 AND c.n < one.n AND h.state IN ('open', 'done')),
           t.created_at)
         FROM changed AS one JOIN changed AS other ON other.row = one.row AND other.n = other.last
           JOIN {table} AS t ON t.rowid = one.row
         WHERE one.n = one.first AND one.old IS NOT NULL AND other.new IS NOT NULL
         ORDER BY one.row"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let found = statement.query_map((change, table, field), |row| {
        Ok(ChangedValue { row: row.get(0)?, old: row.get(1)?, new: row.get(2)?, old_at: UtcMillis(row.get(3)?) })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The cells of rows of a tracked table that held something else at a moment. Changes that were taken back since
/// held then.
///
/// # Errors
/// [`StoreError`] when the history cannot be read.
pub fn cells(db: &Connection, table: &str, rows: &[i64], at: UtcMillis) -> Result<Cells, StoreError> {
    let sql = "SELECT c.row, c.field, c.old, c.n FROM change_cells AS c JOIN changes AS h ON h.seq = c.change_seq
               WHERE c.tbl = ?1 AND c.row IN rarray(?2) AND c.field <> '*'
                 AND h.at > ?3 AND h.state IN ('open', 'done')
               UNION ALL
               SELECT c.row, c.field, c.new, -c.n FROM change_cells AS c JOIN changes AS h ON h.seq = c.change_seq
               WHERE c.tbl = ?1 AND c.row IN rarray(?2) AND c.field <> '*'
                 AND h.at <= ?3 AND h.undone > ?3 AND h.state IN ('undone', 'gone')
               ORDER BY 4";
    let mut statement = db.prepare_cached(sql)?;
    let mut found = statement.query((table, row_list(rows), at.0))?;
    let mut cells = Cells::default();
    while let Some(row) = found.next()? {
        let value = match row.get::<_, Value>(2)? {
            Value::Text(text) => Some(text),
            Value::Integer(number) => Some(number.to_string()),
            Value::Real(number) => Some(number.to_string()),
            Value::Null | Value::Blob(_) => None,
        };
        cells.0.entry((row.get(0)?, row.get(1)?)).or_insert(value);
    }
    Ok(cells)
}

/// When a record had last changed at a moment, given when it last changed.
///
/// # Errors
/// [`StoreError`] when the history cannot be read.
pub fn updated_at(
    db: &Connection,
    entity: Entity,
    row: i64,
    now: UtcMillis,
    at: UtcMillis,
) -> Result<UtcMillis, StoreError> {
    if now <= at {
        return Ok(now);
    }
    let table = Tracked::of(entity).name;
    let sql = format!(
        "SELECT coalesce(
           (SELECT max(h.at) FROM change_cells AS c JOIN changes AS h ON h.seq = c.change_seq
            WHERE c.tbl = '{table}' AND c.row = ?1 AND h.at <= ?2 AND (h.state IN ('open', 'done') OR h.undone > ?2)),
           (SELECT min(created_at, ?2) FROM {table} WHERE rowid = ?1), ?2)"
    );
    Ok(UtcMillis(db.prepare_cached(&sql)?.query_row((row, at.0), |row| row.get(0))?))
}

/// The signals of a record as they were at a moment: with what people said of them then.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn signals(db: &Connection, entity: Entity, row: i64, at: UtcMillis) -> Result<Vec<Signal>, StoreError> {
    let mut found = signals::of(db, entity, row)?;
    found.extend(signals::taken_back_since(db, entity, row, at)?);
    found.retain(|signal| signal.created_at <= at);
    let numbers: Vec<i64> = found.iter().map(|signal| signal.number).collect();
    let cells = cells(db, "signals", &numbers, at)?;
    for signal in &mut found {
        let then = cells.then(signal.number, "status", Some(signal.status.as_str()));
        signal.status =
            SignalStatus::ALL.into_iter().find(|status| Some(status.as_str()) == then).unwrap_or(signal.status);
    }
    Ok(found)
}

/// What offers or ideal customers said at a moment, as JSON.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn descriptions(db: &Connection, kind: DescriptionKind, at: UtcMillis) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT v.body FROM descriptions AS d JOIN description_versions AS v ON v.description = d.rowid
               WHERE d.kind = ?1 AND (d.archived_at IS NULL OR d.archived_at > ?2)
                 AND v.version = (SELECT max(version) FROM description_versions
                                  WHERE description = d.rowid AND at <= ?2)
               ORDER BY d.rowid";
    let mut statement = db.prepare_cached(sql)?;
    let found = statement.query_map((kind.as_str(), at.0), |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}
