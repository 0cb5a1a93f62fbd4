use blake2::{Blake2b256, Digest};
use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use sales_core::ids::WorkspaceId;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{data_key::DataKey, passphrase::KdfCost};
use crate::error::Result;

/// A way to open the key file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlotKind {
    /// A random key kept by the keyring of the operating system.
    Keyring,
    /// A passphrase that the user knows.
    Passphrase,
    /// The code that was shown once when the workspace was made.
    Recovery,
}

/// How the wrapping key of a slot comes about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub(super) enum Kdf {
    /// The secret has at least 160 random bits: one round of hashing is enough.
    Blake2b,
    /// The secret is chosen by a person: every guess has to cost.
    Argon2id(KdfCost),
}

/// The data key, wrapped once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Slot {
    #[serde(with = "hex")]
    pub id: [u8; 16],
    pub kind: SlotKind,
    pub kdf: Kdf,
    #[serde(with = "hex")]
    salt: [u8; 16],
    #[serde(with = "hex")]
    nonce: [u8; 24],
    #[serde(with = "hex")]
    ct: [u8; DataKey::LEN + 16],
}

impl Slot {
    /// Wraps `key` for somebody who knows `secret`.
    pub(super) fn seal(workspace: WorkspaceId, kind: SlotKind, kdf: Kdf, secret: &[u8], key: &DataKey) -> Result<Self> {
        let mut slot = Self { id: [0; 16], kind, kdf, salt: [0; 16], nonce: [0; 24], ct: [0; DataKey::LEN + 16] };
        getrandom::fill(&mut slot.id)?;
        getrandom::fill(&mut slot.salt)?;
        getrandom::fill(&mut slot.nonce)?;
        let wrapped = slot
            .cipher(secret)
            .encrypt(&XNonce::from(slot.nonce), Payload { msg: key.as_bytes(), aad: &slot.bound_to(workspace) })
            .expect("32 bytes are within the limits of the cipher");
        slot.ct.copy_from_slice(&wrapped);
        Ok(slot)
    }

    /// The data key, or `None` when `secret` is not the right one.
    pub(super) fn open(&self, workspace: WorkspaceId, secret: &[u8]) -> Option<DataKey> {
        let payload = Payload { msg: &self.ct, aad: &self.bound_to(workspace) };
        let plain = self.cipher(secret).decrypt(&XNonce::from(self.nonce), payload).map(Zeroizing::new).ok()?;
        plain.as_slice().try_into().ok().map(DataKey::from_bytes)
    }

    /// Ties the wrapped key to its workspace and slot: it cannot be moved to another file.
    fn bound_to(&self, workspace: WorkspaceId) -> Vec<u8> {
        [b"sales-agent key slot 1".as_slice(), workspace.as_bytes(), &self.id, &[self.kind as u8]].concat()
    }

    fn cipher(&self, secret: &[u8]) -> XChaCha20Poly1305 {
        let mut wrapping_key = Zeroizing::new([0u8; 32]);
        match self.kdf {
            Kdf::Blake2b => {
                let hash = Blake2b256::new().chain_update(b"sales-agent wrapping key 1");
                wrapping_key.copy_from_slice(&hash.chain_update(self.salt).chain_update(secret).finalize());
            }
            Kdf::Argon2id(cost) => cost.derive(secret, &self.salt, &mut wrapping_key),
        }
        XChaCha20Poly1305::new((&*wrapping_key).into())
    }
}
