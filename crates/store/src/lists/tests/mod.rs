//! The list compared with a plain one that does everything slowly, and what proptest cannot see.

mod model;
mod plain;
mod segments;

use sales_core::{
    fields::{FieldId, FieldKind},
    list::{ListQuery, Scope, SortKey},
};

use super::{ColumnSpec, Columns, Row, RowId, Spec};

pub(super) fn field(id: &str) -> FieldId {
    id.parse().expect("a field id")
}

pub(super) fn prospect_spec() -> Spec {
    spec(
        &[
            ("name", FieldKind::Text, true),
            ("email", FieldKind::Email, true),
            ("phone", FieldKind::Phone, true),
            ("tags", FieldKind::Tags, true),
            ("created_at", FieldKind::Date, false),
            ("custom:budget", FieldKind::Number, false),
        ],
        &["company"],
    )
}

pub(super) fn company_spec() -> Spec {
    spec(&[("company", FieldKind::Text, true), ("industry", FieldKind::Text, false)], &[])
}

fn spec(columns: &[(&str, FieldKind, bool)], related_search: &[&str]) -> Spec {
    let columns = columns.iter().map(|&(id, kind, searched)| ColumnSpec { field: field(id), kind, searched });
    Spec { columns: columns.collect(), related_search: related_search.iter().map(|id| field(id)).collect() }
}

fn companies(names: &[&str]) -> Columns {
    let mut columns = Columns::new(company_spec()).expect("columns");
    for (id, name) in (1..).zip(names) {
        columns.upsert(&[Row { id, archived: false, related: None, cells: &[Some(name), None] }]).expect("a row");
    }
    columns
}

/// A prospect of a company, with a name, an e-mail address and a phone number.
fn add(columns: &mut Columns, id: RowId, company: Option<RowId>, cells: [&str; 3]) {
    let [name, email, phone] = cells.map(|cell| (!cell.is_empty()).then_some(cell));
    let cells = [name, email, phone, None, None, None];
    columns.upsert(&[Row { id, archived: false, related: company, cells: &cells }]).expect("a row");
}

fn searched(columns: &Columns, companies: &Columns, search: &str) -> Vec<RowId> {
    let query = ListQuery { search: search.into(), ..ListQuery::default() };
    columns.query(&query, Some(companies)).expect("an answer").ids().to_vec()
}

fn sorted(columns: &Columns, companies: &Columns, by: &str, descending: bool) -> Vec<RowId> {
    let query = ListQuery { sort: vec![SortKey { field: field(by), descending }], ..ListQuery::default() };
    columns.query(&query, Some(companies)).expect("an answer").ids().to_vec()
}

#[test]
fn every_word_is_found_in_any_searched_field_and_in_the_company() {
    let companies = companies(&["Énergie du Nord", "Alpha"]);
    let mut columns = Columns::new(prospect_spec()).expect("columns");
    add(&mut columns, 1, Some(1), ["Élodie Lefèvre", "elodie@nord.fr", "+33 6 12 34 56 78"]);
    add(&mut columns, 2, Some(2), ["Jean Lefevre", "jl@alpha.fr", "01 44 55 66 77"]);
    add(&mut columns, 3, None, ["John O’Brien", "", "(212) 555-0100"]);
    for (search, expected) in [
        ("lefev", &[2, 1][..]),
        ("LEFÈVRE energ", &[1]),
        ("alpha jean", &[2]),
        ("o'bri", &[3]),
        ("0612345678", &[1]),
        ("+33612", &[1]),
        ("06.12.34", &[1]),
        ("06 12 34", &[]),
        ("2125550100", &[3]),
        ("  ", &[3, 2, 1]),
        ("nord alpha", &[]),
        ("industry", &[]),
    ] {
        assert_eq!(searched(&columns, &companies, search), expected, "{search}");
    }
}

#[test]
fn a_company_is_renamed_in_one_place() {
    let mut companies = companies(&["Zeta", "Mu"]);
    let mut columns = Columns::new(prospect_spec()).expect("columns");
    add(&mut columns, 1, Some(1), ["a", "", ""]);
    add(&mut columns, 2, Some(2), ["b", "", ""]);
    add(&mut columns, 3, None, ["c", "", ""]);
    add(&mut columns, 4, Some(9), ["d", "", ""]);
    assert_eq!(sorted(&columns, &companies, "company", false), [2, 1, 4, 3]);
    companies.set(&field("company"), [(1, Some("Alpha"))]).expect("a name");
    assert_eq!(sorted(&columns, &companies, "company", false), [1, 2, 4, 3]);
    assert_eq!(sorted(&columns, &companies, "company", true), [2, 1, 4, 3]);
    assert!(searched(&columns, &companies, "zeta").is_empty());
}

#[test]
fn columns_come_and_go_while_the_list_lives() {
    let companies = companies(&[]);
    let mut columns = Columns::new(prospect_spec()).expect("columns");
    add(&mut columns, 5, None, ["a", "", ""]);
    add(&mut columns, 7, None, ["b", "", ""]);
    let city = ColumnSpec { field: field("city"), kind: FieldKind::Text, searched: true };
    assert_eq!(
        columns.query(&ListQuery { filter: "city is lyon".parse().expect("a filter"), ..ListQuery::default() }, None),
        Err(super::ListError::NoColumn(field("city")))
    );
    columns.add_column(city.clone(), [(5, Some("Lyon")), (6, Some("Nice"))]).expect("a column");
    assert_eq!(columns.add_column(city, []), Err(super::ListError::DuplicateColumn(field("city"))));
    assert_eq!(searched(&columns, &companies, "lyon"), [5]);
    assert!(columns.drop_column(&field("city")) && !columns.drop_column(&field("city")));
    assert!(searched(&columns, &companies, "lyon").is_empty());
}

#[test]
fn different_values_are_counted_without_case_and_label_by_label() {
    let companies = companies(&["Alpha", "ALPHA"]);
    let mut columns = Columns::new(prospect_spec()).expect("columns");
    for (id, company, tags) in [(1, 1, "vip\nSalon"), (2, 2, "salon"), (3, 2, "Été")] {
        let cells = [None, None, None, Some(tags), None, None];
        columns.upsert(&[Row { id, archived: id == 3, related: Some(company), cells: &cells }]).expect("a row");
    }
    let distinct = |by: &str, scope, prefix: &str| {
        let found = columns.distinct(&field(by), scope, prefix, 10, Some(&companies)).expect("values");
        found.into_iter().map(|value| (value.folded, value.rows, value.example)).collect::<Vec<_>>()
    };
    assert_eq!(distinct("tags", Scope::Active, ""), [("salon".into(), 2, 2), ("vip".into(), 1, 1)]);
    assert_eq!(distinct("tags", Scope::Archived, "É"), [("ete".into(), 1, 3)]);
    assert_eq!(distinct("company", Scope::Active, ""), [("alpha".into(), 2, 2)]);
    assert_eq!(distinct("email", Scope::Active, ""), []);
}

#[test]
fn what_asks_too_much_is_refused() {
    let columns = Columns::new(prospect_spec()).expect("columns");
    let search = (0..100).map(|i| format!("mot{i}x ")).collect::<String>();
    assert_eq!(
        columns.query(&ListQuery { search, ..ListQuery::default() }, None),
        Err(super::ListError::TooManyWords { limit: super::MAX_WORDS })
    );
    let mut filter = sales_core::filter::Filter::all();
    for _ in 0..1000 {
        filter = sales_core::filter::Filter::Not { of: Box::new(filter) };
    }
    assert_eq!(
        columns.query(&ListQuery { filter, ..ListQuery::default() }, None),
        Err(super::ListError::TooDeep { limit: super::MAX_DEPTH })
    );
}

#[test]
fn a_row_with_another_number_of_cells_changes_nothing() {
    let mut columns = Columns::new(prospect_spec()).expect("columns");
    let row = |cells| Row { id: 1, archived: false, related: None, cells };
    let refused = columns.upsert(&[row(&[None; 6]), row(&[None; 5])]);
    assert_eq!(refused, Err(super::ListError::CellCount { expected: 6, found: 5 }));
    assert_eq!((columns.row_count(), columns.version()), (0, 0));
}

#[test]
fn a_snapshot_gives_windows_and_positions() {
    let mut columns = Columns::new(prospect_spec()).expect("columns");
    for id in 1..=5 {
        add(&mut columns, id, None, ["a", "", ""]);
    }
    let snapshot = columns.query(&ListQuery::default(), None).expect("an answer");
    columns.remove(&[4]);
    assert_eq!(snapshot.ids(), [5, 4, 3, 2, 1]);
    assert_ne!(snapshot.version(), columns.version());
    assert_eq!(snapshot.window(1, 2), [4, 3]);
    assert_eq!(snapshot.window(4, usize::MAX), [1]);
    assert!(snapshot.window(9, 2).is_empty());
    assert_eq!((snapshot.position_of(2), snapshot.position_of(9)), (Some(3), None));
}

#[test]
fn a_column_is_put_in_order_unless_it_changes_meanwhile() {
    let mut columns = Columns::new(prospect_spec()).expect("columns");
    for id in 1..=5000 {
        add(&mut columns, id, None, [&format!("Nom {}", 7 * id % 4000), "", ""]);
    }
    let before = sorted(&columns, &companies(&[]), "name", false);
    let late = columns.compaction().expect("room").expect("a column with changes");
    columns.set(&field("name"), [(1, Some("Nom 7"))]).expect("a name");
    assert!(!columns.adopt(late));
    let compaction = columns.compaction().expect("room").expect("a column with changes");
    assert!(columns.adopt(compaction));
    assert!(columns.compaction().expect("room").is_none());
    assert!(sorted(&columns, &companies(&[]), "name", false) == before);
}
