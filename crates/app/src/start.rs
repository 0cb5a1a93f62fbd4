//! What the window shows first, in one answer.

use serde::Serialize;
use specta::Type;

use crate::{
    app::App,
    error::AppError,
    fields::FieldView,
    jobs::JobView,
    lists::{AskFirst, ListView, OpenList},
    settings::Settings,
    views::{ColumnChoice, SavedView},
    workspace::{WorkspaceState, WorkspaceStatus, WorkspaceSummary},
};

/// What the window shows first.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct StartView {
    /// The settings of this computer.
    pub settings: Settings,
    /// How the workspace stands.
    pub status: WorkspaceStatus,
    /// What an open workspace shows first.
    pub contents: Option<StartContents>,
}

/// What an open workspace shows first.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct StartContents {
    /// Numbers for the frame of the window.
    pub summary: WorkspaceSummary,
    /// The saved views.
    pub views: Vec<SavedView>,
    /// Long-running work.
    pub jobs: Vec<JobView>,
    /// The fields that records of the list can show.
    pub fields: Vec<FieldView>,
    /// The columns of the list, as they were arranged; none when they never were.
    pub columns: Option<Vec<ColumnChoice>>,
    /// The list, with its first rows.
    pub list: ListView,
}

impl App {
    /// Opens the workspace when the keyring may, and gives what the window shows first. `list` is the
    /// list of the first screen; fields that it asks for give way to columns that were arranged.
    pub fn start_view(&self, list: OpenList) -> Result<StartView, AppError> {
        self.workspace_open_at_start();
        let status = self.workspace_status()?;
        let open = status.state == WorkspaceState::Open;
        let contents = if open { Some(self.start_contents(list)?) } else { None };
        Ok(StartView { settings: self.settings(), status, contents })
    }

    fn start_contents(&self, list: OpenList) -> Result<StartContents, AppError> {
        let entity = list.entity;
        let columns = self.columns_show(entity)?;
        let arranged = |ask: AskFirst| match &columns {
            Some(columns) => AskFirst { fields: columns.iter().map(|column| column.field.clone()).collect(), ..ask },
            None => ask,
        };
        let list = self.list_open(&OpenList { first: list.first.map(arranged), ..list })?;
        Ok(StartContents {
            summary: self.workspace_summary()?,
            views: self.views_list()?,
            jobs: self.jobs_list(),
            fields: self.fields_list(entity)?,
            columns,
            list,
        })
    }
}
