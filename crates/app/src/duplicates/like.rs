//! Whether a record that is being written is there already.

use std::time::Duration;

use sales_core::fields::{Entity, FieldId};
use sales_ingest::{dedupe::Evidence, matching::KeyKind, normal::person};
use sales_store::{Db, error::StoreError, match_keys, record::Record};

use super::{
    DraftRecord, LikelyEvidence, LikelyRecord, PairEvidence,
    agreement::{Values, agreement},
    known::Held,
};
use crate::{
    app::App,
    error::AppError,
    keys::KeyMaker,
    lists::count,
    records::{RecordLink, clean::Readings, writable},
    workspace::Workspace,
};

/// Records that are named at most.
const MOST: usize = 5;
/// Records that are less likely the same are not named.
const LEAST: f64 = 0.5;
/// Records with one value at most, for it to be of one person or company.
const MOST_HOLDERS: u32 = 3;
/// How long is waited while what is known is being read.
const PATIENCE: Duration = Duration::from_millis(5);

impl App {
    /// The records that one which is being written is likely the same as, the most likely first, five at most:
    /// compared as a search would, where one was made, and by the values that only one person or company has.
    /// Without any value, it makes the next question quick.
    pub fn record_like(&self, input: &DraftRecord) -> Result<Vec<LikelyRecord>, AppError> {
        let workspace = self.workspace()?;
        let entity = input.entity;
        for value in &input.values {
            writable(&workspace, entity, &value.field)?;
        }
        let filled = input.values.iter().filter(|value| !value.value.trim().is_empty());
        let draft: Values = filled.map(|value| (value.field.to_string(), value.value.clone())).collect();
        let compared = workspace.ask_known(entity, PATIENCE, |db, held| {
            let draft = named_like(&held.fields, entity, draft.clone());
            by_comparison(db, entity, held, &draft)
        })?;
        let mut compared = compared.unwrap_or_default();
        if compared.likely.len() < MOST {
            let keys = keys_of(&workspace, entity, &draft);
            let others = workspace.store.read(|db| by_keys(db, entity, &draft, &keys, &compared))?;
            compared.likely.extend(others);
            compared.likely.truncate(MOST);
        }
        Ok(compared.likely)
    }
}

/// What a comparison says.
#[derive(Default)]
struct Compared {
    likely: Vec<LikelyRecord>,
    /// The rows that were looked at, ascending, and the fields.
    rows: Vec<i64>,
    fields: Vec<FieldId>,
}

impl Compared {
    /// Whether it has said what a field of a row tells.
    fn has(&self, row: i64, field: &str) -> bool {
        self.rows.binary_search(&row).is_ok() && self.fields.iter().any(|own| own.as_str() == field)
    }
}

/// A draft with its name as those of the records stand that were searched in these fields: whole, or in parts.
fn named_like(fields: &[FieldId], entity: Entity, mut draft: Values) -> Values {
    if entity == Entity::Company {
        return draft;
    }
    let has = |field: &str| fields.iter().any(|own| own.as_str() == field);
    let [first, last, whole] = ["first_name", "last_name", "full_name"]
        .map(|field| draft.get(field).map_or("", String::as_str).trim().to_owned());
    let are_apart = has("first_name") && has("last_name");
    if !whole.is_empty() && !has("full_name") {
        let name = person::parse(&whole);
        for (field, part) in [("first_name", &name.first), ("last_name", &name.last)] {
            draft.entry(field.to_owned()).or_insert_with(|| part.to_string());
        }
    } else if whole.is_empty() && !are_apart {
        let name = [first, last].join(" ").trim().to_owned();
        draft.extend(["full_name", "display_name"].map(|field| (field.to_owned(), name.clone())));
    }
    draft
}

/// Compares a draft with the records that have something in common with it.
fn by_comparison(db: &Db, entity: Entity, held: &Held, draft: &Values) -> Result<Compared, StoreError> {
    let cells = || held.fields.iter().map(|field| draft.get(field.as_str()).map_or("", String::as_str));
    let mut alone = held.table();
    alone.push(cells());
    let like: Vec<i64> = held.known.like(alone).into_iter().map(i64::from).collect();
    if like.is_empty() {
        return Ok(Compared::default());
    }
    let (rows, mut table) = held.read(db, &like)?;
    table.push(cells());
    let beside = held.known.compare(table);
    let mut likely: Vec<(f64, u32)> = Vec::new();
    for place in 0..count(rows.len()) {
        let (probability, veto) = beside.likeness(place);
        if probability >= LEAST && veto.is_none() {
            likely.push((probability, place));
        }
    }
    likely.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    likely.truncate(MOST);
    let row_at = |place: u32| rows[place as usize];
    let wanted: Vec<i64> = likely.iter().map(|&(_, place)| row_at(place)).collect();
    let records = Record::at_rows(db, entity, &wanted)?;
    let readings = Readings::of(db, &records)?;
    let named = likely.into_iter().filter_map(|(probability, place)| {
        let record = records.iter().find(|record| record.row == row_at(place))?;
        let compared = beside.evidence(place);
        let evidence = levels(compared.clone())
            .into_iter()
            .filter_map(|(field, level)| told(field, level, draft, record))
            .collect();
        let link = RecordLink::telling(record).read(record, &readings);
        let compared = compared.into_iter().map(Into::into).collect();
        Some(LikelyRecord { record: link, probability: Some(probability), evidence, compared })
    });
    let likely = named.collect();
    Ok(Compared { likely, rows, fields: held.fields.clone() })
}

/// What speaks for two records being the same, by field, what weighs most first.
fn levels(mut evidence: Vec<Evidence<'_>>) -> Vec<(&str, &'static str)> {
    evidence.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let mut levels: Vec<(&str, &str)> = Vec::new();
    for Evidence { field, level, weight } in evidence {
        match levels.iter_mut().find(|(known, _)| *known == field) {
            // Both parts of a whole name have its field: the one that agrees less tells how far it does.
            Some((_, known)) => *known = if weight > 0.0 { level } else { "partly" },
            None if weight > 0.0 => levels.push((field, level)),
            None => {}
        }
    }
    levels
}

fn told(field: &str, level: &str, draft: &Values, record: &Record) -> Option<LikelyEvidence> {
    let agreement = agreement(field, level, [draft, &record.values]);
    Some(LikelyEvidence { field: field.parse::<FieldId>().ok()?, agreement })
}

/// The keys of a draft, by the field that each is of.
fn keys_of(workspace: &Workspace, entity: Entity, draft: &Values) -> Vec<(&'static str, Vec<i64>)> {
    let mut keys = workspace.key_maker();
    let value = |field: &str| draft.get(field).map_or("", String::as_str);
    if entity == Entity::Prospect {
        let country = Some(value("country")).filter(|country| !country.is_empty());
        let of_field = KeyMaker::prospect_fields().map(|def| {
            let found = keys.prospect([(def, value(def.id))].into_iter(), country, &mut |_| ());
            (def.id, found.iter().map(|key| key.hash.0).collect())
        });
        return of_field.collect();
    }
    let found = keys.company(value("company"), value("company_website")).0;
    let of_key = found.iter().map(|key| {
        let field = if key.kind == KeyKind::Domain { "company_website" } else { "company" };
        (field, vec![key.hash.0])
    });
    of_key.collect()
}

/// The records that have a value which few have, where a comparison has not said what that tells.
fn by_keys(
    db: &Db,
    entity: Entity,
    draft: &Values,
    keys: &[(&'static str, Vec<i64>)],
    compared: &Compared,
) -> Result<Vec<LikelyRecord>, StoreError> {
    let mut likely: Vec<LikelyRecord> = Vec::new();
    for (field, hashes) in keys.iter().filter(|(_, hashes)| !hashes.is_empty()) {
        let mut rows = match_keys::find_some(db, entity, hashes, MOST_HOLDERS + 1)?;
        if rows.len() > MOST_HOLDERS as usize {
            continue;
        }
        rows.retain(|&row| !compared.has(row, field));
        let records = Record::at_rows(db, entity, &rows)?;
        let readings = Readings::of(db, &records)?;
        for record in records.iter().filter(|record| record.archived_at.is_none()) {
            let link = RecordLink::telling(record).read(record, &readings);
            if compared.likely.iter().any(|known| known.record.id == link.id) {
                continue;
            }
            let place = likely.iter().position(|known| known.record.id == link.id).unwrap_or_else(|| {
                let (evidence, compared) = (Vec::new(), Vec::new());
                likely.push(LikelyRecord { record: link, probability: None, evidence, compared });
                likely.len() - 1
            });
            likely[place].evidence.extend(told(field, "equal", draft, record));
            let (field, level) = ((*field).to_owned(), "equal".to_owned());
            likely[place].compared.push(PairEvidence { field, level, weight: None });
        }
    }
    Ok(likely)
}
