//! Values come out as they went in.

use sales_app::records::RecordView;
use sales_core::{fields::Entity, import::OnMatch, list::ListQuery};
use sales_testkit::{
    Csv, TestApp,
    contacts::{Contacts, HEADERS},
};

use crate::support::{prospect, show, value};

const TRICKY: &[&str] = &[
    "0612345678",
    "01000",
    "1E5",
    "=1+1",
    "NULL",
    "null",
    "TRUE",
    "NaN",
    "  spaces  ",
    "1,5",
    "a\nb",
    "\"q\"",
    "1e400",
    "0x1F",
    "é",
    "e\u{301}",
    "\u{feff}x",
    "☎️ 👩‍💻",
    "2024-02-30",
    "-",
    "'",
    "007",
    "1_000",
    "#REF!",
    "\\n",
    "ﬁ",
];

#[test]
fn values_are_kept_byte_for_byte_in_every_kind_of_field() {
    let test = TestApp::new();
    let headers = ["Email", "Postal Code", "Notes", "Company", "Industry", "My own field", "Other field"];
    let mut csv = Csv::new(&headers);
    for (n, value) in TRICKY.iter().enumerate() {
        let company = format!("{value} {n}");
        csv.push(&[&format!("p{n}@x.example.com"), *value, *value, company.as_str(), *value, *value, *value]);
    }
    let path = test.write("r.csv", csv.text());
    let mut plan = test.plan(&path, OnMatch::Fill).unwrap();
    plan.mapping = ["email", "postcode", "notes", "company", "industry", "custom:my_own_field_é", "middle_name"]
        .map(str::to_owned)
        .to_vec();
    test.app.import_run(&plan, &mut |_| {}).unwrap();
    for (n, tricky) in TRICKY.iter().enumerate() {
        let record = prospect(&test, "email", &format!("p{n}@x.example.com"));
        for field in ["postcode", "notes", "custom:my_own_field_é", "middle_name"] {
            assert_eq!(value(&record, field), *tricky, "{field}");
        }
        assert_eq!(value(&record, "company"), format!("{tricky} {n}"));
    }
    let industries = test.list(Entity::Company, ListQuery::default(), &["industry"]).unwrap();
    let found: Vec<&str> = industries.iter().rev().map(|row| row[0].as_str()).collect();
    assert_eq!(found, TRICKY);
}

#[test]
fn generated_contacts_are_listed_as_they_were_written() {
    let test = TestApp::new();
    let mut contacts = Contacts::new(11, 0);
    let rows: Vec<[String; 15]> = (0..300).map(|_| contacts.next_contact()).collect();
    let mut csv = Csv::new(&HEADERS);
    rows.iter().for_each(|row| csv.push(row));
    test.import("r.csv", csv.text(), OnMatch::Create);
    let fields = ["first_name", "last_name", "email", "phone", "phone_mobile", "company", "job_title"];
    let mut listed = test.list(Entity::Prospect, ListQuery::default(), &fields).unwrap();
    listed.reverse();
    let written: Vec<Vec<String>> = rows.iter().map(|row| row[..7].to_vec()).collect();
    // A company has the name that its first row gave it; all rows of one company agree here.
    assert_eq!(listed, written);
}

#[test]
fn custom_fields_can_be_listed_and_filtered() {
    let test = TestApp::new();
    let path = test.write("r.csv", "Email,Budget 2026 (k€)\na@x.example.com,120\nb@x.example.com,\n");
    let plan = test.plan(&path, OnMatch::Fill).unwrap();
    assert_eq!(plan.mapping[1], "custom:budget_2026_k");
    test.app.import_run(&plan, &mut |_| {}).unwrap();
    let fields = test.app.fields_list(Entity::Prospect).unwrap();
    let field = fields.iter().find(|field| field.id.as_str() == "custom:budget_2026_k").unwrap();
    assert_eq!(field.label.as_deref(), Some("Budget 2026 (k€)"));
    let query = crate::support::is("custom:budget_2026_k", "120");
    assert_eq!(test.list(Entity::Prospect, query, &["email"]).unwrap(), [["a@x.example.com"]]);
}

#[test]
fn tags_of_a_file_are_tags() {
    let test = TestApp::new();
    test.import(
        "r.csv",
        "Email,Tags\na@x.example.com,\"Salon; VIP\"\nb@x.example.com,vip\na@x.example.com,Hot\nc@x.example.com,\n",
        OnMatch::Fill,
    );
    let tags: Vec<(String, u32)> =
        test.app.tags_list().unwrap().into_iter().map(|tag| (tag.name, tag.prospects)).collect();
    assert_eq!(tags, [("Hot".to_owned(), 1), ("Salon".to_owned(), 1), ("VIP".to_owned(), 2)]);
    assert_eq!(test.list(Entity::Prospect, crate::support::is("tags", "vip"), &["email"]).unwrap().len(), 2);
}

#[test]
fn a_record_says_where_its_values_come_from() {
    let test = TestApp::new();
    test.import("first.csv", "First Name,Email,City\nAda,ada@x.example.com,\n", OnMatch::Fill);
    test.import(
        "second.csv",
        "First Name,Email,City\nBob,bob@x.example.com,\nAda,ada@x.example.com,Paris\n",
        OnMatch::Fill,
    );
    let id = prospect(&test, "email", "ada@x.example.com").id;
    crate::support::edit(&test, &id, "first_name", "Adèle");
    let ada = prospect(&test, "email", "ada@x.example.com");
    let source = |field: &str| {
        let value = ada.values.iter().find(|value| value.field.as_str() == field).unwrap();
        (value.source.file.clone(), value.source.row)
    };
    assert_eq!(source("email"), (Some("first.csv".into()), Some(1)));
    assert_eq!(source("city"), (Some("second.csv".into()), Some(2)));
    assert_eq!(source("first_name"), (None, None));
    let labels: Vec<&str> = ada.history.iter().map(|change| change.label.as_str()).collect();
    assert_eq!(labels, ["edit", "import", "import"]);
}

/// The second row follows at once, the fourth after more rows than are written at a time.
#[test]
fn a_value_that_a_later_row_of_the_file_fills_is_from_that_row() {
    let test = TestApp::new();
    let mut csv = Csv::new(&["Email", "First name", "City", "Company", "Website", "Industry", "Loyalty"]);
    csv.push(&["jean@a.example.com", "Jean", "", "", "", "", ""]);
    csv.push(&["jean@a.example.com", "John", "Lyon", "", "", "", ""]);
    csv.push(&["ann@a.example.com", "Ann", "", "Aube", "aube.example.com", "", "silver"]);
    for n in 0..20_000 {
        csv.push(&[&format!("p{n}@b.example.com"), "P", "", "", "", "", ""]);
    }
    csv.push(&["jean@a.example.com", "J.", "Paris", "Aube", "aube.example.com", "Wine", "gold"]);
    test.import("filled.csv", csv.text(), OnMatch::Fill);
    let last = Some(20_004);

    let jean = prospect(&test, "email", "jean@a.example.com");
    let row_of = |record: &RecordView, field: &str| {
        record.values.iter().find(|value| value.field.as_str() == field).and_then(|value| value.source.row)
    };
    assert_eq!(value(&jean, "city"), "Lyon");
    for (field, row) in [("first_name", Some(1)), ("city", Some(2)), ("company", last), ("custom:loyalty", last)] {
        assert_eq!(row_of(&jean, field), row, "{field}");
    }
    let company = show(&test, Entity::Company, &jean.company.unwrap().id);
    assert_eq!([row_of(&company, "company"), row_of(&company, "industry")], [Some(3), last]);
}
