//! Long-running work, for the strip at the foot of the window.

use std::{
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use parking_lot::Mutex;
use sales_core::ids::JobId;
use sales_store::{error::StoreError, jobs::JobEnd, tx::Tx};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{
    app::{App, AppEvent},
    error::{AppError, ErrorCode},
    imports::StopImport,
};

/// A piece of work and how far it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct JobView {
    /// Its identity.
    pub id: String,
    /// What it is.
    pub kind: JobKind,
    /// What it works on: the name of a file.
    pub subject: String,
    /// Done so far.
    #[specta(type = specta_typescript::Number)]
    pub done: u64,
    /// In all.
    #[specta(type = specta_typescript::Number)]
    pub total: u64,
    /// A second.
    #[specta(type = specta_typescript::Number)]
    pub rate: u64,
    /// How it stands.
    pub state: JobState,
    /// Whether a person asked it to end; it does so after what it has in hand.
    pub stopping: bool,
}

/// The kinds of long-running work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    /// Looking at a file.
    Inspect,
    /// A dry run of an import.
    Check,
    /// An import.
    Import,
    /// An export.
    Export,
    /// Taking a change back.
    Undo,
    /// Making a change again that was taken back.
    Redo,
    /// A backup.
    Backup,
    /// The restoring of a backup.
    Restore,
    /// A new key for the workspace.
    Rotation,
    /// A search for duplicates.
    Duplicates,
    /// Merging many duplicates.
    Merge,
    /// Making match keys anew.
    Keys,
    /// Making scores.
    Scores,
    /// Scores with an offer or ideal customer that is not saved.
    Trial,
    /// Noting what came of many prospects.
    Outcomes,
    /// Getting the text out of a document.
    Document,
    /// A document that a language model reads.
    Model,
}

impl JobKind {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Inspect => "inspect",
            Self::Check => "check",
            Self::Import => "import",
            Self::Export => "export",
            Self::Undo => "undo",
            Self::Redo => "redo",
            Self::Backup => "backup",
            Self::Restore => "restore",
            Self::Rotation => "rotation",
            Self::Duplicates => "duplicates",
            Self::Merge => "merge",
            Self::Keys => "keys",
            Self::Scores => "scores",
            Self::Trial => "trial",
            Self::Outcomes => "outcomes",
            Self::Document => "document",
            Self::Model => "model",
        }
    }
}

/// How a piece of work stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Under way.
    Running,
    /// Finished.
    Done,
    /// Stopped by a person; what was done so far stays.
    Stopped,
    /// Stopped by a person; what was done so far was taken back.
    TakenBack,
    /// Cancelled by a person, with nothing done.
    Cancelled,
    /// Ended by an error.
    Failed,
}

/// A job and the switch that ends it.
#[derive(Debug)]
struct Entry {
    view: JobView,
    stop: Arc<AtomicBool>,
}

/// The jobs of this run of the program.
#[derive(Debug, Default)]
pub(crate) struct Jobs {
    entries: Mutex<Vec<Entry>>,
    started: AtomicU64,
}

/// Time between two messages about one job.
const INTERVAL: Duration = Duration::from_millis(200);

/// A job under way. Dropped without an end, it failed.
pub(crate) struct Job {
    app: App,
    view: JobView,
    logged: Option<JobId>,
    stop: Arc<AtomicBool>,
    started: Instant,
    told: Option<Instant>,
}

impl App {
    /// Starts a job.
    pub(crate) fn start_job(&self, kind: JobKind, subject: &str) -> Job {
        let jobs = &self.inner.jobs;
        let view = JobView {
            id: jobs.started.fetch_add(1, Ordering::Relaxed).to_string(),
            kind,
            subject: subject.to_owned(),
            done: 0,
            total: 0,
            rate: 0,
            state: JobState::Running,
            stopping: false,
        };
        let stop = Arc::new(AtomicBool::new(false));
        jobs.entries.lock().push(Entry { view: view.clone(), stop: Arc::clone(&stop) });
        self.tell(&AppEvent::Job(view.clone()));
        let logged = self.log_job(|tx| tx.begin_job(kind.as_str(), subject));
        Job { app: self.clone(), view, logged, stop, started: Instant::now(), told: None }
    }

    /// Writes to the log of jobs. Work goes on when that fails.
    fn log_job<T>(&self, write: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreError>) -> Option<T> {
        let workspace = self.workspace().ok()?;
        let logged = (|| {
            let mut tx = workspace.store.begin_unrecorded()?;
            let written = write(&mut tx)?;
            tx.commit()?;
            Ok::<_, StoreError>(written)
        })();
        logged.inspect_err(|error| tracing::warn!(%error, "the job was not logged")).ok()
    }

    /// The jobs that are running.
    pub fn jobs_list(&self) -> Vec<JobView> {
        self.inner.jobs.entries.lock().iter().map(|entry| entry.view.clone()).collect()
    }

    /// Asks a job to end. What an import has written so far stays. To ask again changes nothing.
    pub fn jobs_cancel(&self, id: &str) -> Result<(), AppError> {
        let Some(job) = self.note_stopping(|job| job.id == id) else { return Ok(()) };
        match job.kind {
            JobKind::Import => self.import_stop(StopImport::Keep),
            JobKind::Export => self.export_stop(),
            // The others look at their job themselves.
            JobKind::Inspect | JobKind::Check => Ok(()),
            JobKind::Undo | JobKind::Redo | JobKind::Backup | JobKind::Restore | JobKind::Rotation => Ok(()),
            JobKind::Duplicates
            | JobKind::Merge
            | JobKind::Keys
            | JobKind::Scores
            | JobKind::Trial
            | JobKind::Outcomes
            | JobKind::Document
            | JobKind::Model => Ok(()),
        }
    }

    /// Says of a job that a person asked it to end; none when there is no such job.
    pub(crate) fn note_stopping(&self, which: impl Fn(&JobView) -> bool) -> Option<JobView> {
        let (job, was_asked) = {
            let mut entries = self.inner.jobs.entries.lock();
            let entry = entries.iter_mut().find(|entry| which(&entry.view))?;
            let was_asked = entry.stop.swap(true, Ordering::Relaxed);
            entry.view.stopping = true;
            (entry.view.clone(), was_asked)
        };
        if !was_asked {
            self.tell(&AppEvent::Job(job.clone()));
        }
        Some(job)
    }

    /// Ends searches and what follows from them: the workspace that they look at is closed.
    pub(crate) fn stop_searches(&self) {
        use JobKind::{Document, Duplicates, Import, Keys, Merge, Model, Outcomes, Scores, Trial};
        for kind in [Import, Duplicates, Merge, Keys, Scores, Trial, Outcomes, Document, Model] {
            self.note_stopping(|job| job.kind == kind);
        }
    }
}

impl Job {
    /// Tells how far the job is.
    pub fn update(&mut self, done: u64, total: u64) {
        let seconds = self.started.elapsed().as_secs_f64().max(0.001);
        if (self.view.total == 0) != (total == 0) {
            // Another part of the work begins: that is told at once.
            self.told = None;
        }
        self.view.done = done;
        self.view.total = total.max(done);
        self.view.rate = (done as f64 / seconds) as u64;
        if self.told.is_none_or(|told| told.elapsed() >= INTERVAL) {
            self.told = Some(Instant::now());
            self.tell();
        }
    }

    /// The same, and whether the job may go on.
    pub fn go_on(&mut self, done: u64, total: u64) -> ControlFlow<()> {
        self.update(done, total);
        if self.stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Ends the job as its result says.
    pub fn end<T>(self, result: Result<T, AppError>) -> Result<T, AppError> {
        self.end_as(result, |_| JobState::Done)
    }

    /// The same; `state` says how work ended that gave a result.
    pub fn end_as<T>(mut self, result: Result<T, AppError>, state: impl FnOnce(&T) -> JobState) -> Result<T, AppError> {
        self.view.state = match &result {
            Ok(done) => state(done),
            Err(error) if error.code == ErrorCode::Cancelled => JobState::Cancelled,
            Err(_) => JobState::Failed,
        };
        result
    }

    fn tell(&mut self) {
        self.view.stopping = self.stop.load(Ordering::Relaxed) && self.view.state == JobState::Running;
        let mut entries = self.app.inner.jobs.entries.lock();
        if let Some(entry) = entries.iter_mut().find(|entry| entry.view.id == self.view.id) {
            entry.view = self.view.clone();
        }
        drop(entries);
        self.app.tell(&AppEvent::Job(self.view.clone()));
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        if self.view.state == JobState::Running {
            self.view.state = JobState::Failed;
        }
        self.tell();
        let end = match self.view.state {
            JobState::Done => JobEnd::Done,
            JobState::Stopped | JobState::TakenBack | JobState::Cancelled => JobEnd::Cancelled,
            JobState::Running | JobState::Failed => JobEnd::Failed,
        };
        if let Some(id) = self.logged {
            self.app.log_job(|tx| tx.end_job(id, end));
        }
        self.app.inner.jobs.entries.lock().retain(|entry| entry.view.id != self.view.id);
    }
}
