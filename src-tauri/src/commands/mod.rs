//! What the window may ask: one line each, into the use case.

pub mod exports;
pub mod history;
pub mod imports;
pub mod lists;
pub mod program;
pub mod records;
pub mod settings;
pub mod workspace;

use sales_app::{App, AppError};
use tauri::ipc::{Channel, IpcResponse};

/// Runs a use case off the thread of the window, with its name in the log.
async fn run<T: Send + 'static>(
    name: &'static str,
    app: &App,
    case: impl FnOnce(&App) -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    let app = app.clone();
    let work = move || sales_app::logging::command(name, || case(&app));
    tauri::async_runtime::spawn_blocking(work).await.unwrap_or_else(|error| Err(AppError::internal(&error)))
}

/// Sends progress to the window; one that is gone needs none.
fn send<T: IpcResponse>(channel: Channel<T>) -> impl FnMut(T) {
    move |progress| {
        let _ = channel.send(progress);
    }
}
