//! Putting other files in the place of a workspace's own, so that a crash at any moment leaves the
//! former state or the new one.
//!
//! The new files are made complete in a folder inside the workspace. A marker then says that they
//! count; from there on every start first completes the exchange.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::{
    error::{Result, StoreError},
    workspace_dir::{
        BACKUPS, DATABASE, KEY, create_private_dir, remove_if_there, rename, unused_name, with_suffix, write_atomically,
    },
};

const INCOMING: &str = "incoming";
const MARKER: &str = "incoming.json";
/// Where former files wait until they are deleted.
const OUTGOING: &str = "outgoing";

/// What becomes of the former files.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Former<'a> {
    /// They go to a folder of this name inside the folder for backups.
    Keep(&'a str),
    /// They are deleted.
    Delete,
}

/// Says that everything in the folder of new files is complete and checked.
#[derive(Serialize, Deserialize)]
struct Exchange {
    /// Where the former files go.
    aside: PathBuf,
    /// Whether they are deleted there.
    delete: bool,
}

/// The folder in which the new files of a workspace are made. Goes with what is in it, unless they
/// were put in their place.
#[derive(Debug)]
pub(crate) struct Incoming {
    root: PathBuf,
    counts: bool,
}

impl Incoming {
    /// An empty folder; what an earlier attempt left is removed.
    pub(crate) fn new(root: &Path) -> Result<Self> {
        let incoming = Self { root: root.to_owned(), counts: false };
        remove_dir(&incoming.folder())?;
        create_private_dir(&incoming.folder())?;
        Ok(incoming)
    }

    /// Whether the files count, in their place or not yet.
    pub(crate) const fn counts(&self) -> bool {
        self.counts
    }

    fn folder(&self) -> PathBuf {
        self.root.join(INCOMING)
    }

    /// Where the new database has to be.
    pub(crate) fn database(&self) -> PathBuf {
        self.folder().join(DATABASE)
    }

    /// Where the new key file has to be.
    pub(crate) fn key_file(&self) -> PathBuf {
        self.folder().join(KEY)
    }

    /// Puts the files in their place. Nothing of the workspace may be open. Gives the folder in which
    /// the former files are, if there were some and they are kept.
    ///
    /// # Errors
    /// Those of the file system. Before the marker stands, the workspace is as it was; afterwards the
    /// next [`WorkspaceDir::open`](crate::workspace_dir::WorkspaceDir::open) completes the exchange.
    pub(crate) fn take_place(&mut self, former: Former<'_>) -> Result<Option<PathBuf>> {
        let (aside, delete) = match former {
            Former::Keep(name) => {
                let free = unused_name(&self.root.join(BACKUPS), name);
                (Path::new(BACKUPS).join(free.file_name().unwrap_or_default()), false)
            }
            Former::Delete => (PathBuf::from(OUTGOING), true),
        };
        let kept = self.root.join(&aside);
        let json = serde_json::to_vec(&Exchange { aside, delete }).expect("a plain struct of text always serialises");
        write_atomically(&self.root.join(MARKER), &json)?;
        self.counts = true;
        complete(&self.root)?;
        Ok(kept.exists().then_some(kept))
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if !self.counts
            && let Err(error) = remove_dir(&self.folder())
        {
            tracing::warn!(%error, "unfinished files stay");
        }
    }
}

/// Whether an exchange was interrupted after everything was checked.
pub(crate) fn is_pending(root: &Path) -> bool {
    root.join(MARKER).exists()
}

/// Completes an exchange that was interrupted; drops new files that were interrupted before they
/// counted. Can itself be interrupted anywhere and called again.
pub(crate) fn complete(root: &Path) -> Result<()> {
    let marker = root.join(MARKER);
    if let Some(exchange) = read_marker(&marker)? {
        let aside = root.join(exchange.aside);
        create_private_dir(&aside)?;
        for (from, to) in moves(root, &aside) {
            rename(&from, &to)?;
        }
        if exchange.delete {
            remove_dir(&aside)?;
        } else {
            // Empty when there was nothing to replace; otherwise this fails, as it should.
            let _ = fs::remove_dir(&aside);
        }
        fs::remove_file(&marker).map_err(|error| StoreError::from_io(&marker, error))?;
    }
    // A marker that was not whole does not count.
    remove_if_there(&with_suffix(&marker, ".new"))?;
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
