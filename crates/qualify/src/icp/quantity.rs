//! Numbers of people and money as records have them: `51-200`, `1 001 à 5 000`, `10,000+`, `2,5 M€`.

use super::Span;
use crate::score::{MILLION, binary_logarithm};

/// A number that is known to lie between two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Quantity {
    /// At least.
    pub low: u64,
    /// At most; none when it is open.
    pub high: Option<u64>,
}

/// A number four times as large or small as asked for is nothing like it: two binary steps.
const STEPS: u64 = 2 << 32;

const BELOW: &[&str] = &["<", "moins de", "less than", "under", "jusqu", "up to", "inf"];
const ABOVE: &[&str] = &[">", "+", "plus de", "more than", "over", "at least", "au moins", "et plus", "ou plus", "sup"];

impl Quantity {
    /// Reads a number or two; none when there is none or they make no sense.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text: String = text.chars().take(80).flat_map(char::to_lowercase).collect();
        let numbers = numbers(&text);
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        match numbers[..] {
            [one] if has(BELOW) => Some(Self { low: 0, high: Some(one) }),
            [one] if has(ABOVE) => Some(Self { low: one, high: None }),
            [one] => Some(Self { low: one, high: Some(one) }),
            [low, high] if low <= high => Some(Self { low, high: Some(high) }),
            _ => None,
        }
    }

    /// How near it is to what is asked for, in millionths: one within, nothing at four times as much or as little.
    #[must_use]
    pub fn nearness(self, span: Span) -> u32 {
        let above = span.max.filter(|&max| self.low > max).map(|max| binary_logarithm(self.low, max));
        let below = span.min.zip(self.high).filter(|(min, high)| high < min);
        let distance = above.or_else(|| below.map(|(min, high)| binary_logarithm(min, high))).unwrap_or(0);
        let left = u128::from(STEPS.saturating_sub(distance)) * u128::from(MILLION.unsigned_abs()) / u128::from(STEPS);
        u32::try_from(left).unwrap_or_default()
    }
}

/// The numbers of a text, with the unit of the last for those that have none: `1-5 M`.
fn numbers(text: &str) -> Vec<u64> {
    let chars: Vec<char> = text.chars().collect();
    let mut found: Vec<(f64, Option<f64>)> = Vec::new();
    let mut place = 0;
    while place < chars.len() {
        if !chars[place].is_ascii_digit() {
            place += 1;
            continue;
        }
        let (number, end) = number(&chars, place);
        let unit: String =
            chars[end..].iter().skip_while(|c| c.is_whitespace()).take_while(|c| c.is_alphabetic()).collect();
        found.push((number, multiple(&unit)));
        place = end;
    }
    let last = found.last().and_then(|&(_, unit)| unit);
    found.into_iter().map(|(number, unit)| whole(number * unit.or(last).unwrap_or(1.0))).collect()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast keeps to the ends of the type")]
fn whole(number: f64) -> u64 {
    (number + 0.5) as u64
}

/// A number with separators of thousands, and where it ends. Three digits behind a separator are thousands.
fn number(chars: &[char], start: usize) -> (f64, usize) {
    let digits = |from: usize| chars[from..].iter().take_while(|c| c.is_ascii_digit()).count();
    let mut written: String = chars[start..start + digits(start)].iter().collect();
    let mut end = start + written.len();
    while let Some(&separator) = chars.get(end) {
        let group = digits(end + 1);
        let is_space = matches!(separator, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’');
        match separator {
            _ if group == 3 && (is_space || matches!(separator, ',' | '.')) && written.len() <= 15 => {
                written.extend(&chars[end + 1..end + 4]);
            }
            ',' | '.' if (1..=2).contains(&group) => {
                written.push('.');
                written.extend(&chars[end + 1..=end + group]);
                return (written.parse().unwrap_or(0.0), end + 1 + group);
            }
            _ => break,
        }
        end += 4;
    }
    (written.parse().unwrap_or(0.0), end)
}

fn multiple(unit: &str) -> Option<f64> {
    match unit {
        "k" | "keur" | "kusd" | "mille" | "thousand" => Some(1e3),
        "m" | "meur" | "musd" | "million" | "millions" | "mio" | "mln" => Some(1e6),
        "md" | "mds" | "milliard" | "milliards" | "b" | "bn" | "billion" => Some(1e9),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_lists_have_them() {
        let exact = |n| Some(Quantity { low: n, high: Some(n) });
        let span = |low, high| Some(Quantity { low, high: Some(high) });
        let from = |low| Some(Quantity { low, high: None });
        for (text, expected) in [
            ("240", exact(240)),
            ("51-200", span(51, 200)),
            ("51 - 200 employees", span(51, 200)),
            ("1 001 à 5 000 salariés", span(1_001, 5_000)),
            ("1,001-5,000", span(1_001, 5_000)),
            ("1.001–5.000", span(1_001, 5_000)),
            ("10,000+", from(10_000)),
            ("plus de 500", from(500)),
            ("< 10", span(0, 10)),
            ("2,5 M€", exact(2_500_000)),
            ("$1.2 billion", exact(1_200_000_000)),
            ("1-5 M", span(1_000_000, 5_000_000)),
            ("12k", exact(12_000)),
            ("", None),
            ("n/a", None),
            ("10-2-2025", None),
        ] {
            assert_eq!(Quantity::parse(text), expected, "{text}");
        }
        assert!(Quantity::parse(&"9".repeat(10_000)).is_some(), "bounded");
    }

    #[test]
    fn nearness_falls_with_the_logarithm_of_the_distance() {
        let asked = Span { min: Some(50), max: Some(200) };
        let near = |low, high| Quantity { low, high }.nearness(asked);
        assert_eq!(near(100, Some(100)), 1_000_000);
        assert_eq!(near(10, Some(49)), 985_426, "1 − ln(50/49)/ln 4");
        assert_eq!(near(400, Some(400)), 500_000);
        assert_eq!(near(25, Some(25)), 500_000);
        assert_eq!(near(800, None), 0);
        assert_eq!(near(1_000_000, Some(2_000_000)), 0);
        assert_eq!(near(150, None), 1_000_000, "it may be what is asked for");
        assert_eq!(near(0, Some(0)), 0);
    }
}
