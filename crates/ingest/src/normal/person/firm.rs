//! Firms that stand where the name of a person is asked for.

use super::{
    super::{company, first_name, text},
    tokens::{Token, Words, scan},
    words::Kinds,
};

/// Whether a name is a firm's by its legal form (`ACME SARL`, `Martin & Fils SA`, `Acme, Inc.`), and not a person with
/// the firm behind a comma (`Jean Dupont, Acme SA`). A form of two letters may be a surname (`Yan Sa`), and counts beside
/// `&`, or where it alone stands in capitals or with dots and nothing else is a first name.
pub(super) fn is_firm(name: &str) -> bool {
    let (mut buffer, mut folded) = (String::new(), String::new());
    let found = company::name_key(name, &mut buffer);
    if found.legal_form.is_none() {
        return false;
    }
    if let Some((before, _)) = name.split_once(',') {
        text::fold(before, &mut folded);
        if folded != found.key {
            return false;
        }
    }
    text::fold(name, &mut folded);
    let letters = |text: &str| text.chars().filter(|&c| c != ' ').count();
    let words: Words<'_> = scan(name, false).parts.into_iter().flatten().collect();
    let ends = [words.first(), words.last()];
    if letters(&folded) >= letters(found.key) + SHORTEST_CERTAIN {
        return ends.into_iter().flatten().all(|word| !is_of_persons(word));
    }
    let is_marked = |word: &Token<'_>| word.is_shouted() || word.is_dotted();
    name.contains('&')
        || (words.last().is_some_and(is_marked)
            && words.iter().rev().skip(1).all(|word| !is_marked(word) && !is_of_persons(word)))
}

/// Letters of a legal form that is hardly a name.
const SHORTEST_CERTAIN: usize = 3;

/// Whether a word is also a first name, or stands around names of persons.
fn is_of_persons(word: &Token<'_>) -> bool {
    let titles = Kinds::TITLE.and(Kinds::TITLE_BEFORE);
    let suffixes = Kinds::SUFFIX_WORD.and(Kinds::SUFFIX_LETTERS).and(Kinds::SUFFIX_CAPITALS);
    let mut folded = String::new();
    text::fold(word.text, &mut folded);
    word.has(titles.and(suffixes)) || first_name::is_known(&folded)
}
