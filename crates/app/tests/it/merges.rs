//! Making records one, and taking that back.

use sales_app::lists::Selection;
use sales_app::{
    ErrorCode,
    duplicates::{FieldChoice, MergeRecords, MergeView},
    history::EditedRecords,
    imports::{DecideRows, RowChoice},
    records::{ChangeRecords, RecordAction, RecordView},
};
use sales_core::{fields::Entity, import::OnMatch, list::ListQuery, time::Clock as _};
use sales_testkit::{TestApp, random::Seeded};

use crate::support::{edit, is, prospect, refused, show, undo, undo_import, value};

fn merge(test: &TestApp, entity: Entity, ids: &[String]) -> String {
    let input = MergeRecords { entity, ids: ids.to_vec(), choices: Vec::new() };
    test.app.duplicates_merge(&input).unwrap().merge
}

fn companies(test: &TestApp) -> Vec<String> {
    test.ids(Entity::Company, ListQuery::default())
}

fn tag(test: &TestApp, id: &str, name: &str) {
    let selection = Selection::Ids { ids: vec![id.to_owned()] };
    let action = RecordAction::AddTag { name: name.to_owned() };
    test.app.records_change(&ChangeRecords { entity: Entity::Prospect, selection, action }).unwrap();
}

const FILE: &str = "First Name,Last Name,Email,Phone,Company,Website,Tags,City,Email Opt Out\n\
    Jean,Dupont,jean@acme.example.com,+33 6 12 34 56 78,Acme,acme.example.com,vip,Lyon,\n\
    J.,Dupont,j.dupont@acme.example.com,+33 1 23 45 67 89,Acme Services,acme.example.net,salon,,yes\n\
    Ada,Lovelace,ada@x.example.com,,Lab,,,London,no\n";

#[test]
fn whoever_was_merged_does_not_come_back_with_the_file() {
    const ROUX: &str = "First Name,Last Name,Phone,Company,City\n\
        Annabelle,Roux,+33 6 11 22 33 44,Vega,Lyon\n\
        Annie,Roux,+33 6 11 22 33 45,Vega,\n\
        Anne,Roux,+33 6 11 22 33 46,Vega,\n";
    for on_match in [OnMatch::Fill, OnMatch::Update, OnMatch::Skip] {
        let test = TestApp::new();
        test.import("r.csv", ROUX, OnMatch::Fill);
        let [annabelle, annie, anne] =
            ["Annabelle", "Annie", "Anne"].map(|first| prospect(&test, "first_name", first).id);
        merge(&test, Entity::Prospect, &[annie.clone(), anne]);
        let last = merge(&test, Entity::Prospect, &[annabelle.clone(), annie]);
        let name = value(&show(&test, Entity::Prospect, &annabelle), "first_name");
        test.import("again.csv", ROUX, on_match);
        assert_eq!(test.prospect_ids().len(), 1, "{on_match:?}");
        assert_eq!(value(&show(&test, Entity::Prospect, &annabelle), "first_name"), name, "{on_match:?}");
        test.app.duplicates_unmerge(&last).unwrap();
        assert_eq!(test.prospect_ids().len(), 2, "{on_match:?}");
    }
}

#[test]
fn who_got_the_name_of_another_is_still_known_by_the_former_one() {
    const ROUX: &str = "First Name,Last Name,Phone,Company\n\
        Anne,Roux,+33 6 11 22 33 44,Vega\n\
        Annie,Roux,+33 6 11 22 33 45,Vega\n\
        Annabelle,Roux,+33 6 11 22 33 46,Vega\n";
    for on_match in [OnMatch::Fill, OnMatch::Update, OnMatch::Skip] {
        let test = TestApp::new();
        test.import("r.csv", ROUX, OnMatch::Fill);
        let [anne, annie, annabelle] =
            ["Anne", "Annie", "Annabelle"].map(|first| prospect(&test, "first_name", first).id);
        let first = merge(&test, Entity::Prospect, &[anne.clone(), annie]);
        assert_eq!(value(&show(&test, Entity::Prospect, &anne), "first_name"), "Annie");
        let last = merge(&test, Entity::Prospect, &[anne.clone(), annabelle]);
        assert_eq!(value(&show(&test, Entity::Prospect, &anne), "first_name"), "Annabelle");
        edit(&test, &anne, "phone", "");
        edit(&test, &anne, "phone_2", "");
        test.import("again.csv", ROUX, on_match);
        assert_eq!(test.prospect_ids().len(), 1, "{on_match:?}");
        assert_eq!(value(&show(&test, Entity::Prospect, &anne), "first_name"), "Annabelle", "{on_match:?}");
        test.app.duplicates_unmerge(&last).unwrap();
        test.app.duplicates_unmerge(&first).unwrap();
        test.import("third.csv", ROUX, OnMatch::Skip);
        assert_eq!(test.prospect_ids().len(), 3, "{on_match:?}");
    }
}

#[test]
fn a_company_that_got_the_name_of_another_is_still_known_by_the_former_one() {
    const VEGA: &str = "Company,Company City\nVega,Lyon\nVega Holding International,\n";
    let mut test = TestApp::new();
    test.import("c.csv", VEGA, OnMatch::Fill);
    let ids = companies(&test);
    assert_eq!(ids.len(), 2);
    merge(&test, Entity::Company, &ids);
    assert_eq!(value(&show(&test, Entity::Company, &companies(&test)[0]), "company"), "Vega Holding International");
    test.restart();
    test.import("again.csv", VEGA, OnMatch::Fill);
    assert_eq!(companies(&test).len(), 1);
}

#[test]
fn two_prospects_become_one_and_two_again() {
    let mut test = TestApp::new();
    test.import("r.csv", FILE, OnMatch::Fill);
    let before = test.dump();
    let [old, young] =
        ["jean@acme.example.com", "j.dupont@acme.example.com"].map(|email| prospect(&test, "email", email));
    let merge = merge(&test, Entity::Prospect, &[young.id.clone(), old.id.clone()]);
    assert_eq!(test.prospect_ids().len(), 2);
    let one = show(&test, Entity::Prospect, &old.id);
    let values =
        ["first_name", "email", "email_2", "phone", "phone_2", "city", "email_opt_out"].map(|field| value(&one, field));
    assert_eq!(
        values,
        [
            "Jean",
            "j.dupont@acme.example.com",
            "jean@acme.example.com",
            "+33 6 12 34 56 78",
            "+33 1 23 45 67 89",
            "Lyon",
            "yes"
        ]
    );
    assert_eq!(one.tags, ["salon", "vip"]);
    assert_eq!(show(&test, Entity::Prospect, &young.id).id, old.id, "whoever went leads to whom it lives on in");
    let again = MergeRecords { entity: Entity::Prospect, ids: vec![young.id, old.id], choices: Vec::new() };
    refused(test.app.duplicates_merge(&again), ErrorCode::MergeAlone);
    test.restart();
    test.app.duplicates_unmerge(&merge).unwrap();
    assert_eq!(test.dump(), before);
    refused(test.app.duplicates_unmerge(&merge), ErrorCode::MergeMissing);
    test.app.history_redo(None).unwrap();
    assert_eq!(test.prospect_ids().len(), 2);
    undo(&test);
    assert_eq!(test.dump(), before);
}

#[test]
fn the_one_record_is_found_by_what_each_was_found_by() {
    let test = TestApp::new();
    test.import("r.csv", FILE, OnMatch::Fill);
    let nameless = "First Name,Last Name,City\nZoé,Petit,Brest\n";
    test.import("n.csv", nameless, OnMatch::Fill);
    let ids: Vec<String> = ["jean@acme.example.com", "j.dupont@acme.example.com"]
        .map(|email| prospect(&test, "email", email).id)
        .into_iter()
        .chain([prospect(&test, "last_name", "Petit").id])
        .collect();
    let merge = merge(&test, Entity::Prospect, &ids);
    for (name, text) in [("again.csv", FILE), ("again-n.csv", nameless)] {
        let again = test.import(name, text, OnMatch::Fill);
        assert_eq!((again.counts.created, again.counts.review), (0, 0), "{name}");
        undo_import(&test, &again, EditedRecords::Keep);
    }
    test.app.duplicates_unmerge(&merge).unwrap();
    for (name, text) in [("third.csv", FILE), ("third-n.csv", nameless)] {
        let again = test.import(name, text, OnMatch::Fill);
        assert_eq!((again.counts.created, again.counts.review, again.counts.updated), (0, 0, 0), "{name}");
    }
}

#[test]
fn what_was_edited_after_a_merge_stays_after_it_is_taken_back() {
    let test = TestApp::new();
    test.import("r.csv", FILE, OnMatch::Fill);
    let [old, young] =
        ["jean@acme.example.com", "j.dupont@acme.example.com"].map(|email| prospect(&test, "email", email).id);
    let merge = merge(&test, Entity::Prospect, &[old.clone(), young.clone()]);
    edit(&test, &old, "city", "Paris");
    edit(&test, &old, "job_title", "Buyer");
    tag(&test, &old, "called");
    test.app.duplicates_unmerge(&merge).unwrap();
    let one = show(&test, Entity::Prospect, &old);
    assert_eq!((value(&one, "city"), value(&one, "job_title")), ("Paris".into(), "Buyer".into()));
    assert_eq!(one.tags, ["called", "vip"]);
    assert_eq!(value(&one, "email_2"), "");
    let other = show(&test, Entity::Prospect, &young);
    assert_eq!((value(&other, "first_name"), value(&other, "city")), ("J.".into(), String::new()));
    assert_eq!(other.tags, ["salon"]);
}

#[test]
fn no_mail_after_a_merge_is_no_mail_to_both() {
    let test = TestApp::new();
    let rows = FILE.replace(",yes\n", ",\n");
    test.import("r.csv", &rows, OnMatch::Fill);
    let [old, young] =
        ["jean@acme.example.com", "j.dupont@acme.example.com"].map(|email| prospect(&test, "email", email).id);
    let merge = merge(&test, Entity::Prospect, &[old.clone(), young.clone()]);
    edit(&test, &old, "email_opt_out", "oui");
    test.app.duplicates_unmerge(&merge).unwrap();
    for id in [&old, &young] {
        assert_eq!(value(&show(&test, Entity::Prospect, id), "email_opt_out"), "oui");
    }
}

#[test]
fn companies_bring_their_prospects() {
    let test = TestApp::new();
    test.import("r.csv", FILE, OnMatch::Fill);
    let before = test.dump();
    let ids = test.ids(Entity::Company, ListQuery::default());
    let companies: Vec<_> = ids.iter().map(|id| show(&test, Entity::Company, id)).collect();
    let two: Vec<String> = companies
        .iter()
        .filter(|company| company.title.starts_with("Acme"))
        .map(|company| company.id.clone())
        .collect();
    let merge = merge(&test, Entity::Company, &two);
    assert_eq!(test.ids(Entity::Company, ListQuery::default()).len(), 2);
    let company = prospect(&test, "email", "j.dupont@acme.example.com").company.unwrap();
    assert_eq!(company.id, prospect(&test, "email", "jean@acme.example.com").company.unwrap().id);
    assert_eq!(show(&test, Entity::Company, &company.id).prospects_total, 2);
    test.app.duplicates_unmerge(&merge).unwrap();
    assert_eq!(test.dump(), before);
}

/// The file and row that a value comes from; none when a person wrote it.
fn source(record: &RecordView, field: &str) -> Option<(String, u32)> {
    let source = &record.values.iter().find(|value| value.field.as_str() == field).unwrap().source;
    source.file.clone().zip(source.row)
}

#[test]
fn each_value_of_the_one_record_says_which_row_of_which_file_it_comes_from() {
    let test = TestApp::new();
    let head = "First Name,Last Name,Email,Company,City,Job Title\n";
    test.import("a.csv", format!("{head}Ada,Byron,ada@a.example.com,,,\n"), OnMatch::Fill);
    test.import("b.csv", format!("{head}Zoé,Petit,z@x.example.com,,,\nA.,Byron,ada@b.example.com,,,\n"), OnMatch::Fill);
    let rows = "Bob,Roy,bob@x.example.com,,,\nEve,Roy,eve@x.example.com,,,\nAda,B.,ada@c.example.com,Lab,Lyon,\n";
    test.import("c.csv", format!("{head}{rows}"), OnMatch::Fill);
    let [a, b, c] = ["a", "b", "c"].map(|at| prospect(&test, "email", &format!("ada@{at}.example.com")).id);
    test.import("d.csv", format!("{head}Ada,B.,ada@c.example.com,,,Buyer\n"), OnMatch::Fill);
    edit(&test, &c, "notes", "met in May");
    let before = show(&test, Entity::Prospect, &c);
    merge(&test, Entity::Prospect, &[b.clone(), c]);
    merge(&test, Entity::Prospect, &[a.clone(), b]);
    let one = show(&test, Entity::Prospect, &a);
    let from = |file: &str, row| Some((file.to_owned(), row));
    for at in ["a", "b", "c"] {
        let email = one.values.iter().find(|value| value.value == format!("ada@{at}.example.com")).unwrap();
        let row = ["a", "b", "c"].iter().position(|other| *other == at).unwrap() as u32 + 1;
        assert_eq!(email.source.file.clone().zip(email.source.row), from(&format!("{at}.csv"), row), "{}", email.field);
    }
    assert_eq!([source(&one, "city"), source(&one, "company")], [from("c.csv", 3), from("c.csv", 3)]);
    assert_eq!(source(&one, "job_title"), from("d.csv", 1));
    assert_eq!(source(&one, "notes"), None);
    let written =
        |record: &RecordView| record.values.iter().find(|value| value.value == "met in May").unwrap().source.at;
    assert_eq!(written(&one), written(&before), "when it was written, not when it was merged");
}

#[test]
fn the_company_of_a_prospect_comes_from_its_row_although_companies_became_one() {
    let test = TestApp::new();
    test.import("r.csv", FILE, OnMatch::Fill);
    let companies = test.ids(Entity::Company, is("company_website", "acme.example.net"));
    let other = test.ids(Entity::Company, is("company_website", "acme.example.com"));
    merge(&test, Entity::Company, &[companies[0].clone(), other[0].clone()]);
    for (email, row) in [("jean@acme.example.com", 1), ("j.dupont@acme.example.com", 2)] {
        assert_eq!(source(&prospect(&test, "email", email), "company"), Some(("r.csv".to_owned(), row)));
    }
}

#[test]
fn merges_of_merges_are_taken_back_from_the_last_one_on() {
    let test = TestApp::new();
    test.import("r.csv", FILE, OnMatch::Fill);
    let before = test.dump();
    let ids = test.prospect_ids();
    let [a, b, c] = [&ids[0], &ids[1], &ids[2]];
    // The oldest goes on, so that the record of the first merge goes with the second.
    let first = merge(&test, Entity::Prospect, &[a.clone(), b.clone()]);
    let left: Vec<String> = test.prospect_ids();
    assert_eq!(left.len(), 2);
    let second = merge(&test, Entity::Prospect, &left);
    assert!(left.contains(c), "the oldest is the one that both merges are about");
    let error = refused(test.app.duplicates_unmerge(&first), ErrorCode::MergedSince);
    assert_eq!(error.args["id"], second);
    test.app.duplicates_unmerge(&second).unwrap();
    test.app.duplicates_unmerge(&first).unwrap();
    assert_eq!(test.dump(), before);
}

#[test]
fn merges_in_any_order_leave_each_number_in_the_same_field() {
    let test = TestApp::new();
    let rows = "First Name,Email,Phone,Work Phone,Mobile\nA,a@x.example.com,+33142000001,+33142000004,\n\
        B,b@x.example.com,+33142000002,,+33612345678\nC,c@x.example.com,+33142000003,+33142000005,+33612345679\n";
    test.import("r.csv", rows, OnMatch::Fill);
    let [a, b, c] = ["a", "b", "c"].map(|at| prospect(&test, "email", &format!("{at}@x.example.com")).id);
    let numbers = |order: [&String; 3]| {
        let first = merge(&test, Entity::Prospect, &[order[0].clone(), order[1].clone()]);
        let second = merge(&test, Entity::Prospect, &test.prospect_ids());
        let one = show(&test, Entity::Prospect, &test.prospect_ids()[0]);
        let told: Vec<(String, String)> =
            one.values.into_iter().map(|value| (value.field.to_string(), value.value)).collect();
        test.app.duplicates_unmerge(&second).unwrap();
        test.app.duplicates_unmerge(&first).unwrap();
        told.into_iter()
            .filter(|(field, _)| field.starts_with("phone") || field.starts_with("email"))
            .collect::<Vec<_>>()
    };
    let expected = numbers([&a, &b, &c]);
    assert_eq!(expected.len(), 3 + 7, "{expected:?}");
    for order in [[&b, &c, &a], [&a, &c, &b]] {
        assert_eq!(numbers(order), expected);
    }
}

#[test]
fn the_history_tells_of_merges_in_force_and_taken_back() {
    let test = TestApp::new();
    let rows = "First Name,Email,Phone\nAda,ada@x.example.com,+33142000001\nAda,ada@x.example.com,+33142000001\n";
    test.import("r.csv", rows, OnMatch::Create);
    let ids = test.prospect_ids();
    let merge = merge(&test, Entity::Prospect, &ids);
    let survivor = test.prospect_ids().remove(0);
    let told = |id: &str| {
        let history = show(&test, Entity::Prospect, id).history;
        history.into_iter().filter(|change| change.label == "merge").collect::<Vec<_>>()
    };
    let in_force = told(&survivor);
    assert_eq!(in_force.len(), 1, "also when no value changes");
    assert_eq!((&in_force[0].change, &in_force[0].undone), (&merge, &None));
    assert!(in_force[0].author.as_ref().unwrap().own);
    test.clock.advance(60_000);
    let at = test.clock.now();
    test.app.duplicates_unmerge(&merge).unwrap();
    for id in &ids {
        let taken_back = told(id);
        let undone = taken_back[0].undone.as_ref().unwrap();
        assert_eq!((taken_back.len(), undone.at), (1, at));
        assert!(undone.author.as_ref().unwrap().own);
        assert_eq!(taken_back[0].cells, []);
    }
    test.app.history_redo(None).unwrap();
    assert_eq!(told(&survivor)[0].undone, None);
}

#[test]
fn two_merges_into_one_record_are_taken_back_from_the_last_one_on() {
    let test = TestApp::new();
    let rows = "First Name,Email,Phone,Notes\nA,a@x.example.com,+33142000001,n1\n\
        B,b@x.example.com,+33142000002,n2\nC,c@x.example.com,+33142000003,n3\n";
    test.import("r.csv", rows, OnMatch::Fill);
    let before = test.dump();
    let ids = test.prospect_ids();
    let one = merge(&test, Entity::Prospect, &ids[..2]);
    let survivor = test.prospect_ids().into_iter().find(|id| ids[..2].contains(id)).unwrap();
    let two = merge(&test, Entity::Prospect, &[survivor, ids[2].clone()]);
    refused(test.app.duplicates_unmerge(&one), ErrorCode::MergedSince);
    test.app.duplicates_unmerge(&two).unwrap();
    test.app.duplicates_unmerge(&one).unwrap();
    assert_eq!(test.dump(), before);
}

#[test]
fn an_import_takes_the_merges_of_its_records_with_it() {
    let test = TestApp::new();
    let rows: Vec<&str> = FILE.lines().collect();
    test.import("one.csv", format!("{}\n{}\n", rows[0], rows[1]), OnMatch::Fill);
    let before = test.dump();
    let import = test.import("two.csv", format!("{}\n{}\n{}\n", rows[0], rows[2], rows[3]), OnMatch::Fill);
    let after = test.dump();
    let ids = test.prospect_ids();
    merge(&test, Entity::Prospect, &ids);
    let merged = test.dump();
    undo_import(&test, &import, EditedRecords::Keep);
    assert_eq!(test.dump(), before);
    test.app.history_redo(None).unwrap();
    assert_eq!(test.dump(), after);
    test.app.history_redo(None).unwrap();
    assert_eq!(test.dump(), merged);
}

#[test]
fn the_rows_of_an_import_lead_to_whom_their_prospects_live_on_in() {
    let test = TestApp::new();
    let head = "First Name,Last Name,Email,LinkedIn URL,City\n";
    let rows =
        "Ada,Byron,ada@lab.example.com,,\nBea,Potter,,linkedin.com/in/bea-potter,\nZoé,Petit,z@x.example.com,,\n";
    test.import("before.csv", format!("{head}{rows}"), OnMatch::Fill);
    let rows = "Eve,Stone,ada@lab.example.com,linkedin.com/in/bea-potter,Lyon\nZoé,Petit,z@x.example.com,,Nice\n";
    let import = test.import("rows.csv", format!("{head}{rows}"), OnMatch::Fill);
    let row = |n| test.app.import_show(&import.id).unwrap().rows.into_iter().find(|row| row.row == n).unwrap();
    let before = row(1).candidates;
    let ids: Vec<String> = test.prospect_ids();
    let input = MergeRecords { entity: Entity::Prospect, ids, choices: Vec::new() };
    let MergeView { merge, survivor, .. } = test.app.duplicates_merge(&input).unwrap();
    assert_eq!(row(2).prospect.unwrap().id, survivor.id);
    let candidates = row(1).candidates;
    assert_eq!(candidates.iter().map(|one| &one.prospect.id).collect::<Vec<_>>(), [&survivor.id]);
    let choose = |choice| {
        let input = DecideRows { import: import.id.clone(), row: Some(1), choice };
        test.app.import_decide(&input).unwrap().decided
    };
    assert_eq!(choose(RowChoice::Second), 1);
    assert_eq!(row(1).prospect.unwrap().id, survivor.id);
    undo(&test);
    test.app.duplicates_unmerge(&merge).unwrap();
    assert_eq!(row(1).candidates, before);
}

#[test]
fn one_record_is_no_merge_and_a_chosen_value_stays() {
    let test = TestApp::new();
    test.import("r.csv", FILE, OnMatch::Fill);
    let ids = test.prospect_ids();
    let alone = |ids: Vec<String>| {
        test.app.duplicates_merge(&MergeRecords { entity: Entity::Prospect, ids, choices: Vec::new() })
    };
    refused(alone(vec![ids[0].clone(), ids[0].clone()]), ErrorCode::MergeAlone);
    refused(alone(vec![ids[0].clone(), "nobody".to_owned()]), ErrorCode::RecordMissing);
    let choices = vec![FieldChoice { field: "city".parse().unwrap(), from: ids[0].clone() }];
    let merged =
        test.app.duplicates_merge(&MergeRecords { entity: Entity::Prospect, ids: ids.clone(), choices }).unwrap();
    assert_eq!(value(&show(&test, Entity::Prospect, &merged.survivor.id), "city"), "London");
}

/// Random records are changed, merged and taken back, again and again; each time all is as before.
#[test]
fn whatever_is_merged_and_taken_back_is_as_before() {
    /// Merges in one workspace: its history grows with each.
    const IN_ONE: usize = 100;
    let rounds: usize = std::env::var("CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(300);
    let mut random = Seeded::new(29);
    for workspace in 0..rounds.div_ceil(IN_ONE) {
        merge_at_random(&mut random, workspace * IN_ONE..rounds.min((workspace + 1) * IN_ONE));
    }
}

fn merge_at_random(random: &mut Seeded, rounds: std::ops::Range<usize>) {
    let test = TestApp::new();
    let mut rows = String::from("First Name,Email,Email 2,Phone,Company,City,Notes,Tags,Email Opt Out\n");
    for n in 0..9 {
        rows.push_str(&format!("P{n},p{n}@x.example.com,,,C{},,,t{},\n", n % 3, n % 2));
    }
    test.import("r.csv", &rows, OnMatch::Fill);
    for round in rounds {
        let mut ids = test.prospect_ids();
        for _ in 0..random.below(3) {
            let id = &ids[random.below(ids.len())];
            let field =
                ["first_name", "email_2", "phone", "company", "city", "notes", "email_opt_out"][random.below(7)];
            let value = ["", "a", "A b", "p1@x.example.com", "+33612345678", "C1", "yes"][random.below(7)];
            edit(&test, id, field, value);
        }
        let before = test.dump();
        while ids.len() > 2 && random.chance(70) {
            ids.remove(random.below(ids.len()));
        }
        let entity = if random.chance(80) { Entity::Prospect } else { Entity::Company };
        if entity == Entity::Company {
            ids = test.ids(Entity::Company, ListQuery::default());
        }
        let merge = merge(&test, entity, &ids);
        test.app.duplicates_unmerge(&merge).unwrap();
        assert!(test.dump() == before, "round {round}");
    }
}
