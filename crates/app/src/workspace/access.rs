//! What opens the workspace: the passphrase, the keyring, the recovery code.

use std::{fs::OpenOptions, io::Write as _, path::Path};

use sales_store::{
    error::StoreError,
    key::{DataKey, KeyFile, Passphrase, RecoveryCode, SlotKind, Unlock as UnlockWith},
    workspace_dir::open_private,
};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::WorkspaceStatus;
use crate::{app::App, error::AppError, outfile::OutFile, secret::Secret};

/// Sets or changes the passphrase.
#[derive(Clone, Deserialize, Type)]
pub struct ChangePassphrase {
    /// The present one, or the recovery code of somebody who has forgotten it; none when there is none yet.
    pub current: Option<Secret>,
    /// The new one.
    pub new: Secret,
}

/// A recovery code and the file that it goes to.
#[derive(Clone, Deserialize, Type)]
pub struct SaveRecoveryCode {
    /// The file.
    pub file: String,
    /// The code.
    pub code: Secret,
}

/// How hard a passphrase is to guess.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct PassphraseStrength {
    /// 0 to 4; 3 is enough.
    pub score: u8,
    /// Whether it may be used.
    pub accepted: bool,
    /// Why not: a key under `errors.passphrase_weak_reasons`.
    pub reason: Option<String>,
}

impl App {
    /// Sets or changes the passphrase.
    pub fn workspace_change_passphrase(&self, input: ChangePassphrase) -> Result<WorkspaceStatus, AppError> {
        let workspace = self.workspace()?;
        let cost = self.inner.environment.kdf_cost;
        let new = Passphrase::new(input.new.reveal());
        {
            let mut key_file = workspace.key_file.lock();
            if key_file.has(SlotKind::Passphrase) {
                let current = input.current.as_ref().map_or("", Secret::reveal);
                let key = prove(&key_file, current).map_err(|error| AppError::from(error).at_field("current"))?;
                key_file.set_passphrase(&key, &new, cost)?;
            } else {
                key_file.set_passphrase(workspace.store.key(), &new, cost)?;
            }
        }
        self.workspace_status()
    }

    /// Lets the keyring open the workspace at start, or asks for the passphrase every time.
    pub fn workspace_use_keyring(&self, on: bool) -> Result<WorkspaceStatus, AppError> {
        let workspace = self.workspace()?;
        let keyring = self.inner.environment.keyring.as_ref();
        {
            let mut key_file = workspace.key_file.lock();
            if on {
                key_file.add_keyring(workspace.store.key(), keyring)?;
            } else {
                key_file.remove_keyring(keyring)?;
            }
        }
        self.workspace_status()
    }

    /// A new recovery code, shown once; the former one opens nothing any more.
    pub fn workspace_new_recovery_code(&self) -> Result<Secret, AppError> {
        let workspace = self.workspace()?;
        let code = workspace.key_file.lock().renew_recovery_code(workspace.store.key())?;
        Ok(code.reveal().as_str().into())
    }

    /// How hard a passphrase is to guess.
    pub fn passphrase_strength(&self, passphrase: &str) -> PassphraseStrength {
        let strength = Passphrase::new(passphrase).strength();
        PassphraseStrength {
            score: strength.score,
            accepted: strength.weakness.is_none(),
            reason: strength.weakness.map(crate::error::weakness_name),
        }
    }

    /// Writes a recovery code that was just shown to a file that the person chose.
    pub fn workspace_save_recovery_code(&self, input: &SaveRecoveryCode) -> Result<(), AppError> {
        let out = OutFile::new(Path::new(&input.file))?;
        let mut file = open_private(out.unfinished(), OpenOptions::new().write(true).create(true).truncate(true))?;
        writeln!(file, "{}", input.code.reveal()).map_err(|error| out.unwritable(&error))?;
        out.complete()
    }
}

/// The key, for somebody who knows the passphrase, or has forgotten it and has the recovery code.
fn prove(key_file: &KeyFile, typed: &str) -> Result<DataKey, StoreError> {
    let by_passphrase = key_file.unlock(UnlockWith::Passphrase(&Passphrase::new(typed)));
    match (by_passphrase, RecoveryCode::parse(typed)) {
        (Err(StoreError::WrongPassphrase), Ok(code)) => {
            key_file.unlock(UnlockWith::RecoveryCode(&code)).map_err(|_| StoreError::WrongPassphrase)
        }
        (outcome, _) => outcome,
    }
}
