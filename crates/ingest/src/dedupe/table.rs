//! The rows to be compared, cell by cell, equal cells kept once.

use sales_core::fields::{Entity, FieldId};

use super::{
    dictionary::{Dictionary, hash, join},
    plan::Plan,
};

/// Rows whose columns are fields.
#[derive(Debug, Clone)]
pub struct Table {
    entity: Entity,
    columns: Vec<Column>,
    rows: usize,
}

/// A column: a text number per row.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub field: FieldId,
    pub texts: Dictionary,
    pub cells: Vec<u32>,
}

impl Table {
    /// A table without rows, whose columns are `fields`.
    #[must_use]
    pub fn new(entity: Entity, fields: impl IntoIterator<Item = FieldId>) -> Self {
        let column = |field| Column { field, texts: Dictionary::default(), cells: Vec::new() };
        Self { entity, columns: fields.into_iter().map(column).collect(), rows: 0 }
    }

    /// Adds a row: a cell per column, `""` for what it has not.
    pub fn push<'c>(&mut self, cells: impl IntoIterator<Item = &'c str>) {
        let mut cells = cells.into_iter();
        for column in &mut self.columns {
            let cell = cells.next().unwrap_or_default().trim();
            column.cells.push(column.texts.number(cell));
        }
        self.rows += 1;
    }

    /// Rows so far.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.rows
    }

    pub(super) const fn entity(&self) -> Entity {
        self.entity
    }

    pub(super) fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The records: rows that agree in every compared column are one. The order of the records
    /// follows from what is in them.
    pub(super) fn into_records(self, plan: &Plan) -> (Records, Prepared) {
        let compared: Vec<usize> = plan.columns().collect();
        let mut prints = vec![0_u64; self.rows];
        for &place in &compared {
            let column = &self.columns[place];
            let hashes: Vec<u64> =
                (0..column.texts.len()).map(|number| hash(column.texts.get(number as u32))).collect();
            for (print, &cell) in prints.iter_mut().zip(&column.cells) {
                *print = join(*print, hashes[cell as usize]);
            }
        }
        let mut order: Vec<u32> = (0..self.rows as u32).collect();
        order.sort_unstable_by_key(|&row| (prints[row as usize], row));
        let mut record_of = vec![0; self.rows];
        let mut row_of: Vec<u32> = Vec::new();
        let mut weights: Vec<u32> = Vec::new();
        for &row in &order {
            let same = row_of.last().is_some_and(|&first| prints[first as usize] == prints[row as usize]);
            if !same {
                row_of.push(row);
                weights.push(0);
            }
            record_of[row as usize] = (row_of.len() - 1) as u32;
            if let Some(weight) = weights.last_mut() {
                *weight += 1;
            }
        }
        let columns = self.columns.into_iter().enumerate().map(|(place, mut column)| {
            if compared.contains(&place) {
                column.cells = row_of.iter().map(|&row| column.cells[row as usize]).collect();
            } else {
                column.cells = Vec::new();
                column.texts = Dictionary::default();
            }
            column
        });
        let first_rows = record_of.iter().zip(0_u32..).filter(|&(&record, row)| row_of[record as usize] == row);
        let order = first_rows.map(|(&record, _)| record).collect();
        (Records { columns: columns.collect(), weights, order }, Prepared { record_of, row_of })
    }
}

/// Which rows are which records.
#[derive(Debug)]
pub(super) struct Prepared {
    /// The record of each row.
    pub record_of: Vec<u32>,
    /// The first row of each record.
    pub row_of: Vec<u32>,
}

/// Rows without repetitions, in an order that does not depend on that of the rows.
#[derive(Debug)]
pub(super) struct Records {
    columns: Vec<Column>,
    /// How many rows each record stands for.
    weights: Vec<u32>,
    /// All of them in the order of their first rows, in which their texts stand.
    order: Vec<u32>,
}

impl Records {
    /// Records there are.
    pub const fn len(&self) -> usize {
        self.weights.len()
    }

    /// How many rows each record stands for.
    pub fn weights(&self) -> Vec<u32> {
        self.weights.clone()
    }

    /// All of them in the order of their first rows: the quickest to read their texts, and the only
    /// one that depends on the order of the rows.
    pub fn in_order_of_rows(&self) -> impl Iterator<Item = usize> + '_ {
        self.order.iter().map(|&record| record as usize)
    }

    /// The text in a column of a record.
    pub fn cell(&self, record: usize, column: usize) -> &str {
        let column = &self.columns[column];
        column.texts.get(column.cells[record])
    }

    /// The number of the text in a column of a record, and how many texts the column has.
    pub fn number(&self, record: usize, column: usize) -> u32 {
        self.columns[column].cells[record]
    }

    /// How many different texts a column has, the empty one included.
    pub fn texts(&self, column: usize) -> usize {
        self.columns[column].texts.len()
    }
}
