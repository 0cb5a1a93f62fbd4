//! The whole workspace as sorted lines of JSON, free of chance: two workspaces with the same
//! content give the same lines. Random identities and times of writing are left out; records refer
//! to each other by content. What an undo does not take back, such as the mapping of a file that is
//! remembered, is left out too, so that undo gives the lines of before.

mod order;

use std::{collections::HashMap, ops::ControlFlow};

use rusqlite::Connection;
use sales_core::fields::Entity;
use serde_json::{Map, Value, json};

use crate::{
    custom_fields,
    descriptions::{self, DescriptionKind},
    duplicates,
    error::StoreError,
    imports::{Import, ImportRow, ImportStatus},
    name_readings::{self, NameParts},
    outcomes, overrides,
    record::Record,
    saved_views, signals, sources, tags,
};
use order::{BATCH, Lines, each_in_order};

/// Of the settings, one that chance made, and those that keep books of the match keys and scores.
const LEFT_OUT: &str = "'key_seed', 'keys_version', 'keys_renewed', 'scored_at'";

/// Gives all lines to `take`, sorted, until it has enough. Memory does not grow with their length, and
/// by some 60 bytes with each of them.
///
/// # Errors
/// When the workspace cannot be read.
pub fn canonical(db: &Connection, take: &mut dyn FnMut(&str) -> ControlFlow<()>) -> Result<(), StoreError> {
    let imports = Import::all(db)?;
    let content = Content { db, others: others(db, &imports)?, imports };
    each_in_order(&content, take)
}

/// A line, by what it is about.
#[derive(Debug, Clone, Copy)]
enum Item {
    Record(Entity, i64),
    /// A row of a file: the place of its import, and its number.
    ImportRow(usize, u64),
    Other(usize),
}

struct Content<'c> {
    db: &'c Connection,
    imports: Vec<Import>,
    /// The lines of which there are few.
    others: Vec<String>,
}

impl Lines for Content<'_> {
    type Item = Item;

    fn each(&self, visit: &mut dyn FnMut(Item, &str)) -> Result<(), StoreError> {
        for (place, line) in self.others.iter().enumerate() {
            visit(Item::Other(place), line);
        }
        for entity in [Entity::Company, Entity::Prospect] {
            let mut batch = Vec::with_capacity(BATCH);
            Record::each(self.db, entity, |record| {
                batch.push(record);
                if batch.len() == BATCH { self.visit_records(entity, &mut batch, visit) } else { Ok(()) }
            })?;
            self.visit_records(entity, &mut batch, visit)?;
        }
        for (place, import) in self.imports.iter().enumerate().filter(|(_, import)| is_in_force(import)) {
            import.rows(self.db, &[], |row| {
                visit(Item::ImportRow(place, row.n), &row_line(import, &row));
                Ok(())
            })?;
        }
        Ok(())
    }

    fn of(&self, items: &[Item]) -> Result<Vec<(Item, String)>, StoreError> {
        let mut lines = Vec::with_capacity(items.len());
        for entity in [Entity::Company, Entity::Prospect] {
            let rows: Vec<i64> = items
                .iter()
                .filter_map(|item| match item {
                    Item::Record(of, row) if *of == entity => Some(*row),
                    _ => None,
                })
                .collect();
            let records = Record::at_rows(self.db, entity, &rows)?;
            let of_kind = records.iter().map(|record| Item::Record(entity, record.row));
            lines.extend(of_kind.zip(self.record_lines(entity, &records)?));
        }
        for item in items {
            match *item {
                Item::Record(..) => {}
                Item::ImportRow(place, n) => {
                    let import = &self.imports[place];
                    lines.extend(import.row_at(self.db, n)?.map(|row| (*item, row_line(import, &row))));
                }
                Item::Other(place) => lines.push((*item, self.others[place].clone())),
            }
        }
        Ok(lines)
    }
}

impl Content<'_> {
    fn visit_records(
        &self,
        entity: Entity,
        batch: &mut Vec<Record>,
        visit: &mut dyn FnMut(Item, &str),
    ) -> Result<(), StoreError> {
        for (record, line) in batch.iter().zip(self.record_lines(entity, batch)?) {
            visit(Item::Record(entity, record.row), &line);
        }
        batch.clear();
        Ok(())
    }

    /// A line for each of some records of a kind, in their order.
    fn record_lines(&self, entity: Entity, records: &[Record]) -> Result<Vec<String>, StoreError> {
        let mut contents = self.contents(entity, records)?;
        if entity == Entity::Prospect {
            let rows: Vec<i64> = records.iter().filter_map(|record| record.company_row).collect();
            let companies = Record::at_rows(self.db, Entity::Company, &rows)?;
            let of_companies = self.contents(Entity::Company, &companies)?;
            let by_row: HashMap<i64, Map<String, Value>> =
                companies.iter().map(|company| company.row).zip(of_companies).collect();
            for (record, content) in records.iter().zip(&mut contents) {
                if let Some(company) = record.company_row.and_then(|row| by_row.get(&row)) {
                    content.insert("company".to_owned(), Value::Object(company.clone()));
                }
            }
        }
        let kind = entity.as_str();
        Ok(contents.into_iter().map(|content| line(kind, content)).collect())
    }

    fn contents(&self, entity: Entity, records: &[Record]) -> Result<Vec<Map<String, Value>>, StoreError> {
        let rows: Vec<i64> = records.iter().map(|record| record.row).collect();
        let mut tagged: HashMap<i64, Vec<String>> = HashMap::new();
        for (row, tag) in tags::of_rows(self.db, entity, &rows)? {
            tagged.entry(row).or_default().push(tag);
        }
        let mut found = signals::canonical(self.db, entity, &rows)?;
        if entity == Entity::Prospect {
            found.extend(outcomes::canonical(self.db, &rows)?);
            found.extend(overrides::canonical(self.db, &rows)?);
        }
        let mut known: HashMap<i64, Vec<Value>> = HashMap::new();
        for (row, json) in found {
            known.entry(row).or_default().push(serde_json::from_str(&json).unwrap_or_default());
        }
        let mut written = self.written_later(entity, &rows)?;
        let contents = records.iter().map(|record| {
            let mut object = Map::new();
            for (field, value) in &record.values {
                object.insert(field.clone(), value.as_str().into());
            }
            if let Some(tags) = tagged.remove(&record.row) {
                object.insert("tags".to_owned(), tags.into());
            }
            if let Some(known) = known.remove(&record.row) {
                object.insert("signals".to_owned(), known.into());
            }
            if record.archived_at.is_some() {
                object.insert("archived".to_owned(), true.into());
            }
            object.insert("source".to_owned(), self.source(record.created_seq, record.created_row));
            if let Some(fields) = written.remove(&record.row) {
                object.insert("sources".to_owned(), fields.into());
            }
            object
        });
        Ok(contents.collect())
    }

    /// Where those values of some records come from that do not come from where the record does.
    fn written_later(&self, entity: Entity, rows: &[i64]) -> Result<HashMap<i64, Map<String, Value>>, StoreError> {
        let mut of_rows: HashMap<i64, Map<String, Value>> = HashMap::new();
        sources::each_filled(self.db, entity, rows, |row, seq, field, file_row| {
            of_rows.entry(row).or_default().insert(field, self.source(seq, Some(file_row)));
        })?;
        sources::each_changed(self.db, entity, rows, |row, seq, field, file_row| {
            of_rows.entry(row).or_default().insert(field, self.source(seq, file_row));
        })?;
        Ok(of_rows)
    }

    /// A change as a source: a file and its row, else a person.
    fn source(&self, seq: i64, file_row: Option<u32>) -> Value {
        match self.imports.iter().find(|import| import.wrote(seq)) {
            Some(import) => json!({"file": import.plan.file_name, "row": file_row}),
            None => "by_hand".into(),
        }
    }
}

fn others(db: &Connection, imports: &[Import]) -> Result<Vec<String>, StoreError> {
    let mut lines = Vec::new();
    for field in custom_fields::all(db)? {
        lines.push(json!({"kind": "custom_field", "entity": field.entity.as_str(), "field": field.field.as_str(), "label": field.label}).to_string());
    }
    for tag in tags::all(db)? {
        lines.push(json!({"kind": "tag", "name": tag.name}).to_string());
    }
    for (found, NameParts { title, first, middle, last, suffix }) in name_readings::all(db)? {
        lines.push(json!({"kind": "name_reading", "found": found, "title": title, "first": first, "middle": middle, "last": last, "suffix": suffix}).to_string());
    }
    for view in saved_views::all(db)? {
        lines.push(json!({"kind": "saved_view", "entity": view.entity.as_str(), "name": view.name, "query": view.query, "columns": view.columns}).to_string());
    }
    for kind in [DescriptionKind::Offer, DescriptionKind::Icp] {
        for described in descriptions::all(db, kind)? {
            let body: Value = serde_json::from_str(&described.body).unwrap_or_default();
            lines.push(json!({"kind": kind.as_str(), "name": described.name, "body": body}).to_string());
        }
    }
    lines.extend(duplicates::each_rejected(db)?.iter().map(rejected_line));
    let sql = format!("SELECT key, value FROM settings WHERE key NOT IN ({LEFT_OUT})");
    let mut settings = db.prepare_cached(&sql)?;
    let mut found = settings.query([])?;
    while let Some(setting) = found.next()? {
        let (name, value): (String, String) = (setting.get(0)?, setting.get(1)?);
        lines.push(json!({"kind": "setting", "name": name, "value": value}).to_string());
    }
    let mut users = db.prepare_cached("SELECT name, email, locale FROM users")?;
    let mut found = users.query([])?;
    while let Some(user) = found.next()? {
        let (name, email, locale): (String, Option<String>, String) = (user.get(0)?, user.get(1)?, user.get(2)?);
        lines.push(json!({"kind": "user", "name": name, "email": email, "locale": locale}).to_string());
    }
    lines.extend(imports.iter().filter(|import| is_in_force(import)).map(import_line));
    Ok(lines)
}

fn is_in_force(import: &Import) -> bool {
    import.status != ImportStatus::Undone
}

fn line(kind: &str, content: Map<String, Value>) -> String {
    let mut object = Map::new();
    object.insert("kind".to_owned(), kind.into());
    object.extend(content);
    Value::Object(object).to_string()
}

/// Two records that are not the same, whichever was made first.
fn rejected_line(pair: &[Record; 2]) -> String {
    let mut records = pair.each_ref().map(|record| json!(record.values).to_string());
    records.sort_unstable();
    json!({"kind": "not_same", "entity": pair[0].entity.as_str(), "records": records}).to_string()
}

fn row_line(import: &Import, row: &ImportRow) -> String {
    json!({"kind": "import_row", "file": import.plan.file_name, "row": row.n, "outcome": row.outcome.as_str(), "reason": row.reason, "raw": row.raw}).to_string()
}

fn import_line(import: &Import) -> String {
    let status = match import.status {
        ImportStatus::Loading => "loading",
        ImportStatus::Done => "done",
        ImportStatus::Cancelled => "cancelled",
        ImportStatus::Undone => "undone",
    };
    json!({
        "kind": "import", "file": import.plan.file_name, "status": status, "counts": import.outcomes(),
        "mapping": import.plan.mapping, "on_match": import.plan.on_match,
        "issues": import.issues.as_deref().and_then(|json| serde_json::from_str::<Value>(json).ok()),
    })
    .to_string()
}
