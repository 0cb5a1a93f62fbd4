//! Undo and redo.

use sales_app::history::{HistoryEntry, ListHistory, UndoInput, UndoView};
use sales_app::{App, AppError};
use tauri::State;

use super::run;

#[tauri::command]
#[specta::specta]
pub async fn history_list(app: State<'_, App>, input: ListHistory) -> Result<Vec<HistoryEntry>, AppError> {
    run("history_list", &app, move |app| app.history_list(&input)).await
}

#[tauri::command]
#[specta::specta]
pub async fn history_undo_preview(app: State<'_, App>, input: UndoInput) -> Result<UndoView, AppError> {
    run("history_undo_preview", &app, move |app| app.history_undo_preview(&input)).await
}

#[tauri::command]
#[specta::specta]
pub async fn history_undo(app: State<'_, App>, input: UndoInput) -> Result<UndoView, AppError> {
    run("history_undo", &app, move |app| app.history_undo(&input)).await
}

#[tauri::command]
#[specta::specta]
pub async fn history_redo(app: State<'_, App>, change: Option<String>) -> Result<UndoView, AppError> {
    run("history_redo", &app, move |app| app.history_redo(change.as_deref())).await
}
