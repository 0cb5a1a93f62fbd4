//! For each code, sentences that say it and sentences that only look as if they did.

use std::collections::BTreeMap;

use sales_core::signal::SignalCode;
use sales_qualify::{
    extract::{ExtractContext, OfferWords, TextKind, extract},
    offer::{NeedWords, Offer},
    text::language::Language,
};
use time::macros::date;

/// What no text says, and where it comes from instead: the rest of the catalogue has examples in both languages.
const NOT_OF_TEXTS: [(SignalCode, &str); 4] = [
    (SignalCode::TitleSeniority, "the job title of a record, judged where titles are read"),
    (SignalCode::FunctionMatch, "the job title of a record, held against who buys the offer"),
    (SignalCode::EmailClickHuman, "an event"),
    (SignalCode::EmailOpen, "an event"),
];
/// No code has fewer that say it, and as many that do not.
const FEWEST: usize = 6;

/// What is sold in the examples that speak of it.
fn offer() -> OfferWords {
    let list = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
    let mut words = OfferWords::new(&Offer {
        need_words: NeedWords {
            fr: list(&["relances", "impayés", "saisie manuelle", "rapprochement bancaire"]),
            en: list(&["overdue invoices", "dunning", "manual entry", "bank reconciliation"]),
        },
        competitors: list(&["Collectix"]),
        ..Offer::default()
    });
    words.add_technologies(&list(&["Salesforce", "NetSuite"]));
    words
}

/// An example: a code, the kind of text, the text, and whether it says the code.
struct Example<'e> {
    code: &'e str,
    kind: Option<TextKind>,
    text: &'e str,
    says_it: bool,
}

fn read(lines: &str) -> Vec<Example<'_>> {
    let (mut code, mut kind) = ("", None);
    let mut examples = Vec::new();
    for line in lines.lines() {
        let (mark, text) = line.split_at(2);
        match mark {
            "= " => {
                let (name, of) = text.split_once(' ').unwrap_or((text, ""));
                (code, kind) = (name, TextKind::from_name(of));
            }
            _ => examples.push(Example { code, kind, text, says_it: mark == "+ " }),
        }
    }
    examples
}

fn is_read_as_meant(example: &Example<'_>, language: Language, offer: &OfferWords) -> bool {
    let context = ExtractContext {
        language: Some(language),
        kind: example.kind,
        offer: offer.clone(),
        ..ExtractContext::on(date!(2026 - 11 - 23))
    };
    let found = extract(example.text, &context);
    found.signals.iter().any(|signal| signal.code.as_str() == example.code) == example.says_it
}

fn check(lines: &str, language: Language) {
    let examples = read(lines);
    let mut counts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for example in &examples {
        counts.entry(example.code).or_default()[usize::from(example.says_it)] += 1;
    }
    let of_texts = SignalCode::ALL.iter().filter(|code| NOT_OF_TEXTS.iter().all(|(other, _)| other != *code));
    let mut expected: Vec<&str> = of_texts.map(|code| code.as_str()).collect();
    expected.sort_unstable();
    assert_eq!(counts.keys().copied().collect::<Vec<_>>(), expected);
    let few: Vec<_> = counts.iter().filter(|(_, counts)| counts.iter().any(|count| *count < FEWEST)).collect();
    assert!(few.is_empty(), "fewer than {FEWEST} that do not say it, or that do: {few:?}");
    let offer = offer();
    let wrong = examples.iter().filter(|example| !is_read_as_meant(example, language, &offer));
    let wrong: Vec<String> =
        wrong.map(|example| format!("{} {:?} {}", example.code, example.kind, example.text)).collect();
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
