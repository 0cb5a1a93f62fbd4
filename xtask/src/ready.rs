//! Starting the app and hearing when its first screen stands.

use std::{
    env, fs,
    path::PathBuf,
    process::{Child, Command},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::process;

/// Names the file into which the app writes the line `ready` once its first screen is usable.
const READY_FILE: &str = "SALES_AGENT_READY_FILE";

/// How long the app may take until it is ready, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(90);

/// How often the file is looked for.
const PAUSE: Duration = Duration::from_millis(2);

/// The app, ended with the value.
pub struct Running(pub Child);

impl Running {
    /// Starts it.
    pub fn start(command: &mut Command) -> Result<Self> {
        command.spawn().map(Self).with_context(|| format!("cannot start «{}»", process::display(command)))
    }

    /// Asks it to end, as closing the session does, and waits until it has.
    pub fn end(mut self) -> Result<()> {
        process::output(Command::new("kill").args(["-TERM", &self.0.id().to_string()]))?;
        let asked = Instant::now();
        while self.0.try_wait()?.is_none() {
            if asked.elapsed() > PATIENCE {
                bail!("the app did not end after {} s", PATIENCE.as_secs());
            }
            thread::sleep(PAUSE);
        }
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself: then there is nothing to end.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The file by which the app tells that it is ready; removed with the value.
pub struct ReadyFile {
    path: PathBuf,
}

impl ReadyFile {
    /// A file that is not there yet.
    pub fn new() -> Self {
        Self { path: env::temp_dir().join(format!("ai-sales-agent-ready-{}", std::process::id())) }
    }

    /// Lets `command` write it.
    pub fn enter(&self, command: &mut Command) {
        command.env(READY_FILE, &self.path);
    }

    /// Waits for the app; gives the seconds it took.
    pub fn wait(&self, app: &mut Running) -> Result<f64> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if fs::read_to_string(&self.path).is_ok_and(|text| text.trim() == "ready") {
                return Ok(start.elapsed().as_secs_f64());
            }
            if let Some(status) = app.0.try_wait()? {
                bail!("the app ended with {status} before it was ready");
            }
            thread::sleep(PAUSE);
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

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn an_app_that_says_ready_is_ready_and_one_that_dies_is_an_error() {
        let ready = ReadyFile::new();
        let mut app = Command::new("sh");
        ready.enter(app.args(["-c", "echo ready > \"$SALES_AGENT_READY_FILE\"; exec sleep 30"]));
        let mut running = Running::start(&mut app).unwrap();
        assert!(ready.wait(&mut running).unwrap() < 30.0);
        running.end().unwrap();
        fs::remove_file(&ready.path).unwrap();

        let mut dying = Running::start(Command::new("sh").args(["-c", "exit 3"])).unwrap();
        let message = ready.wait(&mut dying).unwrap_err().to_string();
        assert!(message.contains("before it was ready"), "{message}");
    }
}
