//! Which words of a name are title, first name, surname and suffix.

use std::borrow::Cow;

use super::{
    super::{company, nickname, title},
    PersonName, absent,
    east_asian::{given_start, is_east_asian},
    join, suffixes, titles,
    tokens::{Scan, Token, Words},
    words::{Given, Kinds, given, is_compound, is_given_alone, is_surname_too},
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
        for text in aside.iter().filter(|text| !absent::is_address(text)) {
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

    /// Takes `née Durand` and `épouse Martin` out of a name; the other words.
    fn take_other_surname(&mut self, words: &[Token<'a>]) -> Option<Vec<Token<'a>>> {
        let start = words.iter().skip(1).position(|word| is_marriage_mark(word.text))? + 1;
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
        let Some(surname) = by_first_names(rest) else { return self.full(rest) };
        let (surname, given) = surname.of(rest);
        self.found.last = join(self.name, surname, " ");
        self.first_names(&pieces(given));
    }

    /// A name without a comma.
    fn full(&mut self, words: &[Token<'a>]) {
        let without_other = self.take_other_surname(words);
        let words = without_other.as_deref().unwrap_or(words);
        let rest = self.take_titles(words);
        let rest = self.take_suffixes(rest, 2);
        let has_title = !self.found.title.is_empty();
        let by_names = || by_first_names(rest).filter(|_| rest.iter().all(Token::is_shouted));
        let told = by_capitals(rest).or_else(|| by_script(rest)).or_else(|| by_particle(rest)).or_else(by_names);
        if let Some(surname) = told {
            let (surname, given) = surname.of(rest);
            self.found.last = join(self.name, surname, " ");
            self.first_names(&pieces(given));
            return;
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
                if (has_title && !title_of_first) || self.has_aside || is_surname_in_capitals(only) {
                    self.found.last = join(self.name, only, " ");
                } else {
                    self.found.first = join(self.name, only, " ");
                }
            }
            [[particle], ..] if particle.has(Kinds::NEVER_FIRST) && (has_title || particle.is_lower()) => {
                self.found.last = joined(self.name, &pieces);
            }
            [first @ .., last] => {
                let start = surname_start(&pieces).unwrap_or(first.len());
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
    let particle = |piece: &Piece<'_, '_>| matches!(piece, [word] if word.is_particle());
    let before_last = &pieces[..pieces.len() - 1];
    let last = before_last.iter().rposition(particle).filter(|&last| last > 0)?;
    let together = before_last[1..=last].iter().rev().take_while(|piece| particle(piece)).count();
    Some(last + 1 - together)
}

/// Which end of a name the surname stands at.
enum Surname {
    /// So many words at the start.
    Leads(usize),
    /// All words from here.
    Ends(usize),
}

impl Surname {
    /// The surname, then the rest.
    fn of<'w, 'a>(&self, words: &'w [Token<'a>]) -> (&'w [Token<'a>], &'w [Token<'a>]) {
        match *self {
            Self::Leads(end) => words.split_at(end),
            Self::Ends(start) => {
                let (given, surname) = words.split_at(start);
                (surname, given)
            }
        }
    }
}

/// A surname in capitals beside first names that are not (`DUPONT Jean`, `Jean de LA TOUR`).
fn by_capitals(words: &[Token<'_>]) -> Option<Surname> {
    let shouted = |word: &Token<'_>| word.is_shouted() || (word.is_particle() && !word.is_dotted());
    let quiet = |word: &Token<'_>| !word.is_shouted() || (word.text.len() <= 2 && !word.is_particle());
    let leading = words.iter().take_while(|word| shouted(word)).count();
    let has_quiet = |words: &[Token<'_>]| {
        !words.is_empty()
            && words.iter().all(quiet)
            && words.iter().any(|word| !word.is_initial() && word.text.chars().any(char::is_lowercase))
    };
    if (1..words.len()).contains(&leading)
        && words[..leading].iter().any(Token::is_shouted)
        && has_quiet(&words[leading..])
        && !is_first_in_capitals(&words[..leading], &words[leading..])
    {
        return Some(Surname::Leads(leading));
    }
    let trailing = words.iter().rev().take_while(|word| shouted(word)).count().min(words.len().saturating_sub(1));
    let start = words.len() - trailing;
    (trailing > 0 && words[start..].iter().any(Token::is_shouted) && has_quiet(&words[..start]))
        .then_some(Surname::Ends(start))
}

/// Initials (`JP Martin`) or a first name (`JEAN Martin`) in capitals.
fn is_first_in_capitals(capitals: &[Token<'_>], rest: &[Token<'_>]) -> bool {
    let [word] = capitals else { return false };
    let is_initials =
        word.text.len() == 2 && (word.text.contains('J') || !word.text.contains(['A', 'E', 'I', 'O', 'U', 'Y']));
    is_initials || (nickname::is_first_name(word.text) && !rest.iter().any(|word| nickname::is_first_name(word.text)))
}

/// Whether a name before a comma is complete, so that no first name follows: `Jean DUPONT, Lyon`.
fn is_complete(words: &[Token<'_>]) -> bool {
    let rest = &words[titles::count(words)..];
    let rest = &rest[..rest.len() - suffixes::count(rest, 1, 1)];
    matches!(by_capitals(rest), Some(Surname::Ends(start)) if start > 0 && !rest[..start].iter().all(Token::is_particle))
}

/// Names in scripts whose languages put the surname first.
fn by_script(words: &[Token<'_>]) -> Option<Surname> {
    let all = |test: fn(char) -> bool| words.iter().all(|word| word.text.chars().next().is_some_and(test));
    match words {
        [_, _] if all(is_east_asian) => Some(Surname::Leads(1)),
        [_, _, patronymic] if all(is_cyrillic) && is_patronymic(patronymic.text) => Some(Surname::Leads(1)),
        _ => None,
    }
}

/// A surname in front that begins with a particle, before first names that are known (`Le Goff Anne`). Behind
/// `Ben` and `Al` these are Arabic ones, as either is a first name elsewhere.
fn by_particle(words: &[Token<'_>]) -> Option<Surname> {
    let (first, rest) = words.split_first()?;
    let particle = Kinds::PARTICLE.and(Kinds::PARTICLE_LOWER);
    if rest.len() < 2 || !first.has(particle) || first.is_dotted() {
        return None;
    }
    let known = |word: &&Token<'_>| given(word.text) != Given::Unknown;
    let behind = rest.iter().rev().take_while(known).count().min(rest.len() - 1);
    let (surname, names) = rest.split_at(rest.len() - behind);
    let is_arabic = names.iter().any(|word| given(word.text) == Given::Arabic);
    let is_told = surname.iter().any(|word| !word.has(particle) && !known(&word));
    let is_name_elsewhere = matches!(first.text.to_ascii_lowercase().as_str(), "ben" | "al");
    (behind > 0 && if is_name_elsewhere { is_arabic } else { is_told }).then(|| Surname::Leads(words.len() - behind))
}

/// Surnames in front of first names that are known and hardly surnames themselves.
fn by_first_names(words: &[Token<'_>]) -> Option<Surname> {
    let behind = words.iter().rev().take_while(|word| is_given_alone(word.text)).count();
    let surname = &words[..words.len() - behind];
    let are_unknown = surname.iter().all(|word| given(word.text) == Given::Unknown && !word.is_initial());
    (behind > 0 && !surname.is_empty() && are_unknown).then_some(Surname::Leads(surname.len()))
}

/// A word in capitals that is no first name stands for a person as surnames do: `MARTIN`.
fn is_surname_in_capitals(words: &[Token<'_>]) -> bool {
    let [word] = words else { return false };
    let is_latin = word.text.chars().all(|c| c < '\u{250}') && word.text.len() > 2;
    is_latin && word.is_shouted() && (given(word.text) == Given::Unknown || is_surname_too(word.text))
}

/// Whether what stands behind a whole name and a comma is where the person works, or as what.
fn is_company_or_job(name: &str, words: &[Token<'_>]) -> bool {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let text = &name[first.start..last.end()];
    let mut buffer = String::new();
    let is_company = words.len() > 1 && company::name_key(text, &mut buffer).legal_form.is_some();
    let is_nobody = || words.iter().all(|word| given(word.text) == Given::Unknown && !word.is_initial());
    is_company || (is_nobody() && title::says_rank(text))
}

const fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}')
}

fn is_patronymic(word: &str) -> bool {
    let word = word.to_lowercase();
    ["ович", "евич", "ьич", "овна", "евна", "ична", "івна", "йович"].iter().any(|ending| word.ends_with(ending))
}
