//! Saved views: a question to a list and the columns that show the answer, under a name.

use sales_core::{
    change::Origin,
    fields::{Entity, FieldId},
    ids::SavedViewId,
    list::ListQuery,
};
use sales_store::{
    saved_views::{self, StoredView},
    settings,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use specta::Type;

use crate::{
    app::App,
    error::{AppError, ErrorCode},
};

/// A column of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ColumnChoice {
    /// The field.
    pub field: FieldId,
    /// Its width in pixels.
    pub width: u32,
}

/// A saved view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct SavedView {
    /// Its identity.
    pub id: String,
    /// Which records.
    pub entity: Entity,
    /// Its name.
    pub name: String,
    /// What to show and in which order.
    pub query: ListQuery,
    /// The columns, in order.
    pub columns: Vec<ColumnChoice>,
}

/// Saves a view.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct SaveView {
    /// The view to write over; none makes a new one.
    pub id: Option<String>,
    /// Which records.
    pub entity: Entity,
    /// Its name.
    pub name: String,
    /// What to show and in which order.
    pub query: ListQuery,
    /// The columns, in order.
    pub columns: Vec<ColumnChoice>,
}

fn view(stored: StoredView) -> SavedView {
    SavedView {
        id: stored.id.to_string(),
        entity: stored.entity,
        name: stored.name,
        query: serde_json::from_str(&stored.query).unwrap_or_default(),
        columns: serde_json::from_str(&stored.columns).unwrap_or_default(),
    }
}

/// Arranges the columns of a list without a view.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct ArrangeColumns {
    /// Which records.
    pub entity: Entity,
    /// The columns, in order.
    pub columns: Vec<ColumnChoice>,
}

fn columns_key(entity: Entity) -> String {
    format!("columns.{}", entity.as_str())
}

impl App {
    /// The columns of a list without a view, as they were arranged; none when they never were. They
    /// stand in the workspace: names of custom fields come from its files.
    pub fn columns_show(&self, entity: Entity) -> Result<Option<Vec<ColumnChoice>>, AppError> {
        let stored = self.workspace()?.store.read(|db| settings::get(db, &columns_key(entity)))?;
        Ok(stored.and_then(|columns| serde_json::from_str(&columns).ok()))
    }

    /// Arranges the columns of a list without a view.
    pub fn columns_arrange(&self, input: &ArrangeColumns) -> Result<(), AppError> {
        let columns = serde_json::to_string(&input.columns).map_err(|error| AppError::internal(&error))?;
        let workspace = self.workspace()?;
        let mut tx = workspace.store.begin_unrecorded()?;
        tx.set_setting(&columns_key(input.entity), &columns)?;
        tx.commit()?;
        Ok(())
    }

    /// All saved views in their order.
    pub fn views_list(&self) -> Result<Vec<SavedView>, AppError> {
        let views = self.workspace()?.store.read(saved_views::all)?;
        Ok(views.into_iter().map(view).collect())
    }

    /// Saves a view.
    pub fn view_save(&self, input: &SaveView) -> Result<SavedView, AppError> {
        let workspace = self.workspace()?;
        let name = input.name.trim();
        if name.is_empty() {
            return Err(AppError::new(ErrorCode::ValueMissing).at_field("name"));
        }
        let others = self.views_list()?;
        let is_other = |view: &&SavedView| Some(&view.id) != input.id.as_ref() && view.entity == input.entity;
        if others.iter().filter(is_other).any(|view| view.name.eq_ignore_ascii_case(name)) {
            return Err(AppError::new(ErrorCode::NameTaken).with("name", name).at_field("name"));
        }
        let json_of = |value: serde_json::Result<String>| value.map_err(|error| AppError::internal(&error));
        let query = json_of(serde_json::to_string(&input.query))?;
        let columns = json_of(serde_json::to_string(&input.columns))?;
        let mut tx = workspace.store.begin(Origin::User, "view_save", &json!({"name": name}))?;
        let id = match &input.id {
            None => tx.add_view(input.entity, name, &query, &columns)?,
            Some(id) => {
                let id = view_id(id)?;
                if !tx.update_view(id, name, &query, &columns)? {
                    return Err(AppError::new(ErrorCode::RecordMissing).with("id", id));
                }
                id
            }
        };
        tx.commit()?;
        let stored = workspace.store.read(|db| saved_views::find(db, id))?;
        stored.map(view).ok_or_else(|| AppError::new(ErrorCode::RecordMissing).with("id", id))
    }

    /// Removes a view.
    pub fn view_remove(&self, id: &str) -> Result<(), AppError> {
        let workspace = self.workspace()?;
        let id = view_id(id)?;
        let view = workspace.store.read(|db| saved_views::find(db, id))?;
        let name = view.map(|view| view.name).unwrap_or_default();
        let mut tx = workspace.store.begin(Origin::User, "view_remove", &json!({"name": name}))?;
        if !tx.remove_view(id)? {
            return Err(AppError::new(ErrorCode::RecordMissing).with("id", id));
        }
        tx.commit()?;
        Ok(())
    }
}

fn view_id(id: &str) -> Result<SavedViewId, AppError> {
    id.parse().map_err(|_| AppError::new(ErrorCode::RecordMissing).with("id", id))
}
