//! Inserting many rows fast: one statement takes some dozens of them. It looks for its place in each
//! index once and goes on from there, where a statement a row begins at the root every time. `OR FAIL`
//! and `OR IGNORE` spare SQLite a copy of every page in case the statement fails half way; the caller
//! gives up the whole transaction then.

use rusqlite::{Connection, Statement, ToSql};

use crate::error::StoreError;

/// Rows that one statement takes.
const ROWS_AT_ONCE: usize = 32;

/// An insertion: `INSERT … VALUES`, and the values of one row in brackets.
#[derive(Debug)]
pub(crate) struct Insertion<'s> {
    /// Up to and with `VALUES`.
    pub head: &'s str,
    /// Parameters that all rows share are numbered from 1, those of a row are a bare `?`.
    pub row: &'s str,
    /// The parameters that all rows share.
    pub shared: &'s [i64],
}

/// Hands the values of rows to a statement, one after the other.
pub(crate) struct Values<'s, 'c> {
    statement: &'s mut Statement<'c>,
    place: usize,
}

impl Values<'_, '_> {
    /// Binds the next bare `?`.
    pub fn push(&mut self, value: impl ToSql) -> Result<(), StoreError> {
        self.place += 1;
        Ok(self.statement.raw_bind_parameter(self.place, value)?)
    }
}

impl Insertion<'_> {
    /// Inserts rows in their order; `bind` pushes the values of one.
    pub fn run<T>(
        &self,
        db: &Connection,
        rows: impl IntoIterator<Item = T>,
        mut bind: impl FnMut(&mut Values<'_, '_>, T) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut rows = rows.into_iter();
        let mut statement = None;
        let mut batch = Vec::with_capacity(ROWS_AT_ONCE);
        loop {
            batch.extend(rows.by_ref().take(ROWS_AT_ONCE));
            let count = batch.len();
            if count == 0 {
                return Ok(());
            }
            let statement = match &mut statement {
                Some(statement) if count == ROWS_AT_ONCE => statement,
                other => other.insert(db.prepare_cached(&self.sql(count))?),
            };
            self.insert(statement, batch.drain(..), &mut bind)?;
        }
    }

    fn insert<T>(
        &self,
        statement: &mut Statement<'_>,
        rows: impl Iterator<Item = T>,
        bind: &mut impl FnMut(&mut Values<'_, '_>, T) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut values = Values { statement, place: 0 };
        for &value in self.shared {
            values.push(value)?;
        }
        for row in rows {
            bind(&mut values, row)?;
        }
        Ok(statement.raw_execute().map(drop)?)
    }

    fn sql(&self, rows: usize) -> String {
        format!("{} {}", self.head, vec![self.row; rows].join(", "))
    }
}
