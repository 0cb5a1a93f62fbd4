//! Opening the encrypted file: the key first, then the settings every connection has.

use std::{
    fs::{File, OpenOptions},
    io::Read,
    path::Path,
    time::Duration,
};

use rusqlite::{Connection, OpenFlags};

use crate::{
    error::{Result, StoreError},
    key::DataKey,
    workspace_dir::open_private,
};

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Makes a new file; it is an error if there is one with content.
    Create,
    /// Reads and writes a file that is there.
    ReadWrite,
    /// Only reads a file that is there.
    ReadOnly,
    /// Reads a file that is there as its only connection, which needs no room beside it on the disk.
    Alone,
}

/// Size of a page in bytes: part of the file format, as SQLCipher needs it before reading.
///
/// Against 4096, loading a million rows in order takes 14 % less processor time and reading them
/// all 22 % less; changing indexes at random costs the same.
pub(crate) const PAGE_SIZE: usize = 8192;
const UNENCRYPTED_HEADER: &[u8] = b"SQLite format 3\0";
const SALT_LEN: usize = 16;
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
const CACHED_STATEMENTS: usize = 128;
/// Page cache in KiB of the connection that writes; too small a one makes it write pages twice.
pub(crate) const WRITER_CACHE_KIB: u32 = 32 * 1024;
/// Page cache in KiB of each connection that only reads.
const READER_CACHE_KIB: u32 = 8 * 1024;
/// The log beside the file is cut back to this many bytes once its content is in the file.
const WAL_KEPT_BYTES: u32 = 32 * 1024 * 1024;

/// Opens the encrypted database at `path`.
///
/// The key is tried at once: an open connection has read the file.
///
/// # Errors
/// [`StoreError::WrongKey`] for a file under another key, [`StoreError::Damaged`] for one under
/// this key that cannot be read, [`StoreError::NotADatabase`] for an empty, short or unencrypted
/// file, [`StoreError::WorkspaceExists`] with [`Mode::Create`], and errors of the file system.
pub fn open(path: &Path, key: &DataKey, mode: Mode) -> Result<Connection> {
    let salt = match mode {
        Mode::Create => {
            reserve(path)?;
            None
        }
        Mode::ReadWrite | Mode::ReadOnly | Mode::Alone => Some(read_salt(path)?),
    };
    let key_fits = salt.is_none_or(|salt| salt == key.file_salt());
    connect(path, key, mode).map_err(|error| explained(error, path, key, key_fits))
}

fn connect(path: &Path, key: &DataKey, mode: Mode) -> Result<Connection> {
    let connection = keyed(path, key, mode)?;
    connection.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))?;
    configure(&connection, mode)?;
    Ok(connection)
}

/// A connection that has its key but has not read anything yet.
fn keyed(path: &Path, key: &DataKey, mode: Mode) -> Result<Connection> {
    let access = match mode {
        // Who is alone holds the lock of writers, and keeps the index of the log in memory.
        Mode::Create | Mode::ReadWrite | Mode::Alone => OpenFlags::SQLITE_OPEN_READ_WRITE,
        Mode::ReadOnly => OpenFlags::SQLITE_OPEN_READ_ONLY,
    };
    let connection = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    // SQLCipher would write to standard error; what it has to say comes back as error codes too.
    connection.execute_batch("PRAGMA cipher_log = off; PRAGMA cipher_log_level = NONE;")?;
    connection.execute_batch(&key.key_pragma())?;
    connection.execute_batch(&format!("PRAGMA cipher_compatibility = 4; PRAGMA cipher_page_size = {PAGE_SIZE}; PRAGMA cipher_hmac_algorithm = HMAC_SHA256;"))?;
    if mode == Mode::Alone {
        connection.execute_batch("PRAGMA locking_mode = EXCLUSIVE;")?;
    }
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
    Ok(connection)
}

fn configure(connection: &Connection, mode: Mode) -> Result<()> {
    let cache = if matches!(mode, Mode::ReadOnly | Mode::Alone) { READER_CACHE_KIB } else { WRITER_CACHE_KIB };
    connection.execute_batch(&format!(
        "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0; PRAGMA cache_size = -{cache};"
    ))?;
    if matches!(mode, Mode::Create | Mode::ReadWrite) {
        connection.execute_batch(&format!(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = {WAL_KEPT_BYTES};"
        ))?;
    }
    Ok(())
}

/// An empty file under `key` for a copy of another one: no log beside it, and the caller waits
/// for the disk.
pub(crate) fn open_blank_copy(path: &Path, key: &DataKey) -> Result<Connection> {
    reserve(path)?;
    let connection = keyed(path, key, Mode::Create)?;
    connection.execute_batch("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;")?;
    Ok(connection)
}

/// Makes an empty file that only its owner can read; SQLite gives its companions the same rights.
fn reserve(path: &Path) -> Result<()> {
    let file = open_private(path, OpenOptions::new().write(true).create(true))?;
    let len = file.metadata().map_err(|error| StoreError::from_io(path, error))?.len();
    if len > 0 {
        return Err(StoreError::WorkspaceExists { folder: path.parent().unwrap_or(path).to_owned() });
    }
    Ok(())
}

/// The first bytes of the file, if it can be one of ours.
fn read_salt(path: &Path) -> Result<[u8; SALT_LEN]> {
    let failed = |error| StoreError::from_io(path, error);
    let mut file = File::open(path).map_err(failed)?;
    let mut salt = [0; SALT_LEN];
    let short = file.metadata().map_err(failed)?.len() < PAGE_SIZE as u64;
    if short || file.read_exact(&mut salt).is_err() || salt == UNENCRYPTED_HEADER {
        return Err(StoreError::NotADatabase { file: Some(path.to_owned()) });
    }
    Ok(salt)
}

/// SQLCipher says "not a database" for every first page that it cannot decrypt. What it means
/// depends on whether the key fits the file.
fn explained(error: StoreError, path: &Path, key: &DataKey, key_fits: bool) -> StoreError {
    match error {
        StoreError::NotADatabase { .. } if key_fits || some_page_fits(path, key) => {
            StoreError::Damaged { file: Some(path.to_owned()), detail: "the first page cannot be decrypted".to_owned() }
        }
        StoreError::NotADatabase { .. } => StoreError::WrongKey { file: path.to_owned() },
        other => other.in_file(path),
    }
}

/// Whether the key decrypts any page: then it is the header that was changed, not the key.
fn some_page_fits(path: &Path, key: &DataKey) -> bool {
    let pages = std::fs::metadata(path).map_or(0, |file| file.len() / PAGE_SIZE as u64);
    broken_pages(path, key).is_ok_and(|broken| broken < pages)
}

/// Number of pages of the file whose authentication code is wrong under `key`.
fn broken_pages(path: &Path, key: &DataKey) -> Result<u64> {
    let connection = keyed(path, key, Mode::ReadOnly)?;
    count_broken_pages(&connection)
}

/// Number of pages whose authentication code is wrong, and of bytes left over after the last one.
pub(crate) fn count_broken_pages(connection: &Connection) -> Result<u64> {
    let mut statement = connection.prepare("PRAGMA cipher_integrity_check")?;
    let mut rows = statement.query([])?;
    let mut count = 0;
    while rows.next()?.is_some() {
        count += 1;
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use std::{
        fs,
        io::{Seek, SeekFrom, Write},
        path::PathBuf,
    };

    use rusqlite::types::Value;

    use super::*;

    struct Sample {
        _folder: tempfile::TempDir,
        path: PathBuf,
        key: DataKey,
    }

    /// A file of 18 pages under a key.
    fn sample() -> Sample {
        let folder = tempfile::tempdir().unwrap();
        let (path, key) = (folder.path().join("sample.db"), DataKey::generate().unwrap());
        let connection = open(&path, &key, Mode::Create).unwrap();
        connection
            .execute_batch(
                "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT);
                 WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
                 INSERT INTO t SELECT i, printf('%.*c', 120, 'x') FROM n;",
            )
            .unwrap();
        drop(connection);
        Sample { _folder: folder, path, key }
    }

    impl Sample {
        fn reopen(&self, mode: Mode) -> Result<Connection> {
            open(&self.path, &self.key, mode)
        }

        fn overwrite(&self, at: u64, bytes: &[u8]) {
            let mut file = OpenOptions::new().write(true).open(&self.path).unwrap();
            file.seek(SeekFrom::Start(at)).unwrap();
            file.write_all(bytes).unwrap();
        }

        fn read_all(&self) -> Result<i64> {
            let connection = self.reopen(Mode::ReadOnly)?;
            Ok(connection.query_row("SELECT sum(length(v)) FROM t", [], |row| row.get(0))?)
        }
    }

    #[test]
    fn what_was_written_is_read_again() {
        let sample = sample();
        assert_eq!(sample.read_all().unwrap(), 120_000);
        assert_eq!(fs::metadata(&sample.path).unwrap().len() % PAGE_SIZE as u64, 0);
    }

    #[test]
    fn another_key_is_a_wrong_key() {
        let sample = sample();
        let other = DataKey::generate().unwrap();
        for mode in [Mode::ReadWrite, Mode::ReadOnly] {
            assert!(
                matches!(open(&sample.path, &other, mode), Err(StoreError::WrongKey { file }) if file == sample.path)
            );
        }
        assert_eq!(sample.read_all().unwrap(), 120_000, "the attempt changed nothing");
    }

    #[test]
    fn a_changed_header_is_damage_and_no_wrong_key() {
        for (at, len) in [(16, 1), (100, 2), (8_000, 1), (8_190, 2), (0, 8_192)] {
            let sample = sample();
            sample.overwrite(at, &vec![0x5a; len]);
            assert!(matches!(sample.reopen(Mode::ReadWrite), Err(StoreError::Damaged { .. })), "byte {at}");
        }
    }

    #[test]
    fn a_lost_salt_is_no_loss_because_the_key_knows_it() {
        let sample = sample();
        sample.overwrite(0, &[0; SALT_LEN]);
        assert_eq!(sample.read_all().unwrap(), 120_000);
    }

    #[test]
    fn a_changed_byte_in_any_page_is_damage() {
        for page in [1, 2, 7, 14] {
            let sample = sample();
            sample.overwrite(page * PAGE_SIZE as u64 + 77, b"\x5a\xa5");
            let error = sample.read_all().unwrap_err();
            assert!(matches!(error, StoreError::Damaged { .. }), "page {page}: {error:?}");
        }
    }

    #[test]
    fn after_damage_the_connection_keeps_saying_so() {
        let sample = sample();
        sample.overwrite(3 * PAGE_SIZE as u64 + 77, b"\x5a\xa5");
        let connection = sample.reopen(Mode::ReadWrite).unwrap();
        for sql in ["UPDATE t SET v = 'y'", "UPDATE t SET v = 'y'", "DELETE FROM t"] {
            let error = StoreError::from(connection.execute(sql, []).unwrap_err());
            assert!(matches!(error, StoreError::Damaged { .. }), "{sql}: {error:?}");
        }
    }

    #[test]
    fn a_cut_file_is_damage() {
        let sample = sample();
        OpenOptions::new().write(true).open(&sample.path).unwrap().set_len(3 * PAGE_SIZE as u64 + 100).unwrap();
        let error = sample.read_all().unwrap_err();
        assert!(matches!(error, StoreError::Damaged { .. }), "{error:?}");
    }

    #[test]
    fn what_cannot_be_encrypted_is_no_database() {
        let folder = tempfile::tempdir().unwrap();
        let key = DataKey::generate().unwrap();
        let path = folder.path().join("plain.db");
        let plain = Connection::open(&path).unwrap();
        plain.execute_batch("CREATE TABLE t (a); INSERT INTO t VALUES (zeroblob(10000));").unwrap();
        drop(plain);
        let not_a_database =
            |path: &Path| matches!(open(path, &key, Mode::ReadWrite), Err(StoreError::NotADatabase { .. }));
        assert!(not_a_database(&path));
        for (name, content) in [("empty.db", ""), ("short.db", "too short")] {
            let path = folder.path().join(name);
            fs::write(&path, content).unwrap();
            assert!(not_a_database(&path), "{name}");
            assert_eq!(fs::read_to_string(&path).unwrap(), content, "left alone");
        }
        assert!(matches!(
            open(&folder.path().join("absent.db"), &key, Mode::ReadWrite),
            Err(StoreError::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound
        ));
    }

    #[test]
    fn creating_never_overwrites() {
        let sample = sample();
        assert!(matches!(sample.reopen(Mode::Create), Err(StoreError::WorkspaceExists { .. })));
        assert_eq!(sample.read_all().unwrap(), 120_000);
    }

    #[test]
    fn every_connection_has_the_settings() {
        let sample = sample();
        let connection = sample.reopen(Mode::ReadWrite).unwrap();
        let setting =
            |name: &str| connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, Value>(0)).unwrap();
        for (name, value) in [
            ("journal_mode", Value::Text("wal".into())),
            ("foreign_keys", Value::Integer(1)),
            ("temp_store", Value::Integer(2)),
            ("synchronous", Value::Integer(1)),
            ("cipher_page_size", Value::Text(PAGE_SIZE.to_string())),
            ("cipher_hmac_algorithm", Value::Text("HMAC_SHA256".into())),
        ] {
            assert_eq!(setting(name), value, "{name}");
        }
    }

    #[test]
    fn read_only_refuses_to_write() {
        let sample = sample();
        let connection = sample.reopen(Mode::ReadOnly).unwrap();
        let error = StoreError::from(connection.execute("DELETE FROM t", []).unwrap_err());
        assert!(matches!(error, StoreError::ReadOnly { .. }), "{error:?}");
    }

    #[test]
    fn a_full_file_is_a_full_disk_and_loses_nothing() {
        let sample = sample();
        let connection = sample.reopen(Mode::ReadWrite).unwrap();
        let pages: i64 = connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
        connection.query_row(&format!("PRAGMA max_page_count = {}", pages + 3), [], |_| Ok(())).unwrap();
        let error = StoreError::from(connection.execute("INSERT INTO t SELECT id + 1000, v FROM t", []).unwrap_err());
        assert!(matches!(error, StoreError::DiskFull { .. }), "{error:?}");
        drop(connection);
        assert_eq!(sample.read_all().unwrap(), 120_000);
    }

    #[test]
    fn a_writer_that_waits_too_long_is_told_busy() {
        let sample = sample();
        let (first, second) = (sample.reopen(Mode::ReadWrite).unwrap(), sample.reopen(Mode::ReadWrite).unwrap());
        second.busy_timeout(Duration::from_millis(20)).unwrap();
        first.execute_batch("BEGIN IMMEDIATE").unwrap();
        assert!(matches!(StoreError::from(second.execute_batch("BEGIN IMMEDIATE").unwrap_err()), StoreError::Busy));
    }
}
