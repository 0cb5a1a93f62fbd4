//! Records that are the same.

use std::io::{self, BufWriter, Write as _};

use sales_app::{
    AppError,
    duplicates::{DraftRecord, MergeRecords, RejectDuplicates, SearchDuplicates},
    records::FieldValue,
};
use sales_core::fields::Entity;
use serde_json::json;

use crate::{
    args::{Common, DuplicatesCommand},
    output::{Failure, Output},
    session,
};

/// Runs a command about duplicates.
pub fn run(common: &Common, output: Output, command: DuplicatesCommand) -> Result<(), Failure> {
    match command {
        DuplicatesCommand::Find { entity, min } => find(common, output, entity.into(), min),
        DuplicatesCommand::Like { values, entity } => like(common, entity.into(), values),
        DuplicatesCommand::Reject { ids, entity } => reject(common, output, entity.into(), ids),
        DuplicatesCommand::Merge { ids, entity } => merge(common, output, entity.into(), ids),
        DuplicatesCommand::Unmerge { merge, not_same } => unmerge(common, output, &merge, not_same),
    }
}

/// Searches, and writes the pairs that nobody has decided about, one JSON a line.
fn find(common: &Common, output: Output, entity: Entity, min: Option<f64>) -> Result<(), Failure> {
    let app = session::open(common)?;
    for search in app.duplicates_search(&SearchDuplicates { entity: Some(entity), min })? {
        output.learning(&search.learning)?;
    }
    let mut out = BufWriter::new(io::stdout().lock());
    app.duplicates_pairs(entity, &mut |pair| {
        serde_json::to_writer(&mut out, pair)?;
        Ok::<(), Failure>(writeln!(out)?)
    })?;
    Ok(out.flush()?)
}

/// Writes the records that a new one is likely the same as, one JSON a line, the most likely first.
fn like(common: &Common, entity: Entity, values: Vec<(String, String)>) -> Result<(), Failure> {
    let values = values.into_iter().map(|(field, value)| Ok(FieldValue { field: field.parse()?, value }));
    let values = values.collect::<Result<_, AppError>>()?;
    let likely = session::open(common)?.record_like(&DraftRecord { entity, values })?;
    let mut out = BufWriter::new(io::stdout().lock());
    for one in likely {
        let line = json!({
            "id": one.record.id,
            "title": one.record.title,
            "subtitle": one.record.subtitle,
            "probability": one.probability,
            "evidence": one.compared,
        });
        serde_json::to_writer(&mut out, &line)?;
        writeln!(out)?;
    }
    Ok(out.flush()?)
}

fn reject(common: &Common, output: Output, entity: Entity, ids: Vec<String>) -> Result<(), Failure> {
    let change = session::open(common)?.duplicates_reject(&RejectDuplicates { entity, ids })?;
    output.result(&json!({"change_id": change}), &[("cli.duplicates.rejected", change)])
}

fn merge(common: &Common, output: Output, entity: Entity, ids: Vec<String>) -> Result<(), Failure> {
    let app = session::open(common)?;
    let merged = app.duplicates_merge(&MergeRecords { entity, ids, choices: Vec::new() })?;
    let mut lines = vec![
        ("cli.duplicates.merge", merged.merge.clone()),
        ("cli.duplicates.survivor", format!("{} ({})", merged.survivor.title, merged.survivor.id)),
    ];
    if !merged.left_over.is_empty() {
        lines.push(("cli.duplicates.left_over", merged.left_over.join(", ")));
    }
    if merged.withdrawn > 0 {
        let withdrawn = output.text.count("duplicates.withdrawn", merged.withdrawn.into(), &[]);
        lines.push(("cli.duplicates.withdrawn", withdrawn));
    }
    let value = json!({
        "merge_id": merged.merge,
        "survivor": merged.survivor.id,
        "left_over": merged.left_over,
        "withdrawn": merged.withdrawn,
    });
    output.result(&value, &lines)
}

/// Takes a merge back and, if asked to, says that its records are not the same.
fn unmerge(common: &Common, output: Output, merge: &str, not_same: bool) -> Result<(), Failure> {
    let app = session::open(common)?;
    let mut value = json!({"merge_id": merge});
    let mut lines = vec![("cli.duplicates.unmerged", merge.to_owned())];
    if not_same {
        let change = app.duplicates_unmerge_apart(merge)?;
        value["change_id"] = change.as_str().into();
        lines.push(("cli.duplicates.rejected", change));
    } else {
        app.duplicates_unmerge(merge)?;
    }
    output.result(&value, &lines)
}
