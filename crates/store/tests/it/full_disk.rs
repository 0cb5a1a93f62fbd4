//! A disk of 8 MiB that is really full, where the system lets a test have one.

use std::{fs, path::Path};

use sales_store::{
    backup,
    connection::{self, Mode},
    error::StoreError,
    key::{KdfCost, KeyFile, Passphrase, Rotation, Unlock, Ways},
};

use crate::{
    process,
    support::{MemoryKeyring, NOW, go_on, make, passphrase, read_notes, write_notes},
};

/// Mounts the disk where only the second process sees it. Needs no rights where the system lets
/// users have namespaces of their own.
const ON_A_SMALL_DISK: [&str; 4] = ["unshare", "-rm", "sh", "-c"];

fn wrapper(folder: &Path) -> Vec<String> {
    let script = format!("mount -t tmpfs -o size=8m none '{}' && exec \"$@\"", folder.display());
    ON_A_SMALL_DISK.iter().map(ToString::to_string).chain([script, "sh".to_owned()]).collect()
}

fn small_disks_are_possible(folder: &Path) -> bool {
    let words = wrapper(folder);
    let tried = std::process::Command::new(&words[0]).args(&words[1..]).arg("true").output();
    tried.is_ok_and(|output| output.status.success())
}

#[test]
#[ignore = "the second process of a test below"]
fn fills_the_disk() {
    let root = process::folder().join("workspace");
    let (dir, key, code) = make(&root).unwrap();
    let connection = connection::open(&dir.database(), &key, Mode::ReadWrite).unwrap();
    write_notes(&connection, &["kept"]).unwrap();
    drop(connection);

    let backup_target = process::folder().join("a.salesbackup");
    let ballast = process::folder().join("ballast");
    fs::write(&ballast, vec![1; 6 * 1024 * 1024]).unwrap();
    let connection = connection::open(&dir.database(), &key, Mode::ReadWrite).unwrap();
    connection.execute_batch("BEGIN").unwrap();
    let long = "x".repeat(100_000);
    let error = (0..).find_map(|_| write_notes(&connection, &[long.as_str(); 20]).err()).unwrap();
    assert!(matches!(error, StoreError::DiskFull { .. }), "{error:?}");
    drop(connection);
    let connection = connection::open(&dir.database(), &key, Mode::ReadWrite).unwrap();
    assert_eq!(read_notes(&connection).unwrap(), ["kept"]);

    fill_to_the_last_byte(&process::folder().join("rest"));
    let mut file = KeyFile::open(&dir.key_file()).unwrap();
    let error = file
        .change_passphrase(&passphrase(), &Passphrase::new("neuf poires tombent au nord"), KdfCost::FLOOR)
        .unwrap_err();
    assert!(matches!(error, StoreError::DiskFull { .. }), "{error:?}");
    let file = KeyFile::open(&dir.key_file()).unwrap();
    file.unlock(Unlock::Passphrase(&passphrase())).unwrap();
    file.unlock(Unlock::RecoveryCode(&code)).unwrap();

    let error = backup::create(&dir, &key, &backup_target, NOW, &mut go_on).unwrap_err();
    assert!(matches!(error, StoreError::DiskFull { .. }), "{error:?}");
    let left: Vec<_> = fs::read_dir(process::folder()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("salesbackup")), "{left:?}");
    assert_eq!(read_notes(&connection).unwrap(), ["kept"]);

    drop(connection);
    let (passphrase, keyring) = (passphrase(), MemoryKeyring::default());
    let ways = Ways { passphrase: Some((&passphrase, KdfCost::FLOOR)), keyring: &keyring };
    let error = Rotation::prepare(&dir, &key, ways, &mut go_on).unwrap_err();
    assert!(matches!(error, StoreError::DiskFull { .. }), "{error:?}");
    assert!(!root.join("incoming").exists());
    KeyFile::open(&dir.key_file()).unwrap().check_key(&key).unwrap();
    fs::remove_file(ballast).unwrap();
    let rotated = Rotation::prepare(&dir, &key, ways, &mut go_on).unwrap().complete(&dir).unwrap();
    let connection = connection::open(&dir.database(), &rotated.key, Mode::ReadWrite).unwrap();
    assert_eq!(read_notes(&connection).unwrap(), ["kept"]);
}

fn fill_to_the_last_byte(path: &Path) {
    use std::io::Write;
    let mut rest = fs::File::create(path).unwrap();
    for size in [65_536, 4_096, 512, 1] {
        while rest.write_all(&vec![1; size]).is_ok() {}
    }
}

#[test]
fn a_full_disk_is_said_so_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    if !small_disks_are_possible(folder.path()) {
        eprintln!("skipped: this system gives no small disk to a test");
        return;
    }
    let words = wrapper(folder.path());
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    process::assert_passed(&process::run(&words, "full_disk::fills_the_disk", folder.path()));
}
