//! The words of a header.

use unicode_normalization::char::is_combining_mark;

use crate::normal::text;

/// A header taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Words {
    /// Folded words without fillers: lower case, no accents, no plural s.
    pub words: Vec<String>,
    /// A single digit that counts columns of a kind: `E-mail 2`.
    pub ordinal: Option<u8>,
    /// Whether a year stands in it: `CA 2023`.
    pub year: bool,
    /// Whether its parts are set off by dashes: `Phone - Work`.
    pub dashed: bool,
}

/// A header is looked at up to this many characters; no name of a column is longer.
const LONGEST: usize = 160;

/// Words that join others and say nothing themselves, and units.
const FILLERS: &[&str] = &[
    "a", "al", "an", "and", "at", "au", "aux", "c", "d", "da", "das", "de", "dei", "del", "della", "den", "der", "des",
    "di", "die", "dos", "du", "e", "ee", "el", "eme", "en", "er", "et", "eur", "euro", "for", "fur", "h", "het", "il",
    "k", "ke", "keur", "l", "la", "las", "le", "les", "los", "m", "me", "meur", "nd", "ne", "of", "ou", "p", "per",
    "pour", "s", "st", "the", "un", "une", "und", "usd", "van", "von", "votre", "vos", "y", "your", "zu",
];

/// Takes a header apart.
pub(super) fn fold(header: &str) -> Words {
    let mut folded = Words { dashed: header.contains(" - "), ..Words::default() };
    for word in split(header) {
        if word.bytes().all(|b| b.is_ascii_digit()) {
            folded.take_number(word);
        } else if !FILLERS.contains(&word.as_str()) {
            folded.words.push(singular(word));
        }
    }
    folded
}

impl Words {
    fn take_number(&mut self, digits: String) {
        match digits.trim_start_matches('0') {
            "" => {}
            "1" => self.ordinal = self.ordinal.or(Some(1)),
            one if one.len() == 1 => self.ordinal = one.parse().ok(),
            year if year.len() == 4 && (year.starts_with("19") || year.starts_with("20")) => self.year = true,
            _ => self.words.push(digits),
        }
    }
}

/// The words of a phrase of the lexicon, in the same form as those of a header.
pub(super) fn phrase(text: &str) -> String {
    let words = text.split(' ').filter(|word| !FILLERS.contains(word));
    words.map(|word| singular(word.to_owned())).collect::<Vec<_>>().join(" ")
}

fn singular(mut word: String) -> String {
    let plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
    if plural || word == "ids" {
        word.pop();
    }
    word
}

/// Splits at what is neither letter nor digit, between letters and digits, and at the humps of
/// camelCase. `#` and `n°` become the word `nb`.
fn split(header: &str) -> Vec<String> {
    let end = header.char_indices().nth(LONGEST).map_or(header.len(), |(end, _)| end);
    let header = header[..end].trim_end_matches("__c");
    let chars: Vec<(usize, char)> = header.char_indices().collect();
    let mut words = Vec::new();
    let mut start = None;
    for (i, &(at, c)) in chars.iter().enumerate() {
        let next = |n: usize| chars.get(i + n).map(|(_, c)| *c);
        let in_word = c.is_alphanumeric() || is_combining_mark(c);
        let hump = in_word && i > 0 && is_hump(chars[i - 1].1, c, next(1), next(2));
        if hump || !in_word {
            push_word(&header[start.take().unwrap_or(at)..at], &mut words);
        }
        match c {
            // A header that was put behind a mark of comments, as `#First Name`.
            '#' if i == 0 && next(1).is_some_and(char::is_alphabetic) => {}
            '#' => words.push(NUMBER.into()),
            '°' if words.pop_if(|word| word == "n").is_some() => words.push(NUMBER.into()),
            _ if in_word => start = start.or(Some(at)),
            _ => {}
        }
    }
    push_word(&header[start.unwrap_or(header.len())..], &mut words);
    words
}

/// Adds a word; camelCase must not take `LinkedIn` apart.
fn push_word(text: &str, words: &mut Vec<String>) {
    let mut word = String::new();
    text::fold(text, &mut word);
    for word in word.split(' ').filter(|word| !word.is_empty()) {
        match words.last_mut() {
            Some(last) if last == "linked" && word == "in" => last.push_str(word),
            _ => words.push(word.to_owned()),
        }
    }
}

/// The word for `#` and `n°`.
const NUMBER: &str = "nb";

/// Whether a new word starts at `c`.
fn is_hump(before: char, c: char, next: Option<char>, after: Option<char>) -> bool {
    if before.is_numeric() != c.is_numeric() {
        return true;
    }
    if !c.is_uppercase() {
        return false;
    }
    // `IDs` and `URLs` end in a plural, not in a new word.
    let plural = next == Some('s') && !after.is_some_and(char::is_alphanumeric);
    before.is_lowercase() || (before.is_uppercase() && next.is_some_and(char::is_lowercase) && !plural)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(header: &str) -> String {
        fold(header).words.join(" ")
    }

    #[test]
    fn headers_become_plain_words() {
        assert_eq!(words("Prénom *"), "prenom");
        assert_eq!(words("PRÉNOM :"), "prenom");
        assert_eq!(words("Nom de l’assistant(e)"), "nom assistant");
        assert_eq!(words("Secteur d'activité"), "secteur activite");
        assert_eq!(words("N° tél."), "nb tel");
        assert_eq!(words("# Employees"), "nb employee");
        assert_eq!(words("#First Name"), "first name");
        assert_eq!(words("CA (k€)"), "ca");
        assert_eq!(words("Straße"), "strasse");
        assert_eq!(words("pre\u{301}nom"), "prenom");
    }

    #[test]
    fn humps_and_underscores_split() {
        assert_eq!(words("linkedInProfileUrl"), "linkedin profile url");
        assert_eq!(words("HasOptedOutOfEmail"), "has opted out email");
        assert_eq!(words("MAILING_CITY__c"), "mailing city");
        assert_eq!(words("companyURLName"), "company url name");
        assert_eq!(words("Company IDs"), "company id");
    }

    #[test]
    fn numbers_count_columns() {
        assert_eq!(fold("E-mail 2 Address").ordinal, Some(2));
        assert_eq!(fold("Address1_City").ordinal, Some(1));
        assert_eq!(fold("phone02").ordinal, Some(2));
        let revenue = fold("CA 2023");
        assert!(revenue.year && revenue.ordinal.is_none() && revenue.words == ["ca"]);
        assert_eq!(words("Bloc 75008"), "bloc 75008");
    }

    #[test]
    fn a_very_long_header_is_cut() {
        assert!(fold(&"é".repeat(1_000_000)).words.concat().len() <= LONGEST);
    }
}
