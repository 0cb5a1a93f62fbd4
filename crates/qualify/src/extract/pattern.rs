//! The language of the rules, and what it becomes.
//!
//! A pattern is a regular expression over folded text with some abbreviations: a blank stands for what separates two
//! words of a clause, ` ~ ` for up to three words between, ` ~~ ` for up to eight, `,` for what parts clauses (comma,
//! colon, bracket), `:` for a colon, ` ~, ` and ` ~~, ` for words between that may be parted so, `%` for the rest of a
//! word, `-` for a hyphen or blank or nothing, `{name}` for a list of `words.txt`. Groups capture nothing, and a pattern
//! begins and ends with whole words.

use std::{collections::BTreeMap, sync::LazyLock};

use regex_syntax::hir::{Hir, HirKind};

/// What separates two words; the first may be shortened with the verb behind it («the budget's approved»).
const BLANK: &str = "(?:(?:'s)?[\"*_]{0,2}[ \n][\"*_]{0,2}|[-/_])";
/// What parts clauses, with the blanks around it.
const COMMA: &str = "(?:[ \n]?[,:()]{1,2}[ \n]?\"?)";
/// A colon with the blanks around it.
const COLON: &str = "(?:[ \n]?:[ \n]?\"?)";
/// A word of the same clause.
const WORD: &str = "[^ \n;!?()]*[^ \n,;:!?()-]";
/// The blank behind the words of a gap, with a word that is only a letter: «de l'engagement».
const LAST: &str = "[ \n]\"?(?:(?:[cdjlmnst]|qu)')?";
/// The abbreviations of gaps and what each becomes, the longer ones first.
static GAPS: LazyLock<Vec<(&str, String)>> = LazyLock::new(|| {
    let words = |most: u8| format!("(?:'s)?(?:[ \n]{WORD}){{0,{most}}}");
    let within = |most: u8| format!("{}{LAST}", words(most));
    let across = |most: u8| format!("{0}(?:[ \n]?[,:()]{{1,2}}(?:{WORD})?{0}){{0,2}}{LAST}", words(most));
    // What stands before may hold the blank already.
    let loose = |most: u8| format!("(?:{}|(?-u:\\b{{start-half}})(?:{WORD}[ \n]){{0,{most}}})", within(most));
    vec![
        (" ~~, ", across(8)),
        (" ~~ ", within(8)),
        (" ~, ", across(3)),
        (" ~ ", within(3)),
        ("~~ ", loose(8)),
        ("~ ", loose(3)),
    ]
});
/// A pattern with more literals than this is looked for by another part of it.
const MOST_LITERALS: usize = 64;

/// The lists of `words.txt`, in one language.
pub(super) type Words = BTreeMap<String, String>;

/// A regular expression for a pattern; `Err` with the name of a list that there is not.
pub(super) fn expression(pattern: &str, words: &Words) -> Result<String, String> {
    Ok(format!(r"(?-u:\b)(?:{})(?:(?-u:\b)|$)", inner(pattern, words)?))
}

fn inner(pattern: &str, words: &Words) -> Result<String, String> {
    let mut out = String::with_capacity(pattern.len() * 4);
    let mut rest = pattern.trim().trim_end_matches(['~', ' ']);
    while let Some(first) = rest.chars().next() {
        let mut taken = first.len_utf8();
        if let Some((gap, expression)) = GAPS.iter().find(|(gap, _)| rest.starts_with(gap)) {
            out.push_str(expression);
            taken = gap.len();
        } else {
            match first {
                ' ' => out.push_str(BLANK),
                '%' => out.push_str("[a-z]*"),
                '-' => out.push_str("[ -]?"),
                ',' => out.push_str(COMMA),
                ':' => out.push_str(COLON),
                '(' if rest.starts_with("(?") => out.push('('),
                '(' => out.push_str("(?:"),
                '\\' => {
                    taken = rest.chars().take(2).map(char::len_utf8).sum();
                    out.push_str(&rest[..taken]);
                }
                '[' => {
                    taken = rest.find(']').map_or(rest.len(), |end| end + 1);
                    out.push_str(&rest[..taken]);
                }
                '{' if rest[1..].starts_with(|c: char| c.is_ascii_digit()) => {
                    taken = rest.find('}').map_or(rest.len(), |end| end + 1);
                    out.push_str(&rest[..taken]);
                }
                '{' => {
                    let end = rest.find('}').ok_or_else(|| rest.to_owned())?;
                    let list = words.get(&rest[1..end]).ok_or_else(|| rest[1..end].to_owned())?;
                    out.push_str(&format!("(?:{list})"));
                    taken = end + 1;
                }
                _ => out.push(first),
            }
        }
        rest = &rest[taken..];
    }
    Ok(out)
}

/// A list of `words.txt` as a part of an expression.
pub(super) fn list(text: &str, words: &Words) -> Result<String, String> {
    inner(text, words)
}

/// Texts of which every match of an expression holds at least one; the longer, the rarer.
pub(super) fn literals(expression: &str) -> Option<Vec<String>> {
    let hir = regex_syntax::Parser::new().parse(expression).ok()?;
    required(&hir)
}

fn required(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => std::str::from_utf8(&literal.0).ok().map(|text| vec![text.to_owned()]),
        HirKind::Concat(parts) => parts.iter().filter_map(required).max_by_key(|found| rarity(found)),
        HirKind::Alternation(ways) => {
            let mut all = Vec::new();
            for way in ways {
                all.extend(required(way)?);
            }
            all.sort();
            all.dedup();
            (all.len() <= MOST_LITERALS).then_some(all)
        }
        HirKind::Repetition(repetition) if repetition.min > 0 => required(&repetition.sub),
        HirKind::Capture(capture) => required(&capture.sub),
        _ => None,
    }
}

/// The length of the shortest one, then how few they are.
fn rarity(literals: &[String]) -> (usize, std::cmp::Reverse<usize>) {
    (literals.iter().map(String::len).min().unwrap_or_default(), std::cmp::Reverse(literals.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use regex::Regex;

    fn matches(pattern: &str, text: &str) -> bool {
        let words = Words::from([("money".to_owned(), "budget|enveloppe".to_owned())]);
        Regex::new(&expression(pattern, &words).unwrap()).unwrap().is_match(text)
    }

    #[test]
    fn abbreviations_mean_what_they_say() {
        assert!(matches("pas de {money}", "on n'a pas de\nbudget."));
        assert!(!matches("pas {money}", "pas, budget") && matches("pas,{money}", "pas : budget"));
        assert!(!matches("{money} ~ valide", "budget discute, planning valide"));
        assert!(matches("{money} ~, valide", "budget (40 k), deja valide"));
        assert!(!matches("pas de {money}", "pas de budgets"));
        assert!(matches("{money} ~ (valide|ok)%", "le budget 2027 est enfin validee"));
        assert!(!matches("{money} ~ valide", "budget a b c d valide"));
        assert!(matches("{money} ~~ valide", "budget a b c d valide"));
        assert!(!matches("{money} ~~ valide", "budget; valide"));
        assert!(matches("rendez-vous", "rendez vous") && matches("rendez-vous", "rendez-vous"));
        assert_eq!(expression("{none}", &Words::new()), Err("none".to_owned()));
    }

    #[test]
    fn what_every_match_holds_is_found() {
        let words = Words::new();
        let of = |pattern| literals(&expression(pattern, &words).unwrap());
        assert_eq!(of("pas de budget"), Some(vec!["budget".to_owned()]));
        assert_eq!(of("(no|zero) (budget|money)"), Some(vec!["budget".to_owned(), "money".to_owned()]));
        assert_eq!(of("[a-z]+"), None);
    }
}
