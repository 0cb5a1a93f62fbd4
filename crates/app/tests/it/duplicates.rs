//! Finding duplicates, and deciding about them.

use sales_app::{
    ErrorCode,
    app::AppEvent,
    duplicates::{
        Agreement, ClusterView, DuplicatesView, FieldChoice, ListDuplicates, MergeAll, MergeRecords, RejectDuplicates,
        SearchDuplicates, ShowDuplicates,
    },
    history::{EditedRecords, ListHistory, UndoInput},
    jobs::{JobKind, JobState},
    lists::Selection,
    records::{ChangeRecords, CorrectName, EditRecord, RecordAction},
};
use sales_core::{fields::Entity, import::OnMatch};
use sales_testkit::TestApp;

use crate::support::{self, edit, prospect, refused, undo};

/// Two persons twice, one three times, and some once.
const FILE: &str = "First Name,Last Name,Email,Phone,Company,City,Tags\n\
    Karim,Benali,karim@benali.example.com,+33 6 12 34 56 78,Atelier Benali SARL,Marseille,salon\n\
    Benali,Karim,k.benali@benali.example.com,06.12.34.56.78,ATELIER BENALI,,chaud\n\
    Élodie,Marchand,elodie.marchand@northwind.example.net,+33 1 44 55 66 77,Northwind,Lyon,\n\
    Elodie,MARCHAND,,+33144556677,Northwind SAS,Lyon,\n\
    Elodie,Marchand,e.marchand@northwind.example.net,01 44 55 66 77,Northwind,,\n\
    Thomas,Nguyen,thomas.nguyen@delta.example.org,+33 4 11 22 33 44,Delta Conseil,Nantes,\n\
    Thomas,Nguyen,tnguyen@omega.example.org,+33 4 11 22 33 44,Delta Conseil,Nantes,\n\
    Paula,Silva,paula@silva.example.pt,+351 912 345 678,Silva Lda,Porto,\n\
    Greta,Holm,greta@holm.example.se,+46 70 123 45 67,Holm AB,Malmö,\n\
    Ines,Duarte,ines@duarte.example.es,+34 612 345 678,Duarte SL,Sevilla,\n";

pub fn search(test: &TestApp) {
    test.app.duplicates_search(&SearchDuplicates { entity: None, min: None }).unwrap();
}

fn list(test: &TestApp) -> DuplicatesView {
    list_of(test, Some(Entity::Prospect))
}

fn list_of(test: &TestApp, entity: Option<Entity>) -> DuplicatesView {
    test.app.duplicates_list(&ListDuplicates { entity, offset: 0, limit: 50 }).unwrap()
}

fn sizes(test: &TestApp) -> Vec<(String, u32)> {
    let mut sizes: Vec<(String, u32)> =
        list(test).clusters.into_iter().map(|cluster| (cluster.title, cluster.records)).collect();
    sizes.sort();
    sizes
}

fn show(test: &TestApp, title: &str) -> ClusterView {
    let cluster = list(test).clusters.into_iter().find(|cluster| cluster.title == title).unwrap();
    test.app.duplicates_show(&asking(cluster.cluster)).unwrap().unwrap()
}

fn asking(cluster: u32) -> ShowDuplicates {
    ShowDuplicates { cluster, choices: Vec::new(), without: Vec::new() }
}

fn ids(cluster: &ClusterView) -> Vec<String> {
    cluster.records.iter().map(|record| record.id.clone()).collect()
}

fn reject(test: &TestApp, ids: Vec<String>) -> String {
    test.app.duplicates_reject(&RejectDuplicates { entity: Entity::Prospect, ids }).unwrap()
}

fn searched() -> TestApp {
    let test = TestApp::new();
    test.import("r.csv", FILE, OnMatch::Create);
    search(&test);
    test
}

#[test]
fn a_corrected_name_is_what_is_compared() {
    let test = TestApp::new();
    test.import(
        "names.csv",
        "Nom complet,E-mail,Téléphone,Société\n\
         NGUYEN Thomas,thomas.nguyen@delta.example.org,+33 4 11 22 33 44,Delta Conseil\n\
         Thomas Nguyen,thomas.nguyen@omega.example.org,+33 4 11 22 33 44,Delta Conseil\n",
        OnMatch::Fill,
    );
    search(&test);
    assert_eq!(list(&test).clusters.len(), 1);
    let misread = prospect(&test, "email", "thomas.nguyen@omega.example.org");
    let correct = |first: &str, last: &str| {
        let [title, middle, suffix] = std::array::from_fn(|_| String::new());
        let input =
            CorrectName { id: misread.id.clone(), title, first: first.into(), middle, last: last.into(), suffix };
        test.app.name_correct(&input).unwrap();
    };
    correct("Marguerite", "Delacroix");
    assert!(list(&test).clusters[0].changed, "what was compared is told to be another");
    search(&test);
    assert_eq!(list(&test).clusters.len(), 0);
    correct("Thomas", "Nguyen");
    search(&test);
    assert_eq!(list(&test).clusters.len(), 1);
}

#[test]
fn what_is_found_is_listed_and_shown() {
    let test = searched();
    let all = [("Karim Benali".to_owned(), 2), ("Thomas Nguyen".to_owned(), 2), ("Élodie Marchand".to_owned(), 3)];
    assert_eq!(sizes(&test), all);
    let list = list(&test);
    assert!(list.clusters.windows(2).all(|pair| pair[0].probability >= pair[1].probability));
    assert_eq!((list.total, list.prospects), (3, 3));
    let search = &list.searches[0];
    assert_eq!(
        (search.entity, search.records, search.clusters, search.changed_since),
        (Entity::Prospect, 10, 3, false)
    );
    let karim = show(&test, "Karim Benali");
    assert_eq!(karim.kept.tags, ["chaud", "salon"]);
    assert_eq!(karim.records[0].source.file.as_deref(), Some("r.csv"));
    let agreement = |field: &str| {
        let found = karim.fields.iter().find(|one| one.field.as_str() == field);
        found.and_then(|one| one.agreement)
    };
    assert_eq!(agreement("first_name"), Some(Agreement::Swapped));
    assert_eq!(agreement("phone"), Some(Agreement::SameNumber));
    assert_eq!(agreement("email"), Some(Agreement::SameDomain));
    assert_eq!(agreement("company"), Some(Agreement::Same));
    let city = karim.fields.iter().find(|one| one.field.as_str() == "city").unwrap();
    assert_eq!(city.values, [Some("Marseille".to_owned()), None]);
    assert_eq!((city.kept.as_deref(), city.from), (Some("Marseille"), Some(0)));
    assert_eq!(test.app.duplicates_show(&asking(u32::MAX)).unwrap(), None);
}

#[test]
fn a_cluster_is_shown_as_its_merge_would_leave_it() {
    let test = searched();
    let thomas = show(&test, "Thomas Nguyen");
    let (number, ids) = (thomas.cluster, ids(&thomas));
    let kept = |cluster: &ClusterView, field: &str| {
        let found = cluster.fields.iter().find(|one| one.field.as_str() == field);
        found.and_then(|one| one.from.map(|from| (one.kept.clone().unwrap_or_default(), from)))
    };
    let mail = |first: &str, second: &str| [format!("{first}.example.org"), format!("{second}.example.org")];
    let [delta, omega] = mail("thomas.nguyen@delta", "tnguyen@omega");
    assert_eq!(kept(&thomas, "email"), Some((delta.clone(), 0)));
    assert_eq!(kept(&thomas, "company"), Some(("Delta Conseil".to_owned(), 0)));
    let choices = vec![FieldChoice { field: "email".parse().unwrap(), from: ids[1].clone() }];
    let chosen = ShowDuplicates { cluster: number, choices: choices.clone(), without: Vec::new() };
    let chosen = test.app.duplicates_show(&chosen).unwrap().unwrap();
    assert_eq!(kept(&chosen, "email"), Some((omega.clone(), 1)));
    assert_eq!(kept(&chosen, "email_2"), Some((delta.clone(), 0)));
    let without = ShowDuplicates { cluster: number, choices: Vec::new(), without: vec![ids[0].clone()] };
    let without = test.app.duplicates_show(&without).unwrap().unwrap();
    assert_eq!((kept(&without, "email"), without.survivor), (Some((omega.clone(), 1)), 1));
    assert_eq!(without.records.len(), 2);
    test.app.duplicates_merge(&MergeRecords { entity: Entity::Prospect, ids, choices }).unwrap();
    let merged = prospect(&test, "last_name", "Nguyen");
    let email = merged.values.iter().find(|value| value.field.as_str() == "email");
    assert_eq!(email.map(|value| value.value.as_str()), Some(omega.as_str()));
}

#[test]
fn what_is_merged_or_rejected_leaves_the_list_and_comes_back() {
    let test = searched();
    let before = test.dump();
    let karim = ids(&show(&test, "Karim Benali"));
    let merge = MergeRecords { entity: Entity::Prospect, ids: karim.clone(), choices: Vec::new() };
    let merged = test.app.duplicates_merge(&merge).unwrap().merge;
    assert_eq!(list(&test).total, 2);
    let told = support::show(&test, Entity::Prospect, &karim[0]).merges;
    let [told] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!((&told.merge, told.automatic), (&merged, false));
    assert!(told.probability.is_some_and(|probability| probability > 0.8));
    let [gone] = told.records.as_slice() else { panic!("{told:?}") };
    assert_eq!(gone.title, "Benali Karim");
    assert_eq!((gone.source.file.as_deref(), gone.source.row), (Some("r.csv"), Some(2)));
    test.app.duplicates_unmerge(&merged).unwrap();
    assert_eq!(list(&test).total, 3);
    let change = reject(&test, karim.clone());
    assert_eq!(list(&test).total, 2);
    search(&test);
    assert_eq!(list(&test).total, 2);
    assert_ne!(test.dump(), before);
    test.app.history_undo(&UndoInput { change: Some(change), edited: EditedRecords::Keep }).unwrap();
    assert_eq!(list(&test).total, 3);
    assert_eq!(test.dump(), before);
    test.app.history_redo(None).unwrap();
    assert_eq!(list(&test).total, 2);
}

#[test]
fn one_of_three_is_somebody_else() {
    let test = searched();
    let elodie = ids(&show(&test, "Élodie Marchand"));
    reject(&test, vec![elodie[0].clone(), elodie[2].clone()]);
    let left = list(&test).clusters.into_iter().filter(|cluster| cluster.title.contains("lodie"));
    assert!(left.map(|cluster| cluster.records).eq([2]));
    // What was said of one record holds for the one that it is merged into.
    let merge = |ids: [&String; 2]| {
        let ids = ids.into_iter().cloned().collect();
        test.app.duplicates_merge(&MergeRecords { entity: Entity::Prospect, ids, choices: Vec::new() }).unwrap();
    };
    merge([&elodie[0], &elodie[1]]);
    search(&test);
    assert!(sizes(&test).iter().all(|(title, _)| !title.contains("lodie")));
}

#[test]
fn records_that_go_leave_the_list() {
    let test = searched();
    let thomas = ids(&show(&test, "Thomas Nguyen"));
    edit(&test, &thomas[0], "city", "Brest");
    let row = list(&test).clusters.into_iter().find(|cluster| cluster.title == "Thomas Nguyen").unwrap();
    assert!(row.changed);
    let told = |test: &TestApp| {
        let search = list(test).searches[0].clone();
        (search.changed_since, search.changed)
    };
    assert_eq!(told(&test), (true, 1));
    edit(&test, &thomas[0], "region", "Bretagne");
    assert_eq!(told(&test), (true, 1), "records are counted, not values");
    test.import("more.csv", "Email\nnew@one.example.com\nnew@two.example.com\n", OnMatch::Create);
    assert_eq!(told(&test), (true, 3));
    undo(&test);
    undo(&test);
    undo(&test);
    let row = list(&test).clusters.into_iter().find(|cluster| cluster.title == "Thomas Nguyen").unwrap();
    assert!(!row.changed);
    let selection = Selection::Ids { ids: vec![thomas[1].clone()] };
    let change = ChangeRecords { entity: Entity::Prospect, selection, action: RecordAction::Archive };
    test.app.records_change(&change).unwrap();
    assert_eq!(list(&test).total, 2);
    undo(&test);
    assert_eq!(list(&test).total, 3);
}

#[test]
fn companies_that_become_one_change_nothing_about_who_works_there() {
    let test = TestApp::new();
    test.import("r.csv", FILE, OnMatch::Create);
    edit(&test, &prospect(&test, "email", "e.marchand@northwind.example.net").id, "company", "Nordwind Lyon");
    search(&test);
    let named = |name: &str| test.ids(Entity::Company, support::is("company", name));
    let ids = [named("Northwind"), named("Nordwind Lyon")].concat();
    assert_eq!(ids.len(), 2);
    let merge = MergeRecords { entity: Entity::Company, ids, choices: Vec::new() };
    let merged = test.app.duplicates_merge(&merge).unwrap().merge;
    let changed = |test: &TestApp| {
        let row = list(test).clusters.into_iter().find(|cluster| cluster.title.contains("lodie")).unwrap();
        row.changed
    };
    assert!(!changed(&test));
    assert!(show(&test, "Élodie Marchand").records.iter().all(|record| !record.changed));
    test.app.duplicates_unmerge(&merged).unwrap();
    assert!(!changed(&test));
    // A name that somebody changes is another matter.
    let northwind = named("Northwind").remove(0);
    let edit = EditRecord {
        entity: Entity::Company,
        id: northwind,
        field: "company".parse().unwrap(),
        value: "Nordwind".to_owned(),
    };
    test.app.record_edit(&edit).unwrap();
    assert!(changed(&test));
}

#[test]
fn a_hundred_records_are_told_apart_at_once_at_most() {
    let test = searched();
    let id = |number: u32| format!("00000000-0000-7000-8000-{number:012}");
    let too_many = RejectDuplicates { entity: Entity::Prospect, ids: (0..101).map(id).collect() };
    let error = refused(test.app.duplicates_reject(&too_many), ErrorCode::TooManyToReject);
    assert_eq!(error.args["most"], "100");
    let alone = RejectDuplicates { entity: Entity::Prospect, ids: test.prospect_ids()[..1].to_vec() };
    refused(test.app.duplicates_reject(&alone), ErrorCode::MergeAlone);
}

#[test]
fn all_are_merged_at_once_and_taken_back_at_once_or_one_by_one() {
    let test = searched();
    let before = test.dump();
    let listed = sizes(&test);
    let all = MergeAll { entity: Some(Entity::Prospect), min: 0.8, automatic: false };
    let preview = test.app.duplicates_merge_all_preview(&all).unwrap();
    assert_eq!((preview.clusters, preview.records), (3, 7));
    assert!(preview.examples.windows(2).all(|pair| pair[0].probability <= pair[1].probability));
    assert_eq!(preview.examples.len(), 3);
    assert_eq!(test.app.workspace_summary().unwrap().duplicates, list_of(&test, None).total);
    let merged = test.app.duplicates_merge_all(&all).unwrap();
    assert_eq!((merged.clusters, merged.records, merged.changed), (3, 7, 0));
    assert_eq!(list(&test).total, 0);
    assert_eq!(test.prospect_ids().len(), 6);
    let history = test.app.history_list(&ListHistory { before: None, limit: 2 }).unwrap();
    assert_eq!(history[0].label, "merge_all");
    assert_eq!(history[1].label, "import");
    let after = test.dump();
    undo(&test);
    assert_eq!(test.dump(), before);
    assert_eq!(sizes(&test), listed);
    test.app.history_redo(None).unwrap();
    assert_eq!(test.dump(), after);
    // One of them alone, then the others with the whole.
    let karim = prospect(&test, "first_name", "Karim");
    let part = karim.history.iter().find(|change| change.label == "merge").unwrap();
    test.app.duplicates_unmerge(&part.change).unwrap();
    assert_eq!(test.prospect_ids().len(), 7);
    let undone = test.app.history_undo(&UndoInput { change: merged.change, edited: EditedRecords::Keep });
    undone.unwrap();
    assert_eq!(test.dump(), before);
    test.app.history_redo(None).unwrap();
    assert_eq!(test.prospect_ids().len(), 7);
}

#[test]
fn a_search_that_is_stopped_leaves_what_was_found() {
    let test = searched();
    let before = sizes(&test);
    let app = test.app.clone();
    test.app.subscribe(move |event| {
        if let AppEvent::Job(job) = event
            && job.kind == JobKind::Duplicates
            && job.state == JobState::Running
        {
            app.jobs_cancel(&job.id).unwrap();
        }
    });
    let all = SearchDuplicates { entity: None, min: Some(0.99) };
    refused(test.app.duplicates_search(&all), ErrorCode::Cancelled);
    assert_eq!(sizes(&test), before);
}

#[test]
fn what_was_said_before_is_answered_with_the_first_decision() {
    let test = searched();
    let mut ids = ids(&show(&test, "Élodie Marchand"));
    let pair = reject(&test, ids[..2].to_vec());
    let all = reject(&test, ids.clone());
    assert_ne!(all, pair, "that all three differ is more than was said");
    let before = changes(&test);
    ids.reverse();
    assert_eq!(reject(&test, ids), all);
    assert_eq!(changes(&test), before);
}

fn changes(test: &TestApp) -> usize {
    test.app.history_list(&ListHistory { before: None, limit: 100 }).unwrap().len()
}

#[test]
fn a_merge_withdraws_that_its_records_are_not_the_same() {
    let test = searched();
    let ids = ids(&show(&test, "Karim Benali"));
    let said = reject(&test, ids.clone());
    let before = test.dump();
    let merge = || {
        let input = MergeRecords { entity: Entity::Prospect, ids: ids.clone(), choices: Vec::new() };
        test.app.duplicates_merge(&input).unwrap()
    };
    let merged = merge();
    assert_eq!(merged.withdrawn, 1);
    assert_ne!(test.dump(), before);
    test.app.duplicates_unmerge(&merged.merge).unwrap();
    assert_eq!(test.dump(), before);
    search(&test);
    assert!(!sizes(&test).iter().any(|(title, _)| title == "Karim Benali"), "what was said holds again");
    // Taken back meanwhile, it is not said again by what brings the records back.
    let merged = merge();
    test.app.history_undo(&UndoInput { change: Some(said), edited: EditedRecords::Keep }).unwrap();
    test.app.duplicates_unmerge(&merged.merge).unwrap();
    search(&test);
    assert!(sizes(&test).iter().any(|(title, _)| title == "Karim Benali"));
    assert_eq!(merge().withdrawn, 0);
}

#[test]
fn who_tells_a_doubtful_pair_apart_sees_the_next_one_of_its_records() {
    let test = TestApp::new();
    // A profile of one's own forbids to take two persons for one.
    let rows = "First Name,Last Name,Phone,Company,City,LinkedIn URL\n\
        Karim,Benali,+33 6 12 34 56 78,Atelier Benali,Marseille,linkedin.com/in/karim-benali-1\n\
        Karim,Benali,+33 6 12 34 56 78,Atelier Benali,Marseille,linkedin.com/in/karim-benali-2\n\
        Karim,Benali,+33 6 12 34 56 78,Atelier Benali,Marseille,linkedin.com/in/karim-benali-3\n";
    test.import("r.csv", rows, OnMatch::Create);
    let mut told_apart = 0;
    loop {
        search(&test);
        let Some(cluster) = list(&test).clusters.first().cloned() else { break };
        assert!(cluster.vetoed);
        let pair = ids(&show(&test, &cluster.title));
        assert_eq!(pair.len(), 2);
        reject(&test, pair);
        told_apart += 1;
    }
    assert_eq!(told_apart, 3);
}
