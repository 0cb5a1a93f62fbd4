//! Numbers of the usual shape, read without libphonenumber but with the same answer.

use super::{
    PhoneProblem,
    plan::{Length, MAX_NATIONAL, Plan, Valid},
};
use crate::normal::{country::Country, trimmed};

/// Digits of a national number and its calling code.
const MAX_DIGITS: usize = MAX_NATIONAL + 3;

/// What a text of the usual shape is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// A valid number, written to the buffer.
    Number,
    /// No valid number, however it is looked at.
    No(PhoneProblem),
    /// Not of the usual shape, of a country with rules of its own, or not a number at first sight:
    /// it takes a closer look.
    Unusual,
}

/// Reads a text that holds nothing but a `+`, digits and marks between them.
pub(super) fn read(text: &str, region: Option<Country>, buffer: &mut String) -> Reading {
    let text = trimmed(text);
    let mut digits = [0; MAX_DIGITS];
    let Some((plus, length)) = scan(text.as_bytes(), &mut digits) else { return Reading::Unusual };
    let digits = &digits[..length];
    if region.is_none() && !plus && has_one_reading(text, digits) {
        return Reading::No(PhoneProblem::NoCountry);
    }
    match read_digits(plus, digits, region, buffer) {
        Some(true) => Reading::Number,
        Some(false) if has_one_reading(text, digits) => Reading::No(PhoneProblem::Invalid),
        Some(false) | None => Reading::Unusual,
    }
}

/// Whether libphonenumber would find a valid number, which is then written; none when the tables
/// do not tell.
#[cfg(test)]
pub(super) fn by_tables(text: &str, region: Option<Country>, buffer: &mut String) -> Option<bool> {
    let mut digits = [0; MAX_DIGITS];
    let (plus, length) = scan(text.as_bytes(), &mut digits)?;
    read_digits(plus, &digits[..length], region, buffer)
}

/// Not two numbers, no trunk digit in brackets, no foreign international prefix.
fn has_one_reading(text: &str, digits: &[u8]) -> bool {
    !text.bytes().any(|byte| matches!(byte, b'(' | b'/')) && !text.contains(" - ") && !digits.starts_with(b"00")
}

/// Whether there is a leading `+`, and how many digits; none for other characters.
fn scan(text: &[u8], digits: &mut [u8; MAX_DIGITS]) -> Option<(bool, usize)> {
    let mut plus = false;
    let mut length = 0;
    let mut bytes = text.iter();
    while let Some(&byte) = bytes.next() {
        match byte {
            b'0'..=b'9' => {
                *digits.get_mut(length)? = byte;
                length += 1;
            }
            b' ' | b'-' | b'.' | b'(' | b')' | b'/' => {}
            b'+' if length == 0 && !plus => plus = true,
            // A no-break space.
            0xC2 if bytes.next() == Some(&0xA0) => {}
            _ => return None,
        }
    }
    // A spreadsheet's decimals are looked at with care.
    let decimals = text.ends_with(b".0") || text.ends_with(b".00");
    (length >= 3 && !decimals).then_some((plus, length))
}

/// Whether the number is valid, which is then written; none when the plan has rules of its own.
fn read_digits(plus: bool, digits: &[u8], region: Option<Country>, buffer: &mut String) -> Option<bool> {
    if plus {
        return international(digits, buffer);
    }
    let plan = Plan::of(region?)?;
    let prefix = plan.international_prefix?;
    if let Some(rest) = digits.strip_prefix(prefix)
        && rest.first() != Some(&b'0')
    {
        return international(rest, buffer);
    }
    if digits.starts_with(b"00") {
        return None;
    }
    let code = Code::of(plan.code);
    if let Some(rest) = digits.strip_prefix(code.digits()) {
        let rest = plan.without_prefix(rest);
        if (!plan.covers(digits) && plan.covers(rest)) || plan.length(digits.len()) == Length::TooLong {
            // libphonenumber reads the rest by the plan of the main country of the code.
            return national(Plan::of_code(plan.code)?, code, rest, buffer);
        }
    }
    national(plan, code, digits, buffer)
}

/// The digits of a calling code.
#[derive(Clone, Copy)]
struct Code {
    number: u16,
    digits: [u8; 3],
    length: usize,
}

impl Code {
    fn of(number: u16) -> Self {
        let mut code = Self { number, digits: [0; 3], length: 0 };
        for power in [100, 10, 1] {
            if number >= power {
                code.digits[code.length] = b'0' + u8::try_from(number / power % 10).unwrap_or_default();
                code.length += 1;
            }
        }
        code
    }

    fn digits(&self) -> &[u8] {
        &self.digits[..self.length]
    }
}

/// Reads digits that begin with a calling code.
fn international(digits: &[u8], buffer: &mut String) -> Option<bool> {
    if digits.len() <= 3 || digits.first() == Some(&b'0') {
        return None;
    }
    let mut number = 0;
    for (position, digit) in digits.iter().take(3).enumerate() {
        number = number * 10 + u16::from(digit - b'0');
        if Valid::of(number).is_some() {
            return national(Plan::of_code(number)?, Code::of(number), &digits[position + 1..], buffer);
        }
    }
    None
}

/// Reads a national number, with or without its national prefix.
fn national(plan: &Plan, code: Code, digits: &[u8], buffer: &mut String) -> Option<bool> {
    let bare = plan.without_prefix(digits);
    let national = match plan.length(bare.len()) {
        Length::Possible | Length::TooLong => bare,
        Length::LocalOnly | Length::TooShort | Length::Wrong => digits,
    };
    // Leading zeros beyond what any plan has.
    if national.starts_with(b"000") || national.len() < 2 {
        return None;
    }
    if !Valid::of(code.number)?.contains(national) {
        return Some(false);
    }
    buffer.clear();
    buffer.push('+');
    buffer.push_str(std::str::from_utf8(code.digits()).ok()?);
    buffer.push_str(std::str::from_utf8(national).ok()?);
    Some(true)
}
