//! Cells: each is put back while it still holds what the change wrote.

use rusqlite::params;
use sales_core::fields::Entity;

use super::{Direction, Replay};
use crate::{
    error::StoreError,
    match_keys,
    record::Record,
    sources::plain,
    tables::{TRACKED, Tracked},
    tx::Tx,
};

impl Replay<'_> {
    pub(super) fn replay_cells(&mut self) -> Result<(), StoreError> {
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
            let identifying = fields.iter().any(|field| match_keys::KEY_FIELDS.contains(&plain(field)));
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

    pub(super) fn with_records(
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
}
