//! Fields that files or people added.

use rusqlite::Connection;
use sales_core::{
    change::ChangeKind,
    fields::{Entity, FieldId},
};
use uuid::Uuid;

use crate::{error::StoreError, tx::Tx};

/// A custom field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomField {
    /// Whose field it is.
    pub entity: Entity,
    /// Its id.
    pub field: FieldId,
    /// Its name for people: the header that it came from.
    pub label: String,
}

/// All custom fields, oldest first.
pub fn all(db: &Connection) -> Result<Vec<CustomField>, StoreError> {
    let mut statement = db.prepare_cached("SELECT entity, field, label FROM custom_fields ORDER BY rowid")?;
    let fields =
        statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get(2)?)))?;
    let mut all = Vec::new();
    for field in fields {
        let (entity, field, label) = field?;
        if let Ok(field) = field.parse() {
            all.push(CustomField { entity: crate::tx::entity_named(&entity), field, label });
        }
    }
    Ok(all)
}

impl Tx<'_> {
    /// Adds a custom field, unless it is there.
    pub fn add_custom_field(&mut self, field: &CustomField) -> Result<(), StoreError> {
        let id: Uuid = self.new_id();
        let row = self.new_rows(1)?;
        let added = self.db.execute(
            "INSERT OR IGNORE INTO custom_fields (rowid, id, entity, field, label, kind, created_at)
             VALUES (?, ?, ?, ?, ?, 'text', ?)",
            (row, id.as_bytes(), field.entity.as_str(), field.field.as_str(), &field.label, self.at().0),
        )?;
        if added > 0 {
            self.touch(ChangeKind::CustomFields);
        }
        Ok(())
    }
}
