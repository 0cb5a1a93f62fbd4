//! The records that an import made: they go and come back in bulk. Those that went stand in
//! `undone_rows`, each as the list of its columns, until the import is made again or cannot be any more.

use std::ops::RangeInclusive;

use rusqlite::params;
use sales_core::fields::Entity;

use super::{EditedSince, Replay};
use crate::{
    error::StoreError,
    imports, match_keys,
    tables::Tracked,
    tracking::{insert_from_lists, list_of},
    tx::{Progress, kind_of},
};

/// Rows between two answers about how far it is.
const STEP: i64 = 20_000;
/// From so many rows on it is quicker to look through all match keys than to look each one up.
const MANY_ROWS: u64 = 20_000;

impl Replay<'_> {
    /// Takes the records of an import away.
    pub(super) fn remove_load(&mut self, progress: Progress<'_>) -> Result<(), StoreError> {
        let Some((first, last)) = imports::row_range(&self.tx.db, self.seq)? else { return Ok(()) };
        let are_many = (last - first).unsigned_abs() >= MANY_ROWS;
        let all = (last - first + 1).unsigned_abs() * 2;
        let mut done = 0;
        for entity in [Entity::Prospect, Entity::Company] {
            self.tx.touch(kind_of(entity));
            for step in (first..=last).step_by(STEP as usize) {
                let rows = step..=last.min(step + STEP - 1);
                done += (rows.end() - rows.start() + 1).unsigned_abs();
                self.remove_range(Tracked::of(entity), entity, &rows, are_many)?;
                if progress(done, all).is_break() {
                    return Err(StoreError::Cancelled);
                }
            }
            if are_many {
                match_keys::forget_orphans(&self.tx, entity, first, last)?;
            }
        }
        self.remove_unused_companies()?;
        self.tx.leave_lists_to_reload(first, last);
        Ok(())
    }

    /// Companies that imports which were taken back had left, as records of others used them, go with the
    /// last of these.
    fn remove_unused_companies(&mut self) -> Result<(), StoreError> {
        let sql = "SELECT c.rowid FROM imports AS i CROSS JOIN companies AS c
                   WHERE i.status = 'undone' AND c.rowid BETWEEN i.first_row AND i.last_row
                     AND c.created_seq = i.change_seq AND c.row_seq = i.change_seq
                     AND NOT EXISTS (SELECT 1 FROM prospects WHERE prospects.company = c.rowid)";
        let unused: Vec<i64> =
            self.tx.db.prepare_cached(sql)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        for row in unused {
            if self.can_be_redone {
                let one = params![self.seq, row, row];
                self.set_aside(Tracked::of(Entity::Company), "rowid BETWEEN ?2 AND ?3 AND ?1 IS NOT NULL", one)?;
            }
            self.tx.remove(Entity::Company, row)?;
            self.report.removed += 1;
        }
        Ok(())
    }

    fn remove_range(
        &mut self,
        table: &Tracked,
        entity: Entity,
        rows: &RangeInclusive<i64>,
        keys_go_later: bool,
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
        let range = params![self.seq, rows.start(), rows.end()];
        let tagged = format!("entity = '{}' AND row IN (SELECT rowid FROM {name} WHERE {goes})", entity.as_str());
        if self.can_be_redone {
            self.set_aside(table, &goes, range)?;
            self.set_aside(Tracked::named("taggings"), &tagged, range)?;
        }
        if !keys_go_later {
            let sql = format!("SELECT rowid FROM {name} WHERE {goes}");
            let going: Vec<i64> =
                self.tx.db.prepare(&sql)?.query_map(range, |row| row.get(0))?.collect::<Result<_, _>>()?;
            self.with_records(table, &going, match_keys::forget)?;
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

    fn set_aside(&self, table: &Tracked, which: &str, range: &[&dyn rusqlite::ToSql]) -> Result<(), StoreError> {
        let name = table.name;
        let sql = format!(
            "INSERT INTO undone_rows (change_seq, tbl, row, image)
             SELECT ?1, '{name}', rowid, {} FROM {name} WHERE {which}",
            list_of(table)
        );
        self.tx.db.prepare_cached(&sql)?.execute(range)?;
        Ok(())
    }

    /// Brings the records of an import back.
    pub(super) fn restore_load(&mut self, progress: Progress<'_>) -> Result<(), StoreError> {
        let Some((first, last)) = imports::row_range(&self.tx.db, self.seq)? else { return Ok(()) };
        let sql = "SELECT count(*) FROM undone_rows WHERE change_seq = ?1";
        let all: i64 = self.tx.db.query_row(sql, [self.seq], |row| row.get(0))?;
        let mut done = 0;
        for name in ["companies", "prospects", "taggings"] {
            let table = Tracked::named(name);
            let mut keys = Vec::new();
            while let Some(rows) = self.next_set_aside(name)? {
                let restored = self.take_back(table, &rows)?;
                if let Some(entity) = table.entity {
                    self.report.restored += restored;
                    self.collect_keys(entity, (first, last), &rows, &mut keys)?;
                }
                self.tx.db.execute("DELETE FROM undone_rows WHERE n BETWEEN ?1 AND ?2", (rows.start(), rows.end()))?;
                done += (rows.end() - rows.start() + 1).unsigned_abs();
                if progress(done, all.unsigned_abs()).is_break() {
                    return Err(StoreError::Cancelled);
                }
            }
            if let Some(entity) = table.entity {
                keys.sort_unstable();
                match_keys::add(&self.tx, entity, keys)?;
            }
        }
        self.leave_lost_companies("created_seq = ?1")?;
        self.tx.leave_lists_to_reload(first, last);
        Ok(())
    }

    /// The next rows of a table that were set aside, by their numbers there.
    fn next_set_aside(&self, table: &str) -> Result<Option<RangeInclusive<i64>>, StoreError> {
        let sql = "SELECT min(n), max(n) FROM (SELECT n FROM undone_rows WHERE change_seq = ?1 AND tbl = ?2
                   ORDER BY n LIMIT ?3)";
        let (first, last): (Option<i64>, Option<i64>) =
            self.tx.db.prepare_cached(sql)?.query_row((self.seq, table, STEP), |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(first.zip(last).map(|(first, last)| first..=last))
    }

    fn take_back(&self, table: &Tracked, rows: &RangeInclusive<i64>) -> Result<usize, StoreError> {
        let tag_exists = match table.name {
            "taggings" => "AND EXISTS (SELECT 1 FROM tags WHERE tags.rowid = json_extract(image, '$[0]'))",
            _ => "",
        };
        let source = format!(
            "SELECT row, image FROM undone_rows WHERE n BETWEEN ?1 AND ?2 AND change_seq = ?3 AND tbl = '{}' {tag_exists}",
            table.name
        );
        let sql = insert_from_lists(table, &source);
        Ok(self.tx.db.prepare_cached(&sql)?.execute((rows.start(), rows.end(), self.seq))?)
    }

    /// The keys of records that came back. Lists read those outside of the range of the import one by one.
    fn collect_keys(
        &mut self,
        entity: Entity,
        range: (i64, i64),
        set_aside: &RangeInclusive<i64>,
        keys: &mut Vec<(i64, i64)>,
    ) -> Result<(), StoreError> {
        let sql = "SELECT row FROM undone_rows WHERE n BETWEEN ?1 AND ?2";
        let rows: Vec<i64> = self
            .tx
            .db
            .prepare_cached(sql)?
            .query_map((set_aside.start(), set_aside.end()), |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for chunk in rows.chunks(1_000) {
            match_keys::collect(&self.tx, entity, chunk, keys)?;
        }
        let (first, last) = range;
        for row in rows.into_iter().filter(|row| !(first..=last).contains(row)) {
            self.tx.note_untold(entity, row);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sales_core::{
        change::Origin,
        ids::IdSource,
        import::{OnMatch, OnNear},
        time::{Clock, UtcMillis},
    };

    use crate::{
        imports::{Import, ImportKind, NewImport},
        key::DataKey,
        load::{LoadRow, columns},
        store::{Store, Surroundings},
        undo::{self, UndoReport},
    };

    use super::*;

    const NOW: UtcMillis = UtcMillis(1_795_000_000_123);

    struct Still;

    impl Clock for Still {
        fn now(&self) -> UtcMillis {
            NOW
        }
    }

    struct Workspace {
        store: Store,
        import: Import,
        _folder: tempfile::TempDir,
    }

    impl Workspace {
        fn with_records(count: u32) -> Self {
            let folder = tempfile::tempdir().unwrap();
            let around = Surroundings { clock: Arc::new(Still), ids: IdSource::new(|| [7; 10]) };
            let store = Store::create(&folder.path().join("a.db"), DataKey::generate().unwrap(), around).unwrap();
            let import = load(&store, count);
            Self { store, import, _folder: folder }
        }

        fn undo(&self) -> UndoReport {
            let mut go_on = |_, _| std::ops::ControlFlow::Continue(());
            undo::undo(&self.store, self.import.change_seq, EditedSince::Keep, &mut go_on).unwrap()
        }

        fn redo(&self, progress: Progress<'_>) -> Result<UndoReport, StoreError> {
            undo::redo(&self.store, self.import.change_seq, progress)
        }

        fn count(&self, table: &str) -> i64 {
            let sql = format!("SELECT count(*) FROM {table}");
            self.store.read(|db| Ok(db.query_row(&sql, [], |row| row.get(0))?)).unwrap()
        }

        fn delete_undone_rows(&self, before: UtcMillis, most: u32) -> bool {
            let mut tx = self.store.begin_unrecorded().unwrap();
            let are_left = tx.delete_undone_rows(before, most).unwrap();
            tx.commit().unwrap();
            are_left
        }
    }

    fn load(store: &Store, count: u32) -> Import {
        let plan = NewImport {
            kind: ImportKind::File,
            file_name: "a.csv".to_owned(),
            file_path: None,
            file_print: None,
            layout: serde_json::Value::Null,
            headers: Vec::new(),
            mapping: serde_json::Value::Null,
            on_match: OnMatch::Fill,
            on_near: OnNear::Off,
            fixes: serde_json::Value::Null,
            rows_total: 0,
        };
        let mut tx = store.begin(Origin::Import, "import", &serde_json::json!({})).unwrap();
        let import = tx.open_import(&plan).unwrap();
        let first = tx.reserve_rows(&import, count as usize).unwrap();
        let names: Vec<String> = (0..count).map(|n| format!("Ada {n}")).collect();
        let place = columns(Entity::Prospect).position(|column| column == "first_name").unwrap();
        let values: Vec<Vec<Option<&str>>> = names
            .iter()
            .map(|name| {
                let mut values = vec![None; columns(Entity::Prospect).count()];
                values[place] = Some(name.as_str());
                values
            })
            .collect();
        let rows = values.iter().map(|values| LoadRow { values, ..LoadRow::default() });
        tx.load(Entity::Prospect, &import, (first..).zip(rows)).unwrap();
        tx.close_import(&import, false).unwrap();
        tx.commit().unwrap();
        import
    }

    #[test]
    fn more_records_than_one_step_go_and_come_back() {
        let workspace = Workspace::with_records(45_000);
        assert_eq!(workspace.undo().removed, 45_000);
        assert_eq!((workspace.count("prospects"), workspace.count("undone_rows")), (0, 45_000));
        let mut told = Vec::new();
        let report = workspace.redo(&mut |done, all| {
            told.push((done, all));
            std::ops::ControlFlow::Continue(())
        });
        assert_eq!(report.unwrap().restored, 45_000);
        assert_eq!(told, [(20_000, 45_000), (40_000, 45_000), (45_000, 45_000)]);
        assert_eq!((workspace.count("prospects"), workspace.count("undone_rows")), (45_000, 0));
        assert_eq!(workspace.undo().removed, 45_000, "and once more");
    }

    #[test]
    fn a_redo_that_is_stopped_changes_nothing() {
        let workspace = Workspace::with_records(45_000);
        workspace.undo();
        let stopped = workspace.redo(&mut |done, _| {
            if done > 20_000 { std::ops::ControlFlow::Break(()) } else { std::ops::ControlFlow::Continue(()) }
        });
        assert!(matches!(stopped, Err(StoreError::Cancelled)));
        assert_eq!((workspace.count("prospects"), workspace.count("undone_rows")), (0, 45_000));
        assert!(workspace.redo(&mut |_, _| std::ops::ControlFlow::Continue(())).is_ok());
    }

    #[test]
    fn what_cannot_be_redone_is_deleted_step_by_step() {
        let workspace = Workspace::with_records(30);
        workspace.undo();
        assert!(!workspace.delete_undone_rows(NOW, 20));
        assert_eq!(workspace.count("undone_rows"), 30, "it can be redone");
        workspace.store.begin(Origin::User, "other", &serde_json::json!({})).unwrap().commit().unwrap();
        assert!(workspace.delete_undone_rows(NOW, 20));
        assert!(!workspace.delete_undone_rows(NOW, 20));
        assert_eq!(workspace.count("undone_rows"), 0);
    }

    #[test]
    fn what_was_taken_back_long_ago_is_deleted() {
        let workspace = Workspace::with_records(30);
        workspace.undo();
        assert!(!workspace.delete_undone_rows(UtcMillis(NOW.0 + 1), 50));
        assert_eq!(workspace.count("undone_rows"), 0);
        let redone = workspace.redo(&mut |_, _| std::ops::ControlFlow::Continue(()));
        assert!(matches!(redone, Err(StoreError::NoSuchChange)));
    }
}
