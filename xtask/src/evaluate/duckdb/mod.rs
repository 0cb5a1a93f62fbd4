//! DuckDB's own test files: our reading beside its automatic one.

mod agreement;
mod judge;

use std::{
    collections::BTreeMap,
    fmt, fs, io,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use sales_ingest::read::{
    Format, Layout, LayoutOverrides, ReadError, RowBatch, RowProblem, RowReader, detect, inspect,
};
use serde_json::Value;

use self::judge::{Better, Either, Line, Ours, Part, Theirs, Verdict, judge};

/// Our readings beside DuckDB's.
#[derive(Debug, Default)]
pub struct Report {
    /// How many files got which verdict.
    pub verdicts: BTreeMap<Verdict, Vec<String>>,
    /// Files that DuckDB refuses and we read.
    pub read_all_the_same: usize,
    /// Files that both refuse, with our reason.
    pub refused: Vec<String>,
}

/// Reads the files that DuckDB has answered for.
///
/// # Errors
/// When the file of its answers cannot be read.
pub fn evaluate(data: &Path) -> io::Result<Report> {
    let csv = data.join("csv");
    let answers: Value = serde_json::from_str(&fs::read_to_string(csv.join("duckdb_2.0_auto_results.json"))?)?;
    let mut report = Report::default();
    for (file, answer) in answers.as_object().into_iter().flatten() {
        let path = csv.join(file);
        if !path.is_file() {
            continue;
        }
        match theirs(answer) {
            Some(theirs) => {
                let verdict = match ours(&path) {
                    Ok(ours) => judge(&ours, &theirs),
                    Err(ReadError::Empty { .. }) if theirs.more == 0 && theirs.rows.is_empty() => Verdict::Same,
                    Err(error) => Verdict::Worse(error.to_string()),
                };
                report.verdicts.entry(verdict).or_default().push(file.clone());
            }
            None => match inspect(&path, &LayoutOverrides::default(), &mut |_| ControlFlow::Continue(())) {
                Ok(_) => report.read_all_the_same += 1,
                Err(error) => report.refused.push(error.to_string()),
            },
        }
    }
    Ok(report)
}

/// DuckDB's answer; none when it refused the file.
fn theirs(answer: &Value) -> Option<Theirs> {
    let text = |cell: &Value| cell.as_str().unwrap_or_default().replace('\0', "");
    let names: Vec<String> = answer["columns"].as_array()?.iter().map(text).collect();
    let rows: Vec<Vec<String>> = answer["rows"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|row| row.as_array().into_iter().flatten().map(text).collect())
        .collect();
    let columns = names.len();
    let is_named = names.iter().enumerate().any(|(place, name)| !is_made_up(name, place));
    let all = usize::try_from(answer["n_rows"].as_u64().unwrap_or(0)).unwrap_or(usize::MAX);
    let given = |(place, name): (usize, String)| if is_made_up(&name, place) { String::new() } else { name };
    Some(Theirs {
        columns,
        names: is_named.then(|| names.into_iter().enumerate().map(given).collect()),
        more: all.saturating_sub(rows.len()),
        rows,
    })
}

/// A name that DuckDB gives where the file gives none: `column3`, `column03`, `column3_1`.
fn is_made_up(name: &str, place: usize) -> bool {
    let number = name.strip_prefix("column").and_then(|number| number.split('_').next());
    number.is_some_and(|number| number.parse() == Ok(place))
}

fn ours(path: &Path) -> Result<Ours, ReadError> {
    let layout = detect(path, &LayoutOverrides::default())?;
    let delimiter = match &layout.format {
        Format::Delimited { delimiter, .. } => delimiter.clone(),
        Format::Sheet { .. } => String::new(),
    };
    let mut lines = preamble(path, &layout, &delimiter)?;
    let mut reader = RowReader::open(path, &Layout { footer_rows: 0, ..layout.clone() })?;
    let names = if reader.header().len() > 1 {
        reader.headers(&layout)
    } else {
        reader.header().rows().flat_map(|row| row.cells().map(str::to_owned).collect::<Vec<_>>()).collect()
    };
    lines.push(Line { part: Part::Header, cells: names });
    let (mut batch, mut rows) = (RowBatch::new(), Vec::new());
    while reader.next_batch(&mut batch, 1_000)? > 0 {
        let of_table = batch.rows().filter(|row| row.problem() != Some(RowProblem::Comment));
        rows.extend(of_table.map(|row| row.cells().map(str::to_owned).collect::<Vec<_>>()));
    }
    let footer = rows.len().saturating_sub(layout.footer_rows as usize);
    lines.extend(
        rows.into_iter()
            .enumerate()
            .map(|(row, cells)| Line { part: if row < footer { Part::Row } else { Part::Aside }, cells }),
    );
    // NUL bytes are taken out of names, and reported.
    lines.iter_mut().flat_map(|line| &mut line.cells).for_each(|cell| cell.retain(|char| char != '\0'));
    lines.retain(|line| line.cells.iter().any(|cell| !cell.trim().is_empty()));
    Ok(Ours { lines, delimiter, columns: layout.columns as usize })
}

/// The lines above the table, split at each delimiter.
fn preamble(path: &Path, layout: &Layout, delimiter: &str) -> Result<Vec<Line>, ReadError> {
    let bytes = fs::read(path).map_err(|source| ReadError::Io { file: PathBuf::from(path), source })?;
    let text = String::from_utf8_lossy(&bytes);
    let lines = text.lines().take(layout.preamble_rows as usize);
    Ok(lines
        .map(|line| Line { part: Part::Aside, cells: line.split(delimiter).map(str::to_owned).collect() })
        .collect())
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all: usize = self.verdicts.values().map(Vec::len).sum();
        let worse = || self.verdicts.iter().filter(|(verdict, _)| matches!(verdict, Verdict::Worse(_)));
        let fewer: usize = worse().map(|(_, files)| files.len()).sum();
        writeln!(f, "{:<60} {:>6} {:>6}", "beside DuckDB's answers", "files", "of")?;
        writeln!(f, "{:<60} {:>6} {all:>6}", "read at least as well", all - fewer)?;
        for (verdict, files) in &self.verdicts {
            writeln!(f, "  {:<58} {:>6}", words(verdict), files.len())?;
        }
        for (verdict, files) in worse() {
            writeln!(f, "  {}: {}", words(verdict), files.join(", "))?;
        }
        let refused = self.read_all_the_same + self.refused.len();
        writeln!(f, "{:<60} {:>6} {refused:>6}", "refused by DuckDB, read all the same", self.read_all_the_same)?;
        self.refused.iter().try_for_each(|reason| writeln!(f, "  refused by both: {reason}"))
    }
}

fn words(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Same => "the same names, rows and cells".to_owned(),
        Verdict::SameValues => "the same but for blanks around cells and empty lines".to_owned(),
        Verdict::Better(Better::Separated) => "better: in DuckDB's answer lines are not separated".to_owned(),
        Verdict::Better(Better::Kept) => "better: DuckDB leaves out rows or names".to_owned(),
        Verdict::Better(Better::Names) => "better: DuckDB takes a row of values for names".to_owned(),
        Verdict::Better(Better::Quotes) => "better: DuckDB leaves the quotes around cells".to_owned(),
        Verdict::Better(Better::Uncut) => "better: DuckDB cuts rows at #".to_owned(),
        Verdict::Either(Either::Comments) => "either: rows that begin with # are kept".to_owned(),
        Verdict::Either(Either::Names) => "either: the first line may be names or a row".to_owned(),
        Verdict::Either(Either::Columns) => "either: lines with cells of all numbers".to_owned(),
        Verdict::Worse(why) => format!("worse: {why}"),
    }
}
