//! What rows of a file say came of their prospects.

use rustc_hash::FxHashMap;
use sales_core::{import::OnMatch, outcome::OutcomeKind, time::UtcDay};
use sales_ingest::{
    normal::{
        date::{self, DateProblem, DayOrder},
        outcome,
    },
    read::{RowBatch, RowReader},
};
use sales_store::{
    Db,
    error::StoreError,
    imports::Import,
    late_outcomes::{self, LateOutcome},
    outcomes,
};

use super::{
    chunk::CHUNK_ROWS,
    routes::{RoutedRow, Routes},
    rows::Rows,
};
use crate::{error::AppError, workspace::Workspace};

/// How the days of outcomes are read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Days {
    order: DayOrder,
    today: UtcDay,
}

/// What is wrong with the day of an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DayProblem {
    /// It is no day.
    Date(DateProblem),
    /// It is to come.
    Future,
}

impl Days {
    /// For the rows of an import: the first of them tell whether days or months are written first; else the country
    /// of the workspace does.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn of(workspace: &Workspace, routes: &Routes, rows: &Rows) -> Result<Self, AppError> {
        let mut batch = RowBatch::new();
        if routes.outcome_date.is_some()
            && let Rows::File { path, layout } = rows
        {
            RowReader::open(path, layout)?.next_batch(&mut batch, CHUNK_ROWS)?;
        }
        Ok(Self::of_batch(workspace, routes, &batch))
    }

    /// The same for rows at hand.
    fn of_batch(workspace: &Workspace, routes: &Routes, batch: &RowBatch) -> Self {
        let is_month_first = workspace.home().is_some_and(|home| home.code() == "US");
        let usual = if is_month_first { DayOrder::MonthFirst } else { DayOrder::DayFirst };
        let today = UtcDay::of(workspace.store.now());
        let Some(slot) = routes.outcome_date else { return Self { order: usual, today } };
        let joined = routes.join(batch);
        let dates = batch.rows().enumerate().filter_map(|(i, row)| routes.row(row, i, &joined).get(slot));
        Self { order: DayOrder::of(dates, usual), today }
    }

    /// The same for rows of an import that are decided about: its file may be gone, then the country decides.
    pub fn of_decided(workspace: &Workspace, import: &Import, routes: &Routes) -> Self {
        let of_file = || Self::of(workspace, routes, &Rows::of(import)?);
        of_file().unwrap_or_else(|_| Self::of_batch(workspace, routes, &RowBatch::new()))
    }

    /// The day of outcomes that name none.
    pub const fn today(self) -> UtcDay {
        self.today
    }

    /// Reads the day of an outcome.
    pub fn read(self, text: &str) -> Result<UtcDay, DayProblem> {
        let day = date::day(text, self.order).map_err(DayProblem::Date)?;
        if day > self.today { Err(DayProblem::Future) } else { Ok(day) }
    }
}

/// What a row says: the outcome, and its day if it names one. Nothing when it says nothing, or nothing that can be read.
pub(crate) fn told(row: RoutedRow<'_>, routes: &Routes, days: Days) -> Option<(OutcomeKind, Option<UtcDay>)> {
    let kind = outcome::read(row.get(routes.outcome?)?, &mut String::new()).ok().flatten()?;
    let day = routes.outcome_date.and_then(|slot| row.get(slot)).map(|text| days.read(text)).transpose().ok()?;
    Some((kind, day))
}

/// What is known to have come of prospects that were there before.
#[derive(Debug, Default)]
pub(crate) struct KnownOutcomes(FxHashMap<(i64, OutcomeKind), UtcDay>);

impl KnownOutcomes {
    /// Of some prospects, with what earlier rows of the import said.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn of(db: &Db, prospects: &[i64]) -> Result<Self, StoreError> {
        let noted = outcomes::of_rows(db, prospects)?.into_iter().map(|one| ((one.prospect, one.kind), one.day));
        let late = late_outcomes::of_rows(db, prospects)?.into_iter().map(|(row, kind, day)| ((row, kind), day));
        Ok(Self(noted.chain(late).collect()))
    }

    /// What a row adds, if that is not known: an outcome, or another day of one where values are written over.
    pub fn add(
        &mut self,
        prospect: i64,
        (kind, day): (OutcomeKind, Option<UtcDay>),
        on_match: OnMatch,
        days: Days,
    ) -> Option<LateOutcome> {
        let replaces = on_match == OnMatch::Update;
        let known = self.0.get(&(prospect, kind));
        if known.is_some_and(|known| !replaces || day.is_none_or(|day| day == *known)) {
            return None;
        }
        let day = day.unwrap_or(days.today);
        self.0.insert((prospect, kind), day);
        Some(LateOutcome { prospect, kind, day, replaces })
    }
}
