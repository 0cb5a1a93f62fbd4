#![doc = include_str!("../README.md")]

pub mod app;
pub mod diagnostics;
pub mod duplicates;
pub mod environment;
pub mod error;
pub mod exports;
pub mod fields;
pub mod history;
pub mod imports;
pub mod jobs;
pub mod keys;
pub mod lists;
pub mod logging;
pub mod matches;
pub mod normalise;
pub mod notices;
mod outfile;
pub mod qualify;
pub mod records;
pub mod sample;
pub mod secret;
pub mod settings;
pub mod start;
pub mod tags;
pub mod views;
pub mod workspace;

#[cfg(test)]
mod test_app;

pub use app::App;
pub use error::{AppError, ErrorCode};
pub use secret::Secret;
