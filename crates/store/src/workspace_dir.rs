//! The folder of a workspace: which files it has, who has it open, who may read it.

use std::{
    fs::{self, DirBuilder, File, OpenOptions, TryLockError},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    process,
};

use crate::{
    backup::{complete_exchange, exchange_is_pending},
    error::{Result, StoreError},
};

/// Name of the encrypted database inside the folder.
pub const DATABASE: &str = "workspace.db";
/// Name of the key file inside the folder.
pub const KEY: &str = "workspace.key";
const LOCK: &str = "workspace.lock";
/// Stands while a new workspace is made: a key file without data is then no loss.
const UNFINISHED: &str = "workspace.unfinished";
/// Name of the folder for backups inside the folder.
pub const BACKUPS: &str = "backups";

/// A workspace folder that this process alone has open.
///
/// The lock belongs to the open file, so it ends with the process, however that ends.
#[derive(Debug)]
pub struct WorkspaceDir {
    root: PathBuf,
    _lock: File,
}

/// Where the workspace stands unless the user says otherwise: the folder that the system keeps for
/// data of programs on this computer. `None` when the user has no home folder.
#[must_use]
pub fn default_workspace_folder() -> Option<PathBuf> {
    Some(dirs::data_local_dir()?.join("ai-sales-agent").join("workspace"))
}

impl WorkspaceDir {
    /// Whether `root` holds a workspace that can be opened.
    #[must_use]
    pub fn has_workspace(root: &Path) -> bool {
        let has_content = fs::metadata(root.join(DATABASE)).is_ok_and(|file| file.len() > 0);
        has_content || exchange_is_pending(root)
    }

    /// Whether `root` holds a workspace. A key file alone is what an interrupted creation leaves, and
    /// only that: the creation says so until it is done.
    ///
    /// # Errors
    /// [`StoreError::DatabaseLost`] when the keys of a workspace are there without its data, and errors
    /// of the file system.
    pub fn look(root: &Path) -> Result<bool> {
        if exchange_is_pending(root) {
            return Ok(true);
        }
        let file = root.join(DATABASE);
        let bytes = match fs::metadata(&file) {
            Ok(file) => Some(file.len()),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => None,
            Err(error) => return Err(StoreError::from_io(&file, error)),
        };
        if bytes.is_some_and(|bytes| bytes > 0) {
            return Ok(true);
        }
        if root.join(KEY).exists() && !root.join(UNFINISHED).exists() {
            return Err(StoreError::DatabaseLost { file, is_empty: bytes.is_some() });
        }
        Ok(false)
    }

    /// Takes `root`, made if necessary, for a new workspace, whose making ends with
    /// [`finish_creation`](Self::finish_creation). The key file that an interrupted creation left is
    /// put into the folder for backups.
    ///
    /// # Errors
    /// [`StoreError::WorkspaceExists`], [`StoreError::DatabaseLost`], [`StoreError::AlreadyOpen`], and
    /// errors of writing.
    pub fn create(root: &Path) -> Result<Self> {
        create_private_dir(root)?;
        let taken = Self::take(root)?;
        if Self::look(root)? {
            return Err(StoreError::WorkspaceExists { folder: root.to_owned() });
        }
        let unfinished = root.join(UNFINISHED);
        drop(open_private(&unfinished, OpenOptions::new().write(true).create(true))?);
        if taken.key_file().exists() {
            create_private_dir(&taken.backups())?;
            rename(&taken.key_file(), &unused_name(&taken.backups(), KEY))?;
        }
        Ok(taken)
    }

    /// Says that the new workspace is complete: from now on its data can be missed.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn finish_creation(&self) -> Result<()> {
        remove_if_there(&self.root.join(UNFINISHED))
    }

    /// Takes `root`, made if necessary, for the workspace of a backup. What a workspace left there that
    /// lost its data is kept aside by the restore.
    ///
    /// # Errors
    /// [`StoreError::WorkspaceExists`], [`StoreError::AlreadyOpen`], and errors of writing.
    pub fn for_restore(root: &Path) -> Result<Self> {
        create_private_dir(root)?;
        let taken = Self::take(root)?;
        if Self::has_workspace(root) {
            return Err(StoreError::WorkspaceExists { folder: root.to_owned() });
        }
        Ok(taken)
    }

    /// Takes the workspace in `root`, and completes a restore or a change of the key that was interrupted.
    ///
    /// # Errors
    /// [`StoreError::NoWorkspace`], [`StoreError::DatabaseLost`], [`StoreError::AlreadyOpen`], and errors
    /// of the file system.
    pub fn open(root: &Path) -> Result<Self> {
        let no_workspace = |missing| StoreError::NoWorkspace { folder: root.to_owned(), missing };
        if !root.is_dir() {
            return Err(no_workspace("the folder"));
        }
        if !Self::look(root)? {
            return Err(no_workspace(DATABASE));
        }
        let taken = Self::take(root)?;
        complete_exchange(root)?;
        for name in [DATABASE, KEY] {
            if !root.join(name).exists() {
                return Err(no_workspace(name));
            }
        }
        taken.finish_creation()?;
        Ok(taken)
    }

    /// Leaves a folder that was taken for a workspace which did not come about. The folder goes unless
    /// something else is in it.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn give_up(self) -> Result<()> {
        if !Self::has_workspace(&self.root) {
            self.finish_creation()?;
            remove_if_there(&self.root.join(LOCK))?;
            // Fails when there are other files, as it should.
            let _ = fs::remove_dir(&self.root);
        }
        Ok(())
    }

    fn take(root: &Path) -> Result<Self> {
        let path = root.join(LOCK);
        let mut lock = open_private(&path, OpenOptions::new().read(true).write(true).create(true))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError::AlreadyOpen { folder: root.to_owned(), pid: holder(&mut lock) });
            }
            Err(TryLockError::Error(error)) => return Err(StoreError::from_io(&path, error)),
        }
        lock.set_len(0)
            .and_then(|()| write!(lock, "{}", process::id()))
            .map_err(|error| StoreError::from_io(&path, error))?;
        Ok(Self { root: root.to_owned(), _lock: lock })
    }

    /// The folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The encrypted database.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.root.join(DATABASE)
    }

    /// The key file.
    #[must_use]
    pub fn key_file(&self) -> PathBuf {
        self.root.join(KEY)
    }

    /// Where backups go unless the user chooses a place, and what a restore has replaced.
    #[must_use]
    pub fn backups(&self) -> PathBuf {
        self.root.join(BACKUPS)
    }
}

/// The first of `name`, `name.2`, `name.3`, … that is free in `folder`.
pub(crate) fn unused_name(folder: &Path, name: &str) -> PathBuf {
    let numbered = (2u32..).map(|n| folder.join(format!("{name}.{n}")));
    std::iter::once(folder.join(name)).chain(numbered).find(|path| !path.exists()).unwrap_or_else(|| folder.join(name))
}

/// The process that wrote the lock file. Some systems do not let us read a locked file.
fn holder(lock: &mut File) -> Option<u32> {
    let mut text = String::new();
    lock.take(20).read_to_string(&mut text).ok()?;
    text.parse().ok()
}

/// Makes the folder and those above it, for their owner only. One that is there keeps its rights:
/// the user may have chosen a folder that holds other things too.
///
/// # Errors
/// Those of the file system.
pub fn create_private_dir(path: &Path) -> Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(path).map_err(|error| StoreError::from_io(path, error))
}

/// Opens a file that, if this makes it, only its owner can read.
///
/// # Errors
/// Those of the file system.
pub fn open_private(path: &Path, options: &mut OpenOptions) -> Result<File> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path).map_err(|error| StoreError::from_io(path, error))
}

/// Replaces the content of `path`: a reader, or the next start after a crash, finds the old bytes
/// or the new ones, never a part.
pub(crate) fn write_atomically(path: &Path, bytes: &[u8]) -> Result<()> {
    let new = with_suffix(path, ".new");
    let mut file = open_private(&new, OpenOptions::new().write(true).create(true).truncate(true))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(|error| StoreError::from_io(&new, error))?;
    drop(file);
    rename(&new, path)
}

/// The file beside `path` whose name is longer by `suffix`.
pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Deletes a file; it is no error when there is none.
pub(crate) fn remove_if_there(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StoreError::from_io(path, error)),
        _ => Ok(()),
    }
}

/// Moves a file within one disk, and waits until the disk knows it.
pub(crate) fn rename(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to).map_err(|error| StoreError::from_io(to, error))?;
    for folder in [from.parent(), to.parent()].into_iter().flatten() {
        sync_dir(folder).map_err(|error| StoreError::from_io(folder, error))?;
    }
    Ok(())
}

#[cfg(unix)]
fn sync_dir(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Windows writes the entry of a folder with the file.
#[cfg(not(unix))]
fn sync_dir(_folder: &Path) -> io::Result<()> {
    Ok(())
}
