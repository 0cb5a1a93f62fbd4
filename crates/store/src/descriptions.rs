//! Offers and ideal customers: JSON of the layer above, with every version that was saved.

use rusqlite::{Connection, OptionalExtension as _, Row};
use sales_core::{change::ChangeKind, ids::DescriptionId, time::UtcMillis};

use crate::{error::StoreError, record::uuid, tx::Tx};

/// What is described.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DescriptionKind {
    /// What is sold.
    Offer,
    /// An ideal customer.
    Icp,
}

impl DescriptionKind {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Offer => "offer",
            Self::Icp => "icp",
        }
    }
}

/// An offer or an ideal customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// Its row.
    pub row: i64,
    /// Its identity.
    pub id: DescriptionId,
    /// Its name.
    pub name: String,
    /// What it says, as JSON.
    pub body: String,
    /// How often it was saved.
    pub version: u32,
}

/// A description as it was saved once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescriptionVersion {
    /// Its number, from 1.
    pub version: u32,
    /// The name then.
    pub name: String,
    /// What it said, as JSON.
    pub body: String,
    /// When it was saved.
    pub at: UtcMillis,
}

const SELECT: &str = "SELECT rowid, id, name, body, version FROM descriptions";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Description> {
    Ok(Description {
        row: row.get(0)?,
        id: uuid(row, 1)?.unwrap_or_default().into(),
        name: row.get(2)?,
        body: row.get(3)?,
        version: row.get(4)?,
    })
}

/// Whether any offer or ideal customer is in use.
pub(crate) fn exist(db: &Connection) -> Result<bool, StoreError> {
    Ok(db.prepare_cached("SELECT 1 FROM descriptions WHERE archived_at IS NULL LIMIT 1")?.exists([])?)
}

/// All of a kind that are in use, in the order in which they were made.
///
/// # Errors
/// [`StoreError`] when the table cannot be read.
pub fn all(db: &Connection, kind: DescriptionKind) -> Result<Vec<Description>, StoreError> {
    let sql = format!("{SELECT} WHERE kind = ?1 AND archived_at IS NULL ORDER BY rowid");
    let mut statement = db.prepare_cached(&sql)?;
    let found = statement.query_map([kind.as_str()], from_row)?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// An offer or ideal customer that was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// What it describes.
    pub kind: DescriptionKind,
    /// Its name.
    pub name: String,
    /// Its number, from 1.
    pub version: u32,
    /// When.
    pub at: UtcMillis,
}

/// What was saved after a moment, the newest version of each.
///
/// # Errors
/// [`StoreError`] when the table cannot be read.
pub fn saved_since(db: &Connection, at: UtcMillis) -> Result<Vec<Saved>, StoreError> {
    let sql = "SELECT d.kind, v.name, v.version, max(v.at) FROM description_versions AS v
               JOIN descriptions AS d ON d.rowid = v.description AND d.version = v.version
               WHERE v.at > ?1 AND d.archived_at IS NULL GROUP BY d.rowid ORDER BY d.rowid";
    let mut statement = db.prepare_cached(sql)?;
    let found = statement.query_map([at.0], |row| {
        let kind = row.get::<_, String>(0)?;
        let kind = if kind == DescriptionKind::Offer.as_str() { DescriptionKind::Offer } else { DescriptionKind::Icp };
        Ok(Saved { kind, name: row.get(1)?, version: row.get(2)?, at: UtcMillis(row.get(3)?) })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The versions of one, the newest first.
///
/// # Errors
/// [`StoreError`] when the table cannot be read.
pub fn versions(db: &Connection, row: i64) -> Result<Vec<DescriptionVersion>, StoreError> {
    let sql = "SELECT version, name, body, at FROM description_versions WHERE description = ?1 ORDER BY version DESC";
    let mut statement = db.prepare_cached(sql)?;
    let found = statement.query_map([row], |row| {
        let at = UtcMillis(row.get(3)?);
        Ok(DescriptionVersion { version: row.get(0)?, name: row.get(1)?, body: row.get(2)?, at })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

impl Tx<'_> {
    /// Adds one, or saves the one in this row as a new version.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn save_description(
        &mut self,
        kind: DescriptionKind,
        row: Option<i64>,
        name: &str,
        body: &str,
    ) -> Result<Description, StoreError> {
        let row = match row {
            Some(row) => row,
            None => self.new_rows(1)?,
        };
        let newest = "SELECT coalesce(max(version), 0) + 1 FROM description_versions WHERE description = ?1";
        let version: u32 = self.db.prepare_cached(newest)?.query_row([row], |found| found.get(0))?;
        let change = "UPDATE descriptions SET name = ?2, body = ?3, version = ?4 WHERE rowid = ?1";
        if self.db.prepare_cached(change)?.execute((row, name, body, version))? == 0 {
            let id: DescriptionId = self.new_id();
            let sql = "INSERT INTO descriptions (rowid, id, kind, name, body, version, created_at)
                       VALUES (?, ?, ?, ?, ?, ?, ?)";
            let values = (row, id.as_bytes(), kind.as_str(), name, body, version, self.at().0);
            self.db.prepare_cached(sql)?.execute(values)?;
        }
        let sql = "INSERT INTO description_versions (description, version, name, body, at) VALUES (?, ?, ?, ?, ?)";
        self.db.prepare_cached(sql)?.execute((row, version, name, body, self.at().0))?;
        self.touch(ChangeKind::Descriptions);
        let found = self.db.prepare_cached(&format!("{SELECT} WHERE rowid = ?1"))?.query_row([row], from_row);
        found.optional()?.ok_or(StoreError::NoSuchChange)
    }

    /// Puts one away: it counts no more.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn archive_description(&mut self, row: i64) -> Result<(), StoreError> {
        let sql = "UPDATE descriptions SET archived_at = ?2 WHERE rowid = ?1";
        self.db.prepare_cached(sql)?.execute((row, self.at().0))?;
        self.touch(ChangeKind::Descriptions);
        Ok(())
    }
}
