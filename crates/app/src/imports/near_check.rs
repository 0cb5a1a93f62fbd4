//! Near duplicates of an import that is not made yet, as far as they can be told beforehand.

use std::ops::ControlFlow;

use sales_core::{
    fields::{Entity, FieldId},
    import::{NearCounts, OnNear},
};
use sales_ingest::dedupe::{self, Decision, Matches, Options, Table};
use sales_store::{Db, duplicates as stored, error::StoreError};

use super::routes::{RoutedRow, Routes};
use crate::{
    duplicates::{AllRecords, Beside, PATIENCE, have_others, is_better, known::Held, labels},
    error::{AppError, ErrorCode},
    workspace::Workspace,
};

/// Prospects and rows that a check compares with each other at most: it is waited for.
const MOST: usize = 50_000;
/// Rows that it compares at most with prospects who are known from a search.
const MOST_BESIDE: usize = 10_000;

/// The prospects that the file would make.
pub(super) struct NearCheck {
    on_near: OnNear,
    /// The fields that the file gives.
    fields: Vec<FieldId>,
    rows: Vec<Vec<String>>,
    is_too_large: bool,
}

/// What was compared: first prospects of the workspace, then those that the file would make.
struct Compared {
    found: Matches,
    known: usize,
}

impl NearCheck {
    /// None when near duplicates are not looked for.
    pub fn new(on_near: OnNear, routes: &Routes) -> Option<Self> {
        let of_file = routes.slots.iter().map(|slot| slot.field.clone());
        let fields = of_file.filter(|field| dedupe::is_compared(Entity::Prospect, field)).collect();
        (on_near != OnNear::Off).then_some(Self { on_near, fields, rows: Vec::new(), is_too_large: false })
    }

    /// Adds a row that would become a prospect.
    pub fn add(&mut self, row: RoutedRow<'_>) {
        if self.is_too_large || self.rows.len() >= MOST {
            self.is_too_large = true;
            self.rows.clear();
            return;
        }
        let mut cells = vec![String::new(); self.fields.len()];
        for (field, value) in row.values() {
            if let Some(place) = self.fields.iter().position(|own| own.as_str() == field) {
                value.clone_into(&mut cells[place]);
            }
        }
        self.rows.push(cells);
    }

    /// What would come of those that are likely the same; none when they are too many to tell. `go_on` is
    /// told the part that is done.
    pub fn counts(
        self,
        workspace: &Workspace,
        go_on: &mut dyn FnMut(f64) -> ControlFlow<()>,
    ) -> Result<Option<NearCounts>, AppError> {
        if self.is_too_large {
            return Ok(None);
        }
        let all = workspace.store.count_active(Entity::Prospect)? + self.rows.len();
        let beside = workspace.ask_known(Entity::Prospect, PATIENCE, |db, held| {
            let is_better = self.rows.len() <= MOST_BESIDE
                && is_better(held, self.rows.len(), all)
                && !held.lacks(self.filled(), all)
                && !have_newcomers_others(db, held, all)?;
            is_better.then(|| self.beside_known(db, held)).transpose()
        })?;
        let compared = match beside.flatten() {
            Some(compared) => Some(compared),
            None if all <= MOST => Some(self.with_all(workspace, go_on)?),
            None => None,
        };
        Ok(compared.map(|compared| compared.counts(self.on_near)))
    }

    /// The fields that a row has a value in.
    fn filled(&self) -> impl Iterator<Item = &FieldId> {
        let is_filled = |place: usize| self.rows.iter().any(|row| !row[place].trim().is_empty());
        self.fields.iter().enumerate().filter(move |&(place, _)| is_filled(place)).map(|(_, field)| field)
    }

    /// Puts the rows into a table of these fields.
    fn put_into(&self, table: &mut Table, fields: &[FieldId]) {
        let places: Vec<Option<usize>> =
            fields.iter().map(|field| self.fields.iter().position(|own| own == field)).collect();
        for row in &self.rows {
            table.push(places.iter().map(|place| place.map_or("", |place| row[place].as_str())));
        }
    }

    /// Compares the rows with the prospects that are like them.
    fn beside_known(&self, db: &Db, held: &Held) -> Result<Compared, StoreError> {
        let mut new = held.table();
        self.put_into(&mut new, &held.fields);
        let Beside { rows, .. } = Beside::of(db, Entity::Prospect, held, Vec::new(), new)?;
        let (known, mut table) = held.read(db, &rows)?;
        self.put_into(&mut table, &held.fields);
        let options = Options { min_probability: dedupe::REVIEW, home: held.known.home() };
        Ok(Compared { found: held.known.find(table, &options), known: known.len() })
    }

    /// Compares the rows and all prospects with each other.
    fn with_all(
        &self,
        workspace: &Workspace,
        go_on: &mut dyn FnMut(f64) -> ControlFlow<()>,
    ) -> Result<Compared, AppError> {
        let mut table = workspace.store.read(|db| Ok(AllRecords::read(db, Entity::Prospect, |_| go_on(0.0))?.table))?;
        let new = self.fields.iter().filter(|field| !table.fields().any(|own| own == *field));
        new.cloned().collect::<Vec<_>>().into_iter().for_each(|field| table.widen(field));
        let fields: Vec<FieldId> = table.fields().cloned().collect();
        self.put_into(&mut table, &fields);
        let known = table.rows() - self.rows.len();
        let options = Options { min_probability: dedupe::REVIEW, home: workspace.home() };
        let labels = Some(labels(workspace, Entity::Prospect, &fields)?);
        let found =
            dedupe::find_while(table, labels, &options, go_on).ok_or_else(|| AppError::new(ErrorCode::Cancelled))?;
        Ok(Compared { found, known })
    }
}

/// Whether a prospect who came since the last search has a value in a field that it had none of.
fn have_newcomers_others(db: &Db, held: &Held, all: usize) -> Result<bool, StoreError> {
    let Some(search) = stored::search_of(db, Entity::Prospect)? else { return Ok(false) };
    let rows = stored::known::changed_rows(db, Entity::Prospect, search.noted)?;
    have_others(db, held, &rows, all)
}

impl Compared {
    /// What would come of the clusters that a row of the file is in.
    fn counts(&self, on_near: OnNear) -> NearCounts {
        let mut touched: Vec<u32> = self.found.clusters()[self.known..].to_vec();
        touched.sort_unstable();
        touched.dedup();
        let mut counts = NearCounts::default();
        for cluster in touched.into_iter().filter(|&cluster| self.found.size(cluster) > 1) {
            if on_near == OnNear::Merge && self.found.decision(cluster) == Decision::Automatic {
                counts.merged += self.found.size(cluster) - 1;
            } else {
                counts.review += 1;
            }
        }
        counts
    }
}
