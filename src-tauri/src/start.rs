//! Starting the program: the app, the plugins, the window.

use std::{env, fs, path::Path, thread};

use sales_app::App;
use tauri::{AppHandle, Manager, RunEvent};

use crate::{
    bindings, events,
    opened::{self, OpenedFiles},
};

/// Names a file that is written when the first screen stands with its data: for scripts that wait.
const READY_FILE: &str = "SALES_AGENT_READY_FILE";

/// Runs the program until its window is closed.
///
/// # Panics
/// When the system gives no window.
pub fn run() {
    let app = App::for_this_computer(None);
    let _logs = sales_app::logging::start(&app.log_folder());
    sales_app::diagnostics::catch_panics(&app.log_folder());
    let specta = bindings::builder();
    let handler = specta.invoke_handler();
    tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|handle, arguments, folder| {
            show(handle);
            opened::open(handle, Path::new(&folder), arguments.into_iter().skip(1));
        }))
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_notification::init())
        .plugin(tauri_plugin_opener::init())
        .manage(app.clone())
        .manage(OpenedFiles::default())
        .invoke_handler(handler)
        .setup(move |tauri| {
            specta.mount_events(tauri);
            events::forward(&app, tauri.handle());
            open_in_background(&app);
            #[cfg(target_os = "macos")]
            crate::menu::install(tauri.handle())?;
            opened::open(tauri.handle(), &env::current_dir().unwrap_or_default(), env::args().skip(1));
            Ok(())
        })
        .build(tauri::generate_context!())
        .expect("the window system starts")
        .run(|handle, event| {
            if let RunEvent::Exit = event
                && let Err(error) = handle.state::<App>().workspace_lock()
            {
                tracing::warn!(code = error.code.as_str(), "not locked at the end");
            }
        });
}

/// Opens the workspace with the keyring while the window is being made, and reads its lists.
fn open_in_background(app: &App) {
    let app = app.clone();
    let opening = thread::Builder::new().name("open".to_owned()).spawn(move || app.workspace_open_at_start());
    if let Err(error) = opening {
        tracing::warn!(%error, "no thread to open the workspace with");
    }
}

/// Brings the window to the front.
pub fn show(handle: &AppHandle) {
    if let Some(window) = handle.get_webview_window("main") {
        let shown = window.show().and_then(|()| window.unminimize()).and_then(|()| window.set_focus());
        if let Err(error) = shown {
            tracing::warn!(%error, "the window could not be shown");
        }
    }
}

/// Writes the file that [`READY_FILE`] names.
pub fn tell_ready() {
    if let Some(file) = env::var_os(READY_FILE)
        && let Err(error) = fs::write(file, "ready\n")
    {
        tracing::warn!(%error, "the ready file could not be written");
    }
}
