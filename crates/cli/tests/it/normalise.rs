//! Values in, one a line; their normal forms out, one JSON a line.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    process::{Output, Stdio},
};

use serde_json::{Value, json};

use crate::support::{Place, bare_command, text};

fn run(arguments: &[&str], input: &[u8]) -> Output {
    let place = Place::empty();
    let mut command = bare_command(&place.path("home"), &[&["normalise"], arguments].concat());
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

/// The lines that come out.
fn normal(arguments: &[&str], input: &str) -> Vec<Value> {
    let output = run(arguments, input.as_bytes());
    assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""), "{arguments:?}");
    text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn each_kind_has_its_fields() {
    assert_eq!(
        normal(&["email"], "Jean.Dupont+crm@GMAIL.com\ninfo@acme.fr\r\nn/a\n"),
        [
            json!({"valid": true, "key": "jeandupont@gmail.com", "class": "free"}),
            json!({"valid": true, "key": "info@acme.fr", "class": "role"}),
            json!({"valid": false, "key": null, "class": null}),
        ]
    );
    assert_eq!(
        normal(
            &["phone", "--country", "fr"],
            "06 12 34 56 78\n+44 20 7946 0018 ext. 12\n01 42 68 53 00 poste 7\n123\n"
        ),
        [
            json!({"valid": true, "e164": "+33612345678", "extension": null}),
            json!({"valid": true, "e164": "+442079460018", "extension": "12"}),
            json!({"valid": true, "e164": "+33142685300", "extension": "7"}),
            json!({"valid": false, "e164": null, "extension": null}),
        ]
    );
    assert_eq!(
        normal(&["name"], "M. DUPONT jean\nDr. Robert \"Bob\" A. van den Berg, Jr.\n"),
        [
            json!({"title": "M.", "first": "Jean", "middle": "", "last": "Dupont", "suffix": "", "nickname": ""}),
            json!({
                "title": "Dr.", "first": "Robert", "middle": "A.", "last": "van den Berg", "suffix": "Jr.",
                "nickname": "Bob",
            }),
        ]
    );
    assert_eq!(
        normal(&["company"], "SARL Dupont & Fils\nAcme GmbH & Co. KG\nAcme\n"),
        [
            json!({"key": "dupont fils", "legal_form": "SARL", "country_hint": "FR"}),
            json!({"key": "acme", "legal_form": "GmbH & Co. KG", "country_hint": "DE"}),
            json!({"key": "acme", "legal_form": null, "country_hint": null}),
        ]
    );
    assert_eq!(
        normal(&["title"], "Directrice commerciale\nVP of Finance\n\n"),
        [
            json!({"seniority": "director", "function": "sales"}),
            json!({"seniority": "vp", "function": "finance"}),
            json!({"seniority": null, "function": null}),
        ]
    );
    assert_eq!(
        normal(&["domain"], "https://www.acme.co.uk/about\nacme.github.io\njean@orange.fr\nlocalhost\n"),
        [
            json!({"registrable": "acme.co.uk", "public": false}),
            json!({"registrable": "acme.github.io", "public": true}),
            json!({"registrable": "orange.fr", "public": true}),
            json!({"registrable": null, "public": false}),
        ]
    );
}

#[test]
fn every_line_has_an_answer_whatever_it_holds() {
    let long = "é(".repeat(300_000);
    let input = [b"\xff\xfe\n\n".as_slice(), long.as_bytes(), b"\n\0\x07\nlast without an end"].concat();
    for kind in ["email", "phone", "name", "company", "title", "domain"] {
        let output = run(&[kind], &input);
        assert_eq!(output.status.code(), Some(0), "{kind}: {}", text(&output.stderr));
        assert_eq!(text(&output.stdout).lines().count(), 5, "{kind}");
    }
    assert_eq!(normal(&["name"], ""), Vec::<Value>::new());
}

#[test]
fn answers_come_before_more_lines_are_waited_for() {
    let place = Place::empty();
    let mut command = bare_command(&place.path("home"), &["normalise", "name"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for name in ["Zoé", "Ana"] {
        writeln!(input, "{name} Roy").unwrap();
        let answer: Value = serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
        assert_eq!(answer["first"], name);
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_country_that_is_none_is_told() {
    let refused = run(&["phone", "--country", "ZZ", "--json"], b"1\n");
    assert_eq!(refused.status.code(), Some(2));
    let told: Value = serde_json::from_slice(&refused.stdout).unwrap();
    assert_eq!((&told["error"]["code"], &told["error"]["args"]["country"]), (&json!("country_unknown"), &json!("ZZ")));
}

#[test]
fn the_help_is_in_the_language_of_the_person() {
    for (language, words) in [("en", "the normal form of each line"), ("fr", "la forme normale de chaque ligne")] {
        let told = text(&run(&["--help", "--lang", language], b"").stdout);
        assert!(told.contains(words), "{told}");
    }
}
