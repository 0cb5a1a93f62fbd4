//! How sure a dimension is.
//!
//! Sources that do not depend on each other make it surer: what is left of doubt is the product of the doubts
//! about the best signal of each. Copies of the same words count once, whoever prints them. Which source a
//! copied text counts for is chosen so that the sum is greatest, so that further evidence never takes certainty away:
//! texts, from the surest down, each take a source of their own, others moving where they can.

use std::{cmp::Reverse, collections::VecDeque};

use smallvec::SmallVec;

use super::{
    evidence::Weighed,
    fixed::{MILLION, UNIT, share_of, times},
};

/// Nobody is ever surer, in millionths.
const MOST: i64 = 950_000;

/// The certainty in millionths. Brings the signals into another order.
pub(super) fn certainty(signals: &mut [Weighed]) -> i64 {
    signals.sort_unstable_by_key(|signal| (Reverse(signal.certainty), signal.source_group, signal.quote_hash));
    let mut doubt = UNIT;
    let mut taken = Taken::default();
    let texts = Texts::of(signals);
    for (text, signal) in signals.iter().enumerate() {
        if texts.is_later_copy(text) || !taken.give_source(text, &texts) {
            continue;
        }
        doubt = times(doubt, UNIT - signal.certainty);
        if share_of(UNIT - doubt, MILLION) >= MOST {
            return MOST;
        }
    }
    share_of(UNIT - doubt, MILLION)
}

/// Which signals are copies of which.
struct Texts<'s> {
    signals: &'s [Weighed],
    /// Whether some words come from several sources: seldom.
    has_spread: bool,
}

impl<'s> Texts<'s> {
    fn of(signals: &'s [Weighed]) -> Self {
        let mut quotes: SmallVec<[(u64, u64); 16]> =
            signals.iter().filter_map(|signal| Some((signal.quote_hash?, signal.source_group))).collect();
        quotes.sort_unstable();
        let has_spread = quotes.windows(2).any(|pair| pair[0].0 == pair[1].0 && pair[0].1 != pair[1].1);
        Self { signals, has_spread }
    }

    /// Whether a surer signal has the same words. Without words that several sources have, copies have one
    /// source, which can be taken but once.
    fn is_later_copy(&self, text: usize) -> bool {
        self.has_spread && self.first(text) < text
    }

    fn first(&self, text: usize) -> usize {
        let quote = self.signals[text].quote_hash;
        if quote.is_none() {
            return text;
        }
        self.signals.iter().position(|signal| signal.quote_hash == quote).unwrap_or(text)
    }

    /// The sources that have the words of a signal.
    fn sources(&self, text: usize) -> SmallVec<[u64; 2]> {
        let signal = &self.signals[text];
        if !self.has_spread || signal.quote_hash.is_none() {
            return SmallVec::from_slice(&[signal.source_group]);
        }
        let copies = self.signals.iter().filter(|copy| copy.quote_hash == signal.quote_hash);
        copies.map(|copy| copy.source_group).collect()
    }
}

/// The sources that are taken, and by which text.
#[derive(Default)]
struct Taken(SmallVec<[(u64, usize); 16]>);

impl Taken {
    fn holder(&self, source: u64) -> Option<usize> {
        self.0.iter().find(|&&(taken, _)| taken == source).map(|&(_, text)| text)
    }

    fn set(&mut self, source: u64, text: usize) {
        match self.0.iter_mut().find(|(taken, _)| *taken == source) {
            Some(entry) => entry.1 = text,
            None => self.0.push((source, text)),
        }
    }

    /// Gives a text a source, if there is a way for all that have one to keep one: the shortest chain of moves.
    fn give_source(&mut self, text: usize, texts: &Texts<'_>) -> bool {
        // Source, and the place in `seen` of the source whose holder would move to it.
        let mut seen: SmallVec<[(u64, Option<usize>); 8]> = SmallVec::new();
        let mut next = VecDeque::from([(text, None)]);
        while let Some((mover, from)) = next.pop_front() {
            for source in texts.sources(mover) {
                if seen.iter().any(|&(known, _)| known == source) {
                    continue;
                }
                seen.push((source, from));
                match self.holder(source) {
                    Some(holder) => next.push_back((holder, Some(seen.len() - 1))),
                    None => {
                        self.shift(text, &seen);
                        return true;
                    }
                }
            }
        }
        false
    }

    /// Moves each holder along the chain that ends at the last source seen.
    fn shift(&mut self, text: usize, seen: &[(u64, Option<usize>)]) {
        let mut place = seen.len() - 1;
        while let (source, Some(from)) = seen[place] {
            if let Some(holder) = self.holder(seen[from].0) {
                self.set(source, holder);
            }
            place = from;
        }
        self.set(seen[place].0, text);
    }
}
