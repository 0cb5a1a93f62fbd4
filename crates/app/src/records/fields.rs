//! Several fields of one record at once, and what is odd about values.

use sales_core::{
    change::Origin,
    fields::{Entity, FieldId, FieldKind},
};
use sales_ingest::normal::country::Country;
use sales_store::{record::Record, tags, tx::Tx};
use serde_json::json;

use super::{
    FieldChange, FieldEdit, RecordsChanged, ValueNotice,
    change::{finish, set_field},
    shared::shared_values,
};
use crate::{
    app::App,
    error::{AppError, ErrorCode},
    imports::{odd_value, tag_names},
    lists::row_of,
    workspace::Workspace,
};

impl App {
    /// Changes several fields of a record, tags included, as one change, or none of them.
    pub fn record_edit_fields(
        &self,
        entity: Entity,
        id: &str,
        edits: &[FieldEdit],
    ) -> Result<RecordsChanged, AppError> {
        let workspace = self.workspace()?;
        let row = row_of(&workspace, entity, id)?;
        let record = workspace.store.read(|db| Record::at_row(db, entity, row))?;
        let title = record.as_ref().map(Record::title);
        let (label, args) = match edits {
            [FieldEdit { field, value, how: FieldChange::Set }] if !is_tags(field) => {
                ("edit", json!({"field": field, "value": value, "name": title}))
            }
            _ => ("edit_fields", json!({"count": edits.len(), "name": title})),
        };
        let mut tx = workspace.store.begin(Origin::User, label, &args)?;
        let mut changed = 0;
        for FieldEdit { field, how, value } in edits {
            changed += match how {
                _ if is_tags(field) => usize::from(change_tags(&mut tx, entity, row, *how, value)?),
                FieldChange::Set => set_field(&workspace, &mut tx, entity, &[row], field, value)?,
                FieldChange::Add | FieldChange::Remove => {
                    let error = AppError::new(ErrorCode::FieldNotAList).with("field", field);
                    return Err(error.at_field(field.as_str()));
                }
            };
        }
        let changed = finish(tx, changed)?;
        let values = edits.iter().map(|edit| (&edit.field, edit.value.as_str()));
        let mut notices = odd_values(&workspace, record.as_ref(), values.clone());
        notices.extend(shared_values(&workspace, entity, row, values)?);
        Ok(RecordsChanged { notices, ..changed })
    }
}

fn is_tags(field: &FieldId) -> bool {
    field.kind() == Some(FieldKind::Tags)
}

/// Puts tags on a record, takes some off, or lets it have these and no others. Tells whether that
/// changed anything.
fn change_tags(tx: &mut Tx<'_>, entity: Entity, row: i64, how: FieldChange, names: &str) -> Result<bool, AppError> {
    let wanted: Vec<&str> = tag_names(names).collect();
    if wanted.is_empty() && (how != FieldChange::Set || !names.trim().is_empty()) {
        return Err(AppError::new(ErrorCode::ValueMissing).at_field("tags"));
    }
    let is_wanted = |tag: &str| wanted.iter().any(|name| name.to_lowercase() == tag.to_lowercase());
    let mut changed = 0;
    if how != FieldChange::Add {
        let carried = tx.read(|db| tags::of_rows(db, entity, &[row]))?;
        if how == FieldChange::Remove {
            let known = tx.read(tags::all)?;
            let is_known = |name: &&&str| known.iter().any(|tag| tag.name.to_lowercase() == name.to_lowercase());
            if let Some(unknown) = wanted.iter().find(|name| !is_known(name)) {
                return Err(AppError::new(ErrorCode::TagUnknown).with("tag", unknown).at_field("tags"));
            }
        }
        for (_, tag) in carried.iter().filter(|(_, tag)| is_wanted(tag) == (how == FieldChange::Remove)) {
            let tag = tx.tag_named(tag)?;
            changed += tx.remove_tag(entity, &[row], tag)?;
        }
    }
    if how != FieldChange::Remove {
        for name in wanted {
            let tag = tx.tag_named(name)?;
            changed += tx.add_tag(entity, &[row], tag)?;
        }
    }
    Ok(changed > 0)
}

/// What is odd about values that are written to a record; phone numbers without a country are read as
/// the keys of the record read them.
pub(super) fn odd_values<'v>(
    workspace: &Workspace,
    record: Option<&Record>,
    values: impl IntoIterator<Item = (&'v FieldId, &'v str)> + Clone,
) -> Vec<ValueNotice> {
    let is_country = |field: &FieldId| matches!(field.as_str(), "country" | "company_country");
    let written = values.clone().into_iter().find(|(field, _)| is_country(field)).map(|(_, value)| value);
    let country = written.or_else(|| record.and_then(Record::country));
    let region = country.and_then(Country::from_name).or_else(|| workspace.home());
    values
        .into_iter()
        .filter_map(|(field, value)| {
            let code = odd_value(field, value, region)?.to_owned();
            Some(ValueNotice { field: field.clone(), value: value.to_owned(), code, other: None })
        })
        .collect()
}
