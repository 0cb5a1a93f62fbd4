//! A desktop session where there is none: a virtual display and a message bus.

use std::{
    env,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::process;

/// How long a server may take to start.
const PATIENCE: Duration = Duration::from_secs(10);

/// True when a window can be shown as it is.
pub fn has_display() -> bool {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// A virtual display, with a message bus of its own when there is none. Ends with the value.
pub struct Session {
    servers: Vec<Child>,
    variables: Vec<(&'static str, String)>,
}

impl Session {
    /// Starts both; `width` and `height` in pixels.
    pub fn start(width: u32, height: u32) -> Result<Self> {
        // Without a GPU, drawing without compositing is many times smoother.
        let mut session =
            Self { servers: Vec::new(), variables: vec![("WEBKIT_DISABLE_COMPOSITING_MODE", "1".to_owned())] };
        let size = format!("{width}x{height}x24");
        let mut display = server("Xvfb");
        display.args(["-displayfd", "1", "-screen", "0", &size, "-nolisten", "tcp"]);
        let number = session.serve(&mut display)?;
        session.variables.push(("DISPLAY", format!(":{number}")));
        if env::var_os("DBUS_SESSION_BUS_ADDRESS").is_none() {
            let address = session.serve(server("dbus-daemon").args(["--session", "--nofork", "--print-address=1"]))?;
            session.variables.push(("DBUS_SESSION_BUS_ADDRESS", address));
        }
        Ok(session)
    }

    /// A session of a person whose folders are all below `home` and whose keyring is open.
    pub fn with_keyring(width: u32, height: u32, home: &Path) -> Result<Self> {
        let mut session = Self::start(width, height)?;
        let folders = [
            ("HOME", ""),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_STATE_HOME", "state"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_RUNTIME_DIR", "run"),
        ];
        for (variable, below) in folders {
            let folder = home.join(below);
            std::fs::create_dir_all(&folder)?;
            session.variables.push((variable, folder.to_string_lossy().into_owned()));
        }
        let address = session.serve(server("dbus-daemon").args(["--session", "--nofork", "--print-address=1"]))?;
        session.variables.push(("DBUS_SESSION_BUS_ADDRESS", address));
        let mut keyring = server("sh");
        keyring.args(["-c", "printf secret | exec gnome-keyring-daemon --foreground --unlock --components=secrets"]);
        session.enter(&mut keyring);
        session.servers.push(keyring.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?);
        session.wait_for_keyring()?;
        Ok(session)
    }

    fn wait_for_keyring(&self) -> Result<()> {
        let asked = Instant::now();
        while asked.elapsed() < PATIENCE {
            let mut question = process::command("dbus-send");
            question.args(["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"]);
            question.args(["org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"]);
            self.enter(&mut question);
            if process::output(&mut question)?.contains("boolean true") {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(50));
        }
        bail!("the keyring did not start")
    }

    /// Lets `command` use this session.
    pub fn enter(&self, command: &mut Command) {
        command.env_remove("WAYLAND_DISPLAY").env("GDK_BACKEND", "x11");
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
    }

    /// Writes a picture of the whole display.
    pub fn screenshot(&self, file: &Path) -> Result<()> {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut import = process::command("import");
        import.args(["-window", "root"]).arg(file);
        self.enter(&mut import);
        process::output(&mut import).context("cannot take a picture of the virtual display")?;
        Ok(())
    }

    /// Starts a server and gives the first line it prints.
    fn serve(&mut self, command: &mut Command) -> Result<String> {
        let shown = process::display(command);
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start «{shown}»"))?;
        let mut line = String::new();
        if let Some(output) = child.stdout.take() {
            BufReader::new(output).read_line(&mut line)?;
        }
        self.servers.push(child);
        if line.trim().is_empty() {
            bail!("«{shown}» did not start");
        }
        Ok(line.trim().to_owned())
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        for server in self.servers.iter_mut().rev() {
            // It may have ended by itself: then there is nothing to end.
            let _ = server.kill();
            let _ = server.wait();
        }
    }
}

/// A program that the system ends together with this runner, however the runner ends.
fn server(program: &str) -> Command {
    let mut command = process::command("setpriv");
    command.args(["--pdeathsig", "TERM", program]);
    command
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_session_has_a_display_and_a_bus_until_it_ends() {
        let session = Session::start(640, 480).unwrap();
        let mut geometry = Command::new("xdotool");
        session.enter(geometry.arg("getdisplaygeometry"));
        assert_eq!(process::output(&mut geometry).unwrap().trim(), "640 480");

        let folder = tempfile::tempdir().unwrap();
        let picture = folder.path().join("pictures/display.png");
        session.screenshot(&picture).unwrap();
        assert!(std::fs::read(&picture).unwrap().starts_with(b"\x89PNG"));

        let mut after = Command::new("xdotool");
        session.enter(after.arg("getdisplaygeometry"));
        drop(session);
        assert!(process::output(&mut after).is_err());
    }
}
