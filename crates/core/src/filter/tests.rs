//! Filters as text, there and back.

use proptest::prelude::*;

use super::{
    parse::{Expected, FilterSyntaxError, MAX_DEPTH, RESERVED},
    *,
};

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
