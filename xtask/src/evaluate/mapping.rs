//! How well columns are recognised: header rows of real exports whose meaning is known.

use std::{fmt, fs, io, ops::ControlFlow, path::Path};

use sales_ingest::{
    mapping::{ColumnView, Guess, guess},
    read::{LayoutOverrides, inspect},
};
use serde_json::Value;

/// Columns recognised, by header row and by file.
#[derive(Debug, Default)]
pub struct Report {
    /// Header rows without any value.
    pub headers: Set,
    /// The same header rows in files, with values.
    pub files: Set,
}

/// Columns of one set.
#[derive(Debug, Default)]
pub struct Set {
    /// Columns with a known meaning.
    pub columns: usize,
    /// What was taken for something else.
    pub wrong: Vec<String>,
}

impl Set {
    fn compare(&mut self, name: &str, headers: &[String], guesses: &[Guess], expected: &[String]) {
        self.columns += expected.len();
        for (i, meaning) in expected.iter().enumerate() {
            let found = guesses.get(i).map_or("nothing", |guess| guess.target.as_str());
            if !agrees(found, meaning) {
                let header = headers.get(i).map_or("", String::as_str);
                self.wrong.push(format!("{name}, {header}: {found} instead of {meaning}"));
            }
        }
    }

    fn share(&self) -> f64 {
        (self.columns - self.wrong.len()) as f64 * 100.0 / self.columns.max(1) as f64
    }
}

fn agrees(found: &str, meaning: &str) -> bool {
    if meaning == "ignore/custom" { found == "ignore" || found.starts_with("custom:") } else { found == meaning }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<44} {:>6} {:>6} {:>7}", "recognising columns", "right", "of", "%")?;
        for (name, set) in [("headers alone", &self.headers), ("headers and values of files", &self.files)] {
            writeln!(f, "{name:<44} {:>6} {:>6} {:>7.2}", set.columns - set.wrong.len(), set.columns, set.share())?;
        }
        let wrong = self.headers.wrong.iter().chain(&self.files.wrong);
        wrong.into_iter().try_for_each(|line| writeln!(f, "  {line}"))
    }
}

/// Guesses the columns of `headers/headers.json` and of `headers/files` below a data folder.
///
/// # Errors
/// When a file with expected results cannot be read.
pub fn evaluate(data: &Path) -> io::Result<Report> {
    let mut report = Report::default();
    let folder = data.join("headers");
    for (name, export) in object(&folder.join("headers.json"))? {
        let headers = texts(&export["header"]);
        let expected: Vec<String> = (0..headers.len()).map(|i| meaning(&headers, i, &export["meaning"])).collect();
        let column = |header| ColumnView { header, samples: &[], fill: 0.0 };
        let columns: Vec<ColumnView<'_>> = headers.iter().map(|header| column(header.as_str())).collect();
        report.headers.compare(&name, &headers, &guess(&columns), &expected);
    }
    let files = folder.join("files");
    for (name, file) in object(&files.join("expected.json"))? {
        let expected = texts(&file["column_meaning"]);
        let found = inspect(&files.join(&name), &LayoutOverrides::default(), &mut |_| ControlFlow::Continue(()));
        let (headers, guesses) = match &found {
            Ok(found) => (found.headers.clone(), guess(&found.column_views())),
            Err(_) => (Vec::new(), Vec::new()),
        };
        report.files.compare(&name, &headers, &guesses, &expected);
    }
    Ok(report)
}

/// What a header means; `salutation (1st), job_title (2nd)` where it comes twice.
fn meaning(headers: &[String], column: usize, meanings: &Value) -> String {
    let header = &headers[column];
    let text = meanings[header.as_str()].as_str().unwrap_or("ignore/custom");
    let before = headers[..column].iter().filter(|other| *other == header).count();
    let part = text.split(", ").nth(before).unwrap_or(text);
    part.split(" (").next().unwrap_or(part).to_owned()
}

fn object(path: &Path) -> io::Result<serde_json::Map<String, Value>> {
    serde_json::from_str(&fs::read_to_string(path)?).map_err(io::Error::other)
}

fn texts(array: &Value) -> Vec<String> {
    array.as_array().into_iter().flatten().map(|text| text.as_str().unwrap_or_default().to_owned()).collect()
}
