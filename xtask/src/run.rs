//! `run`: build the app and open its window.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Child, Command},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::{
    Arguments, process,
    session::{Session, has_display},
    setup, ui,
};

/// Names the file into which the app writes the line `ready` once its first screen is usable.
const READY_FILE: &str = "SALES_AGENT_READY_FILE";

/// How long the app may take until it is ready, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(90);

/// From «ready» until the web view has certainly drawn it.
const DRAWING: Duration = Duration::from_millis(700);

#[derive(Debug, Default, PartialEq, Eq)]
struct Options {
    release: bool,
    exit_after_ready: bool,
    app_arguments: Vec<String>,
}

impl Options {
    fn parse(words: Arguments<'_>) -> Result<Self> {
        let mut options = Self::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--release" => options.release = true,
                "--exit-after-ready" => options.exit_after_ready = true,
                "--" => options.app_arguments = words.by_ref().cloned().collect(),
                other => bail!("unknown option «{other}»: run [--release] [--exit-after-ready] [-- ARGS]"),
            }
        }
        Ok(options)
    }
}

/// The subcommand.
pub fn command(words: Arguments<'_>) -> Result<()> {
    let options = Options::parse(words)?;
    setup::prepare(setup::Purpose::Run)?;
    ui::build(process::run)?;
    let app = build(options.release)?;
    start(&app, &options)
}

/// Builds the app with the UI inside; gives its file.
fn build(release: bool) -> Result<PathBuf> {
    let mut cargo = process::cargo();
    cargo.args(["build", "--package", "ai-sales-agent", "--bin", "ai-sales-agent"]);
    if release {
        cargo.arg("--release");
    }
    process::run(&mut cargo)?;
    let profile = if release { "release" } else { "debug" };
    Ok(process::target().join(profile).join(format!("ai-sales-agent{}", env::consts::EXE_SUFFIX)))
}

fn start(app: &Path, options: &Options) -> Result<()> {
    let session = if has_display() {
        None
    } else {
        println!("There is no display: using a virtual one.");
        Some(Session::start(1280, 800)?)
    };
    let ready = ReadyFile::new();
    let mut command = process::command(app);
    command.args(&options.app_arguments).env(READY_FILE, &ready.path);
    if let Some(session) = &session {
        session.enter(&mut command);
    }
    println!("$ {}", process::display(&command));
    let mut child = Running::start(&mut command)?;
    if session.is_some() || options.exit_after_ready {
        let seconds = ready.wait(&mut child.0)?;
        println!("The app is ready after {seconds:.1} s.");
    }
    if let Some(session) = &session {
        thread::sleep(DRAWING);
        let picture = process::target().join("screenshots/run.png");
        session.screenshot(&picture)?;
        println!("Its window: {}", picture.display());
    }
    if options.exit_after_ready {
        return Ok(());
    }
    let status = child.0.wait()?;
    if !status.success() {
        bail!("the app ended with {status}");
    }
    Ok(())
}

/// The app, ended with the value.
struct Running(Child);

impl Running {
    fn start(command: &mut Command) -> Result<Self> {
        command.spawn().map(Self).with_context(|| format!("cannot start «{}»", process::display(command)))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself: then there is nothing to end.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The file by which the app tells that it is ready.
struct ReadyFile {
    path: PathBuf,
}

impl ReadyFile {
    fn new() -> Self {
        Self { path: env::temp_dir().join(format!("ai-sales-agent-ready-{}", std::process::id())) }
    }

    /// Waits for the app; gives the seconds it took.
    fn wait(&self, app: &mut Child) -> Result<f64> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if fs::read_to_string(&self.path).is_ok_and(|text| text.trim() == "ready") {
                return Ok(start.elapsed().as_secs_f64());
            }
            if let Some(status) = app.try_wait()? {
                bail!("the app ended with {status} before it was ready");
            }
            thread::sleep(Duration::from_millis(20));
        }
        bail!("the app was not ready after {} s", PATIENCE.as_secs());
    }
}

impl Drop for ReadyFile {
    fn drop(&mut self) {
        // Absent when the app was never ready.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        line.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn options_end_at_two_dashes() {
        let options = Options::parse(&words("--exit-after-ready -- --release x")).unwrap();
        let app_arguments = words("--release x");
        assert_eq!(options, Options { exit_after_ready: true, app_arguments, ..Options::default() });
        assert!(Options::parse(&words("--fast")).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn an_app_that_says_ready_is_ready_and_one_that_dies_is_an_error() {
        let ready = ReadyFile::new();
        let mut app = Command::new("sh");
        app.args(["-c", "echo ready > \"$SALES_AGENT_READY_FILE\"; exec sleep 30"]).env(READY_FILE, &ready.path);
        let mut running = Running::start(&mut app).unwrap();
        assert!(ready.wait(&mut running.0).unwrap() < 30.0);
        fs::remove_file(&ready.path).unwrap();

        let mut dying = Running::start(Command::new("sh").args(["-c", "exit 3"])).unwrap();
        let message = ready.wait(&mut dying.0).unwrap_err().to_string();
        assert!(message.contains("before it was ready"), "{message}");
    }
}
