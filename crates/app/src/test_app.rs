//! The product on a temporary folder, for the tests of this crate.

use std::{collections::HashMap, sync::Arc};

use parking_lot::Mutex;
use sales_core::{
    ids::IdSource,
    time::{Clock, UtcMillis},
};
use sales_store::{
    error::StoreError,
    key::{KdfCost, Keyring},
};
use tempfile::TempDir;

use crate::{app::App, environment::Environment, settings::Language, workspace::NewWorkspace};

/// An app with a workspace; the folder goes with it.
pub(crate) struct TestApp {
    pub app: App,
    pub folder: TempDir,
}

impl TestApp {
    /// With a new workspace in this language, kept open by a keyring in memory.
    pub fn new(language: Language) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let app = App::new(Environment {
            settings_file: Some(folder.path().join("settings.json")),
            default_workspace: folder.path().join("workspace"),
            clock: Arc::new(Noon),
            ids: Box::new(|| IdSource::new(|| [7; 10])),
            keyring: Arc::new(MemoryKeyring::default()),
            kdf_cost: KdfCost::FLOOR,
        });
        app.workspace_create(NewWorkspace { folder: None, language, country: None, passphrase: None }).unwrap();
        Self { app, folder }
    }
}

/// A clock that stands still.
struct Noon;

impl Clock for Noon {
    fn now(&self) -> UtcMillis {
        UtcMillis(1_795_000_000_000)
    }
}

#[derive(Default)]
struct MemoryKeyring(Mutex<HashMap<String, Vec<u8>>>);

impl Keyring for MemoryKeyring {
    fn set(&self, account: &str, secret: &[u8]) -> Result<(), StoreError> {
        self.0.lock().insert(account.to_owned(), secret.to_owned());
        Ok(())
    }

    fn get(&self, account: &str) -> Result<zeroize::Zeroizing<Vec<u8>>, StoreError> {
        self.0.lock().get(account).cloned().map(Into::into).ok_or(StoreError::KeyringEntryGone)
    }

    fn delete(&self, account: &str) -> Result<(), StoreError> {
        self.0.lock().remove(account);
        Ok(())
    }
}
