//! A workspace on the disk, made the way the product makes one.

use std::{
    collections::BTreeMap,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::Mutex,
};

use rusqlite::Connection;
use sales_core::{ids::WorkspaceId, time::UtcMillis};
use sales_store::{
    connection::{self, Mode},
    error::{Result, StoreError},
    key::{DataKey, FirstSlot, KdfCost, KeyFile, Keyring, Passphrase, RecoveryCode, Unlock},
    migrate,
    workspace_dir::WorkspaceDir,
};
use tempfile::TempDir;
use zeroize::Zeroizing;

pub const PASSPHRASE: &str = "vélo mouillé sous le tilleul";
pub const NOW: UtcMillis = UtcMillis(1_795_000_000_123);

pub fn passphrase() -> Passphrase {
    Passphrase::new(PASSPHRASE)
}

pub fn workspace_id() -> WorkspaceId {
    WorkspaceId::from_bytes([7; 16])
}

/// A workspace with a passphrase, open by this process.
pub struct Workspace {
    pub folder: TempDir,
    pub dir: WorkspaceDir,
    pub key: DataKey,
    pub recovery_code: RecoveryCode,
}

impl Workspace {
    pub fn create() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let made = make(&folder.path().join("workspace")).unwrap();
        Self { folder, dir: made.0, key: made.1, recovery_code: made.2 }
    }

    pub fn root(&self) -> &Path {
        self.dir.root()
    }

    pub fn connect(&self) -> Connection {
        connection::open(&self.dir.database(), &self.key, Mode::ReadWrite).unwrap()
    }

    pub fn key_file(&self) -> KeyFile {
        KeyFile::open(&self.dir.key_file()).unwrap()
    }

    pub fn write_notes(&self, notes: &[&str]) {
        write_notes(&self.connect(), notes).unwrap();
    }
}

pub fn make(root: &Path) -> Result<(WorkspaceDir, DataKey, RecoveryCode)> {
    let dir = WorkspaceDir::create(root)?;
    let made = KeyFile::create(&dir.key_file(), workspace_id(), FirstSlot::Passphrase(&passphrase(), KdfCost::FLOOR))?;
    let mut connection = connection::open(&dir.database(), &made.key, Mode::Create)?;
    migrate::run(&mut connection, &dir.database(), &made.key)?;
    dir.finish_creation()?;
    Ok((dir, made.key, made.recovery_code))
}

/// What a later start does.
pub fn unlock(root: &Path, passphrase: &str) -> Result<(WorkspaceDir, DataKey)> {
    let dir = WorkspaceDir::open(root)?;
    let key = KeyFile::open(&dir.key_file())?.unlock(Unlock::Passphrase(&Passphrase::new(passphrase)))?;
    Ok((dir, key))
}

pub fn write_notes(connection: &Connection, notes: &[&str]) -> Result<()> {
    connection.execute_batch("CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY, note TEXT)")?;
    for note in notes {
        connection.execute("INSERT INTO notes (note) VALUES (?1)", [note])?;
    }
    Ok(())
}

pub fn read_notes(connection: &Connection) -> Result<Vec<String>> {
    let mut statement = connection.prepare("SELECT note FROM notes ORDER BY id")?;
    let notes = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(notes)
}

/// Every file under `folder` with its content, by its path in the folder.
pub fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else {
                found.insert(entry.strip_prefix(folder).unwrap().to_owned(), std::fs::read(&entry).unwrap());
            }
        }
    }
    found
}

pub fn go_on<T>(_: T) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// A keyring that lives as long as the test.
#[derive(Default)]
pub struct MemoryKeyring {
    pub entries: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl Keyring for MemoryKeyring {
    fn set(&self, account: &str, secret: &[u8]) -> Result<()> {
        self.entries.lock().unwrap().insert(account.to_owned(), secret.to_vec());
        Ok(())
    }

    fn get(&self, account: &str) -> Result<Zeroizing<Vec<u8>>> {
        self.entries.lock().unwrap().get(account).cloned().map(Zeroizing::new).ok_or(StoreError::KeyringEntryGone)
    }

    fn delete(&self, account: &str) -> Result<()> {
        self.entries.lock().unwrap().remove(account);
        Ok(())
    }
}
