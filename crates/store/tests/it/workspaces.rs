use std::{fs, path::Path};

use sales_store::{
    backup::{self, Restore},
    connection::{self, Mode},
    error::StoreError,
    key::{KeyFile, Unlock},
    migrate,
    workspace_dir::{WorkspaceDir, default_workspace_folder},
};

use crate::{
    process::{self, Second},
    support::{NOW, PASSPHRASE, Workspace, files, go_on, make, passphrase, unlock},
};

#[test]
fn a_workspace_opens_again() {
    let workspace = Workspace::create();
    workspace.write_notes(&["é", "€"]);
    let root = workspace.root().to_owned();
    let Workspace { folder: _folder, dir, .. } = workspace;
    drop(dir);
    let (dir, key) = unlock(&root, PASSPHRASE).unwrap();
    let connection = connection::open(&dir.database(), &key, Mode::ReadOnly).unwrap();
    assert_eq!(crate::support::read_notes(&connection).unwrap(), ["é", "€"]);
}

#[test]
#[ignore = "the second process of a test below"]
fn holds_the_workspace() {
    let _dir = WorkspaceDir::open(&process::folder()).unwrap();
    process::say("ready");
    loop {
        std::thread::park();
    }
}

#[test]
fn a_second_process_is_refused_until_the_first_one_is_gone() {
    let workspace = Workspace::create();
    let root = workspace.root().to_owned();
    let Workspace { folder: _folder, dir, .. } = workspace;
    drop(dir);
    let mut second = Second::start("workspaces::holds_the_workspace", &root);
    assert_eq!(second.hear(), "ready");
    let pid = if cfg!(windows) { None } else { Some(second.id()) };
    for refused in [WorkspaceDir::open(&root), WorkspaceDir::create(&root)] {
        assert!(
            matches!(&refused, Err(StoreError::AlreadyOpen { folder, pid: found }) if *folder == root && *found == pid),
            "{refused:?}"
        );
    }
    second.kill();
    WorkspaceDir::open(&root).expect("the lock went with the process");
}

#[test]
fn one_process_cannot_open_it_twice_either() {
    let workspace = Workspace::create();
    assert!(matches!(WorkspaceDir::open(workspace.root()), Err(StoreError::AlreadyOpen { .. })));
}

#[test]
fn what_is_no_workspace_is_said_so() {
    let folder = tempfile::tempdir().unwrap();
    let missing = |root: &Path| match WorkspaceDir::open(root) {
        Err(StoreError::NoWorkspace { missing, .. }) => missing,
        other => panic!("{other:?}"),
    };
    assert_eq!(missing(&folder.path().join("absent")), "the folder");
    assert_eq!(missing(folder.path()), "workspace.db");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "looking leaves no trace");
    fs::write(folder.path().join("workspace.db"), vec![1; 100_000]).unwrap();
    assert_eq!(missing(folder.path()), "workspace.key");
}

#[test]
fn a_workspace_is_never_made_over_another() {
    let workspace = Workspace::create();
    let root = workspace.root().to_owned();
    let Workspace { folder: _folder, dir, .. } = workspace;
    drop(dir);
    let before = files(&root);
    assert!(matches!(WorkspaceDir::create(&root), Err(StoreError::WorkspaceExists { .. })));
    assert_eq!(files(&root), before);
}

#[test]
fn a_creation_that_was_interrupted_can_be_made_again_and_its_key_is_kept() {
    let workspace = Workspace::create();
    let root = workspace.root().to_owned();
    let Workspace { folder: _folder, dir, .. } = workspace;
    drop(dir);
    fs::remove_file(root.join("workspace.db")).unwrap();
    fs::write(root.join("workspace.unfinished"), "").unwrap();
    let first_key = fs::read(root.join("workspace.key")).unwrap();
    drop(make(&root).unwrap());
    assert_ne!(fs::read(root.join("workspace.key")).unwrap(), first_key);
    assert_eq!(fs::read(root.join("backups/workspace.key")).unwrap(), first_key);
    unlock(&root, PASSPHRASE).unwrap();
    assert!(!root.join("workspace.unfinished").exists());
}

#[test]
fn keys_without_data_are_a_loss_and_nothing_is_made_in_their_place() {
    let workspace = Workspace::create();
    workspace.write_notes(&["kept"]);
    let backup = workspace.root().with_file_name("a.salesbackup");
    backup::create(&workspace.dir, &workspace.key, &backup, NOW, &mut go_on).unwrap();
    let root = workspace.root().to_owned();
    let Workspace { folder: _folder, dir, .. } = workspace;
    drop(dir);
    for lost in [true, false] {
        if lost {
            fs::remove_file(root.join("workspace.db")).unwrap();
        } else {
            fs::write(root.join("workspace.db"), "").unwrap();
        }
        let before = files(&root);
        let told = [
            WorkspaceDir::look(&root).map(|_| ()),
            WorkspaceDir::open(&root).map(|_| ()),
            WorkspaceDir::create(&root).map(|_| ()),
        ];
        for told in told {
            let is_told = matches!(&told, Err(StoreError::DatabaseLost { file, is_empty })
                if *file == root.join("workspace.db") && *is_empty != lost);
            assert!(is_told, "{told:?}");
        }
        assert_eq!(files(&root), before);
    }
    let key = fs::read(root.join("workspace.key")).unwrap();
    let dir = WorkspaceDir::for_restore(&root).unwrap();
    let unlock_with = Unlock::Passphrase(&passphrase());
    let restored = Restore::prepare(&backup, &dir, unlock_with, &mut go_on).unwrap().complete(NOW).unwrap();
    assert_eq!(fs::read(restored.replaced.unwrap().join("workspace.key")).unwrap(), key, "the former key is kept");
    let connection = connection::open(&dir.database(), &restored.key, Mode::ReadOnly).unwrap();
    assert_eq!(crate::support::read_notes(&connection).unwrap(), ["kept"]);
}

#[cfg(unix)]
#[test]
fn only_the_owner_reads_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let workspace = Workspace::create();
    let connection = workspace.connect();
    crate::support::write_notes(&connection, &["x"]).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(workspace.root()), 0o700);
    for name in ["workspace.db", "workspace.db-wal", "workspace.db-shm", "workspace.key", "workspace.lock"] {
        assert_eq!(mode(&workspace.root().join(name)), 0o600, "{name}");
    }
    let shared = tempfile::tempdir().unwrap();
    fs::set_permissions(shared.path(), fs::Permissions::from_mode(0o755)).unwrap();
    make(shared.path()).unwrap();
    assert_eq!(mode(shared.path()), 0o755, "a folder of the user keeps its rights");
    assert_eq!(mode(&shared.path().join("workspace.db")), 0o600);
}

#[test]
fn the_default_folder_is_ours_and_absolute() {
    let folder = default_workspace_folder().unwrap();
    assert!(folder.is_absolute() && folder.ends_with("ai-sales-agent/workspace"));
}

#[test]
fn a_newer_file_is_refused_and_left_as_it_is() {
    let workspace = Workspace::create();
    let connection = workspace.connect();
    let known: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    connection.pragma_update(None, "user_version", i64::MAX & 0xffff).unwrap();
    drop(connection);
    let before = files(workspace.root());
    let mut connection = workspace.connect();
    let refused = migrate::run(&mut connection, &workspace.dir.database(), &workspace.key);
    assert!(
        matches!(refused, Err(StoreError::NewerSchema { found: 0xffff, known: k }) if k == known as usize),
        "{refused:?}"
    );
    drop(connection);
    assert_eq!(files(workspace.root()), before);
}

#[test]
fn a_database_of_another_program_is_refused() {
    let workspace = Workspace::create();
    let path = workspace.root().join("other.db");
    let mut connection = connection::open(&path, &workspace.key, Mode::Create).unwrap();
    connection.execute_batch("CREATE TABLE theirs (a)").unwrap();
    let refused = migrate::run(&mut connection, &path, &workspace.key);
    assert!(matches!(refused, Err(StoreError::ForeignDatabase { .. })), "{refused:?}");
    connection.pragma_update(None, "user_version", 1).unwrap();
    connection.pragma_update(None, "application_id", 1234).unwrap();
    assert!(matches!(migrate::check(&connection, &path), Err(StoreError::ForeignDatabase { .. })));
}

#[test]
fn a_database_under_another_key_is_a_wrong_key() {
    let (workspace, other) = (Workspace::create(), Workspace::create());
    fs::copy(other.dir.database(), workspace.dir.database()).unwrap();
    let key = &workspace.key;
    assert!(matches!(
        connection::open(&workspace.dir.database(), key, Mode::ReadWrite),
        Err(StoreError::WrongKey { .. })
    ));
    KeyFile::open(&workspace.dir.key_file()).unwrap();
}

#[test]
#[ignore = "the second process of a test below"]
fn meets_a_wrong_key_and_damage() {
    let (one, other) = (Workspace::create(), Workspace::create());
    other.write_notes(&["kept"; 2000]);
    connection::open(&one.dir.database(), &other.key, Mode::ReadWrite).unwrap_err();
    let mut bytes = fs::read(other.dir.database()).unwrap();
    for page in bytes.chunks_mut(8192).skip(1) {
        page[100] ^= 1;
    }
    fs::write(other.dir.database(), bytes).unwrap();
    connection::open(&other.dir.database(), &other.key, Mode::ReadWrite).unwrap_err();
}

#[test]
fn nothing_is_written_to_standard_error_behind_our_back() {
    let folder = tempfile::tempdir().unwrap();
    let output = process::run(&[], "workspaces::meets_a_wrong_key_and_damage", folder.path());
    process::assert_passed(&output);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn a_workspace_that_did_not_come_about_leaves_no_folder_but_what_was_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let (new, used) = (folder.path().join("new"), folder.path().join("used"));
    WorkspaceDir::create(&new).unwrap().give_up().unwrap();
    assert!(!new.exists());
    std::fs::create_dir(&used).unwrap();
    std::fs::write(used.join("letter.txt"), "of somebody else").unwrap();
    WorkspaceDir::create(&used).unwrap().give_up().unwrap();
    let left: Vec<_> = std::fs::read_dir(&used).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["letter.txt"]);
    let workspace = Workspace::create();
    let root = workspace.root().to_owned();
    workspace.dir.give_up().unwrap();
    assert!(root.join("workspace.db").exists() && root.join("workspace.lock").exists());
}
