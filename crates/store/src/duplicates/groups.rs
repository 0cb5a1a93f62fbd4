//! Clusters of what nobody has decided about.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::Connection;
use sales_core::fields::Entity;

use super::reject::rejected;
use crate::{error::StoreError, merges, records::row_list, store::Store, tables::Tracked, tx::Touched};

/// Clusters of a search that are brought up to date at a time.
const AT_ONCE: usize = 500;

/// A pair of the clusters that are being put together, the most certain first.
#[derive(Debug, Clone, Copy)]
struct Link {
    left: i64,
    right: i64,
    probability: f64,
    automatic: bool,
    vetoed: bool,
}

/// Records that links join.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Their rows, in ascending order.
    pub rows: Vec<i64>,
    /// The least certain link that joins them, 0 to 1.
    pub probability: f64,
    /// Whether all of these links may be followed without asking.
    pub automatic: bool,
    /// Whether something forbids to follow one of them without looking.
    pub vetoed: bool,
}

/// Brings the clusters up to date with a write. Gives whether any may be different.
pub(crate) fn follow(db: &Connection, touched: &Touched, rejected: &[(Entity, i64)]) -> Result<bool, StoreError> {
    let mut followed = false;
    for entity in Store::ENTITIES {
        if !was_searched(db, entity)? {
            continue;
        }
        let records = touched.changed.iter().chain(&touched.removed).chain(rejected);
        let rows: Vec<i64> = records.filter(|(kind, _)| *kind == entity).map(|&(_, row)| row).collect();
        let mut clusters: HashSet<i64> = HashSet::new();
        for chunk in rows.chunks(10_000) {
            clusters.extend(found_with(db, entity, "IN rarray(?2)", row_list(chunk))?);
        }
        if let Some((first, last)) = touched.reload {
            clusters.extend(found_with(db, entity, &format!("BETWEEN {first} AND {last} AND ?2 IS NOT NULL"), 0)?);
        }
        let mut clusters: Vec<i64> = clusters.into_iter().collect();
        clusters.sort_unstable();
        followed |= !clusters.is_empty();
        settle(db, entity, &clusters)?;
    }
    Ok(followed)
}

fn was_searched(db: &Connection, entity: Entity) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM duplicate_pairs WHERE entity = ?1)";
    Ok(db.prepare_cached(sql)?.query_row([entity.as_str()], |row| row.get(0))?)
}

/// The clusters of the search that some records are of.
pub(super) fn found_with(
    db: &Connection,
    entity: Entity,
    which: &str,
    rows: impl rusqlite::ToSql,
) -> Result<Vec<i64>, StoreError> {
    let sql = format!(
        "SELECT found_in FROM duplicate_pairs WHERE entity = ?1 AND left_row {which}
         UNION SELECT found_in FROM duplicate_pairs WHERE entity = ?1 AND right_row {which}
         UNION SELECT c.found_in FROM duplicate_members AS m JOIN duplicate_clusters AS c ON c.rowid = m.cluster
               WHERE m.entity = ?1 AND m.row {which}"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let found = statement.query_map((entity.as_str(), rows), |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Puts clusters of the search together anew.
pub(super) fn settle(db: &Connection, entity: Entity, found_in: &[i64]) -> Result<(), StoreError> {
    for chunk in found_in.chunks(AT_ONCE) {
        let links = links(db, entity, chunk)?;
        let rows: Vec<i64> = links.values().flatten().flat_map(|link| [link.left, link.right]).collect();
        let apart = rejected(db, entity, &rows)?;
        let mut former = former(db, entity, chunk)?;
        let sql = "DELETE FROM duplicate_members WHERE cluster IN rarray(?1)";
        let numbers: Vec<i64> = former.values().copied().collect();
        db.prepare_cached(sql)?.execute([row_list(&numbers)])?;
        let sql = "DELETE FROM duplicate_clusters WHERE rowid IN rarray(?1)";
        db.prepare_cached(sql)?.execute([row_list(&numbers)])?;
        for (found_in, links) in &links {
            for group in join(links, &apart) {
                let number = former.remove(&(*found_in, group.rows[0]));
                insert(db, entity, *found_in, number, &group)?;
            }
        }
    }
    Ok(())
}

/// The pairs of clusters of the search whose records are there, by cluster.
fn links(db: &Connection, entity: Entity, found_in: &[i64]) -> Result<BTreeMap<i64, Vec<Link>>, StoreError> {
    let sql = "SELECT found_in, left_row, right_row, probability, automatic, veto IS NOT NULL FROM duplicate_pairs
               WHERE entity = ?1 AND found_in IN rarray(?2) ORDER BY found_in, weight DESC, left_row, right_row";
    let mut statement = db.prepare_cached(sql)?;
    let pairs: Vec<(i64, Link)> = statement
        .query_map((entity.as_str(), row_list(found_in)), |row| {
            let link = Link {
                left: row.get(1)?,
                right: row.get(2)?,
                probability: row.get(3)?,
                automatic: row.get(4)?,
                vetoed: row.get(5)?,
            };
            Ok((row.get(0)?, link))
        })?
        .collect::<Result<_, _>>()?;
    let rows: Vec<i64> = pairs.iter().flat_map(|(_, link)| [link.left, link.right]).collect();
    let heirs = heirs(db, entity, &rows)?;
    let mut links: BTreeMap<i64, Vec<Link>> = BTreeMap::new();
    for (found_in, link) in pairs {
        let (Some(&left), Some(&right)) = (heirs.get(&link.left), heirs.get(&link.right)) else { continue };
        if left != right {
            let link = Link { left: left.min(right), right: left.max(right), ..link };
            links.entry(found_in).or_default().push(link);
        }
    }
    Ok(links)
}

/// The rows that records in use live on in: their own, or that of the record that they were merged into.
pub(super) fn heirs(db: &Connection, entity: Entity, rows: &[i64]) -> Result<HashMap<i64, i64>, StoreError> {
    let mut heirs: HashMap<i64, i64> = in_use(db, entity, rows)?.into_iter().map(|row| (row, row)).collect();
    let mut merged = Vec::new();
    for &row in rows {
        if !heirs.contains_key(&row) {
            let heir = merges::heir(db, entity, row)?;
            if heir != row {
                merged.push((row, heir));
            }
        }
    }
    let survivors: Vec<i64> = merged.iter().map(|&(_, heir)| heir).collect();
    let there = in_use(db, entity, &survivors)?;
    heirs.extend(merged.into_iter().filter(|(_, heir)| there.contains(heir)));
    Ok(heirs)
}

/// Those of some rows whose record is there and not put away.
fn in_use(db: &Connection, entity: Entity, rows: &[i64]) -> Result<HashSet<i64>, StoreError> {
    if rows.is_empty() {
        return Ok(HashSet::new());
    }
    let sql = format!(
        "SELECT rowid FROM {} WHERE rowid IN rarray(?1) AND archived_at IS NULL AND purged_at IS NULL",
        Tracked::of(entity).name
    );
    let mut statement = db.prepare_cached(&sql)?;
    let found = statement.query_map([row_list(rows)], |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The numbers of the clusters as they were, by the cluster of the search and the first row.
fn former(db: &Connection, entity: Entity, found_in: &[i64]) -> Result<HashMap<(i64, i64), i64>, StoreError> {
    let sql = "SELECT found_in, first_row, rowid FROM duplicate_clusters WHERE entity = ?1 AND found_in IN rarray(?2)";
    let mut statement = db.prepare_cached(sql)?;
    let found = statement
        .query_map((entity.as_str(), row_list(found_in)), |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?;
    Ok(found.collect::<Result<_, _>>()?)
}

fn insert(
    db: &Connection,
    entity: Entity,
    found_in: i64,
    number: Option<i64>,
    group: &Group,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO duplicate_clusters (rowid, entity, found_in, first_row, records, probability, automatic,
                                               vetoed)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    db.prepare_cached(sql)?.execute((
        number,
        entity.as_str(),
        found_in,
        group.rows[0],
        i64::try_from(group.rows.len()).unwrap_or(i64::MAX),
        group.probability,
        group.automatic,
        group.vetoed,
    ))?;
    let number = db.last_insert_rowid();
    let mut member = db.prepare_cached("INSERT INTO duplicate_members (cluster, row, entity) VALUES (?, ?, ?)")?;
    for row in &group.rows {
        member.execute((number, row, entity.as_str()))?;
    }
    Ok(())
}

/// Joins records by links, the most certain first; two groups that hold records which are not the same stay
/// apart.
fn join(links: &[Link], apart: &HashSet<(i64, i64)>) -> Vec<Group> {
    let mut group_of: HashMap<i64, usize> = HashMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for link in links {
        let mut place = |row: i64| {
            *group_of.entry(row).or_insert_with(|| {
                groups.push(Group { rows: vec![row], probability: 1.0, automatic: true, vetoed: false });
                groups.len() - 1
            })
        };
        let (a, b) = (place(link.left), place(link.right));
        if a == b {
            groups[a].vetoed |= link.vetoed;
            continue;
        }
        if are_apart(&groups[a].rows, &groups[b].rows, apart) {
            continue;
        }
        let (into, from) = (a.min(b), a.max(b));
        let moved = std::mem::take(&mut groups[from].rows);
        for &row in &moved {
            group_of.insert(row, into);
        }
        let Group { automatic, probability, vetoed, .. } = groups[from];
        let group = &mut groups[into];
        group.rows.extend(moved);
        group.automatic &= automatic && link.automatic;
        group.vetoed |= vetoed || link.vetoed;
        group.probability = group.probability.min(probability).min(link.probability);
    }
    groups.retain(|group| group.rows.len() > 1);
    for group in &mut groups {
        group.rows.sort_unstable();
    }
    groups
}

fn are_apart(left: &[i64], right: &[i64], apart: &HashSet<(i64, i64)>) -> bool {
    !apart.is_empty() && left.iter().any(|&a| right.iter().any(|&b| apart.contains(&(a.min(b), a.max(b)))))
}

/// What may be merged of a cluster by the pairs from a probability on, of which only automatic ones count if
/// `automatic`: groups of its records, in which no pair is forbidden.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn groups_to_merge(
    db: &Connection,
    cluster: &super::Cluster,
    least: f64,
    automatic: bool,
) -> Result<Vec<Group>, StoreError> {
    let mut pairs = super::pairs_of(db, cluster)?;
    let vetoed = pairs.iter().filter(|pair| pair.veto.is_some()).map(|pair| (pair.rows[0], pair.rows[1]));
    let mut apart: HashSet<(i64, i64)> = vetoed.collect();
    apart.extend(rejected(db, cluster.entity, &cluster.rows)?);
    pairs.retain(|pair| pair.probability >= least && (pair.automatic || !automatic) && pair.veto.is_none());
    let links: Vec<Link> = pairs
        .iter()
        .map(|pair| Link {
            left: pair.rows[0],
            right: pair.rows[1],
            probability: pair.probability,
            automatic: pair.automatic,
            vetoed: false,
        })
        .collect();
    Ok(join(&links, &apart))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(left: i64, right: i64, probability: f64) -> Link {
        Link { left, right, probability, automatic: probability > 0.99, vetoed: false }
    }

    fn rows(groups: &[Group]) -> Vec<Vec<i64>> {
        groups.iter().map(|group| group.rows.clone()).collect()
    }

    #[test]
    fn links_join_what_nobody_said_to_be_apart() {
        let links = [link(1, 2, 0.999), link(2, 3, 0.95), link(3, 4, 0.9), link(8, 9, 0.85)];
        let all = join(&links, &HashSet::new());
        assert_eq!(rows(&all), [vec![1, 2, 3, 4], vec![8, 9]]);
        assert_eq!((all[0].probability, all[0].automatic), (0.9, false));
        let apart = HashSet::from([(1, 3)]);
        assert_eq!(rows(&join(&links, &apart)), [vec![1, 2], vec![3, 4], vec![8, 9]]);
        let apart = HashSet::from([(1, 4)]);
        assert_eq!(rows(&join(&links, &apart)), [vec![1, 2, 3], vec![8, 9]]);
    }
}
