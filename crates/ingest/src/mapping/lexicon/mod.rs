//! The words that headers are made of, one table per language: `*.txt` beside this file.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{
    concept::{Concept, Concepts, Header},
    fold::{fold, phrase},
};

/// The tables. Where two languages differ over a word, the first one has it.
const TABLES: [&str; 3] = [include_str!("english.txt"), include_str!("french.txt"), include_str!("others.txt")];

/// Words that say nothing about a column: makers of tools, fillers of forms.
const SILENT: &[&str] = &[
    "actual",
    "actuel",
    "actuelle",
    "apollo",
    "associated",
    "associe",
    "associee",
    "attribute",
    "axonaut",
    "cognism",
    "complet",
    "complete",
    "concerne",
    "courant",
    "crm",
    "current",
    "dropcontact",
    "evaboot",
    "exerce",
    "exercee",
    "export",
    "field",
    "found",
    "fourchette",
    "full",
    "has",
    "hub spot",
    "hubspot",
    "in",
    "is",
    "kaspr",
    "lemlist",
    "lusha",
    "n",
    "obligatoire",
    "on",
    "or",
    "page",
    "pharow",
    "pipedrive",
    "range",
    "recommended",
    "required",
    "salesforce",
    "sanitized",
    "sellsy",
    "smart",
    "text",
    "texte",
    "to",
    "tranche",
    "trouve",
    "valeur",
    "value",
    "waalaxy",
    "zoho",
    "zoom info",
    "zoominfo",
];

/// Headers that tools make up where the file has none.
const MADE_UP: &[&str] = &[
    "",
    "attribut",
    "champ",
    "champ personnalise",
    "col",
    "colonne",
    "column",
    "feld",
    "field",
    "header",
    "merge",
    "spalte",
    "unnamed",
    "unnamed column",
    "sans titre",
    "untitled",
    "var",
    "variable",
    "x",
    "campo",
    "f",
    "mmerge",
];

/// The longest phrase, in words.
const LONGEST_PHRASE: usize = 6;
/// Further words of a header are not looked at.
const MOST_WORDS: usize = 16;

enum Meaning {
    Concept(Concept),
    Silent,
}

static MEANINGS: LazyLock<FxHashMap<String, Meaning>> = LazyLock::new(|| {
    let mut meanings: FxHashMap<String, Meaning> = FxHashMap::default();
    for (name, text) in TABLES.into_iter().flat_map(entries) {
        if let Some(concept) = Concept::named(name) {
            meanings.entry(phrase(text)).or_insert(Meaning::Concept(concept));
        }
    }
    for text in SILENT {
        meanings.entry(phrase(text)).or_insert(Meaning::Silent);
    }
    meanings
});

/// The phrases of a table, each with the name of its concept.
fn entries(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut concept = "";
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    let phrases = lines.flat_map(move |line| {
        let (name, phrases) = line.split_once('=').unwrap_or((concept, line));
        concept = name.trim();
        phrases.split(',').map(move |text| (name.trim(), text.trim()))
    });
    phrases.filter(|(_, text)| !text.is_empty())
}

/// Understands a header as far as its own words go.
pub(super) fn understand(header: &str) -> Header {
    let folded = fold(header);
    let words = &folded.words[..folded.words.len().min(MOST_WORDS)];
    let mut concepts = Concepts::default();
    let mut unknown = 0;
    let mut at = 0;
    while at < words.len() {
        let (meaning, length) = longest_phrase(&words[at..]);
        match meaning {
            Some(Meaning::Concept(concept)) => concepts = concepts.with(*concept),
            Some(Meaning::Silent) => {}
            None => unknown += 1,
        }
        at += length;
    }
    let named = !is_made_up(words);
    Header { concepts, unknown, ordinal: folded.ordinal, year: folded.year, dashed: folded.dashed, named }
}

/// Whether a header only counts: empty, `Column 7`, a single letter, figures.
fn is_made_up(words: &[String]) -> bool {
    let figures = |word: &&String| !word.bytes().all(|b| b.is_ascii_digit());
    let words: Vec<&str> = words.iter().filter(figures).map(String::as_str).collect();
    let letter = words.len() == 1 && words[0].chars().count() == 1;
    letter || MADE_UP.contains(&words.join(" ").as_str())
}

fn longest_phrase(words: &[String]) -> (Option<&'static Meaning>, usize) {
    let longest = words.len().min(LONGEST_PHRASE);
    let found = (1..=longest).rev().find_map(|n| Some((MEANINGS.get(&words[..n].join(" "))?, n)));
    found.map_or((None, 1), |(meaning, n)| (Some(meaning), n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_is_folded_and_for_a_concept() {
        let fits = |(name, text): &(&str, &str)| {
            let folded = phrase(text);
            let words = folded.split(' ').filter(|word| !word.is_empty()).count();
            Concept::named(name).is_some()
                && (1..=LONGEST_PHRASE).contains(&words)
                && fold(text).words.join(" ") == folded
        };
        let odd: Vec<_> = TABLES.into_iter().flat_map(entries).filter(|entry| !fits(entry)).collect();
        assert!(odd.is_empty(), "{odd:?}");
    }

    #[test]
    fn no_phrase_comes_twice_in_a_table() {
        let mut twice = Vec::new();
        for table in TABLES {
            let mut seen = FxHashMap::default();
            for (name, text) in entries(table) {
                twice.extend(seen.insert(phrase(text), name).map(|before| (text, before, name)));
            }
        }
        assert!(twice.is_empty(), "{twice:?}");
    }

    #[test]
    fn the_longest_phrase_wins() {
        let concepts = |header| understand(header).concepts;
        assert!(concepts("Company Name for Emails").is(&[Concept::TradeName]));
        assert!(concepts("Work Direct Phone").is(&[Concept::Work, Concept::Direct, Concept::Phone]));
        assert!(concepts("linkedInProfileUrl").is(&[Concept::Linkedin, Concept::Profile, Concept::Url]));
    }

    #[test]
    fn made_up_headers_say_nothing() {
        for header in ["", "  ", "Column 12", "Colonne3", "Unnamed: 0", "A", "Field_7"] {
            assert!(!understand(header).named, "{header}");
        }
        assert!(understand("Nom").named && understand("Zorglub").named);
    }
}
