//! How often levels come: among strangers by counting random pairs, among equals by EM.

use rustc_hash::FxHashMap;
use sales_core::fields::Entity;

use super::{
    assumed::{self, Shares},
    dictionary::{hash, mix},
    kind::{Kind, MOST_LEVELS},
    model::{Compared, Levels, Model, probability},
    observer::Observer,
};

/// Random pairs that are counted.
const RANDOM_PAIRS: usize = 400_000;
/// The same in a list whose texts are far from each other.
const RANDOM_PAIRS_OF_LARGE: usize = 120_000;
const LARGE: u64 = 100_000;
/// Pairs that the assumed shares of strangers count as.
const ASSUMED_STRANGERS: f64 = 300.0;
/// Pairs that the assumed shares of equals count as.
const ASSUMED_EQUALS: f64 = 20.0;
/// Where names are all there is of firms: pairs that the assumed share of strangers whose names differ by a slip counts
/// as. Most names that are as near are of one firm; words that are both in use are not near.
const ASSUMED_NEAR: f64 = 2_000.0;
/// Rounds of EM at most, and the change of the mean log-likelihood that ends it.
const ROUNDS: usize = 60;
const SETTLED: f64 = 1e-6;
/// A list with fewer pairs teaches nothing.
const FEWEST_COMPARED: usize = 2_000;
/// A rule that found fewer pairs teaches nothing.
const FEWEST_PAIRS: f64 = 50.0;
/// Pairs of equals that a run is believed for at most.
const MOST_TRUST: f64 = 5_000.0;
/// A run that is less sure of its equals on average has found no group that stands apart.
const LEAST_CERTAINTY: f64 = 0.6;
/// A run has found something else than equals where more of them have different names.
const NAMED_APART: f64 = 0.4;

/// The shares of levels among random pairs.
pub(super) fn of_random(model: &Model, observer: &mut Observer<'_>) -> Vec<Shares> {
    let records = model.fields.weights.len() as u64;
    let all = records * records.saturating_sub(1) / 2;
    let mut counts = vec![[0.0; MOST_LEVELS]; model.fields.all.len()];
    let mut count = |left: u32, right: u32| {
        if !observer.go_on(1) {
            return;
        }
        for (field, counts) in model.fields.all.iter().zip(&mut counts) {
            let (a, b) = (field.of[left as usize], field.of[right as usize]);
            if a != 0 && b != 0 {
                counts[usize::from(field.level(a, b))] += 1.0;
            }
        }
    };
    let pairs = if records > LARGE { RANDOM_PAIRS_OF_LARGE } else { RANDOM_PAIRS };
    if all <= RANDOM_PAIRS as u64 {
        for left in 0..records as u32 {
            (left + 1..records as u32).for_each(|right| count(left, right));
        }
    } else {
        for draw in 0..pairs as u64 {
            let (left, right) = (mix(2 * draw) % records, mix(2 * draw + 1) % records);
            if left != right {
                count(left as u32, right as u32);
            }
        }
    }
    let shares = model.fields.all.iter().zip(counts).map(|(field, counts)| {
        let assumed = assumed::of_strangers(model.fields.entity, field.kind);
        let total: f64 = counts[1..].iter().sum();
        let mut shares = [0.0; MOST_LEVELS];
        for level in 1..=field.kind.levels().len() {
            shares[level] = (counts[level] + ASSUMED_STRANGERS * assumed[level]) / (total + ASSUMED_STRANGERS);
        }
        if field.kind == Kind::Email {
            shares[1] = assumed[1];
            shares[2] = assumed[2];
        }
        if field.kind == Kind::Company {
            // Those who share words of a name are no random pair: branches, houses, sister firms.
            for level in 2..=4 {
                shares[level] = shares[level].max(assumed[level]);
            }
        }
        if model.fields.entity == Entity::Company && field.kind == Kind::Company && model.fields.all.len() == 1 {
            let similar = usize::from(field.kind.equal()) - 1;
            shares[similar] = ASSUMED_NEAR * assumed[similar] / (all as f64 + ASSUMED_NEAR);
        }
        let equal = usize::from(field.kind.equal());
        shares[equal] = shares[equal].max(coincidence(&field.counts, assumed[equal]));
        shares
    });
    shares.collect()
}

/// Where names are all there is of firms, firms of one name are one firm: there are at least as many equals.
pub(super) fn same_names(model: &mut Model, compared: &[Compared]) {
    let [field] = model.fields.all.as_slice() else { return };
    if model.fields.entity != Entity::Company || field.kind != Kind::Company {
        return;
    }
    let same = compared.iter().filter(|pair| pair.levels.of(0) == field.kind.equal()).count() as f64;
    let repeated: f64 = model.fields.weights.iter().map(|&rows| f64::from(rows) * (f64::from(rows) - 1.0) / 2.0).sum();
    model.least_equals = (same + repeated) * model.step();
}

/// Pairs that agree on a field and are looked at for what else they share.
const DEPENDENT_PAIRS: usize = 60_000;
/// Pairs of one value of them.
const PAIRS_OF_VALUE: usize = 20;
/// Pairs that the assumed shares of what depends on a field count as.
const ASSUMED_DEPENDENT: f64 = 30.0;

/// The shares of levels among strangers who agree on a field, for each field that others may depend
/// on: counted on records whose names differ.
pub(super) fn given(model: &Model, observer: &mut Observer<'_>) -> Vec<Option<Vec<Option<Shares>>>> {
    let one = |field| {
        observer.reach(1, 2);
        given_one(model, field)
    };
    (0..model.fields.all.len()).map(one).collect()
}

fn given_one(model: &Model, place: usize) -> Option<Vec<Option<Shares>>> {
    let field = &model.fields.all[place];
    let entity = model.fields.entity;
    field.kind.is_shared().then_some(())?;
    let mut order: Vec<u32> = (0..field.of.len() as u32).filter(|&record| field.of[record as usize] != 0).collect();
    let hashes: Vec<u64> = (0..field.forms.len() as u32).map(|form| hash(field.text(form))).collect();
    order.sort_unstable_by_key(|&record| (hashes[field.of[record as usize] as usize], record));
    let mut counts = vec![[0.0; MOST_LEVELS]; model.fields.all.len()];
    let mut left = DEPENDENT_PAIRS;
    for same in order.chunk_by(|&a, &b| field.of[a as usize] == field.of[b as usize]) {
        for &other in same.iter().take(PAIRS_OF_VALUE).skip(1) {
            let (a, b) = (same[0], other);
            let levels = model.levels(a.min(b), a.max(b));
            left = left.saturating_sub(1);
            if model.named_apart(levels) {
                for (field, counts) in counts.iter_mut().enumerate() {
                    counts[usize::from(levels.of(field))] += 1.0;
                }
            }
        }
        if left == 0 {
            break;
        }
    }
    let shares = model.fields.all.iter().enumerate().map(|(other, dependent)| {
        let assumed = assumed::given(entity, field.kind, dependent.kind)?;
        // Names differ in all pairs that were counted: of them, nothing can be learnt here.
        let counts = if model.names_records(other) { [0.0; MOST_LEVELS] } else { counts[other] };
        let total: f64 = counts[1..].iter().sum();
        let mut shares = [0.0; MOST_LEVELS];
        for level in 1..=dependent.kind.levels().len() {
            shares[level] = (counts[level] + ASSUMED_DEPENDENT * assumed[level]) / (total + ASSUMED_DEPENDENT);
        }
        Some(shares)
    });
    Some(shares.collect())
}

/// The share of pairs that have the same form.
fn coincidence(counts: &[u32], assumed: f64) -> f64 {
    let (mut same, mut filled) = (0.0, 0.0);
    for &count in &counts[1..] {
        let count = f64::from(count);
        same += count * (count - 1.0) / 2.0;
        filled += count;
    }
    (same + ASSUMED_STRANGERS * assumed) / (filled * (filled - 1.0) / 2.0 + ASSUMED_STRANGERS)
}

/// The shares of levels among equals: the mean of one run per rule, each without the fields that the
/// rule looks at, as pairs of a rule always agree there.
pub(super) fn of_equals(
    model: &Model,
    rules: &[u32],
    compared: &[Compared],
    observer: &mut Observer<'_>,
) -> Vec<Shares> {
    if compared.len() < FEWEST_COMPARED {
        return model.fields.all.iter().map(|field| assumed::of_equals(field.kind)).collect();
    }
    let mut patterns: FxHashMap<Levels, Vec<f64>> = FxHashMap::default();
    for pair in compared {
        let counts = patterns.entry(pair.levels).or_insert_with(|| vec![0.0; rules.len()]);
        let mut set = pair.rules;
        while set != 0 {
            counts[set.trailing_zeros() as usize] += 1.0;
            set &= set - 1;
        }
    }
    let mut patterns: Vec<(Levels, Vec<f64>)> = patterns.into_iter().collect();
    patterns.sort_unstable_by_key(|(levels, _)| *levels);
    let fields = model.fields.all.len();
    let mut sums = vec![([0.0; MOST_LEVELS], 0.0); fields];
    for (rule, &looked_at) in rules.iter().enumerate() {
        let of_rule: Vec<(Levels, f64)> = patterns
            .iter()
            .filter(|(_, counts)| counts[rule] > 0.0)
            .map(|(levels, counts)| (*levels, counts[rule]))
            .collect();
        if of_rule.iter().map(|(_, count)| count).sum::<f64>() < FEWEST_PAIRS {
            continue;
        }
        let run = Run { model, looked_at, patterns: &of_rule }.converge(observer);
        for (place, (sum, total)) in sums.iter_mut().enumerate() {
            if looked_at >> place & 1 == 0 {
                let trust = run.trust(model);
                *total += trust;
                for (sum, share) in sum.iter_mut().zip(run.shares[place]) {
                    *sum += trust * share;
                }
            }
        }
    }
    let means = sums.into_iter().enumerate().map(|(place, (sum, total))| {
        let kind = model.fields.all[place].kind;
        let assumed = assumed::of_equals(kind);
        let mut shares = [0.0; MOST_LEVELS];
        for level in 1..=kind.levels().len() {
            shares[level] = (sum[level] + assumed[level]) / (total + 1.0);
        }
        rising(kind, &mut shares, &model.of_strangers[place]);
        shares
    });
    means.collect()
}

/// The shares of the levels of a field among the equals that the weights so far tell, itself included. Of a column that
/// only its values describe nothing can be assumed: two numbers may be of two people, or of two lists.
pub(super) fn of_likely(model: &Model, place: usize, likely: &[Compared]) -> Shares {
    let kind = model.fields.all[place].kind;
    let mut counts = [0.0; MOST_LEVELS];
    for pair in likely {
        counts[usize::from(pair.levels.of(place))] += probability(model.weight(pair.left, pair.right, pair.levels));
    }
    let (assumed, total) = (assumed::of_equals(kind), counts[1..].iter().sum::<f64>());
    let mut shares = [0.0; MOST_LEVELS];
    for level in 1..=kind.levels().len() {
        shares[level] = (counts[level] + ASSUMED_EQUALS * assumed[level]) / (total + ASSUMED_EQUALS);
    }
    rising(kind, &mut shares, &model.of_strangers[place]);
    shares
}

/// EM over the pairs of one rule.
struct Run<'r> {
    model: &'r Model,
    /// The fields that the rule looks at, as a set of bits.
    looked_at: u32,
    patterns: &'r [(Levels, f64)],
}

/// What a run found.
struct Found {
    shares: Vec<Shares>,
    /// Pairs of equals, as a sum of probabilities.
    equals: f64,
    /// How sure the run is of them on average, 0 to 1.
    certainty: f64,
}

impl Found {
    /// How far a run is believed, 0 for one that found something else than equals: colleagues, say, or nothing that
    /// stands apart.
    fn trust(&self, model: &Model) -> f64 {
        let is_named_apart = |place: usize| model.names_records(place) && self.shares[place][1] > NAMED_APART;
        if (0..self.shares.len()).any(is_named_apart) {
            return 0.0;
        }
        let certainty = ((self.certainty - LEAST_CERTAINTY) / (1.0 - LEAST_CERTAINTY)).max(0.0);
        self.equals.min(MOST_TRUST) * certainty
    }
}

impl Run<'_> {
    /// The share of a level of a field among strangers who agree as pairs of the rule do.
    fn of_strangers(&self, field: usize, level: usize) -> f64 {
        let agreed = (0..self.model.fields.all.len()).filter(|other| self.looked_at >> other & 1 == 1);
        let given = agreed.filter_map(|other| Some(self.model.given_field(field, other)?[level]));
        given.fold(self.model.of_strangers[field][level], f64::max)
    }

    fn converge(&self, observer: &mut Observer<'_>) -> Found {
        let model = self.model;
        let fields: Vec<usize> = (0..model.fields.all.len()).filter(|field| self.looked_at >> field & 1 == 0).collect();
        let all: f64 = self.patterns.iter().map(|(_, count)| count).sum();
        let mut shares: Vec<Shares> = model.fields.all.iter().map(|field| assumed::of_equals(field.kind)).collect();
        let mut share: f64 = 0.3;
        let mut last = f64::NEG_INFINITY;
        let mut equals = 0.0;
        let mut squares = 0.0;
        for _ in 0..ROUNDS {
            if !observer.go_on(self.patterns.len()) {
                break;
            }
            let ratios: Vec<Shares> = fields
                .iter()
                .map(|&field| {
                    let mut ratios = [1.0; MOST_LEVELS];
                    for level in 1..=model.fields.all[field].kind.levels().len() {
                        ratios[level] = shares[field][level] / self.of_strangers(field, level);
                    }
                    ratios
                })
                .collect();
            let mut sums = vec![[0.0; MOST_LEVELS]; shares.len()];
            equals = 0.0;
            squares = 0.0;
            let mut likelihood = 0.0;
            for &(levels, count) in self.patterns {
                let ratio: f64 =
                    fields.iter().zip(&ratios).map(|(&f, ratios)| ratios[usize::from(levels.of(f))]).product();
                let (equal, strange) = (share * ratio, 1.0 - share);
                let expected = count * equal / (equal + strange);
                likelihood += count * (equal + strange).ln();
                equals += expected;
                squares += expected * expected / count;
                for &field in &fields {
                    sums[field][usize::from(levels.of(field))] += expected;
                }
            }
            for &field in &fields {
                let kind = model.fields.all[field].kind;
                let assumed = assumed::of_equals(kind);
                let total: f64 = sums[field][1..].iter().sum();
                for level in 1..=kind.levels().len() {
                    shares[field][level] =
                        (sums[field][level] + ASSUMED_EQUALS * assumed[level]) / (total + ASSUMED_EQUALS);
                }
            }
            share = (equals / all).clamp(1e-4, 0.98);
            let mean = likelihood / all;
            if (mean - last).abs() < SETTLED {
                break;
            }
            last = mean;
        }
        Found { shares, equals, certainty: squares / equals.max(f64::MIN_POSITIVE) }
    }
}

/// Makes agreement weigh more the further it goes: neighbouring levels that break this are taken
/// together. The two lowest levels of an address stand beside each other.
fn rising(kind: Kind, of_equals: &mut Shares, of_strangers: &Shares) {
    let lowest = if kind == Kind::Email { 2 } else { 1 };
    // Runs of levels with their sums.
    let mut runs: Vec<(usize, f64, f64)> = Vec::new();
    // Equal values are weighed by their frequency.
    let highest = kind.levels().len() - 1;
    for level in lowest..=highest {
        let mut run = (level, of_equals[level], of_strangers[level]);
        while let Some(&(start, equals, strangers)) = runs.last() {
            if equals / strangers < run.1 / run.2 {
                break;
            }
            runs.pop();
            run = (start, equals + run.1, strangers + run.2);
        }
        runs.push(run);
    }
    let ends = runs.iter().skip(1).map(|run| run.0).chain([highest + 1]).collect::<Vec<_>>();
    for (&(start, equals, strangers), end) in runs.iter().zip(ends) {
        for level in start..end {
            of_equals[level] = equals / strangers * of_strangers[level];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_rise_with_levels() {
        let mut equals = [0.0, 0.3, 0.1, 0.6, 0.0, 0.0, 0.0];
        let strangers = [0.0, 0.5, 0.4, 0.1, 0.0, 0.0, 0.0];
        rising(Kind::Phone, &mut equals, &strangers);
        let ratios: Vec<f64> = (1..=3).map(|level| equals[level] / strangers[level]).collect();
        assert!(ratios.windows(2).all(|pair| pair[0] <= pair[1]), "{ratios:?}");
        assert!((equals[1] + equals[2] - 0.4).abs() < 1e-12);
    }
}
