//! Past imports.

use std::{
    io::{self, Write as _},
    path::Path,
};

use sales_app::{
    App,
    history::{EditedRecords, UndoInput},
    imports::{DecideRows, ImportState, ImportView, ImportedRow, RowChoice},
};
use sales_core::import::RowCounts;
use serde_json::{Value, json};

use super::{
    import::{count_lines, counts_json, print_import, reason, row_line, tell},
    issues,
};
use crate::{
    args::{Common, ImportsCommand},
    output::{Failure, Output},
    session,
    table::{Table, one_line},
};

/// Characters of the name of a file beside an id.
const FILE_WIDTH: usize = 60;

/// Runs a command about past imports.
pub fn run(common: &Common, output: Output, command: ImportsCommand) -> Result<(), Failure> {
    let app = session::open(common)?;
    match command {
        ImportsCommand::List => list(&app, output),
        ImportsCommand::Show { id } => show(&app, output, &id),
        ImportsCommand::Failures { id, out } => failures(&app, output, &id, &out),
        ImportsCommand::Undo { id, edited } => undo(&app, output, &id, edited.into()),
        ImportsCommand::Resume { id } => {
            let mut progress = output.progress();
            let view = app.import_resume(&id, &mut |at| tell(&mut progress, at))?;
            drop(progress);
            print_import(output, &view)
        }
        ImportsCommand::Decide { id, choice, row } => decide(&app, output, id, row, choice.into()),
    }
}

fn list(app: &App, output: Output) -> Result<(), Failure> {
    let imports = app.imports_list()?;
    if output.json {
        let rows: Vec<Value> = imports.iter().map(as_json).collect();
        return output.result(&json!({"total": rows.len(), "rows": rows}), &[]);
    }
    let counts = RowCounts::default();
    let names = ["cli.import.started_at", "cli.import.status", "cli.import.rows"].into_iter();
    let names = names.chain(count_lines(output, counts).map(|(key, _)| key));
    let headers: Vec<String> = names.map(|key| output.text.say(key, &[])).collect();
    let rows: Vec<Vec<String>> = imports.iter().map(|import| list_row(output, import)).collect();
    let lines = Table::new(headers).numbers_from(2).lines(&rows);
    let mut out = io::stdout().lock();
    for (place, line) in lines.iter().enumerate() {
        writeln!(out, "{line}")?;
        if let Some(import) = place.checked_sub(1).and_then(|place| imports.get(place)) {
            writeln!(out, "  {}  {}", import.id, one_line(&import.file_name, FILE_WIDTH))?;
        }
    }
    Ok(())
}

/// When, how far, and how many rows; the id and the file have a line of their own.
fn list_row(output: Output, import: &ImportView) -> Vec<String> {
    let at = import.started_at.to_rfc3339().replace('T', " ");
    let mut row = vec![
        at.chars().take("2026-01-31 12:30".len()).collect(),
        output.text.say(&format!("cli.status.{}", state(import)), &[]),
        output.number(import.rows),
    ];
    row.extend(count_lines(output, import.counts).map(|(_, rows)| rows));
    row
}

const fn state(import: &ImportView) -> &'static str {
    match import.status {
        ImportState::Running => "running",
        ImportState::Interrupted => "interrupted",
        ImportState::Done => "done",
        ImportState::Stopped => "stopped",
        ImportState::Undone => "undone",
    }
}

fn as_json(import: &ImportView) -> Value {
    let mut value = counts_json(Some(&import.id), import.counts, import.seconds);
    value["kind"] = import.kind.as_str().into();
    value["file"] = import.file_name.as_str().into();
    value["status"] = state(import).into();
    value["on_match"] = json!(import.on_match);
    value["started_at"] = import.started_at.to_rfc3339().into();
    value
}

fn show(app: &App, output: Output, id: &str) -> Result<(), Failure> {
    let detail = app.import_show(id)?;
    let mut value = as_json(&detail.import);
    value["headers"] = json!(detail.headers);
    value["issues"] = json!(detail.issues);
    value["row_details"] = json!(detail.rows);
    let import = &detail.import;
    let mut lines = vec![
        ("cli.import.id", import.id.clone()),
        ("cli.import.file", import.file_name.clone()),
        ("cli.import.status", output.text.say(&format!("cli.status.{}", state(import)), &[])),
        ("cli.import.started_at", import.started_at.to_rfc3339()),
        ("cli.import.rows", output.number(import.rows)),
    ];
    lines.extend(count_lines(output, import.counts));
    lines.push(("cli.import.seconds", format!("{:.1}", import.seconds)));
    output.result(&value, &lines)?;
    if output.json {
        return Ok(());
    }
    let mut out = io::stdout().lock();
    for row in &detail.rows {
        writeln!(out, "{}", row_line(output, &import.file_name, row.row, row.outcome, &reason_of(output, row)))?;
    }
    drop(out);
    issues::print(output, &import.file_name, &detail.issues)
}

/// Why a row came out as it did; of one that waits for a decision, whom it leads to.
fn reason_of(output: Output, row: &ImportedRow) -> String {
    if let [first, second] = row.candidates.as_slice() {
        let names = [("first", first.prospect.title.as_str()), ("second", second.prospect.title.as_str())];
        return output.text.say(&format!("import.reasons_named.{}", row.reason), &names);
    }
    reason(output, &row.reason, &row.args)
}

fn decide(app: &App, output: Output, import: String, row: Option<u64>, choice: RowChoice) -> Result<(), Failure> {
    let decided = app.import_decide(&DecideRows { import: import.clone(), row, choice })?;
    output.result(
        &json!({"import_id": import, "decided": decided.decided, "left": decided.left}),
        &[("cli.import.decided", output.number(decided.decided)), ("cli.import.left", output.number(decided.left))],
    )
}

fn failures(app: &App, output: Output, id: &str, out: &Path) -> Result<(), Failure> {
    let rows = app.import_failures(id, out, output.text)?;
    let path = out.display().to_string();
    output.result(
        &json!({"import_id": id, "path": path, "rows": rows}),
        &[("cli.file", path.clone()), ("cli.import.rows", output.number(rows))],
    )
}

fn undo(app: &App, output: Output, id: &str, edited: EditedRecords) -> Result<(), Failure> {
    let change = app.import_show(id)?.import.change;
    let view = app.history_undo(&UndoInput { change: Some(change), edited })?;
    output.result(
        &json!({
            "import_id": id,
            "removed": view.removed,
            "restored": view.restored,
            "cells": view.cells,
            "records_kept": view.records_kept,
            "cells_kept": view.cells_kept,
        }),
        &[
            ("cli.undo.removed", output.number(view.removed)),
            ("cli.undo.cells", output.number(view.cells)),
            ("cli.undo.records_kept", output.number(view.records_kept)),
            ("cli.undo.cells_kept", output.number(view.cells_kept)),
        ],
    )
}
