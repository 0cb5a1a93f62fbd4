//! Any readable file as plain CSV.

use std::{fs::File, io::BufWriter, path::Path};

use sales_ingest::read;
use serde::Serialize;
use specta::Type;

use super::{FileNotice, InspectFile, notices::of_file};
use crate::{error::AppError, outfile::OutFile};

/// A file that was written as plain CSV.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct CleanView {
    /// Where it is.
    pub path: String,
    /// Data rows.
    #[specta(type = specta_typescript::Number)]
    pub rows: u64,
    /// Columns.
    #[specta(type = specta_typescript::Number)]
    pub columns: usize,
    /// Rows that are not as the others.
    #[specta(type = specta_typescript::Number)]
    pub problem_rows: u64,
    /// What is to be known of the file as a whole.
    pub notices: Vec<FileNotice>,
}

/// Writes a readable file to `out` as RFC 4180 asks: UTF-8, commas, one header row, cells as found.
/// All of it or, with an error, nothing.
///
/// # Errors
/// As [`crate::App::import_inspect`], and errors of writing.
pub fn clean_file(input: &InspectFile, out: &Path) -> Result<CleanView, AppError> {
    let target = OutFile::new(out)?.apart_from([Path::new(&input.path)])?;
    let unwritable = |error: std::io::Error| target.unwritable(&error);
    let file = File::create(target.unfinished()).map_err(unwritable)?;
    let path = Path::new(&input.path);
    let overrides = input.layout.to_overrides(path)?;
    let report = read::clean(path, &overrides, BufWriter::new(file)).map_err(|error| match error {
        read::ReadError::Write { source } => unwritable(source),
        other => other.into(),
    })?;
    target.complete()?;
    Ok(CleanView {
        path: out.display().to_string(),
        rows: report.rows,
        columns: report.columns,
        problem_rows: report.problem_rows,
        notices: of_file(path, &report.layout.format),
    })
}
