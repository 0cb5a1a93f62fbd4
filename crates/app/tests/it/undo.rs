//! Taking imports back.

use sales_app::{
    ErrorCode,
    history::{EditedRecords, ListHistory, UndoInput},
    imports::ImportState,
};
use sales_core::{fields::Entity, import::OnMatch, list::ListQuery};
use sales_testkit::{TestApp, contacts::Contacts};

use crate::support::{edit, prospect, refused, show, undo, undo_import, value};

#[test]
fn an_import_that_created_and_changed_is_undone_and_redone_across_restarts() {
    for on_match in [OnMatch::Fill, OnMatch::Update] {
        let mut test = TestApp::new();
        let mut contacts = Contacts::new(21, 25);
        test.import("first.csv", contacts.csv(400).text(), OnMatch::Fill);
        let before = test.dump();
        let import = test.import("second.csv", contacts.csv(400).text(), on_match);
        let after = test.dump();
        assert!(import.counts.created > 0 && import.counts.updated > 0 && import.counts.merged > 0, "{import:?}");
        test.restart();
        let report = undo_import(&test, &import, EditedRecords::Keep);
        assert_eq!((report.cells_kept, report.records_kept), (0, 0));
        assert_eq!(test.dump(), before);
        assert_eq!(test.app.imports_list().unwrap()[0].status, ImportState::Undone);
        test.restart();
        test.app.history_redo(None).unwrap();
        assert!(test.dump() == after, "redo makes all of it again");
        test.restart();
        undo(&test);
        assert_eq!(test.dump(), before);
    }
}

#[test]
fn a_large_import_is_undone_and_redone_and_undone_without_a_trace() {
    let test = TestApp::new();
    let mut contacts = Contacts::new(22, 10);
    test.import("first.csv", contacts.csv(300).text(), OnMatch::Fill);
    let before = test.dump();
    let large = contacts.csv(21_000).text().to_owned();
    let import = test.import("large.csv", &large, OnMatch::Update);
    let after = test.dump();
    undo_import(&test, &import, EditedRecords::Keep);
    assert!(test.dump() == before);
    test.app.history_redo(None).unwrap();
    assert!(test.dump() == after);
    let known = test.import("large.csv", &large, OnMatch::Skip);
    assert_eq!(known.counts.created, 0, "all of it is found again");
    undo(&test);
    undo_import(&test, &import, EditedRecords::Keep);
    assert!(test.dump() == before);
    // Nothing of it is found by a later import either.
    let again = test.import("large.csv", contacts.csv(300).text(), OnMatch::Skip);
    assert_eq!(
        test.prospect_ids().len(),
        before.iter().filter(|line| line.starts_with("{\"kind\":\"prospect\"")).count() + again.counts.created as usize
    );
}

#[test]
fn a_later_edit_of_an_imported_record_is_kept() {
    let test = TestApp::new();
    let import = test.import(
        "r.csv",
        "First Name,Email,Company\nAda,ada@x.example.com,Lab\nBob,bob@x.example.com,Lab\nCid,cid@x.example.com,Other\n",
        OnMatch::Fill,
    );
    let id = prospect(&test, "email", "ada@x.example.com").id;
    edit(&test, &id, "city", "Paris");
    let report = undo_import(&test, &import, EditedRecords::Keep);
    assert_eq!(report.records_kept, 2, "Ada, and her company");
    let ada = show(&test, Entity::Prospect, &id);
    assert_eq!(
        (value(&ada, "first_name"), value(&ada, "city"), ada.company.unwrap().title),
        ("Ada".into(), "Paris".into(), "Lab".into())
    );
    assert_eq!(test.prospect_ids().len(), 1);
    assert_eq!(test.ids(Entity::Company, ListQuery::default()).len(), 1);
    test.app.history_redo(None).unwrap();
    assert_eq!(test.prospect_ids().len(), 3);
    assert_eq!(value(&show(&test, Entity::Prospect, &id), "city"), "Paris");
}

#[test]
fn a_later_edit_goes_too_when_that_was_asked_for() {
    let test = TestApp::new();
    let import = test.import("r.csv", "First Name,Email\nAda,ada@x.example.com\n", OnMatch::Fill);
    let id = prospect(&test, "email", "ada@x.example.com").id;
    edit(&test, &id, "city", "Paris");
    undo_import(&test, &import, EditedRecords::Remove);
    assert_eq!(test.prospect_ids().len(), 0);
    refused(
        test.app
            .history_undo(&sales_app::history::UndoInput { change: Some(import.change), edited: EditedRecords::Keep }),
        ErrorCode::NothingToUndo,
    );
}

#[test]
fn an_edit_of_a_value_that_an_import_changed_is_kept() {
    let test = TestApp::new();
    test.import("a.csv", "First Name,Email,City,Notes\nAda,ada@x.example.com,London,old\n", OnMatch::Fill);
    let import =
        test.import("b.csv", "First Name,Email,City,Notes\nAda,ada@x.example.com,Paris,new\n", OnMatch::Update);
    let id = prospect(&test, "email", "ada@x.example.com").id;
    edit(&test, &id, "city", "Rome");
    let report = undo_import(&test, &import, EditedRecords::Keep);
    assert_eq!((report.cells, report.cells_kept), (1, 1));
    let ada = show(&test, Entity::Prospect, &id);
    assert_eq!((value(&ada, "city"), value(&ada, "notes")), ("Rome".into(), "old".into()));
}

#[test]
fn imports_are_undone_in_any_order() {
    let test = TestApp::new();
    let first = test.import("a.csv", "First Name,Email,City\nAda,ada@x.example.com,\n", OnMatch::Fill);
    let second = test.import(
        "b.csv",
        "First Name,Email,City\nAda,ada@x.example.com,Paris\nBob,bob@x.example.com,\n",
        OnMatch::Fill,
    );
    // The second one changed Ada, so she stays when the first one goes.
    assert_eq!(undo_import(&test, &first, EditedRecords::Keep).records_kept, 1);
    assert_eq!(test.prospect_ids().len(), 2);
    undo_import(&test, &second, EditedRecords::Keep);
    assert_eq!(value(&prospect(&test, "email", "ada@x.example.com"), "city"), "");
    assert_eq!(test.prospect_ids().len(), 1);
}

#[test]
fn what_was_undone_last_is_redone_first() {
    let mut test = TestApp::new();
    test.import("r.csv", "First Name,Email\nAda,ada@x.example.com\n", OnMatch::Fill);
    let id = prospect(&test, "email", "ada@x.example.com").id;
    edit(&test, &id, "city", "Paris");
    edit(&test, &id, "job_title", "Engineer");
    let changes = test.app.history_list(&ListHistory { before: None, limit: 10 }).unwrap();
    let city = Some(changes[1].id.clone());
    test.app.history_undo(&UndoInput { change: city, edited: EditedRecords::Keep }).unwrap();
    undo(&test);
    test.restart();
    let values = || ["city", "job_title"].map(|field| value(&show(&test, Entity::Prospect, &id), field));
    assert_eq!(values(), ["", ""]);
    test.app.history_redo(None).unwrap();
    assert_eq!(values(), ["", "Engineer"]);
    test.app.history_redo(None).unwrap();
    assert_eq!(values(), ["Paris", "Engineer"]);
}

#[test]
fn a_company_that_an_import_left_for_another_goes_with_that_one() {
    let test = TestApp::new();
    let empty = test.dump();
    let rows = "First Name,Email,Company,Website\nBo,b@x.example.com,Xco,xco.example.com\n";
    let b = test.import("b.csv", rows, OnMatch::Fill);
    let a = test.import("a.csv", rows.replace("Bo,b@", "Al,a@"), OnMatch::Fill);
    let both = test.dump();
    undo_import(&test, &b, EditedRecords::Keep);
    let one = test.dump();
    assert_eq!(test.ids(Entity::Company, ListQuery::default()).len(), 1, "a record uses it");
    undo_import(&test, &a, EditedRecords::Keep);
    assert_eq!(test.ids(Entity::Company, ListQuery::default()).len(), 0);
    assert_eq!(test.dump(), empty);
    test.app.history_redo(None).unwrap();
    assert_eq!(test.dump(), one);
    assert_eq!(test.ids(Entity::Company, ListQuery::default()).len(), 1);
    test.app.history_redo(None).unwrap();
    assert_eq!(test.dump(), both);
}
