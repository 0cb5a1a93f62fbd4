//! Settings.

use sales_app::settings::Settings;
use sales_app::{App, AppError};
use tauri::State;

use super::run;

#[tauri::command]
#[specta::specta]
pub async fn settings_get(app: State<'_, App>) -> Result<Settings, AppError> {
    run("settings_get", &app, move |app| Ok(app.settings())).await
}

#[tauri::command]
#[specta::specta]
pub async fn settings_set(app: State<'_, App>, input: Settings) -> Result<Settings, AppError> {
    run("settings_set", &app, move |app| app.set_settings(input)).await
}
