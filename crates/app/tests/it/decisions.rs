//! Rows that lead to two prospects: what a person decides about them, and taking it back.

use sales_app::{
    ErrorCode,
    history::{EditedRecords, UndoInput},
    imports::{DecideRows, ImportView, ImportedRow, MatchedBy, RowChoice, RowsDecided},
};
use sales_core::{
    fields::Entity,
    import::{OnMatch, RowOutcome},
    list::ListQuery,
};
use sales_testkit::TestApp;

use crate::support::{edit, is, outcomes, prospect, refused, undo, undo_import, value};

const HEADER: &str = "First Name,Last Name,Email,Phone,Company,LinkedIn URL,City,Tags\n";

/// A workspace with Ada and Bea, and an import of which rows 1 to `rows` lead to both.
fn undecided(rows: usize, on_match: OnMatch) -> (TestApp, ImportView) {
    let test = TestApp::new();
    let known = "Ada,Byron,ada@lab.example.com,,Lab,,,\n\
                 Bea,Potter,bea@lab.example.com,,,https://www.linkedin.com/in/bea-potter/,Nice,\n";
    test.import("before.csv", format!("{HEADER}{known}"), OnMatch::Fill);
    let row = "Eve,Stone,ada@lab.example.com,+33 6 12 34 56 78,Stone SARL,linkedin.com/in/bea-potter,Lyon,Salon\n";
    let fine = "Zed,Last,zed@new.example.com,,,,,\n";
    let import = test.import("rows.csv", format!("{HEADER}{}{fine}", row.repeat(rows)), on_match);
    (test, import)
}

fn decide(test: &TestApp, import: &ImportView, row: Option<u64>, choice: RowChoice) -> RowsDecided {
    test.app.import_decide(&DecideRows { import: import.id.clone(), row, choice }).unwrap()
}

fn row(test: &TestApp, import: &ImportView, n: u64) -> ImportedRow {
    let rows = test.app.import_show(&import.id).unwrap().rows;
    rows.into_iter().find(|row| row.row == n).unwrap()
}

fn counts(test: &TestApp, import: &ImportView) -> [u32; 6] {
    let view = test.app.import_show(&import.id).unwrap().import;
    assert_eq!(view.counts.rows(), import.rows, "the counts sum to the rows");
    outcomes(view.counts)
}

#[test]
fn a_row_shows_whom_it_leads_to_and_by_what() {
    let (test, import) = undecided(1, OnMatch::Fill);
    let row = row(&test, &import, 1);
    let told: Vec<_> = row.candidates.iter().map(|one| (one.prospect.title.as_str(), one.by, one.choice)).collect();
    assert_eq!(
        told,
        [("Ada Byron", MatchedBy::Email, RowChoice::First), ("Bea Potter", MatchedBy::Linkedin, RowChoice::Second)]
    );
    let city = row.candidates[1].values.iter().find(|value| value.field.as_str() == "city").unwrap();
    assert_eq!(city.value, "Nice");
    assert_eq!(row.decision, None);
}

#[test]
fn one_of_the_two_gets_what_it_lacks() {
    let (test, import) = undecided(1, OnMatch::Fill);
    let before = test.dump();
    let decided = decide(&test, &import, Some(1), RowChoice::First);
    assert_eq!((decided.decided, decided.left), (1, 0));
    let ada = prospect(&test, "email", "ada@lab.example.com");
    let values = ["first_name", "company", "phone", "city"].map(|field| value(&ada, field));
    assert_eq!(values, ["Ada", "Lab", "+33 6 12 34 56 78", "Lyon"], "what was there stays");
    assert_eq!(ada.tags, ["Salon"]);
    let city = ada.values.iter().find(|value| value.field.as_str() == "city").unwrap();
    assert_eq!((city.source.file.as_deref(), city.source.row), (Some("rows.csv"), Some(1)));
    assert_eq!(counts(&test, &import), [1, 1, 0, 0, 0, 0]);
    let told = row(&test, &import, 1);
    assert_eq!((told.outcome, told.reason.as_str()), (RowOutcome::Updated, "decided_join"));
    assert_eq!((told.decision, told.prospect.unwrap().title), (decided.change, "Ada Byron".to_owned()));
    undo(&test);
    assert_eq!(test.dump(), before);
    assert_eq!(counts(&test, &import), [1, 0, 0, 1, 0, 0]);
}

#[test]
fn the_other_one_is_updated_when_the_import_updates() {
    let (test, import) = undecided(1, OnMatch::Update);
    decide(&test, &import, Some(1), RowChoice::Second);
    let bea = prospect(&test, "linkedin_url", "linkedin.com/in/bea-potter");
    assert_eq!(["first_name", "city", "company"].map(|field| value(&bea, field)), ["Eve", "Lyon", "Stone SARL"]);
    assert_eq!(prospect(&test, "first_name", "Ada").tags, [""; 0]);
}

#[test]
fn a_new_prospect_is_found_by_the_next_import_and_named_after_the_file() {
    let (test, import) = undecided(2, OnMatch::Fill);
    assert_eq!(decide(&test, &import, None, RowChoice::New).decided, 2);
    assert_eq!(counts(&test, &import), [3, 0, 0, 0, 0, 0]);
    assert_eq!(test.prospect_ids().len(), 5);
    assert_eq!(test.ids(Entity::Company, is("company", "Stone SARL")).len(), 1, "one company for both");
    assert_eq!(test.ids(Entity::Prospect, is("import", &import.label)).len(), 3, "with the one that had no match");
    let ids = test.ids(Entity::Prospect, is("first_name", "Eve"));
    let eve = crate::support::show(&test, Entity::Prospect, &ids[0]);
    assert_eq!((eve.source.file.as_deref(), value(&eve, "company")), (Some("rows.csv"), "Stone SARL".to_owned()));
    let again = test.import("again.csv", format!("{HEADER}Eve,Stone,,06 12 34 56 78,,,,\n"), OnMatch::Fill);
    assert_eq!(outcomes(again.counts), [0, 0, 0, 1, 0, 0], "both of them have this number");
}

#[test]
fn rows_of_one_prospect_are_updated_once_and_merged_then() {
    let (test, import) = undecided(3, OnMatch::Fill);
    decide(&test, &import, Some(2), RowChoice::Leave);
    assert_eq!(decide(&test, &import, None, RowChoice::First).decided, 2);
    assert_eq!(counts(&test, &import), [1, 1, 1, 0, 1, 0]);
    assert_eq!(row(&test, &import, 2).reason, "decided_leave");
    let nothing = decide(&test, &import, None, RowChoice::New);
    assert_eq!((nothing.decided, nothing.change), (0, None));
}

#[test]
fn a_decision_outlives_a_restart_and_goes_with_its_import() {
    let (mut test, import) = undecided(2, OnMatch::Fill);
    decide(&test, &import, Some(1), RowChoice::New);
    decide(&test, &import, Some(2), RowChoice::First);
    test.restart();
    let kept = test.dump();
    assert_eq!(counts(&test, &import), [2, 1, 0, 0, 0, 0]);
    let preview =
        test.app.history_undo_preview(&UndoInput { change: Some(import.change.clone()), edited: EditedRecords::Keep });
    let undone = undo_import(&test, &import, EditedRecords::Keep);
    assert_eq!(preview.unwrap().removed, undone.removed);
    assert_eq!((undone.removed, undone.records_kept, undone.cells_kept), (3, 0, 0), "Zed, Eve and her company");
    let cells = ["city", "phone"].map(|field| value(&prospect(&test, "email", "ada@lab.example.com"), field));
    assert_eq!(cells, ["", ""]);
    assert_eq!(test.prospect_ids().len(), 2);
    assert_eq!(test.ids(Entity::Company, ListQuery::default()).len(), 1);
    for _ in 0..3 {
        test.app.history_redo(None).unwrap();
    }
    assert_eq!(test.dump(), kept, "redo brings all of it back, the import first");
}

#[test]
fn a_decision_about_an_import_that_is_gone_is_not_made_again() {
    let (test, import) = undecided(1, OnMatch::Fill);
    let change = decide(&test, &import, Some(1), RowChoice::New).change.unwrap();
    undo_import(&test, &import, EditedRecords::Keep);
    refused(test.app.history_redo(Some(&change)), ErrorCode::NothingToRedo);
    let input = DecideRows { import: import.id.clone(), row: Some(1), choice: RowChoice::New };
    refused(test.app.import_decide(&input), ErrorCode::NothingToDecide);
    assert_eq!(decide(&test, &import, None, RowChoice::New).decided, 0);
}

#[test]
fn what_somebody_edited_since_stays() {
    let (test, import) = undecided(1, OnMatch::Fill);
    decide(&test, &import, Some(1), RowChoice::First);
    let ada = prospect(&test, "email", "ada@lab.example.com");
    edit(&test, &ada.id, "city", "Metz");
    let undone = undo_import(&test, &import, EditedRecords::Keep);
    assert_eq!(undone.cells_kept, 1);
    let ada = prospect(&test, "email", "ada@lab.example.com");
    assert_eq!(["city", "phone"].map(|field| value(&ada, field)), ["Metz", ""]);
}

#[test]
fn a_row_is_decided_once_and_only_about_who_is_there() {
    let (test, import) = undecided(1, OnMatch::Fill);
    let choose = |row, choice| test.app.import_decide(&DecideRows { import: import.id.clone(), row, choice });
    refused(choose(Some(2), RowChoice::New), ErrorCode::NothingToDecide);
    let bea = prospect(&test, "first_name", "Bea");
    test.app
        .records_change(&sales_app::records::ChangeRecords {
            entity: Entity::Prospect,
            selection: sales_app::lists::Selection::Ids { ids: vec![bea.id] },
            action: sales_app::records::RecordAction::Remove,
        })
        .unwrap();
    assert_eq!(row(&test, &import, 1).candidates.len(), 1);
    refused(choose(Some(1), RowChoice::Second), ErrorCode::RecordMissing);
    let all = choose(None, RowChoice::Second).unwrap();
    assert_eq!((all.decided, all.left), (0, 1));
    assert_eq!(choose(Some(1), RowChoice::First).unwrap().decided, 1);
    refused(choose(Some(1), RowChoice::First), ErrorCode::NothingToDecide);
}
