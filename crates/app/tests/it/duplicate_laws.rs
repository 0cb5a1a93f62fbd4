//! What holds of duplicates whatever the records are.

use std::collections::BTreeSet;

use sales_app::{
    duplicates::{ListDuplicates, MergeAll, RejectDuplicates, SearchDuplicates, ShowDuplicates},
    records::RecordKey,
};
use sales_core::{fields::Entity, import::OnMatch};
use sales_testkit::{
    Csv, TestApp,
    duplicates::{Known, b2b},
    random::Seeded,
};

use crate::support::{edit, undo};

/// Contacts without their firms, which would be those of whichever row came first.
fn contacts(known: &Known) -> Csv {
    known.clone().without("Company").csv()
}

fn with(known: &Known) -> TestApp {
    let test = TestApp::new();
    test.import("contacts.csv", contacts(known).text(), OnMatch::Create);
    test
}

fn search(test: &TestApp) {
    test.app.duplicates_search(&SearchDuplicates { entity: Some(Entity::Prospect), min: None }).unwrap();
}

/// The identities of the records of each cluster.
fn clusters(test: &TestApp) -> Vec<Vec<String>> {
    let page = ListDuplicates { entity: Some(Entity::Prospect), offset: 0, limit: 200 };
    let list = test.app.duplicates_list(&page).unwrap();
    assert_eq!(list.total as usize, list.clusters.len());
    let show = |cluster| {
        let asked = ShowDuplicates { cluster, choices: Vec::new(), without: Vec::new() };
        test.app.duplicates_show(&asked).unwrap().unwrap().records.into_iter().map(|record| record.id).collect()
    };
    list.clusters.iter().map(|row| show(row.cluster)).collect()
}

/// What a record holds.
fn content(test: &TestApp, id: &str) -> String {
    let record = test.app.record_show(&RecordKey { entity: Entity::Prospect, id: id.to_owned() }).unwrap();
    record.values.iter().map(|value| format!("{}={}|", value.field, value.value)).collect()
}

#[test]
fn the_order_of_the_records_does_not_matter() {
    let known = b2b(80, 5);
    let of = |known: &Known| -> BTreeSet<Vec<String>> {
        let test = with(known);
        search(&test);
        let sorted = |ids: &Vec<String>| {
            let mut contents: Vec<String> = ids.iter().map(|id| content(&test, id)).collect();
            contents.sort();
            contents
        };
        clusters(&test).iter().map(sorted).collect()
    };
    let first = of(&known);
    assert!(first.len() > 15, "{} clusters", first.len());
    for seed in [1, 2] {
        assert_eq!(of(&known.shuffled(seed)), first, "order {seed}");
    }
}

#[test]
fn whatever_is_merged_at_once_is_as_before_when_it_is_taken_back() {
    let rounds: u64 = std::env::var("CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(4);
    for round in 0..rounds {
        let mut random = Seeded::new(round);
        let test = with(&b2b(40, round));
        let mut rejected: Vec<[String; 2]> = Vec::new();
        for _ in 0..3 {
            let ids = test.prospect_ids();
            for _ in 0..random.below(4) {
                let field = ["first_name", "phone", "city", "job_title", "email_opt_out"][random.below(5)];
                edit(&test, &ids[random.below(ids.len())], field, ["", "Anna", "+33612345678", "yes"][random.below(4)]);
            }
            search(&test);
            if let Some(ids) = clusters(&test).into_iter().find(|_| random.chance(40)) {
                let pair = [ids[0].clone(), ids[1].clone()];
                let input = RejectDuplicates { entity: Entity::Prospect, ids: pair.to_vec() };
                test.app.duplicates_reject(&input).unwrap();
                rejected.push(pair);
                search(&test);
            }
            let (before, found) = (test.dump(), clusters(&test));
            for pair in &rejected {
                assert!(found.iter().all(|ids| !pair.iter().all(|id| ids.contains(id))), "round {round}: {pair:?}");
            }
            let min = [0.8, 0.95, 0.99][random.below(3)];
            let all = MergeAll { entity: Some(Entity::Prospect), min, automatic: random.chance(50) };
            let preview = test.app.duplicates_merge_all_preview(&all).unwrap();
            let merged = test.app.duplicates_merge_all(&all).unwrap();
            assert_eq!((merged.clusters, merged.records), (preview.clusters, preview.records), "round {round}");
            assert_eq!(test.prospect_ids().len(), ids.len() - (merged.records - merged.clusters) as usize);
            if merged.change.is_some() {
                undo(&test);
            }
            assert!(test.dump() == before, "round {round}");
            assert_eq!(clusters(&test), found, "round {round}");
            // Half of the time the merges stay, and the next search goes on from there.
            if merged.change.is_some() && random.chance(50) {
                test.app.history_redo(None).unwrap();
            }
        }
    }
}
