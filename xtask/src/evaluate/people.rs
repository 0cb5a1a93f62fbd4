//! Names of persons against names whose parts are known.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use sales_ingest::normal::person;
use serde_json::Value;

/// Fields of the names of `norm/nameparser` that come out as they are known to be, to the letter.
///
/// # Errors
/// When the names cannot be read.
pub fn evaluate(data: &Path) -> Result<String> {
    let path = data.join("norm/nameparser/cases.json");
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let cases: Value = serde_json::from_str(&text)?;
    let (mut right, mut all) = (0, 0);
    let mut differences = String::new();
    for case in cases.as_array().into_iter().flatten() {
        let name = case["name"].as_str().unwrap_or_default();
        let found = person::parse(name).as_usual();
        for (part, found) in ["title", "first", "middle", "last", "suffix", "nickname"].into_iter().zip(found.parts()) {
            let Some(expected) = case["expected"][part].as_str() else { continue };
            all += 1;
            if found == expected {
                right += 1;
            } else {
                differences += &format!("    {name}: {part} {found:?} instead of {expected:?}\n");
            }
        }
    }
    Ok(format!("names of persons: {right} of {all} parts right\n{differences}"))
}
