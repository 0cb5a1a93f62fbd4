//! The history: what was done, and taking it back.

use std::collections::BTreeMap;

use sales_core::{ids::ChangeId, time::UtcMillis};
use sales_store::{
    error::StoreError,
    history::{self as stored, Author, Change, ChangeState},
    merges,
    store::Store,
    undo::{self, EditedSince, UndoReport},
};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{
    app::App,
    duplicates::check_in_time,
    error::{AppError, ErrorCode},
    imports::close_interrupted,
    qualify::is_about_descriptions,
    workspace::Workspace,
};

/// Asks for a part of the history.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct ListHistory {
    /// Only changes older than this one.
    pub before: Option<String>,
    /// How many at most.
    pub limit: u32,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct HistoryEntry {
    /// Its identity.
    pub id: String,
    /// When.
    pub at: UtcMillis,
    /// Who made it; none when no person did.
    pub author: Option<AuthorView>,
    /// Key of the sentence that tells it: `history.<label>`.
    pub label: String,
    /// Arguments of the sentence.
    pub args: BTreeMap<String, String>,
    /// Whether it is in force.
    pub state: HistoryState,
}

/// Who made a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct AuthorView {
    /// Whether it is the person at this computer.
    pub own: bool,
    /// What they are called; empty while they have not said.
    pub name: String,
}

impl AuthorView {
    /// The author of a change, as seen by the person who has this store open.
    pub(crate) fn of(change: &Change, store: &Store) -> Option<Self> {
        change.author.as_ref().map(|author| Self::named(author, store))
    }

    fn named(author: &Author, store: &Store) -> Self {
        Self { own: store.user() == Some(author.id), name: author.name.clone() }
    }
}

/// How a change was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct UndoneView {
    /// When.
    pub at: UtcMillis,
    /// Who did it; none when nobody has noted it.
    pub author: Option<AuthorView>,
}

impl UndoneView {
    /// How a change was taken back, as seen by the person who has this store open.
    pub(crate) fn of(change: &Change, store: &Store) -> Option<Self> {
        let undone = change.undone.as_ref()?;
        Some(Self { at: undone.at, author: undone.by.as_ref().map(|by| AuthorView::named(by, store)) })
    }
}

/// Whether a change is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum HistoryState {
    /// Being made.
    Open,
    /// In force: it can be undone.
    Done,
    /// Taken back: it can be redone.
    Undone,
    /// Taken back for good.
    Gone,
}

/// What happens to records that the change made and somebody edited since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum EditedRecords {
    /// They stay.
    #[default]
    Keep,
    /// They go too.
    Remove,
}

/// Takes a change back.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct UndoInput {
    /// The change; the newest one in force when none is named.
    pub change: Option<String>,
    /// What happens to records that the change made and somebody edited since.
    pub edited: EditedRecords,
}

/// What an undo or redo did, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct UndoView {
    /// The change that was taken back or made again.
    pub change: HistoryEntry,
    /// Values put back.
    pub cells: u32,
    /// Values left as they are, because they were edited since.
    pub cells_kept: u32,
    /// Records that went.
    pub removed: u32,
    /// Records that came back.
    pub restored: u32,
    /// Records left, because they were edited or are in use since.
    pub records_kept: u32,
}

impl HistoryEntry {
    /// A change, as seen by the person who has this store open.
    pub(crate) fn of(change: Change, store: &Store) -> Self {
        Self {
            id: change.id.to_string(),
            at: change.at,
            author: AuthorView::of(&change, store),
            label: change.label,
            args: texts(&change.args),
            state: match change.state {
                ChangeState::Open => HistoryState::Open,
                ChangeState::Done => HistoryState::Done,
                ChangeState::Undone => HistoryState::Undone,
                ChangeState::Gone => HistoryState::Gone,
            },
        }
    }
}

/// The arguments of a sentence as texts.
pub(crate) fn texts(args: &serde_json::Value) -> BTreeMap<String, String> {
    let Some(args) = args.as_object() else { return BTreeMap::new() };
    args.iter()
        .map(|(name, value)| (name.clone(), value.as_str().map_or_else(|| value.to_string(), str::to_owned)))
        .collect()
}

impl From<EditedRecords> for EditedSince {
    fn from(edited: EditedRecords) -> Self {
        match edited {
            EditedRecords::Keep => Self::Keep,
            EditedRecords::Remove => Self::Remove,
        }
    }
}

fn view(workspace: &Workspace, change: Change, report: &UndoReport) -> UndoView {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    UndoView {
        change: HistoryEntry::of(change, &workspace.store),
        cells: count(report.cells),
        cells_kept: count(report.cells_kept),
        removed: count(report.removed),
        restored: count(report.restored),
        records_kept: count(report.records_kept),
    }
}

impl App {
    /// The history, newest first.
    pub fn history_list(&self, input: &ListHistory) -> Result<Vec<HistoryEntry>, AppError> {
        let workspace = self.workspace()?;
        let before = match &input.before {
            Some(id) => Some(find(&workspace, Some(id))?.seq),
            None => None,
        };
        let changes = workspace.store.read(|db| stored::list(db, before, input.limit.min(500)))?;
        Ok(changes.into_iter().map(|change| HistoryEntry::of(change, &workspace.store)).collect())
    }

    /// What taking a change back would do.
    pub fn history_undo_preview(&self, input: &UndoInput) -> Result<UndoView, AppError> {
        let workspace = self.workspace()?;
        let change = find(&workspace, input.change.as_deref())?;
        let report = undo::preview(&workspace.store, change.seq, input.edited.into())?;
        Ok(view(&workspace, change, &report))
    }

    /// Takes a change back; also an import that was interrupted.
    pub fn history_undo(&self, input: &UndoInput) -> Result<UndoView, AppError> {
        let workspace = self.workspace()?;
        let change = find(&workspace, input.change.as_deref())?;
        if let Some(merge) = workspace.store.read(|db| merges::find(db, change.seq))? {
            check_in_time(&merge, workspace.store.now())?;
        }
        if change.state == ChangeState::Open {
            close_interrupted(&workspace, change.seq)?;
        }
        let subject = texts(&change.args).remove("file").unwrap_or_default();
        let mut job = self.start_job(crate::jobs::JobKind::Undo, &subject);
        let report =
            undo::undo(&workspace.store, change.seq, input.edited.into(), &mut |done, total| job.go_on(done, total));
        let report = job.end(report.map_err(AppError::from))?;
        self.score_all_after(&change)?;
        Ok(view(&workspace, self.reread(change)?, &report))
    }

    /// Makes a change again that was taken back; the one taken back last when none is named.
    pub fn history_redo(&self, change: Option<&str>) -> Result<UndoView, AppError> {
        let workspace = self.workspace()?;
        let nothing = || AppError::new(ErrorCode::NothingToRedo);
        let change = match change {
            Some(_) => find(&workspace, change).map_err(|_| nothing())?,
            None => workspace.store.read(stored::next_redo)?.ok_or_else(nothing)?,
        };
        let subject = texts(&change.args).remove("file").unwrap_or_default();
        let mut job = self.start_job(crate::jobs::JobKind::Redo, &subject);
        let report = undo::redo(&workspace.store, change.seq, &mut |done, total| job.go_on(done, total));
        let report = job.end(report.map_err(|error| match error {
            StoreError::NoSuchChange => nothing(),
            other => other.into(),
        }))?;
        self.score_all_after(&change)?;
        Ok(view(&workspace, self.reread(change)?, &report))
    }

    /// Scores everybody anew, where scores are in use, when what they are held against is another.
    fn score_all_after(&self, change: &Change) -> Result<(), AppError> {
        if is_about_descriptions(&change.label) { self.qualify_all_again() } else { Ok(()) }
    }

    fn reread(&self, change: Change) -> Result<Change, AppError> {
        Ok(self.workspace()?.store.read(|db| stored::find(db, change.seq))?.unwrap_or(change))
    }
}

fn find(workspace: &Workspace, id: Option<&str>) -> Result<Change, AppError> {
    let found = match id {
        Some(id) => match id.parse::<ChangeId>() {
            Ok(id) => workspace.store.read(|db| stored::find_by_id(db, id))?,
            Err(_) => None,
        },
        None => workspace.store.read(stored::next_undo)?,
    };
    found.ok_or_else(|| AppError::new(ErrorCode::NothingToUndo))
}
