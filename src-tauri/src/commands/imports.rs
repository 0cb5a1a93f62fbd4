//! Imports.

use std::path::Path;

use sales_app::imports::{
    CheckView, DecideRows, FileView, ImportDetail, ImportPlan, ImportProgress, ImportView, InspectFile, RowsDecided,
    StopImport,
};
use sales_app::{App, AppError};
use tauri::State;
use tauri::ipc::Channel;

use super::{run, send};

#[tauri::command]
#[specta::specta]
pub async fn import_inspect(
    app: State<'_, App>,
    input: InspectFile,
    on_progress: Channel<ImportProgress>,
) -> Result<FileView, AppError> {
    run("import_inspect", &app, move |app| app.import_inspect(&input, &mut send(on_progress))).await
}

#[tauri::command]
#[specta::specta]
pub async fn import_inspect_stop(app: State<'_, App>) -> Result<(), AppError> {
    run("import_inspect_stop", &app, move |app| {
        app.import_inspect_stop();
        Ok(())
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn import_check(
    app: State<'_, App>,
    plan: ImportPlan,
    on_progress: Channel<ImportProgress>,
) -> Result<CheckView, AppError> {
    run("import_check", &app, move |app| app.import_check(&plan, &mut send(on_progress))).await
}

#[tauri::command]
#[specta::specta]
pub async fn import_check_stop(app: State<'_, App>) -> Result<(), AppError> {
    run("import_check_stop", &app, move |app| {
        app.import_check_stop();
        Ok(())
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn import_run(
    app: State<'_, App>,
    plan: ImportPlan,
    on_progress: Channel<ImportProgress>,
) -> Result<ImportView, AppError> {
    run("import_run", &app, move |app| app.import_run(&plan, &mut send(on_progress))).await
}

#[tauri::command]
#[specta::specta]
pub async fn import_stop(app: State<'_, App>, how: StopImport) -> Result<(), AppError> {
    run("import_stop", &app, move |app| app.import_stop(how)).await
}

#[tauri::command]
#[specta::specta]
pub async fn import_resume(
    app: State<'_, App>,
    id: String,
    on_progress: Channel<ImportProgress>,
) -> Result<ImportView, AppError> {
    run("import_resume", &app, move |app| app.import_resume(&id, &mut send(on_progress))).await
}

#[tauri::command]
#[specta::specta]
pub async fn imports_list(app: State<'_, App>) -> Result<Vec<ImportView>, AppError> {
    run("imports_list", &app, move |app| app.imports_list()).await
}

#[tauri::command]
#[specta::specta]
pub async fn import_show(app: State<'_, App>, id: String) -> Result<ImportDetail, AppError> {
    run("import_show", &app, move |app| app.import_show(&id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn import_failures(app: State<'_, App>, id: String, path: String) -> Result<u32, AppError> {
    run("import_failures", &app, move |app| app.import_failures(&id, Path::new(&path), app.text())).await
}

#[tauri::command]
#[specta::specta]
pub async fn import_decide(app: State<'_, App>, input: DecideRows) -> Result<RowsDecided, AppError> {
    run("import_decide", &app, move |app| app.import_decide(&input)).await
}
