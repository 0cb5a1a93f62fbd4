//! Bringing the tables of a file up to date: forward only, each step whole or not at all.

use std::{
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, TransactionBehavior};

use crate::{
    backup,
    error::{Result, StoreError},
    key::DataKey,
    workspace_dir::{rename, with_suffix},
};

/// One step from a version of the tables to the next.
struct Migration {
    name: &'static str,
    sql: &'static str,
}

macro_rules! migrations {
    ($($name:literal),* $(,)?) => {
        &[$(Migration { name: $name, sql: include_str!(concat!("../migrations/", $name, ".sql")) }),*]
    };
}

/// In the order of their numbers; the version of a file is the number of those it has had. Never
/// changed once released, only added to.
const MIGRATIONS: &[Migration] = migrations!["0001_foundation"];

/// Marks a database as a workspace of this program: `AISA`.
const APPLICATION_ID: i32 = i32::from_be_bytes(*b"AISA");

/// Brings the database at `path` up to date. A file with content is copied, encrypted, before it
/// is changed; the copy goes when all is done.
///
/// # Errors
/// [`StoreError::NewerSchema`] and [`StoreError::ForeignDatabase`] with the file untouched;
/// [`StoreError::Migration`] with the file as it was before that step; [`StoreError::DiskFull`].
pub fn run(connection: &mut Connection, path: &Path, key: &DataKey) -> Result<()> {
    apply_missing(connection, path, key, MIGRATIONS)
}

/// Whether [`run`] can work with this database, without changing it.
///
/// # Errors
/// [`StoreError::NewerSchema`], [`StoreError::ForeignDatabase`].
pub fn check(connection: &Connection, path: &Path) -> Result<()> {
    version(connection, path, MIGRATIONS.len()).map(|_| ())
}

fn apply_missing(connection: &mut Connection, path: &Path, key: &DataKey, migrations: &[Migration]) -> Result<()> {
    let found = version(connection, path, migrations.len())?;
    let copy = copy_path(path);
    let missing = &migrations[found..];
    if !missing.is_empty() {
        if found > 0 {
            keep_copy(connection, &copy, key)?;
        }
        for (migration, version) in missing.iter().zip(found + 1..) {
            apply(connection, migration, version).map_err(|error| StoreError::Migration {
                name: migration.name,
                source: Box::new(error.in_file(path)),
            })?;
        }
        tracing::info!(from = found, to = migrations.len(), "tables brought up to date");
    }
    match fs::remove_file(&copy) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(StoreError::from_io(&copy, error)),
        _ => Ok(()),
    }
}

/// How many migrations the file has had.
fn version(connection: &Connection, path: &Path, known: usize) -> Result<usize> {
    let number = |sql| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    let found = number("PRAGMA user_version")?;
    let application = number("PRAGMA application_id")?;
    let is_blank = found == 0 && application == 0 && number("SELECT count(*) FROM sqlite_master")? == 0;
    let found = usize::try_from(found).ok().filter(|_| is_blank || application == i64::from(APPLICATION_ID));
    match found {
        None => Err(StoreError::ForeignDatabase { file: path.to_owned() }),
        Some(found) if found > known => Err(StoreError::NewerSchema { found, known }),
        Some(found) => Ok(found),
    }
}

fn apply(connection: &mut Connection, migration: &Migration, version: usize) -> Result<()> {
    // A table is changed by making it anew, which must not delete what refers to it.
    connection.pragma_update(None, "foreign_keys", false)?;
    let applied = apply_in_transaction(connection, migration, version);
    connection.pragma_update(None, "foreign_keys", true)?;
    applied
}

fn apply_in_transaction(connection: &mut Connection, migration: &Migration, version: usize) -> Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(migration.sql)?;
    if transaction.prepare("PRAGMA foreign_key_check")?.exists([])? {
        return Err(StoreError::Damaged { file: None, detail: "a record refers to one that is not there".to_owned() });
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", i64::try_from(version).unwrap_or(i64::MAX))?;
    Ok(transaction.commit()?)
}

fn copy_path(path: &Path) -> PathBuf {
    with_suffix(path, ".before-migration")
}

/// Copies the file. A copy that is there already comes from an attempt that was interrupted, and
/// holds the older state: it stays.
fn keep_copy(connection: &Connection, copy: &Path, key: &DataKey) -> Result<()> {
    if copy.exists() {
        return Ok(());
    }
    let unfinished = with_suffix(copy, ".part");
    backup::copy_database(connection, &unfinished, key, &mut |_, _| ControlFlow::Continue(()))?;
    rename(&unfinished, copy)
}
