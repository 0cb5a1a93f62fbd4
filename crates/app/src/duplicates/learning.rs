//! How learning from people's decisions stands.

use sales_core::fields::{Entity, FieldId};
use sales_ingest::dedupe::{FEWEST_LABELS, FEWEST_SAME, Labels, Outcome};
use sales_store::{
    Db,
    duplicates::{self as stored, LabelCounts, Search},
    error::StoreError,
};

use super::{LearningState, LearningView};
use crate::{error::AppError, workspace::Workspace};

/// What people said about records of a kind, with the fields that are compared.
pub(crate) fn labels(workspace: &Workspace, entity: Entity, fields: &[FieldId]) -> Result<Labels, AppError> {
    let mut labels = Labels::new(entity, fields.iter().cloned());
    for label in workspace.store.read(|db| stored::labels(db, entity, fields))? {
        let [left, right] = [0, 1].map(|side| (label.rows[side], label.cells[side].iter().map(String::as_str)));
        labels.push(left, right, label.is_same);
    }
    Ok(labels)
}

/// What the last search of a kind of record made of decisions, and what the next one will.
pub(super) fn view(db: &Db, search: &Search) -> Result<LearningView, StoreError> {
    let now = stored::count_labels(db, search.entity)?;
    let state = state(now, search);
    let decisions = match state {
        LearningState::Learnt | LearningState::Agrees | LearningState::NoPattern => search.learning.labels,
        _ => now.labels,
    };
    Ok(LearningView { state, decisions, merges: now.same, needed: FEWEST_LABELS, merges_needed: FEWEST_SAME })
}

fn state(now: LabelCounts, search: &Search) -> LearningState {
    let was = |outcome: Outcome| search.learning.outcome == outcome.as_str();
    if was(Outcome::Learnt) {
        LearningState::Learnt
    } else if now.labels == 0 {
        LearningState::None
    } else if now.labels < FEWEST_LABELS {
        LearningState::TooFew
    } else if now.same < FEWEST_SAME {
        LearningState::TooFewMerges
    } else if was(Outcome::Agrees) {
        LearningState::Agrees
    } else if was(Outcome::NoPattern) {
        LearningState::NoPattern
    } else {
        LearningState::NextSearch
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use sales_store::undo::{self, EditedSince};

    use super::*;
    use crate::{
        duplicates::{MergeRecords, RejectDuplicates},
        lists::Selection,
        records::{ChangeRecords, CorrectName, EditRecord, FieldValue, NewRecordInput, RecordAction},
        settings::Language,
        test_app::TestApp,
    };

    const FIELDS: [&str; 5] = ["city", "company", "company_website", "first_name", "last_name"];

    /// Makes a record. Gives its identity, and the number of the change.
    fn make(test: &TestApp, entity: Entity, values: &[(&str, &str)]) -> (String, i64) {
        let value = |&(field, value): &(&str, &str)| FieldValue { field: field.parse().unwrap(), value: value.into() };
        let input = NewRecordInput { entity, values: values.iter().map(value).collect() };
        let id = test.app.record_create(&input).unwrap().id;
        (id, test.app.workspace().unwrap().store.read(stored::newest_change).unwrap())
    }

    fn person(test: &TestApp, first: &str, last: &str, company: &str) -> (String, i64) {
        make(test, Entity::Prospect, &[("first_name", first), ("last_name", last), ("company", company)])
    }

    fn edit(test: &TestApp, entity: Entity, id: &str, field: &str, value: &str) {
        let edit = EditRecord { entity, id: id.into(), field: field.parse().unwrap(), value: value.into() };
        test.app.record_edit(&edit).unwrap();
    }

    fn reject(test: &TestApp, ids: &[&str]) -> String {
        let ids = ids.iter().map(ToString::to_string).collect();
        test.app.duplicates_reject(&RejectDuplicates { entity: Entity::Prospect, ids }).unwrap()
    }

    fn merge(test: &TestApp, ids: &[&str]) -> String {
        let ids = ids.iter().map(ToString::to_string).collect();
        let merge = MergeRecords { entity: Entity::Prospect, ids, choices: Vec::new() };
        test.app.duplicates_merge(&merge).unwrap().merge
    }

    /// What was said, the newest first: the cells of both records, and whether they are the same. As many as are
    /// counted, and as a search gets.
    fn said(test: &TestApp) -> Vec<([Vec<String>; 2], bool)> {
        let workspace = test.app.workspace().unwrap();
        let fields = FIELDS.map(|field| field.parse::<FieldId>().unwrap());
        let (said, counts) = workspace
            .store
            .read(|db| {
                Ok((stored::labels(db, Entity::Prospect, &fields)?, stored::count_labels(db, Entity::Prospect)?))
            })
            .unwrap();
        let same = said.iter().filter(|label| label.is_same).count();
        assert_eq!((counts.labels as usize, counts.same as usize), (said.len(), same));
        said.into_iter().map(|label| (label.cells, label.is_same)).collect()
    }

    fn replay(test: &TestApp, is_undo: bool, seq: i64) {
        let store = &test.app.workspace().unwrap().store;
        let go_on = &mut |_, _| ControlFlow::Continue(());
        let replayed =
            if is_undo { undo::undo(store, seq, EditedSince::Keep, go_on) } else { undo::redo(store, seq, go_on) };
        replayed.unwrap();
    }

    #[test]
    fn decisions_about_records_that_are_not_known_any_more_do_not_count() {
        let test = TestApp::new(Language::En);
        let (jean, _) = person(&test, "Jean", "Dupont", "Acme");
        let (other, made) = person(&test, "Jean", "Dupond", "Acme");
        reject(&test, &[&jean, &other]);
        assert_eq!(said(&test).len(), 1);
        replay(&test, true, made);
        assert_eq!(said(&test), []);
        // The record that comes again is the one that was told apart.
        replay(&test, false, made);
        assert_eq!(said(&test).len(), 1);
        // Of one that was deleted, the history has what it had.
        let selection = Selection::Ids { ids: vec![other] };
        let remove = ChangeRecords { entity: Entity::Prospect, selection, action: RecordAction::Remove };
        test.app.records_change(&remove).unwrap();
        assert_eq!(said(&test)[0].0[1], ["", "Acme", "", "Jean", "Dupond"]);
    }

    #[test]
    fn of_two_decisions_about_one_pair_the_one_in_force_counts() {
        let test = TestApp::new(Language::En);
        let people = ["Dupont", "Dupond", "Dupon"].map(|last| person(&test, "Jean", last, "Acme").0);
        let [first, second, third] = people.each_ref().map(String::as_str);
        reject(&test, &[first, second]);
        let directly = merge(&test, &[first, second]);
        assert_eq!(said(&test).iter().map(|(_, is_same)| *is_same).collect::<Vec<_>>(), [true]);
        test.app.duplicates_unmerge(&directly).unwrap();
        assert_eq!(said(&test).iter().map(|(_, is_same)| *is_same).collect::<Vec<_>>(), [false]);
        // The same by way of a third.
        merge(&test, &[first, third]);
        merge(&test, &[first, second]);
        assert_eq!(said(&test).iter().map(|(_, is_same)| *is_same).collect::<Vec<_>>(), [true, true]);
    }

    #[test]
    fn a_decision_is_about_what_people_saw() {
        let test = TestApp::new(Language::En);
        let (jean, _) = person(&test, "Jean", "Dupont", "Acme");
        let (other, _) = person(&test, "Jean", "Dupond", "Acme");
        let company = || {
            let ids = test.app.workspace().unwrap().store.read(|db| {
                let rows: Vec<i64> = (0..100).collect();
                sales_store::record::Record::ids_of(db, Entity::Company, &rows)
            });
            ids.unwrap().into_values().next().unwrap().to_string()
        };
        edit(&test, Entity::Company, &company(), "company_website", "https://acme.example.com");
        let rejected = reject(&test, &[&jean, &other]);
        let seen = ["", "Acme", "https://acme.example.com", "Jean", "Dupont"];
        assert_eq!(said(&test)[0].0[0], seen);
        edit(&test, Entity::Prospect, &jean, "last_name", "Durand");
        edit(&test, Entity::Prospect, &jean, "city", "Lyon");
        edit(&test, Entity::Company, &company(), "company", "Nova");
        edit(&test, Entity::Company, &company(), "company_website", "");
        assert_eq!(said(&test)[0].0[0], seen);
        // Who says it again has seen what there is now.
        let undone = crate::history::UndoInput { change: Some(rejected), edited: Default::default() };
        test.app.history_undo(&undone).unwrap();
        reject(&test, &[&jean, &other]);
        assert_eq!(said(&test)[0].0[0], ["Lyon", "Nova", "", "Jean", "Durand"]);
    }

    #[test]
    fn corrected_names_are_read_as_a_search_reads_them() {
        let test = TestApp::new(Language::En);
        let (martin, _) = person(&test, "Martin", "Bernard", "");
        let (other, _) = person(&test, "Bernard", "Martin", "");
        reject(&test, &[&martin, &other]);
        let none = String::new;
        let (first, last) = ("Bernard".to_owned(), "Martin".to_owned());
        let correct = CorrectName { id: martin, title: none(), first, middle: none(), last, suffix: none() };
        test.app.name_correct(&correct).unwrap();
        assert_eq!(said(&test)[0].0, [["", "", "", "Bernard", "Martin"], ["", "", "", "Bernard", "Martin"]]);
        let whole: Vec<FieldId> = vec!["full_name".parse().unwrap()];
        let store = &test.app.workspace().unwrap().store;
        let labels = store.read(|db| stored::labels(db, Entity::Prospect, &whole)).unwrap();
        assert_eq!(labels[0].cells, [["Martin, Bernard"], [""]]);
    }
}
