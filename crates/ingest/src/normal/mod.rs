//! Normal forms: what two spellings of the same value have in common.
//!
//! A normal form stands beside the value as found and never replaces it. All functions are pure,
//! never fail on odd input other than by saying what is wrong with it, and write into a buffer of
//! the caller, which they clear first: a bulk load makes no allocation per value.

pub mod company;
pub mod country;
pub mod date;
pub mod domain;
pub mod email;
pub mod first_name;
pub mod generation;
pub mod linkedin;
pub mod nickname;
pub mod outcome;
pub mod person;
pub mod phone;
pub mod phonetic;
pub mod text;
pub mod title;

mod byte_set;
mod listing;
#[cfg(test)]
mod version;

/// Version of all normal forms together. Raise it when a function gives another answer for any
/// input: stored keys of an older version are then computed again.
pub const NORM_VERSION: u32 = 6;

/// What address books put between the values of a cell that holds several.
const JOINT: &str = " ::: ";

/// The values of a cell that holds several, as address books join them (`a ::: b`); one for any
/// other cell.
pub fn values(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(JOINT).map(str::trim).filter(|value| !value.is_empty())
}

/// The first value of a cell.
fn first_value(cell: &str) -> &str {
    let mut colons = memchr::memchr_iter(b':', cell.as_bytes());
    if colons.any(|colon| colon > 0 && cell.as_bytes()[colon - 1..].starts_with(JOINT.as_bytes())) {
        values(cell).next().unwrap_or_default()
    } else {
        trimmed(cell)
    }
}

/// A text without the spaces around it.
fn trimmed(text: &str) -> &str {
    let text = text.trim_ascii();
    let edges = [text.as_bytes().first(), text.as_bytes().last()];
    // Other spaces are rare, and to look for them takes as long as to read an address.
    if edges.iter().flatten().all(|byte| byte.is_ascii()) { text } else { text.trim() }
}
