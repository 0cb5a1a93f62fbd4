//! Lists.

use sales_app::{
    fields::FieldView,
    lists::{ListRows, ListValues, ListView, ListWindow, LocateRecord, OpenList, ValueCount},
};
use sales_core::fields::Entity;

commands! {
    list_open(input: OpenList) -> ListView = move |app| app.list_open(&input);
    list_window(input: ListWindow) -> ListRows = move |app| app.list_window(&input);
    list_values(input: ListValues) -> Vec<ValueCount> = move |app| app.list_values(&input);
    list_locate(input: LocateRecord) -> Option<u32> = move |app| app.list_locate(&input);
    fields_list(entity: Entity) -> Vec<FieldView> = move |app| app.fields_list(entity);
}
