//! The language of a text.

/// A language that signals are found in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    English,
    /// French.
    French,
}

impl Language {
    /// The language of a tag such as `fr`, `en-GB` or `FR_ca`.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        match primary.as_str() {
            "en" | "eng" | "english" => Some(Self::English),
            "fr" | "fra" | "fre" | "french" => Some(Self::French),
            _ => None,
        }
    }

    /// Its tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
        }
    }
}

/// How much of a text is looked at.
const LOOKED_AT: usize = 8_192;
const FRENCH: &[&str] = &[
    "le",
    "la",
    "les",
    "des",
    "du",
    "une",
    "un",
    "et",
    "est",
    "nous",
    "vous",
    "je",
    "pas",
    "pour",
    "dans",
    "sur",
    "avec",
    "que",
    "qui",
    "ce",
    "cette",
    "notre",
    "votre",
    "nos",
    "vos",
    "au",
    "aux",
    "en",
    "par",
    "plus",
    "ne",
    "sont",
    "avons",
    "avez",
    "bonjour",
    "merci",
    "mais",
    "ou",
    "se",
    "son",
    "sa",
    "ses",
    "ils",
    "elle",
    "il",
    "a",
    "budget",
    "etre",
    "ok",
    "rdv",
    "devis",
    "mois",
    "annee",
    "chez",
    "d'un",
    "d'une",
    "l'an",
    "recrute",
    "leve",
    "recherche",
    "suis",
];
const ENGLISH: &[&str] = &[
    "the",
    "and",
    "of",
    "to",
    "in",
    "is",
    "we",
    "you",
    "i",
    "not",
    "for",
    "with",
    "on",
    "that",
    "this",
    "our",
    "your",
    "at",
    "by",
    "are",
    "have",
    "has",
    "be",
    "from",
    "it",
    "will",
    "would",
    "can",
    "but",
    "or",
    "as",
    "an",
    "hi",
    "hello",
    "thanks",
    "they",
    "he",
    "she",
    "his",
    "her",
    "their",
    "a",
    "budget",
    "no",
    "yes",
    "meeting",
    "call",
    "next",
    "year",
    "don't",
    "we're",
    "i'm",
    "it's",
    "hiring",
    "raises",
    "needs",
    "wants",
    "currently",
    "looking",
    "was",
    "been",
    "until",
];
/// Words of neighbours that are neither.
const OTHERS: &[&str] = &[
    "der",
    "die",
    "das",
    "und",
    "ist",
    "nicht",
    "wir",
    "sie",
    "mit",
    "auf",
    "fur",
    "ein",
    "eine",
    "el",
    "los",
    "las",
    "una",
    "y",
    "es",
    "por",
    "para",
    "con",
    "il",
    "che",
    "di",
    "per",
    "non",
    "gli",
    "della",
    "het",
    "een",
    "van",
    "niet",
    "wij",
    "zijn",
    "os",
    "uma",
    "nao",
    "com",
    "do",
    "da",
    "del",
    "kein",
    "haben",
    "den",
    "zu",
    "von",
    "estamos",
    "tenemos",
    "abbiamo",
    "sono",
    "hebben",
    "voor",
    "presupuesto",
    "nosotros",
    "jestesmy",
    "nie",
    "och",
    "att",
    "det",
    "som",
];

/// Fewer words of another language than this can be names.
const FEW: u32 = 3;

/// The words of each language that the beginning of a folded text has: French, English, others.
fn counts(folded: &str) -> (u32, u32, u32) {
    let end = (0..=folded.len().min(LOOKED_AT)).rev().find(|end| folded.is_char_boundary(*end)).unwrap_or_default();
    let (mut french, mut english, mut other) = (0_u32, 0_u32, 0_u32);
    for word in folded[..end].split(|c: char| !c.is_alphanumeric() && c != '\'') {
        let elided = ["l'", "d'", "n'", "j'", "qu'", "c'", "s'", "m'"].iter().any(|start| word.starts_with(start));
        french += u32::from(elided || FRENCH.contains(&word));
        english += u32::from(ENGLISH.contains(&word));
        other += u32::from(OTHERS.contains(&word));
    }
    (french, english, other)
}

/// The language that most words of a folded text are of; none when that is another one, or none at all.
#[must_use]
pub fn detect(folded: &str) -> Option<Language> {
    let (french, english, other) = counts(folded);
    if french.max(english) == 0 || other > french.max(english) {
        return None;
    }
    Some(if french >= english { Language::French } else { Language::English })
}

/// Whether a folded text is clearly of a language that is neither French nor English.
#[must_use]
pub fn is_another(folded: &str) -> bool {
    let (french, english, other) = counts(folded);
    other >= FEW && other > french.max(english)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_that_of_most_words() {
        assert_eq!(detect("on n'a pas de budget cette annee"), Some(Language::French));
        assert_eq!(detect("no budget this year, sorry"), Some(Language::English));
        assert_eq!(detect("wir haben dieses jahr kein budget fur das projekt"), None);
        assert_eq!(detect("no tenemos presupuesto para el proyecto"), None);
        assert_eq!(detect("12345 !!"), None);
        assert!(is_another("wir haben dieses jahr kein budget fur das projekt"));
        assert!(!is_another("bdgt ok 40k") && !is_another("zu teuer"));
        assert_eq!((Language::from_tag("fr-CA"), Language::from_tag("de")), (Some(Language::French), None));
    }
}
