//! Words that give a value away: first names, cities, jobs, legal forms, ways to address people.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::normal::{company, text};

/// The words of a value, folded. One is used for many values.
#[derive(Debug, Default)]
pub(super) struct Folded(String);

impl Folded {
    /// Takes in the next value.
    pub fn read(&mut self, value: &str) -> &Self {
        text::fold(value, &mut self.0);
        self
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        self.0.split(' ').filter(|word| !word.is_empty())
    }

    pub fn count(&self) -> usize {
        self.words().count()
    }

    pub fn is_salutation(&self) -> bool {
        self.words().count() <= 4
            && self.words().next().is_some()
            && self.words().all(|word| SALUTATIONS.contains(word))
    }

    /// Whether the first or the last word is a first name.
    pub fn has_first_name(&self) -> bool {
        let mut words = self.words();
        let first = words.next();
        [first, words.last()].into_iter().flatten().any(|word| FIRST_NAMES.contains(word))
    }

    pub fn is_city(&self) -> bool {
        let name = self.0.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
        let name = name.strip_suffix(" cedex").unwrap_or(name);
        CITIES.contains(name)
    }

    pub fn has_job_word(&self) -> bool {
        self.words().any(|word| JOB_WORDS.contains(word))
    }
}

/// Whether a value is a way to address a person: `Mme`, `Mr.`, `Herr Dr.`.
#[must_use]
pub fn is_salutation(value: &str) -> bool {
    Folded::default().read(value).is_salutation()
}

/// Whether a value is or contains a common first name, first or last.
#[must_use]
pub fn is_first_name(value: &str) -> bool {
    Folded::default().read(value).has_first_name()
}

/// Whether a folded word is a common first name.
#[must_use]
pub fn is_common_first_name(folded: &str) -> bool {
    FIRST_NAMES.contains(folded)
}

/// Whether a value is one of the larger cities.
#[must_use]
pub fn is_city(value: &str) -> bool {
    Folded::default().read(value).is_city()
}

/// Whether a word of a value is used in job titles.
#[must_use]
pub fn has_job_word(value: &str) -> bool {
    Folded::default().read(value).has_job_word()
}

/// Whether a name of a firm comes with its legal form. A code that begins like one (`AB-1093-X`) is no name.
#[must_use]
pub fn has_legal_form(value: &str) -> bool {
    let is_name = |word: &str| word.chars().count() > 2 && word.chars().all(char::is_alphabetic);
    value.split(|c: char| !c.is_alphanumeric()).any(is_name)
        && company::name_key(value, &mut String::new()).legal_form.is_some()
}

type Set = LazyLock<FxHashSet<&'static str>>;

static SALUTATIONS: Set = LazyLock::new(|| list(include_str!("../data/salutations.txt")));
static FIRST_NAMES: Set = LazyLock::new(|| list(include_str!("../data/first_names.txt")));
static CITIES: Set = LazyLock::new(|| list(include_str!("../data/cities.txt")));
static JOB_WORDS: Set = LazyLock::new(|| list(include_str!("../data/job_words.txt")));

/// The entries of a list, separated by commas and ends of lines. `#` starts a comment.
fn list(text: &'static str) -> FxHashSet<&'static str> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| line.split(',')).map(str::trim).filter(|entry| !entry.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_folded() {
        let mut folded = String::new();
        for set in [&SALUTATIONS, &FIRST_NAMES, &CITIES, &JOB_WORDS] {
            assert!(set.len() > 20);
            for entry in set.iter() {
                text::fold(entry, &mut folded);
                assert_eq!(folded, *entry);
            }
        }
    }

    #[test]
    fn words_give_values_away() {
        for value in ["Mme", "M.", "Mr", "Herr", "Ms.", "Herr Dr.", "Monsieur", "M. et Mme", "Sra."] {
            assert!(is_salutation(value), "{value}");
        }
        for value in ["", "Martin", "Directrice générale"] {
            assert!(!is_salutation(value), "{value}");
        }
        assert!(is_first_name("Élodie") && is_first_name("DUPONT Jean") && is_first_name("Jean-Pierre"));
        assert!(
            is_city("LYON 3") && is_city("Saint-Étienne") && is_city("Paris Cedex 08") && !is_city("Paris Marseille")
        );
        assert!(has_job_word("Directrice générale") && has_job_word("VP, Sales") && has_job_word("Leiter Einkauf"));
        assert!(!has_job_word("Lefèvre-Dubois"));
        assert!(has_legal_form("Dupont SARL") && has_legal_form("Acme, Inc.") && !has_legal_form("Dupont"));
        assert!(!has_legal_form("AB-1093-X"));
    }
}
