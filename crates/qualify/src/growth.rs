//! Growth of a company: two dated counts of those who work there.

use sales_core::time::UtcDay;

use crate::icp::Quantity;

/// A count of those who work at a company, as a record had it, and the day that it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Headcount<'a> {
    /// As written: `120`, `51-200`.
    pub count: &'a str,
    /// When.
    pub on: UtcDay,
}

/// Counts that follow each other sooner are a correction: nobody counts again within a fortnight.
const SOONEST: i64 = 14;
/// What growth is measured over, in days: six months.
const HALF_YEAR: i64 = 183;
/// The growth in half a year from which a company grows, and from which it could hardly grow more, in thousandths.
const LEAST: u64 = 100;
const MOST: u64 = 300;
/// How much the least growth says, in millionths.
const WEAKEST: u64 = 500_000;
const WHOLE: u64 = 1_000_000;

/// How strongly a company grew between two counts, in millionths: half at a tenth in half a year, all at three tenths;
/// nothing below. Of ranges, the least growth counts that both allow. Counts that lie further apart are taken to have
/// grown evenly.
#[must_use]
pub fn growth(before: Headcount<'_>, now: Headcount<'_>) -> Option<u32> {
    let days = now.on.days_since(before.on);
    let (old, new) = (Quantity::parse(before.count)?.high?, Quantity::parse(now.count)?.low);
    if days < SOONEST || old == 0 || new <= old {
        return None;
    }
    let grown = (u128::from(new - old) * 1_000 / u128::from(old)) * u128::from(HALF_YEAR.unsigned_abs())
        / u128::from(days.max(HALF_YEAR).unsigned_abs());
    let grown = u64::try_from(grown).unwrap_or(MOST).min(MOST);
    let strength = WEAKEST + (WHOLE - WEAKEST) * grown.saturating_sub(LEAST) / (MOST - LEAST);
    u32::try_from(strength).ok().filter(|_| grown >= LEAST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grown(before: &str, now: &str, days: i32) -> Option<u32> {
        growth(Headcount { count: before, on: UtcDay(20_000) }, Headcount { count: now, on: UtcDay(20_000 + days) })
    }

    #[test]
    fn a_tenth_in_half_a_year_is_growth_and_three_tenths_say_all() {
        assert_eq!(grown("100", "110", 120), Some(500_000));
        assert_eq!(grown("100", "120", 120), Some(750_000));
        assert_eq!(grown("100", "130", 183), Some(1_000_000));
        assert_eq!(grown("1 000", "9 000", 30), Some(1_000_000));
        assert_eq!(grown("100", "109", 120), None);
        assert_eq!(grown("150", "120", 120), None);
    }

    #[test]
    fn slow_growth_is_none_and_a_count_that_follows_at_once_is_a_correction() {
        assert_eq!(grown("100", "115", 366), None);
        assert_eq!(grown("100", "120", 366), Some(500_000));
        assert_eq!(grown("100", "150", 13), None);
        assert_eq!(grown("100", "150", 0), None);
    }

    #[test]
    fn of_ranges_only_the_growth_counts_that_both_allow() {
        assert_eq!(grown("11-50", "51-200", 90), None);
        assert_eq!(grown("11-50", "201-500", 90), Some(1_000_000));
        assert_eq!(grown("51-200", "250", 90), Some(875_000));
        assert_eq!(grown("10+", "500", 90), None);
        assert_eq!(grown("some", "500", 90), None);
        assert_eq!(grown("0", "500", 90), None);
    }
}
