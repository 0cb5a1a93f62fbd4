//! Sentences of a folded text.

use std::ops::Range;

use super::fold::Folded;

/// A sentence, a heading, an item of a list or a line of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its bytes in the folded text.
    pub range: Range<usize>,
    /// Whether it ends with a question mark.
    pub is_question: bool,
}

/// From this length on, a line that ends without a mark may go on in the next one.
const WRAPPED: usize = 48;
/// A sentence has no more bytes; a longer one is cut.
const LONGEST: usize = 2_000;
/// Words with a dot that ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "m", "mm", "mr", "mrs", "ms", "mme", "mlle", "dr", "pr", "me", "st", "ste", "env", "ex", "inc", "ltd", "corp",
    "co", "approx", "no", "nos", "n", "art", "cf", "etc", "vs", "tel", "ext", "fig", "vol", "p", "resp", "min", "max",
    "hab", "janv", "fev", "fevr", "avr", "juil", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct",
    "nov", "dec", "dept", "est", "e.g", "i.e", "u.s", "u.k", "p.m", "a.m", "av", "bd", "qq", "pers", "svp", "rdv",
    "dir", "cial",
];

/// The sentences of a text in their order.
#[must_use]
pub fn sentences(folded: &Folded, original: &str) -> Vec<Sentence> {
    let text = &folded.text;
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut start = 0;
    let mut line = 0;
    for (at, byte) in bytes.iter().enumerate() {
        if at < start || !matches!(byte, b'\n' | b'.' | b'!' | b'?') {
            continue;
        }
        let ends = match byte {
            b'\n' => {
                let ends = !is_wrapped(&text[line..at], text, at, original, folded);
                line = at + 1;
                ends
            }
            b'.' => ends_at_dot(text, start, at, original, folded),
            _ => bytes.get(at + 1).is_none_or(|next| !next.is_ascii_alphanumeric() && *next != b'='),
        };
        if ends {
            let mut end = at + 1;
            while end < bytes.len() && matches!(bytes[end], b'.' | b'!' | b'?' | b'"' | b')') {
                end += 1;
            }
            push(&mut found, text, start..end);
            start = end;
        }
    }
    push(&mut found, text, start..text.len());
    found
}

/// Adds a sentence, a very long one in pieces: nothing is looked at again and again over its whole length.
fn push(found: &mut Vec<Sentence>, text: &str, mut range: Range<usize>) {
    while range.len() > LONGEST {
        let most = (range.start..=range.start + LONGEST).rev().find(|at| text.is_char_boundary(*at));
        let most = most.unwrap_or(range.end);
        let end = text[range.start..most].rfind([' ', '\n']).map_or(most, |blank| range.start + blank + 1);
        push_piece(found, text, range.start..end);
        range.start = end;
    }
    push_piece(found, text, range);
}

fn push_piece(found: &mut Vec<Sentence>, text: &str, range: Range<usize>) {
    let part = &text[range.clone()];
    let trimmed = part.trim_matches([' ', '\n', '*', '"']);
    if trimmed.is_empty() {
        return;
    }
    let start = range.start + (part.len() - part.trim_start_matches([' ', '\n', '*', '"']).len());
    let end = start + trimmed.len();
    let is_question = trimmed.trim_end_matches(['!', '.', ')', '"', ' ']).ends_with('?');
    found.push(Sentence { range: start..end, is_question });
}

/// Whether the line that ends at a place goes on below, as in mails that are broken at 72 characters.
fn is_wrapped(line: &str, text: &str, end: usize, original: &str, folded: &Folded) -> bool {
    let rest = &text[end + 1..];
    let next = rest.trim_start_matches(' ');
    if line.len() < WRAPPED || next.is_empty() || line.trim_end().ends_with(['.', '!', '?', ':', ';']) {
        return false;
    }
    let at = text.len() - next.len();
    next.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '"' || c == '(')
        && !(is_capital(original, folded, at) && line.trim_end().len() < 60)
}

fn ends_at_dot(text: &str, start: usize, at: usize, original: &str, folded: &Folded) -> bool {
    let rest = &text[at + 1..];
    if rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | ')' | '-' | '/' | '_' | '@')) {
        return false;
    }
    if text[start..at].ends_with("..") {
        let next = rest.trim_start_matches([' ', '"']);
        return next.is_empty() || next.starts_with('\n') || is_capital(original, folded, text.len() - next.len());
    }
    let before = &text[start..at];
    let word = before.rsplit([' ', '\n', '(', '\'']).next().unwrap_or_default();
    if ABBREVIATIONS.contains(&word) || word.len() == 1 && word.starts_with(|c: char| c.is_ascii_alphabetic()) {
        let next = text.len() - rest.trim_start_matches([' ', '"']).len();
        let title = matches!(
            word,
            "m" | "mm"
                | "mr"
                | "mrs"
                | "ms"
                | "mme"
                | "dr"
                | "pr"
                | "me"
                | "st"
                | "e.g"
                | "i.e"
                | "ex"
                | "cf"
                | "vs"
                | "env"
        );
        return rest.trim_start().is_empty() || !title && is_capital(original, folded, next);
    }
    true
}

/// Whether the character of the original behind a place of the folded text is a capital letter.
pub fn is_capital(original: &str, folded: &Folded, at: usize) -> bool {
    let from = folded.original(at..at, original).start;
    original.get(from..).and_then(|rest| rest.chars().next()).is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        let folded = Folded::new(text);
        sentences(&folded, text).into_iter().map(|sentence| folded.text[sentence.range].to_owned()).collect()
    }

    #[test]
    fn sentences_end_where_people_end_them() {
        assert_eq!(
            cut("M. Dupont a 1.5 M€. Il attend… le T2 ! Et vous ?"),
            ["m. dupont a 1.5 m eur .", "il attend... le t2 !", "et vous ?"]
        );
        assert_eq!(cut("No. We use e.g. Acme Inc. today."), ["no.", "we use e.g. acme inc. today."]);
        assert_eq!(cut("- budget ok\n* T2\n\nDAF = signataire"), ["- budget ok", "t2", "daf = signataire"]);
    }

    #[test]
    fn a_sentence_without_end_is_cut_between_words() {
        let text = "budget ".repeat(1_000);
        let pieces = cut(&text);
        assert_eq!(pieces.len(), 4);
        assert!(
            pieces
                .iter()
                .all(|piece| piece.len() <= LONGEST && piece.starts_with("budget") && piece.ends_with("budget"))
        );
        assert!(cut(&"x".repeat(5_000)).len() == 3 && cut(&"é€日".repeat(2_000)).len() > 1);
    }

    #[test]
    fn lines_that_a_mail_program_broke_are_one_sentence() {
        let mail = "we will have to look at the budget again before anybody here can\nsign a contract. Regards";
        assert_eq!(cut(mail).len(), 2);
        assert!(sentences(&Folded::new("Ok? sure"), "Ok? sure")[0].is_question);
    }
}
