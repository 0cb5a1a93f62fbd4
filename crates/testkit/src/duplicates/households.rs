//! Families: people of one surname at one address, with one number, some of them twins.

use super::{
    Known,
    damage::slip,
    names::{CITIES, first_name, surname},
};
use crate::random::Seeded;

const FIRST: usize = 0;
const LAST: usize = 1;
const STREET: usize = 2;

/// `households` of one to four people: one in five people comes again with a slip in a part of the name, the short form
/// of the first name or another spelling of the street, and one in thirty has a twin.
#[must_use]
pub fn households(households: usize, seed: u64) -> Known {
    let mut random = Seeded::new(seed);
    let mut known = Known::new(&["First Name", "Last Name", "Address", "Postal Code", "City", "Phone", "Birthday"]);
    let mut about = 0;
    for _ in 0..households {
        let last = surname(&mut random);
        let [city, postcode, _, calling] = *random.pick(CITIES);
        let street = format!("{} rue {}", 1 + random.below(150), surname(&mut random));
        let digits = 11 - calling.chars().filter(char::is_ascii_digit).count();
        let phone: String = (0..digits).map(|_| char::from(b'0' + random.below(10) as u8)).collect();
        let phone = format!("{calling}{phone}");
        let mut names: Vec<&str> = Vec::new();
        let mut birthday = day(&mut random);
        for _ in 0..1 + random.below(4) {
            let (first, short) = first_name(&mut random);
            if names.contains(&first) {
                continue;
            }
            names.push(first);
            let row = [first, &last, &street, postcode, city, &phone, &birthday].map(str::to_owned).to_vec();
            if random.chance(20) {
                known.push(again(&row, short, &mut random), about);
            }
            known.push(row, about);
            about += 1;
            // Twins have one birthday.
            if !random.chance(3) {
                birthday = day(&mut random);
            }
        }
    }
    known
}

fn day(random: &mut Seeded) -> String {
    format!("{}-{:02}-{:02}", 1940 + random.below(65), 1 + random.below(12), 1 + random.below(28))
}

fn again(row: &[String], short: &str, random: &mut Seeded) -> Vec<String> {
    let mut again = row.to_vec();
    match random.below(5) {
        0 => again[FIRST] = slip(&row[FIRST], random),
        1 => again[LAST] = slip(&row[LAST], random),
        2 if !short.is_empty() => short.clone_into(&mut again[FIRST]),
        3 => again[STREET] = row[STREET].replace("rue", "r."),
        _ => {}
    }
    again
}
