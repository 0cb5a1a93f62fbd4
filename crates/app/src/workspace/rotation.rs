//! A new key for the workspace.

use std::{ops::ControlFlow, sync::Arc};

use sales_store::{
    backup,
    key::{Passphrase, Rotation, Ways},
};

use super::Workspace;
use crate::{
    app::App,
    error::AppError,
    imports::{run::start_running, running::RunningImport},
    jobs::{Job, JobKind},
    secret::Secret,
};

impl App {
    /// Encrypts the workspace anew under a new key, and gives the new recovery code, shown once. It opens
    /// in the same ways as before; `passphrase` is the present one, if there is one.
    ///
    /// Everything can be read while the copy is made, and nothing written. Cancelled, or ended by an
    /// error, it leaves the workspace as it was.
    pub fn workspace_rotate_key(&self, passphrase: Option<&str>) -> Result<Secret, AppError> {
        let workspace = self.workspace()?;
        // In the place of an import: none can run, and locking interrupts this as it would an import.
        let running = start_running(&workspace)?;
        let mut job = self.start_job(JobKind::Rotation, "");
        if let Err(error) = workspace.store.save_lists() {
            tracing::warn!(%error, "the lists were not saved; the next start reads the records");
        }
        let present = Arc::downgrade(&workspace);
        let result = self.rotate(workspace, passphrase, &running, &mut job);
        if let Some(kept) = present.upgrade() {
            kept.store.allow_writes();
            kept.import.lock().take();
        }
        job.end(result)
    }

    fn rotate(
        &self,
        workspace: Arc<Workspace>,
        passphrase: Option<&str>,
        running: &RunningImport,
        job: &mut Job,
    ) -> Result<Secret, AppError> {
        let environment = &self.inner.environment;
        let passphrase = passphrase.map(Passphrase::new);
        let ways = Ways {
            passphrase: passphrase.as_ref().map(|passphrase| (passphrase, environment.kdf_cost)),
            keyring: environment.keyring.as_ref(),
        };
        let mut on_progress = |at: backup::Progress| {
            if running.asked().is_some() { ControlFlow::Break(()) } else { job.go_on(at.done, at.total) }
        };
        let rotation = workspace
            .store
            .while_nobody_writes(|| Rotation::prepare(&workspace.dir, workspace.store.key(), ways, &mut on_progress))?;
        let mut recovery_code = Secret::from("");
        self.exchange_files(workspace, |dir| {
            let rotated = rotation.complete(dir)?;
            recovery_code = rotated.recovery_code.reveal().as_str().into();
            Ok(rotated.key)
        })?;
        Ok(recovery_code)
    }
}
