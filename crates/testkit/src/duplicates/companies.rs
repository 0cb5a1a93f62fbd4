//! Names of firms and nothing else, in the spellings of several people.

use std::collections::BTreeMap;

use super::{
    Known,
    damage::slip,
    names::{FORMS, firm, plain, surname},
};
use crate::random::Seeded;

/// `firms` of which four out of ten are written in two to four ways.
#[must_use]
pub fn companies(firms: usize, seed: u64) -> Known {
    let mut random = Seeded::new(seed);
    let mut known = Known::new(&["Company"]);
    // Two firms that differ in what they do alone are one for most people: first words come once.
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    while names.len() < firms {
        let name = firm(&mut random).0;
        let (word, rest) = name.split_once(' ').unwrap_or((&name, ""));
        let word = if random.chance(10) { word.to_owned() } else { format!("{}{}", surname(&mut random), plain(word)) };
        let name = format!("{word} {rest}").trim().to_owned();
        names.entry(plain(&word)).or_insert(name);
    }
    for (about, name) in names.values().enumerate() {
        let form = *random.pick(FORMS);
        known.push(vec![format!("{name} {form}").trim().to_owned()], about as u32);
        if random.chance(40) {
            for _ in 0..=random.below(3) {
                let spelled = spelling(name, form, &mut random);
                known.push(vec![spelled], about as u32);
            }
        }
    }
    known
}

fn spelling(name: &str, form: &str, random: &mut Seeded) -> String {
    let mut spelled = name.to_owned();
    if random.chance(30) {
        spelled = slip(&spelled, random);
    }
    if random.chance(10) {
        spelled = spelled.replacen(' ', "", 1);
    }
    match random.below(6) {
        0 => spelled = spelled.to_uppercase(),
        1 => spelled = plain(&spelled),
        2 if ["SA", "SAS", "SARL"].contains(&form) => spelled = format!("{form} {spelled}"),
        3 => spelled = format!("{spelled} {}", random.pick(FORMS)).trim().to_owned(),
        4 => spelled = spelled.replace(' ', "-"),
        _ => spelled = format!("{spelled}, {form}").trim_matches([',', ' ']).to_owned(),
    }
    spelled
}
