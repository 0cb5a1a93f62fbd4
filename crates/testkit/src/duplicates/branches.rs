//! Companies whose branches are records of their own: with the name and the website of the others, in another
//! place. Whether a branch is the company is not told by a list; people who keep one have decided it.

use super::{
    Known,
    damage::{digit_slip, slip},
    names::{CITIES, FORMS, firm, plain, surname},
};
use crate::random::Seeded;

const HEADERS: [&str; 7] = [
    "Company",
    "Company Website",
    "Company Phone",
    "Company Address",
    "Company City",
    "Company Postal Code",
    "Country",
];
const NAME: usize = 0;
const WEBSITE: usize = 1;
const PHONE: usize = 2;
const STREET: usize = 3;
const CITY: usize = 4;

/// `firms` of which `chains` percent have one or two branches; four out of ten records come again once or twice
/// with damaged values.
#[must_use]
pub fn branches(firms: usize, chains: u64, seed: u64) -> Known {
    let mut random = Seeded::new(seed);
    let mut known = Known::new(&HEADERS);
    let mut about = 0;
    for number in 0..firms {
        let (name, domain) = firm(&mut random);
        let name = format!("{} {name} {}", surname(&mut random), random.pick(FORMS)).trim().to_owned();
        let website = format!("https://www.{number}{domain}");
        let sites = if random.chance(chains) { 2 + random.below(2) } else { 1 };
        let first_city = random.below(CITIES.len());
        let mut first_rows = Vec::new();
        for site in 0..sites {
            let row = site_of(&name, &website, CITIES[(first_city + site) % CITIES.len()], &mut random);
            first_rows.push(known.rows.len());
            if random.chance(40) {
                for _ in 0..=random.below(2) {
                    known.push(copy(&row, &mut random), about);
                }
            }
            known.push(row, about);
            about += 1;
        }
        known.strangers.extend(first_rows.windows(2).map(|two| [two[0], two[1]]));
    }
    known
}

fn site_of(name: &str, website: &str, place: [&str; 4], random: &mut Seeded) -> Vec<String> {
    let [city, postcode, country, calling] = place;
    let digits = 11 - calling.chars().filter(char::is_ascii_digit).count();
    let number: String = (0..digits).map(|_| char::from(b'0' + random.below(10) as u8)).collect();
    let street = format!("{} rue {}", 1 + random.below(120), surname(random));
    let phone = format!("{calling}{number}");
    [name, website, &phone, &street, city, postcode, country].map(str::to_owned).to_vec()
}

/// The same site from another source.
fn copy(row: &[String], random: &mut Seeded) -> Vec<String> {
    let mut copy = row.to_vec();
    if random.chance(25) {
        copy[NAME] = slip(&copy[NAME], random);
    }
    if random.chance(30) {
        copy[NAME] = copy[NAME].to_uppercase();
    }
    if random.chance(30) {
        copy[CITY] = plain(&copy[CITY]);
    }
    if random.chance(20) {
        copy[PHONE] = digit_slip(&copy[PHONE], random);
    }
    if random.chance(20) {
        copy[STREET] = slip(&copy[STREET], random);
    }
    if random.chance(40) {
        let place = *random.pick(&[WEBSITE, PHONE, STREET, PHONE]);
        copy[place].clear();
    }
    copy
}
