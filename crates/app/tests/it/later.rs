//! Near duplicates of an import among many who were searched before.

use std::collections::BTreeSet;

use sales_app::{
    duplicates::{ListDuplicates, SearchDuplicates, ShowDuplicates},
    history::EditedRecords,
    imports::ImportView,
    records::CorrectName,
};
use sales_core::{
    fields::Entity,
    import::{OnMatch, OnNear},
};
use sales_testkit::{
    Csv, TestApp,
    duplicates::{Known, b2b},
};

use crate::support::{edit, undo_import};

type Clusters = BTreeSet<BTreeSet<String>>;

fn csv(known: &Known, rows: std::ops::Range<usize>) -> Csv {
    let mut csv = Csv::new(&known.headers);
    known.rows[rows].iter().for_each(|row| csv.push(&row.iter().map(String::as_str).collect::<Vec<_>>()));
    csv
}

fn import(test: &TestApp, name: &str, rows: &Csv, on_near: OnNear) -> ImportView {
    let path = test.write(name, rows.text());
    let plan = sales_app::imports::ImportPlan { on_near, ..test.plan(&path, OnMatch::Create).unwrap() };
    let check = test.app.import_check(&plan, &mut |_| {}).unwrap();
    let view = test.app.import_run(&plan, &mut |_| {}).unwrap();
    // Who is told apart by whom is told by what there is: beforehand, companies are not there yet.
    let [before, after] = [check.near, view.near].map(|near| near.map_or(0, |near| near.merged + near.review));
    assert!(before.abs_diff(after) <= 2, "{:?} {:?}", check.near, view.near);
    view
}

fn search(test: &TestApp) {
    test.app.duplicates_search(&SearchDuplicates { entity: None, min: None }).unwrap();
}

/// The identities of the prospects of each cluster.
fn clusters(test: &TestApp) -> Clusters {
    let page = ListDuplicates { entity: Some(Entity::Prospect), offset: 0, limit: 200 };
    let list = test.app.duplicates_list(&page).unwrap();
    let show = |cluster| {
        let asked = ShowDuplicates { cluster, choices: Vec::new(), without: Vec::new() };
        test.app.duplicates_show(&asked).unwrap().unwrap().records.into_iter().map(|record| record.id).collect()
    };
    list.clusters.iter().map(|row| show(row.cluster)).collect()
}

/// A workspace whose first rows were searched, and what comes later.
fn searched(seed: u64) -> (TestApp, Csv) {
    let known = b2b(240, seed).shuffled(seed);
    let first = known.rows.len() - known.rows.len() / 25;
    let test = TestApp::new();
    import(&test, "first.csv", &csv(&known, 0..first), OnNear::Off);
    search(&test);
    test.clock.advance(1_000);
    let later = csv(&known, first..known.rows.len());
    (test, later)
}

#[test]
fn few_new_records_find_what_a_search_of_all_finds() {
    let (mut all, mut same) = (0, 0);
    for seed in 0..2 {
        let (test, later) = searched(seed);
        let before: BTreeSet<String> = test.prospect_ids().into_iter().collect();
        let old = clusters(&test);
        let view = import(&test, "later.csv", &later, OnNear::Review);
        let found = clusters(&test);
        let has_new = |cluster: &&BTreeSet<String>| !cluster.is_subset(&before);
        assert_eq!(
            view.near.unwrap().review as usize,
            found.iter().filter(has_new).count() + companies_with_new(&test, &view),
        );
        assert!(found.iter().any(|cluster| has_new(&cluster)));
        // Whoever no new one is near stays as they were.
        assert!(old.iter().filter(|cluster| found.contains(*cluster)).count() * 10 >= old.len() * 7);
        search(&test);
        let whole = clusters(&test);
        let touched = |clusters: &Clusters| -> Clusters { clusters.iter().filter(has_new).cloned().collect() };
        let (found, whole) = (touched(&found), touched(&whole));
        all += found.union(&whole).count();
        same += found.intersection(&whole).count();
    }
    assert!(all > 10 && same * 100 >= all * 90, "{same} of {all}");
}

/// Clusters of companies that the import told of.
fn companies_with_new(test: &TestApp, view: &ImportView) -> usize {
    let page = ListDuplicates { entity: Some(Entity::Company), offset: 0, limit: 200 };
    let list = test.app.duplicates_list(&page).unwrap();
    let is_new = |cluster: u32| {
        let asked = ShowDuplicates { cluster, choices: Vec::new(), without: Vec::new() };
        let shown = test.app.duplicates_show(&asked).unwrap().unwrap();
        shown.records.iter().any(|record| record.source.import_id.as_ref() == Some(&view.id))
    };
    list.clusters.iter().filter(|row| is_new(row.cluster)).count()
}

#[test]
fn what_few_new_records_brought_goes_with_them() {
    let (mut test, later) = searched(4);
    let (before, found) = (test.dump(), clusters(&test));
    let view = import(&test, "later.csv", &later, OnNear::Merge);
    assert!(view.near.unwrap().merged > 0);
    let after = test.dump();
    test.restart();
    undo_import(&test, &view, EditedRecords::Keep);
    assert!(test.dump() == before);
    assert!(clusters(&test).iter().all(|cluster| found.iter().any(|old| cluster.is_subset(old))));
    test.app.history_redo(None).unwrap();
    assert!(test.dump() == after);
}

/// The first name, the surname and the city of somebody who is like nobody else.
fn somebody(number: usize) -> [String; 3] {
    const SYLLABLES: [&str; 25] = [
        "ba", "cor", "da", "fel", "gi", "han", "jo", "kar", "li", "mu", "nel", "or", "pa", "qui", "ro", "sen", "ta",
        "ul", "va", "wi", "xa", "yo", "zu", "bri", "cho",
    ];
    let word = |seed: u64| {
        let mixed = (number as u64 * 3 + seed).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let parts = [8, 24, 40].map(|shift| SYLLABLES[(mixed >> shift) as usize % 25]);
        let word = parts.concat();
        format!("{}{}", word[..1].to_uppercase(), &word[1..])
    };
    [word(0), word(1), word(2)]
}

/// A workspace of people whose names stand in one column, searched.
fn with_whole_names() -> TestApp {
    let test = TestApp::new();
    let mut rows = Csv::new(&["Nom complet", "Ville"]);
    for [first, last, city] in (0..400).map(somebody) {
        rows.push(&[&format!("{first} {last}"), &city]);
    }
    import(&test, "first.csv", &rows, OnNear::Off);
    search(&test);
    assert_eq!(clusters(&test), Clusters::new());
    test.clock.advance(1_000);
    test
}

#[test]
fn newcomers_with_fields_that_nobody_had_are_compared_by_a_search_of_all() {
    let test = with_whole_names();
    let mut rows = Csv::new(&["Prénom", "Nom", "Ville"]);
    for [first, last, city] in (100..120).map(somebody) {
        rows.push(&[&first, &last, &city]);
    }
    let view = import(&test, "later.csv", &rows, OnNear::Review);
    assert_eq!(view.near.unwrap().review, 20);
    let found = clusters(&test);
    search(&test);
    assert_eq!((found.len(), &found), (20, &clusters(&test)));
}

#[test]
fn what_came_unsearched_counts_for_the_check_of_the_next_file() {
    let test = with_whole_names();
    let mut apart = Csv::new(&["Prénom", "Nom", "Ville"]);
    let mut whole = Csv::new(&["Nom complet", "Ville"]);
    for [first, last, city] in (700..710).map(somebody) {
        apart.push(&[&first, &last, &city]);
        whole.push(&[&format!("{first} {last}"), &city]);
    }
    import(&test, "apart.csv", &apart, OnNear::Off);
    // It makes sure that the check says the same.
    assert_eq!(import(&test, "whole.csv", &whole, OnNear::Review).near.unwrap().review, 10);
}

#[test]
fn whoever_gets_a_value_that_nobody_had_is_compared_with_newcomers_who_have_it() {
    let test = with_whole_names();
    let known = test.prospect_ids()[7].clone();
    edit(&test, &known, "phone", "+33 6 12 34 56 78");
    edit(&test, &known, "email", "somebody@else.example.com");
    let [first, _, city] = somebody(7);
    let mut rows = Csv::new(&["Nom complet", "Ville", "Téléphone", "E-mail"]);
    rows.push(&[&first, &city, "06 12 34 56 78", "Somebody@Else.example.com"]);
    let view = import(&test, "later.csv", &rows, OnNear::Review);
    assert_eq!((view.near.unwrap().review, clusters(&test).len()), (1, 1));
}

#[test]
fn a_name_that_was_corrected_after_the_search_is_compared_as_corrected() {
    let test = with_whole_names();
    let id = test.prospect_ids()[7].clone();
    let [first, last] = ["Omar".to_owned(), "de la Rohanma".to_owned()];
    let [title, middle, suffix] = std::array::from_fn(|_| String::new());
    let correct = CorrectName { id: id.clone(), title, first, middle, last, suffix };
    test.app.name_correct(&correct).unwrap();
    let mut rows = Csv::new(&["Nom complet", "Ville"]);
    rows.push(&["Omar de la Rohanma", &somebody(7)[2]]);
    let view = import(&test, "later.csv", &rows, OnNear::Review);
    assert_eq!(view.near.unwrap().review, 1);
    let found = clusters(&test);
    assert!(found.len() == 1 && found.iter().all(|cluster| cluster.contains(&id)), "{found:?}");
}
