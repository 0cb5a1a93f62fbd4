//! Records of a part of a file, for looking at.

use std::io;

use super::super::{
    Encoding, RowProblem,
    batch::RowBatch,
    text::{Dialect, Step, Tokens},
};

/// A record of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its cells.
    pub cells: Vec<String>,
    /// Blank lines directly before it.
    pub blanks_before: u32,
    /// Its quotes are out of order.
    pub broken: bool,
}

impl Record {
    /// Cells with something in them.
    pub fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.trim().is_empty()).count()
    }

    /// Cells up to the last one with something in it.
    pub fn used(&self) -> usize {
        self.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1)
    }

    /// Everything filled stands at the left without a gap.
    pub fn is_packed(&self) -> bool {
        self.used() == self.filled()
    }

    /// A cell, blanks around it left aside; empty when the record ends before it.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }
}

/// The records of `text`, at most `most`. The last one is left out when the text is `cut` there.
pub fn records(text: &str, dialect: &Dialect, columns: usize, cut: bool, most: usize) -> io::Result<Vec<Record>> {
    let mut tokens = Tokens::new(text.as_bytes(), Encoding::UTF_8, dialect.clone(), columns)?;
    let mut batch = RowBatch::new();
    let mut records = Vec::new();
    let mut blanks_before = 0;
    while records.len() < most {
        batch.clear();
        match tokens.next(&mut batch)? {
            Step::Blank => blanks_before += 1,
            Step::End => {
                if cut && records.len() > 1 {
                    records.pop();
                }
                break;
            }
            Step::Row => {
                let row = batch.row(0);
                records.push(Record {
                    cells: row.cells().map(str::to_owned).collect(),
                    blanks_before,
                    broken: matches!(row.problem(), Some(RowProblem::UnclosedQuote | RowProblem::StrayQuote)),
                });
                blanks_before = 0;
            }
        }
    }
    Ok(records)
}
