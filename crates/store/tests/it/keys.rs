use std::fs;

use sales_store::{
    error::{Result, StoreError},
    key::{
        DataKey, FirstSlot, KdfCost, KeyFile, Keyring, KeyringProblem, NewKeyFile, Passphrase, RecoveryCode, SlotKind,
        Unlock,
    },
};
use tempfile::TempDir;
use zeroize::Zeroizing;

use crate::support::{MemoryKeyring, PASSPHRASE, passphrase, workspace_id};

const OTHER: &str = "neuf poires tombent au nord";

fn with_passphrase() -> (TempDir, NewKeyFile) {
    let folder = tempfile::tempdir().unwrap();
    let first = FirstSlot::Passphrase(&passphrase(), KdfCost::FLOOR);
    let made = KeyFile::create(&folder.path().join("workspace.key"), workspace_id(), first).unwrap();
    (folder, made)
}

fn with_keyring(keyring: &dyn Keyring) -> (TempDir, NewKeyFile) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("workspace.key");
    let made = KeyFile::create(&path, workspace_id(), FirstSlot::Keyring(keyring)).unwrap();
    (folder, made)
}

fn reopened(folder: &TempDir) -> KeyFile {
    KeyFile::open(&folder.path().join("workspace.key")).unwrap()
}

/// Two keys are the same when they open the same slots.
fn is_same(file: &mut KeyFile, key: &DataKey) -> bool {
    file.renew_recovery_code(key).is_ok()
}

#[test]
fn passphrase_and_recovery_code_give_the_same_key() {
    let (folder, made) = with_passphrase();
    let mut file = reopened(&folder);
    assert_eq!(file.workspace(), workspace_id());
    let by_code = file.unlock(Unlock::RecoveryCode(&made.recovery_code)).unwrap();
    let by_passphrase = file.unlock(Unlock::Passphrase(&passphrase())).unwrap();
    assert!(is_same(&mut file, &by_code) && is_same(&mut file, &by_passphrase) && is_same(&mut file, &made.key));
}

#[test]
fn wrong_secrets_are_told_apart_from_missing_slots() {
    let (folder, _) = with_passphrase();
    let file = reopened(&folder);
    let wrong = Passphrase::new("vélo mouillé sous le tilleuI");
    assert!(matches!(file.unlock(Unlock::Passphrase(&wrong)), Err(StoreError::WrongPassphrase)));
    let code = RecoveryCode::parse(&"0".repeat(32)).unwrap();
    assert!(matches!(file.unlock(Unlock::RecoveryCode(&code)), Err(StoreError::WrongRecoveryCode)));
    assert!(matches!(
        file.unlock(Unlock::Keyring(&MemoryKeyring::default())),
        Err(StoreError::SlotMissing { kind: SlotKind::Keyring })
    ));
}

#[test]
fn a_changed_passphrase_replaces_the_former_one() {
    let (folder, made) = with_passphrase();
    let mut file = made.file;
    file.change_passphrase(&passphrase(), &Passphrase::new(OTHER), KdfCost::FLOOR).unwrap();
    let mut again = reopened(&folder);
    assert!(matches!(again.unlock(Unlock::Passphrase(&passphrase())), Err(StoreError::WrongPassphrase)));
    let key = again.unlock(Unlock::Passphrase(&Passphrase::new(OTHER))).unwrap();
    assert!(is_same(&mut again, &key));
    assert!(matches!(
        again.change_passphrase(&passphrase(), &Passphrase::new(PASSPHRASE), KdfCost::FLOOR),
        Err(StoreError::WrongPassphrase)
    ));
}

#[test]
fn a_weak_passphrase_changes_nothing() {
    let (folder, mut made) = with_passphrase();
    let before = fs::read(folder.path().join("workspace.key")).unwrap();
    let weak = Passphrase::new("password1234");
    let refused = made.file.change_passphrase(&passphrase(), &weak, KdfCost::FLOOR);
    assert!(matches!(refused, Err(StoreError::WeakPassphrase { .. })));
    assert_eq!(fs::read(folder.path().join("workspace.key")).unwrap(), before);
    let path = folder.path().join("new.key");
    let refused = KeyFile::create(&path, workspace_id(), FirstSlot::Passphrase(&weak, KdfCost::FLOOR));
    assert!(matches!(refused, Err(StoreError::WeakPassphrase { .. })) && !path.exists());
}

#[test]
fn a_new_recovery_code_ends_the_former_one() {
    let (folder, mut made) = with_passphrase();
    let code = made.file.renew_recovery_code(&made.key).unwrap();
    let file = reopened(&folder);
    assert!(matches!(file.unlock(Unlock::RecoveryCode(&made.recovery_code)), Err(StoreError::WrongRecoveryCode)));
    file.unlock(Unlock::RecoveryCode(&RecoveryCode::parse(&code.reveal()).unwrap())).unwrap();
}

#[test]
fn a_key_of_another_workspace_is_never_wrapped() {
    let (_folder, mut made) = with_passphrase();
    let foreign = DataKey::generate().unwrap();
    let other = Passphrase::new(OTHER);
    assert!(matches!(made.file.set_passphrase(&foreign, &other, KdfCost::FLOOR), Err(StoreError::ForeignKey { .. })));
    assert!(matches!(made.file.renew_recovery_code(&foreign), Err(StoreError::ForeignKey { .. })));
    assert!(matches!(made.file.add_keyring(&foreign, &MemoryKeyring::default()), Err(StoreError::ForeignKey { .. })));
}

#[test]
fn the_keyring_opens_without_a_question() {
    let keyring = MemoryKeyring::default();
    let (folder, made) = with_keyring(&keyring);
    let mut file = reopened(&folder);
    let key = file.unlock(Unlock::Keyring(&keyring)).unwrap();
    assert!(is_same(&mut file, &key) && is_same(&mut file, &made.key));
    file.unlock(Unlock::RecoveryCode(&made.recovery_code)).expect_err("renewed by is_same");
}

#[test]
fn the_keyring_slot_goes_only_when_a_passphrase_is_left() {
    let keyring = MemoryKeyring::default();
    let (folder, made) = with_keyring(&keyring);
    let mut file = made.file;
    assert!(matches!(file.remove_keyring(&keyring), Err(StoreError::PassphraseNeeded)));
    file.set_passphrase(&made.key, &passphrase(), KdfCost::FLOOR).unwrap();
    file.remove_keyring(&keyring).unwrap();
    assert!(keyring.entries.lock().unwrap().is_empty());
    let mut file = reopened(&folder);
    assert!(!file.has(SlotKind::Keyring) && file.has(SlotKind::Passphrase) && file.has(SlotKind::Recovery));
    assert!(matches!(file.remove_keyring(&keyring), Err(StoreError::SlotMissing { kind: SlotKind::Keyring })));

    file.add_keyring(&made.key, &keyring).unwrap();
    file.add_keyring(&made.key, &keyring).unwrap();
    assert_eq!(keyring.entries.lock().unwrap().len(), 1, "the replaced entry is gone");
    reopened(&folder).unlock(Unlock::Keyring(&keyring)).unwrap();
}

#[test]
fn a_key_that_is_gone_from_the_keyring_is_said_so() {
    let keyring = MemoryKeyring::default();
    let (_folder, made) = with_keyring(&keyring);
    for secret in keyring.entries.lock().unwrap().values_mut() {
        secret[0] ^= 1;
    }
    assert!(matches!(made.file.unlock(Unlock::Keyring(&keyring)), Err(StoreError::KeyringEntryGone)));
    keyring.entries.lock().unwrap().clear();
    assert!(matches!(made.file.unlock(Unlock::Keyring(&keyring)), Err(StoreError::KeyringEntryGone)));
    made.file.unlock(Unlock::RecoveryCode(&made.recovery_code)).unwrap();
}

struct NoKeyring;

impl Keyring for NoKeyring {
    fn set(&self, _: &str, _: &[u8]) -> Result<()> {
        Err(StoreError::KeyringUnavailable { problem: KeyringProblem::NotRunning })
    }

    fn get(&self, _: &str) -> Result<Zeroizing<Vec<u8>>> {
        Err(StoreError::KeyringUnavailable { problem: KeyringProblem::NotRunning })
    }

    fn delete(&self, _: &str) -> Result<()> {
        Err(StoreError::KeyringUnavailable { problem: KeyringProblem::NotRunning })
    }
}

#[test]
fn without_a_keyring_nothing_is_made_and_removing_its_slot_still_works() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("workspace.key");
    let refused = KeyFile::create(&path, workspace_id(), FirstSlot::Keyring(&NoKeyring));
    assert!(matches!(refused, Err(StoreError::KeyringUnavailable { .. })) && !path.exists());

    let (folder, mut made) = with_keyring(&MemoryKeyring::default());
    made.file.set_passphrase(&made.key, &passphrase(), KdfCost::FLOOR).unwrap();
    made.file.remove_keyring(&NoKeyring).unwrap();
    assert!(!reopened(&folder).has(SlotKind::Keyring));
}

#[test]
fn every_changed_byte_is_damage_or_a_newer_version_and_never_a_wrong_passphrase() {
    let (folder, _) = with_passphrase();
    let path = folder.path().join("workspace.key");
    let whole = fs::read(&path).unwrap();
    for at in 0..whole.len() {
        for flip in [0x01, 0x80] {
            let mut changed = whole.clone();
            changed[at] ^= flip;
            fs::write(&path, &changed).unwrap();
            let opened = KeyFile::open(&path);
            let same_meaning = changed.trim_ascii_end() == whole.trim_ascii_end();
            assert!(
                matches!(opened, Err(StoreError::KeyFileDamaged { .. } | StoreError::NewerKeyFile { .. }))
                    || same_meaning,
                "byte {at}: {:?}",
                String::from_utf8_lossy(&changed)
            );
        }
    }
    for len in 0..whole.len() - 1 {
        fs::write(&path, &whole[..len]).unwrap();
        assert!(matches!(KeyFile::open(&path), Err(StoreError::KeyFileDamaged { .. })), "cut to {len}");
    }
}

#[test]
fn a_newer_key_file_and_a_missing_one_are_said_so() {
    let (folder, _) = with_passphrase();
    let path = folder.path().join("workspace.key");
    fs::write(&path, r#"{"format":"sales-agent-key","version":2,"ways":["unknown"]}"#).unwrap();
    assert!(matches!(KeyFile::open(&path), Err(StoreError::NewerKeyFile { found: 2, known: 1 })));
    fs::remove_file(&path).unwrap();
    assert!(matches!(KeyFile::open(&path), Err(StoreError::NoWorkspace { missing: "workspace.key", .. })));
    fs::write(&path, vec![b' '; 10_000_000]).unwrap();
    assert!(matches!(KeyFile::open(&path), Err(StoreError::KeyFileDamaged { .. })));
}

#[test]
fn a_slot_cannot_be_moved_to_another_workspace() {
    let (folder, _) = with_passphrase();
    let path = folder.path().join("workspace.key");
    let mut json: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    json["workspace"] = "01890000-0000-7000-8000-000000000000".into();
    json["checksum"] = checksum(&json).into();
    fs::write(&path, serde_json::to_vec(&json).unwrap()).unwrap();
    let file = KeyFile::open(&path).expect("the checksum was made to fit");
    assert!(matches!(file.unlock(Unlock::Passphrase(&passphrase())), Err(StoreError::WrongPassphrase)));
}

/// As documented in the file's format: BLAKE2b-256 of the content with a checksum of zeros.
fn checksum(json: &serde_json::Value) -> String {
    use blake2::{Blake2b256, Digest};
    let mut unsealed = json.clone();
    unsealed["checksum"] = "0".repeat(64).into();
    hex::encode(Blake2b256::digest(serde_json::to_vec(&unsealed).unwrap()))
}

#[test]
fn the_file_names_no_secret_and_only_its_owner_reads_it() {
    let (folder, made) = with_passphrase();
    let path = folder.path().join("workspace.key");
    let text = fs::read_to_string(&path).unwrap();
    let code = made.recovery_code.reveal();
    assert!(!text.contains("tilleul") && !text.contains(code.as_str()) && !text.contains(&code.replace('-', "")));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
