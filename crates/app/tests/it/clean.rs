//! Values as they are usually written, beside those that were found.

use sales_app::{
    ErrorCode,
    lists::{AskFirst, ListRow, OpenList},
    records::{CorrectName, FindRecords, NameView, RecordView},
};
use sales_core::{
    fields::Entity,
    import::OnMatch,
    list::{ListQuery, SortKey},
};
use sales_testkit::TestApp;

use crate::support::{prospect, refused, undo};

const FILE: &str = "Nom complet,E-mail,Téléphone,Pays\n\
    M. DUPONT jean,mailto:Jean@ACME.fr,06.12.34.56.78,France\n\
    MARTIN BERNARD,bernard@acme.fr,+33 6 12 34 56 79,France\n\
    MARTIN BERNARD,martin@other.fr,,France\n";

fn with_names() -> TestApp {
    let test = TestApp::new();
    test.import("names.csv", FILE, OnMatch::Fill);
    test
}

fn read(name: &NameView) -> [&str; 3] {
    [&name.title, &name.first, &name.last]
}

fn clean<'r>(record: &'r RecordView, field: &str) -> Option<&'r str> {
    record.values.iter().find(|value| value.field.as_str() == field)?.clean.as_deref()
}

fn correct(test: &TestApp, of: &RecordView, first: &str, last: &str) -> Result<Option<String>, sales_app::AppError> {
    let none = String::new;
    let input = CorrectName {
        id: of.id.clone(),
        title: none(),
        first: first.into(),
        middle: none(),
        last: last.into(),
        suffix: none(),
    };
    test.app.name_correct(&input).map(|changed| changed.change)
}

#[test]
fn a_record_says_what_normalising_made_of_its_values_and_keeps_them() {
    let test = with_names();
    let jean = prospect(&test, "email", "mailto:Jean@ACME.fr");
    let name = jean.name.clone().unwrap();
    assert_eq!((read(&name), name.found.as_str(), name.corrected), (["M.", "Jean", "Dupont"], "M. DUPONT jean", false));
    assert_eq!(clean(&jean, "email"), Some("Jean@acme.fr"));
    assert_eq!(clean(&jean, "phone"), Some("+33 6 12 34 56 78"));
    assert!(jean.values.iter().any(|value| value.value == "06.12.34.56.78"));
    let bernard = prospect(&test, "email", "bernard@acme.fr");
    assert_eq!((clean(&bernard, "email"), clean(&bernard, "phone")), (None, None));
}

#[test]
fn a_corrected_name_is_remembered_for_all_that_are_written_so_and_can_be_taken_back() {
    let test = with_names();
    let before = test.dump();
    let [one, other] = ["bernard@acme.fr", "martin@other.fr"].map(|email| prospect(&test, "email", email));
    let guess = one.name.clone().unwrap();
    let [_, first, last] = read(&guess).map(str::to_owned);
    assert_eq!(correct(&test, &one, &first, &last).unwrap(), None, "that is what it is read as anyway");
    correct(&test, &one, "Bernard", "Martin").unwrap();
    for email in ["bernard@acme.fr", "martin@other.fr"] {
        let name = prospect(&test, "email", email).name.unwrap();
        assert_eq!((read(&name), name.corrected), (["", "Bernard", "Martin"], true));
    }
    correct(&test, &other, "Martin", "Bernard").unwrap();
    assert_eq!(read(&prospect(&test, "email", "bernard@acme.fr").name.unwrap()), ["", "Martin", "Bernard"]);
    undo(&test);
    assert_eq!(read(&prospect(&test, "email", "bernard@acme.fr").name.unwrap()), ["", "Bernard", "Martin"]);
    undo(&test);
    assert_eq!(prospect(&test, "email", "bernard@acme.fr").name.unwrap(), guess);
    assert_eq!(test.dump(), before);
    refused(correct(&test, &one, " ", ""), ErrorCode::ValueMissing);
}

/// The rows of the list by e-mail address: title, values as found, and as they are shown.
fn rows(test: &TestApp) -> Vec<(String, Vec<String>, Vec<String>)> {
    let fields: Vec<_> = ["full_name", "email", "phone"].map(|field| field.parse().unwrap()).into();
    let sort = vec![SortKey { field: "email".parse().unwrap(), descending: false }];
    let query = ListQuery { sort, ..ListQuery::default() };
    let first = Some(AskFirst { limit: 10, fields: fields.clone() });
    let list = test.app.list_open(&OpenList { entity: Entity::Prospect, query, first }).unwrap();
    let shown = |row: ListRow| {
        let clean = fields.iter().map(|field| row.clean.get(field).cloned().unwrap_or_default());
        (row.title, row.cells, clean.collect())
    };
    list.first.unwrap().rows.into_iter().map(shown).collect()
}

#[test]
fn a_list_shows_values_as_they_are_usually_written_and_knows_them_as_found() {
    let test = with_names();
    let jean = &rows(&test)[1];
    assert_eq!(jean.0, "Jean Dupont");
    assert_eq!(jean.1, ["M. DUPONT jean", "mailto:Jean@ACME.fr", "06.12.34.56.78"]);
    assert_eq!(jean.2, ["Jean Dupont", "Jean@acme.fr", "+33 6 12 34 56 78"]);
    assert_eq!(rows(&test)[0].2[1..], ["", ""], "what is written as usual is not told twice");
    let one = prospect(&test, "email", "bernard@acme.fr");
    correct(&test, &one, "Bernard", "Martin").unwrap();
    let titles: Vec<_> = rows(&test).into_iter().map(|row| row.0).collect();
    assert_eq!(titles, ["Bernard Martin", "Jean Dupont", "Bernard Martin"]);
    let found = test.app.records_find(&FindRecords { text: "jean".into(), limit: 5 }).unwrap();
    assert_eq!(found[0].record.title, "Jean Dupont");
    assert_eq!(prospect(&test, "email", "martin@other.fr").title, "Bernard Martin");
}

/// The e-mail addresses of the prospects that are found with some words, by name.
fn found(test: &TestApp, search: &str) -> Vec<String> {
    let sort = vec![SortKey { field: "name".parse().unwrap(), descending: false }];
    let query = ListQuery { sort, search: search.to_owned(), ..ListQuery::default() };
    let first = Some(AskFirst { limit: 10, fields: vec!["email".parse().unwrap()] });
    let list = test.app.list_open(&OpenList { entity: Entity::Prospect, query, first }).unwrap();
    list.first.unwrap().rows.into_iter().map(|row| row.cells[0].clone()).collect()
}

#[test]
fn a_corrected_name_is_what_lists_search_and_sort_by() {
    let test = with_names();
    let [jean, one, other] = ["mailto:Jean@ACME.fr", "bernard@acme.fr", "martin@other.fr"];
    let as_found = [jean, other, one];
    assert_eq!(found(&test, ""), as_found);
    correct(&test, &prospect(&test, "email", jean), "Wanda", "Zola").unwrap();
    assert_eq!(found(&test, ""), [other, one, jean]);
    assert_eq!(found(&test, "zola"), [jean]);
    undo(&test);
    assert_eq!(found(&test, ""), as_found);
    assert_eq!(found(&test, "zola"), [""; 0]);
}
