//! The commands and events of the window, and their TypeScript form.

use tauri::Wry;
use tauri_specta::{Builder, ErrorHandlingMode, collect_commands, collect_events};

use crate::{commands, events};

/// Everything that the window may ask and is told.
pub fn builder() -> Builder<Wry> {
    Builder::new()
        .error_handling(ErrorHandlingMode::Result)
        .disable_serde_phases()
        .commands(collect_commands![
            commands::workspace::start_view,
            commands::workspace::workspace_status,
            commands::workspace::workspace_create,
            commands::workspace::workspace_unlock,
            commands::workspace::workspace_lock,
            commands::workspace::workspace_open_other,
            commands::workspace::workspace_passphrase_strength,
            commands::workspace::workspace_change_passphrase,
            commands::workspace::workspace_set_keyring,
            commands::workspace::workspace_new_recovery_code,
            commands::workspace::workspace_save_recovery_code,
            commands::workspace::workspace_backup,
            commands::workspace::workspace_backup_contents,
            commands::workspace::workspace_restore,
            commands::workspace::workspace_rotate_key,
            commands::workspace::workspace_summary,
            commands::settings::settings_get,
            commands::settings::settings_set,
            commands::lists::list_open,
            commands::lists::list_window,
            commands::lists::list_values,
            commands::lists::list_locate,
            commands::lists::fields_list,
            commands::records::record_show,
            commands::records::record_create,
            commands::records::record_edit,
            commands::records::records_change,
            commands::records::name_correct,
            commands::records::records_find,
            commands::records::tags_list,
            commands::records::columns_show,
            commands::records::columns_arrange,
            commands::records::views_list,
            commands::records::view_save,
            commands::records::view_remove,
            commands::history::history_list,
            commands::history::history_undo_preview,
            commands::history::history_undo,
            commands::history::history_redo,
            commands::imports::import_inspect,
            commands::imports::import_inspect_stop,
            commands::settings::countries_list,
            commands::settings::home_country_show,
            commands::settings::home_country_set,
            commands::imports::import_check,
            commands::imports::import_check_stop,
            commands::imports::import_decide,
            commands::imports::import_run,
            commands::imports::import_stop,
            commands::imports::import_resume,
            commands::imports::imports_list,
            commands::imports::import_show,
            commands::imports::import_failures,
            commands::duplicates::record_like,
            commands::duplicates::duplicates_search,
            commands::duplicates::duplicates_list,
            commands::duplicates::duplicates_show,
            commands::duplicates::duplicates_merge,
            commands::duplicates::duplicates_reject,
            commands::duplicates::duplicates_unmerge,
            commands::duplicates::duplicates_merge_all_preview,
            commands::duplicates::duplicates_merge_all,
            commands::exports::export_run,
            commands::exports::export_stop,
            commands::qualify::prospect_explain,
            commands::qualify::score_history,
            commands::qualify::score_moved,
            commands::qualify::notice_show,
            commands::qualify::notice_save,
            commands::qualify::responsible_set,
            commands::qualify::responsible_show,
            commands::qualify::score_set,
            commands::qualify::score_unset,
            commands::qualify::outcomes_note,
            commands::qualify::outcomes_remove,
            commands::qualify::outcomes_list,
            commands::qualify::calibration_show,
            commands::qualify::prospects_qualify,
            commands::qualify::signals_catalogue,
            commands::qualify::signals_list,
            commands::qualify::signals_inbox,
            commands::qualify::signals_judge,
            commands::qualify::document_ask,
            commands::qualify::document_prepare,
            commands::qualify::document_read,
            commands::qualify::model_off,
            commands::qualify::model_request_show,
            commands::qualify::model_requests_forget,
            commands::qualify::model_requests_list,
            commands::qualify::model_set,
            commands::qualify::model_show,
            commands::qualify::model_test,
            commands::qualify::signal_accept,
            commands::qualify::signal_reject,
            commands::qualify::signal_add,
            commands::qualify::offers_list,
            commands::qualify::offer_show,
            commands::qualify::offer_save,
            commands::qualify::offer_try,
            commands::qualify::offer_return,
            commands::qualify::offer_remove,
            commands::qualify::icps_list,
            commands::qualify::icp_show,
            commands::qualify::icp_save,
            commands::qualify::icp_try,
            commands::qualify::icp_return,
            commands::qualify::icp_remove,
            commands::program::jobs_list,
            commands::program::jobs_cancel,
            commands::program::app_about,
            commands::program::app_open_folder,
            commands::program::app_opened_files,
            commands::program::app_ready,
            commands::program::diagnostics_report,
            commands::program::diagnostics_text,
            commands::program::sample_data_add,
            commands::program::sample_data_remove,
        ])
        .events(collect_events![events::Changed, events::JobProgress, events::WorkspaceLocked, events::FilesOpened])
}

#[cfg(test)]
mod tests {
    use std::{env, fs, path::Path};

    use specta_typescript::Typescript;

    /// `UPDATE=1` writes the file instead of comparing it.
    #[test]
    fn bindings_are_current() {
        let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/ipc/bindings.ts");
        let made = env::temp_dir().join(format!("bindings-{}.ts", std::process::id()));
        super::builder().export(Typescript::default(), &made).unwrap();
        let text = fs::read_to_string(&made).unwrap();
        fs::remove_file(&made).unwrap();
        if env::var_os("UPDATE").is_some() {
            fs::write(&committed, &text).unwrap();
        }
        assert!(fs::read_to_string(&committed).unwrap() == text, "run `cargo xtask gen bindings`");
    }

    #[test]
    fn bindings_and_permissions_name_the_same_commands() {
        let source = include_str!("bindings.rs");
        let bound = source.lines().filter_map(|line| line.trim().strip_prefix("commands::")?.split("::").nth(1));
        let bound: std::collections::BTreeSet<&str> = bound.map(|name| name.trim_end_matches(',')).collect();
        let allowed: std::collections::BTreeSet<&str> = include_str!("../commands.txt").lines().collect();
        assert_eq!(bound, allowed);
    }
}
