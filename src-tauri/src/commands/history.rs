//! Undo and redo.

use sales_app::history::{HistoryEntry, ListHistory, UndoInput, UndoView};

commands! {
    history_list(input: ListHistory) -> Vec<HistoryEntry> = move |app| app.history_list(&input);
    history_undo_preview(input: UndoInput) -> UndoView = move |app| app.history_undo_preview(&input);
    history_undo(input: UndoInput) -> UndoView = move |app| app.history_undo(&input);
    history_redo(change: Option<String>) -> UndoView = move |app| app.history_redo(change.as_deref());
}
