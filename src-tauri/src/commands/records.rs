//! Records, tags and saved views.

use sales_app::{App, AppError};
use sales_app::{
    records::{ChangeRecords, EditRecord, NewRecordInput, RecordKey, RecordView, RecordsChanged},
    tags::TagView,
    views::{SaveView, SavedView},
};
use tauri::State;

use super::run;

#[tauri::command]
#[specta::specta]
pub async fn record_show(app: State<'_, App>, input: RecordKey) -> Result<RecordView, AppError> {
    run("record_show", &app, move |app| app.record_show(&input)).await
}

#[tauri::command]
#[specta::specta]
pub async fn record_create(app: State<'_, App>, input: NewRecordInput) -> Result<String, AppError> {
    run("record_create", &app, move |app| app.record_create(&input)).await
}

#[tauri::command]
#[specta::specta]
pub async fn record_edit(app: State<'_, App>, input: EditRecord) -> Result<RecordsChanged, AppError> {
    run("record_edit", &app, move |app| app.record_edit(&input)).await
}

#[tauri::command]
#[specta::specta]
pub async fn records_change(app: State<'_, App>, input: ChangeRecords) -> Result<RecordsChanged, AppError> {
    run("records_change", &app, move |app| app.records_change(&input)).await
}

#[tauri::command]
#[specta::specta]
pub async fn tags_list(app: State<'_, App>) -> Result<Vec<TagView>, AppError> {
    run("tags_list", &app, move |app| app.tags_list()).await
}

#[tauri::command]
#[specta::specta]
pub async fn views_list(app: State<'_, App>) -> Result<Vec<SavedView>, AppError> {
    run("views_list", &app, move |app| app.views_list()).await
}

#[tauri::command]
#[specta::specta]
pub async fn view_save(app: State<'_, App>, input: SaveView) -> Result<SavedView, AppError> {
    run("view_save", &app, move |app| app.view_save(&input)).await
}

#[tauri::command]
#[specta::specta]
pub async fn view_remove(app: State<'_, App>, id: String) -> Result<(), AppError> {
    run("view_remove", &app, move |app| app.view_remove(&id)).await
}
