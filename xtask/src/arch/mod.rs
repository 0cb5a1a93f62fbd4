//! `arch`: the rules of docs/architecture.md, checked.

mod edges;
mod names;
mod sources;

use std::path::Path;

use anyhow::{Result, bail};

use crate::{Arguments, process, tree};

/// One broken rule: where and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    place: String,
    reason: String,
}

impl Finding {
    fn new(place: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { place: place.into(), reason: reason.into() }
    }
}

/// The subcommand.
pub fn command(_: Arguments<'_>) -> Result<()> {
    let findings = findings(&process::root())?;
    for Finding { place, reason } in &findings {
        println!("{place}: {reason}");
    }
    if !findings.is_empty() {
        bail!("{} places break the rules of docs/architecture.md", findings.len());
    }
    Ok(())
}

fn findings(root: &Path) -> Result<Vec<Finding>> {
    let metadata = process::output(process::cargo().args(["metadata", "--no-deps", "--format-version", "1"]))?;
    let mut findings = edges::check(&serde_json::from_str(&metadata)?);
    let mut shell_lines = 0;
    for file in tree::files(root)? {
        let place = tree::relative(root, &file);
        findings.extend(names::check(&place));
        if sources::is_source(&place) {
            let text = std::fs::read_to_string(&file)?;
            findings.extend(sources::check(&place, &text));
            shell_lines += sources::shell_lines(&place, &text);
        }
    }
    findings.extend(sources::check_shell(shell_lines));
    findings.sort();
    Ok(findings)
}
