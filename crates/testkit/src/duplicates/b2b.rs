//! Contacts of firms, with what makes them hard to tell apart and together.

use std::collections::BTreeMap;

use super::{
    Known,
    damage::slip,
    names::{CITIES, FORMS, firm, first_name, plain, surname},
};
use crate::random::Seeded;

const HEADERS: [&str; 10] =
    ["First Name", "Last Name", "Email", "Phone", "Mobile", "Company", "Job Title", "City", "Postal Code", "Country"];
const TITLES: &[&str] = &[
    "CEO",
    "Directeur commercial",
    "VP Sales",
    "Head of Marketing",
    "Responsable achats",
    "Ingénieur d'affaires",
    "Sales Manager",
    "DSI",
    "CFO",
    "Software Engineer",
    "Office Manager",
    "Consultant",
    "Chargée de communication",
];
const FIRST: usize = 0;
const LAST: usize = 1;
const EMAIL: usize = 2;
const PHONE: usize = 3;
const MOBILE: usize = 4;
const COMPANY: usize = 5;
const TITLE: usize = 6;
const CITY: usize = 7;

/// The holders of all addresses: nobody else gets one that somebody has.
#[derive(Default)]
struct Addresses(BTreeMap<String, usize>);

impl Addresses {
    /// The address itself, or the same with a number when it is another person's.
    fn own(&mut self, address: String, holder: usize) -> String {
        let (local, domain) = address.split_once('@').unwrap_or((&address, ""));
        let numbered = (2..).map(|number| format!("{local}{number}@{domain}"));
        for address in std::iter::once(address.clone()).chain(numbered) {
            if *self.0.entry(address.clone()).or_insert(holder) == holder {
                return address;
            }
        }
        address
    }
}

struct Firm {
    name: String,
    domain: String,
    place: [&'static str; 4],
    switchboard: String,
}

/// `persons` at a quarter as many firms, of whom 30 % come again one to three times with damaged
/// values, and one hard case for each 20 persons: namesakes in one firm, relatives with one phone
/// number, and colleagues behind one mailbox.
#[must_use]
pub fn b2b(persons: usize, seed: u64) -> Known {
    let mut random = Seeded::new(seed);
    let mut known = Known::new(&HEADERS);
    let firms: Vec<Firm> = (0..persons / 4 + 1).map(|_| make_firm(&mut random)).collect();
    let mut addresses = Addresses::default();
    for about in 0..persons {
        let mut row = person(random.pick(&firms), &mut random);
        own_address(&mut row, about, &mut addresses);
        if random.chance(30) {
            for _ in 0..=random.below(3) {
                let mut copy = copy(&row, &mut random);
                own_address(&mut copy, about, &mut addresses);
                known.push(copy, about as u32);
            }
        }
        known.push(row, about as u32);
    }
    let plain_rows = known.rows.len();
    for case in 0..persons / 20 {
        let first = random.below(plain_rows);
        let row = stranger(&known.rows[first], case, &mut random);
        if let Some(mut row) = row {
            if case % 3 < 2 {
                own_address(&mut row, persons + case, &mut addresses);
            }
            known.strangers.push([first, known.rows.len()]);
            known.push(row, (persons + case) as u32);
        }
    }
    known
}

fn own_address(row: &mut [String], holder: usize, addresses: &mut Addresses) {
    if !row[EMAIL].is_empty() {
        row[EMAIL] = addresses.own(std::mem::take(&mut row[EMAIL]), holder);
    }
}

fn make_firm(random: &mut Seeded) -> Firm {
    let (name, domain) = firm(random);
    let name = format!("{name} {}", random.pick(FORMS)).trim().to_owned();
    let place = *random.pick(CITIES);
    Firm { name, domain, place, switchboard: number(place[3], random) }
}

fn number(start: &str, random: &mut Seeded) -> String {
    let digits = 11 - start.chars().filter(char::is_ascii_digit).count();
    let rest: String = (0..digits).map(|_| char::from(b'0' + random.below(10) as u8)).collect();
    format!("{start}{rest}")
}

fn person(firm: &Firm, random: &mut Seeded) -> Vec<String> {
    let (first, _) = first_name(random);
    let last = surname(random);
    let mut row = vec![String::new(); HEADERS.len()];
    row[EMAIL] = if random.chance(90) { address(first, &last, &firm.domain, random) } else { String::new() };
    row[PHONE] = match random.below(10) {
        0..4 => firm.switchboard.clone(),
        4..7 => number(firm.place[3], random),
        _ => String::new(),
    };
    row[MOBILE] = if random.chance(40) { number("+33 6 1", random) } else { String::new() };
    (row[FIRST], row[LAST]) = (first.to_owned(), last);
    row[COMPANY].clone_from(&firm.name);
    row[TITLE] = (*random.pick(TITLES)).to_owned();
    for place in 0..3 {
        row[CITY + place] = firm.place[place].to_owned();
    }
    row
}

fn address(first: &str, last: &str, domain: &str, random: &mut Seeded) -> String {
    let word = |text: &str| plain(text).chars().filter(|c| c.is_ascii_alphanumeric()).collect::<String>();
    let (first, last) = (word(first), word(last));
    let initial: String = first.chars().take(1).collect();
    match random.below(4) {
        0 => format!("{initial}{last}@{domain}"),
        1 => format!("{first}@{domain}"),
        _ => format!("{first}.{last}@{domain}"),
    }
}

/// The same person from another source.
fn copy(row: &[String], random: &mut Seeded) -> Vec<String> {
    let mut copy = row.to_vec();
    let domain = row[EMAIL].split('@').nth(1).unwrap_or_default().to_owned();
    if random.chance(20) && !row[EMAIL].is_empty() {
        let other = if random.chance(50) { "gmail.com" } else { domain.as_str() };
        copy[EMAIL] = address(&row[FIRST], &row[LAST], other, random);
    }
    if random.chance(15) {
        let place = *random.pick(&[FIRST, LAST, COMPANY]);
        copy[place] = slip(&copy[place], random);
    }
    if random.chance(15)
        && let Some((_, short)) =
            super::names::FIRST.iter().find(|(name, short)| *name == row[FIRST] && !short.is_empty())
    {
        copy[FIRST] = (*short).to_owned();
    }
    if random.chance(30) {
        for place in [FIRST, LAST, COMPANY, CITY] {
            copy[place] = plain(&copy[place]);
        }
    }
    if random.chance(5) {
        copy.swap(FIRST, LAST);
    }
    if random.chance(50) {
        for place in [PHONE, MOBILE] {
            copy[place] = copy[place].replace("+33 ", "0033").replace(' ', "");
        }
    }
    if random.chance(20) {
        let words: Vec<&str> = row[COMPANY].split(' ').collect();
        copy[COMPANY] = match random.below(3) {
            0 => row[COMPANY].to_uppercase(),
            1 if words.len() > 1 => words[..words.len() - 1].join(" "),
            _ => format!("{} France", row[COMPANY]),
        };
    }
    if random.chance(25) {
        let place = *random.pick(&[FIRST, EMAIL, PHONE, MOBILE, COMPANY, TITLE, CITY]);
        copy[place].clear();
    }
    copy
}

/// Somebody else who looks like the person of a row; none when the row lacks what would make them alike.
fn stranger(row: &[String], case: usize, random: &mut Seeded) -> Option<Vec<String>> {
    let mut other = row.to_vec();
    let domain = row[EMAIL].split('@').nth(1).filter(|domain| *domain != "gmail.com")?.to_owned();
    if row[FIRST].is_empty() || row[LAST].is_empty() || row[COMPANY].is_empty() {
        return None;
    }
    let loop_first = |random: &mut Seeded| loop {
        let (first, short) = first_name(random);
        let start = |name: &str| plain(name).replace('k', "c").chars().next();
        let begins_alike = [FIRST, LAST].iter().any(|&place| start(&row[place]) == start(first));
        if !begins_alike && plain(short) != plain(&row[FIRST]) {
            return first;
        }
    };
    match case % 3 {
        0 => {
            let title = TITLES.iter().find(|title| **title != row[TITLE])?;
            other[EMAIL] = format!(
                "{}.{}{}@{domain}",
                plain(&row[FIRST]).replace(['-', ' '], ""),
                plain(&row[LAST]).replace(['-', ' '], ""),
                2 + random.below(8)
            );
            other[MOBILE] = number("+33 6 7", random);
            other[PHONE].clear();
            other[TITLE] = (*title).to_owned();
        }
        1 => {
            other[FIRST] = loop_first(random).to_owned();
            other[PHONE] = if row[PHONE].is_empty() { row[MOBILE].clone() } else { row[PHONE].clone() };
            other[MOBILE].clear();
            other[EMAIL] = address(&other[FIRST], &row[LAST], "free.fr", random);
            other[COMPANY].clear();
        }
        _ => {
            other[FIRST] = loop_first(random).to_owned();
            other[LAST] = surname(random);
            other[EMAIL] = format!("{}@{domain}", random.pick(&["info", "contact", "sales"]));
            other[MOBILE].clear();
        }
    }
    Some(other)
}
