//! Files that the product writes for people: whole, or not at all.

use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

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
    /// replaced.
    pub fn new(target: &Path) -> Result<Self, AppError> {
        if fs::metadata(target).is_ok_and(|there| !there.is_file()) {
            return Err(AppError::new(ErrorCode::FileNotAFile).with("file", target.display()));
        }
        // A link stays one: what it leads to is replaced.
        let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
        let mut name = target.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        Ok(Self { unfinished: target.with_file_name(name), target, is_whole: false })
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
    fn folders_and_devices_are_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        for target in [folder.path(), Path::new(if cfg!(windows) { "." } else { "/dev/null" })] {
            let refused = OutFile::new(target).unwrap_err();
            assert_eq!(refused.code, ErrorCode::FileNotAFile, "{}", target.display());
        }
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
