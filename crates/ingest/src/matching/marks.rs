//! What a record has beside its keys that tells it from others of the same name.

use super::keys::{KeyHash, KeyKind, KeySeed};
use crate::{
    dedupe::forms,
    normal::{country::Country, generation::Generation, text},
};

/// What tells people of one name apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PersonMarks {
    /// Year, month and day of birth; month and day are 0 where only the year is known, all where nothing is.
    birthday: [u16; 3],
    /// A hash of the number that the list knows the person by; 0 for none.
    number: u32,
    /// Which of several generations with one name.
    generation: Option<Generation>,
}

impl PersonMarks {
    /// The marks of a day of birth, a number, and the texts that may end with a generation, as they are written; what
    /// cannot be read is no mark.
    #[must_use]
    pub fn of(seed: &KeySeed, birthday: &str, number: &str, names: &[&str], buffer: &mut String) -> Self {
        let generation = names.iter().filter(|name| !name.is_empty()).find_map(|name| {
            text::fold(name, buffer);
            Generation::of(buffer)
        });
        forms::code(number, buffer);
        Self { birthday: forms::day_or_year(birthday).unwrap_or_default(), number: mark(seed, buffer), generation }
    }

    /// These marks, and for what is not known those of another record.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self {
            birthday: if self.birthday[0] == 0 { other.birthday } else { self.birthday },
            number: if self.number == 0 { other.number } else { self.number },
            generation: match self.generation {
                None => other.generation,
                known => known,
            },
        }
    }

    /// Whether the marks say that two people share what the key was made of: a mailbox, where they were born on two
    /// days or are father and son; a phone number also where a list has given them two numbers.
    #[must_use]
    pub fn are_of_two(self, other: Self, by: KeyKind) -> bool {
        let are_two = || {
            let generations = self.generation.zip(other.generation);
            generations.is_some_and(|(own, other)| own != other) || are_two_days(self.birthday, other.birthday)
        };
        match by {
            KeyKind::Email => are_two(),
            KeyKind::Phone => are_two() || differ(self.number, other.number),
            _ => false,
        }
    }
}

/// Whether two days are no slips for each other: one part of a day may be another, month and day in the other order, and
/// a digit of the year.
fn are_two_days(a: [u16; 3], b: [u16; 3]) -> bool {
    if a[0] == 0 || b[0] == 0 {
        return false;
    }
    if are_two_years(a[0], b[0]) {
        return true;
    }
    let is_swapped = a[0] == b[0] && a[1] == b[2] && a[2] == b[1];
    a[1] != 0 && b[1] != 0 && !is_swapped && a.iter().zip(b).filter(|&(&a, b)| a != b).count() > 1
}

/// Whether two years differ in more than one digit, or in two that are swapped.
fn are_two_years(a: u16, b: u16) -> bool {
    let digits = |year: u16| [year / 1000, year / 100 % 10, year / 10 % 10, year % 10];
    let (mut a, mut b) = (digits(a), digits(b));
    let others = a.iter().zip(b).filter(|&(&a, b)| a != b).count();
    a.sort_unstable();
    b.sort_unstable();
    others > 1 && a != b
}

/// What tells companies of one name apart: hashes, 0 for what is not known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CompanyMarks {
    registry: u32,
    phone: u32,
    street: u32,
    city: u32,
    postcode: u32,
}

impl CompanyMarks {
    /// The fields that the marks are made of.
    pub const FIELDS: [&'static str; 8] = [
        "company_siren",
        "company_siret",
        "company_vat",
        "phone_company",
        "company_address",
        "company_city",
        "company_postcode",
        "company_country",
    ];

    /// The marks of the values of [`Self::FIELDS`], empty ones included. National phone numbers of a company whose
    /// country is not known are read as those of `home`.
    #[must_use]
    pub fn of(seed: &KeySeed, values: [&str; 8], home: Option<Country>, [buffer, out]: [&mut String; 2]) -> Self {
        let [siren, siret, vat, phone, street, city, postcode, country] = values;
        let mut marked = |write: &mut dyn FnMut(&mut String, &mut String)| {
            out.clear();
            write(buffer, out);
            mark(seed, out)
        };
        let registry = [("company_siren", siren), ("company_siret", siret), ("company_vat", vat)];
        let registry = registry.into_iter().find(|(_, cell)| !cell.is_empty());
        Self {
            registry: registry
                .map_or(0, |(field, cell)| marked(&mut |buffer, out| registered(field, cell, buffer, out))),
            phone: marked(&mut |buffer, out| forms::phones(phone, Country::from_name(country).or(home), buffer, out)),
            street: marked(&mut |buffer, out| forms::street(street, buffer, out)),
            city: marked(&mut |buffer, out| town(city, buffer, out)),
            postcode: marked(&mut |_, out| forms::code(postcode, out)),
        }
    }

    /// Whether they may tell companies apart that share a key of this kind.
    #[must_use]
    pub const fn may_tell(self, by: KeyKind) -> bool {
        matches!(by, KeyKind::Name) || self.registry != 0
    }

    /// These marks, and for what is not known those of another record.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let or = |own: u32, other: u32| if own == 0 { other } else { own };
        Self {
            registry: or(self.registry, other.registry),
            phone: or(self.phone, other.phone),
            street: or(self.street, other.street),
            city: or(self.city, other.city),
            postcode: or(self.postcode, other.postcode),
        }
    }

    /// Whether the marks say that two companies share what the key was made of. A name: two of phone number, street and
    /// town are others, and the phone number is not the same. Whatever the key: the registry knows two.
    #[must_use]
    pub fn are_of_two(self, other: Self, by: KeyKind) -> bool {
        if differ(self.registry, other.registry) {
            return true;
        }
        let are_same = |a: u32, b: u32| a != 0 && a == b;
        if by != KeyKind::Name || are_same(self.registry, other.registry) || are_same(self.phone, other.phone) {
            return false;
        }
        let is_other_town = if self.city == 0 || other.city == 0 {
            differ(self.postcode, other.postcode)
        } else {
            self.city != other.city && !are_same(self.postcode, other.postcode)
        };
        let others = [differ(self.phone, other.phone), differ(self.street, other.street), is_other_town];
        others.into_iter().filter(|&is_other| is_other).count() > 1
    }
}

const fn differ(a: u32, b: u32) -> bool {
    a != 0 && b != 0 && a != b
}

/// The hash of a form; 0 for an empty one.
fn mark(seed: &KeySeed, form: &str) -> u32 {
    if form.is_empty() { 0 } else { (KeyHash::of(seed, KeyKind::Row, form).0 as u32).max(1) }
}

/// Writes the number that a registry knows a company by: that of the company where it is one of an establishment, or a
/// French one of the value-added tax.
fn registered(field: &str, cell: &str, buffer: &mut String, out: &mut String) {
    forms::identity(field, cell, buffer, out);
    let is_french = field == "company_vat" && out.starts_with("fr") && out.len() == 13;
    if is_french {
        out.drain(..4);
    }
}

/// Writes the name of a town without the number of its post office or district.
fn town(cell: &str, buffer: &mut String, out: &mut String) {
    text::fold(cell, buffer);
    for word in buffer.split(' ').filter(|word| *word != "cedex" && !word.starts_with(|c: char| c.is_ascii_digit())) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(if word == "saint" { "st" } else { word });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEED: KeySeed = KeySeed::new([9; 16]);

    fn person(birthday: &str, number: &str) -> PersonMarks {
        PersonMarks::of(&SEED, birthday, number, &[], &mut String::new())
    }

    fn company(values: [&str; 8]) -> CompanyMarks {
        CompanyMarks::of(&SEED, values, Country::from_name("FR"), [&mut String::new(), &mut String::new()])
    }

    #[test]
    fn father_and_son_are_born_on_two_days() {
        for (a, b, are_two) in [
            ("1950-03-02", "1981-07-15", true),
            ("01/01/1950", "01/01/1981", true),
            ("1950", "1981-07-15", true),
            ("1981-07-15", "1981-07-15", false),
            ("1981-07-15", "1981-07-16", false),
            ("1981-07-05", "1981-05-07", false),
            ("1981-07-15", "1891-07-15", false),
            ("1981-07-15", "1981", false),
            ("1981-07-15", "1981-03-02", true),
            ("1981-07-15", "", false),
            ("soon", "1981-07-15", false),
        ] {
            let (a, b) = (person(a, ""), person(b, ""));
            assert_eq!([a.are_of_two(b, KeyKind::Email), b.are_of_two(a, KeyKind::Phone)], [are_two; 2], "{a:?} {b:?}");
            assert!(!a.are_of_two(b, KeyKind::LinkedIn));
        }
    }

    #[test]
    fn father_and_son_say_so() {
        let of = |names: &[&str]| PersonMarks::of(&SEED, "", "", names, &mut String::new());
        let (father, son) = (of(&["Sr.", "Smith"]), of(&["", "Smith Jr."]));
        assert!(father.are_of_two(son, KeyKind::Email) && father.are_of_two(son, KeyKind::Phone));
        assert!(!father.are_of_two(of(&["", "Smith"]), KeyKind::Phone) && !father.are_of_two(son, KeyKind::LinkedIn));
        assert_eq!(of(&["", "Smith"]), PersonMarks::default());
    }

    #[test]
    fn two_numbers_of_a_list_are_two_people_behind_a_phone_only() {
        let (a, b) = (person("", "C-1001"), person("", "c 2002"));
        assert!(a.are_of_two(b, KeyKind::Phone) && !a.are_of_two(b, KeyKind::Email));
        assert!(!a.are_of_two(person("", "c1001"), KeyKind::Phone) && !a.are_of_two(person("", ""), KeyKind::Phone));
    }

    #[test]
    fn a_name_is_of_two_companies_when_two_of_town_street_and_phone_are_others() {
        let metz = ["", "", "", "03 87 00 00 01", "3 rue Serpenoise", "Metz", "57000", ""];
        for (other, are_two) in [
            (["", "", "", "03 83 00 00 02", "8 rue Saint-Jean", "Nancy", "54000", ""], true),
            (["", "", "", "", "8 rue Saint-Jean", "Nancy", "", ""], true),
            (["", "", "", "03 83 00 00 02", "8 rue Haute", "METZ", "", ""], true),
            (["", "", "", "+33 3 87 00 00 01", "8 rue Saint-Jean", "Nancy", "54000", ""], false),
            (["", "", "", "03 83 00 00 02", "3, rue Serpenoise", "Metz Cedex 01", "57001", ""], false),
            (["", "", "", "", "", "Nancy", "54000", ""], false),
            ([""; 8], false),
        ] {
            assert_eq!(company(metz).are_of_two(company(other), KeyKind::Name), are_two, "{other:?}");
            assert!(!company(metz).are_of_two(company(other), KeyKind::Domain));
        }
    }

    #[test]
    fn a_registry_tells_companies_behind_one_website_apart() {
        let of = |siren, siret, vat| company([siren, siret, vat, "", "", "", "", ""]);
        let acme = of("552 100 554", "", "");
        assert!(acme.are_of_two(of("", "443 061 841 00047", ""), KeyKind::Domain));
        assert!(!acme.are_of_two(of("", "55210055400013", ""), KeyKind::Name));
        assert!(!acme.are_of_two(of("", "", "FR 64 552100554"), KeyKind::Name));
    }

    #[test]
    fn what_is_not_known_is_completed() {
        let town = company(["", "", "", "", "", "Metz", "", ""]);
        let both = company(["", "", "", "03 87 00 00 01", "", "Nancy", "", ""]);
        assert_eq!(town.or(both), company(["", "", "", "03 87 00 00 01", "", "Metz", "", ""]));
        assert_eq!(CompanyMarks::default().or(town), town);
        assert!(town.may_tell(KeyKind::Name) && !town.may_tell(KeyKind::Domain));
    }
}
