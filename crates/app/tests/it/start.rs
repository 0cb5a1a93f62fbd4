//! What the window shows first comes in one answer.

use sales_app::{
    lists::{AskFirst, ListWindow, OpenList},
    settings::Language,
    views::{ArrangeColumns, ColumnChoice},
    workspace::{NewWorkspace, WorkspaceState},
};
use sales_core::{fields::Entity, import::OnMatch, list::ListQuery};
use sales_testkit::{TestApp, contacts::Contacts};

fn first_list() -> OpenList {
    let fields = ["name", "email"].map(|field| field.parse().unwrap()).to_vec();
    OpenList { entity: Entity::Prospect, query: ListQuery::default(), first: Some(AskFirst { limit: 100, fields }) }
}

#[test]
fn the_keyring_opens_the_workspace_for_the_first_screen_once() {
    let test = TestApp::without_workspace();
    assert_eq!(test.app.start_view(first_list()).unwrap().contents, None, "no workspace");
    let test = TestApp::without_workspace();
    let new = NewWorkspace { folder: None, language: Language::En, country: None, passphrase: None };
    test.app.workspace_create(new).unwrap();
    test.app.workspace_lock().unwrap();
    let view = test.app.start_view(first_list()).unwrap();
    assert_eq!(view.status.state, WorkspaceState::Open);
    assert!(view.status.keyring_available);
    assert_eq!(view.contents.unwrap().list.total, 0);
    test.app.workspace_lock().unwrap();
    let view = test.app.start_view(first_list()).unwrap();
    assert_eq!((view.status.state, view.contents), (WorkspaceState::Locked, None), "locked by a person");
}

#[test]
fn the_first_rows_are_those_of_the_list_with_its_columns() {
    let test = TestApp::new();
    test.import("r.csv", Contacts::new(8, 5).csv(300).text(), OnMatch::Fill);
    let ask = || test.app.start_view(first_list()).unwrap().contents.unwrap();
    let contents = ask();
    let first = contents.list.first.unwrap();
    assert_eq!(first.fields, first_list().first.unwrap().fields);
    let window = ListWindow { snapshot: contents.list.snapshot, offset: 0, limit: 100, fields: first.fields.clone() };
    assert_eq!(first.rows, test.app.list_window(&window).unwrap().rows);
    assert_eq!(first.rows.len(), 100);
    assert_eq!(contents.summary, test.app.workspace_summary().unwrap());
    assert_eq!(contents.fields, test.app.fields_list(Entity::Prospect).unwrap());

    let columns = ["name", "city"].map(|field| ColumnChoice { field: field.parse().unwrap(), width: 120 }).to_vec();
    test.app.columns_arrange(&ArrangeColumns { entity: Entity::Prospect, columns: columns.clone() }).unwrap();
    let contents = ask();
    assert_eq!(contents.columns.as_ref(), Some(&columns));
    let first = contents.list.first.unwrap();
    assert_eq!(first.fields, columns.into_iter().map(|column| column.field).collect::<Vec<_>>());
    let found = ListQuery { search: "nobody at all".to_owned(), ..ListQuery::default() };
    let none = test.app.list_open(&OpenList { query: found, ..first_list() }).unwrap();
    assert_eq!((none.total, none.first.unwrap().rows.len()), (0, 0));
}
