//! Which fields the lists keep.

use std::collections::BTreeSet;

use sales_core::{
    fields::{Entity, FieldId, FieldKind, PROSPECTS_OF_COMPANY},
    filter::Filter,
    list::ListQuery,
};

use crate::lists::{ColumnSpec, Spec};

/// Fields that are saved for the next start: all that the first screens show, filter and search, and
/// whether a search looks there.
const PROSPECT_COLUMNS: &[(&str, bool)] = &[
    ("name", true),
    ("last_name", false),
    ("job_title", true),
    ("email", true),
    ("phone", true),
    ("phone_mobile", true),
    ("linkedin_url", false),
    ("city", true),
    ("country", false),
    ("stage", false),
    ("owner", false),
    ("tags", true),
    ("created_at", false),
    ("import", false),
];
const COMPANY_COLUMNS: &[(&str, bool)] = &[
    ("company", true),
    ("company_website", true),
    ("industry", true),
    ("company_size", false),
    ("company_city", true),
    ("company_country", false),
    ("tags", true),
    ("created_at", false),
    ("import", false),
];

const fn kept(entity: Entity) -> &'static [(&'static str, bool)] {
    match entity {
        Entity::Prospect => PROSPECT_COLUMNS,
        Entity::Company => COMPANY_COLUMNS,
    }
}

/// The fields of companies in which a search for prospects looks.
const fn related_search(entity: Entity) -> &'static [&'static str] {
    match entity {
        Entity::Prospect => &["company"],
        Entity::Company => &[],
    }
}

/// The list with all columns that are kept.
pub(super) fn whole(entity: Entity) -> Spec {
    Spec {
        columns: kept(entity).iter().filter_map(|&(id, _)| Some(column(entity, &id.parse().ok()?))).collect(),
        ..bare(entity)
    }
}

/// The list without columns.
pub(super) fn bare(entity: Entity) -> Spec {
    let related_search = related_search(entity).iter().filter_map(|id| id.parse().ok()).collect();
    Spec { columns: Vec::new(), related_search }
}

/// The list with some columns.
pub(super) fn with_columns(entity: Entity, fields: &[FieldId]) -> Spec {
    Spec { columns: fields.iter().map(|field| column(entity, field)).collect(), ..bare(entity) }
}

/// The column of a field.
pub(super) fn column(entity: Entity, field: &FieldId) -> ColumnSpec {
    let searched = kept(entity).iter().any(|&(id, searched)| searched && id == field.as_str());
    ColumnSpec { field: field.clone(), kind: field.kind().unwrap_or(FieldKind::Text), searched }
}

/// Whether a field counts the prospects of companies: it follows from the list of prospects.
pub(super) fn counts_prospects(entity: Entity, field: &FieldId) -> bool {
    entity == Entity::Company && field.as_str() == PROSPECTS_OF_COMPANY
}

/// Whether a field is saved for the next start.
pub(super) fn is_kept(entity: Entity, field: &FieldId) -> bool {
    kept(entity).iter().any(|(id, _)| *id == field.as_str())
}

/// The fields that a question looks at, each with the records that have it.
pub(super) fn fields_of(entity: Entity, query: &ListQuery) -> BTreeSet<(Entity, FieldId)> {
    let mut fields = BTreeSet::new();
    collect(&query.filter, &mut fields);
    fields.extend(query.sort.iter().map(|key| &key.field));
    let mut asked: BTreeSet<_> =
        fields.into_iter().filter_map(|field| Some((owner(entity, field)?, field.clone()))).collect();
    if !query.search.trim().is_empty() {
        let own = kept(entity).iter().filter(|(_, searched)| *searched).map(|&(id, _)| (entity, id));
        let related = related_search(entity).iter().map(|&id| (Entity::Company, id));
        asked.extend(own.chain(related).filter_map(|(entity, id)| Some((entity, id.parse().ok()?))));
    }
    asked
}

/// Whose values a list of these records compares for a field; none when it has no such field.
pub(super) fn owner(entity: Entity, field: &FieldId) -> Option<Entity> {
    let owner = match (field.def(), field.computed()) {
        (Some(def), None) => def.entity,
        (_, Some(def)) => def.entity.unwrap_or(entity),
        (None, None) => entity,
    };
    (owner == entity || owner == Entity::Company).then_some(owner)
}

fn collect<'f>(filter: &'f Filter, fields: &mut BTreeSet<&'f FieldId>) {
    match filter {
        Filter::And { of } | Filter::Or { of } => of.iter().for_each(|part| collect(part, fields)),
        Filter::Not { of } => collect(of, fields),
        Filter::Test { field, .. } => {
            fields.insert(field);
        }
    }
}
