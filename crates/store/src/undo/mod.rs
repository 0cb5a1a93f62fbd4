//! Taking a change back, and making it again.
//!
//! Both walk the cells that the change recorded. A cell is put back only while it still holds what
//! the change wrote; what somebody edited since stays, and is counted.

mod cells;
mod load;
mod rows;

use std::ops::ControlFlow;

use sales_core::change::ChangeKind;

use crate::{
    decisions,
    error::StoreError,
    history::{self, ChangeState},
    imports, merges,
    store::Store,
    tx::Tx,
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

/// Told about finished and all records; breaking rolls everything back.
pub type UndoProgress<'p> = &'p mut dyn FnMut(u64, u64) -> ControlFlow<()>;

/// Takes a change back.
pub fn undo(
    store: &Store,
    seq: i64,
    edited: EditedSince,
    progress: UndoProgress<'_>,
) -> Result<UndoReport, StoreError> {
    replay(store, seq, Direction::Back, edited, progress)
}

/// Makes a change again that was taken back.
pub fn redo(store: &Store, seq: i64, progress: UndoProgress<'_>) -> Result<UndoReport, StoreError> {
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
    progress: UndoProgress<'_>,
) -> Result<UndoReport, StoreError> {
    let mut tx = store.begin_unrecorded()?;
    let change = history::find(&tx.db, seq)?.ok_or(StoreError::NoSuchChange)?;
    let wanted = if direction == Direction::Back { ChangeState::Done } else { ChangeState::Undone };
    let lost = direction == Direction::Forward && decisions::import_is_gone(&tx.db, seq)?;
    if change.state != wanted || lost {
        return Err(StoreError::NoSuchChange);
    }
    if let Some(later) = merges::merged_since(&tx.db, seq)?.filter(|_| direction == Direction::Back) {
        return Err(StoreError::MergedSince { later });
    }
    for kind in [
        ChangeKind::History,
        ChangeKind::Tags,
        ChangeKind::Views,
        ChangeKind::CustomFields,
        ChangeKind::Imports,
        ChangeKind::Prospects,
        ChangeKind::Companies,
    ] {
        tx.touch(kind);
    }
    let mut replay = Replay::new(tx, seq, direction, edited);
    replay.run_all(progress)?;
    let Replay { tx, report, .. } = replay;
    let import_status = if direction == Direction::Back { "undone" } else { "done" };
    tx.db.execute("UPDATE imports SET status = ?1 WHERE change_seq = ?2", (import_status, seq))?;
    tx.commit()?;
    Ok(report)
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

impl<'s> Replay<'s> {
    fn new(tx: Tx<'s>, seq: i64, direction: Direction, edited: EditedSince) -> Self {
        Self { tx, seq, direction, edited, can_be_redone: true, report: UndoReport::default() }
    }

    /// The change, and before an import goes, the decisions about its rows and the merges of its records.
    fn run_all(&mut self, progress: UndoProgress<'_>) -> Result<(), StoreError> {
        let seq = self.seq;
        if self.direction == Direction::Forward {
            self.run(progress)?;
            return self.set_state(seq, "done");
        }
        let mut first = decisions::changes_about(&self.tx.db, seq)?;
        let made: Vec<i64> = first.iter().copied().chain([seq]).collect();
        if imports::row_range(&self.tx.db, seq)?.is_some() {
            first.extend(merges::of_records_made_by(&self.tx.db, &made)?);
        }
        first.sort_unstable_by(|a, b| b.cmp(a));
        for change in first {
            self.seq = change;
            self.run(progress)?;
            self.set_state(change, "undone")?;
        }
        self.seq = seq;
        self.run(progress)?;
        self.set_state(seq, "undone")
    }

    fn set_state(&self, seq: i64, state: &str) -> Result<(), StoreError> {
        self.tx.db.execute(
            "UPDATE changes SET state = ?1, undone = CASE ?1 WHEN 'undone' THEN
               (SELECT max(coalesce(max(undone), 0) + 1, ?3) FROM changes) END WHERE seq = ?2",
            (state, seq, self.tx.at().0),
        )?;
        Ok(())
    }

    fn run(&mut self, progress: UndoProgress<'_>) -> Result<(), StoreError> {
        self.tx.db.execute_batch("PRAGMA defer_foreign_keys = ON")?;
        // Whole rows first: cells may be theirs, or refer to them.
        match self.direction {
            Direction::Back => {
                self.bring_back("old IS NOT NULL", "old")?;
                self.replay_cells()?;
                self.remove_load(progress)?;
                self.remove_rows("old IS NULL")?;
                merges::give_keys_back(&self.tx, self.seq)
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
