//! Numbers for the frame of the window.

use sales_core::fields::Entity;
use sales_store::{
    duplicates, history as stored,
    imports::{Import, ImportKind, ImportStatus},
    inbox,
};
use serde::Serialize;
use specta::Type;

use crate::{app::App, error::AppError, history::HistoryEntry, lists::count, qualify::MOST_COUNTED};

/// Numbers for the frame of the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct WorkspaceSummary {
    /// Prospects in use.
    pub prospects: u32,
    /// Companies in use.
    pub companies: u32,
    /// Clusters of likely duplicates that nobody has decided about.
    pub duplicates: u32,
    /// Signals that nobody has said anything of, up to a thousand.
    pub signals: u32,
    /// Imports.
    pub imports: u32,
    /// The import of the sample data, while it is there.
    pub sample_import: Option<String>,
    /// The change that undo takes back next.
    pub undo: Option<HistoryEntry>,
    /// The change that redo makes again next.
    pub redo: Option<HistoryEntry>,
}

impl App {
    /// Numbers for the frame of the window. They wait for no list.
    pub fn workspace_summary(&self) -> Result<WorkspaceSummary, AppError> {
        let workspace = self.workspace()?;
        let store = &workspace.store;
        let (imports, undo, redo, duplicates, signals) = store.read(|db| {
            let waiting = (duplicates::count(db, None)?, inbox::count(db, MOST_COUNTED)?);
            Ok((Import::all(db)?, stored::next_undo(db)?, stored::next_redo(db)?, waiting.0, waiting.1))
        })?;
        let in_force = |import: &&Import| import.status != ImportStatus::Undone;
        Ok(WorkspaceSummary {
            prospects: count(store.count_active(Entity::Prospect)?),
            companies: count(store.count_active(Entity::Company)?),
            duplicates,
            signals,
            imports: count(imports.iter().filter(in_force).count()),
            sample_import: imports
                .iter()
                .filter(in_force)
                .find(|import| import.plan.kind == ImportKind::Sample)
                .map(|import| import.id.to_string()),
            undo: undo.map(|change| HistoryEntry::of(change, store)),
            redo: redo.map(|change| HistoryEntry::of(change, store)),
        })
    }
}
