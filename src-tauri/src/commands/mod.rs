//! What the window may ask: one line each, into the use case.

/// Commands with what they are given, what they answer, and the use case behind each.
macro_rules! commands {
    ($($name:ident($($input:ident: $kind:ty),*) -> $answer:ty = $case:expr;)*) => {$(
        #[tauri::command]
        #[specta::specta]
        pub async fn $name(
            app: tauri::State<'_, sales_app::App>,
            $($input: $kind),*
        ) -> Result<$answer, sales_app::AppError> {
            super::run(stringify!($name), &app, $case).await
        }
    )*};
}

pub mod duplicates;
pub mod exports;
pub mod history;
pub mod imports;
pub mod lists;
pub mod program;
pub mod qualify;
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
