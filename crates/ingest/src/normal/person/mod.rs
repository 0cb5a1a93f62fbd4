//! Names of persons and their parts.
//!
//! [`parse`] reads a name that stands in one cell, [`from_parts`] tidies one whose parts stand in
//! cells of their own. Parts keep the letters of the writer; [`display`] writes one as it is
//! usually written. To compare names, fold their parts ([`text::fold`](super::text::fold)); then
//! [`bare_surname`] gives the surname without particles and
//! [`nickname::related`](super::nickname::related) tells short forms of first names.

mod absent;
mod around;
mod casing;
mod customs;
mod east_asian;
mod firm;
mod order;
mod parts;
mod suffixes;
mod surname;
mod titles;
mod tokens;
mod words;

pub(crate) use self::absent::NO_NAMES;

use std::borrow::Cow;

use super::{first_name, text};

pub use self::{casing::display, parts::from_parts, words::is_compound};

/// The parts of a name, each empty when the name has none. What is one piece in the name is
/// borrowed from it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PersonName<'a> {
    /// `Dr.`, `Mme`, `Lt. Gen.`
    pub title: Cow<'a, str>,
    /// The first name, of two words when it is a compound (`Jean Paul`).
    pub first: Cow<'a, str>,
    /// Further first names and initials.
    pub middle: Cow<'a, str>,
    /// The surname with its particles (`de la Vega`).
    pub last: Cow<'a, str>,
    /// What stands behind the name (`Jr.`, `III, PhD`).
    pub suffix: Cow<'a, str>,
    /// What stands in quotation marks or brackets.
    pub nickname: Cow<'a, str>,
    /// The other surname of somebody who married: that of birth (`née Durand`) or of the marriage
    /// (`épouse Martin`).
    pub other_last: Cow<'a, str>,
}

impl<'a> PersonName<'a> {
    /// The parts in the order title, first, middle, last, suffix, nickname.
    #[must_use]
    pub fn parts(&self) -> [&str; 6] {
        [&self.title, &self.first, &self.middle, &self.last, &self.suffix, &self.nickname]
    }

    /// The name with first name, middle names and surnames as they are usually written, where the writer set words in
    /// capitals (`DUPONT jean`) or the whole name in small letters: unless these may be meant so, with initials
    /// (`e e cummings`), or the text may be something else than a name.
    #[must_use]
    pub fn as_usual(mut self) -> Self {
        let parts = [&self.first, &self.middle, &self.last, &self.other_last];
        if parts.iter().any(|part| casing::is_shouted(part)) || self.is_carelessly_small() {
            let Self { first, middle, last, other_last, .. } = &mut self;
            for part in [first, middle, last, other_last] {
                let cased = display(part);
                if cased != **part {
                    *part = Cow::Owned(cased.into_owned());
                }
            }
        }
        self
    }

    /// Whether all is in small letters: of a known first name, or of two words that may be first name and surname.
    fn is_carelessly_small(&self) -> bool {
        let Self { first, middle, last, suffix, .. } = self;
        let words = || [first, middle, last, suffix].into_iter().flat_map(|part| part.split_whitespace());
        let is_initial = |word: &str| word.trim_end_matches('.').chars().nth(1).is_none();
        if words().any(|word| word.chars().any(char::is_uppercase) || is_initial(word)) {
            return false;
        }
        let mut folded = String::new();
        text::fold(first, &mut folded);
        let are_two = words().count() == 2 && !first.is_empty() && !words::is_particle(last);
        first_name::is_known(&folded) || folded.split(' ').next().is_some_and(first_name::is_known) || are_two
    }
}

/// The parts of a full name: `Mme Marie-Claude DUPONT`, `Dupont, Jean (Jeannot)`,
/// `Dr. Juan Q. Xavier de la Vega III`.
///
/// A firm (`ACME SARL`) is a surname as a whole. What stands around the name is left out: `Attn:`, pronouns, and what
/// follows a separator (`Jean Dupont | Acme`).
///
/// Titles, particles and suffixes of English, French, German, Spanish, Italian and Dutch are
/// known. A surname is told by a comma behind it, by capitals, by a particle before it and a first
/// name behind it (`Le Goff Anne`), in a name all in capitals by first names behind it (`DUPONT JEAN`),
/// or by its place at the end. Behind a comma may stand a company or a job title, which is no part of the name. Two words in Chinese, Japanese or
/// Korean are surname and first name, and so is one that begins with a known surname; in Latin letters their surnames
/// lead where the words show the language (`Zhang Xiaoming`, `Nguyễn Văn An`). The last two words are both surnames
/// where Spanish and Portuguese have two (`Gabriel García Márquez`). Three in
/// Cyrillic that end in a patronymic begin with the surname. What says that there is no name
/// (`N/A`), and an e-mail address, have no parts; the address behind a name
/// (`Jean Dupont <jean@acme.fr>`) is none of its. A name of one word is a first name, behind a title or in
/// capitals a surname, unless it is known as a first name. Takes time in proportion to the length of the name.
#[must_use]
pub fn parse(full: &str) -> PersonName<'_> {
    let full = absent::without_address(full.trim());
    if absent::is_no_name(full) {
        return PersonName::default();
    }
    if firm::is_firm(full) {
        return PersonName { last: Cow::Borrowed(full), ..PersonName::default() };
    }
    let full = around::without_surroundings(full);
    if let Some((first, last)) = around::of_login(full) {
        return PersonName { first: Cow::Borrowed(first), last: Cow::Borrowed(last), ..PersonName::default() };
    }
    let mut scan = tokens::scan(full, true);
    if scan.parts.iter().all(|words| words.is_empty()) && !scan.aside.is_empty() {
        // The whole name stands in quotation marks.
        scan = tokens::scan(full, false);
    }
    order::arrange(full, &scan)
}

/// A folded surname without the particles at its start (`de la vega` → `vega`, `o brien` →
/// `brien`, `mcdonald` → `donald`); never empty unless the surname is.
#[must_use]
pub fn bare_surname(folded: &str) -> &str {
    let mut rest = folded;
    while let Some((word, more)) = rest.split_once(' ') {
        if !words::is_particle(word) {
            break;
        }
        rest = more;
    }
    match rest.strip_prefix("mc") {
        Some(bare) if bare.len() >= 4 && rest.len() == folded.len() => bare,
        _ => rest,
    }
}

/// Words with spaces between them: a piece of the name where they stand so in it.
fn join<'a>(name: &'a str, words: &[tokens::Token<'a>], separator: &str) -> Cow<'a, str> {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return Cow::Borrowed("") };
    let adjoin = |pair: &[tokens::Token<'_>]| &name[pair[0].end()..pair[1].start] == separator;
    if pair_wise(words, adjoin) {
        return Cow::Borrowed(&name[first.start..last.end()]);
    }
    let texts: Vec<&str> = words.iter().map(|word| word.text).collect();
    Cow::Owned(texts.join(separator))
}

fn pair_wise<'a>(words: &[tokens::Token<'a>], holds: impl Fn(&[tokens::Token<'a>]) -> bool) -> bool {
    words.windows(2).all(|pair| pair[0].end() <= pair[1].start && holds(pair))
}

#[cfg(test)]
mod tests;
