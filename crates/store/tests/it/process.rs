//! Second processes: this test program, started again to run one of its functions that are
//! ignored otherwise.

use std::{
    ffi::OsStr,
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Output, Stdio},
};

const FOLDER: &str = "STORE_TEST_FOLDER";

/// The folder that the parent gave to this process.
pub fn folder() -> PathBuf {
    std::env::var_os(FOLDER).expect("only started by another test").into()
}

/// Tells the parent something, on a line of its own.
pub fn say(word: &str) {
    println!("\n> {word}");
}

/// The command that runs the function `name`, after `wrapper` if that is not empty.
pub fn command(wrapper: &[&str], name: &str, folder: &Path) -> Command {
    let program = std::env::current_exe().unwrap();
    let mut words = wrapper.iter().map(OsStr::new).chain([program.as_os_str()]);
    let mut command = Command::new(words.next().unwrap());
    command
        .args(words)
        .args(["--exact", name, "--ignored", "--nocapture", "--test-threads=1"])
        .env(FOLDER, folder)
        .stdin(Stdio::null());
    command
}

/// Runs it to its end.
pub fn run(wrapper: &[&str], name: &str, folder: &Path) -> Output {
    command(wrapper, name, folder).output().unwrap()
}

/// Fails with what the process wrote unless it ended well and ran one test.
pub fn assert_passed(output: &Output) {
    let text = [String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)].concat();
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}

/// A second process that is killed when this goes.
pub struct Second {
    child: Child,
    lines: BufReader<ChildStdout>,
}

impl Second {
    pub fn start(name: &str, folder: &Path) -> Self {
        let mut child = command(&[], name, folder).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap());
        Self { child, lines }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The next thing the process says.
    pub fn hear(&mut self) -> String {
        let mut line = String::new();
        loop {
            line.clear();
            assert!(self.lines.read_line(&mut line).unwrap() > 0, "the second process ended");
            if let Some(word) = line.strip_prefix("> ") {
                return word.trim_end().to_owned();
            }
        }
    }

    /// Ends the process without a chance to tidy up, and gives what it still said.
    pub fn kill(mut self) -> Vec<String> {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        let said = self.lines.by_ref().lines().map_while(Result::ok);
        said.filter_map(|line| line.strip_prefix("> ").map(str::to_owned)).collect()
    }
}

impl Drop for Second {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
