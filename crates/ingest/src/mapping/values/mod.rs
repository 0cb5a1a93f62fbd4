//! What the values of a column look like.

mod detect;
mod words;

pub use detect::{
    is_boolean, is_date_like, is_email_like, is_linkedin_company, is_linkedin_person, is_long_text, is_phone_like,
    is_postcode_like, is_siren, is_siret, is_url_like, is_vat_like,
};
pub use words::{has_job_word, has_legal_form, is_city, is_common_first_name, is_first_name, is_salutation};

use words::Folded;

use crate::normal::{country::Country, outcome};

/// A look that a value may have. A value may have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// A French mobile number, or one written with `+33 6` or `+33 7`.
    FrenchMobile,
    /// The LinkedIn page of a person.
    LinkedinPerson,
    /// The LinkedIn page of an organisation.
    LinkedinCompany,
    /// Any web address or domain.
    Url,
    /// A postcode.
    Postcode,
    /// The name or code of a country.
    Country,
    /// A large city.
    City,
    /// A way to address a person.
    Salutation,
    /// A first name.
    FirstName,
    /// Two to four names, one of them a first name.
    PersonName,
    /// One word of letters.
    OneWord,
    /// Words of letters that start with capitals.
    Capitalised,
    /// A job title.
    JobTitle,
    /// The name of a firm with its legal form.
    LegalForm,
    /// A day or a point in time.
    Date,
    /// Yes or no.
    Boolean,
    /// Digits only.
    Integer,
    /// A number, a range or an amount.
    Number,
    /// The number of a French firm.
    Siren,
    /// The number of a French establishment.
    Siret,
    /// The European tax number of a firm.
    Vat,
    /// What came of a prospect.
    Outcome,
    /// More than a line of a form.
    LongText,
}

const KINDS: usize = Kind::LongText as usize + 1;

/// How many values of each kind a column has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Profile {
    values: u32,
    kinds: [u32; KINDS],
}

impl Profile {
    /// The values that were looked at; stand-ins for nothing (`-`, `n/a`) are not counted.
    #[must_use]
    pub const fn count(&self) -> u32 {
        self.values
    }

    /// The share of values that look like this, 0 to 1; 0 without values.
    #[must_use]
    pub fn share(&self, kind: Kind) -> f64 {
        if self.values == 0 {
            return 0.0;
        }
        f64::from(self.kinds[kind as usize]) / f64::from(self.values)
    }

    fn add(&mut self, kind: Kind) {
        self.kinds[kind as usize] += 1;
    }

    fn add_if(&mut self, is: bool, kind: Kind) {
        if is {
            self.add(kind);
        }
    }
}

/// At most so many values of a column are looked at, spread over what is given.
const LOOKED_AT: usize = 40;
/// Longer values are text; nothing else is that long.
const LONGEST: usize = 300;

/// Counts what the values of a column look like.
#[must_use]
pub fn describe_values(samples: &[String]) -> Profile {
    let mut profile = Profile::default();
    let mut folded = Folded::default();
    let step = samples.len().div_ceil(LOOKED_AT).max(1);
    for value in samples.iter().step_by(step) {
        describe(bare(value), &mut profile, &mut folded);
    }
    profile
}

/// A value without spaces around it and without the apostrophe that spreadsheets put first.
fn bare(value: &str) -> &str {
    let value = value.trim();
    value.strip_prefix('\'').unwrap_or(value).trim_start()
}

/// What people and programs write for nothing.
const NOTHING: &[&str] = &[
    "", "-", "--", ".", "/", "?", "n/a", "na", "n.a.", "nc", "n.c.", "nd", "nan", "null", "none", "nil", "#n/a",
    "(null)", "inconnu", "unknown", "vide", "x", "0", "[]", "{}",
];

fn is_nothing(value: &str) -> bool {
    value.len() <= 7 && NOTHING.iter().any(|nothing| nothing.eq_ignore_ascii_case(value))
}

fn describe(value: &str, profile: &mut Profile, folded: &mut Folded) {
    if is_nothing(value) {
        return;
    }
    profile.values += 1;
    if value.len() > LONGEST || is_long_text(value) {
        profile.add(Kind::LongText);
        return;
    }
    if value.contains('@') && is_email_like(value) {
        profile.add(Kind::Email);
        return;
    }
    if is_url_like(value) {
        profile.add(Kind::Url);
        profile.add_if(is_linkedin_person(value), Kind::LinkedinPerson);
        profile.add_if(is_linkedin_company(value), Kind::LinkedinCompany);
        return;
    }
    if value.bytes().any(|b| b.is_ascii_digit()) {
        describe_numbers(value, profile);
    }
    if value.chars().any(char::is_alphabetic) {
        describe_words(value, profile, folded);
    }
    profile.add_if(is_boolean(value), Kind::Boolean);
}

fn describe_numbers(value: &str, profile: &mut Profile) {
    profile.add_if(value.bytes().all(|b| b.is_ascii_digit()), Kind::Integer);
    profile.add_if(detect::is_number_like(value), Kind::Number);
    profile.add_if(is_postcode_like(value), Kind::Postcode);
    profile.add_if(is_siren(value), Kind::Siren);
    profile.add_if(is_siret(value), Kind::Siret);
    profile.add_if(is_vat_like(value), Kind::Vat);
    if is_date_like(value) {
        profile.add(Kind::Date);
    } else if is_phone_like(value) {
        profile.add(Kind::Phone);
        profile.add_if(detect::is_french_mobile(value), Kind::FrenchMobile);
    }
}

fn describe_words(value: &str, profile: &mut Profile, folded: &mut Folded) {
    let words = folded.read(value);
    let count = words.count();
    profile.add_if(words.is_salutation(), Kind::Salutation);
    let first_name = words.has_first_name();
    profile.add_if(first_name && !value.contains(char::is_whitespace), Kind::FirstName);
    let job = words.has_job_word();
    let letters = !value.bytes().any(|b| b.is_ascii_digit());
    profile.add_if((2..=4).contains(&count) && first_name && letters, Kind::PersonName);
    profile.add_if(count == 1 && letters, Kind::OneWord);
    profile.add_if(letters && detect::is_capitalised(value), Kind::Capitalised);
    profile.add_if(words.is_city(), Kind::City);
    profile.add_if(job, Kind::JobTitle);
    profile.add_if(letters && count <= 5 && Country::from_name(value).is_some(), Kind::Country);
    profile.add_if(count >= 2 && !job && has_legal_form(value), Kind::LegalForm);
    profile.add_if(matches!(outcome::read(value, &mut String::new()), Ok(Some(_))), Kind::Outcome);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(values: &[&str]) -> Profile {
        describe_values(&values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn shares_count_what_is_there() {
        let phones = profile(&["06 12 34 56 78", "n/a", "-", "+49 30 000001", "Standard"]);
        assert_eq!(phones.count(), 3);
        assert!((phones.share(Kind::Phone) - 2.0 / 3.0).abs() < 1e-9);
        assert!((phones.share(Kind::FrenchMobile) - 1.0 / 3.0).abs() < 1e-9);
        assert!(profile(&[]).share(Kind::Email) == 0.0);
    }

    #[test]
    fn many_values_are_sampled_evenly() {
        let half: Vec<String> = (0..1000).map(|i| if i < 500 { "a@b.fr" } else { "Lyon" }.to_owned()).collect();
        let profile = describe_values(&half);
        assert!(profile.count() as usize <= LOOKED_AT);
        assert!((profile.share(Kind::Email) - 0.5).abs() < 0.05);
    }

    #[test]
    fn a_value_of_any_size_is_looked_at_quickly() {
        assert!(profile(&["9".repeat(50_000_000).as_str()]).share(Kind::LongText) == 1.0);
    }
}
