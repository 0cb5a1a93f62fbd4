//! The whole workspace as lines.

use sales_core::import::OnMatch;
use sales_testkit::TestApp;
use serde_json::{Value, json};

use crate::support::{edit, prospect, undo};

fn lines(test: &TestApp, kind: &str) -> Vec<Value> {
    let lines = test.dump().into_iter().map(|line| serde_json::from_str(&line).unwrap());
    lines.filter(|line: &Value| line["kind"] == kind).collect()
}

#[test]
fn lines_tell_settings_users_and_where_each_value_comes_from() {
    let test = TestApp::new();
    assert_eq!(lines(&test, "setting"), [json!({"kind": "setting", "name": "home_country", "value": "FR"})]);
    assert_eq!(lines(&test, "user"), [json!({"kind": "user", "name": "", "email": null, "locale": "fr"})]);
    let header = "first_name,last_name,email,city,job_title\n";
    test.import("a.csv", format!("{header}Ada,Byron,ada@x.example,,\nAda,Byron,ada@x.example,Lyon,\n"), OnMatch::Fill);
    test.import("b.csv", format!("{header}Ada,Byron,ada@x.example,,CEO\n"), OnMatch::Fill);
    let id = prospect(&test, "first_name", "Ada").id;
    let before = test.dump();
    edit(&test, &id, "email", "ada@y.example");
    let [ada] = lines(&test, "prospect").try_into().unwrap();
    assert_eq!(ada["source"], json!({"file": "a.csv", "row": 1}));
    let sources = json!({
        "city": {"file": "a.csv", "row": 2},
        "job_title": {"file": "b.csv", "row": 1},
        "email": "by_hand",
    });
    assert_eq!(ada["sources"], sources);
    undo(&test);
    assert_eq!(test.dump(), before, "what is taken back is no source any more");
}

#[test]
fn lines_are_sorted_and_no_more_are_made_than_are_taken() {
    let test = TestApp::new();
    let rows: String =
        (0..4_500).map(|n| format!("Same,Name,p{}@x.example,Same company\n", n * 7_919 % 4_500)).collect();
    test.import("a.csv", format!("first_name,last_name,email,company\n{rows}"), OnMatch::Fill);
    let lines = test.dump();
    assert!(lines.is_sorted());
    assert_eq!(lines.iter().filter(|line| line.starts_with(r#"{"kind":"prospect""#)).count(), 4_500);
}
