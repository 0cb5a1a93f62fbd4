//! What happens to rows that match a record.

use sales_app::{
    history::{EditedRecords, UndoInput},
    imports::ImportView,
};
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
fn update_keeps_what_a_file_only_says_less_of() {
    let test = TestApp::new();
    let head = "First Name,Last Name,Email,Job Title,City\n";
    test.import("a.csv", format!("{head}Zoé,Martin,zoe@lab.example.com,Directrice commerciale,Lyon\n"), OnMatch::Fill);
    let less = format!("{head}Z.,MARTIN,zoe@lab.example.com,Dir. commerciale,\n");
    assert_eq!(counts(&test.import("less.csv", less, OnMatch::Update)), [0, 0, 0, 0, 1, 0], "nothing new");
    let told = |field| value(&prospect(&test, "email", "zoe@lab.example.com"), field);
    assert_eq!(["first_name", "last_name", "job_title"].map(told), ["Zoé", "Martin", "Directrice commerciale"]);
    let more = format!("{head}Z.,Martin-Roy,zoe@lab.example.com,DG,Paris\n");
    assert_eq!(counts(&test.import("more.csv", more, OnMatch::Update)), [0, 1, 0, 0, 0, 0]);
    assert_eq!(["first_name", "last_name", "job_title", "city"].map(told), ["Zoé", "Martin-Roy", "DG", "Paris"]);
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

/// Rows of one file: two about Ada, whom the workspace comes to have, two of one company, and some that
/// nothing identifies.
const TWICE: &str = "First Name,Last Name,Email,City,Company,Company Size\n\
    Ada,Byron,ada@lab.example.com,London,Lab,10\n\
    Ada,King,ada@lab.example.com,Paris,Lab,20\n\
    Jean,Dupont,,Lyon,Usine,\n\
    Jean,Dupont,,Lyon,Usine,\n\
    Zoé,Roy,contact@usine.example.com,Metz,Usine,\n";

#[test]
fn the_same_file_again_changes_nothing() {
    for on_match in [OnMatch::Fill, OnMatch::Update] {
        let test = TestApp::new();
        assert_eq!(counts(&test.import("r.csv", TWICE, on_match)), [4, 0, 1, 0, 0, 0]);
        assert_eq!(ada(&test)[..2], ["Byron", "London"], "the first row about somebody counts");
        let before = (test.prospect_ids(), ada(&test));
        for _ in 0..2 {
            let again = test.import("r.csv", TWICE, on_match);
            assert_eq!(counts(&again), [0, 0, 0, 0, 5, 0], "{on_match:?}");
            let rows = test.app.import_show(&again.id).unwrap().rows;
            let reasons: Vec<_> = rows.iter().map(|row| row.reason.as_str()).collect();
            assert_eq!(reasons, ["nothing_new", "nothing_new", "same_row", "same_row", "same_row"]);
            assert!(rows.iter().all(|row| row.prospect.is_some()));
        }
        assert_eq!((test.prospect_ids(), ada(&test)), before);
    }
}

#[test]
fn a_row_that_changes_a_known_record_is_updated_whichever_row_it_is() {
    let test = TestApp::new();
    test.import("r.csv", TWICE, OnMatch::Fill);
    let changed = "First Name,Last Name,Email,City,Phone,Company,Company Size\n\
        Ada,Byron,ada@lab.example.com,London,,Lab,10\n\
        Ada,Byron,ada@lab.example.com,,+33 6 12 34 56 78,Lab,\n\
        Ada,King,ada@lab.example.com,Rome,,Lab,\n";
    assert_eq!(counts(&test.import("phone.csv", changed, OnMatch::Update)), [0, 1, 0, 0, 2, 0]);
    assert_eq!(ada(&test)[..2], ["Byron", "London"]);
    let company = "Email,Company,Company Size\nada@lab.example.com,Lab,500\n";
    assert_eq!(counts(&test.import("size.csv", company, OnMatch::Update)), [0, 1, 0, 0, 0, 0]);
    assert_eq!(counts(&test.import("size.csv", company, OnMatch::Update)), [0, 0, 0, 0, 1, 0]);
}

#[test]
fn a_row_without_a_key_comes_again_when_its_prospect_is_gone_or_the_policy_says_so() {
    let test = TestApp::new();
    let row = "First Name,Last Name,City\nJean,Dupont,Lyon\n";
    test.import("r.csv", row, OnMatch::Fill);
    assert_eq!(counts(&test.import("other.csv", "First Name,Last Name,City\nJean,Dupont,Metz\n", OnMatch::Fill))[0], 1);
    assert_eq!(counts(&test.import("r.csv", row, OnMatch::Create))[0], 1);
    assert_eq!(counts(&test.import("r.csv", row, OnMatch::Skip)), [0, 0, 0, 0, 1, 0]);
    let undo = |import: &ImportView| {
        let change = Some(import.change.clone());
        test.app.history_undo(&UndoInput { change, edited: EditedRecords::Remove }).unwrap();
    };
    let imports = test.app.imports_list().unwrap();
    imports.iter().for_each(undo);
    assert_eq!(test.prospect_ids().len(), 0);
    let anew = test.import("r.csv", row, OnMatch::Fill);
    assert_eq!(counts(&anew)[0], 1, "it is not known any more");
    undo(&anew);
    test.app.history_redo(None).unwrap();
    assert_eq!(counts(&test.import("r.csv", row, OnMatch::Fill)), [0, 0, 0, 0, 1, 0], "who came back is known again");
}
