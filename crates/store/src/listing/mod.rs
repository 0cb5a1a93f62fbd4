//! The lists of the workspace, kept in memory and current.
//!
//! They are read in the background after opening. Until they stand, the plain list is answered from
//! an index of the file; every other question waits.

mod cells;
mod saved;

use std::{collections::BTreeSet, sync::atomic::AtomicUsize};

use parking_lot::{Mutex, RwLock};
use rusqlite::Connection;
use sales_core::{
    fields::{Entity, FieldId, FieldKind},
    filter::Filter,
    list::{ListQuery, Scope},
};

use crate::{
    error::StoreError,
    lists::{ColumnSpec, Columns, Distinct, RowId, Spec},
    store::Store,
    tables::Tracked,
    tx::Touched,
};
use cells::each_batch;
pub(crate) use saved::forget as forget_saved;

/// The lists of one open workspace.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    prospects: RwLock<Option<Columns>>,
    companies: RwLock<Option<Columns>>,
    /// What changed while the lists were being read.
    missed: Mutex<Option<Vec<Touched>>>,
    /// Writes that are committed and not yet in the lists.
    pub behind: AtomicUsize,
    loading: Mutex<()>,
}

impl Listing {
    const fn of(&self, entity: Entity) -> &RwLock<Option<Columns>> {
        match entity {
            Entity::Prospect => &self.prospects,
            Entity::Company => &self.companies,
        }
    }
}

/// Fields that lists keep from the start: all that the first screens show, filter and search.
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

fn spec(entity: Entity) -> Spec {
    let (fields, related_search): (_, &[&str]) = match entity {
        Entity::Prospect => (PROSPECT_COLUMNS, &["company"]),
        Entity::Company => (COMPANY_COLUMNS, &[]),
    };
    Spec {
        columns: fields.iter().filter_map(|&(id, searched)| column_spec(id, searched)).collect(),
        related_search: related_search.iter().filter_map(|id| id.parse().ok()).collect(),
    }
}

fn column_spec(id: &str, searched: bool) -> Option<ColumnSpec> {
    let field: FieldId = id.parse().ok()?;
    let kind = field.kind().unwrap_or(FieldKind::Text);
    Some(ColumnSpec { field, kind, searched })
}

impl Store {
    /// Reads the lists into memory, as they were saved or from the records. Safe to call while others
    /// write; several callers wait for the first.
    pub fn load_lists(&self) -> Result<(), StoreError> {
        let _loading = self.lists.loading.lock();
        if self.lists_are_loaded() {
            return Ok(());
        }
        *self.lists.missed.lock() = Some(Vec::new());
        for entity in [Entity::Company, Entity::Prospect] {
            let columns = self.read(|db| saved::load(db, entity).transpose().unwrap_or_else(|| load(db, entity)))?;
            *self.lists.of(entity).write() = Some(columns);
        }
        self.catch_up()
    }

    /// Brings lists that were just read up to date with the writes of that time. Only then do they
    /// answer: nobody is told again of those writes.
    fn catch_up(&self) -> Result<(), StoreError> {
        loop {
            let missed = {
                let mut missed = self.lists.missed.lock();
                match missed.as_mut() {
                    Some(writes) if !writes.is_empty() => std::mem::take(writes),
                    _ => {
                        *missed = None;
                        return Ok(());
                    }
                }
            };
            missed.iter().try_for_each(|touched| self.apply(touched))?;
        }
    }

    /// How many records are in use: as the lists tell when they are in memory, as they told when they
    /// were saved, or as the file tells.
    pub fn count_active(&self, entity: Entity) -> Result<usize, StoreError> {
        if self.lists_are_loaded()
            && let Some(columns) = self.lists.of(entity).read().as_ref()
        {
            return Ok(columns.active_count());
        }
        self.read(|db| saved::count(db, entity)?.map_or_else(|| count_active(db, entity), Ok))
    }

    /// Whether the lists are in memory.
    pub fn lists_are_loaded(&self) -> bool {
        self.lists.prospects.read().is_some() && self.lists.missed.lock().is_none()
    }

    /// Memory that the lists take, in bytes.
    pub fn list_bytes(&self) -> usize {
        Self::ENTITIES.iter().filter_map(|&entity| Some(self.lists.of(entity).read().as_ref()?.memory_bytes())).sum()
    }

    /// The rows that a question is about, in order.
    pub fn query_list(&self, entity: Entity, query: &ListQuery) -> Result<Box<[RowId]>, StoreError> {
        if !self.lists_are_loaded() {
            if is_plain(query) {
                return self.read(|db| plain_list(db, entity, query.scope));
            }
            self.load_lists()?;
        }
        self.add_missing_columns(entity, query)?;
        let companies = self.lists.companies.read();
        let answer = match entity {
            Entity::Company => companies.as_ref().map(|columns| columns.query(query, None)),
            Entity::Prospect => {
                self.lists.prospects.read().as_ref().map(|columns| columns.query(query, companies.as_ref()))
            }
        };
        Ok(answer.transpose()?.map(|snapshot| snapshot.ids().into()).unwrap_or_default())
    }

    /// The values of a field, most frequent first, as the newest record that has it writes them.
    pub fn list_values(
        &self,
        entity: Entity,
        field: &FieldId,
        prefix: &str,
        limit: usize,
    ) -> Result<Vec<Distinct>, StoreError> {
        if !self.lists_are_loaded() {
            self.load_lists()?;
        }
        self.add_missing_column(entity, field)?;
        let companies = self.lists.companies.read();
        let values = match entity {
            Entity::Company => {
                companies.as_ref().map(|columns| columns.distinct(field, Scope::Active, prefix, limit, None))
            }
            Entity::Prospect => self
                .lists
                .prospects
                .read()
                .as_ref()
                .map(|columns| columns.distinct(field, Scope::Active, prefix, limit, companies.as_ref())),
        };
        Ok(values.transpose()?.unwrap_or_default())
    }

    fn add_missing_columns(&self, entity: Entity, query: &ListQuery) -> Result<(), StoreError> {
        let mut fields = BTreeSet::new();
        collect_fields(&query.filter, &mut fields);
        fields.extend(query.sort.iter().map(|key| &key.field));
        fields.into_iter().try_for_each(|field| self.add_missing_column(entity, field))
    }

    /// Reads a field that the list does not keep from the start.
    fn add_missing_column(&self, entity: Entity, field: &FieldId) -> Result<(), StoreError> {
        let owner = match field.def() {
            Some(def) if field.computed().is_none() => def.entity,
            _ => entity,
        };
        if owner == Entity::Prospect && entity == Entity::Company {
            return Ok(());
        }
        let list = self.lists.of(owner);
        if list.read().as_ref().is_none_or(|columns| columns.has_column(field)) {
            return Ok(());
        }
        let Some(column) = column_spec(field.as_str(), false) else { return Ok(()) };
        let cells = self.read(|db| load_field(db, owner, field))?;
        if let Some(columns) = list.write().as_mut()
            && !columns.has_column(field)
        {
            columns.add_column(column, cells.iter().map(|(row, cell)| (*row, cell.as_deref())))?;
        }
        Ok(())
    }

    /// Brings the lists up to date after a write.
    pub(crate) fn refresh_lists(&self, touched: &Touched) -> Result<(), StoreError> {
        if let Some(missed) = self.lists.missed.lock().as_mut() {
            missed.push(touched.clone());
            return Ok(());
        }
        self.apply(touched)
    }

    fn apply(&self, touched: &Touched) -> Result<(), StoreError> {
        for entity in Self::ENTITIES {
            if self.lists.of(entity).read().is_none() {
                continue;
            }
            let rows = |records: &[(Entity, i64)]| -> Vec<i64> {
                records.iter().filter(|(kind, _)| *kind == entity).map(|&(_, row)| row).collect()
            };
            let mut removed = rows(&touched.removed);
            let changed = rows(&touched.changed);
            for chunk in changed.chunks(10_000) {
                self.reread(entity, &format!("t.rowid IN ({})", numbers(chunk)))?;
            }
            if let Some((first, last)) = touched.reload {
                self.reread(entity, &format!("t.rowid BETWEEN {first} AND {last}"))?;
                removed.extend(self.gone(entity, first, last)?);
            }
            if !removed.is_empty() {
                let ids: Vec<RowId> = removed.into_iter().filter_map(|row| RowId::try_from(row).ok()).collect();
                if let Some(columns) = self.lists.of(entity).write().as_mut() {
                    columns.remove(&ids);
                }
            }
            self.settle(entity)?;
        }
        Ok(())
    }

    fn reread(&self, entity: Entity, which: &str) -> Result<(), StoreError> {
        let fields: Vec<FieldId> = match self.lists.of(entity).read().as_ref() {
            Some(columns) => columns.fields().cloned().collect(),
            None => return Ok(()),
        };
        self.read(|db| {
            each_batch(db, entity, &fields, which, |rows| {
                if let Some(columns) = self.lists.of(entity).write().as_mut() {
                    columns.upsert(rows)?;
                }
                Ok(())
            })
        })
    }

    /// Rows of a range that the list has and the file has not.
    fn gone(&self, entity: Entity, first: i64, last: i64) -> Result<Vec<i64>, StoreError> {
        let listed: Vec<i64> = match self.lists.of(entity).read().as_ref() {
            Some(columns) => [Scope::Active, Scope::Archived]
                .into_iter()
                .map(|scope| columns.query(&ListQuery { scope, ..ListQuery::default() }, None))
                .collect::<Result<Vec<_>, _>>()?
                .iter()
                .flat_map(|snapshot| snapshot.ids().iter().copied().map(i64::from))
                .filter(|row| (first..=last).contains(row))
                .collect(),
            None => Vec::new(),
        };
        if listed.is_empty() {
            return Ok(listed);
        }
        let sql = format!("SELECT rowid FROM {} WHERE rowid BETWEEN ?1 AND ?2", Tracked::of(entity).name);
        let there: BTreeSet<i64> = self.read(|db| {
            let mut statement = db.prepare_cached(&sql)?;
            let rows = statement.query_map((first, last), |row| row.get(0))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })?;
        Ok(listed.into_iter().filter(|row| !there.contains(row)).collect())
    }

    /// Puts columns in order again that many new values came to.
    fn settle(&self, entity: Entity) -> Result<(), StoreError> {
        let list = self.lists.of(entity);
        loop {
            let compaction = match list.read().as_ref() {
                Some(columns) => columns.compaction()?,
                None => None,
            };
            let Some(compaction) = compaction else { return Ok(()) };
            if let Some(columns) = list.write().as_mut() {
                columns.adopt(compaction);
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

fn load(db: &Connection, entity: Entity) -> Result<Columns, StoreError> {
    let spec = spec(entity);
    let fields: Vec<FieldId> = spec.columns.iter().map(|column| column.field.clone()).collect();
    let mut loader = Columns::loader(spec)?;
    each_batch(db, entity, &fields, "1", |rows| Ok(loader.push(rows)?))?;
    Ok(loader.finish()?)
}

fn load_field(db: &Connection, entity: Entity, field: &FieldId) -> Result<Vec<(RowId, Option<String>)>, StoreError> {
    let mut cells = Vec::new();
    each_batch(db, entity, std::slice::from_ref(field), "1", |rows| {
        cells.extend(
            rows.iter().filter(|row| row.cells[0].is_some()).map(|row| (row.id, row.cells[0].map(str::to_owned))),
        );
        Ok(())
    })?;
    Ok(cells)
}

fn collect_fields<'f>(filter: &'f Filter, fields: &mut BTreeSet<&'f FieldId>) {
    match filter {
        Filter::And { of } | Filter::Or { of } => of.iter().for_each(|part| collect_fields(part, fields)),
        Filter::Not { of } => collect_fields(of, fields),
        Filter::Test { field, .. } => {
            fields.insert(field);
        }
    }
}

fn numbers(rows: &[i64]) -> String {
    rows.iter().map(i64::to_string).collect::<Vec<_>>().join(",")
}
