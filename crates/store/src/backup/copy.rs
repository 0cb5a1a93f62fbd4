use std::{collections::BTreeMap, fs::File, ops::ControlFlow, path::Path, thread, time::Duration};

use rusqlite::{
    Connection,
    backup::{Backup, StepResult},
};

use crate::{
    connection::{self, Mode},
    error::{Result, StoreError},
    key::DataKey,
};

/// 16 MiB between two reports of progress.
const PAGES_PER_STEP: i32 = (16 * 1024 * 1024 / connection::PAGE_SIZE) as i32;
const PAUSE_WHEN_BUSY: Duration = Duration::from_millis(20);

/// Copies all pages of `source`, encrypted under `key`, into a new file at `target` that needs no
/// other file beside it. Reports pages done and in all. Page by page keeps row numbers, which
/// `VACUUM INTO` may change.
pub(crate) fn copy_database(
    source: &Connection,
    target: &Path,
    key: &DataKey,
    progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<()> {
    let mut copy = connection::open_blank_copy(target, key)?;
    copy_pages(source, &mut copy, progress).map_err(|error| error.in_file(target))?;
    // The copied header asks for a log beside the file.
    copy.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
    copy.close().map_err(|(_, error)| error)?;
    File::options()
        .write(true)
        .open(target)
        .and_then(|file| file.sync_all())
        .map_err(|error| StoreError::from_io(target, error))
}

fn copy_pages(
    source: &Connection,
    copy: &mut Connection,
    progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<()> {
    let backup = Backup::new(source, copy)?;
    loop {
        let step = backup.step(PAGES_PER_STEP)?;
        let pages = backup.progress();
        let total = u64::try_from(pages.pagecount).unwrap_or_default();
        let left = u64::try_from(pages.remaining).unwrap_or_default();
        if progress(total.saturating_sub(left), total).is_break() {
            return Err(StoreError::Cancelled);
        }
        match step {
            StepResult::Done => return Ok(()),
            StepResult::More => {}
            _ => thread::sleep(PAUSE_WHEN_BUSY),
        }
    }
}

/// Number of rows of every table.
pub(super) fn row_counts(connection: &Connection) -> Result<BTreeMap<String, i64>> {
    let tables: Vec<String> = connection
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let count = |table: String| {
        let quoted = table.replace('"', "\"\"");
        let rows = connection.query_row(&format!("SELECT count(*) FROM \"{quoted}\""), [], |row| row.get(0))?;
        Ok((table, rows))
    };
    tables.into_iter().map(count).collect()
}

/// Reads every page of the file at `path`: its authentication codes, then its structure. Gives the
/// number of rows of every table.
pub(super) fn check_whole(path: &Path, key: &DataKey) -> Result<BTreeMap<String, i64>> {
    let damaged = |detail: String| StoreError::Damaged { file: Some(path.to_owned()), detail };
    let connection = connection::open(path, key, Mode::ReadOnly)?;
    let broken = connection::count_broken_pages(&connection)?;
    if broken > 0 {
        return Err(damaged(format!("{broken} pages cannot be decrypted")));
    }
    let finding: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if finding != "ok" {
        return Err(damaged(finding));
    }
    row_counts(&connection)
}
