//! The order of values: numbers and dates by what they mean, all other text by its folded form with
//! numbers in it compared as numbers, punctuation before digits before letters.

use std::cmp::Ordering;

use sales_core::fields::FieldKind;

use super::{date::date, number::number};

/// What a number or date means, as integers in the same order: the first and the last point it
/// covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) first: u64,
    pub(super) last: u64,
}

/// What a folded value means; none for text and for what cannot be read.
pub(super) fn span(kind: FieldKind, folded: &[u8]) -> Option<Span> {
    match kind {
        FieldKind::Number => {
            let bits = number(std::str::from_utf8(folded).ok()?)?.to_bits();
            let point = if bits >> 63 == 1 { !bits } else { bits | 1 << 63 };
            Some(Span { first: point, last: point })
        }
        FieldKind::Date => {
            let (first, last) = date(std::str::from_utf8(folded).ok()?)?;
            let point = |millis: i64| millis.cast_unsigned() ^ 1 << 63;
            Some(Span { first: point(first), last: point(last) })
        }
        _ => None,
    }
}

/// The total order of folded values of this kind; what means something stands before what does not.
pub(super) fn compare(kind: FieldKind, a: &[u8], b: &[u8]) -> Ordering {
    match (span(kind, a), span(kind, b)) {
        (Some(x), Some(y)) => x.first.cmp(&y.first).then_with(|| a.cmp(b)),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => natural(a, b).then_with(|| a.cmp(b)),
    }
}

/// Appends a key whose bytes compare like [`compare`] does, up to ties that the folded values
/// themselves break.
pub(super) fn push_key(kind: FieldKind, folded: &[u8], out: &mut Vec<u8>) {
    match kind {
        FieldKind::Number | FieldKind::Date => match span(kind, folded) {
            Some(span) => {
                out.push(1);
                out.extend_from_slice(&span.first.to_be_bytes());
            }
            None => {
                out.push(2);
                push_natural_key(folded, out);
            }
        },
        _ => push_natural_key(folded, out),
    }
}

fn push_natural_key(folded: &[u8], out: &mut Vec<u8>) {
    let mut at = 0;
    while let Some(&byte) = folded.get(at) {
        if byte.is_ascii_digit() {
            let run = run(&folded[at..]);
            at += run.len();
            let digits = significant(run);
            out.push(b'0');
            out.extend(std::iter::repeat_n(u8::MAX, digits.len() / 255));
            out.push((digits.len() % 255) as u8);
            out.extend_from_slice(digits);
        } else {
            out.push(WEIGHTS[usize::from(byte)]);
            at += 1;
        }
    }
}

fn natural(a: &[u8], b: &[u8]) -> Ordering {
    let (mut i, mut j) = (0, 0);
    loop {
        match (a.get(i), b.get(j)) {
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let (x, y) = (run(&a[i..]), run(&b[j..]));
                i += x.len();
                j += y.len();
                let (x, y) = (significant(x), significant(y));
                let order = x.len().cmp(&y.len()).then_with(|| x.cmp(y));
                if order != Ordering::Equal {
                    return order;
                }
            }
            (Some(x), Some(y)) => {
                let order = WEIGHTS[usize::from(*x)].cmp(&WEIGHTS[usize::from(*y)]);
                if order != Ordering::Equal {
                    return order;
                }
                i += 1;
                j += 1;
            }
            (x, y) => return x.is_some().cmp(&y.is_some()),
        }
    }
}

/// The digits that a text begins with.
fn run(text: &[u8]) -> &[u8] {
    let end = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    &text[..end]
}

/// The digits without zeros in front.
fn significant(digits: &[u8]) -> &[u8] {
    let zeros = digits.iter().take_while(|&&digit| digit == b'0').count();
    &digits[zeros..]
}

/// The place of a byte of folded text: punctuation before digits (all in the place of `0`) before
/// letters.
const WEIGHTS: [u8; 256] = {
    let mut weights = [0; 256];
    let mut next = 1;
    let mut byte = 0;
    while byte < 256 {
        weights[byte] = if (byte as u8).is_ascii_digit() {
            b'0'
        } else if byte >= 0x20 && byte < 0x7F && !(byte as u8).is_ascii_lowercase() {
            next += 1;
            // Capitals do not occur in folded text.
            if (byte as u8).is_ascii_uppercase() {
                next -= 1;
                byte as u8
            } else {
                next
            }
        } else {
            byte as u8
        };
        byte += 1;
    }
    weights[super::fold::LABEL as usize] = 1;
    weights
};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lists::fold::folded;

    fn sorted(kind: FieldKind, values: &[&str]) -> Vec<String> {
        let mut values: Vec<_> = values.iter().map(|value| folded(value)).collect();
        values.sort_by(|a, b| compare(kind, a, b));
        values.into_iter().map(|value| String::from_utf8(value).expect("UTF-8")).collect()
    }

    #[test]
    fn text_stands_in_the_order_people_expect() {
        assert_eq!(
            sorted(FieldKind::Text, &["Zoé", "lot 10", "Lot 9", "éclair", "Eclat", "_x", "{y", "Ω", "lot 09", "007"]),
            ["_x", "{y", "007", "eclair", "eclat", "lot 09", "lot 9", "lot 10", "zoe", "ω"]
        );
    }

    #[test]
    fn numbers_and_dates_stand_by_what_they_mean() {
        assert_eq!(
            sorted(FieldKind::Number, &["10", "n/a", "-3", "2,5", "1 000 €", "-20"]),
            ["-20", "-3", "2,5", "10", "1 000 €", "n/a"]
        );
        assert_eq!(
            sorted(FieldKind::Date, &["12/03/2024", "2023-12-31", "?", "1 janvier 2024", "1969"]),
            ["1969", "2023-12-31", "1 janvier 2024", "12/03/2024", "?"]
        );
    }

    fn value() -> impl Strategy<Value = Vec<u8>> {
        prop_oneof!["[a-c0-2 .'{é-]{0,6}", "[0-9]{1,4}", "20[0-9]{2}-0[1-9]", "0{0,300}[0-9]{0,600}", any::<String>()]
            .prop_map(|text| folded(&text))
    }

    proptest! {
        #[test]
        fn keys_compare_like_values(a in value(), b in value()) {
            for kind in [FieldKind::Text, FieldKind::Number, FieldKind::Date] {
                let key = |value: &[u8]| {
                    let mut key = Vec::new();
                    push_key(kind, value, &mut key);
                    key
                };
                prop_assert_eq!(compare(kind, &a, &b), key(&a).cmp(&key(&b)).then_with(|| a.cmp(&b)));
                prop_assert_eq!(compare(kind, &b, &a), compare(kind, &a, &b).reverse());
            }
        }
    }
}
