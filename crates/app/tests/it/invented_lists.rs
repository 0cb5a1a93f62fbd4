//! Lists whose duplicates are known are matched about as well as when they were last measured, by the kind of list.

use std::collections::BTreeMap;

use sales_core::fields::{Entity, FieldId};
use sales_ingest::{
    dedupe::{Decision, Matches, Options, Table, find},
    mapping,
};
use sales_testkit::duplicates::{self, Known};

fn search(entity: Entity, list: &Known) -> Matches {
    let columns: Vec<Vec<String>> = (0..list.headers.len())
        .map(|column| list.rows.iter().take(200).map(|row| row[column].clone()).collect())
        .collect();
    let views: Vec<mapping::ColumnView<'_>> = list
        .headers
        .iter()
        .zip(&columns)
        .map(|(header, samples)| mapping::ColumnView { header, samples, fill: 1.0 })
        .collect();
    let fields: Vec<FieldId> =
        mapping::guess(&views).iter().map(|guess| guess.target.field().cloned().unwrap()).collect();
    let mut table = Table::new(entity, fields);
    list.rows.iter().for_each(|row| table.push(row.iter().map(String::as_str)));
    find(table, &Options::default())
}

/// Precision and recall of pairs after clustering.
fn scores(found: &Matches, list: &Known) -> [f64; 2] {
    fn pairs<Key: Ord>(keys: impl Iterator<Item = Key>) -> f64 {
        let mut sizes: BTreeMap<Key, f64> = BTreeMap::new();
        keys.for_each(|key| *sizes.entry(key).or_default() += 1.0);
        sizes.values().map(|size| size * (size - 1.0) / 2.0).sum()
    }
    let right = pairs(found.clusters().iter().zip(&list.truth));
    [right / pairs(found.clusters().iter()), right / pairs(list.truth.iter())]
}

#[track_caller]
fn reaches(entity: Entity, list: &Known, precision: f64, recall: f64) -> Matches {
    let found = search(entity, list);
    let [right, all] = scores(&found, list);
    assert!(right >= precision && all >= recall, "precision {right:.4}, recall {all:.4}");
    found
}

fn joined(found: &Matches, list: &Known) -> usize {
    list.strangers.iter().filter(|pair| found.clusters()[pair[0]] == found.clusters()[pair[1]]).count()
}

#[test]
fn contacts_with_everything() {
    let list = duplicates::b2b(2_500, 11);
    let found = reaches(Entity::Prospect, &list, 0.99, 0.98);
    assert_eq!(joined(&found, &list), 0);
    let merged = found.pairs().filter(|pair| pair.decision() == Decision::Automatic);
    assert!(merged.into_iter().all(|pair| list.truth[pair.left as usize] == list.truth[pair.right as usize]));
}

#[test]
fn names_and_firms_alone_in_small_and_large_lists() {
    for persons in [300, 1_000, 3_000, 6_000] {
        let list = duplicates::colleagues(persons, 12);
        let found = reaches(Entity::Prospect, &list, 0.93, 0.96);
        assert!(joined(&found, &list) <= 1 + persons / 1_000, "{persons}: relatives at one firm");
    }
}

#[test]
fn a_list_without_duplicates_has_hardly_any() {
    let mut list = duplicates::colleagues(4_000, 13);
    let mut seen = std::collections::BTreeSet::new();
    let keep: Vec<bool> = list.truth.iter().map(|about| seen.insert(*about)).collect();
    list.rows = list.rows.into_iter().zip(&keep).filter(|(_, keep)| **keep).map(|(row, _)| row).collect();
    let found = search(Entity::Prospect, &list);
    let joined = list.rows.len() - found.clusters().iter().collect::<std::collections::BTreeSet<_>>().len();
    assert!(joined <= 12, "{joined} of {} joined", list.rows.len());
}

#[test]
fn names_of_firms_far_from_each_other_and_near() {
    reaches(Entity::Company, &duplicates::companies(1_500, 14), 0.98, 0.98);
    reaches(Entity::Company, &duplicates::neighbours(15), 0.93, 0.86);
}

#[test]
fn registers_of_the_past() {
    reaches(Entity::Prospect, &duplicates::historical(500, 16), 0.99, 0.99);
}

#[test]
fn families_at_one_address_with_one_number() {
    let list = duplicates::households(600, 17);
    for (without, precision, recall) in [
        (&["Birthday"][..], 0.94, 0.98),
        (&["Birthday", "Phone"], 0.9, 0.97),
        (&["Phone", "Address", "City", "Postal Code"], 0.97, 0.97),
    ] {
        let list = without.iter().fold(list.clone(), |list, header| list.without(header));
        let found = reaches(Entity::Prospect, &list, precision, recall);
        let mut merged = found.pairs().filter(|pair| pair.decision() == Decision::Automatic);
        assert!(merged.all(|pair| list.truth[pair.left as usize] == list.truth[pair.right as usize]), "{without:?}");
    }
}
