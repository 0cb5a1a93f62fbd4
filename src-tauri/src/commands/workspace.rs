//! The workspace.

use sales_app::workspace::{
    BackupContents, BackupView, ChangePassphrase, NewWorkspace, PassphraseStrength, RestoreBackup, SaveRecoveryCode,
    Unlock, WorkspaceCreated, WorkspaceStatus, WorkspaceSummary,
};
use sales_app::{App, AppError};
use tauri::State;

use super::run;

#[tauri::command]
#[specta::specta]
pub async fn workspace_status(app: State<'_, App>) -> Result<WorkspaceStatus, AppError> {
    run("workspace_status", &app, move |app| app.workspace_status()).await
}

#[tauri::command]
#[specta::specta]
pub async fn workspace_create(app: State<'_, App>, input: NewWorkspace) -> Result<WorkspaceCreated, AppError> {
    run("workspace_create", &app, move |app| app.workspace_create(input)).await
}

#[tauri::command]
#[specta::specta]
pub async fn workspace_unlock(app: State<'_, App>, input: Unlock) -> Result<WorkspaceStatus, AppError> {
    run("workspace_unlock", &app, move |app| app.workspace_unlock(input)).await
}

#[tauri::command]
#[specta::specta]
pub async fn workspace_lock(app: State<'_, App>) -> Result<WorkspaceStatus, AppError> {
    run("workspace_lock", &app, move |app| app.workspace_lock()).await
}

#[tauri::command]
#[specta::specta]
pub async fn workspace_open_other(app: State<'_, App>, folder: String) -> Result<WorkspaceStatus, AppError> {
    run("workspace_open_other", &app, move |app| app.workspace_open_other(&folder)).await
}

#[tauri::command]
#[specta::specta]
pub async fn workspace_passphrase_strength(
    app: State<'_, App>,
    passphrase: String,
) -> Result<PassphraseStrength, AppError> {
    run("workspace_passphrase_strength", &app, move |app| Ok(app.passphrase_strength(&passphrase))).await
}

#[tauri::command]
#[specta::specta]
pub async fn workspace_change_passphrase(
    app: State<'_, App>,
    input: ChangePassphrase,
) -> Result<WorkspaceStatus, AppError> {
    run("workspace_change_passphrase", &app, move |app| app.workspace_change_passphrase(input)).await
}

#[tauri::command]
#[specta::specta]
pub async fn workspace_set_keyring(app: State<'_, App>, enabled: bool) -> Result<WorkspaceStatus, AppError> {
    run("workspace_set_keyring", &app, move |app| app.workspace_use_keyring(enabled)).await
}

#[tauri::command]
#[specta::specta]
pub async fn workspace_new_recovery_code(app: State<'_, App>) -> Result<String, AppError> {
    run("workspace_new_recovery_code", &app, move |app| app.workspace_new_recovery_code()).await
}

#[tauri::command]
#[specta::specta]
pub async fn workspace_save_recovery_code(app: State<'_, App>, input: SaveRecoveryCode) -> Result<(), AppError> {
    run("workspace_save_recovery_code", &app, move |app| app.workspace_save_recovery_code(&input)).await
}

#[tauri::command]
#[specta::specta]
pub async fn workspace_backup(app: State<'_, App>, file: String) -> Result<BackupView, AppError> {
    run("workspace_backup", &app, move |app| app.workspace_backup(&file)).await
}

#[tauri::command]
#[specta::specta]
pub async fn workspace_backup_contents(app: State<'_, App>, file: String) -> Result<BackupContents, AppError> {
    run("workspace_backup_contents", &app, move |app| app.workspace_backup_contents(&file)).await
}

#[tauri::command]
#[specta::specta]
pub async fn workspace_restore(app: State<'_, App>, input: RestoreBackup) -> Result<WorkspaceStatus, AppError> {
    run("workspace_restore", &app, move |app| app.workspace_restore(input)).await
}

#[tauri::command]
#[specta::specta]
pub async fn workspace_rotate_key(app: State<'_, App>, passphrase: Option<String>) -> Result<String, AppError> {
    run("workspace_rotate_key", &app, move |app| app.workspace_rotate_key(passphrase.as_deref())).await
}

#[tauri::command]
#[specta::specta]
pub async fn workspace_summary(app: State<'_, App>) -> Result<WorkspaceSummary, AppError> {
    run("workspace_summary", &app, move |app| app.workspace_summary()).await
}
