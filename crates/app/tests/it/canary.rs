//! Nothing that was imported or typed stands in any file as it is.

use std::{
    fs,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use sales_app::{
    app::AppEvent,
    imports::StopImport,
    workspace::{RestoreBackup, Unlock},
};
use sales_core::{fields::Entity, import::OnMatch};
use sales_testkit::{PASSPHRASE, TestApp, contacts::Contacts};

use crate::support::{edit, is};

const MARKS: [&str; 4] = ["KanarienVogelQ", "canari-serin@zq.example.com", "Canary Wharf Zq", "zqnotezq"];

/// Fails when a file of the folder holds a mark; says how many files were looked at.
fn scan(folder: &Path) -> usize {
    let mut looked = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            looked += scan(&path);
            continue;
        }
        let content = fs::read(&path).unwrap();
        for mark in MARKS {
            for form in [mark.to_owned(), mark.to_lowercase(), mark.to_uppercase()] {
                let utf_16: Vec<u8> = form.encode_utf16().flat_map(u16::to_le_bytes).collect();
                for bytes in [form.as_bytes(), &utf_16] {
                    assert!(memchr::memmem::find(&content, bytes).is_none(), "{form} stands in {}", path.display());
                }
            }
        }
        looked += 1;
    }
    looked
}

#[test]
fn no_mark_is_found_while_a_file_is_imported_edited_and_taken_back() {
    let mut test = TestApp::new();
    let workspace = test.workspace_folder();
    let mut text = format!("First Name,Email,Company,Notes\n{},{},{},{}\n", MARKS[0], MARKS[1], MARKS[2], MARKS[3]);
    for n in 0..20_000 {
        text.push_str(&format!("{}{n},{n}{},{},{}\n", MARKS[0], MARKS[1], MARKS[2], MARKS[3]));
    }
    // The file itself is outside of what is scanned.
    let outside = tempfile::tempdir().unwrap();
    let file = outside.path().join("marked.csv");
    fs::write(&file, text).unwrap();
    let plan = test.plan(&file.display().to_string(), OnMatch::Fill).unwrap();
    test.app.import_check(&plan, &mut |_| {}).unwrap();
    let mut scans = 0;
    let import = test.app.import_run(&plan, &mut |_| scans += usize::from(scan(&workspace) > 2)).unwrap();
    assert!(scans > 1, "looked while rows were written");
    let id = test.ids(Entity::Prospect, is("email", MARKS[1])).remove(0);
    edit(&test, &id, "notes", &format!("{} again", MARKS[3]));
    edit(&test, &id, "company", &format!("{} two", MARKS[2]));
    test.list(Entity::Prospect, is("notes", MARKS[3]), &["name"]).unwrap();
    test.app.warm_up().unwrap();
    scan(test.folder());
    test.restart();
    scan(test.folder());
    crate::support::undo_import(&test, &import, sales_app::history::EditedRecords::Keep);
    scan(test.folder());
}

#[test]
fn no_mark_is_found_after_an_import_was_stopped_and_rolled_back() {
    let test = TestApp::new();
    let outside = tempfile::tempdir().unwrap();
    let file = outside.path().join("marked.csv");
    let contacts = Contacts::new(1, 0).csv(9_000);
    let (header, rest) = contacts.text().split_once('\n').unwrap();
    let marked = format!("{},{},{},,,{}\n", MARKS[0], MARKS[0], MARKS[1], MARKS[2]).repeat(9_000);
    fs::write(&file, format!("{header}\n{marked}{rest}")).unwrap();
    let plan = test.plan(&file.display().to_string(), OnMatch::Create).unwrap();
    let app = test.app.clone();
    test.app
        .import_run(&plan, &mut |at| {
            // The first message comes with the first rows; later ones only now and then.
            if at.rows > 0 {
                app.import_stop(StopImport::RollBack).unwrap();
            }
            scan(test.folder());
        })
        .unwrap();
    scan(test.folder());
    assert_eq!(test.prospect_ids().len(), 0);
}

#[test]
fn no_mark_is_found_while_the_workspace_is_backed_up_restored_and_given_a_new_key() {
    let test = TestApp::new();
    let outside = tempfile::tempdir().unwrap();
    let file = outside.path().join("marked.csv");
    let row = format!("{},{},{},{}\n", MARKS[0], MARKS[1], MARKS[2], MARKS[3]);
    fs::write(&file, format!("First Name,Email,Company,Notes\n{}", row.repeat(2_000))).unwrap();
    let plan = test.plan(&file.display().to_string(), OnMatch::Create).unwrap();
    test.app.import_run(&plan, &mut |_| {}).unwrap();
    let scans = Arc::new(AtomicUsize::new(0));
    let (looked, folder) = (Arc::clone(&scans), test.folder().to_owned());
    test.app.subscribe(move |event| {
        if let AppEvent::Job(job) = event
            && job.total > 0
        {
            scan(&folder);
            looked.fetch_add(1, Ordering::Relaxed);
        }
    });
    let backup = test.folder().join("a.salesbackup").display().to_string();
    test.app.workspace_backup(&backup).unwrap();
    let code = test.app.workspace_rotate_key(Some(PASSPHRASE)).unwrap();
    scan(test.folder());
    let unlock = Unlock::Passphrase { passphrase: PASSPHRASE.into() };
    test.app.workspace_restore(RestoreBackup { file: backup, folder: None, unlock }).unwrap();
    scan(test.folder());
    assert!(scans.load(Ordering::Relaxed) >= 3, "looked while each of them went on");
    for entry in fs::read_dir(test.workspace_folder()).unwrap().map(|entry| entry.unwrap().path()) {
        let content = fs::read(&entry).unwrap_or_default();
        assert!(
            memchr::memmem::find(&content, code.reveal().as_bytes()).is_none(),
            "the code stands in {}",
            entry.display()
        );
    }
}
