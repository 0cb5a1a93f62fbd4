//! The laws of the score and its golden file.

mod golden;
mod laws;
mod plain;
mod prospects;
