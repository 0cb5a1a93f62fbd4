//! Lists: a question is answered once, by an ordered snapshot; windows of it are then looked up.

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use sales_core::{
    fields::{Entity, FieldId, PROSPECTS_OF_COMPANY},
    list::ListQuery,
};
use sales_store::{
    imports::{Import, ImportKind},
    merges,
    record::Record,
    shown, tags,
};
use serde::{Deserialize, Serialize};
use specta::Type;
use uuid::Uuid;

use crate::{
    app::App,
    error::{AppError, ErrorCode},
    records::clean::{self, Readings},
    workspace::Workspace,
};

/// Asks a list a question.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct OpenList {
    /// Which records.
    pub entity: Entity,
    /// What to show and in which order.
    pub query: ListQuery,
    /// The first rows to give with the answer.
    #[serde(default)]
    pub first: Option<AskFirst>,
}

/// Asks for the first rows of a list together with its answer.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct AskFirst {
    /// How many rows at most; 500 are the limit.
    pub limit: u32,
    /// The fields to show, in order.
    pub fields: Vec<FieldId>,
}

/// The answer of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct ListView {
    /// The number under which windows are asked for.
    pub snapshot: u32,
    /// Records that the question is about.
    pub total: u32,
    /// All records of this scope.
    pub of: u32,
    /// The first rows, if they were asked for.
    pub first: Option<FirstRows>,
}

/// The first rows of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct FirstRows {
    /// The fields of the cells, in order.
    pub fields: Vec<FieldId>,
    /// The rows.
    pub rows: Vec<ListRow>,
}

/// Asks for some rows of a list.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct ListWindow {
    /// The number of the answer.
    pub snapshot: u32,
    /// The first row, 0-based.
    pub offset: u32,
    /// How many rows at most; 500 are the limit.
    pub limit: u32,
    /// The fields to show, in order.
    pub fields: Vec<FieldId>,
}

/// Some rows of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct ListRows {
    /// The workspace has changed since the list was opened: another answer may differ.
    pub stale: bool,
    /// The rows.
    pub rows: Vec<ListRow>,
}

/// One row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct ListRow {
    /// The record.
    pub id: String,
    /// What to call it.
    pub title: String,
    /// A prospect's company.
    pub company_id: Option<String>,
    /// One value per field that was asked for, as found; empty when there is none.
    pub cells: Vec<String>,
    /// The values that are usually written otherwise, by field.
    pub clean: BTreeMap<FieldId, String>,
    /// The names of its tags.
    pub tags: Vec<String>,
    /// Whether it was put away.
    pub archived: bool,
    /// Whether it belongs to the sample data.
    pub sample: bool,
}

/// Asks which values a field has, for the menus of filters.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct ListValues {
    /// Which records.
    pub entity: Entity,
    /// The field.
    pub field: FieldId,
    /// The beginning of the values, without case and accents.
    pub prefix: String,
    /// How many at most.
    pub limit: u32,
}

/// A value and how many records have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct ValueCount {
    /// The value.
    pub value: String,
    /// Records.
    pub count: u32,
}

/// Asks where a record stands in a list.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct LocateRecord {
    /// The number of the answer.
    pub snapshot: u32,
    /// The record.
    pub id: String,
}

/// Some records of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Selection {
    /// These.
    Ids {
        /// Their identities.
        ids: Vec<String>,
    },
    /// All that a question is about, but for some.
    Matching {
        /// The question.
        query: ListQuery,
        /// The identities of those left out.
        except: Vec<String>,
    },
}

/// Answers that windows are asked of, the newest few.
#[derive(Debug, Default)]
pub(crate) struct Snapshots {
    next: u32,
    kept: VecDeque<(u32, Arc<Answer>)>,
}

/// The rows that a question is about, in order.
#[derive(Debug)]
struct Answer {
    entity: Entity,
    rows: Box<[u32]>,
    stale: AtomicBool,
}

const KEPT: usize = 8;
const LARGEST_WINDOW: usize = 500;

impl Snapshots {
    fn keep(&mut self, answer: Answer) -> u32 {
        self.next = self.next.wrapping_add(1);
        if self.kept.len() == KEPT {
            self.kept.pop_front();
        }
        self.kept.push_back((self.next, Arc::new(answer)));
        self.next
    }

    fn find(&self, number: u32) -> Result<Arc<Answer>, AppError> {
        let found = self.kept.iter().find(|(kept, _)| *kept == number);
        found.map(|(_, answer)| Arc::clone(answer)).ok_or_else(|| AppError::new(ErrorCode::ListGone))
    }

    /// After a write, answers may differ.
    pub fn outdate(&self) {
        for (_, answer) in &self.kept {
            answer.stale.store(true, Ordering::Relaxed);
        }
    }
}

impl Answer {
    fn window(
        &self,
        workspace: &Workspace,
        offset: u32,
        limit: u32,
        fields: &[FieldId],
    ) -> Result<Vec<ListRow>, AppError> {
        let from = (offset as usize).min(self.rows.len());
        let to = from.saturating_add((limit as usize).min(LARGEST_WINDOW)).min(self.rows.len());
        read_rows(workspace, self.entity, &self.rows[from..to], fields)
    }
}

impl App {
    /// Answers a question to a list.
    pub fn list_open(&self, input: &OpenList) -> Result<ListView, AppError> {
        let workspace = self.workspace()?;
        let rows = workspace.store.query_list(input.entity, &input.query)?;
        let total = count(rows.len());
        let of = if is_whole(&input.query) {
            total
        } else {
            let all = ListQuery { scope: input.query.scope, ..ListQuery::default() };
            count(workspace.store.query_list(input.entity, &all)?.len())
        };
        let answer = Answer { entity: input.entity, rows, stale: AtomicBool::new(false) };
        let first = input.first.as_ref().map(|ask| {
            let rows = answer.window(&workspace, 0, ask.limit, &ask.fields)?;
            Ok::<_, AppError>(FirstRows { fields: ask.fields.clone(), rows })
        });
        let snapshot = workspace.snapshots.lock().keep(answer);
        Ok(ListView { snapshot, total, of, first: first.transpose()? })
    }

    /// Some rows of an answer.
    pub fn list_window(&self, input: &ListWindow) -> Result<ListRows, AppError> {
        let workspace = self.workspace()?;
        let answer = workspace.snapshots.lock().find(input.snapshot)?;
        let rows = answer.window(&workspace, input.offset, input.limit, &input.fields)?;
        Ok(ListRows { stale: answer.stale.load(Ordering::Relaxed), rows })
    }

    /// The values of a field, most frequent first.
    pub fn list_values(&self, input: &ListValues) -> Result<Vec<ValueCount>, AppError> {
        let workspace = self.workspace()?;
        let limit = (input.limit as usize).min(LARGEST_WINDOW);
        let found = workspace.store.list_values(input.entity, &input.field, &input.prefix, limit)?;
        let rows: Vec<i64> = found.iter().map(|value| i64::from(value.example)).collect();
        let (examples, imports) =
            workspace.store.read(|db| Ok((Record::at_rows(db, input.entity, &rows)?, Import::all(db)?)))?;
        let written_in = |record: &Record| match input.field.as_str() {
            "import" => imports.iter().find(|import| import.wrote(record.created_seq)).map(Import::label),
            field => record.get(field).map(str::to_owned),
        };
        let mut written: HashMap<i64, String> =
            examples.iter().filter_map(|record| Some((record.row, written_in(record)?))).collect();
        Ok(found
            .into_iter()
            .map(|value| ValueCount {
                value: written.remove(&i64::from(value.example)).unwrap_or(value.folded),
                count: count(value.rows),
            })
            .collect())
    }

    /// Where a record stands in an answer.
    pub fn list_locate(&self, input: &LocateRecord) -> Result<Option<u32>, AppError> {
        let workspace = self.workspace()?;
        let answer = workspace.snapshots.lock().find(input.snapshot)?;
        let row = row_of(&workspace, answer.entity, &input.id)?;
        Ok(answer.rows.iter().position(|&other| i64::from(other) == row).map(count))
    }
}

fn is_whole(query: &ListQuery) -> bool {
    *query == ListQuery { scope: query.scope, sort: query.sort.clone(), ..ListQuery::default() }
}

pub(crate) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The row number of a record.
pub(crate) fn row_of(workspace: &Workspace, entity: Entity, id: &str) -> Result<i64, AppError> {
    let missing = || AppError::new(ErrorCode::RecordMissing).with("id", id);
    let uuid: Uuid = id.parse().map_err(|_| missing())?;
    workspace.store.read(|db| Record::row_of(db, entity, uuid))?.ok_or_else(missing)
}

/// The row number of a record, or of the one that it lives on in since it was merged.
pub(crate) fn living_row_of(workspace: &Workspace, entity: Entity, id: &str) -> Result<i64, AppError> {
    row_of(workspace, entity, id).or_else(|missing| {
        let Ok(uuid) = id.parse::<Uuid>() else { return Err(missing) };
        workspace.store.read(|db| merges::heir_of(db, entity, uuid))?.ok_or(missing)
    })
}

/// The row numbers of a selection, in the order of its question.
pub(crate) fn rows_of(workspace: &Workspace, entity: Entity, selection: &Selection) -> Result<Vec<i64>, AppError> {
    match selection {
        Selection::Ids { ids } => ids.iter().map(|id| row_of(workspace, entity, id)).collect(),
        Selection::Matching { query, except } => {
            let except: std::collections::HashSet<i64> =
                except.iter().map(|id| row_of(workspace, entity, id)).collect::<Result<_, _>>()?;
            let rows = workspace.store.query_list(entity, query)?;
            Ok(rows.iter().map(|&row| i64::from(row)).filter(|row| !except.contains(row)).collect())
        }
    }
}

fn read_rows(
    workspace: &Workspace,
    entity: Entity,
    rows: &[u32],
    fields: &[FieldId],
) -> Result<Vec<ListRow>, AppError> {
    let rows: Vec<i64> = rows.iter().map(|&row| i64::from(row)).collect();
    let (records, tagged, imports) = workspace
        .store
        .read(|db| Ok((Record::at_rows(db, entity, &rows)?, tags::of_rows(db, entity, &rows)?, Import::all(db)?)))?;
    let records = with_related_values(workspace, records, fields)?;
    let records: HashMap<i64, Record> = records.into_iter().map(|record| (record.row, record)).collect();
    let mut tags: HashMap<i64, Vec<String>> = HashMap::new();
    for (row, name) in tagged {
        tags.entry(row).or_default().push(name);
    }
    let readings = workspace.store.read(|db| Readings::of(db, records.values()))?;
    let import_of = |record: &Record| imports.iter().find(|import| import.wrote(record.created_seq));
    Ok(rows
        .iter()
        .filter_map(|row| {
            let record = records.get(row)?;
            let import = import_of(record);
            let tags = tags.remove(row).unwrap_or_default();
            let name = readings.name(record);
            Some(ListRow {
                id: record.id.to_string(),
                title: clean::title(record, name.as_ref()),
                company_id: record.company_id.map(|id| id.to_string()),
                cells: fields.iter().map(|field| cell(record, field, import, &tags)).collect(),
                clean: clean::values(record, name.as_ref(), fields, clean::region(workspace, record)),
                tags,
                archived: record.archived_at.is_some(),
                sample: import.is_some_and(|import| import.plan.kind == ImportKind::Sample),
            })
        })
        .collect())
}

/// Gives prospects the values of their companies, and companies the number of their prospects, as far
/// as they were asked for.
pub(crate) fn with_related_values(
    workspace: &Workspace,
    mut records: Vec<Record>,
    fields: &[FieldId],
) -> Result<Vec<Record>, AppError> {
    if fields.iter().any(|field| field.as_str() == PROSPECTS_OF_COMPANY) {
        count_prospects(workspace, &mut records)?;
    }
    add_shown(workspace, &mut records, fields)?;
    let of_company =
        |field: &&FieldId| field.def().is_some_and(|def| def.entity == Entity::Company && def.id != "company");
    let fields: Vec<&FieldId> = fields.iter().filter(of_company).collect();
    if fields.is_empty() {
        return Ok(records);
    }
    let mut rows: Vec<i64> = records.iter().filter_map(|record| record.company_row).collect();
    rows.sort_unstable();
    rows.dedup();
    let companies = workspace.store.read(|db| Record::at_rows(db, Entity::Company, &rows))?;
    let companies: HashMap<i64, &Record> = companies.iter().map(|company| (company.row, company)).collect();
    for record in records.iter_mut().filter(|record| record.entity == Entity::Prospect) {
        let Some(company) = record.company_row.and_then(|row| companies.get(&row)) else { continue };
        for field in &fields {
            if let Some(value) = company.get(field.as_str()) {
                record.values.insert(field.to_string(), value.to_owned());
            }
        }
    }
    Ok(records)
}

/// Gives prospects what lists show of them besides their records.
fn add_shown(workspace: &Workspace, records: &mut [Record], fields: &[FieldId]) -> Result<(), AppError> {
    let beside: Vec<&FieldId> = fields.iter().filter(|field| shown::is_beside_records(field)).collect();
    if beside.is_empty() {
        return Ok(());
    }
    let people = || records.iter().enumerate().filter(|(_, record)| record.entity == Entity::Prospect);
    let places: HashMap<i64, usize> = people().map(|(place, record)| (record.row, place)).collect();
    let rows: Vec<i64> = people().map(|(_, record)| record.row).collect();
    Ok(workspace.store.read(|db| {
        beside.iter().try_for_each(|field| {
            shown::each(db, field, Some(&rows), |row, text| {
                records[places[&row]].values.insert(field.to_string(), text);
                Ok(())
            })
        })
    })?)
}

/// Gives companies the number of their prospects.
fn count_prospects(workspace: &Workspace, records: &mut [Record]) -> Result<(), AppError> {
    let companies = || records.iter().filter(|record| record.entity == Entity::Company).map(|record| record.row);
    let rows: Vec<i64> = companies().collect();
    let counts = workspace.store.read(|db| Record::prospects_of_companies(db, &rows))?;
    for company in records.iter_mut().filter(|record| record.entity == Entity::Company) {
        let count = counts.get(&company.row).copied().unwrap_or_default();
        company.values.insert(PROSPECTS_OF_COMPANY.to_owned(), count.to_string());
    }
    Ok(())
}

/// A cell of a list or an export.
pub(crate) fn cell(record: &Record, field: &FieldId, import: Option<&Import>, tags: &[String]) -> String {
    match field.as_str() {
        "name" => record.title(),
        "created_at" => record.created_at.to_rfc3339(),
        "updated_at" => record.updated_at.to_rfc3339(),
        "import" => import.map(Import::label).unwrap_or_default(),
        "tags" => tags.join("; "),
        id => record.get(id).unwrap_or_default().to_owned(),
    }
}
