//! The words of a name as written, the commas between them, and what stands in brackets.

use smallvec::SmallVec;

use super::words::{Kinds, kinds};

/// A word of a name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    /// As it stands.
    pub text: &'a str,
    /// Where it begins in the name.
    pub start: usize,
    /// What it can be.
    pub kinds: Kinds,
}

impl<'a> Token<'a> {
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub(super) fn has(&self, any: Kinds) -> bool {
        self.kinds.has(any)
    }

    /// At least two letters, all of them capitals but for a small beginning (`DUPONT`, `McDONALD`,
    /// `d'ARTAGNAN`).
    pub(super) fn is_shouted(&self) -> bool {
        let body = ["Mc", "Mac", "d'", "l'", "O'", "d’", "l’", "O’"]
            .iter()
            .find_map(|beginning| self.text.strip_prefix(beginning))
            .unwrap_or(self.text);
        let mut capitals = 0;
        for character in body.chars() {
            if character.is_lowercase() {
                return false;
            }
            capitals += u32::from(character.is_uppercase());
        }
        capitals >= 2 && !self.is_dotted()
    }

    /// Letters with dots behind them: initials, or an abbreviation.
    pub(super) fn is_dotted(&self) -> bool {
        self.text.contains('.')
    }

    pub(super) fn is_lower(&self) -> bool {
        !self.text.chars().any(char::is_uppercase)
    }

    /// One letter, with or without a dot.
    pub(super) fn is_initial(&self) -> bool {
        let mut letters = self.text.chars().filter(|&c| c != '.');
        letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
    }

    /// Whether the word begins a surname, as it is written here.
    pub(super) fn is_particle(&self) -> bool {
        self.has(Kinds::PARTICLE) || (self.has(Kinds::PARTICLE_LOWER) && self.is_lower())
    }
}

pub(super) type Words<'a> = SmallVec<[Token<'a>; 8]>;

/// A name in pieces.
#[derive(Debug, Default)]
pub(super) struct Scan<'a> {
    /// The words between commas, part after part.
    pub parts: SmallVec<[Words<'a>; 2]>,
    /// What stands in quotation marks or brackets, piece after piece.
    pub aside: SmallVec<[&'a str; 1]>,
}

/// What may enclose a nickname.
const ENCLOSING: [(char, char); 9] =
    [('(', ')'), ('"', '"'), ('“', '”'), ('«', '»'), ('„', '“'), ('[', ']'), ('\'', '\''), ('‘', '’'), ('（', '）')];

/// Cuts a name into words. With `asides`, what stands in quotation marks and brackets is set
/// aside; without, these only separate words.
pub(super) fn scan(name: &str, asides: bool) -> Scan<'_> {
    let mut found = Scan::default();
    let mut words = Words::new();
    let mut unclosed = [false; ENCLOSING.len()];
    let mut word_start = None;
    let mut at = 0;
    while let Some(character) = name[at..].chars().next() {
        let next = at + character.len_utf8();
        if character.is_alphanumeric() {
            word_start = word_start.or(Some(at));
            at = next;
            continue;
        }
        let opening = ENCLOSING.iter().position(|&(open, _)| open == character);
        let begins_word = word_start.is_none();
        if asides
            && let Some(kind) = opening
            && (begins_word || !is_quote(character))
            && !unclosed[kind]
        {
            if let Some(end) = closing(name, next, kind) {
                add(&mut words, name, word_start.take(), at);
                let inside = name[next..end].trim();
                if !inside.is_empty() {
                    found.aside.push(inside);
                }
                at = end + ENCLOSING[kind].1.len_utf8();
                continue;
            }
            unclosed[kind] = true;
        }
        if matches!(character, ',' | '，' | '、' | ';') {
            add(&mut words, name, word_start.take(), at);
            found.parts.push(std::mem::take(&mut words));
        } else if separates(character) {
            add(&mut words, name, word_start.take(), at);
        } else if word_start.is_none() {
            word_start = Some(at);
        }
        at = next;
    }
    add(&mut words, name, word_start, name.len());
    found.parts.push(words);
    found
}

/// Marks that also stand within words.
const fn is_quote(character: char) -> bool {
    matches!(character, '\'' | '‘')
}

fn separates(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '(' | ')'
                | '['
                | ']'
                | '（'
                | '）'
                | '"'
                | '“'
                | '”'
                | '„'
                | '«'
                | '»'
                | '<'
                | '>'
                | '_'
                | '\u{200b}'
                | '\u{feff}'
        )
}

/// Where what was opened before `from` is closed. An apostrophe closes only before a space.
fn closing(name: &str, from: usize, kind: usize) -> Option<usize> {
    let (open, close) = ENCLOSING[kind];
    let rest = &name[from..];
    if !is_quote(open) {
        return rest.find(close).map(|end| from + end);
    }
    let ends = |end: &usize| {
        let behind = rest[end + close.len_utf8()..].chars().next();
        *end > 0 && behind.is_none_or(|c| c.is_whitespace() || c == ',')
    };
    rest.match_indices(close).map(|(end, _)| end).find(ends).map(|end| from + end)
}

/// Adds the word between two places; signs and pictures are none.
fn add<'a>(words: &mut Words<'a>, name: &'a str, start: Option<usize>, end: usize) {
    let Some(start) = start else { return };
    let text = name[start..end].trim_matches(is_picture);
    let is_sign = |c: char| c.is_ascii_punctuation() || matches!(c, '–' | '—' | '…' | '•' | '·' | '’' | '´' | '¨');
    if text.is_empty() || (text != "&" && text.chars().all(is_sign)) {
        return;
    }
    let start = start + name[start..end].find(text).unwrap_or_default();
    words.push(Token { text, start, kinds: kinds(text) });
}

/// Emoji and what joins them.
const fn is_picture(character: char) -> bool {
    matches!(character, '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{fe00}'..='\u{fe0f}' | '\u{200d}'
        | '\u{1f000}'..='\u{1faff}' | '\u{e0020}'..='\u{e007f}')
}
