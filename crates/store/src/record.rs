//! One record with all its values.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension as _, Row};
use sales_core::{fields::Entity, time::UtcMillis};
use serde_json::Value;
use uuid::Uuid;

use crate::{error::StoreError, records::row_list, sources::plain, tables::Tracked};

/// A prospect or company as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// What it is.
    pub entity: Entity,
    /// Its row number; never shown outside.
    pub row: i64,
    /// Its identity.
    pub id: Uuid,
    /// The row of a prospect's company.
    pub company_row: Option<i64>,
    /// The identity of a prospect's company.
    pub company_id: Option<Uuid>,
    /// The country of a prospect's company, as found.
    pub company_country: Option<String>,
    /// Field id → value as found. A prospect's `company` is its company's name.
    pub values: BTreeMap<String, String>,
    /// The change that made it.
    pub created_seq: i64,
    /// The row of the file that it came from.
    pub created_row: Option<u32>,
    /// When it was made.
    pub created_at: UtcMillis,
    /// When it last changed.
    pub updated_at: UtcMillis,
    /// The last change that touched it.
    pub row_seq: i64,
    /// When it was put away.
    pub archived_at: Option<UtcMillis>,
}

impl Record {
    /// The value of a field.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&str> {
        self.values.get(field).map(String::as_str)
    }

    /// The country of the record as it was found: that of a prospect, else of its company; that of a company.
    #[must_use]
    pub fn country(&self) -> Option<&str> {
        self.get("country").or(self.get("company_country")).or(self.company_country.as_deref())
    }

    /// What to call the record: the name of a person or company, else what is known of it.
    #[must_use]
    pub fn title(&self) -> String {
        let value = |field| self.get(field).unwrap_or_default();
        match self.entity {
            Entity::Company => {
                let names = [value("company"), value("company_website")];
                names.into_iter().map(str::trim).find(|name| !name.is_empty()).unwrap_or_default().to_owned()
            }
            Entity::Prospect => person_title(
                value("first_name"),
                value("last_name"),
                value("full_name"),
                value("email"),
                value("phone"),
            ),
        }
    }

    /// Gives a field a value that it had before, as the history has it; the company of a prospect stays.
    pub(crate) fn put_back(&mut self, cell: &str, old: Option<&str>) {
        let field = plain(cell);
        if (self.entity, field) == (Entity::Prospect, "company") {
            return;
        }
        match old {
            Some(old) => self.values.insert(field.to_owned(), old.to_owned()),
            None => self.values.remove(field),
        };
    }

    /// The row number of the record with this identity.
    pub fn row_of(db: &Connection, entity: Entity, id: Uuid) -> Result<Option<i64>, StoreError> {
        let sql = format!("SELECT rowid FROM {} WHERE id = ?1", Tracked::of(entity).name);
        Ok(db.prepare_cached(&sql)?.query_row([id.as_bytes()], |row| row.get(0)).optional()?)
    }

    /// The identities of the records at these row numbers.
    pub fn ids_of(db: &Connection, entity: Entity, rows: &[i64]) -> Result<HashMap<i64, Uuid>, StoreError> {
        let sql = format!("SELECT rowid, id FROM {} WHERE rowid IN rarray(?1)", Tracked::of(entity).name);
        let mut statement = db.prepare_cached(&sql)?;
        let ids = statement.query_map([row_list(rows)], |row| Ok((row.get(0)?, uuid(row, 1)?.unwrap_or_default())))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// The record at a row number.
    pub fn at_row(db: &Connection, entity: Entity, row: i64) -> Result<Option<Self>, StoreError> {
        let sql = format!("{} WHERE t.rowid = ?1", select(entity));
        Ok(db.prepare_cached(&sql)?.query_row([row], |row| from_row(entity, row)).optional()?)
    }

    /// The records at these row numbers, in ascending order of rows; missing ones are left out.
    pub fn at_rows(db: &Connection, entity: Entity, rows: &[i64]) -> Result<Vec<Self>, StoreError> {
        let list = std::rc::Rc::new(rows.iter().copied().map(rusqlite::types::Value::from).collect::<Vec<_>>());
        let sql = format!("{} WHERE t.rowid IN rarray(?1) ORDER BY t.rowid", select(entity));
        let mut statement = db.prepare_cached(&sql)?;
        let records = statement.query_map([list], |row| from_row(entity, row))?;
        Ok(records.collect::<Result<_, _>>()?)
    }

    /// The fields that any record of this kind has a value for.
    pub fn used_fields(db: &Connection, entity: Entity) -> Result<HashSet<String>, StoreError> {
        let table = Tracked::of(entity);
        let mut used = HashSet::new();
        for column in value_columns(table) {
            let sql = format!("SELECT EXISTS (SELECT 1 FROM {} WHERE \"{column}\" IS NOT NULL)", table.name);
            if db.query_row(&sql, [], |row| row.get(0))? {
                used.insert(column.to_owned());
            }
        }
        let sql = format!("SELECT DISTINCT key FROM {}, json_each(extra) WHERE extra IS NOT NULL", table.name);
        let mut statement = db.prepare(&sql)?;
        for field in statement.query_map([], |row| row.get::<_, String>(0))? {
            used.insert(field?);
        }
        let tagged = "SELECT EXISTS (SELECT 1 FROM taggings WHERE entity = ?1)";
        if db.query_row(tagged, [entity.as_str()], |row| row.get(0))? {
            used.insert("tags".to_owned());
        }
        if entity == Entity::Prospect {
            used.insert("company".to_owned());
        }
        Ok(used)
    }

    /// The fields that any of the records in some rows has a value for: of prospects also what they have of their
    /// company that is compared, its name and its website.
    ///
    /// # Errors
    /// [`StoreError`] when the tables cannot be read.
    pub fn used_fields_of(db: &Connection, entity: Entity, rows: &[i64]) -> Result<HashSet<String>, StoreError> {
        let table = Tracked::of(entity);
        let own = value_columns(table).map(|column| (column, format!("t.\"{column}\"")));
        let mut columns: Vec<(&str, String)> = own.collect();
        let mut from = format!("{} AS t", table.name);
        if entity == Entity::Prospect {
            columns.extend(["company", "company_website"].map(|column| (column, format!("c.\"{column}\""))));
            from.push_str(" LEFT JOIN companies AS c ON c.rowid = t.company");
        }
        let any: Vec<String> = columns.iter().map(|(_, column)| format!("max(trim({column}) <> '')")).collect();
        let sql = format!("SELECT {} FROM {from} WHERE t.rowid IN rarray(?1)", any.join(", "));
        let mut used: HashSet<String> = db.query_row(&sql, [row_list(rows)], |row| {
            let filled = columns.iter().enumerate().map(|(place, &(column, _))| {
                let is_used: Option<bool> = row.get(place)?;
                Ok(is_used.unwrap_or_default().then(|| column.to_owned()))
            });
            filled.filter_map(Result::transpose).collect::<Result<_, _>>()
        })?;
        let sql = format!(
            "SELECT DISTINCT key FROM {} AS t, json_each(t.extra)
             WHERE t.extra IS NOT NULL AND t.rowid IN rarray(?1)",
            table.name
        );
        let mut statement = db.prepare(&sql)?;
        for field in statement.query_map([row_list(rows)], |row| row.get::<_, String>(0))? {
            used.insert(field?);
        }
        Ok(used)
    }

    /// Those of some rows whose field has no value; the field has a column of its own.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read, or has no such column.
    pub fn rows_without(db: &Connection, entity: Entity, column: &str, rows: &[i64]) -> Result<Vec<i64>, StoreError> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let name = Tracked::of(entity).name;
        let sql = format!("SELECT rowid FROM {name} WHERE rowid IN rarray(?1) AND \"{column}\" IS NULL");
        let mut statement = db.prepare_cached(&sql)?;
        let found = statement.query_map([row_list(rows)], |row| row.get(0))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// The rows of a company's prospects, oldest first.
    pub fn prospects_of(db: &Connection, company_row: i64) -> Result<Vec<i64>, StoreError> {
        let mut statement =
            db.prepare_cached("SELECT rowid FROM prospects WHERE company = ?1 AND archived_at IS NULL ORDER BY rowid")?;
        let rows = statement.query_map([company_row], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many prospects in use each of these companies has; those without any are left out.
    pub fn prospects_of_companies(db: &Connection, companies: &[i64]) -> Result<HashMap<i64, u32>, StoreError> {
        let mut statement = db.prepare_cached(
            "SELECT company, count(*) FROM prospects WHERE company IN rarray(?1) AND archived_at IS NULL
             GROUP BY company",
        )?;
        let counts = statement.query_map([row_list(companies)], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(counts.collect::<Result<_, _>>()?)
    }

    /// The records that an import has made so far, in ascending order of rows.
    pub fn each_of_import(
        db: &Connection,
        entity: Entity,
        import: &crate::imports::Import,
        mut visit: impl FnMut(Self) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let Some((first, last)) = crate::imports::row_range(db, import.change_seq)? else { return Ok(()) };
        let sql = format!("{} WHERE t.rowid BETWEEN ?1 AND ?2 AND t.created_seq = ?3 ORDER BY t.rowid", select(entity));
        let mut statement = db.prepare(&sql)?;
        let mut rows = statement.query((first, last, import.change_seq))?;
        while let Some(row) = rows.next()? {
            visit(from_row(entity, row)?)?;
        }
        Ok(())
    }

    /// The records in a range of rows, in ascending order.
    pub(crate) fn each_between(
        db: &Connection,
        entity: Entity,
        first: i64,
        last: i64,
        mut visit: impl FnMut(Self) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let sql = format!("{} WHERE t.rowid BETWEEN ?1 AND ?2 ORDER BY t.rowid", select(entity));
        let mut statement = db.prepare_cached(&sql)?;
        let mut rows = statement.query((first, last))?;
        while let Some(row) = rows.next()? {
            visit(from_row(entity, row)?)?;
        }
        Ok(())
    }

    /// Every record, in ascending order of rows, one at a time.
    pub fn each(
        db: &Connection,
        entity: Entity,
        mut visit: impl FnMut(Self) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut statement = db.prepare(&format!("{} ORDER BY t.rowid", select(entity)))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            visit(from_row(entity, row)?)?;
        }
        Ok(())
    }
}

/// What to call a person: first and last name, else the full name, else how they are reached.
pub(crate) fn person_title(first: &str, last: &str, full: &str, email: &str, phone: &str) -> String {
    let (first, last) = (first.trim(), last.trim());
    if !first.is_empty() && !last.is_empty() {
        return format!("{first} {last}");
    }
    let candidates = [full, first, last, email, phone];
    candidates.into_iter().map(str::trim).find(|text| !text.is_empty()).unwrap_or_default().to_owned()
}

impl Record {
    /// The record that an image in the history shows, without its company; none of what is no image.
    pub(crate) fn of_image(entity: Entity, row: i64, id: Uuid, image: &str) -> Option<Self> {
        let image: BTreeMap<String, Value> = serde_json::from_str(image).ok()?;
        let number = |column: &str| image.get(column).and_then(Value::as_i64);
        let at = |column: &str| UtcMillis(number(column).unwrap_or_default());
        let extra = image.get("extra").and_then(Value::as_str).unwrap_or("{}");
        let mut values: BTreeMap<String, String> = serde_json::from_str(extra).unwrap_or_default();
        for column in value_columns(Tracked::of(entity)) {
            if let Some(value) = image.get(column).and_then(Value::as_str) {
                values.insert(column.to_owned(), value.to_owned());
            }
        }
        Some(Self {
            entity,
            row,
            id,
            company_row: None,
            company_id: None,
            company_country: None,
            values,
            created_seq: number("created_seq").unwrap_or_default(),
            created_row: number("created_row").and_then(|row| row.try_into().ok()),
            created_at: at("created_at"),
            updated_at: at("updated_at"),
            row_seq: number("row_seq").unwrap_or_default(),
            archived_at: number("archived_at").map(UtcMillis),
        })
    }
}

const BOOKS: usize = 10;

fn select(entity: Entity) -> String {
    let table = Tracked::of(entity);
    let fields: Vec<String> = value_columns(table).map(|column| format!("t.\"{column}\"")).collect();
    let (company, join) = match entity {
        Entity::Prospect => {
            ("t.company, c.id, c.company, c.company_country", "LEFT JOIN companies AS c ON c.rowid = t.company")
        }
        Entity::Company => ("NULL, NULL, NULL, NULL", ""),
    };
    format!(
        "SELECT t.rowid, t.id, t.created_seq, t.created_row, t.created_at, t.updated_at, t.row_seq, t.archived_at,
                t.extra, {company}, {} FROM {} AS t {join}",
        fields.join(", "),
        table.name
    )
}

/// The columns that hold values of fields, the company reference left out.
pub(crate) fn value_columns(table: &'static Tracked) -> impl Iterator<Item = &'static str> {
    let prospects = table.entity == Some(Entity::Prospect);
    table.cells.iter().copied().filter(move |column| *column != "archived_at" && !(prospects && *column == "company"))
}

fn from_row(entity: Entity, row: &Row<'_>) -> rusqlite::Result<Record> {
    let mut values = BTreeMap::new();
    if let Some(extra) = row
        .get_ref(8)?
        .as_str_or_null()
        .map_err(|_| rusqlite::Error::InvalidColumnType(8, "extra".into(), rusqlite::types::Type::Blob))?
    {
        let extra: BTreeMap<String, String> = serde_json::from_str(extra).map_err(|error| {
            rusqlite::Error::FromSqlConversionFailure(8, rusqlite::types::Type::Text, Box::new(error))
        })?;
        values.extend(extra);
    }
    if let Some(name) = row.get::<_, Option<String>>(11)? {
        values.insert("company".to_owned(), name);
    }
    for (i, column) in value_columns(Tracked::of(entity)).enumerate() {
        if let Some(value) = row.get::<_, Option<String>>(BOOKS + 3 + i)? {
            values.insert(column.to_owned(), value);
        }
    }
    Ok(Record {
        entity,
        row: row.get(0)?,
        id: uuid(row, 1)?.unwrap_or_default(),
        created_seq: row.get(2)?,
        created_row: row.get(3)?,
        created_at: UtcMillis(row.get(4)?),
        updated_at: UtcMillis(row.get(5)?),
        row_seq: row.get(6)?,
        archived_at: row.get::<_, Option<i64>>(7)?.map(UtcMillis),
        company_row: row.get(9)?,
        company_id: uuid(row, 10)?,
        company_country: row.get(12)?,
        values,
    })
}

/// A 16-byte identity in a column.
pub(crate) fn uuid(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Uuid>> {
    Ok(row.get::<_, Option<[u8; 16]>>(column)?.map(Uuid::from_bytes))
}
