//! Reading what is compared: some fields of many records, in one pass.

use std::{collections::BTreeMap, ops::ControlFlow};

use rusqlite::{Connection, types::ValueRef};
use sales_core::fields::{Entity, FieldId};

use crate::{
    error::StoreError,
    name_readings::{CorrectedNames, NAME_FIELDS},
    records::{is_column, row_list},
    tables::Tracked,
};

/// Where the values of a field stand.
#[derive(Debug, Clone)]
enum Place {
    /// In a column of the query.
    Column(usize),
    /// Among the fields without a column.
    Extra,
}

/// Records that are to be read.
#[derive(Debug, Clone, Copy)]
pub enum Wanted<'r> {
    /// All that are in use.
    All,
    /// Those in these rows that are in use.
    Rows(&'r [i64]),
}

/// Gives the row and the cells of records in use, in ascending order of rows, until it is enough: a cell per
/// field, empty where there is none. The name of the company and its website are those of the company that a
/// prospect is at; a name that somebody corrected is the corrected one, as a whole unless first and last name are
/// both among the fields.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read; [`StoreError::Cancelled`] when it was enough.
pub fn each(
    db: &Connection,
    entity: Entity,
    fields: &[FieldId],
    wanted: Wanted<'_>,
    mut visit: impl FnMut(i64, &[&str]) -> ControlFlow<()>,
) -> Result<(), StoreError> {
    let table = Tracked::of(entity);
    let mut columns = Vec::new();
    let mut place_of = |field: &str| match column_of(entity, table, field) {
        Some(column) => {
            columns.push(column);
            Place::Column(columns.len() + 1)
        }
        None => Place::Extra,
    };
    let places: Vec<Place> = fields.iter().map(|field| place_of(field.as_str())).collect();
    let readings = if entity == Entity::Prospect { CorrectedNames::of(db)? } else { CorrectedNames::default() };
    let has = |name: &str| fields.iter().any(|field| field.as_str() == name);
    let are_apart = has("first_name") && has("last_name");
    let name_places = (!readings.is_empty()).then(|| NAME_FIELDS.map(place_of));
    let has_extra = places.iter().chain(name_places.iter().flatten()).any(|place| matches!(place, Place::Extra));
    let mut sql = format!("SELECT t.rowid, {}", if has_extra { "t.extra" } else { "NULL" });
    columns.iter().for_each(|column| sql.push_str(&format!(", {column}")));
    sql.push_str(&format!(" FROM {} AS t", table.name));
    if entity == Entity::Prospect {
        sql.push_str(" LEFT JOIN companies AS c ON c.rowid = t.company");
    }
    sql.push_str(" WHERE t.archived_at IS NULL AND t.purged_at IS NULL");
    let rows = match wanted {
        Wanted::All => row_list(&[]),
        Wanted::Rows(rows) => {
            sql.push_str(" AND t.rowid IN rarray(?1)");
            row_list(rows)
        }
    };
    sql.push_str(" ORDER BY t.rowid");
    let mut statement = db.prepare(&sql)?;
    let mut found = match wanted {
        Wanted::All => statement.query([])?,
        Wanted::Rows(_) => statement.query([rows])?,
    };
    while let Some(row) = found.next()? {
        let extra = match row.get_ref(1)? {
            ValueRef::Text(json) => serde_json::from_slice(json).unwrap_or_default(),
            _ => BTreeMap::<String, String>::new(),
        };
        let cell = |place: &Place, field: &str| match *place {
            Place::Column(column) => row.get_ref(column).map(|cell| cell.as_str().unwrap_or_default()),
            Place::Extra => Ok(extra.get(field).map_or("", String::as_str)),
        };
        let whole;
        let mut cells = Vec::with_capacity(fields.len());
        for (place, field) in places.iter().zip(fields) {
            cells.push(cell(place, field.as_str())?);
        }
        if let Some(name_places) = &name_places {
            let mut found = [""; 6];
            for ((found, place), field) in found.iter_mut().zip(name_places).zip(NAME_FIELDS) {
                *found = cell(place, field)?;
            }
            if let Some(name) = readings.read(found) {
                whole = if are_apart { String::new() } else { name.whole() };
                for (cell, field) in cells.iter_mut().zip(fields) {
                    *cell = match field.as_str() {
                        "full_name" | "display_name" => &whole,
                        field => name.get(field).unwrap_or(*cell),
                    };
                }
            }
        }
        if visit(row.get(0)?, &cells).is_break() {
            return Err(StoreError::Cancelled);
        }
    }
    Ok(())
}

/// How SQL names the column of a field, if it has one.
fn column_of(entity: Entity, table: &Tracked, field: &str) -> Option<String> {
    if entity == Entity::Prospect && Tracked::of(Entity::Company).has_column(field) && !is_column(table, field) {
        return Some(format!("c.\"{field}\""));
    }
    is_column(table, field).then(|| format!("t.\"{field}\""))
}
