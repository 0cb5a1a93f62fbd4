//! Importing a file.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write as _},
    path::Path,
    time::Instant,
};

use sales_app::{
    App, AppError,
    imports::{CheckView, CheckedRow, ImportPhase, ImportPlan, ImportProgress, ImportView, LayoutChoice},
};
use sales_core::import::{NearCounts, OnNear, RowCounts, RowOutcome};
use serde_json::{Value, json};

use super::issues;
use crate::{
    args::{Common, ImportArgs},
    output::{Failure, Output, Progress},
    session,
    table::printable,
};

/// Imports a file, or says what would come of it.
pub fn import(common: &Common, output: Output, arguments: &ImportArgs) -> Result<(), Failure> {
    let app = session::open(common)?;
    let plan = plan(&app, arguments)?;
    let started = Instant::now();
    if arguments.dry_run {
        let mut progress = output.progress();
        let view = app.import_check(&plan, &mut |at| tell(&mut progress, at))?;
        drop(progress);
        return print_check(output, file_name(&arguments.file), &view, started.elapsed().as_secs_f64());
    }
    let notices = app.import_notices(&plan)?;
    let mut progress = output.progress();
    let view = app.import_run(&plan, &mut |at| tell(&mut progress, at))?;
    drop(progress);
    let issues = app.import_show(&view.id)?.issues;
    let mut value = counts_json(Some(&view.id), view.counts, view.seconds);
    value["near"] = json!(view.near);
    value["notices"] = json!(notices);
    value["issues"] = json!(issues);
    let mut lines = count_table(output, Some(&view.id), view.counts, view.seconds);
    lines.extend(near_lines(output, view.near));
    if view.on_near == OnNear::ReviewUnasked && view.near.is_none() {
        lines.push(("cli.import.near_review", output.text.say("cli.import.near_not_searched", &[])));
    }
    output.result(&value, &lines)?;
    output.notices(&notices)?;
    issues::print(output, file_name(&arguments.file), &issues)
}

fn plan(app: &App, arguments: &ImportArgs) -> Result<ImportPlan, AppError> {
    let layout = LayoutChoice { sheet: arguments.sheet.clone(), ..LayoutChoice::default() };
    let plan = app.import_plan(&arguments.file, layout, arguments.on_match.into())?;
    let plan = ImportPlan { on_near: arguments.near.map_or(plan.on_near, Into::into), ..plan };
    let Some(file) = &arguments.mapping else { return Ok(plan) };
    let json = fs::read_to_string(file).map_err(|error| session::unreadable(file, &error))?;
    app.import_plan_with(plan, file, &json)
}

/// The name of a file without its folder.
pub fn file_name(path: &str) -> &str {
    Path::new(path).file_name().and_then(|name| name.to_str()).unwrap_or(path)
}

/// Rows of an outcome that are told one by one.
const TOLD: usize = 20;

/// Writes what would come of an import, which rows would not come in, and which values are odd.
fn print_check(output: Output, file: &str, view: &CheckView, seconds: f64) -> Result<(), Failure> {
    let mut value = counts_json(None, view.counts, seconds);
    value["file"] = file.into();
    value["notices"] = json!(view.notices);
    value["issues"] = json!(view.issues);
    value["row_details"] = json!(view.rows);
    value["near"] = json!(view.near);
    let mut lines = count_table(output, None, view.counts, seconds);
    lines.extend(near_lines(output, view.near));
    output.result(&value, &lines)?;
    output.notices(&view.notices)?;
    if output.json {
        return Ok(());
    }
    let mut out = io::stdout().lock();
    for outcome in [RowOutcome::Failed, RowOutcome::Review, RowOutcome::Skipped] {
        let rows: Vec<&CheckedRow> = view.rows.iter().filter(|row| row.outcome == outcome).collect();
        if !rows.is_empty() {
            writeln!(out)?;
        }
        for row in rows.iter().take(TOLD) {
            writeln!(out, "{}", row_line(output, file, row.row, row.outcome, &reason(output, &row.reason, &row.args)))?;
        }
        if rows.len() > TOLD {
            writeln!(out, "…")?;
        }
    }
    drop(out);
    issues::print(output, file, &view.issues)
}

/// Why a row comes out as it does; of one that leads to two prospects, to whom; of one that is about
/// somebody of an earlier row of the file, which row.
pub fn reason(output: Output, code: &str, args: &BTreeMap<String, String>) -> String {
    let named = ["earlier_row", "first", "title"].into_iter().find(|name| args.contains_key(*name));
    let kind = match named {
        Some("earlier_row") => "reasons_in_file",
        Some(_) => "reasons_named",
        None => "reasons",
    };
    let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    output.text.say(&format!("import.{kind}.{code}"), &args)
}

/// What comes of a row of a file, and why.
pub fn row_line(output: Output, file: &str, row: u64, outcome: RowOutcome, reason: &str) -> String {
    let outcome = output.text.say(&format!("import.row_outcomes.{}", outcome.as_str()), &[]);
    let row = output.number(row);
    let args = [("file", file), ("row", &row), ("outcome", &outcome), ("reason", reason)];
    printable(&output.text.say("cli.import.row", &args))
}

/// Shows how far an import is.
pub fn tell(progress: &mut Progress, at: ImportProgress) {
    let phase = match at.phase {
        ImportPhase::Reading => "reading",
        ImportPhase::Checking => "checking",
        ImportPhase::Writing => "writing",
        ImportPhase::Indexing => "indexing",
        ImportPhase::Comparing => "comparing",
        ImportPhase::RollingBack => "rolling_back",
    };
    progress.tell(phase, at.rows, at.total, at.rate);
}

/// Writes what came of an import.
pub fn print_import(output: Output, view: &ImportView) -> Result<(), Failure> {
    print(output, Some(&view.id), view.counts, view.seconds)
}

fn print(output: Output, id: Option<&str>, counts: RowCounts, seconds: f64) -> Result<(), Failure> {
    output.result(&counts_json(id, counts, seconds), &count_table(output, id, counts, seconds))
}

fn count_table(output: Output, id: Option<&str>, counts: RowCounts, seconds: f64) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    if let Some(id) = id {
        lines.push(("cli.import.id", id.to_owned()));
    }
    lines.push(("cli.import.rows", output.number(counts.rows())));
    lines.extend(count_lines(output, counts));
    lines.push(("cli.import.seconds", format!("{seconds:.1}")));
    lines
}

/// The records of an import that are likely the same as others, when they were looked for.
fn near_lines(output: Output, near: Option<NearCounts>) -> impl Iterator<Item = (&'static str, String)> {
    let lines = near.map(|near| [("cli.import.near_merged", near.merged), ("cli.import.near_review", near.review)]);
    lines.into_iter().flatten().map(move |(key, records)| (key, output.number(records)))
}

/// The rows of an import by outcome, each under the key of its name.
pub fn count_lines(output: Output, counts: RowCounts) -> [(&'static str, String); 6] {
    [
        ("cli.import.created", counts.created),
        ("cli.import.updated", counts.updated),
        ("cli.import.merged", counts.merged),
        ("cli.import.review", counts.review),
        ("cli.import.skipped", counts.skipped),
        ("cli.import.failed", counts.failed),
    ]
    .map(|(key, rows)| (key, output.number(rows)))
}

/// What came of an import, for programs.
pub fn counts_json(id: Option<&str>, counts: RowCounts, seconds: f64) -> Value {
    json!({
        "import_id": id,
        "rows": counts.rows(),
        "created": counts.created,
        "updated": counts.updated,
        "merged": counts.merged,
        "review": counts.review,
        "skipped": counts.skipped,
        "failed": counts.failed,
        "seconds": Output::rounded(seconds),
    })
}
