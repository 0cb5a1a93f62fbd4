//! Cells of a workbook as a person sees them, without losing digits.

use std::fmt::Write as _;

use calamine::{Data, DataRef, ExcelDateTime, Style};

/// Writes one cell at the end of a text.
pub(super) struct CellWriter<'a>(pub(super) &'a mut String);

impl CellWriter<'_> {
    /// A cell of a sheet held in memory.
    pub(super) fn cell(&mut self, value: &Data) {
        match value {
            Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => self.text(text),
            Data::Int(number) => self.display(number),
            Data::Float(number) => self.number(*number, None),
            Data::Bool(value) => self.boolean(*value),
            Data::DateTime(moment) => self.moment(moment),
            Data::Error(error) => self.display(error),
            Data::Empty => {}
        }
    }

    /// A cell of a sheet that streams, with the digits its number format asks for.
    pub(super) fn cell_ref(&mut self, value: &DataRef<'_>, format: Option<&DigitFormat>) {
        match value {
            DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
                self.text(text);
            }
            DataRef::SharedString(text) => self.text(text),
            DataRef::Int(number) => self.display(number),
            DataRef::Float(number) => self.number(*number, format),
            DataRef::Bool(value) => self.boolean(*value),
            DataRef::DateTime(moment) => self.moment(moment),
            DataRef::Error(error) => self.display(error),
            DataRef::Empty => {}
        }
    }

    fn text(&mut self, text: &str) {
        self.0.push_str(text);
    }

    fn display(&mut self, value: impl std::fmt::Display) {
        write!(self.0, "{value}").expect("writing to a string does not fail");
    }

    fn boolean(&mut self, value: bool) {
        self.text(if value { "TRUE" } else { "FALSE" });
    }

    fn number(&mut self, number: f64, format: Option<&DigitFormat>) {
        let digits = number.to_string();
        match format {
            Some(format) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                format.write(&digits, self.0);
            }
            _ => self.text(&digits),
        }
    }

    fn moment(&mut self, moment: &ExcelDateTime) {
        let value = moment.as_f64();
        if moment.is_duration() {
            let seconds = (value * 86_400.0).round();
            let sign = if seconds < 0.0 { "-" } else { "" };
            let seconds = seconds.abs();
            let (hours, rest) = ((seconds / 3600.0).floor(), seconds % 3600.0);
            self.display(format_args!("{sign}{hours}:{:02}:{:02}", (rest / 60.0).floor(), rest % 60.0));
            return;
        }
        let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
        let has_date = value >= 1.0;
        let has_time = (hour, minute, second, milli) != (0, 0, 0, 0);
        if has_date {
            self.display(format_args!("{year:04}-{month:02}-{day:02}"));
        }
        if has_date && has_time {
            self.0.push('T');
        }
        if has_time || !has_date {
            self.display(format_args!("{hour:02}:{minute:02}:{second:02}"));
            if milli != 0 {
                self.display(format_args!(".{milli:03}"));
            }
        }
    }
}

/// The digit formats of a workbook by style.
pub(super) struct NumberFormats(Vec<Option<DigitFormat>>);

impl NumberFormats {
    /// Those among the styles of a workbook.
    pub(super) fn new(styles: &[Style]) -> Self {
        Self(styles.iter().map(|style| DigitFormat::parse(&style.number_format.as_ref()?.format_code)).collect())
    }

    /// The one of a style.
    pub(super) fn get(&self, style: usize) -> Option<&DigitFormat> {
        self.0.get(style)?.as_ref()
    }
}

/// A number format made of digits and fixed text, as `00000` for a postcode or
/// `0#" "##" "##" "##" "##` for a phone number.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct DigitFormat(Vec<Part>);

#[derive(Debug, PartialEq, Eq)]
enum Part {
    /// A digit, written even when the number has no more.
    Zero,
    /// A digit, left out when the number has no more.
    Optional,
    /// Text.
    Fixed(char),
}

impl DigitFormat {
    /// Reads a format code; none for all codes that are not about digits.
    pub(super) fn parse(code: &str) -> Option<Self> {
        let mut parts = Vec::new();
        let mut chars = code.chars();
        let mut quoted = false;
        while let Some(char) = chars.next() {
            parts.push(match char {
                '"' => {
                    quoted = !quoted;
                    continue;
                }
                _ if quoted => Part::Fixed(char),
                '\\' => Part::Fixed(chars.next()?),
                '0' => Part::Zero,
                '#' => Part::Optional,
                ' ' | '-' | '(' | ')' | '/' | '+' | '\u{A0}' | '\u{202F}' => Part::Fixed(char),
                _ => return None,
            });
        }
        let digits = parts.iter().filter(|part| !matches!(part, Part::Fixed(_))).count();
        (digits >= 2).then_some(Self(parts))
    }

    /// Writes the digits of a whole number.
    fn write(&self, digits: &str, out: &mut String) {
        let mut left = digits.bytes().rev().map(char::from).peekable();
        let mut reversed = Vec::new();
        let places = self.0.iter().filter(|part| !matches!(part, Part::Fixed(_))).count();
        let mut place = 0;
        for part in self.0.iter().rev() {
            match part {
                Part::Fixed(char) => reversed.push(*char),
                Part::Zero => reversed.push(left.next().unwrap_or('0')),
                Part::Optional => reversed.extend(left.next()),
            }
            if !matches!(part, Part::Fixed(_)) {
                place += 1;
                if place == places {
                    reversed.extend(left.by_ref());
                }
            }
        }
        out.extend(reversed.into_iter().rev());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(format: &str, number: f64) -> String {
        let mut text = String::new();
        CellWriter(&mut text).number(number, DigitFormat::parse(format).as_ref());
        text
    }

    #[test]
    fn digits_are_kept_and_leading_zeros_shown() {
        assert_eq!(shown("General", 612_345_678.0), "612345678");
        assert_eq!(shown("0000000000", 612_345_678.0), "0612345678");
        assert_eq!(shown("00000", 1000.0), "01000");
        assert_eq!(shown("0#\" \"##\" \"##\" \"##\" \"##", 612_345_678.0), "06 12 34 56 78");
        assert_eq!(shown("00", 123.0), "123");
        assert_eq!(shown("0.00", 12.5), "12.5");
        assert_eq!(shown("#,##0", 12_345.0), "12345");
        assert_eq!(shown("General", 9_007_199_254_740_992.0), "9007199254740992");
        assert_eq!(shown("00000", -5.0), "-5");
    }

    #[test]
    fn moments_are_iso() {
        let written = |value: f64| {
            let mut text = String::new();
            let kind = calamine::ExcelDateTimeType::DateTime;
            CellWriter(&mut text).moment(&ExcelDateTime::new(value, kind, false));
            text
        };
        assert_eq!(written(45_363.0), "2024-03-12");
        assert_eq!(written(45_363.5), "2024-03-12T12:00:00");
        assert_eq!(written(0.25), "06:00:00");
    }
}
