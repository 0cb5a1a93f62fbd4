//! `bench`: speed, in release builds.

mod contacts;
mod import;

use anyhow::{Result, bail};

use crate::{
    Arguments, process, setup,
    targets::{self, Target},
};

/// The bench that is not a bench program of a crate: the real binary beside SQLite's own import.
const IMPORT: &str = "import";

/// The subcommand.
pub fn command(words: Arguments<'_>) -> Result<()> {
    let programs = targets::of_kind("bench")?;
    let Some((name, rest)) = words.split_first() else {
        println!("{IMPORT:<16} sales-agent import beside sqlite3 .import, 1,000,000 contacts");
        for Target { package, name } in &programs {
            println!("{name:<16} {package}");
        }
        return Ok(());
    };
    let arguments = rest.strip_prefix(&["--".to_owned()]).unwrap_or(rest);
    if name == IMPORT {
        setup::prepare(setup::Purpose::Test)?;
        return import::bench(arguments);
    }
    let chosen: Vec<&Target> = programs.iter().filter(|program| program.name == *name).collect();
    if chosen.is_empty() {
        bail!("there is no bench «{name}»: cargo xtask bench lists them");
    }
    for Target { package, name } in chosen {
        let mut cargo = process::cargo();
        cargo.args(["bench", "--package", package, "--bench", name, "--"]);
        process::run(cargo.args(arguments))?;
    }
    Ok(())
}
