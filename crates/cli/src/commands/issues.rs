//! What is odd about the values of a file.

use std::io::{self, Write as _};

use sales_app::imports::ValueIssue;

use crate::{
    output::{Failure, Output},
    table::{WIDEST, one_line},
};

/// Writes a line for each issue, unless a program reads: file, field, what is odd, how many rows, and the
/// first value.
pub fn print(output: Output, file: &str, issues: &[ValueIssue]) -> Result<(), Failure> {
    if output.json || issues.is_empty() {
        return Ok(());
    }
    let mut out = io::stdout().lock();
    writeln!(out)?;
    for issue in issues {
        let field = issue.field.clone().unwrap_or_else(|| output.text.say("import.check.whole_rows", &[]));
        let text = output.text.say(&format!("import.issues.{}", issue.code), &[]);
        let rows = output.number(issue.rows);
        let row = issue.values.first().map(|value| output.number(value.first_row)).unwrap_or_default();
        let value = one_line(issue.values.first().map(|value| value.value.as_str()).unwrap_or_default(), WIDEST);
        let args =
            [("file", file), ("field", &field), ("issue", &text), ("rows", &rows), ("row", &row), ("value", &value)];
        let key = if issue.values.is_empty() { "cli.import.issue_rows" } else { "cli.import.issue" };
        writeln!(out, "{}", output.text.say(key, &args))?;
    }
    Ok(())
}
