//! Scores stay true: whatever touches a prospect, its company or their signals makes its score anew, in the same write.

use std::collections::BTreeSet;

use rusqlite::Connection;
use sales_core::{fields::Entity, time::UtcDay};

use super::ACTIVE;
use crate::{
    descriptions,
    error::StoreError,
    history,
    records::row_list,
    signals,
    tx::{Progress, Touched, Tx},
};

/// Prospects whose scores are made in one go.
const STEP: usize = 16_384;

/// Makes the scores anew that a write touched, before it is made. Where nobody is scored yet and nothing is described,
/// there is nothing to renew but for those with signals.
pub(crate) fn renew(tx: &mut Tx<'_>, touched: &mut Touched, progress: Progress<'_>) -> Result<(), StoreError> {
    let rows = outdated(tx, touched)?;
    if rows.is_empty() {
        return Ok(());
    }
    let make = tx.store.score_maker();
    let day = UtcDay::of(tx.at());
    let (mut done, all) = (0, rows.len() as u64);
    for rows in rows.chunks(STEP) {
        let scores = make(&tx.db, rows, day)?;
        tx.write_scores(&scores)?;
        forget_lost(tx, rows)?;
        done += rows.len() as u64;
        // Few are made before anybody could ask for an end.
        if all > STEP as u64 && progress(done, all).is_break() {
            return Err(StoreError::Cancelled);
        }
    }
    touched.shown.append(&mut tx.scored);
    Ok(())
}

/// The prospects whose scores a write touched, ascending.
fn outdated(tx: &Tx<'_>, touched: &Touched) -> Result<Vec<i64>, StoreError> {
    let mut records = signals::touched(&tx.db, tx.first_cell, &tx.replayed)?;
    let mut rows: BTreeSet<i64> = tx.outdated.iter().copied().collect();
    rows.extend(history::owners_touched(&tx.db, "score_overrides", tx.first_cell, &tx.replayed)?);
    if touched.has_records() && is_kept_up(&tx.db)? {
        records.extend(touched.changed.iter().chain(&touched.removed));
        if let Some((first, last)) = touched.reload {
            let sql = "SELECT rowid FROM prospects WHERE rowid BETWEEN ?1 AND ?2
                       UNION SELECT row FROM scores WHERE row BETWEEN ?1 AND ?2";
            let mut statement = tx.db.prepare_cached(sql)?;
            let found = statement.query_map((first, last), |row| row.get::<_, i64>(0))?;
            for row in found {
                rows.insert(row?);
            }
        }
    }
    let (prospects, companies): (Vec<_>, Vec<_>) =
        records.into_iter().partition(|(entity, _)| *entity == Entity::Prospect);
    rows.extend(prospects.into_iter().map(|(_, row)| row));
    let companies: Vec<i64> = companies.into_iter().map(|(_, row)| row).collect();
    if !companies.is_empty() {
        let sql = format!("SELECT rowid FROM prospects WHERE company IN rarray(?1) AND {ACTIVE}");
        let mut statement = tx.db.prepare_cached(&sql)?;
        let found = statement.query_map([row_list(&companies)], |row| row.get::<_, i64>(0))?;
        for row in found {
            rows.insert(row?);
        }
    }
    Ok(rows.into_iter().collect())
}

/// Whether scores are of use here: there are some, or there is something to hold records against.
fn is_kept_up(db: &Connection) -> Result<bool, StoreError> {
    Ok(super::exist(db)? || descriptions::exist(db)?)
}

/// Takes the scores of those of some prospects away that are not in use.
fn forget_lost(tx: &mut Tx<'_>, rows: &[i64]) -> Result<(), StoreError> {
    let sql = format!(
        "DELETE FROM scores WHERE row IN rarray(?1)
           AND NOT EXISTS (SELECT 1 FROM prospects WHERE rowid = scores.row AND {ACTIVE})
         RETURNING row"
    );
    let lost: Vec<i64> =
        tx.db.prepare_cached(&sql)?.query_map([row_list(rows)], |row| row.get(0))?.collect::<Result<_, _>>()?;
    tx.note_scored(lost);
    Ok(())
}
