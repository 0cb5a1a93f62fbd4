//! Whole rows that a change brought or took away, one by one.

use sales_core::fields::Entity;

use super::{Direction, EditedSince, Replay};
use crate::{
    error::StoreError,
    match_keys,
    record::Record,
    tables::{TRACKED, Tracked},
    tracking::{image, insert_from_images},
    tx::entity_named,
};

impl Replay<'_> {
    /// Prospects that came back without their company, which somebody removed since, are without one.
    pub(super) fn leave_lost_companies(&self, which: &str) -> Result<(), StoreError> {
        self.tx.db.execute(
            &format!(
                "UPDATE prospects SET company = NULL WHERE {which} AND company IS NOT NULL
                 AND NOT EXISTS (SELECT 1 FROM companies WHERE companies.rowid = prospects.company)"
            ),
            [self.seq],
        )?;
        Ok(())
    }

    /// Puts rows back from their images.
    pub(super) fn bring_back(&mut self, which: &str, side: &str) -> Result<(), StoreError> {
        for table in TRACKED {
            let name = table.name;
            let rows = self.whole_rows(table, which)?;
            if rows.is_empty() {
                continue;
            }
            let holds = match name {
                "taggings" => {
                    format!("AND EXISTS (SELECT 1 FROM tags WHERE tags.rowid = json_extract({side}, '$.tag'))")
                }
                // What was said of two records may have been taken back since a merge withdrew it.
                "rejected_pairs" => format!(
                    "AND (json_extract({side}, '$.row_seq') = {} OR EXISTS (SELECT 1 FROM changes AS said
                          WHERE said.seq = json_extract({side}, '$.row_seq') AND said.state IN ('open', 'done')))",
                    self.seq
                ),
                _ => String::new(),
            };
            let source = format!(
                "SELECT row, {side} AS image FROM change_cells
                 WHERE change_seq = {seq} AND tbl = '{name}' AND field = '*' AND {which} AND {side} IS NOT NULL
                 AND NOT EXISTS (SELECT 1 FROM {name} WHERE rowid = change_cells.row) {holds}",
                seq = self.seq
            );
            let restored = self.tx.db.execute(&insert_from_images(table, &source), [])?;
            if table.entity == Some(Entity::Prospect) {
                self.leave_lost_companies(
                    "rowid IN (SELECT row FROM change_cells WHERE change_seq = ?1 AND tbl = 'prospects' AND field = '*')",
                )?;
            }
            if name == "rejected_pairs" {
                rows.iter().try_for_each(|&row| self.note_rejected(row))?;
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
    pub(super) fn remove_rows(&mut self, which: &str) -> Result<(), StoreError> {
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
                match name {
                    "taggings" => self.note_tagged(row)?,
                    "rejected_pairs" => self.note_rejected(row)?,
                    _ => {}
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
        self.tx.note_changed(entity_named(&entity), row);
        Ok(())
    }

    fn note_rejected(&mut self, rejected: i64) -> Result<(), StoreError> {
        let (entity, rows): (String, [i64; 2]) = self.tx.db.query_row(
            "SELECT json_extract(image, '$.entity'), json_extract(image, '$.left_row'),
                    json_extract(image, '$.right_row')
             FROM (SELECT coalesce(old, new) AS image FROM change_cells
                   WHERE change_seq = ?1 AND tbl = 'rejected_pairs' AND row = ?2 LIMIT 1)",
            (self.seq, rejected),
            |found| Ok((found.get(0)?, [found.get(1)?, found.get(2)?])),
        )?;
        self.tx.note_rejected(entity_named(&entity), rows);
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
}
