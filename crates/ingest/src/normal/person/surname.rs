//! Where the surname stands in a name without a comma, told by its words.

use super::{
    super::nickname,
    customs,
    east_asian::is_east_asian,
    tokens::Token,
    words::{Given, Kinds, given, is_given_alone, is_surname_too},
};

/// Which end of a name the surname stands at.
pub(super) enum Surname {
    /// So many words at the start.
    Leads(usize),
    /// All words from here.
    Ends(usize),
}

impl Surname {
    /// The surname, then the rest.
    pub(super) fn of<'w, 'a>(&self, words: &'w [Token<'a>]) -> (&'w [Token<'a>], &'w [Token<'a>]) {
        match *self {
            Self::Leads(end) => words.split_at(end),
            Self::Ends(start) => {
                let (given, surname) = words.split_at(start);
                (surname, given)
            }
        }
    }
}

/// Where the surname stands, when its words tell.
pub(super) fn told(words: &[Token<'_>]) -> Option<Surname> {
    let is_all_shouted = || words.iter().all(|word| word.is_shouted() || word.is_initial());
    by_capitals(words)
        .or_else(|| by_script(words))
        .or_else(|| customs::leads_with_surname(words).then_some(Surname::Leads(1)))
        .or_else(|| by_particle(words))
        .or_else(|| by_first_names(words).filter(|_| is_all_shouted()))
}

/// A surname in capitals beside first names that are not (`DUPONT Jean`, `Jean de LA TOUR`).
pub(super) fn by_capitals(words: &[Token<'_>]) -> Option<Surname> {
    let shouted = |word: &Token<'_>| word.is_shouted() || (word.is_particle() && !word.is_dotted());
    let quiet = |word: &Token<'_>| !word.is_shouted() || (word.text.len() <= 2 && !word.is_particle());
    let leading = words.iter().take_while(|word| shouted(word)).count();
    // “NGUYEN Van Hung”
    let leading = words[..leading].iter().rposition(Token::is_shouted).map_or(0, |last| last + 1);
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
    let is_told = is_told || first.has(Kinds::NEVER_FIRST);
    let is_name_elsewhere = matches!(first.text.to_ascii_lowercase().as_str(), "ben" | "al");
    (behind > 0 && if is_name_elsewhere { is_arabic } else { is_told }).then(|| Surname::Leads(words.len() - behind))
}

/// Surnames in front of first names that are known and hardly surnames themselves.
pub(super) fn by_first_names(words: &[Token<'_>]) -> Option<Surname> {
    let initials = words.iter().rev().take_while(|word| word.is_initial()).count();
    let names = words[..words.len() - initials].iter().rev().take_while(|word| is_given_alone(word.text)).count();
    let behind = names + initials;
    let surname = &words[..words.len() - behind];
    let are_unknown = surname.iter().all(|word| given(word.text) == Given::Unknown && !word.is_initial());
    ((names > 0 || is_shouted_before_initials(words, initials)) && !surname.is_empty() && are_unknown)
        .then_some(Surname::Leads(surname.len()))
}

/// `DUPONT J.`
fn is_shouted_before_initials(words: &[Token<'_>], initials: usize) -> bool {
    matches!(words, [surname, rest @ ..] if initials == rest.len() && is_in_capitals(&[*surname]))
}

/// A word in capitals that is no first name stands for a person as surnames do: `MARTIN`.
pub(super) fn is_in_capitals(words: &[Token<'_>]) -> bool {
    let [word] = words else { return false };
    let is_latin = word.text.chars().all(|c| c < '\u{250}') && word.text.len() > 2;
    is_latin && word.is_shouted() && (given(word.text) == Given::Unknown || is_surname_too(word.text))
}

const fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}')
}

fn is_patronymic(word: &str) -> bool {
    let word = word.to_lowercase();
    ["ович", "евич", "ьич", "овна", "евна", "ична", "івна", "йович"].iter().any(|ending| word.ends_with(ending))
}
