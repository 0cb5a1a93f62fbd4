//! Making records one by the rules of survivorship, and taking that back.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sales_core::{
    change::Origin,
    fields::{Entity, FieldId},
};
use sales_ingest::survive::{self, Observed, Side, Survived, Trust};
use sales_store::{
    Db, duplicates as stored,
    error::StoreError,
    history,
    merges::{self, Merge, NewMerge},
    record::Record,
    sources::{self, Source},
    tx::Tx,
    undo::{self, EditedSince},
};
use serde_json::json;

use super::{MergeRecords, MergeView, UnmergeView, check_in_time, reject::tell_apart};
use crate::{
    app::App,
    error::{AppError, ErrorCode},
    lists::{count, living_row_of},
    records::{RecordLink, clean::Readings},
    workspace::Workspace,
};

const OPT_OUT: &str = "email_opt_out";

/// The field that names the company of a prospect.
pub(super) const COMPANY: &str = "company";

impl App {
    /// Makes records one. The oldest goes on; the others come back when the merge is taken back.
    pub fn duplicates_merge(&self, input: &MergeRecords) -> Result<MergeView, AppError> {
        let workspace = self.workspace()?;
        let entity = input.entity;
        let ids: BTreeSet<&String> = input.ids.iter().collect();
        let rows = ids.iter().map(|id| living_row_of(&workspace, entity, id)).collect::<Result<BTreeSet<i64>, _>>()?;
        let rows: Vec<i64> = rows.into_iter().collect();
        if rows.len() < 2 {
            return Err(AppError::new(ErrorCode::MergeAlone));
        }
        let records = workspace.store.read(|db| Record::at_rows(db, entity, &rows))?;
        let choices = chosen(input, &records)?;
        let sides: Vec<Side> = workspace.store.read(|db| records.iter().map(|record| side(db, record)).collect())?;
        let survived = survive::survive(entity, &sides, &choices);
        let survivor = &records[survived.survivor];
        let probability = workspace.store.read(|db| probability_of(db, &records))?;
        let mut tx = workspace.store.begin(Origin::User, "merge", &merge_args(&records, &survived))?;
        let company = company_of(&records, survived.survivor, &choices);
        let withdrawn = merge(&mut tx, &records, &survived, company, probability, false)?;
        let change = tx.change()?;
        tx.commit()?;
        let merged = workspace.store.read(|db| Record::at_row(db, entity, survivor.row))?;
        let merged = merged.as_ref().unwrap_or(survivor);
        let readings = workspace.store.read(|db| Readings::of(db, [merged]))?;
        Ok(MergeView {
            merge: change.to_string(),
            survivor: RecordLink::with_job(merged).read(merged, &readings),
            left_over: survived.left_over.into_iter().map(|(_, value, _)| value).collect(),
            withdrawn: count(withdrawn),
        })
    }

    /// Takes a merge back, for [`AUTOMATIC_KEPT_DAYS`](super::AUTOMATIC_KEPT_DAYS) if nobody was asked about it and
    /// for ever if somebody was: every record is itself again, with what was edited since. Who said after the
    /// merge that they want no mail gets none at any of the addresses. Whether they are the same is not said
    /// by that.
    pub fn duplicates_unmerge(&self, merge: &str) -> Result<UnmergeView, AppError> {
        let workspace = self.workspace()?;
        let Unmerged { tx, entity, records, .. } = unmerge(&workspace, merge)?;
        tx.commit()?;
        Ok(UnmergeView { entity, ids: ids_of(&records) })
    }

    /// Takes a merge back and says that its records are not the same: both, or neither when one of it cannot be. Gives
    /// the change of the history that says it, and takes that back.
    pub fn duplicates_unmerge_apart(&self, merge: &str) -> Result<String, AppError> {
        let workspace = self.workspace()?;
        let Unmerged { mut tx, records, probability, .. } = unmerge(&workspace, merge)?;
        let change = tell_apart(&mut tx, &records, |_| probability)?;
        tx.commit()?;
        Ok(change)
    }
}

/// A merge that is taken back, once the write is made.
struct Unmerged<'s> {
    tx: Tx<'s>,
    entity: Entity,
    /// The records that it was about, those that are there, ascending by rows.
    records: Vec<Record>,
    probability: Option<f64>,
}

fn unmerge<'s>(workspace: &'s Workspace, merge: &str) -> Result<Unmerged<'s>, AppError> {
    let missing = || AppError::new(ErrorCode::MergeMissing).with("id", merge);
    let id = merge.parse().map_err(|_| missing())?;
    let store = &workspace.store;
    let tx = store.begin_unrecorded()?;
    let change = tx.read(|db| history::find_by_id(db, id))?.ok_or_else(missing)?;
    let merge = tx.read(|db| merges::find(db, change.seq))?.ok_or_else(missing)?;
    check_in_time(&merge, store.now())?;
    let opted_out = tx.read(|db| opted_out_since(db, &merge))?;
    let go_on = &mut |_, _| std::ops::ControlFlow::Continue(());
    let mut tx = undo::undo_within(tx, change.seq, EditedSince::Keep, go_on)?;
    let records = tx.read(|db| records_of(db, &merge))?;
    if let Some(value) = opted_out {
        keep_opted_out(&mut tx, &records, &value)?;
    }
    Ok(Unmerged { tx, entity: merge.entity, records, probability: merge.probability })
}

fn ids_of(records: &[Record]) -> Vec<String> {
    records.iter().map(|record| record.id.to_string()).collect()
}

/// The records whose values a person chose, by field.
fn chosen(input: &MergeRecords, records: &[Record]) -> Result<BTreeMap<String, usize>, AppError> {
    let place = |id: &str| records.iter().position(|record| record.id.to_string() == id);
    let chosen = input.choices.iter().map(|choice| {
        let missing = || AppError::new(ErrorCode::RecordMissing).with("id", &choice.from);
        Ok((choice.field.to_string(), place(&choice.from).ok_or_else(missing)?))
    });
    chosen.collect()
}

/// A record with where its values come from. The company of a prospect is a record of its own.
pub(super) fn side(db: &Db, record: &Record) -> Result<Side, StoreError> {
    let (own, of_fields) = sources::of_record(db, record)?;
    let is_own = |field: &str| !(record.entity == Entity::Prospect && field == COMPANY);
    let values = record.values.iter().filter(|(field, _)| is_own(field));
    let observed =
        |(field, value): (&String, &String)| (field.clone(), observed(record, value, field, &own, &of_fields));
    Ok(Side { created_at: record.created_at, id: *record.id.as_bytes(), values: values.map(observed).collect() })
}

fn observed(record: &Record, value: &str, field: &str, own: &Source, of_fields: &HashMap<String, Source>) -> Observed {
    let source = of_fields.get(field).unwrap_or(own);
    Observed {
        value: value.to_owned(),
        trust: if source.import.is_some() { Trust::Imported } else { Trust::Entered },
        at: source.change.as_ref().map_or(record.created_at, |change| change.at),
        home: source.moved_from.clone(),
    }
}

/// What the sentence about a merge tells.
pub(super) fn merge_args(records: &[Record], survived: &Survived) -> serde_json::Value {
    let survivor = &records[survived.survivor];
    json!({"name": survivor.title(), "count": records.len(), "entity": survivor.entity.as_str()})
}

/// Writes a merge down, as a part of the change that is being made. Who merges records says that they are the same:
/// what was said to the contrary is withdrawn. Gives of how many pairs it was.
pub(super) fn merge(
    tx: &mut Tx<'_>,
    records: &[Record],
    survived: &Survived,
    company: Option<usize>,
    probability: Option<f64>,
    automatic: bool,
) -> Result<usize, AppError> {
    let survivor = &records[survived.survivor];
    let losers: Vec<i64> = records.iter().map(|record| record.row).filter(|&row| row != survivor.row).collect();
    let values: Vec<(&str, &str, i64)> = survived
        .values
        .iter()
        .filter(|(field, (value, _))| survivor.get(field) != Some(value))
        .map(|(field, (value, place))| (field.as_str(), value.as_str(), records[*place].row))
        .collect();
    let company = company.and_then(|place| records[place].company_row);
    let rows: Vec<i64> = records.iter().map(|record| record.row).collect();
    let withdrawn = tx.withdraw_rejected(survivor.entity, &rows)?;
    tx.merge(&NewMerge {
        entity: survivor.entity,
        survivor: survivor.row,
        losers: &losers,
        values: &values,
        company: company.filter(|_| company != survivor.company_row),
        probability,
        automatic,
    })?;
    Ok(withdrawn)
}

/// The place of the record whose company stays of prospects that are merged: the one that a person chose, else
/// the one that goes on, else the newest with a company.
pub(super) fn company_of(records: &[Record], survivor: usize, choices: &BTreeMap<String, usize>) -> Option<usize> {
    let has_one = |place: &usize| records[*place].company_row.is_some();
    let chosen = choices.get(COMPANY).copied().filter(has_one);
    let newest = || (0..records.len()).filter(has_one).max_by_key(|&place| records[place].created_at);
    chosen.or_else(|| Some(survivor).filter(has_one)).or_else(newest)
}

/// How likely records are all the same, if a search said so.
fn probability_of(db: &Db, records: &[Record]) -> Result<Option<f64>, StoreError> {
    let Some(cluster) = records.first().map(|one| stored::cluster_of(db, one.entity, one.row)).transpose()?.flatten()
    else {
        return Ok(None);
    };
    let are_inside = records.iter().all(|record| cluster.rows.binary_search(&record.row).is_ok());
    Ok(are_inside.then_some(cluster.probability))
}

/// The wish for no mail that was written to the record after the merge.
fn opted_out_since(db: &Db, merge: &Merge) -> Result<Option<String>, StoreError> {
    let Some(survivor) = Record::at_row(db, merge.entity, merge.survivor)? else { return Ok(None) };
    let Some(value) = survivor.get(OPT_OUT).filter(|value| survive::is_opted_out(value)) else { return Ok(None) };
    Ok(sources::written_in(db, &survivor, OPT_OUT)?.filter(|&seq| seq > merge.change_seq).map(|_| value.to_owned()))
}

/// The records that a merge was about, those that are there, ascending by rows.
fn records_of(db: &Db, merge: &Merge) -> Result<Vec<Record>, StoreError> {
    let mut rows = vec![merge.survivor];
    for &loser in &merge.losers {
        rows.extend(Record::row_of(db, merge.entity, loser)?);
    }
    Record::at_rows(db, merge.entity, &rows)
}

/// Writes the wish for no mail to all of some records where it is missing, as a change of a write.
fn keep_opted_out(tx: &mut Tx<'_>, records: &[Record], value: &str) -> Result<(), AppError> {
    let free = records.iter().filter(|record| !record.get(OPT_OUT).is_some_and(survive::is_opted_out));
    let rows: Vec<i64> = free.clone().map(|record| record.row).collect();
    let Some(entity) = free.clone().map(|record| record.entity).next() else { return Ok(()) };
    let field: FieldId = OPT_OUT.parse()?;
    let args = json!({"field": field, "value": value, "count": rows.len(), "entity": entity.as_str()});
    tx.record(Origin::Job, "set_field", &args)?;
    tx.set_field(entity, &rows, OPT_OUT, Some(value))?;
    Ok(())
}
