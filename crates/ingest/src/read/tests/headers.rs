//! Headers beside many columns that say nothing, and headers that come again.

use super::*;

const PEOPLE: [(&str, &str); 4] = [
    ("al@x.example.com", "Al"),
    ("bea@x.example.com", "Bea"),
    ("cleo@y.example.com", "Cleo"),
    ("dan@y.example.com", "Dan"),
];

/// A table of people with as many further columns, named and filled by what stands before their number.
fn survey(names: &[&str], columns: usize, name: &str, answer: &str, rows: usize) -> String {
    let further = |cell: &str| (0..columns).map(|column| format!(",{cell}{column}")).collect::<String>();
    let mut text = format!("{}{}\n", names.join(","), further(name));
    for (email, first_name) in PEOPLE.iter().cycle().take(rows) {
        let cells = [*email, *first_name];
        text.push_str(&cells[..names.len()].join(","));
        text.push_str(&further(answer));
        text.push('\n');
    }
    text
}

#[test]
fn known_names_outweigh_columns_that_say_nothing() {
    for (names, columns, name, answer, rows) in [
        (&["email", "first_name"][..], 60, "q", "a", 20),
        (&["email", "first_name"], 60, "q", "a", 1),
        (&["E-mail", "Prénom"], 300, "Q", "R", 4),
        (&["email", "first_name"], 60, "", "1", 20),
        (&["email"], 24, "col", "val", 4),
        (&["email"], 24, "col", "v", 1),
        (&["email"], 9_999, "col", "val", 4),
    ] {
        let file = TestFile::new(survey(names, columns, name, answer, rows));
        let found = file.inspect().unwrap();
        assert_eq!((found.layout.header_rows, found.rows), (1, rows as u64), "{names:?} {columns} {name} {answer}");
        assert_eq!(found.headers[..names.len()], *names);
    }
}

#[test]
fn the_last_columns_tell_too() {
    let mut text = String::new();
    let codes = |cell: &str| (10..1_000).map(|column| format!("{cell}{column},")).collect::<String>();
    for (first, second, third) in [("q", "email", "city"), ("a", "al@x.example.com", "Lyon"), ("b", "b@y.fr", "Metz")] {
        text.push_str(&format!("{}{second},{third}\n", codes(first)));
    }
    assert_eq!(TestFile::new(text).detect().unwrap().header_rows, 1);
}

#[test]
fn values_alone_are_no_header() {
    for text in [
        "al@x.example.com,Al,q1,q2\nbea@x.example.com,Bea,a1,a2\n".to_owned(),
        "Al,AB12,CD34\nBea,AB13,CD35\nCleo,AB14,CD36\n".to_owned(),
        // The first of two rows that say the same.
        "Lyon,Anna,12\nMetz,Bea,14\nLyon,Anna,12\n".to_owned(),
        survey(&["email", "first_name"], 60, "q", "a", 20).split_once('\n').unwrap().1.to_owned(),
    ] {
        assert_eq!(TestFile::new(&text).detect().unwrap().header_rows, 0, "{text}");
    }
}

/// Two exports put together, their rows counted.
fn joined(header: &str, rows: usize) -> String {
    let part = |first: usize| {
        let row = |row| format!("Ana{row},p{row}@x.example.com,0612{row:06},Lyon\n");
        (first..first + rows).map(row).collect::<String>()
    };
    format!("{header}{}{header}{}", part(0), part(rows))
}

#[test]
fn a_header_that_comes_again_is_the_header_and_its_row_is_told() {
    for header in ["First name,Email,Phone,City\n", "Prénom,E-mail,Téléphone,Ville\n", "first_name,email,tel_1,q_2\n"]
    {
        for rows in [1, 2, 30, 1_000] {
            let file = TestFile::new(joined(header, rows));
            let found = file.inspect().unwrap();
            assert_eq!((found.layout.header_rows, found.rows), (1, 2 * rows as u64 + 1), "{header} {rows}");
            let again = [(rows as u64 + 1, RowProblem::HeaderAgain)];
            assert_eq!(file.problems(&found.layout), again);
            assert!(found.columns.iter().all(|column| !column.samples.iter().any(|value| header.contains(value))));
        }
    }
}

#[test]
fn a_header_that_comes_again_at_once_is_not_part_of_it() {
    let file = TestFile::new("Email,City\nEmail,City\na@x.example.com,Lyon\nb@x.example.com,Metz\n");
    let found = file.inspect().unwrap();
    assert_eq!((found.layout.header_rows, found.headers.as_slice()), (1, &["Email".to_owned(), "City".to_owned()][..]));
    assert_eq!(file.problems(&found.layout), [(1, RowProblem::HeaderAgain)]);
}

#[test]
fn a_header_that_comes_again_stays_in_the_clean_file() {
    let file = TestFile::new(joined("First name,Email,Phone,City\n", 1));
    assert_eq!(file.clean().matches("First name").count(), 2);
}
