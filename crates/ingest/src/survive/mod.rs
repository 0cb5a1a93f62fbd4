//! What stays when several records prove to be one: which record goes on, and which value of each field.
//!
//! The rules of a field do not depend on the order of the records: its best value is the largest in a total
//! order (what a person wrote before what a file brought, then the newer, the longer, and the later in the
//! alphabet). Names and addresses stay together, so that no person is made of two. Addresses and numbers
//! that differ all stay, each in a field of its kind that is free; notes are joined; of two answers to the
//! question whether mail may be sent, the stricter one stays.

mod group;
mod less;

use std::collections::{BTreeMap, BTreeSet};

use sales_core::{fields::Entity, time::UtcMillis};

use crate::normal::text;
use group::Spread;

pub use less::says_less;

/// How much a source of a value is trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trust {
    /// Written by a program on its own.
    Derived,
    /// Brought by a file.
    Imported,
    /// Written by a person.
    Entered,
}

/// A value and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observed {
    /// The value, as found.
    pub value: String,
    /// How much its source is trusted.
    pub trust: Trust,
    /// When it was written.
    pub at: UtcMillis,
    /// The field that it was written to, where an earlier merge moved it to another one.
    pub home: Option<String>,
}

/// One of the records that are the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// When the record was made.
    pub created_at: UtcMillis,
    /// What breaks ties between records made at the same time.
    pub id: [u8; 16],
    /// Its values by field id.
    pub values: BTreeMap<String, Observed>,
}

impl Side {
    /// Takes every value for one that a person entered.
    pub fn trust_as_entered(&mut self) {
        for observed in self.values.values_mut() {
            observed.trust = Trust::Entered;
        }
    }
}

/// What the record that goes on has in the end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Survived {
    /// The place of the record that goes on among the sides: the oldest.
    pub survivor: usize,
    /// Field id → value, and the side that it comes from; joined notes come from all.
    pub values: BTreeMap<String, (String, usize)>,
    /// Addresses and numbers that no field was free for: field id, value and side.
    pub left_over: Vec<(String, String, usize)>,
}

/// Fields that belong together: the best side gives all of them, the others only what it lacks.
const UNITS: [&[&str]; 3] = [
    &["salutation", "first_name", "middle_name", "last_name", "suffix", "full_name", "display_name"],
    &["street", "city", "region", "postcode", "country"],
    &["company_address", "company_city", "company_region", "company_postcode", "company_country"],
];

/// Values that mean that somebody has not objected, or has not agreed.
const NO: [&str; 14] = [
    "0",
    "no",
    "non",
    "nein",
    "false",
    "faux",
    "n",
    "f",
    "refuse",
    "refused",
    "withdrawn",
    "retire",
    "desinscrit",
    "unsubscribed",
];

/// Fields whose stricter value stays, whatever is chosen.
const STRICT: [&str; 2] = ["email_opt_out", "consent"];

/// What stays of records of one kind that are the same, whatever their order. `choices` are values that a
/// person chose: field id and the place of the side. An address or number that gives way to a chosen one goes
/// on in another field.
///
/// # Panics
/// When there is no side.
#[must_use]
pub fn survive(entity: Entity, sides: &[Side], choices: &BTreeMap<String, usize>) -> Survived {
    assert!(!sides.is_empty(), "something must survive");
    let oldest = (0..sides.len()).min_by_key(|&place| (sides[place].created_at, sides[place].id));
    let mut survived = Survived { survivor: oldest.unwrap_or_default(), ..Survived::default() };
    let fields: BTreeSet<&str> = sides.iter().flat_map(|side| side.values.keys().map(String::as_str)).collect();
    for unit in UNITS {
        keep_together(unit, sides, &mut survived);
    }
    let spreads = Spread::of(entity);
    for spread in &spreads {
        spread.keep_all(sides, choices, &mut survived);
    }
    for field in fields {
        let done = survived.values.contains_key(field) || spreads.iter().any(|spread| spread.has(field));
        if !done && let Some(kept) = best(field, sides) {
            survived.values.insert(field.to_owned(), kept);
        }
    }
    let free = |field: &str| !spreads.iter().any(|spread| spread.has(field)) && !STRICT.contains(&field);
    for (field, &place) in choices.iter().filter(|(field, _)| free(field)) {
        if let Some(chosen) = sides.get(place).and_then(|side| side.values.get(field)) {
            survived.values.insert(field.clone(), (chosen.value.clone(), place));
        }
    }
    survived
}

/// Whether a value of `email_opt_out` says that somebody wants no mail.
#[must_use]
pub fn is_opted_out(value: &str) -> bool {
    let mut folded = String::new();
    text::fold(value, &mut folded);
    !folded.is_empty() && !NO.contains(&folded.as_str())
}

fn candidates<'s>(field: &'s str, sides: &'s [Side]) -> impl Iterator<Item = (usize, &'s Observed)> {
    sides.iter().enumerate().filter_map(move |(place, side)| Some((place, side.values.get(field)?)))
}

fn best(field: &str, sides: &[Side]) -> Option<(String, usize)> {
    match field {
        "notes" => joined(field, sides),
        "email_opt_out" => strictest(field, sides, is_opted_out),
        "consent" => strictest(field, sides, |value| !is_opted_out(value)),
        _ => largest(candidates(field, sides)),
    }
}

fn largest<'s>(candidates: impl Iterator<Item = (usize, &'s Observed)>) -> Option<(String, usize)> {
    let best = candidates.max_by(|(one, a), (other, b)| order(a).cmp(&order(b)).then(other.cmp(one)))?;
    Some((best.1.value.clone(), best.0))
}

/// Larger is better.
fn order(observed: &Observed) -> (Trust, UtcMillis, usize, String, &str) {
    let mut folded = String::new();
    text::fold(&observed.value, &mut folded);
    (observed.trust, observed.at, folded.chars().count(), folded, &observed.value)
}

fn strictest(field: &str, sides: &[Side], is_strict: impl Fn(&str) -> bool) -> Option<(String, usize)> {
    let strict = candidates(field, sides).filter(|(_, observed)| is_strict(&observed.value));
    largest(strict).or_else(|| largest(candidates(field, sides)))
}

/// Notes that differ, oldest record first.
fn joined(field: &str, sides: &[Side]) -> Option<(String, usize)> {
    let mut found: Vec<(usize, &Observed)> = candidates(field, sides).collect();
    found.sort_by_key(|&(place, _)| (sides[place].created_at, sides[place].id));
    let mut texts: Vec<&str> = Vec::new();
    for (_, observed) in &found {
        let value = observed.value.as_str();
        if !texts.iter().any(|text| text.contains(value.trim())) {
            texts.retain(|text| !value.contains(text.trim()));
            texts.push(value);
        }
    }
    Some((texts.join("\n\n"), found.first()?.0))
}

fn keep_together(unit: &[&str], sides: &[Side], survived: &mut Survived) {
    let places = (0..sides.len()).filter(|&place| unit.iter().any(|field| sides[place].values.contains_key(*field)));
    let mut places: Vec<usize> = places.collect();
    places.sort_by(|&a, &b| worth(unit, &sides[b]).cmp(&worth(unit, &sides[a])));
    for field in unit {
        let first = places.iter().find_map(|&place| Some((sides[place].values.get(*field)?.value.clone(), place)));
        if let Some(kept) = first {
            survived.values.insert((*field).to_owned(), kept);
        }
    }
}

/// How much the values of a unit are worth as a whole; larger is better.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Worth<'s> {
    trust: Option<Trust>,
    values: usize,
    letters: usize,
    at: Option<UtcMillis>,
    texts: Vec<&'s str>,
    id: [u8; 16],
}

fn worth<'s>(unit: &[&str], side: &'s Side) -> Worth<'s> {
    let values: Vec<&Observed> = unit.iter().filter_map(|field| side.values.get(*field)).collect();
    Worth {
        trust: values.iter().map(|observed| observed.trust).max(),
        values: values.len(),
        letters: values.iter().map(|observed| observed.value.chars().filter(|c| c.is_alphanumeric()).count()).sum(),
        at: values.iter().map(|observed| observed.at).max(),
        texts: values.iter().map(|observed| observed.value.as_str()).collect(),
        id: side.id,
    }
}

#[cfg(test)]
mod tests;
