//! Reading what is compared: some fields of many records, in one pass.

use std::{
    collections::{BTreeMap, HashSet},
    ops::ControlFlow,
};

use rusqlite::{Connection, types::ValueRef};
use sales_core::fields::{Entity, FieldId};

use crate::{
    error::StoreError,
    name_readings::{CorrectedNames, NAME_FIELDS},
    record::value_columns,
    records::{is_column, row_list},
    tables::Tracked,
};

/// Where the values of a field stand.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// In a column of the query.
    Column(usize),
    /// Among what is known of the companies.
    OfCompany(usize),
    /// Among the fields without a column.
    Extra,
}

/// Records that are to be read.
#[derive(Debug, Clone, Copy)]
pub enum Wanted<'r> {
    /// All that are in use.
    All,
    /// Those in these rows that are in use.
    Rows(&'r [i64]),
}

/// Gives the row and the cells of records in use, in ascending order of rows, until it is enough: a cell per
/// field, empty where there is none. The name of the company and its website are those of the company that a
/// prospect is at; a name that somebody corrected is the corrected one, as a whole unless first and last name are
/// both among the fields.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read; [`StoreError::Cancelled`] when it was enough.
pub fn each(
    db: &Connection,
    entity: Entity,
    fields: &[FieldId],
    wanted: Wanted<'_>,
    mut visit: impl FnMut(i64, &[&str]) -> ControlFlow<()>,
) -> Result<(), StoreError> {
    let wish = Wish { entity, wanted, takes: None };
    wish.read(db, fields.to_vec(), |row, _, cells| visit(row, cells))
}

/// The same of all records in use, with every field that `takes` says: those with columns first, then the others in
/// the order in which they come up, so that later rows have more cells than earlier ones.
///
/// # Errors
/// As [`each`].
pub fn each_field(
    db: &Connection,
    entity: Entity,
    takes: &dyn Fn(&FieldId) -> bool,
    visit: impl FnMut(i64, &[FieldId], &[&str]) -> ControlFlow<()>,
) -> Result<(), StoreError> {
    let of_company = ["company", "company_website"].into_iter().filter(|_| entity == Entity::Prospect);
    let columns = value_columns(Tracked::of(entity)).chain(of_company).filter_map(|column| column.parse().ok());
    let wish = Wish { entity, wanted: Wanted::All, takes: Some(takes) };
    wish.read(db, columns.filter(takes).collect(), visit)
}

/// What is to be read, beside the fields.
struct Wish<'w> {
    entity: Entity,
    wanted: Wanted<'w>,
    /// Which fields without a column are taken when they come up.
    takes: Option<&'w dyn Fn(&FieldId) -> bool>,
}

impl Wish<'_> {
    fn read(
        &self,
        db: &Connection,
        mut fields: Vec<FieldId>,
        mut visit: impl FnMut(i64, &[FieldId], &[&str]) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        let mut query = Query::default();
        let mut places: Vec<Place> = fields.iter().map(|field| query.place(self, field.as_str())).collect();
        let readings = CorrectedNames::of(db, self.entity)?;
        let has = |name: &str| fields.iter().any(|field| field.as_str() == name);
        let are_apart = has("first_name") && has("last_name");
        let name_places = match readings.is_empty() {
            true => [Place::Extra; NAME_FIELDS.len()],
            false => NAME_FIELDS.map(|field| query.place(self, field)),
        };
        query.has_extra |= self.takes.is_some();
        let companies = Companies::read(db, &query.of_company)?;
        let mut statement = db.prepare(&query.sql(self))?;
        let mut found = match self.wanted {
            Wanted::All => statement.query([])?,
            Wanted::Rows(rows) => statement.query([row_list(rows)])?,
        };
        let mut seen: HashSet<String> = fields.iter().map(ToString::to_string).collect();
        while let Some(row) = found.next()? {
            let extra = match row.get_ref(1)? {
                ValueRef::Text(json) => serde_json::from_slice(json).unwrap_or_default(),
                _ => BTreeMap::<String, String>::new(),
            };
            if let Some(takes) = self.takes {
                let new = extra.keys().filter(|name| !seen.contains(*name)).cloned().collect::<Vec<_>>();
                fields.extend(new.iter().filter_map(|name| name.parse().ok()).filter(|field| takes(field)));
                places.resize(fields.len(), Place::Extra);
                seen.extend(new);
            }
            let company = row.get_ref(2)?.as_i64_or_null().unwrap_or_default();
            let cell = |place: Place, field: &str| match place {
                Place::Column(column) => row.get_ref(column).map(|cell| cell.as_str().unwrap_or_default()),
                Place::OfCompany(column) => Ok(company.map_or("", |row| companies.cell(row, column))),
                Place::Extra => Ok(extra.get(field).map_or("", String::as_str)),
            };
            let name = readings.of_row(|place| Ok(cell(name_places[place], NAME_FIELDS[place])?))?;
            let corrected = name.map(|parts| parts.compared(are_apart));
            let mut cells = Vec::with_capacity(fields.len());
            for (&place, field) in places.iter().zip(&fields) {
                cells.push(cell(place, field.as_str())?);
            }
            if let Some(name) = &corrected {
                for (cell, field) in cells.iter_mut().zip(&fields) {
                    *cell = name.get(field.as_str()).unwrap_or(*cell);
                }
            }
            if visit(row.get(0)?, &fields, &cells).is_break() {
                return Err(StoreError::Cancelled);
            }
        }
        Ok(())
    }
}

/// What is asked of the tables.
#[derive(Default)]
struct Query {
    /// As SQL names them.
    columns: Vec<String>,
    /// Columns of the companies that are read beforehand, for prospects.
    of_company: Vec<&'static str>,
    has_extra: bool,
}

impl Query {
    /// Where a field will stand.
    fn place(&mut self, wish: &Wish<'_>, field: &str) -> Place {
        let own = Tracked::of(wish.entity);
        let of_company = Tracked::of(Entity::Company).cells.iter().copied().find(|column| *column == field);
        let column = match of_company {
            _ if is_column(own, field) => format!("t.\"{field}\""),
            Some(column) if wish.entity == Entity::Prospect => {
                if matches!(wish.wanted, Wanted::All) {
                    self.of_company.push(column);
                    return Place::OfCompany(self.of_company.len() - 1);
                }
                format!("c.\"{column}\"")
            }
            _ => {
                self.has_extra = true;
                return Place::Extra;
            }
        };
        self.columns.push(column);
        Place::Column(self.columns.len() + 2)
    }

    fn sql(&self, wish: &Wish<'_>) -> String {
        let extra = if self.has_extra { "t.extra" } else { "NULL" };
        let company = if self.of_company.is_empty() { "NULL" } else { "t.company" };
        let mut sql = format!("SELECT t.rowid, {extra}, {company}");
        self.columns.iter().for_each(|column| sql.push_str(&format!(", {column}")));
        sql.push_str(&format!(" FROM {} AS t", Tracked::of(wish.entity).name));
        if self.columns.iter().any(|column| column.starts_with("c.")) {
            sql.push_str(" LEFT JOIN companies AS c ON c.rowid = t.company");
        }
        sql.push_str(" WHERE t.archived_at IS NULL AND t.purged_at IS NULL");
        if matches!(wish.wanted, Wanted::Rows(_)) {
            sql.push_str(" AND t.rowid IN rarray(?1)");
        }
        sql.push_str(" ORDER BY t.rowid");
        sql
    }
}

/// Some columns of all companies, one after the other: looked up one by one they would be read from all over the
/// file.
#[derive(Default)]
struct Companies {
    texts: String,
    /// Where each cell ends, company by company.
    ends: Vec<usize>,
    width: usize,
    /// The place of each row, from 1.
    places: Vec<u32>,
}

impl Companies {
    fn read(db: &Connection, columns: &[&str]) -> Result<Self, StoreError> {
        let mut companies = Self { width: columns.len(), ends: vec![0], ..Self::default() };
        if columns.is_empty() {
            return Ok(companies);
        }
        let quoted: Vec<String> = columns.iter().map(|column| format!("\"{column}\"")).collect();
        let mut statement =
            db.prepare(&format!("SELECT rowid, {} FROM companies ORDER BY rowid", quoted.join(", ")))?;
        let mut found = statement.query([])?;
        while let Some(row) = found.next()? {
            let place = usize::try_from(row.get::<_, i64>(0)?).unwrap_or_default();
            companies.places.resize(place + 1, 0);
            companies.places[place] = ((companies.ends.len() - 1) / columns.len()) as u32 + 1;
            for column in 0..columns.len() {
                companies.texts.push_str(row.get_ref(column + 1)?.as_str().unwrap_or_default());
                companies.ends.push(companies.texts.len());
            }
        }
        Ok(companies)
    }

    fn cell(&self, row: i64, column: usize) -> &str {
        let place = usize::try_from(row).ok().and_then(|row| self.places.get(row).copied()).unwrap_or_default();
        if place == 0 {
            return "";
        }
        let cell = (place as usize - 1) * self.width + column;
        &self.texts[self.ends[cell]..self.ends[cell + 1]]
    }
}
