//! What rows of an import say came of their prospects: kept aside until it ends, since the score of the day is made with
//! all that the import brings.

use rusqlite::Connection;
use sales_core::{outcome::OutcomeKind, time::UtcDay};

use crate::{error::StoreError, records::row_list, tx::Tx};

/// What a row says came of a prospect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LateOutcome {
    /// Which.
    pub prospect: i64,
    /// What.
    pub kind: OutcomeKind,
    /// When.
    pub day: UtcDay,
    /// Whether it counts rather than what another row said.
    pub replaces: bool,
}

/// Keeps them until [`forget`].
///
/// # Errors
/// [`StoreError`] when the store cannot be written.
pub fn add(tx: &Tx<'_>, outcomes: &[LateOutcome]) -> Result<(), StoreError> {
    let mut statement = tx.db.prepare_cached(
        "INSERT INTO late_outcomes (prospect, kind, day) VALUES (?1, ?2, ?3)
         ON CONFLICT (prospect, kind) DO UPDATE SET day = ?3 WHERE ?4",
    )?;
    for one in outcomes {
        statement.execute((one.prospect, one.kind.as_str(), one.day.0, one.replaces))?;
    }
    Ok(())
}

/// The prospects of which rows said the same, of one day: by kind and day.
///
/// # Errors
/// [`StoreError`] when the store cannot be read.
pub fn each(
    db: &Connection,
    mut visit: impl FnMut(OutcomeKind, UtcDay, Vec<i64>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut statement =
        db.prepare_cached("SELECT kind, day, prospect FROM late_outcomes ORDER BY kind, day, prospect")?;
    let mut rows = statement.query([])?;
    let mut same: Option<(OutcomeKind, UtcDay, Vec<i64>)> = None;
    while let Some(row) = rows.next()? {
        let (kind, day) = (row.get::<_, String>(0)?, UtcDay(row.get(1)?));
        let Ok(kind) = kind.parse::<OutcomeKind>() else { continue };
        match same.as_mut().filter(|same| (same.0, same.1) == (kind, day)) {
            Some((_, _, prospects)) => prospects.push(row.get(2)?),
            None => {
                if let Some((kind, day, prospects)) = same.replace((kind, day, vec![row.get(2)?])) {
                    visit(kind, day, prospects)?;
                }
            }
        }
    }
    same.map_or(Ok(()), |(kind, day, prospects)| visit(kind, day, prospects))
}

/// Those of some prospects.
///
/// # Errors
/// [`StoreError`] when the store cannot be read.
pub fn of_rows(db: &Connection, rows: &[i64]) -> Result<Vec<(i64, OutcomeKind, UtcDay)>, StoreError> {
    let sql = "SELECT prospect, kind, day FROM late_outcomes WHERE prospect IN rarray(?1)";
    let mut statement = db.prepare_cached(sql)?;
    let mut found = statement.query([row_list(rows)])?;
    let mut outcomes = Vec::new();
    while let Some(row) = found.next()? {
        if let Ok(kind) = row.get::<_, String>(1)?.parse() {
            outcomes.push((row.get(0)?, kind, UtcDay(row.get(2)?)));
        }
    }
    Ok(outcomes)
}

/// Forgets them: they are noted, or their import goes.
///
/// # Errors
/// [`StoreError`] when the store cannot be written.
pub fn forget(tx: &Tx<'_>) -> Result<(), StoreError> {
    tx.db.execute("DELETE FROM late_outcomes", [])?;
    Ok(())
}
