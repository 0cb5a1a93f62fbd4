//! The product in a temporary folder.

use std::{
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use sales_app::{
    App, AppError,
    environment::Environment,
    imports::{ImportPlan, ImportView, LayoutChoice},
    lists::{ListWindow, OpenList},
    settings::Language,
    workspace::{NewWorkspace, Unlock},
};
use sales_core::{
    fields::{Entity, FieldId},
    ids::IdSource,
    import::{OnMatch, OnNear},
    list::ListQuery,
    time::UtcMillis,
};
use sales_store::key::KdfCost;
use tempfile::TempDir;

use crate::{MemoryKeyring, StillClock, random::Seeded};

/// The time that the clock of a test shows first.
pub const NOW: UtcMillis = UtcMillis(1_795_000_000_123);
/// The passphrase of the workspace of a test.
pub const PASSPHRASE: &str = "vélo mouillé sous le tilleul";

/// The product with an open workspace in a folder that goes with it.
pub struct TestApp {
    /// The product.
    pub app: App,
    /// Its clock.
    pub clock: Arc<StillClock>,
    keyring: Arc<MemoryKeyring>,
    seed: Arc<AtomicU64>,
    folder: TempDir,
}

impl TestApp {
    /// A new workspace, open; French phone numbers need no country.
    ///
    /// # Panics
    /// When it cannot be made.
    #[must_use]
    pub fn new() -> Self {
        let test = Self::without_workspace();
        test.app
            .workspace_create(NewWorkspace {
                folder: None,
                language: Language::Fr,
                country: None,
                passphrase: Some(PASSPHRASE.into()),
            })
            .expect("a workspace in a temporary folder");
        test
    }

    /// The product at its first start.
    ///
    /// # Panics
    /// When there is no temporary folder.
    #[must_use]
    pub fn without_workspace() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (clock, keyring) = (Arc::new(StillClock::at(NOW)), Arc::new(MemoryKeyring::default()));
        let seed = Arc::new(AtomicU64::new(1));
        let app = App::new(environment(folder.path(), &clock, &keyring, &seed));
        Self { app, clock, keyring, seed, folder }
    }

    /// Ends the product and starts it again.
    ///
    /// # Panics
    /// When the workspace cannot be opened again.
    pub fn restart(&mut self) {
        self.app.workspace_lock().expect("an open workspace can be locked");
        self.app = App::new(environment(self.folder.path(), &self.clock, &self.keyring, &self.seed));
        self.unlock();
    }

    /// Opens the workspace again that was locked.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub fn unlock(&self) {
        self.app
            .workspace_unlock(Unlock::Passphrase { passphrase: PASSPHRASE.into() })
            .expect("the passphrase opens the workspace");
    }

    /// The folder in which everything of the test is.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The folder of the workspace.
    #[must_use]
    pub fn workspace_folder(&self) -> PathBuf {
        self.folder.path().join("workspace")
    }

    /// Writes a file beside the workspace; gives its path.
    ///
    /// # Panics
    /// When it cannot be written.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.folder.path().join(name);
        fs::write(&path, content).expect("the temporary folder can be written");
        path.display().to_string()
    }

    /// The plan that leaves everything to detection and looks for no near duplicates.
    ///
    /// # Errors
    /// As [`App::import_plan`].
    pub fn plan(&self, path: &str, on_match: OnMatch) -> Result<ImportPlan, AppError> {
        let plan = self.app.import_plan(path, LayoutChoice::default(), on_match)?;
        Ok(ImportPlan { on_near: OnNear::Off, ..plan })
    }

    /// Writes a file and imports it.
    ///
    /// # Panics
    /// When it cannot be imported.
    pub fn import(&self, name: &str, content: impl AsRef<[u8]>, on_match: OnMatch) -> ImportView {
        let path = self.write(name, content);
        let plan = self.plan(&path, on_match).expect("a readable file");
        self.app.import_run(&plan, &mut |_| {}).expect("an import")
    }

    /// The whole workspace as sorted lines of JSON.
    ///
    /// # Panics
    /// When it cannot be read.
    #[must_use]
    pub fn dump(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let mut take = |line: &str| {
            lines.push(line.to_owned());
            ControlFlow::Continue(())
        };
        self.app.canonical_dump(&mut take).expect("an open workspace");
        lines
    }

    /// The values of some fields of the records that a question is about.
    ///
    /// # Errors
    /// As [`App::list_open`].
    ///
    /// # Panics
    /// When a field does not exist.
    pub fn list(&self, entity: Entity, query: ListQuery, fields: &[&str]) -> Result<Vec<Vec<String>>, AppError> {
        let fields: Vec<FieldId> = fields.iter().map(|field| field.parse().expect("a field")).collect();
        let opened = self.app.list_open(&OpenList { entity, query, first: None })?;
        let mut rows = Vec::new();
        while rows.len() < opened.total as usize {
            let offset = u32::try_from(rows.len()).unwrap_or(u32::MAX);
            let window = ListWindow { snapshot: opened.snapshot, offset, limit: 500, fields: fields.clone() };
            let read = self.app.list_window(&window)?.rows;
            assert!(!read.is_empty(), "{} of {} rows", rows.len(), opened.total);
            rows.extend(read.into_iter().map(|row| row.cells));
        }
        Ok(rows)
    }

    /// The identities of the prospects, newest first.
    ///
    /// # Panics
    /// When they cannot be read.
    #[must_use]
    pub fn prospect_ids(&self) -> Vec<String> {
        self.ids(Entity::Prospect, ListQuery::default())
    }

    /// The identities of the records that a question is about.
    ///
    /// # Panics
    /// When they cannot be read.
    #[must_use]
    pub fn ids(&self, entity: Entity, query: ListQuery) -> Vec<String> {
        let opened = self.app.list_open(&OpenList { entity, query, first: None }).expect("a list");
        let mut ids = Vec::new();
        while ids.len() < opened.total as usize {
            let offset = u32::try_from(ids.len()).unwrap_or(u32::MAX);
            let window = ListWindow { snapshot: opened.snapshot, offset, limit: 500, fields: Vec::new() };
            let read = self.app.list_window(&window).expect("a window").rows;
            assert!(!read.is_empty(), "{} of {} rows", ids.len(), opened.total);
            ids.extend(read.into_iter().map(|row| row.id));
        }
        ids
    }
}

impl Default for TestApp {
    fn default() -> Self {
        Self::new()
    }
}

fn environment(
    folder: &Path,
    clock: &Arc<StillClock>,
    keyring: &Arc<MemoryKeyring>,
    seed: &Arc<AtomicU64>,
) -> Environment {
    let seed = Arc::clone(seed);
    Environment {
        settings_file: Some(folder.join("settings.json")),
        default_workspace: folder.join("workspace"),
        clock: Arc::clone(clock) as _,
        // The clock stands still: each source needs a beginning of its own.
        ids: Box::new(move || {
            let mut random = Seeded::new(seed.fetch_add(1, Ordering::Relaxed));
            IdSource::new(move || {
                let mut bytes = [0; 10];
                bytes[..8].copy_from_slice(&random.number().to_le_bytes());
                bytes
            })
        }),
        keyring: Arc::clone(keyring) as _,
        kdf_cost: KdfCost::FLOOR,
    }
}
