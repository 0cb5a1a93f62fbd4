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

#[test]
fn a_file_whose_name_lies_is_read_or_refused_and_said_so() {
    let place = Place::new();
    let fake = place.write("fake.xlsx", "Name,Email\nAda,a@x.example.com\n");
    let out = place.path("clean.csv").display().to_string();
    for arguments in
        [&["inspect", &fake][..], &["import", &fake, "--dry-run"], &["clean", &fake, "--out", &out], &["import", &fake]]
    {
        let args = json!({"file": "fake.xlsx", "extension": "xlsx"});
        assert_eq!(place.json(arguments)["notices"], json!([{"code": "named_workbook_is_text", "args": args}]));
        let told = text(&place.command(arguments).args(["--lang", "fr"]).output().unwrap().stdout);
        assert!(told.contains("Le nom de fake.xlsx se termine par .xlsx, mais c’est un fichier texte"), "{told}");
    }
    for (name, content, reason, word) in [
        ("list.csv", "[{\"email\": \"a@x.example.com\"}]", "json", "JSON"),
        ("list.xls", "<html><body><table></table></body></html>", "html", "HTML"),
    ] {
        let file = place.write(name, content);
        for arguments in [&["inspect", &file][..], &["import", &file], &["clean", &file, "--out", &out]] {
            assert_eq!(
                place.error(arguments),
                ("file_not_a_table".to_owned(), json!({"file": file, "reason": reason}))
            );
            for language in ["en", "fr"] {
                let told = text(&place.command(arguments).args(["--lang", language]).output().unwrap().stderr);
                assert!([&file, word, "CSV"].iter().all(|part| told.contains(*part)), "{told}");
            }
        }
    }
}

#[test]
fn past_imports_are_listed_with_all_their_counts() {
    let place = Place::new();
    let file = place.write(
        "contacts of the fair.csv",
        "First Name,Email\nAda,a@x.example.com\nAda,A@x.example.com\nBea,b@x.example.com\n,\n,\n",
    );
    let id = place.json(&["import", &file])["import_id"].as_str().unwrap().to_owned();
    place.json(&["import", &file]);
    for (language, names) in [
        ("en", "Started Status Rows Created Updated Merged To review Skipped Failed"),
        ("fr", "Début État Lignes Créées Mises à jour Fusionnées À vérifier Ignorées En échec"),
    ] {
        let told = text(&place.run(&["imports", "list", "--lang", language]).stdout);
        let lines: Vec<Vec<&str>> = told.lines().map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(lines[0], names.split(' ').collect::<Vec<_>>(), "{told}");
        assert_eq!(lines.len(), 5, "{told}");
        let numbers = &lines[3][lines[3].len() - 7..];
        assert_eq!(numbers, ["3", "2", "0", "1", "0", "0", "0"], "{told}");
        assert_eq!(lines[4][0], id);
        assert!(told.lines().nth(4).unwrap().ends_with("contacts of the fair.csv"));
        assert!(told.lines().all(|line| line.chars().count() <= 100), "{told}");
    }
}

#[test]
fn columns_that_a_remembered_mapping_leaves_out_are_named_in_both_languages() {
    let place = Place::new();
    let file = place.write("a.csv", "First name,Email,2024\nLea,lea@x.example,7\n");
    let mapping = place.write("m.json", r#"{"2024": "ignore"}"#);
    assert_eq!(place.json(&["import", &file, "--mapping", &mapping])["notices"], json!([]));
    let again = place.write("b.csv", "First name,Email,2024\nBob,bob@x.example,8\n");
    let notice = json!([{"code": "remembered_left_out", "args": {"columns": "2024"}}]);
    for command in [&["inspect", &again][..], &["import", &again, "--dry-run"], &["import", &again]] {
        assert_eq!(place.json(command)["notices"], notice, "{command:?}");
        for (language, words) in
            [("en", "Left out, as the last time"), ("fr", "Laissées de côté, comme la dernière fois")]
        {
            let output = place.command(command).args(["--lang", language]).output().unwrap();
            let told = text(&output.stdout);
            assert!(told.contains(words) && told.contains(": 2024."), "{told}");
        }
    }
}

#[test]
fn two_columns_that_go_to_one_field_are_named_as_people_know_them() {
    let place = Place::new();
    let file = place.write("r.csv", "Email,Mail pro\na@x.example.com,b@x.example.com\n");
    let mapping = place.write("m.json", r#"{"Email": "job_title", "Mail pro": "job_title"}"#);
    let arguments = ["import", &file, "--mapping", &mapping];
    assert_eq!(place.error(&arguments).1["columns"], "Email, Mail pro");
    for (language, sentence) in [
        ("en", "go to the field Job title: Email, Mail pro."),
        ("fr", "vers le champ Fonction\u{a0}: Email, Mail pro."),
    ] {
        let told = place.run(&[&arguments[..], &["--lang", language]].concat());
        assert!(text(&told.stderr).contains(sentence), "{told:?}");
    }
}
