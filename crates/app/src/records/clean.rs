//! What normalising makes of the values of a record: how they are shown, beside what was found.

use std::{borrow::Cow, collections::BTreeMap};

use sales_core::{
    change::Origin,
    fields::{Entity, FieldId, FieldKind},
};
use sales_ingest::normal::{
    country::Country,
    email,
    person::{self, PersonName},
    phone,
};
use sales_store::{
    Db,
    error::StoreError,
    name_readings::{self, CorrectedNames, NAME_FIELDS, NameParts, readable},
    record::Record,
};
use serde_json::json;

use super::{CorrectName, NameView, RecordsChanged, change::finish};
use crate::{
    app::App,
    error::{AppError, ErrorCode},
    lists::row_of,
    workspace::Workspace,
};

impl App {
    /// Says how the name of a prospect is read, for every prospect whose name is written the same. What it is read
    /// as anyway changes nothing.
    pub fn name_correct(&self, input: &CorrectName) -> Result<RecordsChanged, AppError> {
        let workspace = self.workspace()?;
        let row = row_of(&workspace, Entity::Prospect, &input.id)?;
        let record = workspace.store.read(|db| Record::at_row(db, Entity::Prospect, row))?;
        let missing = || AppError::new(ErrorCode::RecordMissing).with("id", &input.id);
        let found = record.as_ref().and_then(found_name).ok_or_else(missing)?;
        let part = |text: &str| text.trim().to_owned();
        let parts = NameParts {
            title: part(&input.title),
            first: part(&input.first),
            middle: part(&input.middle),
            last: part(&input.last),
            suffix: part(&input.suffix),
        };
        if parts.first.is_empty() && parts.last.is_empty() {
            return Err(AppError::new(ErrorCode::ValueMissing).at_field("last_name"));
        }
        let read = workspace.store.read(|db| CorrectedNames::among(db, std::slice::from_ref(&found)))?;
        let read = read.get(&found).cloned().or_else(|| record.as_ref().map(|record| guessed(record).0));
        if read.as_ref() == Some(&parts) {
            return Ok(RecordsChanged { changed: 0, change: None, notices: Vec::new() });
        }
        let name = [parts.first.as_str(), parts.last.as_str()].join(" ");
        let args = json!({"found": readable(&found), "name": name.trim()});
        let mut tx = workspace.store.begin(Origin::User, "name_correct", &args)?;
        tx.read_name_as(&found, &parts)?;
        finish(tx, 1)
    }
}

/// The name of a prospect as it stands in its fields; none when it has none.
fn found_name(record: &Record) -> Option<String> {
    if record.entity == Entity::Company {
        return None;
    }
    name_readings::found_name(NAME_FIELDS.map(|field| record.get(field).unwrap_or_default()))
}

/// How persons read the names of some prospects.
#[derive(Debug, Default)]
pub(crate) struct Readings(CorrectedNames);

impl Readings {
    /// Those of records of any kind.
    pub fn of<'r>(db: &Db, records: impl IntoIterator<Item = &'r Record>) -> Result<Self, StoreError> {
        let names: Vec<String> = records.into_iter().filter_map(found_name).collect();
        Ok(Self(CorrectedNames::among(db, &names)?))
    }

    /// How the name of a prospect is read: as a person said, or as normalising guesses.
    pub fn name(&self, record: &Record) -> Option<NameView> {
        let found = found_name(record)?;
        let corrected = self.0.get(&found);
        let (parts, nickname) = match corrected {
            Some(parts) => (parts.clone(), String::new()),
            None => guessed(record),
        };
        let NameParts { title, first, middle, last, suffix } = parts;
        let found = readable(&found);
        Some(NameView { found, title, first, middle, last, suffix, nickname, corrected: corrected.is_some() })
    }
}

/// What to call a record whose name is read like this.
pub(crate) fn title(record: &Record, name: Option<&NameView>) -> String {
    name.map(whole).filter(|name| !name.is_empty()).unwrap_or_else(|| record.title())
}

/// The values of a record that are usually written otherwise than they were found, by field.
pub(crate) fn values(
    record: &Record,
    name: Option<&NameView>,
    fields: &[FieldId],
    region: Option<Country>,
) -> BTreeMap<FieldId, String> {
    let shown = |field: &FieldId| {
        let found = record.get(field.as_str())?;
        let of_name = name.and_then(|name| part(name, record, field)).filter(|shown| shown != found);
        Some((field.clone(), of_name.or_else(|| value(field, found, region))?))
    };
    fields.iter().filter_map(shown).collect()
}

/// First names and surname.
fn whole(name: &NameView) -> String {
    joined([&name.first, &name.middle, &name.last])
}

fn joined<const N: usize>(parts: [&String; N]) -> String {
    parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What a field of a record says of a name, as it is read.
fn part(name: &NameView, record: &Record, field: &FieldId) -> Option<String> {
    let part = match field.as_str() {
        "first_name" if record.get("middle_name").is_none() => joined([&name.first, &name.middle]),
        "first_name" => name.first.clone(),
        "middle_name" => name.middle.clone(),
        "last_name" => name.last.clone(),
        "full_name" => whole(name),
        _ => return None,
    };
    Some(part).filter(|part| !part.is_empty())
}

fn guessed(record: &Record) -> (NameParts, String) {
    let [salutation, first, middle, last, suffix, full] =
        NAME_FIELDS.map(|field| record.get(field).unwrap_or_default());
    let mut name = if first.trim().is_empty() && last.trim().is_empty() {
        person::parse(full)
    } else {
        person::from_parts(salutation, first, middle, last, suffix)
    };
    if name.title.is_empty() {
        name.title = Cow::Borrowed(salutation.trim());
    }
    let PersonName { title, first, middle, last, suffix, nickname, other_last: _ } = name;
    let shown = |part: Cow<'_, str>| person::display(&part).into_owned();
    let parts = NameParts {
        title: title.into_owned(),
        first: shown(first),
        middle: shown(middle),
        last: shown(last),
        suffix: suffix.into_owned(),
    };
    (parts, nickname.into_owned())
}

/// The country of phone numbers of a record that are written without calling code.
pub(crate) fn region(workspace: &Workspace, record: &Record) -> Option<Country> {
    record.country().and_then(Country::from_name).or(workspace.home())
}

/// A value as it is usually written, where it was found written otherwise. `region` is the country of
/// phone numbers without calling code.
pub(super) fn value(field: &FieldId, found: &str, region: Option<Country>) -> Option<String> {
    let shown = match field.def()?.kind {
        FieldKind::Phone => phone::display(found, region),
        FieldKind::Email => email::display(found),
        _ => None,
    };
    shown.filter(|shown| shown != found)
}
