//! Scores stay true: whatever changes what they are made of makes them anew.

use sales_app::{
    duplicates::MergeRecords,
    lists::{AskFirst, OpenList},
    qualify::{Icp, NewSignalInput, Offer},
    records::{EditRecord, FieldValue, NewRecordInput},
};
use sales_core::{fields::Entity, import::OnMatch, list::ListQuery, signal::SignalCode};
use sales_testkit::TestApp;

use crate::support::{prospect, show, undo};

const FILE: &str = "First Name,Last Name,Email,Job Title,Company,Website,Industry,Company Size,Company Country\n\
    Léa,Martin,lea@acme.example.com,Directrice financière,Acme,acme-edition.example,Computer Software,51-200,France\n\
    Luc,Morel,luc@acme.example.com,Comptable,Acme,acme-edition.example,Computer Software,51-200,France\n\
    Ada,Lovelace,ada@lab.example.com,Software Engineer,Lab,lab-bank.example,Banking,10,United Kingdom\n";

const OFFER: &str = r#"{"name": "Audit", "buying_functions": ["finance"]}"#;
const ICP: &str = r#"{"name": "Éditeurs", "industries": ["62.01"], "employees": {"min": 50, "max": 250},
    "countries": ["FR"], "exclude": {"industries": ["K"]}}"#;

fn with_prospects() -> TestApp {
    let test = TestApp::new();
    test.import("r.csv", FILE, OnMatch::Fill);
    test.app.described_set::<Offer>(OFFER).unwrap();
    test.app.described_set::<Icp>(ICP).unwrap();
    test.app.qualify_all(None).unwrap();
    test
}

fn id(test: &TestApp, email: &str) -> String {
    prospect(test, "email", email).id
}

/// What the list shows: e-mail address, grade and score.
fn listed(test: &TestApp) -> Vec<[String; 3]> {
    let fields = ["email", "grade", "score"].map(|field| field.parse().unwrap()).to_vec();
    let first = Some(AskFirst { limit: 100, fields });
    let list = test.app.list_open(&OpenList { entity: Entity::Prospect, query: ListQuery::default(), first }).unwrap();
    list.first.unwrap().rows.into_iter().map(|row| row.cells.try_into().unwrap()).collect()
}

/// Looks at all that the list shows; it is what a scoring of everybody finds, which therefore changes nothing.
fn true_scores(test: &TestApp) -> Vec<[String; 3]> {
    let shown = listed(test);
    let again = test.app.qualify_all(None).unwrap();
    assert_eq!(again.changed, 0, "{shown:?}");
    assert_eq!(again.prospects as usize, shown.len());
    assert!(shown.iter().all(|[_, grade, score]| !grade.is_empty() && !score.is_empty()), "{shown:?}");
    shown
}

fn edit(test: &TestApp, entity: Entity, id: &str, field: &str, value: &str) {
    let edit = EditRecord { entity, id: id.to_owned(), field: field.parse().unwrap(), value: value.to_owned() };
    test.app.record_edit(&edit).unwrap();
}

#[test]
fn an_edit_of_a_prospect_or_its_company_makes_the_scores_anew_and_its_undo_too() {
    let test = with_prospects();
    let before = true_scores(&test);
    let lea = id(&test, "lea@acme.example.com");
    edit(&test, Entity::Prospect, &lea, "job_title", "Stagiaire");
    let edited = true_scores(&test);
    assert_ne!(edited, before);
    undo(&test);
    assert_eq!(true_scores(&test), before);
    test.app.history_redo(None).unwrap();
    assert_eq!(true_scores(&test), edited);
    undo(&test);

    let company = show(&test, Entity::Prospect, &lea).company.unwrap().id;
    edit(&test, Entity::Company, &company, "industry", "Banking");
    let excluded = true_scores(&test);
    let grades: Vec<&str> = excluded.iter().map(|[_, grade, _]| grade.as_str()).collect();
    assert_eq!(grades, ["X", "X", "X"], "everybody of the company");
    undo(&test);
    assert_eq!(true_scores(&test), before);
}

#[test]
fn a_signal_and_its_undo_are_in_the_list_at_once() {
    let test = with_prospects();
    let before = true_scores(&test);
    let lea = id(&test, "lea@acme.example.com");
    let input = NewSignalInput {
        prospect: lea,
        code: SignalCode::BudgetStated,
        strength: 1.0,
        date: None,
        until: None,
        source_name: Some("call of Monday".to_owned()),
        quote: Some("The budget is set.".to_owned()),
    };
    let noted = test.app.signal_add(&input).unwrap();
    let with = true_scores(&test);
    assert_ne!(with, before);
    test.app.signal_reject(&noted.id).unwrap();
    assert_eq!(true_scores(&test), before);
    undo(&test);
    assert_eq!(true_scores(&test), with);
    undo(&test);
    assert_eq!(true_scores(&test), before);
    test.app.history_redo(None).unwrap();
    assert_eq!(true_scores(&test), with);
}

#[test]
fn who_comes_is_scored_and_who_goes_is_not() {
    let test = with_prospects();
    let before = true_scores(&test);
    let field = |field: &str, value: &str| FieldValue { field: field.parse().unwrap(), value: value.to_owned() };
    let values = vec![field("email", "new@acme.example.com"), field("job_title", "Directeur financier")];
    test.app.record_create(&NewRecordInput { entity: Entity::Prospect, values }).unwrap();
    assert_eq!(true_scores(&test).len(), before.len() + 1);
    undo(&test);
    assert_eq!(true_scores(&test), before);

    let ids = ["lea@acme.example.com", "luc@acme.example.com"].map(|email| id(&test, email));
    let merge = MergeRecords { entity: Entity::Prospect, ids: ids.to_vec(), choices: Vec::new() };
    let merged = test.app.duplicates_merge(&merge).unwrap();
    assert_eq!(true_scores(&test).len(), before.len() - 1);
    test.app.duplicates_unmerge(&merged.merge).unwrap();
    assert_eq!(true_scores(&test), before);
}

#[test]
fn an_import_scores_what_it_wrote_as_a_part_of_itself() {
    let test = with_prospects();
    let before = true_scores(&test);
    let more = "First Name,Last Name,Email,Job Title,Company,Website,Industry\n\
        Eve,Roux,eve@other.example.com,CFO,Other,other-firm.example,Computer Software\n\
        Ada,Lovelace,ada@lab.example.com,Chief Financial Officer,Lab,lab-bank.example,Banking\n";
    test.import("more.csv", more, OnMatch::Update);
    let with = true_scores(&test);
    assert_eq!(with.len(), before.len() + 1);
    undo(&test);
    assert_eq!(true_scores(&test), before);
    test.app.history_redo(None).unwrap();
    assert_eq!(true_scores(&test), with);
}

#[test]
fn an_ideal_customer_that_is_taken_back_scores_everybody_anew() {
    let test = with_prospects();
    let before = true_scores(&test);
    let saved = test.app.described_set::<Icp>(&ICP.replace("\"K\"", "\"J\"").replace("62.01", "64")).unwrap();
    test.app.qualify_all(None).unwrap();
    let other = true_scores(&test);
    assert_ne!(other, before);
    undo(&test);
    assert_eq!(true_scores(&test), before);
    test.app.history_redo(None).unwrap();
    assert_eq!(true_scores(&test), other);
    test.app.described_remove::<Icp>(&saved.id).unwrap();
    assert_ne!(true_scores(&test), other);
}

#[test]
fn where_nothing_is_described_nobody_is_scored_unasked() {
    let test = TestApp::new();
    test.import("r.csv", FILE, OnMatch::Fill);
    let lea = id(&test, "lea@acme.example.com");
    edit(&test, Entity::Prospect, &lea, "job_title", "Stagiaire");
    assert!(listed(&test).iter().all(|[_, grade, score]| grade.is_empty() && score.is_empty()));
}
