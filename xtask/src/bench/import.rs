//! The import of a million contacts by the real binary, beside SQLite's own import of the same file.

use std::{
    fs::{self, File},
    io::BufWriter,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use super::contacts;
use crate::process;

pub(super) const ROWS: usize = 1_000_000;
const SEED: u64 = 42;
const RUNS: usize = 3;

/// What one run cost.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cost {
    /// User and system time of all threads, in seconds.
    pub cpu: f64,
    /// The most memory at any time, in MB.
    pub memory: f64,
}

/// Imports the given CSV file, or a made-up one, by both; prints each run, the medians, the ratio.
pub fn bench(arguments: &[String]) -> Result<()> {
    build()?;
    let folder = process::target().join("bench-import");
    fs::create_dir_all(&folder)?;
    let file = match arguments {
        [] => made_up(&folder, ROWS)?,
        [file] => fs::canonicalize(file).with_context(|| format!("cannot read {file}"))?,
        _ => bail!("usage: bench import [CSV]"),
    };
    println!("{} ({} MB), {RUNS} runs each, in turn", file.display(), fs::metadata(&file)?.len() / 1_000_000);

    let mut ours = Vec::new();
    let mut theirs = Vec::new();
    for run in 1..=RUNS {
        theirs.push(report(run, "sqlite3 .import", sqlite(&folder, &file)?));
        ours.push(report(run, "sales-agent import", product(&folder, &file)?));
    }
    let (ours, theirs) = (median(&ours), median(&theirs));
    println!(
        "medians: sqlite3 {:.2} s, {:.0} MB; sales-agent {:.2} s, {:.0} MB",
        theirs.cpu, theirs.memory, ours.cpu, ours.memory
    );
    println!("ratio of CPU time: {:.2}", ours.cpu / theirs.cpu);
    Ok(())
}

/// Builds the command line that is measured.
pub(super) fn build() -> Result<()> {
    let mut cargo = process::cargo();
    process::run(cargo.args(["build", "--release", "--package", "sales-cli"]))
}

fn report(run: usize, who: &str, cost: Cost) -> Cost {
    println!("  run {run}: {who:<20} {:>7.2} s CPU {:>6.0} MB", cost.cpu, cost.memory);
    cost
}

/// The file of made-up contacts; written once.
pub(super) fn made_up(folder: &Path, rows: usize) -> Result<PathBuf> {
    let file = folder.join(format!("contacts-{rows}-{SEED}.csv"));
    if !file.is_file() {
        let part = file.with_extension("part");
        contacts::write(&mut BufWriter::new(File::create(&part)?), rows, SEED)?;
        fs::rename(part, &file)?;
    }
    Ok(file)
}

/// A plain table of text, then an index over the addresses.
pub(super) fn sqlite(folder: &Path, file: &Path) -> Result<Cost> {
    let database = folder.join("plain.db");
    if database.exists() {
        fs::remove_file(&database)?;
    }
    let import = format!(".import \"{}\" contacts", file.display());
    let index = "CREATE INDEX by_email ON contacts(\"Email\")";
    timed(folder, |time| {
        time.arg("sqlite3").arg(&database).args([".mode csv", &import, index]);
    })
}

/// A new workspace, then the import as a user runs it who does not have it look for near duplicates, as an
/// import of so many does not.
pub(super) fn product(folder: &Path, file: &Path) -> Result<Cost> {
    let workspace = folder.join(WORKSPACE);
    if workspace.exists() {
        fs::remove_dir_all(&workspace)?;
    }
    let mut init = process::command(agent());
    in_workspace(&mut init, folder);
    process::output(init.arg("init"))?;
    timed(folder, |time| {
        in_workspace(time.arg(agent()), folder);
        time.args(["--json", "import", "--near", "off"]).arg(file);
    })
}

/// A search for duplicates among all prospects of the import before, as a user runs it.
pub(super) fn search(folder: &Path) -> Result<Cost> {
    timed(folder, |time| {
        in_workspace(time.arg(agent()), folder);
        time.args(["--json", "duplicates", "find", "--as", "prospects"]);
    })
}

/// The folder of the workspace that is measured.
const WORKSPACE: &str = "workspace";

fn agent() -> PathBuf {
    process::target().join("release").join(format!("sales-agent{}", std::env::consts::EXE_SUFFIX))
}

fn in_workspace(command: &mut Command, folder: &Path) {
    command.env("SALES_AGENT_PASSPHRASE", "a passphrase for measuring only");
    command.arg("--workspace").arg(folder.join(WORKSPACE));
}

/// What the program cost whose name and arguments `fill` adds.
fn timed(folder: &Path, fill: impl FnOnce(&mut Command)) -> Result<Cost> {
    let report = folder.join("cost");
    let mut time = process::command("/usr/bin/time");
    time.args(["--format", "%U %S %M", "--output"]).arg(&report);
    fill(&mut time);
    process::output(&mut time)?;
    parse_cost(&fs::read_to_string(&report)?)
}

/// Reads `user system kilobytes`.
fn parse_cost(text: &str) -> Result<Cost> {
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [user, system, kilobytes] = numbers[..] else { bail!("«{}» is no report of time", text.trim()) };
    Ok(Cost { cpu: user + system, memory: kilobytes / 1_000.0 })
}

fn median(costs: &[Cost]) -> Cost {
    Cost {
        cpu: super::median(costs.iter().map(|cost| cost.cpu)),
        memory: super::median(costs.iter().map(|cost| cost.memory)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_read_and_the_median_is_the_middle() {
        let costs = ["1.5 0.5 2000\n", "9 1 1000", "2 1 3000"].map(|text| parse_cost(text).unwrap());
        let middle = median(&costs);
        assert!((middle.cpu - 3.0).abs() < 1e-9 && (middle.memory - 2.0).abs() < 1e-9);
        assert!(parse_cost("Command exited with non-zero status 1").is_err());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_peer_reads_every_made_up_contact() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("contacts.csv");
        contacts::write(&mut File::create(&file).unwrap(), 300, SEED).unwrap();
        let cost = sqlite(folder.path(), &file).unwrap();
        assert!(cost.memory > 1.0);
        let mut count = Command::new("sqlite3");
        count.arg(folder.path().join("plain.db")).arg("SELECT count(*) FROM contacts INDEXED BY by_email");
        assert_eq!(process::output(&mut count).unwrap().trim(), "300");
    }
}
