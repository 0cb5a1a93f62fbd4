//! From what people and programs write in a cell to what libphonenumber reads.

use rlibphonenumber::Region;

use super::{PhoneProblem, by_library};
use crate::normal::{country::Country, values};

/// The longest cell that is looked at, in bytes: several numbers with remarks.
const MAX_CELL: usize = 250;

/// Fewer digits are no number anywhere.
const MIN_DIGITS: usize = 3;

/// Writes the first valid number of a cell and its extension; where the number ends.
pub(super) fn read(raw: &str, region: Option<Country>, buffer: &mut String) -> Result<usize, PhoneProblem> {
    if raw.trim().is_empty() {
        return Err(PhoneProblem::Empty);
    }
    if raw.len() > MAX_CELL {
        return Err(PhoneProblem::NoNumber);
    }
    let region = region.and_then(|country| Region::from_code(country.code()).ok());
    let mut problem = None;
    for value in values(raw) {
        match read_value(&plain(value), region, buffer) {
            Ok(end) => return Ok(end),
            Err(found) => problem = problem.or(Some(found)),
        }
    }
    Err(problem.unwrap_or(PhoneProblem::NoNumber))
}

/// Digits and spaces of any script as ASCII, marks without width left out.
fn plain(value: &str) -> String {
    let mut plain = String::with_capacity(value.len());
    for character in value.chars() {
        match character {
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}' => {}
            _ if character.is_whitespace() => plain.push(' '),
            '＋' => plain.push('+'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '－' => plain.push('-'),
            '·' | '•' => plain.push('.'),
            _ => plain.push(character),
        }
    }
    plain
}

fn read_value(value: &str, region: Option<Region>, buffer: &mut String) -> Result<usize, PhoneProblem> {
    let value = value.trim_matches(|c: char| c == ' ' || matches!(c, '\'' | '"' | '=' | '’' | '‘' | '`'));
    let digits = value.chars().filter(|c| c.is_numeric()).count();
    if digits < MIN_DIGITS {
        return Err(PhoneProblem::NoNumber);
    }
    if is_power_of_ten(value) {
        return Err(PhoneProblem::DigitsLost);
    }
    let value = without_decimals(value);
    if let Some(end) = whole(value, region, buffer) {
        return Ok(end);
    }
    for separator in [" / ", ";", "|", " ou ", " or ", " - ", ",", "/", "\\"] {
        let mut parts = value.split(separator).filter(|part| part.bytes().filter(u8::is_ascii_digit).count() > 6);
        if let Some(end) = parts.find_map(|part| whole(part, region, buffer)) {
            return Ok(end);
        }
    }
    Err(if region.is_none() && !value.contains('+') { PhoneProblem::NoCountry } else { PhoneProblem::Invalid })
}

/// Reads one number with its label, extension and remark.
fn whole(value: &str, region: Option<Region>, buffer: &mut String) -> Option<usize> {
    let value = without_label(value).trim();
    let spelled = with_english_extension(value);
    let text = spelled.as_deref().unwrap_or(value);
    by_library(text, region, buffer)
        .or_else(|| {
            let idd = text.strip_prefix("00").filter(|rest| !rest.trim_start().starts_with('0'))?;
            by_library(&format!("+{idd}"), region, buffer)
        })
        .or_else(|| {
            let (before, after) = text.split_once("(0)")?;
            by_library(&format!("{before}{after}"), region, buffer)
        })
        .or_else(|| by_library(without_remark(text)?, region, buffer))
}

/// A number in scientific notation, as spreadsheets show what they took for a quantity.
fn is_power_of_ten(value: &str) -> bool {
    value.split_once(['E', 'e']).is_some_and(|(mantissa, exponent)| {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        !exponent.is_empty()
            && exponent.bytes().all(|byte| byte.is_ascii_digit())
            && mantissa.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'+' | b'-'))
    })
}

/// Without the `.0` of a quantity.
fn without_decimals(value: &str) -> &str {
    for decimals in [".0", ".00", ",0", ",00"] {
        if let Some(whole) = value.strip_suffix(decimals)
            && whole.len() > 5
            && whole.strip_prefix('+').unwrap_or(whole).bytes().all(|byte| byte.is_ascii_digit())
        {
            return whole;
        }
    }
    value
}

/// Without the words before the number (`Tel:`, `Portable`).
fn without_label(value: &str) -> &str {
    let start = value.find(|c: char| c.is_numeric() || matches!(c, '+' | '(')).unwrap_or(value.len());
    let label = &value[..start];
    if label.contains([';', '=']) || label.eq_ignore_ascii_case("tel:") { value } else { &value[start..] }
}

/// French and German words for an extension in the spelling that libphonenumber knows.
fn with_english_extension(value: &str) -> Option<String> {
    const WORDS: [&str; 8] = ["poste", "postes", "interne", "int.", "durchwahl", "toestel", "ext:", "p."];
    let lower = value.to_ascii_lowercase();
    WORDS.iter().find_map(|word| {
        let start = lower.find(word)?;
        let (number, rest) = (&value[..start], &value[start + word.len()..]);
        let extension = rest.trim_start_matches([' ', '.', ':', '-', '#', '°']).trim_end();
        let is_extension = (1..=7).contains(&extension.len()) && extension.bytes().all(|byte| byte.is_ascii_digit());
        is_extension.then(|| format!("{} ext. {extension}", number.trim_end_matches([' ', ',', '-', '(', ';'])))
    })
}

/// The number before a remark (`06 12 34 56 78 (bureau)`).
fn without_remark(text: &str) -> Option<&str> {
    let start = text.find(|c: char| c.is_alphabetic())?;
    let number = text[..start].trim_end_matches([' ', '(', '-', ',', ':', ';', '[', '/']);
    (number.len() < text[..start].len() && !text[start..].bytes().any(|byte| byte.is_ascii_digit())).then_some(number)
}
