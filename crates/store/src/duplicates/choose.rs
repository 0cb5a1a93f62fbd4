//! The clusters that are merged at once.

use rusqlite::Connection;
use sales_core::fields::Entity;

use super::{Cluster, show};
use crate::{error::StoreError, imports::Import, store::Store, tables::Tracked};

/// The clusters that are merged as a whole.
const WHOLE: &str = "(?1 IS NULL OR entity = ?1) AND probability >= ?2 AND NOT vetoed AND (automatic OR NOT ?3)";

/// Clusters that are merged as a whole, the least certain first.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn least_certain_to_merge(
    db: &Connection,
    entity: Option<Entity>,
    least: f64,
    automatic: bool,
    limit: u32,
) -> Result<Vec<Cluster>, StoreError> {
    let sql = format!("{} WHERE {WHOLE} ORDER BY probability, first_row LIMIT ?4", show::SELECT);
    let mut statement = db.prepare_cached(&sql)?;
    let parameters = (entity.map(Entity::as_str), least, automatic, limit);
    let found = statement.query_map(parameters, show::from_row)?;
    show::with_rows(db, found.collect::<Result<_, _>>()?)
}

/// Clusters that are not merged as a whole and have pairs that may be merged without asking.
const IN_PART: &str =
    "(?1 IS NULL OR c.entity = ?1) AND ?3 AND NOT (c.probability >= ?2 AND NOT c.vetoed AND c.automatic)
    AND EXISTS (SELECT 1 FROM duplicate_pairs AS p WHERE p.entity = c.entity AND p.found_in = c.found_in
                AND p.automatic AND p.probability >= ?2)";

/// How many clusters are merged as a whole, and how many records these have.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn to_merge_whole(
    db: &Connection,
    entity: Option<Entity>,
    least: f64,
    automatic: bool,
) -> Result<(u32, u32), StoreError> {
    let sql = format!("SELECT count(*), coalesce(sum(records), 0) FROM duplicate_clusters WHERE {WHOLE}");
    let parameters = (entity.map(Entity::as_str), least, automatic);
    Ok(db.prepare_cached(&sql)?.query_row(parameters, |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// The clusters of which only a part is merged, by what may be merged without asking.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn to_merge_in_part(
    db: &Connection,
    entity: Option<Entity>,
    least: f64,
    automatic: bool,
) -> Result<Vec<Cluster>, StoreError> {
    let sql = format!("SELECT c.rowid FROM duplicate_clusters AS c WHERE {IN_PART} ORDER BY c.rowid");
    let mut statement = db.prepare_cached(&sql)?;
    let parameters = (entity.map(Entity::as_str), least, automatic);
    let numbers: Vec<i64> = statement.query_map(parameters, |row| row.get(0))?.collect::<Result<_, _>>()?;
    let found = numbers.into_iter().filter_map(|number| show::cluster(db, number).transpose());
    found.collect()
}

/// The numbers of all clusters of which something is merged, prospects first.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn numbers_to_merge(
    db: &Connection,
    entity: Option<Entity>,
    least: f64,
    automatic: bool,
) -> Result<Vec<i64>, StoreError> {
    let sql = format!(
        "SELECT rowid, entity, first_row FROM duplicate_clusters WHERE {WHOLE}
         UNION SELECT c.rowid, c.entity, c.first_row FROM duplicate_clusters AS c WHERE {IN_PART}
         ORDER BY 2 DESC, 3"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let parameters = (entity.map(Entity::as_str), least, automatic);
    let numbers = statement.query_map(parameters, |row| row.get(0))?;
    Ok(numbers.collect::<Result<_, _>>()?)
}

/// The clusters with a record that an import made, prospects first.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn of_import(db: &Connection, import: &Import) -> Result<Vec<Cluster>, StoreError> {
    let mut found = Vec::new();
    for entity in Store::ENTITIES {
        let sql = format!(
            "SELECT DISTINCT m.cluster FROM duplicate_members AS m JOIN {} AS t ON t.rowid = m.row
             WHERE m.entity = ?1 AND t.created_seq = ?2 ORDER BY m.cluster",
            Tracked::of(entity).name
        );
        let mut statement = db.prepare_cached(&sql)?;
        let numbers = statement.query_map((entity.as_str(), import.change_seq), |row| row.get(0))?;
        let numbers: Vec<i64> = numbers.collect::<Result<_, _>>()?;
        for number in numbers {
            found.extend(show::cluster(db, number)?);
        }
    }
    Ok(found)
}
