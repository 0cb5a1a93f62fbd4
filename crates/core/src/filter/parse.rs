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

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Filter, Op};
use crate::fields::FieldId;

/// How many parentheses and `not`s may stand inside each other.
pub const MAX_DEPTH: usize = 64;

const RESERVED: [&str; 7] = ["and", "or", "not", "in", "empty", "all", "none"];

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
fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | ':')).unwrap_or(text.len());
    &text[..end]
}

/// The value without quotes that a text begins with.
fn bare(text: &str) -> &str {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',')).unwrap_or(text.len());
    &text[..end]
}

fn is_reserved(value: &str) -> bool {
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

/// The same grammar as [`FromStr`] reads. A group of one condition is written as that condition.
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn test(field: &str, op: Op, values: &[&str]) -> Filter {
        let field = field.parse().expect("a field id");
        Filter::Test { field, op, values: values.iter().map(|v| (*v).to_owned()).collect() }
    }

    fn not(filter: Filter) -> Filter {
        Filter::Not { of: Box::new(filter) }
    }

    fn parsed(text: &str) -> Filter {
        text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn and_binds_tighter_than_or() {
        let filter = parsed("country is \"France\" and (city contains lyon or email is empty) and not stage = won");
        assert_eq!(
            filter,
            Filter::And {
                of: vec![
                    test("country", Op::Is, &["France"]),
                    Filter::Or { of: vec![test("city", Op::Contains, &["lyon"]), test("email", Op::Empty, &[])] },
                    not(test("stage", Op::Is, &["won"])),
                ]
            }
        );
        let filter = parsed("city = a or city = b and city = c");
        let [a, b, c] = ["a", "b", "c"].map(|v| test("city", Op::Is, &[v]));
        assert_eq!(filter, Filter::Or { of: vec![a, Filter::And { of: vec![b, c] }] });
    }

    #[test]
    fn every_operator_is_read() {
        for (text, expected) in [
            ("city=lyon", test("city", Op::Is, &["lyon"])),
            ("city != lyon", not(test("city", Op::Is, &["lyon"]))),
            ("city IS NOT lyon", not(test("city", Op::Is, &["lyon"]))),
            ("city is not empty", not(test("city", Op::Empty, &[]))),
            ("city starts with ly", test("city", Op::StartsWith, &["ly"])),
            ("city^=ly", test("city", Op::StartsWith, &["ly"])),
            ("birthday >= 1980-01-01", test("birthday", Op::AtLeast, &["1980-01-01"])),
            ("company_size<=200", test("company_size", Op::AtMost, &["200"])),
            ("tags in (salon, \"à rappeler\", 'l\\'été')", test("tags", Op::Is, &["salon", "à rappeler", "l'été"])),
            ("city contains (a,b)", test("city", Op::Contains, &["a", "b"])),
            ("custom:n_de_client_été is 7", test("custom:n_de_client_été", Op::Is, &["7"])),
            ("website = https://a.fr/?b=c", test("website", Op::Is, &["https://a.fr/?b=c"])),
            ("city is \"empty\"", test("city", Op::Is, &["empty"])),
            ("  ", Filter::all()),
            ("none", Filter::Or { of: vec![] }),
        ] {
            assert_eq!(parsed(text), expected, "{text}");
        }
    }

    #[test]
    fn an_error_says_where_what_was_expected_and_found() {
        for (text, position, expected, found) in [
            ("ville is Lyon", 1, Expected::Field, "ville"),
            ("city Lyon", 6, Expected::Operator, "Lyon"),
            ("city starts Lyon", 6, Expected::Operator, "starts"),
            ("city is", 8, Expected::Value, ""),
            ("city is and", 9, Expected::Value, "and"),
            ("city is New York", 13, Expected::Conjunction, "York"),
            ("(city is Lyon", 14, Expected::ClosingParenthesis, ""),
            ("city in (é, Lyon Paris)", 18, Expected::CommaOrClosingParenthesis, "Paris"),
            ("city is \"Lyon", 14, Expected::ClosingQuote, ""),
            ("city is \"é\\x\"", 12, Expected::Escape, "x"),
            ("city is Lyon and", 17, Expected::Field, ""),
            ("city is Lyon)", 13, Expected::Conjunction, ")"),
        ] {
            let error = text.parse::<Filter>().expect_err(text);
            assert_eq!(error, FilterSyntaxError { position, expected, found: found.into() }, "{text}");
        }
    }

    #[test]
    fn deep_nesting_is_refused_without_a_crash() {
        for opening in ["(", "not "] {
            let error = opening.repeat(100_000).parse::<Filter>().expect_err("too deep");
            assert_eq!(error.expected, Expected::LessNesting);
        }
        let deepest = format!("{}city is Lyon{}", "(".repeat(MAX_DEPTH), ")".repeat(MAX_DEPTH));
        assert_eq!(parsed(&deepest), test("city", Op::Is, &["Lyon"]));
    }

    #[test]
    fn a_group_of_one_is_written_as_its_condition() {
        let only = Filter::Or { of: vec![Filter::And { of: vec![test("city", Op::Is, &["New York"])] }] };
        assert_eq!(only.to_string(), "city is \"New York\"");
        assert_eq!(not(only).to_string(), "not city is \"New York\"");
    }

    fn any_test() -> impl Strategy<Value = Filter> {
        let field = prop_oneof![Just("city".to_owned()), Just("tags".to_owned()), "custom:[a-zé \"\\\\(,:]{1,6}"];
        let value = prop_oneof![
            any::<String>(),
            "[a-z0-9@.+=\"'-]{0,8}",
            prop::sample::select(RESERVED.to_vec()).prop_map(str::to_owned)
        ];
        let op = prop::sample::select(vec![Op::Is, Op::Contains, Op::StartsWith, Op::AtLeast, Op::AtMost, Op::Empty]);
        (field, op, prop::collection::vec(value, 0..4)).prop_map(|(field, op, values)| Filter::Test {
            field: field.parse().expect("a field id"),
            op,
            values: if op == Op::Empty { vec![] } else { values },
        })
    }

    fn any_filter() -> impl Strategy<Value = Filter> {
        fn group(inner: impl Strategy<Value = Filter>) -> impl Strategy<Value = Vec<Filter>> {
            prop::collection::vec(inner, 0..4).prop_filter("a group of one has no text", |of| of.len() != 1)
        }
        any_test().prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                group(inner.clone()).prop_map(|of| Filter::And { of }),
                group(inner.clone()).prop_map(|of| Filter::Or { of }),
                inner.prop_map(not),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(filter in any_filter()) {
            prop_assert_eq!(parsed(&filter.to_string()), filter);
        }

        #[test]
        fn any_text_is_read_or_refused_without_a_panic(
            text in prop_oneof![
                any::<String>(),
                "((city|is|not|empty|\\(|\\)|,|\"|'a b'|and|or|in|=|>=|all|é) ?){0,12}",
            ]
        ) {
            if let Ok(filter) = text.parse::<Filter>() {
                prop_assert_eq!(parsed(&filter.to_string()), filter);
            }
        }
    }
}
