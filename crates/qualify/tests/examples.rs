//! For each code, sentences that say it and sentences that only look as if they did.

use sales_qualify::{
    extract::{ExtractContext, TextKind, extract},
    text::language::Language,
};
use time::macros::date;

/// The examples of a language that the rules do not read as they are meant.
fn wrong(examples: &str, language: Language) -> Vec<String> {
    let mut wrong = Vec::new();
    let (mut code, mut kind) = ("", None);
    for line in examples.lines() {
        let (mark, text) = line.split_at(2);
        if mark == "= " {
            let (name, of) = text.split_once(' ').unwrap_or((text, ""));
            (code, kind) = (name, TextKind::from_name(of));
            continue;
        }
        let context = ExtractContext { language: Some(language), kind, ..ExtractContext::on(date!(2026 - 11 - 23)) };
        let is_found = extract(text, &context).signals.iter().any(|signal| signal.code.as_str() == code);
        if is_found != (mark == "+ ") {
            wrong.push(format!("{code} {line}"));
        }
    }
    wrong
}

/// How many examples each code has that begin with a mark.
fn fewest(examples: &str, mark: char) -> usize {
    let codes = examples.split("= ").filter(|of_code| !of_code.is_empty());
    codes.map(|of_code| of_code.lines().filter(|line| line.starts_with(mark)).count()).min().unwrap_or_default()
}

fn check(examples: &str, language: Language) {
    assert!(fewest(examples, '+') >= 6 && fewest(examples, '-') >= 6);
    let wrong = wrong(examples, language);
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn french_sentences_say_what_they_say() {
    check(include_str!("examples/fr.txt"), Language::French);
}

#[test]
fn english_sentences_say_what_they_say() {
    check(include_str!("examples/en.txt"), Language::English);
}
