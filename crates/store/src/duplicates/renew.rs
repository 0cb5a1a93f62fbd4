//! Bringing what a search found up to date, where some records came or changed.

use rusqlite::Connection;
use sales_core::{change::ChangeKind, fields::Entity};

use super::{
    FoundPair, Search,
    groups::{found_with, heirs, settle},
};
use crate::{error::StoreError, records::row_list, tx::Tx};

/// What a search found about some records.
#[derive(Debug, Default)]
pub struct Around {
    /// The rows of the records in use that are in a cluster of the search with any of them, each with the number
    /// of the cluster. Ascending; one that others were merged into may be in several.
    pub found_in: Vec<(i64, i64)>,
    /// A number that no cluster of a search of this kind has, nor any after it.
    pub next: i64,
}

/// What the last search found about the records in these rows.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn around(db: &Connection, entity: Entity, rows: &[i64]) -> Result<Around, StoreError> {
    let next = "SELECT coalesce(max(found_in), -1) + 1 FROM duplicate_pairs WHERE entity = ?1";
    let next = db.prepare_cached(next)?.query_row([entity.as_str()], |row| row.get(0))?;
    let clusters = found_with(db, entity, "IN rarray(?2)", row_list(rows))?;
    let sql = "SELECT found_in, left_row, right_row FROM duplicate_pairs WHERE entity = ?1 AND found_in IN rarray(?2)";
    let mut statement = db.prepare_cached(sql)?;
    let mut pairs = statement.query((entity.as_str(), row_list(&clusters)))?;
    let mut named: Vec<(i64, i64)> = Vec::new();
    while let Some(pair) = pairs.next()? {
        let cluster = pair.get(0)?;
        named.extend([(pair.get(1)?, cluster), (pair.get(2)?, cluster)]);
    }
    named.sort_unstable();
    named.dedup();
    let heirs = heirs(db, entity, &named.iter().map(|&(row, _)| row).collect::<Vec<_>>())?;
    let in_use = named.into_iter().filter_map(|(row, cluster)| Some((*heirs.get(&row)?, cluster)));
    let mut found_in: Vec<(i64, i64)> = in_use.collect();
    found_in.sort_unstable();
    found_in.dedup();
    Ok(Around { found_in, next })
}

impl Tx<'_> {
    /// Replaces the pairs of some clusters of the last search by others. The search is noted as one that knew
    /// all that it says.
    ///
    /// # Errors
    /// [`StoreError`] when the tables cannot be written.
    pub fn renew_duplicates(
        &mut self,
        search: &Search,
        former: &[i64],
        pairs: Vec<FoundPair>,
    ) -> Result<(), StoreError> {
        let entity = search.entity;
        self.touch(ChangeKind::Duplicates);
        let mut clusters: Vec<i64> = former.to_vec();
        clusters.extend(pairs.iter().map(|pair| i64::from(pair.found_in)));
        clusters.sort_unstable();
        clusters.dedup();
        let sql = "DELETE FROM duplicate_pairs WHERE entity = ?1 AND found_in IN rarray(?2)";
        self.db.prepare_cached(sql)?.execute((entity.as_str(), row_list(former)))?;
        self.insert_pairs(search, pairs)?;
        self.note_search(search)?;
        settle(&self.db, entity, &clusters)
    }
}
