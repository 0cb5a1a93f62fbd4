//! The web UI: its packages' programs and its build.

use std::{path::PathBuf, process::Command};

use anyhow::Result;

use crate::{process, tree};

/// The UI's folder.
pub fn folder() -> PathBuf {
    process::root().join("ui")
}

/// A program of the UI's npm packages, run in the UI's folder.
pub fn program(name: &str) -> Command {
    let file = if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() };
    let mut command = process::command(folder().join("node_modules/.bin").join(file));
    command.current_dir(folder());
    command
}

/// Builds the UI into `ui/dist` by `run`, when something it is made of has changed since last time.
pub fn build(run: impl FnOnce(&mut Command) -> Result<()>) -> Result<()> {
    let root = process::root();
    let mut files = tree::files(&folder())?;
    files.extend(tree::files(&root.join("locales"))?);
    let fingerprint = tree::fingerprint(&root, &files)?;
    let stamp = process::target().join("stamps/ui");
    if folder().join("dist/index.html").is_file() && tree::is_stamped(&stamp, &fingerprint) {
        return Ok(());
    }
    run(program("vite").arg("build"))?;
    tree::write_stamp(&stamp, &fingerprint)
}
