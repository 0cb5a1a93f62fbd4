//! Tags: labels on prospects and companies.

use rusqlite::{Connection, OptionalExtension as _};
use sales_core::{change::ChangeKind, fields::Entity, ids::TagId};

use crate::{
    error::StoreError,
    record::uuid,
    records::row_list,
    tx::{Tx, kind_of},
};

/// A tag and how often it is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Its identity.
    pub id: TagId,
    /// Its name.
    pub name: String,
    /// Prospects that carry it.
    pub prospects: u32,
    /// Companies that carry it.
    pub companies: u32,
}

/// All tags by name.
pub fn all(db: &Connection) -> Result<Vec<Tag>, StoreError> {
    let mut statement = db.prepare_cached(
        "SELECT id, name,
                (SELECT count(*) FROM taggings WHERE tag = tags.rowid AND entity = 'prospect'),
                (SELECT count(*) FROM taggings WHERE tag = tags.rowid AND entity = 'company')
         FROM tags ORDER BY name_key",
    )?;
    let tags = statement.query_map([], |row| {
        Ok(Tag {
            id: uuid(row, 0)?.unwrap_or_default().into(),
            name: row.get(1)?,
            prospects: row.get(2)?,
            companies: row.get(3)?,
        })
    })?;
    Ok(tags.collect::<Result<_, _>>()?)
}

/// The names of the tags of some records: pairs of row and name, by row and name.
pub fn of_rows(db: &Connection, entity: Entity, rows: &[i64]) -> Result<Vec<(i64, String)>, StoreError> {
    let mut statement = db.prepare_cached(
        "SELECT taggings.row, tags.name FROM taggings JOIN tags ON tags.rowid = taggings.tag
         WHERE taggings.entity = ?1 AND taggings.row IN rarray(?2) ORDER BY taggings.row, tags.name_key",
    )?;
    let pairs = statement.query_map((entity.as_str(), row_list(rows)), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(pairs.collect::<Result<_, _>>()?)
}

impl Tx<'_> {
    /// The tag of this name, made when there is none. Names that differ only in case are one.
    pub fn tag_named(&mut self, name: &str) -> Result<i64, StoreError> {
        let name = name.trim();
        let key = name.to_lowercase();
        let found = self
            .db
            .prepare_cached("SELECT rowid FROM tags WHERE name_key = ?1")?
            .query_row([&key], |row| row.get(0))
            .optional()?;
        if let Some(row) = found {
            return Ok(row);
        }
        let row = self.new_rows(1)?;
        let id: TagId = self.new_id();
        self.db
            .prepare_cached("INSERT INTO tags (rowid, id, name, name_key, created_at) VALUES (?, ?, ?, ?, ?)")?
            .execute((row, id.as_bytes(), name, key, self.at().0))?;
        self.touch(ChangeKind::Tags);
        Ok(row)
    }

    /// Puts a tag on records; those that carry it already stay as they are.
    pub fn add_tag(&mut self, entity: Entity, rows: &[i64], tag: i64) -> Result<usize, StoreError> {
        self.touch(ChangeKind::Tags);
        self.touch(kind_of(entity));
        let mut added = 0;
        let first = self.new_rows(i64::try_from(rows.len()).unwrap_or(i64::MAX))?;
        let mut statement =
            self.db.prepare_cached("INSERT OR IGNORE INTO taggings (rowid, tag, entity, row) VALUES (?, ?, ?, ?)")?;
        for (tagging, row) in (first..).zip(rows) {
            added += statement.execute((tagging, tag, entity.as_str(), row))?;
        }
        Ok(added)
    }

    /// Takes a tag off records.
    pub fn remove_tag(&mut self, entity: Entity, rows: &[i64], tag: i64) -> Result<usize, StoreError> {
        self.touch(ChangeKind::Tags);
        self.touch(kind_of(entity));
        let mut statement =
            self.db.prepare_cached("DELETE FROM taggings WHERE tag = ?1 AND entity = ?2 AND row IN rarray(?3)")?;
        Ok(statement.execute((tag, entity.as_str(), row_list(rows)))?)
    }
}
