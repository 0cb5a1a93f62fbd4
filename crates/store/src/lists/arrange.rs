//! Sorting many values: eight bytes of their keys at a time.

use sales_core::fields::FieldKind;

use super::order::push_key;

/// A value on its way: the next eight bytes of its key, and which it is.
type Item = (u64, u32);

/// The places of distinct values in the order of [`super::order::compare`].
pub(super) fn arrange<'a>(kind: FieldKind, places: Vec<u32>, value: impl Fn(u32) -> &'a [u8]) -> Vec<u32> {
    let mut keys = Keys { bytes: Vec::new(), ends: Vec::with_capacity(places.len()) };
    for &place in &places {
        push_key(kind, value(place), &mut keys.bytes);
        keys.ends.push(keys.bytes.len());
    }
    let mut items: Vec<Item> = (0..places.len() as u32).map(|item| (0, item)).collect();
    sort(&mut items, &keys, &|item| value(places[item as usize]));
    items.into_iter().map(|(_, item)| places[item as usize]).collect()
}

struct Keys {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Keys {
    fn get(&self, item: u32) -> &[u8] {
        let item = item as usize;
        let start = item.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start..self.ends[item]]
    }

    /// Eight bytes of a key from here; zeros, which no key holds where it matters, beyond its end.
    fn part(&self, item: u32, depth: usize) -> u64 {
        let rest = self.get(item).get(depth..).unwrap_or_default();
        match rest.first_chunk() {
            Some(chunk) => u64::from_be_bytes(*chunk),
            None => {
                let mut chunk = [0; 8];
                chunk[..rest.len()].copy_from_slice(rest);
                u64::from_be_bytes(chunk)
            }
        }
    }
}

/// Sorts by all bytes of the keys, then by the values themselves.
fn sort<'a>(items: &mut [Item], keys: &Keys, value: &impl Fn(u32) -> &'a [u8]) {
    // Groups whose keys agree up to a depth.
    let mut groups = vec![(0, items.len(), 0)];
    while let Some((start, end, depth)) = groups.pop() {
        let group = &mut items[start..end];
        if group.len() < 24 {
            group
                .sort_unstable_by(|&(_, a), &(_, b)| keys.get(a).cmp(keys.get(b)).then_with(|| value(a).cmp(value(b))));
            continue;
        }
        let mut longest = 0;
        for (part, item) in group.iter_mut() {
            *part = keys.part(*item, depth);
            longest = longest.max(keys.get(*item).len());
        }
        group.sort_unstable();
        let mut from = 0;
        for equal in group.chunk_by_mut(|a, b| a.0 == b.0) {
            let to = from + equal.len();
            if longest <= depth + 8 {
                // A key that ends here may look like one that goes on with zeros.
                equal.sort_unstable_by(|&(_, a), &(_, b)| {
                    keys.get(a).cmp(keys.get(b)).then_with(|| value(a).cmp(value(b)))
                });
            } else if equal.len() > 1 {
                groups.push((start + from, start + to, depth + 8));
            }
            from = to;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lists::{fold::folded, order::compare};

    proptest! {
        #[test]
        fn values_are_put_in_their_order(
            texts in prop::collection::hash_set(prop_oneof!["[a-b]{0,20}", "aaaaaaaaaaaaaaaa0{0,3}1?", "0{0,30}", any::<String>()], 0..200)
        ) {
            let mut values: Vec<_> = texts.iter().map(|text| folded(text)).collect();
            values.sort();
            values.dedup();
            for kind in [FieldKind::Text, FieldKind::Number, FieldKind::Date] {
                let order = arrange(kind, (0..values.len() as u32).collect(), |place| &values[place as usize]);
                let in_order = order.windows(2).all(|two| {
                    compare(kind, &values[two[0] as usize], &values[two[1] as usize]).is_lt()
                });
                prop_assert!(in_order && order.len() == values.len());
            }
        }
    }
}
