//! Normal forms of single values, as far as they are compared.

use crate::normal::{
    self, company,
    country::Country,
    domain,
    email::{self, EmailClass},
    linkedin, phone, text,
};

/// Between the values of a list.
pub(super) const LIST: char = '\u{1e}';
/// Between the parts of a value.
pub(super) const PART: char = '\u{1f}';

/// Digits that a phone number has at least.
const FEWEST_DIGITS: usize = 6;

/// Appends a value to a list, once.
fn append(list: &mut String, value: &str) {
    if !value.is_empty() && !list.split(LIST).any(|known| known == value) {
        if !list.is_empty() {
            list.push(LIST);
        }
        list.push_str(value);
    }
}

/// Appends the keys of e-mail addresses to a list. Addresses of functions count only where
/// `roles_count`.
pub(super) fn emails(cell: &str, roles_count: bool, buffer: &mut String, list: &mut String) {
    for value in normal::values(cell) {
        if let Ok(form) = email::normal(value, buffer)
            && (roles_count || form.class != EmailClass::Role)
        {
            append(list, form.key);
        }
    }
}

/// Appends phone numbers to a list: in E.164, or else their digits.
pub(crate) fn phones(cell: &str, region: Option<Country>, buffer: &mut String, list: &mut String) {
    for value in normal::values(cell) {
        if let Ok(form) = phone::normal(value, region, buffer) {
            append(list, form.e164.trim_start_matches('+'));
            continue;
        }
        buffer.clear();
        let number = value.split(['x', 'X', '#']).next().unwrap_or_default();
        buffer.extend(number.chars().filter_map(|c| c.to_digit(10)).filter_map(|digit| char::from_digit(digit, 10)));
        let digits = buffer.trim_start_matches('0');
        if digits.len() >= FEWEST_DIGITS {
            append(list, digits);
        }
    }
}

/// Appends the domain of a web or e-mail address, when it stands for one organisation.
pub(super) fn domains(cell: &str, buffer: &mut String, list: &mut String) {
    for value in normal::values(cell) {
        if let Some(domain) = domain::registrable(value, buffer).company() {
            append(list, domain);
        }
    }
}

/// Appends an identifier: of a person or a company at LinkedIn, or letters and digits. Of a French
/// establishment, the number of its company.
pub(crate) fn identity(field: &str, cell: &str, buffer: &mut String, list: &mut String) {
    match field {
        "linkedin_url" => append(list, linkedin::person_id(cell, buffer).unwrap_or_default()),
        "company_linkedin_url" => append(list, linkedin::company_id(cell, buffer).unwrap_or_default()),
        _ => {
            code(cell, buffer);
            let end = if field == "company_siret" { buffer.len().min(9) } else { buffer.len() };
            append(list, buffer.get(..end).unwrap_or(buffer));
        }
    }
}

/// Writes the letters and digits of a code.
pub(crate) fn code(cell: &str, out: &mut String) {
    text::fold(cell, out);
    out.retain(|c| c != ' ');
}

/// Writes words: folded, with any punctuation between words read as a gap.
pub(super) fn words(cell: &str, buffer: &mut String, out: &mut String) {
    buffer.clear();
    let mut characters = cell.chars().peekable();
    while let Some(character) = characters.next() {
        // A point between letters of an abbreviation joins them.
        let gap = match character {
            ',' | ';' | '/' | '(' | ')' | '&' | '+' | '|' | ':' | '_' | '"' | '#' => true,
            '.' => {
                characters.peek().is_some_and(|next| next.is_alphanumeric())
                    && buffer.chars().rev().take_while(|c| c.is_alphanumeric()).count() > 1
            }
            _ => false,
        };
        buffer.push(if gap { ' ' } else { character });
    }
    text::fold(buffer, out);
}

/// Writes the name of an organisation without its legal form.
pub(super) fn company(cell: &str, buffer: &mut String, out: &mut String) {
    words(cell, out, buffer);
    // Of the name as written as well: points and capitals tell legal forms.
    let spaced = std::mem::take(buffer);
    out.clear();
    out.push_str(company::name_key(&spaced, buffer).key);
    *buffer = spaced;
    spell_out(out);
    // One letter says nothing; one sign may be a word.
    if out.len() == 1 {
        out.clear();
    }
}

/// Abbreviations in names of organisations, each with the word that it stands for.
const COMPANY_WORDS: [(&str, &str); 19] = [
    ("cie", "compagnie"),
    ("ets", "etablissements"),
    ("etabl", "etablissements"),
    ("intl", "international"),
    ("internat", "international"),
    ("natl", "national"),
    ("mfg", "manufacturing"),
    ("mgmt", "management"),
    ("mgt", "management"),
    ("mktg", "marketing"),
    ("bros", "brothers"),
    ("assoc", "associates"),
    ("assocs", "associates"),
    ("grp", "group"),
    ("svcs", "services"),
    ("svc", "services"),
    ("ctr", "center"),
    ("engg", "engineering"),
    ("pharm", "pharma"),
];

/// Spells abbreviated words of a folded name out. `Sté` in front is a company, elsewhere a saint.
fn spell_out(name: &mut String) {
    let is_short = |word: &str| word == "ste" || COMPANY_WORDS.iter().any(|(short, _)| *short == word);
    if !name.split(' ').any(is_short) {
        return;
    }
    let words = name.split(' ').enumerate().map(|(place, word)| match (place, word) {
        (0, "ste") => "societe",
        (_, "ste") => "sainte",
        _ => COMPANY_WORDS.iter().find(|(short, _)| *short == word).map_or(word, |&(_, long)| long),
    });
    *name = words.collect::<Vec<_>>().join(" ");
}

/// Spellings of the words of addresses, each with the one that stands for it.
const STREET_WORDS: [(&str, &str); 63] = [
    ("r", "rue"),
    ("street", "st"),
    ("str", "st"),
    ("avenue", "ave"),
    ("av", "ave"),
    ("aven", "ave"),
    ("avn", "ave"),
    ("road", "rd"),
    ("boulevard", "blvd"),
    ("boul", "blvd"),
    ("bld", "blvd"),
    ("bd", "blvd"),
    ("bvd", "blvd"),
    ("drive", "dr"),
    ("drv", "dr"),
    ("place", "pl"),
    ("plaza", "plz"),
    ("lane", "ln"),
    ("court", "ct"),
    ("crt", "ct"),
    ("square", "sq"),
    ("terrace", "tce"),
    ("ter", "tce"),
    ("circuit", "cct"),
    ("crescent", "cr"),
    ("cres", "cr"),
    ("close", "cl"),
    ("highway", "hwy"),
    ("parkway", "pkwy"),
    ("pky", "pkwy"),
    ("freeway", "fwy"),
    ("circle", "cir"),
    ("mount", "mt"),
    ("fort", "ft"),
    ("suite", "ste"),
    ("apartment", "apt"),
    ("floor", "fl"),
    ("building", "bldg"),
    ("north", "n"),
    ("south", "s"),
    ("east", "e"),
    ("west", "w"),
    ("northeast", "ne"),
    ("northwest", "nw"),
    ("southeast", "se"),
    ("southwest", "sw"),
    ("first", "1"),
    ("second", "2"),
    ("third", "3"),
    ("fourth", "4"),
    ("fifth", "5"),
    ("sixth", "6"),
    ("seventh", "7"),
    ("eighth", "8"),
    ("ninth", "9"),
    ("tenth", "10"),
    ("rte", "route"),
    ("chem", "chemin"),
    ("che", "chemin"),
    ("imp", "impasse"),
    ("all", "allee"),
    ("fbg", "faubourg"),
    ("strasse", "st"),
];

/// Writes an address with its usual words abbreviated and ordinal numbers as numbers.
pub(crate) fn street(cell: &str, buffer: &mut String, out: &mut String) {
    words(cell, buffer, out);
    std::mem::swap(buffer, out);
    out.clear();
    for word in buffer.split(' ').filter(|word| !word.is_empty()) {
        let known = STREET_WORDS.iter().find(|(spelling, _)| *spelling == word).map(|&(_, usual)| usual);
        let word = known.or_else(|| ordinal(word)).unwrap_or(word);
        if !out.is_empty() {
            out.push(' ');
        }
        // German joins the word to the name (`Hauptstraße`, `Hauptstr.`).
        let (word, ending) = word.strip_suffix("strasse").map_or((word, ""), |name| (name, "str"));
        out.push_str(word);
        out.push_str(ending);
    }
}

/// The number of an ordinal number (`21st`).
fn ordinal(word: &str) -> Option<&str> {
    let number = ["st", "nd", "rd", "th", "eme", "er"].iter().find_map(|ending| word.strip_suffix(ending))?;
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(number)
}

/// A day of which the month and the day may not be known: these are 0 then.
pub(crate) fn day_or_year(cell: &str) -> Option<[u16; 3]> {
    let year = || cell.trim().parse().ok().filter(|year| (1000..=2100).contains(year));
    day(cell).or_else(|| Some([year()?, 0, 0]))
}

/// A day as it was written, though there may be no such day: a slip of the digits of a month, say. What is not known is 0.
pub(super) fn day_as_written(cell: &str) -> Option<[u16; 3]> {
    let written = parts_of_day(cell).filter(|&[year, month, day]| year > 0 && month < 100 && day < 100);
    written
        .map(|[year, month, day]| if month == 0 { [year, 0, 0] } else { [year, month, day] })
        .or_else(|| day_or_year(cell))
}

/// A day as year, month and day; months and days that are not told apart by their order are read
/// with the day first, and those of which only the other order has a month, in that one.
pub(super) fn day(cell: &str) -> Option<[u16; 3]> {
    // Eight digits alone may be a number of another kind.
    let earliest = if cell.contains(['-', '/', '.']) { 1000 } else { 1800 };
    parts_of_day(cell).filter(|&[year, month, day]| {
        (earliest..=2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
    })
}

fn parts_of_day(cell: &str) -> Option<[u16; 3]> {
    let date = cell.trim().split(['T', ' ']).next()?;
    if date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit()) {
        return compact_day(date);
    }
    let mut numbers = [0_u16; 3];
    let mut lengths = [0; 3];
    let mut count = 0;
    for part in date.split(['-', '/', '.']) {
        *numbers.get_mut(count)? = part.parse().ok().filter(|_| part.len() <= 4)?;
        lengths[count] = part.len();
        count += 1;
    }
    let [a, b, c] = numbers;
    let is_day = |number: u16, month: u16| (13..=31).contains(&number) && month <= 12;
    match (count, lengths) {
        (3, [4, ..]) if is_day(b, c) => Some([a, c, b]),
        (3, [4, ..]) => Some([a, b, c]),
        (3, [.., 4]) if is_day(b, a) => Some([c, a, b]),
        (3, [.., 4]) => Some([c, b, a]),
        _ => None,
    }
}

/// A day of eight digits: year, month, day.
fn compact_day(date: &str) -> Option<[u16; 3]> {
    let parse = |range: std::ops::Range<usize>| date.get(range)?.parse::<u16>().ok();
    Some([parse(0..4)?, parse(4..6)?, parse(6..8)?])
}

/// A number without its unit or sign of currency.
pub(super) fn quantity(cell: &str) -> Option<f64> {
    let bare = cell.trim().trim_matches(|c: char| "€$£%".contains(c) || c.is_whitespace());
    if bare.is_empty() || bare.len() > 24 || !bare.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if bare.chars().any(|c| !(c.is_ascii_digit() || ".,-' \u{a0}\u{202f}".contains(c))) {
        return None;
    }
    // The last mark with up to two digits behind it separates decimals.
    let decimals = bare.rfind(['.', ',']).filter(|&at| bare.len() - at <= 3);
    let digits = |part: &str| part.chars().filter(char::is_ascii_digit).collect::<String>();
    let whole = digits(&bare[..decimals.unwrap_or(bare.len())]);
    let part = decimals.map(|at| digits(&bare[at..])).unwrap_or_default();
    let number: f64 = format!("{whole}.{part}0").parse().ok()?;
    Some(if bare.starts_with('-') { -number } else { number })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_several_spellings() {
        for (cell, expected) in [
            ("19760607", Some([1976, 6, 7])),
            ("1976-06-07", Some([1976, 6, 7])),
            ("07/06/1976", Some([1976, 6, 7])),
            ("06/17/1976", Some([1976, 6, 17])),
            ("1976-17-06", Some([1976, 6, 17])),
            ("1976-06-07 10:00", Some([1976, 6, 7])),
            ("7.6.76", None),
            ("19761337", None),
            ("", None),
        ] {
            assert_eq!(day(cell), expected, "{cell}");
        }
    }

    #[test]
    fn a_day_that_is_none_is_as_it_was_written() {
        assert_eq!(day_as_written("1731-62-06"), Some([1731, 62, 6]));
        assert_eq!(day_as_written("41/12/1850"), Some([1850, 12, 41]));
        assert_eq!(day_as_written("19761337"), Some([1976, 13, 37]));
        assert_eq!(day_as_written("1850-00-00"), Some([1850, 0, 0]));
        assert_eq!(day_as_written("1850"), Some([1850, 0, 0]));
        assert_eq!(day_as_written("0000-00-00"), None);
        assert_eq!(day_as_written("soon"), None);
    }

    #[test]
    fn a_year_is_a_day_that_is_not_known() {
        assert_eq!(day_or_year(" 1807 "), Some([1807, 0, 0]));
        assert_eq!(day_or_year("1807-03-13"), Some([1807, 3, 13]));
        assert_eq!(day_or_year("18"), None);
        assert_eq!(day("1807"), None);
    }

    #[test]
    fn quantities_of_several_spellings() {
        for (cell, expected) in [
            ("1,234.50", Some(1234.5)),
            ("1 234,5 €", Some(1234.5)),
            ("$99", Some(99.0)),
            ("-3", Some(-3.0)),
            ("12 rue", None),
            ("", None),
        ] {
            assert_eq!(quantity(cell), expected, "{cell}");
        }
    }

    #[test]
    fn addresses_in_one_spelling() {
        let (mut buffer, mut out) = (String::new(), String::new());
        for (cell, expected) in [
            ("1110 Third Avenue", "1110 3 ave"),
            ("1110 3rd Ave.", "1110 3 ave"),
            ("12,rue de la Paix", "12 rue de la paix"),
            ("P.O. Box 3", "po box 3"),
            ("12 r. Victor Hugo", "12 rue victor hugo"),
            ("Hauptstraße 3", "hauptstr 3"),
            ("Hauptstr. 3", "hauptstr 3"),
        ] {
            street(cell, &mut buffer, &mut out);
            assert_eq!(out, expected);
        }
    }

    #[test]
    fn names_of_companies_with_words_spelled_out() {
        let (mut buffer, mut out) = (String::new(), String::new());
        for (cell, expected) in [
            ("Sté Dupont & Cie", "dupont"),
            ("Clinique Ste Anne", "clinique sainte anne"),
            ("Acme Intl. Mfg, Inc.", "acme international manufacturing"),
            ("Ets Martin", "martin"),
            ("Martin Bros Assoc.", "martin brothers associates"),
        ] {
            out.clear();
            company(cell, &mut buffer, &mut out);
            assert_eq!(out, expected);
        }
    }

    #[test]
    fn a_number_without_its_country_is_its_digits() {
        let (mut buffer, mut list) = (String::new(), String::new());
        phones("212/861-8080 x12", None, &mut buffer, &mut list);
        phones("12", None, &mut buffer, &mut list);
        assert_eq!(list, "2128618080");
    }
}
