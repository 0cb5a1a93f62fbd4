//! Loading records in bulk: the hot path of an import.
//!
//! Rows arrive in batches with ascending row numbers, so that every B-tree is appended to; triggers
//! stay silent, since `created_seq` says which change, and so who, made the rows; match keys are collected by the
//! caller and added sorted at the end.

use rusqlite::{ToSql, types::ToSqlOutput, types::ValueRef};
use sales_core::fields::Entity;
use uuid::Uuid;

use crate::{error::StoreError, imports::Import, tables::Tracked, tx::Tx};

/// A record on its way into the store.
#[derive(Debug, Clone, Default)]
pub struct LoadRow<'a> {
    /// The row of the file that it came from.
    pub file_row: u32,
    /// The row of a prospect's company.
    pub company_row: Option<i64>,
    /// One value per column of [`columns`], as found; none for an empty cell.
    pub values: Vec<Option<&'a str>>,
    /// The fields without a column, as a JSON object.
    pub extra: Option<&'a str>,
}

/// The fields that have a column of their own, in the order of [`LoadRow::values`].
pub fn columns(entity: Entity) -> impl Iterator<Item = &'static str> {
    Tracked::of(entity)
        .cells
        .iter()
        .copied()
        .filter(move |field| *field != "archived_at" && !(entity == Entity::Prospect && *field == "company"))
}

struct Text<'a>(&'a str);

impl ToSql for Text<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Text(self.0.as_bytes())))
    }
}

impl Tx<'_> {
    /// Reserves `count` row numbers for a load; gives the first.
    pub fn reserve_rows(&mut self, import: &Import, count: usize) -> Result<i64, StoreError> {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let first = self.new_rows(count)?;
        if count > 0 {
            self.note_import_range(import, first, first + count - 1)?;
        }
        Ok(first)
    }

    /// Writes records at ascending row numbers that were reserved before.
    pub fn load<'a>(
        &mut self,
        entity: Entity,
        import: &Import,
        rows: impl IntoIterator<Item = (i64, LoadRow<'a>)>,
    ) -> Result<(), StoreError> {
        let names: Vec<&str> = columns(entity).collect();
        let company = if entity == Entity::Prospect { ", company" } else { "" };
        let fixed = if entity == Entity::Prospect { 9 } else { 8 };
        let sql = format!(
            "INSERT INTO {} (rowid, id, created_seq, created_at, updated_at, row_seq, created_row, extra{company}, {})
             VALUES (?{})",
            Tracked::of(entity).name,
            names.join(", "),
            ", ?".repeat(fixed + names.len() - 1)
        );
        let mut insert = self.db.prepare_cached(&sql)?;
        insert.raw_bind_parameter(3, import.change_seq)?;
        insert.raw_bind_parameter(4, import.started_at.0)?;
        insert.raw_bind_parameter(5, import.started_at.0)?;
        insert.raw_bind_parameter(6, import.change_seq)?;
        let mut ids = self.store.ids.lock();
        for (row, record) in rows {
            let id: Uuid = ids.next(self.at());
            insert.raw_bind_parameter(1, row)?;
            insert.raw_bind_parameter(2, &id.as_bytes()[..])?;
            insert.raw_bind_parameter(7, record.file_row)?;
            insert.raw_bind_parameter(8, record.extra.map(Text))?;
            if entity == Entity::Prospect {
                insert.raw_bind_parameter(9, record.company_row)?;
            }
            for (i, value) in record.values.iter().enumerate() {
                insert.raw_bind_parameter(fixed + 1 + i, value.map(Text))?;
            }
            insert.raw_execute()?;
        }
        Ok(())
    }
}
