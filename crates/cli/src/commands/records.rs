//! Prospects and companies: lists.

use std::io::{self, BufWriter, Write};

use sales_app::{
    App, AppError, ErrorCode,
    lists::{ListRow, ListWindow, OpenList},
};
use sales_core::{
    fields::{Entity, FIELDS, FieldId, FieldKind},
    filter::Filter,
    list::{ListQuery, SortKey},
};
use serde_json::{Map, Value, json};

use crate::{
    args::{Common, ListArgs, QueryArgs},
    output::{Failure, Output},
    session,
    table::Table,
};

/// Rows asked for at once.
const PAGE: u32 = 500;

/// Columns of the table for people.
const fn shown(entity: Entity) -> &'static [&'static str] {
    match entity {
        Entity::Prospect => &["name", "job_title", "company", "email", "phone", "city"],
        Entity::Company => &["company", "company_website", "industry", "company_size", "company_city"],
    }
}

/// The fields whose first value a column shows: of addresses and numbers the first one known, those of
/// the company last.
fn fields_of_column(column: &str) -> Vec<&str> {
    let Some(kind) = FIELDS.iter().find(|def| def.id == column).map(|def| def.kind) else { return vec![column] };
    if !matches!(kind, FieldKind::Email | FieldKind::Phone) {
        return vec![column];
    }
    FIELDS.iter().filter(|def| def.kind == kind && def.id != "fax").map(|def| def.id).collect()
}

/// Writes the records that a question is about.
pub fn list(common: &Common, output: Output, entity: Entity, arguments: &ListArgs) -> Result<(), Failure> {
    let query = query(&arguments.query)?;
    let app = session::open(common)?;
    let opened = app.list_open(&OpenList { entity, query, first: None })?;
    let columns: Vec<Vec<&str>> = shown(entity).iter().map(|column| fields_of_column(column)).collect();
    let fields = if output.json { all_fields(&app, entity)? } else { parsed(columns.concat())? };
    let left = opened.total.saturating_sub(arguments.offset);
    let end = arguments.offset + arguments.limit.unwrap_or(left).min(left);
    let mut out = BufWriter::new(io::stdout().lock());
    let mut printer = Printer::begin(&mut out, output, &fields, &columns, opened.total)?;
    let mut offset = arguments.offset;
    while offset < end {
        let window =
            ListWindow { snapshot: opened.snapshot, offset, limit: PAGE.min(end - offset), fields: fields.clone() };
        let rows = app.list_window(&window)?.rows;
        if rows.is_empty() {
            break;
        }
        offset += PAGE.min(end - offset);
        printer.rows(&mut out, &rows)?;
    }
    printer.finish(&mut out)?;
    Ok(out.flush()?)
}

/// The question of a command line.
pub fn query(arguments: &QueryArgs) -> Result<ListQuery, AppError> {
    let sort = arguments.sort.iter().map(|key| sort_key(key)).collect::<Result<_, _>>()?;
    let filter: Filter = arguments.condition.parse().map_err(AppError::from)?;
    Ok(ListQuery { filter, search: arguments.search.clone(), sort, ..ListQuery::default() })
}

fn sort_key(text: &str) -> Result<SortKey, AppError> {
    if let Some(field) = text.strip_suffix(":desc") {
        return Ok(SortKey { field: field.parse()?, descending: true });
    }
    let text = text.strip_suffix(":asc").unwrap_or(text);
    if let Some((field, direction)) = text.rsplit_once(':')
        && field.parse::<FieldId>().is_ok_and(|field| field.def().is_some())
    {
        return Err(AppError::new(ErrorCode::FieldUnknown).with("field", field).with("direction", direction));
    }
    let field = text.parse()?;
    Ok(SortKey { field, descending: false })
}

fn all_fields(app: &App, entity: Entity) -> Result<Vec<FieldId>, AppError> {
    let fields = app.fields_list(entity)?.into_iter().map(|field| field.id);
    Ok(fields.filter(|field| field.computed().is_none() && field.as_str() != "tags").collect())
}

fn parsed(fields: Vec<&str>) -> Result<Vec<FieldId>, AppError> {
    fields.into_iter().map(|id| Ok(id.parse()?)).collect()
}

/// Writes rows as they come.
enum Printer<'f> {
    Json { fields: &'f [FieldId], first: bool },
    Table { table: Table, columns: &'f [Vec<&'static str>] },
}

impl<'f> Printer<'f> {
    fn begin(
        out: &mut impl Write,
        output: Output,
        fields: &'f [FieldId],
        columns: &'f [Vec<&'static str>],
        total: u32,
    ) -> io::Result<Self> {
        if output.json {
            write!(out, "{{\"total\":{total},\"rows\":[")?;
            return Ok(Self::Json { fields, first: true });
        }
        let names = columns.iter().map(|fields| output.text.say(&format!("fields.{}", fields[0]), &[]));
        let headers = std::iter::once(output.text.say("cli.id", &[])).chain(names).collect();
        Ok(Self::Table { table: Table::new(headers), columns })
    }

    fn rows(&mut self, out: &mut impl Write, rows: &[ListRow]) -> Result<(), Failure> {
        match self {
            Self::Table { table, columns } => {
                let cells: Vec<Vec<String>> = rows.iter().map(|row| cells_of(row, columns)).collect();
                table.write(out, &cells)?;
            }
            Self::Json { fields, first } => {
                for row in rows {
                    out.write_all(if std::mem::take(first) { b"\n" } else { b",\n" })?;
                    serde_json::to_writer(&mut *out, &row_json(row, fields))?;
                }
            }
        }
        Ok(())
    }

    fn finish(self, out: &mut impl Write) -> io::Result<()> {
        match self {
            Self::Json { .. } => writeln!(out, "\n]}}"),
            Self::Table { .. } => Ok(()),
        }
    }
}

/// The id of a row, and the first value of each column as it is usually written.
fn cells_of(row: &ListRow, columns: &[Vec<&'static str>]) -> Vec<String> {
    let mut values = row.cells.iter();
    let first_of = |fields: &Vec<&'static str>| {
        let mut own = fields.iter().zip(values.by_ref().take(fields.len()));
        let first = own.find(|(_, value)| !value.is_empty()).map(|(field, value)| shown_value(row, field, value));
        own.for_each(drop);
        first.unwrap_or_default()
    };
    std::iter::once(row.id.clone()).chain(columns.iter().map(first_of)).collect()
}

fn shown_value(row: &ListRow, field: &str, found: &str) -> String {
    let clean = row.clean.iter().find(|(own, _)| own.as_str() == field).map(|(_, clean)| clean.clone());
    clean.unwrap_or_else(|| if field == "name" { row.title.clone() } else { found.to_owned() })
}

/// A row with its values as found, and under `clean` those that are usually written otherwise, if any are.
fn row_json(row: &ListRow, fields: &[FieldId]) -> Value {
    let mut object = Map::new();
    object.insert("id".to_owned(), row.id.as_str().into());
    for (field, cell) in fields.iter().zip(&row.cells).filter(|(_, cell)| !cell.is_empty()) {
        object.insert(field.to_string(), cell.as_str().into());
    }
    if !row.clean.is_empty() {
        object.insert("clean".to_owned(), json!(row.clean));
    }
    object.insert("tags".to_owned(), json!(row.tags));
    object.into()
}
