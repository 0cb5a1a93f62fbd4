//! The program killed at any point of an import: what was going on goes on, and ends as if nothing
//! had happened.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    process::{Child, ChildStderr, Stdio},
    thread,
    time::{Duration, Instant},
};

use sales_testkit::{contacts::Contacts, random::Seeded};

use crate::support::Place;

/// More than are written before the first commit.
const ROWS: usize = 13_000;

/// A workspace with some prospects, and a file that many of them stand in.
struct Scene {
    place: Place,
    file: String,
    import: Vec<&'static str>,
}

/// How far an import has come, as can be seen from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sight {
    /// Something is written to the workspace: the books are open.
    Books,
    /// The first rows are told, and committed.
    FirstRows,
}

/// How long an import that nobody kills takes from each sight to the next, and from the last to its end.
struct Whole {
    dump: String,
    to_first_rows: Duration,
    to_end: Duration,
}

/// An import under way.
struct Running {
    child: Child,
    lines: BufReader<ChildStderr>,
}

impl Running {
    fn start(scene: &Scene, place: &Place) -> Self {
        let mut command = place.command(&scene.arguments());
        command.arg("--progress").stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap());
        Self { child, lines }
    }

    /// Waits until the import has come so far, or has ended.
    fn wait_for(&mut self, sight: Sight, place: &Place) {
        let log = place.path("ws").join("workspace.db-wal");
        match sight {
            Sight::Books => {
                while fs::metadata(&log).map_or(0, |log| log.len()) == 0 && self.child.try_wait().unwrap().is_none() {
                    thread::sleep(Duration::from_millis(1));
                }
            }
            Sight::FirstRows => {
                self.lines.read_line(&mut String::new()).unwrap();
            }
        }
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Scene {
    fn new() -> Self {
        let place = Place::new();
        let mut contacts = Contacts::new(77, 25);
        let first = place.write("first.csv", contacts.csv(1_500).text());
        place.json(&["import", &first]);
        let file = place.write("second.csv", contacts.csv(ROWS).text());
        Self { place, file, import: vec!["import", "--on-match", "update"] }
    }

    fn arguments(&self) -> Vec<&str> {
        let mut arguments = self.import.clone();
        arguments.push(&self.file);
        arguments
    }

    /// What the import makes of the workspace, and how long it takes.
    fn whole(&self) -> Whole {
        let place = Place::like(&self.place);
        let mut running = Running::start(self, &place);
        running.wait_for(Sight::Books, &place);
        let books = Instant::now();
        running.wait_for(Sight::FirstRows, &place);
        let first_rows = Instant::now();
        running.lines.lines().for_each(|line| drop(line.unwrap()));
        assert!(running.child.wait().unwrap().success());
        let to_end = first_rows.elapsed();
        let import = &place.json(&["imports", "list"])["rows"][0];
        for outcome in ["created", "updated", "merged"] {
            assert!(import[outcome].as_u64() > Some(100), "{import}");
        }
        Whole { dump: place.dump(), to_first_rows: first_rows - books, to_end }
    }

    /// Kills the import a while after a sight and goes on with it. Gives the rows that it was
    /// interrupted after, if it was.
    fn kill_after(&self, sight: Sight, delay: Duration, expected: &str) -> Option<u64> {
        let place = Place::like(&self.place);
        let mut running = Running::start(self, &place);
        running.wait_for(sight, &place);
        thread::sleep(delay);
        running.kill();
        let imports = place.json(&["imports", "list"]);
        let last = &imports["rows"][0];
        let rows = last["rows"].as_u64().unwrap();
        let interrupted = imports["total"] == 2 && last["status"] == "interrupted";
        if imports["total"] == 1 {
            place.json(&self.arguments());
        } else if interrupted {
            let resumed = place.json(&["imports", "resume", last["import_id"].as_str().unwrap()]);
            assert_eq!(resumed["rows"], ROWS);
        } else {
            assert_eq!(last["status"], "done");
        }
        assert!(place.dump() == expected, "killed {delay:?} after {sight:?} with {rows} rows");
        interrupted.then_some(rows)
    }
}

/// Times that an import is killed after each sight.
const KILLS: u32 = 25;

/// Kills an import again and again, each time in another part of what follows a sight. Gives the rows
/// that it was interrupted after.
fn interruptions(sight: Sight, seed: u64) -> Vec<u64> {
    let scene = Scene::new();
    let whole = scene.whole();
    let follows = if sight == Sight::Books { whole.to_first_rows } else { whole.to_end };
    let mut random = Seeded::new(seed);
    let kills = (0..KILLS).filter_map(|part| {
        let within = random.below(1_000) as f64 / 1_000.0;
        let delay = follows.mul_f64(0.9 * (f64::from(part) + within) / f64::from(KILLS));
        scene.kill_after(sight, delay, &whole.dump)
    });
    kills.collect()
}

#[test]
fn an_import_goes_on_after_kills_before_its_first_rows_are_in() {
    let interrupted = interruptions(Sight::Books, 1);
    assert!(interrupted.len() >= 15, "interrupted after these rows: {interrupted:?}");
}

#[test]
fn an_import_goes_on_after_kills_between_its_first_rows_and_its_end() {
    let interrupted = interruptions(Sight::FirstRows, 2);
    assert!(interrupted.len() >= 15, "interrupted after these rows: {interrupted:?}");
    let within = interrupted.iter().filter(|&&rows| rows > 0 && rows < ROWS as u64).count();
    assert!(within >= 5, "between two commits: {interrupted:?}");
}

#[test]
fn an_undo_that_is_killed_is_done_or_not() {
    let scene = Scene::new();
    let before = scene.place.dump();
    let imported = Place::like(&scene.place);
    let id = imported.json(&scene.arguments())["import_id"].as_str().unwrap().to_owned();
    let after = imported.dump();
    let whole = Place::like(&imported);
    let started = Instant::now();
    whole.json(&["imports", "undo", &id]);
    let took = started.elapsed();
    assert!(whole.dump() == before);
    for tenth in [3, 6, 9] {
        let place = Place::like(&imported);
        let mut child =
            place.command(&["imports", "undo", &id]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(took.mul_f64(f64::from(tenth) / 10.0));
        child.kill().unwrap();
        child.wait().unwrap();
        let dump = place.dump();
        if dump == after {
            place.json(&["imports", "undo", &id]);
        }
        assert!(place.dump() == before, "{tenth} tenths");
    }
}
