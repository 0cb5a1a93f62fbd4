//! Titles at the start of a name.

use super::{
    suffixes,
    tokens::Token,
    words::{Kinds, kinds},
};

/// How many words at the start are titles: all of them when the name has nothing else.
pub(super) fn count(words: &[Token<'_>]) -> usize {
    let mut end = 0;
    let mut has_joined = false;
    while end < words.len() {
        let here = words[end..].iter().take_while(|word| word.has(Kinds::CONJUNCTION)).count();
        let rest = &words[end + here..];
        if rest.is_empty() {
            break;
        }
        if end > 0 && here > 0 {
            // “Secretary of State”, “Mr. and Mrs.”: what a conjunction joins to a title belongs to it.
            if here == words.len() - end {
                break;
            }
            end += here + 1;
            has_joined = true;
        } else if (here == 0 || words[0].text.eq_ignore_ascii_case("the")) && is_title(rest, end > 0) {
            end += here + 1;
        } else {
            break;
        }
    }
    let is_name = |word: &Token<'_>| word.has(Kinds::TITLE) && !word.is_dotted();
    let is_all = end == words.len() || suffixes::fill(&words[end..]);
    if is_all && end > 1 && !has_joined && is_name(&words[end - 1]) { end - 1 } else { end }
}

/// Whether the first word is a title, seen with those behind it.
fn is_title(words: &[Token<'_>], follows_title: bool) -> bool {
    let Some((word, rest)) = words.split_first() else { return false };
    if word.has(Kinds::TITLE)
        || (word.has(Kinds::TITLE_DOT) && word.is_dotted())
        || (word.has(Kinds::TITLE_BEHIND) && follows_title)
    {
        return true;
    }
    if word.has(Kinds::TITLE_BEFORE) {
        // Bounded: a chain of such words is looked at once for each of the first few alone.
        let chain =
            rest.iter().take(4).take_while(|next| next.has(Kinds::TITLE_BEFORE) && !next.has(Kinds::TITLE)).count();
        return rest.get(chain).is_some_and(|next| is_title_alone(next));
    }
    is_title_alone(word)
}

/// A title by itself, or several without spaces (`Lt.Gen.`, `Magistrate-Judge`).
fn is_title_alone(word: &Token<'_>) -> bool {
    let any = Kinds::TITLE.and(Kinds::TITLE_DOT).and(Kinds::TITLE_BEFORE).and(Kinds::TITLE_BEHIND);
    let composed = |separator: char| {
        word.text.contains(separator) && {
            let mut pieces = word.text.split(separator).filter(|piece| !piece.is_empty()).peekable();
            let mut count = 0;
            pieces.peek().is_some()
                && pieces.all(|piece| {
                    count += 1;
                    count <= 4 && piece.len() > 1 && kinds(piece).has(any)
                })
                && count > 1
        }
    };
    word.has(Kinds::TITLE) || (word.has(Kinds::TITLE_DOT) && word.is_dotted()) || composed('.') || composed('-')
}
