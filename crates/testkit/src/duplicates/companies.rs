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
    // Two firms that differ in what they do alone are one for most people: first words come once.
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    while names.len() < firms {
        let name = firm(&mut random).0;
        let (word, rest) = name.split_once(' ').unwrap_or((&name, ""));
        let word = if random.chance(10) { word.to_owned() } else { format!("{}{}", surname(&mut random), plain(word)) };
        let name = format!("{word} {rest}").trim().to_owned();
        names.entry(plain(&word)).or_insert(name);
    }
    written(names.values(), &mut random, Known::new(&["Company"]))
}

const STEMS: &[&str] = &[
    "Alt", "Borea", "Cobalt", "Delt", "Ever", "Fjord", "Gran", "Helio", "Itam", "Jura", "Kent", "Lumin", "Maris",
    "Nord", "Opal", "Pont",
];
const STEM_ENDS: &[&str] = &["", "is", "ia", "ex", "on", "tech", "or", "um"];
const TRADES: &[&str] =
    &["Textile", "Medical", "Logistique", "Agro", "Chimie", "Metal", "Conseil", "Immobilier", "Software"];

/// The same of firms whose names are near each other: one word of a firm is another's with a letter more.
#[must_use]
pub fn neighbours(seed: u64) -> Known {
    let mut random = Seeded::new(seed);
    let stems = STEMS.iter().flat_map(|stem| STEM_ENDS.iter().map(move |end| format!("{stem}{end}")));
    let names: Vec<String> = stems.flat_map(|word| TRADES.iter().map(move |trade| format!("{word} {trade}"))).collect();
    written(names.iter(), &mut random, Known::new(&["Company"]))
}

/// Each name, and four out of ten in two to four ways.
fn written<'n>(names: impl Iterator<Item = &'n String>, random: &mut Seeded, mut known: Known) -> Known {
    for (about, name) in names.enumerate() {
        let form = *random.pick(FORMS);
        known.push(vec![format!("{name} {form}").trim().to_owned()], about as u32);
        if random.chance(40) {
            for _ in 0..=random.below(3) {
                let spelled = spelling(name, form, random);
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
