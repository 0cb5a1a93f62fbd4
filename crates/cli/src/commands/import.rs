//! Importing a file.

use std::{
    fs,
    io::{self, Write as _},
    time::Instant,
};

use sales_app::{
    App, AppError,
    imports::{CheckView, ImportPhase, ImportPlan, ImportProgress, ImportView, LayoutChoice},
};
use sales_core::import::RowCounts;
use serde_json::{Value, json};

use crate::{
    args::{Common, ImportArgs},
    output::{Failure, Output, Progress},
    session,
    table::{WIDEST, one_line},
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
        return print_check(output, &view, started.elapsed().as_secs_f64());
    }
    let notices = app.import_notices(&plan)?;
    let mut progress = output.progress();
    let view = app.import_run(&plan, &mut |at| tell(&mut progress, at))?;
    drop(progress);
    let mut value = counts_json(Some(&view.id), view.counts, view.seconds);
    value["notices"] = json!(notices);
    output.result(&value, &count_table(output, Some(&view.id), view.counts, view.seconds))?;
    output.notices(&notices)
}

fn plan(app: &App, arguments: &ImportArgs) -> Result<ImportPlan, AppError> {
    let plan = app.import_plan(&arguments.file, LayoutChoice::default(), arguments.on_match.into())?;
    let Some(file) = &arguments.mapping else { return Ok(plan) };
    let json = fs::read_to_string(file).map_err(|error| session::unreadable(file, &error))?;
    app.import_plan_with(plan, file, &json)
}

/// Writes what would come of an import, and which values are odd.
fn print_check(output: Output, view: &CheckView, seconds: f64) -> Result<(), Failure> {
    let mut value = counts_json(None, view.counts, seconds);
    value["notices"] = json!(view.notices);
    value["issues"] = json!(view.issues);
    value["row_details"] = json!(view.rows);
    output.result(&value, &count_table(output, None, view.counts, seconds))?;
    output.notices(&view.notices)?;
    if output.json || view.issues.is_empty() {
        return Ok(());
    }
    let mut out = io::stdout().lock();
    writeln!(out)?;
    for issue in &view.issues {
        let field = issue.field.clone().unwrap_or_else(|| output.text.say("import.check.whole_rows", &[]));
        let text = output.text.say(&format!("import.issues.{}", issue.code), &[]);
        let (rows, first) = (output.number(issue.rows), issue.values.first());
        let row = first.map(|value| output.number(value.first_row)).unwrap_or_default();
        let value = one_line(first.map(|value| value.value.as_str()).unwrap_or_default(), WIDEST);
        let args = [("field", &field), ("issue", &text), ("rows", &rows), ("row", &row), ("value", &value)];
        writeln!(out, "{}", output.text.say("cli.import.issue", &args.map(|(name, value)| (name, value.as_str()))))?;
    }
    Ok(())
}

/// Shows how far an import is.
pub fn tell(progress: &mut Progress, at: ImportProgress) {
    let phase = match at.phase {
        ImportPhase::Reading => "reading",
        ImportPhase::Checking => "checking",
        ImportPhase::Writing => "writing",
        ImportPhase::Indexing => "indexing",
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
