//! How names of persons are read, where somebody corrected the guess.

use std::{collections::HashMap, rc::Rc};

use rusqlite::{Connection, Row, types::Value};
use sales_core::{change::ChangeKind, fields::Entity, ids::NameReadingId};

use crate::{error::StoreError, records::row_list, tx::Tx};

/// The fields that a name may be spread over, in the order of reading.
pub const NAME_FIELDS: [&str; 6] = ["salutation", "first_name", "middle_name", "last_name", "suffix", "full_name"];
/// Between the parts of a name that stand in fields of their own.
const BETWEEN: &str = "\u{1F}";

/// A name as it stands in its fields ([`NAME_FIELDS`]); none when it has none.
pub fn found_name(parts: [&str; 6]) -> Option<String> {
    parts.iter().any(|part| !part.trim().is_empty()).then(|| parts.join(BETWEEN))
}

/// What stands of a name in columns of prospects.
fn in_columns(found: &str) -> String {
    let of_column = |(place, _): &(usize, &str)| {
        matches!(NAME_FIELDS.get(*place), Some(&("first_name" | "last_name" | "full_name")))
    };
    let parts: Vec<&str> = found.split(BETWEEN).enumerate().filter(of_column).map(|(_, part)| part).collect();
    parts.join(BETWEEN)
}

/// The same in SQL, of a row of prospects.
const IN_COLUMNS: &str =
    "coalesce(first_name, '') || char(31) || coalesce(last_name, '') || char(31) || coalesce(full_name, '')";

/// A name as it stands in its fields, to be read by people.
pub fn readable(found: &str) -> String {
    found.split(BETWEEN).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The parts of a name, each empty when it has none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NameParts {
    /// `Dr.`, `Mme`.
    pub title: String,
    /// First name.
    pub first: String,
    /// Further first names.
    pub middle: String,
    /// Surname with its particles.
    pub last: String,
    /// `Jr.`, `PhD`.
    pub suffix: String,
}

impl NameParts {
    /// What stands in a field of the name, when the parts are in fields of their own; none for another field.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&str> {
        Some(match field {
            "salutation" => &self.title,
            "first_name" => &self.first,
            "middle_name" => &self.middle,
            "last_name" => &self.last,
            "suffix" => &self.suffix,
            "full_name" | "display_name" => "",
            _ => return None,
        })
    }

    /// The names as they are said: `Juan Q. Vega`.
    #[must_use]
    pub fn spoken(&self) -> String {
        let parts = [&self.first, &self.middle, &self.last];
        parts.into_iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The names to be compared: in their parts where first and last name are fields of their own (`are_apart`), else
    /// as a whole.
    #[must_use]
    pub fn compared(&self, are_apart: bool) -> CorrectedName<'_> {
        CorrectedName { parts: self, whole: if are_apart { String::new() } else { self.whole() } }
    }

    /// The names in one text that is read as they are: `Vega, Juan Q.`.
    #[must_use]
    pub fn whole(&self) -> String {
        let given = [self.first.trim(), self.middle.trim()].join(" ");
        match (self.last.trim(), given.trim()) {
            ("", name) | (name, "") => name.to_owned(),
            (last, given) => format!("{last}, {given}"),
        }
    }
}

/// The names that somebody corrected.
#[derive(Debug, Default)]
pub struct CorrectedNames(HashMap<String, NameParts>);

impl CorrectedNames {
    /// All of a kind of record: companies have none.
    pub fn of(db: &Connection, entity: Entity) -> Result<Self, StoreError> {
        let is_person = entity == Entity::Prospect;
        Ok(Self(if is_person { all(db)?.into_iter().collect() } else { HashMap::new() }))
    }

    /// Those among some names.
    pub fn among(db: &Connection, found: &[String]) -> Result<Self, StoreError> {
        if found.is_empty() {
            return Ok(Self::default());
        }
        let list = Rc::new(found.iter().cloned().map(Value::from).collect::<Vec<_>>());
        let mut statement = db.prepare_cached(&format!("{SELECT} WHERE found IN rarray(?1)"))?;
        let readings = statement.query_map([list], |row| Ok((row.get(5)?, from_row(row)?)))?;
        Ok(Self(readings.collect::<Result<_, _>>()?))
    }

    /// Whether no name was corrected.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How a name is read that stands so in its fields, if somebody said so.
    #[must_use]
    pub fn read(&self, parts: [&str; 6]) -> Option<&NameParts> {
        if self.is_empty() { None } else { self.get(&found_name(parts)?) }
    }

    /// The same of a name as [`found_name`] gives it.
    #[must_use]
    pub fn get(&self, found: &str) -> Option<&NameParts> {
        self.0.get(found)
    }

    /// How the name of a row is read, if somebody said so; `part` gives what the row has in the field of
    /// [`NAME_FIELDS`] at a place.
    pub(crate) fn of_row<'r>(
        &self,
        mut part: impl FnMut(usize) -> Result<&'r str, StoreError>,
    ) -> Result<Option<&NameParts>, StoreError> {
        if self.is_empty() {
            return Ok(None);
        }
        let mut found = [""; NAME_FIELDS.len()];
        for (place, found) in found.iter_mut().enumerate() {
            *found = part(place)?;
        }
        Ok(self.read(found))
    }
}

/// A name that somebody corrected, as it is compared.
#[derive(Debug)]
pub struct CorrectedName<'n> {
    parts: &'n NameParts,
    whole: String,
}

impl CorrectedName<'_> {
    /// What stands in a field of the name; none for another field.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&str> {
        match field {
            "full_name" | "display_name" => Some(&self.whole),
            field => self.parts.get(field),
        }
    }
}

const SELECT: &str = "SELECT title, first, middle, last, suffix, found FROM name_readings";

fn from_row(row: &Row<'_>) -> rusqlite::Result<NameParts> {
    Ok(NameParts {
        title: row.get(0)?,
        first: row.get(1)?,
        middle: row.get(2)?,
        last: row.get(3)?,
        suffix: row.get(4)?,
    })
}

/// All names as found, and how they are read, in the order of the names.
pub fn all(db: &Connection) -> Result<Vec<(String, NameParts)>, StoreError> {
    let mut statement = db.prepare_cached(&format!("{SELECT} ORDER BY found"))?;
    let readings = statement.query_map([], |row| Ok((row.get(5)?, from_row(row)?)))?;
    Ok(readings.collect::<Result<_, _>>()?)
}

/// The rows of the prospects whose names are read in another way since a write, of which the history has the cells
/// from `first_cell` on, and which took back or made again the changes `replayed`.
pub(crate) fn renamed(db: &Connection, first_cell: i64, replayed: &[i64]) -> Result<Vec<i64>, StoreError> {
    let sql = "WITH cells AS (
                 SELECT row, field, coalesce(new, old) AS image FROM change_cells
                 WHERE n >= ?1 AND tbl = 'name_readings'
                 UNION ALL
                 SELECT row, field, coalesce(new, old) FROM change_cells
                 WHERE change_seq IN rarray(?2) AND tbl = 'name_readings')
               SELECT found FROM name_readings WHERE rowid IN (SELECT row FROM cells)
               UNION
               SELECT json_extract(image, '$.found') FROM cells WHERE field = '*' AND image IS NOT NULL";
    let mut statement = db.prepare_cached(sql)?;
    let names = statement.query_map((first_cell, row_list(replayed)), |row| row.get::<_, String>(0))?;
    let names: Vec<Value> = names.map(|name| Ok(in_columns(&name?).into())).collect::<Result<_, rusqlite::Error>>()?;
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!("SELECT rowid FROM prospects WHERE {IN_COLUMNS} IN rarray(?1)");
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map([Rc::new(names)], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

impl Tx<'_> {
    /// Remembers how a name is read, for every record that has it.
    pub fn read_name_as(&mut self, found: &str, parts: &NameParts) -> Result<(), StoreError> {
        let id: NameReadingId = self.new_id();
        let row = self.new_rows(1)?;
        let NameParts { title, first, middle, last, suffix } = parts;
        self.db.execute(
            "INSERT INTO name_readings (rowid, id, found, title, first, middle, last, suffix, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (found) DO UPDATE SET title = excluded.title, first = excluded.first,
               middle = excluded.middle, last = excluded.last, suffix = excluded.suffix",
            (row, id.as_bytes(), found, title, first, middle, last, suffix, self.at().0),
        )?;
        self.touch(ChangeKind::Prospects);
        Ok(())
    }
}
