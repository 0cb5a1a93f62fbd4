//! The invented people: five hundred rows, made of the companies and words by fixed chance.

use std::collections::HashSet;

use sales_core::time::UtcMillis;

use super::{
    chance::Chance,
    companies::{COMPANIES, Company, Market},
    words::{ENGLISH, ENGLISH_LABELS, FRENCH, FRENCH_LABELS, Labels, OWNERS, QUEBEC, Words},
};
use crate::settings::Language;

/// How many people there are.
pub(super) const PEOPLE: usize = 500;

/// The columns, by the fields that they go to.
pub(super) const FIELDS: [&str; 25] = [
    "salutation",
    "first_name",
    "last_name",
    "job_title",
    "department",
    "email",
    "phone",
    "phone_mobile",
    "city",
    "country",
    "language",
    "stage",
    "owner",
    "tags",
    "source",
    "notes",
    "last_contacted_at",
    "company",
    "company_website",
    "industry",
    "company_size",
    "company_city",
    "company_region",
    "company_postcode",
    "company_country",
];

const SEED: u64 = 20_261_122;
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// The rows. `language` is that of stages, tags and sources; contacts lie in the months before `now`.
pub(super) fn rows(language: Language, now: UtcMillis) -> Vec<[String; FIELDS.len()]> {
    let labels = match language {
        Language::Fr => &FRENCH_LABELS,
        Language::En => &ENGLISH_LABELS,
    };
    let mut maker = Maker { chance: Chance::new(SEED), labels, now, names: HashSet::new(), phones: HashSet::new() };
    let employers = maker.employers();
    employers.into_iter().map(|company| maker.person(&COMPANIES[company])).collect()
}

struct Maker {
    chance: Chance,
    labels: &'static Labels,
    now: UtcMillis,
    names: HashSet<(&'static str, &'static str)>,
    phones: HashSet<String>,
}

impl Maker {
    /// Who works where: everybody somewhere, every company with somebody, in no order.
    fn employers(&mut self) -> Vec<usize> {
        let mut employers: Vec<usize> = (0..COMPANIES.len()).collect();
        while employers.len() < PEOPLE {
            let company = self.chance.below(COMPANIES.len());
            let small = COMPANIES[company].size == "1-10";
            if !small || self.chance.in_hundred(20) {
                employers.push(company);
            }
        }
        for last in (1..employers.len()).rev() {
            employers.swap(last, self.chance.below(last + 1));
        }
        employers
    }

    fn person(&mut self, company: &Company) -> [String; FIELDS.len()] {
        let words = words_of(company.market);
        let is_woman = self.chance.in_hundred(48);
        let (first, last) = self.name(words, is_woman);
        let (woman, man, department) = self.chance.pick(words.jobs);
        let title = if is_woman { woman } else { man };
        let salutation = words.salutations[usize::from(!is_woman)];
        let website = format!("{}.example", domain_label(company.name));
        let email = self.email(company, &website, first, last);
        let phone = self.phone(company);
        let mobile = self.mobile(company);
        [
            self.often(65, salutation),
            first.to_owned(),
            last.to_owned(),
            self.often(92, title),
            self.often(70, department),
            self.often(90, &email),
            self.often(72, &phone),
            self.often(44, &mobile),
            self.often(85, company.city),
            self.often(94, company.market.country()),
            self.often(88, if company.market.speaks_french() { "fr" } else { "en" }),
            self.stage(),
            self.one_of(80, &OWNERS),
            self.tags(),
            self.one_of(75, &self.labels.sources),
            self.one_of(16, words.notes),
            self.last_contact(),
            company.name.to_owned(),
            format!("https://www.{website}"),
            company.industry.to_owned(),
            company.size.to_owned(),
            company.city.to_owned(),
            company.region.to_owned(),
            company.postcode.to_owned(),
            company.market.country().to_owned(),
        ]
    }

    /// The text in so many of a hundred cases, else a gap.
    fn often(&mut self, percent: usize, text: &str) -> String {
        if self.chance.in_hundred(percent) { text.to_owned() } else { String::new() }
    }

    /// One of the texts in so many of a hundred cases, else a gap.
    fn one_of(&mut self, percent: usize, texts: &[&str]) -> String {
        let text = self.chance.pick(texts);
        self.often(percent, text)
    }

    /// A name that nobody has yet.
    fn name(&mut self, words: &Words, is_woman: bool) -> (&'static str, &'static str) {
        let first_names = if is_woman { words.women } else { words.men };
        loop {
            let name = (self.chance.pick(first_names), self.chance.pick(words.last_names));
            if self.names.insert(name) {
                return name;
            }
        }
    }

    /// An address in the pattern of the company.
    fn email(&self, company: &Company, website: &str, first: &str, last: &str) -> String {
        let (first, last) = (plain(first, "-"), plain(last, ""));
        match company.name.len() % 4 {
            0 => format!("{}.{last}@{website}", &first[..1]),
            1 => format!("{first}_{last}@{website}"),
            _ => format!("{first}.{last}@{website}"),
        }
    }

    /// A number that nobody has yet, in one of the ways that people write it.
    fn phone(&mut self, company: &Company) -> String {
        match company.market {
            Market::France => {
                let block = match company.area {
                    "01" => "0199 00",
                    "02" => "0261 91",
                    "03" => "0353 01",
                    "04" => "0465 71",
                    _ => "0536 49",
                };
                self.french(block)
            }
            Market::Kingdom => self.british(company.area),
            Market::Quebec | Market::Canada | Market::States => self.american(company.area),
        }
    }

    fn mobile(&mut self, company: &Company) -> String {
        match company.market {
            Market::France => self.french("0639 98"),
            Market::Kingdom => self.british("07700 900"),
            Market::Quebec | Market::Canada | Market::States => self.american(company.area),
        }
    }

    /// `block` is one of those that the French regulator keeps for works of fiction.
    fn french(&mut self, block: &str) -> String {
        let digits: String = block.chars().filter(char::is_ascii_digit).collect();
        let number = self.unused(|chance| format!("{digits}{:04}", chance.below(10_000)));
        let pairs: Vec<&str> = (0..number.len()).step_by(2).map(|at| &number[at..at + 2]).collect();
        match self.chance.below(10) {
            0 | 1 => number,
            2 => pairs.join("."),
            3 | 4 => format!("+33 {} {}", &pairs[0][1..], pairs[1..].join(" ")),
            _ => pairs.join(" "),
        }
    }

    /// `block` is one of those that the British regulator keeps for drama; three digits are free.
    fn british(&mut self, block: &str) -> String {
        let number = self.unused(|chance| format!("{block}{:03}", chance.below(1_000)));
        match self.chance.below(10) {
            0..=2 => format!("+44 {}", &number[1..]),
            3 => number.replace(' ', ""),
            _ => number,
        }
    }

    /// 555-0100 to 555-0199 are kept for fiction in every area of North America.
    fn american(&mut self, area: &str) -> String {
        let line = self.unused(|chance| format!("{area}01{:02}", chance.below(100)));
        let line = &line[area.len()..];
        match self.chance.below(10) {
            0 | 1 => format!("+1 {area}-555-{line}"),
            2 => format!("{area}.555.{line}"),
            3 | 4 => format!("{area}-555-{line}"),
            _ => format!("({area}) 555-{line}"),
        }
    }

    fn unused(&mut self, make: impl Fn(&mut Chance) -> String) -> String {
        loop {
            let number = make(&mut self.chance);
            if self.phones.insert(number.clone()) {
                return number;
            }
        }
    }

    fn stage(&mut self) -> String {
        let mut left = self.chance.below(100) as u32;
        for (stage, share) in self.labels.stages {
            if left < share {
                return stage.to_owned();
            }
            left -= share;
        }
        String::new()
    }

    fn tags(&mut self) -> String {
        let count = match self.chance.below(10) {
            0..=4 => 0,
            5..=7 => 1,
            _ => 2,
        };
        let first = self.chance.below(self.labels.tags.len());
        let tags: Vec<&str> = self.labels.tags.iter().cycle().skip(first).step_by(2).take(count).copied().collect();
        tags.join("; ")
    }

    fn last_contact(&mut self) -> String {
        let days = self.chance.below(180) as i64 + 1;
        if self.chance.in_hundred(55) {
            return String::new();
        }
        let day = UtcMillis(self.now.0 - days * DAY_MS).to_rfc3339();
        day.split('T').next().unwrap_or_default().to_owned()
    }
}

const fn words_of(market: Market) -> &'static Words {
    match market {
        Market::France => &FRENCH,
        Market::Quebec => &QUEBEC,
        Market::Kingdom | Market::Canada | Market::States => &ENGLISH,
    }
}

/// The words of a company's name as one label of a domain.
fn domain_label(name: &str) -> String {
    plain(name, "-")
}

/// A text in lower-case letters `a` to `z` and digits, its words joined.
fn plain(text: &str, joined_by: &str) -> String {
    let words = text.split([' ', '-', '&', '.']);
    let words: Vec<String> = words
        .map(|word| word.chars().filter_map(base_letter).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(joined_by)
}

/// The letter without its accent; none for an apostrophe.
fn base_letter(c: char) -> Option<char> {
    let lower = c.to_lowercase().next()?;
    match lower {
        'à' | 'á' | 'â' | 'ä' => Some('a'),
        'ç' => Some('c'),
        'è' | 'é' | 'ê' | 'ë' => Some('e'),
        'í' | 'î' | 'ï' | 'ı' => Some('i'),
        'ñ' => Some('n'),
        'ó' | 'ô' | 'ö' => Some('o'),
        'ù' | 'û' | 'ü' => Some('u'),
        _ => lower.is_ascii_alphanumeric().then_some(lower),
    }
}

#[cfg(test)]
mod tests {
    use sales_ingest::normal::{country::Country, email, phone};

    use super::*;

    const NOW: UtcMillis = UtcMillis(1_795_000_000_000);

    fn column(rows: &[[String; FIELDS.len()]], field: &str) -> Vec<String> {
        let at = FIELDS.iter().position(|other| *other == field).unwrap();
        rows.iter().map(|row| row[at].clone()).collect()
    }

    fn filled(values: &[String]) -> usize {
        values.iter().filter(|value| !value.is_empty()).count()
    }

    fn different(values: &[String]) -> usize {
        values.iter().filter(|value| !value.is_empty()).collect::<HashSet<_>>().len()
    }

    #[test]
    fn five_hundred_people_at_a_hundred_and_twenty_companies() {
        let rows = rows(Language::Fr, NOW);
        assert_eq!(rows.len(), 500);
        assert_eq!(different(&column(&rows, "company")), 120);
        assert_eq!(different(&column(&rows, "company_website")), 120);
        for country in ["France", "United Kingdom", "Canada", "United States"] {
            assert!(
                column(&rows, "company_country").iter().filter(|found| *found == country).count() > 40,
                "{country}"
            );
        }
    }

    #[test]
    fn the_same_every_time_and_the_same_people_in_both_languages() {
        assert_eq!(rows(Language::En, NOW), rows(Language::En, NOW));
        let (french, english) = (rows(Language::Fr, NOW), rows(Language::En, NOW));
        assert_eq!(column(&french, "email"), column(&english, "email"));
        assert!(column(&french, "stage").contains(&"Qualifié".to_owned()));
        assert!(column(&english, "stage").contains(&"Qualified".to_owned()));
    }

    #[test]
    fn addresses_stay_below_example_and_are_one_per_person() {
        let emails = column(&rows(Language::En, NOW), "email");
        let mut buffer = String::new();
        for address in emails.iter().filter(|address| !address.is_empty()) {
            assert!(address.ends_with(".example") && address.is_ascii(), "{address}");
            assert!(email::normal(address, &mut buffer).is_ok(), "{address}");
        }
        assert_eq!(different(&emails), filled(&emails));
        assert!((400..500).contains(&filled(&emails)), "some have none");
    }

    #[test]
    fn phone_numbers_are_of_those_kept_for_fiction_and_one_per_person() {
        let rows = rows(Language::En, NOW);
        let countries = column(&rows, "company_country");
        for field in ["phone", "phone_mobile"] {
            let numbers = column(&rows, field);
            for (number, country) in numbers.iter().zip(&countries).filter(|(number, _)| !number.is_empty()) {
                assert!(is_reserved(number, country), "{number} in {country}");
            }
            assert_eq!(different(&numbers), filled(&numbers), "{field}");
        }
    }

    #[test]
    fn numbers_of_offices_are_read_as_numbers_of_their_country() {
        let rows = rows(Language::En, NOW);
        let mut buffer = String::new();
        for (number, country) in column(&rows, "phone").iter().zip(column(&rows, "company_country")) {
            let form = phone::normal(number, Country::from_name(&country), &mut buffer);
            assert!(number.is_empty() || form.is_ok(), "{number} in {country}: {form:?}");
        }
    }

    fn is_reserved(number: &str, country: &str) -> bool {
        const FRANCE: [&str; 6] = ["19900", "26191", "35301", "46571", "53649", "63998"];
        const KINGDOM: [&str; 15] = [
            "1134960", "1144960", "1164960", "1174960", "1184960", "1214960", "1314960", "1414960", "1514960",
            "1614960", "1914980", "2079460", "2896496", "2920180", "7700900",
        ];
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let national = |code: &str| {
            let international = number.starts_with('+').then(|| digits.strip_prefix(code)).flatten();
            international.or_else(|| digits.strip_prefix('0')).unwrap_or(&digits).to_owned()
        };
        match country {
            "France" => FRANCE.iter().any(|block| national("33").starts_with(block)) && national("33").len() == 9,
            "United Kingdom" => {
                KINGDOM.iter().any(|block| national("44").starts_with(block)) && national("44").len() == 10
            }
            _ => national("1").len() == 10 && national("1")[3..].starts_with("55501"),
        }
    }

    #[test]
    fn names_have_accents_and_several_parts() {
        let rows = rows(Language::En, NOW);
        let (first, last) = (column(&rows, "first_name"), column(&rows, "last_name"));
        assert!(first.iter().any(|name| name.contains('-')) && last.iter().any(|name| name.contains(' ')));
        assert!(first.iter().chain(&last).filter(|name| !name.is_ascii()).count() > 50);
        let days = column(&rows, "last_contacted_at");
        assert!(days.iter().filter(|day| !day.is_empty()).all(|day| day.len() == 10 && day.as_str() < "2026-11-19"));
    }
}
