//! Scores that a person sets.

use sales_app::{
    ErrorCode,
    duplicates::MergeRecords,
    lists::{AskFirst, ListWindow, OpenList},
    qualify::{NewSignalInput, SetScore},
};
use sales_core::{
    fields::Entity,
    import::OnMatch,
    list::{ListQuery, SortKey},
    signal::SignalCode,
};
use sales_i18n::Text;
use sales_testkit::TestApp;

use crate::support::{prospect, refused, undo};

const FILE: &str = "First Name,Last Name,Email,Job Title\n\
    Léa,Martin,lea@acme.example.com,Directrice financière\n\
    Luc,Morel,luc@acme.example.com,Comptable\n";
const DAY: i64 = 86_400_000;

fn scored() -> (TestApp, [String; 2]) {
    let test = TestApp::new();
    test.import("r.csv", FILE, OnMatch::Fill);
    test.app.qualify_all(None).unwrap();
    let ids = ["lea@acme.example.com", "luc@acme.example.com"].map(|email| prospect(&test, "email", email).id);
    (test, ids)
}

fn day(test: &TestApp, days: i64) -> String {
    sales_core::time::UtcDay::of(sales_core::time::UtcMillis(sales_core::time::Clock::now(&*test.clock).0 + days * DAY))
        .to_string()
}

fn set(test: &TestApp, prospect: &str, total: Option<u8>, grade: Option<&str>, days: i64) -> SetScore {
    let grade = grade.map(str::to_owned);
    let reason = " He promised an order. ".to_owned();
    SetScore { prospect: prospect.to_owned(), total, grade, reason, until: day(test, days) }
}

/// Name, grade, score and the day until which it is set of those that a condition holds of.
fn listed(test: &TestApp, condition: &str) -> Vec<[String; 4]> {
    let filter = if condition.is_empty() { sales_core::filter::Filter::all() } else { condition.parse().unwrap() };
    let fields = ["first_name", "grade", "score", "score_set_until"].map(|field| field.parse().unwrap()).to_vec();
    let sort = vec![SortKey { field: "first_name".parse().unwrap(), descending: false }];
    let query = ListQuery { filter, sort, ..ListQuery::default() };
    let first = Some(AskFirst { limit: 10, fields });
    let list = test.app.list_open(&OpenList { entity: Entity::Prospect, query, first }).unwrap();
    list.first.unwrap().rows.into_iter().map(|row| row.cells.try_into().unwrap()).collect()
}

#[test]
fn a_score_that_is_set_stands_with_its_reason_beside_the_one_that_is_made() {
    let (test, [lea, _]) = scored();
    let (before, dump) = (listed(&test, ""), test.dump());
    let made = test.app.score_set(&set(&test, &lea, Some(90), None, 30)).unwrap();
    let shown = made.set.clone().unwrap();
    assert_eq!((shown.total, shown.grade.as_str(), shown.reason.as_str()), (90, "A", "He promised an order."));
    assert_eq!((made.total.to_string(), made.grade.clone()), (before[0][2].clone(), before[0][1].clone()));
    let sum: i32 = made.breakdown.iter().map(|part| part.points).sum();
    assert_eq!(sum, i32::from(made.total), "the parts are of the one that is made");
    assert_eq!(listed(&test, "")[0], ["Léa", "A", "90", shown.until.as_str()]);
    assert_eq!(listed(&test, "score_set_until is not empty").len(), 1);
    for (language, said) in [("en", "Set by hand to 90"), ("fr", "Fixé à la main à 90")] {
        let told = test.app.explain(&lea, None, Text::new(language)).unwrap();
        assert!(told.sentences[1].text.starts_with(said) && told.sentences[1].text.contains("an order"), "{told:?}");
    }
    // What is known goes on being counted, and does not show.
    let signal = NewSignalInput {
        prospect: lea.clone(),
        code: SignalCode::NoBudget,
        strength: 1.0,
        date: None,
        until: None,
        quote: None,
        source_name: None,
    };
    test.app.signal_add(&signal).unwrap();
    test.app.qualify_all(None).unwrap();
    assert_eq!(listed(&test, "")[0][2], "90");
    undo(&test);

    test.app.score_set(&set(&test, &lea, None, Some("d"), 5)).unwrap();
    assert_eq!(listed(&test, "")[0][1..3], ["D".to_owned(), before[0][2].parse::<u8>().unwrap().min(39).to_string()]);
    undo(&test);
    assert_eq!(listed(&test, "")[0][2], "90", "the one before");
    undo(&test);
    assert_eq!((listed(&test, ""), test.dump()), (before.clone(), dump));
    test.app.history_redo(None).unwrap();
    assert_eq!(listed(&test, "")[0][2], "90");
    assert_eq!(test.app.score_unset(&lea).unwrap().set, None);
    assert_eq!(listed(&test, ""), before);
    undo(&test);
    assert_eq!(listed(&test, "")[0][2], "90");
}

#[test]
fn it_ends_with_its_day() {
    let (test, [lea, _]) = scored();
    test.app.score_set(&set(&test, &lea, None, Some("X"), 2)).unwrap();
    let until = day(&test, 2);
    test.clock.advance(2 * DAY);
    assert_eq!(listed(&test, "grade = X").len(), 1, "its last day");
    let fields = vec!["first_name".parse().unwrap(), "grade".parse().unwrap()];
    let list = OpenList { entity: Entity::Prospect, query: ListQuery::default(), first: None };
    let snapshot = test.app.list_open(&list).unwrap().snapshot;
    test.clock.advance(DAY);
    let window = ListWindow { snapshot, offset: 0, limit: 10, fields };
    let rows = test.app.list_window(&window).unwrap();
    assert!(rows.stale && rows.rows.iter().all(|row| row.cells[1] != "X"), "a list that was open before: {rows:?}");
    assert_eq!(listed(&test, "grade = X"), Vec::<[String; 4]>::new());
    assert_eq!(listed(&test, "")[0][3], "");
    let now = test.app.qualify(std::slice::from_ref(&lea), None).unwrap().remove(0);
    assert_eq!(now.set, None);
    let then = test.app.qualify(std::slice::from_ref(&lea), Some(&until)).unwrap().remove(0);
    assert_eq!(then.set.unwrap().grade, "X", "as of a day on which it stood");
}

#[test]
fn what_cannot_be_set_is_refused_with_the_reason() {
    let (test, [lea, _]) = scored();
    let refuse = |input: SetScore, reason: &str| {
        let error = refused(test.app.score_set(&input), ErrorCode::ScoreRefused);
        assert_eq!(error.args["reason"], reason, "{error}");
    };
    let right = set(&test, &lea, Some(50), None, 30);
    refuse(SetScore { reason: "  ".to_owned(), ..right.clone() }, "no_reason");
    refuse(SetScore { reason: "x".repeat(301), ..right.clone() }, "long_reason");
    refuse(SetScore { until: day(&test, -1), ..right.clone() }, "over");
    refuse(SetScore { until: day(&test, 400), ..right.clone() }, "far");
    refuse(SetScore { total: None, ..right.clone() }, "nothing");
    refuse(SetScore { total: Some(101), ..right.clone() }, "range");
    refuse(SetScore { grade: Some("A".to_owned()), ..right.clone() }, "contradiction");
    refuse(SetScore { grade: Some("Z".to_owned()), ..right.clone() }, "grade");
    refused(test.app.score_set(&SetScore { until: "soon".to_owned(), ..right.clone() }), ErrorCode::DayMalformed);
    refused(test.app.score_set(&SetScore { prospect: "x".to_owned(), ..right }), ErrorCode::RecordMissing);
    assert_eq!(listed(&test, "score_set_until is not empty").len(), 0);
}

#[test]
fn who_becomes_one_with_somebody_brings_the_score_that_was_set() {
    let (test, [lea, luc]) = scored();
    test.app.score_set(&set(&test, &luc, Some(77), None, 30)).unwrap();
    let merge = MergeRecords { entity: Entity::Prospect, ids: vec![lea.clone(), luc], choices: Vec::new() };
    let merged = test.app.duplicates_merge(&merge).unwrap();
    assert_eq!(listed(&test, "")[0][2], "77");
    test.app.duplicates_unmerge(&merged.merge).unwrap();
    let scores: Vec<bool> = listed(&test, "").into_iter().map(|row| row[2] == "77").collect();
    assert_eq!(scores, [false, true]);
}
