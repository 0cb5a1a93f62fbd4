//! Backups: one file that holds the encrypted database and its key file, and the way back.
//!
//! A backup is a zip archive without compression (encrypted bytes do not shrink) with three
//! entries: `backup.json`, which tells what it is, `workspace.key` without the keyring slot, which
//! would not work elsewhere, and `workspace.db`. It opens with the passphrase or the recovery code
//! that the workspace had when it was made.

mod archive;
mod copy;
mod exchange;
mod restore;

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use sales_core::{ids::WorkspaceId, time::UtcMillis};

pub(crate) use copy::copy_database;
pub(crate) use exchange::{Former, Incoming, complete as complete_exchange, is_pending as exchange_is_pending};
pub use restore::{Restore, Restored};

use crate::{
    connection::{self, Mode},
    error::{Result, StoreError},
    key::{DataKey, KeyFile, SlotKind},
    workspace_dir::{WorkspaceDir, remove_if_there, rename, with_suffix},
};

/// What a backup or a restore is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// The database is being copied.
    Copying,
    /// The copy is being read whole, and compared.
    Checking,
    /// The backup file is being written or read.
    Packing,
}

/// How far a backup or a restore has come. `total` is 0 while it is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What it is doing.
    pub phase: Phase,
    /// Pages or bytes done in this phase.
    pub done: u64,
    /// Pages or bytes to do in this phase.
    pub total: u64,
}

/// Told of the progress several times a second; [`ControlFlow::Break`] cancels.
pub type OnProgress<'a> = &'a mut dyn FnMut(Progress) -> ControlFlow<()>;

/// What a backup says about itself without a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupInfo {
    /// The backup file.
    pub file: PathBuf,
    /// The workspace it is of.
    pub workspace: WorkspaceId,
    /// When it was made.
    pub made_at: UtcMillis,
    /// Size of the database in bytes.
    pub database_bytes: u64,
    /// Whether a passphrase opens it; the recovery code always does.
    pub has_passphrase: bool,
}

/// Suffix of a backup file, without the dot.
pub const EXTENSION: &str = "salesbackup";

/// The file name that a backup made at `now` gets unless the user chooses one.
#[must_use]
pub fn suggested_name(now: UtcMillis) -> String {
    format!("ai-sales-agent-{}.{EXTENSION}", file_stamp(now))
}

/// Backs the workspace up into `target`, a file or a folder to put the file in, while it may be in
/// use: the backup shows it as it was at the start.
///
/// The copy is read whole and compared with the workspace before it counts; `target` is replaced
/// only then. Needs room for twice the database in the target's folder.
///
/// # Errors
/// [`StoreError::Cancelled`]; [`StoreError::DiskFull`] and other errors of the file system;
/// [`StoreError::Damaged`] if the workspace itself cannot be read. Whatever it is, no unfinished
/// file stays.
pub fn create(
    workspace: &WorkspaceDir,
    key: &DataKey,
    target: &Path,
    now: UtcMillis,
    progress: OnProgress<'_>,
) -> Result<BackupInfo> {
    let target = if target.is_dir() { target.join(suggested_name(now)) } else { target.to_owned() };
    let key_file = KeyFile::open(&workspace.key_file())?;
    let copy = Unfinished::new(with_suffix(&target, ".db.part"))?;
    let database = workspace.database();
    copy_and_check(&database, key, &copy.0, key, progress).map_err(|error| error.in_file(&database))?;

    let packed = Unfinished::new(with_suffix(&target, ".part"))?;
    let label = archive::Label::new(key_file.workspace(), now);
    archive::pack(&packed.0, label, &key_file.portable_json(), &copy.0, progress)?;
    let label = archive::check(&packed.0, progress)?;
    rename(&packed.0, &target)?;
    Ok(label.info(&target, key_file.has(SlotKind::Passphrase)))
}

/// What the backup in `file` says about itself, without a key and without reading all of it.
///
/// # Errors
/// [`StoreError::BackupUnusable`], [`StoreError::NewerBackup`], [`StoreError::KeyFileDamaged`], and
/// errors of reading.
pub fn inspect(file: &Path) -> Result<BackupInfo> {
    let mut archive = archive::Archive::open(file)?;
    let key_file = KeyFile::parse(file, &archive.key_json()?)?;
    Ok(archive.label.info(file, key_file.has(SlotKind::Passphrase)))
}

/// Copies the database into a new file at `copy` under `copy_key`, reads that whole and compares the
/// numbers of rows.
pub(crate) fn copy_and_check(
    database: &Path,
    key: &DataKey,
    copy: &Path,
    copy_key: &DataKey,
    progress: OnProgress<'_>,
) -> Result<()> {
    let source = connection::open(database, key, Mode::ReadOnly)?;
    // Holds the state of this moment for both the copy and the counts, while others write on.
    source.execute_batch("BEGIN")?;
    let expected = copy::row_counts(&source)?;
    let mut copied = |done, total| progress(Progress { phase: Phase::Copying, done, total });
    copy_database(&source, copy, copy_key, &mut copied)?;
    announce(progress, Phase::Checking)?;
    let found = copy::check_whole(copy, copy_key)?;
    if found == expected {
        Ok(())
    } else {
        Err(StoreError::Damaged { file: Some(copy.to_owned()), detail: "the copy has other rows".to_owned() })
    }
}

fn announce(progress: OnProgress<'_>, phase: Phase) -> Result<()> {
    match progress(Progress { phase, done: 0, total: 0 }) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(StoreError::Cancelled),
    }
}

/// `2026-11-18T11-06-40`: a time that every file system takes.
fn file_stamp(at: UtcMillis) -> String {
    at.to_rfc3339().chars().take(19).map(|c| if c == ':' { '-' } else { c }).collect()
}

/// A file that goes when this goes, unless it was moved to its place before.
struct Unfinished(PathBuf);

impl Unfinished {
    /// Also removes what an earlier attempt left.
    fn new(path: PathBuf) -> Result<Self> {
        remove_if_there(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Err(error) = remove_if_there(&self.0) {
            tracing::warn!(%error, "an unfinished file stays");
        }
    }
}
