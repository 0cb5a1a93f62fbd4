//! The rows to be compared, cell by cell, equal cells kept once where many are.

use sales_core::fields::{Entity, FieldId};

use super::{
    dictionary::{Dictionary, hash, join},
    plan::{Plan, counts_values},
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
    equal: EqualCells,
}

/// What becomes of equal cells of a column.
#[derive(Debug, Clone, Copy)]
enum EqualCells {
    /// They are one text.
    One,
    /// The same, until it is seen at so many texts that few of so many filled cells are equal.
    OneUntil { texts: usize, filled: usize },
    /// Each is a text of its own.
    Each,
}

/// Texts from which on a column is looked at, and the share of different ones from which on each cell is kept: it
/// takes less time than finding the few that are equal.
const LOOKED_AT: usize = 16_384;
const MOSTLY_DIFFERENT: f64 = 0.7;

impl Column {
    fn new(entity: Entity, field: FieldId, rows: usize) -> Self {
        let equal = match counts_values(entity, &field) {
            true => EqualCells::One,
            false => EqualCells::OneUntil { texts: LOOKED_AT, filled: 0 },
        };
        Self { field, texts: Dictionary::default(), cells: vec![0; rows], equal }
    }

    fn push(&mut self, cell: &str) {
        let number = if cell.is_empty() { 0 } else { self.number(cell) };
        self.cells.push(number);
    }

    fn number(&mut self, text: &str) -> u32 {
        if matches!(self.equal, EqualCells::Each) {
            return self.texts.append(text);
        }
        let number = self.texts.number(text);
        if let EqualCells::OneUntil { texts, filled } = &mut self.equal {
            *filled += 1;
            if self.texts.len() >= *texts {
                *texts *= 2;
                if self.texts.len() as f64 > MOSTLY_DIFFERENT * *filled as f64 {
                    self.equal = EqualCells::Each;
                    self.texts.seal();
                }
            }
        }
        number
    }
}

impl Table {
    /// A table without rows, whose columns are `fields`.
    #[must_use]
    pub fn new(entity: Entity, fields: impl IntoIterator<Item = FieldId>) -> Self {
        Self { entity, columns: fields.into_iter().map(|field| Column::new(entity, field, 0)).collect(), rows: 0 }
    }

    /// Adds a row: a cell per column, `""` for what it has not.
    pub fn push<'c>(&mut self, cells: impl IntoIterator<Item = &'c str>) {
        let mut cells = cells.into_iter();
        for column in &mut self.columns {
            let cell = cells.next().unwrap_or_default().trim();
            column.push(cell);
        }
        self.rows += 1;
    }

    /// Columns there are.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.columns.len()
    }

    /// Adds a column, in which the rows so far have nothing.
    pub fn widen(&mut self, field: FieldId) {
        self.columns.push(Column::new(self.entity, field, self.rows));
    }

    /// The same without the columns that no row has a value in, the others in the order of their fields.
    #[must_use]
    pub fn filled(mut self) -> Self {
        self.columns.retain(|column| column.texts.len() > 1);
        self.columns.sort_by(|a, b| a.field.as_str().cmp(b.field.as_str()));
        self
    }

    /// The fields of the columns.
    pub fn fields(&self) -> impl Iterator<Item = &FieldId> {
        self.columns.iter().map(|column| &column.field)
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
        let mut prints: Vec<(u64, u32)> = (0..self.rows as u32).map(|row| (0, row)).collect();
        for &place in &compared {
            let column = &self.columns[place];
            let hashes: Vec<u64> =
                (0..column.texts.len()).map(|number| hash(column.texts.get(number as u32))).collect();
            for ((print, _), &cell) in prints.iter_mut().zip(&column.cells) {
                *print = join(*print, hashes[cell as usize]);
            }
        }
        prints.sort_unstable();
        let mut record_of = vec![0; self.rows];
        let mut row_of: Vec<u32> = Vec::new();
        let mut weights: Vec<u32> = Vec::new();
        let mut last = None;
        for (print, row) in prints {
            if last != Some(print) {
                last = Some(print);
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
                column.texts.seal();
            } else {
                column.cells = Vec::new();
                column.texts = Dictionary::default();
            }
            column
        });
        let first_rows = (0_u32..).zip(&record_of).filter(|&(row, &record)| row_of[record as usize] == row);
        let order = first_rows.map(|(row, &record)| (row, record)).collect();
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
    /// The first row of each, and the record, in the order of the rows, in which their texts stand.
    order: Vec<(u32, u32)>,
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

    /// The first row of each record, and the record, in the order of the rows: the quickest to read
    /// their texts, and the only one that depends on the order of the rows.
    pub fn in_order_of_rows(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.order.iter().map(|&(row, record)| (row as usize, record as usize))
    }

    /// The text in a column of a row.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        let column = &self.columns[column];
        column.texts.get(column.cells[row])
    }

    /// The number of the text in a column of a row.
    pub fn number(&self, row: usize, column: usize) -> u32 {
        self.columns[column].cells[row]
    }

    /// The numbers of the texts in a column, record by record.
    pub fn numbers(&self, column: usize) -> Vec<u32> {
        let mut numbers = vec![0; self.len()];
        self.in_order_of_rows().for_each(|(row, record)| numbers[record] = self.number(row, column));
        numbers
    }

    /// Gives back the memory of a column that is not looked at any more.
    pub fn forget(&mut self, column: usize) {
        self.columns[column].cells = Vec::new();
        self.columns[column].texts = Dictionary::default();
    }

    /// How many different texts a column has, the empty one included.
    pub fn texts(&self, column: usize) -> usize {
        self.columns[column].texts.len()
    }
}
