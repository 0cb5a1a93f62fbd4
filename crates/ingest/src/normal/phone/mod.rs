//! Phone numbers.

mod digits;
mod plan;
mod reading;

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat, Region};

use self::digits::Reading;
use super::country::Country;

/// What a phone number is compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhoneForm<'b> {
    /// `+`, calling code and national number, as ITU-T E.164 writes it.
    pub e164: &'b str,
    /// The digits to dial after the call is taken.
    pub extension: Option<&'b str>,
}

/// Why a text gives no phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum PhoneProblem {
    /// Nothing but spaces.
    #[error("empty")]
    Empty,
    /// Hardly a digit.
    #[error("no number")]
    NoNumber,
    /// A spreadsheet turned the number into powers of ten (`6.12E+08`): its last digits are lost.
    #[error("digits lost to a spreadsheet")]
    DigitsLost,
    /// A national number, and the country is not known.
    #[error("the country is not known")]
    NoCountry,
    /// No numbering plan has such a number.
    #[error("no such number")]
    Invalid,
}

impl PhoneProblem {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NoNumber => "no_number",
            Self::DigitsLost => "digits_lost",
            Self::NoCountry => "no_country",
            Self::Invalid => "invalid",
        }
    }
}

/// The form of the number in a cell; of the first valid number when the cell holds several.
/// `region` is the country of a number written without calling code.
///
/// # Errors
/// Why there is none. A damaged number is refused rather than guessed.
pub fn normal<'b>(raw: &str, region: Option<Country>, buffer: &'b mut String) -> Result<PhoneForm<'b>, PhoneProblem> {
    let end = match digits::read(raw, region, buffer) {
        Reading::Number => buffer.len(),
        Reading::No(problem) => return Err(problem),
        Reading::Unusual => reading::read(raw, region, buffer)?,
    };
    let (e164, extension) = buffer.split_at(end);
    Ok(PhoneForm { e164, extension: (!extension.is_empty()).then_some(extension) })
}

/// The number in a cell as it is written for people of any country (`+33 6 12 34 56 78`, with
/// ` ext. 12`), where the whole cell is one number.
#[must_use]
pub fn display(raw: &str, region: Option<Country>) -> Option<String> {
    let mut buffer = String::new();
    let PhoneForm { e164, extension } = normal(raw, region, &mut buffer).ok()?;
    let number: PhoneNumber = PHONE_NUMBER_UTIL.parse(e164, None).ok()?;
    let written = number.format_as(PhoneNumberFormat::International);
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    let of_one_number = digits(raw) <= digits(e164) + extension.map_or(0, digits) + MOST_PREFIX_DIGITS;
    of_one_number.then(|| match extension {
        Some(extension) => format!("{written} ext. {extension}"),
        None => written.into_owned(),
    })
}

/// The digits before a number that E.164 leaves out: `00`, `(0)`, `011`.
const MOST_PREFIX_DIGITS: usize = 4;

/// Writes what libphonenumber makes of a text: the number, then the extension. Where the number
/// ends; none when it is not valid.
fn by_library(text: &str, region: Option<Region>, buffer: &mut String) -> Option<usize> {
    let number: PhoneNumber = PHONE_NUMBER_UTIL.parse(text, region).ok()?;
    if !number.is_valid() {
        return None;
    }
    buffer.clear();
    buffer.push_str(&number.format_as(PhoneNumberFormat::E164));
    let end = buffer.len();
    buffer.push_str(number.extension.as_deref().unwrap_or_default());
    Some(end)
}

#[cfg(test)]
mod tests;
