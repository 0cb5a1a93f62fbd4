//! Records, tags and saved views.

use sales_app::{
    records::{
        ChangeRecords, CorrectName, EditRecord, FindRecords, FoundRecord, NewRecordInput, RecordKey, RecordView,
        RecordsChanged,
    },
    tags::TagView,
    views::{ArrangeColumns, ColumnChoice, SaveView, SavedView},
};
use sales_core::fields::Entity;

commands! {
    record_show(input: RecordKey) -> RecordView = move |app| app.record_show(&input);
    record_create(input: NewRecordInput) -> sales_app::records::RecordCreated = move |app| app.record_create(&input);
    record_edit(input: EditRecord) -> RecordsChanged = move |app| app.record_edit(&input);
    records_change(input: ChangeRecords) -> RecordsChanged = move |app| app.records_change(&input);
    name_correct(input: CorrectName) -> RecordsChanged = move |app| app.name_correct(&input);
    records_find(input: FindRecords) -> Vec<FoundRecord> = move |app| app.records_find(&input);
    tags_list() -> Vec<TagView> = move |app| app.tags_list();
    columns_show(entity: Entity) -> Option<Vec<ColumnChoice>> = move |app| app.columns_show(entity);
    columns_arrange(input: ArrangeColumns) -> () = move |app| app.columns_arrange(&input);
    views_list() -> Vec<SavedView> = move |app| app.views_list();
    view_save(input: SaveView) -> SavedView = move |app| app.view_save(&input);
    view_remove(id: String) -> () = move |app| app.view_remove(&id);
}
