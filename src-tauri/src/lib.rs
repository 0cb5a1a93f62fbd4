//! The desktop shell: window, menu, tray, and one line per command into the app.

mod bindings;
mod commands;
mod events;
mod menu;
mod notify;
mod opened;
mod start;

pub use start::run;
