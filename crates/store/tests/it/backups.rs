use std::{
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use sales_store::{
    backup::{self, Phase, Progress, Restore, Restored},
    connection::{self, Mode},
    error::{Result, StoreError},
    key::{KdfCost, KeyFile, Passphrase, SlotKind, Unlock},
    workspace_dir::WorkspaceDir,
};

use crate::support::{MemoryKeyring, NOW, PASSPHRASE, Workspace, files, go_on, passphrase, unlock};

fn back_up(workspace: &Workspace, name: &str) -> PathBuf {
    let target = workspace.folder.path().join(name);
    backup::create(&workspace.dir, &workspace.key, &target, NOW, &mut go_on).unwrap();
    target
}

fn restore(file: &Path, dir: &WorkspaceDir) -> Result<Restored> {
    Restore::prepare(file, dir, Unlock::Passphrase(&passphrase()), &mut go_on)?.complete(NOW)
}

fn notes_in(dir: &WorkspaceDir, restored: &Restored) -> Vec<String> {
    let connection = connection::open(&dir.database(), &restored.key, Mode::ReadWrite).unwrap();
    crate::support::read_notes(&connection).unwrap()
}

#[test]
fn a_backup_made_in_use_is_restored_and_the_former_state_is_kept() {
    let workspace = Workspace::create();
    workspace.write_notes(&["one", "two"]);
    let file = back_up(&workspace, "a.salesbackup");
    workspace.write_notes(&["three"]);

    let restored = restore(&file, &workspace.dir).unwrap();
    assert_eq!(notes_in(&workspace.dir, &restored), ["one", "two"]);
    let replaced = restored.replaced.unwrap();
    assert!(replaced.starts_with(workspace.dir.backups()));
    let former = connection::open(&replaced.join("workspace.db"), &workspace.key, Mode::ReadWrite).unwrap();
    assert_eq!(crate::support::read_notes(&former).unwrap(), ["one", "two", "three"]);
    KeyFile::open(&replaced.join("workspace.key")).unwrap().unlock(Unlock::Passphrase(&passphrase())).unwrap();
}

#[test]
fn it_tells_what_it_is_and_opens_on_another_computer() {
    let workspace = Workspace::create();
    workspace.write_notes(&["kept"]);
    let keyring = MemoryKeyring::default();
    workspace.key_file().add_keyring(&workspace.key, &keyring).unwrap();
    let info = backup::create(&workspace.dir, &workspace.key, workspace.folder.path(), NOW, &mut go_on).unwrap();
    assert_eq!(info.file.file_name().unwrap(), "ai-sales-agent-2026-11-18T11-06-40.salesbackup");
    assert_eq!((info.workspace, info.made_at), (crate::support::workspace_id(), NOW));
    assert!(info.has_passphrase);
    assert_eq!(backup::inspect(&info.file).unwrap(), info);

    let elsewhere = tempfile::tempdir().unwrap();
    let dir = WorkspaceDir::create(&elsewhere.path().join("new")).unwrap();
    let unlock = Unlock::RecoveryCode(&workspace.recovery_code);
    let restored = Restore::prepare(&info.file, &dir, unlock, &mut go_on).unwrap().complete(NOW).unwrap();
    assert_eq!((notes_in(&dir, &restored), restored.replaced.as_deref()), (vec!["kept".to_owned()], None));
    let key_file = KeyFile::open(&dir.key_file()).unwrap();
    assert!(!key_file.has(SlotKind::Keyring) && key_file.has(SlotKind::Passphrase));
}

#[test]
fn another_writer_neither_disturbs_it_nor_gets_in() {
    let workspace = Workspace::create();
    let writer = workspace.connect();
    let long = "x".repeat(100_000);
    crate::support::write_notes(&writer, &vec![long.as_str(); 400]).unwrap();
    let file = workspace.folder.path().join("a.salesbackup");
    let mut steps = 0;
    backup::create(&workspace.dir, &workspace.key, &file, NOW, &mut |progress: Progress| {
        if progress.phase == Phase::Copying {
            steps += 1;
            crate::support::write_notes(&writer, &["meanwhile"]).unwrap();
        }
        go_on(())
    })
    .unwrap();
    assert!(steps >= 3, "the copy takes several steps");
    drop(writer);
    let restored = restore(&file, &workspace.dir).unwrap();
    assert_eq!(notes_in(&workspace.dir, &restored), vec![long; 400]);
}

#[test]
fn cancelled_in_any_phase_it_leaves_nothing() {
    let workspace = Workspace::create();
    workspace.write_notes(&["kept"]);
    let file = back_up(&workspace, "whole.salesbackup");
    let before = files(workspace.folder.path());
    for phase in [Phase::Copying, Phase::Checking, Phase::Packing] {
        let mut stop = |progress: Progress| {
            if progress.phase == phase { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let target = workspace.folder.path().join("cancelled.salesbackup");
        let cancelled = backup::create(&workspace.dir, &workspace.key, &target, NOW, &mut stop);
        assert!(matches!(cancelled, Err(StoreError::Cancelled)), "{phase:?}");
        assert_eq!(files(workspace.folder.path()), before, "{phase:?}");
        if phase != Phase::Copying {
            let unlock = Unlock::Passphrase(&passphrase());
            let cancelled = Restore::prepare(&file, &workspace.dir, unlock, &mut stop);
            assert!(matches!(cancelled, Err(StoreError::Cancelled)), "{phase:?}");
            assert_eq!(files(workspace.folder.path()), before, "{phase:?}");
        }
    }
}

#[test]
fn a_damaged_backup_is_refused_and_nothing_is_touched() {
    let workspace = Workspace::create();
    workspace.write_notes(&["kept"]);
    let file = back_up(&workspace, "a.salesbackup");
    let whole = fs::read(&file).unwrap();
    let damaged = workspace.folder.path().join("damaged.salesbackup");
    let mut before = files(workspace.root());
    let step = whole.len() / 60;
    let mut without_meaning = Vec::new();
    for at in (0..whole.len()).step_by(step) {
        let mut changed = whole.clone();
        changed[at] ^= 0x10;
        fs::write(&damaged, &changed).unwrap();
        match restore(&damaged, &workspace.dir) {
            Err(
                StoreError::BackupUnusable { .. } | StoreError::KeyFileDamaged { .. } | StoreError::WrongPassphrase,
            ) => {
                assert_eq!(files(workspace.root()), before, "byte {at}");
            }
            // A few bytes of a zip archive mean nothing, such as the time of an entry.
            Ok(restored) => {
                assert_eq!(notes_in(&workspace.dir, &restored), ["kept"], "byte {at}");
                without_meaning.push(at);
                before = files(workspace.root());
            }
            Err(error) => panic!("byte {at}: {error:?}"),
        }
    }
    let directory = whole.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    assert!(without_meaning.iter().all(|&at| at > directory), "{without_meaning:?}, directory at {directory}");
    for len in [0, 1, 1_000, whole.len() / 2, whole.len() - 1] {
        fs::write(&damaged, &whole[..len]).unwrap();
        assert!(matches!(restore(&damaged, &workspace.dir), Err(StoreError::BackupUnusable { .. })), "cut to {len}");
        assert_eq!(files(workspace.root()), before, "cut to {len}");
    }
}

#[test]
fn the_wrong_passphrase_touches_nothing() {
    let workspace = Workspace::create();
    workspace.write_notes(&["kept"]);
    let file = back_up(&workspace, "a.salesbackup");
    let other = Passphrase::new("neuf poires tombent au nord");
    workspace.key_file().change_passphrase(&passphrase(), &other, KdfCost::FLOOR).unwrap();
    let before = files(workspace.root());
    let refused = Restore::prepare(&file, &workspace.dir, Unlock::Passphrase(&other), &mut go_on);
    assert!(matches!(refused, Err(StoreError::WrongPassphrase)), "it opens with the passphrase of its time");
    assert_eq!(files(workspace.root()), before);
}

#[test]
fn a_damaged_workspace_is_not_backed_up_over_a_good_backup() {
    let workspace = Workspace::create();
    workspace.write_notes(&["kept"; 2000]);
    let file = back_up(&workspace, "a.salesbackup");
    let good = fs::read(&file).unwrap();
    let database = workspace.dir.database();
    let mut bytes = fs::read(&database).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&database, bytes).unwrap();
    let refused = backup::create(&workspace.dir, &workspace.key, &file, NOW, &mut go_on);
    assert!(matches!(refused, Err(StoreError::Damaged { .. })), "{refused:?}");
    assert_eq!(fs::read(&file).unwrap(), good);
}

/// The moves of an exchange, in order: (from, to), relative to the workspace.
const MOVES: [(&str, &str); 6] = [
    ("workspace.db-wal", "backups/replaced-2026/workspace.db-wal"),
    ("workspace.db-shm", "backups/replaced-2026/workspace.db-shm"),
    ("workspace.db", "backups/replaced-2026/workspace.db"),
    ("incoming/workspace.db", "workspace.db"),
    ("workspace.key", "backups/replaced-2026/workspace.key"),
    ("incoming/workspace.key", "workspace.key"),
];

#[test]
fn an_exchange_that_was_interrupted_anywhere_is_completed_at_the_next_start() {
    for done in 0..=MOVES.len() {
        let (former, backed_up) = (Workspace::create(), Workspace::create());
        former.write_notes(&["former"]);
        backed_up.write_notes(&["restored"]);
        let root = former.root().to_owned();
        for companion in ["workspace.db-wal", "workspace.db-shm"] {
            fs::write(root.join(companion), "of the former file").unwrap();
        }
        fs::create_dir(root.join("incoming")).unwrap();
        for name in ["workspace.db", "workspace.key"] {
            fs::copy(backed_up.root().join(name), root.join("incoming").join(name)).unwrap();
        }
        fs::write(root.join("incoming.json"), r#"{"aside":"backups/replaced-2026","delete":false}"#).unwrap();
        fs::create_dir_all(root.join("backups/replaced-2026")).unwrap();
        for (from, to) in &MOVES[..done] {
            fs::rename(root.join(from), root.join(to)).unwrap();
        }
        let Workspace { folder: _folder, dir, key: former_key, .. } = former;
        drop(dir);

        let (dir, key) = unlock(&root, PASSPHRASE).unwrap();
        let connection = connection::open(&dir.database(), &key, Mode::ReadWrite).unwrap();
        assert_eq!(crate::support::read_notes(&connection).unwrap(), ["restored"], "after {done} moves");
        let aside = root.join("backups/replaced-2026");
        for name in ["workspace.db-wal", "workspace.db-shm"] {
            assert_eq!(fs::read_to_string(aside.join(name)).unwrap(), "of the former file", "after {done} moves");
            fs::remove_file(aside.join(name)).unwrap();
        }
        let former = connection::open(&aside.join("workspace.db"), &former_key, Mode::ReadWrite).unwrap();
        assert_eq!(crate::support::read_notes(&former).unwrap(), ["former"], "after {done} moves");
        assert!(!root.join("incoming.json").exists() && !root.join("incoming").exists());
    }
}

#[test]
fn a_restore_that_was_interrupted_before_the_exchange_is_dropped() {
    let workspace = Workspace::create();
    workspace.write_notes(&["kept"]);
    let root = workspace.root().to_owned();
    let Workspace { folder: _folder, dir, .. } = workspace;
    drop(dir);
    fs::create_dir(root.join("incoming")).unwrap();
    fs::write(root.join("incoming/workspace.db"), "half a file").unwrap();
    let (dir, key) = unlock(&root, PASSPHRASE).unwrap();
    let connection = connection::open(&dir.database(), &key, Mode::ReadOnly).unwrap();
    assert_eq!(crate::support::read_notes(&connection).unwrap(), ["kept"]);
    assert!(!root.join("incoming").exists());
}
