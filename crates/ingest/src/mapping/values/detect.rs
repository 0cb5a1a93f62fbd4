//! The shapes of single values. A detector tells what a value is meant as, not whether it is
//! right: `06 12` written short is no phone, a well-formed number that nobody has is one.

use crate::normal::{email, linkedin};

/// Whether a value is an e-mail address, or several of them.
#[must_use]
pub fn is_email_like(value: &str) -> bool {
    let mut buffer = String::new();
    let parts = value.split([';', ',', '|', '\n']).flat_map(crate::normal::values).map(str::trim);
    let mut parts = parts.filter(|part| !part.is_empty()).peekable();
    parts.peek().is_some() && parts.all(|part| part.contains('@') && email::normal(part, &mut buffer).is_ok())
}

/// The fewest and the most digits of a phone number, short numbers of services left aside.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 7..=17;

/// Whether a value is a phone number, perhaps with an extension, or the first of several.
#[must_use]
pub fn is_phone_like(value: &str) -> bool {
    let value = value.trim_start_matches(['\'', '=', '"']).trim();
    let first = crate::normal::values(value).next().unwrap_or(value);
    let first = first.split([';', '|', '\n']).next().unwrap_or(first);
    let first = first.split_once(" / ").map_or(first, |(first, _)| first);
    let number = without_extension(first);
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let allowed = |c: char| c.is_ascii_digit() || c.is_whitespace() || "+-./()_\u{2010}\u{2011}\u{2013}\"".contains(c);
    PHONE_DIGITS.contains(&digits) && number.chars().all(allowed) && !is_amount(number) && !begins_with_year(number)
}

/// Written as a day is, be there such a day or not: `1721-24-06`.
fn begins_with_year(number: &str) -> bool {
    let parts: Vec<&str> = number.split(['-', '/', '.']).collect();
    parts.len() == 3 && parts.iter().map(|part| part.len()).eq([4, 2, 2]) && parts[0].parse().is_ok_and(is_year)
}

/// A number with one separator before two last digits is an amount: `1234567.50`.
fn is_amount(number: &str) -> bool {
    let tail = number.len().checked_sub(3).and_then(|at| number.get(at..));
    let dots = number.bytes().filter(|b| !b.is_ascii_digit()).count();
    dots == 1 && tail.is_some_and(|tail| tail.starts_with('.'))
}

fn without_extension(value: &str) -> &str {
    let end = value.find(|c: char| c.is_alphabetic() || c == '#').unwrap_or(value.len());
    let (number, rest) = value.split_at(end);
    let rest = rest.to_ascii_lowercase();
    let marked = ["ext", "x", "poste", "#", "p."].iter().any(|mark| rest.starts_with(mark));
    if marked { number.trim_end() } else { value }
}

/// Whether a phone number is a French mobile number.
pub(super) fn is_french_mobile(value: &str) -> bool {
    let mut digits = value.bytes().filter(u8::is_ascii_digit).map(|b| b - b'0');
    let (first, second) = (digits.next(), digits.next());
    match (value.trim_start().starts_with('+'), first, second) {
        (true, Some(3), Some(3)) => digits.find(|digit| *digit != 0).is_some_and(|digit| matches!(digit, 6 | 7)),
        (false, Some(0), Some(6 | 7)) => digits.count() == 8,
        _ => false,
    }
}

/// Whether a value is a web address, or a domain alone.
#[must_use]
pub fn is_url_like(value: &str) -> bool {
    let value = value.trim();
    let lower = value.get(..8).unwrap_or(value).to_ascii_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") {
        return !value.contains(char::is_whitespace);
    }
    let host = value.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let Some((name, end)) = host.rsplit_once('.') else { return false };
    let plain_end = (2..=18).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_alphabetic());
    let in_host = |c: char| c.is_alphanumeric() || c == '-' || c == '.';
    // `S.A.` and `St.Gallen` have dots too.
    let looks_lower = host.starts_with("www.")
        || !end.starts_with(|c: char| c.is_ascii_uppercase())
        || host.len() > 6 && !host.contains(|c: char| c.is_ascii_lowercase());
    plain_end && looks_lower && name.len() > 1 && name.chars().all(in_host) && !value.contains(char::is_whitespace)
}

/// Whether a value is the LinkedIn page of a person, also one of Sales Navigator.
#[must_use]
pub fn is_linkedin_person(value: &str) -> bool {
    let navigator = ["linkedin.com/sales/lead/", "linkedin.com/sales/people/", "linkedin.com/talent/profile/"];
    on_linkedin(value)
        && (linkedin::person_id(value, &mut String::new()).is_some()
            || navigator.iter().any(|path| value.contains(path)))
}

/// Whether a value is the LinkedIn page of an organisation.
#[must_use]
pub fn is_linkedin_company(value: &str) -> bool {
    on_linkedin(value)
        && (linkedin::company_id(value, &mut String::new()).is_some() || value.contains("linkedin.com/sales/company/"))
}

fn on_linkedin(value: &str) -> bool {
    value.as_bytes().windows(9).any(|part| part.eq_ignore_ascii_case(b"linkedin."))
}

/// Whether a value is a postcode of some country: short, with digits, the letters in capitals.
#[must_use]
pub fn is_postcode_like(value: &str) -> bool {
    let value = value.trim();
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let allowed = |b: u8| b.is_ascii_digit() || b.is_ascii_uppercase() || b == b' ' || b == b'-';
    let letters = value.bytes().filter(u8::is_ascii_uppercase).count();
    let gaps = value.bytes().filter(|b| !b.is_ascii_alphanumeric()).count();
    (4..=10).contains(&value.len())
        && gaps <= 1
        && value.bytes().all(allowed)
        && match letters {
            0 => (4..=9).contains(&digits) && digits != 8,
            1..=5 => digits >= 2,
            _ => false,
        }
}

/// Whether a value is a day or a point in time, in figures or with the name of the month.
#[must_use]
pub fn is_date_like(value: &str) -> bool {
    let value = value.trim();
    if !(6..=40).contains(&value.len()) {
        return false;
    }
    let day = value.split(['T', ' ']).next().unwrap_or(value);
    numeric_day(day) || (has_month_name(value) && value.bytes().filter(u8::is_ascii_digit).count() >= 3)
}

/// `2024-03-12`, `12/03/2024`, `12.3.24`.
fn numeric_day(day: &str) -> bool {
    let Some(separator) = day.chars().find(|c| !c.is_ascii_digit()).filter(|c| "-/.".contains(*c)) else {
        return false;
    };
    let mut numbers = day.split(separator).map(|part| part.parse::<u16>().ok().filter(|_| part.len() <= 4));
    let (Some(Some(a)), Some(Some(b)), Some(Some(c)), None) =
        (numbers.next(), numbers.next(), numbers.next(), numbers.next())
    else {
        return false;
    };
    let month_and_day = |x: u16, y: u16| (1..=31).contains(&x) && (1..=31).contains(&y) && x.min(y) <= 12;
    (is_year(a) && month_and_day(b, c)) || (month_and_day(a, b) && (is_year(c) || (c < 100 && day.len() <= 8)))
}

/// Registers of the past have years that no contact was born in.
fn is_year(number: u16) -> bool {
    (1400..=2100).contains(&number)
}

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "janvier",
    "février",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
    "decembre",
    "sept",
    "januar",
    "februar",
    "märz",
    "juni",
    "juli",
    "oktober",
    "dezember",
];

fn has_month_name(value: &str) -> bool {
    let lower = value.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() >= 3);
    words.take(4).any(|word| MONTHS.iter().any(|month| month.starts_with(word)))
}

const BOOLEANS: &[&str] =
    &["true", "false", "yes", "no", "oui", "non", "vrai", "faux", "1", "0", "y", "n", "o", "ja", "nein"];

/// Whether a value says yes or no.
#[must_use]
pub fn is_boolean(value: &str) -> bool {
    let value = value.trim();
    value.len() <= 5 && BOOLEANS.iter().any(|word| word.eq_ignore_ascii_case(value))
}

/// A number, a range, an amount: figures with few other characters.
pub(super) fn is_number_like(value: &str) -> bool {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let letters = value.chars().filter(|c| c.is_alphabetic()).count();
    digits > 0 && letters <= digits.max(4)
}

fn digits_only(value: &str) -> Option<Vec<u8>> {
    let value = value.trim();
    let plain = value.len() <= 24 && value.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || c == '.');
    plain.then(|| value.bytes().filter(u8::is_ascii_digit).map(|b| b - b'0').collect())
}

fn luhn(digits: &[u8]) -> bool {
    let doubled = |(i, digit): (usize, &u8)| match (i % 2, *digit) {
        (0, digit) => u32::from(digit),
        (_, digit) => u32::from(digit) * 2 / 10 + u32::from(digit) * 2 % 10,
    };
    digits.iter().rev().enumerate().map(doubled).sum::<u32>() % 10 == 0
}

/// Whether a value is a SIREN: nine digits with the right check digit.
#[must_use]
pub fn is_siren(value: &str) -> bool {
    digits_only(value).is_some_and(|digits| digits.len() == 9 && digits[0] != 0 && luhn(&digits))
}

/// The SIREN of the French post office; its establishments have another check.
const LA_POSTE: [u8; 9] = [3, 5, 6, 0, 0, 0, 0, 0, 0];

/// Whether a value is a SIRET: fourteen digits with the right check digit.
#[must_use]
pub fn is_siret(value: &str) -> bool {
    digits_only(value).is_some_and(|digits| digits.len() == 14 && (luhn(&digits) || digits.starts_with(&LA_POSTE)))
}

/// Whether a value is the tax number of a firm of the European Union: its country, then figures.
#[must_use]
pub fn is_vat_like(value: &str) -> bool {
    let compact: String = value.chars().filter(|c| c.is_ascii_alphanumeric()).take(16).collect();
    let bytes = compact.as_bytes();
    let digits = bytes.iter().filter(|b| b.is_ascii_digit()).count();
    (10..=14).contains(&bytes.len())
        && value.len() <= 24
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && digits >= 8
        && bytes.len() - digits <= 5
}

/// Whether a value is more than a line of a form.
#[must_use]
pub fn is_long_text(value: &str) -> bool {
    value.len() > 120 && value.split_whitespace().nth(14).is_some()
}

/// Whether every word starts with a capital, short particles aside.
pub(super) fn is_capitalised(value: &str) -> bool {
    let starts_high = |word: &str| word.chars().next().is_some_and(char::is_uppercase) || word.len() <= 3;
    let mut words = value.split_whitespace();
    let first = words.next().is_some_and(|word| word.chars().next().is_some_and(char::is_uppercase));
    first && words.all(starts_high)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(is: impl Fn(&str) -> bool, values: &[&str]) {
        for value in values {
            assert!(is(value), "{value}");
        }
    }

    fn none(is: impl Fn(&str) -> bool, values: &[&str]) {
        for value in values {
            assert!(!is(value), "{value}");
        }
    }

    #[test]
    fn addresses() {
        all(is_email_like, &["a@b.fr", " ANNE.ONEIL@Example.COM ", "a@b.fr ::: c@d.fr", "a@b.fr; c@d.fr"]);
        none(is_email_like, &["", "a@", "@jean", "Jean", "a@b.fr; standard"]);
        all(
            is_url_like,
            &["https://acme.fr/", "www.acme.fr", "acme.co.uk", "acme.io/x?y=1", "ACME.COM", "fr.linkedin.com/in/a"],
        );
        none(
            is_url_like,
            &["", "acme", "St. Gallen", "M.Dupont", "S.A", "1.5", "12.03.2024", "http://a b", "Acme, Inc."],
        );
        all(
            is_linkedin_person,
            &[
                "https://www.linkedin.com/in/jean",
                "linkedin.com/in/jean",
                "https://www.linkedin.com/sales/lead/ACw,NAME",
            ],
        );
        none(is_linkedin_person, &["https://www.linkedin.com/company/acme", "https://acme.fr/in/jean"]);
        all(is_linkedin_company, &["https://www.linkedin.com/company/acme/", "https://linkedin.com/sales/company/12"]);
    }

    #[test]
    fn phones() {
        all(
            is_phone_like,
            &[
                "06 12 34 56 78",
                "+33 (0)6.12.34.56.78",
                "(415) 555-0100 ext. 12",
                "'+44 194 387 3181",
                "0612345678",
                "06.12.34.56.78 / 01 02 03 04 05",
                "01 23 45 67 89 poste 12",
            ],
        );
        none(is_phone_like, &["", "12", "rue 12 34 56 78", "1234567.50", "A-10931234", "1721-24-06"]);
        all(is_french_mobile, &["0612345678", "07 12 34 56 78", "+33 (0)6 12 34 56 78"]);
        none(is_french_mobile, &["0472000001", "+33 4 72 00 00 01", "06 12"]);
    }

    #[test]
    fn dates() {
        all(
            is_date_like,
            &[
                "2024-03-12",
                "12/03/2024",
                "3/12/24",
                "12.03.2024",
                "12 Mar 2024",
                "2024-03-12T10:00:00Z",
                "March 12, 2024",
                "12 août 2024",
                "2024-03-12 10:00",
                "1705-09-13",
            ],
        );
        none(
            is_date_like,
            &["", "06.12.34.56.78", "12", "marketing manager 2024", "1.2.3.4", "45/99/2024", "Marseille"],
        );
    }

    #[test]
    fn numbers_of_firms() {
        all(is_siren, &["732829320", "732 829 320"]);
        none(is_siren, &["732829321", "73282932", "000000000"]);
        all(is_siret, &["73282932000074", "732 829 320 00074", "35600000000048"]);
        none(is_siret, &["73282932000075"]);
        all(is_vat_like, &["FR40303265045", "FR 40 303265045", "DE123456789", "ATU12345678"]);
        none(is_vat_like, &["0612345678", "Rue 12345678", "fr40303265045"]);
    }

    #[test]
    fn postcodes() {
        all(is_postcode_like, &["69003", "01000", "SW1A 1AA", "1012 AB", "94103-1234", "D-10115", "H2X 1Y4"]);
        none(is_postcode_like, &["", "Lyon", "12", "0612345678", "AB-1093-X", "12345678"]);
    }
}
