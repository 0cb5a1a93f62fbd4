//! The form in which texts are compared: small letters without accents, one kind of each sign, nothing invisible.

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use super::markup::{self, Piece};

/// A folded text that knows where each of its bytes came from.
#[derive(Debug, Clone, Default)]
pub struct Folded {
    /// The text: `é` is `e`, `’` is `'`, `€` is ` eur `, blanks are single.
    pub text: String,
    /// For each byte of the text, the byte of the original where its character begins.
    origins: Vec<u32>,
}

impl Folded {
    /// Folds a text of at most 4 GB; of markup, what a reader sees.
    #[must_use]
    pub fn new(original: &str) -> Self {
        let mut folded = Self {
            text: String::with_capacity(original.len() + original.len() / 16),
            origins: Vec::with_capacity(original.len() + original.len() / 16),
        };
        for piece in markup::pieces(original) {
            match piece {
                Piece::Text(range) => folded.push_text(original, range),
                Piece::Break(at) => folded.push('\n', origin(at)),
                Piece::Character(character, at) => folded.push_any(character, origin(at)),
            }
        }
        folded
    }

    /// The bytes of the original that a range of the folded text came from.
    #[must_use]
    pub fn original(&self, range: Range<usize>, original: &str) -> Range<usize> {
        let Some(&start) = self.origins.get(range.start) else { return original.len()..original.len() };
        if range.is_empty() {
            return start as usize..start as usize;
        }
        let last = self.origins[range.end - 1] as usize;
        let mut end = last;
        for (index, character) in original[last..].char_indices() {
            if index > 0 && !is_combining_mark(character) {
                break;
            }
            end = last + index + character.len_utf8();
        }
        start as usize..end
    }

    /// The part of the folded text that came from bytes of the original.
    #[must_use]
    pub fn folded(&self, original: &Range<usize>) -> Range<usize> {
        let at = |byte: usize| self.origins.partition_point(|origin| (*origin as usize) < byte);
        at(original.start)..at(original.end)
    }

    fn push_text(&mut self, original: &str, range: Range<usize>) {
        let bytes = original.as_bytes();
        let mut at = range.start;
        while at < range.end {
            let byte = bytes[at];
            if byte.is_ascii_alphanumeric() {
                self.text.push(char::from(byte.to_ascii_lowercase()));
                self.origins.push(origin(at));
                at += 1;
            } else {
                let Some(character) = original[at..].chars().next() else { return };
                self.push_any(character, origin(at));
                at += character.len_utf8();
            }
        }
    }

    fn push_any(&mut self, character: char, at: u32) {
        match character {
            '\n' => self.push('\n', at),
            '\r' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => {}
            '\u{AD}' | '\u{34F}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0000}'..='\u{E01EF}' => {}
            '\t' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => self.push(' ', at),
            _ if character.is_control() => {}
            _ if character.is_whitespace() => self.push(' ', at),
            '€' => self.push_all(" eur ", at),
            '$' => self.push_all(" usd ", at),
            '£' => self.push_all(" gbp ", at),
            '%' => self.push_all(" pct ", at),
            '‘' | '’' | 'ʼ' | '´' | '`' | '′' => self.push('\'', at),
            '“' | '”' | '„' | '«' | '»' | '″' => self.push('"', at),
            '‐' | '‑' | '‒' | '–' | '—' | '−' => self.push('-', at),
            '•' | '·' | '▪' | '●' | '◦' | '‣' | '■' => self.push('*', at),
            _ if character.is_ascii() => self.push(character.to_ascii_lowercase(), at),
            'œ' | 'Œ' => self.push_all("oe", at),
            'æ' | 'Æ' => self.push_all("ae", at),
            'ß' => self.push_all("ss", at),
            _ => {
                for part in std::iter::once(character).nfkd().filter(|part| !is_combining_mark(*part)) {
                    part.to_lowercase().for_each(|small| self.push(small, at));
                }
            }
        }
    }

    fn push_all(&mut self, text: &str, at: u32) {
        text.chars().for_each(|character| self.push(character, at));
    }

    fn push(&mut self, character: char, at: u32) {
        if character == ' ' && self.text.ends_with([' ', '\n']) {
            return;
        }
        self.text.push(character);
        self.origins.resize(self.text.len(), at);
    }
}

/// Texts are cut long before their offsets are too large for this.
fn origin(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        Folded::new(text).text
    }

    #[test]
    fn letters_signs_and_blanks_are_of_one_kind() {
        assert_eq!(folded("L’ÉTÉ\u{a0}: «\u{202f}Œuvre\u{202f}» – ½"), "l'ete : \" oeuvre \" - 1⁄2");
        assert_eq!(folded("12 M€, $30M, 25%"), "12 m eur , usd 30m, 25 pct ");
        assert_eq!(folded("e\u{301}te\u{301}"), "ete");
    }

    #[test]
    fn what_nobody_sees_is_not_there() {
        assert_eq!(folded("bud\u{200b}g\u{ad}et\u{202e} \u{e0041}ok\0"), "budget ok");
    }

    #[test]
    fn every_part_is_found_again_in_the_original() {
        let text = "Un œil sur l’e\u{301}té\u{a0}: 12\u{a0}M€ !";
        let folded = Folded::new(text);
        let part = |word: &str| {
            let start = folded.text.find(word).unwrap();
            &text[folded.original(start..start + word.len(), text)]
        };
        assert_eq!((part("oeil"), part("ete"), part("12 m eur")), ("œil", "e\u{301}té", "12\u{a0}M€"));
        assert_eq!(folded.original(0..folded.text.len(), text), 0..text.len());
    }
}
