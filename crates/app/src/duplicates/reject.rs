//! Saying that records are not the same.

use std::collections::{BTreeSet, HashMap};

use sales_core::change::Origin;
use sales_store::{duplicates as stored, history, record::Record, tx::Tx};
use serde_json::json;

use super::RejectDuplicates;
use crate::{
    app::App,
    error::{AppError, ErrorCode},
    lists::living_row_of,
};

/// Records that can be told apart from each other at a time.
const MOST: usize = 100;

impl App {
    /// Writes down that records are not the same, each from each other: no search joins them again. Of records that
    /// were merged it is said of those that go on. Gives the
    /// change of the history, which takes it back; the one that there is when that was said of all of them before.
    pub fn duplicates_reject(&self, input: &RejectDuplicates) -> Result<String, AppError> {
        let workspace = self.workspace()?;
        let entity = input.entity;
        let ids: BTreeSet<&String> = input.ids.iter().collect();
        if ids.len() > MOST {
            return Err(AppError::new(ErrorCode::TooManyToReject).with("most", MOST));
        }
        let rows = ids.iter().map(|id| living_row_of(&workspace, entity, id)).collect::<Result<BTreeSet<i64>, _>>()?;
        let rows: Vec<i64> = rows.into_iter().collect();
        if rows.len() < 2 {
            return Err(AppError::new(ErrorCode::MergeAlone));
        }
        let mut tx = workspace.store.begin_unrecorded()?;
        let (records, known) = tx.read(|db| {
            let cluster = stored::cluster_of(db, entity, rows[0])?;
            let pairs = cluster.map(|cluster| stored::pairs_of(db, &cluster)).transpose()?.unwrap_or_default();
            let known: HashMap<[i64; 2], f64> = pairs.iter().map(|pair| (pair.rows, pair.probability)).collect();
            Ok((Record::at_rows(db, entity, &rows)?, known))
        })?;
        let change = tell_apart(&mut tx, &records, |pair| known.get(&pair).copied())?;
        tx.commit()?;
        Ok(change)
    }
}

/// Makes it a change of a write that records, ascending by rows, are not the same, each from each other, unless that
/// was said of all of them before. Gives the change that says it.
pub(super) fn tell_apart(
    tx: &mut Tx<'_>,
    records: &[Record],
    probability: impl Fn([i64; 2]) -> Option<f64>,
) -> Result<String, AppError> {
    let [first, _, ..] = records else { return Err(AppError::new(ErrorCode::MergeAlone)) };
    let entity = first.entity;
    let rows: Vec<i64> = records.iter().map(|record| record.row).collect();
    let said = tx.read(|db| stored::rejected_in(db, entity, &rows)?.map_or(Ok(None), |seq| history::id_of(db, seq)))?;
    if let Some(said) = said {
        return Ok(said.to_string());
    }
    let args = json!({"name": first.title(), "count": records.len(), "entity": entity.as_str()});
    tx.record(Origin::User, "not_same", &args)?;
    for (place, left) in records.iter().enumerate() {
        for right in &records[place + 1..] {
            let pair = [left.row, right.row];
            tx.reject_pair(entity, pair, probability(pair))?;
        }
    }
    Ok(tx.change()?.to_string())
}
