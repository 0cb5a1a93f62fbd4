//! Persons of the past as registers have them: many records of each, most with errors.

use super::{
    Known,
    damage::{digit_slip, slip},
    names::{CITIES, first_name, plain, surname},
};
use crate::random::Seeded;

const HEADERS: [&str; 8] =
    ["unique_id", "full_name", "first_name", "surname", "dob", "birth_place", "postcode", "occupation"];
const OCCUPATIONS: &[&str] = &[
    "politician",
    "writer",
    "painter",
    "soldier",
    "lawyer",
    "clergyman",
    "engineer",
    "architect",
    "botanist",
    "actor",
    "merchant",
    "physician",
    "botanist",
    "composer",
];

/// `persons` with two to sixteen records each.
#[must_use]
pub fn historical(persons: usize, seed: u64) -> Known {
    let mut random = Seeded::new(seed);
    let mut known = Known::new(&HEADERS);
    let towns: Vec<String> = (0..persons / 20 + 20).map(|_| plain(&surname(&mut random)) + "bury").collect();
    for about in 0..persons {
        let (first, short) = first_name(&mut random);
        let (first, last) = (plain(first), plain(&surname(&mut random)));
        let middle = plain(first_name(&mut random).0);
        let born = format!("{}-{:02}-{:02}", 1_650 + random.below(250), 1 + random.below(12), 1 + random.below(28));
        let town = random.pick(&towns).clone();
        let district = random.below(towns.len() * 3);
        let letters = random.pick(CITIES)[0].chars().take(2).collect::<String>();
        let occupation = *random.pick(OCCUPATIONS);
        for _ in 0..2 + random.below(15) {
            let mut damaged = |value: &str, percent: u64| {
                if random.chance(8) {
                    String::new()
                } else if random.chance(percent) {
                    slip(value, &mut random)
                } else {
                    value.to_owned()
                }
            };
            let (mut given, family) = (damaged(&first, 22), damaged(&last, 25));
            let (town, occupation) = (damaged(&town, 10), damaged(occupation, 3));
            let has_middle = random.chance(40);
            if random.chance(12) && !short.is_empty() {
                given = plain(short);
            }
            let full = if has_middle { format!("{given} {middle} {family}") } else { format!("{given} {family}") };
            let born = match random.below(10) {
                0 => String::new(),
                1 | 2 => digit_slip(&born, &mut random),
                3 => format!("{}-01-01", &born[..4]),
                _ => born.clone(),
            };
            let streets = if random.chance(70) { 2 } else { 9 };
            let code = format!("{letters}{} {}ab", district % 30, random.below(streets));
            let row = vec![
                format!("Q{}", known.rows.len()),
                full.trim().to_owned(),
                given,
                family,
                born,
                town,
                code.to_lowercase(),
                occupation,
            ];
            known.push(row, about as u32);
        }
    }
    known
}
