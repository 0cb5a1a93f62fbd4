//! Text that was read in the wrong encoding before it came here: `LefÃ¨vre` for `Lefèvre`.

/// What a text was before somebody took its UTF-8 for Windows-1252; none for a text that is in order.
#[must_use]
pub fn before_garbling(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let (bytes, _, has_others) = encoding_rs::WINDOWS_1252.encode(text);
    let meant = std::str::from_utf8(&bytes).ok().filter(|_| !has_others)?;
    let is_usual = |char: char| char.is_ascii() || "’‘“”–—…€œŒ".contains(char) || ('\u{A0}'..='\u{FF}').contains(&char);
    let has_letter = meant.chars().any(|char| !char.is_ascii() && char.is_alphabetic() || char == '’' || char == '€');
    (has_letter && meant.chars().all(is_usual)).then(|| meant.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn garbled_text_is_told_from_text() {
        for (text, meant) in [
            ("LefÃ¨vre", "Lefèvre"),
            ("SociÃ©tÃ© GÃ©nÃ©rale", "Société Générale"),
            ("Lâ€™Aube", "L’Aube"),
            ("12 â‚¬", "12 €"),
        ] {
            assert_eq!(before_garbling(text).as_deref(), Some(meant));
        }
        for text in ["Lefèvre", "CAFÉ\u{A0}: ouvert", "São Paulo", "JOÃO", "L’Aube", "12 €", "Дом", "Ã", "Lyon", ""]
        {
            assert_eq!(before_garbling(text), None, "{text}");
        }
    }
}
