//! The log of commands.

use std::fs;

use serde_json::Value;

use crate::support::{Place, bare_command, text};

fn log_of(place: &Place) -> Vec<Value> {
    let files = fs::read_dir(place.path("logs")).unwrap().map(|entry| entry.unwrap().path());
    let log = files.filter(|path| path.extension().is_some_and(|kind| kind == "jsonl"));
    let text: String = log.map(|path| fs::read_to_string(path).unwrap()).collect();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn an_error_leads_to_its_line_of_the_log_which_has_no_word_of_the_data() {
    let place = Place::new();
    let file = place.path("Zyxwvut clients.csv").display().to_string();
    let output = place.command(&["inspect", &file, "--json"]).output().unwrap();
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    let report = told["error"]["report"].as_str().unwrap();
    let log = log_of(&place);
    let lines: Vec<&Value> = log.iter().filter(|line| line["report"] == report).collect();
    assert_eq!(lines.len(), 2, "what happened, and how the command ended: {log:?}");
    for line in lines {
        assert_eq!((&line["code"], &line["span"]["case"]), (&"file_missing".into(), &"inspect".into()), "{line}");
    }
    assert!(!log.iter().any(|line| line.to_string().contains("Zyxwvut")), "{log:?}");
}

#[test]
fn a_fault_that_the_sentence_does_not_explain_names_the_log_to_people_too() {
    let place = Place::new();
    let database = place.path("ws").join("workspace.db");
    let len = fs::metadata(&database).unwrap().len();
    let mut bytes = fs::read(&database).unwrap();
    bytes[100..].fill(0x5a);
    assert_eq!(bytes.len() as u64, len);
    fs::write(&database, bytes).unwrap();
    for (language, words) in [("en", "The log has the details"), ("fr", "Les détails sont dans le journal")] {
        let output = place.run(&["prospects", "list", "--lang", language]);
        let told = text(&output.stderr);
        let last = told.lines().last().unwrap();
        assert!(last.starts_with(words) && last.ends_with(&place.path("logs").display().to_string()), "{told}");
        let known =
            log_of(&place).iter().any(|line| line["report"].as_str().is_some_and(|report| last.contains(report)));
        assert!(known, "{told}");
    }
}

#[test]
fn a_mistyped_workspace_gets_no_folder() {
    let place = Place::empty();
    let absent = place.path("absent");
    let mut command = bare_command(&place.path("home"), &["prospects", "list", "--json", "--workspace"]);
    let output = command.arg(absent.join("ws")).output().unwrap();
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["error"]["code"], "workspace_missing");
    assert!(told["error"].get("report").is_none(), "there is no log that it would lead to: {told}");
    assert!(!absent.exists());
}
