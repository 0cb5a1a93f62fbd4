//! Changes to records by hand, and taking them back.

use sales_app::{
    ErrorCode,
    history::{EditedRecords, ListHistory, UndoInput},
    lists::{ListWindow, OpenList, Selection},
    records::{
        ChangeRecords, EditRecord, FieldChange, FieldEdit, FieldValue, NewRecordInput, RecordAction, RecordChange,
        RecordKey, ValueNotice,
    },
    views::{ArrangeColumns, ColumnChoice, SaveView},
};
use sales_core::{
    fields::Entity,
    import::OnMatch,
    list::{ListQuery, Scope, SortKey},
};
use sales_testkit::{TestApp, contacts::Contacts};

use crate::support::{dump_without, edit, is, prospect, refused, show, undo, value};

fn change(test: &TestApp, entity: Entity, ids: &[&str], action: RecordAction) -> u32 {
    let ids = ids.iter().map(|id| (*id).to_owned()).collect();
    test.app.records_change(&ChangeRecords { entity, selection: Selection::Ids { ids }, action }).unwrap().changed
}

pub fn archive(test: &TestApp, ids: &[&str]) {
    assert_eq!(change(test, Entity::Prospect, ids, RecordAction::Archive) as usize, ids.len());
}

fn with_contacts(count: usize) -> TestApp {
    let test = TestApp::new();
    test.import("r.csv", Contacts::new(3, 10).csv(count).text(), OnMatch::Fill);
    test
}

#[test]
fn all_that_a_question_is_about_changes_at_once_and_back() {
    let test = with_contacts(600);
    let before = test.dump();
    let query = is("country", "France");
    let all = test.ids(Entity::Prospect, query.clone());
    let left_out = all[0].clone();
    let changed = test
        .app
        .records_change(&ChangeRecords {
            entity: Entity::Prospect,
            selection: Selection::Matching { query, except: vec![left_out] },
            action: RecordAction::SetField { field: "stage".parse().unwrap(), value: "qualified".into() },
        })
        .unwrap();
    assert_eq!(changed.changed as usize, all.len() - 1);
    assert_eq!(test.ids(Entity::Prospect, is("stage", "qualified")).len(), all.len() - 1);
    let report = undo(&test);
    assert_eq!((report.cells as usize, report.cells_kept), (all.len() - 1, 0));
    assert_eq!(test.dump(), before);
    assert_eq!(test.ids(Entity::Prospect, is("stage", "qualified")).len(), 0);
    test.app.history_redo(None).unwrap();
    assert_eq!(test.ids(Entity::Prospect, is("stage", "qualified")).len(), all.len() - 1);
}

#[test]
fn undo_leaves_what_was_edited_since() {
    let test = with_contacts(50);
    let ids = test.prospect_ids();
    let refs: Vec<&str> = ids.iter().map(String::as_str).collect();
    let field = "city".parse().unwrap();
    change(&test, Entity::Prospect, &refs, RecordAction::SetField { field, value: "Nantes".into() });
    let bulk = test.app.history_list(&ListHistory { before: None, limit: 1 }).unwrap().remove(0).id;
    edit(&test, &ids[7], "city", "Brest");
    let input = UndoInput { change: Some(bulk), edited: EditedRecords::Keep };
    let preview = test.app.history_undo_preview(&input).unwrap();
    let report = test.app.history_undo(&input).unwrap();
    assert_eq!((report.cells as usize, report.cells_kept), (ids.len() - 1, 1));
    assert_eq!((preview.cells, preview.cells_kept), (report.cells, 1));
    assert_eq!(value(&show(&test, Entity::Prospect, &ids[7]), "city"), "Brest");
    assert_eq!(test.ids(Entity::Prospect, is("city", "Nantes")).len(), 0);
}

#[test]
fn archived_records_are_in_the_other_scope() {
    let test = with_contacts(30);
    let ids = test.prospect_ids();
    archive(&test, &[&ids[0], &ids[1]]);
    let archived = ListQuery { scope: Scope::Archived, ..ListQuery::default() };
    assert_eq!(test.ids(Entity::Prospect, archived.clone()), ids[..2]);
    assert_eq!(test.prospect_ids(), ids[2..]);
    assert_eq!(change(&test, Entity::Prospect, &[&ids[0]], RecordAction::Archive), 0, "it is there already");
    change(&test, Entity::Prospect, &[&ids[0]], RecordAction::Restore);
    assert_eq!(test.ids(Entity::Prospect, archived).len(), 1);
    undo(&test);
    undo(&test);
    assert_eq!(test.prospect_ids(), ids);
}

#[test]
fn removed_records_come_back_whole() {
    let test = with_contacts(200);
    let with_email = ListQuery { filter: "email is not empty".parse().unwrap(), ..ListQuery::default() };
    let id = test.ids(Entity::Prospect, with_email).remove(5);
    change(&test, Entity::Prospect, &[&id], RecordAction::AddTag { name: "VIP".into() });
    let probe = |test: &TestApp| {
        let email = value(&show(test, Entity::Prospect, &id), "email");
        let path = test.write("probe.csv", format!("Email,Notes\n{email},x\n"));
        let plan = test.plan(&path, OnMatch::Skip).unwrap();
        crate::support::outcomes(test.app.import_check(&plan, &mut |_| {}).unwrap().counts)
    };
    assert_eq!(probe(&test), [0, 0, 0, 0, 1, 0]);
    let (before, record) = (test.dump(), show(&test, Entity::Prospect, &id));
    change(&test, Entity::Prospect, &[&id], RecordAction::Remove);
    refused(test.app.record_show(&RecordKey { entity: Entity::Prospect, id: id.clone() }), ErrorCode::RecordMissing);
    undo(&test);
    assert_eq!(test.dump(), before);
    let again = show(&test, Entity::Prospect, &id);
    assert_eq!((again.values, again.tags, again.company), (record.values, record.tags, record.company));
    assert_eq!(probe(&test), [0, 0, 0, 0, 1, 0], "its keys are back too");
}

#[test]
fn a_company_with_prospects_can_be_removed_and_comes_back() {
    let test = with_contacts(100);
    let before = test.dump();
    let company = test.ids(Entity::Company, ListQuery::default()).remove(0);
    let prospects = show(&test, Entity::Company, &company).prospects_total;
    assert!(prospects > 0);
    change(&test, Entity::Company, &[&company], RecordAction::Remove);
    refused(
        test.app.record_show(&RecordKey { entity: Entity::Company, id: company.clone() }),
        ErrorCode::RecordMissing,
    );
    undo(&test);
    assert_eq!(test.dump(), before);
    assert_eq!(show(&test, Entity::Company, &company).prospects_total, prospects);
    test.app.history_redo(None).unwrap();
    refused(test.app.record_show(&RecordKey { entity: Entity::Company, id: company }), ErrorCode::RecordMissing);
}

#[test]
fn tags_are_one_whatever_their_case() {
    let test = with_contacts(20);
    let before = test.dump();
    let ids = test.prospect_ids();
    let tag = |name: &str| RecordAction::AddTag { name: name.to_owned() };
    assert_eq!(change(&test, Entity::Prospect, &[&ids[0], &ids[1]], tag(" Été ")), 2);
    assert_eq!(change(&test, Entity::Prospect, &[&ids[1], &ids[2]], tag("été")), 1);
    let tags = test.app.tags_list().unwrap();
    assert_eq!((tags.len(), tags[0].name.as_str(), tags[0].prospects), (1, "Été", 3));
    assert_eq!(test.ids(Entity::Prospect, is("tags", "ete")).len(), 3);
    let remove = RecordAction::RemoveTag { name: "ÉTÉ".into() };
    assert_eq!(change(&test, Entity::Prospect, &[&ids[1]], remove), 1);
    assert_eq!(test.ids(Entity::Prospect, is("tags", "été")).len(), 2);
    for _ in 0..3 {
        undo(&test);
    }
    assert_eq!(test.dump(), before);
    for _ in 0..3 {
        test.app.history_redo(None).unwrap();
    }
    assert_eq!(show(&test, Entity::Prospect, &ids[0]).tags, ["Été"]);
    assert_eq!(show(&test, Entity::Prospect, &ids[1]).tags, [""; 0]);
}

#[test]
fn a_prospect_moves_to_a_company_by_its_name() {
    let test = TestApp::new();
    let empty = test.dump();
    let make = |values: &[(&str, &str)]| {
        let values =
            values.iter().map(|(field, value)| FieldValue { field: field.parse().unwrap(), value: (*value).into() });
        test.app.record_create(&NewRecordInput { entity: Entity::Prospect, values: values.collect() }).unwrap().id
    };
    let (ada, bob) = (make(&[("last_name", "Byron"), ("company", "Acme SAS")]), make(&[("last_name", "Bob")]));
    let before = test.dump();
    edit(&test, &bob, "company", "ACME");
    let acme = show(&test, Entity::Prospect, &ada).company.unwrap();
    assert_eq!(show(&test, Entity::Prospect, &bob).company.unwrap().id, acme.id, "the same company");
    edit(&test, &bob, "company", "Other");
    let cells = show(&test, Entity::Prospect, &bob).history[0].cells.clone();
    assert_eq!((cells[0].old.as_deref(), cells[0].new.as_deref()), (Some("Acme SAS"), Some("Other")));
    edit(&test, &bob, "company", "");
    assert_eq!(show(&test, Entity::Prospect, &bob).company, None);
    for _ in 0..3 {
        undo(&test);
    }
    assert_eq!(test.dump(), before, "the company that was made for it is gone too");
    undo(&test);
    undo(&test);
    assert_eq!(test.dump(), empty);
    for _ in 0..5 {
        test.app.history_redo(None).unwrap();
    }
    assert_eq!(show(&test, Entity::Prospect, &ada).company.unwrap().title, "Acme SAS");
    refused(test.app.history_redo(None), ErrorCode::NothingToRedo);
}

#[test]
fn fields_that_no_one_may_write_are_refused() {
    let test = with_contacts(5);
    let before = test.dump();
    let id = test.prospect_ids().remove(0);
    for (field, code) in [
        ("created_at", ErrorCode::FieldReadOnly),
        ("name", ErrorCode::FieldReadOnly),
        ("tags", ErrorCode::FieldReadOnly),
        ("company_size", ErrorCode::FieldReadOnly),
        ("custom:nobody_made_this", ErrorCode::FieldUnknown),
    ] {
        let edit =
            EditRecord { entity: Entity::Prospect, id: id.clone(), field: field.parse().unwrap(), value: "x".into() };
        assert_eq!(refused(test.app.record_edit(&edit), code).args["field"], field);
    }
    let gone = EditRecord {
        entity: Entity::Prospect,
        id: "nonsense".into(),
        field: "city".parse().unwrap(),
        value: "x".into(),
    };
    assert_eq!(refused(test.app.record_edit(&gone), ErrorCode::RecordMissing).args["id"], "nonsense");
    assert_eq!(test.dump(), before);
}

#[test]
fn the_history_is_newest_first_and_survives_a_restart() {
    let mut test = with_contacts(10);
    let id = test.prospect_ids().remove(0);
    for city in ["A", "B", "C"] {
        test.clock.advance(1_000);
        edit(&test, &id, "city", city);
    }
    let list =
        |test: &TestApp, before: Option<String>, limit| test.app.history_list(&ListHistory { before, limit }).unwrap();
    let all = list(&test, None, 10);
    let values: Vec<_> = all.iter().map(|entry| entry.args.get("value").map(String::as_str)).collect();
    assert_eq!(values, [Some("C"), Some("B"), Some("A"), None]);
    assert!(all.windows(2).all(|pair| pair[0].at >= pair[1].at));
    assert_eq!(list(&test, Some(all[1].id.clone()), 1), all[2..3]);
    test.restart();
    undo(&test);
    test.restart();
    undo(&test);
    assert_eq!(value(&show(&test, Entity::Prospect, &id), "city"), "A");
    test.restart();
    test.app.history_redo(None).unwrap();
    assert_eq!(value(&show(&test, Entity::Prospect, &id), "city"), "B");
    edit(&test, &id, "city", "D");
    refused(test.app.history_redo(None), ErrorCode::NothingToRedo);
}

#[test]
fn saved_views_keep_their_question_and_columns() {
    let test = TestApp::new();
    let query = ListQuery {
        search: "été".into(),
        sort: vec![SortKey { field: "name".parse().unwrap(), descending: true }],
        ..is("country", "France")
    };
    let columns = vec![ColumnChoice { field: "email".parse().unwrap(), width: 240 }];
    let save = |id: Option<String>, name: &str| {
        let (query, columns) = (query.clone(), columns.clone());
        test.app.view_save(&SaveView { id, entity: Entity::Prospect, name: name.into(), query, columns })
    };
    let view = save(None, "Clients français").unwrap();
    assert_eq!((view.query, view.columns), (query.clone(), columns.clone()));
    refused(save(None, "clients Français"), ErrorCode::NameTaken);
    refused(save(None, "  "), ErrorCode::ValueMissing);
    save(Some(view.id.clone()), "Autre nom").unwrap();
    undo(&test);
    assert_eq!(test.app.views_list().unwrap()[0].name, "Clients français");
    test.app.view_remove(&view.id).unwrap();
    assert_eq!(test.app.views_list().unwrap().len(), 0);
    undo(&test);
    assert_eq!(test.app.views_list().unwrap()[0].id, view.id);
    refused(test.app.view_remove("nonsense"), ErrorCode::RecordMissing);
}

#[test]
fn what_is_made_by_hand_is_found_by_the_next_import() {
    let test = TestApp::new();
    let values = vec![FieldValue { field: "email".parse().unwrap(), value: "Ada@Lab.example.com".into() }];
    test.app.record_create(&NewRecordInput { entity: Entity::Prospect, values }).unwrap();
    test.import("r.csv", "Email,City\nada@lab.example.com,Paris\n", OnMatch::Fill);
    assert_eq!(value(&prospect(&test, "email", "ada@lab.example.com"), "city"), "Paris");
    let empty = NewRecordInput { entity: Entity::Prospect, values: Vec::new() };
    refused(test.app.record_create(&empty), ErrorCode::ValueMissing);
}

#[test]
fn the_arrangement_of_columns_is_kept_in_the_workspace_and_makes_no_list_old() {
    let mut test = with_contacts(3);
    let columns = vec![
        ColumnChoice { field: "name".parse().unwrap(), width: 200 },
        ColumnChoice { field: "custom:salon".parse().unwrap(), width: 90 },
    ];
    assert_eq!(test.app.columns_show(Entity::Prospect).unwrap(), None);
    let query = ListQuery::default();
    let snapshot = test.app.list_open(&OpenList { entity: Entity::Prospect, query, first: None }).unwrap().snapshot;
    let known = |test: &TestApp| {
        let history = test.app.history_list(&ListHistory { before: None, limit: 10 }).unwrap().len();
        (dump_without(test, "setting"), history)
    };
    let before = known(&test);
    let arranged = ArrangeColumns { entity: Entity::Prospect, columns: columns.clone() };
    test.app.columns_arrange(&arranged).unwrap();
    let window = ListWindow { snapshot, offset: 0, limit: 3, fields: vec!["name".parse().unwrap()] };
    assert!(!test.app.list_window(&window).unwrap().stale);
    test.restart();
    assert_eq!(test.app.columns_show(Entity::Prospect).unwrap(), Some(columns));
    assert_eq!(test.app.columns_show(Entity::Company).unwrap(), None);
    assert_eq!(before, known(&test));
}

fn created(test: &TestApp, entity: Entity, values: &[(&str, &str)]) -> (String, String) {
    let values = values
        .iter()
        .map(|(field, value)| FieldValue { field: field.parse().unwrap(), value: (*value).to_owned() })
        .collect();
    let id = test.app.record_create(&NewRecordInput { entity, values }).unwrap().id;
    let newest = test.app.history_list(&ListHistory { before: None, limit: 1 }).unwrap().remove(0);
    assert_eq!(newest.label, "create");
    (id, newest.args["name"].clone())
}

#[test]
fn the_history_calls_a_new_record_by_its_name() {
    let test = TestApp::new();
    let name = |values: &[(&str, &str)]| created(&test, Entity::Prospect, values).1;
    assert_eq!(name(&[("email", "lea@acme.fr"), ("last_name", "Martin"), ("first_name", " Léa ")]), "Léa Martin");
    assert_eq!(name(&[("job_title", "CEO"), ("full_name", "Karim Benali")]), "Karim Benali");
    assert_eq!(name(&[("company", "Acme"), ("email", "info@acme.fr")]), "info@acme.fr");
    assert_eq!(name(&[("city", "Lyon"), ("company", "Acme")]), "Acme");
    assert_eq!(name(&[("city", " Lyon ")]), "Lyon");
    let (_, name) = created(&test, Entity::Company, &[("industry", "Steel"), ("company", "Forges")]);
    assert_eq!(name, "Forges");
    test.app.history_undo(&UndoInput { change: None, edited: EditedRecords::Keep }).unwrap();
    test.app.history_redo(None).unwrap();
    assert_eq!(test.ids(Entity::Company, is("company", "Forges")).len(), 1);
}

#[test]
fn the_history_says_who() {
    let test = TestApp::new();
    test.import("a.csv", "E-mail\nlea@acme.fr\n", OnMatch::Fill);
    let lea = prospect(&test, "email", "lea@acme.fr");
    edit(&test, &lea.id, "city", "Lyon");
    let changes = test.app.history_list(&ListHistory { before: None, limit: 10 }).unwrap();
    assert_eq!(changes.len(), 2);
    assert!(changes.iter().all(|change| change.author.as_ref().is_some_and(|author| author.own)), "{changes:?}");
    let history = show(&test, Entity::Prospect, &lea.id).history;
    assert_eq!(history.len(), 2);
    assert!(history.iter().all(|change| change.author.as_ref().is_some_and(|author| author.own)), "{history:?}");
    let summary = test.app.workspace_summary().unwrap();
    assert!(summary.undo.unwrap().author.unwrap().own);
}

#[test]
fn the_company_of_a_prospect_is_told_by_its_domain_and_place() {
    let test = TestApp::new();
    let subtitle = |values: &[(&str, &str)]| {
        let (id, _) = created(&test, Entity::Company, values);
        let (prospect, _) = created(&test, Entity::Prospect, &[("last_name", "Martin"), values[0]]);
        let company = show(&test, Entity::Prospect, &prospect).company.unwrap();
        assert_eq!((company.id, company.title.as_str()), (id, values[0].1));
        company.subtitle
    };
    let website = ("company_website", "https://www.acme.fr/contact");
    assert_eq!(subtitle(&[("company", "A"), website, ("company_city", "Lyon")]), "acme.fr · Lyon");
    assert_eq!(subtitle(&[("company", "B"), ("company_country", "France")]), "France");
    assert_eq!(subtitle(&[("company", "C"), ("company_website", "https://www.linkedin.com/company/c")]), "");
    assert_eq!(subtitle(&[("company", "D")]), "");
}

#[test]
fn several_fields_are_written_as_one_change_or_not_at_all() {
    let test = TestApp::new();
    test.import("a.csv", "E-mail\nlea@acme.fr\n", OnMatch::Fill);
    let id = prospect(&test, "email", "lea@acme.fr").id;
    let before = test.dump();
    let value = |field: &str, value: &str| field_edit(field, FieldChange::Set, value);
    for wrong in ["created_at", "custom:unknown"] {
        let values = [value("first_name", "Zoé"), value(wrong, "x")];
        assert!(test.app.record_edit_fields(Entity::Prospect, &id, &values).is_err(), "{wrong}");
        assert_eq!(test.dump(), before, "{wrong}");
    }
    let values = [value("first_name", "Zoé"), value("city", "Lyon"), value("company", "Acme")];
    let changed = test.app.record_edit_fields(Entity::Prospect, &id, &values).unwrap();
    assert_eq!(changed.changed, 3);
    let shown = show(&test, Entity::Prospect, &id);
    assert_eq!(shown.history[0].cells.len(), 3, "one change of the history");
    undo(&test);
    assert_eq!(test.dump(), before);
}

fn field_edit(field: &str, how: FieldChange, value: &str) -> FieldEdit {
    FieldEdit { field: field.parse().unwrap(), how, value: value.to_owned() }
}

#[test]
fn tags_are_written_with_other_fields_as_one_change() {
    use FieldChange::{Add, Remove, Set};
    let test = TestApp::new();
    test.import("a.csv", "E-mail,Tags\nlea@acme.fr,Salon\n", OnMatch::Fill);
    let id = prospect(&test, "email", "lea@acme.fr").id;
    let tags = || show(&test, Entity::Prospect, &id).tags;
    let edit = |edits: &[(&str, FieldChange, &str)]| {
        let edits: Vec<FieldEdit> = edits.iter().map(|(field, how, value)| field_edit(field, *how, value)).collect();
        test.app.record_edit_fields(Entity::Prospect, &id, &edits)
    };
    let before = test.dump();
    assert_eq!(edit(&[("tags", Add, "won, À rappeler"), ("city", Set, "Lyon")]).unwrap().changed, 2);
    assert_eq!(tags(), ["Salon", "won", "À rappeler"]);
    let history = || show(&test, Entity::Prospect, &id).history;
    let cells = |change: &RecordChange| -> Vec<(String, Option<String>, Option<String>)> {
        change.cells.iter().map(|cell| (cell.field.clone(), cell.old.clone(), cell.new.clone())).collect()
    };
    let came = |name: &str| ("tags".to_owned(), None, Some(name.to_owned()));
    assert_eq!(cells(&history()[0])[1..], [came("won"), came("À rappeler")], "a change of tags is one of the record");
    assert_eq!(history().len(), 2);
    undo(&test);
    assert_eq!(history().len(), 1);
    assert_eq!(test.dump(), before, "one change, taken back whole");
    for (edits, left) in [
        (&[("tags", Set, "won; lost")][..], &["lost", "won"][..]),
        (&[("tags", Remove, "LOST"), ("tags", Add, "Salon")], &["Salon", "won"]),
        (&[("tags", Remove, "lost")], &["Salon", "won"]),
        (&[("tags", Set, "WON")], &["won"]),
        (&[("tags", Set, "")], &[]),
    ] {
        edit(edits).unwrap();
        assert_eq!(tags(), left, "{edits:?}");
    }
    assert_eq!(cells(&history()[0]), [("tags".to_owned(), Some("won".to_owned()), None)]);
    let before = test.dump();
    for (edits, code) in [
        (&[("city", Set, "Nice"), ("tags", Remove, "nope")][..], ErrorCode::TagUnknown),
        (&[("city", Set, "Nice"), ("tags", Add, " ,")], ErrorCode::ValueMissing),
        (&[("tags", Set, ";")], ErrorCode::ValueMissing),
        (&[("tags", Add, "x"), ("city", Add, "Nice")], ErrorCode::FieldNotAList),
    ] {
        refused(edit(edits), code);
        assert_eq!(test.dump(), before, "{edits:?}");
    }
}

#[test]
fn numbers_of_a_company_are_those_of_its_country() {
    let test = TestApp::new();
    test.import("a.csv", "E-mail,Company,Company Country\nlea@acme.ch,Acme,Suisse\n", OnMatch::Fill);
    let company = prospect(&test, "email", "lea@acme.ch").company.unwrap().id;
    let phone = |value: &str| {
        let edit = field_edit("phone_company", FieldChange::Set, value);
        test.app.record_edit_fields(Entity::Company, &company, &[edit]).unwrap().notices
    };
    assert!(phone("044 668 18 00").is_empty(), "a number of Switzerland, in a French workspace");
    assert_eq!(phone("12")[0].code, "phone_no_number");
    let both = [
        field_edit("company_country", FieldChange::Set, "Belgique"),
        field_edit("phone_company", FieldChange::Set, "0470 12 34 56"),
    ];
    assert!(test.app.record_edit_fields(Entity::Company, &company, &both).unwrap().notices.is_empty());
}

#[test]
fn values_that_do_not_fit_their_field_are_kept_and_told() {
    let test = TestApp::new();
    test.import("a.csv", "E-mail\nlea@acme.fr\n", OnMatch::Fill);
    let id = prospect(&test, "email", "lea@acme.fr").id;
    let edits = [
        ("email", "notmail"),
        ("phone", "12"),
        ("country", "Frnace"),
        ("birthday", "31/02/1990"),
        ("website", "acme.fr"),
        ("city", "31/02/1990"),
    ];
    let edits: Vec<FieldEdit> = edits.iter().map(|(field, value)| field_edit(field, FieldChange::Set, value)).collect();
    let changed = test.app.record_edit_fields(Entity::Prospect, &id, &edits).unwrap();
    assert_eq!(changed.changed, 6);
    let told: Vec<_> = changed.notices.iter().map(|notice| (notice.field.as_str(), notice.code.as_str())).collect();
    assert_eq!(
        told,
        [
            ("email", "email_no_at"),
            ("phone", "phone_no_number"),
            ("country", "country_unknown"),
            ("birthday", "date_impossible")
        ]
    );
    assert_eq!(value(&show(&test, Entity::Prospect, &id), "email"), "notmail");
    let edit = |field: &str, value: &str| EditRecord {
        entity: Entity::Prospect,
        id: id.clone(),
        field: field.parse().unwrap(),
        value: value.to_owned(),
    };
    let cell = test.app.record_edit(&edit("email", "a@")).unwrap();
    assert_eq!(cell.notices[0].code, "email_no_domain", "a cell of the window tells the same");
    assert!(test.app.record_edit(&edit("country", "Belgique")).unwrap().notices.is_empty());
    assert!(test.app.record_edit(&edit("phone", "0470 12 34 56")).unwrap().notices.is_empty(), "a number of Belgium");
    assert!(test.app.record_edit(&edit("email", "")).unwrap().notices.is_empty());
}

#[test]
fn a_value_by_which_another_prospect_is_known_is_kept_and_told_with_the_other() {
    let test = TestApp::new();
    let make = |values: &[(&str, &str)]| {
        let values =
            values.iter().map(|(field, value)| FieldValue { field: field.parse().unwrap(), value: (*value).into() });
        test.app.record_create(&NewRecordInput { entity: Entity::Prospect, values: values.collect() }).unwrap()
    };
    let ada = make(&[
        ("last_name", "Byron"),
        ("email", "Ada@acme.example"),
        ("phone_mobile", "06 12 34 56 78"),
        ("linkedin_url", "https://www.linkedin.com/in/ada"),
    ]);
    assert_eq!(ada.notices, []);
    let bob = make(&[("last_name", "Bob"), ("email_2", "ada@ACME.example")]);
    let told = |notices: &[ValueNotice]| -> Vec<(String, String, String, String)> {
        let told = notices.iter().map(|notice| {
            let other = notice.other.clone().unwrap();
            (notice.field.to_string(), notice.code.clone(), other.title, other.id)
        });
        told.collect()
    };
    let of_ada = |field: &str| vec![(field.to_owned(), "of_another".to_owned(), "Byron".to_owned(), ada.id.clone())];
    assert_eq!(told(&bob.notices), of_ada("email_2"));
    for (field, given) in [("phone", "+33 6 12 34 56 78"), ("linkedin_url", "linkedin.com/in/Ada/")] {
        let edit = EditRecord {
            entity: Entity::Prospect,
            id: bob.id.clone(),
            field: field.parse().unwrap(),
            value: given.into(),
        };
        assert_eq!(told(&test.app.record_edit(&edit).unwrap().notices), of_ada(field));
        assert_eq!(value(&show(&test, Entity::Prospect, &bob.id), field), given, "it is kept");
        let edit = FieldEdit { field: edit.field, how: FieldChange::Set, value: edit.value };
        let edited = test.app.record_edit_fields(Entity::Prospect, &bob.id, &[edit]).unwrap();
        assert_eq!(told(&edited.notices), of_ada(field));
    }
    let edit =
        EditRecord { entity: Entity::Prospect, id: ada.id, field: "city".parse().unwrap(), value: "Lyon".into() };
    assert_eq!(test.app.record_edit(&edit).unwrap().notices, []);
}
