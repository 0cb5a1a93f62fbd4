//! Reading clusters.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension as _, Row};
use sales_core::{fields::Entity, time::UtcMillis};

use super::{Cluster, ClusterPair, Learning, Search, groups::heirs};
use crate::{error::StoreError, records::row_list, store::Store, tables::Tracked, tx::entity_named};

pub(super) const SELECT: &str =
    "SELECT rowid, entity, found_in, probability, automatic, vetoed FROM duplicate_clusters";

pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<Cluster> {
    Ok(Cluster {
        number: row.get(0)?,
        entity: entity_named(&row.get::<_, String>(1)?),
        found_in: row.get(2)?,
        rows: Vec::new(),
        probability: row.get(3)?,
        automatic: row.get(4)?,
        vetoed: row.get(5)?,
    })
}

/// How many clusters there are, of one kind of record or of all.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn count(db: &Connection, entity: Option<Entity>) -> Result<u32, StoreError> {
    let sql = "SELECT count(*) FROM duplicate_clusters WHERE ?1 IS NULL OR entity = ?1";
    Ok(db.prepare_cached(sql)?.query_row([entity.map(Entity::as_str)], |row| row.get(0))?)
}

/// A page of clusters, the most certain first, of one kind of record or of all.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn clusters(db: &Connection, entity: Option<Entity>, offset: u32, limit: u32) -> Result<Vec<Cluster>, StoreError> {
    let which = if entity.is_some() { "WHERE entity = ?1" } else { "WHERE ?1 IS NULL" };
    let sql = format!("{SELECT} {which} ORDER BY probability DESC, first_row LIMIT ?2 OFFSET ?3");
    let mut statement = db.prepare_cached(&sql)?;
    let found = statement.query_map((entity.map(Entity::as_str), limit, offset), from_row)?;
    with_rows(db, found.collect::<Result<_, _>>()?)
}

/// The cluster with this number.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn cluster(db: &Connection, number: i64) -> Result<Option<Cluster>, StoreError> {
    let found = db.prepare_cached(&format!("{SELECT} WHERE rowid = ?1"))?.query_row([number], from_row).optional()?;
    Ok(with_rows(db, found.into_iter().collect())?.pop())
}

/// The most certain cluster that a record is in.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn cluster_of(db: &Connection, entity: Entity, row: i64) -> Result<Option<Cluster>, StoreError> {
    let sql = format!(
        "{SELECT} WHERE rowid IN (SELECT cluster FROM duplicate_members WHERE entity = ?1 AND row = ?2)
         ORDER BY probability DESC LIMIT 1"
    );
    let found = db.prepare_cached(&sql)?.query_row((entity.as_str(), row), from_row).optional()?;
    Ok(with_rows(db, found.into_iter().collect())?.pop())
}

pub(super) fn with_rows(db: &Connection, mut clusters: Vec<Cluster>) -> Result<Vec<Cluster>, StoreError> {
    let numbers: Vec<i64> = clusters.iter().map(|cluster| cluster.number).collect();
    let sql = "SELECT cluster, row FROM duplicate_members WHERE cluster IN rarray(?1) ORDER BY cluster, row";
    let mut statement = db.prepare_cached(sql)?;
    let mut members: HashMap<i64, Vec<i64>> = HashMap::new();
    for member in statement.query_map([row_list(&numbers)], |row| Ok((row.get(0)?, row.get(1)?)))? {
        let (cluster, row) = member?;
        members.entry(cluster).or_default().push(row);
    }
    for cluster in &mut clusters {
        cluster.rows = members.remove(&cluster.number).unwrap_or_default();
    }
    Ok(clusters)
}

/// The pairs of a cluster, the most certain first.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn pairs_of(db: &Connection, cluster: &Cluster) -> Result<Vec<ClusterPair>, StoreError> {
    let sql = "SELECT left_row, right_row, left_print, right_print, probability, automatic, veto, evidence
               FROM duplicate_pairs WHERE entity = ?1 AND found_in = ?2 ORDER BY weight DESC, left_row, right_row";
    let mut statement = db.prepare_cached(sql)?;
    let pairs: Vec<ClusterPair> = statement
        .query_map((cluster.entity.as_str(), cluster.found_in), |row| {
            Ok(ClusterPair {
                rows: [row.get(0)?, row.get(1)?],
                prints: [row.get(2)?, row.get(3)?],
                probability: row.get(4)?,
                automatic: row.get(5)?,
                veto: row.get(6)?,
                evidence: row.get(7)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    let rows: Vec<i64> = pairs.iter().flat_map(|pair| pair.rows).collect();
    let heirs = heirs(db, cluster.entity, &rows)?;
    let of_cluster = |mut pair: ClusterPair| {
        let [left, right] = pair.rows;
        let (&left, &right) = (heirs.get(&left)?, heirs.get(&right)?);
        if left > right {
            pair.prints.reverse();
        }
        pair.rows = [left.min(right), left.max(right)];
        let is_inside = pair.rows.iter().all(|row| cluster.rows.binary_search(row).is_ok());
        (is_inside && left != right).then_some(pair)
    };
    Ok(pairs.into_iter().filter_map(of_cluster).collect())
}

/// The last search of each kind of record that was searched.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn searches(db: &Connection) -> Result<Vec<Search>, StoreError> {
    Store::ENTITIES.into_iter().filter_map(|entity| search_of(db, entity).transpose()).collect()
}

/// The last search of a kind of record.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn search_of(db: &Connection, entity: Entity) -> Result<Option<Search>, StoreError> {
    let sql = "SELECT at, change_seq, min_probability, records, millis, fields, noted, labels, outcome,
                      last_row FROM duplicate_searches
               WHERE entity = ?1";
    let found = db.prepare_cached(sql)?.query_row([entity.as_str()], |row| {
        Ok(Search {
            entity,
            at: UtcMillis(row.get(0)?),
            seq: row.get(1)?,
            noted: row.get(6)?,
            min_probability: row.get(2)?,
            records: row.get(3)?,
            millis: row.get(4)?,
            fields: serde_json::from_str(&row.get::<_, String>(5)?).unwrap_or_default(),
            learning: Learning { labels: row.get(7)?, outcome: row.get(8)? },
            last_row: row.get(9)?,
        })
    });
    Ok(found.optional()?)
}

/// Records that are counted at most.
const MOST_CHANGED: u32 = 10_000;

/// The changes since a search that change what it would find.
const SINCE: &str = "(c.seq > ?1 OR c.undone > ?2) AND c.part_of IS NULL
    AND c.label NOT IN ('merge', 'merge_all', 'not_same') AND c.state <> 'gone'";

/// How many records came or changed since a search, merges left out: 10,000 at most. None when nothing
/// did; 0 when others went.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn changed_since(db: &Connection, search: &Search) -> Result<Option<u32>, StoreError> {
    let table = Tracked::of(search.entity).name;
    let sql = format!(
        "SELECT EXISTS (SELECT 1 FROM changes AS c WHERE {SINCE}
                        AND (EXISTS (SELECT 1 FROM imports WHERE imports.change_seq = c.seq)
                             OR EXISTS (SELECT 1 FROM change_cells WHERE change_seq = c.seq AND tbl = ?3))),
                (SELECT count(DISTINCT row) FROM (
                   SELECT row FROM change_cells JOIN changes AS c ON c.seq = change_seq
                   WHERE tbl = ?3 AND row <= ?4 AND {SINCE} LIMIT {MOST_CHANGED})),
                (SELECT count(*) FROM (SELECT 1 FROM {table} WHERE rowid > ?4 LIMIT {MOST_CHANGED}))"
    );
    let parameters = (search.seq, search.at.0, table, search.last_row);
    let (has_changed, changed, new): (bool, u32, u32) =
        db.prepare_cached(&sql)?.query_row(parameters, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let all = (changed + new).min(MOST_CHANGED);
    Ok((has_changed || all > 0).then_some(all))
}

/// Whether a prospect is not what it was when a search compared it for one reason alone: companies were merged.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn are_companies_merged(db: &Connection, search: &Search, row: i64) -> Result<bool, StoreError> {
    if search.entity != Entity::Prospect {
        return Ok(false);
    }
    let sql = "WITH since (is_merge) AS (
                 SELECT EXISTS (SELECT 1 FROM merged_records AS m WHERE m.change_seq = c.seq AND m.entity = 'company')
                 FROM change_cells AS cell JOIN changes AS c ON c.seq = cell.change_seq
                 WHERE (c.seq > ?1 OR c.undone > ?2)
                   AND ((tbl = 'prospects' AND row = ?3)
                        OR (tbl = 'companies' AND row = (SELECT company FROM prospects WHERE rowid = ?3))))
               SELECT count(*) > 0 AND min(is_merge) FROM since";
    let found =
        db.prepare_cached(sql)?.query_row((search.seq, search.at.0, row), |row| row.get::<_, Option<bool>>(0))?;
    Ok(found.unwrap_or_default())
}

/// The number of the newest change.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn newest_change(db: &Connection) -> Result<i64, StoreError> {
    let sql = "SELECT value FROM counters WHERE name = 'seq'";
    Ok(db.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}
