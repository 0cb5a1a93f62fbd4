//! Running `sales-agent`.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

pub const PASSPHRASE: &str = "vélo mouillé sous le tilleul";

/// A folder with a workspace in it, and nothing else of the person who runs the tests.
pub struct Place {
    folder: TempDir,
}

impl Place {
    /// Without a workspace.
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("passphrase"), format!("{PASSPHRASE}\n")).unwrap();
        fs::create_dir(folder.path().join("home")).unwrap();
        Self { folder }
    }

    /// With a new workspace.
    pub fn new() -> Self {
        let place = Self::empty();
        place.json(&["init"]);
        place
    }

    /// With a copy of the workspace of another place.
    pub fn like(other: &Self) -> Self {
        let place = Self::empty();
        fs::create_dir(place.path("ws")).unwrap();
        for entry in fs::read_dir(other.path("ws")).unwrap() {
            let from = entry.unwrap().path();
            fs::copy(&from, place.path("ws").join(from.file_name().unwrap())).unwrap();
        }
        place
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file; gives its path.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        fs::write(self.path(name), content).unwrap();
        self.path(name).display().to_string()
    }

    /// The program with its workspace and passphrase.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = bare_command(&self.path("home"), arguments);
        command.arg("--workspace").arg(self.path("ws")).arg("--passphrase-file").arg(self.path("passphrase"));
        command
    }

    /// Another program, which finds this one with its workspace and passphrase as `$agent`.
    pub fn around(&self, words: &[&str]) -> Command {
        let program = env!("CARGO_BIN_EXE_sales-agent");
        let (workspace, passphrase) = (self.path("ws"), self.path("passphrase"));
        let agent = format!("{program} --workspace {} --passphrase-file {}", workspace.display(), passphrase.display());
        let mut command = Command::new(words[0]);
        command.args(&words[1..]).stdin(Stdio::null()).env_clear();
        command.env("HOME", self.path("home")).env("agent", agent);
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// The result of a command that works.
    pub fn json(&self, arguments: &[&str]) -> Value {
        let output = self.command(arguments).arg("--json").output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", text(&output.stdout));
        assert_eq!(text(&output.stderr), "", "{arguments:?}");
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// The code and arguments of the error of a command that does not work.
    pub fn error(&self, arguments: &[&str]) -> (String, Value) {
        let output = self.command(arguments).arg("--json").output().unwrap();
        let value: Value = serde_json::from_slice(&output.stdout).unwrap();
        let error = &value["error"];
        // Which countries there are is a question of the arguments.
        let status = if error["code"] == "country_unknown" { 2 } else { 1 };
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {value}");
        assert!(!error["message"].as_str().unwrap().is_empty());
        (error["code"].as_str().unwrap().to_owned(), error["args"].clone())
    }

    pub fn dump(&self) -> String {
        let output = self.run(&["dump", "--canonical"]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout)
    }
}

/// The program without the settings, language and keyring of the person who runs the tests.
pub fn bare_command(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sales-agent"));
    command.args(arguments).stdin(Stdio::null()).env_clear();
    for name in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA", "APPDATA"] {
        command.env(name, home);
    }
    if let Some(root) = std::env::var_os("SYSTEMROOT") {
        command.env("SYSTEMROOT", root);
    }
    command
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}
