//! The store from outside, on real files and with real processes.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "tests")]

mod authors;
mod backups;
mod crash;
mod encrypted_files;
mod format;
mod full_disk;
mod keyring;
mod keys;
mod process;
mod rotation;
mod support;
mod workspaces;
