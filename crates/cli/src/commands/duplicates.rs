//! Records that are the same.

use sales_app::duplicates::MergeRecords;
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
        DuplicatesCommand::Merge { ids, entity } => merge(common, output, entity.into(), ids),
        DuplicatesCommand::Unmerge { merge } => unmerge(common, output, &merge),
    }
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
    let value = json!({"merge_id": merged.merge, "survivor": merged.survivor.id, "left_over": merged.left_over});
    output.result(&value, &lines)
}

fn unmerge(common: &Common, output: Output, merge: &str) -> Result<(), Failure> {
    session::open(common)?.duplicates_unmerge(merge)?;
    output.result(&json!({"merge_id": merge}), &[("cli.duplicates.unmerged", merge.to_owned())])
}
