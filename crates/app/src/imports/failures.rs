//! The rows that did not come in, as a file that can be mended and imported.

use std::{
    fs::File,
    io::{self, BufWriter, Write as _},
    path::Path,
};

use sales_core::import::RowOutcome;
use sales_i18n::Text;
use sales_store::imports::{Import, ImportRow};

use super::{
    run::find_import,
    show::{cells_of, cut_cell, reason_of},
};
use crate::{
    app::App,
    error::{AppError, ErrorCode},
    outfile::OutFile,
};

/// What spreadsheets take a CSV file for UTF-8 by.
const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

impl App {
    /// Writes the rows that failed or need a decision to a CSV file, each with the reason in the
    /// language of `text`. Gives their number.
    ///
    /// # Errors
    /// When there is no such import, when its cells were deleted, and errors of writing.
    pub fn import_failures(&self, id: &str, path: &Path, text: Text) -> Result<u32, AppError> {
        let workspace = self.workspace()?;
        let import = find_import(&workspace, id)?;
        if import.cells_deleted_at.is_some() {
            return Err(AppError::new(ErrorCode::ImportCellsGone));
        }
        let mut rows = Vec::new();
        workspace.store.read(|db| {
            import.rows(db, &[RowOutcome::Failed, RowOutcome::Review], |row| {
                rows.push(row);
                Ok(())
            })
        })?;
        let target = OutFile::new(path)?;
        write(target.unfinished(), &import, &rows, text).map_err(|error| target.unwritable(&error))?;
        target.complete()?;
        Ok(u32::try_from(rows.len()).unwrap_or(u32::MAX))
    }
}

fn write(path: &Path, import: &Import, rows: &[ImportRow], text: Text) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    out.write_all(BYTE_ORDER_MARK)?;
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(out);
    let mut header = import.plan.headers.clone();
    header.extend([text.say("import.failures.row", &[]), text.say("import.failures.reason", &[])]);
    writer.write_record(&header)?;
    let width = import.plan.headers.len();
    for row in rows {
        let (reason, mut args) = reason_of(row, &import.plan.headers);
        // Numbers as people write them; a column may be called by one.
        for (_, value) in args.iter_mut().filter(|(name, _)| *name != "column") {
            if let Ok(number) = value.parse() {
                *value = text.number(number);
            }
        }
        let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let mut cells = cells_of(row);
        if let Some(cell) = cut_cell(row).and_then(|column| cells.get_mut(column as usize)) {
            cell.push_str(&text.say("import.failures.cut", &[]));
        }
        cells.resize(width.max(cells.len()), String::new());
        cells.insert(width, row.n.to_string());
        cells.insert(width + 1, text.say(&format!("import.reasons.{reason}"), &args));
        writer.write_record(&cells)?;
    }
    writer.flush()
}
