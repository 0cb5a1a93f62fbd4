//! Rows that share an e-mail address: one person's, or several persons'.

use std::fmt::Write as _;

use sales_core::{
    fields::Entity,
    import::{OnMatch, RowOutcome},
};
use sales_testkit::TestApp;

use crate::support::{counts, is, prospect, value};

const HEADER: &str = "First Name,Last Name,Email,City\n";
const FAMILY: &str = "Zoé,Martin,famille.martin@orange.fr,\n\
    Luc,Martin,famille.martin@orange.fr,Lyon\n\
    Paul,Martin,famille.martin@orange.fr,\n";

fn file(rows: &str) -> String {
    format!("{HEADER}{rows}")
}

fn reasons(test: &TestApp, import: &str) -> Vec<(u64, RowOutcome, String)> {
    let detail = test.app.import_show(import).unwrap();
    detail.rows.into_iter().map(|row| (row.row, row.outcome, row.reason)).collect()
}

#[test]
fn a_family_that_shares_an_address_keeps_its_names() {
    let test = TestApp::new();
    let import = test.import("family.csv", file(FAMILY), OnMatch::Fill);
    assert_eq!(counts(&import), [3, 0, 0, 0, 0, 0]);
    let told = |row| (row, RowOutcome::Created, "shared_address".to_owned());
    assert_eq!(reasons(&test, &import.id), [told(2), told(3)]);
    assert_eq!(value(&prospect(&test, "first_name", "Luc"), "city"), "Lyon");
}

#[test]
fn every_policy_keeps_strangers_apart_and_knows_each_again() {
    for on_match in [OnMatch::Fill, OnMatch::Update, OnMatch::Skip] {
        let test = TestApp::new();
        test.import("first.csv", file("Zoé,Martin,famille.martin@orange.fr,\n"), OnMatch::Fill);
        let import = test.import("family.csv", file(FAMILY), on_match);
        assert_eq!(counts(&import)[0], 2, "{on_match:?}");
        assert_eq!(value(&prospect(&test, "first_name", "Zoé"), "city"), "", "{on_match:?}");
        let again = test.import("again.csv", file(FAMILY), on_match);
        assert_eq!(counts(&again), [0, 0, 0, 0, 3, 0], "{on_match:?}");
    }
}

#[test]
fn one_person_under_one_address_stays_one_however_the_name_is_written() {
    let test = TestApp::new();
    let rows = "Jean-Pierre,Dupont,jp@acme.example.com,\n\
        DUPONT,Jean-Pierre,jp@acme.example.com,\n\
        JP,Dupont,jp@acme.example.com,\n\
        J.,Dupond,jp@acme.example.com,\n\
        ,,jp@acme.example.com,\n\
        N/A,,jp@acme.example.com,\n\
        jean.pierre@acme.example.com,,jp@acme.example.com,Nantes\n";
    let import = test.import("one.csv", file(rows), OnMatch::Fill);
    assert_eq!(counts(&import), [1, 0, 6, 0, 0, 0]);
    assert_eq!(value(&prospect(&test, "email", "jp@acme.example.com"), "city"), "Nantes");
    let again = test.import("again.csv", file(rows), OnMatch::Update);
    assert_eq!(counts(&again)[0], 0);
}

#[test]
fn a_mailbox_of_many_merges_nobody_and_is_quick() {
    let test = TestApp::new();
    let mut rows = String::new();
    for n in 0..4_000 {
        // Few first names, so that many of them agree.
        let _ = writeln!(rows, "Luc{},Nom{n},jp.team@acme.example.com,", ["", "ie"][n % 2]);
    }
    rows.push_str(",,jp.team@acme.example.com,Lyon\n");
    let import = test.import("many.csv", file(&rows), OnMatch::Fill);
    assert_eq!(counts(&import), [4_001, 0, 0, 0, 0, 0]);
    let again = test.import("again.csv", file(&rows), OnMatch::Fill);
    assert_eq!(counts(&again), [0, 0, 0, 0, 4_001, 0]);
    assert_eq!(test.ids(Entity::Prospect, is("email", "jp.team@acme.example.com")).len(), 4_001);
}
