//! What came of prospects.

use rusqlite::Connection;
use sales_core::{
    change::ChangeKind,
    fields::{OUTCOME, OUTCOME_DATE},
    ids::OutcomeId,
    outcome::OutcomeKind,
    time::{UtcDay, UtcMillis},
};

use crate::{error::StoreError, records::row_list, tx::Tx};

/// What came of a prospect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Which.
    pub prospect: i64,
    /// What.
    pub kind: OutcomeKind,
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
    select(db, "SELECT prospect, kind, day, total, grade, created_at FROM outcomes ORDER BY day, rowid", [])
}

/// Those of some prospects in the order of the prospects and their days.
///
/// # Errors
/// [`StoreError`] when the table cannot be read.
pub fn of_rows(db: &Connection, rows: &[i64]) -> Result<Vec<Outcome>, StoreError> {
    let sql = "SELECT prospect, kind, day, total, grade, created_at FROM outcomes
               WHERE prospect IN rarray(?1) ORDER BY prospect, day, rowid";
    select(db, sql, [row_list(rows)])
}

fn select(db: &Connection, sql: &str, given: impl rusqlite::Params) -> Result<Vec<Outcome>, StoreError> {
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query(given)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let kind: String = row.get(1)?;
        // The table takes no other.
        let Ok(kind) = kind.parse() else { continue };
        found.push(Outcome {
            prospect: row.get(0)?,
            kind,
            day: UtcDay(row.get(2)?),
            total: row.get(3)?,
            grade: row.get(4)?,
            created_at: UtcMillis(row.get(5)?),
        });
    }
    Ok(found)
}

/// How SQL gives what a list shows of the outcomes of the prospects whose row is `which`: the last one. Of several on
/// one day that one is the last which comes last in a sale.
pub(crate) fn shown(field: &str, which: &str) -> Option<String> {
    let value = match field {
        OUTCOME => "kind",
        OUTCOME_DATE => "date(day * 86400, 'unixepoch')",
        _ => return None,
    };
    Some(format!(
        "SELECT prospect AS row, {value} AS value
         FROM (SELECT prospect, kind, day, max(day * 4 + CASE kind WHEN 'meeting' THEN 0 WHEN 'opportunity' THEN 1
                                                                   WHEN 'lost' THEN 2 ELSE 3 END)
               FROM outcomes WHERE prospect {which} GROUP BY prospect)
         ORDER BY 1"
    ))
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

/// What is to be noted of a prospect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewOutcome<'a> {
    /// Which.
    pub prospect: i64,
    /// What came of it.
    pub kind: OutcomeKind,
    /// When.
    pub day: UtcDay,
    /// The score before.
    pub total: u8,
    /// Its grade.
    pub grade: &'a str,
}

impl Tx<'_> {
    /// Notes what came of prospects, or that it was on another day. Gives of how many that was not known.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn note_outcomes(&mut self, outcomes: &[NewOutcome<'_>]) -> Result<usize, StoreError> {
        self.touch(ChangeKind::Outcomes);
        let by = self.store.user().map(|user| *user.as_bytes());
        let at = self.at().0;
        let first = self.new_rows(i64::try_from(outcomes.len()).unwrap_or(i64::MAX))?;
        let mut statement = self.db.prepare_cached(
            "INSERT INTO outcomes (rowid, id, prospect, kind, day, total, grade, created_by, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (prospect, kind) DO UPDATE SET day = ?5, total = ?6, grade = ?7
             WHERE day <> ?5",
        )?;
        let mut noted = 0;
        for (number, one) in (first..).zip(outcomes) {
            let id: OutcomeId = self.new_id();
            noted += statement.execute((
                number,
                id.as_bytes(),
                one.prospect,
                one.kind.as_str(),
                one.day.0,
                one.total,
                one.grade,
                by,
                at,
            ))?;
        }
        Ok(noted)
    }

    /// Says that something did not come of prospects; gives of how many that was noted.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn remove_outcomes(&mut self, rows: &[i64], kind: OutcomeKind) -> Result<usize, StoreError> {
        self.touch(ChangeKind::Outcomes);
        let sql = "DELETE FROM outcomes WHERE prospect IN rarray(?1) AND kind = ?2";
        Ok(self.db.prepare_cached(sql)?.execute((row_list(rows), kind.as_str()))?)
    }

    /// Gives a prospect the outcomes of those that it is made one with, as far as it has none of their kind.
    pub(crate) fn hand_over_outcomes(&mut self, from: &[i64], to: i64) -> Result<(), StoreError> {
        let sql = "UPDATE outcomes SET prospect = ?2
                   WHERE rowid IN (SELECT min(rowid) FROM outcomes WHERE prospect IN rarray(?1) GROUP BY kind)
                     AND kind NOT IN (SELECT kind FROM outcomes WHERE prospect = ?2)";
        if self.db.prepare_cached(sql)?.execute((row_list(from), to))? > 0 {
            self.touch(ChangeKind::Outcomes);
        }
        Ok(())
    }
}
