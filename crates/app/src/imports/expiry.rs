//! What files said is kept for a while and then deleted: the cells of rows that did not simply become
//! prospects, and the prospects of imports that were taken back. What became of the rows stays.

use std::thread;

use sales_core::time::UtcMillis;
use sales_store::imports::Import;

use crate::{app::App, error::AppError};

/// How long the cells of rows are kept after the end of their import.
pub const CELLS_KEPT_DAYS: u32 = 30;

/// Rows of one write: others write in between.
const ROWS_AT_ONCE: u32 = 5_000;

impl App {
    /// Deletes what has been kept for [`CELLS_KEPT_DAYS`]: the cells of imports that ended before, and what
    /// imports had made that were taken back before; a few thousand rows at a time. Stops when the
    /// workspace is closed. Gives the number of imports whose cells went.
    pub fn delete_expired(&self) -> Result<u32, AppError> {
        let kept = i64::from(CELLS_KEPT_DAYS) * 24 * 60 * 60 * 1_000;
        let before = UtcMillis(self.inner.environment.clock.now().0 - kept);
        self.delete_undone_rows(before)?;
        let imports = self.workspace()?.store.read(|db| Import::with_cells_since(db, before))?;
        for import in &imports {
            let mut after = 0;
            loop {
                let workspace = self.workspace()?;
                let mut tx = workspace.store.begin_unrecorded()?;
                let last = tx.delete_cells(import, after, ROWS_AT_ONCE)?;
                tx.commit()?;
                let Some(last) = last else { break };
                after = last;
                drop(workspace);
                thread::yield_now();
            }
        }
        Ok(u32::try_from(imports.len()).unwrap_or(u32::MAX))
    }

    fn delete_undone_rows(&self, before: UtcMillis) -> Result<(), AppError> {
        loop {
            let workspace = self.workspace()?;
            let mut tx = workspace.store.begin_unrecorded()?;
            let are_left = tx.delete_undone_rows(before, ROWS_AT_ONCE)?;
            tx.commit()?;
            if !are_left {
                return Ok(());
            }
            drop(workspace);
            thread::yield_now();
        }
    }
}
