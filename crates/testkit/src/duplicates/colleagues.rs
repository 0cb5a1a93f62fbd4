//! Persons of whom a list has the names and the firm, and nothing that is one person's own.

use super::{
    Known,
    damage::slip,
    names::{firm, first_name, plain, surname},
};
use crate::random::Seeded;

const FIRST: usize = 0;

/// `persons` at a fifteenth as many firms: one in eight comes again, half of these as they are and half with a slip, and
/// one in fifty has a relative at the firm.
#[must_use]
pub fn colleagues(persons: usize, seed: u64) -> Known {
    let mut random = Seeded::new(seed);
    let mut known = Known::new(&["First Name", "Last Name", "Company"]);
    let firms: Vec<String> = (0..persons / 15 + 1).map(|_| firm(&mut random).0).collect();
    for about in 0..persons {
        let row = vec![first_name(&mut random).0.to_owned(), surname(&mut random), random.pick(&firms).clone()];
        if random.chance(12) {
            let mut again = row.clone();
            if random.chance(50) {
                let place = random.below(again.len());
                again[place] = slip(&again[place], &mut random);
            }
            known.push(again, about as u32);
        }
        if random.chance(2) {
            let mut relative = row.clone();
            relative[FIRST] = other_first_name(&row[FIRST], &mut random).to_owned();
            known.strangers.push([known.rows.len() + 1, known.rows.len()]);
            known.push(relative, (persons + about) as u32);
        }
        known.push(row, about as u32);
    }
    known
}

/// A first name that does not begin like another.
fn other_first_name(name: &str, random: &mut Seeded) -> &'static str {
    let start = |name: &str| plain(name).replace('k', "c").chars().next();
    loop {
        let (other, _) = first_name(random);
        if start(other) != start(name) {
            return other;
        }
    }
}
