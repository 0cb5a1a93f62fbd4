//! Long-running work.

use sales_app::jobs::JobView;
use sales_app::{App, AppError};
use tauri::State;

use super::run;

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
