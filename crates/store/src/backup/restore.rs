use std::{
    fs::{self, File, OpenOptions},
    path::{Path, PathBuf},
};

use sales_core::time::UtcMillis;
use serde::{Deserialize, Serialize};

use super::{OnProgress, Phase, announce, archive::Archive, copy, file_stamp};
use crate::{
    connection::{self, Mode},
    error::{Result, StoreError},
    key::{DataKey, KeyFile, Unlock},
    migrate,
    workspace_dir::{
        BACKUPS, DATABASE, KEY, WorkspaceDir, create_private_dir, open_private, rename, unused_name, with_suffix,
        write_atomically,
    },
};

/// What a restore has done.
#[derive(Debug)]
pub struct Restored {
    /// The key of the workspace as it is now.
    pub key: DataKey,
    /// Where the former files are; `None` if there were none.
    pub replaced: Option<PathBuf>,
}

/// Says that everything in [`INCOMING`] is complete and checked, and where the former files go.
/// While it exists, opening the workspace first completes the exchange.
#[derive(Serialize, Deserialize)]
struct Exchange {
    aside: PathBuf,
}

const INCOMING: &str = "restore";
const MARKER: &str = "restore.json";

/// Puts the backup in `file` into the place of the workspace in `workspace`, of which nothing may
/// be open. The former files are moved to the folder for backups, never deleted.
///
/// The backup is unlocked and read whole before anything is touched; a crash during the exchange
/// is made good by the next [`WorkspaceDir::open`]. The workspace then opens in the ways the
/// backup opens: it has no keyring slot.
///
/// # Errors
/// [`StoreError::BackupUnusable`], [`StoreError::NewerBackup`], those of [`KeyFile::unlock`],
/// [`StoreError::Damaged`], [`StoreError::NewerSchema`], [`StoreError::Cancelled`], and errors of
/// the file system; the present workspace is as it was.
pub fn restore(
    file: &Path,
    workspace: &WorkspaceDir,
    unlock: Unlock<'_>,
    now: UtcMillis,
    progress: OnProgress<'_>,
) -> Result<Restored> {
    let root = workspace.root();
    let incoming = root.join(INCOMING);
    remove_dir(&incoming)?;
    let key = fetch(file, &incoming, unlock, progress).inspect_err(|_| {
        if let Err(error) = remove_dir(&incoming) {
            tracing::warn!(%error, "an unfinished restore stays");
        }
    })?;
    let name = format!("replaced-{}", file_stamp(now));
    let aside = Path::new(BACKUPS).join(unused_name(&workspace.backups(), &name).file_name().unwrap_or_default());
    mark(root, &Exchange { aside: aside.clone() })?;
    complete_restore(root)?;
    let aside = root.join(aside);
    Ok(Restored { key, replaced: aside.exists().then_some(aside) })
}

/// Unpacks the backup into `incoming` and checks it.
fn fetch(file: &Path, incoming: &Path, unlock: Unlock<'_>, progress: OnProgress<'_>) -> Result<DataKey> {
    let mut archive = Archive::open(file)?;
    let key_json = archive.key_json()?;
    let key = KeyFile::parse(file, &key_json)?.unlock(unlock)?;
    create_private_dir(incoming)?;
    let database = incoming.join(DATABASE);
    let mut out = open_private(&database, OpenOptions::new().write(true).create_new(true))?;
    archive.extract_database(&mut out, progress).map_err(|error| error.in_file(file))?;
    out.sync_all().map_err(|error| StoreError::from_io(&database, error))?;
    drop(out);
    announce(progress, Phase::Checking)?;
    copy::check_whole(&database, &key)?;
    migrate::check(&connection::open(&database, &key, Mode::ReadOnly)?, &database)?;
    write_atomically(&incoming.join(KEY), &key_json)?;
    Ok(key)
}

fn mark(root: &Path, exchange: &Exchange) -> Result<()> {
    let json = serde_json::to_vec(exchange).expect("a plain struct of text always serialises");
    write_atomically(&root.join(MARKER), &json)
}

/// Whether a restore was interrupted after everything was checked.
pub(crate) fn restore_is_pending(root: &Path) -> bool {
    root.join(MARKER).exists()
}

/// Completes a restore that was interrupted during the exchange; drops one that was interrupted
/// before. Can itself be interrupted anywhere and called again.
pub(crate) fn complete_restore(root: &Path) -> Result<()> {
    let marker = root.join(MARKER);
    if let Some(exchange) = read_marker(&marker)? {
        let aside = root.join(exchange.aside);
        create_private_dir(&aside)?;
        for (from, to) in moves(root, &aside) {
            rename(&from, &to)?;
        }
        // Empty when there was nothing to replace; otherwise this fails, as it should.
        let _ = fs::remove_dir(&aside);
        fs::remove_file(&marker).map_err(|error| StoreError::from_io(&marker, error))?;
    }
    remove_dir(&root.join(INCOMING))
}

/// The moves that are still to be made. Each incoming file is moved last of its group, so while it
/// is there, what stands in its place is the former one.
fn moves(root: &Path, aside: &Path) -> Vec<(PathBuf, PathBuf)> {
    let companions = ["-wal", "-shm"].map(|suffix| with_suffix(Path::new(DATABASE), suffix));
    let groups: [(&str, &[PathBuf]); 2] = [(DATABASE, &companions), (KEY, &[])];
    let mut moves = Vec::new();
    for (name, companions) in groups {
        let incoming = root.join(INCOMING).join(name);
        if !incoming.exists() {
            continue;
        }
        let former = companions.iter().map(PathBuf::as_path).chain([Path::new(name)]);
        moves.extend(
            former.filter(|former| root.join(former).exists()).map(|former| (root.join(former), aside.join(former))),
        );
        moves.push((incoming, root.join(name)));
    }
    moves
}

fn read_marker(marker: &Path) -> Result<Option<Exchange>> {
    let file = match File::open(marker) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(StoreError::from_io(marker, error)),
    };
    let damaged =
        |error: serde_json::Error| StoreError::Damaged { file: Some(marker.to_owned()), detail: error.to_string() };
    serde_json::from_reader(file).map(Some).map_err(damaged)
}

fn remove_dir(path: &Path) -> Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(StoreError::from_io(path, error)),
        _ => Ok(()),
    }
}
