//! Duplicates within a file, without a workspace.

use std::fs;

use sales_app::matches::{MatchFile, MatchOutputs, match_file};
use serde_json::json;

use crate::{
    args::MatchArgs,
    output::{Failure, Output},
    session,
};

/// Finds the rows of a file that are about the same.
pub fn run(output: Output, arguments: &MatchArgs) -> Result<(), Failure> {
    let json = match &arguments.mapping {
        Some(file) => Some(fs::read_to_string(file).map_err(|error| session::unreadable(file, &error))?),
        None => None,
    };
    let input = MatchFile {
        path: &arguments.file,
        entity: arguments.entity.into(),
        mapping: arguments.mapping.as_deref().zip(json.as_deref()),
        min_probability: arguments.min,
        country: arguments.country.as_deref(),
    };
    let found = match_file(&input, &MatchOutputs { clusters: &arguments.out, pairs: arguments.pairs.as_deref() })?;
    output.result(
        &json!({
            "path": arguments.out,
            "rows": found.rows,
            "left_out": found.left_out,
            "clusters": found.clusters,
            "duplicate_rows": found.rows - found.clusters,
            "pairs": found.pairs,
        }),
        &[
            ("cli.file", arguments.out.display().to_string()),
            ("cli.match.rows", output.number(found.rows)),
            ("cli.match.left_out", output.number(found.left_out)),
            ("cli.match.clusters", output.number(found.clusters)),
            ("cli.match.duplicate_rows", output.number(found.rows - found.clusters)),
        ],
    )
}
