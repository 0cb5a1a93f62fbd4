//! Reading the cells of records for a list.

use std::collections::HashMap;

use rusqlite::{Connection, Row as SqlRow, types::ValueRef};
use sales_core::{
    fields::{Entity, FieldId, PROSPECTS_OF_COMPANY},
    time::UtcMillis,
};

use crate::{
    error::StoreError,
    imports::label,
    lists::{Row, RowId},
    name_readings::{CorrectedNames, NAME_FIELDS, NameParts},
    record::person_title,
    records::is_column,
    shown,
    tables::Tracked,
};

const BATCH: usize = 2_000;

/// Reads the cells of some records, in ascending order of rows.
pub(super) fn each_batch(
    db: &Connection,
    entity: Entity,
    fields: &[FieldId],
    which: &str,
    mut visit: impl FnMut(&[Row<'_>]) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let cells: Vec<Cell> = fields.iter().map(|field| Cell::of(entity, field.as_str())).collect();
    let names = CorrectedNames::of(db, entity)?;
    let name_cells: Vec<Cell> = match names.is_empty() {
        true => Vec::new(),
        false => NAME_FIELDS.iter().map(|field| Cell::of(entity, field)).collect(),
    };
    let known =
        Known { imports: import_names(db)?, names, name_columns: 3 + cells.iter().map(Cell::columns).sum::<usize>() };
    let company = if entity == Entity::Prospect { "t.company" } else { "NULL" };
    let values: String = cells.iter().chain(&name_cells).map(|cell| format!(", {}", cell.sql(entity))).collect();
    let sql = format!(
        "SELECT t.rowid, t.archived_at IS NOT NULL, {company}{values} FROM {} AS t WHERE {which} ORDER BY t.rowid",
        Tracked::of(entity).name
    );
    let mut statement = db.prepare(&sql)?;
    let mut rows = statement.query([])?;
    let mut batch = Batch::default();
    while let Some(row) = rows.next()? {
        batch.push(row, &cells, &known)?;
        if batch.rows.len() == BATCH {
            batch.give(&mut visit)?;
        }
    }
    batch.give(&mut visit)
}

/// What cells are made of that does not stand in the row.
struct Known {
    /// What imports are called, by their changes.
    imports: HashMap<i64, String>,
    names: CorrectedNames,
    /// Where the parts of a name stand, after the cells, if any name was corrected.
    name_columns: usize,
}

impl Known {
    /// The name of a row, if somebody corrected it.
    fn name(&self, row: &SqlRow<'_>) -> Result<Option<&NameParts>, StoreError> {
        self.names.of_row(|place| Ok(row.get_ref(self.name_columns + place)?.as_str().unwrap_or_default()))
    }
}

/// How the cell of a list is made from the columns of the table.
#[derive(Debug, Clone)]
enum Cell {
    Column(String),
    Extra(String),
    Tags,
    Person,
    Import,
    ProspectsOfCompany,
    /// As SQL selects it.
    Beside(String),
}

impl Cell {
    fn of(entity: Entity, field: &str) -> Self {
        if let Some(select) = shown::select(field, "= t.rowid") {
            return Self::Beside(select);
        }
        match field {
            "name" if entity == Entity::Prospect => Self::Person,
            "name" => Self::Column("company".to_owned()),
            "tags" => Self::Tags,
            "import" => Self::Import,
            PROSPECTS_OF_COMPANY => Self::ProspectsOfCompany,
            "created_at" | "updated_at" => Self::Column(field.to_owned()),
            _ if is_column(Tracked::of(entity), field) => Self::Column(field.to_owned()),
            _ => Self::Extra(field.to_owned()),
        }
    }

    /// Columns that it is made of.
    const fn columns(&self) -> usize {
        if matches!(self, Self::Person) { 5 } else { 1 }
    }

    /// What a corrected name says in its place.
    fn of_name(&self, name: &NameParts) -> Option<String> {
        match self {
            Self::Person => Some(name.spoken()),
            Self::Column(field) | Self::Extra(field) if field == "full_name" => Some(name.spoken()),
            Self::Column(field) | Self::Extra(field) => name.get(field).map(str::to_owned),
            _ => None,
        }
    }

    fn sql(&self, entity: Entity) -> String {
        match self {
            Self::Column(column) => format!("t.\"{column}\""),
            Self::Extra(field) => format!("json_extract(t.extra, '$.\"{field}\"')"),
            Self::Tags => format!(
                "(SELECT group_concat(tags.name, char(10)) FROM taggings JOIN tags ON tags.rowid = taggings.tag
                  WHERE taggings.entity = '{}' AND taggings.row = t.rowid)",
                entity.as_str()
            ),
            Self::Person => "t.first_name, t.last_name, t.full_name, t.email, t.phone".to_owned(),
            Self::Beside(select) => format!("(SELECT value FROM ({select}))"),
            Self::Import => "t.created_seq".to_owned(),
            Self::ProspectsOfCompany => "(SELECT count(*) FROM prospects AS p
                WHERE p.company = t.rowid AND p.archived_at IS NULL)"
                .to_owned(),
        }
    }
}

/// Cells of some rows in one text.
#[derive(Debug, Default)]
struct Batch {
    text: String,
    rows: Vec<(RowId, bool, Option<RowId>)>,
    spans: Vec<Option<(usize, usize)>>,
}

impl Batch {
    fn push(&mut self, row: &SqlRow<'_>, cells: &[Cell], known: &Known) -> Result<(), StoreError> {
        self.rows.push((row.get(0)?, row.get(1)?, row.get(2)?));
        let name = known.name(row)?;
        let mut column = 3;
        for cell in cells {
            let start = self.text.len();
            let corrected = name.and_then(|name| cell.of_name(name));
            match (corrected, cell) {
                (Some(part), _) => self.text.push_str(&part),
                (None, Cell::Person) => {
                    let mut parts = [""; 5];
                    for (part, i) in parts.iter_mut().zip(column..) {
                        *part = row.get_ref(i)?.as_str().unwrap_or_default();
                    }
                    let [first, last, full, email, phone] = parts;
                    self.text.push_str(&person_title(first, last, full, email, phone));
                }
                (None, Cell::Import) => {
                    let seq: i64 = row.get(column)?;
                    self.text.push_str(known.imports.get(&seq).map_or("", String::as_str));
                }
                _ => match row.get_ref(column)? {
                    ValueRef::Text(text) => self.text.push_str(&String::from_utf8_lossy(text)),
                    ValueRef::Integer(number) => self.text.push_str(&number.to_string()),
                    _ => {}
                },
            }
            column += cell.columns();
            self.spans.push((self.text.len() > start).then_some((start, self.text.len())));
        }
        Ok(())
    }

    fn give(&mut self, visit: &mut impl FnMut(&[Row<'_>]) -> Result<(), StoreError>) -> Result<(), StoreError> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let width = self.spans.len() / self.rows.len();
        let cells: Vec<Option<&str>> =
            self.spans.iter().map(|span| span.map(|(start, end)| &self.text[start..end])).collect();
        let rows: Vec<Row<'_>> = self
            .rows
            .iter()
            .enumerate()
            .map(|(i, &(id, archived, related))| Row {
                id,
                archived,
                related,
                cells: &cells[i * width..(i + 1) * width],
            })
            .collect();
        visit(&rows)?;
        self.text.clear();
        self.rows.clear();
        self.spans.clear();
        Ok(())
    }
}

fn import_names(db: &Connection) -> Result<HashMap<i64, String>, StoreError> {
    let mut statement = db.prepare_cached(
        "SELECT change_seq, file_name, started_at FROM imports
         UNION SELECT d.change_seq, i.file_name, i.started_at FROM import_decisions AS d
               JOIN imports AS i ON i.rowid = d.import",
    )?;
    let names = statement.query_map([], |row| {
        let file_name: String = row.get(1)?;
        Ok((row.get(0)?, label(&file_name, UtcMillis(row.get(2)?))))
    })?;
    Ok(names.collect::<Result<_, _>>()?)
}
