//! Values for companies that an import made earlier: kept aside until it ends, since a company each would
//! mean to decrypt, change and encrypt a page of the file for each. In the order of the companies a page
//! is touched once.

use sales_core::fields::Entity;
use serde_json::{Map, Value};

use crate::{error::StoreError, load::Completion, many::Insertion, record::Record, tx::Tx};

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
        let mut values = next(tx, after)?;
        let Some(last) = values.last() else { break };
        after = last.company;
        leave_out_filled(tx, &mut values)?;
        let completions = values.chunk_by(|a, b| a.company == b.company).map(completion);
        tx.complete(Entity::Company, completions)?;
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
    /// Whether the company is as the import made it.
    untouched: bool,
}

/// The values of some more companies, those after `after`.
fn next(tx: &Tx<'_>, after: i64) -> Result<Vec<Stored>, StoreError> {
    let mut statement = tx.db.prepare_cached(
        "SELECT late.company, field, value, file_row, row_seq = created_seq
         FROM late_values AS late JOIN companies ON companies.rowid = late.company
         WHERE late.company IN (
           SELECT DISTINCT company FROM late_values WHERE company > ?1 ORDER BY company LIMIT ?2)
         ORDER BY late.company, field",
    )?;
    let values = statement.query_map((after, COMPANIES_AT_ONCE), |row| {
        let [company, untouched] = [row.get(0)?, row.get(4)?];
        let untouched = untouched == 1;
        Ok(Stored { company, field: row.get(1)?, value: row.get(2)?, file_row: row.get(3)?, untouched })
    })?;
    Ok(values.collect::<Result<_, _>>()?)
}

/// Leaves out values of fields that people have filled meanwhile.
fn leave_out_filled(tx: &Tx<'_>, values: &mut Vec<Stored>) -> Result<(), StoreError> {
    let touched: Vec<i64> = values.iter().filter(|late| !late.untouched).map(|late| late.company).collect();
    if touched.is_empty() {
        return Ok(());
    }
    let companies = Record::at_rows(&tx.db, Entity::Company, &touched)?;
    let filled = |late: &Stored| {
        let place = companies.binary_search_by_key(&late.company, |company| company.row);
        place.is_ok_and(|place| companies[place].get(&late.field).is_some())
    };
    values.retain(|late| !filled(late));
    Ok(())
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
