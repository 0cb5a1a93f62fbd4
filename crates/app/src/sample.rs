//! The sample data: invented people and companies to try the product with.
//!
//! It comes in by the way of every import, without a file, and goes by undoing that import.

mod chance;
mod companies;
mod people;
mod words;

use sales_core::import::{OnMatch, OnNear};
use sales_ingest::{
    mapping::{Mapping, Target},
    read::RowBatch,
};
use sales_store::{
    history::{self, ChangeState},
    imports::{Import, ImportKind, ImportStatus, NewImport},
};
use serde_json::json;

use crate::{
    app::App,
    error::{AppError, ErrorCode},
    history::{EditedRecords, UndoInput, UndoView},
    imports::{ImportView, run, show::import_view},
    settings::Language,
    workspace::Workspace,
};

/// What stands in the place of a file name; the window says it in the language of the person.
pub const FILE_NAME: &str = "sample-data";

impl App {
    /// Adds the sample data. When it is there already, nothing happens and its import is given.
    pub fn sample_add(&self) -> Result<ImportView, AppError> {
        let workspace = self.workspace()?;
        match in_force(&workspace)? {
            Some(import) if import.status == ImportStatus::Loading => {
                self.import_resume(&import.id.to_string(), &mut |_| {})
            }
            Some(import) => import_view(&workspace, &import),
            None => self.import_sample(&workspace),
        }
    }

    /// Takes the sample data away, also what somebody changed in it. Other records stay, also those
    /// that were tied to it.
    pub fn sample_remove(&self) -> Result<UndoView, AppError> {
        let workspace = self.workspace()?;
        let nothing = || AppError::new(ErrorCode::NothingToUndo);
        let import = in_force(&workspace)?.ok_or_else(nothing)?;
        if import.status == ImportStatus::Loading {
            self.import_resume(&import.id.to_string(), &mut |_| {})?;
        }
        let change = workspace.store.read(|db| history::find(db, import.change_seq))?;
        let change = change.filter(|change| change.state == ChangeState::Done).ok_or_else(nothing)?;
        self.history_undo(&UndoInput { change: Some(change.id.to_string()), edited: EditedRecords::Remove })
    }

    fn import_sample(&self, workspace: &Workspace) -> Result<ImportView, AppError> {
        let running = run::start_running(workspace)?;
        let result = open_books(workspace, self.settings().language.unwrap_or_default())
            .and_then(|import| self.run_job(workspace, import, &running, &mut |_| {}));
        workspace.import.lock().take();
        result
    }
}

/// The import of the sample data, unless it was taken back.
fn in_force(workspace: &Workspace) -> Result<Option<Import>, AppError> {
    let imports = workspace.store.read(Import::all)?;
    let mut samples = imports.into_iter().filter(|import| import.plan.kind == ImportKind::Sample);
    Ok(samples.find(|import| import.status != ImportStatus::Undone))
}

fn open_books(workspace: &Workspace, language: Language) -> Result<Import, AppError> {
    let headers: Vec<String> = people::FIELDS.map(str::to_owned).into();
    let targets = people::FIELDS.map(str::parse::<Target>).into_iter().collect::<Result<Vec<_>, _>>()?;
    let mapping = Mapping::new(targets)?;
    let new = NewImport {
        kind: ImportKind::Sample,
        file_name: FILE_NAME.to_owned(),
        file_path: None,
        file_print: None,
        layout: json!({ "language": language }),
        headers: headers.clone(),
        mapping: json!(mapping.targets()),
        // Invented people are nobody's: they never join a record of the person.
        on_match: OnMatch::Create,
        on_near: OnNear::Off,
        fixes: json!([]),
        rows_total: people::PEOPLE as u64,
    };
    run::open_books(workspace, &new, &mapping, &headers)
}

/// The rows of an import of the sample data, the same each time they are asked for.
pub(crate) fn rows_of(import: &Import) -> RowBatch {
    let language = serde_json::from_value(import.plan.layout["language"].clone()).unwrap_or_default();
    let rows = people::rows(language, import.started_at);
    RowBatch::of_rows(rows.iter().map(|row| row.iter().map(String::as_str)))
}

#[cfg(test)]
mod tests {
    use sales_core::{fields::Entity, import::RowCounts, list::ListQuery};

    use super::*;
    use crate::{
        imports::ImportState,
        lists::{ListRow, ListWindow, OpenList, Selection},
        records::{ChangeRecords, FieldValue, NewRecordInput, RecordAction},
        test_app::TestApp,
    };

    fn all() -> Selection {
        Selection::Matching { query: ListQuery::default(), except: Vec::new() }
    }

    fn listed(app: &App, entity: Entity) -> Vec<ListRow> {
        let list = app.list_open(&OpenList { entity, query: ListQuery::default(), first: None }).unwrap();
        let window =
            ListWindow { snapshot: list.snapshot, offset: 0, limit: 500, fields: vec!["company".parse().unwrap()] };
        app.list_window(&window).unwrap().rows
    }

    fn make(app: &App, first: &str, company: &str) {
        let value = |field: &str, value: &str| FieldValue { field: field.parse().unwrap(), value: value.to_owned() };
        let values = vec![value("first_name", first), value("company", company)];
        app.record_create(&NewRecordInput { entity: Entity::Prospect, values }).unwrap();
    }

    #[test]
    fn it_brings_five_hundred_people_at_their_companies_all_marked_as_sample() {
        let TestApp { app, folder: _folder } = TestApp::new(Language::Fr);
        let import = app.sample_add().unwrap();
        assert_eq!(import.counts, RowCounts { created: 500, ..RowCounts::default() });
        assert_eq!((import.kind.as_str(), import.file_name.as_str()), ("sample", FILE_NAME));
        let people = listed(&app, Entity::Prospect);
        assert_eq!(people.len(), 500);
        assert!(people.iter().all(|row| row.sample && row.company_id.is_some() && !row.cells[0].is_empty()));
        let companies = listed(&app, Entity::Company);
        assert_eq!(companies.len(), 120);
        assert!(companies.iter().all(|row| row.sample));
        assert_eq!(app.workspace_summary().unwrap().sample_import, Some(import.id));
    }

    #[test]
    fn adding_it_twice_adds_it_once() {
        let TestApp { app, folder: _folder } = TestApp::new(Language::En);
        let first = app.sample_add().unwrap();
        assert_eq!(app.sample_add().unwrap(), first);
        assert_eq!(app.imports_list().unwrap().len(), 1);
    }

    #[test]
    fn removing_it_leaves_the_workspace_as_it_was() {
        let TestApp { app, folder: _folder } = TestApp::new(Language::En);
        make(&app, "Anne", "Own Company");
        let before = (listed(&app, Entity::Prospect), listed(&app, Entity::Company), app.tags_list().unwrap());
        app.sample_add().unwrap();
        let action = RecordAction::AddTag { name: "mine".to_owned() };
        app.records_change(&ChangeRecords { entity: Entity::Prospect, selection: all(), action }).unwrap();
        let undone = app.sample_remove().unwrap();
        assert_eq!((undone.removed, undone.records_kept), (620, 0));
        let tags: Vec<_> = app.tags_list().unwrap().into_iter().filter(|tag| tag.name != "mine").collect();
        let mut people = listed(&app, Entity::Prospect);
        assert_eq!(people[0].tags, ["mine"]);
        people[0].tags.clear();
        assert_eq!((people, listed(&app, Entity::Company), tags), before);
        let summary = app.workspace_summary().unwrap();
        assert_eq!((summary.prospects, summary.sample_import), (1, None));
        assert_eq!(app.sample_remove().unwrap_err().code, ErrorCode::NothingToUndo);
    }

    #[test]
    fn a_company_with_own_people_stays_when_the_sample_goes() {
        let TestApp { app, folder: _folder } = TestApp::new(Language::Fr);
        app.sample_add().unwrap();
        make(&app, "Anne", "Numévia");
        let undone = app.sample_remove().unwrap();
        assert_eq!((undone.removed, undone.records_kept), (619, 1));
        assert_eq!(listed(&app, Entity::Prospect)[0].cells, ["Numévia"]);
    }

    #[test]
    fn it_can_come_again_and_goes_on_after_an_interruption() {
        let TestApp { app, folder: _folder } = TestApp::new(Language::Fr);
        let first = app.sample_add().unwrap();
        app.sample_remove().unwrap();
        open_books(&app.workspace().unwrap(), Language::En).unwrap();
        assert_eq!(app.imports_list().unwrap()[0].status, ImportState::Interrupted);
        let again = app.sample_add().unwrap();
        assert_ne!(again.id, first.id);
        assert_eq!((again.status, again.counts.created), (ImportState::Done, 500));
        assert_eq!(listed(&app, Entity::Prospect).len(), 500);
    }

    #[test]
    fn it_teaches_no_mapping_and_leaves_no_file() {
        let TestApp { app, folder } = TestApp::new(Language::En);
        let names = || -> Vec<_> {
            std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect()
        };
        let before = names();
        app.sample_add().unwrap();
        assert_eq!(names(), before);
        let file = folder.path().join("own.csv");
        std::fs::write(&file, format!("{}\n", people::FIELDS.join(","))).unwrap();
        let input = crate::imports::InspectFile {
            path: file.display().to_string(),
            layout: crate::imports::LayoutChoice { header_rows: Some(1), ..Default::default() },
        };
        let view = app.import_inspect(&input, &mut |_| {});
        assert!(view.is_err() || view.is_ok_and(|view| view.remembered_at.is_none()));
    }
}
