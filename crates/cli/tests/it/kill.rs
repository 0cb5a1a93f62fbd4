//! The program killed at any point of an import: what was going on goes on, and ends as if nothing
//! had happened.

use std::{
    ops::Range,
    process::Stdio,
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
    fn whole(&self) -> (String, Duration) {
        let place = Place::like(&self.place);
        let started = Instant::now();
        let import = place.json(&self.arguments());
        let took = started.elapsed();
        for outcome in ["created", "updated", "merged"] {
            assert!(import[outcome].as_u64() > Some(100), "{import}");
        }
        (place.dump(), took)
    }

    /// Kills the import after a while and goes on with it. Whether it was interrupted between rows.
    fn kill_after(&self, delay: Duration, expected: &str) -> bool {
        let place = Place::like(&self.place);
        let mut child = place.command(&self.arguments()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(delay);
        child.kill().unwrap();
        child.wait().unwrap();
        let imports = place.json(&["imports", "list"]);
        let last = &imports["rows"][0];
        let mut interrupted = false;
        if imports["total"] == 1 {
            place.json(&self.arguments());
        } else if last["status"] == "interrupted" {
            let rows = last["rows"].as_u64().unwrap();
            interrupted = rows > 0 && rows < ROWS as u64;
            let resumed = place.json(&["imports", "resume", last["import_id"].as_str().unwrap()]);
            assert_eq!(resumed["rows"], ROWS);
        } else {
            assert_eq!(last["status"], "done");
        }
        assert!(place.dump() == expected, "killed after {delay:?} with {} rows", last["rows"]);
        interrupted
    }
}

/// Points at which an import is killed.
const POINTS: u32 = 50;

/// Kills an import at some of the [`POINTS`], `rarely` of them at least after its first commit.
fn kill_at(points: Range<u32>, seed: u64, rarely: u32) {
    let scene = Scene::new();
    let (expected, took) = scene.whole();
    let mut random = Seeded::new(seed);
    let mut interrupted = 0;
    for point in points {
        // One point in each part of the time, somewhere in it.
        let within = random.below(1_000) as f64 / 1_000.0;
        let delay = took.mul_f64((f64::from(point) + within) / f64::from(POINTS));
        interrupted += u32::from(scene.kill_after(delay, &expected));
    }
    assert!(interrupted >= rarely, "{interrupted} were killed between commits");
}

#[test]
fn an_import_goes_on_after_kills_in_the_first_half_of_its_time() {
    kill_at(0..POINTS / 2, 1, 0);
}

#[test]
fn an_import_goes_on_after_kills_in_the_second_half_of_its_time() {
    kill_at(POINTS / 2..POINTS, 2, 1);
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
