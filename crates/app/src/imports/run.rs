//! Running an import, and going on with one that was interrupted.

use std::{ops::ControlFlow, path::Path, sync::Arc, time::Instant};

use sales_core::{change::Origin, fields::Entity, ids::ImportId};
use sales_ingest::mapping::{self, Mapping, Target};
use sales_store::{
    custom_fields::CustomField,
    error::StoreError,
    imports::{Import, ImportKind, ImportStatus, NewImport},
    late_values, match_keys,
    store::Store,
    undo::{self, EditedSince},
};
use serde_json::json;

use super::{
    Fix, ImportPhase, ImportPlan, ImportProgress, ImportState, ImportView, StopImport,
    chunk::{CHUNK_ROWS, Chunk},
    engine::Feed,
    hold::Holder,
    index::KeyIndex,
    inspect::KnownFile,
    issues::Issues,
    judge::{Judge, NewRows},
    materialise::{Materialiser, tell_judge},
    outcomes::Days,
    print::file_print,
    progress::Pace,
    recall::recall,
    routes::Routes,
    rows::Rows,
    running::{Ending, RunningImport},
    show::{import_view, issues_of},
    writer,
};
use crate::{
    app::App,
    error::{AppError, ErrorCode},
    jobs::{JobKind, JobState},
    keys::KeyMaker,
    qualify::{note_growth, note_late_outcomes},
    workspace::Workspace,
};

/// Told how far an import is.
pub type OnProgress<'p> = &'p mut dyn FnMut(ImportProgress);

/// Rows between two commits: what an interruption costs at most. The first ones come sooner, so that
/// it costs a small file no more than half of it.
const COMMIT_ROWS: u64 = 262_144;
const FIRST_COMMIT_ROWS: u64 = CHUNK_ROWS as u64;

impl App {
    /// Imports a file.
    pub fn import_run(&self, plan: &ImportPlan, progress: OnProgress<'_>) -> Result<ImportView, AppError> {
        self.keys_renew()?;
        let workspace = self.workspace()?;
        let running = start_running(&workspace)?;
        let result =
            self.open_import(&workspace, plan).and_then(|import| self.run_job(&workspace, import, &running, progress));
        workspace.import.lock().take();
        result
    }

    /// Writes the rows of an import whose books are open, as a job, and looks for records that are likely the
    /// same.
    pub(crate) fn run_job(
        &self,
        workspace: &Workspace,
        import: Import,
        running: &RunningImport,
        progress: OnProgress<'_>,
    ) -> Result<ImportView, AppError> {
        let mut job = self.start_job(JobKind::Import, &import.plan.file_name);
        let mut told = |at: ImportProgress| {
            job.update(at.rows, at.total);
            progress(at);
        };
        let result = match import.status {
            ImportStatus::Done => import_view(workspace, &import),
            _ => self.load(workspace, import, running, &mut told),
        };
        let result = result.and_then(|import| self.look_for_near(workspace, import, running, &mut job, progress));
        job.end_as(result, |import| match import.status {
            ImportState::Stopped => JobState::Stopped,
            ImportState::Undone => JobState::TakenBack,
            ImportState::Running | ImportState::Interrupted | ImportState::Done => JobState::Done,
        })
    }

    /// Goes on with an import that was interrupted.
    pub fn import_resume(&self, id: &str, progress: OnProgress<'_>) -> Result<ImportView, AppError> {
        self.keys_renew()?;
        let workspace = self.workspace()?;
        let import = find_import(&workspace, id)?;
        if import.status != ImportStatus::Loading && !is_near_left(&import) {
            return Err(AppError::new(ErrorCode::ImportEnded));
        }
        let running = start_running(&workspace)?;
        let result = self.run_job(&workspace, import, &running, progress);
        workspace.import.lock().take();
        result
    }

    /// Ends the running import after the rows in hand.
    pub fn import_stop(&self, how: StopImport) -> Result<(), AppError> {
        if let Some(running) = self.workspace()?.import.lock().as_ref() {
            running.stop(how);
        }
        self.note_stopping(|job| job.kind == JobKind::Import);
        Ok(())
    }

    fn open_import(&self, workspace: &Workspace, plan: &ImportPlan) -> Result<Import, AppError> {
        let path = Path::new(&plan.path);
        let KnownFile { layout, headers, rows } = self.known_file(path, &plan.layout)?;
        let mapping = plan.mapping(&headers)?;
        plan.routes(&mapping)?;
        let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let to_json = |value: serde_json::Result<serde_json::Value>| value.map_err(|error| AppError::internal(&error));
        let new = NewImport {
            kind: ImportKind::File,
            file_path: Some(path.canonicalize().unwrap_or_else(|_| path.to_owned()).display().to_string()),
            file_print: Some(file_print(path)?),
            layout: to_json(serde_json::to_value(&layout))?,
            headers: headers.clone(),
            mapping: to_json(serde_json::to_value(mapping.targets()))?,
            on_match: plan.on_match,
            on_near: plan.on_near,
            fixes: to_json(serde_json::to_value(&plan.fixes))?,
            rows_total: rows.unwrap_or_default(),
            file_name,
        };
        open_books(workspace, &new, &mapping, &headers)
    }

    /// Writes the rows that are left, and closes the books.
    fn load(
        &self,
        workspace: &Workspace,
        mut import: Import,
        running: &RunningImport,
        progress: OnProgress<'_>,
    ) -> Result<ImportView, AppError> {
        let rows = Rows::of(&import)?;
        workspace.store.expect_much(true)?;
        let loaded = load_rows(workspace, &mut import, &rows, running, progress);
        workspace.store.expect_much(false)?;
        let ending = loaded?;
        match ending {
            Some(Ending::RollBack) => self.roll_back(workspace, &import, progress)?,
            Some(Ending::Interrupt) => return Err(AppError::new(ErrorCode::Cancelled)),
            Some(Ending::Keep) | None => {}
        }
        let import = workspace.store.read(|db| Import::find(db, import.id))?.unwrap_or(import);
        import_view(workspace, &import)
    }

    pub(super) fn roll_back(
        &self,
        workspace: &Workspace,
        import: &Import,
        progress: OnProgress<'_>,
    ) -> Result<(), AppError> {
        let mut pace = Pace::start(ImportPhase::RollingBack, 0);
        undo::undo(&workspace.store, import.change_seq, EditedSince::Remove, &mut |done, total| {
            pace.tell(progress, done, total);
            std::ops::ControlFlow::Continue(())
        })?;
        Ok(())
    }
}

/// Whether the rows of an import are in, and records that are likely the same are still to be looked for.
fn is_near_left(import: &Import) -> bool {
    import.status == ImportStatus::Done && import.near_pending
}

/// Makes this the running import.
///
/// # Errors
/// When another one is running.
pub(crate) fn start_running(workspace: &Workspace) -> Result<Arc<RunningImport>, AppError> {
    let mut running = workspace.import.lock();
    if running.is_some() {
        return Err(AppError::new(ErrorCode::ImportRunning));
    }
    Ok(Arc::clone(running.insert(Arc::default())))
}

pub(crate) fn find_import(workspace: &Workspace, id: &str) -> Result<Import, AppError> {
    let missing = || AppError::new(ErrorCode::ImportMissing).with("id", id);
    let id: ImportId = id.parse().map_err(|_| missing())?;
    workspace.store.read(|db| Import::find(db, id))?.ok_or_else(missing)
}

/// Writes the import down, its custom fields and what its columns mean.
pub(crate) fn open_books(
    workspace: &Workspace,
    new: &NewImport,
    mapping: &Mapping,
    headers: &[String],
) -> Result<Import, AppError> {
    let store = &workspace.store;
    let label = if new.kind == ImportKind::Sample { "sample" } else { "import" };
    let mut tx = store.begin(Origin::Import, label, &json!({"file": new.file_name}))?;
    let import = tx.open_import(new)?;
    for (target, header) in mapping.targets().iter().zip(headers) {
        if let Target::Field(field) = target
            && field.custom_name().is_some()
        {
            let label = if header.trim().is_empty() { field.custom_name().unwrap_or_default() } else { header.trim() };
            let field = CustomField { entity: Entity::Prospect, field: field.clone(), label: label.to_owned() };
            tx.add_custom_field(&field)?;
        }
    }
    if new.kind == ImportKind::File {
        let names: Vec<&str> = headers.iter().map(String::as_str).collect();
        let remembered = mapping::write_choices(mapping, &names)?;
        tx.remember_mapping(mapping::header_fingerprint(&names), &remembered.to_string())?;
    }
    tx.commit()?;
    Ok(import)
}

/// Gives how a person ended the import, if one did, be it while the rows were made findable.
fn load_rows(
    workspace: &Workspace,
    import: &mut Import,
    rows: &Rows,
    running: &RunningImport,
    progress: OnProgress<'_>,
) -> Result<Option<Ending>, AppError> {
    let store = &workspace.store;
    let damaged = |error: serde_json::Error| AppError::internal(&error);
    let targets: Vec<Target> = serde_json::from_value(import.plan.mapping.clone()).map_err(damaged)?;
    let fixes: Vec<Fix> = serde_json::from_value(import.plan.fixes.clone()).map_err(damaged)?;
    let routes = Routes::new(&Mapping::new(targets)?, &fixes)?;
    let mut keys = workspace.key_maker();
    let days = Days::of(workspace, &routes, rows)?;
    let mut loading = Loading::new(workspace, import, &routes, days, &mut keys)?;
    let started = Instant::now();
    let before = import.millis;
    let mut pace = Pace::start(ImportPhase::Writing, import.next_row - 1);
    let mut ending = None;
    // Rows that are done count as known after an interruption.
    let known = Some(import.plan.rows_total).filter(|&rows| rows >= import.next_row);
    let feed = Feed { rows, routes: &routes, done_rows: import.next_row - 1 };
    feed.each(workspace.key_maker(), |chunk| {
        loading.chunk(import, chunk, &mut keys)?;
        import.millis = before + u64::try_from(started.elapsed().as_millis()).unwrap_or_default();
        loading.commit_now_and_then(import)?;
        pace.tell(progress, import.next_row - 1, known.unwrap_or(chunk.expected_rows));
        ending = running.asked();
        Ok(ending.is_none())
    })?;
    loading.commit(import)?;
    if ending == Some(Ending::Interrupt) {
        return Ok(ending);
    }
    pace.phase(ImportPhase::Indexing);
    pace.tell_now(progress, import.next_row - 1, import.next_row - 1);
    import.millis = before + u64::try_from(started.elapsed().as_millis()).unwrap_or_default();
    let tell = &mut |done, total| pace.tell(progress, done, total);
    finish(store, import, loading.judge, ending.is_some(), running, tell)?;
    Ok(running.asked())
}

/// An import under way.
struct Loading<'s> {
    store: &'s Store,
    judge: Judge,
    holder: Holder,
    issues: Issues,
    routes: &'s Routes,
    days: Days,
    tx: Option<sales_store::tx::Tx<'s>>,
    uncommitted: u64,
    /// Rows after which the next commit comes.
    commit_at: u64,
}

impl<'s> Loading<'s> {
    fn new(
        workspace: &'s Workspace,
        import: &Import,
        routes: &'s Routes,
        days: Days,
        keys: &mut KeyMaker,
    ) -> Result<Self, AppError> {
        let store = &workspace.store;
        let on_match = import.plan.on_match;
        let mut judge = Judge::new(store, on_match)?;
        if import.next_row > 1 {
            let mut tx = store.resume(import.change_seq)?;
            late_values::write(&mut tx)?;
            tx.commit()?;
            recall(store, import, routes, &mut judge, keys)?;
        }
        let holder = Holder::new(on_match, Some(import.change_seq));
        let issues = Issues::of_import(workspace.home(), routes, days, issues_of(import));
        let commit_at = FIRST_COMMIT_ROWS;
        Ok(Self { store, judge, holder, issues, routes, days, tx: None, uncommitted: 0, commit_at })
    }

    fn chunk(&mut self, import: &mut Import, chunk: &Chunk, keys: &mut KeyMaker) -> Result<(), AppError> {
        let routes = self.routes;
        if self.tx.is_none() {
            self.tx = Some(self.store.resume(import.change_seq)?);
        }
        let Some(tx) = self.tx.as_mut() else { return Ok(()) };
        let count = chunk.batch.len();
        let first = |tx: &mut sales_store::tx::Tx<'_>| -> Result<u32, AppError> {
            let row = tx.reserve_rows(import, count)?;
            u32::try_from(row).map_err(|error| AppError::internal(&error))
        };
        let new = NewRows { companies: first(tx)?, prospects: first(tx)? };
        let mut judged = tx.read(|db| self.judge.judge(db, chunk, routes, keys, new))?;
        let holding = tx.read(|db| self.holder.hold(db, chunk, &judged, new, routes))?;
        let writes = Materialiser::new(routes, chunk, new, self.days, holding).run(&mut judged);
        tell_judge(&mut self.judge, chunk, &writes, routes, new, keys);
        writer::write(tx, import, chunk, &judged, new, &writes)?;
        self.issues.look_at(chunk, routes);
        self.uncommitted += count as u64;
        Ok(())
    }

    fn commit_now_and_then(&mut self, import: &mut Import) -> Result<(), AppError> {
        if self.uncommitted < self.commit_at {
            return Ok(());
        }
        self.commit_at = (2 * self.commit_at).min(COMMIT_ROWS);
        self.commit(import)
    }

    fn commit(&mut self, import: &mut Import) -> Result<(), AppError> {
        self.uncommitted = 0;
        import.issues = serde_json::to_string(&self.issues.views(self.routes)).ok();
        if let Some(mut tx) = self.tx.take() {
            tx.note_import_progress(import)?;
            tx.commit()?;
        }
        Ok(())
    }
}

/// Closes the books of an import that was interrupted, so that it can be taken back.
///
/// # Errors
/// When it is running.
pub(crate) fn close_interrupted(workspace: &Workspace, seq: i64) -> Result<(), AppError> {
    let running = workspace.import.lock();
    if running.is_some() {
        return Err(AppError::new(ErrorCode::ImportRunning));
    }
    let store = &workspace.store;
    if let Some(import) = store.read(|db| Import::of_change(db, seq))? {
        let mut tx = store.resume(seq)?;
        tx.close_import(&import, true)?;
        tx.commit()?;
    }
    Ok(())
}

/// Makes the records findable, closes the books and scores what came, where scores are in use. Rows that go need no
/// keys; an interruption leaves the books open.
fn finish(
    store: &Store,
    import: &Import,
    judge: Judge,
    stopped: bool,
    running: &RunningImport,
    tell: &mut dyn FnMut(u64, u64),
) -> Result<(), AppError> {
    let mut tx = store.resume(import.change_seq)?;
    let (prospects, companies) = judge.into_keys();
    for (entity, index) in [(Entity::Prospect, prospects), (Entity::Company, companies)] {
        add_keys(&tx, entity, index, running)?;
    }
    let is_interrupted = || running.asked() == Some(Ending::Interrupt);
    if is_interrupted() {
        return Ok(());
    }
    late_values::write(&mut tx)?;
    note_late_outcomes(&mut tx)?;
    note_growth(&mut tx, import)?;
    tx.close_import(import, stopped)?;
    let committed = tx.commit_telling(&mut |done, total| {
        tell(done, total);
        if is_interrupted() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    match committed {
        Err(StoreError::Cancelled) => Ok(()),
        committed => Ok(committed.map(|_| ())?),
    }
}

fn add_keys(
    tx: &sales_store::tx::Tx<'_>,
    entity: Entity,
    index: KeyIndex,
    running: &RunningImport,
) -> Result<(), AppError> {
    index.each_sorted(|pairs| match running.asked() {
        Some(Ending::RollBack | Ending::Interrupt) => Ok(()),
        Some(Ending::Keep) | None => {
            Ok(match_keys::add(tx, entity, pairs.iter().map(|&(hash, row)| (hash, i64::from(row))))?)
        }
    })
}
