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
pub async fn import_check(
    app: State<'_, App>,
    plan: ImportPlan,
    on_progress: Channel<ImportProgress>,
) -> Result<CheckView, AppError> {
    run("import_check", &app, move |app| app.import_check(&plan, &mut send(on_progress))).await
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
pub async fn import_resume(
    app: State<'_, App>,
    id: String,
    on_progress: Channel<ImportProgress>,
) -> Result<ImportView, AppError> {
    run("import_resume", &app, move |app| app.import_resume(&id, &mut send(on_progress))).await
}

commands! {
    import_inspect_stop() -> () = |app| { app.import_inspect_stop(); Ok(()) };
    import_check_stop() -> () = |app| { app.import_check_stop(); Ok(()) };
    import_stop(how: StopImport) -> () = move |app| app.import_stop(how);
    imports_list() -> Vec<ImportView> = |app| app.imports_list();
    import_show(id: String) -> ImportDetail = move |app| app.import_show(&id);
    import_failures(id: String, path: String) -> u32 =
        move |app| app.import_failures(&id, Path::new(&path), app.text());
    import_decide(input: DecideRows) -> RowsDecided = move |app| app.import_decide(&input);
}
