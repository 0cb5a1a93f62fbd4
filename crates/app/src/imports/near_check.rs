//! Near duplicates of an import that is not made yet, as far as they can be told beforehand.

use std::ops::ControlFlow;

use sales_core::{
    fields::{Entity, FieldId},
    import::{NearCounts, OnNear},
};
use sales_ingest::dedupe::{self, Decision, Options, Table};
use sales_store::duplicates::cells::{self, Wanted};

use super::routes::{RoutedRow, Routes};
use crate::{duplicates::compared_fields, error::AppError, lists::count, workspace::Workspace};

/// Prospects and rows that a check compares at most: it is waited for.
const MOST: usize = 50_000;

/// The prospects of the workspace, and those that the file would make.
pub(super) struct NearCheck {
    on_near: OnNear,
    fields: Vec<FieldId>,
    table: Table,
    /// Prospects of the workspace: the first rows of the table.
    known: usize,
    is_too_large: bool,
}

impl NearCheck {
    /// Reads the prospects of the workspace; none when near duplicates are not looked for, or it has too many.
    pub fn new(workspace: &Workspace, on_near: OnNear, routes: &Routes) -> Result<Option<Self>, AppError> {
        let store = &workspace.store;
        if on_near == OnNear::Off || store.count_active(Entity::Prospect)? > MOST {
            return Ok(None);
        }
        let (fields, table) = store.read(|db| {
            let mut fields = compared_fields(db, Entity::Prospect)?;
            let of_file = routes.slots.iter().map(|slot| &slot.field);
            let is_new = |field: &&FieldId| dedupe::is_compared(Entity::Prospect, field) && !fields.contains(field);
            let new: Vec<FieldId> = of_file.filter(is_new).cloned().collect();
            fields.extend(new);
            let mut table = Table::new(Entity::Prospect, fields.iter().cloned());
            cells::each(db, Entity::Prospect, &fields, Wanted::All, |_, cells| {
                table.push(cells.iter().copied());
                ControlFlow::Continue(())
            })?;
            Ok((fields, table))
        })?;
        let known = table.rows();
        Ok(Some(Self { on_near, fields, table, known, is_too_large: false }))
    }

    /// Adds a row that would become a prospect.
    pub fn add(&mut self, row: RoutedRow<'_>) {
        if self.is_too_large || self.table.rows() >= MOST {
            self.is_too_large = true;
            return;
        }
        let mut cells = vec![""; self.fields.len()];
        for (field, value) in row.values() {
            if let Some(place) = self.fields.iter().position(|own| own.as_str() == field) {
                cells[place] = value;
            }
        }
        self.table.push(cells);
    }

    /// What would come of those that are likely the same; none when they are too many to tell.
    pub fn counts(self, workspace: &Workspace) -> Option<NearCounts> {
        if self.is_too_large {
            return None;
        }
        let options = Options { min_probability: dedupe::REVIEW, home: workspace.home() };
        let found = dedupe::find(self.table, &options);
        let clusters = found.clusters();
        let mut sizes = vec![0_usize; clusters.len()];
        clusters.iter().for_each(|&cluster| sizes[cluster as usize] += 1);
        let mut touched: Vec<u32> = clusters[self.known..].to_vec();
        touched.sort_unstable();
        touched.dedup();
        let mut counts = NearCounts::default();
        for cluster in touched.into_iter().filter(|&cluster| sizes[cluster as usize] > 1) {
            if self.on_near == OnNear::Merge && found.decision(cluster) == Decision::Automatic {
                counts.merged += count(sizes[cluster as usize] - 1);
            } else {
                counts.review += 1;
            }
        }
        Some(counts)
    }
}
