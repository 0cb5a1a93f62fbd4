//! What several tests say.

use sales_app::{
    AppError, ErrorCode,
    history::{EditedRecords, UndoInput, UndoView},
    imports::ImportView,
    records::{EditRecord, RecordKey, RecordView},
};
use sales_core::{
    fields::Entity,
    filter::{Filter, Op},
    import::RowCounts,
    list::ListQuery,
};
use sales_testkit::TestApp;

/// The counts of an import, checked to sum to its rows.
pub fn counts(import: &ImportView) -> [u32; 6] {
    assert_eq!(import.counts.rows(), import.rows);
    outcomes(import.counts)
}

/// Created, updated, merged, review, skipped, failed.
pub fn outcomes(counts: RowCounts) -> [u32; 6] {
    [counts.created, counts.updated, counts.merged, counts.review, counts.skipped, counts.failed]
}

/// The question for records whose field has this value.
pub fn is(field: &str, value: &str) -> ListQuery {
    let filter = Filter::Test { field: field.parse().unwrap(), op: Op::Is, values: vec![value.to_owned()] };
    ListQuery { filter, ..ListQuery::default() }
}

/// The one prospect with this value.
pub fn prospect(test: &TestApp, field: &str, value: &str) -> RecordView {
    let ids = test.ids(Entity::Prospect, is(field, value));
    assert_eq!(ids.len(), 1, "prospects whose {field} is {value}");
    show(test, Entity::Prospect, &ids[0])
}

pub fn show(test: &TestApp, entity: Entity, id: &str) -> RecordView {
    test.app.record_show(&RecordKey { entity, id: id.to_owned() }).unwrap()
}

/// A value of a record; empty when it has none.
pub fn value(record: &RecordView, field: &str) -> String {
    record
        .values
        .iter()
        .find(|value| value.field.as_str() == field)
        .map(|value| value.value.clone())
        .unwrap_or_default()
}

pub fn edit(test: &TestApp, id: &str, field: &str, value: &str) {
    let edit = EditRecord {
        entity: Entity::Prospect,
        id: id.to_owned(),
        field: field.parse().unwrap(),
        value: value.to_owned(),
    };
    test.app.record_edit(&edit).unwrap();
}

/// Takes the newest change back.
pub fn undo(test: &TestApp) -> UndoView {
    test.app.history_undo(&UndoInput { change: None, edited: EditedRecords::Keep }).unwrap()
}

/// Takes an import back.
pub fn undo_import(test: &TestApp, import: &ImportView, edited: EditedRecords) -> UndoView {
    test.app.history_undo(&UndoInput { change: Some(import.change.clone()), edited }).unwrap()
}

/// The error that was expected, with this code.
pub fn refused<T: std::fmt::Debug>(result: Result<T, AppError>, code: ErrorCode) -> AppError {
    let error = result.expect_err("this cannot work");
    assert_eq!(error.code, code, "{error}");
    error
}

/// The lines of the workspace but those of a kind.
pub fn dump_without(test: &TestApp, kind: &str) -> Vec<String> {
    let kind = format!("{{\"kind\":\"{kind}\"");
    test.dump().into_iter().filter(|line| !line.starts_with(&kind)).collect()
}
