//! Many lines in order without holding them: their beginnings are sorted, and the lines made again, a
//! batch at a time, to be given out.

use std::ops::ControlFlow;

use crate::error::StoreError;

/// Lines that are held at once.
pub(super) const BATCH: usize = 2_000;
/// Bytes of a line that are held of all lines.
const KEY: usize = 48;

/// Lines that can be made again.
pub(super) trait Lines {
    /// What a line is about.
    type Item: Copy;

    /// Makes every line, in any order.
    fn each(&self, visit: &mut dyn FnMut(Self::Item, &str)) -> Result<(), StoreError>;

    /// Makes some of the lines again, in any order; at most [`BATCH`] are asked for.
    fn of(&self, items: &[Self::Item]) -> Result<Vec<(Self::Item, String)>, StoreError>;
}

/// Is told lines until it has enough.
pub(super) type Take<'t> = &'t mut dyn FnMut(&str) -> ControlFlow<()>;

/// A part of a line; zeros stand after its end, as no line holds one.
type Key = [u8; KEY];

fn key(line: &str, from: usize) -> Key {
    let rest = line.as_bytes().get(from..).unwrap_or_default();
    let mut key = [0; KEY];
    let len = rest.len().min(KEY);
    key[..len].copy_from_slice(&rest[..len]);
    key
}

/// Gives all lines to `take`, in the order of their bytes, until it has enough.
pub(super) fn each_in_order<L: Lines>(lines: &L, take: Take<'_>) -> Result<(), StoreError> {
    let mut keys = Vec::new();
    lines.each(&mut |item, line| keys.push((key(line, 0), item)))?;
    // Whoever has enough is told nothing else.
    let _ = give_out(lines, keys, 0, take)?;
    Ok(())
}

/// Gives out lines that are the same up to a byte; `keys` are the parts from there on.
fn give_out<L: Lines>(
    lines: &L,
    mut keys: Vec<(Key, L::Item)>,
    from: usize,
    take: Take<'_>,
) -> Result<ControlFlow<()>, StoreError> {
    keys.sort_unstable_by_key(|&(key, _)| key);
    let mut batch = Vec::new();
    for run in keys.chunk_by(|(a, _), (b, _)| a == b) {
        if batch.len() + run.len() > BATCH && give_batch(lines, &mut batch, take)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
        if run.len() <= BATCH {
            batch.extend(run.iter().map(|&(_, item)| item));
        } else if give_run(lines, run, from, take)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    give_batch(lines, &mut batch, take)
}

/// Gives out more lines than are held at once and that share a part: by their next one.
fn give_run<L: Lines>(
    lines: &L,
    run: &[(Key, L::Item)],
    from: usize,
    take: Take<'_>,
) -> Result<ControlFlow<()>, StoreError> {
    let all_end_here = run.first().is_some_and(|(key, _)| key[KEY - 1] == 0);
    let mut finer = Vec::new();
    for part in run.chunks(BATCH) {
        let mut items: Vec<L::Item> = part.iter().map(|&(_, item)| item).collect();
        if !all_end_here {
            let made = lines.of(&items)?;
            finer.extend(made.iter().map(|(item, line)| (key(line, from + KEY), *item)));
        } else if give_batch(lines, &mut items, take)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    give_out(lines, finer, from + KEY, take)
}

fn give_batch<L: Lines>(lines: &L, batch: &mut Vec<L::Item>, take: Take<'_>) -> Result<ControlFlow<()>, StoreError> {
    if batch.is_empty() {
        return Ok(ControlFlow::Continue(()));
    }
    let mut made: Vec<String> = lines.of(batch)?.into_iter().map(|(_, line)| line).collect();
    batch.clear();
    made.sort_unstable();
    Ok(made.iter().try_for_each(|line| take(line)))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    struct Texts {
        texts: Vec<String>,
        most_at_once: Cell<usize>,
    }

    impl Lines for Texts {
        type Item = usize;

        fn each(&self, visit: &mut dyn FnMut(usize, &str)) -> Result<(), StoreError> {
            self.texts.iter().enumerate().for_each(|(place, text)| visit(place, text));
            Ok(())
        }

        fn of(&self, items: &[usize]) -> Result<Vec<(usize, String)>, StoreError> {
            self.most_at_once.set(self.most_at_once.get().max(items.len()));
            Ok(items.iter().map(|&place| (place, self.texts[place].clone())).collect())
        }
    }

    #[test]
    fn lines_come_in_order_however_much_of_them_is_the_same() {
        let same = "é".repeat(100);
        let mut texts: Vec<String> =
            (0..5_000_u32).map(|n| format!("{same}{}", n.wrapping_mul(2_654_435_761))).collect();
        texts.extend((0..5_000).map(|_| same.clone()));
        texts.extend((0..3_000).map(|n| n.to_string()));
        texts.push("x".repeat(KEY));
        let lines = Texts { texts, most_at_once: Cell::new(0) };
        let mut found = Vec::new();
        each_in_order(&lines, &mut |line| {
            found.push(line.to_owned());
            ControlFlow::Continue(())
        })
        .unwrap();
        let mut sorted = lines.texts.clone();
        sorted.sort_unstable();
        assert!(found == sorted);
        assert!(lines.most_at_once.get() <= BATCH, "{}", lines.most_at_once.get());
    }

    #[test]
    fn whoever_has_enough_gets_no_more() {
        let lines = Texts { texts: (0..5_000).map(|n| n.to_string()).collect(), most_at_once: Cell::new(0) };
        let mut taken = 0;
        each_in_order(&lines, &mut |_| {
            taken += 1;
            if taken == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
        .unwrap();
        assert_eq!(taken, 3);
    }
}
