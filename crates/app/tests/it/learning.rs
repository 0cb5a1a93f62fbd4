//! Searches that learn from decisions: these are made as the truth of a generated list says.

use std::{
    collections::{HashMap, HashSet},
    ops::ControlFlow,
};

use sales_app::{
    ErrorCode,
    duplicates::{
        FoundPair, LearningState, LearningView, ListDuplicates, MergeRecords, RejectDuplicates, SearchDuplicates,
    },
    history::{EditedRecords, UndoInput},
    lists::Selection,
    records::{ChangeRecords, RecordAction},
};
use sales_core::{
    fields::{Entity, FieldId},
    import::OnMatch,
};
use sales_ingest::dedupe::{Decision, Labels, Matches, Options, Outcome, REVIEW, Table, find, find_while};
use sales_testkit::{
    TestApp,
    duplicates::{Known, b2b, branches},
    random::Seeded,
};

use crate::support::{edit, prospect, refused, show, value};

const COMPANY: [&str; 7] = [
    "company",
    "company_website",
    "phone_company",
    "company_address",
    "company_city",
    "company_postcode",
    "company_country",
];

fn fields() -> impl Iterator<Item = FieldId> {
    COMPANY.iter().map(|field| field.parse().unwrap())
}

fn table(list: &Known) -> Table {
    let mut table = Table::new(Entity::Company, fields());
    list.rows.iter().for_each(|row| table.push(row.iter().map(String::as_str)));
    table
}

/// Some pairs that people are asked about.
fn asked(list: &Known) -> Vec<[usize; 2]> {
    let found = find(table(list), &Options::default());
    let pairs = found.pairs().filter(|pair| pair.probability >= REVIEW);
    pairs.map(|pair| [pair.left as usize, pair.right as usize]).collect()
}

fn decisions(list: &Known, pairs: &[[usize; 2]], mut is_same: impl FnMut([usize; 2]) -> bool) -> Labels {
    let mut labels = Labels::new(Entity::Company, fields());
    for &rows in pairs {
        let [left, right] = rows.map(|row| (row as i64, list.rows[row].iter().map(String::as_str)));
        labels.push(left, right, is_same(rows));
    }
    labels
}

/// What is found with decisions.
fn taught(list: &Known, labels: Labels) -> Matches {
    let found = find_while(table(list), Some(labels), &Options::default(), &mut |_| ControlFlow::Continue(()));
    found.unwrap()
}

/// The F1 of pairs after clustering.
fn f1(found: &Matches, truth: &[u32]) -> f64 {
    let pairs = |groups: Vec<(u32, u32)>| {
        let mut sizes: HashMap<(u32, u32), u64> = HashMap::new();
        groups.into_iter().for_each(|group| *sizes.entry(group).or_default() += 1);
        sizes.values().map(|size| size * (size - 1) / 2).sum::<u64>() as f64
    };
    let clusters = found.clusters();
    let right = pairs(clusters.iter().zip(truth).map(|(a, b)| (*a, *b)).collect());
    let (found, all) = (clusters.iter().map(|a| (*a, 0)).collect(), truth.iter().map(|b| (*b, 0)).collect());
    2.0 * right / (pairs(found) + pairs(all))
}

#[test]
fn decisions_make_the_search_of_another_list_better() {
    let (decided, other) = (branches(130, 40, 1), branches(130, 40, 2));
    let pairs = asked(&decided);
    let is_same = |[a, b]: [usize; 2]| decided.truth[a] == decided.truth[b];
    let by_default = find(table(&other), &Options::default());
    let learnt = taught(&other, decisions(&decided, &pairs, is_same));
    assert_eq!(learnt.learning().unwrap().outcome, Outcome::Learnt);
    let scores = [f1(&by_default, &other.truth), f1(&learnt, &other.truth)];
    assert!(scores[1] > scores[0] + 0.1 && scores[1] > 0.95, "{scores:?}");
    // Merged without asking is what was sure before, and none of it is wrong.
    let sure = |found: &Matches| -> HashSet<[usize; 2]> {
        let sure = found.pairs().filter(|pair| pair.decision() == Decision::Automatic);
        sure.map(|pair| [pair.left as usize, pair.right as usize]).collect()
    };
    let [before, after] = [sure(&by_default), sure(&learnt)];
    assert!(after.len() > 10 && after.is_subset(&before), "{} {}", before.len(), after.len());
    assert!(after.iter().all(|&[a, b]| other.truth[a] == other.truth[b]));
    // What is told of a pair is what it was weighed by.
    let pair = learnt.pairs().next().unwrap();
    let (mine, default) = (learnt.evidence(pair.left, pair.right), by_default.evidence(pair.left, pair.right));
    assert!(mine.iter().zip(&default).any(|(mine, default)| (mine.weight - default.weight).abs() > 0.1));
    assert!(mine.iter().zip(&default).all(|(mine, default)| mine.level == default.level));

    // By chance, or with a few: the search is what it was.
    let few = branches(30, 40, 3);
    let by_default = find(table(&few), &Options::default());
    let mut random = Seeded::new(5);
    for (labels, outcome) in [
        (decisions(&decided, &pairs, |_| random.chance(50)), Outcome::NoPattern),
        (decisions(&decided, &pairs[..149], is_same), Outcome::TooFew),
        (decisions(&decided, &pairs, |_| false), Outcome::TooFew),
    ] {
        let found = taught(&few, labels);
        assert_eq!(found.learning().unwrap().outcome, outcome);
        assert_eq!(found.clusters(), by_default.clusters());
    }
}

/// Contacts of whom some have another card for a second place, which their team keeps apart.
fn by_place() -> Known {
    let mut known = b2b(190, 4);
    let at = |header: &str| known.headers.iter().position(|own| *own == header).unwrap();
    let (city, postcode, country, title) = (at("City"), at("Postal Code"), at("Country"), at("Job Title"));
    for row in (0..known.rows.len()).step_by(3) {
        let mut other = known.rows[row].clone();
        let place = if other[city].to_lowercase().starts_with('p') { ["Lille", "59000"] } else { ["Paris", "75002"] };
        (other[city], other[postcode], other[country]) = (place[0].into(), place[1].into(), "France".into());
        other[title].clear();
        known.rows.push(other);
        known.truth.push(100_000 + row as u32);
    }
    known
}

/// A workspace with a list, and who each record is about.
fn with(known: &Known) -> (TestApp, HashMap<String, u32>) {
    let csv = known.clone().without("Company").csv();
    let test = TestApp::new();
    test.import("contacts.csv", csv.text(), OnMatch::Create);
    let who = test.prospect_ids().into_iter().map(|id| {
        let from = show(&test, Entity::Prospect, &id).source.row.unwrap();
        (id, known.truth[from as usize - 1])
    });
    let who = who.collect();
    (test, who)
}

fn search(test: &TestApp) -> LearningView {
    let input = SearchDuplicates { entity: Some(Entity::Prospect), min: None };
    test.app.duplicates_search(&input).unwrap()[0].learning
}

fn listed(test: &TestApp) -> LearningView {
    let input = ListDuplicates { entity: None, offset: 0, limit: 1 };
    test.app.duplicates_list(&input).unwrap().searches[0].learning
}

fn pairs(test: &TestApp) -> Vec<FoundPair> {
    let mut pairs = Vec::new();
    test.app
        .duplicates_pairs(Entity::Prospect, &mut |pair| {
            pairs.push(pair.clone());
            Ok::<(), sales_app::AppError>(())
        })
        .unwrap();
    pairs
}

/// The part of pairs that are of one person.
fn right(pairs: &[FoundPair], who: &HashMap<String, u32>) -> f64 {
    let same = pairs.iter().filter(|pair| who[&pair.left] == who[&pair.right]).count();
    same as f64 / pairs.len() as f64
}

#[test]
fn a_workspace_learns_from_what_its_people_decide() {
    let known = by_place();
    let (test, who) = with(&known);
    let none = search(&test);
    assert_eq!((none.state, none.decisions, none.needed, none.merges_needed), (LearningState::None, 0, 150, 40));
    let mut gone: HashSet<String> = HashSet::new();
    let mut with_birthday: Vec<String> = Vec::new();
    let mut rejections = Vec::new();
    let mut decided = 0;
    for pair in pairs(&test) {
        if decided == 155 {
            break;
        }
        if [&pair.left, &pair.right].into_iter().any(|id| gone.contains(id)) {
            continue;
        }
        let ids = vec![pair.left.clone(), pair.right.clone()];
        if who[&pair.left] == who[&pair.right] {
            let merge = MergeRecords { entity: Entity::Prospect, ids: ids.clone(), choices: Vec::new() };
            let merged = test.app.duplicates_merge(&merge).unwrap();
            if gone.is_empty() {
                // Taken back, it says nothing, and merged again, it says it once.
                let back = test.app.duplicates_unmerge(&merged.merge).unwrap();
                assert_eq!((back.ids.len(), listed(&test).merges), (2, 0));
                test.app.duplicates_merge(&merge).unwrap();
            }
            gone.extend(ids.into_iter().filter(|id| *id != merged.survivor.id));
        } else {
            if with_birthday.is_empty() {
                ids.iter().for_each(|id| edit(&test, id, "birthday", "1980-02-03"));
                with_birthday.clone_from(&ids);
            }
            let reject = RejectDuplicates { entity: Entity::Prospect, ids };
            rejections.push(test.app.duplicates_reject(&reject).unwrap());
        }
        decided += 1;
    }
    assert_eq!(decided, 155, "there are enough pairs");
    // What archived records alone have in a field tells nothing, and mixes nothing up.
    with_birthday.retain(|id| !gone.contains(id));
    assert!(!with_birthday.is_empty());
    let selection = Selection::Ids { ids: with_birthday };
    let archive = ChangeRecords { entity: Entity::Prospect, selection, action: RecordAction::Archive };
    test.app.records_change(&archive).unwrap();
    assert_eq!(listed(&test).state, LearningState::NextSearch);
    let rest_before = pairs(&test);
    let learnt = search(&test);
    assert_eq!((learnt.state, learnt.decisions), (LearningState::Learnt, 155));
    assert_eq!(learnt.merges as usize, 155 - rejections.len());
    let rest = pairs(&test);
    let shares = [right(&rest_before, &who), right(&rest, &who)];
    assert!(shares[1] > shares[0] + 0.1 && shares[1] > 0.95, "{shares:?}");
    for change in rejections.into_iter().take(10) {
        test.app.history_undo(&UndoInput { change: Some(change), edited: EditedRecords::Keep }).unwrap();
    }
    assert_eq!((search(&test).state, listed(&test).decisions), (LearningState::TooFew, 145));
}

#[test]
fn a_merge_is_taken_back_and_its_records_told_apart_or_neither() {
    let test = TestApp::new();
    let file = "First Name,Email\nJean,jean@acme.example.com\nJ.,j@acme.example.com\n";
    test.import("r.csv", file, OnMatch::Create);
    let merge = || {
        let merge = MergeRecords { entity: Entity::Prospect, ids: test.prospect_ids(), choices: Vec::new() };
        test.app.duplicates_merge(&merge).unwrap()
    };
    let merged = merge();
    edit(&test, &merged.survivor.id, "email_opt_out", "yes");
    let change = test.app.duplicates_unmerge_apart(&merged.merge).unwrap();
    assert_eq!((listed_labels(&test), test.prospect_ids().len()), (1, 2));
    // Who wants no mail gets none at any address.
    for email in ["jean@acme.example.com", "j@acme.example.com"] {
        assert_eq!(value(&prospect(&test, "email", email), "email_opt_out"), "yes");
    }
    test.app.history_undo(&UndoInput { change: Some(change), edited: EditedRecords::Keep }).unwrap();
    assert_eq!((listed_labels(&test), test.prospect_ids().len()), (0, 2));
    // One of them alone cannot be told apart: the merge stays.
    let merged = merge();
    let selection = Selection::Ids { ids: vec![merged.survivor.id] };
    let remove = ChangeRecords { entity: Entity::Prospect, selection, action: RecordAction::Remove };
    test.app.records_change(&remove).unwrap();
    let before = test.dump();
    refused(test.app.duplicates_unmerge_apart(&merged.merge), ErrorCode::MergeAlone);
    assert!(test.dump() == before);
    test.app.duplicates_unmerge(&merged.merge).unwrap();
    refused(test.app.duplicates_unmerge_apart(&merged.merge), ErrorCode::MergeMissing);
}

/// Decisions that count, told by a search.
fn listed_labels(test: &TestApp) -> u32 {
    search(test).decisions
}
