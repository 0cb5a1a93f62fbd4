//! Values for companies that an import made earlier: kept aside until it ends, since a company each would
//! mean to decrypt, change and encrypt a page of the file for each. In the order of the companies a page
//! is touched once.

use sales_core::fields::Entity;
use serde_json::{Map, Value};

use crate::{
    error::StoreError,
    load::{Completion, Onto},
    many::Insertion,
    tx::Tx,
};

/// A value that a later row of a file brings to a company.
#[derive(Debug, Clone, Copy)]
pub struct LateValue<'a> {
    /// The row of the company.
    pub company: i64,
    /// A field without a value so far.
    pub field: &'a str,
    /// As found.
    pub value: &'a str,
    /// The row of the file that it comes from.
    pub file_row: u32,
}

/// Keeps values until [`write`]. The first value of a field stays.
///
/// # Errors
/// [`StoreError`] when the store cannot be written.
pub fn add(tx: &Tx<'_>, values: &[LateValue<'_>]) -> Result<(), StoreError> {
    let head = "INSERT OR IGNORE INTO late_values (company, field, value, file_row) VALUES";
    Insertion { head, row: "(?, ?, ?, ?)", shared: &[] }.run(&tx.db, values, |bind, late| {
        bind.push(late.company)?;
        bind.push(late.field)?;
        bind.push(late.value)?;
        bind.push(late.file_row)
    })
}

/// Writes the values to their companies, where these have none in the meantime.
///
/// # Errors
/// [`StoreError`] when the store cannot be read or written.
pub fn write(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    let mut after = 0;
    loop {
        let values = next(tx, after)?;
        let Some(last) = values.last() else { break };
        after = last.company;
        let completions = values.chunk_by(|a, b| a.company == b.company).map(completion);
        tx.complete(Entity::Company, Onto::Empty, completions)?;
    }
    tx.db.execute("DELETE FROM late_values", [])?;
    Ok(())
}

/// Companies that are read at once.
const COMPANIES_AT_ONCE: u32 = 4_096;

struct Stored {
    company: i64,
    field: String,
    value: String,
    file_row: u32,
}

/// The values of some more companies, those after `after`.
fn next(tx: &Tx<'_>, after: i64) -> Result<Vec<Stored>, StoreError> {
    let mut statement = tx.db.prepare_cached(
        "SELECT company, field, value, file_row FROM late_values WHERE company IN (
           SELECT DISTINCT company FROM late_values WHERE company > ?1 ORDER BY company LIMIT ?2)
         ORDER BY company, field",
    )?;
    let values = statement.query_map((after, COMPANIES_AT_ONCE), |row| {
        Ok(Stored { company: row.get(0)?, field: row.get(1)?, value: row.get(2)?, file_row: row.get(3)? })
    })?;
    Ok(values.collect::<Result<_, _>>()?)
}

fn completion(values: &[Stored]) -> Completion<'_> {
    let rows: Map<String, Value> = values.iter().map(|late| (late.field.clone(), late.file_row.into())).collect();
    Completion {
        row: values[0].company,
        company_row: None,
        values: values.iter().map(|late| (late.field.as_str(), late.value.as_str())).collect(),
        filled_from: Value::Object(rows).to_string(),
    }
}
