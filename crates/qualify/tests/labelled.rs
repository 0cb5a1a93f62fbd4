//! Precision and recall of the rules on labelled texts, written for this purpose: half of them with the rules at
//! hand, the others after the rules were frozen that they were first measured with, in rounds of a file each from the
//! fourth on. What a round showed was mended after it was measured: what is asserted here is that it stays so.
//! `cargo test -p sales-qualify --test labelled -- --nocapture`.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test that prints what it measures")]

use std::collections::{BTreeMap, BTreeSet};

use sales_qualify::{
    extract::{ExtractContext, TextKind, extract},
    text::language::Language,
};
use serde::Deserialize;
use time::{Date, macros::format_description};

#[derive(Deserialize)]
struct Labelled {
    id: String,
    lang: String,
    kind: String,
    today: String,
    #[serde(default)]
    subject_company: Option<String>,
    text: String,
    signals: BTreeSet<String>,
    #[serde(default)]
    frozen: bool,
}

/// How often a code was found rightly, found wrongly and missed.
#[derive(Default, Clone, Copy)]
struct Counts {
    right: u32,
    wrong: u32,
    missed: u32,
}

impl Counts {
    fn precision(self) -> f64 {
        f64::from(self.right) / f64::from((self.right + self.wrong).max(1))
    }

    fn recall(self) -> f64 {
        f64::from(self.right) / f64::from((self.right + self.missed).max(1))
    }
}

fn found(text: &Labelled) -> BTreeSet<String> {
    let today = Date::parse(&text.today, format_description!("[year]-[month]-[day]")).unwrap();
    let context = ExtractContext {
        language: Language::from_tag(&text.lang),
        kind: TextKind::from_name(&text.kind),
        company: text.subject_company.clone(),
        ..ExtractContext::on(today)
    };
    let extraction = extract(&text.text, &context);
    for signal in &extraction.signals {
        let quoted: String = text.text.chars().skip(signal.chars.start).take(signal.chars.len()).collect();
        assert_eq!(quoted, signal.quote, "{}", text.id);
    }
    extraction.signals.iter().map(|signal| signal.code.to_string()).collect()
}

fn measure(texts: &[Labelled], name: &str) -> Counts {
    let mut by_code: BTreeMap<String, Counts> = BTreeMap::new();
    for text in texts {
        let found = found(text);
        let (wrong, missed): (Vec<_>, Vec<_>) =
            (found.difference(&text.signals).collect(), text.signals.difference(&found).collect());
        if !wrong.is_empty() || !missed.is_empty() {
            println!("{}: wrong {wrong:?} missed {missed:?} {:?}", text.id, text.text);
        }
        found.intersection(&text.signals).for_each(|code| by_code.entry(code.clone()).or_default().right += 1);
        wrong.into_iter().for_each(|code| by_code.entry(code.clone()).or_default().wrong += 1);
        missed.into_iter().for_each(|code| by_code.entry(code.clone()).or_default().missed += 1);
    }
    for (code, counts) in &by_code {
        println!(
            "{code:26} precision {:.2} recall {:.2} ({counts:?})",
            counts.precision(),
            counts.recall(),
            counts = (counts.right, counts.wrong, counts.missed)
        );
    }
    let all = by_code.into_values().fold(Counts::default(), |sum, counts| Counts {
        right: sum.right + counts.right,
        wrong: sum.wrong + counts.wrong,
        missed: sum.missed + counts.missed,
    });
    println!("{name}: {} texts, precision {:.3} recall {:.3}\n", texts.len(), all.precision(), all.recall());
    all
}

fn labelled(lines: &str) -> (Vec<Labelled>, Vec<Labelled>) {
    lines.lines().map(|line| serde_json::from_str::<Labelled>(line).unwrap()).partition(|text| text.frozen)
}

fn check(lines: &str, rounds: &[&str], silent: &str, language: &str) {
    let (frozen, known) = labelled(lines);
    let mut parts = vec![(known, "with the rules at hand".to_owned()), (frozen, "rounds 1 to 3".to_owned())];
    parts.extend((4..).zip(rounds).map(|(round, lines)| (labelled(lines).0, format!("round {round}"))));
    let mut below: Vec<String> = Vec::new();
    for (texts, name) in parts {
        let counts = measure(&texts, &format!("{language}, {name}"));
        below.extend((counts.precision() < 0.9 || counts.recall() < 0.7).then_some(name));
    }
    let (mut silent, known) = labelled(silent);
    silent.extend(known);
    assert_eq!(measure(&silent, &format!("{language}, without any signal")).wrong, 0, "{language}");
    assert!(below.is_empty(), "{language}: {below:?}");
}

#[test]
fn french_texts_are_read_precisely() {
    check(
        include_str!("labelled/fr.jsonl"),
        &[
            include_str!("labelled/fr.round4.jsonl"),
            include_str!("labelled/fr.round5.jsonl"),
            include_str!("labelled/fr.round6.jsonl"),
            include_str!("labelled/fr.round7.jsonl"),
            include_str!("labelled/fr.round8.jsonl"),
            include_str!("labelled/fr.round9.jsonl"),
            include_str!("labelled/fr.round10.jsonl"),
            include_str!("labelled/fr.round11.jsonl"),
            include_str!("labelled/fr.round12.jsonl"),
            include_str!("labelled/fr.round13.jsonl"),
            include_str!("labelled/fr.round14.jsonl"),
            include_str!("labelled/fr.round15.jsonl"),
            include_str!("labelled/fr.round16.jsonl"),
        ],
        include_str!("labelled/fr.silent.jsonl"),
        "fr",
    );
}

#[test]
fn english_texts_are_read_precisely() {
    check(
        include_str!("labelled/en.jsonl"),
        &[
            include_str!("labelled/en.round4.jsonl"),
            include_str!("labelled/en.round5.jsonl"),
            include_str!("labelled/en.round6.jsonl"),
            include_str!("labelled/en.round7.jsonl"),
            include_str!("labelled/en.round8.jsonl"),
            include_str!("labelled/en.round9.jsonl"),
            include_str!("labelled/en.round10.jsonl"),
            include_str!("labelled/en.round11.jsonl"),
            include_str!("labelled/en.round12.jsonl"),
            include_str!("labelled/en.round13.jsonl"),
            include_str!("labelled/en.round14.jsonl"),
            include_str!("labelled/en.round15.jsonl"),
            include_str!("labelled/en.round16.jsonl"),
        ],
        include_str!("labelled/en.silent.jsonl"),
        "en",
    );
}
