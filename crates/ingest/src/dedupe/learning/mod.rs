//! What people said about records, and what a search learns from it.
//!
//! A label is two records and whether they are the same. From [`FEWEST_LABELS`] on, of which
//! [`FEWEST_SAME`] are the same, a logistic regression corrects the default's weights level by level
//! ([`Taught`]). It starts from the default: a level that no label shows keeps the weight it has, so that
//! what people never look at (most strangers) is judged as before. It counts only if it tells records that
//! it was not taught with better than the default does ([`trial`]). What forbids to join records, what it
//! takes to join them without asking and how large a cluster may be is not learnt.

mod logistic;
mod taught;
mod trial;

use sales_core::fields::{Entity, FieldId};

pub(super) use self::taught::Taught;
use super::{
    field,
    model::{Levels, Model},
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
}

/// What came of learning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// There are too few labels.
    TooFew,
    /// The default is as good.
    NotBetter,
    /// What was learnt counts from now on.
    Learnt,
}

impl Outcome {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TooFew => "too_few",
            Self::NotBetter => "not_better",
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
    /// What the fields weigh by default, in bits.
    weights: f64,
    is_same: bool,
    /// They are not joined, whatever they weigh.
    is_vetoed: bool,
    records: [i64; 2],
}

impl Model {
    /// Learns from labels, if that makes it better.
    pub fn learn_from(&mut self, labels: Labels, layout: &Layout, home: Option<Country>) -> Learning {
        let (count, same) = (labels.labels.len() as u32, labels.same());
        let learning = |outcome, f1| Learning { labels: count, same, outcome, f1 };
        if !labels.are_enough() {
            return learning(Outcome::TooFew, None);
        }
        let examples = self.examples(labels, layout, home);
        let kinds: Vec<_> = self.fields.all.iter().map(|field| field.kind).collect();
        let trial = trial::hold(&examples, &kinds);
        let f1 = Some(trial.f1());
        let outcome = if trial.is_won() {
            self.taught = Some(Taught::by(&examples, &kinds).calibrated(&trial));
            Outcome::Learnt
        } else {
            Outcome::NotBetter
        };
        learning(outcome, f1)
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
                let levels = model.levels(left, right);
                let weights = model.weight(left, right, levels);
                let is_vetoed = model.veto(left, right, levels).is_some();
                let Label { records, is_same } = *label;
                ([left, right], Example { levels, weights, is_same, is_vetoed, records })
            })
            .collect();
        examples.sort_by_key(|(rows, example)| (*rows, example.is_same));
        examples.into_iter().map(|(_, example)| example).collect()
    }
}
