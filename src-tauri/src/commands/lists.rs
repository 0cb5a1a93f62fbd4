//! Lists.

use sales_app::{App, AppError};
use sales_app::{
    fields::FieldView,
    lists::{ListRows, ListValues, ListView, ListWindow, LocateRecord, OpenList, ValueCount},
};
use sales_core::fields::Entity;
use tauri::State;

use super::run;

#[tauri::command]
#[specta::specta]
pub async fn list_open(app: State<'_, App>, input: OpenList) -> Result<ListView, AppError> {
    run("list_open", &app, move |app| app.list_open(&input)).await
}

#[tauri::command]
#[specta::specta]
pub async fn list_window(app: State<'_, App>, input: ListWindow) -> Result<ListRows, AppError> {
    run("list_window", &app, move |app| app.list_window(&input)).await
}

#[tauri::command]
#[specta::specta]
pub async fn list_values(app: State<'_, App>, input: ListValues) -> Result<Vec<ValueCount>, AppError> {
    run("list_values", &app, move |app| app.list_values(&input)).await
}

#[tauri::command]
#[specta::specta]
pub async fn list_locate(app: State<'_, App>, input: LocateRecord) -> Result<Option<u32>, AppError> {
    run("list_locate", &app, move |app| app.list_locate(&input)).await
}

#[tauri::command]
#[specta::specta]
pub async fn fields_list(app: State<'_, App>, entity: Entity) -> Result<Vec<FieldView>, AppError> {
    run("fields_list", &app, move |app| app.fields_list(entity)).await
}
