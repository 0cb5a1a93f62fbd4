//! What fields say together, where each by itself says too much.

use sales_core::fields::Entity;

use super::{
    decision::SAME_COMPANY,
    forms::LIST,
    kind::Kind,
    model::{Levels, Model, OWN_PHONE},
};

/// What two persons weigh at most, in bits, of whom a surname and a company are the same and one has no first name: in
/// a family's firm these are of several.
const WITHOUT_FIRST_NAME: f64 = 1.0;
/// What two firms of one name weigh less, in bits, that have two domains and two towns: few firms have two of both.
const TWO_OF_BOTH: f64 = 4.0;

impl Model {
    /// What is taken from the weight of a pair, in bits, when its fields are seen together: from what the company tells.
    pub(super) fn doubt(&self, left: u32, right: u32, levels: Levels) -> f64 {
        let are_two = self.fields.entity == Entity::Company && self.are_two_firms(left, right, levels);
        if are_two { TWO_OF_BOTH } else { 0.0 }
    }

    /// The weight of a pair of which one is being written, in bits: what is missing there is not written yet, and may
    /// tell relatives apart.
    pub(super) fn unfinished(&self, weight: f64, left: u32, right: u32, levels: Levels) -> f64 {
        if self.may_be_relatives(left, right, levels) { weight.min(WITHOUT_FIRST_NAME) } else { weight }
    }

    /// Whether a surname at a company is all that tells who they are.
    fn may_be_relatives(&self, left: u32, right: u32, levels: Levels) -> bool {
        let places = self.places();
        let (Some(first), Some(last), Some(company)) = (places.first, places.last, places.company) else {
            return false;
        };
        let own_phone =
            |place: usize| levels.of(place) == Kind::Phone.equal() && self.holders_of(place, left, right) <= OWN_PHONE;
        levels.of(first) == 0
            && levels.of(last) >= 4
            && levels.of(company) >= SAME_COMPANY
            && !places.same_person(levels)
            && !places.phone.is_some_and(own_phone)
    }

    /// Whether domains and towns both differ, and nothing but the name is the same. Domains that begin alike may be one
    /// firm's (`acme.fr`, `acme-group.com`).
    fn are_two_firms(&self, left: u32, right: u32, levels: Levels) -> bool {
        let places = self.places();
        let (Some(domain), Some(place)) = (places.domain, places.place) else { return false };
        let is_equal =
            |field: Option<usize>| field.is_some_and(|place| levels.of(place) >= self.fields.all[place].kind.agreed());
        levels.of(domain) == 1
            && places.company.is_some_and(|company| levels.of(company) > 0)
            && levels.of(place) == 1
            && ![places.phone, places.email, places.street].into_iter().any(is_equal)
            && !places.same_identity(levels)
            && !self.labels_are_near(domain, left, right)
    }

    fn labels_are_near(&self, domain: usize, left: u32, right: u32) -> bool {
        let field = &self.fields.all[domain];
        let labels = |record: u32| {
            let domains = field.text(field.of[record as usize]).split(LIST);
            domains.map(|domain| domain.split('.').next().unwrap_or_default())
        };
        labels(left).any(|a| labels(right).any(|b| a.starts_with(b) || b.starts_with(a)))
    }
}
