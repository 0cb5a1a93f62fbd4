use std::{
    collections::BTreeMap,
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use sales_store::{
    backup::{self, Phase, Progress, Restore},
    connection::{self, Mode},
    error::{Result, StoreError},
    key::{DataKey, KdfCost, KeyFile, Passphrase, RecoveryCode, Rotated, Rotation, SlotKind, Unlock, Ways},
    workspace_dir::WorkspaceDir,
};

use crate::{
    process::{self, Second},
    support::{MemoryKeyring, NOW, PASSPHRASE, Workspace, files, go_on, passphrase, read_notes, unlock, write_notes},
};

fn rotate(dir: &WorkspaceDir, key: &DataKey, keyring: &MemoryKeyring) -> Result<Rotated> {
    let passphrase = passphrase();
    let ways = Ways { passphrase: Some((&passphrase, KdfCost::FLOOR)), keyring };
    Rotation::prepare(dir, key, ways, &mut go_on)?.complete(dir)
}

fn notes_under(dir: &WorkspaceDir, key: &DataKey) -> Result<Vec<String>> {
    read_notes(&connection::open(&dir.database(), key, Mode::ReadWrite)?)
}

/// All files but those that SQLite puts beside a database that is read.
fn state(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut state = files(root);
    state.retain(|path, _| !["-wal", "-shm"].iter().any(|end| path.to_string_lossy().ends_with(end)));
    state
}

/// The names of what is in the folder of a workspace, sorted.
fn names(root: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(root).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn everything_is_there_under_the_new_key_alone() {
    let workspace = Workspace::create();
    let keyring = MemoryKeyring::default();
    workspace.key_file().add_keyring(&workspace.key, &keyring).unwrap();
    workspace.write_notes(&["one", "two"]);
    let before = fs::read(workspace.dir.database()).unwrap();

    let rotated = rotate(&workspace.dir, &workspace.key, &keyring).unwrap();
    assert_eq!(notes_under(&workspace.dir, &rotated.key).unwrap(), ["one", "two"]);
    assert!(matches!(notes_under(&workspace.dir, &workspace.key), Err(StoreError::WrongKey { .. })));
    let after = fs::read(workspace.dir.database()).unwrap();
    let same = before.chunks(4096).zip(after.chunks(4096)).filter(|(before, after)| before == after);
    assert_eq!(same.count(), 0, "no page is as it was");
    assert_eq!(names(workspace.root()), ["workspace.db", "workspace.key", "workspace.lock"]);

    let file = workspace.key_file();
    assert_eq!(file.workspace(), crate::support::workspace_id());
    let opened = [
        file.unlock(Unlock::Passphrase(&passphrase())).unwrap(),
        file.unlock(Unlock::Keyring(&keyring)).unwrap(),
        file.unlock(Unlock::RecoveryCode(&rotated.recovery_code)).unwrap(),
    ];
    for key in &opened {
        file.check_key(key).unwrap();
        assert_eq!(notes_under(&workspace.dir, key).unwrap(), ["one", "two"]);
    }
    let former = file.unlock(Unlock::RecoveryCode(&workspace.recovery_code));
    assert!(matches!(former, Err(StoreError::WrongRecoveryCode)));
    assert_eq!(keyring.entries.lock().unwrap().len(), 1, "the former entry is gone");
    assert!(matches!(file.check_key(&workspace.key), Err(StoreError::ForeignKey { .. })));
}

#[test]
fn what_is_only_in_the_log_comes_along() {
    let workspace = Workspace::create();
    let writer = workspace.connect();
    write_notes(&writer, &["in the log"]).unwrap();
    assert!(workspace.root().join("workspace.db-wal").metadata().unwrap().len() > 0);
    let passphrase = passphrase();
    let keyring = MemoryKeyring::default();
    let ways = Ways { passphrase: Some((&passphrase, KdfCost::FLOOR)), keyring: &keyring };
    let rotation = Rotation::prepare(&workspace.dir, &workspace.key, ways, &mut go_on).unwrap();
    drop(writer);
    let rotated = rotation.complete(&workspace.dir).unwrap();
    assert_eq!(notes_under(&workspace.dir, &rotated.key).unwrap(), ["in the log"]);
}

#[test]
fn a_workspace_that_only_the_keyring_opens_needs_no_passphrase() {
    let workspace = Workspace::create();
    workspace.write_notes(&["kept"]);
    let keyring = MemoryKeyring::default();
    fs::remove_file(workspace.dir.key_file()).unwrap();
    let first = sales_store::key::FirstSlot::Keyring(&keyring);
    let made = KeyFile::create(&workspace.dir.key_file(), crate::support::workspace_id(), first).unwrap();
    fs::remove_file(workspace.dir.database()).unwrap();
    write_notes(&connection::open(&workspace.dir.database(), &made.key, Mode::Create).unwrap(), &["kept"]).unwrap();

    let ways = Ways { passphrase: None, keyring: &keyring };
    let rotation = Rotation::prepare(&workspace.dir, &made.key, ways, &mut go_on).unwrap();
    let rotated = rotation.complete(&workspace.dir).unwrap();
    let file = workspace.key_file();
    assert!(!file.has(SlotKind::Passphrase));
    let key = file.unlock(Unlock::Keyring(&keyring)).unwrap();
    assert_eq!(notes_under(&workspace.dir, &key).unwrap(), ["kept"]);
    file.check_key(&rotated.key).unwrap();
}

#[test]
fn without_the_right_passphrase_nothing_is_touched() {
    let workspace = Workspace::create();
    workspace.write_notes(&["kept"]);
    let keyring = MemoryKeyring::default();
    let before = state(workspace.folder.path());
    let attempt = |passphrase: Option<&Passphrase>, key: &DataKey| {
        let passphrase = passphrase.map(|passphrase| (passphrase, KdfCost::FLOOR));
        Rotation::prepare(&workspace.dir, key, Ways { passphrase, keyring: &keyring }, &mut go_on).unwrap_err()
    };
    assert!(matches!(attempt(None, &workspace.key), StoreError::PassphraseNeeded));
    let wrong = Passphrase::new("neuf poires tombent au nord");
    assert!(matches!(attempt(Some(&wrong), &workspace.key), StoreError::WrongPassphrase));
    let foreign = DataKey::generate().unwrap();
    assert!(matches!(attempt(Some(&passphrase()), &foreign), StoreError::ForeignKey { .. }));
    assert!(state(workspace.folder.path()) == before);
}

#[test]
fn cancelled_or_given_up_it_leaves_nothing() {
    let workspace = Workspace::create();
    workspace.write_notes(&["kept"]);
    let keyring = MemoryKeyring::default();
    workspace.key_file().add_keyring(&workspace.key, &keyring).unwrap();
    let entries = keyring.entries.lock().unwrap().clone();
    let before = state(workspace.folder.path());
    let passphrase = passphrase();
    let ways = Ways { passphrase: Some((&passphrase, KdfCost::FLOOR)), keyring: &keyring };
    for phase in [Phase::Copying, Phase::Checking] {
        let mut stop = |progress: Progress| {
            if progress.phase == phase { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let cancelled = Rotation::prepare(&workspace.dir, &workspace.key, ways, &mut stop);
        assert!(matches!(cancelled, Err(StoreError::Cancelled)), "{phase:?}");
        assert!(state(workspace.folder.path()) == before, "{phase:?}");
    }
    drop(Rotation::prepare(&workspace.dir, &workspace.key, ways, &mut go_on).unwrap());
    assert!(state(workspace.folder.path()) == before);
    assert_eq!(*keyring.entries.lock().unwrap(), entries);
    assert_eq!(notes_under(&workspace.dir, &workspace.key).unwrap(), ["kept"]);
}

#[test]
fn a_damaged_workspace_keeps_its_key() {
    let workspace = Workspace::create();
    workspace.write_notes(&["kept"; 2000]);
    let database = workspace.dir.database();
    let mut bytes = fs::read(&database).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&database, bytes).unwrap();
    let before = state(workspace.folder.path());
    let refused = rotate(&workspace.dir, &workspace.key, &MemoryKeyring::default());
    assert!(matches!(refused, Err(StoreError::Damaged { .. })), "{refused:?}");
    assert!(state(workspace.folder.path()) == before);
}

#[test]
fn a_backup_from_before_opens_as_it_did() {
    let workspace = Workspace::create();
    workspace.write_notes(&["before"]);
    let file = workspace.folder.path().join("a.salesbackup");
    backup::create(&workspace.dir, &workspace.key, &file, NOW, &mut go_on).unwrap();
    rotate(&workspace.dir, &workspace.key, &MemoryKeyring::default()).unwrap();
    let former = Unlock::RecoveryCode(&workspace.recovery_code);
    let restored = Restore::prepare(&file, &workspace.dir, former, &mut go_on).unwrap().complete(NOW).unwrap();
    assert_eq!(notes_under(&workspace.dir, &restored.key).unwrap(), ["before"]);
}

/// What is done once the new files count, in order: moves (from, to), then the deletion of the
/// former files, relative to the workspace.
const STEPS: [(&str, Option<&str>); 6] = [
    ("workspace.db-wal", Some("outgoing/workspace.db-wal")),
    ("workspace.db", Some("outgoing/workspace.db")),
    ("incoming/workspace.db", Some("workspace.db")),
    ("workspace.key", Some("outgoing/workspace.key")),
    ("incoming/workspace.key", Some("workspace.key")),
    ("outgoing", None),
];

#[test]
fn interrupted_anywhere_in_the_exchange_it_is_completed_at_the_next_start() {
    for done in 0..=STEPS.len() {
        let (former, new) = (Workspace::create(), Workspace::create());
        former.write_notes(&["former"]);
        new.write_notes(&["new"]);
        let root = former.root().to_owned();
        fs::write(root.join("workspace.db-wal"), "of the former file").unwrap();
        fs::create_dir(root.join("incoming")).unwrap();
        for name in ["workspace.db", "workspace.key"] {
            fs::copy(new.root().join(name), root.join("incoming").join(name)).unwrap();
        }
        fs::write(root.join("incoming.json"), r#"{"aside":"outgoing","delete":true}"#).unwrap();
        fs::create_dir(root.join("outgoing")).unwrap();
        for (from, to) in &STEPS[..done] {
            match to {
                Some(to) => fs::rename(root.join(from), root.join(to)).unwrap(),
                None => fs::remove_dir_all(root.join(from)).unwrap(),
            }
        }
        let Workspace { folder: _folder, dir, .. } = former;
        drop(dir);
        let (dir, key) = unlock(&root, PASSPHRASE).unwrap();
        assert_eq!(notes_under(&dir, &key).unwrap(), ["new"], "after {done} steps");
        assert_eq!(names(&root), ["workspace.db", "workspace.key", "workspace.lock"], "after {done} steps");
    }
}

const NOTES: usize = 40;

#[test]
#[ignore = "the second process of tests below"]
fn rotates_for_ever() {
    let (dir, mut key) = unlock(&process::folder(), PASSPHRASE).unwrap();
    let passphrase = passphrase();
    let keyring = MemoryKeyring::default();
    let ways = Ways { passphrase: Some((&passphrase, KdfCost::FLOOR)), keyring: &keyring };
    process::say("ready");
    loop {
        let mut phases = |progress: Progress| {
            process::say(&format!("{:?}", progress.phase));
            ControlFlow::Continue(())
        };
        let rotation = Rotation::prepare(&dir, &key, ways, &mut phases).unwrap();
        process::say("prepared");
        let rotated = rotation.complete(&dir).unwrap();
        process::say(&rotated.recovery_code.reveal());
        key = rotated.key;
    }
}

/// A workspace to be killed in, and what its folder is.
fn victim() -> (tempfile::TempDir, PathBuf) {
    let workspace = Workspace::create();
    let long = "x".repeat(20_000);
    workspace.write_notes(&vec![long.as_str(); NOTES]);
    let root = workspace.root().to_owned();
    (workspace.folder, root)
}

/// A later start finds everything, under the key that the key file gives, and no second copy.
fn assert_whole(root: &Path, said: &[String], point: &str) {
    let (dir, key) = unlock(root, PASSPHRASE).unwrap();
    assert_eq!(notes_under(&dir, &key).unwrap(), vec!["x".repeat(20_000); NOTES], "{point}");
    assert_eq!(names(root), ["workspace.db", "workspace.key", "workspace.lock"], "{point}");
    let file = KeyFile::open(&dir.key_file()).unwrap();
    if let Some(Ok(last)) = said.iter().rev().map(|code| RecoveryCode::parse(code)).find(Result::is_ok) {
        match file.unlock(Unlock::RecoveryCode(&last)) {
            // A rotation after the one that said it may have been completed.
            Ok(_) | Err(StoreError::WrongRecoveryCode) => {}
            Err(error) => panic!("{point}: {error}"),
        }
    }
}

#[test]
fn killed_at_any_time_it_opens_with_the_old_or_the_new_key() {
    let (_folder, root) = victim();
    for point in 0..24u64 {
        let mut second = Second::start("rotation::rotates_for_ever", &root);
        assert_eq!(second.hear(), "ready");
        thread::sleep(Duration::from_micros(point * 9_137));
        let said = second.kill();
        assert_whole(&root, &said, &format!("point {point}"));
    }
}

/// The exchange itself takes a moment only, so this waits for it.
#[test]
fn killed_during_the_exchange_it_opens_with_the_old_or_the_new_key() {
    let (_folder, root) = victim();
    for point in 0..24u64 {
        let mut second = Second::start("rotation::rotates_for_ever", &root);
        while second.hear() != "prepared" {}
        thread::sleep(Duration::from_micros(point * 173));
        let said = second.kill();
        assert_whole(&root, &said, &format!("point {point}"));
    }
}
