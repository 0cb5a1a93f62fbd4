//! Points in time, and the clock that is always passed in.

use std::fmt;

use serde::{Deserialize, Serialize};
use specta::Type;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

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
}
