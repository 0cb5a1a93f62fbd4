//! What a person is told of a file as a whole.

use std::{collections::BTreeMap, path::Path};

use sales_ingest::mapping::{self, Guess, MOST_NEW_FIELDS, Reason, Target};
use serde::Serialize;
use specta::Type;

use super::{ImportPlan, inspect::Beginning};
use crate::{app::App, error::AppError};

/// Something about a file as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct FileNotice {
    /// Key of the sentence: `import.notices.<code>`.
    pub code: String,
    /// Arguments of the sentence.
    pub args: BTreeMap<String, String>,
}

impl App {
    /// What a person should know of a file that is imported as planned.
    pub fn import_notices(&self, plan: &ImportPlan) -> Result<Vec<FileNotice>, AppError> {
        if plan.mapping.len() <= MOST_NEW_FIELDS {
            return Ok(Vec::new());
        }
        let path = Path::new(&plan.path);
        let beginning = Beginning::read(path, self.known_file(path, &plan.layout)?)?;
        let guesses = mapping::guess(&beginning.columns());
        Ok(left_out(&guesses, plan.mapping.iter().map(|target| target == Target::Ignore.as_str())))
    }
}

/// Columns that would have been too many new fields, and that nobody gave a field.
pub(super) fn left_out(guesses: &[Guess], ignored: impl Iterator<Item = bool>) -> Vec<FileNotice> {
    let columns = guesses.iter().zip(ignored).filter(|(guess, ignored)| *ignored && guess.reason == Reason::TooMany);
    let columns = columns.count();
    if columns == 0 {
        return Vec::new();
    }
    let args = [("columns", columns), ("limit", MOST_NEW_FIELDS)];
    let args = args.map(|(name, value)| (name.to_owned(), value.to_string())).into();
    vec![FileNotice { code: "columns_left_out".to_owned(), args }]
}
