//! Points in time, and the clock that is always passed in.

use std::fmt;

use serde::{Deserialize, Serialize};
use specta::Type;
use time::{Date, OffsetDateTime, format_description::well_known::Rfc3339, macros::format_description};

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(transparent)]
#[specta(transparent)]
pub struct UtcMillis(#[specta(type = specta_typescript::Number)] pub i64);

impl UtcMillis {
    /// RFC 3339 with `Z`, to the millisecond: the wire format of every export.
    #[must_use]
    pub fn to_rfc3339(self) -> String {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000)
            .ok()
            .and_then(|at| at.format(&Rfc3339).ok())
            .unwrap_or_default()
    }

    /// Reads RFC 3339.
    #[must_use]
    pub fn from_rfc3339(text: &str) -> Option<Self> {
        let at = OffsetDateTime::parse(text, &Rfc3339).ok()?;
        i64::try_from(at.unix_timestamp_nanos() / 1_000_000).ok().map(Self)
    }
}

impl fmt::Display for UtcMillis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_rfc3339())
    }
}

/// A calendar day in UTC, as days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UtcDay(pub i32);

const MILLIS_PER_DAY: i64 = 86_400_000;
const EPOCH: Date = time::macros::date!(1970 - 01 - 01);

impl UtcDay {
    /// The day that a point in time is in.
    #[must_use]
    pub fn of(at: UtcMillis) -> Self {
        let day = at.0.div_euclid(MILLIS_PER_DAY);
        Self(i32::try_from(day).unwrap_or(if day < 0 { i32::MIN } else { i32::MAX }))
    }

    /// Its first millisecond.
    #[must_use]
    pub fn start(self) -> UtcMillis {
        UtcMillis(i64::from(self.0) * MILLIS_PER_DAY)
    }

    /// Reads `2026-11-23`.
    #[must_use]
    pub fn from_iso(text: &str) -> Option<Self> {
        let date = Date::parse(text, format_description!("[year]-[month]-[day]")).ok()?;
        Some(Self(date.to_julian_day() - EPOCH.to_julian_day()))
    }

    /// Days from an earlier day to this one.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i64 {
        i64::from(self.0) - i64::from(earlier.0)
    }
}

/// As `2026-11-23`; a day that no calendar has as its number.
impl fmt::Display for UtcDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = EPOCH.to_julian_day().checked_add(self.0).and_then(|day| Date::from_julian_day(day).ok());
        match date {
            Some(date) => write!(f, "{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day()),
            None => write!(f, "{}", self.0),
        }
    }
}

impl Serialize for UtcDay {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for UtcDay {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_iso(&text).ok_or_else(|| serde::de::Error::custom("a day is written like 2026-11-23"))
    }
}

/// Tells the time. The product has one real clock; tests set theirs.
pub trait Clock: Send + Sync {
    /// Now, in UTC.
    fn now(&self) -> UtcMillis;
}

/// The clock of this computer.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the computer for the time")]
    fn now(&self) -> UtcMillis {
        let nanos = OffsetDateTime::now_utc().unix_timestamp_nanos();
        UtcMillis(i64::try_from(nanos / 1_000_000).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rfc3339_there_and_back() {
        let at = UtcMillis(1_795_000_000_123);
        assert_eq!(UtcMillis::from_rfc3339(&at.to_rfc3339()), Some(at));
        assert_eq!(at.to_rfc3339(), "2026-11-18T11:06:40.123Z");
    }

    #[test]
    fn a_day_is_read_as_it_is_written() {
        let day = UtcDay::of(UtcMillis(1_795_000_000_123));
        assert_eq!(day.to_string(), "2026-11-18");
        assert_eq!(UtcDay::from_iso("2026-11-18"), Some(day));
        assert_eq!(UtcDay::of(day.start()), day);
        assert_eq!(UtcDay::of(UtcMillis(-1)).to_string(), "1969-12-31");
        assert_eq!(UtcDay::from_iso("2026-02-30"), None);
        assert_eq!(UtcDay(i32::MAX).to_string(), i32::MAX.to_string());
        assert_eq!(serde_json::from_str::<UtcDay>("\"2026-11-18\"").unwrap(), day);
    }
}
