//! What stands around a match and says that it does not hold: negation, condition, doubt.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use crate::text::language::Language;

/// What the sentence says of a match besides it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Circumstances {
    pub is_negated: bool,
    pub is_hypothetical: bool,
    pub is_doubtful: bool,
    /// It is still waited for.
    pub is_awaited: bool,
}

struct Cues {
    /// Negates what follows within some words.
    negates: Regex,
    /// Looks like it and does not.
    spares: Regex,
    /// Negates what it stands around (`ne … pas`) or within.
    encloses: Regex,
    /// Makes what follows in the clause a condition.
    supposes: Regex,
    /// A verb that says what would be.
    conditional: Regex,
    /// Leaves a doubt anywhere in the clause.
    doubts: Regex,
    /// Ends a clause.
    parts: Regex,
    /// Begins a clause that says something else.
    turns: Regex,
    /// Says that what follows has not happened yet.
    awaits: Regex,
    /// Begins a note of what is still to be asked.
    inquires: Regex,
}

static FRENCH: LazyLock<Cues> = LazyLock::new(|| Cues {
    negates: cue(
        r"\b(?:pas|aucune?|sans|jamais|ni|zero|absence d[e']|faute d[e']|loin d[e']|plutot que|au lieu d[e']|dement%|exclut?|ecarte%|renonc%|evite%|refuse%)\b",
    ),
    spares: cue(
        r"\b(?:pas (?:seulement|que|uniquement|mal|de (?:souci|probleme|soucis|problemes))|non seulement|sans (?:probleme|souci|doute|hesiter|hesitation|attendre|plus attendre|tarder|delai)|aucun (?:probleme|souci|doute)|jamais autant|pourquoi pas|n'hesitez pas)\b",
    ),
    encloses: cue(r"\b(?:ne|n')(?: ?[a-z']+){0,5}? (?:pas|plus|jamais|aucune?|guere|ni)\b|\bplus d[e']|\bpas\b"),
    supposes: cue(
        r"\b(?:si|s'ils?|s'il|au cas ou|a condition|a moins que|sous reserve|en cas d[e']|a supposer|meme si|des que|une fois que|lorsqu[e']|tant qu[e']|en attendant (?:que|d'avoir)|savoir si|peut-etre qu'un jour|envisage(?:nt|rait|raient|ons)?|songe(?:nt)?|reflechi(?:t|ssent|ssons))\b",
    ),
    conditional: cue(
        r"\b(?:aurions|aurait|auraient|aurais|serions|serait|seraient|serais|pourrions|pourrait|pourraient|devrait|devraient|devrions|faudrait|voudrions|hypothetique%|eventuel%|rumeurs?|supposee?s?)\b",
    ),
    doubts: cue(
        r"\b(?:peut-etre|probable%|sans doute|vraisemblable%|a priori|normalement|en principe|il me semble|je crois|je pense|a confirmer|tbc|pas encore (?:sur|certain|confirme)%|sous reserve|devrait|devraient|devrions|plutot)\b",
    ),
    parts: cue(
        r"[;:()]|, |\. | - |\b(?:mais|cependant|toutefois|neanmoins|en revanche|par contre|pourtant|donc|car|or)\b",
    ),
    turns: cue(
        r"\b(?:mais|cependant|toutefois|neanmoins|en revanche|par contre|pourtant|car|parce qu[e']|tandis qu[e']|alors qu[e']|sinon|puisqu[e'])\b",
    ),
    awaits: cue(
        r"\b(?:attendre|attendons|attendent|attends|attente|avant|jusqu'(?:a|au)|des) (?:que |qu'|de |d'|l'|la |le |les |un |une |notre |son |sa |leur )",
    ),
    inquires: cue(
        r"^(?:(?:a|penser a|prochaine etape :?|todo :?|- ?) ?)*(?:demander|verifier|redemander|se renseigner|identifier|clarifier|creuser|valider|preciser|trouver|comprendre|savoir)\b(?s:.)*\b(?:si|s'ils?|qui|quels?|quelles?|combien|quand|pourquoi|comment|ou en est|ou en sont)\b",
    ),
});

static ENGLISH: LazyLock<Cues> = LazyLock::new(|| Cues {
    negates: cue(
        r"\b(?:no|not|never|without|neither|nor|cannot|[a-z]+n't|none of|zero|hardly|unable to|rather than|instead of|den(?:y|ies|ied)|rule(?:s|d)? out|avoid%|lack of|far from|free of)\b",
    ),
    spares: cue(
        r"\b(?:not only|no (?:doubt|problem|worries|issue|longer an issue)|why not|can't wait|cannot wait|not just|wouldn't mind|don't hesitate|can't complain)\b",
    ),
    encloses: cue(r"\b(?:not|never|no longer|[a-z]+n't)\b"),
    supposes: cue(
        r"\b(?:if|unless|should we|should you|in case|assuming|provided that|whether|pending|subject to|as soon as|were to|once (?:we|the|our|they|it)|until we|depending on|in the event|even if|had we|until the)\b",
    ),
    conditional: cue(
        r"\b(?:would(?:n't)?|could|might|may (?:be|have|need|raise|cut|hire|look|consider)|considering|contemplat%|rumou?r%|hypothetical%|speculat%|mulls|mulling|weighs|weighing)\b",
    ),
    doubts: cue(
        r"\b(?:maybe|perhaps|probably|possibly|likely|presumably|tentative%|tbc|to be confirmed|i think|i believe|i guess|should (?:be|have)|not (?:yet )?(?:sure|certain|confirmed)|sort of|might)\b",
    ),
    parts: cue(r"[;:()]|, |\. | - |\b(?:but|however|though|although|yet|so|because)\b"),
    turns: cue(r"\b(?:but|however|although|though|because|whereas|otherwise)\b"),
    awaits: cue(
        r"\b(?:wait|waits|waiting|until|till|before|awaiting|pending) (?:for |until |till |our |the |a |an |we |they |my |his |her |their )",
    ),
    inquires: cue(
        r"^(?:(?:to|need to|remember to|next step:?|todo:?|- ?) ?)*(?:ask|check|find out|verify|clarify|establish|figure out|confirm|see|work out|probe)\b(?s:.)*\b(?:if|whether|who|what|how|when|which|where|why)\b",
    ),
});

fn cue(pattern: &str) -> Regex {
    let pattern = pattern.replace(r"\b", r"(?-u:\b)").replace('%', "[a-z]*").replace('-', "[- ]");
    let pattern = pattern.replace("[a[- ]z", "[a-z").replace("(?[- ]u:", "(?-u:").replace(" [- ] ", " - ");
    Regex::new(&pattern).expect("the cues are tested")
}

/// What stands before the ending in verbs in «-érer», of which the past ends like what would be.
const PAST_STEMS: &[&str] = &[
    "accel", "consid", "coop", "delib", "desesp", "diff", "enum", "exag", "gen", "lib", "mod", "prolif", "prosp",
    "recup", "refl", "reit", "remun", "suggest", "tol", "transf", "transp", "ent", "prof", "conf", "pref", "temp",
    "alt", "adh",
];

/// Words that may stand between a negation and what it negates.
const REACH: usize = 5;

/// The circumstances of a match within a sentence.
pub(super) fn circumstances(sentence: &str, found: &Range<usize>, language: Language) -> Circumstances {
    let cues = cues(language);
    let clause = clause(sentence, found, cues);
    let before = &sentence[clause.start..found.start];
    Circumstances {
        is_negated: is_negated(sentence, &clause, found, cues),
        is_hypothetical: cues.supposes.is_match(before)
            || cues.supposes.find(&sentence[found.clone()]).is_some_and(|cue| cue.start() == 0)
            || cues.conditional.is_match(&sentence[clause.clone()])
            || language == Language::French && has_conditional(&sentence[clause.clone()]),
        is_doubtful: cues.doubts.is_match(&sentence[clause.clone()]),
        is_awaited: cues.awaits.is_match(&sentence[clause.start..found.end]),
    }
}

/// Whether a verb says what would be or what is only told of: «préparerait». The past of verbs in «-érer» ends alike.
fn has_conditional(clause: &str) -> bool {
    clause.split(|c: char| !c.is_ascii_alphabetic()).any(|word| {
        let stem = word.strip_suffix("erait").or_else(|| word.strip_suffix("eraient"));
        stem.is_some_and(|stem| stem.len() > 3 && !PAST_STEMS.contains(&stem))
    })
}

/// Whether a match in a question is what is asked for: what stands in a clause before the last one is stated.
pub(super) fn is_asked(sentence: &str, found: &Range<usize>, language: Language) -> bool {
    !cues(language).parts.is_match(&sentence[found.end..])
}

/// Whether a match stands in a note of what is still to be asked: «find out who decides».
pub(super) fn is_still_to_ask(sentence: &str, found: &Range<usize>, language: Language) -> bool {
    cues(language).inquires.is_match(&sentence[..found.end])
}

/// Whether words turn to something else: two words of which one stands before «but» and one behind it say nothing
/// together.
pub(super) fn turns(words: &str, language: Language) -> bool {
    cues(language).turns.is_match(words)
}

/// The clause of a sentence that a match stands in.
pub(super) fn clause_of(sentence: &str, found: &Range<usize>, language: Language) -> Range<usize> {
    clause(sentence, found, cues(language))
}

fn cues(language: Language) -> &'static Cues {
    match language {
        Language::French => &FRENCH,
        Language::English => &ENGLISH,
    }
}

/// The part of the sentence around the match that no comma or «but» divides.
fn clause(sentence: &str, found: &Range<usize>, cues: &Cues) -> Range<usize> {
    let start = cues.parts.find_iter(&sentence[..found.start]).last().map_or(0, |part| part.end());
    let end = cues.parts.find(&sentence[found.end..]).map_or(sentence.len(), |part| found.end + part.start());
    start..end
}

fn is_negated(sentence: &str, clause: &Range<usize>, found: &Range<usize>, cues: &Cues) -> bool {
    let before = &sentence[clause.start..found.start];
    let near = before.rmatch_indices([' ', '\n']).nth(REACH).map_or(before, |(at, _)| &before[at..]);
    let stands_before = cues.negates.find_iter(near).last().is_some_and(|cue| {
        // «pas» behind the cue's own phrase is looked at with what follows it.
        !cues.spares.find_iter(near).any(|spared| spared.range().contains(&cue.start()))
    });
    if stands_before {
        return true;
    }
    let start = found.start - near.len();
    let mut end = found.end;
    for _ in 0..3 {
        end = sentence[end..clause.end.max(end)]
            .char_indices()
            .skip(1)
            .find(|(_, c)| matches!(c, ' ' | '\n'))
            .map_or(clause.end.max(end), |(at, _)| end + at);
    }
    let around = &sentence[start..end];
    cues.encloses.find_iter(around).any(|cue| {
        let reaches = cue.start() < found.end - start && cue.end() + start > found.start;
        reaches && !cues.spares.find_iter(around).any(|spared| spared.start() < cue.end() && cue.start() < spared.end())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(sentence: &str, word: &str, language: Language) -> Circumstances {
        let start = sentence.find(word).unwrap();
        circumstances(sentence, &(start..start + word.len()), language)
    }

    #[test]
    fn negation_reaches_no_further_than_its_clause() {
        let french = |sentence, word| around(sentence, word, Language::French).is_negated;
        assert!(french("nous ne recrutons pas cette annee", "recrutons"));
        assert!(french("il n'y aura pas de licenciement", "licenciement"));
        assert!(french("la direction dement tout plan social", "plan social"));
        assert!(!french("pas de souci, le budget est valide", "budget est valide"));
        assert!(!french("ce n'est pas urgent mais le budget est valide", "budget est valide"));
        assert!(!french("nous recrutons, pas de doute", "recrutons"));
        let english = |sentence, word| around(sentence, word, Language::English).is_negated;
        assert!(english("we are not hiring right now", "hiring"));
        assert!(english("we don't have a budget approved", "budget approved"));
        assert!(!english("it is not urgent, but the budget is approved", "budget is approved"));
        assert!(!english("not only is the budget approved", "budget"));
    }

    #[test]
    fn what_is_awaited_or_still_to_ask_is_no_fact() {
        let french = |sentence, word| around(sentence, word, Language::French).is_awaited;
        assert!(french("nous attendons la nomination du nouveau directeur", "nouveau directeur"));
        assert!(!french("nous attendons depuis hier, le nouveau directeur est la", "nouveau directeur"));
        assert!(around("wait until our new cfo is here", "new cfo", Language::English).is_awaited);
        let to_ask = |sentence: &str, word: &str, language| {
            let start = sentence.find(word).unwrap();
            is_still_to_ask(sentence, &(start..start + word.len()), language)
        };
        assert!(to_ask("verifier avec lui qui signe les contrats", "qui signe", Language::French));
        assert!(to_ask("find out whether they have a budget and who decides", "who decides", Language::English));
        assert!(!to_ask("he asked who decides, she decides", "she decides", Language::English));
    }

    #[test]
    fn but_turns_to_something_else() {
        assert!(turns("budget etait la mais il est valide", Language::French));
        assert!(turns("budget was there but approved", Language::English));
        assert!(!turns("budget de la carte valide", Language::French));
    }

    #[test]
    fn only_the_last_clause_of_a_question_is_asked() {
        let asked = |sentence: &str, word: &str| {
            let start = sentence.find(word).unwrap();
            is_asked(sentence, &(start..start + word.len()), Language::English)
        };
        assert!(!asked("we lose hours on it, can you help?", "lose hours"));
        assert!(asked("do you lose hours on it?", "lose hours"));
    }

    #[test]
    fn conditions_and_doubts_are_seen() {
        let french = |sentence, word| around(sentence, word, Language::French);
        assert!(french("si nous avions le budget valide", "budget valide").is_hypothetical);
        assert!(!french("si besoin, rappelez-moi", "rappelez").is_hypothetical);
        assert!(french("le budget est probablement valide", "budget").is_doubtful);
        let english = |sentence, word| around(sentence, word, Language::English);
        assert!(english("if we raise $5m next year", "raise").is_hypothetical);
        assert!(english("they might announce layoffs", "layoffs").is_hypothetical);
        assert!(english("budget is probably approved", "budget").is_doubtful);
        assert_eq!(english("we raised $5m", "raised"), Circumstances::default());
    }
}
