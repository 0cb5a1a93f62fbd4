//! Past imports: the list, one of them with its rows, and the failed rows as a file.

use std::{collections::BTreeMap, path::Path};

use sales_core::{fields::Entity, import::RowOutcome};
use sales_i18n::Text;
use sales_store::{
    history,
    imports::{Import, ImportKind, ImportRow, ImportStatus},
    record::Record,
};
use serde_json::Value;

use super::{ImportDetail, ImportState, ImportView, ImportedRow, run::find_import};
use crate::{
    app::App,
    error::{AppError, ErrorCode},
    history::texts,
    records::RecordLink,
    workspace::Workspace,
};

/// Rows shown of an import.
const SHOWN: usize = 500;

impl App {
    /// All imports, newest first.
    pub fn imports_list(&self) -> Result<Vec<ImportView>, AppError> {
        let workspace = self.workspace()?;
        let imports = workspace.store.read(Import::all)?;
        imports.iter().map(|import| import_view(&workspace, import)).collect()
    }

    /// An import with the rows that did not simply become new prospects.
    pub fn import_show(&self, id: &str) -> Result<ImportDetail, AppError> {
        let workspace = self.workspace()?;
        let import = find_import(&workspace, id)?;
        let mut rows = Vec::new();
        workspace.store.read(|db| {
            import.rows(db, &[], |row| {
                if rows.len() < SHOWN {
                    rows.push(row);
                }
                Ok(())
            })
        })?;
        let targets: Vec<i64> = rows.iter().flat_map(|row| row.target.into_iter().chain(candidates_of(row))).collect();
        let records = workspace.store.read(|db| Record::at_rows(db, Entity::Prospect, &targets))?;
        let links: BTreeMap<i64, RecordLink> = records.iter().map(|record| (record.row, link(record))).collect();
        let rows = rows
            .into_iter()
            .map(|row| {
                let (reason, args) = reason_of(&row);
                ImportedRow {
                    row: row.n,
                    outcome: row.outcome,
                    reason,
                    args,
                    prospect: row.target.and_then(|target| links.get(&target).cloned()),
                    candidates: candidates_of(&row).iter().filter_map(|row| links.get(row).cloned()).collect(),
                    cells: cells_of(&row),
                }
            })
            .collect();
        let mapping = serde_json::from_value(import.plan.mapping.clone()).unwrap_or_default();
        Ok(ImportDetail { import: import_view(&workspace, &import)?, headers: import.plan.headers, mapping, rows })
    }

    /// Writes the rows that failed or need a decision to a CSV file, each with the reason in the
    /// language of `text`. Gives their number.
    pub fn import_failures(&self, id: &str, path: &Path, text: Text) -> Result<u32, AppError> {
        let workspace = self.workspace()?;
        let import = find_import(&workspace, id)?;
        let unwritable = |error: &dyn std::error::Error| {
            AppError::new(ErrorCode::Io).with("file", path.display()).with("detail", error).logged(error)
        };
        let mut writer =
            csv::WriterBuilder::new().flexible(true).from_path(path).map_err(|error| unwritable(&error))?;
        let mut header = import.plan.headers.clone();
        header.extend([text.say("import.failures.row", &[]), text.say("import.failures.reason", &[])]);
        writer.write_record(&header).map_err(|error| unwritable(&error))?;
        let mut rows = Vec::new();
        workspace.store.read(|db| {
            import.rows(db, &[RowOutcome::Failed, RowOutcome::Review], |row| {
                rows.push(row);
                Ok(())
            })
        })?;
        let width = import.plan.headers.len();
        for row in &rows {
            let (reason, args) = reason_of(row);
            let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let mut cells = cells_of(row);
            cells.resize(width.max(cells.len()), String::new());
            cells.insert(width, row.n.to_string());
            cells.insert(width + 1, text.say(&format!("import.reasons.{reason}"), &args));
            writer.write_record(&cells).map_err(|error| unwritable(&error))?;
        }
        writer.flush().map_err(|error| unwritable(&error))?;
        Ok(u32::try_from(rows.len()).unwrap_or(u32::MAX))
    }
}

/// An import for people.
pub(crate) fn import_view(workspace: &Workspace, import: &Import) -> Result<ImportView, AppError> {
    let change = workspace.store.read(|db| history::find(db, import.change_seq))?;
    let runs = workspace.import.lock().is_some();
    Ok(ImportView {
        id: import.id.to_string(),
        kind: if import.plan.kind == ImportKind::Sample { "sample" } else { "file" }.to_owned(),
        file_name: import.plan.file_name.clone(),
        label: import.label(),
        status: match import.status {
            ImportStatus::Loading if runs => ImportState::Running,
            ImportStatus::Loading => ImportState::Interrupted,
            ImportStatus::Done => ImportState::Done,
            ImportStatus::Cancelled => ImportState::Stopped,
            ImportStatus::Undone => ImportState::Undone,
        },
        on_match: import.plan.on_match,
        counts: import.counts,
        rows: import.counts.rows(),
        started_at: import.started_at,
        seconds: import.millis as f64 / 1000.0,
        change: change.map(|change| change.id.to_string()).unwrap_or_default(),
    })
}

fn link(record: &Record) -> RecordLink {
    RecordLink {
        id: record.id.to_string(),
        title: record.title(),
        subtitle: record.get("job_title").unwrap_or_default().to_owned(),
    }
}

fn reason_of(row: &ImportRow) -> (String, BTreeMap<String, String>) {
    let json = stored_reason(row);
    (json["code"].as_str().unwrap_or_default().to_owned(), arguments(&json))
}

fn stored_reason(row: &ImportRow) -> Value {
    row.reason.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
}

/// The prospects between which the row could not be decided.
fn candidates_of(row: &ImportRow) -> Vec<i64> {
    stored_reason(row)["prospects"].as_array().into_iter().flatten().filter_map(Value::as_i64).collect()
}

/// The arguments of a reason.
pub(crate) fn arguments(reason: &Value) -> BTreeMap<String, String> {
    texts(&reason["args"])
}

fn cells_of(row: &ImportRow) -> Vec<String> {
    row.raw.as_deref().and_then(|raw| serde_json::from_str(raw).ok()).unwrap_or_default()
}
