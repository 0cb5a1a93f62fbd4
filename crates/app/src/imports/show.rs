//! Past imports: the list, and one of them with its rows.

use std::collections::BTreeMap;

use sales_core::{fields::Entity, import::RowOutcome};
use sales_store::{
    Db,
    error::StoreError,
    history,
    imports::{Import, ImportKind, ImportRow, ImportStatus, RowsWanted},
    merges,
    record::Record,
};
use serde::Deserialize as _;
use serde_json::Value;

use super::{
    ImportDetail, ImportState, ImportView, ImportedRow, MatchCandidate, MatchedBy, RowChoice, ValueIssue,
    inspect::called, run::find_import,
};
use crate::{
    app::App,
    error::AppError,
    history::texts,
    records::{FieldValue, RecordLink, clean::Readings},
    workspace::Workspace,
};

/// The argument of a reason that names an earlier row of the same file.
pub(super) const EARLIER_ROW: &str = "earlier_row";

/// Rows shown of an import.
const SHOWN: u32 = 500;

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
        let rows = workspace.store.read(|db| shown_rows(db, &import))?;
        let named: Vec<i64> = rows
            .iter()
            .flat_map(|row| row.target.into_iter().chain(candidates_of(row).into_iter().map(|found| found.row)))
            .collect();
        let (records, readings) = workspace.store.read(|db| {
            let records = living(db, &named)?;
            let readings = Readings::of(db, records.values())?;
            Ok((records, readings))
        })?;
        let changes = decided_in(&workspace, &import)?;
        let mapping: Vec<String> = serde_json::from_value(import.plan.mapping.clone()).unwrap_or_default();
        let rows = rows
            .into_iter()
            .map(|row| {
                let (reason, mut args) = reason_of(&row, &import.plan.headers);
                let prospect = row.target.and_then(|target| records.get(&target));
                let earlier = prospect.and_then(|prospect| earlier_row(&row, prospect, &import));
                args.extend(earlier.map(|earlier| (EARLIER_ROW.to_owned(), earlier.to_string())));
                ImportedRow {
                    row: row.n,
                    outcome: row.outcome,
                    reason,
                    args,
                    prospect: prospect.map(|prospect| RecordLink::with_job(prospect).read(prospect, &readings)),
                    candidates: candidate_views(&row, &records, &readings, &mapping),
                    decision: row.decided_in.and_then(|seq| changes.get(&seq).cloned()),
                    cells: cells_of(&row),
                }
            })
            .collect();
        let (view, issues) = (import_view(&workspace, &import)?, issues_of(&import));
        Ok(ImportDetail { import: view, headers: import.plan.headers, mapping, issues, rows })
    }
}

/// What is odd about the values of an import.
pub(super) fn issues_of(import: &Import) -> Vec<ValueIssue> {
    import.issues.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
}

/// The first rows of an import, and the first that wait for a decision.
fn shown_rows(db: &Db, import: &Import) -> Result<Vec<ImportRow>, StoreError> {
    let limit = Some(SHOWN);
    let mut rows = import.some_rows(db, RowsWanted { limit, ..RowsWanted::default() })?;
    let listed = rows.iter().filter(|row| row.outcome == RowOutcome::Review).count();
    let limit = SHOWN - u32::try_from(listed).unwrap_or(SHOWN);
    if let Some(last) = rows.last().filter(|_| limit > 0) {
        let waiting = RowsWanted { outcome: Some(RowOutcome::Review), after: last.n, limit: Some(limit) };
        rows.extend(import.some_rows(db, waiting)?);
    }
    Ok(rows)
}

/// Prospects by the rows under which an import knew them: of one that was merged, the one it lives on in.
fn living(db: &Db, rows: &[i64]) -> Result<BTreeMap<i64, Record>, StoreError> {
    let heirs = rows.iter().map(|&row| Ok((row, merges::heir(db, Entity::Prospect, row)?)));
    let heirs: BTreeMap<i64, i64> = heirs.collect::<Result<_, StoreError>>()?;
    let records = Record::at_rows(db, Entity::Prospect, &heirs.values().copied().collect::<Vec<_>>())?;
    let records: BTreeMap<i64, Record> = records.into_iter().map(|record| (record.row, record)).collect();
    Ok(heirs.into_iter().filter_map(|(row, heir)| Some((row, records.get(&heir)?.clone()))).collect())
}

/// The changes of the history with which people decided about rows, by their numbers.
fn decided_in(workspace: &Workspace, import: &Import) -> Result<BTreeMap<i64, String>, AppError> {
    let ids = import.decided_in.iter().map(|&seq| {
        let change = workspace.store.read(|db| history::id_of(db, seq))?;
        Ok(change.map(|change| (seq, change.to_string())))
    });
    Ok(ids.collect::<Result<Vec<_>, StoreError>>()?.into_iter().flatten().collect())
}

/// An import for people.
pub(crate) fn import_view(workspace: &Workspace, import: &Import) -> Result<ImportView, AppError> {
    let change = workspace.store.read(|db| history::id_of(db, import.change_seq))?;
    let runs = workspace.import.lock().is_some();
    Ok(ImportView {
        id: import.id.to_string(),
        kind: if import.plan.kind == ImportKind::Sample { "sample" } else { "file" }.to_owned(),
        file_name: import.plan.file_name.clone(),
        label: import.label(),
        status: match import.status {
            ImportStatus::Loading if runs => ImportState::Running,
            ImportStatus::Loading => ImportState::Interrupted,
            ImportStatus::Done if import.near_pending && runs => ImportState::Running,
            ImportStatus::Done if import.near_pending => ImportState::Interrupted,
            ImportStatus::Done => ImportState::Done,
            ImportStatus::Cancelled => ImportState::Stopped,
            ImportStatus::Undone => ImportState::Undone,
        },
        on_match: import.plan.on_match,
        on_near: import.plan.on_near,
        near: import.near,
        counts: import.outcomes(),
        rows: import.counts.rows(),
        odd_values: issues_of(import).iter().map(|issue| issue.rows).sum(),
        started_at: import.started_at,
        seconds: import.millis as f64 / 1000.0,
        change: change.map(|change| change.to_string()).unwrap_or_default(),
        cells_deleted: import.cells_deleted_at.is_some(),
    })
}

/// The row of the file that made the prospect which a later row of it joined.
fn earlier_row(row: &ImportRow, prospect: &Record, import: &Import) -> Option<u32> {
    let is_of_file = row.target == Some(prospect.row) && import.wrote(prospect.created_seq);
    prospect.created_row.filter(|&made_by| is_of_file && row.decided_in.is_none() && u64::from(made_by) < row.n)
}

/// Why a row came out as it did, for people: columns by their headers.
pub(super) fn reason_of(row: &ImportRow, headers: &[String]) -> (String, BTreeMap<String, String>) {
    let json = stored_reason(row);
    let mut args = arguments(&json);
    if let (Some(name), Some(column)) = (args.get_mut("column"), column_of(&json)) {
        *name = called(column, headers);
    }
    (json["code"].as_str().unwrap_or_default().to_owned(), args)
}

/// The column of a cell over the limit, of which the beginning is kept.
pub(super) fn cut_cell(row: &ImportRow) -> Option<u32> {
    let json = stored_reason(row);
    column_of(&json).filter(|_| json["code"] == "cell_too_large")
}

/// The column that a reason names, from 0.
fn column_of(reason: &Value) -> Option<u32> {
    u32::try_from(reason["args"]["column"].as_u64()?.checked_sub(1)?).ok()
}

fn stored_reason(row: &ImportRow) -> Value {
    row.reason.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
}

/// A prospect that a row leads to, and by what.
pub(crate) struct Led {
    pub row: i64,
    by: MatchedBy,
}

/// The prospects between which the row could not be decided, the surer one first.
pub(crate) fn candidates_of(row: &ImportRow) -> Vec<Led> {
    let reason = stored_reason(row);
    let rows = reason["prospects"].as_array().into_iter().flatten();
    let kinds = reason["by"].as_array().into_iter().flatten();
    rows.zip(kinds)
        .filter_map(|(row, by)| Some(Led { row: row.as_i64()?, by: MatchedBy::deserialize(by).ok()? }))
        .collect()
}

/// The same for people, with what the prospects have in the fields that the file brings; one when the two
/// have become one.
fn candidate_views(
    row: &ImportRow,
    records: &BTreeMap<i64, Record>,
    readings: &Readings,
    mapping: &[String],
) -> Vec<MatchCandidate> {
    let view = |(choice, led): (RowChoice, Led)| {
        let record = records.get(&led.row)?;
        let value = |field: &String| {
            let value = record.get(field)?.to_owned();
            Some(FieldValue { field: field.parse().ok()?, value })
        };
        let values = mapping.iter().filter_map(value).collect();
        let prospect = RecordLink::with_job(record).read(record, readings);
        Some(MatchCandidate { prospect, choice, by: led.by, values })
    };
    let choices = [RowChoice::First, RowChoice::Second].into_iter().zip(candidates_of(row));
    let mut views: Vec<MatchCandidate> = choices.filter_map(view).collect();
    views.dedup_by(|other, one| other.prospect.id == one.prospect.id);
    views
}

/// The arguments of a reason.
pub(crate) fn arguments(reason: &Value) -> BTreeMap<String, String> {
    texts(&reason["args"])
}

pub(crate) fn cells_of(row: &ImportRow) -> Vec<String> {
    row.raw.as_deref().and_then(|raw| serde_json::from_str(raw).ok()).unwrap_or_default()
}
