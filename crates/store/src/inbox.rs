//! Signals that were found and that nobody has said anything of yet.

use rusqlite::Connection;
use sales_core::{change::ChangeKind, fields::Entity, time::UtcMillis};

use crate::{
    error::StoreError,
    records::row_list,
    scores::ACTIVE,
    signals::{self, FACTS, Signal, SignalFacts, SignalStatus, facts},
    tx::{Tx, entity_named},
};

/// A signal that waits, without its words.
#[derive(Debug, Clone, Copy)]
pub struct Waiting {
    /// The row of the signal.
    pub number: i64,
    /// Whether it is about a prospect or a company.
    pub entity: Entity,
    /// Which.
    pub row: i64,
    /// What a score is made of.
    pub facts: SignalFacts,
    /// When it came.
    pub created_at: UtcMillis,
}

/// Whose record is in use.
fn waits() -> String {
    let is_in_use =
        |table: &str| format!("EXISTS (SELECT 1 FROM {table} AS r WHERE r.rowid = signals.row AND {ACTIVE})");
    format!(
        "status IN ('found', 'proposed') AND CASE entity WHEN 'prospect' THEN {} ELSE {} END",
        is_in_use("prospects"),
        is_in_use("companies")
    )
}

/// Gives all that wait, the newest first.
///
/// # Errors
/// [`StoreError`] when the table cannot be read.
pub fn each(db: &Connection, mut visit: impl FnMut(Waiting)) -> Result<(), StoreError> {
    let sql = format!(
        "SELECT rowid, entity, row, {FACTS}, created_at FROM signals INDEXED BY signals_waiting
         WHERE {} ORDER BY created_at DESC, rowid DESC",
        waits()
    );
    let mut statement = db.prepare_cached(&sql)?;
    let mut found = statement.query([])?;
    while let Some(row) = found.next()? {
        if let Some(facts) = facts(row, 3)? {
            visit(Waiting {
                number: row.get(0)?,
                entity: entity_named(&row.get::<_, String>(1)?),
                row: row.get(2)?,
                facts,
                created_at: UtcMillis(row.get(12)?),
            });
        }
    }
    Ok(())
}

/// How many wait; no more than `most` are counted.
///
/// # Errors
/// [`StoreError`] when the table cannot be read.
pub fn count(db: &Connection, most: u32) -> Result<u32, StoreError> {
    let sql =
        format!("SELECT count(*) FROM (SELECT 1 FROM signals INDEXED BY signals_waiting WHERE {} LIMIT ?1)", waits());
    Ok(db.prepare_cached(&sql)?.query_row([most], |row| row.get(0))?)
}

/// Signals by their rows, in the order given; those that are gone are left out.
///
/// # Errors
/// [`StoreError`] when the table cannot be read.
pub fn at(db: &Connection, numbers: &[i64]) -> Result<Vec<Signal>, StoreError> {
    let mut found = signals::with(db, "rowid IN rarray(?1)", [row_list(numbers)])?;
    let place = |signal: &Signal| numbers.iter().position(|&number| number == signal.number);
    found.sort_by_cached_key(place);
    Ok(found)
}

/// Who of the prospects in use of a company has the best score, and how many they are; none when there is nobody.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn best_of_company(db: &Connection, company: i64) -> Result<Option<(i64, u32)>, StoreError> {
    let sql = format!(
        "SELECT p.rowid, count(*) OVER () FROM prospects AS p LEFT JOIN scores AS s ON s.row = p.rowid
         WHERE company = ?1 AND {ACTIVE} ORDER BY s.total DESC, p.rowid LIMIT 1"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let mut found = statement.query([company])?;
    Ok(found.next()?.map(|row| Ok::<_, rusqlite::Error>((row.get(0)?, row.get(1)?))).transpose()?)
}

impl Tx<'_> {
    /// Says the same of many signals; gives of how many it was not said already.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn set_signal_statuses(&mut self, numbers: &[i64], status: SignalStatus) -> Result<usize, StoreError> {
        let sql = "UPDATE signals SET status = ?2 WHERE rowid IN rarray(?1) AND status <> ?2";
        let changed = self.db.prepare_cached(sql)?.execute((row_list(numbers), status.as_str()))?;
        self.touch(ChangeKind::Signals);
        Ok(changed)
    }
}
