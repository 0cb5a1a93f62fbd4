//! How far values agree, in words that people know.

use std::collections::BTreeMap;

use sales_ingest::normal::{company, text};
use serde::Serialize;
use specta::Type;

/// How far two values of a field agree; the sentence is `duplicates.agreement.<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Agreement {
    /// The same text.
    Same,
    /// The same, written in another way: case, accents, punctuation.
    Spelling,
    /// The same number, written in another way.
    SameNumber,
    /// The same value, written in another way.
    SameValue,
    /// The same name, with another legal form or without.
    LegalForm,
    /// First and last name have changed places.
    Swapped,
    /// One is the short form of the other.
    ShortForm,
    /// One is the initial of the other.
    Initial,
    /// They sound the same.
    SoundsSame,
    /// A few letters differ.
    Similar,
    /// Some words are the same.
    Partly,
    /// They have a little in common.
    Alike,
    /// The same before the `@`.
    SameLocalPart,
    /// Two addresses at one company.
    SameDomain,
    /// The last digits are the same.
    LastDigits,
    /// The same year.
    SameYear,
    /// Numbers close to each other.
    Near,
    /// Nothing in common.
    Different,
}

/// The values of a record, by field.
pub(super) type Values = BTreeMap<String, String>;

fn value<'v>(values: &'v Values, field: &str) -> &'v str {
    values.get(field).map_or("", String::as_str)
}

/// How far the values of a field agree, by the level that the search found.
pub(super) fn agreement(field: &str, level: &str, records: [&Values; 2]) -> Agreement {
    let [left, right] = records.map(|values| value(values, field).trim());
    if !left.is_empty() && left == right {
        return Agreement::Same;
    }
    if matches!(field, "first_name" | "last_name") && are_swapped(records) {
        return Agreement::Swapped;
    }
    match level {
        "equal" if left.is_empty() || right.is_empty() => Agreement::SameValue,
        "equal" => equal(field, left, right),
        "nickname" => Agreement::ShortForm,
        "initial" => Agreement::Initial,
        "sounds_equal" => Agreement::SoundsSame,
        "similar" => Agreement::Similar,
        "partly" => Agreement::Partly,
        "alike" | "weak" => Agreement::Alike,
        "same_local_part" => Agreement::SameLocalPart,
        "different_at_company" => Agreement::SameDomain,
        "same_last_digits" => Agreement::LastDigits,
        "same_year" => Agreement::SameYear,
        "near" => Agreement::Near,
        _ => Agreement::Different,
    }
}

fn equal(field: &str, left: &str, right: &str) -> Agreement {
    if field.starts_with("phone") {
        Agreement::SameNumber
    } else if folded(left) == folded(right) {
        Agreement::Spelling
    } else if field.starts_with("company") && name_key(left) == name_key(right) {
        Agreement::LegalForm
    } else {
        Agreement::SameValue
    }
}

fn are_swapped([left, right]: [&Values; 2]) -> bool {
    let names = |values: &Values| ["first_name", "last_name"].map(|field| folded(value(values, field)));
    let ([first, last], [other_first, other_last]) = (names(left), names(right));
    !first.is_empty() && first != last && first == other_last && last == other_first
}

fn folded(value: &str) -> String {
    let mut folded = String::new();
    text::fold(value, &mut folded);
    folded
}

fn name_key(name: &str) -> String {
    let mut buffer = String::new();
    company::name_key(name, &mut buffer).key.to_owned()
}
