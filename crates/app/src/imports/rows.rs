//! Where the rows of an import come from.

use std::path::PathBuf;

use sales_ingest::read::{Layout, RowBatch};
use sales_store::imports::{Import, ImportKind};

use super::print::file_print;
use crate::{
    error::{AppError, ErrorCode},
    sample,
};

/// The rows of an import.
#[derive(Debug)]
pub(crate) enum Rows {
    /// Those of a file, read as its layout says.
    File { path: PathBuf, layout: Layout },
    /// Rows that the program makes.
    Made(RowBatch),
}

impl Rows {
    /// The rows of an import whose books are open.
    ///
    /// # Errors
    /// When the file is gone, or is not the one that the import began with.
    pub fn of(import: &Import) -> Result<Self, AppError> {
        if import.plan.kind == ImportKind::Sample {
            return Ok(Self::Made(sample::rows_of(import)));
        }
        let path = PathBuf::from(import.plan.file_path.as_deref().unwrap_or_default());
        if import.plan.file_print != Some(file_print(&path)?) {
            return Err(AppError::new(ErrorCode::FileChanged).with("file", path.display()));
        }
        let layout = serde_json::from_value(import.plan.layout.clone()).map_err(|error| AppError::internal(&error))?;
        Ok(Self::File { path, layout })
    }
}
