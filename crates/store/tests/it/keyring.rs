//! The keyring of the system: a real one of GNOME on a bus of its own, a locked one, and none.
#![cfg(target_os = "linux")]

use std::{
    path::Path,
    process::{Command, Output},
    time::{Duration, Instant},
};

use sales_store::{
    error::StoreError,
    key::{FirstSlot, KdfCost, KeyFile, Keyring, KeyringProblem, OsKeyring, SlotKind, Unlock},
};

use crate::{
    process,
    support::{passphrase, workspace_id},
};

/// Whether the tools are there. They have to be where everything is tested.
fn tools_are_installed() -> bool {
    let installed = ["dbus-run-session", "gnome-keyring-daemon"]
        .iter()
        .all(|tool| Command::new(tool).arg("--version").output().is_ok_and(|output| output.status.success()));
    let must_be = std::env::var_os("CI").is_some_and(|value| value == "true");
    assert!(installed || !must_be, "dbus-run-session and gnome-keyring-daemon have to be installed");
    if !installed {
        eprintln!("skipped: dbus-run-session or gnome-keyring-daemon is not installed");
    }
    installed
}

/// Runs a function below in a session whose keyring was started by `start`.
fn run_in_session(start: &str, name: &str, folder: &Path) -> Output {
    let script = format!("{start}; exec \"$@\"");
    let mut command = process::command(&["dbus-run-session", "--", "sh", "-c", &script, "sh"], name, folder);
    for home in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"] {
        command.env(home, folder);
    }
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").output().unwrap()
}

#[test]
#[ignore = "the second process of a test below"]
fn uses_the_keyring() {
    let path = process::folder().join("workspace.key");
    let keyring = OsKeyring::default();
    let made = KeyFile::create(&path, workspace_id(), FirstSlot::Keyring(&keyring)).unwrap();
    let mut file = KeyFile::open(&path).unwrap();
    let key = file.unlock(Unlock::Keyring(&keyring)).unwrap();
    file.set_passphrase(&key, &passphrase(), KdfCost::FLOOR).expect("it is the same key");
    file.remove_keyring(&keyring).unwrap();
    assert!(matches!(made.file.unlock(Unlock::Keyring(&keyring)), Err(StoreError::KeyringEntryGone)));
    keyring.delete("never there").unwrap();
    file.add_keyring(&key, &keyring).unwrap();
    assert!(KeyFile::open(&path).unwrap().has(SlotKind::Keyring));
}

#[test]
fn a_running_keyring_opens_the_workspace() {
    if !tools_are_installed() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let start = "printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1";
    process::assert_passed(&run_in_session(start, "keyring::uses_the_keyring", folder.path()));
}

#[test]
#[ignore = "the second process of a test below"]
fn finds_the_keyring_locked() {
    let path = process::folder().join("workspace.key");
    let started = Instant::now();
    let patience = Duration::from_secs(2);
    let refused = KeyFile::create(&path, workspace_id(), FirstSlot::Keyring(&OsKeyring::with_patience(patience)));
    assert!(matches!(refused, Err(StoreError::KeyringUnavailable { .. })), "{refused:?}");
    assert!(started.elapsed() < patience * 2);
    assert!(!path.exists());
}

#[test]
fn a_locked_keyring_does_not_hang_the_program() {
    if !tools_are_installed() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let start = "gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1";
    process::assert_passed(&run_in_session(start, "keyring::finds_the_keyring_locked", folder.path()));
}

#[test]
#[ignore = "the second process of a test below"]
fn finds_no_keyring() {
    let path = process::folder().join("workspace.key");
    let refused = KeyFile::create(&path, workspace_id(), FirstSlot::Keyring(&OsKeyring::default()));
    assert!(
        matches!(refused, Err(StoreError::KeyringUnavailable { problem: KeyringProblem::NotRunning })),
        "{refused:?}"
    );
    assert!(!path.exists());
}

#[test]
fn without_a_keyring_it_is_said_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = process::command(&[], "keyring::finds_no_keyring", folder.path());
    let nowhere = format!("unix:path={}/nowhere", folder.path().display());
    process::assert_passed(&command.env("DBUS_SESSION_BUS_ADDRESS", nowhere).output().unwrap());
}
