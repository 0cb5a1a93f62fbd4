//! The desktop program.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    if let Some(code) = sales_app::qualify::documents::apart::serve() {
        return code;
    }
    ai_sales_agent::run();
    ExitCode::SUCCESS
}
