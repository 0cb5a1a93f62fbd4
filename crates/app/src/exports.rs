//! Exports: what a list shows, as a file.

use std::{fs::File, io::BufWriter, path::PathBuf, sync::atomic::Ordering};

use sales_core::fields::{Entity, FieldId};
use sales_store::{custom_fields, imports::Import, record::Record, tags};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{
    app::App,
    error::{AppError, ErrorCode},
    lists::{Selection, cell, count, rows_of, with_related_values},
    outfile::OutFile,
    workspace::Workspace,
};

mod files;

use files::{CsvFile, JsonFile, TableFile, XlsxFile};

/// Kinds of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// Comma-separated values, RFC 4180.
    Csv,
    /// Excel.
    Xlsx,
    /// A JSON array of objects.
    Json,
}

/// Writes records to a file.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct ExportInput {
    /// What they are.
    pub entity: Entity,
    /// Which, and in which order.
    pub selection: Selection,
    /// The fields, in order; all that have a value anywhere when empty.
    pub fields: Vec<FieldId>,
    /// The kind of file.
    pub format: ExportFormat,
    /// Where it goes.
    pub path: String,
    /// For CSV: begin with a byte order mark, which Excel wants.
    pub byte_order_mark: bool,
    /// For CSV: the separator, `,` or `;`.
    pub delimiter: String,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct ExportView {
    /// Where it is.
    pub path: String,
    /// Records in it.
    pub rows: u32,
}

/// How far an export is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
pub struct ExportProgress {
    /// Records written.
    pub rows: u32,
    /// Records in all.
    pub total: u32,
}

/// What a sheet of Excel holds at most: columns, and UTF-16 units in a cell.
const XLSX_COLUMNS: usize = 16_384;
const XLSX_CELL: usize = 32_767;

/// Records read at once.
const BATCH: usize = 2_000;

/// Told about written and all records.
pub type OnExport<'p> = &'p mut dyn FnMut(ExportProgress);

impl App {
    /// Writes records to a file: all of them, or none when it fails or is stopped.
    pub fn export_run(&self, input: &ExportInput, progress: OnExport<'_>) -> Result<ExportView, AppError> {
        let workspace = self.workspace()?;
        workspace.stop_export.store(false, Ordering::Relaxed);
        let rows = rows_of(&workspace, input.entity, &input.selection)?;
        let fields =
            if input.fields.is_empty() { used_fields(&workspace, input.entity)? } else { input.fields.clone() };
        let path = PathBuf::from(&input.path);
        let out = OutFile::new(&path)?;
        let mut job =
            self.start_job(crate::jobs::JobKind::Export, &path.file_name().unwrap_or_default().to_string_lossy());
        let mut told = |at: ExportProgress| {
            job.update(at.rows.into(), at.total.into());
            progress(at);
        };
        let written = write_file(&workspace, input, &rows, &fields, &out, &mut told).and_then(|()| out.complete());
        job.end(written)?;
        Ok(ExportView { path: input.path.clone(), rows: count(rows.len()) })
    }

    /// Ends the running export.
    pub fn export_stop(&self) -> Result<(), AppError> {
        self.workspace()?.stop_export.store(true, Ordering::Relaxed);
        self.note_stopping(|job| job.kind == crate::jobs::JobKind::Export);
        Ok(())
    }
}

fn write_file(
    workspace: &Workspace,
    input: &ExportInput,
    rows: &[i64],
    fields: &[FieldId],
    out: &OutFile,
    progress: OnExport<'_>,
) -> Result<(), AppError> {
    let failed = |error: std::io::Error| out.unwritable(&error);
    let path = out.unfinished();
    let create = || File::create(path).map(BufWriter::new).map_err(failed);
    let headers: Vec<&str> = fields.iter().map(FieldId::as_str).collect();
    let mut file: Box<dyn TableFile> = match input.format {
        ExportFormat::Csv => Box::new(CsvFile::new(create()?, input.byte_order_mark, &input.delimiter)),
        ExportFormat::Json => Box::new(JsonFile::new(create()?)),
        ExportFormat::Xlsx => {
            fits_columns(fields)?;
            Box::new(XlsxFile::new(path).map_err(failed)?)
        }
    };
    file.begin(&headers).map_err(failed)?;
    let imports = workspace.store.read(Import::all)?;
    let total = count(rows.len());
    for (i, batch) in rows.chunks(BATCH).enumerate() {
        let first = i * BATCH + 1;
        for (row, cells) in (first..).zip(read_batch(workspace, input.entity, batch, fields, &imports)?) {
            if input.format == ExportFormat::Xlsx {
                fits_cells(row, fields, &cells)?;
            }
            file.row(&cells).map_err(failed)?;
        }
        let done = count(i * BATCH + batch.len());
        progress(ExportProgress { rows: done, total });
        if workspace.stop_export.load(Ordering::Relaxed) {
            return Err(AppError::new(ErrorCode::Cancelled));
        }
    }
    file.finish().map_err(failed)
}

/// The cells of some records, in the order of `rows`.
fn read_batch(
    workspace: &Workspace,
    entity: Entity,
    rows: &[i64],
    fields: &[FieldId],
    imports: &[Import],
) -> Result<Vec<Vec<String>>, AppError> {
    let (records, tagged) =
        workspace.store.read(|db| Ok((Record::at_rows(db, entity, rows)?, tags::of_rows(db, entity, rows)?)))?;
    let records = with_related_values(workspace, records, fields)?;
    let place = |row: i64| records.binary_search_by_key(&row, |record| record.row).ok();
    let mut tags: Vec<Vec<String>> = vec![Vec::new(); records.len()];
    for (row, name) in tagged {
        if let Some(place) = place(row) {
            tags[place].push(name);
        }
    }
    let cells = rows.iter().filter_map(|&row| {
        let place = place(row)?;
        let record = &records[place];
        let import = imports.iter().find(|import| import.wrote(record.created_seq));
        Some(fields.iter().map(|field| cell(record, field, import, &tags[place])).collect())
    });
    Ok(cells.collect())
}

/// The fields that any record of this kind has a value for, in the order of forms; for prospects also
/// those of their companies.
fn used_fields(workspace: &Workspace, entity: Entity) -> Result<Vec<FieldId>, AppError> {
    let owners: &[Entity] = match entity {
        Entity::Prospect => &[Entity::Prospect, Entity::Company],
        Entity::Company => &[Entity::Company],
    };
    let custom = workspace.store.read(custom_fields::all)?;
    let mut fields: Vec<FieldId> = Vec::new();
    for &owner in owners {
        let used = workspace.store.read(|db| Record::used_fields(db, owner))?;
        let standard = sales_core::fields::FIELDS.iter().filter(|def| def.entity == owner && used.contains(def.id));
        fields.extend(standard.filter_map(|def| def.id.parse::<FieldId>().ok()));
        let own = custom.iter().filter(|custom| custom.entity == owner).map(|custom| &custom.field);
        fields.extend(own.filter(|field| used.contains(field.as_str())).cloned());
    }
    if fields.is_empty() {
        fields.extend(usual_fields(entity).iter().filter_map(|id| id.parse().ok()));
    }
    Ok(fields)
}

/// The columns of a file without records.
const fn usual_fields(entity: Entity) -> &'static [&'static str] {
    match entity {
        Entity::Prospect => &["first_name", "last_name", "email", "phone", "job_title", "company"],
        Entity::Company => &["company", "company_website", "phone_company", "company_city", "company_country"],
    }
}

/// Whether a sheet of Excel has as many columns.
fn fits_columns(fields: &[FieldId]) -> Result<(), AppError> {
    if fields.len() <= XLSX_COLUMNS {
        return Ok(());
    }
    Err(AppError::new(ErrorCode::ExportTooManyColumns).with("found", fields.len()).with("limit", XLSX_COLUMNS))
}

/// Whether the cells of Excel hold these values.
fn fits_cells(row: usize, fields: &[FieldId], cells: &[String]) -> Result<(), AppError> {
    let too_long = |cell: &String| cell.len() > XLSX_CELL && cell.encode_utf16().count() > XLSX_CELL;
    let Some((field, _)) = fields.iter().zip(cells).find(|(_, cell)| too_long(cell)) else { return Ok(()) };
    Err(AppError::new(ErrorCode::ExportCellTooLong).with("row", row).with("field", field).with("limit", XLSX_CELL))
}
