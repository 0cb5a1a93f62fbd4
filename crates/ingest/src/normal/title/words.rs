//! The words of a title: their stems, and the signs and small words that part them.

use smallvec::SmallVec;

use super::{super::text, spelling::Spelling};

/// The stems of a title's words.
#[derive(Debug, Default)]
pub(super) struct Words {
    text: String,
    ends: SmallVec<[u32; 16]>,
    /// Says so by its accents or its small words.
    pub is_french: bool,
}

/// Words that are looked at: what follows says nothing about a rank any more.
const MOST_WORDS: usize = 64;

/// Stands for a sign that ends what was said before.
pub(super) const BREAK: &str = ",";
/// Stands for `&` and the like.
pub(super) const AND: &str = "and";
const ANDS: [&str; 5] = ["and", "et", "und", "y", "en"];
/// Between what somebody is and what it is of.
const OF: [&str; 27] = [
    "of", "for", "in", "to", "with", "within", "from", "on", "de", "d", "du", "des", "pour", "dans", "a", "au", "aux",
    "l", "la", "le", "les", "der", "fur", "van", "di", "del", "della",
];
/// The name of an employer follows.
const EMPLOYER: [&str; 5] = ["at", "@", "chez", "bei", "presso"];
const FRENCH: [&str; 24] = [
    "de",
    "d",
    "du",
    "des",
    "et",
    "la",
    "le",
    "les",
    "l",
    "aux",
    "au",
    "en",
    "responsable",
    "directeur",
    "directrice",
    "chef",
    "cheffe",
    "charge",
    "chargee",
    "gestionnaire",
    "ingenieur",
    "ingenieure",
    "adjoint",
    "stagiaire",
];
/// Ends of German, Dutch and Nordic words that are words: `Vertriebsleiter`, `Salgschef`.
const COMPOUND_ENDS: [&str; 10] =
    ["sjef", "chef", "leiterin", "leiter", "leider", "direktorin", "direktor", "managerin", "manager", "berater"];

/// Where a word stands: by which sign, which `and` and which `of` it is preceded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Position {
    pub segment: u8,
    conjunct: u8,
    pub clause: u8,
}

/// A piece of a title.
enum Piece<'t> {
    Word(&'t str),
    Break,
    And,
    At,
}

impl Words {
    /// The words of a title; words that nobody knows are read as the known ones they are a slip away
    /// from.
    pub(super) fn of(title: &str, spelling: Option<&Spelling>) -> Self {
        let mut words =
            Self { is_french: title.chars().any(|c| "éèêàçùœÉÈÊÀÇÙŒ".contains(c)), ..Self::default() };
        let mut folded = String::new();
        let mut is_employer = false;
        let mut rest = title;
        while let Some(piece) = next_piece(&mut rest) {
            match piece {
                Piece::Break => {
                    is_employer = false;
                    words.push(BREAK, None);
                }
                Piece::At => is_employer = true,
                _ if is_employer => {}
                Piece::And => words.push(AND, None),
                Piece::Word(word) => {
                    text::fold(word, &mut folded);
                    for word in folded.split(' ').filter(|word| !word.is_empty()) {
                        is_employer |= EMPLOYER.contains(&word);
                        if !is_employer {
                            words.add(word, spelling);
                        }
                    }
                }
            }
        }
        words
    }

    /// Adds a folded word.
    fn add(&mut self, word: &str, spelling: Option<&Spelling>) {
        self.is_french |= FRENCH.contains(&word);
        if ANDS.contains(&word) {
            return self.push(AND, None);
        }
        let compound = COMPOUND_ENDS.iter().find_map(|end| {
            let start = word.strip_suffix(end).filter(|start| start.len() > 3)?;
            Some((start.strip_suffix('s').unwrap_or(start), *end))
        });
        match compound {
            Some((start, end)) => {
                self.push(start, spelling);
                self.push(end, spelling);
            }
            None => self.push(word, spelling),
        }
    }

    fn push(&mut self, word: &str, spelling: Option<&Spelling>) {
        if self.ends.len() == MOST_WORDS {
            return;
        }
        let start = self.text.len();
        push_stem(word, &mut self.text);
        if let Some(known) = spelling.and_then(|spelling| spelling.mend(&self.text[start..])) {
            self.text.truncate(start);
            self.text.push_str(known);
        }
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    /// Nothing but signs.
    pub(super) fn is_empty(&self) -> bool {
        self.iter().all(|word| word == BREAK || word == AND)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).filter_map(|place| self.get(place))
    }

    pub(super) fn get(&self, place: usize) -> Option<&str> {
        let end = *self.ends.get(place)? as usize;
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&end| end as usize);
        self.text.get(start..end)
    }

    /// Where a word stands.
    pub(super) fn position(&self, place: usize) -> Position {
        let mut position = Position::default();
        for word in self.iter().take(place) {
            if word == BREAK {
                position = Position { segment: position.segment + 1, ..Position::default() };
            } else if word == AND {
                position = Position { conjunct: position.conjunct + 1, clause: 0, ..position };
            } else if OF.contains(&word) {
                position.clause += 1;
            }
        }
        position
    }

    /// Nothing but it stands between two signs, from a word on.
    pub(super) fn ends_segment(&self, place: usize) -> bool {
        self.get(place).is_none_or(|word| word == BREAK || word == AND)
    }
}

/// The next word or sign, without the endings that make a word feminine as well.
fn next_piece<'t>(rest: &mut &'t str) -> Option<Piece<'t>> {
    let is_joint = |c: char| {
        c.is_alphanumeric() || matches!(c, '\'' | '’' | '.' | '·' | '•' | '-' | '‐' | '‑' | '\u{300}'..='\u{36f}')
    };
    let mut gap_before = true;
    loop {
        let sign = rest.chars().next()?;
        let behind = &rest[sign.len_utf8()..];
        let gap_behind = behind.chars().next().is_none_or(char::is_whitespace);
        let is_dash = matches!(sign, '-' | '‐' | '‑' | '–' | '—' | '·' | '•');
        if is_joint(sign) && !(is_dash && (gap_before || gap_behind)) {
            return Some(next_word(rest, is_joint));
        }
        *rest = behind;
        match sign {
            ',' | ';' | ':' | '|' | '/' | '(' | ')' | '[' | ']' | '\n' => return Some(Piece::Break),
            '&' | '+' if !is_abbreviation(behind) => return Some(Piece::And),
            '@' => return Some(Piece::At),
            _ if is_dash => return Some(Piece::Break),
            _ => gap_before = sign.is_whitespace(),
        }
    }
}

/// `R&D`, `M & A`: letters follow that are no word.
fn is_abbreviation(behind: &str) -> bool {
    behind.trim_start().chars().take_while(|c| c.is_alphanumeric()).count() == 1
}

fn next_word<'t>(rest: &mut &'t str, is_joint: impl Fn(char) -> bool) -> Piece<'t> {
    let end = rest.find(|c| !is_joint(c)).unwrap_or(rest.len());
    // A dash that ends a word parts it from what follows.
    let end = rest[..end].trim_end_matches(['-', '‐', '‑']).len();
    let (word, behind) = rest.split_at(end);
    let bracket = behind.strip_prefix('(').and_then(feminine_ending);
    *rest = bracket.or_else(|| feminine_word(behind)).unwrap_or(behind);
    // `Directeur·rice`, `Chargé.e`, `Chargé-e`.
    let joined = word.rsplit_once(['·', '•', '.', '-', '‐', '‑']);
    let stem = joined.filter(|(stem, ending)| stem.len() > 3 && is_feminine(ending));
    Piece::Word(stem.map_or(word, |(stem, _)| stem))
}

/// Endings that make a masculine word feminine.
const FEMININE: [&str; 13] = ["e", "ne", "le", "se", "ere", "ère", "ière", "rice", "trice", "euse", "ive", "es", "fe"];

fn is_feminine(ending: &str) -> bool {
    let lower = ending.to_lowercase();
    FEMININE.contains(&lower.trim_start_matches('-'))
}

/// What follows `e)` or `trice)`.
fn feminine_ending(behind: &str) -> Option<&str> {
    let (ending, rest) = behind.split_once(')')?;
    is_feminine(ending).then_some(rest)
}

/// What follows `/trice` or `/-euse`.
fn feminine_word(behind: &str) -> Option<&str> {
    let behind = behind.strip_prefix('/')?;
    let end = behind.find(|c: char| !c.is_alphabetic() && c != '-').unwrap_or(behind.len());
    is_feminine(&behind[..end]).then(|| &behind[end..])
}

/// Writes what a word has in common with its feminine and plural.
fn push_stem(word: &str, out: &mut String) {
    let start = out.len();
    if word.len() <= 3 {
        return out.push_str(word);
    }
    let word = word.strip_suffix('s').filter(|word| !word.ends_with('s')).unwrap_or(word);
    match (word.strip_suffix("trice"), word.strip_suffix("euse")) {
        (Some(root), _) => {
            out.push_str(root);
            out.push_str("teur");
        }
        (_, Some(root)) => {
            out.push_str(root);
            out.push_str("eur");
        }
        _ => out.push_str(word),
    }
    while out.len() > start + 3 && out.ends_with('e') {
        out.pop();
    }
    let mut last_two = out[start..].chars().rev();
    if let (Some(last), Some(before)) = (last_two.next(), last_two.next()) {
        if last == before {
            out.pop();
        } else if last == 'v' {
            out.pop();
            out.push('f');
        }
    }
}
