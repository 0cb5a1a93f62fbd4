//! The laws of the score and its golden file.

mod extract;
mod golden;
mod laws;
mod outcomes;
mod plain;
mod prospects;
