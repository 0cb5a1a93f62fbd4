//! Who records were before they were merged.
//!
//! A record that others were merged into is found again by what any of them was known by, itself included: a merge may
//! have given it another's name.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use sales_core::fields::Entity;
use uuid::Uuid;

use crate::{
    error::StoreError,
    record::{Record, uuid},
    records::row_list,
    tables::Tracked,
};

/// Who lives on in these rows, each with the row: the records that were merged into them as they were then, also those
/// that went with a record that was merged later, and each that went on as it was before a merge.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn living_on_in(db: &Connection, entity: Entity, heirs: &[i64]) -> Result<Vec<(i64, Record)>, StoreError> {
    let mut found = gone(db, entity, heirs)?;
    if found.is_empty() {
        return Ok(found);
    }
    let heirs: BTreeSet<i64> = found.iter().map(|&(heir, _)| heir).collect();
    let heirs: Vec<i64> = heirs.into_iter().collect();
    let now = Record::at_rows(db, entity, &heirs)?.into_iter().map(|record| (record.row, record));
    let went_on: BTreeMap<i64, (i64, Record)> =
        now.chain(found.iter().cloned()).map(|(heir, record)| (record.row, (heir, record))).collect();
    found.extend(before_merges(db, entity, went_on)?);
    Ok(found)
}

/// Who lives on in any row.
pub(crate) fn all_living_on(db: &Connection, entity: Entity) -> Result<Vec<(i64, Record)>, StoreError> {
    let sql = "WITH held (row, survivor) AS (
                 SELECT m.row, m.survivor FROM merged_records AS m
                 JOIN changes AS c ON c.seq = m.change_seq AND c.state = 'done' WHERE m.entity = ?1)
               SELECT DISTINCT survivor FROM held WHERE survivor NOT IN (SELECT row FROM held)";
    let mut statement = db.prepare_cached(sql)?;
    let heirs: Vec<i64> = statement.query_map([entity.as_str()], |row| row.get(0))?.collect::<Result<_, _>>()?;
    living_on_in(db, entity, &heirs)
}

/// The records that went, as they were when they did, each with the row that it lives on in.
fn gone(db: &Connection, entity: Entity, heirs: &[i64]) -> Result<Vec<(i64, Record)>, StoreError> {
    let sql = "WITH RECURSIVE held (heir, row) AS (
                 SELECT value, value FROM rarray(?1)
                 UNION SELECT held.heir, m.row FROM held
                 JOIN merged_records AS m ON m.entity = ?2 AND m.survivor = held.row
                 JOIN changes AS c ON c.seq = m.change_seq AND c.state = 'done')
               SELECT held.heir, m.row, m.id, gone.old, its.company_country FROM held
               JOIN merged_records AS m ON m.entity = ?2 AND m.row = held.row
               JOIN changes AS c ON c.seq = m.change_seq AND c.state = 'done'
               JOIN change_cells AS gone ON gone.change_seq = m.change_seq AND gone.row = m.row
                 AND gone.tbl = ?3 AND gone.field = '*' AND gone.old IS NOT NULL
               LEFT JOIN companies AS its ON ?2 = 'prospect' AND its.rowid = json_extract(gone.old, '$.company')
               WHERE held.heir <> held.row ORDER BY held.heir, m.row";
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query((row_list(heirs), entity.as_str(), Tracked::of(entity).name))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (heir, id): (i64, Uuid) = (row.get(0)?, uuid(row, 2)?.unwrap_or_default());
        let Some(record) = Record::of_image(entity, row.get(1)?, id, &row.get::<_, String>(3)?) else { continue };
        found.push((heir, Record { company_country: row.get(4)?, ..record }));
    }
    Ok(found)
}

/// Of these records, by row and each with the row that it lives on in, those that others were merged into, as they were
/// before each of these merges: what the history has from then on is put back in thought.
fn before_merges(
    db: &Connection,
    entity: Entity,
    mut records: BTreeMap<i64, (i64, Record)>,
) -> Result<Vec<(i64, Record)>, StoreError> {
    let sql = "WITH merges AS (
                 SELECT DISTINCT m.survivor AS row, m.change_seq FROM merged_records AS m
                 JOIN changes AS c ON c.seq = m.change_seq AND c.state = 'done'
                 WHERE m.entity = ?1 AND m.survivor IN rarray(?2))
               SELECT cell.row, cell.field, cell.old,
                 EXISTS (SELECT 1 FROM merges WHERE merges.row = cell.row AND merges.change_seq = cell.change_seq)
                   AND NOT EXISTS (SELECT 1 FROM change_cells AS before WHERE before.tbl = ?3 AND before.row = cell.row
                                   AND before.change_seq = cell.change_seq AND before.n < cell.n)
               FROM change_cells AS cell JOIN changes AS c ON c.seq = cell.change_seq AND c.state IN ('open', 'done')
               WHERE cell.tbl = ?3 AND cell.field <> '*' AND cell.row IN (SELECT row FROM merges)
                 AND cell.change_seq >= (SELECT min(change_seq) FROM merges WHERE merges.row = cell.row)
               ORDER BY cell.row, cell.n DESC";
    let mut statement = db.prepare_cached(sql)?;
    let rows: Vec<i64> = records.keys().copied().collect();
    let mut cells = statement.query((entity.as_str(), row_list(&rows), Tracked::of(entity).name))?;
    let mut found = Vec::new();
    while let Some(cell) = cells.next()? {
        let Some((heir, record)) = records.get_mut(&cell.get(0)?) else { continue };
        let field: String = cell.get(1)?;
        record.put_back(&field, cell.get_ref(2)?.as_str_or_null().unwrap_or_default());
        if cell.get(3)? {
            found.push((*heir, record.clone()));
        }
    }
    Ok(found)
}
