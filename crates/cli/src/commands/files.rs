//! Files, without a workspace.

use std::{
    io::{self, Write as _},
    path::Path,
};

use sales_app::imports::{self, FileView, InspectFile, LayoutChoice};
use serde_json::{Value, json};

use super::import::tell;
use crate::{
    args::Common,
    output::{Failure, Output},
    session,
    table::Table,
};

/// Says how a file is laid out and what its columns seem to mean.
pub fn inspect(common: &Common, output: Output, file: String, sheet: Option<String>) -> Result<(), Failure> {
    let input = InspectFile { path: file, layout: LayoutChoice { sheet, ..LayoutChoice::default() } };
    let mut progress = output.progress();
    let view = session::open_if_possible(common)?.import_inspect(&input, &mut |at| tell(&mut progress, at))?;
    drop(progress);
    if output.json {
        return output.result(&as_json(&view), &[]);
    }
    output.result(&Value::Null, &layout_lines(output, &view))?;
    output.notices(&view.notices)?;
    columns_table(output, &view)?;
    problem_lines(output, &view)
}

/// Odd rows that are told one by one.
const TOLD: usize = 20;

/// The first rows that are not as the others, with the reason.
fn problem_lines(output: Output, view: &FileView) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    for (place, note) in view.problems.iter().take(TOLD).enumerate() {
        if place == 0 {
            writeln!(out)?;
        }
        let args: Vec<(&str, &str)> = note.args.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let text = output.text.say(&format!("import.notes.{}", note.code), &args);
        let (row, line) = (output.number(note.row), output.number(note.line));
        let args = [("file", view.file_name.as_str()), ("row", &row), ("line", &line), ("text", &text)];
        writeln!(out, "{}", output.text.say("cli.inspect.note", &args))?;
    }
    if view.problems.len() > TOLD {
        writeln!(out, "…")?;
    }
    Ok(())
}

fn as_json(view: &FileView) -> Value {
    let columns: Vec<Value> = view
        .columns
        .iter()
        .map(|column| {
            json!({
                "header": column.header,
                "field": column.target,
                "confidence": Output::rounded(column.confidence),
                "fill": Output::rounded(column.fill),
                "samples": column.samples,
            })
        })
        .collect();
    let layout = &view.layout;
    json!({
        "format": layout.format,
        "encoding": layout.encoding,
        "delimiter": layout.delimiter,
        "quote": layout.quote,
        "comment": layout.comment,
        "sheet": layout.sheet,
        "sheets": layout.sheets,
        "preamble_rows": layout.preamble_rows,
        "header_rows": layout.header_rows,
        "footer_rows": layout.footer_rows,
        "rows": view.rows,
        "remembered_at": view.remembered_at.map(|at| at.to_rfc3339()),
        "columns": columns,
        "problems": view.problems,
        "notices": view.notices,
    })
}

fn layout_lines(output: Output, view: &FileView) -> Vec<(&'static str, String)> {
    let layout = &view.layout;
    let visible = |text: &Option<String>| text.as_ref().map(|text| text.replace('\t', "\\t"));
    let mut lines = vec![("cli.inspect.format", layout.format.clone())];
    let optional = [
        ("cli.inspect.sheet", layout.sheet.clone()),
        ("cli.inspect.sheets", (layout.sheets.len() > 1).then(|| layout.sheets.join(" · "))),
        ("cli.inspect.encoding", layout.encoding.clone()),
        ("cli.inspect.delimiter", visible(&layout.delimiter)),
        ("cli.inspect.quote", layout.quote.clone()),
        ("cli.inspect.comment", layout.comment.clone()),
    ];
    lines.extend(optional.into_iter().filter_map(|(key, value)| Some((key, value?))));
    lines.extend([
        ("cli.inspect.preamble_rows", output.number(layout.preamble_rows)),
        ("cli.inspect.header_rows", output.number(layout.header_rows)),
        ("cli.inspect.footer_rows", output.number(layout.footer_rows)),
        ("cli.inspect.rows", output.number(view.rows)),
    ]);
    if let Some(at) = view.remembered_at {
        let date = at.to_rfc3339();
        lines.push(("cli.inspect.mapping", output.text.say("cli.inspect.remembered", &[("date", &date)])));
    }
    lines
}

fn columns_table(output: Output, view: &FileView) -> Result<(), Failure> {
    let headers = ["header", "field", "confidence", "fill", "samples"];
    let headers = headers.map(|name| output.text.say(&format!("cli.inspect.columns.{name}"), &[]));
    let percent = |part: f64| format!("{:.0} %", part * 100.0);
    let rows: Vec<Vec<String>> = view
        .columns
        .iter()
        .map(|column| {
            vec![
                column.header.clone(),
                column.target.clone(),
                percent(column.confidence),
                percent(column.fill),
                column.samples.join(" · "),
            ]
        })
        .collect();
    let mut out = io::stdout().lock();
    writeln!(out)?;
    Ok(Table::new(headers.to_vec()).write(&mut out, &rows)?)
}

/// Writes a file again as plain CSV.
pub fn clean(output: Output, file: String, sheet: Option<String>, out: &Path) -> Result<(), Failure> {
    let layout = LayoutChoice { sheet, ..LayoutChoice::default() };
    let view = imports::clean_file(&InspectFile { path: file, layout }, out)?;
    output.result(
        &json!({
            "path": view.path,
            "rows": view.rows,
            "columns": view.columns,
            "problem_rows": view.problem_rows,
            "notices": view.notices,
        }),
        &[
            ("cli.file", view.path.clone()),
            ("cli.inspect.rows", output.number(view.rows)),
            ("cli.clean.columns", output.number(view.columns as u64)),
            ("cli.clean.problem_rows", output.number(view.problem_rows)),
        ],
    )?;
    output.notices(&view.notices)
}
