//! How names are usually written.

use std::borrow::Cow;

use super::{
    firm::is_firm,
    words::{Kinds, kinds},
};

/// A part of a name as it is usually written: `DUPONT` → `Dupont`, `mcdonald` → `McDonald`,
/// `D'ARTAGNAN` → `d'Artagnan`, `DE LA TOUR` → `de la Tour`, `LE GOFF` → `Le Goff`. Words that mix
/// capitals and small letters stay as they are, and so do initials and firms (`ACME SARL`).
#[must_use]
pub fn display(part: &str) -> Cow<'_, str> {
    if is_firm(part) {
        return Cow::Borrowed(part.trim());
    }
    let words = || part.split_whitespace();
    if words().all(|word| casing(word) == Casing::Mixed) && !part.contains("  ") {
        return Cow::Borrowed(part.trim());
    }
    let mut written = String::with_capacity(part.len());
    let mut previous = Kinds::default();
    for word in words() {
        if !written.is_empty() {
            written.push(' ');
        }
        let known = kinds(word);
        let behind_particle = previous.has(Kinds::PARTICLE) && !previous.has(Kinds::LOUD);
        let quiet = known.has(Kinds::PARTICLE.and(Kinds::PARTICLE_LOWER))
            && (!known.has(Kinds::LOUD) || (behind_particle && !known.has(Kinds::NEVER_FIRST)));
        let conjunction = known.has(Kinds::CONJUNCTION) && word.len() > 1;
        match casing(word) {
            Casing::Mixed => written.push_str(word),
            _ if (quiet && words().nth(1).is_some()) || conjunction => {
                written.extend(word.chars().flat_map(char::to_lowercase))
            }
            _ => write_word(word, &mut written),
        }
        previous = known;
    }
    Cow::Owned(written)
}

/// Whether a part of a name has a word of several letters that are all capitals.
pub(super) fn is_shouted(part: &str) -> bool {
    part.split_whitespace().any(|word| casing(word) == Casing::Upper)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Casing {
    Upper,
    Lower,
    /// Both, one letter alone, initials, or a script without case.
    Mixed,
}

fn casing(word: &str) -> Casing {
    let (mut upper, mut lower) = (0_usize, 0_usize);
    for character in word.chars() {
        upper += usize::from(character.is_uppercase());
        lower += usize::from(character.is_lowercase());
    }
    let consonants = !word.contains(['A', 'E', 'I', 'O', 'U', 'Y']) && word.is_ascii();
    match (upper, lower) {
        (0 | 1, 0) | (0, 1) => Casing::Mixed,
        // “J.-P.”, “JP”
        (_, 0) if word.contains('.') || (consonants && upper == 2 && word.len() == 2) => Casing::Mixed,
        (_, 0) => Casing::Upper,
        (0, _) => Casing::Lower,
        _ => mixed_around_mc(word),
    }
}

/// `McDONALD` is in capitals.
fn mixed_around_mc(word: &str) -> Casing {
    let body = word.strip_prefix("Mc").or_else(|| word.strip_prefix("d'")).or_else(|| word.strip_prefix("d’"));
    let shouted = |body: &str| body.chars().count() > 1 && !body.chars().any(char::is_lowercase);
    if body.is_some_and(shouted) { Casing::Upper } else { Casing::Mixed }
}

/// Writes a word with a capital at the start of each of its parts.
fn write_word(word: &str, written: &mut String) {
    for (i, piece) in word.split_inclusive(['-', '‐', '.']).enumerate() {
        write_piece(piece, i == 0, written);
    }
}

fn write_piece(piece: &str, is_first: bool, written: &mut String) {
    let apostrophe = piece.char_indices().nth(1).filter(|&(_, c)| matches!(c, '\'' | '’'));
    if let Some((at, mark)) = apostrophe {
        let (letter, rest) = piece.split_at(at);
        // The French d’ is small, the O’ and L’ of surnames are not.
        let small = letter.eq_ignore_ascii_case("d") && is_first;
        written.extend(letter.chars().map(|c| if small { c.to_ascii_lowercase() } else { upper(c) }));
        written.push(mark);
        return capitalise(&rest[mark.len_utf8()..], written);
    }
    if let Some((article, name)) = italian_article(piece) {
        capitalise(article, written);
        return capitalise(name, written);
    }
    match piece.get(..2) {
        Some(mc) if mc.eq_ignore_ascii_case("mc") && piece.len() > 4 => {
            written.push_str("Mc");
            capitalise(&piece[2..], written);
        }
        _ => capitalise(piece, written),
    }
}

/// `dell'` and `Acqua`
fn italian_article(piece: &str) -> Option<(&str, &str)> {
    let at = piece.find(['\'', '’'])?;
    let is_article = ["dell", "dall", "sant", "all"].iter().any(|article| piece[..at].eq_ignore_ascii_case(article));
    let mark = piece[at..].chars().next()?.len_utf8();
    is_article.then(|| piece.split_at(at + mark))
}

fn capitalise(word: &str, written: &mut String) {
    let mut characters = word.chars();
    if let Some(first) = characters.next() {
        written.push(upper(first));
    }
    written.extend(characters.flat_map(char::to_lowercase));
}

/// The capital of a letter; the letter itself when that is no single capital.
fn upper(c: char) -> char {
    let mut capital = c.to_uppercase();
    if capital.len() == 1 { capital.next().unwrap_or(c) } else { c }
}
