//! What lists show of prospects besides their records: their scores and what came of them.

use rusqlite::Connection;
use sales_core::fields::FieldId;

use crate::{error::StoreError, outcomes, records::row_list, scores};

/// How SQL gives what a list shows of the prospects whose row is `which`: the columns `row` and `value`, in the
/// order of the rows. None for a field that records have.
pub(crate) fn select(field: &str, which: &str) -> Option<String> {
    scores::shown(field)
        .map(|value| format!("SELECT s.row AS row, {value} AS value FROM scores AS s WHERE s.row {which} ORDER BY 1"))
        .or_else(|| outcomes::shown(field, which))
}

/// Whether lists show this of prospects although no record has it.
#[must_use]
pub fn is_beside_records(field: &FieldId) -> bool {
    select(field.as_str(), "").is_some()
}

/// Gives what lists show of all prospects, or of those of some rows: the row and the text.
///
/// # Errors
/// [`StoreError`] when the table cannot be read.
pub fn each(
    db: &Connection,
    field: &FieldId,
    rows: Option<&[i64]>,
    mut visit: impl FnMut(i64, String) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let which = if rows.is_some() { "IN rarray(?1)" } else { "IS NOT NULL" };
    let Some(select) = select(field.as_str(), which) else { return Ok(()) };
    let mut statement = db.prepare_cached(&format!("SELECT row, CAST(value AS TEXT) FROM ({select})"))?;
    let mut found = match rows {
        Some(rows) => statement.query([row_list(rows)])?,
        None => statement.query([])?,
    };
    while let Some(row) = found.next()? {
        if let Some(text) = row.get(1)? {
            visit(row.get(0)?, text)?;
        }
    }
    Ok(())
}
