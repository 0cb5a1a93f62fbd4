//! A new data key for a workspace: what is encrypted is encrypted anew.

use std::fmt;

use super::{
    data_key::DataKey,
    key_file::{KeyFile, Unlock},
    keyring::Keyring,
    passphrase::{KdfCost, Passphrase},
    recovery::RecoveryCode,
    slot::SlotKind,
};
use crate::{
    backup::{Former, Incoming, OnProgress, copy_and_check},
    error::{Result, StoreError},
    workspace_dir::WorkspaceDir,
};

/// What it takes to open the workspace under its new key in the same ways as before.
#[derive(Clone, Copy)]
pub struct Ways<'a> {
    /// The passphrase and the cost of guessing it; needed when the workspace has one.
    pub passphrase: Option<(&'a Passphrase, KdfCost)>,
    /// Used when the keyring opens the workspace.
    pub keyring: &'a dyn Keyring,
}

/// A workspace encrypted under a new key, complete and checked beside the present one. Dropped, it
/// leaves nothing behind.
#[derive(Debug)]
pub struct Rotation<'a> {
    incoming: Incoming,
    entry: NewEntry<'a>,
    rotated: Rotated,
}

/// A workspace that has a new key.
#[derive(Debug)]
pub struct Rotated {
    /// The new key.
    pub key: DataKey,
    /// To be shown once; the former one opens nothing any more.
    pub recovery_code: RecoveryCode,
}

impl<'a> Rotation<'a> {
    /// Copies the workspace, encrypted under a new key, and reads the copy whole. Nobody may write to
    /// the workspace from here until [`Self::complete`] or the end of this. Needs room for a second
    /// database.
    ///
    /// # Errors
    /// [`StoreError::PassphraseNeeded`] and [`StoreError::WrongPassphrase`] when the workspace has a
    /// passphrase; [`StoreError::ForeignKey`]; [`StoreError::KeyringUnavailable`];
    /// [`StoreError::Cancelled`]; [`StoreError::DiskFull`] and others of the file system;
    /// [`StoreError::Damaged`]. The workspace is as it was.
    pub fn prepare(workspace: &WorkspaceDir, key: &DataKey, ways: Ways<'a>, progress: OnProgress<'_>) -> Result<Self> {
        let present = KeyFile::open(&workspace.key_file())?;
        present.check_key(key)?;
        let passphrase = proven_passphrase(&present, ways)?;
        let incoming = Incoming::new(workspace.root())?;
        let new_key = DataKey::generate()?;
        let database = workspace.database();
        copy_and_check(&database, key, &incoming.database(), &new_key, progress)
            .map_err(|error| error.in_file(&database))?;
        let keyring = present.has(SlotKind::Keyring).then_some(ways.keyring);
        let (file, recovery_code) = present.write_successor(&incoming.key_file(), &new_key, passphrase, keyring)?;
        let entry = NewEntry { file, keyring: ways.keyring, counts: false };
        let written = KeyFile::open(&incoming.key_file())?;
        written.check_key(&written.unlock(Unlock::RecoveryCode(&recovery_code))?)?;
        Ok(Self { incoming, entry, rotated: Rotated { key: new_key, recovery_code } })
    }

    /// Puts the new files in their place and deletes the former ones. Nothing of the workspace may be
    /// open.
    ///
    /// The former files are deleted, not overwritten: they are encrypted, and disks keep overwritten
    /// blocks anyway.
    ///
    /// # Errors
    /// Those of the file system; the next [`WorkspaceDir::open`] gives the former state or the new one.
    pub fn complete(mut self, workspace: &WorkspaceDir) -> Result<Rotated> {
        let former = KeyFile::open(&workspace.key_file())?;
        let placed = self.incoming.take_place(Former::Delete);
        self.entry.counts = self.incoming.counts();
        placed?;
        former.forget_keyring_entry(self.entry.keyring);
        Ok(self.rotated)
    }
}

/// What the keyring keeps for the new key file; forgotten unless that file comes to count.
struct NewEntry<'a> {
    file: KeyFile,
    keyring: &'a dyn Keyring,
    counts: bool,
}

impl Drop for NewEntry<'_> {
    fn drop(&mut self) {
        if !self.counts {
            self.file.forget_keyring_entry(self.keyring);
        }
    }
}

impl fmt::Debug for NewEntry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewEntry").field("counts", &self.counts).finish_non_exhaustive()
    }
}

/// The passphrase of the workspace, if it has one, tried on the present key file.
fn proven_passphrase<'a>(present: &KeyFile, ways: Ways<'a>) -> Result<Option<(&'a Passphrase, KdfCost)>> {
    if !present.has(SlotKind::Passphrase) {
        return Ok(None);
    }
    let (passphrase, cost) = ways.passphrase.ok_or(StoreError::PassphraseNeeded)?;
    present.unlock(Unlock::Passphrase(passphrase))?;
    Ok(Some((passphrase, cost)))
}
