//! What files said goes when it has been kept long enough.

use sales_app::{
    ErrorCode,
    history::EditedRecords,
    imports::{CELLS_KEPT_DAYS, DecideRows, RowChoice},
};
use sales_core::import::OnMatch;
use sales_testkit::{TestApp, contacts::Contacts};

use crate::support::{counts, refused, undo_import};

const DAY: i64 = 24 * 60 * 60 * 1_000;
const HEADER: &str = "First Name,Email,LinkedIn URL,City\n";

#[test]
fn the_cells_of_an_import_are_deleted_after_a_month_and_nothing_else() {
    let mut test = TestApp::new();
    let rows = "Ada,ada@x.example.com,,Lyon\nBea,bea@x.example.com,linkedin.com/in/bea-potter,Nice\n";
    test.import("before.csv", format!("{HEADER}{rows}"), OnMatch::Fill);
    let both = "Eve,ada@x.example.com,linkedin.com/in/bea-potter,Metz\n,,,Paris\n";
    let import = test.import("old.csv", format!("{HEADER}{both}"), OnMatch::Fill);
    assert_eq!(counts(&import), [0, 0, 0, 1, 0, 1]);
    let out = test.folder().join("failed.csv");
    let save = |test: &TestApp, id: &str| test.app.import_failures(id, &out, sales_i18n::Text::new("en"));
    test.clock.advance(i64::from(CELLS_KEPT_DAYS) * DAY - 1);
    assert_eq!(test.app.delete_expired().unwrap(), 0, "not a moment too early");
    assert_eq!(save(&test, &import.id).unwrap(), 2);
    test.clock.advance(2);
    let young = test.import("young.csv", format!("{HEADER},,,Paris\n"), OnMatch::Fill);
    std::fs::remove_file(&out).unwrap();
    assert_eq!(test.app.delete_expired().unwrap(), 2);
    assert_eq!(test.app.delete_expired().unwrap(), 0, "once");
    test.restart();
    let detail = test.app.import_show(&import.id).unwrap();
    assert!(detail.import.cells_deleted);
    assert_eq!(counts(&detail.import), [0, 0, 0, 1, 0, 1], "what came of the rows stays");
    assert!(detail.rows.iter().all(|row| row.cells.is_empty()));
    assert_eq!(detail.rows[0].candidates.len(), 2);
    refused(save(&test, &import.id), ErrorCode::ImportCellsGone);
    assert!(!out.exists(), "no file is left behind");
    assert_eq!(save(&test, &young.id).unwrap(), 1, "a younger one has them");
    let decide = |choice| test.app.import_decide(&DecideRows { import: import.id.clone(), row: Some(1), choice });
    refused(decide(RowChoice::First), ErrorCode::ImportCellsGone);
    assert_eq!(decide(RowChoice::Leave).unwrap().decided, 1);
    assert_eq!(test.prospect_ids().len(), 2, "the prospects stay");
}

#[test]
fn an_import_of_many_rows_loses_all_of_its_cells() {
    let test = TestApp::new();
    let text = Contacts::new(5, 0).csv(6_000).text().to_owned();
    test.import("first.csv", &text, OnMatch::Fill);
    let again = test.import("again.csv", &text, OnMatch::Skip);
    assert!(again.counts.skipped > 5_000, "more rows than are deleted at once");
    undo_import(&test, &test.app.imports_list().unwrap()[1], EditedRecords::Keep);
    test.clock.advance(31 * DAY);
    assert_eq!(test.app.delete_expired().unwrap(), 2, "also of one that was taken back");
    let kept = test.dump().into_iter().filter(|line| line.contains("import_row") && !line.contains("\"raw\":null"));
    assert_eq!(kept.count(), 0);
}

#[test]
fn the_records_of_an_import_that_was_taken_back_are_deleted_after_a_month() {
    let test = TestApp::new();
    let import = test.import("a.csv", format!("{HEADER}Ada,ada@x.example.com,,Lyon\n"), OnMatch::Fill);
    undo_import(&test, &import, EditedRecords::Keep);
    test.clock.advance(i64::from(CELLS_KEPT_DAYS) * DAY);
    test.app.delete_expired().unwrap();
    test.app.history_redo(None).unwrap();
    undo_import(&test, &import, EditedRecords::Keep);
    test.clock.advance(i64::from(CELLS_KEPT_DAYS) * DAY + 1);
    test.app.delete_expired().unwrap();
    refused(test.app.history_redo(None), ErrorCode::NothingToRedo);
}
