//! The product without its window: settings, the open workspace, what it tells its listeners.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicU32, Ordering},
};

use parking_lot::{Mutex, RwLock};
use sales_core::change::ChangeKind;

use crate::{
    environment::Environment,
    error::{AppError, ErrorCode},
    imports::{LastFile, running::Newest},
    jobs::{JobView, Jobs},
    secret::Secret,
    settings::Settings,
    workspace::Workspace,
};

/// What listeners are told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AppEvent {
    /// A write was committed.
    Changed(Vec<ChangeKind>),
    /// Long-running work went on.
    Job(JobView),
    /// A workspace was opened.
    Opened,
    /// The workspace was locked.
    Locked,
    /// The person chose another language.
    Language,
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
    pub jobs: Jobs,
    pub checks: Newest,
    pub inspections: Newest,
    pub last_file: Mutex<Option<LastFile>>,
    /// Held while duplicates are searched: one search at a time.
    pub searching: Mutex<()>,
    /// Held while match keys are made anew.
    pub renewing: Mutex<()>,
    /// Held while a workspace is being opened.
    pub opening: Mutex<()>,
    /// The key of the language model in this run, in place of the keyring's.
    pub model_key: OnceLock<Secret>,
    /// Set once the keyring was asked at the start.
    pub opened_at_start: OnceLock<()>,
    listeners: RwLock<Vec<Listener>>,
}

impl App {
    /// Starts the product: reads the settings, opens no workspace.
    #[must_use]
    pub fn new(environment: Environment) -> Self {
        let settings = environment.settings_file.as_deref().map(Settings::read).unwrap_or_default();
        Self {
            inner: Arc::new(Inner {
                environment,
                settings: Mutex::new(settings),
                workspace: RwLock::new(None),
                keyring_available: OnceLock::new(),
                jobs: Jobs::default(),
                checks: Newest::default(),
                inspections: Newest::default(),
                last_file: Mutex::default(),
                searching: Mutex::default(),
                renewing: Mutex::default(),
                opening: Mutex::new(()),
                model_key: OnceLock::new(),
                opened_at_start: OnceLock::new(),
                listeners: RwLock::new(Vec::new()),
            }),
        }
    }

    /// Tells `listener` about everything from now on.
    pub fn subscribe(&self, listener: impl Fn(&AppEvent) + Send + Sync + 'static) {
        self.inner.listeners.write().push(Box::new(listener));
    }

    pub(crate) fn tell(&self, event: &AppEvent) {
        // A listener may do what is told again.
        for listener in self.inner.listeners.read_recursive().iter() {
            listener(event);
        }
    }

    /// The open workspace.
    pub(crate) fn workspace(&self) -> Result<Arc<Workspace>, AppError> {
        let open = self.inner.workspace.read().clone();
        let workspace = open.ok_or_else(|| AppError::new(ErrorCode::WorkspaceClosed))?;
        workspace.begin_day();
        Ok(workspace)
    }
}

/// Numbers the reports of this run, so that a message leads to its log line.
pub(crate) fn report_number() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    format!("{:x}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}
