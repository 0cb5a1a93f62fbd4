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
use serde_json::{Value, json};

use super::import::{count_lines, counts_json, print_import, tell};
use crate::{
    args::{Common, ImportsCommand},
    output::{Failure, Output},
    session,
    table::Table,
};

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
    let names = ["id", "file", "status", "started_at", "rows", "created", "failed"];
    let headers = names.map(|name| output.text.say(&format!("cli.import.{name}"), &[]));
    let rows: Vec<Vec<String>> = imports
        .iter()
        .map(|import| {
            vec![
                import.id.clone(),
                import.file_name.clone(),
                output.text.say(&format!("cli.status.{}", state(import)), &[]),
                import.started_at.to_rfc3339(),
                output.number(import.rows),
                output.number(import.counts.created),
                output.number(import.counts.failed),
            ]
        })
        .collect();
    Ok(Table::new(headers.to_vec()).write(&mut io::stdout().lock(), &rows)?)
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
    if output.json { Ok(()) } else { print_rows(output, &detail.rows) }
}

/// Writes what came of the rows that did not simply become prospects, and why.
fn print_rows(output: Output, rows: &[ImportedRow]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    for row in rows {
        let number = output.number(row.row);
        let outcome = output.text.say(&format!("import.outcomes.{}", row.outcome.as_str()), &[]);
        let reason = reason(output, row);
        let args = [("row", number.as_str()), ("outcome", &outcome), ("reason", &reason)];
        writeln!(out, "{}", output.text.say("cli.import.row", &args))?;
    }
    Ok(())
}

/// Why a row came out as it did; of one that waits for a decision, whom it leads to.
fn reason(output: Output, row: &ImportedRow) -> String {
    if let [first, second] = row.candidates.as_slice() {
        let names = [("first", first.prospect.title.as_str()), ("second", second.prospect.title.as_str())];
        return output.text.say(&format!("import.reasons_named.{}", row.reason), &names);
    }
    let args: Vec<(&str, &str)> = row.args.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    output.text.say(&format!("import.reasons.{}", row.reason), &args)
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
