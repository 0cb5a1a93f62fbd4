//! `run`: build the app and open its window.

use std::{
    env,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use anyhow::{Result, bail};

use crate::{
    Arguments, process,
    ready::{ReadyFile, Running},
    session::{Session, has_display},
    setup, ui,
};

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
    command.args(&options.app_arguments);
    ready.enter(&mut command);
    if let Some(session) = &session {
        session.enter(&mut command);
    }
    println!("$ {}", process::display(&command));
    let mut app = Running::start(&mut command)?;
    if session.is_some() || options.exit_after_ready {
        let seconds = ready.wait(&mut app)?;
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
    let status = app.0.wait()?;
    if !status.success() {
        bail!("the app ended with {status}");
    }
    Ok(())
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
}
