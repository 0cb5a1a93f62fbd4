//! `bench`: speed, in release builds.

mod contacts;
mod import;

use anyhow::{Result, bail};
use serde::Deserialize;

use crate::{Arguments, process, setup};

/// The bench that is not a bench program of a crate: the real binary beside SQLite's own import.
const IMPORT: &str = "import";

/// The subcommand.
pub fn command(words: Arguments<'_>) -> Result<()> {
    let programs = bench_programs()?;
    let Some((name, rest)) = words.split_first() else {
        println!("{IMPORT:<16} sales-agent import beside sqlite3 .import, 1,000,000 contacts");
        for Program { name, package } in &programs {
            println!("{name:<16} {package}");
        }
        return Ok(());
    };
    let arguments = rest.strip_prefix(&["--".to_owned()]).unwrap_or(rest);
    if name == IMPORT {
        setup::prepare(setup::Purpose::Test)?;
        return import::bench(arguments);
    }
    let chosen: Vec<&Program> = programs.iter().filter(|program| program.name == *name).collect();
    if chosen.is_empty() {
        bail!("there is no bench «{name}»: cargo xtask bench lists them");
    }
    for Program { name, package } in chosen {
        let mut cargo = process::cargo();
        cargo.args(["bench", "--package", package, "--bench", name, "--"]);
        process::run(cargo.args(arguments))?;
    }
    Ok(())
}

/// A bench program of a crate.
struct Program {
    name: String,
    package: String,
}

fn bench_programs() -> Result<Vec<Program>> {
    #[derive(Deserialize)]
    struct Metadata {
        packages: Vec<Package>,
    }
    #[derive(Deserialize)]
    struct Package {
        name: String,
        targets: Vec<Target>,
    }
    #[derive(Deserialize)]
    struct Target {
        name: String,
        kind: Vec<String>,
    }
    let json = process::output(process::cargo().args(["metadata", "--no-deps", "--format-version", "1"]))?;
    let metadata: Metadata = serde_json::from_str(&json)?;
    let of_package = |package: Package| {
        let benches = package.targets.into_iter().filter(|target| target.kind.iter().any(|kind| kind == "bench"));
        benches.map(move |target| Program { name: target.name, package: package.name.clone() }).collect::<Vec<_>>()
    };
    Ok(metadata.packages.into_iter().flat_map(of_package).collect())
}
