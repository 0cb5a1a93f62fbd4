//! Undo is the inverse of every change, redo of every undo, whatever came before.

use proptest::prelude::*;
use sales_app::{
    imports::{DecideRows, RowChoice},
    lists::Selection,
    records::{ChangeRecords, EditRecord, RecordAction},
};
use sales_core::{fields::Entity, import::OnMatch};
use sales_testkit::{Csv, TestApp};

#[derive(Debug, Clone)]
enum Step {
    Import { rows: Vec<[u8; 5]>, on_match: OnMatch },
    Edit { record: usize, field: usize, value: u8 },
    Bulk { records: Vec<usize>, action: RecordAction },
    BulkCompanies { records: Vec<usize>, action: RecordAction },
    Decide { import: usize, choice: RowChoice },
}

const FIELDS: [&str; 6] = ["first_name", "email", "city", "company", "notes", "middle_name"];

fn actions() -> impl Strategy<Value = RecordAction> {
    let set =
        |field: &str, value: &str| RecordAction::SetField { field: field.parse().unwrap(), value: value.to_owned() };
    prop_oneof![
        Just(set("city", "Nantes")),
        Just(set("city", "")),
        Just(set("email", "same@x.example.com")),
        Just(set("department", "Ventes")),
        Just(set("company", "Firm 9")),
        Just(RecordAction::AddTag { name: "VIP".into() }),
        Just(RecordAction::RemoveTag { name: "vip".into() }),
        Just(RecordAction::Archive),
        Just(RecordAction::Restore),
        Just(RecordAction::Remove),
    ]
}

fn steps() -> impl Strategy<Value = Step> {
    let rows = prop::collection::vec(prop::array::uniform5(0..6_u8), 1..12);
    let policies = prop_oneof![Just(OnMatch::Fill), Just(OnMatch::Update), Just(OnMatch::Skip), Just(OnMatch::Create)];
    let company_actions = prop_oneof![
        Just(RecordAction::SetField { field: "industry".parse().unwrap(), value: "Retail".into() }),
        Just(RecordAction::SetField { field: "company".parse().unwrap(), value: "Firm 2".into() }),
        Just(RecordAction::AddTag { name: "Client".into() }),
        Just(RecordAction::Archive),
        Just(RecordAction::Remove),
    ];
    let choices =
        prop_oneof![Just(RowChoice::First), Just(RowChoice::Second), Just(RowChoice::New), Just(RowChoice::Leave)];
    prop_oneof![
        3 => (rows, policies).prop_map(|(rows, on_match)| Step::Import { rows, on_match }),
        2 => (any::<usize>(), 0..FIELDS.len(), 0..4_u8).prop_map(|(record, field, value)| Step::Edit { record, field, value }),
        3 => (prop::collection::vec(any::<usize>(), 1..6), actions()).prop_map(|(records, action)| Step::Bulk { records, action }),
        1 => (prop::collection::vec(any::<usize>(), 1..3), company_actions)
            .prop_map(|(records, action)| Step::BulkCompanies { records, action }),
        2 => (any::<usize>(), choices).prop_map(|(import, choice)| Step::Decide { import, choice }),
    ]
}

/// Few values, so that rows meet each other and the workspace.
fn file(rows: &[[u8; 5]]) -> String {
    let mut csv = Csv::new(&["First Name", "Email", "Mobile", "Company", "City", "Tags", "Loyalty"]);
    let unless_zero = |n: u8, text: String| if n == 0 { String::new() } else { text };
    for &[name, email, phone, company, city] in rows {
        csv.push(&[
            unless_zero(name, format!("Name{name}")),
            unless_zero(email, format!("p{email}@x.example.com")),
            unless_zero(phone, format!("+33 6 12 34 56 0{phone}")),
            unless_zero(company, format!("Firm {company}")),
            unless_zero(city, format!("City {city}")),
            unless_zero(city / 3, format!("tag {city}")),
            unless_zero(phone / 3, format!("level {phone}")),
        ]);
    }
    csv.text().to_owned()
}

fn pick(ids: &[String], which: &[usize]) -> Vec<String> {
    let mut picked: Vec<String> = which.iter().filter_map(|n| ids.get(n % ids.len().max(1)).cloned()).collect();
    picked.sort();
    picked.dedup();
    picked
}

/// Does a step; whether it changed anything.
fn apply(test: &TestApp, step: &Step) -> bool {
    let bulk = |entity, ids: Vec<String>, action: &RecordAction| {
        if ids.is_empty() {
            return false;
        }
        let selection = Selection::Ids { ids };
        test.app.records_change(&ChangeRecords { entity, selection, action: action.clone() }).unwrap().change.is_some()
    };
    match step {
        Step::Import { rows, on_match } => {
            test.import("step.csv", file(rows), *on_match);
            true
        }
        Step::Edit { record, field, value } => {
            let Some(id) = pick(&test.prospect_ids(), &[*record]).pop() else { return false };
            let value = if *value == 0 { String::new() } else { format!("p{value}@x.example.com") };
            let edit = EditRecord { entity: Entity::Prospect, id, field: FIELDS[*field].parse().unwrap(), value };
            test.app.record_edit(&edit).unwrap().change.is_some()
        }
        Step::Bulk { records, action } => bulk(Entity::Prospect, pick(&test.prospect_ids(), records), action),
        Step::BulkCompanies { records, action } => {
            let all = test.ids(Entity::Company, sales_core::list::ListQuery::default());
            bulk(Entity::Company, pick(&all, records), action)
        }
        Step::Decide { import, choice } => {
            let imports = test.app.imports_list().unwrap();
            let waiting: Vec<String> =
                imports.into_iter().filter(|import| import.counts.review > 0).map(|import| import.id).collect();
            let Some(import) = pick(&waiting, &[*import]).pop() else { return false };
            let decided = test.app.import_decide(&DecideRows { import, row: None, choice: *choice }).unwrap();
            decided.change.is_some()
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn undo_and_redo_walk_the_same_states(steps in prop::collection::vec(steps(), 1..7)) {
        let mut test = TestApp::new();
        let mut states = vec![test.dump()];
        for step in &steps {
            if apply(&test, step) {
                states.push(test.dump());
            }
        }
        for (undone, state) in states.iter().rev().skip(1).enumerate() {
            if undone == 2 {
                test.restart();
            }
            crate::support::undo(&test);
            prop_assert_eq!(&test.dump(), state);
        }
        for state in &states[1..] {
            test.app.history_redo(None).unwrap();
            prop_assert_eq!(&test.dump(), state);
        }
        // The lists in memory say what a fresh start says.
        let listed = test.list(Entity::Prospect, Default::default(), &FIELDS).unwrap();
        test.restart();
        prop_assert_eq!(listed, test.list(Entity::Prospect, Default::default(), &FIELDS).unwrap());
    }

    /// Rows that were matched before the undo are matched again after it: no key is lost or left.
    #[test]
    fn keys_follow_undo_and_redo(steps in prop::collection::vec(steps(), 1..5), probe in prop::collection::vec(prop::array::uniform5(0..6_u8), 1..12)) {
        let test = TestApp::new();
        let path = test.write("probe.csv", file(&probe));
        let check = |test: &TestApp| {
            let plan = test.plan(&path, OnMatch::Fill).unwrap();
            test.app.import_check(&plan, &mut |_| {}).unwrap().counts
        };
        let mut states = vec![check(&test)];
        for step in &steps {
            if apply(&test, step) {
                states.push(check(&test));
            }
        }
        for state in states.iter().rev().skip(1) {
            crate::support::undo(&test);
            prop_assert_eq!(&check(&test), state);
        }
        for state in &states[1..] {
            test.app.history_redo(None).unwrap();
            prop_assert_eq!(&check(&test), state);
        }
    }
}
