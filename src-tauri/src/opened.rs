//! Files that the program was opened with.

use std::{
    path::Path,
    sync::{Mutex, PoisonError},
};

use tauri::{AppHandle, Manager as _};
use tauri_specta::Event as _;

use crate::events::FilesOpened;

/// Files that wait until the window takes them: it may not be drawn yet, or be locked.
#[derive(Default)]
pub struct OpenedFiles(Mutex<Vec<String>>);

impl OpenedFiles {
    /// The files since the last time.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Keeps those of the `arguments` for the window that are files, seen from `folder`.
pub fn open(handle: &AppHandle, folder: &Path, arguments: impl Iterator<Item = String>) {
    let files = arguments.map(|argument| folder.join(argument)).filter(|path| path.is_file());
    let files: Vec<String> = files.map(|path| path.display().to_string()).collect();
    if files.is_empty() {
        return;
    }
    handle.state::<OpenedFiles>().0.lock().unwrap_or_else(PoisonError::into_inner).extend(files);
    if let Err(error) = FilesOpened.emit(handle) {
        tracing::warn!(%error, "the window could not be told of files");
    }
}
