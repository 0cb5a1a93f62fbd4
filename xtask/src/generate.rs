//! `gen`: files that programs write and git keeps.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, bail};

use crate::{Arguments, process, setup, tree, ui};

struct Generated {
    name: &'static str,
    write: fn() -> Result<()>,
    check: fn() -> Result<()>,
}

const GENERATED: &[Generated] = &[
    // What the UI knows of the commands: ui/src/ipc/bindings.ts, from src-tauri.
    Generated { name: "bindings", write: write_bindings, check: check_bindings },
    // The pictures in icons/, from its drawings.
    Generated { name: "icons", write: write_icons, check: check_icons },
];

/// The subcommand.
pub fn command(words: Arguments<'_>) -> Result<()> {
    let (check, names) = match words.split_first() {
        Some((first, rest)) if first == "--check" => (true, rest),
        _ => (false, words),
    };
    if let Some(unknown) = names.iter().find(|name| !GENERATED.iter().any(|known| known.name == **name)) {
        bail!("«{unknown}» is not generated: gen [--check] [bindings] [icons]");
    }
    setup::prepare(setup::Purpose::Test)?;
    let chosen = |generated: &&Generated| names.is_empty() || names.iter().any(|name| name == generated.name);
    for Generated { name, write, check: compare } in GENERATED.iter().filter(chosen) {
        if check {
            compare()?;
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

/// The drawings, each with its pictures: name of the file that the tauri CLI writes, name in `icons/`.
const DRAWINGS: &[(&str, &[(&str, &str)])] = &[
    (
        "logo.svg",
        &[
            ("32x32.png", "32x32.png"),
            ("64x64.png", "64x64.png"),
            ("128x128.png", "128x128.png"),
            ("128x128@2x.png", "128x128@2x.png"),
            ("icon.png", "icon.png"),
            ("icon.ico", "icon.ico"),
            ("icon.icns", "icon.icns"),
        ],
    ),
    ("tray.svg", &[("64x64.png", "tray.png")]),
];

fn icons() -> PathBuf {
    process::root().join("icons")
}

/// Holds the fingerprint of the drawings that the pictures were made from.
fn icons_stamp() -> PathBuf {
    icons().join("drawings.sha256")
}

fn drawings_fingerprint() -> Result<String> {
    let drawings: Vec<PathBuf> = DRAWINGS.iter().map(|(drawing, _)| icons().join(drawing)).collect();
    tree::fingerprint(&icons(), &drawings)
}

fn write_icons() -> Result<()> {
    for (drawing, pictures) in DRAWINGS {
        let made = process::target().join("icons").join(drawing);
        let mut tauri = ui::program("tauri");
        tauri.current_dir(process::root()).arg("icon").arg(icons().join(drawing)).arg("--output").arg(&made);
        process::output(&mut tauri)?;
        for (from, to) in *pictures {
            fs::copy(made.join(from), icons().join(to)).with_context(|| format!("{drawing}: no {from}"))?;
        }
    }
    tree::write_stamp(&icons_stamp(), &drawings_fingerprint()?)
}

/// Fails when a picture is missing, or was not made from its drawing as it is.
pub fn check_icons() -> Result<()> {
    let mut pictures = DRAWINGS.iter().flat_map(|(_, pictures)| *pictures);
    if let Some((_, missing)) = pictures.find(|(_, name)| !icons().join(name).is_file()) {
        bail!("icons/{missing} is missing: cargo xtask gen");
    }
    if !tree::is_stamped(&icons_stamp(), &drawings_fingerprint()?) {
        bail!("the pictures in icons/ were not made from its drawings as they are: cargo xtask gen");
    }
    Ok(())
}
