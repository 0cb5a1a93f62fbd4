//! The fields that a list can show and a form can edit.

use sales_core::fields::{COMPUTED, Entity, FIELDS, FieldId, FieldKind};
use sales_store::custom_fields;
use serde::Serialize;
use specta::Type;

use crate::{app::App, error::AppError};

/// A field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct FieldView {
    /// Its id; the name of a standard field is the sentence `fields.<id>`.
    pub id: FieldId,
    /// Whose field it is.
    pub entity: Entity,
    /// How its values are read and shown.
    pub kind: FieldKind,
    /// The name of a custom field, as its first file called it.
    pub label: Option<String>,
    /// Whether it is computed and cannot be edited.
    pub read_only: bool,
    /// Whether a column of a file may fill it.
    pub importable: bool,
}

impl App {
    /// The fields of a kind of record; for prospects also those of their company.
    pub fn fields_list(&self, entity: Entity) -> Result<Vec<FieldView>, AppError> {
        let custom = self.workspace()?.store.read(custom_fields::all)?;
        let shown = |owner: Entity| owner == entity || entity == Entity::Prospect;
        let computed = COMPUTED.iter().filter(|def| def.entity.is_none_or(|owner| owner == entity)).filter_map(|def| {
            let id: FieldId = def.id.parse().ok()?;
            let importable = id.is_target();
            Some(FieldView { id, entity, kind: def.kind, label: None, read_only: true, importable })
        });
        let standard = FIELDS.iter().filter(|def| shown(def.entity)).filter_map(|def| {
            let id = def.id.parse().ok()?;
            let read_only = def.entity != entity && def.id != "company";
            Some(FieldView { id, entity: def.entity, kind: def.kind, label: None, read_only, importable: true })
        });
        let custom = custom.into_iter().filter(|field| field.entity == entity).map(|field| FieldView {
            id: field.field,
            entity,
            kind: FieldKind::Text,
            label: Some(field.label),
            read_only: false,
            importable: true,
        });
        Ok(computed.chain(standard).chain(custom).collect())
    }
}
