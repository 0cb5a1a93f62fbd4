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

/// The size of the screen in px: larger than the window, so that there is room beside it.
const SCREEN: (u32, u32) = (1440, 900);

/// Home folders, a screen and a message bus that nothing else uses.
pub struct Computer {
    variables: Vec<(&'static str, String)>,
    /// In the order in which they were started; each may use those before it.
    servers: Vec<Server>,
    home: TempDir,
}

impl Computer {
    /// One without a keyring.
    pub fn new() -> Self {
        let home = tempfile::Builder::new().prefix("sales-agent-e2e-").tempdir().unwrap();
        let mut computer = Self { variables: Vec::new(), servers: Vec::new(), home };
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
        computer.start_screen();
        computer.start_bus();
        computer
    }

    /// One with a keyring that is open, as after logging in.
    pub fn with_keyring() -> Self {
        let mut computer = Self::new();
        let mut daemon = Command::new("sh");
        let unlocked = "printf secret | exec gnome-keyring-daemon --foreground --unlock --components=secrets";
        computer.enter(daemon.args(["-c", unlocked]).stderr(Stdio::null()));
        computer.servers.push(Server::start(&daemon));
        wait_for("the keyring", || computer.has_keyring().then_some(()));
        computer
    }

    fn start_screen(&mut self) {
        let (width, height) = SCREEN;
        let mut display = Command::new("Xvfb");
        display.args(["-displayfd", "1", "-nolisten", "tcp", "-noreset", "-screen", "0"]);
        display.arg(format!("{width}x{height}x24")).stderr(Stdio::null());
        let (display, number) = Server::start_with_line(&display);
        self.servers.push(display);
        self.variables.push(("DISPLAY", format!(":{number}")));
        self.variables.push(("GDK_BACKEND", "x11".to_owned()));
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
        self.servers.push(bus);
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
        command.env_remove("WAYLAND_DISPLAY").env_remove("XAUTHORITY");
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
    }

    /// Uses the screen like a person does; gives what `xdotool` prints.
    pub fn xdotool(&self, words: &[&str]) -> String {
        let mut command = Command::new("xdotool");
        self.enter(command.args(words));
        String::from_utf8_lossy(&command.output().unwrap().stdout).trim().to_owned()
    }

    /// Moves the pointer to where no screen has anything to point at.
    pub fn put_pointer_aside(&self) {
        // The window is told of movements only: a pointer that is there already has to move all the same.
        self.xdotool(&["mousemove", "100", "400", "mousemove", "101", "401"]);
    }

    /// Writes a picture of the screen, of `size` px at its top left or of all of it; false when that
    /// is not possible.
    pub fn photograph(&self, file: &Path, size: Option<[u32; 2]>) -> bool {
        let mut import = Command::new("import");
        import.args(["-window", "root"]);
        if let Some([width, height]) = size {
            import.args(["-crop", &format!("{width}x{height}+0+0"), "+repage"]);
        }
        self.enter(import.arg(file));
        import.status().is_ok_and(|status| status.success())
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
        Window::open(self, None)
    }

    /// Starts the program with a file, as by a double click on it.
    pub fn start_with(&self, file: &Path) -> Window<'_> {
        Window::open(self, Some(file))
    }

    /// Lets everything that starts from now on have this in its environment.
    pub fn set(&mut self, variable: &'static str, value: &str) {
        self.variables.push((variable, value.to_owned()));
    }
}

impl Drop for Computer {
    fn drop(&mut self) {
        while let Some(server) = self.servers.pop() {
            drop(server);
        }
    }
}
