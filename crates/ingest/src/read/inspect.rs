//! What is in a file, found in one pass over it.

use std::{ops::ControlFlow, path::Path};

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::mapping::ColumnView;

use super::{
    Layout, LayoutOverrides, MAX_COLUMNS, ReadError, RowBatch, RowProblem, RowReader, RowRef, SheetKind,
    cut::beginning,
    detect::{self, Looked},
    headers,
    reader::Records,
    text::Step,
};

/// Lines of a preview.
pub(super) const PREVIEW_ROWS: usize = 50;
/// Samples kept per column while reading; at least half of them are left at the end.
const MOST_SAMPLES: usize = 256;
/// Bytes kept of a sample.
pub(super) const SAMPLE_BYTES: usize = 512;
/// Problems kept.
const MOST_PROBLEMS: usize = 1_000;
/// Rows read at once.
const BATCH_ROWS: usize = 1_024;

/// What is in a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Inspection {
    /// How the file is laid out.
    pub layout: Layout,
    /// Data rows.
    pub rows: u64,
    /// The names of the columns as found, `""` for a column without one.
    pub headers: Vec<String>,
    /// What stands in each column.
    pub columns: Vec<ColumnSample>,
    /// The first lines of the file, preamble and header included; a blank line has no cells.
    pub preview: Vec<Vec<String>>,
    /// The first rows with something remarkable.
    pub problems: Vec<FoundProblem>,
    /// All rows with something remarkable.
    pub problem_rows: u64,
}

impl Inspection {
    /// The columns as a guess of their meaning sees them.
    #[must_use]
    pub fn column_views(&self) -> Vec<ColumnView<'_>> {
        let columns = self.headers.iter().zip(&self.columns);
        columns.map(|(header, column)| ColumnView { header, samples: &column.samples, fill: column.fill }).collect()
    }
}

/// What stands in a column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct ColumnSample {
    /// Share of the rows with something in this column, from 0 to 1.
    pub fill: f64,
    /// Different values among the samples.
    pub distinct: u32,
    /// Values that are not empty, from the whole file at even distances, long ones cut.
    pub samples: Vec<String>,
}

/// A row with something remarkable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoundProblem {
    /// The number of the row among the data rows, from 1.
    pub row: u64,
    /// The line of the file on which it begins, from 1.
    pub line: u64,
    /// What is remarkable.
    pub problem: RowProblem,
}

/// How far a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Rows read.
    pub rows: u64,
    /// Bytes read.
    pub bytes_done: u64,
    /// Bytes of the file.
    pub bytes_total: u64,
}

/// Finds how a file is laid out and the names of its columns, `""` for a column without one.
///
/// # Errors
/// As [`detect`](super::detect()).
pub fn survey(path: &Path, overrides: &LayoutOverrides) -> Result<(Layout, Vec<String>), ReadError> {
    match detect::look(path)? {
        Looked::Sheet(kind) => {
            let go_on = &mut |_| ControlFlow::Continue(());
            let scan = detect::scan_sheet(path, kind, overrides, go_on, &mut |_| {})?;
            Ok((scan.layout, scan.headers))
        }
        Looked::Text(sample) => {
            let layout = detect::detect_text(path, &sample, overrides)?;
            let headers = RowReader::open(path, &layout)?.headers(&layout);
            Ok((layout, headers))
        }
    }
}

/// Reads a file once and tells what is in it.
///
/// # Errors
/// As [`detect`]; [`ReadError::Stopped`] when `progress` breaks off.
pub fn inspect(
    path: &Path,
    overrides: &LayoutOverrides,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Inspection, ReadError> {
    match detect::look(path)? {
        Looked::Sheet(kind) => inspect_sheet(path, kind, overrides, progress),
        Looked::Text(sample) => {
            let layout = detect::detect_text(path, &sample, overrides)?;
            drop(sample);
            inspect_text(path, layout, progress)
        }
    }
}

fn inspect_sheet(
    path: &Path,
    kind: SheetKind,
    overrides: &LayoutOverrides,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Inspection, ReadError> {
    let mut contents = Contents::default();
    let scan = detect::scan_sheet(path, kind, overrides, progress, &mut |row| contents.take(row, MAX_COLUMNS))?;
    Ok(contents.finish(scan.layout, scan.rows, scan.headers, scan.preview))
}

fn inspect_text(
    path: &Path,
    layout: Layout,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Inspection, ReadError> {
    let mut reader = RowReader::open(path, &layout)?;
    let columns = layout.columns as usize;
    let names = headers::names(reader.header(), columns);
    let mut contents = Contents::default();
    let mut batch = RowBatch::new();
    let mut rows = 0;
    while reader.next_batch(&mut batch, BATCH_ROWS)? > 0 {
        rows += batch.len() as u64;
        batch.take_out_nuls();
        batch.rows().for_each(|row| contents.take(row, columns));
        let done = Progress { rows, bytes_done: reader.bytes_done(), bytes_total: reader.bytes_total() };
        if progress(done).is_break() {
            return Err(ReadError::Stopped { file: path.to_path_buf() });
        }
    }
    let preview = preview(path, &layout)?;
    Ok(contents.finish(layout, rows, names, preview))
}

/// What is collected of the rows.
#[derive(Default)]
struct Contents {
    samplers: Vec<Sampler>,
    problems: Problems,
}

impl Contents {
    /// Looks at a row, as far as its first `columns` cells.
    fn take(&mut self, row: RowRef<'_>, columns: usize) {
        self.problems.note(row);
        if row.problem().is_some_and(RowProblem::is_beside_table) {
            return;
        }
        let cells = row.len().min(columns);
        if self.samplers.len() < cells {
            self.samplers.resize_with(cells, Sampler::default);
        }
        for (sampler, cell) in self.samplers.iter_mut().zip(row.cells()) {
            sampler.take(cell);
        }
    }

    fn finish(mut self, layout: Layout, rows: u64, headers: Vec<String>, preview: Vec<Vec<String>>) -> Inspection {
        self.samplers.resize_with(layout.columns as usize, Sampler::default);
        Inspection {
            layout,
            rows,
            headers,
            columns: self.samplers.into_iter().map(|sampler| sampler.finish(rows)).collect(),
            preview,
            problems: self.problems.first,
            problem_rows: self.problems.rows,
        }
    }
}

/// Rows with something remarkable, the first of them in detail.
#[derive(Default)]
pub(super) struct Problems {
    pub(super) first: Vec<FoundProblem>,
    pub(super) rows: u64,
}

impl Problems {
    pub(super) fn note(&mut self, row: RowRef<'_>) {
        let Some(problem) = row.problem() else { return };
        self.rows += 1;
        if self.first.len() < MOST_PROBLEMS {
            self.first.push(FoundProblem { row: row.number(), line: row.line(), problem });
        }
    }
}

/// Takes values at even distances without knowing how many will come.
#[derive(Debug, Clone)]
struct Sampler {
    filled: u64,
    distance: u64,
    samples: Vec<String>,
}

impl Default for Sampler {
    fn default() -> Self {
        Self { filled: 0, distance: 1, samples: Vec::new() }
    }
}

impl Sampler {
    fn take(&mut self, cell: &str) {
        if cell.is_empty() {
            return;
        }
        if self.filled.is_multiple_of(self.distance) {
            if self.samples.len() == MOST_SAMPLES {
                let mut place = 0;
                self.samples.retain(|_| {
                    place += 1;
                    place % 2 == 1
                });
                self.distance *= 2;
            }
            // Halving makes the distance longer: this one may no longer be wanted.
            if self.filled.is_multiple_of(self.distance) {
                self.samples.push(beginning(cell, SAMPLE_BYTES).to_owned());
            }
        }
        self.filled += 1;
    }

    fn finish(self, rows: u64) -> ColumnSample {
        let distinct = self.samples.iter().collect::<FxHashSet<_>>().len();
        ColumnSample {
            fill: self.filled as f64 / rows.max(1) as f64,
            distinct: u32::try_from(distinct).unwrap_or(u32::MAX),
            samples: self.samples,
        }
    }
}

/// The first lines of a file.
fn preview(path: &Path, layout: &Layout) -> Result<Vec<Vec<String>>, ReadError> {
    let mut records = Records::open(path, layout)?;
    let mut batch = RowBatch::new();
    let mut lines = Vec::new();
    while lines.len() < PREVIEW_ROWS {
        batch.clear();
        lines.push(match records.next(path, &mut batch)? {
            Step::End => break,
            Step::Blank => Vec::new(),
            Step::Row => {
                let cut = |cell: &str| beginning(cell, SAMPLE_BYTES).to_owned();
                batch.row(0).cells().map(cut).collect()
            }
        });
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_are_spread_over_all_values() {
        let mut sampler = Sampler::default();
        for value in 0..10_000 {
            sampler.take(&value.to_string());
            sampler.take("");
        }
        let sample = sampler.finish(20_000);
        assert!((128..=256).contains(&sample.samples.len()));
        assert_eq!(sample.distinct as usize, sample.samples.len());
        assert!((sample.fill - 0.5).abs() < 1e-9);
        let last: u32 = sample.samples.last().unwrap().parse().unwrap();
        assert!(last > 9_900);
    }
}
