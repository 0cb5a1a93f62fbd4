//! The whole workspace as sorted lines of JSON, free of chance: two workspaces with the same
//! content give the same lines. Random identities and times of writing are left out; records refer
//! to each other by content.

use std::collections::BTreeMap;

use rusqlite::Connection;
use sales_core::fields::Entity;
use serde_json::{Map, Value, json};

use crate::{
    custom_fields,
    error::StoreError,
    imports::{Import, ImportStatus},
    record::Record,
    saved_views, tags,
};

/// All lines, sorted.
pub fn canonical(db: &Connection) -> Result<Vec<String>, StoreError> {
    let mut lines = Vec::new();
    let imports = Import::all(db)?;
    let mut companies = BTreeMap::new();
    Record::each(db, Entity::Company, |record| {
        let value = content(db, &record, &imports)?;
        companies.insert(record.row, value.clone());
        lines.push(line("company", value));
        Ok(())
    })?;
    Record::each(db, Entity::Prospect, |record| {
        let mut value = content(db, &record, &imports)?;
        if let Some(company) = record.company_row.and_then(|row| companies.get(&row)) {
            value.insert("company".to_owned(), Value::Object(company.clone()));
        }
        lines.push(line("prospect", value));
        Ok(())
    })?;
    for field in custom_fields::all(db)? {
        lines.push(json!({"kind": "custom_field", "entity": field.entity.as_str(), "field": field.field.as_str(), "label": field.label}).to_string());
    }
    for tag in tags::all(db)? {
        lines.push(json!({"kind": "tag", "name": tag.name}).to_string());
    }
    for view in saved_views::all(db)? {
        lines.push(json!({"kind": "saved_view", "entity": view.entity.as_str(), "name": view.name, "query": view.query, "columns": view.columns}).to_string());
    }
    for import in imports.iter().filter(|import| import.status != ImportStatus::Undone) {
        lines.push(import_line(import));
        import.rows(db, &[], |row| {
            lines.push(json!({"kind": "import_row", "file": import.plan.file_name, "row": row.n, "outcome": row.outcome.as_str(), "reason": row.reason, "raw": row.raw}).to_string());
            Ok(())
        })?;
    }
    lines.sort_unstable();
    Ok(lines)
}

fn line(kind: &str, content: Map<String, Value>) -> String {
    let mut object = Map::new();
    object.insert("kind".to_owned(), kind.into());
    object.extend(content);
    Value::Object(object).to_string()
}

fn content(db: &Connection, record: &Record, imports: &[Import]) -> Result<Map<String, Value>, StoreError> {
    let mut object = Map::new();
    for (field, value) in &record.values {
        object.insert(field.clone(), value.as_str().into());
    }
    let tags = tags::of_rows(db, record.entity, &[record.row])?;
    if !tags.is_empty() {
        object.insert("tags".to_owned(), tags.into_iter().map(|(_, name)| name).collect());
    }
    if record.archived_at.is_some() {
        object.insert("archived".to_owned(), true.into());
    }
    if let Some(import) = imports.iter().find(|import| import.wrote(record.created_seq)) {
        object.insert("source".to_owned(), json!({"file": import.plan.file_name, "row": record.created_row}));
    }
    Ok(object)
}

fn import_line(import: &Import) -> String {
    let status = match import.status {
        ImportStatus::Loading => "loading",
        ImportStatus::Done => "done",
        ImportStatus::Cancelled => "cancelled",
        ImportStatus::Undone => "undone",
    };
    json!({
        "kind": "import", "file": import.plan.file_name, "status": status, "counts": import.outcomes(),
        "mapping": import.plan.mapping, "on_match": import.plan.on_match,
        "issues": import.issues.as_deref().and_then(|json| serde_json::from_str::<Value>(json).ok()),
    })
    .to_string()
}
