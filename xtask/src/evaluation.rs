//! `evaluate`: quality on real data that is kept outside the repository.

use std::path::Path;

use anyhow::{Result, bail};

use crate::{Arguments, process};

/// The subcommand: builds and starts the program `evaluate`, the only part of this package that
/// needs the product's crates.
pub fn command(words: Arguments<'_>) -> Result<()> {
    let (folder, part) = match words {
        [folder] => (folder, None),
        [folder, part] => (folder, Some(part)),
        _ => bail!("usage: evaluate DATA_DIR [PART]"),
    };
    let data = Path::new(folder);
    if !data.is_dir() {
        println!("There is no data at {folder}: nothing to measure.");
        return Ok(());
    }
    let mut cargo = process::cargo();
    cargo.args(["run", "--quiet", "--package", "xtask", "--features", "evaluate", "--bin", "evaluate", "--"]);
    process::run(cargo.arg(data.canonicalize()?).args(part))
}
