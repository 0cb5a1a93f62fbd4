//! Backups, restored over the workspace and into other folders.

use std::fs;

use sales_app::{
    AppError, ErrorCode,
    app::AppEvent,
    jobs::JobKind,
    workspace::{RestoreBackup, Unlock, WorkspaceState, WorkspaceStatus},
};
use sales_core::import::OnMatch;
use sales_testkit::{PASSPHRASE, TestApp};

use crate::support::refused;

const FILE: &str = "Prénom,Nom,E-mail\nLéa,Martin,lea@acme.fr\nKarim,Benali,karim@acme.fr\n";

/// A workspace with two prospects, its backup, and its dump.
fn backed_up() -> (TestApp, String, Vec<String>) {
    let test = TestApp::new();
    test.import("a.csv", FILE, OnMatch::Fill);
    let dump = test.dump();
    let file = test.app.workspace_backup(&test.folder().join("a.salesbackup").display().to_string()).unwrap().file;
    (test, file, dump)
}

fn by_passphrase(passphrase: &str) -> Unlock {
    Unlock::Passphrase { passphrase: passphrase.into() }
}

fn restore(test: &TestApp, file: &str, folder: Option<&str>, unlock: Unlock) -> Result<WorkspaceStatus, AppError> {
    let (file, folder) = (file.to_owned(), folder.map(str::to_owned));
    test.app.workspace_restore(RestoreBackup { file, folder, unlock })
}

#[test]
fn at_the_first_start_a_backup_becomes_the_workspace_and_is_open() {
    let (made, file, dump) = backed_up();
    let new = TestApp::without_workspace();
    let contents = new.app.workspace_backup_contents(&file).unwrap();
    assert_eq!(contents.free_folder, new.workspace_folder().display().to_string());
    assert_eq!(contents.made_at, sales_testkit::NOW);
    assert!(contents.bytes > 0 && contents.has_passphrase);
    let status = restore(&new, &file, Some(&contents.free_folder), by_passphrase(PASSPHRASE)).unwrap();
    assert_eq!((status.state, status.folder), (WorkspaceState::Open, contents.free_folder));
    assert!(status.has_passphrase && !status.opens_with_keyring, "it opens as it did where it was made");
    assert_eq!(new.dump(), dump);
    let mut new = new;
    new.restart();
    assert_eq!(new.dump(), dump, "the next start takes the same folder");
    assert_eq!(made.dump(), dump);
}

#[test]
fn a_wrong_passphrase_or_another_file_leaves_the_first_start_as_it_was() {
    let (_made, file, dump) = backed_up();
    let new = TestApp::without_workspace();
    let folder = new.workspace_folder().display().to_string();
    let error =
        refused(restore(&new, &file, Some(&folder), by_passphrase("neuf poires tombent")), ErrorCode::PassphraseWrong);
    assert_eq!(error.field.as_deref(), Some("passphrase"));
    let letter = new.write("letter.salesbackup", "Dear customer");
    refused(restore(&new, &letter, Some(&folder), by_passphrase(PASSPHRASE)), ErrorCode::BackupUnusable);
    refused(new.app.workspace_backup_contents(&letter), ErrorCode::BackupUnusable);
    assert!(!new.workspace_folder().exists());
    assert_eq!(new.app.workspace_status().unwrap().state, WorkspaceState::None);
    restore(&new, &file, Some(&folder), by_passphrase(PASSPHRASE)).unwrap();
    assert_eq!(new.dump(), dump, "the second try works");
}

#[test]
fn beside_a_locked_workspace_it_goes_to_a_folder_of_its_own() {
    let (test, file, dump) = backed_up();
    test.import("b.csv", "E-mail\nnew@acme.fr\n", OnMatch::Fill);
    let later = test.dump();
    test.app.workspace_lock().unwrap();
    let present = test.workspace_folder().display().to_string();
    refused(restore(&test, &file, Some(&present), by_passphrase(PASSPHRASE)), ErrorCode::WorkspaceExists);
    let free = test.app.workspace_backup_contents(&file).unwrap().free_folder;
    assert_eq!(free, format!("{present}-2"));
    restore(&test, &file, Some(&free), by_passphrase(PASSPHRASE)).unwrap();
    assert_eq!(test.dump(), dump);
    test.app.workspace_open_other(&present).unwrap();
    test.unlock();
    assert_eq!(test.dump(), later, "the other one is untouched");
}

#[test]
fn over_the_open_workspace_it_is_open_at_once_and_the_former_files_are_kept() {
    let (test, file, dump) = backed_up();
    test.import("b.csv", "E-mail\nnew@acme.fr\n", OnMatch::Fill);
    let later = test.dump();
    refused(restore(&test, &file, None, by_passphrase("neuf poires tombent")), ErrorCode::PassphraseWrong);
    assert_eq!(test.dump(), later, "a wrong passphrase does not even lock");
    let status = restore(&test, &file, None, by_passphrase(PASSPHRASE)).unwrap();
    assert_eq!(status.state, WorkspaceState::Open);
    assert_eq!(test.dump(), dump);
    let kept: Vec<_> = fs::read_dir(test.workspace_folder().join("backups")).unwrap().collect();
    assert_eq!(kept.len(), 1);
    let kept = kept.into_iter().next().unwrap().unwrap().path();
    test.app.workspace_open_other(&kept.display().to_string()).unwrap();
    test.unlock();
    assert_eq!(test.dump(), later);
}

#[test]
fn a_workspace_that_only_the_keyring_opened_does_so_again() {
    let made = TestApp::without_workspace();
    let created = made
        .app
        .workspace_create(sales_app::workspace::NewWorkspace {
            folder: None,
            language: sales_app::settings::Language::Fr,
            country: None,
            passphrase: None,
        })
        .unwrap();
    let target = made.folder().join("a.salesbackup").display().to_string();
    let file = made.app.workspace_backup(&target).unwrap().file;
    let new = TestApp::without_workspace();
    assert!(!new.app.workspace_backup_contents(&file).unwrap().has_passphrase);
    let folder = new.workspace_folder().display().to_string();
    let status = restore(&new, &file, Some(&folder), Unlock::Recovery { code: created.recovery_code }).unwrap();
    assert!(status.opens_with_keyring && !status.has_passphrase);
    new.app.workspace_lock().unwrap();
    assert_eq!(new.app.workspace_unlock(Unlock::Keyring).unwrap().state, WorkspaceState::Open);
}

#[test]
fn cancelled_it_leaves_nothing() {
    let (_made, file, _) = backed_up();
    let new = TestApp::without_workspace();
    let app = new.app.clone();
    new.app.subscribe(move |event| {
        if let AppEvent::Job(job) = event
            && job.kind == JobKind::Restore
        {
            app.jobs_cancel(&job.id).unwrap();
        }
    });
    let folder = new.workspace_folder().display().to_string();
    refused(restore(&new, &file, Some(&folder), by_passphrase(PASSPHRASE)), ErrorCode::Cancelled);
    assert!(!new.workspace_folder().exists());
}

#[test]
fn a_forgotten_passphrase_is_replaced_by_who_has_the_recovery_code() {
    let test = TestApp::new();
    let code = test.app.workspace_new_recovery_code().unwrap();
    let change = |current: &str| {
        let (current, new) = (Some(current.to_owned()), "neuf poires tombent au nord".to_owned());
        test.app.workspace_change_passphrase(sales_app::workspace::ChangePassphrase {
            current: current.map(Into::into),
            new: new.into(),
        })
    };
    let other = TestApp::new().app.workspace_new_recovery_code().unwrap();
    for wrong in ["neuf poires", "", other.reveal()] {
        assert_eq!(refused(change(wrong), ErrorCode::PassphraseWrong).field.as_deref(), Some("current"));
    }
    change(&code.reveal().to_lowercase()).unwrap();
    test.app.workspace_lock().unwrap();
    refused(test.app.workspace_unlock(by_passphrase(PASSPHRASE)), ErrorCode::PassphraseWrong);
    test.app.workspace_unlock(by_passphrase("neuf poires tombent au nord")).unwrap();
    change("neuf poires tombent au nord").unwrap();
}
