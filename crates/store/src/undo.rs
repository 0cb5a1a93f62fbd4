//! Taking a change back, and making it again.
//!
//! Both walk the cells that the change recorded. A cell is put back only while it still holds what
//! the change wrote; what somebody edited since stays, and is counted.

use std::ops::ControlFlow;

use rusqlite::params;
use sales_core::{change::ChangeKind, fields::Entity};

use crate::{
    decisions,
    error::StoreError,
    history::{self, ChangeState},
    match_keys,
    record::Record,
    row_prints,
    store::Store,
    tables::{TRACKED, Tracked},
    tracking::{image, insert_from_images},
    tx::{Tx, kind_of},
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

/// Larger sets of created records leave no images when they go: they can be imported again, but not
/// redone.
const MOST_IMAGES: usize = 20_000;
const STEP: i64 = 20_000;

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
pub fn redo(store: &Store, seq: i64) -> Result<UndoReport, StoreError> {
    replay(store, seq, Direction::Forward, EditedSince::Keep, &mut |_, _| ControlFlow::Continue(()))
}

/// What taking a change back would do, without doing it.
pub fn preview(store: &Store, seq: i64, edited: EditedSince) -> Result<UndoReport, StoreError> {
    let tx = store.begin_unrecorded()?;
    let mut replay = Replay { tx, seq, direction: Direction::Back, edited, report: UndoReport::default() };
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
    let mut replay = Replay { tx, seq, direction, edited, report: UndoReport::default() };
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
    report: UndoReport,
}

impl Replay<'_> {
    /// The change, and before an import goes, the decisions about its rows.
    fn run_all(&mut self, progress: UndoProgress<'_>) -> Result<(), StoreError> {
        let seq = self.seq;
        if self.direction == Direction::Forward {
            self.run(progress)?;
            return self.set_state(seq, "done");
        }
        let decisions = decisions::changes_about(&self.tx.db, seq)?;
        for &decision in &decisions {
            self.seq = decision;
            self.run(progress)?;
            self.set_state(decision, "undone")?;
        }
        self.seq = seq;
        if self.run(progress)? {
            return self.set_state(seq, "undone");
        }
        for &decision in &decisions {
            self.set_state(decision, "gone")?;
        }
        self.set_state(seq, "gone")
    }

    fn set_state(&self, seq: i64, state: &str) -> Result<(), StoreError> {
        self.tx.db.execute(
            "UPDATE changes SET state = ?1, undone = CASE ?1 WHEN 'undone' THEN
               (SELECT COALESCE(MAX(undone), 0) + 1 FROM changes) END WHERE seq = ?2",
            (state, seq),
        )?;
        Ok(())
    }

    /// Whether the opposite is possible afterwards.
    fn run(&mut self, progress: UndoProgress<'_>) -> Result<bool, StoreError> {
        self.tx.db.execute_batch("PRAGMA defer_foreign_keys = ON")?;
        // Whole rows first: cells may be theirs, or refer to them.
        match self.direction {
            Direction::Back => {
                self.bring_back("old IS NOT NULL", "old")?;
                self.replay_cells()?;
                let can_redo = self.remove_created_by_load(progress)?;
                self.remove_rows("old IS NULL")?;
                Ok(can_redo)
            }
            Direction::Forward => {
                self.bring_back("old IS NULL", "new")?;
                self.replay_cells()?;
                self.remove_rows("old IS NOT NULL")?;
                Ok(true)
            }
        }
    }

    fn replay_cells(&mut self) -> Result<(), StoreError> {
        for table in TRACKED {
            let fields: Vec<String> = self
                .tx
                .db
                .prepare_cached(
                    "SELECT DISTINCT field FROM change_cells WHERE change_seq = ?1 AND tbl = ?2 AND field <> '*'",
                )?
                .query_map((self.seq, table.name), |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            if fields.is_empty() {
                continue;
            }
            let identifying = fields
                .iter()
                .any(|field| match_keys::KEY_FIELDS.contains(&field.strip_prefix("extra.").unwrap_or(field)));
            let rows = self.rows_with_cells(table)?;
            if identifying {
                self.with_records(table, &rows, match_keys::forget)?;
            }
            for field in &fields {
                self.replay_field(table, field)?;
            }
            if identifying {
                self.with_records(table, &rows, match_keys::remember)?;
            }
        }
        for table in TRACKED {
            if let Some(entity) = table.entity {
                for row in self.settle_books(table, entity)? {
                    self.tx.note_changed(entity, row);
                }
            }
        }
        Ok(())
    }

    fn rows_with_cells(&self, table: &Tracked) -> Result<Vec<i64>, StoreError> {
        let sql = "SELECT DISTINCT row FROM change_cells WHERE change_seq = ?1 AND tbl = ?2 AND field <> '*'";
        let mut statement = self.tx.db.prepare_cached(sql)?;
        let rows = statement.query_map((self.seq, table.name), |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn with_records(
        &self,
        table: &Tracked,
        rows: &[i64],
        act: impl Fn(&Tx<'_>, &Record) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let Some(entity) = table.entity else { return Ok(()) };
        for chunk in rows.chunks(1_000) {
            for record in Record::at_rows(&self.tx.db, entity, chunk)? {
                act(&self.tx, &record)?;
            }
        }
        Ok(())
    }

    fn replay_field(&mut self, table: &Tracked, field: &str) -> Result<(), StoreError> {
        let name = table.name;
        let cell = |side: &str| {
            let order = if side == "old" { "n" } else { "n DESC" };
            format!(
                "(SELECT {side} FROM change_cells AS cells WHERE cells.change_seq = ?1 AND cells.tbl = '{name}'
                  AND cells.row = {name}.rowid AND cells.field = ?2 ORDER BY {order} LIMIT 1)"
            )
        };
        let (target, expected) =
            if self.direction == Direction::Back { (cell("old"), cell("new")) } else { (cell("new"), cell("old")) };
        let (assign, current) = match field.strip_prefix("extra.") {
            None => (format!("\"{field}\" = {target}"), format!("\"{field}\"")),
            Some(_) => (
                format!(
                    "extra = nullif(CASE WHEN {target} IS NULL THEN json_remove(extra, ?3)
                                         ELSE json_set(coalesce(extra, '{{}}'), ?3, {target}) END, '{{}}')"
                ),
                "json_extract(extra, ?3)".to_owned(),
            ),
        };
        let exists = if (name, field) == ("prospects", "company") {
            format!("AND ({target} IS NULL OR EXISTS (SELECT 1 FROM companies WHERE companies.rowid = {target}))")
        } else {
            String::new()
        };
        let sql = format!(
            "UPDATE {name} SET {assign}
             WHERE rowid IN (SELECT row FROM change_cells WHERE change_seq = ?1 AND tbl = '{name}' AND field = ?2)
             AND {current} IS {expected} AND ?3 IS NOT NULL {exists}"
        );
        let path = format!("$.\"{}\"", field.strip_prefix("extra.").unwrap_or(field));
        let changed = self.tx.db.prepare(&sql)?.execute(params![self.seq, field, path])?;
        let all: i64 = self.tx.db.query_row(
            "SELECT count(DISTINCT row) FROM change_cells WHERE change_seq = ?1 AND tbl = ?2 AND field = ?3",
            params![self.seq, name, field],
            |row| row.get(0),
        )?;
        self.report.cells += changed;
        self.report.cells_kept += usize::try_from(all).unwrap_or_default().saturating_sub(changed);
        Ok(())
    }

    /// Records whose cells or tags the change touched count again as last changed by what is still in
    /// force. Gives their rows.
    fn settle_books(&self, table: &Tracked, entity: Entity) -> Result<Vec<i64>, StoreError> {
        let (name, entity) = (table.name, entity.as_str());
        let tagged = format!(
            "json_extract(coalesce(cells.new, cells.old), '$.row')
             FROM change_cells AS cells WHERE cells.tbl = 'taggings' AND cells.field = '*'
             AND json_extract(coalesce(cells.new, cells.old), '$.entity') = '{entity}'"
        );
        let in_force = "EXISTS (SELECT 1 FROM changes WHERE seq = cells.change_seq AND state IN ('open', 'done'))
                        AND (cells.change_seq <> ?1 OR ?3)";
        let sql = format!(
            "WITH tagged (seq, row) AS MATERIALIZED (
               SELECT max(cells.change_seq), {tagged} AND {in_force} GROUP BY 2)
             UPDATE {name} SET updated_at = ?2, row_seq = max(created_seq,
               coalesce((SELECT max(cells.change_seq) FROM change_cells AS cells
                         WHERE cells.tbl = '{name}' AND cells.row = {name}.rowid AND {in_force}), 0),
               coalesce((SELECT seq FROM tagged WHERE tagged.row = {name}.rowid), 0))
             WHERE rowid IN (SELECT row FROM change_cells WHERE change_seq = ?1 AND tbl = '{name}' AND field <> '*'
                             UNION SELECT {tagged} AND cells.change_seq = ?1)
             RETURNING rowid"
        );
        let mut statement = self.tx.db.prepare(&sql)?;
        let forward = self.direction == Direction::Forward;
        let rows = statement.query_map(params![self.seq, self.tx.at().0, forward], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Prospects that came back without their company, which somebody removed since, are without one.
    fn leave_lost_companies(&self) -> Result<(), StoreError> {
        self.tx.db.execute(
            "UPDATE prospects SET company = NULL
             WHERE rowid IN (SELECT row FROM change_cells WHERE change_seq = ?1 AND tbl = 'prospects' AND field = '*')
             AND company IS NOT NULL AND NOT EXISTS (SELECT 1 FROM companies WHERE companies.rowid = prospects.company)",
            [self.seq],
        )?;
        Ok(())
    }

    /// Puts rows back from their images.
    fn bring_back(&mut self, which: &str, side: &str) -> Result<(), StoreError> {
        for table in TRACKED {
            let name = table.name;
            let rows = self.whole_rows(table, which)?;
            if rows.is_empty() {
                continue;
            }
            let tag_exists = if name == "taggings" {
                format!("AND EXISTS (SELECT 1 FROM tags WHERE tags.rowid = json_extract({side}, '$.tag'))")
            } else {
                String::new()
            };
            let source = format!(
                "SELECT row, {side} AS image FROM change_cells
                 WHERE change_seq = {seq} AND tbl = '{name}' AND field = '*' AND {which} AND {side} IS NOT NULL
                 AND NOT EXISTS (SELECT 1 FROM {name} WHERE rowid = change_cells.row) {tag_exists}",
                seq = self.seq
            );
            let restored = self.tx.db.execute(&insert_from_images(table, &source), [])?;
            if table.entity == Some(Entity::Prospect) {
                self.leave_lost_companies()?;
            }
            if let Some(entity) = table.entity {
                self.report.restored += restored;
                self.with_records(table, &rows, match_keys::remember)?;
                for row in rows {
                    self.tx.note_changed(entity, row);
                }
            }
        }
        Ok(())
    }

    fn whole_rows(&self, table: &Tracked, which: &str) -> Result<Vec<i64>, StoreError> {
        let sql =
            format!("SELECT row FROM change_cells WHERE change_seq = ?1 AND tbl = ?2 AND field = '*' AND {which}");
        let mut statement = self.tx.db.prepare(&sql)?;
        let rows = statement.query_map((self.seq, table.name), |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Takes whole rows away that the change brought, children first, and keeps their images.
    fn remove_rows(&mut self, which: &str) -> Result<(), StoreError> {
        for table in TRACKED.iter().rev() {
            let name = table.name;
            let rows = self.whole_rows(table, which)?;
            for row in rows {
                if let Some(entity) = table.entity {
                    self.remove_record(table, entity, row)?;
                    continue;
                }
                let in_use = match name {
                    "tags" => "EXISTS (SELECT 1 FROM taggings WHERE tag = ?1)",
                    _ => "0",
                };
                let sql = format!("DELETE FROM {name} WHERE rowid = ?1 AND NOT {in_use}");
                self.tx.db.prepare_cached(&sql)?.execute([row])?;
                if name == "taggings" {
                    self.note_tagged(row)?;
                }
            }
        }
        Ok(())
    }

    fn note_tagged(&mut self, tagging: i64) -> Result<(), StoreError> {
        let (entity, row): (String, i64) = self.tx.db.query_row(
            "SELECT json_extract(coalesce(old, new), '$.entity'), json_extract(coalesce(old, new), '$.row')
             FROM change_cells WHERE change_seq = ?1 AND tbl = 'taggings' AND row = ?2 LIMIT 1",
            (self.seq, tagging),
            |found| Ok((found.get(0)?, found.get(1)?)),
        )?;
        self.tx.note_changed(crate::tx::entity_named(&entity), row);
        Ok(())
    }

    fn remove_record(&mut self, table: &Tracked, entity: Entity, row: i64) -> Result<(), StoreError> {
        let Some(record) = Record::at_row(&self.tx.db, entity, row)? else { return Ok(()) };
        let edited = self.direction == Direction::Back && record.row_seq != self.seq;
        if (edited && self.edited == EditedSince::Keep) || self.in_use(&record)? {
            self.report.records_kept += 1;
            return Ok(());
        }
        let name = table.name;
        self.tx.db.execute(
            &format!(
                "UPDATE change_cells SET new = (SELECT {} FROM {name} WHERE rowid = ?2)
                 WHERE change_seq = ?1 AND tbl = '{name}' AND row = ?2 AND field = '*' AND old IS NULL",
                image(table, name)
            ),
            (self.seq, row),
        )?;
        self.tx.remove(entity, row)?;
        self.report.removed += 1;
        Ok(())
    }

    fn in_use(&self, record: &Record) -> Result<bool, StoreError> {
        if record.entity == Entity::Prospect {
            return Ok(false);
        }
        Ok(self.tx.db.prepare_cached("SELECT 1 FROM prospects WHERE company = ?1 LIMIT 1")?.exists([record.row])?)
    }

    /// Takes the records of an import away. Whether their images were kept.
    fn remove_created_by_load(&mut self, progress: UndoProgress<'_>) -> Result<bool, StoreError> {
        let Some((first, last)) = crate::imports::row_range(&self.tx.db, self.seq)? else { return Ok(true) };
        let keep_images = usize::try_from(last - first).unwrap_or(usize::MAX) < MOST_IMAGES;
        let all = (last - first + 1).unsigned_abs() * 2;
        let mut done = 0;
        for entity in [Entity::Prospect, Entity::Company] {
            self.tx.touch(kind_of(entity));
            for step in (first..=last).step_by(STEP as usize) {
                let until = last.min(step + STEP - 1);
                self.remove_range(Tracked::of(entity), entity, step, until, keep_images)?;
                done += (until - step + 1).unsigned_abs();
                if progress(done, all).is_break() {
                    return Err(StoreError::Cancelled);
                }
            }
            if !keep_images {
                match_keys::forget_orphans(&self.tx, entity, first, last)?;
                if entity == Entity::Prospect {
                    row_prints::forget_orphans(&self.tx, first, last)?;
                }
            }
        }
        self.tx.leave_lists_to_reload(first, last);
        Ok(keep_images)
    }

    fn remove_range(
        &mut self,
        table: &Tracked,
        entity: Entity,
        first: i64,
        last: i64,
        keep_images: bool,
    ) -> Result<(), StoreError> {
        let name = table.name;
        let untouched = match self.edited {
            EditedSince::Keep => "AND row_seq = ?1",
            EditedSince::Remove => "",
        };
        let unused = match entity {
            Entity::Prospect => "",
            Entity::Company => "AND NOT EXISTS (SELECT 1 FROM prospects WHERE prospects.company = companies.rowid)",
        };
        let goes = format!("rowid BETWEEN ?2 AND ?3 AND created_seq = ?1 {untouched} {unused}");
        let range = params![self.seq, first, last];
        let tagged = format!("entity = '{}' AND row IN (SELECT rowid FROM {name} WHERE {goes})", entity.as_str());
        if keep_images {
            self.keep_images(table, &goes, range)?;
            self.keep_images(Tracked::named("taggings"), &tagged, range)?;
            let sql = format!("SELECT rowid FROM {name} WHERE {goes}");
            let rows: Vec<i64> =
                self.tx.db.prepare(&sql)?.query_map(range, |row| row.get(0))?.collect::<Result<_, _>>()?;
            self.with_records(table, &rows, match_keys::forget)?;
        }
        self.tx.db.execute(&format!("DELETE FROM taggings WHERE {tagged}"), range)?;
        self.report.removed += self.tx.db.execute(&format!("DELETE FROM {name} WHERE {goes}"), range)?;
        let kept: i64 = self.tx.db.query_row(
            &format!("SELECT count(*) FROM {name} WHERE rowid BETWEEN ?2 AND ?3 AND created_seq = ?1"),
            range,
            |row| row.get(0),
        )?;
        self.report.records_kept += usize::try_from(kept).unwrap_or_default();
        Ok(())
    }

    fn keep_images(&self, table: &Tracked, which: &str, range: &[&dyn rusqlite::ToSql]) -> Result<(), StoreError> {
        let name = table.name;
        self.tx.db.execute(
            &format!(
                "DELETE FROM change_cells WHERE change_seq = ?1 AND tbl = '{name}' AND field = '*' AND old IS NULL
                 AND row IN (SELECT rowid FROM {name} WHERE {which})"
            ),
            range,
        )?;
        self.tx.db.execute(
            &format!(
                "INSERT INTO change_cells (change_seq, tbl, row, field, new)
                 SELECT ?1, '{name}', rowid, '*', {} FROM {name} WHERE {which}",
                image(table, name)
            ),
            range,
        )?;
        Ok(())
    }
}
