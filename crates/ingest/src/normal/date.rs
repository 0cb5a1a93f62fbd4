//! Whether a text can be a calendar day or a point in time, however it is written, and which day that is.

use sales_core::time::{UtcDay, UtcMillis};

use super::text;

/// Why a text is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateProblem {
    /// It does not read as a date.
    NoDate,
    /// It reads as a date that no calendar has, in whatever order its numbers stand.
    Impossible,
}

/// Words beside the month that dates have, folded: days of the week, ordinals, links, marks of time.
const WORDS: [&str; 28] = [
    "a", "am", "at", "cest", "cet", "d", "de", "del", "den", "di", "do", "dr", "er", "gmt", "h", "le", "nd", "of",
    "pm", "rd", "st", "t", "th", "the", "um", "utc", "vers", "z",
];

/// How days of the week begin, folded, in English, French, German, Spanish and Italian.
const WEEKDAYS: [&str; 31] = [
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "lun", "mar", "mer", "jeu", "ven", "sam", "dim", "montag", "die",
    "mit", "don", "frei", "son", "mie", "jue", "vie", "sab", "dom", "gio", "mo", "mi", "fr", "sa", "so",
];

/// How months begin, folded, in the same languages; several for a month where one would name two.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene", "gen"],
    &["feb", "fev"],
    &["mar"],
    &["apr", "avr", "abr"],
    &["may", "mai", "mag"],
    &["jun", "juin", "giu"],
    &["jul", "juil", "lug"],
    &["aug", "aou", "ago"],
    &["sep", "set"],
    &["oct", "okt", "ott"],
    &["nov"],
    &["dec", "dez", "dic"],
];

/// Longer texts are no dates, in bytes.
const LONGEST: usize = 80;

/// Looks at a date as people and programs write it: ISO 8601, day or month first, with the month in
/// words, with or without a time, a year and a month, a day without a year, seconds or milliseconds
/// since 1970.
///
/// # Errors
/// What is wrong with it.
pub fn check(date: &str) -> Result<(), DateProblem> {
    let date = date.trim();
    if date.is_empty() || date.len() > LONGEST {
        return Err(DateProblem::NoDate);
    }
    if date.bytes().all(|byte| byte.is_ascii_digit()) {
        return check_digits(date);
    }
    let (numbers, month) = parts(before_time(date)).ok_or(DateProblem::NoDate)?;
    let possible = match (month, numbers.as_slice()) {
        (Some(month), [one]) => one.is_year() || is_day(one.value, month, None),
        (Some(month), [first, second]) => {
            is_day(first.value, month, Some(second.value)) || is_day(second.value, month, Some(first.value))
        }
        (None, [first, second]) if first.is_year() || second.is_year() => {
            is_month(if first.is_year() { second.value } else { first.value })
        }
        (None, [first, second]) => is_day(first.value, second.value, None) || is_day(second.value, first.value, None),
        (None, [year, month, day]) if year.is_year() => is_day(day.value, month.value, Some(year.value)),
        (None, [first, second, year]) => {
            is_day(first.value, second.value, Some(year.value)) || is_day(second.value, first.value, Some(year.value))
        }
        _ => return Err(DateProblem::NoDate),
    };
    if possible { Ok(()) } else { Err(DateProblem::Impossible) }
}

/// Whether days are written before months where both are numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOrder {
    /// `23/11/2026`.
    DayFirst,
    /// `11/23/2026`.
    MonthFirst,
}

impl DayOrder {
    /// The order of dates that are written alike, by those of them that can only be read in one way; `usual` when
    /// none tells, or when they contradict each other.
    pub fn of<'d>(dates: impl IntoIterator<Item = &'d str>, usual: Self) -> Self {
        let (mut day_first, mut month_first) = (false, false);
        for date in dates {
            let date = date.trim();
            let Some((numbers, None)) = (date.len() <= LONGEST).then(|| parts(before_time(date))).flatten() else {
                continue;
            };
            if let [first, second, year] = numbers.as_slice()
                && !first.is_year()
            {
                let (first, second, year) = (first.value, second.value, Some(year.value));
                match (is_day(first, second, year), is_day(second, first, year)) {
                    (true, false) => day_first = true,
                    (false, true) => month_first = true,
                    _ => {}
                }
            }
        }
        match (day_first, month_first) {
            (true, false) => Self::DayFirst,
            (false, true) => Self::MonthFirst,
            _ => usual,
        }
    }
}

/// Reads the day of a date that names day, month and year, or of a time since 1970. Where it can be read in both
/// orders, `order` decides.
///
/// # Errors
/// What is wrong with it; one that names no day is none.
pub fn day(date: &str, order: DayOrder) -> Result<UtcDay, DateProblem> {
    let date = date.trim();
    check(date)?;
    let found = if date.bytes().all(|byte| byte.is_ascii_digit()) {
        return day_of_digits(date, order);
    } else {
        parts(before_time(date)).ok_or(DateProblem::NoDate)?
    };
    let (numbers, month) = found;
    let (year, choices) = match (month, numbers.as_slice()) {
        (Some(month), [one, other]) if one.is_year() => (one.value, [(other.value, month); 2]),
        (Some(month), [day, year]) => (year.value, [(day.value, month); 2]),
        (None, [year, month, day]) if year.is_year() => (year.value, [(day.value, month.value); 2]),
        (None, [first, second, year]) => {
            (year.value, in_order(order, [(first.value, second.value), (second.value, first.value)]))
        }
        _ => return Err(DateProblem::NoDate),
    };
    let fits = |&&(day, month): &&(u32, u32)| is_day(day, month, Some(year));
    let (day, month) = choices.iter().find(fits).ok_or(DateProblem::Impossible)?;
    of_parts(whole_year(year), *month, *day)
}

fn in_order<T>(order: DayOrder, [day_first, month_first]: [T; 2]) -> [T; 2] {
    match order {
        DayOrder::DayFirst => [day_first, month_first],
        DayOrder::MonthFirst => [month_first, day_first],
    }
}

/// `20240312`, `12032024`, or seconds or milliseconds since 1970.
fn day_of_digits(date: &str, order: DayOrder) -> Result<UtcDay, DateProblem> {
    let number = |from: usize, to: usize| date.get(from..to).and_then(|part| part.parse::<u32>().ok()).unwrap_or(0);
    match date.len() {
        8 if is_day(number(6, 8), number(4, 6), Some(number(0, 4))) => {
            of_parts(number(0, 4), number(4, 6), number(6, 8))
        }
        8 => {
            let (one, other, year) = (number(0, 2), number(2, 4), number(4, 8));
            let choices = in_order(order, [(one, other), (other, one)]);
            let fits = |&&(day, month): &&(u32, u32)| is_day(day, month, Some(year));
            let (day, month) = choices.iter().find(fits).ok_or(DateProblem::Impossible)?;
            of_parts(year, *month, *day)
        }
        10 | 13 => {
            let since: i64 = date.parse().map_err(|_| DateProblem::NoDate)?;
            Ok(UtcDay::of(UtcMillis(if date.len() == 10 { since * 1_000 } else { since })))
        }
        _ => Err(DateProblem::NoDate),
    }
}

fn of_parts(year: u32, month: u32, day: u32) -> Result<UtcDay, DateProblem> {
    UtcDay::from_iso(&format!("{year:04}-{month:02}-{day:02}")).ok_or(DateProblem::Impossible)
}

/// Years of two digits are of this century up to 69, else of the last.
const fn whole_year(year: u32) -> u32 {
    match year {
        0..70 => 2_000 + year,
        70..100 => 1_900 + year,
        _ => year,
    }
}

/// A date without any mark: a year, `20240312`, or a time since 1970.
fn check_digits(date: &str) -> Result<(), DateProblem> {
    let number = |from: usize, to: usize| date.get(from..to).and_then(|part| part.parse::<u32>().ok()).unwrap_or(0);
    match date.len() {
        4 if (1800..2200).contains(&number(0, 4)) => Ok(()),
        8 if is_day(number(6, 8), number(4, 6), Some(number(0, 4)))
            || is_day(number(0, 2), number(2, 4), Some(number(4, 8))) =>
        {
            Ok(())
        }
        8 => Err(DateProblem::Impossible),
        10 | 13 => Ok(()),
        _ => Err(DateProblem::NoDate),
    }
}

/// A number of a date.
#[derive(Debug, Clone, Copy)]
struct Number {
    value: u32,
    digits: usize,
}

impl Number {
    const fn is_year(self) -> bool {
        self.digits == 4
    }
}

/// The text before its time of day.
fn before_time(date: &str) -> &str {
    let bytes = date.as_bytes();
    let hours = (1..bytes.len()).find(|&at| {
        bytes[at - 1].is_ascii_digit()
            && (bytes[at] == b':'
                || (matches!(bytes[at], b'h' | b'H') && bytes.get(at + 1).is_none_or(u8::is_ascii_digit)))
    });
    let Some(after) = hours else { return date };
    date[..after].trim_end_matches(|char: char| char.is_ascii_digit())
}

/// The numbers of a date and the month that a word of it names; none when it is no date.
fn parts(date: &str) -> Option<(Vec<Number>, Option<u32>)> {
    let mut numbers = Vec::new();
    let mut month = None;
    let mut folded = String::new();
    let mut rest = date;
    while let Some(first) = rest.chars().next() {
        let word = rest.len() - rest.trim_start_matches(char::is_alphabetic).len();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            if digits > 4 || numbers.len() == 3 {
                return None;
            }
            numbers.push(Number { value: rest[..digits].parse().ok()?, digits });
            rest = &rest[digits..];
        } else if word > 0 {
            text::fold(&rest[..word], &mut folded);
            match month_of(&folded) {
                // « mar. 3 avril » begins with a day of the week.
                Some(named) if matches!(month, None | Some(3)) && !WORDS.contains(&folded.as_str()) => {
                    month = Some(named)
                }
                _ if is_known(&folded) => {}
                _ => return None,
            }
            rest = &rest[word..];
        } else if first.is_whitespace() || matches!(first, '-' | '/' | '.' | ',' | '’' | '\'' | '(' | ')') {
            rest = &rest[first.len_utf8()..];
        } else {
            return None;
        }
    }
    (!numbers.is_empty()).then_some((numbers, month))
}

fn month_of(word: &str) -> Option<u32> {
    let is_weekday = matches!(word, "mardi" | "martes" | "martedi" | "mart");
    let found = MONTHS.iter().position(|names| names.iter().any(|name| word.starts_with(name)));
    found.filter(|_| !is_weekday && word.len() <= 10).and_then(|place| u32::try_from(place + 1).ok())
}

fn is_known(word: &str) -> bool {
    WORDS.contains(&word) || (word.len() <= 12 && WEEKDAYS.iter().any(|day| word.starts_with(day)))
}

fn is_month(month: u32) -> bool {
    (1..=12).contains(&month)
}

/// Whether a month has a day, in any year when none is named. Years of two digits are of this
/// century or the last.
fn is_day(day: u32, month: u32, year: Option<u32>) -> bool {
    let leap = match year {
        None => true,
        Some(year) if year < 100 => year % 4 == 0,
        Some(year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0),
    };
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => 0,
    };
    (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn days_as_people_and_programs_write_them() {
        for date in [
            "2026-02-28",
            "2024-02-29",
            "2026/2/3",
            "20260228",
            "28022026",
            "2026-02-28T10:30:00.000+01:00",
            "2026-02-28 10:30",
            "28/02/2026",
            "02/28/2026",
            "28.2.26",
            "29/02/00",
            "12/03/2024, 10:30 PM",
            "28/02/2026 à 14h30",
            "12 mars 2024",
            "12 Mar 2024",
            "Mar 12, 2024",
            "March 12th, 2024",
            "1er août 2026",
            "mardi 3 mars 2026",
            "mar. 31 mars 2026",
            "Tuesday, 3 March 2026",
            "Mon Mar 12 2024 10:30:00 GMT+0100 (CET)",
            "12. März 2024",
            "12 de marzo de 2024",
            "mars 2024",
            "2024-03",
            "03/2024",
            "2024",
            "12/03",
            "--05-12",
            "1700000000",
            "1700000000000",
        ] {
            assert_eq!(check(date), Ok(()), "{date}");
        }
    }

    #[test]
    fn a_date_names_one_day_in_whatever_way_it_is_written() {
        let is = |date: &str, order: DayOrder| day(date, order).map(|day| day.to_string());
        for date in [
            "2026-03-12",
            "2026/3/12",
            "20260312",
            "12032026",
            "12/03/2026",
            "12.3.26",
            "12 mars 2026",
            "Mar 12, 2026",
            "12/03/2026 à 14h30",
            "2026-03-12T10:30:00.000+01:00",
            "1773273600",
            "1773273600000",
        ] {
            assert_eq!(is(date, DayOrder::DayFirst), Ok("2026-03-12".to_owned()), "{date}");
        }
        assert_eq!(is("12/03/2026", DayOrder::MonthFirst), Ok("2026-12-03".to_owned()));
        // What can only be read in one way is read so.
        assert_eq!(is("23/03/2026", DayOrder::MonthFirst), Ok("2026-03-23".to_owned()));
        assert_eq!(is("3/4/99", DayOrder::DayFirst), Ok("1999-04-03".to_owned()));
        for date in ["2026", "mars 2026", "12/03", "soon"] {
            assert_eq!(is(date, DayOrder::DayFirst), Err(DateProblem::NoDate), "{date}");
        }
        assert_eq!(is("31/02/2026", DayOrder::DayFirst), Err(DateProblem::Impossible));
    }

    #[test]
    fn dates_that_can_be_read_in_one_way_tell_the_order_of_the_others() {
        let usual = DayOrder::DayFirst;
        assert_eq!(DayOrder::of(["03/04/2026", "03/15/2026", "n/a"], usual), DayOrder::MonthFirst);
        assert_eq!(DayOrder::of(["03/04/2026", "15/03/2026"], DayOrder::MonthFirst), DayOrder::DayFirst);
        assert_eq!(DayOrder::of(["03/04/2026", "2026-03-15", ""], usual), usual);
        assert_eq!(DayOrder::of(["15/03/2026", "03/15/2026"], usual), usual);
    }

    #[test]
    fn days_that_no_calendar_has() {
        for date in [
            "31/02/2026",
            "30/02/1990",
            "02/30/2026",
            "29/02/2026",
            "2026-13-45",
            "2026-02-30T10:00:00Z",
            "20261345",
            "0/0/00",
            "0000-00-00",
            "32 mars 2024",
            "31 juin 2024",
            "mar. 31 avril 2026",
            "13/2024",
            "45/67",
        ] {
            assert_eq!(check(date), Err(DateProblem::Impossible), "{date}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for date in [
            "",
            " ",
            "soon",
            "n/a",
            "-",
            "NULL",
            "45123",
            "45123.5",
            "06 12 34 56 78",
            "10:30",
            "12 rue de Mars",
            "Q3 2024",
            "été 2024",
        ] {
            assert_eq!(check(date), Err(DateProblem::NoDate), "{date}");
        }
    }

    proptest! {
        #[test]
        fn any_text_has_an_answer(text in "\\PC{0,40}") {
            let read = day(&text, DayOrder::DayFirst);
            prop_assert!(check(&text).is_ok() || read.is_err());
        }

        #[test]
        fn every_day_is_one_in_every_order(year in 1900_u32..2100, month in 1_u32..=12, day in 1_u32..=31) {
            let is = is_day(day, month, Some(year));
            let iso = format!("{year}-{month:02}-{day:02}");
            prop_assert_eq!(check(&iso).is_ok(), is);
            if day > 12 {
                for date in [format!("{day}/{month}/{year}"), format!("{month}/{day}/{year}")] {
                    prop_assert_eq!(check(&date).is_ok(), is);
                }
            }
        }
    }
}
