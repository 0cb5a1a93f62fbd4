//! Duplicates within a file, without a workspace.

use std::{fs, process::Output};

use serde_json::{Value, json};

use crate::support::{Place, bare_command, text};

const ROWS: &str = "First Name,Last Name,Email,Mobile,Company\n\
    Jean,Dupont,jean.dupont@acme.example.com,06 12 34 56 78,Acme SAS\n\
    # written on Monday\n\
    Marie,Martin,m.martin@other.example.com,06 98 76 54 32,Other Ltd\n\
    First Name,Last Name,Email,Mobile,Company\n\
    JEAN,DUPONT,Jean.Dupont@acme.example.com,,ACME\n\
    Marie,Martin,,+33 6 98 76 54 32,\n";

struct Found {
    place: Place,
    output: Output,
}

impl Found {
    fn new(rows: &str, more: &[&str]) -> Self {
        let place = Place::empty();
        let path = |name: &str| place.path(name).display().to_string();
        let (file, out, pairs) = (place.write("rows.csv", rows), path("clusters.csv"), path("pairs.ndjson"));
        let words = ["match", &file, "--as", "prospects", "--out", &out, "--pairs", &pairs];
        let output = bare_command(&place.path("home"), &words).args(more).output().unwrap();
        Self { place, output }
    }

    fn json(rows: &str, more: &[&str]) -> (Value, Self) {
        let found = Self::new(rows, &[more, &["--json"]].concat());
        assert_eq!(text(&found.output.stderr), "", "{more:?}");
        (serde_json::from_slice(&found.output.stdout).unwrap(), found)
    }

    /// Row and cluster of each row.
    fn clusters(&self) -> Vec<(u64, u64)> {
        let written = fs::read_to_string(self.place.path("clusters.csv")).unwrap();
        let (header, rows) = written.split_once('\n').unwrap();
        assert_eq!(header, "row,cluster,probability");
        let number = |cell: Option<&str>| cell.unwrap().parse().unwrap();
        let row = |line: &str| {
            let mut cells = line.split(',');
            (number(cells.next()), number(cells.next()))
        };
        rows.lines().map(row).collect()
    }

    fn pairs(&self) -> Vec<Value> {
        let written = fs::read_to_string(self.place.path("pairs.ndjson")).unwrap();
        written.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

#[test]
fn rows_keep_their_numbers_although_comments_and_repeated_headers_are_left_out() {
    let (told, found) = Found::json(ROWS, &[]);
    assert_eq!((&told["rows"], &told["left_out"]), (&json!(4), &json!(2)), "{told}");
    let clusters = found.clusters();
    assert_eq!(clusters.iter().map(|&(row, _)| row).collect::<Vec<_>>(), [1, 3, 5, 6]);
    assert_eq!(clusters[0].1, clusters[2].1);
    assert_ne!(clusters[0].1, clusters[1].1);
    assert!(found.pairs().iter().any(|pair| (&pair["left"], &pair["right"]) == (&json!(1), &json!(5))));
}

#[test]
fn numbers_without_a_country_code_are_read_as_those_of_the_country() {
    let rows = "First Name,Last Name,Mobile\nOlga,Novak,8 (912) 345-67-89\nOlga,Novak,+7 912 345-67-89\n";
    let level = |more: &[&str]| {
        let pairs = Found::json(rows, more).1.pairs();
        let evidence = pairs[0]["evidence"].as_array().unwrap();
        evidence.iter().find(|one| one["field"] == "phone_mobile").unwrap()["level"].clone()
    };
    assert_eq!([level(&["--country", "RU"]), level(&[])], ["equal", "same_last_digits"]);
}

#[test]
fn what_cannot_be_matched_leaves_nothing_behind() {
    let unknown = (ROWS, &["--country", "France"][..], 2, "country_unknown");
    for (rows, more, status, code) in [unknown, ("{\"a\": [1, 2]}\n", &[], 1, "file_not_a_table")] {
        let (told, found) = Found::json(rows, more);
        assert_eq!((found.output.status.code(), &told["error"]["code"]), (Some(status), &json!(code)), "{told}");
        assert!(!found.place.path("clusters.csv").exists(), "{code}");
    }
    let told = Found::new(ROWS, &["--lang", "fr"]).output;
    assert!(text(&told.stdout).contains("Commentaires, en-têtes répétés"), "{told:?}");
}

#[test]
fn one_file_for_both_results_or_one_that_is_read_is_refused() {
    let place = Place::empty();
    let file = place.write("rows.csv", ROWS);
    let path = |name: &str| place.path(name).display().to_string();
    let (home, out) = (place.path("home"), path("out"));
    for (clusters, pairs, code) in
        [(&out, &out, "file_written_twice"), (&file, &out, "file_is_read"), (&out, &file, "file_is_read")]
    {
        let words = ["match", &file, "--as", "prospects", "--out", clusters, "--pairs", pairs, "--json"];
        let told = bare_command(&home, &words).output().unwrap();
        let error: Value = serde_json::from_slice(&told.stdout).unwrap();
        assert_eq!((told.status.code(), &error["error"]["code"]), (Some(1), &json!(code)), "{error}");
        assert!(!place.path("out").exists(), "{code}");
        assert_eq!(fs::read_to_string(&file).unwrap(), ROWS);
    }
}
