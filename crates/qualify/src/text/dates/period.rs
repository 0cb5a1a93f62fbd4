//! Periods of days.

use time::{Date, Duration, Month};

/// A period, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// Its first day.
    pub first: Date,
    /// Its last day.
    pub last: Date,
}

/// A part of a period that was named with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    Early,
    Middle,
    Late,
}

impl Part {
    /// The part that a word says.
    pub(super) fn of(word: Option<&str>) -> Self {
        match word {
            Some(word) if word.starts_with("debut") || word.starts_with("early") || word.contains("beginning") => {
                Self::Early
            }
            Some(word) if word.contains("start") => Self::Early,
            Some(word) if word.starts_with("mi") => Self::Middle,
            Some(word) if word.starts_with("fin") || word.contains("end") || word.starts_with("late") => Self::Late,
            _ => Self::Whole,
        }
    }
}

impl Period {
    /// A day.
    pub(super) const fn day(day: Date) -> Self {
        Self { first: day, last: day }
    }

    /// Months of a year, the first one counted from 1.
    pub(super) fn months(year: i32, first: u8, count: u8) -> Option<Self> {
        let begin = Date::from_calendar_date(year, Month::try_from(first).ok()?, 1).ok()?;
        let month = Month::try_from(first + count - 1).ok()?;
        let last = Date::from_calendar_date(year, month, month.length(year)).ok()?;
        Some(Self { first: begin, last })
    }

    /// A year.
    pub(super) fn year(year: i32) -> Option<Self> {
        (1990..=2100).contains(&year).then(|| Self::months(year, 1, 12)).flatten()
    }

    /// The part of it: of a month its first ten days or up to the fifteenth, of a year the first quarter or half.
    pub(super) fn part(self, part: Part) -> Self {
        let days = (self.last - self.first).whole_days();
        let up_to = |days| Self { last: self.first.saturating_add(Duration::days(days)), ..self };
        match part {
            Part::Whole | Part::Late => self,
            Part::Early if days <= 31 => up_to(9),
            Part::Middle if days <= 31 => up_to(14),
            Part::Early if days < 100 => Self::months(self.first.year(), self.first.month().into(), 1).unwrap_or(self),
            Part::Middle if days < 100 => Self::months(self.first.year(), self.first.month().into(), 2).unwrap_or(self),
            Part::Early => Self::months(self.first.year(), self.first.month().into(), 3).unwrap_or(self),
            Part::Middle => Self::months(self.first.year(), self.first.month().into(), 6).unwrap_or(self),
        }
    }
}

/// A day so many months later or earlier; the 31st becomes the last day of a shorter month.
pub(super) fn add_months(day: Date, months: i32) -> Option<Date> {
    let index = day.year() * 12 + i32::from(u8::from(day.month())) - 1 + months;
    let (year, month) = (index.div_euclid(12), u8::try_from(index.rem_euclid(12) + 1).ok()?);
    let month = Month::try_from(month).ok()?;
    Date::from_calendar_date(year, month, day.day().min(month.length(year))).ok()
}
