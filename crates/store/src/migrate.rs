//! Bringing the tables of a file up to date: forward only, each step whole or not at all.

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, TransactionBehavior};

use crate::{
    backup,
    error::{Result, StoreError},
    key::DataKey,
    workspace_dir::{remove_if_there, rename, with_suffix},
};

/// One step from a version of the tables to the next.
#[derive(Clone, Copy)]
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
const MIGRATIONS: &[Migration] = migrations![
    "0001_foundation",
    "0002_qualification",
    "0003_inbox",
    "0004_overrides",
    "0005_score_history",
    "0006_language_model",
    "0007_undone_by",
    "0008_late_outcomes"
];

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
    remove_if_there(&copy)
}

/// The version of the tables of a workspace.
///
/// # Errors
/// When the file cannot be read.
pub fn version_of(db: &Connection) -> Result<i64> {
    Ok(db.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// How many migrations the file has had, if it is one of ours.
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
    forget_undone(&transaction)?;
    transaction.execute_batch(migration.sql)?;
    if transaction.prepare("PRAGMA foreign_key_check")?.exists([])? {
        return Err(StoreError::Damaged { file: None, detail: "a record refers to one that is not there".to_owned() });
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", i64::try_from(version).unwrap_or(i64::MAX))?;
    Ok(transaction.commit()?)
}

/// Records that went with an import are kept as the columns were then: after a step they cannot come back.
fn forget_undone(transaction: &Connection) -> Result<()> {
    if transaction.table_exists(None, "undone_rows")? {
        transaction.execute_batch(
            "UPDATE changes SET state = 'gone' WHERE seq IN (SELECT change_seq FROM undone_rows);
             DELETE FROM undone_rows;",
        )?;
    }
    Ok(())
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
    remove_if_there(&unfinished)?;
    backup::copy_database(connection, &unfinished, key, &mut |_, _| ControlFlow::Continue(()))?;
    rename(&unfinished, copy)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;
    use crate::connection::{self, Mode};

    const FIRST: Migration = Migration {
        name: "0001_first",
        sql: "CREATE TABLE parents (id INTEGER PRIMARY KEY);
              CREATE TABLE children (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parents (id) ON DELETE CASCADE);
              INSERT INTO parents VALUES (1); INSERT INTO children VALUES (10, 1);",
    };
    const REBUILT: Migration = Migration {
        name: "0002_rebuilt",
        sql: "CREATE TABLE new_parents (id INTEGER PRIMARY KEY, name TEXT);
              INSERT INTO new_parents SELECT id, 'n' FROM parents;
              DROP TABLE parents;
              ALTER TABLE new_parents RENAME TO parents;",
    };
    const FAILING: Migration = Migration {
        name: "0003_failing",
        sql: "CREATE TABLE half_done (a); INSERT INTO children VALUES (11, 1); SELECT * FROM absent;",
    };
    const ORPHANING: Migration = Migration { name: "0003_orphaning", sql: "DELETE FROM parents;" };

    struct Sample {
        _folder: TempDir,
        path: PathBuf,
        key: DataKey,
        connection: Connection,
    }

    impl Sample {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let (path, key) = (folder.path().join("workspace.db"), DataKey::generate().unwrap());
            let connection = connection::open(&path, &key, Mode::Create).unwrap();
            Self { _folder: folder, path, key, connection }
        }

        fn migrate(&mut self, migrations: &[Migration]) -> Result<()> {
            apply_missing(&mut self.connection, &self.path, &self.key, migrations)
        }

        fn number(&self, sql: &str) -> i64 {
            self.connection.query_row(sql, [], |row| row.get(0)).unwrap()
        }
    }

    #[test]
    fn each_migration_is_applied_once_and_nothing_is_left_behind() {
        let mut sample = Sample::new();
        sample.migrate(&[FIRST]).unwrap();
        sample.migrate(&[FIRST, REBUILT]).unwrap();
        sample.migrate(&[FIRST, REBUILT]).unwrap();
        assert_eq!(sample.number("PRAGMA user_version"), 2);
        assert_eq!(sample.number("PRAGMA application_id"), 0x4149_5341);
        assert_eq!(sample.number("SELECT count(*) FROM children"), 1, "making a table anew deletes no references");
        assert_eq!(sample.number("PRAGMA foreign_keys"), 1);
        assert!(!copy_path(&sample.path).exists());
    }

    #[test]
    fn a_new_version_forgets_the_records_that_were_taken_back_before_it() {
        let mut sample = Sample::new();
        sample.migrate(&[MIGRATIONS[0]]).unwrap();
        sample
            .connection
            .execute_batch(
                "INSERT INTO changes (seq, id, at, origin, label, state) VALUES
                   (1, x'01', 0, 'import', 'import', 'undone'), (2, x'02', 0, 'user', 'edit', 'undone');
                 INSERT INTO undone_rows (change_seq, tbl, row, image) VALUES (1, 'prospects', 1, '[]');",
            )
            .unwrap();
        let next = Migration { name: "0002_next", sql: "ALTER TABLE prospects ADD COLUMN next TEXT" };
        sample.migrate(&[MIGRATIONS[0], next]).unwrap();
        assert_eq!(sample.number("SELECT count(*) FROM undone_rows"), 0);
        assert_eq!(sample.number("SELECT seq FROM changes WHERE state = 'gone'"), 1);
        assert_eq!(sample.number("SELECT seq FROM changes WHERE state = 'undone'"), 2);
    }

    #[test]
    fn a_failing_migration_leaves_the_file_as_it_was_and_a_copy_beside_it() {
        for failing in [FAILING, ORPHANING] {
            let mut sample = Sample::new();
            sample.migrate(&[FIRST]).unwrap();
            let name = failing.name;
            let error = sample.migrate(&[FIRST, REBUILT, failing]).unwrap_err();
            assert!(matches!(error, StoreError::Migration { name: found, .. } if found == name), "{error:?}");
            assert_eq!(sample.number("PRAGMA user_version"), 2, "the one before it counts");
            assert_eq!(sample.number("SELECT count(*) FROM children"), 1);
            assert_eq!(sample.number("SELECT count(*) FROM sqlite_master WHERE name = 'half_done'"), 0);
            assert_eq!(sample.number("PRAGMA foreign_keys"), 1);

            let copy = connection::open(&copy_path(&sample.path), &sample.key, Mode::ReadOnly).unwrap();
            let version: i64 = copy.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
            assert_eq!(version, 1);
        }
    }

    #[test]
    fn the_copy_of_the_first_attempt_outlives_the_next_one() {
        let mut sample = Sample::new();
        sample.migrate(&[FIRST]).unwrap();
        sample.migrate(&[FIRST, REBUILT, FAILING]).unwrap_err();
        let first_copy = fs::read(copy_path(&sample.path)).unwrap();
        sample.migrate(&[FIRST, REBUILT, FAILING]).unwrap_err();
        assert_eq!(fs::read(copy_path(&sample.path)).unwrap(), first_copy);
        sample.migrate(&[FIRST, REBUILT]).unwrap();
        assert!(!copy_path(&sample.path).exists());
    }

    #[test]
    fn a_copy_that_was_cut_short_is_made_again() {
        let mut sample = Sample::new();
        sample.migrate(&[FIRST]).unwrap();
        fs::write(with_suffix(&copy_path(&sample.path), ".part"), "half a copy").unwrap();
        sample.migrate(&[FIRST, REBUILT]).unwrap();
        assert_eq!(sample.number("PRAGMA user_version"), 2);
        assert!(!with_suffix(&copy_path(&sample.path), ".part").exists());
    }

    #[test]
    fn the_migrations_are_numbered_without_gaps() {
        for (number, migration) in (1..).zip(MIGRATIONS) {
            assert!(migration.name.starts_with(&format!("{number:04}_")), "{}", migration.name);
        }
    }

    #[test]
    fn the_tables_after_all_migrations() {
        let mut sample = Sample::new();
        run(&mut sample.connection, &sample.path, &sample.key).unwrap();
        let mut statement = sample
            .connection
            .prepare("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name")
            .unwrap();
        let tables: Vec<String> =
            statement.query_map([], |row| row.get(0)).unwrap().collect::<rusqlite::Result<_>>().unwrap();
        insta::assert_snapshot!(tables.join(";\n"));
    }
}
