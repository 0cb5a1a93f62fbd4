//! What is to be done about records that are likely the same.
//!
//! Probability alone never joins records: two people of one name at one company are likely the same
//! as far as a list can tell, and are not at times. Without asking, only those are joined that share
//! something that strangers do not have in common, a [`HardKey`], and whose names do not speak
//! against it. Where people's decisions correct what agreement weighs, records are joined without asking that
//! are sure both with and without the correction.

use super::{
    AUTOMATIC, Pair, REVIEW,
    cluster::Edge,
    kind::Kind,
    model::{Levels, Model, OWN_PHONE},
};
use crate::normal::first_name;

/// What is to be done about a pair or a cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// Nothing: they are not likely enough the same.
    Nothing,
    /// A person should look at them.
    Review,
    /// They may be joined without asking.
    Automatic,
}

impl Decision {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Review => "review",
            Self::Automatic => "automatic",
        }
    }
}

/// What two records share that strangers do not, while their names do not contradict it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HardKey {
    /// A public profile, or the number of a company in a register.
    Identity,
    /// An e-mail address; of persons, one that is not of a function.
    Email,
    /// The domain of a company, and its name.
    Domain,
    /// A phone number that few records have, and the name.
    Phone,
}

impl HardKey {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Email => "email",
            Self::Domain => "domain",
            Self::Phone => "phone",
        }
    }
}

/// The level of first names of which one is a short form of the other.
const NICKNAME: u8 = Kind::First.equal() - 1;
/// Records of a cluster that is joined without asking, at most.
const LARGEST_AUTOMATIC: usize = 20;

impl Pair {
    /// What is to be done about the two; [`Matches::decision`](super::Matches::decision) says it of a
    /// whole cluster.
    #[must_use]
    pub fn decision(&self) -> Decision {
        let is_sure = self.probability >= AUTOMATIC && self.hard_key.is_some();
        if is_sure && self.veto.is_none() && !self.is_doubted && !self.is_contested {
            Decision::Automatic
        } else if self.probability >= REVIEW {
            Decision::Review
        } else {
            Decision::Nothing
        }
    }
}

impl Model {
    /// What two records share that strangers do not; none where their names contradict it.
    pub fn hard_key(&self, left: u32, right: u32, levels: Levels) -> Option<HardKey> {
        if self.contradicts(levels) {
            return None;
        }
        let places = self.places();
        let is_equal =
            |place: Option<usize>| place.is_some_and(|place| levels.of(place) == self.fields.all[place].kind.equal());
        let own_phone = || {
            places.phone.is_some_and(|place| is_equal(Some(place)) && self.holders_of(place, left, right) <= OWN_PHONE)
        };
        // Branches and sister firms share the domain and the number, not the place.
        let elsewhere = [places.street, places.place].into_iter().flatten().any(|place| levels.of(place) == 1);
        let named = places.same_name(levels);
        if places.same_identity(levels) {
            Some(HardKey::Identity)
        } else if places.is_of_persons {
            if is_equal(places.email) {
                Some(HardKey::Email)
            } else {
                // Two addresses at one company are of two persons, whatever their names.
                let other_address = places.email.is_some_and(|place| levels.of(place) == 1);
                let is_one = named && !other_address && !places.other_code(levels);
                (is_one && !self.are_both_full_names(left, right, levels) && own_phone()).then_some(HardKey::Phone)
            }
        } else if !named || elsewhere {
            None
        } else if is_equal(places.email) {
            Some(HardKey::Email)
        } else if is_equal(places.domain) {
            Some(HardKey::Domain)
        } else {
            own_phone().then_some(HardKey::Phone)
        }
    }

    /// Whether a short form is a name in its own right (`mary`, `marie`): behind one phone number perhaps a daughter's.
    fn are_both_full_names(&self, left: u32, right: u32, levels: Levels) -> bool {
        let Some(place) = self.places().first.filter(|&place| levels.of(place) == NICKNAME) else { return false };
        let field = &self.fields.all[place];
        [left, right].iter().all(|&record| first_name::is_full(field.text(field.of[record as usize])))
    }

    /// Whether the names of two records differ as those of two persons or two companies do.
    fn contradicts(&self, levels: Levels) -> bool {
        let places = self.places();
        if places.is_of_persons {
            // Few slips leave a name as little alike.
            places.first.is_some_and(|place| (1..=2).contains(&levels.of(place)))
                || places.last.is_some_and(|place| (1..=2).contains(&levels.of(place)))
                || places.other_day(levels)
        } else {
            places.company.is_some_and(|place| levels.of(place) == 1)
        }
    }
}

/// The clusters that are not joined without asking whatever connects them: two of their records are
/// forbidden to be the same or contradict each other, one of them could as well be joined with another cluster, or they
/// are larger than duplicates are.
pub(super) fn contested(model: &Model, members: &[Vec<u32>], cluster_of: &[u32], edges: &[Edge]) -> Vec<bool> {
    let is_doubtful = |a: u32, b: u32| {
        let levels = model.levels(a, b);
        model.contradicts(levels) || model.veto(a, b, levels).is_some()
    };
    let is_contested = |members: &Vec<u32>| {
        members.len() > LARGEST_AUTOMATIC
            || members
                .iter()
                .enumerate()
                .any(|(place, &a)| members[place + 1..].iter().any(|&b| is_doubtful(a.min(b), a.max(b))))
    };
    let mut contested: Vec<bool> = members.iter().map(is_contested).collect();
    for edge in edges.iter().filter(|edge| edge.pair(edge.left, edge.right).decision() == Decision::Automatic) {
        let [a, b] = [edge.left, edge.right].map(|record| cluster_of[record as usize] as usize);
        if a != b {
            contested[a] = true;
            contested[b] = true;
        }
    }
    contested
}

/// What is to be done about each cluster of records: one is joined without asking when pairs that
/// are joined without asking connect all of it.
pub(super) fn of_clusters<'e>(
    edges: impl Iterator<Item = &'e Edge>,
    cluster_of: &[u32],
    members: &[Vec<u32>],
) -> Vec<Decision> {
    let mut decisions = vec![Decision::Nothing; members.len()];
    let mut joined: Vec<u32> = (0..cluster_of.len() as u32).collect();
    let mut parts: Vec<usize> = members.iter().map(Vec::len).collect();
    let mut asked = vec![false; members.len()];
    for edge in edges.filter(|edge| cluster_of[edge.left as usize] == cluster_of[edge.right as usize]) {
        let cluster = cluster_of[edge.left as usize] as usize;
        let decision = edge.pair(edge.left, edge.right).decision();
        if decision == Decision::Automatic {
            let [a, b] = [edge.left, edge.right].map(|record| root(&mut joined, record));
            if a != b {
                joined[a.max(b) as usize] = a.min(b);
                parts[cluster] -= 1;
            }
        } else if edge.left == edge.right {
            // Not even the rows of one record are joined.
            asked[cluster] = true;
        }
        if decision >= Decision::Review {
            decisions[cluster] = Decision::Review;
        }
    }
    for (cluster, decision) in decisions.iter_mut().enumerate() {
        if *decision == Decision::Review && parts[cluster] == 1 && !asked[cluster] {
            *decision = Decision::Automatic;
        }
    }
    decisions
}

/// The record that stands for those joined with a record.
fn root(joined: &mut [u32], record: u32) -> u32 {
    let mut at = record;
    while joined[at as usize] != at {
        let next = joined[at as usize];
        joined[at as usize] = joined[next as usize];
        at = next;
    }
    at
}

/// The level of company names from which on they name one company.
pub(super) const SAME_COMPANY: u8 = Kind::Company.equal() - 1;
