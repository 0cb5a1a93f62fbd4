//! The ways in which dates are written.

use std::sync::LazyLock;

use regex::{Captures, Regex};
use time::{Date, Duration, Month, Weekday};

use super::{
    Calendar, Tense,
    period::{Part, Period, add_months},
};
use crate::text::{language::Language, numbers};

type Read = fn(&Captures<'_>, Calendar, Tense) -> Option<Period>;

/// A way to write a date.
pub(super) struct Form {
    pub pattern: Regex,
    pub read: Read,
    pub is_duration: bool,
}

/// The ways of a language, the longest first.
pub(super) fn forms(language: Language) -> &'static [Form] {
    match language {
        Language::French => &FRENCH,
        Language::English => &ENGLISH,
    }
}

const FR_MONTH: &str = "(?P<month>janvier|janv|fevrier|fevr?|mars|avril|avr|mai|juin|juillet|juil|aout|septembre|\
    sept(?:\\.| 20)|octobre|oct|novembre|nov|decembre|dec)\\.?";
const EN_MONTH: &str = "(?P<month>january|jan|february|feb|march|mar|april|apr|may|june|jun|july|jul|august|aug|september|\
    sept|sep|october|oct|november|nov|december|dec)\\.?";
const FR_WEEKDAY: &str = "(?P<weekday>lundi|mardi|mercredi|jeudi|vendredi)";
const EN_WEEKDAY: &str = "(?P<weekday>monday|tuesday|wednesday|thursday|friday)";
/// The day of the week before a date, which says nothing more.
const FR_DAY_BEFORE: &str = "(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche),? (?:le )?)?";
const EN_DAY_BEFORE: &str =
    "(?:(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|saturday|sunday),? (?:the )?)?";
const FR_PART: &str = "(?:(?P<part>debut|mi|fin|courant|d'ici fin)(?: |-)?(?:de |du |d')?(?:l')?)?";
const EN_PART: &str =
    "(?:(?P<part>early|mid|late|(?:the )?(?:end|beginning|start|middle)(?: of)?)(?: |-)?(?:in )?(?:the )?)?";
const YEAR: &str = "(?P<year>20[0-9]{2}|19[0-9]{2})";

static FRENCH: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let month = FR_MONTH;
    let part = FR_PART;
    let number = format!("(?P<number>[0-9]{{1,3}}|quelques|(?:{0})(?:-(?:{0}))*)", numbers::WORDS);
    let mut forms = numeric(FR_DAY_BEFORE);
    forms.extend([
        form(&format!("{FR_DAY_BEFORE}(?P<day>[0-9]{{1,2}}|1er)(?: (?:et|ou|-|au) [0-9]{{1,2}})? {month}(?: {YEAR})?"), day_of_month),
        form(&format!("{part}{month}(?: (?:de l'annee )?{YEAR})"), month_),
        form(&format!("{part}{month}(?: (?P<side>dernier|passe|prochain))?"), month_),
        form(&format!("{part}[tq](?P<quarter>[1-4])(?:[ /-]{{0,3}}(?:de )?{YEAR})?"), quarter),
        form(&format!("{part}(?P<quarter>premier|1er|deuxieme|second|2e|2eme|2nd|troisieme|3e|3eme|quatrieme|4e|4eme|dernier) trimestre(?: (?:de )?{YEAR})?"), quarter),
        form(&format!("{part}[sh](?P<half>[12])(?: {YEAR})?"), half),
        form(&format!("{part}(?P<half>premier|1er|deuxieme|second|2e|2eme|2nd) semestre(?: (?:de )?{YEAR})?"), half),
        form(&format!("(?P<before>(?:au |cet |ce |l'|d'ici l'|a l'|le ))?(?P<season>printemps|ete|automne|hiver)(?P<side> prochain| dernier)?(?: {YEAR})?"), season),
        form(&format!("rentree(?: scolaire| de septembre| prochaine)?(?: {YEAR})?"), back_to_school),
        form("apres (?:les )?(?:fetes|conges de noel|vacances de noel|noel)", after_holidays),
        form("(?:(?:les )?vacances de )?paques", easter),
        form("noel", christmas),
        form("(?P<part>debut|fin|courant|mi)(?: |-)(?P<short>2[4-9]|3[0-9])", short_year),
        form("apres (?:les (?:vacances|conges)(?: d'ete)?|l'ete)", back_to_school),
        form(&format!("{part}(?:l')?(?:an|annee) prochaine?"), next_year),
        form("(?:l')?(?:an|annee) (?:derniere?|passee?)", last_year),
        form("(?:(?:d'ici )?(?:a |la )?(?:la )?fin (?:de |d')(?:l'|cette )?(?:annee|exercice)|cette annee|l'annee en cours|fin d'annee)", this_year),
        form(&format!("{part}(?P<unit>semaine|mois|trimestre) prochaine?"), next_unit),
        form("(?:fin (?:de |du |de ce |de la )?|ce |cette |d'ici la fin (?:du |de la )?)(?P<unit>semaine|mois|trimestre)(?: (?:dernier|passe)e?)?", this_unit),
        form("(?:la |le )?(?P<unit>semaine|mois|trimestre) (?:dernier|passe|derniere|passee)", last_unit),
        form(&format!("(?:dans|d'ici(?: a)?|sous|d'ici environ) (?:environ |les |un delai de )?{number} (?:bons? |prochains? )?(?P<unit>jours?|semaines?|mois|ans?|annees?|trimestres?)"), from_now),
        form(&format!("il y a (?:environ |presque |plus de )?{number} (?P<unit>jours?|semaines?|mois|ans?|annees?)"), ago),
        form("(?P<word>demain|apres-demain|aujourd'hui|ce jour)", day_word),
        form(&format!("{FR_WEEKDAY}(?: prochain)?"), weekday),
        form(&format!("(?:en |pour |d'ici(?: a)? |avant |apres |depuis |courant |debut |fin |mi-?|de |exercice |annee |budget |des |jusqu'en |jusqu'a |a ){YEAR}"), year),
        form(YEAR, year),
        duration(&format!("(?:encore(?: pour)?|pour(?: encore)?|(?:pendant|durant) (?:encore )?) ?{number} (?P<unit>mois|ans|annees)")),
    ]);
    forms
});

static ENGLISH: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let month = EN_MONTH;
    let part = EN_PART;
    let number = format!(
        "(?P<number>[0-9]{{1,3}}|an?|a couple of|couple of|a few|several|(?:{0})(?:[- ](?:{0}))*)",
        numbers::WORDS
    );
    let before =
        "(?:in|by|until|till|of|since|before|after|from|through|next|this|last|around|for|during|mid|early|late|end)";
    let mut forms = numeric(EN_DAY_BEFORE);
    forms.extend([
        form(&format!("{EN_DAY_BEFORE}{month} (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:(?: ?- ?| and )[0-9]{{1,2}})?(?:,? {YEAR})?"), day_of_month),
        form(&format!("{EN_DAY_BEFORE}(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)? {month}(?:,? {YEAR})?"), day_of_month),
        form(&format!("{part}{month},? (?:of )?{YEAR}"), month_),
        form(&format!("{before}(?: |-)(?:the )?(?:(?P<part>end of|early|mid|late|beginning of|start of|middle of)(?: |-))?(?:(?P<side>next|last) )?{month}"), month_after_word),
        form(&format!("{part}(?P<month>january|february|april|june|july|august|september|october|november|december)"), month_),
        form(&format!("{part}q(?P<quarter>[1-4])(?:[ /-]{{0,3}}(?:of |fy ?)?{YEAR})?"), quarter),
        form(&format!("{part}(?P<quarter>first|1st|second|2nd|third|3rd|fourth|4th|last|final) quarter(?: (?:of )?{YEAR})?"), quarter),
        form(&format!("{part}[sh](?P<half>[12])(?: {YEAR})?"), half),
        form(&format!("{part}(?P<half>first|1st|second|2nd) half(?: (?:of )?{YEAR})?"), half),
        form(&format!("(?P<before>(?:(?:next|this|last|by|by the|in the|in|the|until|until the) ))?(?P<season>spring|summer|fall|autumn|winter)(?: of)?(?: {YEAR})?"), season),
        form("(?:after|over) (?:the )?(?:holidays|holiday season|christmas|new year|xmas)", after_holidays),
        form("(?:in|early in) the new year", after_holidays),
        form("easter", easter),
        form("(?:christmas|xmas)", christmas),
        form("after (?:the )?summer", back_to_school),
        form(&format!("{part}(?:(?:the )?next|the coming) (?:fiscal |calendar |financial |budget )?year"), next_year),
        form("last year", last_year),
        form("(?:(?:by |before )?(?:the )?(?:calendar |fiscal )?year(?:'s)?(?: |-)end|(?:the )?end of (?:the |this )?(?:calendar |fiscal |financial )?year|(?:later )?this (?:fiscal |calendar |financial )?year|eoy)", this_year),
        form(&format!("{part}(?:the )?next (?P<unit>week|month|quarter)"), next_unit),
        form("(?:(?:the )?end of (?:the |this )?|this |by (?:the )?|later this )(?P<unit>week|month|quarter)(?:(?:'s)?(?: |-)end)?", this_unit),
        form("(?:last|the past) (?P<unit>week|month|quarter)", last_unit),
        form(&format!("(?:in|within|over)(?: about| around| roughly| the next)? {number} (?:more )?(?P<unit>days?|weeks?|months?|years?|quarters?)(?:' time)?"), from_now),
        form(&format!("{number} (?P<unit>days?|weeks?|months?|years?) (?:from now|out|down the road)"), from_now),
        form(&format!("{number} (?P<unit>days?|weeks?|months?|years?) ago"), ago),
        form("(?P<word>tomorrow|today)", day_word),
        form(&format!("(?:on |next |this |by )?{EN_WEEKDAY}"), weekday),
        form(&format!("{part}(?:fy ?)?{YEAR}"), year),
        duration(&format!("for (?:another |the next |at least )?(?:the next )?{number} (?:more )?(?P<unit>months|years|quarters)")),
    ]);
    forms
});

/// Whether a folded word is a month or a day of the week in one of the languages.
#[must_use]
pub fn names_time(word: &str) -> bool {
    static NAMES: LazyLock<[Regex; 4]> = LazyLock::new(|| {
        [FR_MONTH, EN_MONTH, FR_WEEKDAY, EN_WEEKDAY]
            .map(|names| Regex::new(&format!("^(?:{names})$")).expect("the patterns of this file are tested"))
    });
    NAMES.iter().any(|names| names.is_match(word))
}

/// Forms of both languages.
fn numeric(before: &str) -> Vec<Form> {
    vec![
        form("(?P<year>20[0-9]{2})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?:t[0-9:]+z?)?", iso),
        form(&format!("{before}(?P<a>[0-9]{{1,2}})[/.-](?P<b>[0-9]{{1,2}})[/.-](?P<year>(?:20)?[0-9]{{2}})"), slashed),
        form("(?P<b>[0-9]{1,2})/(?P<year>20[0-9]{2})", slashed_month),
        form(&format!("{before}(?P<a>[0-9]{{1,2}})/(?P<b>[0-9]{{1,2}})"), slashed),
    ]
}

fn form(pattern: &str, read: Read) -> Form {
    let bounded = format!(r"(?-u:\b)(?:{})(?-u:\b)", pattern.replace(" ?", "[ \n]*").replace(' ', "[ \n]+"));
    Form { pattern: Regex::new(&bounded).expect("the patterns of this file are tested"), read, is_duration: false }
}

fn duration(pattern: &str) -> Form {
    Form { is_duration: true, ..form(pattern, from_now) }
}

fn text<'c>(captures: &'c Captures<'_>, name: &str) -> Option<&'c str> {
    captures.name(name).map(|found| found.as_str())
}

fn year_of(captures: &Captures<'_>) -> Option<i32> {
    let year: i32 = text(captures, "year")?.parse().ok()?;
    Some(if year < 100 { year + 2000 } else { year })
}

fn month_number(name: &str) -> Option<u8> {
    let number = match name.get(..3)? {
        "jan" => 1,
        "fev" | "feb" => 2,
        "mar" => 3,
        "avr" | "apr" => 4,
        "mai" | "may" => 5,
        "jui" if name.starts_with("juin") => 6,
        "jun" => 6,
        "jui" | "jul" => 7,
        "aou" | "aug" => 8,
        "sep" => 9,
        "oct" => 10,
        "nov" => 11,
        "dec" => 12,
        _ => return None,
    };
    Some(number)
}

/// The period of a year that is meant, when the year was not said.
fn nearest(
    captures: &Captures<'_>,
    calendar: Calendar,
    tense: Tense,
    of: impl Fn(i32) -> Option<Period>,
) -> Option<Period> {
    if let Some(year) = year_of(captures) {
        return of(year);
    }
    let this = calendar.today.year();
    let period = of(this)?;
    match (text(captures, "side"), tense) {
        (Some(side), _) if side.trim_start().starts_with("dern") || side.contains("pass") || side == "last" => {
            if period.last < calendar.today { Some(period) } else { of(this - 1) }
        }
        (_, Tense::Future) | (Some(_), _) if period.last < calendar.today => of(this + 1),
        (None, Tense::Past) if period.first > calendar.today => of(this - 1),
        _ => Some(period),
    }
}

fn iso(captures: &Captures<'_>, _: Calendar, _: Tense) -> Option<Period> {
    let number = |name| text(captures, name)?.parse::<u8>().ok();
    day_in(year_of(captures)?, number("month")?, number("day")?)
}

fn day_in(year: i32, month: u8, day: u8) -> Option<Period> {
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok().map(Period::day)
}

fn slashed(captures: &Captures<'_>, calendar: Calendar, tense: Tense) -> Option<Period> {
    let (a, b): (u8, u8) = (text(captures, "a")?.parse().ok()?, text(captures, "b")?.parse().ok()?);
    let (day, month) = if a > 12 || calendar.day_first && b <= 12 { (a, b) } else { (b, a) };
    nearest(captures, calendar, tense, |year| day_in(year, month, day))
}

fn slashed_month(captures: &Captures<'_>, _: Calendar, _: Tense) -> Option<Period> {
    Period::months(year_of(captures)?, text(captures, "b")?.parse().ok().filter(|month| (1..=12).contains(month))?, 1)
}

fn day_of_month(captures: &Captures<'_>, calendar: Calendar, tense: Tense) -> Option<Period> {
    let day: u8 = text(captures, "day")?.trim_end_matches("er").parse().ok()?;
    let month = month_number(text(captures, "month")?)?;
    nearest(captures, calendar, tense, |year| day_in(year, month, day))
}

fn month_(captures: &Captures<'_>, calendar: Calendar, tense: Tense) -> Option<Period> {
    let month = month_number(text(captures, "month")?)?;
    nearest(captures, calendar, tense, |year| Period::months(year, month, 1)).map(|month| month.part(part(captures)))
}

/// A month behind a word that only stands before months: «may» and «march» are more than months.
fn month_after_word(captures: &Captures<'_>, calendar: Calendar, tense: Tense) -> Option<Period> {
    let whole = captures.get(0)?.as_str();
    let word = whole.split([' ', '-', '\n']).next().unwrap_or_default();
    let month = month_number(text(captures, "month")?)?;
    let part = match part(captures) {
        Part::Whole => Part::of(Some(word)),
        part => part,
    };
    let tense = if word == "last" || word == "since" { Tense::Past } else { tense };
    nearest(captures, calendar, tense, |year| Period::months(year, month, 1)).map(|month| month.part(part))
}

fn part(captures: &Captures<'_>) -> Part {
    Part::of(text(captures, "part").map(|part| part.trim_start_matches("d'ici ").trim_start_matches("the ")))
}

fn ordinal(word: &str) -> Option<u8> {
    Some(match word {
        "1" | "premier" | "1er" | "first" | "1st" => 1,
        "2" | "deuxieme" | "second" | "2e" | "2eme" | "2nd" => 2,
        "3" | "troisieme" | "3e" | "3eme" | "third" | "3rd" => 3,
        "4" | "quatrieme" | "4e" | "4eme" | "dernier" | "fourth" | "4th" | "last" | "final" => 4,
        _ => return None,
    })
}

fn quarter(captures: &Captures<'_>, calendar: Calendar, tense: Tense) -> Option<Period> {
    let quarter = ordinal(text(captures, "quarter")?)?;
    let of = |year| Period::months(year, quarter * 3 - 2, 3);
    nearest(captures, calendar, tense, of).map(|quarter| quarter.part(part(captures)))
}

fn half(captures: &Captures<'_>, calendar: Calendar, tense: Tense) -> Option<Period> {
    let half = ordinal(text(captures, "half")?)?;
    nearest(captures, calendar, tense, |year| Period::months(year, half * 6 - 5, 6))
        .map(|half| half.part(part(captures)))
}

fn season(captures: &Captures<'_>, calendar: Calendar, tense: Tense) -> Option<Period> {
    let season = text(captures, "season")?;
    text(captures, "before").or(text(captures, "side")).or(text(captures, "year"))?;
    let ((first, day), (last, last_day)) = match season {
        "printemps" | "spring" => ((3, 20), (6, 20)),
        "ete" | "summer" => ((6, 21), (9, 21)),
        "automne" | "autumn" | "fall" => ((9, 22), (12, 20)),
        _ => ((1, 1), (3, 19)),
    };
    nearest(captures, calendar, tense, |year| {
        Some(Period { first: day_in(year, first, day)?.first, last: day_in(year, last, last_day)?.last })
    })
}

fn back_to_school(captures: &Captures<'_>, calendar: Calendar, tense: Tense) -> Option<Period> {
    nearest(captures, calendar, tense, |year| Period::months(year, 9, 1))
}

fn after_holidays(_: &Captures<'_>, calendar: Calendar, _: Tense) -> Option<Period> {
    let year = calendar.today.year() + i32::from(calendar.today.month() != Month::January);
    Period::months(year, 1, 1).map(|january| january.part(Part::Middle))
}

/// Easter falls on a day between 22 March and 25 April.
fn easter(captures: &Captures<'_>, calendar: Calendar, tense: Tense) -> Option<Period> {
    nearest(captures, calendar, tense, |year| {
        Some(Period { first: day_in(year, 3, 22)?.first, last: day_in(year, 4, 25)?.last })
    })
}

fn christmas(captures: &Captures<'_>, calendar: Calendar, tense: Tense) -> Option<Period> {
    nearest(captures, calendar, tense, |year| day_in(year, 12, 25))
}

/// «Fin 27»: only behind a word that stands before years.
fn short_year(captures: &Captures<'_>, _: Calendar, _: Tense) -> Option<Period> {
    let year: i32 = text(captures, "short")?.parse().ok()?;
    Period::year(2000 + year).map(|year| year.part(part(captures)))
}

fn next_year(captures: &Captures<'_>, calendar: Calendar, _: Tense) -> Option<Period> {
    Period::year(calendar.today.year() + 1).map(|year| year.part(part(captures)))
}

fn last_year(_: &Captures<'_>, calendar: Calendar, _: Tense) -> Option<Period> {
    Period::year(calendar.today.year() - 1)
}

fn this_year(_: &Captures<'_>, calendar: Calendar, _: Tense) -> Option<Period> {
    Period::year(calendar.today.year())
}

fn year(captures: &Captures<'_>, _: Calendar, _: Tense) -> Option<Period> {
    let whole = captures.get(0)?.as_str();
    Period::year(year_of(captures)?).map(|year| year.part(Part::of(Some(whole))))
}

/// The week, month or quarter that a day is in, moved by so many.
fn unit(day: Date, unit: &str, by: i32) -> Option<Period> {
    if unit.starts_with("sem") || unit.starts_with("week") {
        let monday = day.checked_sub(Duration::days(i64::from(day.weekday().number_days_from_monday())))?;
        let first = monday.checked_add(Duration::weeks(by.into()))?;
        return Some(Period { first, last: first.checked_add(Duration::days(6))? });
    }
    if unit.starts_with("mo") {
        let day = add_months(day, by)?;
        return Period::months(day.year(), day.month().into(), 1);
    }
    let day = add_months(day, by * 3)?;
    Period::months(day.year(), (u8::from(day.month()) - 1) / 3 * 3 + 1, 3)
}

fn next_unit(captures: &Captures<'_>, calendar: Calendar, _: Tense) -> Option<Period> {
    unit(calendar.today, text(captures, "unit")?, 1).map(|unit| unit.part(part(captures)))
}

fn this_unit(captures: &Captures<'_>, calendar: Calendar, _: Tense) -> Option<Period> {
    unit(calendar.today, text(captures, "unit")?, 0)
}

fn last_unit(captures: &Captures<'_>, calendar: Calendar, _: Tense) -> Option<Period> {
    unit(calendar.today, text(captures, "unit")?, -1)
}

fn moved(captures: &Captures<'_>, today: Date, forward: bool) -> Option<Period> {
    let number = i32::try_from(numbers::below_thousand(text(captures, "number")?)?).ok()?;
    let number = if forward { number } else { -number };
    let day = match text(captures, "unit")?.get(..2)? {
        "jo" | "da" => today.checked_add(Duration::days(number.into())),
        "se" | "we" => today.checked_add(Duration::weeks(number.into())),
        "mo" => add_months(today, number),
        "tr" | "qu" => add_months(today, number * 3),
        _ => add_months(today, number * 12),
    };
    day.map(Period::day)
}

fn from_now(captures: &Captures<'_>, calendar: Calendar, _: Tense) -> Option<Period> {
    moved(captures, calendar.today, true)
}

fn ago(captures: &Captures<'_>, calendar: Calendar, _: Tense) -> Option<Period> {
    moved(captures, calendar.today, false)
}

fn day_word(captures: &Captures<'_>, calendar: Calendar, _: Tense) -> Option<Period> {
    let days = match text(captures, "word")? {
        "demain" | "tomorrow" => 1,
        "apres-demain" => 2,
        _ => 0,
    };
    calendar.today.checked_add(Duration::days(days)).map(Period::day)
}

fn weekday(captures: &Captures<'_>, calendar: Calendar, tense: Tense) -> Option<Period> {
    let weekday = match text(captures, "weekday")? {
        "lundi" | "monday" => Weekday::Monday,
        "mardi" | "tuesday" => Weekday::Tuesday,
        "mercredi" | "wednesday" => Weekday::Wednesday,
        "jeudi" | "thursday" => Weekday::Thursday,
        _ => Weekday::Friday,
    };
    match tense {
        Tense::Future => Some(Period::day(calendar.today.next_occurrence(weekday))),
        Tense::Past => Some(Period::day(calendar.today.prev_occurrence(weekday))),
    }
}
