//! Going on with an import: what an earlier run of it has written and found out.

use std::collections::HashMap;

use sales_core::{fields::Entity, import::RowOutcome};
use sales_ingest::read::RowBatch;
use sales_store::{
    Db,
    error::StoreError,
    imports::{Import, ImportRow},
    record::Record,
    store::Store,
};

use super::{
    chunk::{CHUNK_ROWS, Chunk},
    judge::Judge,
    routes::Routes,
};
use crate::{error::AppError, keys::KeyMaker};

/// Lets a judge know what an earlier run of the import has written.
pub(crate) fn recall(
    store: &Store,
    import: &Import,
    routes: &Routes,
    judge: &mut Judge,
    keys: &mut KeyMaker,
) -> Result<(), AppError> {
    store.read(|db| {
        for entity in [Entity::Company, Entity::Prospect] {
            Record::each_of_import(db, entity, import, |record| {
                judge.recall(&record, keys);
                Ok(())
            })?;
        }
        let mut met = Met::default();
        let read = [RowOutcome::Created, RowOutcome::Updated, RowOutcome::Merged, RowOutcome::Skipped];
        import.rows(db, &read, |row| {
            met.push(row);
            if met.rows.len() == CHUNK_ROWS { met.tell(db, routes, judge, keys) } else { Ok(()) }
        })?;
        met.tell(db, routes, judge, keys)
    })?;
    Ok(())
}

/// Rows that an earlier run has noted, and the prospects that it found them to be about.
#[derive(Default)]
struct Met {
    rows: Vec<Vec<String>>,
    prospects: Vec<Option<u32>>,
}

impl Met {
    fn push(&mut self, row: ImportRow) {
        let cells = row.raw.and_then(|raw| serde_json::from_str(&raw).ok());
        self.rows.push(cells.unwrap_or_default());
        self.prospects.push(row.target.and_then(|target| u32::try_from(target).ok()));
    }

    fn tell(&mut self, db: &Db, routes: &Routes, judge: &mut Judge, keys: &mut KeyMaker) -> Result<(), StoreError> {
        let stored: Vec<i64> =
            self.prospects.iter().flatten().filter(|&&row| !judge.is_own(row)).map(|&row| i64::from(row)).collect();
        let names: HashMap<i64, String> = Record::at_rows(db, Entity::Prospect, &stored)?
            .iter()
            .map(|record| (record.row, keys.record_name(record).to_owned()))
            .collect();
        let batch = RowBatch::of_rows(self.rows.iter().map(|cells| cells.iter().map(String::as_str)));
        let chunk = Chunk::of(batch, 0, routes, keys);
        for (candidate, prospect) in chunk.candidates.iter().zip(&self.prospects) {
            if let Some(prospect) = *prospect {
                judge.recall_met(candidate, prospect, names.get(&i64::from(prospect)).map_or("", String::as_str));
            }
        }
        judge.recall_companies(db, &chunk, routes, keys)?;
        self.rows.clear();
        self.prospects.clear();
        Ok(())
    }
}
