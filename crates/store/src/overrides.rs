//! Scores that a person set: up to and with a day they stand in the place of those that are made.

use std::collections::HashMap;

use rusqlite::{Connection, Row};
use sales_core::{
    change::ChangeKind,
    ids::OverrideId,
    time::{UtcDay, UtcMillis},
};

use crate::{error::StoreError, records::row_list, store::Store, tx::Tx};

/// A score that a person set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// The prospect.
    pub prospect: i64,
    /// The score, from 0 to 100.
    pub total: u8,
    /// Its grade.
    pub grade: String,
    /// Why.
    pub reason: String,
    /// The last day on which it stands.
    pub until_on: UtcDay,
    /// When it was set.
    pub created_at: UtcMillis,
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Override> {
    Ok(Override {
        prospect: row.get(0)?,
        total: row.get(1)?,
        grade: row.get(2)?,
        reason: row.get(3)?,
        until_on: UtcDay(row.get(4)?),
        created_at: UtcMillis(row.get(5)?),
    })
}

/// Those of some prospects that stand on a day, by prospect.
///
/// # Errors
/// [`StoreError`] when the table cannot be read.
pub fn of_rows(db: &Connection, rows: &[i64], day: UtcDay) -> Result<HashMap<i64, Override>, StoreError> {
    let sql = "SELECT prospect, total, grade, reason, until_on, created_at FROM score_overrides
               WHERE prospect IN rarray(?1) AND until_on >= ?2";
    let mut statement = db.prepare_cached(sql)?;
    let found = statement.query_map((row_list(rows), day.0), from_row)?;
    Ok(found.map(|found| found.map(|one| (one.prospect, one))).collect::<Result<_, _>>()?)
}

/// All that stand on a day, by prospect.
pub(crate) fn in_force(db: &Connection, day: UtcDay) -> Result<HashMap<i64, Override>, StoreError> {
    let sql = "SELECT prospect, total, grade, reason, until_on, created_at FROM score_overrides WHERE until_on >= ?1";
    let mut statement = db.prepare_cached(sql)?;
    let found = statement.query_map([day.0], from_row)?;
    Ok(found.map(|found| found.map(|one| (one.prospect, one))).collect::<Result<_, _>>()?)
}

/// What some prospects have of them, free of chance: pairs of row and JSON.
///
/// # Errors
/// [`StoreError`] when the table cannot be read.
pub(crate) fn canonical(db: &Connection, rows: &[i64]) -> Result<Vec<(i64, String)>, StoreError> {
    let sql = "SELECT prospect, json_object('override', total, 'grade', grade, 'reason', reason, 'until_on', until_on)
               FROM score_overrides WHERE prospect IN rarray(?1) ORDER BY prospect";
    let mut statement = db.prepare_cached(sql)?;
    let found = statement.query_map([row_list(rows)], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.collect::<Result<_, _>>()?)
}

impl Store {
    /// Lets the scores stand again as they are made of whom a person's score has run out.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be made.
    pub fn expire_overrides(&self) -> Result<(), StoreError> {
        let today = UtcDay::of(self.now());
        let expired: Vec<i64> = self.read(|db| {
            let mut statement = db.prepare_cached("SELECT row FROM scores WHERE set_until < ?1")?;
            let found = statement.query_map([today.0], |row| row.get(0))?;
            Ok(found.collect::<Result<_, _>>()?)
        })?;
        if expired.is_empty() {
            return Ok(());
        }
        let mut tx = self.begin_unrecorded()?;
        tx.outdated = expired;
        tx.commit()?;
        Ok(())
    }
}

impl Tx<'_> {
    /// Sets the score of a prospect, in the place of one that was set before.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn set_override(
        &mut self,
        prospect: i64,
        total: u8,
        grade: &str,
        reason: &str,
        until_on: UtcDay,
    ) -> Result<(), StoreError> {
        self.touch(ChangeKind::Scores);
        let change =
            "UPDATE score_overrides SET total = ?2, grade = ?3, reason = ?4, until_on = ?5 WHERE prospect = ?1";
        let is_there = self.db.prepare_cached(change)?.execute((prospect, total, grade, reason, until_on.0))? > 0;
        if is_there {
            return Ok(());
        }
        let id: OverrideId = self.new_id();
        let number = self.new_rows(1)?;
        let by = self.store.user().map(|user| *user.as_bytes());
        let sql =
            "INSERT INTO score_overrides (rowid, id, prospect, total, grade, reason, until_on, created_by, created_at)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
        self.db.prepare_cached(sql)?.execute((
            number,
            id.as_bytes(),
            prospect,
            total,
            grade,
            reason,
            until_on.0,
            by,
            self.at().0,
        ))?;
        Ok(())
    }

    /// Takes the score away that a person set; gives whether there was one.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn remove_override(&mut self, prospect: i64) -> Result<bool, StoreError> {
        self.touch(ChangeKind::Scores);
        let sql = "DELETE FROM score_overrides WHERE prospect = ?1";
        Ok(self.db.prepare_cached(sql)?.execute([prospect])? > 0)
    }

    /// Gives a prospect the newest score set for those that it is made one with, unless it has one.
    pub(crate) fn hand_over_override(&mut self, from: &[i64], to: i64) -> Result<(), StoreError> {
        let sql = "UPDATE score_overrides SET prospect = ?2
                   WHERE rowid = (SELECT rowid FROM score_overrides WHERE prospect IN rarray(?1)
                                  ORDER BY created_at DESC, rowid DESC LIMIT 1)
                     AND NOT EXISTS (SELECT 1 FROM score_overrides WHERE prospect = ?2)";
        if self.db.prepare_cached(sql)?.execute((row_list(from), to))? > 0 {
            self.touch(ChangeKind::Scores);
        }
        Ok(())
    }
}
