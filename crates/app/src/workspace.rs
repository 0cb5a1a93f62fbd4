//! The workspace: made, opened, locked, kept safe.

mod access;
mod backups;
mod exchange;
mod home;
mod renewal;
mod rotation;
mod summary;

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
    process,
    sync::{Arc, atomic::AtomicBool},
    thread,
    time::Duration,
};

use parking_lot::Mutex;
use sales_core::{change::ChangeKind, ids::WorkspaceId, time::UtcDay};
use sales_ingest::{
    matching::KeySeed,
    normal::{NORM_VERSION, country::Country},
};
use sales_store::{
    dump,
    error::StoreError,
    key::{FirstSlot, KeyFile, Keyring, Passphrase, RecoveryCode, SlotKind, Unlock as UnlockWith},
    settings as store_settings,
    store::{Store, Surroundings},
    workspace_dir::{self, WorkspaceDir},
};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{
    app::{App, AppEvent},
    duplicates::known::KnownRecords,
    error::AppError,
    imports::running::RunningImport,
    keys::KeyMaker,
    lists::Snapshots,
    qualify::{InboxAnswer, Said, model::Prepared, score_maker},
    secret::Secret,
    settings::{Language, Settings},
};

pub use access::{ChangePassphrase, PassphraseStrength, SaveRecoveryCode};
pub use backups::{BackupContents, BackupView, RestoreBackup};
pub use summary::WorkspaceSummary;

/// Whether a workspace is there and open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum WorkspaceState {
    /// There is none yet.
    None,
    /// It needs a passphrase or the recovery code.
    Locked,
    /// It is open.
    Open,
}

/// The workspace, before anything of it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct WorkspaceStatus {
    /// Whether it is there and open.
    pub state: WorkspaceState,
    /// Its folder.
    pub folder: String,
    /// Whether the keyring of this computer can be used.
    pub keyring_available: bool,
    /// Whether the keyring opens it at start.
    pub opens_with_keyring: bool,
    /// Whether it has a passphrase.
    pub has_passphrase: bool,
}

/// Makes a workspace.
#[derive(Clone, Deserialize, Type)]
pub struct NewWorkspace {
    /// Where; the default folder when none is named.
    pub folder: Option<String>,
    /// The language of its user.
    pub language: Language,
    /// The code of the country whose phone numbers need no country; none leaves it to the language.
    pub country: Option<String>,
    /// The passphrase; none puts the key into the keyring of this computer.
    pub passphrase: Option<Secret>,
}

/// A workspace that was made.
#[derive(Clone, Serialize, Type)]
pub struct WorkspaceCreated {
    /// Shown once: opens the workspace when everything else is lost.
    pub recovery_code: Secret,
    /// The workspace.
    pub status: WorkspaceStatus,
}

/// Opens a workspace.
#[derive(Clone, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Unlock {
    /// With the key in the keyring of this computer.
    Keyring,
    /// With the passphrase.
    Passphrase {
        /// The passphrase.
        passphrase: Secret,
    },
    /// With the recovery code.
    Recovery {
        /// The code, as typed.
        code: Secret,
    },
}

/// An open workspace.
pub(crate) struct Workspace {
    pub store: Store,
    pub key_file: Mutex<KeyFile>,
    pub key_seed: KeySeed,
    home: Mutex<Option<Country>>,
    pub snapshots: Mutex<Snapshots>,
    /// The day on which scores that had run out before it were ended.
    pub day_begun: Mutex<Option<UtcDay>>,
    /// What records say, as the last try of an ideal customer read it.
    pub said: Mutex<Option<Arc<Said>>>,
    pub inbox: Mutex<Option<Arc<InboxAnswer>>>,
    pub known: Arc<KnownRecords>,
    pub import: Mutex<Option<Arc<RunningImport>>>,
    pub stop_export: AtomicBool,
    /// Documents that are ready to be sent to a language model.
    pub prepared: Mutex<Vec<Prepared>>,
    dir: WorkspaceDir,
}

const KEY_SEED: &str = "key_seed";
const HOME_COUNTRY: &str = "home_country";

impl Workspace {
    /// A maker of match keys for this workspace.
    pub fn key_maker(&self) -> KeyMaker {
        KeyMaker::new(self.key_seed, self.home())
    }

    /// Stops the running import for now; it can go on.
    fn interrupt_import(&self) {
        if let Some(import) = self.import.lock().take() {
            import.interrupt();
        }
    }
}

impl App {
    fn folder(&self) -> PathBuf {
        let chosen = self.settings().workspace.map(PathBuf::from);
        chosen.unwrap_or_else(|| self.inner.environment.default_workspace.clone())
    }

    /// Whether a workspace is there and open.
    pub fn workspace_status(&self) -> Result<WorkspaceStatus, AppError> {
        let folder = self.folder();
        drop(self.inner.opening.lock());
        let open = self.inner.workspace.read().clone();
        let state = match open {
            Some(_) => WorkspaceState::Open,
            None if WorkspaceDir::look(&folder)? => WorkspaceState::Locked,
            None => WorkspaceState::None,
        };
        let (opens_with_keyring, has_passphrase) = match &open {
            Some(workspace) => slots(&workspace.key_file.lock()),
            None if state == WorkspaceState::Locked => slots(&KeyFile::open(&folder.join(workspace_dir::KEY))?),
            None => (false, false),
        };
        Ok(WorkspaceStatus {
            state,
            folder: folder.display().to_string(),
            keyring_available: self.keyring_is_available(),
            opens_with_keyring,
            has_passphrase,
        })
    }

    /// Asked once a run: a locked keyring takes seconds to answer.
    fn keyring_is_available(&self) -> bool {
        *self.inner.keyring_available.get_or_init(|| {
            let answer = self.inner.environment.keyring.get("availability");
            matches!(answer, Ok(_) | Err(StoreError::KeyringEntryGone))
        })
    }

    /// Makes a workspace and opens it.
    pub fn workspace_create(&self, input: NewWorkspace) -> Result<WorkspaceCreated, AppError> {
        let by_language = if input.language == Language::Fr { "FR" } else { "US" };
        let home = home::country_of(input.country.as_deref().unwrap_or(by_language))?;
        let folder = input.folder.map_or_else(|| self.folder(), PathBuf::from);
        let environment = &self.inner.environment;
        let passphrase = input.passphrase.as_ref().map(|passphrase| Passphrase::new(passphrase.reveal()));
        if let Some(passphrase) = &passphrase {
            passphrase.check_strength()?;
        }
        let dir = WorkspaceDir::create(&folder)?;
        let id: WorkspaceId = (environment.ids)().next(environment.clock.now());
        let first = match &passphrase {
            Some(passphrase) => FirstSlot::Passphrase(passphrase, environment.kdf_cost),
            None => FirstSlot::Keyring(environment.keyring.as_ref()),
        };
        let made = KeyFile::create(&dir.key_file(), id, first)?;
        let seed = random_seed()?;
        let store = Store::create(&dir.database(), made.key, self.surroundings())?;
        let mut tx = store.begin_unrecorded()?;
        tx.set_setting(KEY_SEED, &hex(&seed))?;
        tx.set_setting(HOME_COUNTRY, home.code())?;
        tx.set_setting(renewal::KEYS_VERSION, &NORM_VERSION.to_string())?;
        tx.add_user("", input.language.tag())?;
        tx.commit()?;
        dir.finish_creation()?;
        self.keep_settings(Settings {
            language: Some(input.language),
            workspace: Some(folder.display().to_string()),
            ..self.settings()
        })?;
        let recovery_code = Secret::from(made.recovery_code.reveal().as_str());
        self.put_open(dir, made.file, store)?;
        Ok(WorkspaceCreated { recovery_code, status: self.workspace_status()? })
    }

    /// Opens the workspace.
    pub fn workspace_unlock(&self, input: Unlock) -> Result<WorkspaceStatus, AppError> {
        self.open_workspace(input)?;
        self.workspace_status()
    }

    /// Opens the workspace with the keyring when it may, once a run; whoever comes second waits for the
    /// first. Whatever comes of it, the status of the workspace says how it stands.
    pub fn workspace_open_at_start(&self) {
        self.inner.opened_at_start.get_or_init(|| {
            let file = self.folder().join(workspace_dir::KEY);
            let with_keyring = KeyFile::open(&file).is_ok_and(|file| file.has(SlotKind::Keyring));
            if with_keyring && let Err(error) = self.open_workspace(Unlock::Keyring) {
                tracing::warn!(code = error.code.as_str(), "the keyring did not open the workspace");
            }
        });
    }

    fn open_workspace(&self, input: Unlock) -> Result<(), AppError> {
        let _opening = self.inner.opening.lock();
        if self.inner.workspace.read().is_none() {
            let dir = take(&self.folder())?;
            let key_file = KeyFile::open(&dir.key_file())?;
            let keyring = self.inner.environment.keyring.as_ref();
            let by_keyring = matches!(input, Unlock::Keyring);
            let key = with_unlock(input, keyring, |unlock| key_file.unlock(unlock))?;
            if by_keyring {
                self.inner.keyring_available.get_or_init(|| true);
            }
            let store = Store::open(&dir.database(), key, self.surroundings())?;
            self.put_open(dir, key_file, store)?;
        }
        Ok(())
    }

    /// Closes the workspace until it is unlocked. A running import is interrupted; it can go on. A search ends.
    pub fn workspace_lock(&self) -> Result<WorkspaceStatus, AppError> {
        self.close_workspace();
        self.workspace_status()
    }

    fn close_workspace(&self) {
        // Who opens it again waits for the lists to be saved.
        let _opening = self.inner.opening.lock();
        // Saving the lists tells the app, which looks at the workspace: it must not be held here.
        let open = self.inner.workspace.write().take();
        self.inner.checks.stop();
        if let Some(workspace) = open {
            workspace.interrupt_import();
            self.stop_searches();
            // First of all: whoever locks wants nothing in view.
            self.tell(&AppEvent::Locked);
            if let Err(error) = workspace.store.save_lists() {
                tracing::warn!(%error, "the lists were not saved; the next start reads the records");
            }
        }
    }

    /// Locks, and takes the workspace in another folder from now on.
    pub fn workspace_open_other(&self, folder: &str) -> Result<WorkspaceStatus, AppError> {
        self.workspace_lock()?;
        self.keep_settings(Settings { workspace: Some(folder.to_owned()), ..self.settings() })?;
        self.workspace_status()
    }

    /// Gives the whole workspace to `take` as sorted lines of JSON, free of chance, until it has enough.
    pub fn canonical_dump(&self, take: &mut dyn FnMut(&str) -> ControlFlow<()>) -> Result<(), AppError> {
        Ok(self.workspace()?.store.read(|db| dump::canonical(db, take))?)
    }

    fn surroundings(&self) -> Surroundings {
        Surroundings { clock: Arc::clone(&self.inner.environment.clock), ids: (self.inner.environment.ids)() }
    }

    fn put_open(&self, dir: WorkspaceDir, key_file: KeyFile, store: Store) -> Result<(), AppError> {
        let (seed, home, owner) = store.read(|db| {
            Ok((store_settings::get(db, KEY_SEED)?, store_settings::get(db, HOME_COUNTRY)?, store_settings::owner(db)?))
        })?;
        if let Some(owner) = owner {
            store.set_user(owner);
        }
        match end_jobs(&store) {
            // What was under way is told the next time; reading needs no room.
            Err(error @ (StoreError::OpenedOnFullDisk | StoreError::DiskFull { .. })) => {
                tracing::warn!(%error, "jobs that were under way are not marked as interrupted");
            }
            ended => ended?,
        }
        let key_seed = KeySeed::new(seed.and_then(|seed| unhex(&seed)).unwrap_or_default());
        let home = home.and_then(|code| Country::from_code(&code));
        store.set_key_maker(home::key_maker(key_seed, home));
        store.set_score_maker(score_maker());
        let app = self.clone();
        store.subscribe(move |changes| {
            let in_lists =
                |kind: &ChangeKind| !matches!(kind, ChangeKind::Settings | ChangeKind::Jobs | ChangeKind::Duplicates);
            if let Ok(workspace) = app.workspace()
                && changes.kinds.iter().any(in_lists)
            {
                workspace.snapshots.lock().outdate();
                workspace.inbox.lock().take();
                workspace.said.lock().take();
            }
            app.tell(&AppEvent::Changed(changes.kinds.iter().copied().collect()));
        });
        let workspace = Workspace {
            store,
            key_file: Mutex::new(key_file),
            key_seed,
            home: Mutex::new(home),
            snapshots: Mutex::default(),
            day_begun: Mutex::default(),
            said: Mutex::default(),
            inbox: Mutex::default(),
            known: Arc::default(),
            import: Mutex::new(None),
            stop_export: AtomicBool::new(false),
            prepared: Mutex::default(),
            dir,
        };
        *self.inner.workspace.write() = Some(Arc::new(workspace));
        self.tell(&AppEvent::Opened);
        Ok(())
    }

    /// Reads the lists into memory, which makes every question to them quick, and saves them for the
    /// next start.
    pub fn warm_up(&self) -> Result<(), AppError> {
        let workspace = self.workspace()?;
        workspace.store.load_lists()?;
        workspace.store.save_lists()?;
        Ok(())
    }
}

/// Work that was under way when the program ended was interrupted.
fn end_jobs(store: &Store) -> Result<(), StoreError> {
    let mut tx = store.begin_unrecorded()?;
    if tx.interrupt_jobs()? > 0 {
        tx.commit()?;
    }
    Ok(())
}

/// Takes the workspace in a folder. Work that was interrupted when it was locked, such as the rows of an
/// import, may hold it for a moment more.
fn take(folder: &Path) -> Result<WorkspaceDir, StoreError> {
    const STEP: Duration = Duration::from_millis(20);
    const MOST_STEPS: u32 = 250;
    for _ in 0..MOST_STEPS {
        match WorkspaceDir::open(folder) {
            Err(StoreError::AlreadyOpen { pid: Some(pid), .. }) if pid == process::id() => thread::sleep(STEP),
            taken => return taken,
        }
    }
    WorkspaceDir::open(folder)
}

fn with_unlock<T>(
    input: Unlock,
    keyring: &dyn Keyring,
    act: impl FnOnce(UnlockWith<'_>) -> Result<T, StoreError>,
) -> Result<T, AppError> {
    Ok(match input {
        Unlock::Keyring => act(UnlockWith::Keyring(keyring))?,
        Unlock::Passphrase { passphrase } => act(UnlockWith::Passphrase(&Passphrase::new(passphrase.reveal())))?,
        Unlock::Recovery { code } => act(UnlockWith::RecoveryCode(&RecoveryCode::parse(code.reveal())?))?,
    })
}

fn slots(key_file: &KeyFile) -> (bool, bool) {
    (key_file.has(SlotKind::Keyring), key_file.has(SlotKind::Passphrase))
}

fn random_seed() -> Result<[u8; 16], AppError> {
    let mut seed = [0; 16];
    getrandom::fill(&mut seed).map_err(StoreError::Randomness)?;
    Ok(seed)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<[u8; 16]> {
    let number = u128::from_str_radix(text, 16).ok()?;
    Some(number.to_be_bytes())
}
