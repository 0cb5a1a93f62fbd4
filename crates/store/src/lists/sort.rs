//! The order of rows.

use sales_core::list::SortKey;

use super::{
    ListError,
    bits::Bits,
    column::Column,
    view::{Source, View},
};

/// The bits of a key that one pass of the sort looks at, at most.
const DIGIT: u32 = 11;

/// The ordinals of rows in the wanted order; ties newest first.
pub(super) fn order(view: &View<'_>, rows: &Bits, sort: &[SortKey]) -> Result<Vec<u32>, ListError> {
    let mut order = Vec::with_capacity(rows.count());
    order.extend(rows.descending().map(|row| row as u32));
    for key in sort.iter().rev() {
        match view.source(&key.field)? {
            Source::Own(column) => {
                let (ranks, end) = ranks(column);
                match ranks {
                    None => by_key(&mut order, end, key.descending, |row| column.codes.get(row)),
                    Some(ranks) => {
                        by_key(&mut order, end, key.descending, |row| ranks[column.codes.get(row) as usize]);
                    }
                }
            }
            Source::Related(column) => {
                let (ranks, end) = ranks(column);
                let mut values = vec![0; column.codes.len()];
                column.codes.for_each(|row, code| {
                    values[row] = ranks.as_ref().map_or(code, |ranks| ranks[code as usize]);
                });
                by_key(&mut order, end, key.descending, |row| {
                    view.related_row(row).map_or(0, |ordinal| values[ordinal])
                });
            }
        }
    }
    Ok(order)
}

/// The ranks of the codes unless they are the codes, and one more than the largest.
fn ranks(column: &Column) -> (Option<Vec<u32>>, u32) {
    (column.dictionary.ranks(column.kind()), column.dictionary.end())
}

/// Sorts rows by their ranks, all below `end`, and keeps the order of equal ones. Rank 0 comes last.
fn by_key(order: &mut [u32], end: u32, descending: bool, rank: impl Fn(usize) -> u32) {
    let key = |rank: u32| match rank {
        0 => end,
        rank if descending => end - rank,
        rank => rank,
    };
    let mut rows: Vec<u64> =
        order.iter().map(|&row| u64::from(key(rank(row as usize))) << 32 | u64::from(row)).collect();
    let bits = u32::BITS - end.leading_zeros();
    let passes = bits.div_ceil(DIGIT).max(1);
    let width = bits.div_ceil(passes);
    let mut sorted = vec![0; rows.len()];
    for pass in 0..passes {
        let digit = |row: u64| (row >> (32 + pass * width)) as usize & ((1 << width) - 1);
        let mut places = vec![0_u32; 1 << width];
        rows.iter().for_each(|&row| places[digit(row)] += 1);
        let mut next = 0;
        for place in &mut places {
            next += std::mem::replace(place, next);
        }
        for &row in &rows {
            let place = &mut places[digit(row)];
            sorted[*place as usize] = row;
            *place += 1;
        }
        std::mem::swap(&mut rows, &mut sorted);
    }
    order.iter_mut().zip(rows).for_each(|(to, row)| *to = row as u32);
}
