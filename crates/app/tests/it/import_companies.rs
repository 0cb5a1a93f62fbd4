//! What rows say of companies: nothing of it is lost.

use sales_app::{history::EditedRecords, records::RecordView};
use sales_core::{fields::Entity, import::OnMatch, list::ListQuery};
use sales_testkit::TestApp;

use crate::support::{counts, prospect, show, undo_import, value};

const HEADER: &str = "Email,First Name,Company,Website,Industry,Employees,Company City\n";

fn company_of(test: &TestApp, email: &str) -> RecordView {
    let company = prospect(test, "email", email).company.expect("a company");
    show(test, Entity::Company, &company.id)
}

fn companies(test: &TestApp) -> usize {
    test.ids(Entity::Company, ListQuery::default()).len()
}

#[test]
fn a_company_without_name_and_website_is_kept_for_its_prospect() {
    let test = TestApp::new();
    let rows = "a@gmail.com,Al,,,Retail,50,Nantes\nb@gmail.com,Bo,!!!,,,,\nc@gmail.com,Cy,,gmail.com,,,\nd@gmail.com,Di,,,,,\n";
    let import = test.import("r.csv", format!("{HEADER}{rows}"), OnMatch::Fill);
    assert_eq!(counts(&import), [4, 0, 0, 0, 0, 0]);
    let company = company_of(&test, "a@gmail.com");
    let values = ["industry", "company_size", "company_city"].map(|field| value(&company, field));
    assert_eq!(values, ["Retail", "50", "Nantes"]);
    assert_eq!(value(&company_of(&test, "b@gmail.com"), "company"), "!!!");
    assert_eq!(value(&company_of(&test, "c@gmail.com"), "company_website"), "gmail.com");
    assert!(prospect(&test, "email", "d@gmail.com").company.is_none());
    let again = test.import("again.csv", format!("{HEADER}{rows}"), OnMatch::Update);
    assert_eq!(counts(&again), [0, 0, 0, 0, 4, 0]);
    assert_eq!(companies(&test), 3, "no company twice");
}

#[test]
fn what_a_row_says_of_a_company_without_naming_it_is_of_the_one_of_its_prospect() {
    for on_match in [OnMatch::Fill, OnMatch::Update] {
        let test = TestApp::new();
        test.import("k1.csv", format!("{HEADER}a@corp.example.com,Al,Corp SAS,corp.example.com,,,\n"), OnMatch::Fill);
        let rows = "a@corp.example.com,Al,,,Wood,9,\nb@x.example.com,Bo,Boat,,,,\nb@x.example.com,Bo,,,,12,Metz\n";
        let import = test.import("k2.csv", format!("{HEADER}{rows}"), on_match);
        assert_eq!(counts(&import), [1, 1, 1, 0, 0, 0]);
        let corp = company_of(&test, "a@corp.example.com");
        let values = ["company", "industry", "company_size"].map(|field| value(&corp, field));
        assert_eq!(values, ["Corp SAS", "Wood", "9"]);
        let boat = company_of(&test, "b@x.example.com");
        assert_eq!(["company", "company_city"].map(|field| value(&boat, field)), ["Boat", "Metz"]);
        assert_eq!(companies(&test), 2);
    }
}

#[test]
fn companies_of_one_name_and_different_websites_stay_apart() {
    let delta = "a@x.example.com,Al,Delta,delta.fr,,,\nb@x.example.com,Bo,Delta,delta.com,,,\nc@x.example.com,Cy,Delta GmbH,delta.de,,,\n";
    let without = "d@x.example.com,Di,Delta,,,,\n";
    let together = TestApp::new();
    together.import("d.csv", format!("{HEADER}{delta}{without}"), OnMatch::Fill);
    let one_by_one = TestApp::new();
    for (n, line) in delta.lines().chain(without.lines()).enumerate() {
        one_by_one.import(&format!("{n}.csv"), format!("{HEADER}{line}\n"), OnMatch::Fill);
    }
    for test in [together, one_by_one] {
        assert_eq!(companies(&test), 4);
        for (email, website) in
            [("a@x.example.com", "delta.fr"), ("b@x.example.com", "delta.com"), ("c@x.example.com", "delta.de")]
        {
            assert_eq!(value(&company_of(&test, email), "company_website"), website);
        }
        assert_eq!(value(&company_of(&test, "c@x.example.com"), "company"), "Delta GmbH");
        assert_eq!(value(&company_of(&test, "d@x.example.com"), "company_website"), "");
    }
}

#[test]
fn a_website_that_comes_later_is_of_the_company_of_that_name_without_one() {
    let test = TestApp::new();
    test.import("one.csv", format!("{HEADER}a@x.example.com,Al,Delta,,,,\n"), OnMatch::Fill);
    let rows = "b@x.example.com,Bo,Delta,delta.fr,,,\nc@x.example.com,Cy,Delta,delta.com,,,\n";
    test.import("two.csv", format!("{HEADER}{rows}"), OnMatch::Fill);
    assert_eq!(value(&company_of(&test, "a@x.example.com"), "company_website"), "delta.fr");
    assert_eq!(value(&company_of(&test, "c@x.example.com"), "company_website"), "delta.com");
    assert_eq!(companies(&test), 2);
}

#[test]
fn a_row_whose_company_is_known_under_another_name_is_named_and_kept() {
    let rows = "a@x.example.com,Al,Beta,beta.fr,,,\nb@x.example.com,Bo,Alpha,beta.fr,,,\nc@x.example.com,Cy,BETA SAS,beta.fr,,,\n";
    for stored in [false, true] {
        let test = TestApp::new();
        let first = if stored { rows.lines().next().unwrap_or_default() } else { "" };
        test.import("known.csv", format!("{HEADER}{first}\n,Zed,,,,,\n"), OnMatch::Fill);
        let import = test.import("r.csv", format!("{HEADER}{rows}"), OnMatch::Fill);
        let detail = test.app.import_show(&import.id).unwrap();
        let named: Vec<_> = detail.rows.iter().filter(|row| row.reason == "company_keeps_name").collect();
        assert_eq!(named.len(), 1);
        assert_eq!((named[0].row, named[0].cells[2].as_str()), (2, "Alpha"));
        assert_eq!(value(&company_of(&test, "b@x.example.com"), "company"), "Beta");
    }
}

#[test]
fn a_company_of_the_workspace_is_one_however_often_the_rows_of_a_file_lead_to_it() {
    let test = TestApp::new();
    test.import("one.csv", format!("{HEADER}a@x.example.com,Al,Delta,delta.fr,,,\n"), OnMatch::Fill);
    let rows = "b@x.example.com,Bo,Delta,delta.fr,Retail,,\nc@x.example.com,Cy,Delta,,,,\n";
    for on_match in [OnMatch::Update, OnMatch::Fill] {
        let rows: String = (0..9_000).map(|n| rows.replace("x.example", &format!("x{n}.example"))).collect();
        let import = test.import("two.csv", format!("{HEADER}{rows}"), on_match);
        assert_eq!(companies(&test), 1);
        undo_import(&test, &import, EditedRecords::Keep);
    }
}
