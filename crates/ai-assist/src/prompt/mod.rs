//! What a model is asked: the catalogue, and a document whose every blank says that it is data.

use sales_core::signal::Polarity;
use sales_qualify::{
    catalogue,
    text::{fold::Folded, sentences::sentences},
};
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::contract;

/// Tells prompts apart that may be answered otherwise: part of what a signal was found by.
pub const VERSION: &str = "p1";
/// The name under which a document is sent.
pub const DOC_ID: &str = "d1";
/// The most tokens of an answer.
pub const MOST_ANSWER_TOKENS: u32 = 3_000;
/// The longest name of a company that is sent, in characters.
const LONGEST_NAME: usize = 100;

/// Signs that may stand in place of blanks; models take each for a token of its own.
const MARKERS: [char; 10] = ['^', '~', '¬', '¦', '¤', '†', '‡', '¶', '◊', '§'];

/// What is sent to a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// What the model is told.
    pub system: String,
    /// The document with its marks.
    pub user: String,
    /// What stands in place of blanks.
    pub marker: char,
}

/// Makes a prompt of a cleaned document, with randomness that nobody who wrote the document knows. The company is the
/// one that it is read for.
#[must_use]
pub fn prompt(text: &str, company: Option<&str>, random: [u8; 16]) -> Prompt {
    let company: String = company.unwrap_or_default().chars().take(LONGEST_NAME).collect();
    let is_free = |marker: &&char| !text.contains(**marker) && !company.contains(**marker);
    let first = usize::from(random[0]);
    let mut free = MARKERS.iter().cycle().skip(first % MARKERS.len()).take(MARKERS.len());
    // Private characters were taken out of the document: one of them is free in any case.
    let marker = free.find(is_free).copied().unwrap_or('\u{E000}');
    let delimiter: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
    let system = include_str!("system.txt")
        .replace("{delimiter}", &delimiter)
        .replace("{marker}", &marker.to_string())
        .replace("{doc_id}", DOC_ID)
        .replace("{codes}", codes().trim_end());
    let company = if company.is_empty() { String::new() } else { format!("company: {}\n", marked(&company, marker)) };
    let user = format!("{delimiter}\ndoc_id: {DOC_ID}\n{company}{}\n{delimiter}", marked(&numbered(text), marker));
    Prompt { system, user, marker }
}

/// The codes with what they mean and their signs, one a line.
fn codes() -> String {
    let meaning = |name: &str| {
        let lines = include_str!("codes.txt").lines();
        lines
            .filter_map(|line| line.split_once(": "))
            .find(|(code, _)| *code == name)
            .map_or("", |(_, meaning)| meaning)
    };
    let line = |code: sales_core::signal::SignalCode| {
        let sign = if catalogue::entry(code).polarity == Polarity::For { "1" } else { "-1" };
        format!("{} ({sign}): {}\n", code.as_str(), meaning(code.as_str()))
    };
    contract::readable().map(line).collect()
}

/// A text whose sentences begin with their numbers.
fn numbered(text: &str) -> String {
    let folded = Folded::new(text);
    let mut starts: Vec<usize> =
        sentences(&folded, text).iter().map(|one| folded.original(one.range.clone(), text).start).collect();
    starts.dedup();
    let mut numbered = String::with_capacity(text.len() + starts.len() * 6);
    let mut from = 0;
    for (number, start) in (1..).zip(starts) {
        numbered.push_str(&text[from..start]);
        numbered.push_str(&format!("[s{number}] "));
        from = start;
    }
    numbered.push_str(&text[from..]);
    numbered
}

fn marked(text: &str, marker: char) -> String {
    text.replace(' ', &marker.to_string())
}

/// A quote of the model without marks and numbers of sentences.
#[must_use]
pub fn unmarked(quote: &str, marker: char) -> String {
    let quote = quote.replace(marker, " ");
    let mut bare = String::with_capacity(quote.len());
    let mut rest = quote.as_str();
    while let Some(open) = rest.find("[s") {
        let digits = rest[open + 2..].bytes().take_while(u8::is_ascii_digit).count();
        let end = open + 2 + digits;
        let is_number = digits > 0 && rest[end..].starts_with(']');
        bare.push_str(&rest[..if is_number { open } else { end }]);
        rest = &rest[if is_number { end + 1 } else { end }..];
    }
    bare.push_str(rest);
    bare
}

/// The JSON that a chat endpoint is sent.
#[must_use]
pub fn body(prompt: &Prompt, model: &str) -> Value {
    #[derive(Serialize)]
    struct Message<'m> {
        role: &'static str,
        content: &'m str,
    }
    let messages =
        [Message { role: "system", content: &prompt.system }, Message { role: "user", content: &prompt.user }];
    json!({
        "model": model,
        "messages": messages,
        "temperature": 0,
        "max_tokens": MOST_ANSWER_TOKENS,
        "stream": false,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "signals", "strict": true, "schema": contract::schema()},
        },
    })
}

/// Equal for questions that are answered the same: the prompt, the model, and what is read.
#[must_use]
pub fn cache_key(model: &str, text: &str, company: Option<&str>) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in [VERSION, model, company.unwrap_or_default(), text] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().into()
}

/// About how many tokens a text is, rather too many: none is longer than three bytes for long.
#[must_use]
pub fn tokens(text: &str) -> u32 {
    u32::try_from(text.len().div_ceil(3)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_blank_of_a_document_is_marked_and_every_sentence_numbered() {
        let text = "Le budget est validé. Nous ~ signons ^ demain.";
        let made = prompt(text, Some("Aster & Fils"), [0; 16]);
        assert_eq!(made.marker, '¬');
        let data = "[s1]¬Le¬budget¬est¬validé.¬[s2]¬Nous¬~¬signons¬^¬demain.";
        let delimiter = "00".repeat(16);
        assert_eq!(made.user, format!("{delimiter}\ndoc_id: d1\ncompany: Aster¬&¬Fils\n{data}\n{delimiter}"));
        assert!(made.system.contains(&delimiter) && made.system.contains('¬') && !made.system.contains("{codes}"));
        assert_eq!(unmarked("[s1]¬Le¬budget [s] [sx] [s2]", '¬'), " Le budget [s] [sx] ");
        assert_ne!(prompt(text, None, [1; 16]).user, made.user);
    }

    #[test]
    fn every_code_has_a_meaning() {
        let codes = codes();
        assert_eq!(codes.lines().count(), contract::readable().count());
        assert!(codes.lines().all(|line| !line.ends_with(": ")), "{codes}");
        assert!(codes.contains("no_budget (-1): "));
    }

    #[test]
    fn keys_differ_with_whatever_may_change_an_answer() {
        let key = cache_key("m", "text", None);
        assert_eq!(key, cache_key("m", "text", None));
        let others = [cache_key("m2", "text", None), cache_key("m", "text2", None), cache_key("m", "text", Some("a"))];
        assert!(others.iter().all(|other| *other != key));
    }
}
