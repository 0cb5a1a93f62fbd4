//! What can go wrong in the store. Closed variants with arguments; the sentences for people live
//! in `locales/`.

use std::{
    io,
    path::{Path, PathBuf},
};

use rusqlite::{ErrorCode, ffi};
use sales_core::ids::ChangeId;

use crate::key::{KeyringProblem, PassphraseWeakness, RecoveryCodeFault, SlotKind};

/// The answer of the store.
pub type Result<T> = std::result::Result<T, StoreError>;

/// What can go wrong in the store.
///
/// `file` is `None` where SQLite does not say which file it was working on;
/// [`StoreError::in_file`] fills it in.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file is whole, as far as it can be told, but was written under another key.
    #[error("the key does not fit {}", file.display())]
    WrongKey {
        /// The encrypted file.
        file: PathBuf,
    },
    /// The key fits, the content does not: changed bytes, a cut file, a broken structure.
    #[error("{} is damaged: {detail}", shown(file))]
    Damaged {
        /// The damaged file.
        file: Option<PathBuf>,
        /// The technical finding, for the report.
        detail: String,
    },
    /// The file is no encrypted database: too short, or an unencrypted SQLite file.
    #[error("{} is not an encrypted database", shown(file))]
    NotADatabase {
        /// The file.
        file: Option<PathBuf>,
    },
    /// A database of another program, or one without our tables.
    #[error("{} is not a workspace of this program", file.display())]
    ForeignDatabase {
        /// The file.
        file: PathBuf,
    },
    /// The folder holds no workspace, or only a part of one.
    #[error("there is no workspace in {}: {missing} is missing", folder.display())]
    NoWorkspace {
        /// The folder that was looked at.
        folder: PathBuf,
        /// Name of the first file that is missing.
        missing: &'static str,
    },
    /// The keys of a workspace are there, but the file of its data is gone or has nothing in it.
    #[error("{} {}", file.display(), if *is_empty { "is empty" } else { "is missing" })]
    DatabaseLost {
        /// The encrypted file.
        file: PathBuf,
        /// Whether the file is there, without a byte in it.
        is_empty: bool,
    },
    /// A workspace stands there already.
    #[error("there is a workspace in {} already", folder.display())]
    WorkspaceExists {
        /// The folder.
        folder: PathBuf,
    },
    /// The record that a merge made was merged again: that merge has to be taken back first.
    #[error("the record was merged again by {later}")]
    MergedSince {
        /// The later merge.
        later: ChangeId,
    },
    /// Another process, or another window of this one, has the workspace open.
    #[error("the workspace in {} is open elsewhere", folder.display())]
    AlreadyOpen {
        /// The folder.
        folder: PathBuf,
        /// Number of the process that holds it, where the system lets us read it.
        pid: Option<u32>,
    },
    /// A later release of the program has written this file.
    #[error("the tables are of version {found}, this program knows version {known}")]
    NewerSchema {
        /// Version of the file.
        found: usize,
        /// Newest version that this program can read.
        known: usize,
    },
    /// A migration did not apply; the file is as it was before it.
    #[error("migration {name} failed")]
    Migration {
        /// Name of the migration, such as `0001_foundation`.
        name: &'static str,
        /// The reason.
        source: Box<StoreError>,
    },

    /// No room is left on the disk. Nothing of the failed transaction was kept.
    #[error("no room left for {}", shown(file))]
    DiskFull {
        /// The file that could not grow.
        file: Option<PathBuf>,
    },
    /// The workspace was opened on a full disk: it can be read until it is opened again.
    #[error("opened on a full disk, for reading only")]
    OpenedOnFullDisk,
    /// The system did not write, for whatever reason: a limit of the size of files, a disk that is gone.
    #[error("{} could not be written", shown(file))]
    NotWritten {
        /// The file.
        file: Option<PathBuf>,
    },
    /// The medium or the file may only be read.
    #[error("{} may only be read", shown(file))]
    ReadOnly {
        /// The file.
        file: Option<PathBuf>,
    },
    /// The operating system denies access.
    #[error("access to {} is denied", shown(file))]
    PermissionDenied {
        /// The file or folder.
        file: Option<PathBuf>,
    },
    /// Another connection holds the file for longer than the waiting time.
    #[error("the file is busy")]
    Busy,
    /// The work was cancelled.
    #[error("cancelled")]
    Cancelled,
    /// Reading or writing failed for another reason.
    #[error("reading or writing {} failed", shown(file))]
    Io {
        /// The file.
        file: Option<PathBuf>,
        /// The reason.
        source: io::Error,
    },

    /// The passphrase can be guessed.
    #[error("the passphrase is too weak: {weakness:?}")]
    WeakPassphrase {
        /// Why.
        weakness: PassphraseWeakness,
    },
    /// The passphrase does not open the key file.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// The recovery code does not open the key file.
    #[error("wrong recovery code")]
    WrongRecoveryCode,
    /// The text cannot be a recovery code.
    #[error("not a recovery code: {fault:?}")]
    MalformedRecoveryCode {
        /// Why not.
        fault: RecoveryCodeFault,
    },
    /// The keyring of the system cannot be used now.
    #[error("the keyring of the system cannot be used: {problem:?}")]
    KeyringUnavailable {
        /// Why.
        problem: KeyringProblem,
    },
    /// The keyring works, but our entry is gone or no longer fits.
    #[error("the keyring of the system has no fitting entry for this workspace")]
    KeyringEntryGone,
    /// The key file has no slot of this kind.
    #[error("the key file has no {kind:?} slot")]
    SlotMissing {
        /// The kind that was asked for.
        kind: SlotKind,
    },
    /// The keyring slot cannot go: without a passphrase only the recovery code would be left.
    #[error("set a passphrase before removing the keyring slot")]
    PassphraseNeeded,
    /// The key file is there but cannot be read.
    #[error("the key file {} is damaged: {detail}", file.display())]
    KeyFileDamaged {
        /// The key file.
        file: PathBuf,
        /// The technical finding, for the report.
        detail: String,
    },
    /// A later release of the program has written the key file.
    #[error("the key file is of version {found}, this program knows version {known}")]
    NewerKeyFile {
        /// Version of the file.
        found: u32,
        /// Newest version that this program can read.
        known: u32,
    },
    /// The key belongs to another key file.
    #[error("the key is not the one of {}", file.display())]
    ForeignKey {
        /// The key file.
        file: PathBuf,
    },
    /// The system gave no random numbers.
    #[error("the system gave no random numbers")]
    Randomness(#[source] getrandom::Error),

    /// The file is no backup, or not a whole one.
    #[error("{} is not a usable backup: {detail}", file.display())]
    BackupUnusable {
        /// The backup.
        file: PathBuf,
        /// The technical finding, for the report.
        detail: String,
    },
    /// A later release of the program has made the backup.
    #[error("the backup is of version {found}, this program knows version {known}")]
    NewerBackup {
        /// Version of the backup.
        found: u32,
        /// Newest version that this program can read.
        known: u32,
    },

    /// A write that has no history was asked for its change.
    #[error("this write has no history")]
    Unrecorded,
    /// There is no such change, or it is not in the state that was expected.
    #[error("there is no such change to take back or make again")]
    NoSuchChange,

    /// A list in memory cannot answer or be kept.
    #[error(transparent)]
    List(#[from] crate::lists::ListError),

    /// A rule of the tables refuses the change.
    #[error("a rule of the tables refuses the change")]
    Constraint(#[source] rusqlite::Error),
    /// A statement failed for another reason: a fault in the program.
    #[error("a statement failed")]
    Sql(#[source] rusqlite::Error),
}

fn shown(file: &Option<PathBuf>) -> String {
    file.as_ref().map_or_else(|| "the workspace file".to_owned(), |file| file.display().to_string())
}

impl StoreError {
    /// The same error, naming `path` if it names no file yet.
    #[must_use]
    pub fn in_file(mut self, path: &Path) -> Self {
        match &mut self {
            Self::Damaged { file, .. }
            | Self::NotADatabase { file }
            | Self::DiskFull { file }
            | Self::NotWritten { file }
            | Self::ReadOnly { file }
            | Self::PermissionDenied { file }
            | Self::Io { file, .. } => {
                file.get_or_insert_with(|| path.to_owned());
            }
            _ => {}
        }
        self
    }

    /// What an error of the file system at `path` means.
    #[must_use]
    pub fn from_io(path: &Path, source: io::Error) -> Self {
        let file = Some(path.to_owned());
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Self::DiskFull { file }
            }
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { file },
            io::ErrorKind::PermissionDenied => Self::PermissionDenied { file },
            _ => Self::Io { file, source },
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let Some(failure) = error.sqlite_error().copied() else {
            return Self::Sql(error);
        };
        if is_undecryptable_page(&error) {
            return damaged(&error);
        }
        match failure.code {
            ErrorCode::DiskFull => Self::DiskFull { file: None },
            ErrorCode::ReadOnly => Self::ReadOnly { file: None },
            ErrorCode::PermissionDenied => Self::PermissionDenied { file: None },
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
            ErrorCode::OperationInterrupted => Self::Cancelled,
            ErrorCode::ConstraintViolation => Self::Constraint(error),
            ErrorCode::DatabaseCorrupt => damaged(&error),
            ErrorCode::NotADatabase => Self::NotADatabase { file: None },
            ErrorCode::SystemIoFailure if failure.extended_code == ffi::SQLITE_IOERR_SHORT_READ => damaged(&error),
            // The index of the log cannot grow: SQLite tells a full disk apart for its other files only.
            ErrorCode::SystemIoFailure if failure.extended_code == ffi::SQLITE_IOERR_SHMSIZE => {
                Self::DiskFull { file: None }
            }
            ErrorCode::SystemIoFailure if NOT_WRITTEN.contains(&failure.extended_code) => {
                Self::NotWritten { file: None }
            }
            ErrorCode::SystemIoFailure | ErrorCode::CannotOpen => {
                Self::Io { file: None, source: io::Error::other(error) }
            }
            _ => Self::Sql(error),
        }
    }
}

/// What SQLite says when the system did not write.
const NOT_WRITTEN: [i32; 4] =
    [ffi::SQLITE_IOERR_WRITE, ffi::SQLITE_IOERR_FSYNC, ffi::SQLITE_IOERR_DIR_FSYNC, ffi::SQLITE_IOERR_TRUNCATE];

/// Whether SQLCipher could not decrypt a page, now or earlier on this connection: the first time it
/// may say so with the general error and no message of its own (faults in statements come with
/// one), and from then on it refuses all work by claiming that memory has run out.
fn is_undecryptable_page(error: &rusqlite::Error) -> bool {
    matches!(error, rusqlite::Error::SqliteFailure(failure, Some(message))
        if failure.extended_code == ffi::SQLITE_NOMEM
            || failure.extended_code == ffi::SQLITE_ERROR && message == "SQL logic error")
}

fn damaged(error: &rusqlite::Error) -> StoreError {
    StoreError::Damaged { file: None, detail: error.to_string() }
}

impl From<getrandom::Error> for StoreError {
    fn from(error: getrandom::Error) -> Self {
        Self::Randomness(error)
    }
}
