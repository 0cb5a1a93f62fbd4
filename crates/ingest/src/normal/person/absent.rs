//! What stands in the place of a name that nobody knows.

use super::super::{email, text};

/// What is written where a whole name is unknown, folded.
pub(crate) const NO_NAMES: [&str; 21] = [
    "na",
    "n a",
    "nc",
    "nd",
    "none",
    "null",
    "nil",
    "nan",
    "tbd",
    "unknown",
    "no name",
    "inconnu",
    "inconnue",
    "sans nom",
    "non renseigne",
    "anonyme",
    "anonymous",
    "unbekannt",
    "desconocido",
    "sconosciuto",
    "onbekend",
];

/// The longest of them, with room for signs.
const LONGEST: usize = 20;

/// Whether a text in the place of a full name is none. `Na` and `Nd` may be names.
pub(super) fn is_no_name(full: &str) -> bool {
    if full.contains('@') {
        return is_address(full);
    }
    if full.len() > LONGEST {
        return false;
    }
    let mut folded = String::new();
    text::fold(full, &mut folded);
    NO_NAMES.contains(&folded.as_str()) && (folded.len() > 2 || is_marked(full))
}

/// A name without the address that a program put behind it: `Jean Dupont <jean@acme.fr>`.
pub(super) fn without_address(full: &str) -> &str {
    let Some((name, address)) = full.strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) else { return full };
    let name = name.trim_end();
    if !name.is_empty() && !name.contains('@') && is_address(address) { name } else { full }
}

/// Whether a text in the place of a first name or surname is none: there are people called `Null`.
pub(super) fn is_no_part(part: &str) -> bool {
    match part {
        "null" | "NULL" | "none" | "nan" | "NaN" | "nil" => true,
        _ if part.contains('@') => is_address(part),
        _ => part.len() <= 5 && is_marked(part) && is_no_name(part),
    }
}

/// `N/A`, `n.a.`, and all in capitals or small letters.
fn is_marked(text: &str) -> bool {
    text.contains(['/', '.', '#']) || text == "NA" || text == "NC" || text == "ND"
}

/// Whether a text is an e-mail address.
pub(super) fn is_address(text: &str) -> bool {
    email::validate(email::unwrapped(text)).is_ok()
}
