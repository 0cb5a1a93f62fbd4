//! A new key for the workspace, while it is in use.

use std::{
    fs,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use sales_app::{
    App, ErrorCode,
    app::AppEvent,
    jobs::{JobKind, JobState},
    workspace::{Unlock, WorkspaceState},
};
use sales_core::{fields::Entity, import::OnMatch, list::ListQuery};
use sales_testkit::{PASSPHRASE, TestApp};

use crate::support::{edit, prospect, refused, undo};

const FILE: &str = "Prénom,Nom,E-mail\nLéa,Martin,lea@acme.fr\nKarim,Benali,karim@acme.fr\n";

fn with_prospects() -> TestApp {
    let test = TestApp::new();
    test.import("a.csv", FILE, OnMatch::Fill);
    test
}

fn lock_and_open(test: &TestApp, unlock: Unlock) -> Result<(), ErrorCode> {
    test.app.workspace_lock().unwrap();
    test.app.workspace_unlock(unlock).map(|_| ()).map_err(|error| error.code)
}

fn by_code(code: &str) -> Unlock {
    Unlock::Recovery { code: code.into() }
}

/// Calls `act` once, at the first news of a job of this kind that is under way.
fn during(test: &TestApp, kind: JobKind, act: impl Fn(&App, &str) + Send + Sync + 'static) {
    let (app, done) = (test.app.clone(), AtomicBool::new(false));
    test.app.subscribe(move |event| {
        if let AppEvent::Job(job) = event
            && job.kind == kind
            && job.total > 0
            && !done.swap(true, Ordering::Relaxed)
        {
            act(&app, &job.id);
        }
    });
}

#[test]
fn everything_goes_on_under_the_new_key() {
    let test = with_prospects();
    let before = test.dump();
    let file = fs::read(test.workspace_folder().join("workspace.db")).unwrap();
    let code = test.app.workspace_rotate_key(Some(PASSPHRASE)).unwrap();
    assert_eq!(test.app.workspace_status().unwrap().state, WorkspaceState::Open, "it stays open");
    assert_eq!(test.dump(), before);
    assert!(fs::read(test.workspace_folder().join("workspace.db")).unwrap()[..16] != file[..16]);

    let lea = prospect(&test, "email", "lea@acme.fr");
    edit(&test, &lea.id, "city", "Lyon");
    undo(&test);
    assert_eq!(test.dump(), before, "writing and the history work");
    assert_eq!(test.ids(Entity::Prospect, ListQuery::default()).len(), 2);

    lock_and_open(&test, by_code(code.reveal())).unwrap();
    lock_and_open(&test, Unlock::Passphrase { passphrase: PASSPHRASE.into() }).unwrap();
    assert_eq!(test.dump(), before);
}

#[test]
fn it_needs_the_passphrase_and_leaves_all_as_it_was_without() {
    let test = with_prospects();
    let before = test.dump();
    refused(test.app.workspace_rotate_key(None), ErrorCode::PassphraseNeeded);
    let error = refused(test.app.workspace_rotate_key(Some("neuf poires tombent")), ErrorCode::PassphraseWrong);
    assert_eq!(error.field.as_deref(), Some("passphrase"));
    let lea = prospect(&test, "email", "lea@acme.fr");
    edit(&test, &lea.id, "city", "Lyon");
    undo(&test);
    test.import("b.csv", "E-mail\nnew@acme.fr\n", OnMatch::Fill);
    undo(&test);
    assert_eq!(prospects_of(&before), prospects_of(&test.dump()), "writing and importing work");
}

/// The lines of prospects in a dump.
fn prospects_of(dump: &[String]) -> Vec<&String> {
    dump.iter().filter(|line| line.contains("@acme.fr")).filter(|line| line.contains("first_name")).collect()
}

#[test]
fn cancelled_it_leaves_the_key_as_it_was() {
    let test = with_prospects();
    let before = test.dump();
    let key_file = fs::read(test.workspace_folder().join("workspace.key")).unwrap();
    during(&test, JobKind::Rotation, |app, job| app.jobs_cancel(job).unwrap());
    refused(test.app.workspace_rotate_key(Some(PASSPHRASE)), ErrorCode::Cancelled);
    assert_eq!(test.dump(), before);
    assert!(fs::read(test.workspace_folder().join("workspace.key")).unwrap() == key_file);
    assert!(!test.workspace_folder().join("incoming").exists());
    test.app.workspace_rotate_key(Some(PASSPHRASE)).unwrap();
    assert_eq!(test.dump(), before, "the next time it works");
}

#[test]
fn locking_meanwhile_ends_it() {
    let test = with_prospects();
    let before = test.dump();
    during(&test, JobKind::Rotation, |opened, _| {
        let app = opened.clone();
        thread::spawn(move || app.workspace_lock().unwrap());
        while opened.tags_list().is_ok() {
            thread::yield_now();
        }
    });
    let ended = test.app.workspace_rotate_key(Some(PASSPHRASE)).unwrap_err().code;
    assert!(matches!(ended, ErrorCode::Cancelled | ErrorCode::WorkspaceClosed), "{ended:?}");
    test.unlock();
    assert_eq!(test.dump(), before);
}

#[test]
fn nothing_is_imported_meanwhile() {
    let test = with_prospects();
    let path = test.write("b.csv", "E-mail\nnew@acme.fr\n");
    let plan = test.plan(&path, OnMatch::Fill).unwrap();
    let code = Arc::new(parking_lot::Mutex::new(None));
    let told = Arc::clone(&code);
    during(&test, JobKind::Rotation, move |app, _| {
        *told.lock() = app.import_run(&plan, &mut |_| {}).err().map(|error| error.code);
    });
    test.app.workspace_rotate_key(Some(PASSPHRASE)).unwrap();
    assert_eq!(*code.lock(), Some(ErrorCode::ImportRunning));
    test.import("c.csv", "E-mail\nnew@acme.fr\n", OnMatch::Fill);
}

#[test]
fn what_is_written_meanwhile_waits_or_is_refused_and_never_lost() {
    let test = with_prospects();
    let lea = prospect(&test, "email", "lea@acme.fr").id;
    let wrote = Arc::new(parking_lot::Mutex::new(Vec::new()));
    let told = Arc::clone(&wrote);
    during(&test, JobKind::Rotation, move |app, _| {
        let input = sales_app::records::EditRecord {
            entity: Entity::Prospect,
            id: lea.clone(),
            field: "city".parse().unwrap(),
            value: "Lyon".to_owned(),
        };
        let app = app.clone();
        told.lock().push(thread::spawn(move || app.record_edit(&input).map_err(|error| error.code)));
    });
    test.app.workspace_rotate_key(Some(PASSPHRASE)).unwrap();
    let outcome = wrote.lock().pop().unwrap().join().unwrap();
    let city = crate::support::value(&prospect(&test, "email", "lea@acme.fr"), "city");
    match outcome {
        Ok(_) => assert_eq!(city, "Lyon"),
        Err(ErrorCode::Busy | ErrorCode::WorkspaceClosed) => assert_eq!(city, ""),
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn its_end_is_told() {
    let test = with_prospects();
    let states = Arc::new(parking_lot::Mutex::new(Vec::new()));
    let told = Arc::clone(&states);
    test.app.subscribe(move |event| {
        if let AppEvent::Job(job) = event {
            told.lock().push((job.kind, job.state));
        }
    });
    test.app.workspace_rotate_key(Some(PASSPHRASE)).unwrap();
    let states = states.lock();
    assert_eq!(states.first(), Some(&(JobKind::Rotation, JobState::Running)));
    assert_eq!(states.last(), Some(&(JobKind::Rotation, JobState::Done)));
}

#[cfg(unix)]
#[test]
fn a_saved_recovery_code_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;

    let test = TestApp::new();
    let file = test.folder().join("code.txt");
    let input = sales_app::workspace::SaveRecoveryCode { file: file.display().to_string(), code: "ABCD-EFGH".into() };
    test.app.workspace_save_recovery_code(&input).unwrap();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "ABCD-EFGH\n");
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
}
