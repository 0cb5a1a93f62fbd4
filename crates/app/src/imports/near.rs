//! Records that are likely the same though no row matched them: they are looked for once an import is in.

use sales_core::{
    fields::Entity,
    import::{NearCounts, OnNear},
};
use sales_ingest::dedupe;
use sales_store::{
    Db,
    duplicates::{self as stored, Group},
    error::StoreError,
    imports::Import,
    merges,
    record::Record,
};

use super::{
    ImportPhase, ImportProgress, ImportView,
    run::{OnProgress, find_import},
    running::{Ending, RunningImport},
    show::import_view,
};
use crate::{
    app::App,
    duplicates::{MOST_UNASKED, keep_found, merge_group, search_later, search_records},
    error::{AppError, ErrorCode},
    jobs::Job,
    lists::count,
    workspace::Workspace,
};

impl App {
    /// Looks for records that are likely the same as those of an import that is in, and merges those that may
    /// be merged without asking when the plan says so. Whoever stops it keeps the import.
    pub(super) fn look_for_near(
        &self,
        workspace: &Workspace,
        view: ImportView,
        running: &RunningImport,
        job: &mut Job,
        progress: OnProgress<'_>,
    ) -> Result<ImportView, AppError> {
        let import = find_import(workspace, &view.id)?;
        if !import.near_pending {
            return Ok(view);
        }
        let rows = u64::from(view.rows);
        progress(ImportProgress { rows, total: rows, rate: 0, phase: ImportPhase::Comparing });
        match self.near(workspace, &import, job) {
            Ok(()) => {}
            Err(error) if error.code == ErrorCode::Cancelled && running.asked() != Some(Ending::Interrupt) => {}
            // The rows are in; the import goes on with the search.
            Err(error) => return Err(error),
        }
        let mut tx = workspace.store.begin_unrecorded()?;
        tx.end_near(&import)?;
        tx.commit()?;
        // What is told at the end is how many rows are in.
        job.update(rows, rows);
        match running.asked() {
            Some(Ending::RollBack) => self.roll_back(workspace, &import, progress)?,
            Some(Ending::Keep | Ending::Interrupt) | None => {}
        }
        import_view(workspace, &find_import(workspace, &view.id)?)
    }

    fn near(&self, workspace: &Workspace, import: &Import, job: &mut Job) -> Result<(), AppError> {
        let _alone = self.inner.searching.lock();
        if !search(workspace, import, Entity::Prospect, job)? {
            return Ok(());
        }
        search(workspace, import, Entity::Company, job)?;
        if import.plan.on_near == OnNear::Merge {
            merge_sure(workspace, import, job)?;
        }
        let merged = workspace.store.read(|db| merges::merged_within(db, import.change_seq))?;
        let review = count(workspace.store.read(|db| stored::of_import(db, import))?.len());
        let mut tx = workspace.store.begin_unrecorded()?;
        tx.note_near(import, NearCounts { merged, review })?;
        tx.commit()?;
        Ok(())
    }
}

/// Compares the new records of a kind with all that are known or, where that is not possible, all with each
/// other, unless they are too many for nobody having asked; gives whether it did.
fn search(workspace: &Workspace, import: &Import, entity: Entity, job: &mut Job) -> Result<bool, AppError> {
    if search_later(workspace, entity, job)? {
        return Ok(true);
    }
    if import.plan.on_near == OnNear::ReviewUnasked && workspace.store.count_active(entity)? > MOST_UNASKED {
        return Ok(false);
    }
    keep_found(workspace, &search_records(workspace, entity, dedupe::REVIEW, job)?)?;
    Ok(true)
}

/// Merges what may be merged without asking and has a record of the import, as parts of its change.
fn merge_sure(workspace: &Workspace, import: &Import, job: &mut Job) -> Result<(), AppError> {
    let store = &workspace.store;
    let clusters = store.read(|db| stored::of_import(db, import))?;
    let mut tx = store.resume(import.change_seq)?;
    for (place, cluster) in clusters.iter().enumerate() {
        if job.go_on(place as u64, clusters.len() as u64).is_break() {
            return Err(AppError::new(ErrorCode::Cancelled));
        }
        let groups = tx.read(|db| stored::groups_to_merge(db, cluster, dedupe::AUTOMATIC, true))?;
        for group in groups {
            if tx.read(|db| has_record_of(db, import, cluster.entity, &group))? {
                merge_group(&mut tx, cluster.entity, &group, true)?;
            }
        }
    }
    tx.end_part()?;
    tx.commit()?;
    Ok(())
}

fn has_record_of(db: &Db, import: &Import, entity: Entity, group: &Group) -> Result<bool, StoreError> {
    let records = Record::at_rows(db, entity, &group.rows)?;
    Ok(records.iter().any(|record| record.created_seq == import.change_seq))
}
