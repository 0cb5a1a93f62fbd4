//! Prospects and companies: lists, one of them, edits.

use std::io::{self, BufWriter, Write};

use sales_app::{
    App, AppError,
    lists::{ListRow, ListWindow, OpenList},
    records::{FieldValue, RecordKey, RecordView},
};
use sales_core::{
    fields::{Entity, FieldId},
    filter::Filter,
    list::{ListQuery, SortKey},
    time::UtcMillis,
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

/// Writes the records that a question is about.
pub fn list(common: &Common, output: Output, entity: Entity, arguments: &ListArgs) -> Result<(), Failure> {
    let query = query(&arguments.query)?;
    let app = session::open(common)?;
    let opened = app.list_open(&OpenList { entity, query, first: None })?;
    let fields = if output.json { all_fields(&app, entity)? } else { columns(entity)? };
    let left = opened.total.saturating_sub(arguments.offset);
    let end = arguments.offset + arguments.limit.unwrap_or(left).min(left);
    let mut out = BufWriter::new(io::stdout().lock());
    let mut printer = Printer::begin(&mut out, output, &fields, opened.total)?;
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
    let field = text.strip_suffix(":asc").unwrap_or(text).parse()?;
    Ok(SortKey { field, descending: false })
}

fn all_fields(app: &App, entity: Entity) -> Result<Vec<FieldId>, AppError> {
    let fields = app.fields_list(entity)?.into_iter().map(|field| field.id);
    Ok(fields.filter(|field| field.computed().is_none() && field.as_str() != "tags").collect())
}

fn columns(entity: Entity) -> Result<Vec<FieldId>, AppError> {
    shown(entity).iter().map(|id| Ok(id.parse()?)).collect()
}

/// Writes rows as they come.
enum Printer<'f> {
    Json { fields: &'f [FieldId], first: bool },
    Table(Table),
}

impl<'f> Printer<'f> {
    fn begin(out: &mut impl Write, output: Output, fields: &'f [FieldId], total: u32) -> io::Result<Self> {
        if output.json {
            write!(out, "{{\"total\":{total},\"rows\":[")?;
            return Ok(Self::Json { fields, first: true });
        }
        let names = fields.iter().map(|field| output.text.say(&format!("fields.{field}"), &[]));
        let headers = std::iter::once(output.text.say("cli.id", &[])).chain(names).collect();
        Ok(Self::Table(Table::new(headers)))
    }

    fn rows(&mut self, out: &mut impl Write, rows: &[ListRow]) -> Result<(), Failure> {
        match self {
            Self::Table(table) => {
                let cells: Vec<Vec<String>> =
                    rows.iter().map(|row| std::iter::once(&row.id).chain(&row.cells).cloned().collect()).collect();
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
            Self::Table(_) => Ok(()),
        }
    }
}

fn row_json(row: &ListRow, fields: &[FieldId]) -> Value {
    let mut object = Map::new();
    object.insert("id".to_owned(), row.id.as_str().into());
    for (field, cell) in fields.iter().zip(&row.cells).filter(|(_, cell)| !cell.is_empty()) {
        object.insert(field.to_string(), cell.as_str().into());
    }
    object.insert("tags".to_owned(), json!(row.tags));
    object.into()
}

/// Writes one record with everything known about it.
pub fn show(common: &Common, output: Output, entity: Entity, id: String) -> Result<(), Failure> {
    let app = session::open(common)?;
    let view = app.record_show(&RecordKey { entity, id })?;
    let company = match &view.company {
        Some(link) => Some(app.record_show(&RecordKey { entity: Entity::Company, id: link.id.clone() })?),
        None => None,
    };
    if output.json {
        return output.result(&record_json(&view, company.as_ref()), &[]);
    }
    let mut lines = vec![("cli.id".to_owned(), view.id.clone())];
    let of_company =
        company.iter().flat_map(|company| &company.values).filter(|value| value.field.as_str() != "company");
    lines.extend(view.values.iter().chain(of_company).map(|value| {
        let name = value.field.custom_name().map(str::to_owned);
        (name.unwrap_or_else(|| format!("fields.{}", value.field)), value.value.clone())
    }));
    lines.push(("fields.tags".to_owned(), view.tags.join("; ")));
    let lines: Vec<(&str, String)> = lines.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    output.result(&Value::Null, &lines)
}

fn record_json(view: &RecordView, company: Option<&RecordView>) -> Value {
    let mut object = Map::new();
    object.insert("id".to_owned(), view.id.as_str().into());
    for value in view.values.iter().chain(company.iter().flat_map(|company| &company.values)) {
        object.entry(value.field.to_string()).or_insert_with(|| value.value.as_str().into());
    }
    let provenance: Map<String, Value> = view
        .values
        .iter()
        .map(|value| (value.field.to_string(), dated(json!(value.source), value.source.at)))
        .collect();
    let history: Vec<Value> = view.history.iter().map(|change| dated(json!(change), change.at)).collect();
    for (name, value) in [
        ("tags", json!(view.tags)),
        ("company_id", json!(view.company.as_ref().map(|link| &link.id))),
        ("updated_at", view.updated_at.to_rfc3339().into()),
        ("archived_at", json!(view.archived_at.map(|at| at.to_rfc3339()))),
        ("provenance", provenance.into()),
        ("history", history.into()),
    ] {
        object.insert(name.to_owned(), value);
    }
    object.into()
}

/// Something with its time as everywhere on the command line.
fn dated(mut value: Value, at: UtcMillis) -> Value {
    value["at"] = at.to_rfc3339().into();
    value
}

/// Writes fields of a prospect; an empty value takes the field away.
pub fn edit(common: &Common, output: Output, id: &str, values: Vec<(String, String)>) -> Result<(), Failure> {
    let values: Vec<FieldValue> = values
        .into_iter()
        .map(|(field, value)| Ok(FieldValue { field: field.parse()?, value }))
        .collect::<Result<_, AppError>>()?;
    let app = session::open(common)?;
    let changed = app.record_edit_fields(Entity::Prospect, id, &values)?.changed;
    output.result(&json!({"id": id, "changed": changed}), &[("cli.edit.changed", output.number(changed))])
}
