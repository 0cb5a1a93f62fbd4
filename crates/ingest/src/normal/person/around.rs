//! What stands around a name in its cell and is none of it.

use super::super::{first_name, text, title};

/// A name without an address line before it (`Attn: John Smith`), a number or marks (`1. Jean Dupont`, `*Jean Dupont*`),
/// what the person is or works for behind a separator (`Jean Dupont | Acme`, `Jean Dupont - Directeur`), and pronouns.
pub(super) fn without_surroundings(full: &str) -> &str {
    let name = without_number(without_address_line(full.trim_matches(is_mark)));
    let name = without_pronouns(before_separator(name));
    if name.is_empty() { full } else { name.trim_matches(is_mark) }
}

const fn is_mark(c: char) -> bool {
    matches!(c, '*' | '#' | '~' | '=' | '+' | '-' | '_' | '•' | '|' | '/') || c.is_whitespace()
}

/// What letters are addressed with, in small letters.
const ADDRESS_LINES: [&str; 15] = [
    "attn:",
    "attn.",
    "attn ",
    "att:",
    "attention:",
    "fao ",
    "fao:",
    "c/o ",
    "z. hd. ",
    "z.hd. ",
    "zu händen ",
    "a l'attention de ",
    "à l'attention de ",
    "sehr geehrter ",
    "sehr geehrte ",
];

fn without_address_line(full: &str) -> &str {
    let rest = |line: &str| {
        let mut rest = full.chars();
        let same = |expected| {
            rest.next().map(|c| if c == '’' { '\'' } else { c }).is_some_and(|c| c.to_lowercase().eq([expected]))
        };
        line.chars().all(same).then(|| rest.as_str().trim_start())
    };
    ADDRESS_LINES.into_iter().find_map(rest).unwrap_or(full)
}

/// `1. Jean Dupont`, `Jean Dupont 2`
fn without_number(full: &str) -> &str {
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let full = match full.split_once(' ') {
        Some((start, rest)) if start.strip_suffix(['.', ')']).is_some_and(is_number) => rest.trim_start(),
        _ => full,
    };
    match full.rsplit_once(' ') {
        Some((name, end)) if is_number(end) && name.contains(' ') => name.trim_end(),
        _ => full,
    }
}

/// Between a name and what the person is or works for.
const SEPARATORS: [&str; 6] = ["|", " • ", " · ", " / ", " @ ", " chez "];
/// The same, or within a double surname.
const DASHES: [&str; 3] = [" - ", " – ", " — "];

fn before_separator(full: &str) -> &str {
    let cut = |separators: &[&str], is_apart: fn(&str) -> bool| {
        separators.iter().find_map(|separator| {
            let (name, behind) = full.split_once(separator)?;
            let name = name.trim_end();
            (name.split_whitespace().count() > 1 && is_apart(behind)).then_some(name)
        })
    };
    cut(&SEPARATORS, |_| true).or_else(|| cut(&DASHES, title::says_rank)).unwrap_or(full)
}

fn without_pronouns(full: &str) -> &str {
    match full.rsplit_once(' ') {
        Some((name, end)) if are_pronouns(end) => name.trim_end(),
        _ => full,
    }
}

/// Whether a text is the pronouns of a person (`she/her`, `il/lui`).
pub(super) fn are_pronouns(text: &str) -> bool {
    const PRONOUNS: [&str; 20] = [
        "she", "her", "hers", "he", "him", "his", "they", "them", "theirs", "il", "lui", "elle", "iel", "er", "ihm",
        "ihn", "sie", "ihr", "ella", "él",
    ];
    text.contains('/') && text.split('/').all(|word| PRONOUNS.contains(&word.trim().to_lowercase().as_str()))
}

/// The first name and surname of a login (`jean.dupont`): two words, the first of which is a first name.
pub(super) fn of_login(full: &str) -> Option<(&str, &str)> {
    let (first, last) = full.split_once('.')?;
    let is_word = |word: &str| word.chars().count() > 1 && word.chars().all(|c| c.is_alphabetic() || c == '-');
    let mut folded = String::new();
    text::fold(first, &mut folded);
    (is_word(first) && is_word(last) && first_name::is_known(&folded)).then_some((first, last))
}
