//! Records that are the same.

use serde_json::json;

use crate::support::{Place, text};

#[test]
fn prospects_are_merged_and_each_is_itself_again() {
    let place = Place::new();
    let rows = "First Name,Email,City\nJean,jean@acme.example.com,Lyon\nJ.,j@acme.example.com,\n";
    let file = place.write("r.csv", rows);
    place.json(&["import", &file]);
    let before = place.run(&["dump", "--canonical"]).stdout;
    let list = place.json(&["prospects", "list", "--sort", "email:desc"]);
    let ids: Vec<&str> = list["rows"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
    let merged = place.json(&["duplicates", "merge", ids[0], ids[1]]);
    assert_eq!((&merged["survivor"], &merged["left_over"]), (&json!(ids[0]), &json!([])));
    assert_eq!(place.json(&["prospects", "list"])["total"], 1);
    let merge = merged["merge_id"].as_str().unwrap();
    assert_eq!(place.json(&["duplicates", "unmerge", merge]), json!({"merge_id": merge}));
    assert!(place.run(&["dump", "--canonical"]).stdout == before);
    assert_eq!(place.error(&["duplicates", "unmerge", merge]).0, "merge_missing");
    assert_eq!(place.error(&["duplicates", "merge", ids[0], ids[0]]).0, "merge_alone");
    assert_eq!(place.run(&["duplicates", "merge", ids[0]]).status.code(), Some(2));
    let told = place.run(&["duplicates", "merge", ids[0], ids[1], "--lang", "fr"]);
    assert!(text(&told.stdout).contains("Continue comme"), "{told:?}");
}
