//! A filter as text, in the grammar that [`super::parse`] reads.

use std::fmt;

use super::{
    Filter, Op,
    parse::{bare, is_reserved, word},
};
use crate::fields::FieldId;

/// The same grammar as [`FromStr`](std::str::FromStr) reads. A group of one condition is written as that condition.
impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::And { of } => write_group(f, of, "all", " and "),
            Self::Or { of } => write_group(f, of, "none", " or "),
            Self::Not { of } => {
                f.write_str("not ")?;
                write_member(f, of)
            }
            Self::Test { field, op, values } => write_test(f, field, *op, values),
        }
    }
}

fn write_group(f: &mut fmt::Formatter<'_>, of: &[Filter], empty: &str, joint: &str) -> fmt::Result {
    match of {
        [] => f.write_str(empty),
        [only] => write!(f, "{only}"),
        [first, others @ ..] => {
            write_member(f, first)?;
            others.iter().try_for_each(|other| {
                f.write_str(joint)?;
                write_member(f, other)
            })
        }
    }
}

fn write_member(f: &mut fmt::Formatter<'_>, member: &Filter) -> fmt::Result {
    match member {
        Filter::And { of } | Filter::Or { of } => match of.as_slice() {
            [only] => write_member(f, only),
            [] => write!(f, "{member}"),
            _ => write!(f, "({member})"),
        },
        _ => write!(f, "{member}"),
    }
}

fn write_test(f: &mut fmt::Formatter<'_>, field: &FieldId, op: Op, values: &[String]) -> fmt::Result {
    if word(field.as_str()) == field.as_str() {
        f.write_str(field.as_str())?;
    } else {
        write_quoted(f, field.as_str())?;
    }
    f.write_str(match (op, values.len()) {
        (Op::Is, 1) => " is ",
        (Op::Is, _) => " in ",
        (Op::Contains, _) => " contains ",
        (Op::StartsWith, _) => " starts with ",
        (Op::AtLeast, _) => " >= ",
        (Op::AtMost, _) => " <= ",
        (Op::Empty, _) => return f.write_str(" is empty"),
    })?;
    if let [value] = values {
        return write_value(f, value);
    }
    f.write_str("(")?;
    for (i, value) in values.iter().enumerate() {
        if i > 0 {
            f.write_str(", ")?;
        }
        write_value(f, value)?;
    }
    f.write_str(")")
}

fn write_value(f: &mut fmt::Formatter<'_>, value: &str) -> fmt::Result {
    let plain = !value.is_empty()
        && !value.starts_with(['"', '\''])
        && !value.contains(char::is_control)
        && bare(value) == value
        && !is_reserved(value);
    if plain { f.write_str(value) } else { write_quoted(f, value) }
}

fn write_quoted(f: &mut fmt::Formatter<'_>, value: &str) -> fmt::Result {
    use fmt::Write as _;

    f.write_char('"')?;
    for c in value.chars() {
        match c {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            c => f.write_char(c)?,
        }
    }
    f.write_char('"')
}
