//! A computer of its own for a test.

use std::{
    fs,
    io::Write as _,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use tempfile::TempDir;

use super::{processes::Server, wait_for, window::Window};

/// Home folders and a message bus that nothing else uses. The display is shared.
pub struct Computer {
    variables: Vec<(&'static str, String)>,
    keyring: Option<Server>,
    bus: Option<Server>,
    home: TempDir,
}

impl Computer {
    /// One without a keyring.
    pub fn new() -> Self {
        let home = tempfile::Builder::new().prefix("sales-agent-e2e-").tempdir().unwrap();
        let mut computer = Self { variables: Vec::new(), keyring: None, bus: None, home };
        let folders = [
            ("HOME", "."),
            ("XDG_CONFIG_HOME", ".config"),
            ("XDG_DATA_HOME", ".local/share"),
            ("XDG_STATE_HOME", ".local/state"),
            ("XDG_CACHE_HOME", ".cache"),
            ("XDG_RUNTIME_DIR", "run"),
        ];
        for (variable, below) in folders {
            let folder = computer.home.path().join(below);
            fs::create_dir_all(&folder).unwrap();
            fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
            computer.variables.push((variable, folder.to_str().unwrap().to_owned()));
        }
        computer.variables.push(("GSETTINGS_BACKEND", "memory".to_owned()));
        computer.variables.push(("GTK_USE_PORTAL", "0".to_owned()));
        computer.variables.push(("NO_AT_BRIDGE", "1".to_owned()));
        computer.start_bus();
        computer
    }

    /// One with a keyring that is open, as after logging in.
    pub fn with_keyring() -> Self {
        let mut computer = Self::new();
        let mut daemon = Command::new("sh");
        let unlocked = "printf secret | exec gnome-keyring-daemon --foreground --unlock --components=secrets";
        computer.enter(daemon.args(["-c", unlocked]).stderr(Stdio::null()));
        computer.keyring = Some(Server::start(&daemon));
        wait_for("the keyring", || computer.has_keyring().then_some(()));
        computer
    }

    /// A message bus that starts no services by itself.
    fn start_bus(&mut self) {
        let config = self.home.path().join("bus.conf");
        let listen = self.home.path().join("run/bus");
        let text = format!(
            "<busconfig><type>session</type><listen>unix:path={}</listen><policy context=\"default\">\
             <allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/>\
             </policy></busconfig>",
            listen.display()
        );
        fs::write(&config, text).unwrap();
        let mut daemon = Command::new("dbus-daemon");
        daemon.args(["--nofork", "--print-address=1", "--config-file"]).arg(&config);
        self.enter(&mut daemon);
        let (bus, address) = Server::start_with_line(&daemon);
        self.bus = Some(bus);
        self.variables.push(("DBUS_SESSION_BUS_ADDRESS", address));
    }

    fn has_keyring(&self) -> bool {
        let mut question = Command::new("dbus-send");
        question.args(["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"]);
        question.args(["org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"]);
        self.enter(&mut question);
        String::from_utf8_lossy(&question.output().unwrap().stdout).contains("boolean true")
    }

    /// Lets `command` run on this computer.
    pub fn enter(&self, command: &mut Command) {
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
    }

    /// The folder of the person.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Writes a file for the test.
    pub fn file(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.home.path().join(name);
        fs::File::create(&path).unwrap().write_all(content).unwrap();
        path
    }

    /// Starts the program.
    pub fn start(&self) -> Window<'_> {
        Window::open(self)
    }
}

impl Drop for Computer {
    fn drop(&mut self) {
        drop(self.keyring.take());
        drop(self.bus.take());
    }
}
