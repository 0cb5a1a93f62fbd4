//! Exports.

use sales_app::exports::{ExportInput, ExportProgress, ExportView};
use sales_app::{App, AppError};
use tauri::State;
use tauri::ipc::Channel;

use super::{run, send};

#[tauri::command]
#[specta::specta]
pub async fn export_run(
    app: State<'_, App>,
    input: ExportInput,
    on_progress: Channel<ExportProgress>,
) -> Result<ExportView, AppError> {
    run("export_run", &app, move |app| app.export_run(&input, &mut send(on_progress))).await
}

#[tauri::command]
#[specta::specta]
pub async fn export_stop(app: State<'_, App>) -> Result<(), AppError> {
    run("export_stop", &app, move |app| app.export_stop()).await
}
