//! What rows of files held that nothing else identifies: without a match key, the same row would make
//! the same prospect again whenever its file comes again.

use std::rc::Rc;

use rusqlite::{Connection, types::Value};

use crate::{error::StoreError, many::Insertion, tx::Tx};

/// The prospects that were made of rows with these hashes: pairs of hash and row number.
pub fn find(db: &Connection, hashes: &[i64]) -> Result<Vec<(i64, i64)>, StoreError> {
    let list = Rc::new(hashes.iter().copied().map(Value::from).collect::<Vec<_>>());
    let mut statement = db.prepare_cached(
        "SELECT hash, row FROM row_prints WHERE hash IN rarray(?1)
         AND EXISTS (SELECT 1 FROM prospects WHERE prospects.rowid = row_prints.row)",
    )?;
    let pairs = statement.query_map([list], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(pairs.collect::<Result<_, _>>()?)
}

/// Whether there is none.
pub fn none(db: &Connection) -> Result<bool, StoreError> {
    Ok(db.query_row("SELECT NOT EXISTS (SELECT 1 FROM row_prints)", [], |row| row.get(0))?)
}

/// Adds pairs of hash and row number of a prospect.
pub fn add(tx: &Tx<'_>, pairs: impl IntoIterator<Item = (i64, i64)>) -> Result<(), StoreError> {
    let head = "INSERT OR IGNORE INTO row_prints (hash, row) VALUES";
    Insertion { head, row: "(?, ?)", shared: &[] }.run(&tx.db, pairs, |values, (hash, row)| {
        values.push(hash)?;
        values.push(row)
    })
}

/// Lets a prospect be found by what another one was made of that was merged into it.
pub(crate) fn inherit(tx: &Tx<'_>, from: i64, heir: i64) -> Result<(), StoreError> {
    let sql = "INSERT OR IGNORE INTO row_prints (hash, row) SELECT hash, ?2 FROM row_prints WHERE row = ?1";
    tx.db.prepare_cached(sql)?.execute((from, heir))?;
    Ok(())
}

/// Takes that back.
pub(crate) fn disinherit(tx: &Tx<'_>, from: i64, heir: i64) -> Result<(), StoreError> {
    let sql = "DELETE FROM row_prints WHERE row = ?2 AND hash IN (SELECT hash FROM row_prints WHERE row = ?1)";
    tx.db.prepare_cached(sql)?.execute((from, heir))?;
    Ok(())
}

/// Takes away what belongs to prospects of imports that were taken back for good. Of those that can come
/// back it stays: [`find`] leaves out who is not there.
pub(crate) fn forget_gone(tx: &Tx<'_>) -> Result<(), StoreError> {
    tx.db.execute(
        "DELETE FROM row_prints WHERE row NOT IN (SELECT rowid FROM prospects) AND EXISTS (
           SELECT 1 FROM imports JOIN changes ON changes.seq = imports.change_seq
           WHERE state = 'gone' AND row_prints.row BETWEEN first_row AND last_row)",
        [],
    )?;
    Ok(())
}
