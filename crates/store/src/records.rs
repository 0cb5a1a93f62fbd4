//! Writing records: create, change a field, archive, remove.

use std::rc::Rc;

use rusqlite::types::Value;
use sales_core::{fields::Entity, ids::UserId};
use uuid::Uuid;

use crate::{
    error::StoreError,
    match_keys,
    record::Record,
    tables::Tracked,
    tx::{Tx, kind_of},
};

/// A record that is being made.
#[derive(Debug, Clone, Default)]
pub struct NewRecord<'a> {
    /// The row of a prospect's company.
    pub company_row: Option<i64>,
    /// Field id and value, as found.
    pub values: Vec<(&'a str, &'a str)>,
    /// The row of the file that it came from.
    pub file_row: Option<u32>,
}

impl Tx<'_> {
    /// Makes a record.
    pub fn create(&mut self, entity: Entity, new: &NewRecord<'_>) -> Result<(i64, Uuid), StoreError> {
        let table = Tracked::of(entity);
        let row = self.new_rows(1)?;
        let id: Uuid = self.new_id();
        let seq = self.seq()?;
        let by = self.store.user().map(|user: UserId| user.as_bytes().to_vec());
        let mut names =
            String::from("rowid, id, created_seq, created_row, created_at, updated_at, row_seq, created_by");
        let mut values: Vec<Value> = vec![
            row.into(),
            id.as_bytes().to_vec().into(),
            seq.into(),
            new.file_row.map(i64::from).into(),
            self.at().0.into(),
            self.at().0.into(),
            seq.into(),
            by.into(),
        ];
        if entity == Entity::Prospect {
            names.push_str(", company");
            values.push(new.company_row.into());
        }
        let mut extra = serde_json::Map::new();
        for &(field, value) in &new.values {
            if is_column(table, field) {
                names.push_str(&format!(", \"{field}\""));
                values.push(value.to_owned().into());
            } else {
                extra.insert(field.to_owned(), value.into());
            }
        }
        if !extra.is_empty() {
            names.push_str(", extra");
            values.push(serde_json::Value::Object(extra).to_string().into());
        }
        let marks = vec!["?"; values.len()].join(", ");
        let sql = format!("INSERT INTO {} ({names}) VALUES ({marks})", table.name);
        self.db.prepare_cached(&sql)?.execute(rusqlite::params_from_iter(values))?;
        self.db
            .prepare_cached("INSERT INTO change_cells (change_seq, tbl, row, field) VALUES (?, ?, ?, '*')")?
            .execute((seq, table.name, row))?;
        self.note_changed(entity, row);
        Ok((row, id))
    }

    /// Writes one field of many records; an empty value takes the field away. Gives the number of
    /// records that changed.
    pub fn set_field(
        &mut self,
        entity: Entity,
        rows: &[i64],
        field: &str,
        value: Option<&str>,
    ) -> Result<usize, StoreError> {
        let table = Tracked::of(entity);
        let rows = row_list(rows);
        self.touch(kind_of(entity));
        let name = table.name;
        let changed = if is_column(table, field) {
            let sql = format!("UPDATE {name} SET \"{field}\" = ?1 WHERE rowid IN rarray(?2) AND \"{field}\" IS NOT ?1");
            self.db.prepare_cached(&sql)?.execute((value, rows))?
        } else {
            let path = format!("$.\"{field}\"");
            let sql = format!(
                "UPDATE {name}
                 SET extra = nullif(CASE WHEN ?1 IS NULL THEN json_remove(extra, ?3)
                                         ELSE json_set(coalesce(extra, '{{}}'), ?3, ?1) END, '{{}}')
                 WHERE rowid IN rarray(?2) AND json_extract(extra, ?3) IS NOT ?1"
            );
            self.db.prepare_cached(&sql)?.execute((value, rows, path))?
        };
        Ok(changed)
    }

    /// Moves prospects to a company, or to none.
    pub fn set_company(&mut self, rows: &[i64], company_row: Option<i64>) -> Result<usize, StoreError> {
        let sql = "UPDATE prospects SET company = ?1 WHERE rowid IN rarray(?2) AND company IS NOT ?1";
        Ok(self.db.prepare_cached(sql)?.execute((company_row, row_list(rows)))?)
    }

    /// Puts records away, or takes them out again.
    pub fn set_archived(&mut self, entity: Entity, rows: &[i64], archived: bool) -> Result<usize, StoreError> {
        let at = archived.then_some(self.at().0);
        let sql = format!(
            "UPDATE {} SET archived_at = ?1 WHERE rowid IN rarray(?2) AND (archived_at IS NULL) IS NOT (?1 IS NULL)",
            Tracked::of(entity).name
        );
        Ok(self.db.prepare_cached(&sql)?.execute((at, row_list(rows)))?)
    }

    /// Takes a record out of the workspace, with its tags; the history keeps its image. The prospects
    /// of a company stay, without a company.
    pub fn remove(&mut self, entity: Entity, row: i64) -> Result<(), StoreError> {
        if entity == Entity::Company {
            self.db.prepare_cached("UPDATE prospects SET company = NULL WHERE company = ?1")?.execute([row])?;
        }
        if let Some(record) = Record::at_row(&self.db, entity, row)? {
            match_keys::forget(self, &record)?;
        }
        self.db
            .prepare_cached("DELETE FROM taggings WHERE entity = ?1 AND row = ?2")?
            .execute((entity.as_str(), row))?;
        self.db
            .prepare_cached(&format!("DELETE FROM {} WHERE rowid = ?1", Tracked::of(entity).name))?
            .execute([row])?;
        self.note_removed(entity, row);
        Ok(())
    }
}

/// Whether a field is written to its column; a prospect's company is a reference, not a text.
pub(crate) fn is_column(table: &Tracked, field: &str) -> bool {
    table.has_column(field) && !(table.entity == Some(Entity::Prospect) && field == "company")
}

/// Row numbers as one SQL parameter for `rarray`.
pub(crate) fn row_list(rows: &[i64]) -> Rc<Vec<Value>> {
    Rc::new(rows.iter().copied().map(Value::from).collect())
}
