#![doc = include_str!("../README.md")]

use std::process::ExitCode;

mod args;
mod commands;
mod language;
mod output;
mod session;
mod table;
mod usage;

fn main() -> ExitCode {
    if let Some(code) = sales_app::qualify::documents::apart::serve() {
        return code;
    }
    match args::parse() {
        Ok(arguments) => commands::run(arguments),
        Err(code) => code,
    }
}
