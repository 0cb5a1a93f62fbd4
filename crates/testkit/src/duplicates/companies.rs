//! Names of firms and nothing else, in the spellings of several people.

use super::{
    Known,
    damage::slip,
    names::{FORMS, firm, plain},
};
use crate::random::Seeded;

/// `firms` of which four out of ten are written in two to four ways.
#[must_use]
pub fn companies(firms: usize, seed: u64) -> Known {
    let mut random = Seeded::new(seed);
    let mut known = Known::new(&["Company"]);
    let mut names = std::collections::BTreeSet::new();
    while names.len() < firms {
        names.insert(firm(&mut random).0);
    }
    for (about, name) in names.iter().enumerate() {
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
        2 => spelled = format!("{form} {spelled}").trim().to_owned(),
        3 => spelled = format!("{spelled} {}", random.pick(FORMS)).trim().to_owned(),
        4 => spelled = spelled.replace(' ', "-"),
        _ => spelled = format!("{spelled}, {form}").trim_matches([',', ' ']).to_owned(),
    }
    spelled
}
