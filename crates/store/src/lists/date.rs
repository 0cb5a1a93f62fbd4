//! Days and points in time as people and programs write them.

const DAY: i64 = 86_400_000;

/// The beginnings of the names of months, folded, in English and French.
const MONTHS: [&[&str]; 12] = [
    &["jan"],
    &["feb", "fev"],
    &["mar"],
    &["apr", "avr"],
    &["may", "mai"],
    &["jun", "juin"],
    &["jul", "juil"],
    &["aug", "aou"],
    &["sep"],
    &["oct"],
    &["nov"],
    &["dec"],
];

/// The first and the last millisecond (UTC, from 1970) of what a folded text names: a year, a
/// month, a day, a minute, a second or a millisecond. Of two numbers that may both be the month,
/// the first is the day. A number of 11 digits or more is UTC milliseconds.
pub(super) fn date(folded: &str) -> Option<(i64, i64)> {
    let text = folded.trim();
    if text.len() >= 11 && text.len() <= 16 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok().map(|millis| (millis, millis));
    }
    let (day, time) = split(text);
    let (first, last) = calendar(day)?;
    if time.is_empty() {
        return Some((first * DAY, (last + 1) * DAY - 1));
    }
    let (start, length) = clock(time)?;
    (first == last).then(|| (first * DAY + start, first * DAY + start + length - 1))
}

/// The part that names the day and the part that names the time.
fn split(text: &str) -> (&str, &str) {
    let Some(colon) = text.find(':') else { return (text, "") };
    let digits = text[..colon].bytes().rev().take_while(u8::is_ascii_digit).count();
    let (day, time) = text.split_at(colon - digits);
    let day = day.trim_end();
    let day = match day.strip_suffix('t') {
        Some(before) if before.ends_with(|c: char| c.is_ascii_digit()) => before,
        _ => day.trim_end_matches([',', ' ']),
    };
    (day, time)
}

/// The first and the last day, counted from 1970, of a year, month or day.
fn calendar(text: &str) -> Option<(i64, i64)> {
    let mut parts = [""; 4];
    let mut count = 0;
    for part in text.split(['-', '/', '.', ' ', ',']).filter(|part| !part.is_empty()) {
        *parts.get_mut(count)? = part;
        count += 1;
    }
    match parts[..count] {
        [compact] if compact.len() == 8 => {
            let (year, rest) = compact.split_at_checked(4)?;
            let (month, day) = rest.split_at_checked(2)?;
            days(four(year)?, small(month)?, Some(small(day)?))
        }
        [year] => {
            let year = four(year)?;
            Some((days(year, 1, None)?.0, days(year, 12, None)?.1))
        }
        [a, b] => match (four(a), four(b)) {
            (Some(year), None) => days(year, month(b)?, None),
            (None, Some(year)) => days(year, month(a)?, None),
            _ => None,
        },
        [year, m, day] if four(year).is_some() => days(four(year)?, month(m)?, Some(small(day)?)),
        [a, b, year] => {
            let year = four(year).or_else(|| short(year))?;
            match (name(a), name(b)) {
                (Some(month), None) => days(year, month, Some(ordinal(b)?)),
                (None, Some(month)) => days(year, month, Some(ordinal(a)?)),
                (None, None) if small(b)? > 12 => days(year, small(a)?, Some(small(b)?)),
                (None, None) => days(year, small(b)?, Some(small(a)?)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The start of a time of day and how long what it names lasts, in milliseconds.
fn clock(text: &str) -> Option<(i64, i64)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.' | ',')).unwrap_or(text.len());
    let (hand, zone) = (&text[..end], text[end..].trim());
    let mut parts = hand.split(':');
    let (hour, minute) = (small(parts.next()?)?, small(parts.next()?)?);
    let (seconds, length) = match parts.next() {
        None => (0, 60_000),
        Some(seconds) => match seconds.split_once(['.', ',']) {
            None => (small(seconds)? * 1000, 1000),
            Some((whole, fraction)) => (small(whole)? * 1000 + thousandths(fraction)?, 1),
        },
    };
    let (hour, offset) = match zone {
        "am" if hour <= 12 => (hour % 12, 0),
        "pm" if hour <= 12 => (hour % 12 + 12, 0),
        _ => (hour, offset(zone)?),
    };
    let valid = hour < 24 && minute < 60 && seconds < 61_000 && parts.next().is_none();
    valid.then(|| ((hour * 60 + minute - offset) * 60_000 + seconds, length))
}

/// Minutes east of UTC.
fn offset(zone: &str) -> Option<i64> {
    if matches!(zone, "" | "z" | "utc" | "gmt") {
        return Some(0);
    }
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let digits: String = zone.strip_prefix(['+', '-'])?.split(':').collect();
    let (hours, minutes) = digits.split_at_checked(2)?;
    let minutes = if minutes.is_empty() { 0 } else { small(minutes)? };
    let hours = small(hours)?;
    (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

fn thousandths(fraction: &str) -> Option<i64> {
    let digits = fraction.bytes().all(|byte| byte.is_ascii_digit());
    (digits && !fraction.is_empty()).then(|| {
        let three: String = fraction.chars().chain("00".chars()).take(3).collect();
        three.parse().unwrap_or(0)
    })
}

fn month(text: &str) -> Option<i64> {
    name(text).or_else(|| small(text))
}

fn name(text: &str) -> Option<i64> {
    let letters = text.bytes().all(|byte| byte.is_ascii_lowercase()) && text.len() <= 9;
    let found = MONTHS.iter().position(|names| names.iter().any(|name| text.starts_with(name)))?;
    letters.then_some(i64::try_from(found).ok()? + 1)
}

/// A day of the month, as in `1er`, `2nd`.
fn ordinal(text: &str) -> Option<i64> {
    small(text.trim_end_matches(|c: char| c.is_ascii_lowercase()))
}

/// A number of one or two digits.
fn small(text: &str) -> Option<i64> {
    let valid = matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit());
    valid.then(|| text.parse().ok())?
}

/// A year of four digits.
fn four(text: &str) -> Option<i64> {
    let valid = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    valid.then(|| text.parse().ok())?
}

/// A year of two digits: from 1970 to 2069.
fn short(text: &str) -> Option<i64> {
    let year = small(text).filter(|_| text.len() == 2)?;
    Some(if year < 70 { 2000 + year } else { 1900 + year })
}

/// The first and the last day of a month, or one day of it.
fn days(year: i64, month: i64, day: Option<i64>) -> Option<(i64, i64)> {
    const LENGTHS: [i64; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let index = usize::try_from(month - 1).ok()?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = LENGTHS.get(index)? + i64::from(leap && month == 2);
    // Years count from March: the leap day is then the last of its year.
    let shifted = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5;
    let century = shifted.div_euclid(400);
    let of_century = shifted.rem_euclid(400);
    let before = century * 146_097 + of_century * 365 + of_century / 4 - of_century / 100 + day_of_year - 719_468;
    match day {
        None => Some((before, before + length - 1)),
        Some(day) => (1..=length).contains(&day).then(|| (before + day - 1, before + day - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::{DAY, date};

    #[test]
    fn common_forms_name_the_same_day() {
        let day = Some((19_794 * DAY, 19_795 * DAY - 1));
        for text in [
            "2024-03-12",
            "2024/3/12",
            "20240312",
            "12/03/2024",
            "12.3.24",
            "12-03-2024",
            "12 mars 2024",
            "march 12, 2024",
            "12th mar 2024",
        ] {
            assert_eq!(date(text), day, "{text}");
        }
        assert_eq!(date("03/13/2024").map(|span| span.0), Some(19_795 * DAY));
        assert_eq!(date("29/02/2024").map(|span| span.0), Some(19_782 * DAY));
        assert_eq!(date("1er janvier 1970").map(|span| span.0), Some(0));
        assert_eq!(date("1969-12-31").map(|span| span.0), Some(-DAY));
    }

    #[test]
    fn what_is_less_exact_lasts_longer() {
        assert_eq!(date("1970"), Some((0, 365 * DAY - 1)));
        assert_eq!(date("02/1970"), Some((31 * DAY, 59 * DAY - 1)));
        assert_eq!(date("fevrier 1970"), Some((31 * DAY, 59 * DAY - 1)));
        assert_eq!(date("1970-01-01t10:00z"), Some((36_000_000, 36_059_999)));
        assert_eq!(date("1970-01-01 10:00:01"), Some((36_001_000, 36_001_999)));
        assert_eq!(date("1970-01-01t10:00:01.5z"), Some((36_001_500, 36_001_500)));
        assert_eq!(date("1970-01-01t10:00:00.123456+02:00"), Some((28_800_123, 28_800_123)));
        assert_eq!(date("1/1/1970, 10:00 pm"), Some((79_200_000, 79_259_999)));
        assert_eq!(date("1795000000123"), Some((1_795_000_000_123, 1_795_000_000_123)));
    }

    #[test]
    fn other_texts_are_no_dates() {
        for text in ["", "hier", "31/02/2024", "2024-13-01", "12345", "10:00", "2024-01-01 25:00", "1-2-3-4-5", "aé"] {
            let found = date(text);
            assert_eq!(found, None, "{text}");
        }
    }
}
