//! What several records of a cluster say alike is no slip: a slip seldom comes twice. Two clusters that each repeat a day
//! of birth, a code or a first name of their own are about two people, however near their records are one by one.

use rustc_hash::FxHashMap;

use super::{model::Model, veto::Places};

/// Whether two clusters each repeat something that tells people apart, and it is not the same.
pub(super) fn tells_apart(model: &Model, left: &[u32], right: &[u32]) -> bool {
    let places = model.places();
    left.len() > 1
        && right.len() > 1
        && places.telling_repetitions().any(|place| {
            let Some((a, b)) = both(model, place, [left, right], 2) else { return false };
            let levels = model.levels(a.min(b), a.max(b));
            let is_middle_name = || places.is_first_name(place) && share_day(model, left, right);
            levels.of(place) == 1 && !places.same_person(levels) && !is_middle_name()
        })
}

/// Whether the days that most records of two clusters have are the same but for a slip: who has two first names was born
/// on one day.
fn share_day(model: &Model, left: &[u32], right: &[u32]) -> bool {
    let places = model.places();
    places.days().any(|place| {
        both(model, place, [left, right], 1)
            .is_some_and(|(a, b)| Places::shares_day(model.levels(a.min(b), a.max(b)), place))
    })
}

fn both(model: &Model, place: usize, clusters: [&[u32]; 2], least: usize) -> Option<(u32, u32)> {
    let [left, right] = clusters.map(|members| usual(model, place, members, least));
    left.zip(right)
}

/// A record with the commonest value of a field in a cluster, if so many have it or one that is near it, and no more have
/// another.
fn usual(model: &Model, place: usize, members: &[u32], least: usize) -> Option<u32> {
    let field = &model.fields.all[place];
    let mut counts: FxHashMap<u32, (u32, u32)> = FxHashMap::default();
    let mut filled = 0;
    for &record in members {
        let form = field.of[record as usize];
        if form != 0 {
            filled += 1;
            let entry = counts.entry(form).or_insert((0, record));
            *entry = (entry.0 + 1, entry.1.min(record));
        }
    }
    let (_, record) = counts.values().copied().max_by_key(|&(count, record)| (count, std::cmp::Reverse(record)))?;
    let form = field.of[record as usize];
    let near = counts.iter().filter(|&(&other, _)| other == form || field.level(form, other) > 1);
    let support: u32 = near.map(|(_, &(count, _))| count).sum();
    (support as usize >= least && 2 * support >= filled).then_some(record)
}
