//! An open workspace: one writing connection, a few reading ones, the lists in memory.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use parking_lot::{Mutex, MutexGuard, ReentrantMutex, RwLock};
use rusqlite::Connection;
use sales_core::{
    change::{ChangeKind, Origin},
    fields::Entity,
    ids::{IdSource, UserId},
    time::{Clock, UtcMillis},
};

use crate::{
    connection::{self, Mode},
    error::StoreError,
    key::DataKey,
    migrate,
    record::Record,
    scores::ScoreMaker,
    tracking,
    tx::Tx,
};

/// Makes the match keys of a record: hashes under which it is found again. The domain's normal
/// forms decide them, so the owner of the store hands them in.
pub type KeyMaker = Arc<dyn Fn(&Record, &mut Vec<i64>) + Send + Sync>;

/// What a committed write touched, for everybody who shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeSet {
    /// The change in the history; none for writes that have no history, such as settings.
    pub seq: Option<i64>,
    /// The kinds of things that changed.
    pub kinds: BTreeSet<ChangeKind>,
}

type Subscriber = Box<dyn Fn(&ChangeSet) + Send + Sync>;

/// Everything outside the file that a store needs.
pub struct Surroundings {
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Makes identities.
    pub ids: IdSource,
}

/// An open workspace file.
pub struct Store {
    path: PathBuf,
    key: DataKey,
    connections: Connections,
    refuses_writes: AtomicBool,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Mutex<IdSource>,
    keys: RwLock<KeyMaker>,
    scores: RwLock<ScoreMaker>,
    user: Mutex<Option<UserId>>,
    subscribers: Mutex<Vec<Subscriber>>,
    pub(crate) lists: crate::listing::Listing,
}

enum Connections {
    /// As a rule: one that writes, and some that read beside it.
    Shared {
        /// Closed before the writer: the last connection empties the log, and only the writer can.
        readers: Mutex<Vec<Connection>>,
        writer: Mutex<Connection>,
    },
    /// On a full disk: one that reads, as a second one would need room beside the file.
    Alone(ReentrantMutex<Connection>),
}

const IDLE_READERS: usize = 3;
/// Pages in the log before it is put into the file, as a rule and during a load.
const LOG_PAGES: u32 = 1_000;
const LOAD_LOG_PAGES: u32 = 16_384;
/// Page cache in KiB during a load: little of what a load writes is looked at again.
const LOAD_CACHE_KIB: u32 = 24 * 1024;

impl Store {
    /// Makes a new workspace file at `path`.
    pub fn create(path: &Path, key: DataKey, around: Surroundings) -> Result<Self, StoreError> {
        let connection = connection::open(path, &key, Mode::Create)?;
        Self::with_connection(path, key, connection, around)
    }

    /// Opens the workspace file at `path` and brings its tables up to date. On a full disk it is opened
    /// for reading: writes are then refused with [`StoreError::OpenedOnFullDisk`].
    pub fn open(path: &Path, key: DataKey, around: Surroundings) -> Result<Self, StoreError> {
        match connection::open(path, &key, Mode::ReadWrite) {
            Ok(connection) => Self::with_connection(path, key, connection, around),
            Err(StoreError::DiskFull { .. }) => Self::open_alone(path, key, around),
            Err(error) => Err(error),
        }
    }

    fn open_alone(path: &Path, key: DataKey, around: Surroundings) -> Result<Self, StoreError> {
        let mut connection = connection::open(path, &key, Mode::Alone)?;
        migrate::run(&mut connection, path, &key)?;
        rusqlite::vtab::array::load_module(&connection)?;
        tracing::warn!("no room on the disk: the workspace can only be read");
        Ok(Self::around(path, key, Connections::Alone(ReentrantMutex::new(connection)), around))
    }

    fn with_connection(
        path: &Path,
        key: DataKey,
        mut connection: Connection,
        around: Surroundings,
    ) -> Result<Self, StoreError> {
        migrate::run(&mut connection, path, &key)?;
        rusqlite::vtab::array::load_module(&connection)?;
        tracking::install(&connection)?;
        let connections = Connections::Shared { readers: Mutex::default(), writer: Mutex::new(connection) };
        Ok(Self::around(path, key, connections, around))
    }

    fn around(path: &Path, key: DataKey, connections: Connections, around: Surroundings) -> Self {
        Self {
            path: path.to_owned(),
            key,
            connections,
            refuses_writes: AtomicBool::new(false),
            clock: around.clock,
            ids: Mutex::new(around.ids),
            keys: RwLock::new(Arc::new(|_, _| {})),
            scores: RwLock::new(Arc::new(|_, _, _| Ok(Vec::new()))),
            user: Mutex::new(None),
            subscribers: Mutex::new(Vec::new()),
            lists: crate::listing::Listing::default(),
        }
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The key of the file, for copies of it.
    pub fn key(&self) -> &DataKey {
        &self.key
    }

    /// Now.
    pub fn now(&self) -> UtcMillis {
        self.clock.now()
    }

    /// Names the person whose changes follow.
    pub fn set_user(&self, user: UserId) {
        *self.user.lock() = Some(user);
    }

    /// Makes the match keys of records from now on.
    pub fn set_key_maker(&self, keys: KeyMaker) {
        *self.keys.write() = keys;
    }

    pub(crate) fn key_maker(&self) -> KeyMaker {
        Arc::clone(&self.keys.read())
    }

    /// Makes the scores of prospects from now on.
    pub fn set_score_maker(&self, scores: ScoreMaker) {
        *self.scores.write() = scores;
    }

    pub(crate) fn score_maker(&self) -> ScoreMaker {
        Arc::clone(&self.scores.read())
    }

    /// The person whose changes follow.
    pub fn user(&self) -> Option<UserId> {
        *self.user.lock()
    }

    /// Calls `listener` after every committed write, on the thread that wrote.
    pub fn subscribe(&self, listener: impl Fn(&ChangeSet) + Send + Sync + 'static) {
        self.subscribers.lock().push(Box::new(listener));
    }

    pub(crate) fn broadcast(&self, changes: &ChangeSet) {
        for listener in self.subscribers.lock().iter() {
            listener(changes);
        }
    }

    /// Begins a change that the history will call `label`, with `args` for its sentence.
    pub fn begin(&self, origin: Origin, label: &str, args: &serde_json::Value) -> Result<Tx<'_>, StoreError> {
        Tx::begin(self, origin, label, args)
    }

    /// Goes on with a change that spans several transactions, such as an import.
    pub fn resume(&self, seq: i64) -> Result<Tx<'_>, StoreError> {
        Tx::resume(self, seq)
    }

    /// Begins a write that has no history: settings, jobs, the books of an import.
    pub fn begin_unrecorded(&self) -> Result<Tx<'_>, StoreError> {
        Tx::unrecorded(self)
    }

    /// Whether somebody is writing, on whatever thread.
    pub fn is_written(&self) -> bool {
        match &self.connections {
            Connections::Shared { writer, .. } => writer.is_locked(),
            Connections::Alone(_) => false,
        }
    }

    /// Keeps everybody from writing while `work` runs. When it succeeds, the file is about to be
    /// replaced: writes are refused from then on, those that wait included.
    pub fn while_nobody_writes<T, E>(&self, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        let _writer = self.writer().ok();
        let result = work();
        self.refuses_writes.store(result.is_ok(), Ordering::Release);
        result
    }

    /// Takes writes again: the file was not replaced.
    pub fn allow_writes(&self) {
        self.refuses_writes.store(false, Ordering::Release);
    }

    pub(crate) fn refuses_writes(&self) -> bool {
        self.refuses_writes.load(Ordering::Acquire)
    }

    /// Whether the workspace can only be read: the disk was full when it was opened.
    pub fn only_reads(&self) -> bool {
        matches!(self.connections, Connections::Alone(_))
    }

    pub(crate) fn writer(&self) -> Result<MutexGuard<'_, Connection>, StoreError> {
        match &self.connections {
            Connections::Shared { writer, .. } => Ok(writer.lock()),
            Connections::Alone(_) => Err(StoreError::OpenedOnFullDisk),
        }
    }

    /// Gives the writing connection more memory, and its log more room, while much is written at once.
    pub fn expect_much(&self, much: bool) -> Result<(), StoreError> {
        let (log_pages, cache) =
            if much { (LOAD_LOG_PAGES, LOAD_CACHE_KIB) } else { (LOG_PAGES, connection::WRITER_CACHE_KIB) };
        let pragmas = format!("PRAGMA wal_autocheckpoint = {log_pages}; PRAGMA cache_size = -{cache};");
        Ok(self.writer()?.execute_batch(&pragmas)?)
    }

    /// Runs `read` on a connection that sees the last committed state throughout.
    pub fn read<T>(&self, read: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let readers = match &self.connections {
            Connections::Shared { readers, .. } => readers,
            Connections::Alone(connection) => return read(&connection.lock()),
        };
        let idle = readers.lock().pop();
        let connection = match idle {
            Some(connection) => connection,
            None => self.open_reader()?,
        };
        connection.execute_batch("BEGIN")?;
        let result = read(&connection);
        connection.execute_batch("ROLLBACK")?;
        let mut readers = readers.lock();
        if readers.len() < IDLE_READERS {
            readers.push(connection);
        }
        result
    }

    fn open_reader(&self) -> Result<Connection, StoreError> {
        let connection = connection::open(&self.path, &self.key, Mode::ReadOnly)?;
        rusqlite::vtab::array::load_module(&connection)?;
        Ok(connection)
    }

    /// The record kinds that have lists.
    pub const ENTITIES: [Entity; 2] = [Entity::Prospect, Entity::Company];
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("path", &self.path).finish_non_exhaustive()
    }
}
