//! Industries as a tree: sections, divisions and classes of NACE.

use std::{collections::HashMap, fmt, sync::LazyLock};

use super::fold::fold;

/// An industry: a section, or a division or class of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Industry {
    /// `A` to `U`.
    section: u8,
    /// From 1 to 99.
    division: Option<u8>,
    /// The two digits behind the point.
    class: Option<u8>,
}

/// Codes with the names that people and lists use for them.
static NAMES: LazyLock<HashMap<String, Industry>> = LazyLock::new(|| {
    let lines = include_str!("industries.txt").lines().filter(|line| !line.starts_with('#'));
    let named = lines.filter_map(|line| {
        let mut parts = line.split('|').map(str::trim);
        let industry = Industry::from_code(parts.next()?)?;
        Some(parts.map(move |name| (fold(name), industry)))
    });
    named.flatten().collect()
});

impl Industry {
    /// Reads a code or a name; of several names the first that is known.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text: String = text.chars().take(200).collect();
        if let Some(industry) = Self::from_code(text.trim()) {
            return Some(industry);
        }
        let name = |text: &str| NAMES.get(&fold(text)).copied();
        let code_first = || text.split([' ', '-', ':']).next().and_then(|word| Self::from_code(word.trim()));
        name(&text).or_else(|| text.split([',', ';', '/', '|', '>', '(', ')', '&']).find_map(name)).or_else(code_first)
    }

    /// Reads `J`, `62`, `62.01`, `6201`, `62.01Z`.
    fn from_code(code: &str) -> Option<Self> {
        let digits: Vec<u8> = code.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
        let is_code = code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.');
        let letters = code.bytes().filter(u8::is_ascii_alphabetic).count();
        if !is_code || letters > 1 {
            return None;
        }
        match (digits[..].len(), letters) {
            (0, 1) if code.len() == 1 => {
                let section = code.as_bytes()[0].to_ascii_uppercase();
                section.is_ascii_uppercase().then_some(()).filter(|()| section <= b'U')?;
                Some(Self { section, division: None, class: None })
            }
            (2, 0) | (4, _) => {
                let division = digits[0] * 10 + digits[1];
                let class = (digits.len() == 4).then(|| digits[2] * 10 + digits[3]);
                Some(Self { section: section_of(division)?, division: Some(division), class })
            }
            _ => None,
        }
    }

    /// How near it is to one that is asked for, in millionths. Whatever is within what is asked for is it.
    #[must_use]
    pub fn nearness(self, asked: Self) -> u32 {
        if self.is_within(asked) {
            1_000_000
        } else if self.division.is_some() && self.division == asked.division {
            600_000
        } else if self.section == asked.section {
            300_000
        } else {
            0
        }
    }

    /// Whether it is the other one or a part of it.
    #[must_use]
    pub fn is_within(self, wide: Self) -> bool {
        self.section == wide.section
            && wide.division.is_none_or(|division| self.division == Some(division))
            && wide.class.is_none_or(|class| self.class == Some(class))
    }
}

/// As `J`, `62` or `62.01`.
impl fmt::Display for Industry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.division, self.class) {
            (Some(division), Some(class)) => write!(f, "{division:02}.{class:02}"),
            (Some(division), None) => write!(f, "{division:02}"),
            (None, _) => write!(f, "{}", char::from(self.section)),
        }
    }
}

const fn section_of(division: u8) -> Option<u8> {
    Some(match division {
        1..=3 => b'A',
        5..=9 => b'B',
        10..=33 => b'C',
        35 => b'D',
        36..=39 => b'E',
        41..=43 => b'F',
        45..=47 => b'G',
        49..=53 => b'H',
        55..=56 => b'I',
        58..=63 => b'J',
        64..=66 => b'K',
        68 => b'L',
        69..=75 => b'M',
        77..=82 => b'N',
        84 => b'O',
        85 => b'P',
        86..=88 => b'Q',
        90..=93 => b'R',
        94..=96 => b'S',
        97..=98 => b'T',
        99 => b'U',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nearness(one: &str, asked: &str) -> u32 {
        Industry::parse(one).unwrap().nearness(Industry::parse(asked).unwrap())
    }

    #[test]
    fn the_tree_tells_how_near_industries_are() {
        assert_eq!(nearness("6201Z", "62.01"), 1_000_000);
        assert_eq!(nearness("62.02", "62.01"), 600_000);
        assert_eq!(nearness("58.29", "62.01"), 300_000);
        assert_eq!(nearness("10.71C", "62.01"), 0);
        assert_eq!(nearness("62.02A", "J"), 1_000_000, "within what is asked for");
        assert_eq!(nearness("62", "62.01"), 600_000, "wider than what is asked for");
    }

    #[test]
    fn names_in_both_languages_lead_to_the_same_place() {
        for (english, french) in [
            ("Computer Software", "Éditeur de logiciels"),
            ("Construction", "BTP"),
            ("Restaurants", "Restauration"),
            ("Banking", "Banque"),
            ("Hospital & Health Care", "Santé"),
            ("Real Estate", "Immobilier"),
            ("Transportation/Trucking/Railroad", "Transport routier"),
        ] {
            let found = (Industry::parse(english), Industry::parse(french));
            assert!(found.0.is_some() && found.0 == found.1, "{english} / {french}: {found:?}");
        }
        assert_eq!(Industry::parse("62.01Z - Programmation informatique"), Industry::parse("62.01"));
        assert_eq!(Industry::parse("something else"), None);
        assert_eq!(Industry::parse("Z"), None);
        assert_eq!(Industry::parse("04"), None);
    }

    #[test]
    fn every_line_of_the_names_has_a_code_and_no_name_two() {
        let mut seen = HashMap::new();
        for line in include_str!("industries.txt").lines().filter(|line| !line.starts_with('#')) {
            let (code, names) = line.split_once('|').unwrap();
            let industry = Industry::from_code(code.trim()).unwrap_or_else(|| panic!("{line}"));
            for name in names.split('|') {
                let before = seen.insert(fold(name), industry);
                assert!(before.is_none_or(|before| before == industry), "{name}");
            }
        }
        assert!(seen.len() > 300);
    }
}
