//! Tags.

use sales_store::tags;
use serde::Serialize;
use specta::Type;

use crate::{app::App, error::AppError};

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct TagView {
    /// Its identity.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Prospects that carry it.
    pub prospects: u32,
    /// Companies that carry it.
    pub companies: u32,
}

impl App {
    /// All tags by name.
    pub fn tags_list(&self) -> Result<Vec<TagView>, AppError> {
        let all = self.workspace()?.store.read(tags::all)?;
        Ok(all
            .into_iter()
            .map(|tag| TagView {
                id: tag.id.to_string(),
                name: tag.name,
                prospects: tag.prospects,
                companies: tag.companies,
            })
            .collect())
    }
}
