//! What a search learns from people's decisions, judged on lists that nobody decided about.

use std::{convert::Infallible, fmt::Write, ops::ControlFlow, path::Path};

use sales_core::fields::Entity;
use sales_ingest::dedupe::{Decision, Labels, Learning, Matches, Options, REVIEW, Table, find, find_while};
use sales_testkit::duplicates::{self, Known};

use super::dedup::{fields, scores, table, unasked};

/// Pairs of a list that a person decides about.
const DECISIONS: usize = 400;
/// Ranges of probability in which it is compared with how often pairs are the same.
const RANGES: usize = 10;

/// Decisions as the truth of a generated list makes them, and how right searches of other lists are with and
/// without these.
///
/// # Errors
/// Never: the lists are made here.
pub fn evaluate(_: &Path) -> Result<String, Infallible> {
    let mut report = String::from("learning from decisions (F1 on a list that nobody decided about)\n");
    let lists = [
        ("contacts of firms", Entity::Prospect, [11, 12].map(|seed| duplicates::b2b(10_000, seed))),
        ("firms with branches", Entity::Company, [11, 12].map(|seed| duplicates::branches(2_000, 15, seed))),
    ];
    for (name, entity, [taught, other]) in lists {
        for (kind, right) in [("", 100), (", one in ten wrong", 90), (", by a coin", 50)] {
            let labels = decisions(entity, &taught, right);
            let by_default = find(generated(entity, &other), &Options::default());
            let mut go_on = |_| ControlFlow::Continue(());
            let learnt = find_while(generated(entity, &other), Some(labels), &Options::default(), &mut go_on);
            let Some(learnt) = learnt else { continue };
            let learning = learnt.learning().copied();
            line(&format!("{name}{kind}"), &other, [&by_default, &learnt], learning, &mut report);
        }
    }
    Ok(report)
}

fn line(name: &str, list: &Known, found: [&Matches; 2], learning: Option<Learning>, report: &mut String) {
    let [default, learnt] = found.map(|found| scores(found, &list.truth)[2]);
    let [default_off, learnt_off] = found.map(|found| miscalibration(found, list));
    let told = learning.map_or_else(String::new, |learning| {
        let of_labels = learning.f1.map_or_else(String::new, |[a, b]| format!(", of labels {a:.4} → {b:.4}"));
        format!(
            "{} of {} decisions say the same, {}{of_labels}",
            learning.same,
            learning.labels,
            learning.outcome.as_str()
        )
    });
    let _ = writeln!(
        report,
        "  {name}: {default:.4} → {learnt:.4}; probabilities off by {default_off:.3} → {learnt_off:.3}; {told}"
    );
    let [default, learnt] = found.map(|found| unasked(found, &list.truth)[1]);
    let of_labels = learning
        .and_then(|learning| learning.sure)
        .map_or_else(String::new, |[all, apart]| format!("; of labels {} of {all}", all - apart));
    let [[right_before, before], [right_after, after]] = [default, learnt];
    let _ = writeln!(
        report,
        "    pairs merged without asking that are right: {right_before} of {before} → {right_after} of {after}{of_labels}"
    );
}

/// Decisions about pairs that a person is asked about, `right` percent of them right.
fn decisions(entity: Entity, list: &Known, right: u64) -> Labels {
    let found = find(generated(entity, list), &Options::default());
    let mut pairs: Vec<(u64, [u32; 2])> = found
        .pairs()
        .filter(|pair| pair.probability >= REVIEW && pair.decision() != Decision::Automatic)
        .map(|pair| ([pair.left, pair.right], u64::from(pair.left) << 32 | u64::from(pair.right)))
        .map(|(rows, number)| (fastrand::Rng::with_seed(number).u64(..), rows))
        .collect();
    pairs.sort_unstable();
    let (headers, columns) = columns(list);
    let fields = fields(&headers, &list.rows, &columns);
    let mut labels = Labels::new(entity, fields.iter().map(|(_, field)| field.clone()));
    for (draw, rows) in pairs.into_iter().take(DECISIONS) {
        let of = |row: u32| {
            let cells = &list.rows[row as usize];
            (i64::from(row), fields.iter().map(|&(column, _)| cells[column].as_str()))
        };
        let is_same = list.truth[rows[0] as usize] == list.truth[rows[1] as usize];
        labels.push(of(rows[0]), of(rows[1]), is_same == (draw % 100 < right));
    }
    labels
}

fn columns(list: &Known) -> (Vec<String>, Vec<usize>) {
    let headers: Vec<String> = list.headers.iter().map(|&header| header.to_owned()).collect();
    let columns = (0..headers.len()).collect();
    (headers, columns)
}

fn generated(entity: Entity, list: &Known) -> Table {
    let (headers, columns) = columns(list);
    table(entity, &headers, &list.rows, &columns)
}

/// How far probabilities are from how often pairs are the same, on the mean of all pairs from one half on.
fn miscalibration(found: &Matches, list: &Known) -> f64 {
    let mut ranges = [(0.0, 0.0, 0.0); RANGES];
    for pair in found.pairs().filter(|pair| pair.veto.is_none()) {
        let place = (((pair.probability - 0.5) * 2.0 * RANGES as f64) as usize).min(RANGES - 1);
        let is_same = list.truth[pair.left as usize] == list.truth[pair.right as usize];
        ranges[place].0 += 1.0;
        ranges[place].1 += pair.probability;
        ranges[place].2 += f64::from(u8::from(is_same));
    }
    let all: f64 = ranges.iter().map(|range| range.0).sum();
    ranges.iter().map(|(_, told, same)| (told - same).abs()).sum::<f64>() / all.max(1.0)
}
