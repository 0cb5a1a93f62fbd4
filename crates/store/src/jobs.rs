//! The log of long-running work: what was begun, and how it ended.

use rusqlite::Connection;
use sales_core::{change::ChangeKind, ids::JobId};

use crate::{error::StoreError, tx::Tx};

/// How a piece of work ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobEnd {
    /// It was finished.
    Done,
    /// An error ended it.
    Failed,
    /// A person ended it.
    Cancelled,
}

impl Tx<'_> {
    /// Writes down that a piece of work begins.
    pub fn begin_job(&mut self, kind: &str, subject: &str) -> Result<JobId, StoreError> {
        let id: JobId = self.new_id();
        self.db
            .prepare_cached("INSERT INTO jobs (id, kind, status, subject, started_at) VALUES (?, ?, 'running', ?, ?)")?
            .execute((id.as_bytes(), kind, subject, self.at().0))?;
        self.touch(ChangeKind::Jobs);
        Ok(id)
    }

    /// Writes down how it ended.
    pub fn end_job(&mut self, id: JobId, end: JobEnd) -> Result<(), StoreError> {
        let status = match end {
            JobEnd::Done => "done",
            JobEnd::Failed => "failed",
            JobEnd::Cancelled => "cancelled",
        };
        self.db.prepare_cached("UPDATE jobs SET status = ?2, finished_at = ?3 WHERE id = ?1")?.execute((
            id.as_bytes(),
            status,
            self.at().0,
        ))?;
        self.touch(ChangeKind::Jobs);
        Ok(())
    }

    /// Work that was under way when the program ended was interrupted. Gives how much there was.
    pub fn interrupt_jobs(&mut self) -> Result<usize, StoreError> {
        let sql = "UPDATE jobs SET status = 'interrupted', finished_at = ?1 WHERE status = 'running'";
        Ok(self.db.execute(sql, [self.at().0])?)
    }
}

/// How many pieces of work ended in each way, by kind: for diagnostics.
pub fn ends(db: &Connection) -> Result<Vec<(String, String, u32)>, StoreError> {
    let mut statement =
        db.prepare_cached("SELECT kind, status, count(*) FROM jobs GROUP BY kind, status ORDER BY kind, status")?;
    let ends = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(ends.collect::<Result<_, _>>()?)
}
