//! What people decided about rows of a file that led to two prospects.
//!
//! A decision is a tracked row of its own, so that it comes and goes with its change; what the import
//! noted about the row stays as it is.

use rusqlite::{Connection, OptionalExtension as _};
use sales_core::{change::ChangeKind, import::RowOutcome};

use crate::{error::StoreError, imports::Import, tx::Tx};

/// A decision about a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The data row, 1-based.
    pub n: u64,
    /// What came of it: created, updated, merged or skipped.
    pub outcome: RowOutcome,
    /// Why, as JSON: a code and its arguments.
    pub reason: String,
    /// Row number of the prospect that the row went to.
    pub target: Option<i64>,
}

impl Tx<'_> {
    /// Writes a decision down, as a part of this change.
    ///
    /// # Errors
    /// When the row has one already.
    pub fn note_decision(&mut self, import: &Import, decision: &Decision) -> Result<(), StoreError> {
        let seq = self.seq()?;
        self.db
            .prepare_cached(
                "INSERT INTO import_decisions (import, n, outcome, reason, target, change_seq)
                 VALUES (?, ?, ?, ?, ?, ?)",
            )?
            .execute((
                import.row,
                i64::try_from(decision.n).unwrap_or(i64::MAX),
                decision.outcome.as_str(),
                &decision.reason,
                decision.target,
                seq,
            ))?;
        self.touch(ChangeKind::Imports);
        Ok(())
    }
}

/// Whether a prospect is what an earlier row of the file is about: it was made by the import or for
/// one of its rows, or another row went to it.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn is_of_file(db: &Connection, import: &Import, prospect: i64) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM prospects WHERE rowid = ?2 AND created_seq = ?3)
                   OR EXISTS (SELECT 1 FROM import_rows WHERE target = ?2 AND import = ?1)
                   OR EXISTS (SELECT 1 FROM import_decisions WHERE target = ?2 AND import = ?1)";
    Ok(db.prepare_cached(sql)?.query_row((import.row, prospect, import.change_seq), |row| row.get(0))?)
}

/// The changes in force with decisions about an import of this change, newest first.
pub(crate) fn changes_about(db: &Connection, import_seq: i64) -> Result<Vec<i64>, StoreError> {
    let sql = "SELECT DISTINCT d.change_seq FROM import_decisions AS d JOIN imports AS i ON i.rowid = d.import
               WHERE i.change_seq = ?1 ORDER BY d.change_seq DESC";
    let mut statement = db.prepare_cached(sql)?;
    let changes = statement.query_map([import_seq], |row| row.get(0))?;
    Ok(changes.collect::<Result<_, _>>()?)
}

/// Whether a change that was taken back decided about rows of an import that is taken back too.
pub(crate) fn import_is_gone(db: &Connection, seq: i64) -> Result<bool, StoreError> {
    let sql = "SELECT i.status = 'undone' FROM change_cells AS c JOIN imports AS i
               ON i.rowid = json_extract(c.new, '$.import')
               WHERE c.change_seq = ?1 AND c.tbl = 'import_decisions' LIMIT 1";
    Ok(db.prepare_cached(sql)?.query_row([seq], |row| row.get(0)).optional()?.unwrap_or_default())
}
