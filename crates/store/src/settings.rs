//! Settings of the workspace: small values under a name, outside the history.

use rusqlite::{Connection, OptionalExtension as _};
use sales_core::{change::ChangeKind, ids::UserId};

use crate::{error::StoreError, record::uuid, tx::Tx};

/// The value under a name.
pub fn get(db: &Connection, key: &str) -> Result<Option<String>, StoreError> {
    Ok(db.prepare_cached("SELECT value FROM settings WHERE key = ?1")?.query_row([key], |row| row.get(0)).optional()?)
}

/// The first user of the workspace.
pub fn owner(db: &Connection) -> Result<Option<UserId>, StoreError> {
    let sql = "SELECT id FROM users ORDER BY rowid LIMIT 1";
    let id = db.prepare_cached(sql)?.query_row([], |row| uuid(row, 0)).optional()?;
    Ok(id.flatten().map(UserId::from))
}

/// What the columns with this fingerprint meant the last time, as JSON, and when that was.
pub fn remembered_mapping(db: &Connection, fingerprint: u64) -> Result<Option<(String, i64)>, StoreError> {
    let sql = "SELECT mapping, used_at FROM remembered_mappings WHERE fingerprint = ?1";
    Ok(db
        .prepare_cached(sql)?
        .query_row([fingerprint.cast_signed()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

impl Tx<'_> {
    /// Writes a value under a name.
    pub fn set_setting(&mut self, key: &str, value: &str) -> Result<(), StoreError> {
        self.db
            .prepare_cached("INSERT OR REPLACE INTO settings (key, value) VALUES (?1, ?2)")?
            .execute((key, value))?;
        self.touch(ChangeKind::Settings);
        Ok(())
    }

    /// Takes the value under a name away.
    pub fn forget_setting(&mut self, key: &str) -> Result<(), StoreError> {
        self.db.prepare_cached("DELETE FROM settings WHERE key = ?1")?.execute([key])?;
        self.touch(ChangeKind::Settings);
        Ok(())
    }

    /// Adds the person who made the workspace.
    pub fn add_user(&mut self, name: &str, locale: &str) -> Result<UserId, StoreError> {
        let id: UserId = self.new_id();
        self.db.execute(
            "INSERT INTO users (id, name, locale, created_at) VALUES (?1, ?2, ?3, ?4)",
            (id.as_bytes(), name, locale, self.at().0),
        )?;
        Ok(id)
    }

    /// Remembers what the columns with this fingerprint mean.
    pub fn remember_mapping(&mut self, fingerprint: u64, mapping: &str) -> Result<(), StoreError> {
        self.db
            .prepare_cached(
                "INSERT OR REPLACE INTO remembered_mappings (fingerprint, mapping, used_at) VALUES (?, ?, ?)",
            )?
            .execute((fingerprint.cast_signed(), mapping, self.at().0))?;
        Ok(())
    }
}
