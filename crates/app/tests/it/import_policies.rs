//! What happens to rows that match a record.

use sales_core::{fields::Entity, import::OnMatch};
use sales_testkit::TestApp;

use crate::support::{counts, is, prospect, value};

const BEFORE: &str = "First Name,Last Name,Email,City,Notes\nAda,Byron,ada@lab.example.com,London,\n";
const AFTER: &str =
    "First Name,Last Name,Email,City,Notes\nAda,King,ada@lab.example.com,Paris,met\nNew,One,new@lab.example.com,,\n";

fn run(on_match: OnMatch) -> (TestApp, [u32; 6]) {
    let test = TestApp::new();
    test.import("before.csv", BEFORE, OnMatch::Fill);
    let import = test.import("after.csv", AFTER, on_match);
    (test, counts(&import))
}

fn ada(test: &TestApp) -> [String; 3] {
    let ada = prospect(test, "email", "ada@lab.example.com");
    ["last_name", "city", "notes"].map(|field| value(&ada, field))
}

#[test]
fn fill_writes_empty_fields_only() {
    let (test, counts) = run(OnMatch::Fill);
    assert_eq!(counts, [1, 1, 0, 0, 0, 0]);
    assert_eq!(ada(&test), ["Byron", "London", "met"]);
}

#[test]
fn update_writes_every_field_that_the_row_has() {
    let (test, counts) = run(OnMatch::Update);
    assert_eq!(counts, [1, 1, 0, 0, 0, 0]);
    assert_eq!(ada(&test), ["King", "Paris", "met"]);
    let again = test.import("blank.csv", "First Name,Email,City\n,ada@lab.example.com,\n", OnMatch::Update);
    assert_eq!(self::counts(&again), [0, 0, 0, 0, 1, 0], "an empty cell writes nothing");
    assert_eq!(ada(&test), ["King", "Paris", "met"]);
}

#[test]
fn skip_leaves_the_record_alone() {
    let (test, counts) = run(OnMatch::Skip);
    assert_eq!(counts, [1, 0, 0, 0, 1, 0]);
    assert_eq!(ada(&test), ["Byron", "London", ""]);
}

#[test]
fn create_makes_a_second_record() {
    let (test, counts) = run(OnMatch::Create);
    assert_eq!(counts, [2, 0, 0, 0, 0, 0]);
    assert_eq!(test.ids(Entity::Prospect, is("email", "ada@lab.example.com")).len(), 2);
}

#[test]
fn a_match_takes_a_record_out_of_the_archive() {
    let (test, _) = run(OnMatch::Skip);
    let id = prospect(&test, "email", "ada@lab.example.com").id;
    crate::changes::archive(&test, &[&id]);
    assert_eq!(test.ids(Entity::Prospect, is("email", "ada@lab.example.com")).len(), 0);
    test.import("again.csv", BEFORE, OnMatch::Fill);
    assert_eq!(ada(&test), ["Byron", "London", ""]);
}
