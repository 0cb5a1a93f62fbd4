//! Numbers as people write them.

/// Words that may stand beside a number and do not change it.
const UNITS: [&str; 12] = ["€", "$", "£", "¥", "%", "eur", "usd", "gbp", "chf", "cad", "euros", "dollars"];

/// Words that multiply a number.
const FACTORS: [(&str, f64); 16] = [
    ("k", 1e3),
    ("m", 1e6),
    ("mio", 1e6),
    ("million", 1e6),
    ("millions", 1e6),
    ("b", 1e9),
    ("bn", 1e9),
    ("md", 1e9),
    ("mds", 1e9),
    ("mrd", 1e9),
    ("billion", 1e9),
    ("billions", 1e9),
    ("milliard", 1e9),
    ("milliards", 1e9),
    ("thousand", 1e3),
    ("mille", 1e3),
];

/// The number that a folded text shows: `1 234,5`, `$1,234.50`, `-2.5 m€`, `1e5`. A comma before
/// three last digits groups thousands; a single point is a decimal point.
pub(super) fn number(folded: &str) -> Option<f64> {
    let first = folded.find(|c: char| c.is_ascii_digit())?;
    let negative = match folded[..first].trim_end_matches(['.', ',']).trim() {
        "" | "+" => false,
        "-" => true,
        before => {
            let rest = UNITS.iter().find_map(|unit| before.strip_prefix(unit))?.trim();
            match rest {
                "" | "+" => false,
                "-" => true,
                _ => return None,
            }
        }
    };
    let from = folded[..first].trim_end_matches(['.', ',']).len();
    let digits = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | ' ');
    let end = folded[from..].find(|c| !digits(c)).map_or(folded.len(), |i| from + i);
    let (factor, exponent) = suffix(folded[end..].trim())?;
    let value: f64 = format!("{}{exponent}", plain(&folded[from..end])?).parse().ok()?;
    let value = if negative { -value } else { value } * factor;
    value.is_finite().then_some(if value == 0.0 { 0.0 } else { value })
}

/// The factor and the exponent that stand after the digits.
fn suffix(text: &str) -> Option<(f64, &str)> {
    if let Some(exponent) = text.strip_prefix('e') {
        let digits = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        if !digits.is_empty() && digits.len() <= 3 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some((1.0, text));
        }
    }
    let without_unit = UNITS.iter().rev().find_map(|unit| text.strip_suffix(unit)).unwrap_or(text).trim_end();
    if without_unit.is_empty() {
        return Some((1.0, ""));
    }
    let factor = FACTORS.iter().find(|(word, _)| *word == without_unit)?;
    Some((factor.1, ""))
}

/// The digits without groups, with a decimal point.
fn plain(text: &str) -> Option<String> {
    let text = text.trim();
    let (points, commas) = (text.matches('.').count(), text.matches(',').count());
    let decimal = match (points, commas) {
        (0, 0) => None,
        (1, 0) => Some('.'),
        (0, 1) if text.rsplit(',').next().is_some_and(|after| after.len() == 3) && !text.starts_with(['0', ',']) => {
            None
        }
        (0, 1) => Some(','),
        (_, 1) if text.rfind(',') > text.rfind('.') => Some(','),
        (1, _) if text.rfind('.') > text.rfind(',') => Some('.'),
        (0, _) | (_, 0) => None,
        _ => return None,
    };
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_digit() {
            out.push(c);
        } else if Some(c) == decimal {
            out.push('.');
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn common_forms_are_read() {
        for (text, expected) in [
            ("12", 12.0),
            ("-12.5", -12.5),
            ("1 234,50 €", 1234.5),
            ("$1,234.50", 1234.5),
            ("€ -3", -3.0),
            ("1.234.567,8", 1_234_567.8),
            ("1,234,567", 1_234_567.0),
            ("1,234", 1234.0),
            ("0,125", 0.125),
            ("1.234", 1.234),
            ("12,5", 12.5),
            ("1'000", 1000.0),
            (".5", 0.5),
            ("12 k€", 12_000.0),
            ("2.5m", 2_500_000.0),
            ("3 milliards", 3e9),
            ("1e5", 1e5),
            ("45 %", 45.0),
            ("-0", 0.0),
        ] {
            assert_eq!(number(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_texts_are_no_numbers() {
        for text in ["", "n/a", "51-200", "12 rue de lyon", "1.2.3,4,5", "v2", "1e9999", "12 mk", "+-3", "é1"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
