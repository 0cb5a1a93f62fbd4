//! Making and changing records.

use sales_core::{
    change::Origin,
    fields::{Entity, FieldDef, FieldId, FieldKind},
};
use sales_store::{custom_fields, match_keys, record::Record, records::NewRecord, tx::Tx};
use serde_json::{Value, json};

use super::{
    ChangeRecords, EditRecord, FieldChange, FieldEdit, FieldValue, NewRecordInput, RecordAction, RecordCreated,
    RecordsChanged, fields::odd_values, shared::shared_values,
};
use crate::{
    app::App,
    error::{AppError, ErrorCode},
    lists::{count, rows_of},
    workspace::Workspace,
};

impl App {
    /// Makes a record by hand.
    pub fn record_create(&self, input: &NewRecordInput) -> Result<RecordCreated, AppError> {
        let workspace = self.workspace()?;
        let values: Vec<&FieldValue> = input.values.iter().filter(|value| !value.value.trim().is_empty()).collect();
        if values.is_empty() {
            return Err(AppError::new(ErrorCode::ValueMissing).at_field(match input.entity {
                Entity::Prospect => "last_name",
                Entity::Company => "company",
            }));
        }
        for value in &values {
            writable(&workspace, input.entity, &value.field)?;
        }
        let mut tx = workspace.store.begin(Origin::User, "create", &json!({}))?;
        let company = values.iter().find(|value| value.field.as_str() == "company");
        let company_row = match (input.entity, company) {
            (Entity::Prospect, Some(company)) => Some(company_named(&workspace, &mut tx, &company.value)?),
            _ => None,
        };
        let own = values.iter().filter(|value| company_row.is_none() || value.field.as_str() != "company");
        let own = own.map(|value| (value.field.as_str(), value.value.as_str())).collect();
        let (row, id) = tx.create(input.entity, &NewRecord { company_row, values: own, file_row: None })?;
        let record = tx.read(|db| Record::at_row(db, input.entity, row))?;
        let name = record.as_ref().map(display_name).filter(|name| !name.is_empty());
        tx.set_args(&json!({"name": name.as_deref().unwrap_or_else(|| values[0].value.trim())}))?;
        tx.commit()?;
        let written = values.iter().map(|value| (&value.field, value.value.as_str()));
        let mut notices = odd_values(&workspace, record.as_ref(), written.clone());
        notices.extend(shared_values(&workspace, input.entity, row, written)?);
        Ok(RecordCreated { id: id.to_string(), notices })
    }

    /// Writes one field of one record; not its tags.
    pub fn record_edit(&self, input: &EditRecord) -> Result<RecordsChanged, AppError> {
        writable(&*self.workspace()?, input.entity, &input.field)?;
        let (field, value) = (input.field.clone(), input.value.clone());
        self.record_edit_fields(input.entity, &input.id, &[FieldEdit { field, how: FieldChange::Set, value }])
    }

    /// Changes many records at once.
    pub fn records_change(&self, input: &ChangeRecords) -> Result<RecordsChanged, AppError> {
        let workspace = self.workspace()?;
        let rows = rows_of(&workspace, input.entity, &input.selection)?;
        let (label, mut args) = label(&input.action);
        args["count"] = rows.len().into();
        args["entity"] = input.entity.as_str().into();
        let changed = apply(&workspace, input.entity, &rows, &input.action, label, &args)?;
        let notices = match &input.action {
            RecordAction::SetField { field, value } => odd_values(&workspace, None, [(field, value.as_str())]),
            _ => Vec::new(),
        };
        Ok(RecordsChanged { notices, ..changed })
    }
}

/// What the history calls a new record: its name or how it is reached, else its company.
fn display_name(record: &Record) -> String {
    let title = record.title();
    if title.is_empty() { record.get("company").unwrap_or_default().trim().to_owned() } else { title }
}

fn label(action: &RecordAction) -> (&'static str, Value) {
    match action {
        RecordAction::SetField { field, value } => ("set_field", json!({"field": field, "value": value})),
        RecordAction::AddTag { name } => ("add_tag", json!({"name": name})),
        RecordAction::RemoveTag { name } => ("remove_tag", json!({"name": name})),
        RecordAction::Archive => ("archive", json!({})),
        RecordAction::Restore => ("restore", json!({})),
        RecordAction::Remove => ("remove", json!({})),
    }
}

fn apply(
    workspace: &Workspace,
    entity: Entity,
    rows: &[i64],
    action: &RecordAction,
    label: &str,
    args: &Value,
) -> Result<RecordsChanged, AppError> {
    let mut tx = workspace.store.begin(Origin::User, label, args)?;
    let changed = match action {
        RecordAction::SetField { field, value } => set_field(workspace, &mut tx, entity, rows, field, value)?,
        RecordAction::AddTag { name } if name.trim().is_empty() => {
            return Err(AppError::new(ErrorCode::ValueMissing).at_field("name"));
        }
        RecordAction::AddTag { name } => {
            let tag = tx.tag_named(name)?;
            tx.add_tag(entity, rows, tag)?
        }
        RecordAction::RemoveTag { name } => {
            let tag = tx.tag_named(name)?;
            tx.remove_tag(entity, rows, tag)?
        }
        RecordAction::Archive => tx.set_archived(entity, rows, true)?,
        RecordAction::Restore => tx.set_archived(entity, rows, false)?,
        RecordAction::Remove => {
            for &row in rows {
                tx.remove(entity, row)?;
            }
            rows.len()
        }
    };
    finish(tx, changed)
}

/// Keeps what was written, unless nothing has changed.
pub(super) fn finish(tx: Tx<'_>, changed: usize) -> Result<RecordsChanged, AppError> {
    if changed == 0 {
        return Ok(RecordsChanged { changed: 0, change: None, notices: Vec::new() });
    }
    let change = tx.change()?;
    tx.commit()?;
    Ok(RecordsChanged { changed: count(changed), change: Some(change.to_string()), notices: Vec::new() })
}

pub(super) fn set_field(
    workspace: &Workspace,
    tx: &mut Tx<'_>,
    entity: Entity,
    rows: &[i64],
    field: &FieldId,
    value: &str,
) -> Result<usize, AppError> {
    writable(workspace, entity, field)?;
    let empty = value.trim().is_empty();
    if entity == Entity::Prospect && field.as_str() == "company" {
        let company = if empty { None } else { Some(company_named(workspace, tx, value)?) };
        return Ok(tx.set_company(rows, company)?);
    }
    Ok(tx.set_field(entity, rows, field.as_str(), (!empty).then_some(value))?)
}

/// A field of this kind of record that people may write.
pub(crate) fn writable(workspace: &Workspace, entity: Entity, field: &FieldId) -> Result<(), AppError> {
    let refused = |code| Err(AppError::new(code).with("field", field).at_field(field.as_str()));
    if field.custom_name().is_some() {
        let known = workspace.store.read(custom_fields::all)?;
        let known = known.iter().any(|custom| custom.entity == entity && custom.field == *field);
        return if known { Ok(()) } else { refused(ErrorCode::FieldUnknown) };
    }
    let own = |def: &FieldDef| def.entity == entity || (entity == Entity::Prospect && def.id == "company");
    match field.def() {
        Some(def) if own(def) && def.kind != FieldKind::Tags => Ok(()),
        Some(def) if !own(def) => {
            refused(ErrorCode::FieldReadOnly).map_err(|error| error.with("of", def.entity.as_str()))
        }
        _ => refused(ErrorCode::FieldReadOnly),
    }
}

/// The company of this name, made when there is none.
fn company_named(workspace: &Workspace, tx: &mut Tx<'_>, name: &str) -> Result<i64, AppError> {
    let keys = workspace.key_maker().company(name, "").0;
    let hashes: Vec<i64> = keys.iter().map(|key| key.hash.0).collect();
    let found = tx.read(|db| match_keys::find(db, Entity::Company, &hashes))?;
    if let Some(row) = found.into_iter().map(|(_, row)| row).min() {
        return Ok(row);
    }
    let values = vec![("company", name.trim())];
    Ok(tx.create(Entity::Company, &NewRecord { values, ..NewRecord::default() })?.0)
}
