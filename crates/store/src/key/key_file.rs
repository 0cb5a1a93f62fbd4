use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use sales_core::ids::WorkspaceId;
use zeroize::Zeroizing;

use super::{
    data_key::DataKey,
    envelope::{self, Envelope, EnvelopeFault},
    keyring::Keyring,
    passphrase::{KdfCost, Passphrase},
    recovery::RecoveryCode,
    slot::{Kdf, Slot, SlotKind},
};
use crate::{
    error::{Result, StoreError},
    workspace_dir::write_atomically,
};

/// The file `workspace.key`: the data key of one workspace, wrapped once per slot.
///
/// Every change is written to a new file that then takes the place of the old one: after a crash
/// the workspace opens by the old way or by the new one.
#[derive(Debug)]
pub struct KeyFile {
    path: PathBuf,
    envelope: Envelope,
}

/// A key file that was just made, with what exists only now.
#[derive(Debug)]
pub struct NewKeyFile {
    /// The file, written.
    pub file: KeyFile,
    /// The key it wraps.
    pub key: DataKey,
    /// To be shown once.
    pub recovery_code: RecoveryCode,
}

/// How a new workspace opens in everyday use.
#[derive(Clone, Copy)]
pub enum FirstSlot<'a> {
    /// Without asking, by the keyring of the system.
    Keyring(&'a dyn Keyring),
    /// By a passphrase, at this cost of a guess.
    Passphrase(&'a Passphrase, KdfCost),
}

/// What somebody brings to open a workspace.
#[derive(Clone, Copy)]
pub enum Unlock<'a> {
    /// The keyring of the system.
    Keyring(&'a dyn Keyring),
    /// The passphrase.
    Passphrase(&'a Passphrase),
    /// The recovery code.
    RecoveryCode(&'a RecoveryCode),
}

/// A key file has a few hundred bytes per slot.
const MAX_LEN: u64 = 64 * 1024;

impl KeyFile {
    /// Makes a data key and writes the file for it at `path`, with a recovery code besides
    /// `first`.
    ///
    /// # Errors
    /// [`StoreError::WeakPassphrase`], [`StoreError::KeyringUnavailable`],
    /// [`StoreError::WorkspaceExists`] if there is a file already, and errors of writing.
    pub fn create(path: &Path, workspace: WorkspaceId, first: FirstSlot<'_>) -> Result<NewKeyFile> {
        if path.try_exists().map_err(|error| StoreError::from_io(path, error))? {
            return Err(StoreError::WorkspaceExists { folder: path.parent().unwrap_or(path).to_owned() });
        }
        let key = DataKey::generate()?;
        let mut file = Self { path: path.to_owned(), envelope: Envelope::new(workspace, &key) };
        let (recovery_code, recovery) = file.recovery_slot(&key)?;
        let first = match first {
            FirstSlot::Keyring(keyring) => file.keyring_slot(&key, keyring)?,
            FirstSlot::Passphrase(passphrase, cost) => file.passphrase_slot(&key, passphrase, cost)?,
        };
        file.replace(file.envelope.with(first).with(recovery))?;
        Ok(NewKeyFile { file, key, recovery_code })
    }

    /// Reads the file at `path`.
    ///
    /// # Errors
    /// [`StoreError::NoWorkspace`], [`StoreError::KeyFileDamaged`], [`StoreError::NewerKeyFile`],
    /// and errors of reading.
    pub fn open(path: &Path) -> Result<Self> {
        let json = read_limited(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => {
                StoreError::NoWorkspace { folder: path.parent().unwrap_or(path).to_owned(), missing: "workspace.key" }
            }
            _ => StoreError::from_io(path, error),
        })?;
        Self::parse(path, &json)
    }

    /// Reads the content of a key file that belongs to `path`.
    pub(crate) fn parse(path: &Path, json: &[u8]) -> Result<Self> {
        let envelope = Envelope::from_json(json).map_err(|fault| match fault {
            EnvelopeFault::Damaged(detail) => StoreError::KeyFileDamaged { file: path.to_owned(), detail },
            EnvelopeFault::Newer(found) => StoreError::NewerKeyFile { found, known: envelope::VERSION },
        })?;
        Ok(Self { path: path.to_owned(), envelope })
    }

    /// The workspace that the key belongs to.
    #[must_use]
    pub const fn workspace(&self) -> WorkspaceId {
        self.envelope.workspace
    }

    /// Whether the file opens in this way.
    #[must_use]
    pub fn has(&self, kind: SlotKind) -> bool {
        self.envelope.slot(kind).is_some()
    }

    /// Unwraps the data key. With a passphrase this takes as long as its cost says, on purpose.
    ///
    /// # Errors
    /// [`StoreError::SlotMissing`]; [`StoreError::WrongPassphrase`],
    /// [`StoreError::WrongRecoveryCode`]; [`StoreError::KeyringUnavailable`],
    /// [`StoreError::KeyringEntryGone`].
    pub fn unlock(&self, with: Unlock<'_>) -> Result<DataKey> {
        match with {
            Unlock::Keyring(keyring) => {
                let slot = self.slot(SlotKind::Keyring)?;
                let secret = keyring.get(&self.account(slot))?;
                self.unwrap(slot, &secret).ok_or(StoreError::KeyringEntryGone)
            }
            Unlock::Passphrase(passphrase) => {
                let slot = self.slot(SlotKind::Passphrase)?;
                self.unwrap(slot, passphrase.as_bytes()).ok_or(StoreError::WrongPassphrase)
            }
            Unlock::RecoveryCode(code) => {
                let slot = self.slot(SlotKind::Recovery)?;
                self.unwrap(slot, code.as_bytes()).ok_or(StoreError::WrongRecoveryCode)
            }
        }
    }

    /// Replaces the passphrase by `new` for somebody who knows `old`.
    ///
    /// # Errors
    /// Those of [`Self::unlock`] and [`Self::set_passphrase`].
    pub fn change_passphrase(&mut self, old: &Passphrase, new: &Passphrase, cost: KdfCost) -> Result<()> {
        let key = self.unlock(Unlock::Passphrase(old))?;
        self.set_passphrase(&key, new, cost)
    }

    /// Adds or replaces the passphrase of an open workspace, as after a recovery.
    ///
    /// # Errors
    /// [`StoreError::WeakPassphrase`], [`StoreError::ForeignKey`], and errors of writing.
    pub fn set_passphrase(&mut self, key: &DataKey, new: &Passphrase, cost: KdfCost) -> Result<()> {
        self.check_key(key)?;
        let slot = self.passphrase_slot(key, new, cost)?;
        self.replace(self.envelope.with(slot))
    }

    /// Lets the workspace open without a passphrase, by the keyring of the system.
    ///
    /// # Errors
    /// [`StoreError::KeyringUnavailable`], [`StoreError::ForeignKey`], and errors of writing.
    pub fn add_keyring(&mut self, key: &DataKey, keyring: &dyn Keyring) -> Result<()> {
        self.check_key(key)?;
        let replaced = self.envelope.slot(SlotKind::Keyring).map(|slot| self.account(slot));
        let slot = self.keyring_slot(key, keyring)?;
        self.replace(self.envelope.with(slot))?;
        forget(keyring, replaced);
        Ok(())
    }

    /// Asks for the passphrase at every start from now on.
    ///
    /// # Errors
    /// [`StoreError::PassphraseNeeded`] without a passphrase; [`StoreError::SlotMissing`] when the
    /// keyring is not used anyway; errors of writing. That the keyring itself does not answer is
    /// no error: what it keeps opens nothing any more.
    pub fn remove_keyring(&mut self, keyring: &dyn Keyring) -> Result<()> {
        if !self.has(SlotKind::Passphrase) {
            return Err(StoreError::PassphraseNeeded);
        }
        let account = self.account(self.slot(SlotKind::Keyring)?);
        self.replace(self.envelope.without(SlotKind::Keyring))?;
        forget(keyring, Some(account));
        Ok(())
    }

    /// A new recovery code, to be shown once; the former one opens nothing any more.
    ///
    /// # Errors
    /// [`StoreError::ForeignKey`], and errors of writing.
    pub fn renew_recovery_code(&mut self, key: &DataKey) -> Result<RecoveryCode> {
        self.check_key(key)?;
        let (code, slot) = self.recovery_slot(key)?;
        self.replace(self.envelope.with(slot))?;
        Ok(code)
    }

    /// Whether a file that starts with `salt` is encrypted under the key in here.
    pub(crate) fn fits_salt(&self, salt: &[u8]) -> bool {
        self.envelope.file_salt == salt
    }

    /// The content for another computer, where our keyring entry does not exist.
    pub(crate) fn portable_json(&self) -> Vec<u8> {
        self.envelope.without(SlotKind::Keyring).to_json()
    }

    fn slot(&self, kind: SlotKind) -> Result<&Slot> {
        self.envelope.slot(kind).ok_or(StoreError::SlotMissing { kind })
    }

    fn unwrap(&self, slot: &Slot, secret: &[u8]) -> Option<DataKey> {
        slot.open(self.envelope.workspace, secret)
    }

    /// Writes the file for `key`, the successor of the key in here, at `path`. It opens with a new
    /// recovery code and in the ways that are given.
    ///
    /// # Errors
    /// [`StoreError::KeyringUnavailable`], and errors of writing.
    pub(super) fn write_successor(
        &self,
        path: &Path,
        key: &DataKey,
        passphrase: Option<(&Passphrase, KdfCost)>,
        keyring: Option<&dyn Keyring>,
    ) -> Result<(Self, RecoveryCode)> {
        let workspace = self.envelope.workspace;
        let mut file = Self { path: path.to_owned(), envelope: Envelope::new(workspace, key) };
        let (recovery_code, recovery) = file.recovery_slot(key)?;
        let mut envelope = file.envelope.with(recovery);
        if let Some((passphrase, cost)) = passphrase {
            let kdf = Kdf::Argon2id(cost);
            envelope = envelope.with(Slot::seal(workspace, SlotKind::Passphrase, kdf, passphrase.as_bytes(), key)?);
        }
        if let Some(keyring) = keyring {
            envelope = envelope.with(file.keyring_slot(key, keyring)?);
        }
        file.replace(envelope.clone()).inspect_err(|_| {
            if let Some(keyring) = keyring {
                Self { path: path.to_owned(), envelope }.forget_keyring_entry(keyring);
            }
        })?;
        Ok((file, recovery_code))
    }

    /// Makes the keyring forget what it keeps for this file.
    pub(super) fn forget_keyring_entry(&self, keyring: &dyn Keyring) {
        forget(keyring, self.envelope.slot(SlotKind::Keyring).map(|slot| self.account(slot)));
    }

    /// Whether `key` is the one in here.
    ///
    /// # Errors
    /// [`StoreError::ForeignKey`].
    pub fn check_key(&self, key: &DataKey) -> Result<()> {
        if self.fits_salt(&key.file_salt()) { Ok(()) } else { Err(StoreError::ForeignKey { file: self.path.clone() }) }
    }

    fn passphrase_slot(&self, key: &DataKey, passphrase: &Passphrase, cost: KdfCost) -> Result<Slot> {
        passphrase.check_strength()?;
        Slot::seal(self.envelope.workspace, SlotKind::Passphrase, Kdf::Argon2id(cost), passphrase.as_bytes(), key)
    }

    fn recovery_slot(&self, key: &DataKey) -> Result<(RecoveryCode, Slot)> {
        let code = RecoveryCode::generate()?;
        let slot = Slot::seal(self.envelope.workspace, SlotKind::Recovery, Kdf::Blake2b, code.as_bytes(), key)?;
        Ok((code, slot))
    }

    /// A slot whose secret the keyring keeps already: it must be there before the file says so.
    fn keyring_slot(&self, key: &DataKey, keyring: &dyn Keyring) -> Result<Slot> {
        let mut secret = Zeroizing::new([0; 32]);
        getrandom::fill(secret.as_mut_slice())?;
        let slot = Slot::seal(self.envelope.workspace, SlotKind::Keyring, Kdf::Blake2b, secret.as_slice(), key)?;
        keyring.set(&self.account(&slot), secret.as_slice())?;
        Ok(slot)
    }

    /// Each slot has an entry of its own, so that an interrupted change leaves the former one
    /// working.
    fn account(&self, slot: &Slot) -> String {
        format!("{}/{}", self.envelope.workspace, hex::encode(slot.id))
    }

    fn replace(&mut self, changed: Envelope) -> Result<()> {
        write_atomically(&self.path, &changed.to_json())?;
        self.envelope = changed;
        Ok(())
    }
}

fn forget(keyring: &dyn Keyring, account: Option<String>) {
    if let Some(Err(error)) = account.map(|account| keyring.delete(&account)) {
        tracing::warn!(%error, "a former entry stays in the keyring");
    }
}

fn read_limited(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_LEN).read_to_end(&mut bytes)?;
    Ok(bytes)
}
