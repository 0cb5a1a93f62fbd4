//! Invented contacts, the same for the same seed.

use crate::{Csv, random::Seeded};

/// The columns of a contact.
pub const HEADERS: [&str; 15] = [
    "First Name",
    "Last Name",
    "Email",
    "Phone",
    "Mobile",
    "Company",
    "Job Title",
    "Industry",
    "Company Size",
    "Website",
    "LinkedIn URL",
    "City",
    "Postal Code",
    "Country",
    "Notes",
];

const FIRST: &[&str] = &["Zoé", "Jean", "Amélie", "Noah", "Łukasz", "Chloë", "Marie", "Tom", "José", "Anne-Laure"];
const LAST: &[&str] = &["Durand", "O'Brien", "Müller", "Nguyễn", "Martin", "de La Tour", "Smith", "Roy", "Çelik"];
const TITLES: &[&str] = &["CEO", "Responsable achats", "VP Sales", "Directrice financière", "Head of IT", ""];
const INDUSTRIES: &[&str] = &["Software", "Bâtiment", "Retail", "Santé", ""];
const SIZES: &[&str] = &["1-10", "11-50", "51-200", "201-500", ""];
/// City, postcode, country and the beginning of its phone numbers.
const PLACES: &[[&str; 4]] = &[
    ["Lyon", "69003", "France", "+33 4 78"],
    ["Paris", "01000", "France", "+33 1 42"],
    ["Montréal", "H2X 1Y4", "Canada", "+1 514 2"],
    ["New York, NY", "10001", "United States", "+1 212 5"],
    ["Madrid", "28001", "España", "+34 91 37"],
];
const NOTES: &[&str] = &["", "", "Ligne 1\nLigne 2", "Said \"call me\"", "=1+1", "a;b,c", "  spaces  ", "NULL", "1E5"];

/// Makes contacts one after the other.
#[derive(Debug)]
pub struct Contacts {
    random: Seeded,
    made: usize,
    /// Out of 100 contacts, how many are an earlier one again, with other values.
    again_percent: u64,
    earlier: Vec<[String; 15]>,
}

impl Contacts {
    /// The contacts of a seed, of which `again_percent` out of 100 are an earlier one again.
    #[must_use]
    pub const fn new(seed: u64, again_percent: u64) -> Self {
        Self { random: Seeded::new(seed), made: 0, again_percent, earlier: Vec::new() }
    }

    /// A file of the next `count` contacts.
    pub fn csv(&mut self, count: usize) -> Csv {
        let mut csv = Csv::new(&HEADERS);
        for _ in 0..count {
            let contact = self.next_contact();
            csv.push(&contact);
        }
        csv
    }

    /// The next contact, one value per column.
    pub fn next_contact(&mut self) -> [String; 15] {
        if !self.earlier.is_empty() && self.random.chance(self.again_percent) {
            return self.again();
        }
        let contact = self.fresh();
        // A sample is enough to come back to, however long the file gets.
        if self.earlier.len() < 1_000 {
            self.earlier.push(contact.clone());
        } else {
            let place = self.random.below(1_000);
            self.earlier[place].clone_from(&contact);
        }
        contact
    }

    fn again(&mut self) -> [String; 15] {
        let place = self.random.below(self.earlier.len());
        let mut contact = self.earlier[place].clone();
        contact[2] = contact[2].to_uppercase();
        contact[6] = (*self.random.pick(TITLES)).to_owned();
        if contact[4].is_empty() {
            contact[4] = self.phone("+33 6 35");
        }
        contact
    }

    fn fresh(&mut self) -> [String; 15] {
        let n = self.made;
        self.made += 1;
        let random = &mut self.random;
        let (first, last) = (*random.pick(FIRST), *random.pick(LAST));
        let firm = random.below(n / 4 + 3);
        let [city, postcode, country, dial] = *random.pick(PLACES);
        let title = *random.pick(TITLES);
        let (industry, size, note) = (*random.pick(INDUSTRIES), *random.pick(SIZES), *random.pick(NOTES));
        let email = if random.chance(92) { format!("person{n}@firm{firm}-example.com") } else { String::new() };
        let linkedin =
            if random.chance(40) { format!("https://www.linkedin.com/in/contact-{n}/") } else { String::new() };
        let website = if random.chance(70) { format!("https://www.firm{firm}-example.com/") } else { String::new() };
        let phone = if random.chance(60) { self.phone(dial) } else { String::new() };
        let mobile = if self.random.chance(30) { self.phone("+33 6 12") } else { String::new() };
        [
            first.to_owned(),
            format!("{last} {n}"),
            email,
            phone,
            mobile,
            format!("Firm {firm} SAS"),
            title.to_owned(),
            industry.to_owned(),
            size.to_owned(),
            website,
            linkedin,
            city.to_owned(),
            postcode.to_owned(),
            country.to_owned(),
            note.to_owned(),
        ]
    }

    fn phone(&mut self, dial: &str) -> String {
        let number = self.random.below(1_000_000);
        format!("{dial} {:02} {:02} {:02}", number / 10_000, number / 100 % 100, number % 100)
    }
}
