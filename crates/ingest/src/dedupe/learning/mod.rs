//! What people said about records, and what a search learns from it.
//!
//! A label is two records and whether they are the same. From [`FEWEST_LABELS`] on, of which
//! [`FEWEST_SAME`] are the same, a logistic regression corrects the default's weights level by level
//! ([`Taught`]). It starts from the default: a level that no label shows keeps the weight it has, and what the
//! default says against two records counts in full, so that what people never look at (most strangers) is judged
//! as before. It counts only if it tells records that it was not taught with better than the default does
//! ([`trial`]), and if it does not find many times as many pairs. What forbids to join records and how large a
//! cluster may be is not learnt. Nobody is joined without asking whom the default would not join so: people are
//! shown what is doubtful, so their decisions tell little about what is sure. They can only take away from it.

mod logistic;
mod taught;
mod trial;

#[cfg(test)]
mod tests;

use sales_core::fields::{Entity, FieldId};

pub(super) use self::taught::Taught;
use self::trial::Trial;
use super::{
    AUTOMATIC, field,
    model::{Compared, Levels, Model, weight},
    observer::Observer,
    plan::Layout,
    table::Table,
};
use crate::normal::country::Country;

/// Labels that it takes to learn.
pub const FEWEST_LABELS: u32 = 150;
/// Labels of records that are the same that it takes to learn.
pub const FEWEST_SAME: u32 = 40;

/// Labels, with the values that the records had when somebody looked at them.
#[derive(Debug)]
pub struct Labels {
    table: Table,
    labels: Vec<Label>,
}

/// What somebody said about two records.
#[derive(Debug, Clone, Copy)]
struct Label {
    /// Their numbers wherever they are from; a record with several labels has one.
    records: [i64; 2],
    is_same: bool,
}

/// What a search learnt from labels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Learning {
    /// Labels there were.
    pub labels: u32,
    /// Those of records that are the same.
    pub same: u32,
    /// What came of it.
    pub outcome: Outcome,
    /// How right the default is about the labels, and how right what was learnt is about labels that it was
    /// not taught with: F1. None where nothing was tried.
    pub f1: Option<[f64; 2]>,
    /// Labels of pairs that would have been joined without asking by what was learnt from others, and how many of
    /// them are not the same. None where nothing was tried.
    pub sure: Option<[u32; 2]>,
}

/// What came of learning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// There are too few labels.
    TooFew,
    /// Nothing is to be learnt: people say what the default says.
    Agrees,
    /// They say something else, and nothing that they go by is found in what the records have.
    NoPattern,
    /// What was learnt counts from now on.
    Learnt,
}

impl Outcome {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TooFew => "too_few",
            Self::Agrees => "agrees",
            Self::NoPattern => "no_pattern",
            Self::Learnt => "learnt",
        }
    }
}

impl Labels {
    /// No labels yet, of records with these fields.
    #[must_use]
    pub fn new(entity: Entity, fields: impl IntoIterator<Item = FieldId>) -> Self {
        Self { table: Table::new(entity, fields), labels: Vec::new() }
    }

    /// Adds a label: two records, each with its number and its cells, and whether they are the same.
    pub fn push<'c, Cells: IntoIterator<Item = &'c str>>(
        &mut self,
        left: (i64, Cells),
        right: (i64, Cells),
        is_same: bool,
    ) {
        self.labels.push(Label { records: [left.0, right.0], is_same });
        self.table.push(left.1);
        self.table.push(right.1);
    }

    fn same(&self) -> u32 {
        self.labels.iter().filter(|label| label.is_same).count() as u32
    }

    /// Whether there are enough to learn from.
    pub(super) fn are_enough(&self) -> bool {
        self.labels.len() as u32 >= FEWEST_LABELS && self.same() >= FEWEST_SAME
    }
}

/// A label as the model sees it.
#[derive(Debug, Clone)]
struct Example {
    levels: Levels,
    /// What it weighs by default, in bits.
    weight: f64,
    is_same: bool,
    /// They are not joined, whatever they weigh.
    is_vetoed: bool,
    /// By default they are joined without asking.
    is_sure: bool,
    records: [i64; 2],
}

/// For each pair that is likely the same by default, pairs that may be by what was learnt, besides one for each
/// record: who says more is not believed about pairs that nobody was shown.
const MOST_MORE: f64 = 4.0;

impl Model {
    /// Learns from labels, if that makes it better. `compared` are pairs of the list, or of a sample of it; those
    /// that weigh at least `least` bits are of interest.
    pub fn learn_from(
        &mut self,
        labels: Labels,
        (layout, home): (&Layout, Option<Country>),
        (compared, least): (&[Compared], f64),
        observer: &mut Observer<'_>,
    ) -> Learning {
        let (count, same) = (labels.labels.len() as u32, labels.same());
        let learning = |outcome, trial: Option<&Trial<'_>>| Learning {
            labels: count,
            same,
            outcome,
            f1: trial.map(Trial::f1),
            sure: trial.map(Trial::sure),
        };
        if !labels.are_enough() {
            return learning(Outcome::TooFew, None);
        }
        let examples = self.examples(labels, layout, home);
        let examples: Vec<&Example> = examples.iter().collect();
        let fields = self.fields.all.len();
        let trial = trial::hold(&examples, fields, observer);
        let outcome = if trial.is_won() {
            self.taught = Some(Taught { refuted: trial.refuted(), ..Taught::by(&examples, fields, observer) });
            if self.says_too_much(compared, least) {
                self.taught = None;
                Outcome::NoPattern
            } else {
                Outcome::Learnt
            }
        } else if trial.agrees() {
            Outcome::Agrees
        } else {
            Outcome::NoPattern
        };
        learning(outcome, Some(&trial))
    }

    /// Whether by what was learnt so many pairs are the same as cannot be.
    fn says_too_much(&self, compared: &[Compared], least: f64) -> bool {
        let (mut learnt, mut by_default) = (0, 0);
        for &Compared { left, right, levels, .. } in compared {
            learnt += usize::from(self.weight(left, right, levels) >= least);
            by_default += usize::from(self.default_weight(left, right, levels) >= least);
        }
        learnt as f64 > MOST_MORE.mul_add(by_default as f64, self.records_of_sample())
    }

    /// Whether decisions leave a doubt about joining two records without asking: what was learnt of pairs that people
    /// were shown adds none to those that the default is sure of, and takes away all that weigh no more than one
    /// that somebody told apart.
    pub fn is_doubted(&self, left: u32, right: u32, levels: Levels) -> bool {
        self.taught.as_ref().is_some_and(|taught| {
            let by_default = self.default_weight(left, right, levels);
            by_default < weight(AUTOMATIC) || taught.weight(by_default, levels) <= taught.refuted
        })
    }

    /// The labels as this model sees them, in an order that follows from what is in them.
    fn examples(&self, labels: Labels, layout: &Layout, home: Option<Country>) -> Vec<Example> {
        let entity = labels.table.entity();
        let plan = layout.plan(&labels.table);
        let (records, rows) = labels.table.into_records(&plan);
        let learnt = self.learnt();
        let model = Self::with(field::known_fields(&records, &plan, entity, home, &learnt), &learnt);
        let mut examples: Vec<([u32; 2], Example)> = labels
            .labels
            .iter()
            .zip(rows.record_of.chunks_exact(2))
            .map(|(label, rows)| {
                let [left, right] = [rows[0].min(rows[1]), rows[0].max(rows[1])];
                ([left, right], model.example(*label, left, right))
            })
            .collect();
        examples.sort_by_key(|(rows, example)| (*rows, example.is_same));
        examples.into_iter().map(|(_, example)| example).collect()
    }

    fn example(&self, Label { records, is_same }: Label, left: u32, right: u32) -> Example {
        let levels = self.levels(left, right);
        let weighs = self.default_weight(left, right, levels);
        let is_vetoed = self.veto(left, right, levels).is_some();
        let has_key = self.hard_key(left, right, levels).is_some();
        let is_sure = weighs >= weight(AUTOMATIC) && has_key && !is_vetoed;
        Example { levels, weight: weighs, is_same, is_vetoed, is_sure, records }
    }
}
