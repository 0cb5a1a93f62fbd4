//! Dates and periods in French and English sentences, as days.

mod forms;
mod period;

use std::ops::Range;

use time::Date;

pub use forms::names_time;
pub use period::Period;

use super::language::Language;
use forms::{Form, forms};

/// Which of two days is meant when the year is not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tense {
    /// The next one: a deadline.
    Future,
    /// The last one: news.
    Past,
}

/// What dates are read with.
#[derive(Debug, Clone, Copy)]
pub struct Calendar {
    /// The day that «next month» is said on.
    pub today: Date,
    /// The language of the text.
    pub language: Language,
    /// Whether `12/05` is 12 May; read as such in any case when the second number is no month.
    pub day_first: bool,
}

/// A period and where it stands in the sentence, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundDate {
    /// The period that was named.
    pub period: Period,
    /// Whether it is a time from now on and could also be a duration: `for 18 months`.
    pub is_duration: bool,
    /// Where.
    pub range: Range<usize>,
}

/// The dates of a folded sentence in their order.
#[must_use]
pub fn dates(sentence: &str, calendar: Calendar, tense: Tense) -> Vec<FoundDate> {
    let mut found: Vec<FoundDate> = Vec::new();
    for Form { pattern, read, is_duration } in forms(calendar.language) {
        for captures in pattern.captures_iter(sentence) {
            let Some(range) = captures.get(0).map(|whole| whole.range()) else { continue };
            let overlaps = found.iter().any(|other| other.range.start < range.end && range.start < other.range.end);
            if overlaps {
                continue;
            }
            if let Some(period) = read(&captures, calendar, tense) {
                found.push(FoundDate { period, is_duration: *is_duration, range });
            }
        }
    }
    found.sort_by_key(|date| date.range.start);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::Folded;

    fn said(text: &str, language: Language, tense: Tense) -> Vec<String> {
        // A Monday.
        let today = Date::from_calendar_date(2026, time::Month::November, 23).unwrap();
        let calendar = Calendar { today, language, day_first: language == Language::French };
        let found = dates(&Folded::new(text).text, calendar, tense);
        found.into_iter().map(|date| date.period.last.to_string()).collect()
    }

    #[test]
    fn french_periods_end_on_their_last_day() {
        for (text, day) in [
            ("jusqu’au 31/12/2026", "2026-12-31"),
            ("le 12/05", "2027-05-12"),
            ("jeudi 3 décembre à 14h", "2026-12-03"),
            ("lundi 14/12", "2026-12-14"),
            ("samedi, le 9 janvier 2027", "2027-01-09"),
            ("2027-03-01", "2027-03-01"),
            ("le 1er mars 2027", "2027-03-01"),
            ("en septembre", "2027-09-30"),
            ("en mars 2027", "2027-03-31"),
            ("à la mi-mars", "2027-03-15"),
            ("début février", "2027-02-10"),
            ("fin janvier 2028", "2028-01-31"),
            ("fin T2", "2027-06-30"),
            ("au T1 2028", "2028-03-31"),
            ("au troisième trimestre 2027", "2027-09-30"),
            ("au premier semestre", "2027-06-30"),
            ("au printemps prochain", "2027-06-20"),
            ("cet été", "2027-09-21"),
            ("à l’été", "2027-09-21"),
            ("après Pâques", "2027-04-25"),
            ("avant Noël", "2026-12-25"),
            ("début 27", "2027-03-31"),
            ("d’ici la rentrée", "2027-09-30"),
            ("l’année prochaine", "2027-12-31"),
            ("l’an prochain", "2027-12-31"),
            ("d’ici la fin de l’année", "2026-12-31"),
            ("fin 2027", "2027-12-31"),
            ("début 2027", "2027-03-31"),
            ("courant 2027", "2027-12-31"),
            ("dans six mois", "2027-05-23"),
            ("d’ici 3 semaines", "2026-12-14"),
            ("dans quinze jours", "2026-12-08"),
            ("le mois prochain", "2026-12-31"),
            ("la semaine prochaine", "2026-12-06"),
            ("mardi prochain", "2026-11-24"),
            ("après les fêtes", "2027-01-15"),
            ("demain", "2026-11-24"),
        ] {
            assert_eq!(said(text, Language::French, Tense::Future), [day], "{text}");
        }
        assert_eq!(said("nommée en janvier", Language::French, Tense::Past), ["2026-01-31"]);
        assert_eq!(said("il y a trois mois, en 2019", Language::French, Tense::Past), ["2026-08-23", "2019-12-31"]);
        assert_eq!(said("il a été dit sept fois, 12,5 et 45/60", Language::French, Tense::Past), [] as [&str; 0]);
    }

    #[test]
    fn english_periods_end_on_their_last_day() {
        for (text, day) in [
            ("until March 2027", "2027-03-31"),
            ("March 15th, 2027", "2027-03-15"),
            ("15 March", "2027-03-15"),
            ("Thursday 3 December at 2pm", "2026-12-03"),
            ("Thursday, December 10", "2026-12-10"),
            ("on Tue the 15th of December", "2026-12-15"),
            ("by the end of March", "2027-03-31"),
            ("mid-May", "2027-05-15"),
            ("in May", "2027-05-31"),
            ("Q3 2027", "2027-09-30"),
            ("in the second quarter", "2027-06-30"),
            ("end of Q1", "2027-03-31"),
            ("H1 2027", "2027-06-30"),
            ("next spring", "2027-06-20"),
            ("by year end", "2026-12-31"),
            ("by the end of the year", "2026-12-31"),
            ("next year", "2027-12-31"),
            ("early next year", "2027-03-31"),
            ("later this year", "2026-12-31"),
            ("in six months", "2027-05-23"),
            ("in a couple of weeks", "2026-12-07"),
            ("within 90 days", "2027-02-21"),
            ("next month", "2026-12-31"),
            ("next quarter", "2027-03-31"),
            ("on Thursday", "2026-11-26"),
            ("after the holidays", "2027-01-15"),
            ("after Easter", "2027-04-25"),
            ("12/05/2027", "2027-12-05"),
            ("25/05/2027", "2027-05-25"),
            ("in 2028", "2028-12-31"),
        ] {
            assert_eq!(said(text, Language::English, Tense::Future), [day], "{text}");
        }
        assert_eq!(said("we may go on, 3 months ago", Language::English, Tense::Past), ["2026-08-23"]);
        assert_eq!(said("in March", Language::English, Tense::Past), ["2026-03-31"]);
    }
}
