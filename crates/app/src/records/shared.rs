//! Values by which a prospect is known that another one has too.

use sales_core::fields::{Entity, FieldId};
use sales_store::{match_keys, record::Record};

use super::{RecordLink, ValueNotice, clean::Readings};
use crate::{error::AppError, keys::KeyMaker, workspace::Workspace};

/// Those of the values written to a prospect that another one has: an e-mail address, a phone number, a
/// profile. They stand all the same, as two people may share one.
///
/// # Errors
/// When the workspace cannot be read.
pub(super) fn shared_values<'v>(
    workspace: &Workspace,
    entity: Entity,
    row: i64,
    values: impl IntoIterator<Item = (&'v FieldId, &'v str)>,
) -> Result<Vec<ValueNotice>, AppError> {
    if entity != Entity::Prospect {
        return Ok(Vec::new());
    }
    let mut keys = workspace.key_maker();
    Ok(workspace.store.read(|db| {
        let Some(record) = Record::at_row(db, entity, row)? else { return Ok(Vec::new()) };
        let country = record.country();
        let mut notices = Vec::new();
        for (field, value) in values {
            let Some(def) = KeyMaker::prospect_fields().find(|def| def.id == field.as_str()) else { continue };
            let found = keys.prospect([(def, value)].into_iter(), country, &mut |_| ());
            let hashes: Vec<i64> = found.iter().map(|key| key.hash.0).collect();
            let others = match_keys::find(db, entity, &hashes)?.into_iter().map(|(_, other)| other);
            let Some(other) = others.filter(|&other| other != row).min() else { continue };
            if let Some(other) = Record::at_row(db, entity, other)? {
                notices.push(ValueNotice {
                    field: field.clone(),
                    value: value.to_owned(),
                    code: "of_another".to_owned(),
                    other: Some(RecordLink::telling(&other).read(&other, &Readings::of(db, [&other])?)),
                });
            }
        }
        Ok(notices)
    })?)
}
