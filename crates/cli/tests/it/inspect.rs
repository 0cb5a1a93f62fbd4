//! What is said of a file before and after it is imported.

use std::fmt::Write as _;

use serde_json::json;

use crate::support::{Place, bare_command, text};

/// A file with an e-mail address and so many columns that no field is known for.
fn wide(columns: usize) -> String {
    let mut csv = "Email".to_owned();
    (0..columns).for_each(|column| write!(csv, ",Zorglub {column}").unwrap());
    csv.push_str("\na@x.example.com");
    csv.push_str(&",AB-1".repeat(columns));
    csv.push('\n');
    csv
}

#[test]
fn columns_beyond_the_new_fields_are_left_out_and_counted() {
    let place = Place::new();
    let file = place.write("wide.csv", wide(10_000));
    let notice = json!([{"code": "columns_left_out", "args": {"columns": "9900", "limit": "100"}}]);
    assert_eq!(place.json(&["inspect", &file])["notices"], notice);
    assert_eq!(place.json(&["import", &file, "--dry-run"])["notices"], notice);
    for (language, number) in [("en", "9,900"), ("fr", "9\u{202f}900")] {
        let told = text(&place.run(&["inspect", &file, "--lang", language]).stdout);
        assert!(told.contains(number) && told.contains("--mapping"), "{language}: no notice");
    }
    let mapping = place.write("m.json", r#"{"Zorglub 9999": "custom:last", "Zorglub 9998": "city"}"#);
    let imported = place.json(&["import", &file, "--mapping", &mapping]);
    assert_eq!(imported["notices"][0]["args"]["columns"], "9898");
    let prospects = place.json(&["prospects", "list"]);
    let prospect = prospects["rows"][0].as_object().unwrap();
    assert_eq!(prospect.keys().filter(|key| key.starts_with("custom:")).count(), 101);
    assert_eq!((&prospect["custom:last"], &prospect["city"]), (&json!("AB-1"), &json!("AB-1")));
    let narrow = place.write("narrow.csv", wide(100));
    assert_eq!(place.json(&["inspect", &narrow])["notices"], json!([]));
}

#[test]
fn a_mapping_that_is_taken_over_is_said_to_be() {
    let place = Place::new();
    let file = place.write("r.csv", "Email,Code\na@x.example.com,7\n");
    let inspected = place.json(&["inspect", &file]);
    assert_eq!(inspected["remembered_at"], json!(null));
    let mapping = place.write("m.json", r#"{"Code": "external_id"}"#);
    place.json(&["import", &file, "--mapping", &mapping]);

    let again = place.json(&["inspect", &file]);
    assert_eq!(again["columns"][1]["field"], "external_id");
    let at = again["remembered_at"].as_str().unwrap();
    assert_eq!(at, place.json(&["imports", "list"])["rows"][0]["started_at"]);
    for (language, name) in [("en", "Mapping"), ("fr", "Correspondance")] {
        let told = text(&place.run(&["inspect", &file, "--lang", language]).stdout);
        assert!(told.lines().any(|line| line.starts_with(name) && line.contains(at)), "{told}");
    }

    let elsewhere = bare_command(&place.path("home"), &["inspect", &file, "--json"]).output().unwrap();
    assert_eq!(elsewhere.status.code(), Some(0), "a look at a file needs no workspace");
    let workspace = place.path("ws").display().to_string();
    let locked = bare_command(&place.path("home"), &["inspect", &file, "--workspace", &workspace]).output().unwrap();
    assert_eq!(locked.status.code(), Some(0), "and none that opens");
}
