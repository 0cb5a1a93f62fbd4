//! What the check finds odd about values, and correcting them once for all rows.

use sales_app::imports::{CheckView, Fix, InspectFile, LayoutChoice};
use sales_core::import::OnMatch;
use sales_testkit::{Csv, TestApp};

use crate::support::{prospect, value};

/// Checks a file with one column beside the e-mail address.
fn check(test: &TestApp, field: &str, values: &[&str]) -> CheckView {
    let mut csv = Csv::new(&["Email", "Value"]);
    for (n, value) in values.iter().enumerate() {
        csv.push(&[format!("p{n}@x.example.com").as_str(), value]);
    }
    let path = test.write("r.csv", csv.text());
    let mut plan = test.plan(&path, OnMatch::Fill).unwrap();
    plan.mapping = vec!["email".to_owned(), field.to_owned()];
    test.app.import_check(&plan, &mut |_| {}).unwrap()
}

#[test]
fn values_that_do_not_fit_their_field_are_named() {
    let test = TestApp::new();
    for (field, fitting, odd) in [
        (
            "website",
            &["acme.fr", "https://www.acme.co.uk/x?y=1", "http://société.fr"][..],
            &[("url_none", "n/a"), ("url_none", "jean@acme.fr"), ("url_none", "our site")][..],
        ),
        ("company_website", &["acme.fr"], &[("url_none", "-")]),
        (
            "linkedin_url",
            &["https://fr.linkedin.com/in/jean-dupont"],
            &[
                ("linkedin_no_profile", "https://www.linkedin.com/company/acme"),
                ("linkedin_no_profile", "https://www.facebook.com/jean"),
            ],
        ),
        (
            "company_linkedin_url",
            &["https://www.linkedin.com/company/acme/about"],
            &[("linkedin_no_company", "https://www.linkedin.com/in/jean-dupont")],
        ),
        ("twitter_url", &["@acme", "acme_fr", "https://x.com/acme"], &[("url_none", "none of it")]),
        (
            "country",
            &["France", "FR", "allemagne", "España", "U.K.", "États-Unis"],
            &[("country_unknown", "Frnace"), ("country_unknown", "Lyon")],
        ),
        ("company_country", &["Belgique"], &[("country_unknown", "N/A")]),
        (
            "birthday",
            &["12/03/1980", "03/28/1980", "12 mars 1980", "1980-03-12", "--03-12"],
            &[("date_impossible", "31/02/1990"), ("date_impossible", "0/0/00"), ("date_none", "soon")],
        ),
        ("last_contacted_at", &["2026-01-02T10:30:00Z"], &[("date_impossible", "2026-13-45"), ("date_none", "45123")]),
        ("company_size", &["12", "51-200", "1 000+", "Self-employed", "C"], &[("number_none", "many")]),
        ("company_revenue", &["1 000 000 €", "5M", "$1.2bn"], &[("number_none", "lots")]),
        ("job_title", &["31/02/2026", "n/a", "Frnace"], &[]),
    ] {
        // Twice each, and what fits in between.
        let values: Vec<&str> = odd
            .iter()
            .map(|&(_, value)| value)
            .chain(fitting.iter().copied())
            .chain(odd.iter().map(|&(_, v)| v))
            .collect();
        let view = check(&test, field, &values);
        let mut found: Vec<(&str, &str, u32, u64)> = Vec::new();
        for issue in &view.issues {
            assert_eq!((issue.column, issue.field.as_deref()), (Some(1), Some(field)), "{issue:?}");
            found.extend(issue.values.iter().map(|v| (issue.code.as_str(), v.value.as_str(), v.rows, v.first_row)));
        }
        found.sort_by_key(|&(.., row)| row);
        let expected: Vec<_> = odd.iter().zip(1..).map(|(&(code, value), row)| (code, value, 2, row)).collect();
        assert_eq!(found, expected, "{field}");
        assert_eq!(view.counts.created as usize, values.len(), "odd values keep no row out");
    }
}

#[test]
fn odd_values_are_kept_unless_they_are_corrected_for_all_rows() {
    let test = TestApp::new();
    let rows = "Email,Country,Birthday\n\
        a@x.example.com,Frnace,0/0/00\n\
        b@x.example.com,Frnace,0/0/00\n\
        c@x.example.com,Atlantis,31/02/1990\n";
    let path = test.write("r.csv", rows);
    let mut plan = test.plan(&path, OnMatch::Fill).unwrap();
    let fix = |column, from: &str, to: &str| Fix { column, from: from.to_owned(), to: to.to_owned() };
    plan.fixes = vec![fix(1, "Frnace", "France"), fix(2, "0/0/00", "")];
    let issues = test.app.import_check(&plan, &mut |_| {}).unwrap().issues;
    let left: Vec<_> = issues.iter().flat_map(|issue| &issue.values).map(|value| value.value.as_str()).collect();
    assert_eq!(left, ["Atlantis", "31/02/1990"]);
    test.app.import_run(&plan, &mut |_| {}).unwrap();
    for (email, country, birthday) in [("a", "France", ""), ("b", "France", ""), ("c", "Atlantis", "31/02/1990")] {
        let record = prospect(&test, "email", &format!("{email}@x.example.com"));
        assert_eq!((value(&record, "country").as_str(), value(&record, "birthday").as_str()), (country, birthday));
    }
}

#[test]
fn rows_that_are_odd_as_a_whole_are_named() {
    let test = TestApp::new();
    let mut rows = b"First Name,Last Name,Email\nAda,L\xc3\xb6we,a@x.example.com\n".to_vec();
    rows.extend(b"Bob,\"Bee,b@x.example.com\nCy,the \"\"Dee,c@x.example.com\nDi,\"x\" y,d@x.example.com\n");
    rows.extend("Éva,Ève,e@x.example.com\n".repeat(2).into_bytes());
    rows.extend(b"F\xe9lix,Fort,f@x.example.com\n");
    let path = test.write("r.csv", rows);
    let view = test.app.import_check(&test.plan(&path, OnMatch::Fill).unwrap(), &mut |_| {}).unwrap();
    let mut found: Vec<(u64, &str, &str)> = Vec::new();
    for issue in &view.issues {
        assert_eq!((issue.column, issue.field.as_deref()), (None, None));
        found.extend(issue.values.iter().map(|row| (row.first_row, issue.code.as_str(), row.value.as_str())));
    }
    found.sort_unstable();
    assert_eq!(
        found,
        [
            (2, "row_unclosed_quote", "Bob \"Bee"),
            (4, "row_stray_quote", "Di \"x\" y"),
            (7, "row_mixed_encoding", "Félix Fort"),
        ]
    );
}

#[test]
fn lines_of_utf8_in_a_western_file_are_named() {
    let test = TestApp::new();
    let mut rows = b"Name,Email\nZo\xE9 L\xE9vy,a@x.example.com\nCh\xE9ri F\xEAte,b@x.example.com\n".to_vec();
    rows.extend("Éva Ève,c@x.example.com\n".as_bytes());
    let path = test.write("r.csv", rows);
    let file =
        test.app.import_inspect(&InspectFile { path: path.clone(), layout: LayoutChoice::default() }, &mut |_| {});
    let file = file.unwrap();
    assert_eq!(file.layout.encoding.as_deref(), Some("windows-1252"));
    let [note] = &file.problems[..] else { panic!("{:?}", file.problems) };
    assert_eq!((note.row, note.code.as_str()), (3, "mixed_encoding"));
    assert_eq!(note.args["encoding"], "UTF-8");
    let plan = test.plan(&path, OnMatch::Fill).unwrap();
    let [issue] = &test.app.import_check(&plan, &mut |_| {}).unwrap().issues[..] else { panic!() };
    assert_eq!((issue.code.as_str(), issue.values[0].first_row), ("row_utf8", 3));
    test.app.import_run(&plan, &mut |_| {}).unwrap();
    assert_eq!(value(&prospect(&test, "email", "c@x.example.com"), "full_name"), "Éva Ève");
}

#[test]
fn nul_bytes_are_taken_out_and_named_wherever_rows_are() {
    let test = TestApp::new();
    let path = test.write(
        "r.csv",
        "Full Name,Email,Zorglub\nAda,a@x.example.com,1\nB\0ob,b@x.example.com,2\nCy,c@x.example.com,x\0\n",
    );
    let input = InspectFile { path: path.clone(), layout: LayoutChoice::default() };
    let notes: Vec<_> = test.app.import_inspect(&input, &mut |_| {}).unwrap().problems;
    let notes: Vec<_> = notes.iter().map(|note| (note.row, note.code.as_str(), note.args["column"].as_str())).collect();
    assert_eq!(notes, [(2, "nul_bytes", "Full Name"), (3, "nul_bytes", "Zorglub")]);
    let mut plan = test.plan(&path, OnMatch::Fill).unwrap();
    plan.mapping[2] = "ignore".to_owned();
    let view = test.app.import_check(&plan, &mut |_| {}).unwrap();
    let issues: Vec<_> = view
        .issues
        .iter()
        .map(|issue| (issue.code.as_str(), issue.field.as_deref(), issue.values[0].first_row))
        .collect();
    assert_eq!(issues, [("nul_bytes", None, 3), ("nul_bytes", Some("full_name"), 2)]);
    let import = test.app.import_run(&plan, &mut |_| {}).unwrap();
    assert_eq!(import.counts.created, 3);
    let rows = test.app.import_show(&import.id).unwrap().rows;
    let rows: Vec<_> = rows.iter().map(|row| (row.row, row.reason.as_str(), row.args["column"].as_str())).collect();
    assert_eq!(rows, [(2, "nul_bytes", "Full Name"), (3, "nul_bytes", "Zorglub")]);
    assert_eq!(value(&prospect(&test, "email", "b@x.example.com"), "full_name"), "Bob");
}
