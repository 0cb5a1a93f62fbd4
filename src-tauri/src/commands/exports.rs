//! Exports.

use sales_app::exports::{ExportInput, ExportProgress, ExportView};
use tauri::ipc::Channel;

use super::send;

commands! {
    export_run(input: ExportInput, on_progress: Channel<ExportProgress>) -> ExportView =
        move |app| app.export_run(&input, &mut send(on_progress));
    export_stop() -> () = move |app| app.export_stop();
}
