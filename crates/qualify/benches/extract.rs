//! Signals of texts, beside a search for the plain words of one rule:
//! `cargo bench -p sales-qualify --bench extract`.
#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use regex::RegexSet;
use sales_qualify::{
    extract::{ExtractContext, extract},
    text::language::Language,
};
use serde::Deserialize;
use time::macros::date;

#[derive(Deserialize)]
struct Labelled {
    text: String,
}

const LINES: [(&str, Language, &str); 2] = [
    ("fr", Language::French, include_str!("../tests/labelled/fr.jsonl")),
    ("en", Language::English, include_str!("../tests/labelled/en.jsonl")),
];
/// What a plain search looks for, in small letters.
const PLAIN: [&str; 6] = [
    "budget (is )?(approved|validé)",
    "pas de budget|no budget",
    "raises|lève",
    "layoffs|licenciements?",
    "recrute|hiring",
    "not interested|pas intéressé",
];

fn main() {
    let plain = RegexSet::new(PLAIN).unwrap_or_else(|_| RegexSet::empty());
    for (name, language, lines) in LINES {
        let texts: Vec<String> = lines
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .map(|labelled: Labelled| labelled.text)
            .collect();
        let context = ExtractContext { language: Some(language), ..ExtractContext::on(date!(2026 - 11 - 23)) };
        measured(&format!("{name}: signals of {} short texts", texts.len()), &texts, |text| {
            black_box(extract(text, &context));
        });
        measured(&format!("{name}: six plain patterns"), &texts, |text| {
            black_box(plain.matches(&text.to_lowercase()));
        });
        let long = vec![texts.join("\n\n").repeat(20)];
        measured(&format!("{name}: signals of one long text"), &long, |text| {
            black_box(extract(text, &context));
        });
    }
}

/// Tells how many megabytes of the texts a second go through, after one round that is not counted.
fn measured(name: &str, texts: &[String], read: impl Fn(&str)) {
    texts.iter().for_each(|text| read(text));
    let (start, mut bytes) = (Instant::now(), 0_usize);
    while start.elapsed() < Duration::from_secs(2) {
        texts.iter().for_each(|text| read(text));
        bytes += texts.iter().map(String::len).sum::<usize>();
    }
    let rate = bytes as f64 / 1e6 / start.elapsed().as_secs_f64();
    println!("{name:40} {rate:8.2} MB/s");
}
