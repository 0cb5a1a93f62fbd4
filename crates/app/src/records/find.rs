//! Finding records by a few letters of what they are called or how they are reached.

use sales_core::{
    fields::{Entity, FieldId},
    filter::{Filter, Op},
    list::ListQuery,
};
use sales_store::record::Record;

use super::{FindRecords, FoundRecord, RecordLink, clean::Readings};
use crate::{app::App, error::AppError, workspace::Workspace};

/// Records of each kind at most.
const MOST: usize = 20;

impl App {
    /// The best few records of each kind whose name or e-mail address has the words of a text: those
    /// that begin with it come first, then the newest.
    pub fn records_find(&self, input: &FindRecords) -> Result<Vec<FoundRecord>, AppError> {
        let workspace = self.workspace()?;
        let limit = (input.limit as usize).min(MOST);
        let mut found = Vec::new();
        for entity in [Entity::Prospect, Entity::Company] {
            let rows = best_rows(&workspace, entity, input.text.trim(), limit)?;
            let mut records = workspace.store.read(|db| Record::at_rows(db, entity, &rows))?;
            records.sort_by_key(|record| rows.iter().position(|&row| row == record.row));
            let readings = workspace.store.read(|db| Readings::of(db, &records))?;
            let link = |record| RecordLink::telling(record).read(record, &readings);
            found.extend(records.iter().map(|record| FoundRecord { entity, record: link(record) }));
        }
        Ok(found)
    }
}

fn best_rows(workspace: &Workspace, entity: Entity, text: &str, limit: usize) -> Result<Vec<i64>, AppError> {
    let mut rows: Vec<i64> = Vec::new();
    if text.is_empty() {
        return Ok(rows);
    }
    let has = |op, words: &str| any_of(fields(entity), op, words);
    let begins = any_of(beginnings(entity), Op::StartsWith, text);
    let contains = Filter::And { of: text.split_whitespace().map(|word| has(Op::Contains, word)).collect() };
    for filter in [begins, contains] {
        if rows.len() < limit {
            let query = ListQuery { filter, ..ListQuery::default() };
            let answer = workspace.store.query_list(entity, &query)?;
            let new: Vec<i64> = answer
                .iter()
                .map(|&row| i64::from(row))
                .filter(|row| !rows.contains(row))
                .take(limit - rows.len())
                .collect();
            rows.extend(new);
        }
    }
    Ok(rows)
}

/// What a record is called and how it is reached.
const fn fields(entity: Entity) -> &'static [&'static str] {
    match entity {
        Entity::Prospect => &["name", "email"],
        Entity::Company => &["company", "company_website"],
    }
}

/// The fields that a person begins to type.
const fn beginnings(entity: Entity) -> &'static [&'static str] {
    match entity {
        Entity::Prospect => &["name", "last_name", "email"],
        Entity::Company => &["company"],
    }
}

fn any_of(fields: &[&str], op: Op, value: &str) -> Filter {
    let test = |field: FieldId| Filter::Test { field, op, values: vec![value.to_owned()] };
    Filter::Or { of: fields.iter().filter_map(|id| id.parse().ok()).map(test).collect() }
}
