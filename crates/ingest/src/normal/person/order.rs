//! Which words of a name are title, first name, surname and suffix.

use std::borrow::Cow;

use super::{
    super::{company, title},
    PersonName, absent, around, customs,
    east_asian::given_start,
    join, suffixes,
    surname::{self, Surname, by_capitals},
    titles,
    tokens::{Scan, Token, Words},
    words::{Given, Kinds, given, is_compound},
};

/// Arranges the words of a name.
pub(super) fn arrange<'a>(name: &'a str, scan: &Scan<'a>) -> PersonName<'a> {
    let mut arranger = Arranger { name, found: PersonName::default(), suffixes: Vec::new(), has_aside: false };
    arranger.set_aside(&scan.aside);
    let parts: Vec<&Words<'a>> = scan.parts.iter().collect();
    match parts.as_slice() {
        [] => {}
        [words] => arranger.full(words),
        [words, more @ ..] => arranger.with_commas(words, more),
    }
    let mut found = arranger.found;
    found.suffix = match arranger.suffixes.as_slice() {
        [] => Cow::Borrowed(""),
        [one] => one.clone(),
        several => Cow::Owned(several.join(", ")),
    };
    found
}

struct Arranger<'a> {
    name: &'a str,
    found: PersonName<'a>,
    suffixes: Vec<Cow<'a, str>>,
    /// Whether a nickname stands in the place of the first name.
    has_aside: bool,
}

impl<'a> Arranger<'a> {
    /// Nicknames, and degrees in brackets.
    fn set_aside(&mut self, aside: &[&'a str]) {
        let mut nicknames: Vec<&'a str> = Vec::new();
        for text in aside.iter().filter(|text| !is_no_nickname(text)) {
            let words = super::tokens::scan(text, false).parts;
            if let Some((_, surname)) = text.split_once(' ').filter(|(mark, _)| is_marriage_mark(mark)) {
                self.found.other_last = Cow::Borrowed(surname.trim());
            } else if words.iter().all(|words| suffixes::fill(words) && suffixes::are_certain(words)) {
                self.suffixes.push(Cow::Borrowed(text));
            } else {
                nicknames.push(text);
            }
        }
        self.has_aside = !nicknames.is_empty();
        self.found.nickname = match nicknames.as_slice() {
            [one] => Cow::Borrowed(one),
            several => Cow::Owned(several.join(" ")),
        };
    }

    fn with_commas(&mut self, words: &Words<'a>, more: &[&Words<'a>]) {
        let (second, others) = more.split_first().map_or((&[][..], &[][..]), |(second, others)| (&second[..], others));
        let names = words.len() - titles::count(words);
        if let [given, behind @ ..] = others
            && is_surname_alone(words)
            && suffixes::fill(second)
            && !suffixes::fill(given)
            && titles::count(given) < given.len()
        {
            // “Smith, Jr., John”
            self.surname(words);
            self.given(given);
            self.add_suffix(second);
            behind.iter().for_each(|words| self.add_suffix(words));
            return;
        }
        let are_suffixes = suffixes::fill(second) && (names > 1 || suffixes::are_certain(second));
        if !are_suffixes && names > 1 && is_company_or_job(self.name, second) {
            self.full_in_any_order(words);
            return;
        }
        if are_suffixes || (second.is_empty() && others.iter().all(|words| words.is_empty())) || is_complete(words) {
            self.full(words);
            if names == 1 && self.found.last.is_empty() && !second.is_empty() {
                std::mem::swap(&mut self.found.first, &mut self.found.last);
            }
            more.iter().for_each(|words| self.add_suffix(words));
            return;
        }
        self.surname(words);
        self.given(second);
        for words in others {
            if titles::count(words) == words.len() && !suffixes::fill(words) && self.found.title.is_empty() {
                self.found.title = join(self.name, words, " ");
            } else {
                self.add_suffix(words);
            }
        }
    }

    fn add_suffix(&mut self, words: &[Token<'a>]) {
        if !words.is_empty() {
            self.suffixes.push(join(self.name, words, " "));
        }
    }

    /// A surname before a comma, with what belongs elsewhere.
    fn surname(&mut self, words: &[Token<'a>]) {
        let rest = self.take_titles(words);
        let rest = self.take_suffixes(rest, 1);
        self.found.last = join(self.name, rest, " ");
    }

    /// First names behind a comma.
    fn given(&mut self, words: &[Token<'a>]) {
        let rest = self.take_titles(words);
        let rest = self.take_suffixes(rest, 1);
        // “Berg, Jan van den”
        let particles = rest.iter().rev().take_while(|word| word.is_particle() && word.is_lower()).count();
        let (rest, particles) = rest.split_at(rest.len() - particles.min(rest.len().saturating_sub(1)));
        if !particles.is_empty() {
            let surname = format!("{} {}", join(self.name, particles, " "), self.found.last);
            self.found.last = Cow::Owned(surname.trim_end().to_owned());
        }
        self.first_names(&pieces(rest));
    }

    /// Takes the word for a widow behind the titles for one (`Mme Veuve Clicquot`); the other words.
    fn take_widow<'w>(&mut self, words: &'w [Token<'a>]) -> &'w [Token<'a>] {
        match words {
            [widow, rest @ ..] if !rest.is_empty() && is_widow(widow.text) => {
                let title = format!("{} {}", self.found.title, widow.text);
                self.found.title = Cow::Owned(title.trim_start().to_owned());
                rest
            }
            _ => words,
        }
    }

    /// Takes `née Durand` and `épouse Martin` out of a name; the other words.
    fn take_other_surname(&mut self, words: &[Token<'a>]) -> Option<Vec<Token<'a>>> {
        let start = words.iter().skip(1).position(|word| is_marriage_mark(word.text))? + 1;
        if is_widow(words[start].text) && titles::count(words) == start {
            return None;
        }
        let behind = &words[start + 1..];
        let particles = behind.iter().take_while(|word| word.is_particle()).count();
        let end = start + 1 + (particles + 1).min(behind.len());
        self.found.other_last = join(self.name, &words[start + 1..end], " ");
        Some([&words[..start], &words[end..]].concat())
    }

    fn take_titles<'w>(&mut self, words: &'w [Token<'a>]) -> &'w [Token<'a>] {
        let (titles, rest) = words.split_at(titles::count(words));
        if !titles.is_empty() {
            let found = join(self.name, titles, " ");
            self.found.title =
                if self.found.title.is_empty() { found } else { Cow::Owned(format!("{} {found}", self.found.title)) };
        }
        rest
    }

    /// Takes the suffixes at the end; one word stays, and `enough` words before letters that may
    /// also be a name.
    fn take_suffixes<'w>(&mut self, words: &'w [Token<'a>], enough: usize) -> &'w [Token<'a>] {
        let (rest, found) = words.split_at(words.len() - suffixes::count(words, 1, enough));
        if suffixes::is_spaced_phd(found) {
            self.suffixes.push(join(self.name, found, " "));
        } else {
            self.suffixes.extend(found.iter().map(|word| Cow::Borrowed(word.text)));
        }
        rest
    }

    /// First name and middle names.
    fn first_names(&mut self, pieces: &[Piece<'_, 'a>]) {
        let compound = match pieces {
            [[first], [second], ..] => is_compound(first.text, second.text),
            _ => false,
        };
        let (first, middle) = pieces.split_at(if compound { 2 } else { 1.min(pieces.len()) });
        self.found.first = joined(self.name, first);
        self.found.middle = joined(self.name, middle);
    }

    /// A name without a comma of a list, which may have the surname in front: `Dupont Jean`, known first names
    /// decide.
    fn full_in_any_order(&mut self, words: &[Token<'a>]) {
        let rest = self.take_titles(words);
        let Some(surname) = surname::by_first_names(rest) else { return self.full(rest) };
        let (surname, given) = surname.of(rest);
        self.found.last = join(self.name, surname, " ");
        self.first_names(&pieces(given));
    }

    fn surname_and_given(&mut self, surname: &[Token<'a>], given: &[Token<'a>]) {
        self.found.last = join(self.name, surname, " ");
        match given {
            [middle @ .., first] if !middle.is_empty() && customs::is_vietnamese(surname, given) => {
                self.found.first = Cow::Borrowed(first.text);
                self.found.middle = join(self.name, middle, " ");
            }
            _ => self.first_names(&pieces(given)),
        }
    }

    /// A name without a comma.
    fn full(&mut self, words: &[Token<'a>]) {
        let without_other = self.take_other_surname(words);
        let words = without_other.as_deref().unwrap_or(words);
        let rest = self.take_titles(words);
        let rest = self.take_widow(rest);
        let rest = self.take_suffixes(rest, 2);
        let has_title = !self.found.title.is_empty();
        if let Some(surname) = surname::told(rest) {
            let (surname, given) = surname.of(rest);
            return self.surname_and_given(surname, given);
        }
        let pieces = pieces(rest);
        match pieces.as_slice() {
            [] => {}
            [[word]] if let Some(start) = given_start(word.text) => {
                (self.found.last, self.found.first) = (word.text[..start].into(), word.text[start..].into());
            }
            [only] => {
                let title_of_first = words[..words.len().min(titles::count(words))]
                    .last()
                    .is_some_and(|title| title.has(Kinds::TITLE_OF_FIRST));
                if (has_title && !title_of_first) || self.has_aside || surname::is_in_capitals(only) {
                    self.found.last = join(self.name, only, " ");
                } else {
                    self.found.first = join(self.name, only, " ");
                }
            }
            [[particle], ..]
                if particle.has(Kinds::NEVER_FIRST)
                    && (has_title || particle.is_lower() || rest.iter().all(Token::is_shouted)) =>
            {
                self.found.last = joined(self.name, &pieces);
            }
            [first @ .., last] => {
                let both = customs::ends_in_two_surnames(rest).then(|| first.len() - 1);
                let start = surname_start(&pieces).or(both).unwrap_or(first.len());
                let last =
                    if start == first.len() { join(self.name, last, " ") } else { joined(self.name, &pieces[start..]) };
                self.found.last = last;
                self.first_names(&pieces[..start]);
            }
        }
    }
}

/// Whether the other surname of somebody who married follows: that of birth or of the marriage.
pub(super) fn is_marriage_mark(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "née"
            | "né"
            | "nee"
            | "geb."
            | "geborene"
            | "geboren"
            | "épouse"
            | "epouse"
            | "ép."
            | "ép"
            | "ep."
            | "épse"
            | "veuve"
            | "vve"
    )
}

/// An address, pronouns or a number.
fn is_no_nickname(aside: &str) -> bool {
    absent::is_address(aside) || around::are_pronouns(aside) || aside.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_widow(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "veuve" | "vve")
}

/// Whether words hold a surname and nothing else: one, or one with its particles (`de la Vega`).
fn is_surname_alone(words: &[Token<'_>]) -> bool {
    let words = &words[titles::count(words)..];
    words.split_last().is_some_and(|(_, before)| before.iter().all(Token::is_particle))
}

/// Words that conjunctions join, or one word.
type Piece<'w, 'a> = &'w [Token<'a>];

fn joined<'a>(name: &'a str, pieces: &[Piece<'_, 'a>]) -> Cow<'a, str> {
    join(name, &pieces.concat(), " ")
}

/// Joins words around conjunctions (`Velasquez y Garcia`, `John and Jane`). One letter is a
/// conjunction only within a longer name, and in small letters.
fn pieces<'w, 'a>(words: &'w [Token<'a>]) -> Vec<Piece<'w, 'a>> {
    let joins = |word: &Token<'_>| {
        (word.has(Kinds::CONJUNCTION) && !word.is_dotted())
            || (word.has(Kinds::CONJUNCTION_LETTER) && words.len() > 3 && word.is_lower() && !word.is_dotted())
    };
    let mut pieces = Vec::with_capacity(words.len());
    let mut start = 0;
    for end in 1..=words.len() {
        let apart = end == words.len() || !(joins(&words[end - 1]) || joins(&words[end]));
        if apart {
            pieces.push(&words[start..end]);
            start = end;
        }
    }
    pieces
}

/// Where the surname begins that a particle introduces: the last group of particles has it.
fn surname_start(pieces: &[Piece<'_, '_>]) -> Option<usize> {
    let is_joint = |word: &Token<'_>| word.is_particle() || word.has(Kinds::CONJUNCTION);
    // “von und zu”
    let particle = |piece: &Piece<'_, '_>| piece.iter().all(is_joint) && piece.iter().any(Token::is_particle);
    let before_last = &pieces[..pieces.len() - 1];
    let last = before_last.iter().rposition(particle).filter(|&last| last > 0)?;
    let together = before_last[1..=last].iter().rev().take_while(|piece| particle(piece)).count();
    let start = last + 1 - together;
    // “Karl Freiherr von Stein”
    let is_noble = |piece: &Piece<'_, '_>| matches!(piece, [word] if NOBLE.contains(&word.text));
    Some(if start > 1 && is_noble(&pieces[start - 1]) { start - 1 } else { start })
}

/// German ranks of nobility, which belong to the surname.
const NOBLE: [&str; 8] = ["Freiherr", "Freifrau", "Freiin", "Graf", "Gräfin", "Ritter", "Edler", "Prinz"];

/// Whether what stands behind a whole name and a comma is where the person works, or as what.
fn is_company_or_job(name: &str, words: &[Token<'_>]) -> bool {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let text = &name[first.start..last.end()];
    let mut buffer = String::new();
    let is_company = words.len() > 1 && company::name_key(text, &mut buffer).legal_form.is_some();
    let is_nobody = || words.iter().all(|word| given(word.text) == Given::Unknown && !word.is_initial());
    is_company || (is_nobody() && title::says_rank(text))
}

/// Whether a name before a comma is complete, so that no first name follows: `Jean DUPONT, Lyon`.
fn is_complete(words: &[Token<'_>]) -> bool {
    let rest = &words[titles::count(words)..];
    let rest = &rest[..rest.len() - suffixes::count(rest, 1, 1)];
    matches!(by_capitals(rest), Some(Surname::Ends(start)) if start > 0 && !rest[..start].iter().all(Token::is_particle))
}
