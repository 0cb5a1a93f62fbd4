//! Addresses and numbers: all of them stay, each once.

use std::collections::BTreeMap;

use sales_core::fields::{Entity, FIELDS, FieldKind};

use super::{Observed, Side, Survived, order};
use crate::normal::{country::Country, email, phone};

/// The fields of a kind of record that hold addresses, or numbers.
pub(super) struct Spread {
    kind: FieldKind,
    fields: Vec<&'static str>,
}

impl Spread {
    /// Addresses and numbers of this kind of record.
    pub fn of(entity: Entity) -> Vec<Self> {
        let fields = |kind| {
            let own = FIELDS.iter().filter(|def| def.entity == entity && def.kind == kind && def.id != "fax");
            Self { kind, fields: own.map(|def| def.id).collect() }
        };
        [FieldKind::Email, FieldKind::Phone].map(fields).into()
    }

    pub fn has(&self, field: &str) -> bool {
        self.fields.contains(&field)
    }

    /// Puts every value into its own field, those that were chosen first, or into one that is free. What an earlier
    /// merge moved stands for its field again, so that records merged one after the other, in any order, end as they
    /// would at once.
    pub fn keep_all(&self, sides: &[Side], choices: &BTreeMap<String, usize>, survived: &mut Survived) {
        let mut found: Vec<(&'static str, usize, &Observed)> = self
            .fields
            .iter()
            .flat_map(|&field| {
                let sides = sides.iter().enumerate();
                sides.filter_map(move |(place, side)| {
                    let observed = side.values.get(field)?;
                    let is_chosen = choices.get(field) == Some(&place);
                    Some((if is_chosen { field } else { self.home(field, observed, side) }, place, observed))
                })
            })
            .collect();
        found.sort_by(|a, b| order(b.2).cmp(&order(a.2)).then(a.0.cmp(b.0)).then(sides[a.1].id.cmp(&sides[b.1].id)));
        found.sort_by_key(|(field, place, _)| choices.get(*field) != Some(place));
        let mut kept: BTreeMap<String, usize> = BTreeMap::new();
        let mut waiting = Vec::new();
        for (field, place, observed) in found {
            let form = self.normal_form(&observed.value, &sides[place]);
            if kept.contains_key(&form) {
                continue;
            }
            kept.insert(form, place);
            if survived.values.contains_key(field) {
                waiting.push((field, place, observed));
            } else {
                survived.values.insert(field.to_owned(), (observed.value.clone(), place));
            }
        }
        for (field, place, observed) in waiting {
            match self.fields.iter().find(|free| !survived.values.contains_key(**free)) {
                Some(&free) => {
                    survived.values.insert(free.to_owned(), (observed.value.clone(), place));
                }
                None => survived.left_over.push((field.to_owned(), observed.value.clone(), place)),
            }
        }
    }

    /// The field that a value stands for: the one it was written to, as long as a better value keeps it out of
    /// there. A person who lets a lesser one stay in its place has moved it for good.
    fn home(&self, field: &'static str, observed: &Observed, side: &Side) -> &'static str {
        let written_to = observed.home.as_deref();
        let home = self.fields.iter().find(|&&home| written_to == Some(home)).copied().unwrap_or(field);
        let gives_way = side.values.get(home).is_some_and(|holder| order(holder) > order(observed));
        if gives_way { home } else { field }
    }

    fn normal_form(&self, value: &str, side: &Side) -> String {
        let mut buffer = String::new();
        let country = ["country", "company_country"].iter().find_map(|field| side.values.get(*field));
        let region = country.and_then(|country| Country::from_name(&country.value));
        let form = match self.kind {
            FieldKind::Email => email::normal(value, &mut buffer).ok().map(|form| form.key.to_owned()),
            _ => phone::normal(value, region, &mut buffer).ok().map(|form| form.e164.to_owned()),
        };
        form.unwrap_or_else(|| value.trim().to_owned())
    }
}
