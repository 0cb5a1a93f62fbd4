//! Records that a person said are not the same.

use std::collections::HashSet;

use rusqlite::Connection;
use sales_core::{change::ChangeKind, fields::Entity};
use uuid::Uuid;

use crate::{
    error::StoreError,
    record::Record,
    records::row_list,
    tx::{Tx, entity_named},
};

impl Tx<'_> {
    /// Writes down that two records are not the same, as a part of this change. Gives whether that is new.
    ///
    /// # Errors
    /// [`StoreError::Unrecorded`] without a change of the history.
    pub fn reject_pair(
        &mut self,
        entity: Entity,
        rows: [i64; 2],
        probability: Option<f64>,
    ) -> Result<bool, StoreError> {
        let seq = self.seq()?;
        let id: Uuid = self.new_id();
        let by = self.store.user().map(|user| user.as_bytes().to_vec());
        let [left, right] = [rows[0].min(rows[1]), rows[0].max(rows[1])];
        let sql = "INSERT OR IGNORE INTO rejected_pairs
                   (id, entity, left_row, right_row, probability, created_by, created_at, row_seq)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
        let at = self.at().0;
        let new = self.db.prepare_cached(sql)?.execute((
            id.as_bytes(),
            entity.as_str(),
            left,
            right,
            probability,
            by,
            at,
            seq,
        ))?;
        self.note_rejected(entity, [left, right]);
        Ok(new > 0)
    }

    /// Lets the clusters of two records be put together anew, once the write is made.
    pub(crate) fn note_rejected(&mut self, entity: Entity, rows: [i64; 2]) {
        self.rejected.extend(rows.map(|row| (entity, row)));
        self.touch(ChangeKind::Duplicates);
    }
}

impl Tx<'_> {
    /// Withdraws, as a part of this change, what was said of these records, or of ones that were merged into them:
    /// that they are not the same. Gives how many pairs that were.
    ///
    /// # Errors
    /// [`StoreError`] when the tables cannot be written.
    pub fn withdraw_rejected(&mut self, entity: Entity, rows: &[i64]) -> Result<usize, StoreError> {
        let sql = format!("{LINES} DELETE FROM rejected_pairs WHERE rowid IN (SELECT r.rowid {REJECTED})");
        Ok(self.db.prepare_cached(&sql)?.execute((entity.as_str(), row_list(rows)))?)
    }
}

/// The change that says of every two of these records that they are not the same, the last one if several do;
/// none when nobody has said it of all.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn rejected_in(db: &Connection, entity: Entity, rows: &[i64]) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT count(*), max(row_seq) FROM rejected_pairs
               WHERE entity = ?1 AND left_row IN rarray(?2) AND right_row IN rarray(?2)";
    let (pairs, newest): (i64, Option<i64>) = db
        .prepare_cached(sql)?
        .query_row((entity.as_str(), row_list(rows)), |found| Ok((found.get(0)?, found.get(1)?)))?;
    let are_all = usize::try_from(pairs).is_ok_and(|pairs| pairs == rows.len() * (rows.len() - 1) / 2);
    Ok(newest.filter(|_| are_all))
}

/// Every two records that are there and not the same.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub(crate) fn each_rejected(db: &Connection) -> Result<Vec<[Record; 2]>, StoreError> {
    let mut statement = db.prepare_cached("SELECT entity, left_row, right_row FROM rejected_pairs")?;
    let mut pairs = statement.query([])?;
    let mut found = Vec::new();
    while let Some(pair) = pairs.next()? {
        let entity = entity_named(&pair.get::<_, String>(0)?);
        let left = Record::at_row(db, entity, pair.get(1)?)?;
        let right = Record::at_row(db, entity, pair.get(2)?)?;
        found.extend(left.zip(right).map(|(left, right)| [left, right]));
    }
    Ok(found)
}

/// The records of which something is asked, each with those that live on in it.
const LINES: &str = "WITH RECURSIVE line (row, heir) AS (
    SELECT value, value FROM rarray(?2)
    UNION
    SELECT m.row, line.heir FROM line
    JOIN merged_records AS m ON m.entity = ?1 AND m.survivor = line.row
    JOIN changes AS c ON c.seq = m.change_seq AND c.state = 'done')";

/// What was said of two of these lines.
const REJECTED: &str = "FROM line AS a
    JOIN rejected_pairs AS r ON r.entity = ?1 AND r.left_row = a.row
    JOIN line AS b ON b.row = r.right_row WHERE a.heir <> b.heir";

/// The pairs among some records that are not the same, smaller row first. What was said of a record holds
/// for the one that it was merged into.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn rejected(db: &Connection, entity: Entity, rows: &[i64]) -> Result<HashSet<(i64, i64)>, StoreError> {
    let any = "SELECT EXISTS (SELECT 1 FROM rejected_pairs WHERE entity = ?1)";
    if !db.prepare_cached(any)?.query_row([entity.as_str()], |row| row.get::<_, bool>(0))? {
        return Ok(HashSet::new());
    }
    let mut statement = db.prepare_cached(&format!("{LINES} SELECT a.heir, b.heir {REJECTED}"))?;
    let found = statement.query_map((entity.as_str(), row_list(rows)), |row| Ok((row.get(0)?, row.get(1)?)))?;
    let pair = |(a, b): (i64, i64)| (a.min(b), a.max(b));
    Ok(found.map(|found| found.map(pair)).collect::<Result<_, _>>()?)
}
