//! The real window at 1,000,000 prospects: blank rows and CPU of steady scrolling, and how long the
//! lists take to answer with the way to the window and back.
//!
//! `cargo xtask bench scroll`
#![cfg(target_os = "linux")]
#![expect(clippy::print_stdout, reason = "the result of a benchmark")]
#![expect(clippy::unwrap_used, reason = "like the journeys, whose harness it uses")]
#![expect(dead_code, reason = "the harness is the journeys'")]

#[path = "journeys/files.rs"]
mod files;
mod harness;
#[path = "journeys/steps.rs"]
mod steps;

use std::{fs, time::Duration};

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use harness::{computer::Computer, processes, window::Window};

const PEOPLE: usize = 1_000_000;
const FRAMES: u32 = 300;
const RUNS: usize = 100;
/// What a window asks for when it scrolls on.
const PAGE: usize = 100;

fn main() {
    let computer = Computer::new();
    let file = computer.file("people.csv", &files::people(PEOPLE));
    {
        let window = computer.start_with(&file);
        steps::make_workspace(&window);
        steps::to_columns(&window);
        window.click("button", &window.say_count("import.columns.check", PEOPLE));
        window.click("button", &window.say_count("import.check.next", PEOPLE));
        window.press("import.result.review");
    }
    let window = computer.start();
    steps::unlock(&window);
    window.click_row(0);
    window.rests();
    for step in [40, 100, 400] {
        let cpu = cpu_of_frames(&window, step);
        let blank = window.blank_frames(FRAMES, step);
        println!("scrolling {step:>3} px a frame: {cpu:>5.1} ms CPU a frame, {blank} of {FRAMES} frames with a blank");
    }
    window.key("Home");
    answers(&window);
}

/// The CPU time in ms that the program and its web view use for a frame of steady scrolling.
fn cpu_of_frames(window: &Window<'_>, step: u32) -> f64 {
    let before = cpu_time();
    window.outcome::<Value>(&format!("page.glide({FRAMES}, {step}).then(() => null)"));
    (cpu_time() - before).as_secs_f64() * 1_000.0 / f64::from(FRAMES)
}

/// The CPU time that the program and its web view have used so far.
fn cpu_time() -> Duration {
    let is_program = |id: &u32| processes::is_program(*id, env!("CARGO_BIN_EXE_ai-sales-agent"));
    let program = processes::family_of(std::process::id()).into_iter().find(is_program).unwrap();
    processes::family_of(program).into_iter().map(cpu_time_of).sum()
}

/// The CPU time that a process has used so far, in the kernel and outside.
fn cpu_time_of(id: u32) -> Duration {
    /// What the kernel counts in, on every platform that Linux has (`USER_HZ`).
    const TICK: Duration = Duration::from_millis(10);
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    let words = stat.rsplit_once(')').map(|(_, words)| words).unwrap_or_default();
    let ticks = words.split_whitespace().skip(11).take(2).filter_map(|word| word.parse::<u32>().ok());
    TICK * ticks.sum::<u32>()
}

/// What the app answers to a question that the window may ask.
fn ask<T: DeserializeOwned>(window: &Window<'_>, command: &str, question: &Value) -> T {
    window.outcome(&format!("page.ask({command:?}, {question})"))
}

/// How many ms the app takes for each of some questions, the way to the window and back included.
fn times_of(window: &Window<'_>, command: &str, questions: &[Value]) -> Vec<f64> {
    window.outcome(&format!("page.asks({command:?}, {})", json!(questions)))
}

fn answers(window: &Window<'_>) {
    let fields = ["name", "company", "job_title", "email", "phone", "city", "country", "stage", "tags"];
    let open = |filter: Value, search: &str, sort: Value| {
        let query = json!({ "scope": "active", "filter": filter, "search": search, "sort": sort });
        let first = json!({ "limit": PAGE, "fields": fields });
        json!({ "input": { "entity": "prospect", "query": query, "first": first } })
    };
    let all = json!({ "kind": "and", "of": [] });
    let list: Value = ask(window, "list_open", &open(all.clone(), "", json!([])));
    let windows: Vec<Value> = (0..RUNS)
        .map(|run| {
            let offset = run * (PEOPLE / RUNS);
            json!({ "input": { "snapshot": list["snapshot"], "offset": offset, "limit": PAGE, "fields": fields } })
        })
        .collect();
    report("a window of 100 rows", &times_of(window, "list_window", &windows));

    let every = |question: Value| vec![question; RUNS];
    report("the list, newest first", &times_of(window, "list_open", &every(open(all.clone(), "", json!([])))));
    let by = |field: &str| json!([{ "field": field, "descending": false }]);
    for field in ["name", "email", "city"] {
        report(&format!("sorted by {field}"), &times_of(window, "list_open", &every(open(all.clone(), "", by(field)))));
    }
    let is = json!({ "kind": "test", "field": "city", "op": "is", "values": ["Orléans"] });
    report("filtered by city", &times_of(window, "list_open", &every(open(is, "", json!([])))));
    for words in ["a", "personne12", "zoe lef"] {
        let question = open(all.clone(), words, json!([]));
        report(&format!("search for «{words}»"), &times_of(window, "list_open", &every(question)));
    }
}

/// Prints the first time, which may read columns from the file, and the usual ones.
fn report(what: &str, times: &[f64]) {
    let first = times[0];
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (median, late) = (sorted[sorted.len() / 2], sorted[sorted.len() * 95 / 100]);
    println!("{what:<28} first {first:>6.1} ms, median {median:>6.1} ms, 95th percentile {late:>6.1} ms");
}
