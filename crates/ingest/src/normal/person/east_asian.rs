//! Names in Chinese, Japanese and Korean script without a space.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::super::listing::entries;

static SURNAMES: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    entries(include_str!("../data/east_asian_surnames.txt")).flat_map(|line| line.split(' ').skip(1)).collect()
});

/// Signs of a name at most; of more, and of one, no surname is told.
const MOST: usize = 5;

/// Where the first name begins in a word that begins with a known surname, the longest.
pub(super) fn given_start(word: &str) -> Option<usize> {
    let length = word.chars().take(MOST + 1).count();
    if !(2..=MOST).contains(&length) || !word.chars().all(is_east_asian) {
        return None;
    }
    let ends = word.char_indices().map(|(start, _)| start).skip(1).take(3);
    ends.filter(|&end| SURNAMES.contains(&word[..end])).last()
}

/// Whether a letter is of these scripts.
pub(super) const fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{3005}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{20000}'..='\u{2ffff}')
}
