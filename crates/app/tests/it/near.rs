//! Near duplicates of an import.

use std::sync::{Arc, Mutex};

use sales_app::{
    ErrorCode,
    app::AppEvent,
    duplicates::{AUTOMATIC_KEPT_DAYS, MergeRecords, SearchDuplicates},
    history::{EditedRecords, UndoInput},
    imports::{ImportPhase, ImportPlan, ImportState, ImportView},
    jobs::{JobKind, JobState},
};
use sales_core::{
    fields::Entity,
    import::{NearCounts, OnMatch, OnNear},
    list::ListQuery,
};
use sales_testkit::TestApp;

use crate::support::{counts, prospect, refused, undo_import, value};

const FIRST: &str = "First Name,Last Name,Email,Phone,Company,City,Notes\n\
    Paula,Silva,paula@silva.example.pt,+351 912 345 678,Silva Lda,Porto,\n\
    Karim,Benali,karim@benali.example.com,+33 6 12 34 56 78,Atelier Benali,Marseille,met in May\n\
    Greta,Holm,greta@holm.example.se,+46 70 123 45 67,Holm AB,Malmö,\n";

/// One who is there, one who is twice in the file, and two who are new.
const SECOND: &str = "First Name,Last Name,Email,Phone,Company,City,Job Title\n\
    Karim,Benali,,06.12.34.56.78,Atelier Benali,Marseille,Gérant\n\
    Thomas,Nguyen,,+33 6 98 76 54 32,Delta Conseil,Nantes,DSI\n\
    Thomas,Nguyen,,06 98 76 54 32,Delta Conseil,Nantes,Directeur\n\
    Ines,Duarte,ines@duarte.example.es,+34 612 345 678,Duarte SL,Sevilla,\n\
    Luca,Conti,luca@conti.example.it,+39 312 345 6789,Conti SpA,Torino,\n";

fn import(test: &TestApp, name: &str, rows: &str, on_near: OnNear) -> ImportView {
    let path = test.write(name, rows);
    // Otherwise each row with a known number would join whom it matches.
    let plan = ImportPlan { on_near, ..test.plan(&path, OnMatch::Create).unwrap() };
    test.app.import_run(&plan, &mut |_| {}).unwrap()
}

fn with_first() -> TestApp {
    let test = TestApp::new();
    import(&test, "first.csv", FIRST, OnNear::Off);
    test.clock.advance(1_000);
    test
}

#[test]
fn nobody_is_looked_for_when_that_is_off() {
    let test = with_first();
    let view = import(&test, "second.csv", SECOND, OnNear::Off);
    assert_eq!((view.near, test.prospect_ids().len()), (None, 8));
}

#[test]
fn a_check_tells_what_an_import_finds() {
    for (on_near, near) in [
        (OnNear::Off, None),
        (OnNear::Review, Some(NearCounts { merged: 0, review: 2 })),
        (OnNear::Merge, Some(NearCounts { merged: 2, review: 0 })),
    ] {
        let test = with_first();
        let before = test.dump();
        let path = test.write("second.csv", SECOND);
        let plan = ImportPlan { on_near, ..test.plan(&path, OnMatch::Create).unwrap() };
        let check = test.app.import_check(&plan, &mut |_| {}).unwrap();
        assert_eq!((check.near, check.counts.rows()), (near, 5));
        assert_eq!(test.dump(), before);
        assert_eq!(test.app.import_run(&plan, &mut |_| {}).unwrap().near, near);
    }
}

#[test]
fn near_duplicates_wait_for_a_person() {
    let test = with_first();
    let ended = Arc::new(Mutex::new(None));
    let told = Arc::clone(&ended);
    test.app.subscribe(move |event| {
        if let AppEvent::Job(job) = event {
            *told.lock().unwrap() = Some((job.kind, job.state, job.done));
        }
    });
    let view = import(&test, "second.csv", SECOND, OnNear::Review);
    assert_eq!(*ended.lock().unwrap(), Some((JobKind::Import, JobState::Done, 5)));
    assert_eq!(view.near, Some(NearCounts { merged: 0, review: 2 }));
    assert_eq!(counts(&view), [5, 0, 0, 0, 0, 0]);
    assert_eq!(test.prospect_ids().len(), 8);
}

#[test]
fn sure_ones_are_merged_with_the_import_and_taken_back_with_it() {
    let mut test = with_first();
    let before = test.dump();
    let view = import(&test, "second.csv", SECOND, OnNear::Merge);
    assert_eq!(view.near, Some(NearCounts { merged: 2, review: 0 }));
    assert_eq!(counts(&view), [5, 0, 0, 0, 0, 0]);
    assert_eq!(test.prospect_ids().len(), 6);
    let karim = prospect(&test, "last_name", "Benali");
    assert_eq!((value(&karim, "job_title"), value(&karim, "notes")), ("Gérant".into(), "met in May".into()));
    let after = test.dump();
    test.restart();
    undo_import(&test, &view, EditedRecords::Keep);
    assert_eq!(test.dump(), before);
    test.app.history_redo(None).unwrap();
    assert_eq!(test.dump(), after);
    // One merge by itself, then the import with the other.
    let merge = prospect(&test, "last_name", "Benali").history.iter().find(|change| change.label == "merge").cloned();
    test.app.duplicates_unmerge(&merge.unwrap().change).unwrap();
    assert_eq!(test.prospect_ids().len(), 7);
    undo_import(&test, &view, EditedRecords::Keep);
    assert_eq!(test.dump(), before);
}

#[test]
fn what_a_person_merged_keeps_its_values_when_nobody_is_asked() {
    const NEWER: &str = "First Name,Last Name,Phone,Company,City,Department\n\
        Karim,Benali,06.12.34.56.78,Atelier Benali,Marseille,Sales\n";
    let former = FIRST.replace("Notes", "Department").replace("met in May", "Atelier");
    for (by_hand, department) in [(false, "Sales"), (true, "Atelier")] {
        let test = TestApp::new();
        import(&test, "first.csv", &former, OnNear::Off);
        if by_hand {
            import(&test, "again.csv", &former, OnNear::Off);
            let ids = test.ids(Entity::Prospect, ListQuery { search: "Benali".into(), ..ListQuery::default() });
            test.app.duplicates_merge(&MergeRecords { entity: Entity::Prospect, ids, choices: Vec::new() }).unwrap();
        }
        test.clock.advance(1_000);
        let view = import(&test, "newer.csv", NEWER, OnNear::Merge);
        assert_eq!(view.near, Some(NearCounts { merged: 1, review: 0 }));
        assert_eq!(value(&prospect(&test, "last_name", "Benali"), "department"), department);
    }
}

#[test]
fn a_merge_that_nobody_was_asked_about_is_taken_back_for_a_month() {
    let day = 24 * 60 * 60 * 1_000;
    let mut test = with_first();
    let before = test.dump();
    let view = import(&test, "second.csv", SECOND, OnNear::Merge);
    let told = |test: &TestApp, name: &str| prospect(test, "last_name", name).merges[0].clone();
    let (karim, thomas) = (told(&test, "Benali"), told(&test, "Nguyen"));
    assert_eq!((karim.automatic, karim.expired), (true, false));
    let until = karim.until.unwrap();
    assert_eq!(until.0 - karim.at.0, i64::from(AUTOMATIC_KEPT_DAYS) * day);
    test.clock.advance(i64::from(AUTOMATIC_KEPT_DAYS) * day);
    test.app.duplicates_unmerge(&karim.merge).unwrap();
    test.clock.advance(1);
    test.restart();
    assert!(told(&test, "Nguyen").expired);
    let error = refused(test.app.duplicates_unmerge(&thomas.merge), ErrorCode::MergeExpired);
    assert_eq!(error.args["days"], "30");
    let undo = UndoInput { change: Some(thomas.merge), edited: EditedRecords::Keep };
    refused(test.app.history_undo(&undo), ErrorCode::MergeExpired);
    // With its import it goes as ever; and a merge of a person stays theirs.
    undo_import(&test, &view, EditedRecords::Keep);
    assert_eq!(test.dump(), before);
    let ids = test.prospect_ids()[..2].to_vec();
    let mine = MergeRecords { entity: sales_core::fields::Entity::Prospect, ids, choices: Vec::new() };
    let mine = test.app.duplicates_merge(&mine).unwrap().merge;
    test.clock.advance(1_000 * day);
    test.app.duplicates_unmerge(&mine).unwrap();
    assert_eq!(test.dump(), before);
}

#[test]
fn a_merge_of_a_persons_own_can_be_taken_back_always_also_from_within_another() {
    let test = with_first();
    let head = "First Name,Last Name,Phone,Company,City\n";
    let karim = |phone: &str| format!("{head}Karim,Benali,{phone},Atelier Benali,Marseille\n");
    let known = test.prospect_ids();
    import(&test, "second.csv", &karim("06 12 34 56 78"), OnNear::Off);
    import(&test, "third.csv", &karim(""), OnNear::Off);
    let ids = test.prospect_ids().into_iter().filter(|id| !known.contains(id)).collect();
    let own = MergeRecords { entity: sales_core::fields::Entity::Prospect, ids, choices: Vec::new() };
    let own = test.app.duplicates_merge(&own).unwrap().merge;
    let view = import(&test, "fourth.csv", &karim("0612345678"), OnNear::Merge);
    assert_eq!(view.near.map(|near| near.merged), Some(2));
    test.clock.advance(i64::from(2 * AUTOMATIC_KEPT_DAYS) * 24 * 60 * 60 * 1_000);
    let outer = prospect(&test, "last_name", "Benali").merges[0].clone();
    assert_eq!((outer.automatic, outer.until, outer.expired), (true, None, false));
    refused(test.app.duplicates_unmerge(&own), ErrorCode::MergedSince);
    test.app.duplicates_unmerge(&outer.merge).unwrap();
    test.app.duplicates_unmerge(&own).unwrap();
    assert_eq!(test.prospect_ids().len(), 6);
}

#[test]
fn a_later_merge_is_taken_back_before_the_import() {
    let test = with_first();
    let view = import(&test, "second.csv", SECOND, OnNear::Merge);
    let ids = ["Benali", "Silva"].map(|name| prospect(&test, "last_name", name).id).to_vec();
    let merge = MergeRecords { entity: sales_core::fields::Entity::Prospect, ids, choices: Vec::new() };
    // The older of the two goes on, so that the one of the import's merge goes.
    let later = test.app.duplicates_merge(&merge).unwrap().merge;
    let undo = UndoInput { change: Some(view.change.clone()), edited: EditedRecords::Keep };
    let error = refused(test.app.history_undo(&undo), ErrorCode::MergedSince);
    assert_eq!(error.args["id"], later);
    test.app.duplicates_unmerge(&later).unwrap();
    test.app.history_undo(&undo).unwrap();
    assert_eq!(test.prospect_ids().len(), 3);
}

/// Locks the workspace when a kind of work is first told of.
fn lock_at(test: &TestApp, kind: JobKind) {
    let app = test.app.clone();
    let locked = Mutex::new(false);
    test.app.subscribe(move |event| {
        if let AppEvent::Job(job) = event
            && job.kind == kind
            && !std::mem::replace(&mut *locked.lock().unwrap(), true)
        {
            app.workspace_lock().unwrap();
        }
    });
}

#[test]
fn a_search_ends_when_the_workspace_is_locked() {
    let test = with_first();
    lock_at(&test, JobKind::Duplicates);
    refused(test.app.duplicates_search(&SearchDuplicates { entity: None, min: None }), ErrorCode::Cancelled);
    test.unlock();
    assert_eq!(test.prospect_ids().len(), 3);
}

#[test]
fn an_import_that_was_locked_while_it_compared_goes_on_with_that() {
    let mut test = with_first();
    let path = test.write("second.csv", SECOND);
    let plan = ImportPlan { on_near: OnNear::Merge, ..test.plan(&path, OnMatch::Create).unwrap() };
    let app = test.app.clone();
    let error = test.app.import_run(&plan, &mut |at| {
        if at.phase == ImportPhase::Comparing {
            app.workspace_lock().unwrap();
        }
    });
    refused(error, ErrorCode::Cancelled);
    test.restart();
    let import = test.app.imports_list().unwrap().remove(0);
    assert_eq!((import.status, import.near), (ImportState::Interrupted, None));
    let done = test.app.import_resume(&import.id, &mut |_| {}).unwrap();
    assert_eq!((done.status, done.near), (ImportState::Done, Some(NearCounts { merged: 2, review: 0 })));
}
