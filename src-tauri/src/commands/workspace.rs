//! The workspace.

use sales_app::{
    Secret,
    lists::OpenList,
    start::StartView,
    workspace::{
        BackupContents, BackupView, ChangePassphrase, NewWorkspace, PassphraseStrength, RestoreBackup,
        SaveRecoveryCode, Unlock, WorkspaceCreated, WorkspaceStatus, WorkspaceSummary,
    },
};

commands! {
    start_view(list: OpenList) -> StartView = move |app| app.start_view(list);
    workspace_status() -> WorkspaceStatus = move |app| app.workspace_status();
    workspace_create(input: NewWorkspace) -> WorkspaceCreated = move |app| app.workspace_create(input);
    workspace_unlock(input: Unlock) -> WorkspaceStatus = move |app| app.workspace_unlock(input);
    workspace_lock() -> WorkspaceStatus = move |app| app.workspace_lock();
    workspace_open_other(folder: String) -> WorkspaceStatus = move |app| app.workspace_open_other(&folder);
    workspace_passphrase_strength(passphrase: Secret) -> PassphraseStrength =
        move |app| Ok(app.passphrase_strength(passphrase.reveal()));
    workspace_change_passphrase(input: ChangePassphrase) -> WorkspaceStatus =
        move |app| app.workspace_change_passphrase(input);
    workspace_set_keyring(enabled: bool) -> WorkspaceStatus = move |app| app.workspace_use_keyring(enabled);
    workspace_new_recovery_code() -> Secret = move |app| app.workspace_new_recovery_code();
    workspace_save_recovery_code(input: SaveRecoveryCode) -> () = move |app| app.workspace_save_recovery_code(&input);
    workspace_backup(file: String) -> BackupView = move |app| app.workspace_backup(&file);
    workspace_backup_contents(file: String) -> BackupContents = move |app| app.workspace_backup_contents(&file);
    workspace_restore(input: RestoreBackup) -> WorkspaceStatus = move |app| app.workspace_restore(input);
    workspace_rotate_key(passphrase: Option<Secret>) -> Secret =
        move |app| app.workspace_rotate_key(passphrase.as_ref().map(Secret::reveal));
    workspace_summary() -> WorkspaceSummary = move |app| app.workspace_summary();
}
