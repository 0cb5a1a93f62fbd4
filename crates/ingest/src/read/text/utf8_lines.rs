//! Lines of UTF-8 in a file of another encoding, as in files put together from several.

/// Characters outside ASCII that are UTF-8 whatever they are: so many do not come by chance.
const CERTAIN: usize = 4;

/// A byte that begins a character of UTF-8 stands before one that goes on with it.
pub fn may_have_any(bytes: &[u8]) -> bool {
    bytes.windows(2).any(|pair| matches!(pair, [0xC2..=0xF4, 0x80..=0xBF]))
}

/// The bytes outside ASCII are all UTF-8, and stand for characters that are expected beside Western
/// text. In a Western encoding they would be capitals with accents before signs.
pub fn is_utf8(line: &[u8]) -> bool {
    if line.is_ascii() {
        return false;
    }
    let Ok(text) = std::str::from_utf8(line) else { return false };
    let (mut usual, mut others) = (0, 0);
    for char in text.chars().filter(|char| !char.is_ascii()) {
        *(if is_usual(char) { &mut usual } else { &mut others }) += 1;
    }
    (others == 0 || usual + others >= CERTAIN) && !text.contains(|char| matches!(char, '\u{80}'..='\u{9F}'))
}

/// Letters of languages in Latin script, signs of typing and currencies. `É…` and `É’`, which are
/// usual in French capitals, are not among them when read as UTF-8.
const fn is_usual(char: char) -> bool {
    matches!(char,
        '\u{A0}'..='\u{17F}'
        | 'ƒ' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | 'Ș' | 'ș' | 'Ț' | 'ț'
        | '\u{1E00}'..='\u{1EFF}'
        | '\u{2002}'..='\u{206F}'
        | '\u{20A0}'..='\u{20CF}'
        | '№' | '™'
        | '\u{FB00}'..='\u{FB06}'
        | '\u{FEFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_utf8() {
        for line in ["Élodie;Orléans", "l’été", "12 €", "IRMÃ", "Łódź", "Nguyễn", "a\u{A0}b", "東京都港区", "Москва"]
        {
            assert!(may_have_any(line.as_bytes()), "{line}");
            assert!(is_utf8(line.as_bytes()), "{line}");
        }
    }

    #[test]
    fn lines_of_windows_1252() {
        for line in ["plain", "Élodie", "CAFÉ…", "L’É’", "« VOILÀ »", "„Spaß“", "GROß…", "SOCIÉTÉ\u{A0}:", "12 €"]
        {
            let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(line);
            assert!(!is_utf8(&bytes), "{line}");
        }
        assert!(!is_utf8(b"\xC3\xA9 and \xE9"), "both in one line");
        assert!(!is_utf8(b"\xC2\x81\xC2\x81\xC2\x81\xC2\x81"), "controls");
    }
}
