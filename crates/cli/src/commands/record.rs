//! One prospect or company: all that is known about it, and edits.

use std::io::{self, BufWriter, Write};

use sales_app::{
    AppError,
    history::AuthorView,
    records::{
        CellView, FieldEdit, RecordChange, RecordKey, RecordView, SourceKind, SourceView, ValueNotice, ValueView,
    },
};
use sales_core::{fields::Entity, time::UtcMillis};
use serde_json::{Map, Value, json};

use crate::{
    args::{Common, EditArgs, FieldArg},
    output::{Failure, Output},
    session,
    table::{WIDEST, printable},
};

/// Writes one record with everything known about it.
pub fn show(common: &Common, output: Output, entity: Entity, id: String) -> Result<(), Failure> {
    let app = session::open(common)?;
    let view = app.record_show(&RecordKey { entity, id })?;
    let company = match &view.company {
        Some(link) => Some(app.record_show(&RecordKey { entity: Entity::Company, id: link.id.clone() })?),
        None => None,
    };
    if output.json {
        return output.result(&as_json(&view, company.as_ref()), &[]);
    }
    let mut out = BufWriter::new(io::stdout().lock());
    print_values(&mut out, output, &view, company.as_ref())?;
    print_history(&mut out, output, &view)?;
    Ok(out.flush()?)
}

/// A name, a value and where the value comes from.
type Line = (String, String, String);

fn print_values(
    out: &mut impl Write,
    output: Output,
    view: &RecordView,
    company: Option<&RecordView>,
) -> io::Result<()> {
    let say = |key: &str| output.text.say(key, &[]);
    let of_company =
        company.iter().flat_map(|company| &company.values).filter(|value| value.field.as_str() != "company");
    let line = |value: &ValueView| {
        let (found, source) = (printable(&value.value), source(output, &value.source));
        let name = output.field_name(value.field.as_str());
        match &value.clean {
            Some(clean) => {
                let args = [("value", found.as_str()), ("source", &source)];
                (name, printable(clean), output.text.say("cli.show.found", &args))
            }
            None => (name, found, source),
        }
    };
    let mut lines: Vec<Line> = vec![
        (say("cli.id"), view.id.clone(), source(output, &view.source)),
        (say("fields.name"), printable(&view.title), String::new()),
    ];
    lines.extend(view.values.iter().chain(of_company).map(line));
    lines.push((say("fields.tags"), view.tags.join("; "), String::new()));
    lines.push((say("cli.show.updated_at"), view.updated_at.to_rfc3339(), String::new()));
    if let Some(at) = view.archived_at {
        lines.push((say("cli.show.archived_at"), at.to_rfc3339(), String::new()));
    }
    let widest = |part: fn(&Line) -> &str, most: usize| {
        let widths = lines.iter().map(|line| part(line).chars().count()).filter(|&width| width <= most);
        widths.max().unwrap_or_default()
    };
    let (names, values) = (widest(|line| &line.0, usize::MAX), widest(|line| &line.1, WIDEST));
    for (name, value, source) in &lines {
        writeln!(out, "{}", format!("{name:names$}  {value:values$}  {source}").trim_end())?;
    }
    Ok(())
}

/// The file and row that something comes from, or that a person wrote it, and the day.
fn source(output: Output, source: &SourceView) -> String {
    let at = source.at.to_rfc3339();
    let date = at.split('T').next().unwrap_or_default();
    let (file, row) =
        (source.file.as_deref().map(printable).unwrap_or_default(), source.row.map(|row| output.number(row)));
    let (kind, row) = match (source.kind, row) {
        (SourceKind::User, _) => ("user", String::new()),
        (SourceKind::Sample, _) => ("sample", String::new()),
        (SourceKind::Import, None) => ("file", String::new()),
        (SourceKind::Import, Some(row)) => ("row", row),
    };
    output.text.say(&format!("cli.show.source.{kind}"), &[("file", &file), ("row", &row), ("date", date)])
}

/// What happened to a record, newest first: when, who, what, the values before and after, and of merges how they are
/// taken back or were.
fn print_history(out: &mut impl Write, output: Output, view: &RecordView) -> io::Result<()> {
    if view.history.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", output.text.say("history.title", &[]))?;
    for change in &view.history {
        let told = [change.at.to_rfc3339(), author(output, change.author.as_ref()), sentence(output, change)];
        let told: Vec<&str> = told.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        writeln!(out, "{}", told.join("  "))?;
        for cell in &change.cells {
            writeln!(out, "    {}", cell_line(output, cell))?;
        }
        if let Some(undone) = &change.undone {
            let by = author(output, undone.author.as_ref());
            let line = output.text.say("cli.show.undone", &[("at", &undone.at.to_rfc3339()), ("author", &by)]);
            writeln!(out, "    {}", line.trim_end())?;
        }
        if view.merges.iter().any(|merge| merge.merge == change.change && !merge.expired) {
            writeln!(out, "    {}", output.text.say("cli.show.take_back", &[("id", &change.change)]))?;
        }
    }
    Ok(())
}

fn author(output: Output, author: Option<&AuthorView>) -> String {
    match author {
        Some(author) if author.own => output.text.say("history.you", &[]),
        Some(author) => printable(&author.name),
        None => String::new(),
    }
}

/// What a change did.
fn sentence(output: Output, change: &RecordChange) -> String {
    let field = change.args.get("field").map(|field| output.field_name(field));
    let args: Vec<(&str, String)> = change
        .args
        .iter()
        .filter(|(name, _)| *name != "field")
        .map(|(name, value)| (name.as_str(), printable(value)))
        .collect();
    let args: Vec<(&str, &str)> = args
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .chain(field.iter().map(|field| ("field", field.as_str())))
        .collect();
    let is_emptied = change.label == "set_field" && change.args.get("value").is_some_and(String::is_empty);
    let key = format!("history.{}", if is_emptied { "clear_field" } else { &change.label });
    match change.args.get("count").and_then(|count| count.parse().ok()) {
        Some(count) => output.text.count(&key, count, &args),
        None => output.text.say(&key, &args),
    }
}

fn cell_line(output: Output, cell: &CellView) -> String {
    let shown = |value: &Option<String>| match value.as_deref() {
        None | Some("") => output.text.say("records.history.nothing", &[]),
        Some(value) => printable(value),
    };
    let (field, old, new) = (output.field_name(&cell.field), shown(&cell.old), shown(&cell.new));
    output.text.say("cli.show.cell", &[("field", &field), ("old", &old), ("new", &new)])
}

/// A record with its values as found, how its name is read, and under `clean` the values that are usually written
/// otherwise.
fn as_json(view: &RecordView, company: Option<&RecordView>) -> Value {
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
    let clean: Map<String, Value> = view
        .values
        .iter()
        .filter_map(|value| Some((value.field.to_string(), value.clean.as_deref()?.into())))
        .collect();
    let history: Vec<Value> = view.history.iter().map(change_json).collect();
    for (name, value) in [
        ("name", view.title.as_str().into()),
        ("name_read", json!(view.name)),
        ("clean", clean.into()),
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

fn change_json(change: &RecordChange) -> Value {
    let mut value = dated(json!(change), change.at);
    if let Some(undone) = &change.undone {
        value["undone"] = dated(json!(undone), undone.at);
    }
    value
}

/// Something with its time as everywhere on the command line.
fn dated(mut value: Value, at: UtcMillis) -> Value {
    value["at"] = at.to_rfc3339().into();
    value
}

/// Writes fields and tags of a record as one change, and says which values are odd.
pub fn edit(common: &Common, output: Output, entity: Entity, arguments: EditArgs) -> Result<(), Failure> {
    let EditArgs { id, values } = arguments;
    let edits: Vec<FieldEdit> = values
        .into_iter()
        .map(|FieldArg { field, how, value }| Ok(FieldEdit { field: field.parse()?, how, value }))
        .collect::<Result<_, AppError>>()?;
    let app = session::open(common)?;
    let edited = app.record_edit_fields(entity, &id, &edits)?;
    output.result(
        &json!({"id": id, "changed": edited.changed, "notices": edited.notices}),
        &[("cli.edit.changed", output.number(edited.changed))],
    )?;
    if !output.json {
        let mut err = io::stderr().lock();
        for notice in &edited.notices {
            writeln!(err, "{}", notice_line(output, notice))?;
        }
    }
    Ok(())
}

fn notice_line(output: Output, notice: &ValueNotice) -> String {
    let (field, value) = (output.field_name(notice.field.as_str()), printable(&notice.value));
    if let Some(other) = &notice.other {
        let args =
            [("field", field.as_str()), ("value", &value), ("title", &printable(&other.title)), ("id", &other.id)];
        return output.text.say("cli.edit.shared", &args);
    }
    let issue = output.text.say(&format!("import.issues.{}", notice.code), &[]);
    output.text.say("cli.edit.odd", &[("field", &field), ("value", &value), ("issue", &issue)])
}
