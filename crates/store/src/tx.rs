//! The one way to write.
//!
//! A [`Tx`] is one SQLite transaction and, unless it is unrecorded, one change of the history.
//! Dropped, it leaves nothing behind. On commit it gives new match keys to the records whose
//! identifying fields changed, and afterwards brings the lists up to date and tells the listeners.

use std::{collections::BTreeSet, ops::ControlFlow, sync::atomic::Ordering};

use parking_lot::MutexGuard;
use rusqlite::Connection;
use sales_core::{
    change::{ChangeKind, Origin},
    fields::Entity,
    ids::ChangeId,
    time::UtcMillis,
};
use uuid::Uuid;

use crate::{
    duplicates::{self, known},
    error::StoreError,
    history, listing, match_keys, name_readings, scores,
    store::{ChangeSet, Store},
    tracking,
};

/// Told about finished and all things; breaking rolls everything back.
pub type Progress<'p> = &'p mut dyn FnMut(u64, u64) -> ControlFlow<()>;

/// A write in progress.
pub struct Tx<'s> {
    pub(crate) store: &'s Store,
    pub(crate) db: MutexGuard<'s, Connection>,
    seq: Option<i64>,
    /// The change that the one being made is a part of.
    whole: Option<i64>,
    at: UtcMillis,
    pub(crate) first_cell: i64,
    changed: Vec<(Entity, i64)>,
    removed: Vec<(Entity, i64)>,
    reload: Option<(i64, i64)>,
    /// Records that a person said are not the same as others, or took that back.
    pub(crate) rejected: Vec<(Entity, i64)>,
    /// Changes that are taken back or made again, and records that come back with them.
    pub(crate) replayed: Vec<i64>,
    untold: Vec<(Entity, i64)>,
    /// Rows of prospects whose scores changed.
    pub(crate) scored: Vec<i64>,
    /// Prospects whose scores are to be made anew, besides those that the write touches.
    pub(crate) outdated: Vec<i64>,
    kinds: BTreeSet<ChangeKind>,
    open: bool,
}

/// Records that a committed write touched.
#[derive(Debug, Default, Clone)]
pub(crate) struct Touched {
    pub changed: Vec<(Entity, i64)>,
    pub removed: Vec<(Entity, i64)>,
    /// First and last row of a range that came or went in bulk.
    pub reload: Option<(i64, i64)>,
    /// Prospects of whom lists show another score or outcome.
    pub shown: Vec<i64>,
}

impl Touched {
    /// Whether any record is other than before.
    pub fn has_records(&self) -> bool {
        !self.changed.is_empty() || !self.removed.is_empty() || self.reload.is_some()
    }

    pub fn is_empty(&self) -> bool {
        !self.has_records() && self.shown.is_empty()
    }
}

impl<'s> Tx<'s> {
    fn start(store: &'s Store) -> Result<Self, StoreError> {
        let db = store.writer()?;
        if store.refuses_writes() {
            return Err(StoreError::Busy);
        }
        db.execute_batch("BEGIN IMMEDIATE")?;
        let mut tx = Self {
            store,
            db,
            seq: None,
            whole: None,
            at: store.now(),
            first_cell: 0,
            changed: Vec::new(),
            removed: Vec::new(),
            reload: None,
            rejected: Vec::new(),
            replayed: Vec::new(),
            untold: Vec::new(),
            scored: Vec::new(),
            outdated: Vec::new(),
            kinds: BTreeSet::new(),
            open: true,
        };
        tx.first_cell = tx.db.query_row("SELECT coalesce(max(n), 0) + 1 FROM change_cells", [], |row| row.get(0))?;
        Ok(tx)
    }

    pub(crate) fn unrecorded(store: &'s Store) -> Result<Self, StoreError> {
        let tx = Self::start(store)?;
        tracking::set_context(&tx.db, None)?;
        Ok(tx)
    }

    pub(crate) fn begin(
        store: &'s Store,
        origin: Origin,
        label: &str,
        args: &serde_json::Value,
    ) -> Result<Self, StoreError> {
        let mut tx = Self::start(store)?;
        tx.record(origin, label, args)?;
        Ok(tx)
    }

    /// Makes what follows a change of its own: of a write without one so far, or with another before.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be noted.
    pub fn record(&mut self, origin: Origin, label: &str, args: &serde_json::Value) -> Result<(), StoreError> {
        self.db.execute("UPDATE changes SET state = 'gone' WHERE state = 'undone'", [])?;
        let seq = self.new_change(origin, label, args)?;
        self.record_to(seq)
    }

    fn new_change(&self, origin: Origin, label: &str, args: &serde_json::Value) -> Result<i64, StoreError> {
        let seq = self.next_seq()?;
        let id: Uuid = self.new_id();
        let by = self.store.user().map(|user| *user.as_bytes());
        let sql = "INSERT INTO changes (seq, id, at, user_id, origin, label, args, state, part_of)
                   VALUES (?, ?, ?, ?, ?, ?, ?, 'done', ?)";
        self.db.prepare_cached(sql)?.execute((
            seq,
            id.as_bytes(),
            self.at.0,
            by,
            origin_name(origin),
            label,
            args.to_string(),
            self.whole,
        ))?;
        Ok(seq)
    }

    /// Makes what follows, up to the next part or [`Self::end_part`], a change of its own that goes with this
    /// one when this one is taken back, and can be taken back without it.
    ///
    /// # Errors
    /// When the write has no history.
    pub fn begin_part(&mut self, origin: Origin, label: &str, args: &serde_json::Value) -> Result<(), StoreError> {
        self.whole = Some(self.whole.map_or_else(|| self.seq(), Ok)?);
        let seq = self.new_change(origin, label, args)?;
        self.record_to(seq)
    }

    /// Makes what follows a part of no other change than the whole one.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be noted.
    pub fn end_part(&mut self) -> Result<(), StoreError> {
        self.whole.take().map_or(Ok(()), |whole| self.record_to(whole))
    }

    pub(crate) fn resume(store: &'s Store, seq: i64) -> Result<Self, StoreError> {
        let mut tx = Self::start(store)?;
        tx.record_to(seq)?;
        Ok(tx)
    }

    fn record_to(&mut self, seq: i64) -> Result<(), StoreError> {
        self.seq = Some(seq);
        self.kinds.insert(ChangeKind::History);
        tracking::set_context(&self.db, Some((seq, self.at.0)))
    }

    /// The number of the change; later changes have larger ones.
    ///
    /// # Errors
    /// When the write has no history.
    pub fn seq(&self) -> Result<i64, StoreError> {
        self.seq.ok_or(StoreError::Unrecorded)
    }

    /// The identity of the change.
    ///
    /// # Errors
    /// When the write has no history.
    pub fn change(&self) -> Result<ChangeId, StoreError> {
        history::id_of(&self.db, self.seq()?)?.ok_or(StoreError::NoSuchChange)
    }

    /// Gives the sentence that tells the change other arguments, once they are known.
    ///
    /// # Errors
    /// When the write has no history.
    pub fn set_args(&mut self, args: &serde_json::Value) -> Result<(), StoreError> {
        let seq = self.seq()?;
        self.db.prepare_cached("UPDATE changes SET args = ?2 WHERE seq = ?1")?.execute((seq, args.to_string()))?;
        Ok(())
    }

    /// When the change was begun.
    pub fn at(&self) -> UtcMillis {
        self.at
    }

    /// A new identity.
    pub fn new_id<Id: From<Uuid>>(&self) -> Id {
        self.store.ids.lock().next(self.at)
    }

    /// Reads what this write sees, its own changes included.
    pub fn read<T>(&self, read: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        read(&self.db)
    }

    /// Says that something of this kind changes.
    pub fn touch(&mut self, kind: ChangeKind) {
        self.kinds.insert(kind);
    }

    pub(crate) fn next_seq(&self) -> Result<i64, StoreError> {
        self.count_up("seq", 1)
    }

    /// The first of `count` new row numbers that follow each other.
    pub(crate) fn new_rows(&self, count: i64) -> Result<i64, StoreError> {
        Ok(self.count_up("row", count)? - count + 1)
    }

    fn count_up(&self, name: &str, by: i64) -> Result<i64, StoreError> {
        Ok(self
            .db
            .prepare_cached("UPDATE counters SET value = value + ?1 WHERE name = ?2 RETURNING value")?
            .query_row((by, name), |row| row.get(0))?)
    }

    pub(crate) fn note_changed(&mut self, entity: Entity, row: i64) {
        self.changed.push((entity, row));
        self.touch(kind_of(entity));
    }

    /// Of a record that is other than before though none of its cells changed.
    pub(crate) fn note_untold(&mut self, entity: Entity, row: i64) {
        self.untold.push((entity, row));
        self.note_changed(entity, row);
    }

    pub(crate) fn note_removed(&mut self, entity: Entity, row: i64) {
        self.removed.push((entity, row));
        self.touch(kind_of(entity));
    }

    /// Lets the lists read a range of rows anew that came or went in bulk.
    pub(crate) fn leave_lists_to_reload(&mut self, first: i64, last: i64) {
        let (from, to) = self.reload.unwrap_or((first, last));
        self.reload = Some((from.min(first), to.max(last)));
        for entity in Store::ENTITIES {
            self.touch(kind_of(entity));
        }
    }

    /// Makes the write permanent.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be made; nothing of it is left then.
    pub fn commit(self) -> Result<ChangeSet, StoreError> {
        self.commit_telling(&mut |_, _| ControlFlow::Continue(()))
    }

    /// The same for a write of many records: `progress` is told how many scores of how many are made anew.
    ///
    /// # Errors
    /// [`StoreError::Cancelled`] when it says that it is enough; as [`Self::commit`] otherwise.
    pub fn commit_telling(mut self, progress: Progress<'_>) -> Result<ChangeSet, StoreError> {
        let mut touched = self.touched()?;
        scores::renew(&mut self, &mut touched, progress)?;
        touched.shown.extend(history::owners_touched(&self.db, "outcomes", self.first_cell, &self.replayed)?);
        if self.seq.is_some() {
            match_keys::refresh(&self, &touched, self.first_cell)?;
        }
        match_keys::inherit(&self, &touched)?;
        if duplicates::follow(&self.db, &touched, &self.rejected)? {
            self.touch(ChangeKind::Duplicates);
        }
        known::note(&self.db, &self.compared(&touched))?;
        listing::note_changes(&self.db, &touched)?;
        let store = self.store;
        store.lists.behind.fetch_add(1, Ordering::Release);
        let committed = self.db.execute_batch("COMMIT");
        if committed.is_err() {
            store.lists.behind.fetch_sub(1, Ordering::Release);
        }
        committed?;
        self.open = false;
        let changes = ChangeSet { seq: self.seq, kinds: std::mem::take(&mut self.kinds) };
        tracking::set_context(&self.db, None)?;
        drop(self);
        let refreshed = store.refresh_lists(&touched);
        store.lists.behind.fetch_sub(1, Ordering::Release);
        refreshed?;
        store.broadcast(&changes);
        Ok(changes)
    }

    /// What the write touched, for those who compare records.
    fn compared<'t>(&'t self, touched: &'t Touched) -> known::Written<'t> {
        known::Written { touched, first_cell: self.first_cell, replayed: &self.replayed, untold: &self.untold }
    }

    /// The records whose cells, tags or existence changed.
    fn touched(&mut self) -> Result<Touched, StoreError> {
        for row in name_readings::renamed(&self.db, self.first_cell, &self.replayed)? {
            self.note_untold(Entity::Prospect, row);
        }
        let mut changed = std::mem::take(&mut self.changed);
        {
            let mut cells = self.db.prepare_cached(
                "SELECT DISTINCT tbl, row FROM change_cells WHERE n >= ?1 AND tbl IN ('prospects', 'companies')",
            )?;
            let mut rows = cells.query([self.first_cell])?;
            while let Some(row) = rows.next()? {
                let entity = entity_named(&row.get::<_, String>(0)?);
                changed.push((entity, row.get(1)?));
            }
            let mut tagged = self.db.prepare_cached(
                "SELECT DISTINCT json_extract(coalesce(old, new), '$.entity'), json_extract(coalesce(old, new), '$.row')
                 FROM change_cells WHERE n >= ?1 AND tbl = 'taggings'",
            )?;
            let mut rows = tagged.query([self.first_cell])?;
            while let Some(row) = rows.next()? {
                let entity = entity_named(&row.get::<_, String>(0)?);
                changed.push((entity, row.get(1)?));
            }
        }
        changed.sort_unstable();
        changed.dedup();
        let removed = std::mem::take(&mut self.removed);
        let gone: std::collections::HashSet<_> = removed.iter().collect();
        changed.retain(|record| !gone.contains(record));
        for &(entity, _) in &changed {
            self.kinds.insert(kind_of(entity));
        }
        Ok(Touched { changed, removed, reload: self.reload, shown: std::mem::take(&mut self.scored) })
    }
}

impl Drop for Tx<'_> {
    fn drop(&mut self) {
        if self.open
            && let Err(error) = self.db.execute_batch("ROLLBACK")
        {
            tracing::warn!(%error, "a write could not be rolled back");
        }
    }
}

/// The kind under which a record's changes are told.
pub(crate) const fn kind_of(entity: Entity) -> ChangeKind {
    match entity {
        Entity::Prospect => ChangeKind::Prospects,
        Entity::Company => ChangeKind::Companies,
    }
}

/// The record kind of a table name or of the name of the kind itself.
pub(crate) fn entity_named(name: &str) -> Entity {
    if name.starts_with("prospect") { Entity::Prospect } else { Entity::Company }
}

const fn origin_name(origin: Origin) -> &'static str {
    match origin {
        Origin::User => "user",
        Origin::Import => "import",
        Origin::Job => "job",
        Origin::Sync => "sync",
    }
}
