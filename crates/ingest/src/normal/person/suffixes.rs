//! Suffixes at the end of a name, and those that stand alone between commas.

use super::{
    tokens::Token,
    words::{Kinds, kinds},
};

/// How many words at the end are suffixes. At least `least` words are left, and `enough` before
/// letters that may also be a name.
pub(super) fn count(words: &[Token<'_>], least: usize, enough: usize) -> usize {
    let shouted = words
        .iter()
        .filter(|word| !word.has(Kinds::SUFFIX_CAPITALS))
        .all(|word| word.is_shouted() || word.is_initial());
    let mut end = words.len();
    loop {
        if end >= least + 2 && is_spaced_phd(&words[end - 2..end]) {
            end -= 2;
        } else if end > least && is_suffix(&words[..end], shouted, enough) {
            end -= 1;
        } else {
            return words.len() - end;
        }
    }
}

/// Whether the last word is a suffix. In a name all in `shouted` letters, capitals say nothing.
fn is_suffix(words: &[Token<'_>], shouted: bool, enough: usize) -> bool {
    let Some((word, before)) = words.split_last() else { return false };
    let enough = before.len() >= enough;
    let capitals = word.is_dotted_throughout() || (word.is_shouted() && !shouted && enough);
    (word.has(Kinds::SUFFIX_WORD) && !word.has_inner_dot())
        || (word.has(Kinds::SUFFIX_LETTERS) && (enough || !word.is_lower()))
        || (word.has(Kinds::SUFFIX_CAPITALS) && capitals)
        || (word.has(Kinds::SUFFIX_NUMERAL)
            && before.len() >= 2
            && !word.is_dotted()
            && before.last().is_some_and(|previous| !previous.is_initial()))
        || is_composed(word.text)
}

/// Whether a part between commas holds suffixes alone.
pub(super) fn fill(words: &[Token<'_>]) -> bool {
    let alone = |word: &Token<'_>| {
        (word.has(Kinds::SUFFIX_WORD.and(Kinds::SUFFIX_NUMERAL)) && !word.has_inner_dot())
            || word.has(Kinds::SUFFIX_LETTERS)
            || (word.has(Kinds::SUFFIX_CAPITALS) && (word.is_dotted() || word.is_shouted()))
            || is_composed(word.text)
    };
    !words.is_empty() && (is_spaced_phd(words) || words.iter().all(alone))
}

/// Whether suffixes behind a comma cannot be a first name either.
pub(super) fn are_certain(words: &[Token<'_>]) -> bool {
    is_spaced_phd(words)
        || words.iter().all(|word| {
            (word.has(Kinds::SUFFIX_WORD) && !word.has_inner_dot())
                || word.has(Kinds::SUFFIX_LETTERS)
                || (word.has(Kinds::SUFFIX_CAPITALS) && word.is_dotted_throughout())
        })
}

/// `Ph. D.`
pub(super) fn is_spaced_phd(words: &[Token<'_>]) -> bool {
    matches!(words, [ph, d] if ph.text.eq_ignore_ascii_case("ph.") && d.text.trim_end_matches('.').eq_ignore_ascii_case("d"))
}

/// Several degrees without spaces (`MSc.Ed.`, `MD/PhD`).
fn is_composed(text: &str) -> bool {
    let any = Kinds::SUFFIX_LETTERS.and(Kinds::SUFFIX_CAPITALS);
    ['.', '/', '-'].iter().any(|&separator| {
        let mut pieces = text.split(separator).filter(|piece| !piece.is_empty()).take(5);
        pieces.clone().count() > 1 && pieces.all(|piece| piece.len() > 1 && kinds(piece).has(any))
    })
}

impl Token<'_> {
    /// A dot before another letter (`J.R.`).
    fn has_inner_dot(&self) -> bool {
        self.text.trim_end_matches('.').contains('.')
    }

    /// A dot behind each letter, or two dots at least (`M.D.`, `Ph.D.`).
    fn is_dotted_throughout(&self) -> bool {
        self.text.matches('.').count() >= 2
    }
}
