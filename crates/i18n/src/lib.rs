#![doc = include_str!("../README.md")]

use icu::{
    calendar::{Date, Gregorian},
    datetime::{FixedCalendarDateTimeFormatter, fieldsets::YMD},
    locale::Locale,
    plurals::{PluralCategory, PluralRules},
};

rust_i18n::i18n!("../../locales", fallback = "en");

/// The languages of the product.
pub const LANGUAGES: &[&str] = &["en", "fr"];

/// Says things in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    language: &'static str,
}

impl Text {
    /// The texts of a language; English for one that the product does not speak.
    #[must_use]
    pub fn new(language: &str) -> Self {
        let known = LANGUAGES.iter().copied().find(|known| *known == language);
        Self { language: known.unwrap_or("en") }
    }

    /// The language tag.
    #[must_use]
    pub const fn language(self) -> &'static str {
        self.language
    }

    /// The sentence under a key, with its arguments put in; the key itself when there is none.
    #[must_use]
    pub fn say(self, key: &str, args: &[(&str, &str)]) -> String {
        let sentence = _rust_i18n_translate(self.language, key);
        let (names, values): (Vec<&str>, Vec<String>) =
            args.iter().map(|(name, value)| (*name, (*value).to_owned())).unzip();
        rust_i18n::replace_patterns(&sentence, &names, &values)
    }

    /// The sentence for a number of things: `key_one`, `key_many` or `key_other`, as the language
    /// counts. The number itself is the argument `n`, written as the language writes numbers.
    #[must_use]
    pub fn count(self, key: &str, count: u64, args: &[(&str, &str)]) -> String {
        let category = match self.category(count) {
            PluralCategory::One => "one",
            PluralCategory::Many => "many",
            _ => "other",
        };
        let number = self.number(count);
        let mut all = vec![("n", number.as_str())];
        all.extend_from_slice(args);
        let exact = format!("{key}_{category}");
        let has_exact = _rust_i18n_try_translate(self.language, &exact).is_some();
        self.say(&if has_exact { exact } else { format!("{key}_other") }, &all)
    }

    /// A day that is given as `YYYY-MM-DD`, in words; what is none stays as it is.
    #[must_use]
    pub fn day(self, iso: &str) -> String {
        self.day_in_words(iso).unwrap_or_else(|| iso.to_owned())
    }

    fn day_in_words(self, iso: &str) -> Option<String> {
        let mut parts = iso.splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let date = Date::try_new_gregorian(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
        let formatter = FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new(self.locale().into(), YMD::long());
        let words = formatter.ok()?.format(&date).to_string();
        // The first of a month is an ordinal in French.
        Some(match words.strip_prefix("1 ") {
            Some(rest) if self.language == "fr" => format!("1er {rest}"),
            _ => words,
        })
    }

    fn locale(self) -> Locale {
        self.language.parse().unwrap_or(Locale::UNKNOWN)
    }

    fn category(self, count: u64) -> PluralCategory {
        PluralRules::try_new_cardinal(self.locale().into())
            .map_or(PluralCategory::Other, |rules| rules.category_for(count))
    }

    /// A number with the separators of the language.
    #[must_use]
    pub fn number(self, number: u64) -> String {
        let separator = if self.language == "fr" { '\u{202f}' } else { ',' };
        let digits = number.to_string();
        let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                grouped.push(separator);
            }
            grouped.push(digit);
        }
        grouped
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_as_the_language_does() {
        assert_eq!(Text::new("en").number(1_234_567), "1,234,567");
        assert_eq!(Text::new("fr").number(1_234), "1\u{202f}234");
        assert_eq!(Text::new("de").language(), "en");
    }

    #[test]
    fn days_are_written_as_the_language_does() {
        let [english, french] = ["en", "fr"].map(Text::new);
        assert_eq!(english.day("2026-11-23"), "November 23, 2026");
        assert_eq!(french.day("2026-11-23"), "23 novembre 2026");
        assert_eq!(french.day("2027-01-01"), "1er janvier 2027");
        for no_day in ["", "2026", "2026-02-30", "soon-or-late"] {
            assert_eq!(french.day(no_day), no_day);
        }
    }

    #[test]
    fn french_counts_millions_differently() {
        let french = Text::new("fr");
        assert_eq!(french.category(0), PluralCategory::One);
        assert_eq!(french.category(1_000_000), PluralCategory::Many);
        assert_eq!(french.category(1_500_000), PluralCategory::Other);
    }

    #[test]
    fn a_missing_sentence_shows_its_key() {
        assert!(Text::new("en").say("no.such.key", &[]).contains("no.such.key"));
    }
}
