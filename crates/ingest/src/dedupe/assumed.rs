//! How often values agree, assumed before anything is known of a list. A list that is large enough
//! teaches better values; these give small lists sensible ones.

use sales_core::fields::Entity;

use super::kind::{Kind, MOST_LEVELS};

/// A share per level, the level of missing values (always 0) first.
pub(super) type Shares = [f64; MOST_LEVELS];

const fn shares<const N: usize>(values: [f64; N]) -> Shares {
    let mut all = [0.0; MOST_LEVELS];
    let mut place = 0;
    while place < N {
        all[place + 1] = values[place];
        place += 1;
    }
    all
}

/// The shares of levels among pairs that are the same.
pub(super) const fn of_equals(kind: Kind) -> Shares {
    match kind {
        Kind::First => shares([0.05, 0.03, 0.05, 0.10, 0.05, 0.72]),
        Kind::Last => shares([0.05, 0.03, 0.03, 0.11, 0.78]),
        Kind::Email => shares([0.05, 0.25, 0.06, 0.06, 0.58]),
        Kind::Phone => shares([0.28, 0.07, 0.65]),
        Kind::Identity => shares([0.02, 0.98]),
        Kind::Domain => shares([0.15, 0.85]),
        Kind::Company => shares([0.03, 0.04, 0.07, 0.10, 0.15, 0.61]),
        Kind::Street => shares([0.15, 0.07, 0.10, 0.18, 0.50]),
        Kind::Place => shares([0.10, 0.05, 0.12, 0.18, 0.55]),
        Kind::Date => shares([0.06, 0.02, 0.04, 0.10, 0.78]),
        Kind::Number => shares([0.45, 0.08, 0.07, 0.40]),
        Kind::Code => shares([0.40, 0.04, 0.08, 0.48]),
        Kind::Category => shares([0.40, 0.06, 0.54]),
        Kind::Text => shares([0.40, 0.10, 0.08, 0.07, 0.35]),
    }
}

/// The shares of levels among pairs that have nothing to do with each other.
pub(super) const fn of_strangers(entity: Entity, kind: Kind) -> Shares {
    match kind {
        // Colleagues are no rarity in a list of persons.
        Kind::Company if matches!(entity, Entity::Prospect) => shares([0.982, 0.011, 0.004, 0.0015, 0.0002, 0.002]),
        Kind::First => shares([0.93, 0.04, 0.015, 0.005, 0.002, 0.008]),
        Kind::Last => shares([0.98, 0.015, 0.001, 0.002, 0.002]),
        // Of two addresses at one company, most are of two persons: told by the company already.
        Kind::Email => shares([0.80, 0.999, 0.0005, 0.0001, 0.0001]),
        Kind::Phone => shares([0.9989, 0.001, 0.0001]),
        Kind::Identity => shares([0.9999, 0.0001]),
        Kind::Domain => shares([0.9999, 0.0001]),
        Kind::Company => shares([0.982, 0.012, 0.004, 0.0015, 0.0002, 0.0003]),
        Kind::Street => shares([0.95, 0.04, 0.008, 0.001, 0.001]),
        Kind::Place => shares([0.90, 0.04, 0.03, 0.01, 0.02]),
        Kind::Date => shares([0.97, 0.025, 0.003, 0.001, 0.001]),
        Kind::Number => shares([0.85, 0.10, 0.03, 0.02]),
        Kind::Code => shares([0.98, 0.01, 0.005, 0.005]),
        Kind::Category => shares([0.80, 0.02, 0.18]),
        Kind::Text => shares([0.90, 0.06, 0.02, 0.01, 0.01]),
    }
}

/// The shares of levels among strangers who agree on a field of kind `on`; none where that changes
/// nothing.
pub(super) const fn given(entity: Entity, on: Kind, kind: Kind) -> Option<Shares> {
    let shares = match (entity, on, kind) {
        (_, Kind::Company | Kind::Domain, Kind::Phone) => shares([0.6, 0.1, 0.3]),
        (_, Kind::Company | Kind::Domain, Kind::Street) => shares([0.4, 0.05, 0.05, 0.1, 0.4]),
        (_, Kind::Company | Kind::Domain | Kind::Phone | Kind::Street, Kind::Place) => {
            shares([0.2, 0.05, 0.05, 0.1, 0.6])
        }
        (_, Kind::Phone, Kind::Street) => shares([0.3, 0.05, 0.1, 0.15, 0.4]),
        (Entity::Prospect, Kind::Company, Kind::Email) => shares([0.8, 0.18, 0.01, 0.005, 0.005]),
        // Sister firms share a domain, and hardly ever the name.
        (Entity::Company, Kind::Domain, Kind::Company) => shares([0.62, 0.18, 0.12, 0.067, 0.01, 0.003]),
        (Entity::Company, Kind::Phone | Kind::Street, Kind::Company) => shares([0.6, 0.15, 0.12, 0.08, 0.03, 0.02]),
        (Entity::Company, Kind::Street, Kind::Phone) => shares([0.8, 0.05, 0.15]),
        _ => return None,
    };
    Some(shares)
}

/// The part of records with one value that are the same, apart from those that are looked at.
pub(super) const fn repeated(entity: Entity, kind: Kind) -> f64 {
    match (entity, kind) {
        (Entity::Company, Kind::Company | Kind::Domain) | (_, Kind::Identity) => 0.9,
        (_, Kind::Email) => 0.8,
        (_, Kind::Phone) => 0.5,
        (_, Kind::Date | Kind::Code | Kind::Text | Kind::Street) => 0.2,
        _ => 0.0,
    }
}
