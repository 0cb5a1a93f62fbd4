//! The steps of `test`, quick ones first.
//!
//! `clippy`, `rust`, `docs` and `e2e` name the same packages, targets and features, so that each
//! dependency is compiled once for checking and once for running.

use std::{path::Path, process::Command};

use anyhow::{Result, bail};

use super::golden;
use crate::{arch, generate, licences, process, ui};

/// One step: `run` does it and writes what it has to say to the given log.
pub struct Step {
    pub name: &'static str,
    pub about: &'static str,
    pub run: fn(&Path) -> Result<()>,
}

pub const STEPS: &[Step] = &[
    Step { name: "fmt", about: "Rust is formatted", run: fmt },
    Step { name: "arch", about: "the rules of the architecture", run: |_| arch::command(&[]) },
    Step { name: "licences", about: "licences and sources of dependencies", run: |_| licences::command(&[]) },
    Step { name: "icons", about: "icons are made from the logo", run: |_| generate::check_icons() },
    Step {
        name: "biome",
        about: "the UI is formatted and linted",
        run: |log| logged(ui::program("biome").args(["ci", "--colors=off"]), log),
    },
    Step { name: "tsc", about: "the UI's types", run: |log| logged(ui::program("tsc").arg("--noEmit"), log) },
    Step { name: "vitest", about: "the UI's tests", run: |log| logged(ui::program("vitest").arg("run"), log) },
    Step { name: "ui", about: "the UI is built", run: |log| ui::build(|command| logged(command, log)) },
    Step { name: "clippy", about: "Rust is linted", run: clippy },
    Step { name: "rust", about: "the tests of the crates", run: rust },
    Step { name: "golden", about: "scores are the same in other builds", run: golden::compare },
    Step { name: "docs", about: "the examples in the documentation", run: docs },
    Step { name: "e2e", about: "the real window, used like a person does", run: end_to_end },
];

/// The test program that drives the real window.
const END_TO_END: &str = "e2e";

fn logged(command: &mut Command, log: &Path) -> Result<()> {
    if !process::logged(command, log)? {
        bail!("«{}»", process::display(command));
    }
    Ok(())
}

fn fmt(log: &Path) -> Result<()> {
    logged(process::cargo().args(["fmt", "--all", "--check"]), log)
}

fn clippy(log: &Path) -> Result<()> {
    let words = ["clippy", "--locked", "--keep-going", "--workspace", "--all-features", "--all-targets"];
    logged(process::cargo().args(words).args(["--", "--deny", "warnings"]), log)
}

fn rust(log: &Path) -> Result<()> {
    logged(nextest().arg("--filterset").arg(format!("not binary({END_TO_END})")), log)
}

fn docs(log: &Path) -> Result<()> {
    logged(process::cargo().args(["test", "--locked", "--workspace", "--all-features", "--doc"]), log)
}

fn end_to_end(log: &Path) -> Result<()> {
    if !cfg!(target_os = "linux") {
        println!("  only on Linux");
        return Ok(());
    }
    ui::build(|command| logged(command, log))?;
    logged(&mut window_tests(), log)
}

/// The tests that drive the real window, one after the other: each is slowed down by others.
pub fn window_tests() -> Command {
    let mut nextest = nextest();
    nextest.args(["--test", END_TO_END, "--test-threads", "1"]);
    nextest
}

fn nextest() -> Command {
    let mut cargo = process::cargo();
    cargo.args(["nextest", "run", "--locked", "--workspace", "--all-features", "--profile", "ci"]);
    cargo
}
