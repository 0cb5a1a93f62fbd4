//! How alike two short texts are spelled.

use smallvec::SmallVec;

/// Characters that are looked at; names are shorter.
const MOST: usize = 64;

/// The characters of a text, as many as are looked at.
fn characters(text: &str) -> SmallVec<[u32; MOST]> {
    if text.is_ascii() {
        text.bytes().take(MOST).map(u32::from).collect()
    } else {
        text.chars().take(MOST).map(u32::from).collect()
    }
}

/// Whether a text has letters of Chinese, Japanese or Korean, folded or not: one of them is much of a word, so that another
/// in its place is another word and no slip.
pub(super) fn is_dense(text: &str) -> bool {
    let is_dense = |c: char| {
        matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3005}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7af}' | '\u{20000}'..='\u{2ffff}')
    };
    !text.is_ascii() && text.chars().any(is_dense)
}

/// Letters of a text.
pub(super) fn letters(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().count() }
}

/// Similarity of Jaro and Winkler, 0 to 1 (equal).
pub(super) fn jaro_winkler(left: &str, right: &str) -> f32 {
    if left == right {
        return 1.0;
    }
    let (a, b) = (characters(left), characters(right));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let window = (a.len().max(b.len()) / 2).saturating_sub(1);
    let (mut of_a, mut of_b) = (0_u64, 0_u64);
    for (i, &x) in a.iter().enumerate() {
        let (from, to) = (i.saturating_sub(window), (i + window + 1).min(b.len()));
        if let Some(j) = (from..to).find(|&j| b[j] == x && of_b >> j & 1 == 0) {
            of_a |= 1 << i;
            of_b |= 1 << j;
        }
    }
    let matched = of_a.count_ones();
    if matched == 0 {
        return 0.0;
    }
    let mut transposed = 0_u32;
    let mut rest = of_b;
    for (i, &x) in a.iter().enumerate().filter(|(i, _)| of_a >> i & 1 == 1) {
        debug_assert!(i < MOST);
        transposed += u32::from(b[rest.trailing_zeros() as usize] != x);
        rest &= rest - 1;
    }
    let matched = matched as f32;
    let jaro =
        (matched / a.len() as f32 + matched / b.len() as f32 + (matched - (transposed / 2) as f32) / matched) / 3.0;
    let prefix = a.iter().zip(&b).take(4).take_while(|(x, y)| x == y).count() as f32;
    if jaro > 0.7 { prefix.mul_add(0.1 * (1.0 - jaro), jaro) } else { jaro }
}

/// How many characters have to be changed, added, left out or swapped with their neighbour; one more
/// than `most` where it is more than that.
pub(crate) fn edits(left: &str, right: &str, most: usize) -> usize {
    if left == right {
        return 0;
    }
    if left.is_ascii() && right.is_ascii() {
        edits_of(left.as_bytes(), right.as_bytes(), most)
    } else {
        edits_of(&characters(left), &characters(right), most)
    }
}

fn edits_of<C: PartialEq>(left: &[C], right: &[C], most: usize) -> usize {
    if left.len().abs_diff(right.len()) > most {
        return most + 1;
    }
    // What both begin and end with takes no edit.
    let start = left.iter().zip(right).take_while(|(a, b)| a == b).count();
    let (a, b) = (&left[start..], &right[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - end], &b[..b.len() - end]);
    let longer = a.len().max(b.len());
    if a.is_empty() || b.is_empty() || longer == 1 {
        return longer.min(most + 1);
    }
    if most <= 1 || b.len() >= MOST {
        let swapped = a.len() == 2 && b.len() == 2 && a[0] == b[1] && a[1] == b[0];
        return if swapped { 1 } else { most + 1 };
    }
    let (mut before, mut above, mut current) = ([0_usize; MOST], [0_usize; MOST], [0_usize; MOST]);
    (0..=b.len()).for_each(|j| above[j] = j);
    for i in 1..=a.len() {
        current[0] = i;
        let mut least = i;
        for j in 1..=b.len() {
            let same = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (above[j - 1] + same).min(above[j] + 1).min(current[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            current[j] = best;
            least = least.min(best);
        }
        if least > most {
            return most + 1;
        }
        std::mem::swap(&mut before, &mut above);
        std::mem::swap(&mut above, &mut current);
    }
    above[b.len()].min(most + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_similarities() {
        for (a, b, expected) in [
            ("martha", "marhta", 0.9611),
            ("dixon", "dicksonx", 0.8133),
            ("jones", "johnson", 0.8323),
            ("abc", "xyz", 0.0),
            ("", "a", 0.0),
            ("иванов", "иванов", 1.0),
        ] {
            assert!((jaro_winkler(a, b) - expected).abs() < 0.001, "{a} {b}: {}", jaro_winkler(a, b));
        }
    }

    #[test]
    fn a_swap_is_one_edit() {
        assert_eq!(edits("martha", "marhta", 2), 1);
        assert_eq!(edits("kitten", "sitting", 3), 3);
        assert_eq!(edits("kitten", "sitting", 2), 3);
        assert_eq!(edits("", "ab", 3), 2);
        assert_eq!(edits("ab", "ab", 0), 0);
    }
}
