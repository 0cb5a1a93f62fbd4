//! Merging many clusters at once: one entry of the history, whose merges can be taken back one by one too.

use std::collections::BTreeMap;

use sales_core::{change::Origin, fields::Entity};
use sales_ingest::survive::{self, Side};
use sales_store::{
    Db,
    duplicates::{self as stored, Cluster, Group},
    error::StoreError,
    merges,
    record::Record,
    tx::Tx,
};
use serde_json::json;

use super::{
    MergeAll, MergeAllPreview, MergedAll,
    list::rows,
    merge::{company_of, merge, merge_args, side},
    show::changed_in,
};
use crate::{
    app::App,
    error::{AppError, ErrorCode},
    jobs::{Job, JobKind},
    lists::count,
};

/// Clusters that a preview names.
const EXAMPLES: u32 = 5;

impl App {
    /// What merging many clusters would do.
    pub fn duplicates_merge_all_preview(&self, input: &MergeAll) -> Result<MergeAllPreview, AppError> {
        let workspace = self.workspace()?;
        Ok(workspace.store.read(|db| {
            let (clusters, records) = stored::to_merge_whole(db, input.entity, input.min, input.automatic)?;
            let examples = stored::least_certain_to_merge(db, input.entity, input.min, input.automatic, EXAMPLES)?;
            let examples = rows(db, &examples, &stored::searches(db)?)?;
            let mut preview = MergeAllPreview { clusters, records, examples };
            for cluster in stored::to_merge_in_part(db, input.entity, input.min, input.automatic)? {
                let groups = stored::groups_to_merge(db, &cluster, input.min, input.automatic)?;
                preview.clusters += count(groups.len());
                preview.records += count(groups.iter().map(|group| group.rows.len()).sum());
            }
            Ok(preview)
        })?)
    }

    /// Merges many clusters, as one change. Those with a record that is not what it was when the search
    /// compared it stay for a person to look at.
    pub fn duplicates_merge_all(&self, input: &MergeAll) -> Result<MergedAll, AppError> {
        let workspace = self.workspace()?;
        let mut job = self.start_job(JobKind::Merge, "");
        let merged = (|| {
            let mut tx = workspace.store.begin(Origin::User, "merge_all", &json!({}))?;
            let mut done = merge_all(&mut tx, input, &mut job)?;
            if done.clusters == 0 {
                return Ok(done);
            }
            tx.set_args(&json!({"count": done.records, "clusters": done.clusters, "min": input.min}))?;
            done.change = Some(tx.change()?.to_string());
            tx.commit()?;
            Ok(done)
        })();
        job.end(merged)
    }
}

/// Merges what `input` asks for as parts of the change that is being made.
fn merge_all(tx: &mut Tx<'_>, input: &MergeAll, job: &mut Job) -> Result<MergedAll, AppError> {
    let numbers = tx.read(|db| stored::numbers_to_merge(db, input.entity, input.min, input.automatic))?;
    let mut done = MergedAll { change: None, clusters: 0, records: 0, changed: 0 };
    for (place, number) in numbers.iter().enumerate() {
        if job.go_on(place as u64, numbers.len() as u64).is_break() {
            return Err(AppError::new(ErrorCode::Cancelled));
        }
        let Some(cluster) = tx.read(|db| stored::cluster(db, *number))? else { continue };
        if tx.read(|db| is_changed(db, &cluster))? {
            done.changed += 1;
            continue;
        }
        for group in tx.read(|db| stored::groups_to_merge(db, &cluster, input.min, input.automatic))? {
            merge_group(tx, cluster.entity, &group, false)?;
            done.clusters += 1;
            done.records += count(group.rows.len());
        }
    }
    tx.end_part()?;
    Ok(done)
}

fn is_changed(db: &Db, cluster: &Cluster) -> Result<bool, StoreError> {
    let pairs = stored::pairs_of(db, cluster)?;
    Ok(!changed_in(db, cluster, &pairs)?.is_empty())
}

/// Merges a group of records, as a part of the change that is being made. What a person merged keeps its values when
/// nobody is asked.
pub(crate) fn merge_group(tx: &mut Tx<'_>, entity: Entity, group: &Group, automatic: bool) -> Result<(), AppError> {
    let records = tx.read(|db| Record::at_rows(db, entity, &group.rows))?;
    let mut sides: Vec<Side> = tx.read(|db| records.iter().map(|record| side(db, record)).collect())?;
    if automatic {
        let by_hand = tx.read(|db| merges::merged_by_hand(db, entity, &group.rows))?;
        let looked_at = records.iter().zip(&mut sides).filter(|(record, _)| by_hand.contains(&record.row));
        looked_at.for_each(|(_, side)| side.trust_as_entered());
    }
    let choices = BTreeMap::new();
    let survived = survive::survive(entity, &sides, &choices);
    let company = company_of(&records, survived.survivor, &choices);
    let origin = if automatic { Origin::Job } else { Origin::User };
    tx.begin_part(origin, "merge", &merge_args(&records, &survived))?;
    merge(tx, &records, &survived, company, Some(group.probability), automatic)?;
    Ok(())
}
