//! Saved views.

use rusqlite::{Connection, OptionalExtension as _, Row};
use sales_core::{change::ChangeKind, fields::Entity, ids::SavedViewId};

use crate::{
    error::StoreError,
    record::uuid,
    tx::{Tx, entity_named},
};

/// A saved view; its question and columns are JSON of the layer above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredView {
    /// Its identity.
    pub id: SavedViewId,
    /// Which records.
    pub entity: Entity,
    /// Its name.
    pub name: String,
    /// What to show and in which order, as JSON.
    pub query: String,
    /// The columns, as JSON.
    pub columns: String,
}

const SELECT: &str = "SELECT id, entity, name, query, columns FROM saved_views";

fn from_row(row: &Row<'_>) -> rusqlite::Result<StoredView> {
    Ok(StoredView {
        id: uuid(row, 0)?.unwrap_or_default().into(),
        entity: entity_named(&row.get::<_, String>(1)?),
        name: row.get(2)?,
        query: row.get(3)?,
        columns: row.get(4)?,
    })
}

/// All views in their order.
pub fn all(db: &Connection) -> Result<Vec<StoredView>, StoreError> {
    let mut statement = db.prepare_cached(&format!("{SELECT} ORDER BY position, rowid"))?;
    let views = statement.query_map([], from_row)?;
    Ok(views.collect::<Result<_, _>>()?)
}

/// The view with this identity.
pub fn find(db: &Connection, id: SavedViewId) -> Result<Option<StoredView>, StoreError> {
    Ok(db.prepare_cached(&format!("{SELECT} WHERE id = ?1"))?.query_row([id.as_bytes()], from_row).optional()?)
}

impl Tx<'_> {
    /// Adds a view behind the others.
    pub fn add_view(
        &mut self,
        entity: Entity,
        name: &str,
        query: &str,
        columns: &str,
    ) -> Result<SavedViewId, StoreError> {
        let id: SavedViewId = self.new_id();
        let row = self.new_rows(1)?;
        self.db.execute(
            "INSERT INTO saved_views (rowid, id, entity, name, query, columns, position, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT coalesce(max(position), 0) + 1 FROM saved_views), ?7)",
            (row, id.as_bytes(), entity.as_str(), name, query, columns, self.at().0),
        )?;
        self.touch(ChangeKind::Views);
        Ok(id)
    }

    /// Writes a view over; false when it is gone.
    pub fn update_view(&mut self, id: SavedViewId, name: &str, query: &str, columns: &str) -> Result<bool, StoreError> {
        self.touch(ChangeKind::Views);
        Ok(self.db.execute(
            "UPDATE saved_views SET name = ?2, query = ?3, columns = ?4 WHERE id = ?1",
            (id.as_bytes(), name, query, columns),
        )? > 0)
    }

    /// Removes a view; false when it is gone.
    pub fn remove_view(&mut self, id: SavedViewId) -> Result<bool, StoreError> {
        self.touch(ChangeKind::Views);
        Ok(self.db.execute("DELETE FROM saved_views WHERE id = ?1", [id.as_bytes()])? > 0)
    }
}
