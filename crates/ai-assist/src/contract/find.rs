//! Where words stand in a document, whatever their case, accents, blanks and punctuation.

use std::ops::Range;

use sales_qualify::text::fold::Folded;

/// A document whose words are looked for.
pub(super) struct Searched<'t> {
    text: &'t str,
    normal: Normal,
}

/// A text as words with single blanks between them, and where each of its characters came from.
struct Normal {
    chars: Vec<char>,
    /// For each character its bytes in the original.
    places: Vec<Range<usize>>,
}

/// Why words were not found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing {
    /// They are not there.
    Absent,
    /// They are there more than once, and it is not said which are meant.
    Ambiguous,
}

/// The part of a quote that may be other than the document, in hundredths.
const SLIPS_PERCENT: usize = 5;

impl Normal {
    fn new(text: &str) -> Self {
        let folded = Folded::new(text);
        let mut normal = Self { chars: Vec::with_capacity(folded.text.len()), places: Vec::new() };
        let mut is_apart = false;
        for (at, character) in folded.text.char_indices() {
            if !character.is_alphanumeric() {
                is_apart = true;
                continue;
            }
            let place = folded.original(at..at + character.len_utf8(), text);
            if is_apart && !normal.chars.is_empty() {
                normal.chars.push(' ');
                normal.places.push(place.start..place.start);
            }
            is_apart = false;
            normal.chars.push(character);
            normal.places.push(place);
        }
        normal
    }
}

impl<'t> Searched<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, normal: Normal::new(text) }
    }

    /// The bytes of the document that a quote means: those at the place that is said, if they are the quote; else the
    /// only place where the quote stands, with at most one slip in twenty characters.
    pub(super) fn find(&self, quote: &str, chars: Range<i64>) -> Result<Range<usize>, Missing> {
        let quote = Normal::new(quote).chars;
        if quote.is_empty() {
            return Err(Missing::Absent);
        }
        if let Some(said) = self.said(chars).filter(|said| Normal::new(&self.text[said.clone()]).chars == quote) {
            return Ok(trimmed(self.text, said));
        }
        let found = self.exact(&quote);
        match found.as_slice() {
            [] => self.near(&quote),
            [only] => Ok(self.original(only.clone())),
            _ => Err(Missing::Ambiguous),
        }
    }

    /// The bytes between two places that are counted in characters.
    fn said(&self, chars: Range<i64>) -> Option<Range<usize>> {
        let (start, end) = (usize::try_from(chars.start).ok()?, usize::try_from(chars.end).ok()?);
        let mut places = self.text.char_indices().map(|(at, _)| at).chain([self.text.len()]);
        let first = places.nth(start)?;
        let last = if end > start { places.nth(end - start - 1)? } else { return None };
        Some(first..last)
    }

    /// Places of whole words that are the quote.
    fn exact(&self, quote: &[char]) -> Vec<Range<usize>> {
        let chars = &self.normal.chars;
        let is_whole = |range: &Range<usize>| {
            let is_end = |at: Option<&char>| at.is_none_or(|c| *c == ' ');
            is_end(range.start.checked_sub(1).and_then(|before| chars.get(before))) && is_end(chars.get(range.end))
        };
        let windows = chars.windows(quote.len()).enumerate().filter(|(_, window)| *window == quote);
        windows.map(|(start, _)| start..start + quote.len()).filter(is_whole).take(2).collect()
    }

    /// The only place where the quote stands with few slips (Sellers: the best alignment that ends at each character).
    fn near(&self, quote: &[char]) -> Result<Range<usize>, Missing> {
        let most = quote.len() * SLIPS_PERCENT / 100;
        if most == 0 {
            return Err(Missing::Absent);
        }
        let mut found: Vec<(usize, Range<usize>)> = Vec::new();
        // For each length of the quote's beginning: its slips up to here, and where it began.
        let mut column: Vec<(usize, usize)> = (0..=quote.len()).map(|slips| (slips, 0)).collect();
        for (at, character) in self.normal.chars.iter().enumerate() {
            let mut diagonal = column[0];
            column[0] = (0, at + 1);
            for (row, wanted) in quote.iter().enumerate() {
                let above = column[row + 1];
                let cost = usize::from(wanted != character);
                let best =
                    (diagonal.0 + cost, diagonal.1).min((above.0 + 1, above.1)).min((column[row].0 + 1, column[row].1));
                diagonal = above;
                column[row + 1] = best;
            }
            let (slips, start) = column[quote.len()];
            if slips <= most && start <= at {
                found.push((slips, start..at + 1));
            }
        }
        let Some((_, best)) = found.iter().min_by_key(|(slips, range)| (*slips, range.start)) else {
            return Err(Missing::Absent);
        };
        let is_elsewhere = |range: &Range<usize>| range.end <= best.start || range.start >= best.end;
        if found.iter().any(|(_, range)| is_elsewhere(range)) {
            return Err(Missing::Ambiguous);
        }
        Ok(self.original(best.clone()))
    }

    fn original(&self, normal: Range<usize>) -> Range<usize> {
        let start = self.normal.places[normal.start].start;
        let end = self.normal.places[normal.end - 1].end;
        start..self.with_end(end)
    }

    /// A sign that ends the words belongs to them.
    fn with_end(&self, end: usize) -> usize {
        let next =
            self.text[end..].chars().next().filter(|c| matches!(c, '.' | '!' | '?' | '%' | '€' | '"' | '»' | ')'));
        end + next.map_or(0, char::len_utf8)
    }
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Bonjour,\nle budget de 40 k€ est validé pour l’été. Merci ! À bientôt. Merci !";

    fn found(quote: &str, chars: Range<i64>) -> Result<&'static str, Missing> {
        Searched::new(TEXT).find(quote, chars).map(|range| &TEXT[range])
    }

    #[test]
    fn words_are_found_as_they_stand() {
        let whole = Ok("le budget de 40 k€ est validé pour l’été.");
        assert_eq!(found("Le  budget de 40 K€ est VALIDE pour l'ete", 0..0), whole);
        assert_eq!(found("le budget de 40 k€ est valide pur l’été", 3..900), whole, "one slip of forty characters");
        assert_eq!(found("le budget de 90 k€ est refusé pour l’été", 0..0), Err(Missing::Absent));
        assert_eq!(found("budget", 12..18), Ok("budget"));
        assert_eq!(found("udget de", 0..0), Err(Missing::Absent), "a part of a word is no word");
        assert_eq!(found("", 0..0), Err(Missing::Absent));
        assert_eq!(found("é", -4..i64::MAX), Err(Missing::Absent));
    }

    #[test]
    fn words_that_stand_there_twice_are_told_by_their_place() {
        assert_eq!(found("merci", 0..0), Err(Missing::Ambiguous));
        let start = TEXT.chars().count() as i64 - 7;
        assert_eq!(found("merci", start..start + 5), Ok("Merci"));
    }
}
