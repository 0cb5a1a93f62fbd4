//! The product without its window: settings, the open workspace, what it tells its listeners.

use std::{
    path::PathBuf,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use parking_lot::{Mutex, RwLock};
use sales_core::{change::ChangeKind, ids::IdSource, time::Clock};
use sales_store::key::{KdfCost, Keyring};

use crate::{
    error::{AppError, ErrorCode},
    jobs::JobView,
    settings::Settings,
    workspace::Workspace,
};

/// Everything outside the product that it uses: real in the product, chosen in tests.
pub struct Environment {
    /// The file that keeps the settings.
    pub settings_file: PathBuf,
    /// The folder of a workspace for which none was chosen.
    pub default_workspace: PathBuf,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Starts a source of identities.
    pub ids: Box<dyn Fn() -> IdSource + Send + Sync>,
    /// The keyring of the system.
    pub keyring: Arc<dyn Keyring>,
    /// The cost of guessing a passphrase.
    pub kdf_cost: KdfCost,
}

/// What listeners are told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AppEvent {
    /// A write was committed.
    Changed(Vec<ChangeKind>),
    /// Long-running work went on.
    Job(JobView),
    /// The workspace was locked.
    Locked,
}

type Listener = Box<dyn Fn(&AppEvent) + Send + Sync>;

/// The product without its window. Cheap to clone: all clones are one.
#[derive(Clone)]
pub struct App {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub environment: Environment,
    pub settings: Mutex<Settings>,
    pub workspace: RwLock<Option<Arc<Workspace>>>,
    pub keyring_available: OnceLock<bool>,
    listeners: Mutex<Vec<Listener>>,
}

impl App {
    /// Starts the product: reads the settings, opens no workspace.
    #[must_use]
    pub fn new(environment: Environment) -> Self {
        let settings = Settings::read(&environment.settings_file);
        Self {
            inner: Arc::new(Inner {
                environment,
                settings: Mutex::new(settings),
                workspace: RwLock::new(None),
                keyring_available: OnceLock::new(),
                listeners: Mutex::new(Vec::new()),
            }),
        }
    }

    /// Tells `listener` about everything from now on.
    pub fn subscribe(&self, listener: impl Fn(&AppEvent) + Send + Sync + 'static) {
        self.inner.listeners.lock().push(Box::new(listener));
    }

    pub(crate) fn tell(&self, event: &AppEvent) {
        for listener in self.inner.listeners.lock().iter() {
            listener(event);
        }
    }

    /// The open workspace.
    pub(crate) fn workspace(&self) -> Result<Arc<Workspace>, AppError> {
        self.inner.workspace.read().clone().ok_or_else(|| AppError::new(ErrorCode::WorkspaceClosed))
    }
}

/// Numbers the reports of this run, so that a message leads to its log line.
pub(crate) fn report_number() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    format!("{:x}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}
