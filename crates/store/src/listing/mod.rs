//! The lists of the workspace, answered from memory.
//!
//! After opening, memory learns which rows there are; a column is read when a question first looks at
//! it. Lists that were never saved are read from the records in the background; until they stand, the
//! plain list is answered from an index of the file, and every other question waits.

mod cells;
mod changes;
mod read;
mod refresh;
mod saved;
mod spec;
#[cfg(test)]
mod tests;

use std::{collections::BTreeSet, sync::atomic::AtomicUsize};

use parking_lot::{Mutex, RwLock};
use rusqlite::Connection;
use sales_core::{
    fields::{Entity, FieldId},
    filter::Filter,
    list::{ListQuery, Scope},
};

use crate::{
    error::StoreError,
    lists::{Columns, Distinct, ListError, RowId},
    store::Store,
    tables::Tracked,
    tx::Touched,
};
pub(crate) use changes::{Range, merged, note as note_changes};

/// The lists of one open workspace.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    prospects: RwLock<Option<Columns>>,
    companies: RwLock<Option<Columns>>,
    /// Writes that came while something was being read.
    missed: Mutex<Option<Vec<Touched>>>,
    /// Writes that are committed and not yet in the lists.
    pub behind: AtomicUsize,
    /// Held by whoever reads lists into memory or brings them up to date.
    updating: Mutex<()>,
}

impl Listing {
    const fn of(&self, entity: Entity) -> &RwLock<Option<Columns>> {
        match entity {
            Entity::Prospect => &self.prospects,
            Entity::Company => &self.companies,
        }
    }
}

impl Store {
    /// How many records are in use.
    pub fn count_active(&self, entity: Entity) -> Result<usize, StoreError> {
        if !self.lists_are_loaded() {
            if !self.read(saved::exist)? {
                return self.read(|db| count_active(db, entity));
            }
            self.load_lists()?;
        }
        Ok(self.lists.of(entity).read().as_ref().map_or(0, Columns::active_count))
    }

    /// Memory that the lists take, in bytes.
    pub fn list_bytes(&self) -> usize {
        Self::ENTITIES.iter().filter_map(|&entity| Some(self.lists.of(entity).read().as_ref()?.memory_bytes())).sum()
    }

    /// The rows that a question is about, in order.
    pub fn query_list(&self, entity: Entity, query: &ListQuery) -> Result<Box<[RowId]>, StoreError> {
        if !self.lists_are_loaded() {
            if is_plain(query) && !self.read(saved::exist)? {
                return self.read(|db| plain_list(db, entity, query.scope));
            }
            self.load_lists()?;
        }
        let answer = self.ask(entity, &spec::fields_of(entity, query), |own, related| own.query(query, related))?;
        Ok(answer.map(|snapshot| snapshot.ids().into()).unwrap_or_default())
    }

    /// The values of a field, most frequent first, as the newest record that has it writes them.
    pub fn list_values(
        &self,
        entity: Entity,
        field: &FieldId,
        prefix: &str,
        limit: usize,
    ) -> Result<Vec<Distinct>, StoreError> {
        self.load_lists()?;
        let fields = spec::owner(entity, field).map(|owner| (owner, field.clone())).into_iter().collect();
        let values =
            self.ask(entity, &fields, |own, related| own.distinct(field, Scope::Active, prefix, limit, related))?;
        Ok(values.unwrap_or_default())
    }

    /// Asks the columns of a list and of the records it refers to, once they have these fields.
    fn ask<T>(
        &self,
        entity: Entity,
        fields: &BTreeSet<(Entity, FieldId)>,
        question: impl Fn(&Columns, Option<&Columns>) -> Result<T, ListError>,
    ) -> Result<Option<T>, StoreError> {
        loop {
            self.read_missing_columns(fields)?;
            let related = (entity == Entity::Prospect).then(|| self.lists.companies.read());
            let own = self.lists.of(entity).read();
            let (Some(own), related) = (own.as_ref(), related.as_ref().and_then(|columns| columns.as_ref())) else {
                return Ok(None);
            };
            let has = |&(of, ref field): &(Entity, FieldId)| {
                if of == entity {
                    own.has_column(field)
                } else {
                    related.is_some_and(|columns| columns.has_column(field))
                }
            };
            // They may have been saved and dropped since they were read.
            if fields.iter().all(has) {
                return Ok(Some(question(own, related)?));
            }
        }
    }
}

fn is_plain(query: &ListQuery) -> bool {
    query.filter == Filter::all() && query.search.trim().is_empty() && query.sort.is_empty()
}

/// Counted in two indexes: a fraction of the table.
fn count_active(db: &Connection, entity: Entity) -> Result<usize, StoreError> {
    let table = Tracked::of(entity).name;
    let sql = format!(
        "SELECT (SELECT count(*) FROM {table} INDEXED BY sqlite_autoindex_{table}_1)
              - (SELECT count(*) FROM {table} WHERE archived_at IS NOT NULL)"
    );
    let count: i64 = db.prepare_cached(&sql)?.query_row([], |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// All rows, newest first, from the index of identities: a fraction of the table.
fn plain_list(db: &Connection, entity: Entity, scope: Scope) -> Result<Box<[RowId]>, StoreError> {
    let table = Tracked::of(entity).name;
    let rows = |sql: &str| -> Result<Vec<RowId>, StoreError> {
        let mut statement = db.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    let archived = rows(&format!("SELECT rowid FROM {table} WHERE archived_at IS NOT NULL"))?;
    let mut ids = match scope {
        Scope::Archived => archived,
        Scope::Active => {
            let archived: BTreeSet<RowId> = archived.into_iter().collect();
            let mut all = rows(&format!("SELECT rowid FROM {table} INDEXED BY sqlite_autoindex_{table}_1"))?;
            all.retain(|row| !archived.contains(row));
            all
        }
    };
    ids.sort_unstable_by(|a, b| b.cmp(a));
    Ok(ids.into())
}

fn numbers(rows: &[i64]) -> String {
    rows.iter().map(i64::to_string).collect::<Vec<_>>().join(",")
}
