//! Searches with labels.

use std::ops::ControlFlow;

use super::*;
use crate::dedupe::{
    Decision, Matches, Options, Pair, Table,
    block::{ALL_LEARNT, Blocks},
    ceiling::Ceiling,
    dictionary::mix,
    plan::Plan,
    search, weight,
};

const FIRM: [&str; 5] = ["company", "company_website", "phone_company", "company_address", "company_city"];

/// Seven letters that look random.
fn word(number: u64) -> String {
    (0..7).map(|at| char::from(b'a' + (mix(number * 31 + at) % 26) as u8)).collect()
}

fn table<'r>(rows: impl IntoIterator<Item = &'r Vec<String>>) -> Table {
    let mut table = Table::new(Entity::Company, FIRM.map(|field| field.parse().unwrap()));
    rows.into_iter().for_each(|row| table.push(row.iter().map(String::as_str)));
    table
}

/// Firms that nobody has anything in common with, `seed` apart from those of another seed. Each second one comes
/// again a row later: under another name and at another place, with the same number.
fn renamed(count: u64, seed: u64) -> Vec<Vec<String>> {
    let row = |number: u64, phone: u64| {
        let number = 100_000 * seed + 10 * number;
        let [name, street, city] = [1, 2, 3].map(|part| word(number + part));
        let phone = format!("+33 1 {:08}", mix(seed ^ phone) % 100_000_000);
        vec![
            format!("{name} {street} SAS"),
            format!("https://{name}.fr"),
            phone,
            format!("{} rue {street}", number % 97),
            city,
        ]
    };
    (0..count).map(|number| row(number, if number % 4 == 1 { number - 1 } else { number })).collect()
}

/// Copies of some firms, with slips.
fn copies(rows: &[Vec<String>]) -> Vec<Vec<String>> {
    let copy = |(place, row): (usize, &Vec<String>)| {
        let mut copy = row.clone();
        copy[0] = copy[0].to_uppercase();
        if place % 4 == 2 {
            copy[1 + place / 4 % 2].clear();
        } else {
            // Hardly the same: a slip in the name, another website, and no address.
            copy[0].replace_range(2..3, "Q");
            copy[1] = format!("https://{}.com", word(7_000_000 + place as u64));
            copy[3..].iter_mut().for_each(String::clear);
        }
        copy
    };
    rows.iter().enumerate().step_by(2).map(copy).collect()
}

/// Labels, pair by pair.
struct Said {
    labels: Labels,
    number: i64,
}

impl Said {
    fn new() -> Self {
        Self { labels: Labels::new(Entity::Company, FIRM.map(|field| field.parse().unwrap())), number: 0 }
    }

    fn say(&mut self, rows: [&Vec<String>; 2], is_same: bool) {
        let [left, right] = rows.map(|row| {
            self.number += 1;
            (self.number, row.iter().map(String::as_str))
        });
        self.labels.push(left, right, is_same);
    }

    /// Says of some firms that a branch at the place of the next one is another.
    fn tell_branches_apart(&mut self, rows: &[Vec<String>]) {
        for two in rows.chunks_exact(2) {
            let mut branch = two[0].clone();
            branch[2..].clone_from_slice(&two[1][2..]);
            self.say([&two[0], &branch], false);
        }
    }
}

/// A list and people's decisions about another one of its kind: firms with one number are one, and those of one name
/// without one are not.
fn list_and_labels() -> (Vec<Vec<String>>, Labels) {
    let mut said = Said::new();
    let rows = renamed(400, 1);
    rows.chunks_exact(4).for_each(|four| said.say([&four[0], &four[1]], true));
    said.tell_branches_apart(&rows.iter().skip(2).step_by(2).cloned().collect::<Vec<_>>());
    (renamed(400, 2), said.labels)
}

fn clusters_of_renamed(found: &Matches) -> usize {
    found.clusters().chunks_exact(4).filter(|four| four[0] == four[1]).count()
}

#[test]
fn what_people_say_is_found_however_unlikely_it_is_by_default() {
    for all_learnt in [ALL_LEARNT, 150] {
        let (rows, labels) = list_and_labels();
        let options = Options { min_probability: 1e-9, home: None };
        let by_default = search(table(&rows), None, &options, all_learnt, &mut Observer::none()).unwrap();
        let renamed = by_default.pairs().filter(|pair| pair.left % 4 == 0 && pair.right == pair.left + 1);
        let most = renamed.map(|pair| weight(pair.probability)).fold(f64::MIN, f64::max);
        assert!(most < weight(0.8) - 6.0, "{most}");
        let options = Options { min_probability: 0.8, home: None };
        let found = search(table(&rows), Some(labels), &options, all_learnt, &mut Observer::none()).unwrap();
        assert_eq!(found.learning().unwrap().outcome, Outcome::Learnt, "{:?}", found.learning());
        assert_eq!(clusters_of_renamed(&found), 100, "{all_learnt}");
        let sizes: Vec<u32> = (0..400).map(|row| found.size(found.clusters()[row])).collect();
        assert_eq!(sizes.iter().filter(|&&size| size > 1).count(), 200, "strangers are strangers: {all_learnt}");
    }
}

#[test]
fn a_search_that_learns_stops_at_any_time() {
    let mut told = 0;
    let mut stop_at = usize::MAX;
    let mut search = |stop: usize| {
        let (rows, labels) = list_and_labels();
        (told, stop_at) = (0, stop);
        let mut go_on = |_| {
            told += 1;
            if told > stop_at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let found = crate::dedupe::find_while(table(&rows), Some(labels), &Options::default(), &mut go_on);
        (found.is_some(), told)
    };
    let (is_found, told) = search(usize::MAX);
    assert!(is_found && told > 30, "{told}");
    for stop in (told / 4..told).step_by(told / 4) {
        assert!(!search(stop).0, "stopped at {stop} of {told}");
    }
}

/// A list with copies, searched as a large one, with corrections that nobody taught.
fn corrected(taught: &Taught, least: f64) -> (Model, Vec<Compared>, Matches) {
    let mut rows = renamed(120, 3);
    rows.extend(copies(&rows));
    let search = || {
        let table = table(&rows);
        let plan = Plan::of(&table);
        let layout = Layout::of(&plan, &table);
        let (records, prepared) = table.into_records(&plan);
        let fields = field::fields(records, &plan, Entity::Company, None, &mut Observer::none());
        let layout = layout.with_fields(fields.all.iter().map(|field| field.planned));
        let mut blocks = Blocks::of(&fields, 60, &mut Observer::none());
        let mut model = Model::new(fields);
        let mut teach = |model: &mut Model, _: &[Compared], _: &mut Observer<'_>| model.taught = Some(taught.clone());
        let compared = model.compare(&mut blocks, least, &mut teach, &mut Observer::none());
        (model, blocks, compared, prepared, layout)
    };
    let ((model, _, compared, ..), (again, blocks, _, prepared, layout)) = (search(), search());
    let options = Options { min_probability: crate::dedupe::model::probability(least), home: None };
    let found = Matches::of(again, blocks, &compared, prepared, layout, &options, &mut Observer::none());
    (model, compared, found)
}

fn taught(seed: u64) -> Taught {
    let draw = |number: u64| (mix(mix(seed) ^ number) % 2_001) as f64 / 100.0 - 10.0;
    let levels = (0..5).map(|field| {
        let mut levels = std::array::from_fn(|level| draw(10 * field + level as u64));
        levels[0] = 0.0;
        levels
    });
    Taught { base: draw(100) / 2.0, trust: (draw(101) + 10.0) / 20.0, levels: levels.collect(), refuted: f64::MIN }
}

#[test]
fn evidence_adds_up_to_the_weight_and_no_pair_is_passed_over() {
    let mut above = 0;
    for seed in 0..5 {
        let taught = taught(seed);
        let (model, compared, _) = corrected(&taught, 0.0);
        assert_eq!(model.fields.all.len(), 5);
        let ceiling = Ceiling::new(&model);
        let records = model.fields.weights.len() as u32;
        let found: std::collections::HashSet<(u32, u32)> =
            compared.iter().map(|pair| (pair.left, pair.right)).collect();
        for (left, right) in (0..records).flat_map(|left| (left + 1..records).map(move |right| (left, right))) {
            let levels = model.levels(left, right);
            let weighs = model.weight(left, right, levels);
            let part = taught.part_of_default(model.default_weight(left, right, levels));
            let of_fields: f64 = model.evidence(left, right).iter().map(|one| one.weight).sum();
            let told = taught.base + part * model.prior + of_fields;
            assert!((weighs - told).abs() < 1e-6, "{seed} {left} {right}: {weighs} {told}");
            assert!(weighs < 0.0 || ceiling.may_reach(&model, left, right, 0.0), "{seed} {left} {right}: {weighs}");
            above += usize::from(weighs >= 0.0 && found.contains(&(left, right)));
        }
    }
    assert!(above > 50, "{above}");
}

#[test]
fn nobody_is_joined_without_asking_by_decisions_alone() {
    let none = Taught { base: 0.0, trust: 1.0, levels: vec![[0.0; 7]; 5], refuted: f64::MIN };
    let automatic = |found: &Matches| -> Vec<(u32, u32)> {
        let all = found.pairs().filter(|pair| pair.decision() == Decision::Automatic);
        let mut all: Vec<(u32, u32)> = all.map(|pair| (pair.left, pair.right)).collect();
        all.sort_unstable();
        all
    };
    let by_default = automatic(&corrected(&none, 0.0).2);
    assert!(by_default.len() > 10, "{}", by_default.len());
    // All that people saw is the same, and what the default doubts is certain.
    let (_, _, found) = corrected(&Taught { base: 8.5, ..none.clone() }, 0.0);
    assert_eq!(automatic(&found), by_default);
    let held_back = |pair: &Pair| {
        pair.probability >= AUTOMATIC && pair.hard_key.is_some() && pair.veto.is_none() && !pair.is_contested
    };
    let held_back: Vec<Pair> = found.pairs().filter(held_back).filter(|pair| pair.is_doubted).collect();
    assert!(!held_back.is_empty());
    assert!(held_back.iter().all(|pair| pair.decision() == Decision::Review));
    // What weighs no more than what somebody told apart is asked about.
    let (_, _, found) = corrected(&none, 0.0);
    let sure = found.pairs().filter(|pair| pair.decision() == Decision::Automatic);
    let mut weights: Vec<f64> = sure.map(|pair| weight(pair.probability)).collect();
    weights.sort_unstable_by(f64::total_cmp);
    let [lightest, heaviest] = [weights[0], weights[weights.len() - 1]];
    for (refuted, least) in [(lightest - 0.01, 0), (lightest + 0.01, 1), (heaviest + 0.01, by_default.len())] {
        let (_, _, found) = corrected(&Taught { refuted, ..none.clone() }, 0.0);
        let lighter = weights.iter().filter(|&&weight| weight < refuted).count();
        assert!(lighter >= least && (least > 0 || lighter == 0));
        assert_eq!(automatic(&found).len(), by_default.len() - lighter, "{refuted}");
    }
    assert!(heaviest > lightest + 0.02, "{lightest} {heaviest}");
}

#[test]
fn who_says_that_all_are_the_same_is_not_believed() {
    let none = Taught { base: 0.0, trust: 1.0, levels: vec![[0.0; 7]; 5], refuted: f64::MIN };
    for (base, is_too_much) in [(0.0, false), (4.0, false), (60.0, true)] {
        let (model, ..) = corrected(&Taught { base, ..none.clone() }, 0.0);
        let records = model.fields.weights.len() as u32;
        let compared: Vec<Compared> = (0..records)
            .flat_map(|left| (left + 1..records).map(move |right| (left, right)))
            .map(|(left, right)| Compared { left, right, rules: 0, levels: model.levels(left, right) })
            .collect();
        assert_eq!(model.says_too_much(&compared, 0.0), is_too_much, "{base}");
    }
}

#[test]
fn one_sure_pair_told_apart_and_all_that_are_no_surer_are_asked_about() {
    let without_website = |row: &Vec<String>| {
        let mut row = row.clone();
        row[1].clear();
        row
    };
    let merged = |slips: usize| {
        let mut said = Said::new();
        let rows = renamed(1_000, 1);
        let of_nobody = |start: usize| rows.iter().skip(start).step_by(4);
        for (place, row) in of_nobody(2).chain(of_nobody(3)).enumerate() {
            said.say([row, &without_website(row)], place >= slips);
        }
        said.tell_branches_apart(&rows[..400]);
        let mut rows = renamed(100, 2);
        rows.extend(rows.iter().skip(2).step_by(4).map(without_website).collect::<Vec<_>>());
        let options = Options { min_probability: 0.5, home: None };
        let found = search(table(&rows), Some(said.labels), &options, ALL_LEARNT, &mut Observer::none()).unwrap();
        assert_eq!(found.learning().unwrap().outcome, Outcome::Learnt, "{:?}", found.learning());
        let likely = found.pairs().filter(|pair| pair.probability >= AUTOMATIC).count();
        (likely, found.pairs().filter(|pair| pair.decision() == Decision::Automatic).count())
    };
    assert_eq!(merged(0), (25, 25));
    assert_eq!(merged(1), (25, 0));
}
