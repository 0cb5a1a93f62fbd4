//! Closing the workspace for good while its files are exchanged, and opening it again.

use std::{
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use sales_store::{
    error::StoreError,
    key::{DataKey, KeyFile, SlotKind},
    store::Store,
    workspace_dir::WorkspaceDir,
};

use super::Workspace;
use crate::{
    app::{App, AppEvent},
    error::{AppError, ErrorCode},
};

/// How long the last questions to a workspace may take that is about to close.
const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(5);

impl App {
    /// Closes the workspace while `exchange` replaces its files, and opens what is there afterwards
    /// with the key that `exchange` gives, else with the former one. Questions in between are told
    /// that no workspace is open.
    ///
    /// # Errors
    /// [`ErrorCode::Busy`] when somebody holds the workspace too long, and [`ErrorCode::WorkspaceClosed`]
    /// when it was locked meanwhile, both before anything is exchanged; those of `exchange` and of
    /// opening.
    pub(super) fn exchange_files(
        &self,
        workspace: Arc<Workspace>,
        exchange: impl FnOnce(&WorkspaceDir) -> Result<DataKey, StoreError>,
    ) -> Result<(), AppError> {
        let _opening = self.inner.opening.lock();
        let Workspace { dir, store, key_file, .. } = self.take_alone(workspace)?;
        let former = store.key().clone();
        let used_keyring = key_file.into_inner().has(SlotKind::Keyring);
        drop(store);
        let exchanged = exchange(&dir);
        let keys: Vec<DataKey> = exchanged.as_ref().ok().cloned().into_iter().chain([former]).collect();
        let opened = self.open_with(dir, &keys, used_keyring);
        if opened.is_err() {
            self.tell(&AppEvent::Locked);
        }
        exchanged?;
        opened
    }

    /// Takes the open workspace away from everybody and waits until nobody uses it any more.
    fn take_alone(&self, workspace: Arc<Workspace>) -> Result<Workspace, AppError> {
        {
            let mut open = self.inner.workspace.write();
            if !open.as_ref().is_some_and(|open| Arc::ptr_eq(open, &workspace)) {
                return Err(AppError::new(ErrorCode::WorkspaceClosed));
            }
            *open = None;
        }
        self.inner.checks.stop();
        let asked = Instant::now();
        let mut shared = workspace;
        loop {
            match Arc::try_unwrap(shared) {
                Ok(alone) => return Ok(alone),
                Err(used) if asked.elapsed() < PATIENCE => {
                    shared = used;
                    thread::sleep(PAUSE);
                }
                Err(used) => {
                    *self.inner.workspace.write() = Some(used);
                    return Err(AppError::new(ErrorCode::Busy));
                }
            }
        }
    }

    /// Opens the workspace in `dir` with the first of `keys` that fits. The keyring opens it at the next
    /// start when it did so before, or when nothing but the recovery code would.
    pub(super) fn open_with(&self, dir: WorkspaceDir, keys: &[DataKey], used_keyring: bool) -> Result<(), AppError> {
        let mut key_file = KeyFile::open(&dir.key_file())?;
        let key = keys.iter().find(|key| key_file.check_key(key).is_ok());
        let key = key.ok_or_else(|| StoreError::ForeignKey { file: dir.key_file() })?.clone();
        let store = Store::open(&dir.database(), key, self.surroundings())?;
        let wanted = used_keyring || !key_file.has(SlotKind::Passphrase);
        if wanted
            && !key_file.has(SlotKind::Keyring)
            && self.keyring_is_available()
            && let Err(error) = key_file.add_keyring(store.key(), self.inner.environment.keyring.as_ref())
        {
            tracing::warn!(%error, "the keyring does not open the workspace at the next start");
        }
        self.put_open(dir, key_file, store)
    }
}
