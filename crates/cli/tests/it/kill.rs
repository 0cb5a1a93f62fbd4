//! The program killed at any point of an import: what was going on goes on, and ends as if nothing
//! had happened.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    process::{Child, ChildStderr, Stdio},
    thread,
    time::{Duration, Instant},
};

use sales_testkit::{Csv, contacts::Contacts, duplicates::b2b, random::Seeded};
use serde_json::Value;

use crate::support::Place;

/// Three chunks, of which the first is committed at once and the others at the end.
const ROWS: u64 = 20_000;
/// Rows of a chunk.
const CHUNK: u64 = 8_192;
/// What a kill comes after a sight at most: less than the next part of the work takes.
const JITTER_MS: u64 = 60;

/// A workspace with some prospects, and a file that many of them stand in.
struct Scene {
    place: Place,
    file: String,
    /// Its rows.
    rows: u64,
    import: Vec<&'static str>,
    /// What the import makes of the workspace.
    whole: String,
}

/// How far an import has come, as can be seen from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sight {
    /// Standard error tells that the rows are in, and are compared with others.
    Comparing,
    /// Something is written to the workspace: the books are open.
    Books,
    /// Standard error tells at least so many rows.
    Rows(u64),
}

/// An import under way.
struct Running {
    child: Child,
    lines: BufReader<ChildStderr>,
}

impl Running {
    fn start(scene: &Scene, place: &Place) -> Self {
        let mut command = place.command(&scene.arguments());
        command.args(["--progress", "--lang", "en"]).stdout(Stdio::null()).stderr(Stdio::piped());
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
            Sight::Comparing => while self.line().is_some_and(|line| !line.starts_with("Comparing")) {},
            Sight::Rows(rows) => while self.told_rows().is_some_and(|told| told < rows) {},
        }
    }

    /// What is told next; none at the end.
    fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        (self.lines.read_line(&mut line).unwrap() > 0).then_some(line)
    }

    /// The rows that the next line tells; none at the end.
    fn told_rows(&mut self) -> Option<u64> {
        let line = self.line()?;
        let (told, _) = line.split_once(" of ")?;
        told.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok()
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
        place.json(&["import", "--near", "off", &first]);
        let file = place.write("second.csv", contacts.csv(usize::try_from(ROWS).unwrap()).text());
        let scene = Self {
            place,
            file,
            rows: ROWS,
            import: vec!["import", "--near", "off", "--on-match", "update"],
            whole: String::new(),
        };
        let (scene, import) = scene.made_whole();
        for outcome in ["created", "updated", "merged"] {
            assert!(import[outcome].as_u64() > Some(100), "{import}");
        }
        scene
    }

    /// A file with people who are there already, or twice in it, under other addresses. Their likes are merged.
    fn with_near_duplicates() -> Self {
        let place = Place::new();
        let known = b2b(110, 7).without("Company");
        let (before, after) = known.rows.split_at(known.rows.len() / 3);
        let csv = |rows: &[Vec<String>]| {
            let mut csv = Csv::new(&known.headers);
            rows.iter().for_each(|row| csv.push(row));
            csv.text().to_owned()
        };
        let first = place.write("first.csv", csv(before));
        place.json(&["import", "--near", "off", "--on-match", "create", &first]);
        let file = place.write("second.csv", csv(after));
        let import = vec!["import", "--near", "merge", "--on-match", "create"];
        let scene = Self { place, file, rows: after.len() as u64, import, whole: String::new() };
        let (scene, import) = scene.made_whole();
        assert!(import["near"]["merged"].as_u64() > Some(10), "{import}");
        scene
    }

    /// The same once it is known what becomes of the workspace when nothing happens, and the result of that.
    fn made_whole(mut self) -> (Self, Value) {
        let place = Place::like(&self.place);
        let import = place.json(&self.arguments());
        self.whole = place.dump();
        (self, import)
    }

    fn arguments(&self) -> Vec<&str> {
        let mut arguments = self.import.clone();
        arguments.push(&self.file);
        arguments
    }

    /// Kills the import soon after a sight and goes on with it. Gives the rows that it was interrupted
    /// after, if it was.
    fn kill_after(&self, sight: Sight, delay: Duration) -> Option<u64> {
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
            assert_eq!(resumed["rows"], self.rows);
        } else {
            assert_eq!(last["status"], "done");
        }
        let (dump, whole) = (place.dump(), &self.whole);
        let differs = dump.lines().zip(whole.lines()).find(|(found, wanted)| found != wanted);
        assert!(dump == *whole, "killed {delay:?} after {sight:?} with {rows} rows: {differs:#?}");
        interrupted.then_some(rows)
    }
}

/// Times that an import is killed in each test.
const KILLS: usize = 25;

/// Kills an import again and again soon after the sights, one after the other. Gives the rows that it
/// was interrupted after.
fn interruptions(sights: &[Sight], seed: u64) -> Vec<u64> {
    let scene = Scene::new();
    let mut random = Seeded::new(seed);
    let sights = sights.iter().cycle().take(KILLS);
    let kills = sights.filter_map(|&sight| {
        let delay = Duration::from_millis(random.below(JITTER_MS as usize) as u64);
        scene.kill_after(sight, delay)
    });
    kills.collect()
}

#[test]
fn an_import_goes_on_after_kills_before_its_first_rows_are_in() {
    let interrupted = interruptions(&[Sight::Books], 1);
    assert!(interrupted.len() >= 15, "interrupted after these rows: {interrupted:?}");
}

#[test]
fn an_import_goes_on_after_kills_between_its_first_rows_and_its_end() {
    let sights =
        [Sight::Rows(CHUNK), Sight::Rows(2 * CHUNK), Sight::Rows(CHUNK), Sight::Rows(2 * CHUNK), Sight::Rows(ROWS)];
    let interrupted = interruptions(&sights, 2);
    assert!(interrupted.len() >= 20, "interrupted after these rows: {interrupted:?}");
    let within = interrupted.iter().filter(|&&rows| rows > 0 && rows < ROWS).count();
    assert!(within >= 15, "between two commits: {interrupted:?}");
}

#[test]
fn near_duplicates_are_merged_after_kills_during_their_search_and_their_merges() {
    let scene = Scene::with_near_duplicates();
    let place = Place::like(&scene.place);
    let mut running = Running::start(&scene, &place);
    running.wait_for(Sight::Comparing, &place);
    let started = Instant::now();
    running.child.wait().unwrap();
    let took = started.elapsed();
    // The merges come last, and take a small part of it.
    let parts = [0.05, 0.4, 0.7, 0.85, 0.92, 0.98];
    let interrupted = parts.iter().filter(|&&part| scene.kill_after(Sight::Comparing, took.mul_f64(part)).is_some());
    assert!(interrupted.count() >= 3, "of {}, searching and merging took {took:?}", parts.len());
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
