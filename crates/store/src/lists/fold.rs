//! The folded form of a text: what search, filters and the order compare.

use std::sync::OnceLock;

use caseless::Caseless as _;
use sales_core::fields::FieldKind;
use unicode_normalization::UnicodeNormalization as _;

/// What stands before, between and after the labels of a folded list of labels. No folded text
/// holds it.
pub(super) const LABEL: u8 = 0x1F;

/// The first and the last letter of which [`latin`] knows the folded form.
const LATIN: std::ops::RangeInclusive<char> = '\u{C0}'..='\u{17F}';

/// Appends the folded form of a text: without case, accents, ligatures and typographic variants of
/// quotes and dashes; blanks and control characters become one space and vanish at both ends. No
/// byte of it is below 0x20.
pub(super) fn fold(text: &str, out: &mut Vec<u8>) {
    let start = out.len();
    if is_tidy(text.as_bytes()) {
        out.extend_from_slice(text.as_bytes());
        out[start..].make_ascii_lowercase();
        return;
    }
    if !fold_latin(text, start, out) {
        out.truncate(start);
        let mut utf8 = [0; 4];
        for c in text.chars().nfkd().filter(|&c| !is_mark(c)).default_case_fold() {
            if c.is_whitespace() || c.is_control() {
                push_space(start, out);
            } else if let Some(plain) = plain(c) {
                out.extend_from_slice(plain.as_bytes());
            } else {
                out.extend_from_slice(c.encode_utf8(&mut utf8).as_bytes());
            }
        }
    }
    if out.len() > start && out.last() == Some(&b' ') {
        out.pop();
    }
}

/// Appends the folded form of a cell of this kind. The labels of a [`FieldKind::Tags`] cell, one a
/// line, are folded, sorted and enclosed in [`LABEL`]s.
pub(super) fn fold_cell(kind: FieldKind, text: &str, out: &mut Vec<u8>) {
    if kind != FieldKind::Tags {
        return fold(text, out);
    }
    let mut labels: Vec<Vec<u8>> = text.split('\n').map(folded).filter(|label| !label.is_empty()).collect();
    labels.sort_unstable();
    labels.dedup();
    for label in &labels {
        out.push(LABEL);
        out.extend_from_slice(label);
    }
    if !labels.is_empty() {
        out.push(LABEL);
    }
}

/// The folded form of a text.
pub(super) fn folded(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    fold(text, &mut out);
    out
}

/// Whether only the case of a text has to change.
fn is_tidy(text: &[u8]) -> bool {
    let hidden = text.iter().fold(0, |hidden, &byte| hidden | u8::from(byte.wrapping_sub(b' ') >= 0x5F));
    let mut spaces = memchr::memchr_iter(b' ', text);
    hidden == 0 && !spaces.any(|i| i == 0 || text.get(i + 1).is_none_or(|&next| next == b' '))
}

/// Folds a text of ASCII and Latin letters; false as soon as another character comes.
fn fold_latin(text: &str, start: usize, out: &mut Vec<u8>) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        if byte > b' ' && byte < 0x7F {
            out.push(byte.to_ascii_lowercase());
        } else if byte < 0x80 {
            push_space(start, out);
        } else {
            let Some(c) = text[at - 1..].chars().next().filter(|c| LATIN.contains(c)) else { return false };
            out.extend_from_slice(latin(c).as_bytes());
            at += 1;
        }
    }
    true
}

fn push_space(start: usize, out: &mut Vec<u8>) {
    if out.len() > start && out.last() != Some(&b' ') {
        out.push(b' ');
    }
}

/// The folded form of a letter within [`LATIN`].
fn latin(c: char) -> &'static str {
    static TABLE: OnceLock<Vec<String>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        LATIN
            .map(|letter| {
                let letters = std::iter::once(letter).nfkd().filter(|&c| !is_mark(c)).default_case_fold();
                letters.map(|c| plain(c).map_or_else(|| c.to_string(), str::to_owned)).collect()
            })
            .collect()
    });
    &table[c as usize - *LATIN.start() as usize]
}

/// Whether a character only changes the one before it, or is not seen at all. Vowel signs of Asian
/// scripts are letters in this sense.
const fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}'
        | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// What stands for a character that neither case nor decomposition makes plain.
const fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ŧ' => "t",
        'þ' => "th",
        '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{2BC}' | '\u{2032}' => "'",
        '\u{201C}'..='\u{201F}' | '«' | '»' => "\"",
        '\u{2010}'..='\u{2015}' | '\u{2212}' => "-",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(text: &str) -> String {
        String::from_utf8(folded(text)).expect("UTF-8")
    }

    #[test]
    fn case_accents_and_typography_vanish() {
        assert_eq!(text("  Élodie\u{A0}\t LEFÈVRE\n"), "elodie lefevre");
        assert_eq!(text("Cœur d’Alène – Łódź"), "coeur d'alene - lodz");
        assert_eq!(text("Straße ĳ ŉ"), "strasse ij 'n");
        assert_eq!(text("e\u{301}té"), "ete");
        assert_eq!(text("ΑΘΉΝΑ"), "αθηνα");
        assert_eq!(text("\u{200B} \u{301}"), "");
    }

    #[test]
    fn labels_are_sorted_and_enclosed() {
        let mut out = Vec::new();
        fold_cell(FieldKind::Tags, "Salon\n\nété\nsalon", &mut out);
        assert_eq!(out, b"\x1fete\x1fsalon\x1f");
        out.clear();
        fold_cell(FieldKind::Tags, " \n", &mut out);
        assert_eq!(out, b"");
    }

    proptest! {
        #[test]
        fn a_folded_text_is_clean_and_folds_to_itself(original in prop_oneof![any::<String>(), "[ A-zÀ-ſ\u{300}\n]{0,9}"]) {
            let once = text(&original);
            prop_assert!(once.bytes().all(|byte| byte >= 0x20));
            prop_assert_eq!(once.trim(), &*once);
            prop_assert_eq!(text(&once), once);
        }

        #[test]
        fn a_list_of_letters_folds_like_its_letters(original in "[A-zÀ-ſ]{0,9}") {
            let slowly = text(&format!("\u{2014}{original}"));
            prop_assert_eq!(text(&original), &slowly[1..]);
        }
    }
}
