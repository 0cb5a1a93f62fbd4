//! Surnames that are told by the customs of a language: two of them at the end, or one in front.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    super::{first_name, listing::entries, text},
    tokens::Token,
};

static TWO_SURNAMES: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| entries(include_str!("../data/two_surnames.txt")).flat_map(|line| line.split(' ')).collect());

/// Whether the last two words are both surnames, as in Spanish (`Gabriel García Márquez`), behind a first name.
pub(super) fn ends_in_two_surnames(words: &[Token<'_>]) -> bool {
    let [given @ .., one, other] = words else { return false };
    !given.is_empty()
        && !other.is_initial()
        && is_one_of_two(one.text)
        && (is_one_of_two(other.text) || given.iter().all(|word| first_name::is_known(&folded(word.text))))
}

fn is_one_of_two(word: &str) -> bool {
    word.split('-').all(|word| {
        let word = folded(word);
        (word.len() > 4 && word.ends_with("ez")) || TWO_SURNAMES.contains(word.as_str())
    })
}

/// A language that puts the surname first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Language {
    Vietnamese,
    Chinese,
    Korean,
}

static ASIAN: LazyLock<FxHashMap<&'static str, Vec<Language>>> = LazyLock::new(|| {
    let mut surnames: FxHashMap<_, Vec<Language>> = FxHashMap::default();
    for line in entries(include_str!("../data/latin_asian_surnames.txt")) {
        let Some((language, names)) = line.split_once(' ') else { continue };
        let language = match language {
            "vietnamese" => Language::Vietnamese,
            "chinese" => Language::Chinese,
            _ => Language::Korean,
        };
        names.split(' ').for_each(|name| surnames.entry(name).or_default().push(language));
    }
    surnames
});

/// Whether the first word is a surname by the language of all words (`Zhang Xiaoming`, `Park Ji-sung`, `Nguyễn Văn An`).
pub(super) fn leads_with_surname(words: &[Token<'_>]) -> bool {
    let Some((surname, rest)) = words.split_first() else { return false };
    let Some(languages) = ASIAN.get(folded(surname.text).as_str()) else { return false };
    let given: Vec<String> = rest.iter().map(|word| folded(word.text)).collect();
    if given.is_empty() || rest.iter().any(Token::is_dotted) || given.iter().all(|word| is_surname(word)) {
        return false;
    }
    let is_known = given.iter().any(|word| first_name::is_known(word));
    languages.iter().any(|language| match language {
        Language::Vietnamese => are_vietnamese(words),
        Language::Chinese => !is_known && matches!(rest, [given] if is_of_two_syllables(given.text)),
        Language::Korean => !is_known && matches!(rest, [given] if is_of_two_parts(given.text)),
    })
}

/// Whether the first name stands last, behind middle names, as in Vietnamese.
pub(super) fn is_vietnamese(surname: &[Token<'_>], given: &[Token<'_>]) -> bool {
    let [surname] = surname else { return false };
    let is_surname = |languages: &Vec<Language>| languages.contains(&Language::Vietnamese);
    ASIAN.get(folded(surname.text).as_str()).is_some_and(is_surname) && are_vietnamese(&[&[*surname], given].concat())
}

fn is_surname(folded: &str) -> bool {
    ASIAN.contains_key(folded)
}

/// A middle name that most Vietnamese have one of, or letters of no other language.
fn are_vietnamese(words: &[Token<'_>]) -> bool {
    let is_middle = |word: &str| matches!(word, "van" | "thi" | "duc" | "huu" | "ngoc" | "quoc" | "thanh");
    (words.len() > 2 && is_middle(&folded(words[1].text)))
        || words.iter().any(|word| word.text.chars().any(is_vietnamese_letter))
}

const fn is_vietnamese_letter(c: char) -> bool {
    matches!(c, 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{1ea0}'..='\u{1ef9}')
}

/// Whether a word is two short parts with a hyphen between them, as Korean first names are written (`Ji-sung`).
fn is_of_two_parts(word: &str) -> bool {
    word.split_once('-').is_some_and(|(one, other)| [one, other].iter().all(|part| (2..=5).contains(&part.len())))
}

/// Whether a word is two Chinese syllables in Latin letters (`Xiaoming`).
fn is_of_two_syllables(word: &str) -> bool {
    let word = word.to_lowercase();
    word.is_ascii() && (1..word.len()).any(|end| is_syllable(&word[..end]) && is_syllable(&word[end..]))
}

/// Whether a syllable is a Chinese one: a beginning and an end of the Pinyin tables.
fn is_syllable(syllable: &str) -> bool {
    const STARTS: [&str; 24] = [
        "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s",
        "y", "w", "",
    ];
    const ENDS: [&str; 35] = [
        "a", "o", "e", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "ong", "i", "ia", "ie", "iao", "iu", "ian",
        "in", "iang", "ing", "iong", "u", "ua", "uo", "uai", "ui", "uan", "un", "uang", "ue", "er", "ve", "v", "ueng",
    ];
    let is_end = |start: &str, end: &str| ENDS.contains(&end) && (end != "o" || matches!(start, "b" | "p" | "m" | "f"));
    STARTS.iter().any(|start| syllable.strip_prefix(start).is_some_and(|end| is_end(start, end)))
}

fn folded(word: &str) -> String {
    let mut folded = String::new();
    text::fold(word, &mut folded);
    folded
}
