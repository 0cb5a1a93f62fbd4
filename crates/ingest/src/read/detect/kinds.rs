//! What kind of value a cell looks like.

/// A kind of value, as far as a file's layout shows by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Nothing, or blanks.
    Empty,
    /// A number, also with a currency or percent sign.
    Number,
    /// A day, a time of day or both.
    Date,
    /// An e-mail address.
    Email,
    /// A web address.
    Url,
    /// A phone number with more than digits in it.
    Phone,
    /// Letters and digits in one word, as in references.
    Code,
    /// Yes or no.
    Truth,
    /// Anything else.
    Text,
}

impl Kind {
    /// Kinds that names of columns do not have.
    pub const fn is_value(self) -> bool {
        matches!(self, Self::Number | Self::Date | Self::Email | Self::Url | Self::Phone)
    }
}

/// The kind of a cell, also within quotes that another cell shows to be none of the dialect.
pub fn kind(cell: &str) -> Kind {
    let cell = cell.trim().trim_matches(['"', '\'']);
    if cell.is_empty() {
        return Kind::Empty;
    }
    if cell.len() > 200 {
        return Kind::Text;
    }
    if is_number(cell) {
        Kind::Number
    } else if is_date(cell) {
        Kind::Date
    } else if is_email(cell) {
        Kind::Email
    } else if is_url(cell) {
        Kind::Url
    } else if is_phone(cell) {
        Kind::Phone
    } else if is_truth(cell) {
        Kind::Truth
    } else if is_code(cell) {
        Kind::Code
    } else {
        Kind::Text
    }
}

fn is_number(cell: &str) -> bool {
    let body = cell
        .trim_start_matches(['+', '-', '€', '$', '£', '(', '<', '>', '~'])
        .trim_end_matches(['%', '€', '$', '£', ')', ' ', '\u{A0}', '\u{202F}'])
        .trim_start();
    let mut digits = 0;
    let mut exponent = false;
    let mut previous = ' ';
    for char in body.chars() {
        match char {
            '0'..='9' => digits += 1,
            '.' | ',' | '\'' | ' ' | '\u{A0}' | '\u{202F}' if previous.is_ascii_digit() || previous == ' ' => {}
            '.' | ',' if digits == 0 => {}
            'e' | 'E' if digits > 0 && !exponent => exponent = true,
            '+' | '-' if matches!(previous, 'e' | 'E') => {}
            _ => return false,
        }
        previous = char;
    }
    // Groups of two digits with spaces are phone numbers.
    let grouped_as_phone = (body.starts_with('0') || cell.starts_with('+'))
        && body.matches([' ', '.', '\u{A0}']).count() > 1
        && digits >= 8;
    digits > 0 && !matches!(previous, 'e' | 'E') && !grouped_as_phone
}

fn is_date(cell: &str) -> bool {
    const MONTHS: [&str; 25] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "janv", "fév", "fev",
        "mars", "avr", "mai", "juin", "juil", "août", "aout", "sept", "déc", "dez",
    ];
    if cell.len() > 40 || !cell.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let (mut numbers, mut months, mut marks) = (0, 0, 0);
    let mut has_separator = false;
    for word in cell.split(['-', '/', '.', ':', ' ', ',', 'T', '+', '\u{A0}']) {
        has_separator |= word.len() < cell.len();
        if word.is_empty() {
            continue;
        }
        if word.bytes().all(|byte| byte.is_ascii_digit()) {
            if word.len() > 9 || (numbers < 3 && months == 0 && word.len() > 4) {
                return false;
            }
            numbers += 1;
            continue;
        }
        let lower = word.trim_end_matches('Z').to_lowercase();
        let day = lower.trim_end_matches("st").trim_end_matches("nd").trim_end_matches("rd").trim_end_matches("th");
        if lower.chars().all(char::is_alphabetic) && MONTHS.iter().any(|month| lower.starts_with(month)) {
            months += 1;
        } else if !day.is_empty() && day.bytes().all(|byte| byte.is_ascii_digit()) {
            numbers += 1;
        } else if matches!(lower.as_str(), "am" | "pm" | "a" | "p" | "m" | "utc" | "gmt" | "cet" | "cest" | "z" | "er")
        {
            marks += 1;
        } else {
            return false;
        }
    }
    let time = cell.contains(':') && numbers >= 2;
    let day = numbers >= 3 && (cell.contains(['-', '/', '.']) || cell.contains(':'));
    has_separator
        && marks <= 2
        && months <= 1
        && numbers <= 9
        && (time || day || (months == 1 && (1..=7).contains(&numbers)))
        && !cell.starts_with(['+', '-'])
        && !is_address_of_numbers(cell)
}

/// Four groups with dots: a network address or a version, or a phone number.
fn is_address_of_numbers(cell: &str) -> bool {
    !cell.contains(':') && cell.split(['.', '-', '/', ' ']).filter(|part| !part.is_empty()).count() > 3
}

fn is_email(cell: &str) -> bool {
    let Some((local, domain)) = cell.split_once('@') else { return false };
    !local.is_empty()
        && !domain.contains('@')
        && domain.contains('.')
        && !domain.starts_with('.')
        && !cell.contains([' ', ',', ';', '|', '\t', '"'])
}

fn is_url(cell: &str) -> bool {
    let lower = cell.get(..8.min(cell.len())).unwrap_or_default().to_ascii_lowercase();
    (lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("www."))
        && !cell.contains([' ', ';', '|', '\t'])
}

fn is_phone(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let rest = cell.split(['x', 'e']).next().unwrap_or(cell);
    (7..=18).contains(&digits)
        && cell.starts_with(['+', '(', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
        && rest.chars().all(|char| char.is_ascii_digit() || "+()-. /\u{A0}\u{202F}".contains(char))
}

fn is_truth(cell: &str) -> bool {
    ["true", "false", "yes", "no", "oui", "non", "vrai", "faux", "y", "n", "t", "f"]
        .iter()
        .any(|word| cell.eq_ignore_ascii_case(word))
}

fn is_code(cell: &str) -> bool {
    cell.len() >= 3
        && cell.bytes().any(|byte| byte.is_ascii_digit())
        && cell.bytes().filter(u8::is_ascii_digit).count() * 3 >= cell.len()
        && cell.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_/.".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds() {
        for (cell, expected) in [
            ("", Kind::Empty),
            ("  ", Kind::Empty),
            ("12", Kind::Number),
            ("-1.5E+3", Kind::Number),
            ("1 234,56 €", Kind::Number),
            ("$1,000.00", Kind::Number),
            ("12 %", Kind::Number),
            ("2024-03-12", Kind::Date),
            ("12/03/2024 10:30", Kind::Date),
            ("12 Mar 2024", Kind::Date),
            ("2024-03-12T10:30:00Z", Kind::Date),
            ("10:30", Kind::Date),
            ("a.b@c.fr", Kind::Email),
            ("https://x.fr/a,b", Kind::Url),
            ("www.x.fr", Kind::Url),
            ("+33 4 72 00 00 01", Kind::Phone),
            ("06 12 34 56 78", Kind::Phone),
            ("04.72.00.00.01", Kind::Phone),
            ("(415) 555-0100 ext. 12", Kind::Phone),
            ("oui", Kind::Truth),
            ("AB-1234", Kind::Code),
            ("First name", Kind::Text),
            ("E-mail 2 Address", Kind::Text),
            ("Marie", Kind::Text),
            ("12, rue des Forges", Kind::Text),
            ("e", Kind::Text),
            ("Mars", Kind::Text),
        ] {
            assert_eq!(kind(cell), expected, "{cell:?}");
        }
    }
}
