//! Which records of a table are about the same person or company, without labels.
//!
//! [`Table`] takes the rows, cell by cell; [`find`] gives the clusters. It is pure, the same for
//! every order of the rows and the same on every machine:
//!
//! 1. **Records.** Equal cells are kept once ([`table`]). What each column is compared as
//!    ([`Kind`](kind::Kind)) follows from its field and, for custom fields, from its values
//!    ([`plan`]). Rows that agree in every compared cell become one record, and records are ordered
//!    by a hash of their content: from here on the order of the rows is forgotten.
//! 2. **Forms.** Each cell becomes a normal form ([`forms`]); columns that say the same thing
//!    become one field ([`field`]), so that nothing counts twice.
//! 3. **Pairs.** Records that share a key, or two coarse keys of different fields, are compared
//!    ([`block`]). Blocks are bounded, so time and memory are.
//! 4. **Levels.** A pair agrees on each field to a level ([`levels`]).
//! 5. **Weights** (Fellegi and Sunter). How often unrelated records agree is counted on random pairs,
//!    how often equal ones do is estimated by EM, one run per key and without the fields of that key
//!    ([`estimate`]). Assumed values stand in where a list is too small to learn from ([`assumed`]).
//!    Agreement on a rare value weighs more than on a frequent one ([`model`]).
//!    Where people said often enough of two records whether they are the same, weights are corrected by it
//!    ([`learning`]).
//! 6. **Clusters.** Pairs join clusters from the most certain down, as long as the records of both
//!    agree on the whole and nothing forbids it ([`cluster`], [`veto`]).

mod assumed;
mod block;
mod ceiling;
mod cluster;
mod decision;
mod dictionary;
mod doubt;
mod estimate;
mod field;
pub(crate) mod forms;
mod kind;
mod known;
mod learning;
mod learnt;
mod levels;
mod model;
mod observer;
mod plan;
mod profile;
mod repetition;
pub(crate) mod similarity;
mod table;
mod veto;
mod words;

#[cfg(test)]
mod tests;

use std::ops::ControlFlow;

use crate::normal::country::Country;

use self::{
    block::{ALL_LEARNT, Blocks},
    cluster::Clusters,
    model::{Compared, Model, weight},
    observer::{Observer, Stage},
    plan::{Layout, Plan},
    table::Prepared,
};
pub use self::{
    decision::{Decision, HardKey},
    known::{Beside, Known},
    learning::{FEWEST_LABELS, FEWEST_SAME, Labels, Learning, Outcome},
    plan::is_compared,
    table::Table,
    veto::Veto,
};

/// A probability from which on two records may be joined without asking.
pub const AUTOMATIC: f64 = 0.99;
/// A probability from which on a person should look at two records.
pub const REVIEW: f64 = 0.80;

/// How to search.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Pairs below this probability join nothing, 0 to 1.
    pub min_probability: f64,
    /// The country of phone numbers that are written without calling code.
    pub home: Option<Country>,
}

impl Default for Options {
    fn default() -> Self {
        Self { min_probability: 0.5, home: None }
    }
}

/// What was found in a table.
#[derive(Debug)]
pub struct Matches {
    model: Model,
    blocks: Blocks,
    clusters: Clusters,
    /// The record of each row.
    record_of: Vec<u32>,
    /// The first row of each record.
    row_of: Vec<u32>,
    /// For each row, its cluster: clusters count from 0 in the order of their first rows.
    cluster_of: Vec<u32>,
    /// How many rows each cluster has.
    sizes: Vec<u32>,
    /// What is to be done about each cluster.
    decisions: Vec<Decision>,
    layout: Layout,
    home: Option<Country>,
    learning: Option<Learning>,
}

/// Two rows that are likely to be about the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The earlier row, from 0.
    pub left: u32,
    /// The later row, from 0.
    pub right: u32,
    /// How likely they are about the same, 0 to 1.
    pub probability: f64,
    /// What forbids to join them.
    pub veto: Option<Veto>,
    /// What they share that strangers do not, where their names do not contradict it.
    pub hard_key: Option<HardKey>,
    /// Without people's decisions they are less likely, or people told apart what is as likely: they are not joined
    /// without asking.
    pub is_doubted: bool,
    /// Others of their cluster contradict each other: none of it is joined without asking.
    pub is_contested: bool,
}

/// What one field says about a pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence<'m> {
    /// The id of the field.
    pub field: &'m str,
    /// How far the values agree, a stable name.
    pub level: &'static str,
    /// For (above 0) or against (below 0), in bits.
    pub weight: f64,
}

/// Finds the clusters of a table.
#[must_use]
#[expect(clippy::missing_panics_doc, reason = "a search that nobody stops comes to its end")]
pub fn find(table: Table, options: &Options) -> Matches {
    let found = search(table, None, options, ALL_LEARNT, &mut Observer::none());
    found.expect("nobody stops it")
}

/// The same with what people said about records of this kind, for as long as somebody waits for it: `go_on` is told
/// the part that is done, 0 to 1, some hundred times a second. None when it was told to stop.
pub fn find_while(
    table: Table,
    labels: Option<Labels>,
    options: &Options,
    go_on: &mut dyn FnMut(f64) -> ControlFlow<()>,
) -> Option<Matches> {
    search(table, labels, options, ALL_LEARNT, &mut Observer::new(go_on))
}

/// The same, where all records of a list of as many are learnt from.
fn search(
    table: Table,
    labels: Option<Labels>,
    options: &Options,
    all_learnt: usize,
    observer: &mut Observer<'_>,
) -> Option<Matches> {
    let entity = table.entity();
    let plan = Plan::of(&table);
    let layout = Layout::of(&plan, &table);
    observer.begin(Stage::Forms);
    let (records, prepared) = table.into_records(&plan);
    observer.reach(0, 1);
    let fields = field::fields(records, &plan, entity, options.home, observer);
    if observer.is_stopped() {
        return None;
    }
    let layout = layout.with_fields(fields.all.iter().map(|field| field.planned));
    observer.begin(Stage::Keys);
    let mut blocks = Blocks::of(&fields, all_learnt, observer);
    let mut model = Model::new(fields);
    let least = weight(options.min_probability);
    let (mut labels, mut learning) = (labels, None);
    let mut teach = |model: &mut Model, compared: &[Compared], observer: &mut Observer<'_>| {
        let learn = |labels| model.learn_from(labels, (&layout, options.home), (compared, least), observer);
        learning = labels.take().map(learn);
    };
    let compared = model.compare(&mut blocks, least, &mut teach, observer);
    if observer.is_stopped() {
        return None;
    }
    observer.begin(Stage::Clusters);
    let found = Matches::of(model, blocks, &compared, prepared, layout, options, observer);
    (!observer.is_stopped()).then_some(Matches { learning, ..found })
}

/// Numbers clusters by their first rows, and gives what is to be done about each. Rows of a record
/// that does not even stand for itself (a mere frequent name) are clusters of their own.
fn numbered(clusters: &Clusters, record_of: &[u32]) -> (Vec<u32>, Vec<Decision>) {
    let mut number = vec![u32::MAX; clusters.count()];
    let mut decisions = Vec::new();
    let mut fresh = |decision| {
        decisions.push(decision);
        (decisions.len() - 1) as u32
    };
    let place = |&record: &u32| match clusters.of(record) {
        Some(cluster) => {
            let number = &mut number[cluster as usize];
            if *number == u32::MAX {
                *number = fresh(clusters.decision(cluster));
            }
            *number
        }
        None => fresh(Decision::Nothing),
    };
    (record_of.iter().map(place).collect(), decisions)
}

impl Matches {
    /// The matches of compared pairs.
    fn of(
        mut model: Model,
        blocks: Blocks,
        compared: &[Compared],
        rows: Prepared,
        layout: Layout,
        options: &Options,
        observer: &mut Observer<'_>,
    ) -> Self {
        let clusters = cluster::cluster(&mut model, compared, options.min_probability, observer);
        let Prepared { record_of, row_of } = rows;
        let (cluster_of, decisions) = numbered(&clusters, &record_of);
        let mut sizes = vec![0; decisions.len()];
        cluster_of.iter().for_each(|&cluster| sizes[cluster as usize] += 1);
        let home = options.home;
        Self { model, blocks, clusters, record_of, row_of, cluster_of, sizes, decisions, layout, home, learning: None }
    }

    /// What is known of the table from now on, to compare new rows with it: its rows by these numbers.
    #[must_use]
    pub fn known(&self, rows: &[u32]) -> Known {
        Known::of(self, rows)
    }

    /// What was learnt from labels; none where none were given.
    #[must_use]
    pub const fn learning(&self) -> Option<&Learning> {
        self.learning.as_ref()
    }

    /// The cluster of each row, counted from 0 in the order of their first rows.
    #[must_use]
    pub fn clusters(&self) -> &[u32] {
        &self.cluster_of
    }

    /// How many rows a cluster has, by its number.
    #[must_use]
    pub fn size(&self, cluster: u32) -> u32 {
        self.sizes[cluster as usize]
    }

    /// How likely a row (from 0) belongs to its cluster, 0 to 1; 1 for a row that stands alone.
    #[must_use]
    pub fn probability(&self, row: u32) -> f64 {
        self.clusters.probability(self.record_of[row as usize])
    }

    /// What is to be done about a cluster, by its number. [`Decision::Automatic`]: pairs that may be
    /// joined without asking connect all its rows, none of its pairs is vetoed or of two names, and
    /// it is no larger than a cluster of duplicates is.
    #[must_use]
    pub fn decision(&self, cluster: u32) -> Decision {
        self.decisions[cluster as usize]
    }

    /// The pairs from a probability on, vetoed ones included: by the rows that stand first for them.
    pub fn pairs(&self) -> impl Iterator<Item = Pair> + '_ {
        self.clusters.edges().map(|edge| {
            let [a, b] = [edge.left, edge.right].map(|record| self.row_of[record as usize]);
            edge.pair(a.min(b), a.max(b))
        })
    }

    /// The rows that agree with an earlier one in all that is compared, each as a pair with the first such
    /// row; those that are not the same for all that, such as mere frequent names, are left out.
    pub fn repeated(&self) -> impl Iterator<Item = Pair> + '_ {
        (0_u32..).zip(&self.record_of).filter_map(|(row, &record)| {
            let first = self.row_of[record as usize];
            Some((first != row).then(|| self.clusters.repeated(record))??.pair(first, row))
        })
    }

    /// What speaks for and against two rows (from 0) being about the same.
    pub fn evidence(&self, left: u32, right: u32) -> Vec<Evidence<'_>> {
        self.model.evidence(self.record_of[left as usize], self.record_of[right as usize])
    }
}
