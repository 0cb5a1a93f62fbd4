//! Looks, checks and imports that are ended early, and going on with imports.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use sales_app::{
    App, AppError, ErrorCode,
    app::AppEvent,
    history::{EditedRecords, UndoInput},
    imports::{ImportPhase, ImportState, ImportView, InspectFile, LayoutChoice, StopImport},
    jobs::{JobKind, JobState},
};
use sales_core::import::OnMatch;
use sales_testkit::{TestApp, contacts::Contacts};

use crate::support::{counts, refused};

const ROWS: usize = 40_000;
/// Enough where it is not about their number.
const FEW_ROWS: usize = 2_000;

/// Imports a file of several chunks and acts on the first news of it.
fn import_and(test: &TestApp, act: impl Fn(&App) + Send + 'static) -> Result<ImportView, AppError> {
    import_and_in(ImportPhase::Writing, ROWS, test, act)
}

/// Imports a file and acts on the first news of a phase.
fn import_and_in(
    phase: ImportPhase,
    rows: usize,
    test: &TestApp,
    act: impl Fn(&App) + Send + 'static,
) -> Result<ImportView, AppError> {
    let path = test.write("r.csv", Contacts::new(9, 20).csv(rows).text());
    let plan = test.plan(&path, OnMatch::Fill).unwrap();
    let app = test.app.clone();
    let acted = Arc::new(AtomicBool::new(false));
    test.app.import_run(&plan, &mut |at| {
        if at.phase == phase && !acted.swap(true, Ordering::Relaxed) {
            act(&app);
        }
    })
}

fn whole_dump(rows: usize) -> Vec<String> {
    let test = TestApp::new();
    import_and_in(ImportPhase::Writing, rows, &test, |_| {}).unwrap();
    test.dump()
}

#[test]
fn what_is_in_stays_when_an_import_is_stopped() {
    let test = TestApp::new();
    let import = import_and(&test, |app| app.import_stop(StopImport::Keep).unwrap()).unwrap();
    assert_eq!(import.status, ImportState::Stopped);
    assert!(import.rows > 0 && (import.rows as usize) < ROWS, "{}", import.rows);
    assert_eq!(test.prospect_ids().len(), counts(&import)[0] as usize);
    // The prospects that stayed are known to the next import.
    let path = test.folder().join("r.csv").display().to_string();
    let second = test.app.import_run(&test.plan(&path, OnMatch::Skip).unwrap(), &mut |_| {}).unwrap();
    assert_eq!(second.rows as usize, ROWS);
    assert!(second.counts.skipped * 10 > import.rows * 8, "{second:?}");
    refused(test.app.import_resume(&import.id, &mut |_| {}), ErrorCode::ImportEnded);
}

#[test]
fn nothing_stays_when_an_import_is_rolled_back() {
    let test = TestApp::new();
    test.import("before.csv", Contacts::new(9, 0).csv(300).text(), OnMatch::Fill);
    let before = test.dump();
    let import = import_and(&test, |app| app.import_stop(StopImport::RollBack).unwrap()).unwrap();
    assert_eq!(import.status, ImportState::Undone);
    assert_eq!(test.dump(), before);
}

#[test]
fn nothing_stays_when_an_import_is_rolled_back_after_its_last_row() {
    let test = TestApp::new();
    test.import("before.csv", Contacts::new(9, 0).csv(300).text(), OnMatch::Fill);
    let before = test.dump();
    let import = import_and_in(ImportPhase::Indexing, FEW_ROWS, &test, |app| {
        app.import_stop(StopImport::RollBack).unwrap();
        // Too late: what goes is not kept by a second thought.
        app.import_stop(StopImport::Keep).unwrap();
    });
    assert_eq!(import.unwrap().status, ImportState::Undone);
    assert_eq!(test.dump(), before);
}

#[test]
fn everything_is_in_when_an_import_is_stopped_after_its_last_row() {
    let test = TestApp::new();
    let stop = |app: &App| app.import_stop(StopImport::Keep).unwrap();
    let import = import_and_in(ImportPhase::Indexing, FEW_ROWS, &test, stop).unwrap();
    assert_eq!((import.status, import.rows as usize), (ImportState::Done, FEW_ROWS));
    assert!(test.dump() == whole_dump(FEW_ROWS), "as if nothing had been asked");
    // All of them are known to the next import.
    let path = test.folder().join("r.csv").display().to_string();
    let second = test.app.import_run(&test.plan(&path, OnMatch::Skip).unwrap(), &mut |_| {}).unwrap();
    assert_eq!(second.counts.updated, 0);
    assert!(second.counts.skipped as usize * 10 > FEW_ROWS * 8, "{second:?}");
}

#[test]
fn an_import_that_was_locked_after_its_last_row_goes_on() {
    let mut test = TestApp::new();
    let error = import_and_in(ImportPhase::Indexing, FEW_ROWS, &test, |app| {
        app.workspace_lock().unwrap();
    });
    refused(error, ErrorCode::Cancelled);
    test.restart();
    let interrupted = test.app.imports_list().unwrap().remove(0);
    assert_eq!((interrupted.status, interrupted.rows as usize), (ImportState::Interrupted, FEW_ROWS));
    let done = test.app.import_resume(&interrupted.id, &mut |_| {}).unwrap();
    assert_eq!((done.status, done.rows as usize), (ImportState::Done, FEW_ROWS));
    assert!(test.dump() == whole_dump(FEW_ROWS), "as if it had never been interrupted");
}

#[test]
fn an_import_goes_on_after_the_workspace_was_locked() {
    let mut test = TestApp::new();
    let error = import_and(&test, |app| {
        app.workspace_lock().unwrap();
    });
    refused(error, ErrorCode::Cancelled);
    test.restart();
    let interrupted = test.app.imports_list().unwrap().remove(0);
    assert_eq!(interrupted.status, ImportState::Interrupted);
    assert!(interrupted.rows > 0 && (interrupted.rows as usize) < ROWS, "{}", interrupted.rows);
    let done = test.app.import_resume(&interrupted.id, &mut |_| {}).unwrap();
    assert_eq!((done.status, done.rows as usize), (ImportState::Done, ROWS));
    assert!(test.dump() == whole_dump(ROWS), "as if it had never been interrupted");
}

#[test]
fn an_interrupted_import_can_be_taken_back() {
    let mut test = TestApp::new();
    test.import("before.csv", Contacts::new(9, 0).csv(300).text(), OnMatch::Fill);
    let before = test.dump();
    refused(
        import_and(&test, |app| {
            app.workspace_lock().unwrap();
        }),
        ErrorCode::Cancelled,
    );
    test.restart();
    let interrupted = test.app.imports_list().unwrap().remove(0);
    assert_eq!(interrupted.status, ImportState::Interrupted);
    let input = UndoInput { change: Some(interrupted.change), edited: EditedRecords::Keep };
    test.app.history_undo(&input).unwrap();
    assert_eq!(test.dump(), before);
    assert_eq!(test.app.imports_list().unwrap()[0].status, ImportState::Undone);
}

#[test]
fn an_import_does_not_go_on_with_another_file() {
    let mut test = TestApp::new();
    refused(
        import_and(&test, |app| {
            app.workspace_lock().unwrap();
        }),
        ErrorCode::Cancelled,
    );
    test.restart();
    let before = test.dump();
    let id = test.app.imports_list().unwrap().remove(0).id;
    let path = test.write("r.csv", Contacts::new(10, 20).csv(ROWS).text());
    let error = refused(test.app.import_resume(&id, &mut |_| {}), ErrorCode::FileChanged);
    assert_eq!(error.args["file"], path);
    std::fs::remove_file(&path).unwrap();
    let error = refused(test.app.import_resume(&id, &mut |_| {}), ErrorCode::FileMissing);
    assert_eq!(error.args["file"], path);
    assert_eq!(test.dump(), before, "the data stays as it was");
}

#[test]
fn one_import_at_a_time() {
    let test = TestApp::new();
    let path = test.write("small.csv", "Email\na@x.example.com\n");
    let plan = test.plan(&path, OnMatch::Fill).unwrap();
    let import = import_and(&test, move |app| {
        refused(app.import_run(&plan, &mut |_| {}), ErrorCode::ImportRunning);
    });
    assert_eq!(import.unwrap().status, ImportState::Done);
}

#[test]
fn a_look_at_a_file_tells_how_far_it_is_and_can_be_stopped() {
    let test = TestApp::new();
    let path = test.write("r.csv", Contacts::new(9, 20).csv(FEW_ROWS).text());
    let bytes = std::fs::metadata(&path).unwrap().len();
    let input = InspectFile { path, layout: LayoutChoice::default() };
    let stopped = test.app.import_inspect(&input, &mut |at| {
        assert_eq!(at.phase, ImportPhase::Reading);
        assert!(at.rows > 0 && at.total >= at.rows && at.total < bytes, "{at:?}");
        test.app.import_inspect_stop();
    });
    refused(stopped, ErrorCode::Cancelled);
    assert_eq!(test.app.jobs_list(), []);
    let view = test.app.import_inspect(&input, &mut |_| {}).unwrap();
    assert_eq!(view.rows as usize, FEW_ROWS, "a stop does not reach what begins later");
    // The newest look is the one that counts.
    let mut newest = None;
    let older = test.app.import_inspect(&input, &mut |_| {
        newest = Some(test.app.import_inspect(&input, &mut |_| {}).unwrap());
    });
    refused(older, ErrorCode::Cancelled);
    assert_eq!(newest.unwrap(), view);
}

#[test]
fn a_check_is_stopped_and_the_next_one_is_not() {
    let test = TestApp::new();
    let path = test.write("r.csv", Contacts::new(9, 20).csv(ROWS / 2).text());
    let plan = test.plan(&path, OnMatch::Fill).unwrap();
    let stops: [fn(&App); 3] = [
        |app| app.import_check_stop(),
        |app| app.jobs_cancel(&app.jobs_list()[0].id).unwrap(),
        |app| {
            app.workspace_lock().unwrap();
        },
    ];
    for stop in stops {
        let mut told = 0;
        let checked = test.app.import_check(&plan, &mut |_| {
            told += 1;
            stop(&test.app);
        });
        refused(checked, ErrorCode::Cancelled);
        assert_eq!(told, 1);
        test.unlock();
    }
    let counts = test.app.import_check(&plan, &mut |_| {}).unwrap().counts;
    assert_eq!(counts.rows() as usize, ROWS / 2);
}

#[test]
fn a_file_that_changed_after_it_was_looked_at_is_read_anew() {
    let test = TestApp::new();
    let path = test.write("r.csv", "Name;Email\nAda;a@x.example.com\nBob;b@x.example.com\n");
    let plan = test.plan(&path, OnMatch::Fill).unwrap();
    assert_eq!(test.app.import_check(&plan, &mut |_| {}).unwrap().counts.created, 2);
    test.write("r.csv", "Name,Email,City\nAda,a@x.example.com,Lyon\n");
    refused(test.app.import_check(&plan, &mut |_| {}), ErrorCode::MappingColumnUnknown);
    let plan = test.plan(&path, OnMatch::Fill).unwrap();
    assert_eq!(test.app.import_run(&plan, &mut |_| {}).unwrap().counts.created, 1);
}

/// What the strip is told of a kind of work: whether it is ending, and how it stands.
fn told_of(test: &TestApp, kind: JobKind) -> Arc<Mutex<Vec<(bool, JobState)>>> {
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&told);
    test.app.subscribe(move |event| {
        if let AppEvent::Job(job) = event
            && job.kind == kind
        {
            heard.lock().unwrap().push((job.stopping, job.state));
        }
    });
    told
}

#[test]
fn an_import_says_that_it_is_stopping_and_how_it_ended() {
    for (how, state) in [(StopImport::Keep, JobState::Stopped), (StopImport::RollBack, JobState::TakenBack)] {
        let test = TestApp::new();
        let told = told_of(&test, JobKind::Import);
        let import = import_and(&test, move |app| {
            app.import_stop(how).unwrap();
            // A second and a third time, from elsewhere: no harm is done.
            app.import_stop(how).unwrap();
            app.jobs_cancel(&app.jobs_list()[0].id).unwrap();
            assert!(app.jobs_list()[0].stopping);
        })
        .unwrap();
        let expected = if how == StopImport::Keep { ImportState::Stopped } else { ImportState::Undone };
        assert_eq!(import.status, expected);
        let told = told.lock().unwrap();
        assert_eq!(told.first(), Some(&(false, JobState::Running)));
        assert!(told.contains(&(true, JobState::Running)), "{told:?}");
        assert_eq!(told.last(), Some(&(false, state)));
    }
}

#[test]
fn a_stop_that_comes_too_late_is_told_as_the_end() {
    let test = TestApp::new();
    let told = told_of(&test, JobKind::Import);
    let stop = |app: &App| app.import_stop(StopImport::Keep).unwrap();
    import_and_in(ImportPhase::Indexing, FEW_ROWS, &test, stop).unwrap();
    assert_eq!(told.lock().unwrap().last(), Some(&(false, JobState::Done)));
}

#[test]
fn the_rows_to_come_are_known_exactly() {
    let totals = |test: &TestApp, rows: usize, look_first: bool| {
        let path = test.write("r.csv", Contacts::new(9, 20).csv(rows).text());
        if look_first {
            let input = InspectFile { path: path.clone(), layout: LayoutChoice::default() };
            test.app.import_inspect(&input, &mut |_| {}).unwrap();
        }
        let plan = test.plan(&path, OnMatch::Fill).unwrap();
        let mut totals = BTreeSet::new();
        test.app.import_check(&plan, &mut |at| _ = totals.insert(at.total)).unwrap();
        test.app.import_run(&plan, &mut |at| _ = totals.insert(at.total)).unwrap();
        totals.into_iter().map(|total| total as usize).collect::<Vec<_>>()
    };
    assert_eq!(totals(&TestApp::new(), FEW_ROWS, false), [FEW_ROWS], "a small file is read in one go");
    assert_eq!(totals(&TestApp::new(), ROWS, true), [ROWS], "a larger one was read before");
}

#[test]
fn a_workspace_that_was_locked_over_an_import_opens_as_soon_as_its_rows_let_go() {
    let test = TestApp::new();
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        let tell = Mutex::new(tell);
        let import = scope.spawn(|| {
            import_and(&test, move |app| {
                app.workspace_lock().unwrap();
                tell.lock().unwrap().send(()).unwrap();
                // The rows in hand take their time.
                std::thread::sleep(std::time::Duration::from_millis(200));
            })
        });
        told.recv().unwrap();
        test.unlock();
        refused(import.join().unwrap(), ErrorCode::Cancelled);
    });
    assert_eq!(test.app.imports_list().unwrap()[0].status, ImportState::Interrupted);
}
