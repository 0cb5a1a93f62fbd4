//! The mapping a person settled on, and its JSON form.

use std::collections::HashSet;

use rustc_hash::FxHashMap;
use sales_core::fields::{FieldId, FieldKind};
use serde_json::Value;

use super::target::Target;

/// A mapping that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// Several columns go to a field that holds one value. Columns count from 0.
    #[error("columns {columns:?} all go to {field}")]
    Conflict {
        /// The field.
        field: FieldId,
        /// The columns, counted from 0.
        columns: Vec<usize>,
    },
    /// Not one target per column.
    #[error("{targets} targets for {columns} columns")]
    Length {
        /// The targets that were given.
        targets: usize,
        /// The columns of the file.
        columns: usize,
    },
    /// The mapping file is not JSON.
    #[error("not JSON at line {line}, position {position}")]
    Json {
        /// The line, from 1.
        line: usize,
        /// The character in it, from 1.
        position: usize,
    },
    /// The mapping file is JSON, but not an object.
    #[error("not a JSON object")]
    NotAnObject,
    /// The mapping file has something else than a text for a column.
    #[error("not a text for {column:?}")]
    NotText {
        /// The name.
        column: String,
    },
    /// The mapping file names a column that the file does not have.
    #[error("no column is called {column:?}")]
    UnknownColumn {
        /// The name.
        column: String,
    },
    /// The mapping file names a field that does not exist.
    #[error("no field is called {field:?}")]
    UnknownField {
        /// The column it was meant for.
        column: String,
        /// The name.
        field: String,
    },
}

/// One target per column, free of conflicts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping(Vec<Target>);

impl Mapping {
    /// Checks that no single-valued field is filled from two columns.
    ///
    /// # Errors
    /// [`MappingError::Conflict`] for the first such field.
    pub fn new(targets: Vec<Target>) -> Result<Self, MappingError> {
        let mut first: FxHashMap<&FieldId, usize> = FxHashMap::default();
        for (column, target) in targets.iter().enumerate() {
            let Some(field) = target.field().filter(|field| joiner(field).is_none()) else { continue };
            if first.insert(field, column).is_some() {
                let same = |(i, other): (usize, &Target)| (other == target).then_some(i);
                let columns = targets.iter().enumerate().filter_map(same).collect();
                return Err(MappingError::Conflict { field: field.clone(), columns });
            }
        }
        Ok(Self(targets))
    }

    /// The targets, in the order of the columns.
    #[must_use]
    pub fn targets(&self) -> &[Target] {
        &self.0
    }

    /// The columns that fill a field, in their order.
    pub fn columns_of<'a>(&'a self, field: &'a str) -> impl Iterator<Item = usize> + 'a {
        let fills = move |target: &Target| target.field().is_some_and(|id| id.as_str() == field);
        self.0.iter().enumerate().filter_map(move |(column, target)| fills(target).then_some(column))
    }
}

/// What stands between the values when several columns fill one field; none for a field that
/// only one column may fill.
#[must_use]
pub fn joiner(field: &FieldId) -> Option<&'static str> {
    if field.as_str() == "phone_company" {
        return Some(" / ");
    }
    match field.def()?.kind {
        FieldKind::Tags => Some("; "),
        FieldKind::LongText => Some("\n"),
        _ => None,
    }
}

/// The name of each column in a mapping file: its header, and `header#2`, `header#3` … where
/// a header comes again.
#[must_use]
pub fn column_keys(headers: &[&str]) -> Vec<String> {
    let mut taken: HashSet<String> = headers.iter().map(|header| (*header).to_owned()).collect();
    let mut seen: FxHashMap<&str, usize> = FxHashMap::default();
    let mut keys = Vec::with_capacity(headers.len());
    for header in headers {
        let count = seen.entry(header).or_default();
        *count += 1;
        let mut key = (*header).to_owned();
        while *count > 1 {
            key = format!("{header}#{count}");
            if taken.insert(key.clone()) {
                break;
            }
            *count += 1;
        }
        keys.push(key);
    }
    keys
}

/// Reads a mapping file: `{"<header>": "<field id>" | "ignore" | "custom:<name>", …}`. Columns
/// that it does not name are left open.
///
/// # Errors
/// Not such an object, or a column or a field that does not exist.
pub fn read_choices(json: &str, headers: &[&str]) -> Result<Vec<Option<Target>>, MappingError> {
    // Editors on Windows begin a file with a mark of its encoding.
    let json: Value = serde_json::from_str(json.trim_start_matches('\u{FEFF}'))
        .map_err(|error| MappingError::Json { line: error.line(), position: error.column() })?;
    let Value::Object(object) = json else { return Err(MappingError::NotAnObject) };
    let keys = column_keys(headers);
    let mut columns: FxHashMap<&str, usize> = FxHashMap::default();
    for (column, key) in keys.iter().enumerate() {
        columns.entry(key.trim()).or_insert(column);
    }
    columns.extend(keys.iter().enumerate().map(|(column, key)| (key.as_str(), column)));

    let mut choices = vec![None; headers.len()];
    for (name, value) in &object {
        let column = columns.get(name.as_str()).or_else(|| columns.get(name.trim()));
        let column = *column.ok_or_else(|| MappingError::UnknownColumn { column: name.clone() })?;
        let Value::String(field) = value else {
            return Err(MappingError::NotText { column: name.clone() });
        };
        let target = field.parse();
        choices[column] =
            Some(target.map_err(|_| MappingError::UnknownField { column: name.clone(), field: field.clone() })?);
    }
    Ok(choices)
}

/// The mapping file of a mapping: what [`read_choices`] reads.
///
/// # Errors
/// [`MappingError::Length`] unless there is one header per column.
pub fn write_choices(mapping: &Mapping, headers: &[&str]) -> Result<Value, MappingError> {
    let targets = mapping.targets();
    if targets.len() != headers.len() {
        return Err(MappingError::Length { targets: targets.len(), columns: headers.len() });
    }
    let entry = |(key, target): (String, &Target)| (key, Value::from(target.as_str()));
    Ok(Value::Object(column_keys(headers).into_iter().zip(targets).map(entry).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(ids: &[&str]) -> Vec<Target> {
        ids.iter().map(|id| id.parse().unwrap()).collect()
    }

    #[test]
    fn two_columns_may_not_fill_a_single_value() {
        let conflict = Mapping::new(targets(&["email", "ignore", "email", "ignore"]));
        let field = "email".parse().unwrap();
        assert_eq!(conflict, Err(MappingError::Conflict { field, columns: vec![0, 2] }));
        let twice_custom = Mapping::new(targets(&["custom:a", "custom:a"]));
        assert!(matches!(twice_custom, Err(MappingError::Conflict { .. })));
    }

    #[test]
    fn several_columns_may_fill_tags_and_notes() {
        let mapping = Mapping::new(targets(&["tags", "notes", "tags", "notes"])).unwrap();
        assert_eq!(mapping.columns_of("tags").collect::<Vec<_>>(), [0, 2]);
    }

    #[test]
    fn a_header_that_comes_again_is_numbered() {
        assert_eq!(column_keys(&["Titre", "Nom", "Titre", "", ""]), ["Titre", "Nom", "Titre#2", "", "#2"]);
        assert_eq!(column_keys(&["a", "a#2", "a"]), ["a", "a#2", "a#3"]);
    }

    #[test]
    fn a_mapping_file_is_read_back_as_written() {
        let headers = ["Titre", "Titre", "Code", "Photo"];
        let mapping = Mapping::new(targets(&["salutation", "job_title", "custom:code", "ignore"])).unwrap();
        let json = write_choices(&mapping, &headers).unwrap().to_string();
        assert_eq!(json, r#"{"Titre":"salutation","Titre#2":"job_title","Code":"custom:code","Photo":"ignore"}"#);
        let choices: Option<Vec<_>> = read_choices(&json, &headers).unwrap().into_iter().collect();
        assert_eq!(choices.unwrap(), mapping.targets());
    }

    #[test]
    fn a_mapping_file_may_name_some_columns_only() {
        let choices = read_choices(r#"{" E-mail ": "email"}"#, &["Nom", "E-mail"]).unwrap();
        assert_eq!(choices, [None, Some("email".parse().unwrap())]);
    }

    #[test]
    fn a_mistake_in_a_mapping_file_is_named() {
        let read = |json| read_choices(json, &["Nom"]);
        assert_eq!(read("[1]"), Err(MappingError::NotAnObject));
        assert_eq!(read("{\"Nom\":\n  email}"), Err(MappingError::Json { line: 2, position: 3 }));
        assert_eq!(read(r#"{"Nom": 3}"#), Err(MappingError::NotText { column: "Nom".into() }));
        assert_eq!(read("\u{FEFF}{\"Nom\": \"email\"}"), Ok(vec![Some("email".parse().unwrap())]));
        assert_eq!(read(r#"{"Non": "email"}"#), Err(MappingError::UnknownColumn { column: "Non".into() }));
        let field = MappingError::UnknownField { column: "Nom".into(), field: "mail".into() };
        assert_eq!(read(r#"{"Nom": "mail"}"#), Err(field));
    }
}
