//! The likely duplicates, page by page.

use std::{collections::HashMap, ops::ControlFlow};

use sales_core::fields::{Entity, FieldId};
use sales_store::{
    Db,
    duplicates::{
        self as stored, Cluster, Search,
        cells::{self, Wanted},
    },
    error::StoreError,
    record::Record,
};

use super::{ClusterRow, DuplicatesView, ListDuplicates, SearchView, learning, search::print};
use crate::{app::App, error::AppError, lists::count, records::RecordLink};

/// Clusters that are given at a time.
const MOST: u32 = 200;

impl App {
    /// The clusters that nobody has decided about, the most certain first, and what was searched.
    pub fn duplicates_list(&self, input: &ListDuplicates) -> Result<DuplicatesView, AppError> {
        let workspace = self.workspace()?;
        Ok(workspace.store.read(|db| {
            let page = stored::clusters(db, input.entity, input.offset, input.limit.min(MOST))?;
            let searches = stored::searches(db)?;
            Ok(DuplicatesView {
                total: stored::count(db, input.entity)?,
                prospects: stored::count(db, Some(Entity::Prospect))?,
                companies: stored::count(db, Some(Entity::Company))?,
                clusters: rows(db, &page, &searches)?,
                searches: searches.iter().map(|search| search_view(db, search)).collect::<Result<_, _>>()?,
            })
        })?)
    }
}

pub(super) fn search_view(db: &Db, search: &Search) -> Result<SearchView, StoreError> {
    Ok(SearchView {
        entity: search.entity,
        at: search.at,
        records: search.records,
        clusters: stored::count(db, Some(search.entity))?,
        millis: search.millis,
        min: search.min_probability,
        changed_since: stored::changed_since(db, search)?,
        learning: learning::view(db, search)?,
    })
}

/// Clusters, short.
pub(super) fn rows(db: &Db, page: &[Cluster], searches: &[Search]) -> Result<Vec<ClusterRow>, StoreError> {
    let mut first: HashMap<(Entity, i64), Record> = HashMap::new();
    let mut prints: HashMap<(Entity, i64), i64> = HashMap::new();
    for search in searches {
        let entity = search.entity;
        let of_kind = || page.iter().filter(|cluster| cluster.entity == entity);
        let leading: Vec<i64> = of_kind().filter_map(|cluster| cluster.rows.first().copied()).collect();
        let records = Record::at_rows(db, entity, &leading)?;
        first.extend(records.into_iter().map(|record| ((entity, record.row), record)));
        let all: Vec<i64> = of_kind().flat_map(|cluster| cluster.rows.iter().copied()).collect();
        prints.extend(
            prints_of(db, entity, &search.fields, &all)?.into_iter().map(|(row, print)| ((entity, row), print)),
        );
    }
    page.iter()
        .map(|cluster| {
            let first = cluster.rows.first().and_then(|&row| first.get(&(cluster.entity, row)));
            let link = first.map(RecordLink::telling).unwrap_or_default();
            let differs = |row: i64, was: i64| prints.get(&(cluster.entity, row)).is_some_and(|&print| print != was);
            let pairs = stored::pairs_of(db, cluster)?;
            let changed =
                pairs.iter().any(|pair| pair.rows.iter().zip(pair.prints).any(|(&row, was)| differs(row, was)));
            Ok(ClusterRow {
                cluster: u32::try_from(cluster.number).unwrap_or(u32::MAX),
                entity: cluster.entity,
                title: link.title,
                subtitle: link.subtitle,
                records: count(cluster.rows.len()),
                probability: cluster.probability,
                automatic: cluster.automatic,
                vetoed: cluster.vetoed,
                changed,
            })
        })
        .collect()
}

/// What is compared of records as they are now, as hashes by row.
pub(super) fn prints_of(
    db: &Db,
    entity: Entity,
    fields: &[FieldId],
    rows: &[i64],
) -> Result<HashMap<i64, i64>, StoreError> {
    let mut prints = HashMap::new();
    cells::each(db, entity, fields, Wanted::Rows(rows), |row, cells| {
        prints.insert(row, print(fields, cells));
        ControlFlow::Continue(())
    })?;
    Ok(prints)
}
