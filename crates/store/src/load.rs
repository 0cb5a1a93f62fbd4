//! Loading records in bulk: the hot path of an import.
//!
//! Rows arrive in batches with ascending row numbers, so that every B-tree is appended to; triggers
//! stay silent, since `created_seq` says which change, and so who, made the rows; match keys are collected by the
//! caller and added sorted at the end.

use rusqlite::{Connection, ToSql, types::ToSqlOutput, types::ValueRef};
use sales_core::fields::Entity;
use uuid::Uuid;

use crate::{
    error::StoreError, imports::Import, many::Insertion, records::is_column, tables::Tracked, tracking, tx::Tx,
};

/// A record on its way into the store.
#[derive(Debug, Clone, Default)]
pub struct LoadRow<'a> {
    /// The row of the file that it came from.
    pub file_row: u32,
    /// The row of a prospect's company.
    pub company_row: Option<i64>,
    /// One value per column of [`columns`], as found; none for an empty cell.
    pub values: &'a [Option<&'a str>],
    /// The fields without a column, as a JSON object.
    pub extra: Option<&'a str>,
    /// The fields that other rows of the file filled, with those rows, as a JSON object.
    pub filled_from: Option<&'a str>,
}

/// Values for a record that was loaded before.
#[derive(Debug, Clone, Default)]
pub struct Completion<'a> {
    /// The record.
    pub row: i64,
    /// The row of a prospect's company, if it gets one.
    pub company_row: Option<i64>,
    /// Fields and their values.
    pub values: Vec<(&'a str, &'a str)>,
    /// The rows of the file that they come from, as a JSON object by field.
    pub filled_from: String,
}

/// The fields that have a column of their own, in the order of [`LoadRow::values`].
pub fn columns(entity: Entity) -> impl Iterator<Item = &'static str> {
    Tracked::of(entity)
        .cells
        .iter()
        .copied()
        .filter(move |field| *field != "archived_at" && !(entity == Entity::Prospect && *field == "company"))
}

/// The columns that some of the rows have a value for: the others are left out of the statement, which
/// is a fifth of its work for a usual file.
#[derive(Debug, Default)]
struct Used {
    company: bool,
    extra: bool,
    filled_from: bool,
    columns: Vec<usize>,
}

impl Used {
    fn by<'a>(entity: Entity, rows: impl IntoIterator<Item = (i64, LoadRow<'a>)>) -> Self {
        let mut used = Self { company: entity == Entity::Prospect, ..Self::default() };
        let mut filled = 0_u64;
        for (_, row) in rows {
            used.extra |= row.extra.is_some();
            used.filled_from |= row.filled_from.is_some();
            for (place, value) in row.values.iter().enumerate() {
                filled |= u64::from(value.is_some()) << place;
            }
        }
        used.columns = (0..columns(entity).count()).filter(|place| filled >> place & 1 == 1).collect();
        used
    }

    fn names(&self, entity: Entity) -> Vec<&'static str> {
        let all: Vec<_> = columns(entity).collect();
        let some = |is_used, name| Some(name).filter(|_| is_used);
        ["rowid", "id", "created_row"]
            .into_iter()
            .chain(some(self.extra, "extra"))
            .chain(some(self.filled_from, "filled_from"))
            .chain(some(self.company, "company"))
            .chain(self.columns.iter().map(|&place| all[place]))
            .collect()
    }
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
        rows: impl IntoIterator<Item = (i64, LoadRow<'a>)> + Clone,
    ) -> Result<(), StoreError> {
        let used = Used::by(entity, rows.clone());
        let names = used.names(entity);
        let head = format!(
            "INSERT OR FAIL INTO {} (created_seq, row_seq, created_at, updated_at, {}) VALUES",
            Tracked::of(entity).name,
            names.join(", "),
        );
        let row = format!("(?1, ?1, ?2, ?2{})", ", ?".repeat(names.len()));
        let shared = [import.change_seq, import.started_at.0];
        let mut ids = self.store.ids.lock();
        Insertion { head: &head, row: &row, shared: &shared }.run(&self.db, rows, |values, (row, record)| {
            values.push(row)?;
            values.push(&ids.next::<Uuid>(self.at()).as_bytes()[..])?;
            values.push(record.file_row)?;
            if used.extra {
                values.push(record.extra.map(Text))?;
            }
            if used.filled_from {
                values.push(record.filled_from.map(Text))?;
            }
            if used.company {
                values.push(record.company_row)?;
            }
            used.columns.iter().try_for_each(|&column| values.push(record.values[column].map(Text)))
        })
    }

    /// Writes values that later rows of the file brought to records that this import made. The history
    /// does not tell them from those that the records were made with.
    pub fn complete<'a>(
        &mut self,
        entity: Entity,
        records: impl IntoIterator<Item = Completion<'a>>,
    ) -> Result<(), StoreError> {
        tracking::set_context(&self.db, None)?;
        for record in records {
            complete_one(&self.db, entity, &record)?;
        }
        tracking::set_context(&self.db, Some((self.seq()?, self.at().0)))
    }
}

fn complete_one(db: &Connection, entity: Entity, record: &Completion<'_>) -> Result<(), StoreError> {
    let table = Tracked::of(entity);
    let (columns, extra): (Vec<_>, Vec<_>) = record.values.iter().partition(|(field, _)| is_column(table, field));
    let mut parameter = 0;
    let mut next = || {
        parameter += 1;
        format!("?{parameter}")
    };
    let filled = format!("filled_from = json_patch(coalesce(filled_from, '{{}}'), {})", next());
    let mut assignments: Vec<String> = columns.iter().map(|(field, _)| format!("\"{field}\" = {}", next())).collect();
    if !extra.is_empty() {
        let pairs: String = extra.iter().map(|_| format!(", {}, {}", next(), next())).collect();
        assignments.push(format!("extra = json_set(coalesce(extra, '{{}}'){pairs})"));
    }
    assignments.push(filled);
    if record.company_row.is_some() {
        assignments.push(format!("company = {}", next()));
    }
    let sql = format!("UPDATE OR FAIL {} SET {} WHERE rowid = {}", table.name, assignments.join(", "), next());
    let mut update = db.prepare_cached(&sql)?;
    let paths: Vec<String> = extra.iter().map(|(field, _)| format!("$.\"{field}\"")).collect();
    let columns = columns.iter().map(|(_, value)| *value);
    let extra = paths.iter().zip(&extra).flat_map(|(path, (_, value))| [path.as_str(), value]);
    let mut place = 0;
    for text in [record.filled_from.as_str()].into_iter().chain(columns).chain(extra) {
        place += 1;
        update.raw_bind_parameter(place, Text(text))?;
    }
    for row in record.company_row.into_iter().chain([record.row]) {
        place += 1;
        update.raw_bind_parameter(place, row)?;
    }
    Ok(update.raw_execute().map(drop)?)
}
