//! Programs that end with the test.

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::Instant,
};

use super::{GRACE, PATIENCE, PAUSE, wait_for};

/// A program that serves others. Ends with the value, together with everything it has started.
pub struct Server {
    child: Child,
}

impl Server {
    /// Starts it; the system ends it when the test is killed.
    pub fn start(command: &Command) -> Self {
        Self { child: guarded(command).stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap() }
    }

    /// Starts it and gives the first line it prints.
    pub fn start_with_line(command: &Command) -> (Self, String) {
        let mut child = guarded(command).stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let server = Self { child };
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            let mut line = String::new();
            output.read_line(&mut line).map(|_| sender.send(line))
        });
        let line = receiver.recv_timeout(PATIENCE).expect("the program says that it is there");
        (server, line.trim().to_owned())
    }

    /// It and everything it has started, directly or not.
    pub fn family(&self) -> Vec<u32> {
        family_of(self.child.id())
    }
}

/// A process and everything it has started, directly or not.
pub fn family_of(first: u32) -> Vec<u32> {
    let parents = parents();
    let mut family = vec![first];
    let mut at = 0;
    while at < family.len() {
        let parent = family[at];
        family.extend(parents.iter().filter(|(_, its)| **its == parent).map(|(child, _)| *child));
        at += 1;
    }
    family
}

impl Drop for Server {
    fn drop(&mut self) {
        let family = self.family();
        signal("TERM", &family);
        let asked = Instant::now();
        while is_any_alive(&family[1..]) && asked.elapsed() < GRACE {
            thread::sleep(PAUSE);
        }
        signal("KILL", &family);
        // It has been killed.
        let _ = self.child.wait();
    }
}

/// `command` run so that the system ends it when the test ends, however it ends.
fn guarded(command: &Command) -> Command {
    let mut guarded = Command::new("setpriv");
    guarded.args(["--pdeathsig", "TERM"]).arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => guarded.env(name, value),
            None => guarded.env_remove(name),
        };
    }
    guarded
}

/// Waits until none of them runs any more.
pub fn wait_until_gone(processes: &[u32]) {
    wait_for("the programs to end", || (!is_any_alive(processes)).then_some(()));
}

/// Whether a process runs the binary `program`.
pub fn is_program(id: u32, program: &str) -> bool {
    fs::read_link(format!("/proc/{id}/exe")).is_ok_and(|exe| exe == Path::new(program))
}

fn signal(name: &str, processes: &[u32]) {
    let ids = processes.iter().map(u32::to_string);
    // Those that are gone make it fail: they are what is wanted.
    let _ = Command::new("kill").arg(format!("-{name}")).args(ids).stderr(Stdio::null()).status();
}

fn is_any_alive(processes: &[u32]) -> bool {
    processes.iter().any(|id| living_parent(&Path::new("/proc").join(id.to_string())).is_some())
}

/// The parent of every process.
fn parents() -> BTreeMap<u32, u32> {
    let entries = fs::read_dir("/proc").unwrap().flatten();
    entries
        .filter_map(|entry| {
            let id = entry.file_name().to_str()?.parse().ok()?;
            Some((id, living_parent(&entry.path())?))
        })
        .collect()
}

/// The parent of a process that still runs.
fn living_parent(process: &Path) -> Option<u32> {
    let stat = fs::read_to_string(process.join("stat")).ok()?;
    // The name of the program is in brackets and may itself hold some.
    let mut words = stat.rsplit_once(')')?.1.split_whitespace();
    let state = words.next()?;
    if state == "Z" { None } else { words.next()?.parse().ok() }
}
