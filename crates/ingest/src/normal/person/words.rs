//! What a word can be in a name: lists, and how a word is looked up in them.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::super::{listing::entries, nickname, text};

/// What a word can be. A word can be several things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Kinds(u32);

impl Kinds {
    pub(super) const TITLE: Self = Self(1);
    /// A title only with its dot.
    pub(super) const TITLE_DOT: Self = Self(1 << 1);
    /// A title only before another.
    pub(super) const TITLE_BEFORE: Self = Self(1 << 2);
    /// A title only behind another.
    pub(super) const TITLE_BEHIND: Self = Self(1 << 3);
    /// What follows this title alone is a first name.
    pub(super) const TITLE_OF_FIRST: Self = Self(1 << 4);
    /// A suffix that is a word (`Jr`).
    pub(super) const SUFFIX_WORD: Self = Self(1 << 5);
    /// A Roman digit.
    pub(super) const SUFFIX_NUMERAL: Self = Self(1 << 6);
    /// A suffix of letters (`PhD`).
    pub(super) const SUFFIX_LETTERS: Self = Self(1 << 7);
    /// The same, only in capitals or with dots (`MA`).
    pub(super) const SUFFIX_CAPITALS: Self = Self(1 << 8);
    /// Begins a surname.
    pub(super) const PARTICLE: Self = Self(1 << 9);
    /// Is never a first name.
    pub(super) const NEVER_FIRST: Self = Self(1 << 10);
    /// Begins a surname only in small letters.
    pub(super) const PARTICLE_LOWER: Self = Self(1 << 11);
    /// A particle that keeps its capital.
    pub(super) const LOUD: Self = Self(1 << 12);
    /// Joins its neighbours.
    pub(super) const CONJUNCTION: Self = Self(1 << 13);
    /// The same, unless it is an initial.
    pub(super) const CONJUNCTION_LETTER: Self = Self(1 << 14);

    pub(super) const fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The longest word of the lists.
const LONGEST: usize = 24;

static WORDS: LazyLock<FxHashMap<Box<str>, Kinds>> = LazyLock::new(|| {
    let mut words: FxHashMap<Box<str>, Kinds> = FxHashMap::default();
    let mut add = |word: &str, kinds: Kinds| {
        let known = words.entry(word.into()).or_default();
        *known = known.and(kinds);
    };
    for line in entries(include_str!("../data/name_titles.txt")) {
        let (word, mark) = line.split_once(' ').unwrap_or((line, ""));
        add(word, title(mark));
    }
    for line in entries(include_str!("../data/particles.txt")) {
        let mut marks = line.split(' ');
        let word = marks.next().unwrap_or_default();
        add(word, marks.fold(Kinds::default(), |kinds, mark| kinds.and(particle(mark))).and(unmarked_particle(line)));
    }
    for line in entries(include_str!("../data/name_suffixes.txt")) {
        let (kind, list) = line.split_once(' ').unwrap_or((line, ""));
        list.split(' ').for_each(|word| add(word, suffix(kind)));
    }
    ["of", "the", "and", "&", "et", "und", "en"].into_iter().for_each(|word| add(word, Kinds::CONJUNCTION));
    ["e", "y", "i"].into_iter().for_each(|word| add(word, Kinds::CONJUNCTION_LETTER));
    words
});

fn title(mark: &str) -> Kinds {
    match mark {
        "first" => Kinds::TITLE.and(Kinds::TITLE_OF_FIRST),
        "dot" => Kinds::TITLE_DOT,
        "before" => Kinds::TITLE_BEFORE,
        "behind" => Kinds::TITLE_BEHIND,
        "before first" => Kinds::TITLE_BEFORE.and(Kinds::TITLE_OF_FIRST),
        _ => Kinds::TITLE,
    }
}

fn particle(mark: &str) -> Kinds {
    match mark {
        "never" => Kinds::NEVER_FIRST,
        "lower" => Kinds::PARTICLE_LOWER,
        "loud" => Kinds::LOUD,
        _ => Kinds::default(),
    }
}

fn unmarked_particle(line: &str) -> Kinds {
    if line.contains(" lower") { Kinds::default() } else { Kinds::PARTICLE }
}

fn suffix(kind: &str) -> Kinds {
    match kind {
        "word" => Kinds::SUFFIX_WORD,
        "numeral" => Kinds::SUFFIX_NUMERAL,
        "letters" => Kinds::SUFFIX_LETTERS,
        _ => Kinds::SUFFIX_CAPITALS,
    }
}

/// What a word can be, whatever its case, accents and dots.
pub(super) fn kinds(word: &str) -> Kinds {
    let mut letters = [0; LONGEST];
    let mut length = 0;
    for byte in word.bytes() {
        match byte {
            b'.' => continue,
            0x80.. => return kinds_beyond_ascii(word),
            _ => {}
        }
        let Some(place) = letters.get_mut(length) else { return Kinds::default() };
        *place = byte.to_ascii_lowercase();
        length += 1;
    }
    std::str::from_utf8(&letters[..length]).map_or(Kinds::default(), look_up)
}

fn kinds_beyond_ascii(word: &str) -> Kinds {
    if word.len() > 3 * LONGEST {
        return Kinds::default();
    }
    let mut folded = String::new();
    text::fold(word, &mut folded);
    look_up(&folded)
}

fn look_up(word: &str) -> Kinds {
    WORDS.get(word).copied().unwrap_or_default()
}

/// Whether a folded word begins surnames.
pub(super) fn is_particle(folded: &str) -> bool {
    look_up(folded).has(Kinds::PARTICLE.and(Kinds::PARTICLE_LOWER)) || matches!(folded, "d" | "l" | "o" | "t")
}

/// What is known of a word as a first name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Given {
    /// An Arabic one.
    Arabic,
    /// Another one.
    Other,
    /// That it is one is not known.
    Unknown,
}

static GIVEN: LazyLock<FxHashMap<&'static str, Given>> = LazyLock::new(|| {
    let mut names = FxHashMap::default();
    for line in entries(include_str!("../data/given_names.txt")) {
        let (kind, list) = match line.strip_prefix("arabic ") {
            Some(list) => (Given::Arabic, list),
            None => (Given::Other, line),
        };
        names.extend(list.split(' ').map(|name| (name, kind)));
    }
    names
});

/// What is known of a word, as of each part of a compound, as a first name.
pub(super) fn given(word: &str) -> Given {
    let mut folded = String::new();
    text::fold(word, &mut folded);
    let first = folded.split(' ').next().unwrap_or_default();
    match GIVEN.get(first) {
        Some(&kind) => kind,
        None if nickname::is_first_name(first) => Given::Other,
        None => Given::Unknown,
    }
}

/// First names of which as many people have one of them as their surname.
const SURNAMES_TOO: [&str; 28] = [
    "adam",
    "bertrand",
    "charles",
    "denis",
    "frank",
    "george",
    "gerard",
    "gilbert",
    "guillaume",
    "henri",
    "henry",
    "herve",
    "hugues",
    "jordan",
    "leon",
    "louis",
    "lucas",
    "martin",
    "mathieu",
    "richard",
    "robert",
    "rosario",
    "salvatore",
    "scott",
    "simon",
    "valentin",
    "vincent",
    "walter",
];

/// Whether a first name is as often a surname.
pub(super) fn is_surname_too(word: &str) -> bool {
    let mut folded = String::new();
    text::fold(word, &mut folded);
    SURNAMES_TOO.contains(&folded.as_str())
}

/// Whether a word is a first name and hardly ever a surname. Arabic ones are both, and short forms are too many
/// words.
pub(super) fn is_given_alone(word: &str) -> bool {
    let mut folded = String::new();
    text::fold(word, &mut folded);
    let first = folded.split(' ').next().unwrap_or_default();
    GIVEN.get(first) == Some(&Given::Other) && !is_surname_too(word)
}

static COMPOUNDS: LazyLock<FxHashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    entries(include_str!("../data/compound_first_names.txt"))
        .filter_map(|line| {
            let (first, seconds) = line.split_once(' ')?;
            Some((first, seconds.split(' ').collect()))
        })
        .collect()
});

/// Whether two words are one first name (`Jean Paul`).
#[must_use]
pub fn is_compound(first: &str, second: &str) -> bool {
    // Most first names begin no compound: those that do are short.
    let plausible = first.len() <= 9 && second.len() <= 14;
    let mut folded = String::new();
    plausible && {
        text::fold(first, &mut folded);
        // “Servant of”: half a name.
        matches!(folded.as_str(), "abd" | "abdel" | "abdoul" | "abdul")
            || COMPOUNDS.get(folded.as_str()).is_some_and(|seconds| {
                text::fold(second, &mut folded);
                seconds.contains(&folded.as_str())
            })
    }
}
