//! Cells over the limit: their beginning is kept and their row flagged.

use super::super::{MAX_CELL_BYTES, RowProblem, batch::RowBatch, cut::beginning};

/// Bytes that are kept of a cell over the limit.
const KEPT_OF_LARGE_CELL: usize = 1024;

pub fn too_large(bytes: u64) -> RowProblem {
    RowProblem::CellTooLarge {
        bytes: u32::try_from(bytes).unwrap_or(u32::MAX),
        limit: u32::try_from(MAX_CELL_BYTES).unwrap_or(u32::MAX),
    }
}

fn kept(cell: &str) -> &str {
    beginning(cell, KEPT_OF_LARGE_CELL)
}

/// Cuts the last cell of the last row.
pub fn cut_last_cell(batch: &mut RowBatch) {
    let row = batch.row(batch.len() - 1);
    let cell = row.cell(row.len().saturating_sub(1));
    let surplus = cell.len() - kept(cell).len();
    let (text, ends) = batch.parts();
    text.truncate(text.len() - surplus);
    ends.pop();
    batch.end_cell();
}

/// Cuts the cells of the last row that are over the limit.
pub fn cut_large_cells(batch: &mut RowBatch) {
    let row = batch.row(batch.len() - 1);
    let Some(largest) = row.cells().map(str::len).max().filter(|&bytes| bytes > MAX_CELL_BYTES) else {
        return;
    };
    let line = row.line();
    let cells: Vec<String> =
        row.cells().map(|cell| if cell.len() > MAX_CELL_BYTES { kept(cell) } else { cell }.to_owned()).collect();
    batch.pop_row();
    batch.begin_row(line, 0);
    for cell in &cells {
        batch.push_cell(cell);
    }
    batch.flag(too_large(largest as u64));
}
