//! What people said about records, to learn from: two that they merged are the same, two that they told apart
//! are not. It holds as long as its change is in force, both records are known and, of two that were told apart, they
//! are not one by now. What nobody looked at is no label: a merge without asking, and one of many at once.
//!
//! Values are those that people saw: the history tells what a record and its company had before the change that
//! decided. Corrected names alone are read as they are now, as the search reads those of all records: a correction is
//! of a name and no change of a record.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _};
use sales_core::fields::{Entity, FieldId};
use serde_json::Value;

use crate::{
    error::StoreError,
    name_readings::{CorrectedNames, NAME_FIELDS},
    records::is_column,
    tables::Tracked,
    tracking::image,
};

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

/// The labels of a kind of record, the newest first.
fn select(entity: Entity) -> String {
    let table = Tracked::of(entity).name;
    let is_known = |row: &str| {
        format!(
            "(EXISTS (SELECT 1 FROM {table} AS t WHERE t.rowid = {row} AND t.purged_at IS NULL)
              OR EXISTS ({WENT} AND cell.tbl = '{table}' AND cell.row = {row} AND cell.change_seq >= said.seq))"
        )
    };
    format!(
        "WITH said (seq, left_row, right_row, is_same) AS (
           SELECT m.change_seq, m.survivor, m.row, 1 FROM merged_records AS m
           JOIN changes AS c ON c.seq = m.change_seq AND c.state = 'done' AND c.part_of IS NULL
           WHERE m.entity = ?1 AND NOT m.automatic
           UNION ALL SELECT row_seq, left_row, right_row, 0 FROM rejected_pairs WHERE entity = ?1),
         numbered AS (
           SELECT *, row_number() OVER (PARTITION BY seq ORDER BY left_row, right_row) AS place FROM said
           WHERE {} AND {} AND (is_same OR NOT EXISTS ({ARE_ONE})))
         SELECT seq, left_row, right_row, is_same FROM numbered WHERE place <= ?2
         ORDER BY seq DESC, left_row, right_row LIMIT ?3",
        is_known("said.left_row"),
        is_known("said.right_row")
    )
}

/// The images that records left as they went, in changes in force.
const WENT: &str = "SELECT cell.old, cell.change_seq FROM change_cells AS cell
    JOIN changes AS gone ON gone.seq = cell.change_seq AND gone.state IN ('open', 'done')
    WHERE cell.field = '*' AND cell.old IS NOT NULL";

/// Whether two records that somebody told apart live on in one.
const ARE_ONE: &str = "WITH RECURSIVE line (side, row) AS (
      VALUES (0, said.left_row), (1, said.right_row)
      UNION SELECT line.side, m.survivor FROM line
      JOIN merged_records AS m ON m.entity = ?1 AND m.row = line.row
      JOIN changes AS c ON c.seq = m.change_seq AND c.state = 'done')
    SELECT 1 FROM line AS a JOIN line AS b ON a.side = 0 AND b.side = 1 AND b.row = a.row";

/// How many labels there are of a kind of record.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn count_labels(db: &Connection, entity: Entity) -> Result<LabelCounts, StoreError> {
    let sql = format!("SELECT count(*), coalesce(sum(is_same), 0) FROM ({})", select(entity));
    let counts = |row: &rusqlite::Row<'_>| Ok(LabelCounts { labels: row.get(0)?, same: row.get(1)? });
    Ok(db.prepare_cached(&sql)?.query_row((entity.as_str(), MOST_OF_CHANGE, MOST), counts)?)
}

/// Gives the labels of a kind of record, the newest first: as many as [`count_labels`] counts.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn labels(db: &Connection, entity: Entity, fields: &[FieldId]) -> Result<Vec<Label>, StoreError> {
    let mut statement = db.prepare_cached(&select(entity))?;
    let said: Vec<(i64, [i64; 2], bool)> = statement
        .query_map((entity.as_str(), MOST_OF_CHANGE, MOST), |row| {
            Ok((row.get(0)?, [row.get(1)?, row.get(2)?], row.get(3)?))
        })?
        .collect::<Result<_, _>>()?;
    let reader = Reader::new(db, entity, fields)?;
    let label = |(seq, rows, is_same): (i64, [i64; 2], bool)| {
        let cells = [reader.cells_before(rows[0], seq)?, reader.cells_before(rows[1], seq)?];
        Ok(Label { rows, cells, is_same })
    };
    said.into_iter().map(label).collect()
}

/// Reads what records had.
struct Reader<'r> {
    db: &'r Connection,
    table: &'static Tracked,
    fields: &'r [FieldId],
    names: CorrectedNames,
    /// First and last name are fields of their own.
    are_apart: bool,
}

impl<'r> Reader<'r> {
    fn new(db: &'r Connection, entity: Entity, fields: &'r [FieldId]) -> Result<Self, StoreError> {
        let names = CorrectedNames::of(db, entity)?;
        let has = |name: &str| fields.iter().any(|field| field.as_str() == name);
        let are_apart = has("first_name") && has("last_name");
        Ok(Self { db, table: Tracked::of(entity), fields, names, are_apart })
    }

    /// What a record had before a change, a cell per field.
    fn cells_before(&self, row: i64, seq: i64) -> Result<Vec<String>, StoreError> {
        let had = before(self.db, self.table, row, seq)?.unwrap_or_default();
        let company = match (self.table.entity, had.get("company").and_then(Value::as_i64)) {
            (Some(Entity::Prospect), Some(company)) => before(self.db, Tracked::of(Entity::Company), company, seq)?,
            _ => None,
        };
        let own = |field: &str| {
            if is_column(self.table, field) { text(&had, field) } else { text(&had, &format!("extra.{field}")) }
        };
        let name = self.names.of_row(|place| Ok(own(NAME_FIELDS[place]).unwrap_or_default()))?;
        let name = name.map(|parts| parts.compared(self.are_apart));
        let cell = |field: &FieldId| {
            let field = field.as_str();
            let corrected = name.as_ref().and_then(|name| name.get(field)).or_else(|| own(field));
            corrected.or_else(|| text(company.as_ref()?, field)).unwrap_or_default().to_owned()
        };
        Ok(self.fields.iter().map(cell).collect())
    }
}

fn text<'i>(image: &'i Image, key: &str) -> Option<&'i str> {
    image.get(key).and_then(Value::as_str)
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
    let went = format!(
        "{WENT} AND cell.tbl = ?1 AND cell.row = ?2 AND cell.change_seq >= ?3 ORDER BY cell.change_seq LIMIT 1"
    );
    let gone: Option<(String, i64)> =
        db.prepare_cached(&went)?.query_row((table.name, row, seq), |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let found = match gone {
        Some(gone) => Some(gone),
        None => {
            let sql =
                format!("SELECT {} FROM {} AS t WHERE rowid = ?1 AND purged_at IS NULL", image(table, "t"), table.name);
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
