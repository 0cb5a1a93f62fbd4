//! What the window is told.

use sales_app::{App, app::AppEvent, jobs::JobView};
use sales_core::change::ChangeKind;
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::AppHandle;
use tauri_specta::Event;

use crate::{menu, notify};

/// A write was committed.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct Changed {
    /// What changed.
    pub kinds: Vec<ChangeKind>,
}

/// Long-running work went on.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct JobProgress(pub JobView);

/// The workspace was locked.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct WorkspaceLocked;

/// Files were opened with the program; `app_opened_files` names them.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct FilesOpened;

/// Passes everything on that the app tells.
pub fn forward(app: &App, handle: &AppHandle) {
    let (handle, told) = (handle.clone(), app.clone());
    app.subscribe(move |event| {
        let sent = match event {
            AppEvent::Changed(kinds) => Changed { kinds: kinds.clone() }.emit(&handle),
            AppEvent::Job(job) => {
                notify::tell(&told, &handle, job);
                JobProgress(job.clone()).emit(&handle)
            }
            AppEvent::Opened => {
                warm_up(&told);
                Ok(())
            }
            AppEvent::Locked => WorkspaceLocked.emit(&handle),
            AppEvent::Language => menu::speak(&handle, told.text()),
        };
        if let Err(error) = sent {
            tracing::warn!(%error, "the window could not be told");
        }
    });
}

/// Reads the lists while the first screen is drawn; then makes match keys anew that an earlier version made, and
/// deletes what has been kept long enough.
fn warm_up(app: &App) {
    let app = app.clone();
    std::thread::spawn(move || {
        if let Err(error) = app.warm_up() {
            tracing::warn!(code = error.code.as_str(), "the lists are read when they are asked for");
        }
        if let Err(error) = app.keys_renew() {
            tracing::warn!(code = error.code.as_str(), "match keys are made anew before they are needed");
        }
        if let Err(error) = app.delete_expired() {
            tracing::warn!(code = error.code.as_str(), "what has been kept long enough is deleted at the next start");
        }
    });
}
