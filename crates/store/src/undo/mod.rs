//! Taking a change back, and making it again.
//!
//! Both walk the cells that the change recorded. A cell is put back only while it still holds what
//! the change wrote; what somebody edited since stays, and is counted.

mod cells;
mod load;
mod rows;

use std::ops::ControlFlow;

use rusqlite::Connection;
use sales_core::change::ChangeKind;

use crate::{
    decisions,
    error::StoreError,
    history::{self, ChangeState},
    imports, merges,
    store::Store,
    tx::{Progress, Tx},
};

/// What becomes of records that the change made and somebody edited since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EditedSince {
    /// They stay.
    #[default]
    Keep,
    /// They go too.
    Remove,
}

/// What an undo or redo did, or would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UndoReport {
    /// Cells put back.
    pub cells: usize,
    /// Cells left as they are because they were edited since.
    pub cells_kept: usize,
    /// Records that went.
    pub removed: usize,
    /// Records that came back.
    pub restored: usize,
    /// Records left because they were edited or are in use since.
    pub records_kept: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Back,
    Forward,
}

/// Takes a change back.
pub fn undo(store: &Store, seq: i64, edited: EditedSince, progress: Progress<'_>) -> Result<UndoReport, StoreError> {
    replay(store, seq, Direction::Back, edited, progress)
}

/// Takes a change back as a part of a write that has no history so far.
///
/// # Errors
/// As [`undo`]; the write is rolled back.
pub fn undo_within<'s>(
    tx: Tx<'s>,
    seq: i64,
    edited: EditedSince,
    progress: Progress<'_>,
) -> Result<Tx<'s>, StoreError> {
    Ok(replay_within(tx, seq, Direction::Back, edited, progress)?.0)
}

/// Makes a change again that was taken back.
pub fn redo(store: &Store, seq: i64, progress: Progress<'_>) -> Result<UndoReport, StoreError> {
    replay(store, seq, Direction::Forward, EditedSince::Keep, progress)
}

/// What taking a change back would do, without doing it.
pub fn preview(store: &Store, seq: i64, edited: EditedSince) -> Result<UndoReport, StoreError> {
    let mut replay =
        Replay { can_be_redone: false, ..Replay::new(store.begin_unrecorded()?, seq, Direction::Back, edited) };
    replay.run_all(&mut |_, _| ControlFlow::Continue(()))?;
    Ok(replay.report)
}

fn replay(
    store: &Store,
    seq: i64,
    direction: Direction,
    edited: EditedSince,
    progress: Progress<'_>,
) -> Result<UndoReport, StoreError> {
    let (tx, report) = replay_within(store.begin_unrecorded()?, seq, direction, edited, progress)?;
    tx.commit_telling(progress)?;
    Ok(report)
}

fn replay_within<'s>(
    mut tx: Tx<'s>,
    seq: i64,
    direction: Direction,
    edited: EditedSince,
    progress: Progress<'_>,
) -> Result<(Tx<'s>, UndoReport), StoreError> {
    let change = history::find(&tx.db, seq)?.ok_or(StoreError::NoSuchChange)?;
    let wanted = if direction == Direction::Back { ChangeState::Done } else { ChangeState::Undone };
    let lost =
        direction == Direction::Forward && (decisions::import_is_gone(&tx.db, seq)? || is_without_whole(&tx.db, seq)?);
    if change.state != wanted || lost {
        return Err(StoreError::NoSuchChange);
    }
    if direction == Direction::Back {
        let changes = [before(&tx.db, seq)?, vec![seq]].concat();
        if let Some(later) = merges::merged_since(&tx.db, &changes)? {
            return Err(StoreError::MergedSince { later });
        }
    }
    for kind in [
        ChangeKind::History,
        ChangeKind::Tags,
        ChangeKind::Views,
        ChangeKind::CustomFields,
        ChangeKind::Imports,
        ChangeKind::Duplicates,
        ChangeKind::Prospects,
        ChangeKind::Companies,
        ChangeKind::Descriptions,
        ChangeKind::Signals,
        ChangeKind::Outcomes,
    ] {
        tx.touch(kind);
    }
    let mut replay = Replay::new(tx, seq, direction, edited);
    replay.run_all(progress)?;
    let Replay { tx, report, .. } = replay;
    let import_status = if direction == Direction::Back { "undone" } else { "done" };
    tx.db.execute("UPDATE imports SET status = ?1 WHERE change_seq = ?2", (import_status, seq))?;
    Ok((tx, report))
}

struct Replay<'s> {
    tx: Tx<'s>,
    seq: i64,
    direction: Direction,
    edited: EditedSince,
    /// Whether records that go are set aside for a redo.
    can_be_redone: bool,
    report: UndoReport,
}

/// What has to be taken back before a change: its parts and, before an import goes, the decisions about its
/// rows and the merges of its records; newest first.
fn before(db: &Connection, seq: i64) -> Result<Vec<i64>, StoreError> {
    let mut before = history::parts_in_force(db, seq)?;
    let decisions = decisions::changes_about(db, seq)?;
    if imports::row_range(db, seq)?.is_some() {
        let made: Vec<i64> = decisions.iter().copied().chain([seq]).collect();
        before.extend(merges::of_records_made_by(db, &made)?);
    }
    before.extend(decisions);
    before.sort_unstable_by(|a, b| b.cmp(a));
    before.dedup();
    Ok(before)
}

/// Whether a change is a part of one that is not in force: it comes again with that one only.
fn is_without_whole(db: &Connection, seq: i64) -> Result<bool, StoreError> {
    let Some(whole) = history::whole_of(db, seq)? else { return Ok(false) };
    let state = history::find(db, whole)?.map(|whole| whole.state);
    Ok(!matches!(state, Some(ChangeState::Done | ChangeState::Open)))
}

impl<'s> Replay<'s> {
    fn new(tx: Tx<'s>, seq: i64, direction: Direction, edited: EditedSince) -> Self {
        Self { tx, seq, direction, edited, can_be_redone: true, report: UndoReport::default() }
    }

    /// The change, with what has to go before it or comes again after it.
    fn run_all(&mut self, progress: Progress<'_>) -> Result<(), StoreError> {
        let whole = self.seq;
        if self.direction == Direction::Forward {
            let parts = history::parts_undone_with(&self.tx.db, whole)?;
            return [vec![whole], parts].concat().into_iter().try_for_each(|change| self.run_one(change, progress));
        }
        let parts = history::parts_in_force(&self.tx.db, whole)?;
        for change in before(&self.tx.db, whole)? {
            self.run_one(change, progress)?;
        }
        self.run_one(whole, progress)?;
        history::note_undone_together(&self.tx, whole, &parts)
    }

    fn run_one(&mut self, change: i64, progress: Progress<'_>) -> Result<(), StoreError> {
        self.seq = change;
        self.run(progress)?;
        self.set_state(change, if self.direction == Direction::Back { "undone" } else { "done" })
    }

    fn set_state(&self, seq: i64, state: &str) -> Result<(), StoreError> {
        self.tx.db.execute(
            "UPDATE changes SET state = ?1, undone = CASE ?1 WHEN 'undone' THEN
               (SELECT max(coalesce(max(undone), 0) + 1, ?3) FROM changes) END,
               undone_by = CASE ?1 WHEN 'undone' THEN ?4 END WHERE seq = ?2",
            (state, seq, self.tx.at().0, self.tx.store.user().map(|user| user.as_bytes().to_vec())),
        )?;
        Ok(())
    }

    fn run(&mut self, progress: Progress<'_>) -> Result<(), StoreError> {
        self.tx.db.execute_batch("PRAGMA defer_foreign_keys = ON")?;
        self.tx.replayed.push(self.seq);
        // Whole rows first: cells may be theirs, or refer to them.
        match self.direction {
            Direction::Back => {
                self.bring_back("old IS NOT NULL", "old")?;
                self.replay_cells()?;
                self.remove_load(progress)?;
                self.remove_rows("old IS NULL")?;
                merges::give_keys_back(&mut self.tx, self.seq)
            }
            Direction::Forward => {
                merges::hand_keys_over(&mut self.tx, self.seq)?;
                self.bring_back("old IS NULL", "new")?;
                self.restore_load(progress)?;
                self.replay_cells()?;
                self.remove_rows("old IS NOT NULL")
            }
        }
    }
}
