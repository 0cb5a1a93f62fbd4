//! Signals that wait for a person.

use sales_app::{
    ErrorCode,
    lists::Selection,
    qualify::{InboxOrder, InboxQuery, InboxView, JudgeSignals, ListInbox, SignalVerdict, documents::DocumentInput},
    records::{ChangeRecords, RecordAction},
};
use sales_core::{
    fields::Entity,
    import::OnMatch,
    signal::{Dimension, SourceKind},
};
use sales_testkit::TestApp;

use crate::support::{prospect, refused, undo};

const FILE: &str = "First Name,Last Name,Email,Job Title,Company,Website\n\
    Léa,Martin,lea@acme.example.com,Directrice financière,Acme,acme-edition.example\n\
    Luc,Morel,luc@acme.example.com,Comptable,Acme,acme-edition.example\n\
    Ada,Lovelace,ada@lab.example.com,Software Engineer,Lab,lab-bank.example\n";
const BUDGET: &str = "Bonjour,\n\nLe budget de 40 000 € est validé pour ce projet.\n\nLéa";
const NEWS: &str = "Acme lève 12 millions d’euros auprès de deux fonds pour accélérer son développement.";

fn id(test: &TestApp, email: &str) -> String {
    prospect(test, "email", email).id
}

fn read(test: &TestApp, email: &str, kind: &str, text: &str) -> usize {
    let (prospect, kind, text) = (id(test, email), Some(kind.to_owned()), Some(text.to_owned()));
    let input = DocumentInput { prospect, kind, text, ..DocumentInput::default() };
    test.app.document_read(&input).unwrap().added.len()
}

fn inbox(test: &TestApp, query: InboxQuery) -> InboxView {
    test.app.signals_inbox(&ListInbox { query, offset: 0, limit: 100 }).unwrap()
}

fn all(test: &TestApp) -> InboxView {
    inbox(test, InboxQuery::default())
}

fn codes(view: &InboxView) -> Vec<&str> {
    view.rows.iter().map(|row| row.signal.code.as_str()).collect()
}

fn judge(test: &TestApp, signals: &[String], verdict: SignalVerdict) -> u32 {
    test.app.signals_judge(&JudgeSignals { signals: signals.to_vec(), all_of: None, verdict }).unwrap()
}

fn with_signals() -> TestApp {
    let test = TestApp::new();
    test.import("r.csv", FILE, OnMatch::Fill);
    assert_eq!(read(&test, "lea@acme.example.com", "reply", BUDGET), 1);
    assert_eq!(read(&test, "ada@lab.example.com", "note", "We already work with a competitor until March 2030."), 1);
    assert_eq!(read(&test, "luc@acme.example.com", "press", NEWS), 1);
    test
}

#[test]
fn what_was_found_waits_with_whom_it_is_about_and_what_it_does() {
    let test = with_signals();
    let view = all(&test);
    assert_eq!((view.all, view.total), (3, 3));
    assert_eq!(view.rows[0].signal.code, "funding_round", "the newest first: {:?}", codes(&view));
    let company = &view.rows[0];
    assert_eq!((company.company.as_deref(), company.others), (Some("Acme"), 1));
    assert_eq!(company.prospect.as_ref().unwrap().title, "Léa Martin", "who has the best score");
    let budget = view.rows.iter().find(|row| row.signal.code == "budget_stated").unwrap();
    assert_eq!((budget.prospect.as_ref().unwrap().title.as_str(), budget.others), ("Léa Martin", 0));
    let effect = budget.effect.as_ref().unwrap();
    assert!(effect.without < effect.total, "{effect:?}");
    let score = test.app.qualify(&[id(&test, "lea@acme.example.com")], None).unwrap().remove(0);
    assert_eq!((score.total, score.grade), (effect.total, effect.grade.clone()));
    assert!(BUDGET.contains(budget.signal.quote.as_deref().unwrap()));
}

#[test]
fn it_is_asked_for_by_dimension_and_source_the_newest_or_the_strongest_first() {
    let test = with_signals();
    let budget = inbox(&test, InboxQuery { dimension: Some(Dimension::Budget), ..InboxQuery::default() });
    assert_eq!(codes(&budget), ["funding_round", "budget_stated"]);
    assert_eq!((budget.all, budget.total), (3, 2));
    let of_sources: u32 = budget.sources.iter().map(|count| count.signals).sum();
    assert_eq!(of_sources, 2, "of those for the budget: {:?}", budget.sources);
    let replies = inbox(&test, InboxQuery { source: Some(SourceKind::Reply), ..InboxQuery::default() });
    assert_eq!(codes(&replies), ["budget_stated"]);
    let counted: Vec<_> = replies.dimensions.iter().map(|count| (count.dimension, count.signals)).collect();
    assert_eq!(counted, [(Dimension::Budget, 1)]);
    let strongest = inbox(&test, InboxQuery { order: InboxOrder::Strongest, ..InboxQuery::default() });
    assert_eq!(strongest.rows[0].signal.code, "budget_stated");
    let page = ListInbox { query: InboxQuery::default(), offset: 2, limit: 5 };
    assert_eq!(test.app.signals_inbox(&page).unwrap().rows.len(), 1);
}

#[test]
fn many_are_judged_as_one_change_and_come_back_with_it() {
    let test = with_signals();
    let score = |email: &str| test.app.qualify(&[id(&test, email)], None).unwrap().remove(0).b;
    let before = [score("lea@acme.example.com"), score("luc@acme.example.com")];
    let waiting: Vec<String> = all(&test).rows.iter().map(|row| row.signal.id.clone()).collect();
    assert_eq!(judge(&test, &waiting, SignalVerdict::Reject), 3);
    assert_eq!((all(&test).all, test.app.workspace_summary().unwrap().signals), (0, 0));
    assert!(before.iter().all(Option::is_some));
    assert_eq!([score("lea@acme.example.com"), score("luc@acme.example.com")], [None, None]);
    assert_eq!(judge(&test, &waiting, SignalVerdict::Reject), 0, "said already");
    undo(&test);
    assert_eq!((all(&test).all, test.app.workspace_summary().unwrap().signals), (3, 3));
    assert_eq!([score("lea@acme.example.com"), score("luc@acme.example.com")], before);

    let query = InboxQuery { dimension: Some(Dimension::Budget), ..InboxQuery::default() };
    let input = JudgeSignals { signals: Vec::new(), all_of: Some(query), verdict: SignalVerdict::Accept };
    assert_eq!(test.app.signals_judge(&input).unwrap(), 2);
    assert_eq!(all(&test).all, 1);
    assert_eq!([score("lea@acme.example.com"), score("luc@acme.example.com")], before, "they counted already");
    let unknown = JudgeSignals { signals: vec!["no signal".to_owned()], all_of: None, verdict: SignalVerdict::Accept };
    refused(test.app.signals_judge(&unknown), ErrorCode::SignalMissing);
}

#[test]
fn rejected_words_do_not_come_back_when_they_are_read_again() {
    let test = with_signals();
    let waiting: Vec<String> = all(&test).rows.iter().map(|row| row.signal.id.clone()).collect();
    judge(&test, &waiting, SignalVerdict::Reject);
    assert_eq!(read(&test, "lea@acme.example.com", "reply", BUDGET), 0);
    let quoted = format!("Re-bonjour,\n\n{}", "Le budget de 40 000 € est validé pour ce projet.");
    assert_eq!(read(&test, "lea@acme.example.com", "note", &quoted), 0, "the same words in another text");
    assert_eq!(read(&test, "lea@acme.example.com", "press", NEWS), 0, "of the same company");
    assert_eq!(all(&test).all, 0);
    assert_eq!(read(&test, "ada@lab.example.com", "reply", BUDGET), 1, "of somebody else they are new");
}

#[test]
fn those_of_records_that_were_put_away_do_not_wait() {
    let test = with_signals();
    let ids = vec![id(&test, "lea@acme.example.com")];
    let input =
        ChangeRecords { entity: Entity::Prospect, selection: Selection::Ids { ids }, action: RecordAction::Archive };
    test.app.records_change(&input).unwrap();
    assert_eq!(codes(&all(&test)), ["funding_round", "already_customer_of_rival"]);
    assert_eq!(all(&test).rows[0].prospect.as_ref().unwrap().title, "Luc Morel");
    undo(&test);
    assert_eq!(all(&test).all, 3);
}
