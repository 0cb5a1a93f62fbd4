//! A desktop session where there is none: a virtual display and a message bus.

use std::{
    env,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::process;

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
