//! From pairs to clusters, so that a chain of likenesses does not join strangers.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Pair,
    decision::{self, Decision, HardKey},
    model::{Compared, Levels, Model, probability, weight},
    observer::Observer,
    repetition,
    veto::Veto,
};

/// Records of a cluster at most.
const LARGEST: usize = 100;
/// What a single pair may weigh in the mean of two clusters, in bits: a few pairs that are the same
/// without doubt do not outweigh many that are not.
const FOR: f64 = 6.0;
const AGAINST: f64 = -12.0;
/// Pairs of two clusters that are weighed at most.
const MOST_PAIRS: usize = 400;
/// What the pairs of two clusters are as work, on average.
const WORK_OF_EDGE: usize = 40;

/// A pair that may be the same.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub left: u32,
    pub right: u32,
    levels: Levels,
    weight: f32,
    pub veto: Option<Veto>,
    pub hard_key: Option<HardKey>,
    is_doubted: bool,
    is_contested: bool,
}

impl Edge {
    /// The edge of two records, before it is known what forbids it.
    fn new(model: &Model, left: u32, right: u32, levels: Levels) -> Self {
        let weight = model.weight(left, right, levels) as f32;
        Self { left, right, levels, weight, veto: None, hard_key: None, is_doubted: false, is_contested: false }
    }

    /// Finds what forbids it, and what the records share that strangers do not.
    fn judge(&mut self, model: &Model) {
        self.veto = model.veto(self.left, self.right, self.levels);
        self.know(model);
    }

    /// Finds what the records share that strangers do not, and whether people's decisions leave a doubt.
    fn know(&mut self, model: &Model) {
        self.hard_key = model.hard_key(self.left, self.right, self.levels);
        self.is_doubted = model.is_doubted(self.left, self.right, self.levels);
    }

    /// The same of two rows.
    pub fn pair(&self, left: u32, right: u32) -> Pair {
        Pair {
            left,
            right,
            probability: self.probability(),
            veto: self.veto,
            hard_key: self.hard_key,
            is_doubted: self.is_doubted,
            is_contested: self.is_contested,
        }
    }

    pub fn probability(&self) -> f64 {
        probability(f64::from(self.weight))
    }
}

/// The clusters of records.
#[derive(Debug)]
pub(super) struct Clusters {
    /// The cluster of each record; none for one whose rows are not even the same as each other.
    of: Vec<Option<u32>>,
    count: usize,
    probabilities: Vec<f32>,
    edges: Vec<Edge>,
    /// What is to be done about each cluster.
    decisions: Vec<Decision>,
    /// Of the records that several rows share, what makes these rows the same.
    repeated: FxHashMap<u32, Edge>,
}

impl Clusters {
    pub fn of(&self, record: u32) -> Option<u32> {
        self.of[record as usize]
    }

    pub const fn count(&self) -> usize {
        self.count
    }

    pub fn probability(&self, record: u32) -> f64 {
        f64::from(self.probabilities[record as usize])
    }

    /// What is to be done about a cluster.
    pub fn decision(&self, cluster: u32) -> Decision {
        self.decisions[cluster as usize]
    }

    /// What makes the rows of a record the same.
    pub fn repeated(&self, record: u32) -> Option<Edge> {
        self.repeated.get(&record).copied()
    }

    pub fn edges(&self) -> impl Iterator<Item = Edge> + '_ {
        self.edges.iter().copied()
    }
}

/// Joins what is the same with a probability of at least `least`.
pub(super) fn cluster(model: &mut Model, compared: &[Compared], least: f64, observer: &mut Observer<'_>) -> Clusters {
    let least = weight(least);
    let mut edges: Vec<Edge> = compared
        .iter()
        .filter_map(|pair| {
            let edge = Edge::new(model, pair.left, pair.right, pair.levels);
            (f64::from(edge.weight) >= least).then_some(edge)
        })
        .collect();
    edges
        .sort_unstable_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| (a.left, a.right).cmp(&(b.left, b.right))));
    if !model.is_learnt {
        model.sources_are_unique = sources_are_unique(model, &edges);
    }
    edges.iter_mut().for_each(|edge| edge.judge(model));
    let mut joining = Joining::new(model);
    for edge in edges.iter().filter(|edge| edge.veto.is_none()).take_while(|_| observer.go_on(WORK_OF_EDGE)) {
        joining.join(edge.left, edge.right);
    }
    joining.settle(&edges, observer);
    let (cluster_of, members) = (joining.cluster_of, joining.members);
    let mut probabilities = vec![1.0_f32; cluster_of.len()];
    let mut linked = vec![false; cluster_of.len()];
    for edge in edges.iter().filter(|edge| cluster_of[edge.left as usize] == cluster_of[edge.right as usize]) {
        // The most certain edge of a record comes first.
        for record in [edge.left, edge.right] {
            if !std::mem::replace(&mut linked[record as usize], true) {
                probabilities[record as usize] = edge.probability() as f32;
            }
        }
    }
    let mut of: Vec<Option<u32>> = cluster_of.iter().copied().map(Some).collect();
    let mut repeated = FxHashMap::default();
    for record in (0..of.len() as u32).filter(|&record| model.fields.weights[record as usize] > 1) {
        let mut own = Edge::new(model, record, record, model.levels(record, record));
        let is_likely = f64::from(own.weight) >= least || model.places().are_named(own.levels);
        if is_likely || linked[record as usize] {
            own.know(model);
            repeated.insert(record, own);
        } else {
            of[record as usize] = None;
        }
        if is_likely && !linked[record as usize] {
            probabilities[record as usize] = own.probability() as f32;
        }
    }
    let contested = decision::contested(model, &members, &cluster_of, &edges);
    for edge in edges.iter_mut().chain(repeated.values_mut()) {
        let [a, b] = [edge.left, edge.right].map(|record| cluster_of[record as usize]);
        edge.is_contested = contested[a as usize] || contested[b as usize];
    }
    let decisions = decision::of_clusters(edges.iter().chain(repeated.values()), &cluster_of, &members);
    Clusters { of, count: members.len(), probabilities, edges, decisions, repeated }
}

/// Whether sources have nobody twice: next to all certain pairs are of two sources.
fn sources_are_unique(model: &Model, edges: &[Edge]) -> bool {
    const FEWEST: usize = 10;
    const MOST_SOURCES: usize = 50;
    const MOST_WITHIN: f64 = 0.04;
    let sources = &model.fields.sources;
    if sources.is_empty() {
        return false;
    }
    let different: FxHashSet<u32> = sources.iter().copied().filter(|&source| source != 0).collect();
    if !(2..=MOST_SOURCES).contains(&different.len()) {
        return false;
    }
    let certain = edges.iter().take_while(|edge| edge.probability() >= 0.99);
    let (mut within, mut all) = (0_usize, 0_usize);
    for edge in certain {
        let [a, b] = [edge.left, edge.right].map(|record| sources[record as usize]);
        if a != 0 && b != 0 {
            all += 1;
            within += usize::from(a == b);
        }
    }
    all >= FEWEST && (within as f64) <= MOST_WITHIN * all as f64
}

/// Clusters in the making.
struct Joining<'m> {
    model: &'m Model,
    cluster_of: Vec<u32>,
    members: Vec<Vec<u32>>,
    /// Clusters that were not joined, and how many records they had.
    refused: FxHashMap<(u32, u32), usize>,
}

impl<'m> Joining<'m> {
    fn new(model: &'m Model) -> Self {
        let records = model.fields.weights.len() as u32;
        Self {
            model,
            cluster_of: (0..records).collect(),
            members: (0..records).map(|record| vec![record]).collect(),
            refused: FxHashMap::default(),
        }
    }

    /// Joins the clusters of two records when they agree on the whole and nothing forbids it.
    fn join(&mut self, left: u32, right: u32) {
        let [a, b] = [left, right].map(|record| self.cluster_of[record as usize]);
        if a == b {
            return;
        }
        let (of_a, of_b) = (&self.members[a as usize], &self.members[b as usize]);
        // A cluster only grows: the same number of records are the same ones.
        let refusal = ((a.min(b), a.max(b)), of_a.len() + of_b.len());
        if self.refused.get(&refusal.0) == Some(&refusal.1) {
            return;
        }
        let joined = of_a.len() + of_b.len() <= LARGEST
            && self.agree(of_a, of_b).is_some_and(|mean| mean >= 0.0)
            && !repetition::tells_apart(self.model, of_a, of_b);
        if !joined {
            self.refused.insert(refusal.0, refusal.1);
            return;
        }
        let (large, small) = if of_a.len() >= of_b.len() { (a, b) } else { (b, a) };
        let moved = std::mem::take(&mut self.members[small as usize]);
        for &record in &moved {
            self.cluster_of[record as usize] = large;
        }
        self.members[large as usize].extend(moved);
    }

    /// The mean weight of the pairs of two clusters; none when one of them is vetoed.
    fn agree(&self, left: &[u32], right: &[u32]) -> Option<f64> {
        let all = left.len() * right.len();
        let step = all.div_ceil(MOST_PAIRS).max(1);
        let (mut sum, mut count) = (0.0, 0.0);
        for place in (0..all).step_by(step) {
            let (a, b) = (left[place / right.len()], right[place % right.len()]);
            let levels = self.model.levels(a.min(b), a.max(b));
            if self.model.veto(a, b, levels).is_some() {
                return None;
            }
            sum += self.model.weight(a.min(b), a.max(b), levels).clamp(AGAINST, FOR);
            count += 1.0;
        }
        Some(sum / count)
    }

    /// Moves records to the neighbouring cluster that they agree with most, until none moves.
    fn settle(&mut self, edges: &[Edge], observer: &mut Observer<'_>) {
        const ROUNDS: usize = 3;
        for _ in 0..ROUNDS {
            let mut moved = false;
            let free = edges.iter().filter(|edge| edge.veto.is_none());
            for edge in free.take_while(|_| observer.go_on(WORK_OF_EDGE)) {
                for (record, other) in [(edge.left, edge.right), (edge.right, edge.left)] {
                    moved |= self.reconsider(record, self.cluster_of[other as usize]);
                }
            }
            if !moved {
                break;
            }
        }
    }

    /// Moves a record to a cluster that it agrees with more than with its own.
    fn reconsider(&mut self, record: u32, target: u32) -> bool {
        let own = self.cluster_of[record as usize];
        if own == target || self.members[target as usize].len() >= LARGEST {
            return false;
        }
        let rest: Vec<u32> = self.members[own as usize].iter().copied().filter(|&other| other != record).collect();
        if rest.is_empty() {
            return false;
        }
        let stay = self.agree(&[record], &rest).unwrap_or(f64::NEG_INFINITY);
        let Some(go) = self.agree(&[record], &self.members[target as usize]) else { return false };
        if go <= stay.max(0.0) + 1e-9 {
            return false;
        }
        self.members[own as usize] = rest;
        self.members[target as usize].push(record);
        self.cluster_of[record as usize] = target;
        true
    }
}
