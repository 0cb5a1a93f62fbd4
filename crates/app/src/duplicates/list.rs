//! The likely duplicates, page by page.

use std::{
    collections::{BTreeSet, HashMap},
    ops::ControlFlow,
};

use sales_core::fields::{Entity, FieldId};
use sales_store::{
    Db,
    duplicates::{
        self as stored, Cluster, ClusterPair, Search,
        cells::{self, Wanted},
    },
    error::StoreError,
    record::Record,
};

use super::{ClusterRow, DuplicatesView, ListDuplicates, SearchView, learning, search::print};
use crate::{
    app::App,
    error::AppError,
    lists::count,
    records::{RecordLink, clean::Readings},
};

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
    let changed = stored::changed_since(db, search)?;
    Ok(SearchView {
        entity: search.entity,
        at: search.at,
        records: search.records,
        clusters: stored::count(db, Some(search.entity))?,
        millis: search.millis,
        min: search.min_probability,
        changed_since: changed.is_some(),
        changed: changed.unwrap_or_default(),
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
    let readings = Readings::of(db, first.values())?;
    page.iter()
        .map(|cluster| {
            let first = cluster.rows.first().and_then(|&row| first.get(&(cluster.entity, row)));
            let link = first.map(|first| RecordLink::telling(first).read(first, &readings)).unwrap_or_default();
            let now = |row: i64| prints.get(&(cluster.entity, row)).copied();
            let pairs = stored::pairs_of(db, cluster)?;
            let search = searches.iter().find(|search| search.entity == cluster.entity);
            let changed = search.map(|search| changed_rows(db, search, &pairs, now)).transpose()?;
            Ok(ClusterRow {
                cluster: u32::try_from(cluster.number).unwrap_or(u32::MAX),
                entity: cluster.entity,
                title: link.title,
                subtitle: link.subtitle,
                records: count(cluster.rows.len()),
                probability: cluster.probability,
                automatic: cluster.automatic,
                vetoed: cluster.vetoed,
                changed: changed.is_some_and(|rows| !rows.is_empty()),
            })
        })
        .collect()
}

/// The rows of pairs whose values are not those that were compared; `now` gives the print of a row. That a
/// company became one with another changes nothing about who works there.
pub(super) fn changed_rows(
    db: &Db,
    search: &Search,
    pairs: &[ClusterPair],
    now: impl Fn(i64) -> Option<i64>,
) -> Result<BTreeSet<i64>, StoreError> {
    let compared = pairs.iter().flat_map(|pair| pair.rows.into_iter().zip(pair.prints));
    let differ = compared.filter(|&(row, print)| now(row).is_some_and(|now| now != print)).map(|(row, _)| row);
    let differ: BTreeSet<i64> = differ.collect();
    let mut changed = BTreeSet::new();
    for row in differ {
        if !stored::are_companies_merged(db, search, row)? {
            changed.insert(row);
        }
    }
    Ok(changed)
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
