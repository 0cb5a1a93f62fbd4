//! Text without case, accents and punctuation.

use std::sync::LazyLock;

use caseless::Caseless;
use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

/// Writes `input` folded for comparison: compatibility characters unified (NFKC), full case
/// folding, accents dropped, `œ æ ß ø ł` and the like spelled in plain letters, apostrophes and
/// hyphens read as spaces, other punctuation and symbols dropped, spaces collapsed.
///
/// Letters of other scripts stay. Folding a folded text changes nothing.
pub fn fold(input: &str, out: &mut String) {
    out.clear();
    let mut gap = false;
    for (position, byte) in input.bytes().enumerate() {
        match ASCII[usize::from(byte)] {
            GAP => gap = true,
            DROP => {}
            BEYOND => return fold_beyond_ascii(&input[position..], gap, out),
            letter => {
                if gap && !out.is_empty() {
                    out.push(' ');
                }
                gap = false;
                out.push(char::from(letter));
            }
        }
    }
}

const DROP: u8 = 0;
const GAP: u8 = 1;
const BEYOND: u8 = 2;

/// What each byte folds to: a letter or digit, or one of the three marks above.
static ASCII: [u8; 256] = {
    let mut table = [DROP; 256];
    let mut byte = 0;
    while byte < 256 {
        let character = byte as u8;
        table[byte] = match character {
            b'0'..=b'9' | b'a'..=b'z' => character,
            b'A'..=b'Z' => character.to_ascii_lowercase(),
            b' ' | b'\t'..=b'\r' | b'\'' | b'-' | b'`' => GAP,
            0x80.. => BEYOND,
            _ => DROP,
        };
        byte += 1;
    }
    table
};

/// Goes on where the first character outside ASCII stands.
fn fold_beyond_ascii(rest: &str, mut gap: bool, out: &mut String) {
    for character in rest.chars() {
        let code = character as usize;
        let folded: &str = if code < ASCII_END {
            match ASCII[code] {
                GAP => " ",
                DROP => "",
                letter => {
                    push(char::from(letter), &mut gap, out);
                    continue;
                }
            }
        } else if let Some(known) = LATIN.get(code - ASCII_END) {
            known
        } else {
            for piece in fold_character(character).chars() {
                push(piece, &mut gap, out);
            }
            continue;
        };
        for piece in folded.chars() {
            push(piece, &mut gap, out);
        }
    }
}

fn push(piece: char, gap: &mut bool, out: &mut String) {
    if piece == ' ' {
        *gap = true;
        return;
    }
    if *gap && !out.is_empty() {
        out.push(' ');
    }
    *gap = false;
    out.push(piece);
}

const ASCII_END: usize = 0x80;
const LATIN_END: u32 = 0x250;

/// The folded forms of the Latin letters outside ASCII, which names in European languages use.
static LATIN: LazyLock<Vec<Box<str>>> = LazyLock::new(|| {
    (ASCII_END as u32..LATIN_END)
        .map(|code| char::from_u32(code).map_or_else(Box::default, |c| fold_character(c).into()))
        .collect()
});

/// Folds one character by the definition; ` ` marks a gap.
fn fold_character(character: char) -> String {
    let mut folded = String::new();
    if matches!(character, '™' | '℠') {
        return folded;
    }
    let decomposed = std::iter::once(character).nfkd().default_case_fold().nfkd();
    for piece in decomposed.default_case_fold().nfkd() {
        if canonical_combining_class(piece) != 0 {
            continue;
        }
        match piece {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'þ' => folded.push_str("th"),
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ħ' => folded.push('h'),
            'ı' => folded.push('i'),
            _ if piece.is_whitespace() || is_joint(piece) => folded.push(' '),
            _ if piece.is_alphanumeric() => folded.push(piece),
            _ => {}
        }
    }
    folded
}

/// Apostrophes and hyphens of any script: they separate the parts of a name.
const fn is_joint(character: char) -> bool {
    matches!(
        character,
        '\'' | '-' | '`' | '´' | 'ʹ' | 'ʻ' | 'ʼ' | 'ʽ' | '՚' | '֊' | '־' | '‐'
            ..='―' | '‘' | '’' | '‛' | '′' | '−' | '﹘' | '﹣' | '－' | '＇'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn folded(input: &str) -> String {
        let mut out = String::from("left over");
        fold(input, &mut out);
        out
    }

    #[test]
    fn case_accents_and_punctuation_do_not_count() {
        for (input, expected) in [
            ("", ""),
            ("  Jean-François   d’Ormesson ", "jean francois d ormesson"),
            ("O'Brien, John", "o brien john"),
            ("S.A.R.L.", "sarl"),
            ("Cœur & Œuvre", "coeur oeuvre"),
            ("STRASSE Straße", "strasse strasse"),
            ("Łukasz Søren Ærø", "lukasz soren aero"),
            ("İstanbul ılık", "istanbul ilik"),
            ("Ｆｕｌｌ　Ｗｉｄｔｈ", "full width"),
            ("e\u{301}te\u{301}", "ete"),
            ("Café™ ½", "cafe 12"),
            ("北京 公司", "北京 公司"),
            ("Ελλάς", "ελλασ"),
            ("-'-", ""),
            ("a\u{a0}b\u{202f}c\u{200b}d", "a b cd"),
        ] {
            assert_eq!(folded(input), expected, "{input:?}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(input in "\\PC{0,40}") {
            let once = folded(&input);
            prop_assert_eq!(&folded(&once), &once);
        }

        #[test]
        fn every_character_folds_to_itself_once_folded(code in any::<char>()) {
            let once = folded(&code.to_string());
            prop_assert_eq!(&folded(&once), &once);
        }

        #[test]
        fn the_result_has_no_stray_space(input in "[ a-zÀ-ÿ'.-]{0,30}") {
            let once = folded(&input);
            prop_assert!(!once.starts_with(' ') && !once.ends_with(' ') && !once.contains("  "));
        }
    }
}
