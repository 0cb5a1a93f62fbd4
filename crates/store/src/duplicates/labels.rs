//! What people said about records, to learn from: two that they merged are the same, two that they told apart
//! are not. It holds as long as its change is in force. What nobody looked at is no label: a merge without
//! asking, and one of many at once.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _};
use sales_core::fields::{Entity, FieldId};
use serde_json::Value;

use crate::{error::StoreError, merges, records::is_column, tables::Tracked, tracking::image};

/// What somebody said about two records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The rows of the records, there or gone.
    pub rows: [i64; 2],
    /// The values that each had then: a cell per field, empty where there was none.
    pub cells: [Vec<String>; 2],
    /// Whether they are the same.
    pub is_same: bool,
}

/// How many labels there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LabelCounts {
    /// In all.
    pub labels: u32,
    /// Those of records that are the same.
    pub same: u32,
}

/// Labels at most, the newest.
const MOST: u32 = 5_000;
/// Labels of one decision at most: who tells apart twenty records at once has not looked at each pair.
const MOST_OF_CHANGE: u32 = 10;

const LABELS: &str = "WITH said (seq, left_row, right_row, is_same) AS (
      SELECT m.change_seq, m.survivor, m.row, 1 FROM merged_records AS m
      JOIN changes AS c ON c.seq = m.change_seq AND c.state = 'done' AND c.part_of IS NULL
      WHERE m.entity = ?1 AND NOT m.automatic
      UNION ALL SELECT row_seq, left_row, right_row, 0 FROM rejected_pairs WHERE entity = ?1),
    numbered AS (
      SELECT *, row_number() OVER (PARTITION BY seq ORDER BY left_row, right_row) AS place FROM said)
    SELECT seq, left_row, right_row, is_same FROM numbered WHERE place <= ?2
    ORDER BY seq DESC, left_row, right_row LIMIT ?3";

/// How many labels there are of a kind of record.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn count_labels(db: &Connection, entity: Entity) -> Result<LabelCounts, StoreError> {
    let sql = format!("SELECT count(*), coalesce(sum(is_same), 0) FROM ({LABELS})");
    let counts = |row: &rusqlite::Row<'_>| Ok(LabelCounts { labels: row.get(0)?, same: row.get(1)? });
    Ok(db.prepare_cached(&sql)?.query_row((entity.as_str(), MOST_OF_CHANGE, MOST), counts)?)
}

/// Gives the labels of a kind of record, the newest first. Those whose values are not known any more are
/// left out.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn labels(db: &Connection, entity: Entity, fields: &[FieldId]) -> Result<Vec<Label>, StoreError> {
    let mut statement = db.prepare_cached(LABELS)?;
    let said: Vec<(i64, [i64; 2], bool)> = statement
        .query_map((entity.as_str(), MOST_OF_CHANGE, MOST), |row| {
            Ok((row.get(0)?, [row.get(1)?, row.get(2)?], row.get(3)?))
        })?
        .collect::<Result<_, _>>()?;
    let mut found = Vec::with_capacity(said.len());
    for (seq, rows, is_same) in said {
        let cells = |row| cells_before(db, entity, fields, row, seq);
        if let (Some(left), Some(right)) = (cells(rows[0])?, cells(rows[1])?) {
            found.push(Label { rows, cells: [left, right], is_same });
        }
    }
    Ok(found)
}

/// What a record had before a change, a cell per field.
fn cells_before(
    db: &Connection,
    entity: Entity,
    fields: &[FieldId],
    row: i64,
    seq: i64,
) -> Result<Option<Vec<String>>, StoreError> {
    let table = Tracked::of(entity);
    let Some(had) = before(db, table, row, seq)? else { return Ok(None) };
    let company = match (entity, had.get("company").and_then(Value::as_i64)) {
        (Entity::Prospect, Some(company)) => {
            let heir = merges::heir(db, Entity::Company, company)?;
            latest(db, Tracked::of(Entity::Company), heir, i64::MAX)?.map(|(image, _)| image)
        }
        _ => None,
    };
    let text = |image: &BTreeMap<String, Value>, key: &str| image.get(key).and_then(Value::as_str).map(str::to_owned);
    let cell = |field: &FieldId| {
        let field = field.as_str();
        let own = if is_column(table, field) { text(&had, field) } else { text(&had, &format!("extra.{field}")) };
        own.or_else(|| text(company.as_ref()?, field)).unwrap_or_default()
    };
    Ok(Some(fields.iter().map(cell).collect()))
}

type Image = BTreeMap<String, Value>;

/// The columns of a record before a change, fields without a column under `extra.<field>`.
fn before(db: &Connection, table: &'static Tracked, row: i64, seq: i64) -> Result<Option<Image>, StoreError> {
    let Some((mut image, until)) = latest(db, table, row, seq)? else { return Ok(None) };
    let sql = "SELECT field, old FROM change_cells AS cell JOIN changes AS c ON c.seq = cell.change_seq
               WHERE tbl = ?1 AND row = ?2 AND change_seq BETWEEN ?3 AND ?4 AND field <> '*'
                 AND c.state IN ('open', 'done') ORDER BY cell.change_seq DESC, cell.n DESC";
    let mut statement = db.prepare_cached(sql)?;
    let mut cells = statement.query((table.name, row, seq, until))?;
    while let Some(cell) = cells.next()? {
        let old = match cell.get_ref(1)? {
            rusqlite::types::ValueRef::Integer(number) => Value::from(number),
            old => old.as_str().map_or(Value::Null, Value::from),
        };
        image.insert(cell.get(0)?, old);
    }
    Ok(Some(image))
}

/// A record as it is, or as it went in the first change in force from `seq` on, and the last change that is in
/// it.
fn latest(db: &Connection, table: &'static Tracked, row: i64, seq: i64) -> Result<Option<(Image, i64)>, StoreError> {
    let went = "SELECT old, change_seq FROM change_cells AS cell JOIN changes AS c ON c.seq = cell.change_seq
                WHERE tbl = ?1 AND row = ?2 AND change_seq >= ?3 AND field = '*' AND old IS NOT NULL
                  AND c.state IN ('open', 'done') ORDER BY change_seq LIMIT 1";
    let gone: Option<(String, i64)> =
        db.prepare_cached(went)?.query_row((table.name, row, seq), |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let found = match gone {
        Some(gone) => Some(gone),
        None => {
            let sql = format!("SELECT {} FROM {} AS t WHERE rowid = ?1", image(table, "t"), table.name);
            db.prepare_cached(&sql)?.query_row([row], |row| Ok((row.get(0)?, i64::MAX))).optional()?
        }
    };
    Ok(found.map(|(json, until)| (image_of(&json), until)))
}

/// An image of the history, with the fields that have no column under names of their own.
fn image_of(json: &str) -> Image {
    let mut image: Image = serde_json::from_str(json).unwrap_or_default();
    let extra = image.remove("extra");
    let extra: Image =
        extra.as_ref().and_then(Value::as_str).map(serde_json::from_str).and_then(Result::ok).unwrap_or_default();
    image.extend(extra.into_iter().map(|(field, value)| (format!("extra.{field}"), value)));
    image
}
