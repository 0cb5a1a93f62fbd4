//! What came of prospects, noted by hand, and what that tells of the score.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use sales_app::{
    ErrorCode,
    app::AppEvent,
    duplicates::MergeRecords,
    jobs::JobKind,
    lists::Selection,
    qualify::{NewSignalInput, NoteOutcomes, OutcomesNoted, RemoveOutcomes},
};
use sales_core::{
    fields::Entity, filter::Filter, import::OnMatch, list::ListQuery, outcome::OutcomeKind, signal::SignalCode,
};
use sales_testkit::TestApp;

use crate::support::{prospect, refused, undo};

const FILE: &str = "First Name,Email,Job Title\n\
    Léa,lea@acme.example.com,Directrice financière\n\
    Ada,ada@lab.example.com,Software Engineer\n\
    Jean,jean@nowhere.example.com,\n";

fn with_prospects() -> TestApp {
    let test = TestApp::new();
    test.import("r.csv", FILE, OnMatch::Fill);
    test
}

fn id(test: &TestApp, name: &str) -> String {
    prospect(test, "first_name", name).id
}

fn these(ids: &[&String]) -> Selection {
    Selection::Ids { ids: ids.iter().map(|id| (*id).clone()).collect() }
}

fn note(test: &TestApp, kind: OutcomeKind, selection: Selection, date: Option<&str>) -> OutcomesNoted {
    test.app.outcomes_note(&NoteOutcomes { selection, kind, date: date.map(str::to_owned) }).unwrap()
}

/// The names of prospects with what the list shows of their last outcome.
fn listed(test: &TestApp, condition: &str) -> Vec<Vec<String>> {
    let filter = if condition.is_empty() { Filter::all() } else { condition.parse().unwrap() };
    let query = ListQuery { filter, ..ListQuery::default() };
    let mut rows = test.list(Entity::Prospect, query, &["first_name", "outcome", "outcome_date"]).unwrap();
    rows.sort();
    rows
}

#[test]
fn outcomes_tell_the_chance_of_a_grade_and_how_many_are_missing() {
    let test = with_prospects();
    let none = test.app.calibrate().unwrap();
    assert_eq!((none.n, none.verdict.as_str(), none.auc, none.grades.len()), (0, "not_enough_data", None, 4));
    let [lea, jean] = ["Léa", "Jean"].map(|name| id(&test, name));
    // The meeting itself is not what foretold it.
    let before = test.app.qualify(std::slice::from_ref(&lea), None).unwrap().remove(0);
    let meeting = NewSignalInput {
        prospect: lea.clone(),
        code: SignalCode::MeetingBooked,
        strength: 1.0,
        date: None,
        until: None,
        quote: None,
        source_name: None,
    };
    test.app.signal_add(&meeting).unwrap();
    note(&test, OutcomeKind::Lost, these(&[&lea, &jean]), None);
    note(&test, OutcomeKind::Meeting, these(&[&lea]), None);
    let some = test.app.calibrate().unwrap();
    assert_eq!((some.n, some.positives, some.method.as_str()), (2, 1, "grades"));
    assert_eq!((some.missing.outcomes, some.missing.positives, some.missing.negatives), (198, 29, 0));
    let noted = test.app.outcomes_list(&lea).unwrap();
    assert_eq!((noted[0].total, noted[0].grade.as_str()), (before.total, before.grade.trim_end_matches('?')));
    undo(&test);
    assert_eq!(test.app.calibrate().unwrap().positives, 0);
    let nobody = NoteOutcomes { selection: these(&[&"nobody".to_owned()]), kind: OutcomeKind::Won, date: None };
    refused(test.app.outcomes_note(&nobody), ErrorCode::RecordMissing);
    let later = NoteOutcomes { selection: these(&[&lea]), date: Some("2999-01-01".to_owned()), ..nobody };
    assert_eq!(refused(test.app.outcomes_note(&later), ErrorCode::DayInFuture).field.as_deref(), Some("date"));
}

#[test]
fn outcomes_of_many_are_one_change_that_lists_show_and_undo_takes_back() {
    let test = with_prospects();
    assert_eq!(listed(&test, "outcome is not empty"), Vec::<Vec<String>>::new());
    let all = Selection::Matching { query: ListQuery::default(), except: vec![id(&test, "Ada")] };
    let noted = note(&test, OutcomeKind::Meeting, all.clone(), Some("2026-01-10"));
    assert_eq!((noted.changed, noted.left_out), (2, 0));
    let [lea, jean] = ["Léa", "Jean"].map(|name| id(&test, name));
    note(&test, OutcomeKind::Won, these(&[&lea]), Some("2026-01-10"));
    note(&test, OutcomeKind::Lost, these(&[&jean]), Some("2026-01-11"));
    // Of one day, the last step of a sale is the last outcome.
    let shown = [["Ada", "", ""], ["Jean", "lost", "2026-01-11"], ["Léa", "won", "2026-01-10"]];
    assert_eq!(listed(&test, ""), shown);
    assert_eq!(listed(&test, "outcome = won"), [shown[2]]);
    // Said again, nothing is new.
    let again = note(&test, OutcomeKind::Meeting, all, Some("2026-01-10"));
    assert_eq!((again.changed, again.change), (0, None));
    let removed = test.app.outcomes_remove(&RemoveOutcomes { selection: these(&[&lea]), kind: OutcomeKind::Won });
    assert_eq!(removed.unwrap().changed, 1);
    assert_eq!(listed(&test, "outcome = meeting"), [["Léa", "meeting", "2026-01-10"]]);
    (0..4).for_each(|_| _ = undo(&test));
    assert_eq!(listed(&test, "outcome is not empty"), Vec::<Vec<String>>::new());
    test.app.history_redo(None).unwrap();
    assert_eq!(listed(&test, "outcome = meeting").len(), 2);
}

#[test]
fn outcomes_of_thousands_are_a_job_and_all_of_them_go_in_one_step() {
    let test = TestApp::new();
    let rows: String = (0..5_000).map(|n| format!("P{n},p{n}@many.example.com\n")).collect();
    test.import("many.csv", format!("First Name,Email\n{rows}"), OnMatch::Fill);
    let all = Selection::Matching { query: ListQuery::default(), except: Vec::new() };
    let app = test.app.clone();
    let stopped = Arc::new(AtomicBool::new(false));
    let is_stopped = Arc::clone(&stopped);
    test.app.subscribe(move |event| {
        if let AppEvent::Job(job) = event
            && job.kind == JobKind::Outcomes
            && job.done > 0
            && !is_stopped.swap(true, Ordering::Relaxed)
        {
            app.jobs_cancel(&job.id).unwrap();
        }
    });
    let lost = NoteOutcomes { selection: all.clone(), kind: OutcomeKind::Lost, date: None };
    refused(test.app.outcomes_note(&lost), ErrorCode::Cancelled);
    assert_eq!(test.app.calibrate().unwrap().n, 0);
    assert_eq!(note(&test, OutcomeKind::Lost, all, None).changed, 5_000);
    assert_eq!(test.app.calibrate().unwrap().n, 5_000);
    undo(&test);
    assert_eq!(test.app.calibrate().unwrap().n, 0);
}

#[test]
fn the_outcomes_of_merged_prospects_come_together_and_part_again() {
    let test = with_prospects();
    let ids = ["Léa", "Jean"].map(|name| id(&test, name));
    note(&test, OutcomeKind::Meeting, these(&[&ids[0], &ids[1]]), Some("2026-01-10"));
    note(&test, OutcomeKind::Won, these(&[&ids[1]]), Some("2026-01-12"));
    let input = MergeRecords { entity: Entity::Prospect, ids: ids.to_vec(), choices: Vec::new() };
    let merged = test.app.duplicates_merge(&input).unwrap();
    let kinds = |id: &String| test.app.outcomes_list(id).unwrap().iter().map(|one| one.kind).collect::<Vec<_>>();
    assert_eq!(kinds(&merged.survivor.id), [OutcomeKind::Won, OutcomeKind::Meeting]);
    test.app.duplicates_unmerge(&merged.merge).unwrap();
    assert_eq!(kinds(&ids[0]), [OutcomeKind::Meeting]);
    assert_eq!(kinds(&ids[1]), [OutcomeKind::Won, OutcomeKind::Meeting]);
}
