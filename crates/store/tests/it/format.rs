//! Files as they were written by version 1 of the formats: every later release opens them.

use std::fs;

use sales_store::key::{KeyFile, RecoveryCode, Unlock};

use crate::support::{passphrase, workspace_id};

const KEY_FILE: &str = include_str!("key_file.v1.json");
const RECOVERY_CODE: &str = "R4B3-M01T-RDM8-SRMX-GV3K-NHAY-YB41-YV05";

#[test]
fn a_key_file_of_version_1_opens() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("workspace.key");
    fs::write(&path, KEY_FILE).unwrap();
    let mut file = KeyFile::open(&path).unwrap();
    assert_eq!(file.workspace(), workspace_id());
    let key = file.unlock(Unlock::Passphrase(&passphrase())).unwrap();
    file.unlock(Unlock::RecoveryCode(&RecoveryCode::parse(RECOVERY_CODE).unwrap())).unwrap();
    file.renew_recovery_code(&key).expect("the key is the one that the file says");
}
