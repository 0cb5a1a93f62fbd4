//! Files that the product writes for people: whole, or not at all.

use std::{
    ffi::OsStr,
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use sales_store::workspace_dir::{DATABASE, KEY};

use crate::error::{AppError, ErrorCode};

/// A file that is written beside its place and takes it once it is whole. Dropped before, it leaves
/// what stood there as it was.
#[derive(Debug)]
pub(crate) struct OutFile {
    target: PathBuf,
    unfinished: PathBuf,
    is_whole: bool,
}

impl OutFile {
    /// For a file at `target`.
    ///
    /// # Errors
    /// [`ErrorCode::FileNotAFile`] when a folder, a device or a pipe stands there: none of them may be
    /// replaced. [`ErrorCode::FolderOfWorkspace`] in the folder of a workspace, whose own files would be
    /// lost.
    pub fn new(target: &Path) -> Result<Self, AppError> {
        if fs::metadata(target).is_ok_and(|there| !there.is_file()) {
            return Err(AppError::new(ErrorCode::FileNotAFile).with("file", target.display()));
        }
        // A link stays one: what it leads to is replaced.
        let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
        outside_workspaces(&target)?;
        Ok(Self { unfinished: free_name_beside(&target), target, is_whole: false })
    }

    /// The same, unless it would take the place of one of the files that it is made from.
    ///
    /// # Errors
    /// [`ErrorCode::FileIsRead`].
    pub fn apart_from<'p>(self, read: impl IntoIterator<Item = &'p Path>) -> Result<Self, AppError> {
        let is_target = |path: &&Path| fs::canonicalize(path).is_ok_and(|path| path == self.target);
        match read.into_iter().find(is_target) {
            Some(path) => Err(AppError::new(ErrorCode::FileIsRead).with("file", path.display())),
            None => Ok(self),
        }
    }

    /// The same, unless another file is to stand in its place.
    ///
    /// # Errors
    /// [`ErrorCode::FileWrittenTwice`].
    pub fn beside(self, other: &Self) -> Result<Self, AppError> {
        if self.place() == other.place() {
            return Err(AppError::new(ErrorCode::FileWrittenTwice).with("file", self.target.display()));
        }
        Ok(self)
    }

    /// Its folder as the file system calls it, and its name there.
    fn place(&self) -> (PathBuf, Option<&OsStr>) {
        (folder_of(&self.target), self.target.file_name())
    }

    /// Where to write until all is written.
    pub fn unfinished(&self) -> &Path {
        &self.unfinished
    }

    /// Puts what was written in its place.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn complete(mut self) -> Result<(), AppError> {
        fs::rename(&self.unfinished, &self.target).map_err(|error| self.unwritable(&error))?;
        self.is_whole = true;
        Ok(())
    }

    /// What to tell when writing failed.
    pub fn unwritable(&self, error: &std::io::Error) -> AppError {
        match self.target.parent() {
            Some(folder) if error.kind() == ErrorKind::NotFound => {
                AppError::new(ErrorCode::FolderMissing).with("folder", folder.display()).logged(error)
            }
            _ => AppError::io(&self.target, error),
        }
    }
}

/// Refuses a file in the folder of a workspace, or in one within it.
///
/// # Errors
/// [`ErrorCode::FolderOfWorkspace`].
pub(crate) fn outside_workspaces(target: &Path) -> Result<(), AppError> {
    let folder = folder_of(target);
    let is_workspace = |folder: &Path| folder.join(DATABASE).exists() || folder.join(KEY).exists();
    match folder.ancestors().take(2).find(|folder| is_workspace(folder)) {
        Some(folder) => Err(AppError::new(ErrorCode::FolderOfWorkspace).with("folder", folder.display())),
        None => Ok(()),
    }
}

/// The folder of a file, as the file system calls it.
fn folder_of(target: &Path) -> PathBuf {
    let parent = target.parent().filter(|parent| *parent != Path::new("")).unwrap_or(Path::new("."));
    fs::canonicalize(parent).unwrap_or_else(|_| parent.to_owned())
}

/// A name in the folder of a file that nothing has yet.
fn free_name_beside(target: &Path) -> PathBuf {
    let numbered = (1_u32..).map(|number| {
        let mut name = target.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{number}.part"));
        target.with_file_name(name)
    });
    let mut free = numbered.filter(|path| fs::symlink_metadata(path).is_err());
    free.next().unwrap_or_else(|| target.with_extension("part"))
}

impl Drop for OutFile {
    fn drop(&mut self) {
        if !self.is_whole {
            // What was begun is of no use to anybody; it may not have been begun.
            let _ = fs::remove_file(&self.unfinished);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stood_there_stays_until_the_new_file_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("out.csv");
        fs::write(&target, "old").unwrap();
        let begun = OutFile::new(&target).unwrap();
        fs::write(begun.unfinished(), "ne").unwrap();
        drop(begun);
        assert_eq!(fs::read_to_string(&target).unwrap(), "old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);

        let whole = OutFile::new(&target).unwrap();
        fs::write(whole.unfinished(), "new").unwrap();
        whole.complete().unwrap();
        assert_eq!(fs::read_to_string(&target).unwrap(), "new");
    }

    #[test]
    fn what_is_read_is_not_replaced_whatever_it_is_called() {
        let folder = tempfile::tempdir().unwrap();
        let read = folder.path().join("list.csv");
        fs::write(&read, "rows").unwrap();
        let other_name = folder.path().join(".").join("list.csv");
        let refused = OutFile::new(&other_name).unwrap().apart_from([read.as_path()]).unwrap_err();
        assert_eq!(refused.code, ErrorCode::FileIsRead);
        let other = folder.path().join("clusters.csv");
        assert!(OutFile::new(&other).unwrap().apart_from([read.as_path()]).is_ok());
    }

    #[test]
    fn folders_and_devices_are_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        for target in [folder.path(), Path::new(if cfg!(windows) { "." } else { "/dev/null" })] {
            let refused = OutFile::new(target).unwrap_err();
            assert_eq!(refused.code, ErrorCode::FileNotAFile, "{}", target.display());
        }
    }

    #[test]
    fn files_of_a_workspace_and_files_of_others_are_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = folder.path().join("workspace");
        fs::create_dir_all(workspace.join("backups")).unwrap();
        fs::write(workspace.join(KEY), "key").unwrap();
        for name in [DATABASE, KEY, "workspace.db-wal", "new.csv", "backups/kept.db"] {
            let refused = OutFile::new(&workspace.join(name)).unwrap_err();
            assert_eq!(refused.code, ErrorCode::FolderOfWorkspace, "{name}");
        }
        let target = folder.path().join("out.csv");
        let precious = folder.path().join("out.csv.1.part");
        fs::write(&precious, "precious").unwrap();
        let out = OutFile::new(&target).unwrap();
        fs::write(out.unfinished(), "new").unwrap();
        out.complete().unwrap();
        assert_eq!(fs::read_to_string(precious).unwrap(), "precious");
        assert_eq!(fs::read_to_string(target).unwrap(), "new");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (target, link) = (folder.path().join("out.csv"), folder.path().join("link.csv"));
        fs::write(&target, "old").unwrap();
        std::os::unix::fs::symlink(&target, &link).unwrap();
        let out = OutFile::new(&link).unwrap();
        fs::write(out.unfinished(), "new").unwrap();
        out.complete().unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&target).unwrap(), "new");
    }
}
