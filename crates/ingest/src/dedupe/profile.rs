//! What a custom column is compared as, by its values.

use super::{forms, kind::Kind, table::Column};

/// Different values that are looked at.
const SAMPLE: usize = 1_000;
/// A column whose values are longer on average is prose.
const PROSE: usize = 120;
/// From this many rows on, a code that never comes again numbers the rows.
const NUMBERED_ROWS: usize = 20;
/// The share of different values among those of a column that numbers the rows.
const NUMBERED: f64 = 0.999;
/// A column with a value that more of its cells share says nothing.
const MOST_ALIKE: f64 = 0.98;

/// The kind of a column; none when its values cannot tell records apart or together.
pub(super) fn kind(column: &Column) -> Option<Kind> {
    let mut counts = vec![0_usize; column.texts.len()];
    for &cell in &column.cells {
        counts[cell as usize] += 1;
    }
    let filled = column.cells.len() - counts[0];
    let different = counts[1..].iter().filter(|&&count| count > 0).count();
    let most = counts[1..].iter().copied().max().unwrap_or_default();
    if different < 2 || most as f64 > MOST_ALIKE * filled as f64 {
        return None;
    }
    let step = (column.texts.len() / SAMPLE).max(1);
    let sample: Vec<&str> = column.texts.numbers().step_by(step).map(|number| column.texts.get(number)).collect();
    let share =
        |is: &dyn Fn(&str) -> bool| sample.iter().filter(|text| is(text)).count() as f64 / sample.len().max(1) as f64;
    let length = sample.iter().map(|text| text.len()).sum::<usize>() / sample.len().max(1);
    let never_again = different as f64 >= NUMBERED * filled as f64 && filled >= NUMBERED_ROWS;
    if length > PROSE {
        return None;
    }
    if share(&|text| forms::day(text).is_some()) >= 0.8 {
        return (!never_again).then_some(Kind::Date);
    }
    let whole = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if share(&|text| forms::quantity(text).is_some()) >= 0.9 && share(&whole) < 0.8 {
        return Some(Kind::Number);
    }
    if share(&is_code) >= 0.8 {
        return (!never_again).then_some(Kind::Code);
    }
    if (different as f64) < (0.02 * filled as f64).max(3.0) && different <= 200 {
        return Some(Kind::Category);
    }
    Some(if share(&is_address) >= 0.6 { Kind::Street } else { Kind::Text })
}

/// One word with a digit in it.
fn is_code(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let spaces = text.bytes().filter(u8::is_ascii_whitespace).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    digits > 0 && spaces <= 4 && letters <= digits.max(3)
}

/// Words of letters with a number among them.
fn is_address(text: &str) -> bool {
    let words = || text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let number = words().any(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    number && words().any(|word| word.chars().all(char::is_alphabetic) && word.len() > 1)
}
