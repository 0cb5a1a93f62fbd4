//! The program itself: what it is, where its files are, what it works on, what it reports.

use sales_app::{App, AppError, history::UndoView, imports::ImportView, jobs::JobView};
use serde::Serialize;
use specta::Type;
use tauri::{AppHandle, State};
use tauri_plugin_opener::OpenerExt as _;

use super::run;
use crate::{menu, opened::OpenedFiles, start};

/// What the program is.
#[derive(Debug, Serialize, Type)]
pub struct About {
    /// Its version.
    pub version: String,
    /// Where its logs are.
    pub log_folder: String,
}

#[tauri::command]
#[specta::specta]
pub async fn app_about(app: State<'_, App>) -> Result<About, AppError> {
    let log_folder = app.log_folder().display().to_string();
    Ok(About { version: env!("CARGO_PKG_VERSION").to_owned(), log_folder })
}

#[tauri::command]
#[specta::specta]
pub async fn app_open_folder(handle: AppHandle, app: State<'_, App>, folder: String) -> Result<(), AppError> {
    let folder = app.known_folder(&folder)?;
    handle.opener().open_path(folder.display().to_string(), None::<&str>).map_err(|error| AppError::internal(&error))
}

#[tauri::command]
#[specta::specta]
pub async fn app_opened_files(files: State<'_, OpenedFiles>) -> Result<Vec<String>, AppError> {
    Ok(files.take())
}

#[tauri::command]
#[specta::specta]
pub async fn app_ready(handle: AppHandle) -> Result<(), AppError> {
    start::tell_ready();
    menu::put_up_tray(&handle).map_err(|error| AppError::internal(&error))
}

#[tauri::command]
#[specta::specta]
pub async fn diagnostics_report(app: State<'_, App>, message: String, stack: String) -> Result<String, AppError> {
    run("diagnostics_report", &app, move |app| app.diagnostics_report(&message, &stack)).await
}

#[tauri::command]
#[specta::specta]
pub async fn diagnostics_text(app: State<'_, App>) -> Result<String, AppError> {
    run("diagnostics_text", &app, move |app| app.diagnostics_text()).await
}

#[tauri::command]
#[specta::specta]
pub async fn sample_data_add(app: State<'_, App>) -> Result<ImportView, AppError> {
    run("sample_data_add", &app, move |app| app.sample_add()).await
}

#[tauri::command]
#[specta::specta]
pub async fn sample_data_remove(app: State<'_, App>) -> Result<UndoView, AppError> {
    run("sample_data_remove", &app, move |app| app.sample_remove()).await
}

#[tauri::command]
#[specta::specta]
pub async fn jobs_list(app: State<'_, App>) -> Result<Vec<JobView>, AppError> {
    run("jobs_list", &app, move |app| Ok(app.jobs_list())).await
}

#[tauri::command]
#[specta::specta]
pub async fn jobs_cancel(app: State<'_, App>, id: String) -> Result<(), AppError> {
    run("jobs_cancel", &app, move |app| app.jobs_cancel(&id)).await
}
