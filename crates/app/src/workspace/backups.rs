//! Backups of the workspace, and the way back.

use std::path::{Path, PathBuf};

use sales_core::time::UtcMillis;
use sales_store::{
    backup::{self, Restore},
    workspace_dir::WorkspaceDir,
};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Unlock, WorkspaceStatus, with_unlock};
use crate::{
    app::App,
    error::AppError,
    jobs::{Job, JobKind},
    outfile::outside_workspaces,
    settings::Settings,
};

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct BackupView {
    /// The file.
    pub file: String,
    /// Its size in bytes.
    #[specta(type = specta_typescript::Number)]
    pub bytes: u64,
}

/// What a backup says about itself without a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct BackupContents {
    /// When it was made.
    pub made_at: UtcMillis,
    /// Size of the workspace in it, in bytes.
    #[specta(type = specta_typescript::Number)]
    pub bytes: u64,
    /// Whether a passphrase opens it; the recovery code always does.
    pub has_passphrase: bool,
    /// A folder without a workspace, for it to be restored into.
    pub free_folder: String,
}

/// Restores a backup.
#[derive(Clone, Deserialize, Type)]
pub struct RestoreBackup {
    /// The backup file.
    pub file: String,
    /// The folder that the workspace goes to, which must have none; none puts it in the place of the
    /// present workspace, whose files are kept aside.
    pub folder: Option<String>,
    /// What opened the workspace when the backup was made.
    pub unlock: Unlock,
}

impl App {
    /// Copies the workspace, encrypted, into one file, and verifies the copy. `path` is the file, or a
    /// folder in which it gets a name.
    pub fn workspace_backup(&self, path: &str) -> Result<BackupView, AppError> {
        let workspace = self.workspace()?;
        outside_workspaces(Path::new(path))?;
        let mut job = self.start_job(JobKind::Backup, path);
        let at = self.inner.environment.clock.now();
        let mut on_progress = |at: backup::Progress| job.go_on(at.done, at.total);
        let made = backup::create(&workspace.dir, workspace.store.key(), Path::new(path), at, &mut on_progress);
        let made = job.end(made.map_err(AppError::from))?;
        Ok(BackupView { file: made.file.display().to_string(), bytes: made.database_bytes })
    }

    /// What a backup says about itself.
    pub fn workspace_backup_contents(&self, file: &str) -> Result<BackupContents, AppError> {
        let info = backup::inspect(Path::new(file))?;
        Ok(BackupContents {
            made_at: info.made_at,
            bytes: info.database_bytes,
            has_passphrase: info.has_passphrase,
            free_folder: free_folder(&self.folder()).display().to_string(),
        })
    }

    /// Unpacks a backup, reads it whole, and opens it as the workspace from now on. Until then, and when
    /// that fails or is cancelled, an open workspace stays as it is.
    pub fn workspace_restore(&self, input: RestoreBackup) -> Result<WorkspaceStatus, AppError> {
        let name = Path::new(&input.file).file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut job = self.start_job(JobKind::Restore, &name);
        let result = self.restore(input, &mut job);
        job.end(result)?;
        self.workspace_status()
    }

    fn restore(&self, input: RestoreBackup, job: &mut Job) -> Result<(), AppError> {
        let (file, keyring) = (PathBuf::from(input.file), self.inner.environment.keyring.as_ref());
        let prepare = |dir: &WorkspaceDir| {
            let mut on_progress = |at: backup::Progress| job.go_on(at.done, at.total);
            with_unlock(input.unlock, keyring, |unlock| Restore::prepare(&file, dir, unlock, &mut on_progress))
        };
        let folder = input.folder.as_ref().map_or_else(|| self.folder(), PathBuf::from);
        let at = self.inner.environment.clock.now();
        let open = self.inner.workspace.read().clone();
        if let Some(workspace) = open.filter(|_| input.folder.is_none()) {
            let restore = prepare(&workspace.dir)?;
            workspace.interrupt_import();
            return self.exchange_files(workspace, |_| Ok(restore.complete(at)?.key));
        }
        let dir = match input.folder {
            None if WorkspaceDir::has_workspace(&folder) => WorkspaceDir::open(&folder)?,
            _ => WorkspaceDir::for_restore(&folder)?,
        };
        let restored = prepare(&dir).and_then(|restore| Ok(restore.complete(at)?));
        match restored {
            Ok(restored) => {
                self.workspace_lock()?;
                self.keep_settings(Settings { workspace: Some(folder.display().to_string()), ..self.settings() })?;
                let _opening = self.inner.opening.lock();
                self.open_with(dir, &[restored.key], false)
            }
            Err(error) => {
                dir.give_up()?;
                Err(error)
            }
        }
    }
}

/// The folder itself unless it has a workspace, else the first of `folder-2`, `folder-3`, … that is free.
fn free_folder(folder: &Path) -> PathBuf {
    if !WorkspaceDir::has_workspace(folder) {
        return folder.to_owned();
    }
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let numbered = (2u32..).map(|n| folder.with_file_name(format!("{name}-{n}")));
    numbered.into_iter().find(|other| !other.exists()).unwrap_or_else(|| folder.to_owned())
}
