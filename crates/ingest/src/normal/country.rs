//! Countries by code and by name.

use std::{fmt, sync::LazyLock};

use rustc_hash::FxHashMap;

use super::{listing::entries, text};

/// A country or territory: its ISO 3166-1 alpha-2 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

impl Country {
    /// The country with this alpha-2 code, in any case.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let &[first, second] = code.as_bytes() else { return None };
        let country = Self([first.to_ascii_uppercase(), second.to_ascii_uppercase()]);
        country.index().is_some_and(|index| NAMES.codes[index]).then_some(country)
    }

    /// All countries and territories, by their codes.
    pub fn all() -> impl Iterator<Item = Self> {
        let letters = || b'A'..=b'Z';
        let codes = letters().flat_map(move |first| letters().map(move |second| Self([first, second])));
        codes.filter(|country| country.index().is_some_and(|index| NAMES.codes[index]))
    }

    /// The country that a text names: a code of two or three letters, or a name in English,
    /// French or a language of the country. Case, accents and punctuation do not count.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        if let Some(country) = Self::from_code(name) {
            return Some(country);
        }
        let mut folded = String::new();
        text::fold(name, &mut folded);
        // Not “N/A”, which is no Namibia.
        let is_code = name.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || c == '.');
        NAMES.by_name.get(folded.as_str()).copied().or_else(|| Self::from_code(&folded).filter(|_| is_code))
    }

    /// The alpha-2 code, upper-case.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// A place in a table of 26 × 26; none when the code is not two letters.
    pub(super) fn index(self) -> Option<usize> {
        let [first, second] = self.0;
        (first.is_ascii_uppercase() && second.is_ascii_uppercase())
            .then(|| usize::from(first - b'A') * 26 + usize::from(second - b'A'))
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The number of possible alpha-2 codes.
pub(super) const CODES: usize = 26 * 26;

struct Names {
    codes: [bool; CODES],
    by_name: FxHashMap<Box<str>, Country>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names { codes: [false; CODES], by_name: FxHashMap::default() };
    let mut folded = String::new();
    for line in entries(include_str!("data/countries.txt")) {
        let Some((&[first, second], list)) = line.split_once(' ').map(|(code, list)| (code.as_bytes(), list)) else {
            continue;
        };
        let country = Country([first, second]);
        if let Some(index) = country.index() {
            names.codes[index] = true;
        }
        for name in list.split('|') {
            text::fold(name, &mut folded);
            names.by_name.insert(folded.as_str().into(), country);
        }
    }
    names
});

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn all_countries_are_known_by_their_codes() {
        let all: Vec<Country> = Country::all().collect();
        assert!(all.len() >= 249 && all.is_sorted(), "{}", all.len());
        assert!(all.iter().all(|country| Country::from_code(country.code()) == Some(*country)));
    }

    #[test]
    fn names_and_codes_in_several_languages() {
        for (name, code) in [
            ("FR", "FR"),
            (" fr ", "FR"),
            ("FRA", "FR"),
            ("France", "FR"),
            ("ALLEMAGNE", "DE"),
            ("Deutschland", "DE"),
            ("españa", "ES"),
            ("Suisse", "CH"),
            ("Schweiz", "CH"),
            ("Royaume-Uni", "GB"),
            ("U.K.", "GB"),
            ("UK", "GB"),
            ("England", "GB"),
            ("USA", "US"),
            ("U.S.", "US"),
            ("Etats-Unis", "US"),
            ("United States of America", "US"),
            ("Québec", "CA"),
            ("Côte d'Ivoire", "CI"),
            ("Belgique", "BE"),
            ("België", "BE"),
            ("Pays-Bas", "NL"),
            ("The Netherlands", "NL"),
            ("Italia", "IT"),
            ("Österreich", "AT"),
            ("Polska", "PL"),
            ("日本", "JP"),
            ("Türkiye", "TR"),
            ("La Réunion", "RE"),
        ] {
            assert_eq!(Country::from_name(name).map(|c| c.to_string()), Some(code.to_owned()), "{name}");
        }
        for name in ["", "Paris", "XX", "ZZ", "F", "Fra nce?", "é1", "N/A", "n.a/"] {
            assert_eq!(Country::from_name(name), None, "{name}");
        }
    }

    #[test]
    fn no_name_stands_for_two_countries() {
        let mut seen = FxHashMap::default();
        let mut folded = String::new();
        for line in entries(include_str!("data/countries.txt")) {
            let (code, list) = line.split_once(' ').unwrap();
            for name in list.split('|') {
                text::fold(name, &mut folded);
                let other = seen.insert(folded.clone(), code);
                assert!(other.is_none_or(|other| other == code), "{name}: {code} and {other:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_gets_an_answer(name in "\\PC{0,20}") {
            if let Some(country) = Country::from_name(&name) {
                prop_assert_eq!(Country::from_name(country.code()), Some(country));
            }
        }
    }
}
