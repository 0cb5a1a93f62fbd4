//! What a file says came of its prospects.

use std::sync::atomic::{AtomicBool, Ordering};

use sales_app::{
    ErrorCode,
    history::EditedRecords,
    imports::{DecideRows, ImportPhase, ImportView, RowChoice},
};
use sales_core::{
    fields::Entity,
    import::{OnMatch, RowOutcome},
    list::ListQuery,
    outcome::OutcomeKind,
};
use sales_testkit::TestApp;

use crate::support::{counts, prospect, refused, undo_import};

/// The names of prospects with their last outcome.
fn listed(test: &TestApp) -> Vec<[String; 3]> {
    let fields = ["first_name", "outcome", "outcome_date"];
    let mut rows = test.list(Entity::Prospect, ListQuery::default(), &fields).unwrap();
    rows.sort();
    rows.into_iter().map(|row| row.try_into().unwrap()).collect()
}

fn noted(test: &TestApp, name: &str) -> Vec<(OutcomeKind, String)> {
    let id = prospect(test, "first_name", name).id;
    test.app.outcomes_list(&id).unwrap().into_iter().map(|one| (one.kind, one.date)).collect()
}

fn import(test: &TestApp, rows: &str, on_match: OnMatch) -> ImportView {
    test.import("r.csv", format!("Prénom,E-mail,Fonction,Résultat,Date du résultat\n{rows}"), on_match)
}

const FIRST: &str = "Léa,lea@a.example.com,Directrice financière,Gagné,15/03/2026\n\
    Ada,ada@b.example.com,PDG,RDV pris,03/04/2026\n\
    Zoé,zoe@c.example.com,,closed lost,2026-02-01\n\
    Max,max@d.example.com,,en cours,\n\
    Eva,eva@e.example.com,,Devis envoyé,\n";

#[test]
fn outcomes_and_their_days_come_with_the_rows_and_go_with_the_import() {
    let test = TestApp::new();
    let import = import(&test, FIRST, OnMatch::Fill);
    assert_eq!(counts(&import), [5, 0, 0, 0, 0, 0]);
    let today = test.app.qualify(&test.prospect_ids()[..1], None).unwrap()[0].as_of.clone();
    // The day stands first in the dates of this file: 15/03 can be read in no other way.
    let expected = [
        ["Ada", "meeting", "2026-04-03"],
        ["Eva", "opportunity", &today],
        ["Léa", "won", "2026-03-15"],
        ["Max", "", ""],
        ["Zoé", "lost", "2026-02-01"],
    ];
    assert_eq!(listed(&test), expected);
    let made = test.app.calibrate().unwrap();
    assert_eq!((made.n, made.positives), (4, 3));
    let lea = prospect(&test, "first_name", "Léa").id;
    let score = test.app.qualify(std::slice::from_ref(&lea), Some("2026-03-15")).unwrap().remove(0);
    let outcome = test.app.outcomes_list(&lea).unwrap().remove(0);
    assert_eq!((outcome.total, outcome.grade.as_str()), (score.total, score.grade.trim_end_matches('?')));
    undo_import(&test, &import, EditedRecords::Remove);
    assert_eq!(test.app.calibrate().unwrap().n, 0);
    test.app.history_redo(None).unwrap();
    assert_eq!(listed(&test), expected);
}

#[test]
fn a_file_that_comes_again_changes_nothing_and_a_new_outcome_is_a_change() {
    let test = TestApp::new();
    import(&test, FIRST, OnMatch::Fill);
    assert_eq!(counts(&import(&test, FIRST, OnMatch::Fill)), [0, 0, 0, 0, 5, 0]);
    let later = "Léa,lea@a.example.com,,Gagné,16/03/2026\nMax,max@d.example.com,,Perdu,17/03/2026\n";
    let filled = import(&test, later, OnMatch::Fill);
    assert_eq!(counts(&filled), [0, 1, 0, 0, 1, 0]);
    assert_eq!(noted(&test, "Max"), [(OutcomeKind::Lost, "2026-03-17".to_owned())]);
    assert_eq!(noted(&test, "Léa"), [(OutcomeKind::Won, "2026-03-15".to_owned())]);
    let updated = import(&test, later, OnMatch::Update);
    assert_eq!(counts(&updated), [0, 1, 0, 0, 1, 0]);
    assert_eq!(noted(&test, "Léa"), [(OutcomeKind::Won, "2026-03-16".to_owned())]);
    undo_import(&test, &updated, EditedRecords::Remove);
    assert_eq!(noted(&test, "Léa"), [(OutcomeKind::Won, "2026-03-15".to_owned())]);
    undo_import(&test, &filled, EditedRecords::Remove);
    assert_eq!(noted(&test, "Max"), []);
}

#[test]
fn what_is_no_outcome_or_no_day_is_named_with_its_row_and_the_rest_goes_on() {
    let test = TestApp::new();
    let rows = "Léa,lea@a.example.com,,Gagné,15/03/2026\nAda,ada@b.example.com,,wonn,15/03/2026\n\
        Zoé,zoe@c.example.com,,Perdu,31/02/2026\nMax,max@d.example.com,,Perdu,mars 2026\n\
        Eva,eva@e.example.com,,Gagné,01/01/2999\nTom,tom@f.example.com,,Gagné,\n\
        Ana,ana@g.example.com,,Perdu,\nIda,ida@h.example.com,,Perdu,\n";
    let path = test.write("bad.csv", format!("Prénom,E-mail,Fonction,Résultat,Date du résultat\n{rows}"));
    let plan = test.plan(&path, OnMatch::Fill).unwrap();
    let check = test.app.import_check(&plan, &mut |_| ()).unwrap();
    let mut issues: Vec<_> = check
        .issues
        .iter()
        .map(|issue| {
            let value = &issue.values[0];
            (issue.code.as_str(), issue.field.as_deref().unwrap(), value.value.as_str(), value.first_row)
        })
        .collect();
    issues.sort_unstable();
    let expected = [
        ("date_impossible", "outcome_date", "31/02/2026", 3),
        ("outcome_day_future", "outcome_date", "01/01/2999", 5),
        ("outcome_day_none", "outcome_date", "mars 2026", 4),
        ("outcome_unknown", "outcome", "wonn", 2),
    ];
    assert_eq!(issues, expected);
    let import = test.app.import_run(&plan, &mut |_| ()).unwrap();
    assert_eq!(counts(&import), [8, 0, 0, 0, 0, 0]);
    let with: Vec<String> = listed(&test).into_iter().filter(|row| !row[1].is_empty()).map(|[name, ..]| name).collect();
    assert_eq!(with, ["Ana", "Ida", "Léa", "Tom"]);
}

#[test]
fn dates_are_read_in_the_order_that_the_file_shows() {
    let test = TestApp::new();
    let rows = "Léa,lea@a.example.com,,won,03/15/2026\nAda,ada@b.example.com,,lost,03/04/2026\n\
        Tom,tom@f.example.com,,won,\n";
    import(&test, rows, OnMatch::Fill);
    assert_eq!(noted(&test, "Ada"), [(OutcomeKind::Lost, "2026-03-04".to_owned())]);
}

#[test]
fn a_row_that_is_decided_about_brings_its_outcome() {
    let test = TestApp::new();
    test.import(
        "two.csv",
        "First Name,Email,LinkedIn\nLéa,lea@a.example.com,\nAda,,https://www.linkedin.com/in/ada-b\n",
        OnMatch::Fill,
    );
    let rows = "First Name,Email,LinkedIn,Outcome,Outcome date\n\
        Léa,lea@a.example.com,https://www.linkedin.com/in/ada-b,won,2026-03-01\n";
    let import = test.import("both.csv", rows, OnMatch::Fill);
    assert_eq!(counts(&import), [0, 0, 0, 1, 0, 0]);
    assert_eq!(test.app.calibrate().unwrap().n, 0);
    let decided =
        test.app.import_decide(&DecideRows { import: import.id.clone(), row: None, choice: RowChoice::First }).unwrap();
    assert_eq!(decided.decided, 1);
    assert_eq!(test.app.calibrate().unwrap().n, 1);
    let rows = test.app.import_show(&import.id).unwrap();
    assert_eq!(rows.import.counts.review, 0, "{:?}", RowOutcome::Review);
}

#[test]
fn rows_without_a_key_are_known_again_when_something_came_of_them() {
    let test = TestApp::new();
    let file = |outcome: &str| format!("First Name,Last Name,Outcome\nLéa,Martin,{outcome}\nAda,Roux,lost\n");
    test.import("a.csv", file("pending"), OnMatch::Fill);
    let import = test.import("b.csv", file("won"), OnMatch::Fill);
    assert_eq!(counts(&import), [0, 1, 0, 0, 1, 0]);
    assert_eq!(noted(&test, "Léa").len(), 1);
}

#[test]
fn an_import_that_goes_on_brings_what_came_of_the_rows_before_it_was_interrupted() {
    const ROWS: usize = 20_000;
    let mut test = TestApp::new();
    let rows: String = (0..ROWS).map(|n| format!("P{n},p{n}@many.example.com,won,2026-03-0{}\n", n % 9 + 1)).collect();
    let path = test.write("many.csv", format!("First Name,Email,Outcome,Outcome date\n{rows}"));
    let plan = test.plan(&path, OnMatch::Fill).unwrap();
    let (app, acted) = (test.app.clone(), AtomicBool::new(false));
    let interrupted = test.app.import_run(&plan, &mut |at| {
        if at.phase == ImportPhase::Writing && !acted.swap(true, Ordering::Relaxed) {
            app.workspace_lock().unwrap();
        }
    });
    refused(interrupted, ErrorCode::Cancelled);
    test.restart();
    let import = test.app.imports_list().unwrap().remove(0);
    assert!(import.rows > 0 && (import.rows as usize) < ROWS, "{}", import.rows);
    assert_eq!(test.app.calibrate().unwrap().n, 0, "outcomes come with the end of the import");
    let done = test.app.import_resume(&import.id, &mut |_| ()).unwrap();
    assert_eq!(test.app.calibrate().unwrap().positives as usize, ROWS);
    undo_import(&test, &done, EditedRecords::Remove);
    assert_eq!(test.app.calibrate().unwrap().n, 0);
}
