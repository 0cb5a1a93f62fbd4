//! What came of prospects.

use rusqlite::Connection;
use sales_core::{
    change::ChangeKind,
    ids::OutcomeId,
    time::{UtcDay, UtcMillis},
};

use crate::{error::StoreError, records::row_list, tx::Tx};

/// What came of a prospect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Which.
    pub prospect: i64,
    /// `meeting`, `opportunity`, `won` or `lost`.
    pub kind: String,
    /// When.
    pub day: UtcDay,
    /// The score before.
    pub total: u8,
    /// Its grade.
    pub grade: String,
    /// When it was noted.
    pub created_at: UtcMillis,
}

/// All outcomes in the order of their days.
///
/// # Errors
/// [`StoreError`] when the table cannot be read.
pub fn all(db: &Connection) -> Result<Vec<Outcome>, StoreError> {
    let sql = "SELECT prospect, kind, day, total, grade, created_at FROM outcomes ORDER BY day, rowid";
    let mut statement = db.prepare_cached(sql)?;
    let found = statement.query_map([], |row| {
        Ok(Outcome {
            prospect: row.get(0)?,
            kind: row.get(1)?,
            day: UtcDay(row.get(2)?),
            total: row.get(3)?,
            grade: row.get(4)?,
            created_at: UtcMillis(row.get(5)?),
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// What came of some prospects, free of chance: pairs of row and JSON.
///
/// # Errors
/// [`StoreError`] when the table cannot be read.
pub(crate) fn canonical(db: &Connection, rows: &[i64]) -> Result<Vec<(i64, String)>, StoreError> {
    let sql = "SELECT prospect, json_object('outcome', kind, 'day', day, 'total', total, 'grade', grade) FROM outcomes
               WHERE prospect IN rarray(?1) ORDER BY prospect, kind";
    let mut statement = db.prepare_cached(sql)?;
    let found = statement.query_map([row_list(rows)], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.collect::<Result<_, _>>()?)
}

impl Tx<'_> {
    /// Notes what came of a prospect, or that it was on another day.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn note_outcome(
        &mut self,
        prospect: i64,
        kind: &str,
        day: UtcDay,
        total: u8,
        grade: &str,
    ) -> Result<(), StoreError> {
        self.touch(ChangeKind::Signals);
        let change = "UPDATE outcomes SET day = ?3, total = ?4, grade = ?5 WHERE prospect = ?1 AND kind = ?2";
        if self.db.prepare_cached(change)?.execute((prospect, kind, day.0, total, grade))? > 0 {
            return Ok(());
        }
        let id: OutcomeId = self.new_id();
        let number = self.new_rows(1)?;
        let by = self.store.user().map(|user| *user.as_bytes());
        let sql = "INSERT INTO outcomes (rowid, id, prospect, kind, day, total, grade, created_by, created_at)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
        self.db.prepare_cached(sql)?.execute((
            number,
            id.as_bytes(),
            prospect,
            kind,
            day.0,
            total,
            grade,
            by,
            self.at().0,
        ))?;
        Ok(())
    }
}
