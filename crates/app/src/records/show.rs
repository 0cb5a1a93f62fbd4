//! Showing a record.

use std::collections::HashMap;

use sales_core::{
    fields::{Entity, FIELDS, FieldId},
    time::UtcMillis,
};
use sales_ingest::normal::country::Country;
use sales_store::{
    Db,
    error::StoreError,
    history,
    imports::ImportKind,
    merges::{self as stored, Absorbed},
    record::Record,
    sources::{self, Source},
    tags,
};

use super::{
    CellView, MergedInto, MergedRecord, RecordChange, RecordKey, RecordLink, RecordView, SourceKind, SourceView,
    ValueView,
    clean::{self, Readings},
};
use crate::{
    app::App,
    duplicates::kept_until,
    error::{AppError, ErrorCode},
    history::{AuthorView, UndoneView, texts},
    lists::{count, living_row_of},
    workspace::Workspace,
};

const HISTORY: u32 = 100;
const PROSPECTS: usize = 50;

impl App {
    /// A record with everything known about it.
    pub fn record_show(&self, key: &RecordKey) -> Result<RecordView, AppError> {
        let workspace = self.workspace()?;
        let row = living_row_of(&workspace, key.entity, &key.id)?;
        let missing = || AppError::new(ErrorCode::RecordMissing).with("id", &key.id);
        let shown = workspace.store.read(|db| {
            let record = Record::at_row(db, key.entity, row)?;
            record.map(|record| view(db, &workspace, &record)).transpose()
        });
        shown?.ok_or_else(missing)
    }
}

fn view(db: &Db, workspace: &Workspace, record: &Record) -> Result<RecordView, StoreError> {
    let (own, of_fields) = sources::of_record(db, record)?;
    let tags = tags::of_rows(db, record.entity, &[record.row])?;
    let (prospects, prospects_total) = match record.entity {
        Entity::Company => prospects_of(db, record)?,
        Entity::Prospect => (Vec::new(), 0),
    };
    let company = match record.company_row {
        Some(row) => Record::at_row(db, Entity::Company, row)?,
        None => None,
    };
    let source = source_view(&own, record);
    let name = Readings::of(db, [record])?.name(record);
    Ok(RecordView {
        entity: record.entity,
        id: record.id.to_string(),
        title: clean::title(record, name.as_ref()),
        name,
        values: values(record, &source, &of_fields, clean::region(workspace, record)),
        tags: tags.into_iter().map(|(_, name)| name).collect(),
        company: company.as_ref().map(RecordLink::company),
        prospects,
        prospects_total,
        history: changes(db, workspace, record)?,
        merges: merges(db, record, workspace.store.now())?,
        source,
        updated_at: record.updated_at,
        archived_at: record.archived_at,
    })
}

fn prospects_of(db: &Db, company: &Record) -> Result<(Vec<RecordLink>, u32), StoreError> {
    let rows = Record::prospects_of(db, company.row)?;
    let newest: Vec<i64> = rows.iter().rev().take(PROSPECTS).copied().collect();
    let records = Record::at_rows(db, Entity::Prospect, &newest)?;
    let readings = Readings::of(db, &records)?;
    let links = records.iter().rev().map(|record| RecordLink::with_job(record).read(record, &readings));
    Ok((links.collect(), count(rows.len())))
}

/// The values in the order of forms, custom ones last.
fn values(
    record: &Record,
    source: &SourceView,
    of_fields: &HashMap<String, Source>,
    region: Option<Country>,
) -> Vec<ValueView> {
    let place = |field: &str| FIELDS.iter().position(|def| def.id == field).unwrap_or(FIELDS.len());
    let mut values: Vec<ValueView> = record
        .values
        .iter()
        .filter_map(|(field, value)| {
            let source = of_fields.get(field).map_or_else(|| source.clone(), |source| source_view(source, record));
            let field: FieldId = field.parse().ok()?;
            Some(ValueView { clean: clean::value(&field, value, region), value: value.clone(), field, source })
        })
        .collect();
    values.sort_by_key(|value| place(value.field.as_str()));
    values
}

/// A source as it is told.
pub(crate) fn source_view(source: &Source, record: &Record) -> SourceView {
    let import = source.import.as_ref();
    SourceView {
        kind: match import.map(|import| import.plan.kind) {
            None => SourceKind::User,
            Some(ImportKind::File) => SourceKind::Import,
            Some(ImportKind::Sample) => SourceKind::Sample,
        },
        at: source.change.as_ref().map_or(record.created_at, |change| change.at),
        file: import.map(|import| import.plan.file_name.clone()),
        row: source.file_row,
        import_id: import.map(|import| import.id.to_string()),
    }
}

fn merges(db: &Db, record: &Record, now: UtcMillis) -> Result<Vec<MergedInto>, StoreError> {
    let told = |merge: &Absorbed| -> Result<Option<MergedInto>, StoreError> {
        let Some(change) = history::find(db, merge.change_seq)? else { return Ok(None) };
        let records = merge.records.iter().map(|gone| {
            Ok(MergedRecord { title: gone.title(), source: source_view(&sources::of_birth(db, gone)?, gone) })
        });
        let until = kept_until(merge.unasked, change.at);
        Ok(Some(MergedInto {
            until,
            expired: until.is_some_and(|until| until < now),
            merge: change.id.to_string(),
            at: change.at,
            automatic: merge.automatic,
            probability: merge.probability,
            records: records.collect::<Result<_, StoreError>>()?,
        }))
    };
    let merges = stored::absorbed_by(db, record.entity, record.row)?;
    merges.iter().filter_map(|merge| told(merge).transpose()).collect()
}

fn changes(db: &Db, workspace: &Workspace, record: &Record) -> Result<Vec<RecordChange>, StoreError> {
    let changes = history::of_record(db, record.entity, record.row, HISTORY)?;
    let made = history::find(db, record.created_seq)?;
    let companies = companies_of(db, record.entity, &changes)?;
    let named = |cell: Option<&String>| -> Option<String> {
        let cell = cell?;
        Some(cell.parse().ok().and_then(|row: i64| companies.get(&row)).unwrap_or(cell).clone())
    };
    let told = |change: &history::Change, cells: Vec<CellView>| RecordChange {
        change: change.id.to_string(),
        at: change.at,
        author: AuthorView::of(change, &workspace.store),
        label: change.label.clone(),
        args: texts(&change.args),
        cells,
        undone: UndoneView::of(change, &workspace.store),
    };
    let mut all: Vec<RecordChange> = changes
        .iter()
        .map(|(change, cells)| {
            let cells = cells.iter().map(|cell| {
                let (old, new) = if is_reference(record.entity, cell) {
                    (named(cell.old.as_ref()), named(cell.new.as_ref()))
                } else {
                    (cell.old.clone(), cell.new.clone())
                };
                CellView { field: cell.field.strip_prefix("extra.").unwrap_or(&cell.field).to_owned(), old, new }
            });
            told(change, cells.collect())
        })
        .collect();
    if let Some(made) = made.filter(|made| changes.iter().all(|(change, _)| change.seq != made.seq)) {
        all.push(told(&made, Vec::new()));
    }
    Ok(all)
}

/// A prospect refers to its company by row number.
fn is_reference(entity: Entity, cell: &history::CellChange) -> bool {
    entity == Entity::Prospect && cell.field == "company"
}

/// The names of the companies that changes of a prospect refer to. One that is gone is named by nothing.
fn companies_of(
    db: &Db,
    entity: Entity,
    changes: &[(history::Change, Vec<history::CellChange>)],
) -> Result<HashMap<i64, String>, StoreError> {
    let cells = changes.iter().flat_map(|(_, cells)| cells).filter(|cell| is_reference(entity, cell));
    let mut rows: Vec<i64> =
        cells.flat_map(|cell| [&cell.old, &cell.new]).flatten().filter_map(|row| row.parse().ok()).collect();
    rows.sort_unstable();
    rows.dedup();
    let companies = Record::at_rows(db, Entity::Company, &rows)?;
    let mut names: HashMap<i64, String> = rows.into_iter().map(|row| (row, String::new())).collect();
    names.extend(companies.iter().map(|company| (company.row, company.title())));
    Ok(names)
}
