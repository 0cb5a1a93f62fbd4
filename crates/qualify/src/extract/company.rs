//! Whose news a sentence is.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::LazyLock,
};

use regex::Regex;

use crate::text::{dates, fold::Folded, language::Language};

/// Says that somebody else is spoken of.
static OTHERS: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    let french = r"\b(?:concurrente?s?|rivale?s?|(?:notre|nos|votre|vos|leurs?|un|une|l'un de (?:nos|leurs)|son|sa) (?:ancienne? )?(?:clients?|fournisseurs?|partenaires?|prestataires?|sous-traitants?|editeurs?|investisseurs?|actionnaires?|voisine?s?)|ancien employeur|ancienne? (?:societe|entreprise|boite)|chez (?:un|notre) (?:concurrent|client)|mon ex-boite|contrairement a|a l'instar de|(?:le|la|un|une|ancien|principal|premier) (?:sous-traitant|fournisseur|client|concurrent|concurrente|partenaire|prestataire|rival|actionnaire|voisin)e?s? (?:de|d'|du|des))\b";
    let english = r"\b(?:competitors?|rivals?|(?:our|their|your|his|her|its|a|one of (?:our|their)) (?:former |largest |biggest |main |key )?(?:clients?|customers?|suppliers?|vendors?|partners?|investors?|shareholders?|neighbou?rs?|landlord)|(?:former|previous|old|last) (?:employer|company|firm)|unlike|(?:a|an|the|main|largest|key) (?:subcontractor|supplier|competitor|rival|customer|client|partner|vendor|shareholder|neighbou?r) (?:of|to)|elsewhere in the (?:industry|sector))\b";
    [french, english].map(|pattern| Regex::new(&pattern.replace(r"\b", r"(?-u:\b)")).expect("the pattern is tested"))
});

/// Says of the name that follows that it is only what another stands beside: «a fire next door to Acme».
static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?:\bvoisine?s? d(?:e |u |')|\bpres d(?:e |u |')|\ba cote d(?:e |u |')|\ben face d(?:e |u |')|\b(?:concurrent|fournisseur|client|sous-traitant|prestataire|partenaire|distributeur|filiale|rival|actionnaire)e?s? d(?:e |u |')|\bnext door to |\bneighbou?rs? (?:of|to) |\bnear |\bopposite |\bdown the road from |\b(?:competitor|rival|supplier|subcontractor|contractor|client|customer|partner|vendor|subsidiary|shareholder)s? (?:of|to) )$";
    Regex::new(&pattern.replace(r"\b", r"(?-u:\b)")).expect("the pattern is tested")
});

/// Says that somebody else follows who has to do with it: «Acme's competitor».
static OF_IT: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"^(?:'s|') (?:main |biggest |largest |former |key |arch-)?(?:competitor|rival|supplier|subcontractor|contractor|client|customer|partner|vendor|shareholder|landlord|neighbou?r)s?\b";
    Regex::new(&pattern.replace(r"\b", r"(?-u:\b)")).expect("the pattern is tested")
});

/// The lists of `names.txt`, each with its name.
static NAMES: LazyLock<BTreeMap<&'static str, BTreeSet<&'static str>>> = LazyLock::new(|| {
    let mut lists: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    let mut name = "";
    for line in include_str!("rules/names.txt").lines().filter(|line| !line.starts_with('#')) {
        if let Some(of) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            name = of;
        } else {
            lists.entry(name).or_default().extend(line.split_whitespace());
        }
    }
    lists
});

/// Whether a list holds a word.
fn is_in(list: &str, word: &str) -> bool {
    NAMES.get(list).is_some_and(|words| words.contains(word))
}

/// Whether a word begins sentences or names a thing, and is no firm though it may have a capital.
fn is_common(word: &str) -> bool {
    ["common", "places", "titles"].iter().any(|list| is_in(list, word)) || dates::names_time(word)
}

/// A name in a sentence: its bytes in the folded text.
struct Name {
    start: usize,
    end: usize,
    is_own: bool,
    is_person: bool,
}

/// Tells news of the company that a text is read for from that of other firms.
pub(super) struct Subject<'t> {
    folded: &'t Folded,
    original: &'t str,
    language: Language,
    /// The telling words of the company's name.
    company: Vec<String>,
    /// Whether the text names it at all.
    is_named: bool,
}

impl<'t> Subject<'t> {
    pub(super) fn new(folded: &'t Folded, original: &'t str, language: Language, company: Option<&str>) -> Self {
        let company = telling_words(company.unwrap_or_default());
        let is_named =
            !company.is_empty() && words(&folded.text).any(|(_, word)| company.iter().any(|own| own == word));
        Self { folded, original, language, company, is_named }
    }

    /// Whether what a sentence says before a place is said of another firm. `from` is where the sentence begins;
    /// with `names_follow`, the firm may be named behind the place; one that is named in what is said is meant.
    pub(super) fn is_another(
        &self,
        from: usize,
        said: Range<usize>,
        to: usize,
        is_own_voice: bool,
        names_follow: bool,
    ) -> bool {
        let place = said.start;
        let index = usize::from(self.language == Language::English);
        let sentence = &self.folded.text[from..to];
        let names = self.names(from, place);
        let is_beside = |name: &Name| {
            let (before, behind) = (&self.folded.text[from..name.start], &self.folded.text[name.end..to]);
            name.is_own && (BESIDE.is_match(before) || OF_IT.is_match(behind))
        };
        if names.iter().any(is_beside) && names.iter().any(|name| !name.is_own && !name.is_person) {
            return true;
        }
        let own_first = names.first().is_some_and(|name| name.is_own);
        if OTHERS[index].find(sentence).is_some_and(|cue| from + cue.start() < place) && !own_first {
            return true;
        }
        if self.company.is_empty() || is_own_voice {
            return false;
        }
        if self.names(place, said.end).iter().any(|name| name.is_own) {
            return false;
        }
        // «Ana Roy joins Acme»: a person stands before, the company behind.
        if names_follow && !own_first && self.names(place, to).iter().any(|name| name.is_own) {
            return false;
        }
        let Some(last) = names.iter().rev().find(|name| !name.is_person) else {
            return !self.is_named && self.starts_with_another();
        };
        let behind = &self.folded.text[last.end..place];
        let is_near = words(behind).count() <= 3;
        let is_relative =
            [", qui", ", dont", ", which", ", who", " qui ", " which "].iter().any(|w| behind.starts_with(w));
        if last.is_own {
            return false;
        }
        if let Some(own) = names.iter().rev().find(|name| name.is_own) {
            // «Acme has a new rival: Beta raised $5M».
            let is_apart = self.folded.text[own.end..last.start].contains([':', ';']);
            return is_relative || is_apart && is_near;
        }
        is_near || !self.is_named
    }

    /// Whether the first word behind a place is a name.
    pub(super) fn is_name_behind(&self, place: usize, to: usize) -> bool {
        let behind = &self.folded.text[place..to];
        words(behind).next().is_some_and(|(at, word)| {
            let is_next = behind[..at].chars().all(|c| matches!(c, ' ' | '\n' | '"' | '\''));
            is_next && word.len() > 1 && !is_common(word) && self.is_capital(place + at)
        })
    }

    /// Whether the text begins with the name of another firm.
    fn starts_with_another(&self) -> bool {
        let end = self.folded.text.char_indices().nth(160).map_or(self.folded.text.len(), |(end, _)| end);
        let names = self.names(0, end);
        names.first().is_some_and(|name| !name.is_own && !name.is_person && name.start < 24)
    }

    /// The names between two places: words with a capital, the first word of a sentence only if it is no common one.
    fn names(&self, from: usize, to: usize) -> Vec<Name> {
        let mut names: Vec<Name> = Vec::new();
        for (at, word) in words(&self.folded.text[from..to]) {
            let (start, end) = (from + at, from + at + word.len());
            let is_own = self.company.iter().any(|own| own == word);
            if !is_own && (is_common(word) || word.len() < 2 || !self.is_capital(start)) {
                continue;
            }
            match names.last_mut() {
                Some(last) if self.folded.text[last.end..start].trim().is_empty() => {
                    last.end = end;
                    last.is_own |= is_own;
                }
                _ => names.push(Name { start, end, is_own, is_person: false }),
            }
        }
        for name in &mut names {
            name.is_person = !name.is_own && self.is_person(from, name);
        }
        names
    }

    fn is_capital(&self, at: usize) -> bool {
        let from = self.folded.original(at..at, self.original).start;
        self.original[from..].chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether a title stands before or behind a name.
    fn is_person(&self, from: usize, name: &Name) -> bool {
        let text = &self.folded.text;
        let before = words(&text[from..name.start]).last().map(|(_, word)| word);
        let behind: Vec<&str> = words(&text[name.end..]).take(3).map(|(_, word)| word).collect();
        let is_title = |word: &str| is_in("titles", word);
        before.is_some_and(|word| is_title(word) || is_in("naming", word))
            || behind.iter().any(|word| is_title(word) && !matches!(*word, "m" | "mm"))
    }
}

/// The words of a name that tell it from others.
fn telling_words(name: &str) -> Vec<String> {
    let folded = Folded::new(name).text;
    let all: Vec<String> = words(&folded).map(|(_, word)| word.to_owned()).filter(|word| word.len() > 1).collect();
    let telling: Vec<String> = all.iter().filter(|word| !is_in("forms", word)).cloned().collect();
    if telling.is_empty() { all } else { telling }
}

/// The words of a folded text with their places.
fn words(text: &str) -> impl DoubleEndedIterator<Item = (usize, &str)> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_another(text: &str, company: &str, at: &str) -> bool {
        let folded = Folded::new(text);
        let place = folded.text.find(at).unwrap();
        let from = folded.text[..place].rfind(". ").map_or(0, |dot| dot + 2);
        let language =
            if text.contains("lève") || text.contains("licenci") { Language::French } else { Language::English };
        Subject::new(&folded, text, language, Some(company)).is_another(
            from,
            place..place + at.len(),
            folded.text.len(),
            false,
            false,
        )
    }

    #[test]
    fn common_words_months_and_days_are_no_names() {
        assert!(["common", "places", "titles", "naming", "forms"].iter().all(|list| NAMES.contains_key(list)));
        assert!(is_common("notre") && is_common("mars") && is_common("tuesday") && !is_common("onet"));
    }

    #[test]
    fn news_is_of_whom_it_names() {
        assert!(!is_another("Acme lève 5 M€", "Acme SAS", "leve"));
        assert!(is_another("Doctolib lève 5 M€", "Acme SAS", "leve"));
        assert!(is_another("Notre concurrent Zed lève 5 M€", "Acme", "leve"));
        assert!(!is_another("L'entreprise lève 5 M€", "Acme", "leve"));
        assert!(!is_another("Acme, fondée par Jean Petit, lève 5 M€", "Acme", "leve"));
        assert!(is_another("Acme rachète Beta, qui avait licencié 50 personnes", "Acme", "licencie"));
        assert!(!is_another("BGF invests in Acme", "Acme", "invests in acme"));
        assert!(is_another("A fire at Beta, next door to Acme, has laid 40 people off", "Acme", "laid"));
        assert!(is_another("Acme's competitor Beta has raised $5M", "Acme", "raised"));
        assert!(is_another("Acme has a stronger rival: Beta has raised $5M", "Acme", "raised"));
        assert!(!is_another("Acme: the firm has raised $5M", "Acme", "raised"));
        assert!(is_another("Beta Corp has raised $5M. Acme watches.", "Acme", "raised"));
        assert!(!is_another("Acme said on Monday that it raised $5M", "Acme", "raised"));
        assert!(!is_another("We raised $5M", "Acme", "raised"));
    }
}
