//! The text form of a filter.
//!
//! ```text
//! country is "France" and (city contains lyon or email is empty) and not stage in (won, lost)
//! ```
//!
//! A test is a field, an operator and a value: `is` or `=`, `is not` or `!=`, `contains`,
//! `starts with` or `^=`, `>=`, `<=`; `is empty` and `is not empty` take no value. Several values
//! stand in parentheses, `in (a, b)` or `contains (a, b)`: one of them is enough. Tests are joined
//! by `and`, which binds tighter, `or`, `not` and parentheses; `all` holds for every record, `none`
//! for none, and an empty text is `all`. A value with blanks, commas, parentheses or the name of a
//! keyword stands in double or single quotes, where `\` escapes `"`, `'`, `\`, `n`, `r` and `t`.
//! Keywords may be written in capitals.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Filter, Op};
use crate::fields::FieldId;

/// How many parentheses and `not`s may stand inside each other.
pub const MAX_DEPTH: usize = 64;

pub(super) const RESERVED: [&str; 7] = ["and", "or", "not", "in", "empty", "all", "none"];

/// A text that is no filter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize, Type)]
#[error("character {position} of the filter: expected {}, found {found:?}", expected.as_str())]
pub struct FilterSyntaxError {
    /// Where, counted in characters from 1.
    pub position: u32,
    /// What could stand there.
    pub expected: Expected,
    /// What stands there; empty at the end of the text.
    pub found: String,
}

/// What a filter could go on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Expected {
    /// The id of a field.
    Field,
    /// A comparison.
    Operator,
    /// A value to compare with.
    Value,
    /// `and`, `or` or the end.
    Conjunction,
    /// `)`.
    ClosingParenthesis,
    /// `,` or `)`.
    CommaOrClosingParenthesis,
    /// The quote that ends a value.
    ClosingQuote,
    /// One of the characters that may follow `\`.
    Escape,
    /// At most [`MAX_DEPTH`] conditions inside each other.
    LessNesting,
}

impl Expected {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::Operator => "operator",
            Self::Value => "value",
            Self::Conjunction => "conjunction",
            Self::ClosingParenthesis => "closing_parenthesis",
            Self::CommaOrClosingParenthesis => "comma_or_closing_parenthesis",
            Self::ClosingQuote => "closing_quote",
            Self::Escape => "escape",
            Self::LessNesting => "less_nesting",
        }
    }
}

impl FromStr for Filter {
    type Err = FilterSyntaxError;

    fn from_str(text: &str) -> Result<Self, FilterSyntaxError> {
        let mut parser = Parser { text, at: 0 };
        if parser.rest().is_empty() {
            return Ok(Self::all());
        }
        let filter = parser.any_of(0)?;
        if parser.rest().is_empty() { Ok(filter) } else { Err(parser.expected(Expected::Conjunction)) }
    }
}

/// A place in the text; what is before it is understood.
struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    /// What follows the blanks.
    fn rest(&mut self) -> &'a str {
        let rest = self.text[self.at..].trim_start();
        self.at = self.text.len() - rest.len();
        rest
    }

    fn expected(&mut self, expected: Expected) -> FilterSyntaxError {
        let rest = self.rest();
        let word = match bare(rest) {
            "" => rest.chars().next().map(String::from).unwrap_or_default(),
            word => word.chars().take(80).collect(),
        };
        self.error(self.at, expected, word)
    }

    fn error(&self, at: usize, expected: Expected, found: String) -> FilterSyntaxError {
        let position = u32::try_from(self.text[..at].chars().count() + 1).unwrap_or(u32::MAX);
        FilterSyntaxError { position, expected, found }
    }

    fn symbol(&mut self, symbol: &str) -> bool {
        let found = self.rest().starts_with(symbol);
        if found {
            self.at += symbol.len();
        }
        found
    }

    fn keyword(&mut self, keyword: &str) -> bool {
        let found = word(self.rest()).eq_ignore_ascii_case(keyword);
        if found {
            self.at += keyword.len();
        }
        found
    }

    fn any_of(&mut self, depth: usize) -> Result<Filter, FilterSyntaxError> {
        let mut of = vec![self.all_of(depth)?];
        while self.keyword("or") {
            of.push(self.all_of(depth)?);
        }
        Ok(single(of).unwrap_or_else(|of| Filter::Or { of }))
    }

    fn all_of(&mut self, depth: usize) -> Result<Filter, FilterSyntaxError> {
        let mut of = vec![self.condition(depth)?];
        while self.keyword("and") {
            of.push(self.condition(depth)?);
        }
        Ok(single(of).unwrap_or_else(|of| Filter::And { of }))
    }

    fn condition(&mut self, depth: usize) -> Result<Filter, FilterSyntaxError> {
        if depth > MAX_DEPTH {
            return Err(self.expected(Expected::LessNesting));
        }
        if self.keyword("not") {
            return Ok(Filter::Not { of: Box::new(self.condition(depth + 1)?) });
        }
        if self.symbol("(") {
            let filter = self.any_of(depth + 1)?;
            return if self.symbol(")") { Ok(filter) } else { Err(self.expected(Expected::ClosingParenthesis)) };
        }
        if self.keyword("all") {
            return Ok(Filter::all());
        }
        if self.keyword("none") {
            return Ok(Filter::Or { of: Vec::new() });
        }
        self.test()
    }

    fn test(&mut self) -> Result<Filter, FilterSyntaxError> {
        let field = self.field()?;
        let (op, negated) = self.operator()?;
        let values = if op == Op::Empty { Vec::new() } else { self.values()? };
        let test = Filter::Test { field, op, values };
        Ok(if negated { Filter::Not { of: Box::new(test) } } else { test })
    }

    fn field(&mut self) -> Result<FieldId, FilterSyntaxError> {
        let rest = self.rest();
        let start = self.at;
        let name = if rest.starts_with(['"', '\'']) {
            self.quoted()?
        } else {
            let name = word(rest);
            self.at += name.len();
            name.to_owned()
        };
        name.parse().map_err(|_unknown| {
            self.at = start;
            self.expected(Expected::Field)
        })
    }

    /// The operator, and whether its test is negated.
    fn operator(&mut self) -> Result<(Op, bool), FilterSyntaxError> {
        const SYMBOLS: [(&str, Op, bool); 5] = [
            ("!=", Op::Is, true),
            ("=", Op::Is, false),
            ("^=", Op::StartsWith, false),
            (">=", Op::AtLeast, false),
            ("<=", Op::AtMost, false),
        ];
        for (symbol, op, negated) in SYMBOLS {
            if self.symbol(symbol) {
                return Ok((op, negated));
            }
        }
        if self.keyword("is") {
            let negated = self.keyword("not");
            let op = if self.keyword("empty") { Op::Empty } else { Op::Is };
            return Ok((op, negated));
        }
        if self.keyword("in") {
            return Ok((Op::Is, false));
        }
        if self.keyword("contains") {
            return Ok((Op::Contains, false));
        }
        let start = self.at;
        if self.keyword("starts") && self.keyword("with") {
            return Ok((Op::StartsWith, false));
        }
        self.at = start;
        Err(self.expected(Expected::Operator))
    }

    fn values(&mut self) -> Result<Vec<String>, FilterSyntaxError> {
        if !self.symbol("(") {
            return Ok(vec![self.value()?]);
        }
        let mut values = Vec::new();
        if self.symbol(")") {
            return Ok(values);
        }
        loop {
            values.push(self.value()?);
            if self.symbol(")") {
                return Ok(values);
            }
            if !self.symbol(",") {
                return Err(self.expected(Expected::CommaOrClosingParenthesis));
            }
        }
    }

    fn value(&mut self) -> Result<String, FilterSyntaxError> {
        let rest = self.rest();
        if rest.starts_with(['"', '\'']) {
            return self.quoted();
        }
        let value = bare(rest);
        if value.is_empty() || is_reserved(value) {
            return Err(self.expected(Expected::Value));
        }
        self.at += value.len();
        Ok(value.to_owned())
    }

    /// The text between the quote that comes next and its twin.
    fn quoted(&mut self) -> Result<String, FilterSyntaxError> {
        let rest = self.rest();
        let mut chars = rest.char_indices();
        let Some((_, quote)) = chars.next() else { return Err(self.expected(Expected::Value)) };
        let mut value = String::new();
        while let Some((i, c)) = chars.next() {
            if c == quote {
                self.at += i + c.len_utf8();
                return Ok(value);
            }
            if c != '\\' {
                value.push(c);
                continue;
            }
            let escaped = chars.next();
            match escaped.and_then(|(_, c)| unescape(c)) {
                Some(c) => value.push(c),
                None => {
                    let found = escaped.map(|(_, c)| c.to_string()).unwrap_or_default();
                    return Err(self.error(self.at + i + 1, Expected::Escape, found));
                }
            }
        }
        Err(self.error(self.text.len(), Expected::ClosingQuote, String::new()))
    }
}

fn unescape(c: char) -> Option<char> {
    match c {
        '"' | '\'' | '\\' => Some(c),
        'n' => Some('\n'),
        'r' => Some('\r'),
        't' => Some('\t'),
        _ => None,
    }
}

/// The keyword or field id that a text begins with.
pub(super) fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | ':')).unwrap_or(text.len());
    &text[..end]
}

/// The value without quotes that a text begins with.
pub(super) fn bare(text: &str) -> &str {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',')).unwrap_or(text.len());
    &text[..end]
}

/// Whether a value without quotes would be read as something else.
pub(super) fn is_reserved(value: &str) -> bool {
    RESERVED.iter().any(|word| value.eq_ignore_ascii_case(word))
}

/// The only condition of a list, or the list.
fn single(mut of: Vec<Filter>) -> Result<Filter, Vec<Filter>> {
    match (of.pop(), of.is_empty()) {
        (Some(only), true) => Ok(only),
        (Some(last), false) => {
            of.push(last);
            Err(of)
        }
        (None, _) => Err(of),
    }
}
