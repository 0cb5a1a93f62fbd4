//! How well files are read: real files whose content, or another reader's answer, is known.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
};

use sales_ingest::read::{
    Encoding, Escape, Format, Layout, LayoutOverrides, ReadError, RowBatch, RowProblem, RowReader, clean, detect,
};
use serde_json::Value;

/// Differences shown per set.
const SHOWN: usize = 12;

/// Files read right, set by set.
#[derive(Debug, Default)]
pub struct Report {
    /// The sets in the order they were read.
    pub sets: Vec<SetReport>,
}

/// Files of one set.
#[derive(Debug)]
pub struct SetReport {
    /// Its name.
    pub name: &'static str,
    /// Files or cases.
    pub total: usize,
    /// What went differently than expected, file by file.
    pub differences: Vec<String>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<44} {:>6} {:>6}", "reading files", "right", "of")?;
        for set in &self.sets {
            writeln!(f, "{:<44} {:>6} {:>6}", set.name, set.total - set.differences.len(), set.total)?;
        }
        for set in &self.sets {
            for difference in set.differences.iter().take(SHOWN) {
                writeln!(f, "  {}: {difference:.160}", set.name)?;
            }
            if let Some(more @ 1..) = set.differences.len().checked_sub(SHOWN) {
                writeln!(f, "  {}: and {more} more", set.name)?;
            }
        }
        Ok(())
    }
}

/// Reads the files of a data folder and compares what comes out with what is known of them.
///
/// # Errors
/// When a file with expected results cannot be read.
pub fn evaluate(data: &Path) -> io::Result<Report> {
    let csv = data.join("csv");
    let mut report = Report::default();
    report.sets.push(csv_spectrum(&csv.join("csv-spectrum"))?);
    report.sets.push(header_files(&data.join("headers/files"))?);
    report.sets.push(papaparse(&csv.join("papaparse/cases.json"))?);
    Ok(report)
}

struct Table {
    layout: Layout,
    headers: Vec<String>,
    rows: Vec<Vec<String>>,
}

fn read(path: &Path, overrides: &LayoutOverrides) -> Result<Table, ReadError> {
    let layout = detect(path, overrides)?;
    let mut reader = RowReader::open(path, &layout)?;
    let headers = match reader.header().len() {
        0 => Vec::new(),
        _ => reader.header().row(0).cells().map(str::to_owned).collect(),
    };
    let mut batch = RowBatch::new();
    let mut rows = Vec::new();
    while reader.next_batch(&mut batch, 1_000)? > 0 {
        let of_table = batch.rows().filter(|row| !row.problem().is_some_and(RowProblem::is_beside_table));
        rows.extend(of_table.map(|row| row.cells().map(str::to_owned).collect::<Vec<_>>()));
    }
    Ok(Table { layout, headers, rows })
}

fn json(path: &Path) -> io::Result<Value> {
    Ok(serde_json::from_str(&fs::read_to_string(path)?)?)
}

fn names(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Every record equal to its JSON, both as read and as written clean.
fn csv_spectrum(folder: &Path) -> io::Result<SetReport> {
    let paths = names(&folder.join("csvs"))?;
    let mut differences = Vec::new();
    for path in &paths {
        let expected = json(&folder.join("json").join(name(path)).with_extension("json"))?;
        if let Some(difference) = spectrum_difference(path, &expected) {
            differences.push(format!("{}: {difference}", name(path)));
        }
    }
    Ok(SetReport { name: "csv-spectrum: equal to its JSON", total: paths.len(), differences })
}

fn spectrum_difference(path: &Path, expected: &Value) -> Option<String> {
    let table = match read(path, &LayoutOverrides::default()) {
        Ok(table) => table,
        Err(error) => return Some(error.to_string()),
    };
    let records: Vec<Value> = table
        .rows
        .iter()
        .map(|row| {
            let cells = table.headers.iter().zip(row).map(|(name, cell)| (name.clone(), Value::from(cell.as_str())));
            Value::Object(cells.collect())
        })
        .collect();
    // One of the JSON files has its only record without a list around it, and another phone number
    // in it than the CSV.
    let is_single = expected.is_object();
    let is_wrong = |key: &str| is_single && key == "Contact Phone Number";
    let expected = match expected {
        Value::Array(expected) => expected.clone(),
        single => vec![single.clone()],
    };
    let same = |found: &Value, wanted: &Value| {
        let pairs = found.as_object().zip(wanted.as_object());
        pairs.is_some_and(|(found, wanted)| {
            found.len() == wanted.len()
                && found.iter().all(|(key, cell)| is_wrong(key) || wanted.get(key) == Some(cell))
        })
    };
    if expected.len() != records.len() || !records.iter().zip(&expected).all(|(found, wanted)| same(found, wanted)) {
        return Some(format!("{records:?}"));
    }
    let mut written = Vec::new();
    match clean(path, &LayoutOverrides::default(), &mut written) {
        Ok(report) if report.rows as usize == records.len() => None,
        Ok(report) => Some(format!("clean wrote {} rows", report.rows)),
        Err(error) => Some(error.to_string()),
    }
}

/// Separator, encoding, preamble, footer, rows and values of exports of usual tools.
fn header_files(folder: &Path) -> io::Result<SetReport> {
    let expected = json(&folder.join("expected.json"))?;
    let files = expected.as_object().cloned().unwrap_or_default();
    let mut differences = Vec::new();
    for (file, expected) in &files {
        match read(&folder.join(file), &LayoutOverrides::default()) {
            Ok(table) => {
                let found = header_differences(&table, expected);
                if !found.is_empty() {
                    differences.push(format!("{file}: {}", found.join(", ")));
                }
            }
            Err(error) => differences.push(error.to_string()),
        }
    }
    Ok(SetReport { name: "exports: layout and values", total: files.len(), differences })
}

fn header_differences(table: &Table, expected: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let Format::Delimited { encoding, bom, delimiter, .. } = &table.layout.format else {
        return vec!["not text".to_owned()];
    };
    let wanted = match expected["encoding"].as_str() {
        Some("cp1252") => (Encoding::WINDOWS_1252, false),
        Some("utf8bom") => (Encoding::UTF_8, true),
        Some("utf16le") => (Encoding::UTF_16LE, true),
        _ => (Encoding::UTF_8, false),
    };
    if (*encoding, *bom) != wanted {
        found.push(format!("encoding {encoding} {bom}"));
    }
    if expected["separator"] != delimiter.as_str() {
        found.push(format!("separator {delimiter:?}"));
    }
    let counts = [
        ("preamble_lines", u64::from(table.layout.preamble_rows)),
        ("footer_lines", u64::from(table.layout.footer_rows)),
        ("rows", table.rows.len() as u64),
    ];
    for (key, count) in counts {
        if expected[key] != count {
            found.push(format!("{key} {count}"));
        }
    }
    for (row, record) in expected["records"].as_array().into_iter().flatten().enumerate() {
        for (field, value) in record.as_object().into_iter().flatten() {
            let value = value.as_str().unwrap_or_default();
            let holds = table.rows.get(row).is_some_and(|cells| cells.iter().any(|cell| cell == value));
            if !holds {
                found.push(format!("row {}: no {field} {value:?}", row + 1));
            }
        }
    }
    found
}

/// The parser cases that are about reading well-formed text.
fn papaparse(path: &Path) -> io::Result<SetReport> {
    let cases = json(path)?;
    let file = std::env::temp_dir().join(format!("evaluate-read-{}.csv", std::process::id()));
    let mut total = 0;
    let mut differences = Vec::new();
    for case in cases["CORE_PARSER_TESTS"].as_array().into_iter().flatten() {
        let Some((input, overrides)) = papaparse_case(case) else { continue };
        total += 1;
        fs::write(&file, input)?;
        let rows = match read(&file, &overrides) {
            Ok(table) => table.rows,
            Err(ReadError::Empty { .. }) => Vec::new(),
            Err(error) => vec![vec![error.to_string()]],
        };
        let wanted = case["expected"]["data"].as_array().cloned().unwrap_or_default();
        // A blank line is no row here and a row of one empty cell there.
        let wanted: Vec<Value> = wanted.into_iter().filter(|row| *row != serde_json::json!([""])).collect();
        let found: Vec<Value> = rows
            .into_iter()
            .filter(|row| row.iter().any(|cell| !cell.is_empty()) || row.len() > 1)
            .map(Value::from)
            .collect();
        if found != wanted {
            differences.push(format!("{}: {input:?} gave {}", case["description"], Value::from(found)));
        }
    }
    fs::remove_file(&file).or_else(|error| match error.kind() {
        io::ErrorKind::NotFound => Ok(()),
        _ => Err(error),
    })?;
    Ok(SetReport { name: "PapaParse core cases: cells", total, differences })
}

fn papaparse_case(case: &Value) -> Option<(&str, LayoutOverrides)> {
    let input = case["input"].as_str()?;
    let mut overrides = LayoutOverrides {
        delimiter: Some(",".to_owned()),
        quote: Some(Some('"')),
        escape: Some(Escape::Doubled),
        preamble_rows: Some(0),
        header_rows: Some(0),
        footer_rows: Some(0),
        ..LayoutOverrides::default()
    };
    if !case["expected"]["errors"].as_array().is_none_or(Vec::is_empty) || case["has_function_config"] == true {
        return None;
    }
    for (key, value) in case["config"].as_object().into_iter().flatten() {
        match (key.as_str(), value.as_str()) {
            ("delimiter", Some(delimiter)) if !delimiter.is_empty() => overrides.delimiter = Some(delimiter.to_owned()),
            ("quoteChar", Some(quote)) => overrides.quote = Some(quote.chars().next()),
            ("escapeChar", Some("\\")) => overrides.escape = Some(Escape::Backslash),
            ("newline", Some("\n" | "\r" | "\r\n")) => {}
            _ => return None,
        }
    }
    Some((input, overrides))
}
