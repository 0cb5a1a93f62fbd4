//! From the start of the program to its first screen with data, at a million prospects, beside a
//! window with nothing in it; and what memory the program holds afterwards.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::Duration,
};

use anyhow::{Context, Result};

use super::import;
use crate::{
    process,
    ready::{ReadyFile, Running},
    session::Session,
    ui,
};

const RUNS: usize = 7;
/// How long a window is left alone before its memory is read.
const REST: Duration = Duration::from_secs(5);
/// How long the first one is left alone: it reads the lists from the records, and saves them.
const FIRST_REST: Duration = Duration::from_secs(30);

/// What one start came to.
#[derive(Debug, Clone, Copy)]
struct Start {
    seconds: f64,
    /// Resident memory of the process itself in MB, the web view apart.
    memory: f64,
}

/// Prints each run, the medians, the ratio.
pub fn bench() -> Result<()> {
    ui::build(process::run)?;
    let mut cargo = process::cargo();
    cargo.args(["build", "--release", "--package", "sales-cli", "--package", "ai-sales-agent", "--bins"]);
    process::run(&mut cargo)?;
    process::run(process::cargo().args(["build", "--release", "--example", "empty_window"]))?;
    let release = process::target().join("release");

    let folder = process::target().join("bench-start");
    let home = folder.join("home");
    let session = Session::with_keyring(1440, 900, &home)?;
    workspace(&session, &release.join("sales-agent"), &folder, &home)?;

    let mut ours = Vec::new();
    let mut empty = Vec::new();
    for run in 0..=RUNS {
        let programs = [
            ("an empty window", release.join("examples/empty_window"), &mut empty),
            ("the product", release.join("ai-sales-agent"), &mut ours),
        ];
        for (who, program, starts) in programs {
            let start = start(&session, &program, if run == 0 { FIRST_REST } else { REST })?;
            // The first one fills the caches of the system.
            if run > 0 {
                println!("  run {run}: {who:<16} {:>6.3} s {:>5.0} MB", start.seconds, start.memory);
                starts.push(start);
            }
        }
    }
    let (ours, empty) = (median(&ours), median(&empty));
    println!(
        "medians: empty {:.3} s, {:.0} MB; product {:.3} s, {:.0} MB",
        empty.seconds, empty.memory, ours.seconds, ours.memory
    );
    println!("ratio of the starts: {:.2}", ours.seconds / empty.seconds);
    Ok(())
}

/// A workspace with a million contacts that the keyring opens, made once by each build.
fn workspace(session: &Session, agent: &Path, folder: &Path, home: &Path) -> Result<()> {
    let done = folder.join("done");
    let changed = |file: &Path| fs::metadata(file)?.modified();
    if changed(&done).is_ok_and(|made| changed(agent).is_ok_and(|built| built < made)) {
        return Ok(());
    }
    let data = home.join("data/ai-sales-agent");
    if data.exists() {
        fs::remove_dir_all(data)?;
    }
    let contacts = import::made_up(folder, import::ROWS)?;
    let run = |arguments: &[&str]| {
        let mut command = Command::new(agent);
        session.enter(command.args(arguments));
        process::output(&mut command)
    };
    run(&["init"])?;
    run(&["import", &contacts.to_string_lossy()])?;
    Ok(fs::write(done, "")?)
}

fn start(session: &Session, program: &Path, rest: Duration) -> Result<Start> {
    let ready = ReadyFile::new();
    let mut command = Command::new(program);
    ready.enter(&mut command);
    session.enter(&mut command);
    let mut app = Running::start(&mut command)?;
    let seconds = ready.wait(&mut app)?;
    thread::sleep(rest);
    let memory = resident(app.0.id())?;
    // It saves its lists for the next start.
    app.end()?;
    Ok(Start { seconds, memory })
}

fn resident(process: u32) -> Result<f64> {
    let status = fs::read_to_string(PathBuf::from(format!("/proc/{process}/status")))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
    let kib: f64 = line.trim().trim_end_matches(" kB").trim().parse()?;
    Ok(kib / 1024.0)
}

fn median(starts: &[Start]) -> Start {
    Start {
        seconds: super::median(starts.iter().map(|start| start.seconds)),
        memory: super::median(starts.iter().map(|start| start.memory)),
    }
}
