use std::{
    fs::OpenOptions,
    path::{Path, PathBuf},
};

use sales_core::time::UtcMillis;

use super::{
    OnProgress, Phase, announce,
    archive::Archive,
    copy,
    exchange::{Former, Incoming},
    file_stamp,
};
use crate::{
    connection::{self, Mode},
    error::{Result, StoreError},
    key::{DataKey, KeyFile, Unlock},
    migrate,
    workspace_dir::{WorkspaceDir, open_private, write_atomically},
};

/// What a restore has done.
#[derive(Debug)]
pub struct Restored {
    /// The key of the workspace as it is now.
    pub key: DataKey,
    /// Where the former files are; `None` if there were none.
    pub replaced: Option<PathBuf>,
}

/// A backup unpacked and checked beside the present files of a workspace. Dropped, it leaves nothing
/// behind.
#[derive(Debug)]
pub struct Restore {
    incoming: Incoming,
    key: DataKey,
}

impl Restore {
    /// Unlocks the backup in `file`, unpacks it and reads it whole, while `workspace` may be in use.
    ///
    /// # Errors
    /// [`StoreError::BackupUnusable`], [`StoreError::NewerBackup`], those of [`KeyFile::unlock`],
    /// [`StoreError::Damaged`], [`StoreError::NewerSchema`], [`StoreError::Cancelled`], and errors of
    /// the file system; the present workspace is as it was.
    pub fn prepare(
        file: &Path,
        workspace: &WorkspaceDir,
        unlock: Unlock<'_>,
        progress: OnProgress<'_>,
    ) -> Result<Self> {
        let incoming = Incoming::new(workspace.root())?;
        let key = fetch(file, &incoming, unlock, progress)?;
        Ok(Self { incoming, key })
    }

    /// Puts it into the place of the workspace, of which nothing may be open. The former files are
    /// moved to the folder for backups, never deleted. The workspace then opens in the ways the backup
    /// opens: it has no keyring slot.
    ///
    /// # Errors
    /// Those of the file system; the next [`WorkspaceDir::open`] gives the former state or the new one.
    pub fn complete(mut self, now: UtcMillis) -> Result<Restored> {
        let replaced = self.incoming.take_place(Former::Keep(&format!("replaced-{}", file_stamp(now))))?;
        Ok(Restored { key: self.key, replaced })
    }
}

/// Unpacks the backup into `incoming` and checks it.
fn fetch(file: &Path, incoming: &Incoming, unlock: Unlock<'_>, progress: OnProgress<'_>) -> Result<DataKey> {
    let mut archive = Archive::open(file)?;
    let key_json = archive.key_json()?;
    let key = KeyFile::parse(file, &key_json)?.unlock(unlock)?;
    let database = incoming.database();
    let mut out = open_private(&database, OpenOptions::new().write(true).create_new(true))?;
    archive.extract_database(&mut out, progress).map_err(|error| error.in_file(file))?;
    out.sync_all().map_err(|error| StoreError::from_io(&database, error))?;
    drop(out);
    announce(progress, Phase::Checking)?;
    copy::check_whole(&database, &key)?;
    migrate::check(&connection::open(&database, &key, Mode::ReadOnly)?, &database)?;
    write_atomically(&incoming.key_file(), &key_json)?;
    Ok(key)
}
