//! Messages of the desktop, for a person who looks elsewhere.

use sales_app::{App, jobs::JobView, notices::Notice};
use tauri::{AppHandle, Manager as _};
use tauri_plugin_notification::NotificationExt as _;

/// Tells that work has ended, unless the window has the focus.
pub fn tell(app: &App, handle: &AppHandle, job: &JobView) {
    let Some(notice) = Notice::of(job, app.text()) else { return };
    let handle = handle.clone();
    // On a thread of its own: asking about the focus waits for the thread of the window.
    std::thread::spawn(move || {
        let window = handle.get_webview_window("main");
        if window.is_some_and(|window| window.is_focused().unwrap_or_default()) {
            return;
        }
        let shown = handle.notification().builder().title(notice.title).body(notice.body).show();
        if let Err(error) = shown {
            tracing::warn!(%error, "the desktop shows no messages");
        }
    });
}
