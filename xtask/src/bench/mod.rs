//! `bench`: speed, in release builds.

mod contacts;
mod import;
mod matching;
mod start;

use anyhow::{Result, bail};

use crate::{
    Arguments, process, setup,
    targets::{self, Target},
    ui,
};

/// The benches that are not bench programs of a crate: the real command line beside SQLite's own
/// import, and the real window beside an empty one.
const IMPORT: &str = "import";
const START: &str = "start";
/// The bench programs that are given their files and their bars.
const MATCH: &str = "match";
const LIKE: &str = "like";
/// The package whose benches drive the window.
const WINDOW: &str = "ai-sales-agent";

/// The value in the middle.
fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// The subcommand.
pub fn command(words: Arguments<'_>) -> Result<()> {
    let programs = targets::of_kind("bench")?;
    let Some((name, rest)) = words.split_first() else {
        println!("{IMPORT:<16} sales-agent import beside sqlite3 .import, 1,000,000 contacts");
        println!(
            "{MATCH:<16} sales-agent import and a search for duplicates beside sqlite3 .import, and new records against all"
        );
        println!("{START:<16} the window with 1,000,000 prospects beside an empty one, and its idle memory");
        for Target { package, name } in
            programs.iter().filter(|program| ![MATCH, LIKE].contains(&program.name.as_str()))
        {
            println!("{name:<16} {package}");
        }
        return Ok(());
    };
    let arguments = rest.strip_prefix(&["--".to_owned()]).unwrap_or(rest);
    if name == IMPORT {
        setup::prepare(setup::Purpose::Test)?;
        return import::bench(arguments);
    }
    if name == MATCH {
        return matching::bench(arguments);
    }
    if name == START {
        setup::prepare(setup::Purpose::Test)?;
        return start::bench();
    }
    let chosen: Vec<&Target> = programs.iter().filter(|program| program.name == *name).collect();
    if chosen.is_empty() {
        bail!("there is no bench «{name}»: cargo xtask bench lists them");
    }
    for Target { package, name } in chosen {
        if package == WINDOW {
            setup::prepare(setup::Purpose::Test)?;
            ui::build(process::run)?;
        }
        let mut cargo = process::cargo();
        cargo.args(["bench", "--package", package, "--bench", name, "--"]);
        process::run(cargo.args(arguments))?;
    }
    Ok(())
}
