//! `gen`: files that programs write and git keeps.

use std::{fs, path::PathBuf};

use anyhow::{Result, bail};

use crate::{Arguments, process, setup, tree, ui};

struct Generated {
    name: &'static str,
    write: fn() -> Result<()>,
    check: fn() -> Result<()>,
}

const GENERATED: &[Generated] = &[
    // What the UI knows of the commands: ui/src/ipc/bindings.ts, from src-tauri.
    Generated { name: "bindings", write: write_bindings, check: check_bindings },
    // icons/*, from icons/logo.svg.
    Generated { name: "icons", write: write_icons, check: check_icons },
];

/// The subcommand.
pub fn command(words: Arguments<'_>) -> Result<()> {
    let check = match words {
        [] => false,
        [word] if word == "--check" => true,
        _ => bail!("usage: gen [--check]"),
    };
    setup::prepare(setup::Purpose::Test)?;
    for generated in GENERATED {
        let Generated { name, write, .. } = generated;
        if check {
            (generated.check)()?;
            println!("{name}: up to date");
        } else {
            write()?;
            println!("{name}: written");
        }
    }
    Ok(())
}

fn write_bindings() -> Result<()> {
    process::run(bindings_test().env("UPDATE", "1"))
}

fn check_bindings() -> Result<()> {
    process::run(&mut bindings_test())
}

/// The test that compares the bindings with the commands, and writes them when `UPDATE` is set.
fn bindings_test() -> std::process::Command {
    let mut cargo = process::cargo();
    cargo.args(["nextest", "run", "--package", "ai-sales-agent", "--lib", "bindings"]);
    cargo
}

fn icons() -> PathBuf {
    process::root().join("icons")
}

fn logo_fingerprint() -> Result<String> {
    tree::fingerprint(&icons(), &[icons().join("logo.svg")])
}

fn write_icons() -> Result<()> {
    let mut tauri = ui::program("tauri");
    tauri.current_dir(process::root()).args(["icon", "icons/logo.svg", "--output", "icons"]);
    process::run(&mut tauri)?;
    for phone in ["android", "ios"] {
        fs::remove_dir_all(icons().join(phone))?;
    }
    tree::write_stamp(&icons().join("logo.sha256"), &logo_fingerprint()?)
}

/// Fails when the icons were not made from the logo as it is.
pub fn check_icons() -> Result<()> {
    let missing = ["icon.png", "icon.ico", "icon.icns"].iter().find(|name| !icons().join(name).is_file());
    if let Some(missing) = missing {
        bail!("icons/{missing} is missing: cargo xtask gen");
    }
    if !tree::is_stamped(&icons().join("logo.sha256"), &logo_fingerprint()?) {
        bail!("icons/ was not made from icons/logo.svg as it is: cargo xtask gen");
    }
    Ok(())
}
