//! Taking what could be personal out of a technical text.
//!
//! Errors of libraries quote what they stumbled over. What they say around it is worth keeping, so
//! quotations, paths, addresses and long numbers go, and the rest stays. A word too many is lost
//! rather than a value kept.

/// What stands for something that was taken out.
const GONE: char = '…';
/// Digits of a number that could be a phone number, an identity or an account.
const LONG_NUMBER: usize = 7;

/// The text without quotations, paths, e-mail addresses and long numbers.
pub(crate) fn redact(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = ' ';
    while let Some(first) = rest.chars().next() {
        let gone = quotation(rest, before)
            .or_else(|| path(rest, before))
            .or_else(|| address(rest, before))
            .or_else(|| number(rest, before));
        let step = gone.unwrap_or(first.len_utf8());
        let (passed, next) = rest.split_at(step);
        if gone.is_some() {
            kept.push(GONE);
        } else {
            kept.push(first);
        }
        before = passed.chars().next_back().unwrap_or(first);
        rest = next;
    }
    kept
}

/// The bytes of a quotation that begins here; one that is never closed goes on to the end.
fn quotation(text: &str, before: char) -> Option<usize> {
    let first = text.chars().next()?;
    let closing = match first {
        '"' | '`' => first,
        // Within a word it is an apostrophe.
        '\'' | '’' if !before.is_alphanumeric() => first,
        '«' => '»',
        '“' | '„' => '”',
        '‘' => '’',
        _ => return None,
    };
    let mut escaped = false;
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = characters.next() {
        let ends = c == closing && !escaped;
        let within_word = matches!(c, '\'' | '’') && characters.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if ends && !within_word {
            return Some(at + c.len_utf8());
        }
        escaped = c == '\\' && !escaped;
    }
    Some(text.len())
}

/// The bytes of an absolute path that begins here. Paths have spaces in them: it ends before a
/// colon and a space, unless what follows goes on like a path, or with the line.
fn path(text: &str, before: char) -> Option<usize> {
    if before.is_alphanumeric() || matches!(before, '/' | '\\' | ':' | '.') {
        return None;
    }
    let bytes = text.as_bytes();
    let named = |at: usize| bytes.get(at).is_some_and(|byte| !byte.is_ascii_whitespace());
    let begins = match bytes {
        [b'/', ..] => named(1),
        [b'~', b'/' | b'\\', ..] | [b'\\', b'\\', ..] => named(2),
        [drive, b':', b'/' | b'\\', ..] => drive.is_ascii_alphabetic() && named(3),
        _ => false,
    };
    if !begins {
        return None;
    }
    let line = text.find('\n').unwrap_or(text.len());
    let mut end = text[..line].find(": ").unwrap_or(line);
    while end < line {
        let after = end + 2;
        let next = text[after..line].find(": ").map_or(line, |at| after + at);
        if !text[after..next].contains(['/', '\\']) {
            break;
        }
        end = next;
    }
    Some(end)
}

/// The bytes of the word that begins here, if it is an e-mail address.
fn address(text: &str, before: char) -> Option<usize> {
    if before.is_alphanumeric() {
        return None;
    }
    let end =
        text.find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '<' | '>' | '(' | ')')).unwrap_or(text.len());
    let (local, domain) = text[..end].split_once('@')?;
    let is_domain = domain.contains('.') && !domain.contains(['/', ':']);
    (!local.is_empty() && is_domain).then_some(end)
}

/// The bytes of a long number that begins here, with what people write between its digits.
fn number(text: &str, before: char) -> Option<usize> {
    if before.is_alphanumeric() || !text.starts_with(|c: char| c.is_ascii_digit() || c == '+') {
        return None;
    }
    let (mut digits, mut end, mut between) = (0, 0, 0);
    for (at, c) in text.char_indices() {
        if c.is_ascii_digit() {
            (digits, end, between) = (digits + 1, at + 1, 0);
        } else if matches!(c, ' ' | '.' | '-' | '(' | ')' | '+' | '\u{a0}' | '\u{202f}') && between < 2 {
            between += 1;
        } else {
            break;
        }
    }
    (digits >= LONG_NUMBER).then_some(end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_quoted_goes() {
        for (text, kept) in [
            ("invalid type: string \"Dupont\", expected u32", "invalid type: string …, expected u32"),
            ("byte 3 of `Séverine` is inside 'é'", "byte 3 of … is inside …"),
            ("the column «Prénom» isn't there, don't look", "the column … isn't there, don't look"),
            ("no \"a \\\" b\" here", "no … here"),
            ("never closed \"Dupont", "never closed …"),
            ("'O'Connor' is taken", "… is taken"),
        ] {
            assert_eq!(redact(text), kept);
        }
    }

    #[test]
    fn paths_go_with_their_spaces() {
        for (text, kept) in [
            ("/home/anne/Mes clients/a.csv: not found", "…: not found"),
            ("reading or writing C:\\Users\\Anne Roy\\x.db failed: disk full", "reading or writing …: disk full"),
            ("access to /a/Clients: Dupont/x.csv: denied", "access to …: denied"),
            ("statement 1/2 and/or more", "statement 1/2 and/or more"),
            ("at show (http://localhost/a.js:3:14)", "at show (http://localhost/a.js:3:14)"),
        ] {
            assert_eq!(redact(text), kept);
        }
    }

    #[test]
    fn addresses_and_long_numbers_go() {
        for (text, kept) in [
            ("to anne.roy@corvanel.example failed", "to … failed"),
            ("show@app.js:9:2", "show@app.js:9:2"),
            ("call +33 6 39 98 12 34 now", "call … now"),
            ("(514) 555-0143 is known", "(… is known"),
            ("os error 28, row 65536 of 100000", "os error 28, row 65536 of 100000"),
        ] {
            assert_eq!(redact(text), kept);
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_redacted(text in "\\PC{0,80}") {
            redact(&text);
        }

        #[test]
        fn a_value_in_quotes_never_stays(value in "[A-Za-zé' ]{5,20}", around in "[a-z ]{0,10}") {
            let redacted = redact(&format!("{around} \"{value}\" {around}"));
            prop_assert!(!redacted.contains(value.as_str()), "{redacted}");
        }
    }
}
