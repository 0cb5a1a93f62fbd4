//! Files written by the tests themselves, read back.

mod damage;
mod doubtful;
mod headers;
mod layouts;
mod properties;
mod sheets;
mod written;

use std::{ops::ControlFlow, path::PathBuf};

use tempfile::TempDir;

use super::*;

/// A file with the given bytes, gone when dropped.
struct TestFile {
    _folder: TempDir,
    path: PathBuf,
}

impl TestFile {
    fn new(bytes: impl AsRef<[u8]>) -> Self {
        Self::named("file.csv", bytes)
    }

    fn named(name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        Self { _folder: folder, path }
    }

    fn detect(&self) -> Result<Layout, ReadError> {
        detect(&self.path, &LayoutOverrides::default())
    }

    fn inspect(&self) -> Result<Inspection, ReadError> {
        inspect(&self.path, &LayoutOverrides::default(), &mut |_| ControlFlow::Continue(()))
    }

    fn rows(&self, layout: &Layout) -> Vec<Vec<String>> {
        let mut reader = RowReader::open(&self.path, layout).unwrap();
        let mut batch = RowBatch::new();
        let mut rows = Vec::new();
        while reader.next_batch(&mut batch, 7).unwrap() > 0 {
            rows.extend(batch.rows().map(|row| row.cells().map(str::to_owned).collect::<Vec<_>>()));
        }
        rows
    }

    fn rows_without_nuls(&self, layout: &Layout) -> Vec<Vec<String>> {
        let mut reader = RowReader::open(&self.path, layout).unwrap();
        let mut batch = RowBatch::new();
        reader.next_batch(&mut batch, 1_000).unwrap();
        let problems: Vec<_> = batch.rows().map(|row| (row.number(), row.line(), row.problem())).collect();
        batch.take_out_nuls();
        assert!(problems.into_iter().eq(batch.rows().map(|row| (row.number(), row.line(), row.problem()))));
        batch.rows().map(|row| row.cells().map(str::to_owned).collect()).collect()
    }

    fn problems(&self, layout: &Layout) -> Vec<(u64, RowProblem)> {
        let mut reader = RowReader::open(&self.path, layout).unwrap();
        let mut batch = RowBatch::new();
        let mut found = Vec::new();
        while reader.next_batch(&mut batch, 3).unwrap() > 0 {
            found.extend(batch.rows().filter_map(|row| Some((row.number(), row.problem()?))));
        }
        found
    }

    fn clean(&self) -> String {
        let mut out = Vec::new();
        clean(&self.path, &LayoutOverrides::default(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }
}

/// Rows as tests write them.
fn table(rows: &[&[&str]]) -> Vec<Vec<String>> {
    rows.iter().map(|row| row.iter().map(|&cell| cell.to_owned()).collect()).collect()
}
