use blake2::{Blake2b256, Digest};
use sales_core::ids::WorkspaceId;
use serde::{Deserialize, Serialize};

use super::{
    data_key::DataKey,
    slot::{Slot, SlotKind},
};

/// What the key file holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Envelope {
    format: String,
    version: u32,
    pub workspace: WorkspaceId,
    /// Salt of the files under the key: tells which key this is without telling the key.
    #[serde(with = "hex")]
    pub file_salt: [u8; 16],
    pub slots: Vec<Slot>,
    /// Over all the above: tells a damaged file from a wrong passphrase.
    #[serde(with = "hex")]
    checksum: [u8; 32],
}

/// What every version of the file has.
#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
}

/// Why the bytes of a key file cannot be used.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum EnvelopeFault {
    Damaged(String),
    Newer(u32),
}

const FORMAT: &str = "sales-agent-key";
pub(super) const VERSION: u32 = 1;

impl Envelope {
    pub(super) fn new(workspace: WorkspaceId, key: &DataKey) -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            workspace,
            file_salt: key.file_salt(),
            slots: Vec::new(),
            checksum: [0; 32],
        }
    }

    pub(super) fn from_json(json: &[u8]) -> Result<Self, EnvelopeFault> {
        let damaged = |detail: &str| EnvelopeFault::Damaged(detail.to_owned());
        let head: Head = serde_json::from_slice(json).map_err(|error| EnvelopeFault::Damaged(error.to_string()))?;
        if head.format != FORMAT {
            return Err(damaged("another format"));
        }
        if head.version > VERSION {
            return Err(EnvelopeFault::Newer(head.version));
        }
        let envelope: Self = serde_json::from_slice(json).map_err(|error| EnvelopeFault::Damaged(error.to_string()))?;
        if envelope.checksum != envelope.expected_checksum() {
            return Err(damaged("the checksum does not match"));
        }
        if envelope.slots.is_empty() {
            return Err(damaged("no slots"));
        }
        Ok(envelope)
    }

    pub(super) fn to_json(&self) -> Vec<u8> {
        let mut sealed = self.clone();
        sealed.checksum = sealed.expected_checksum();
        let mut json = serde_json::to_vec_pretty(&sealed).expect("plain structs of text and numbers always serialise");
        json.push(b'\n');
        json
    }

    fn expected_checksum(&self) -> [u8; 32] {
        let unsealed = Self { checksum: [0; 32], ..self.clone() };
        let bytes = serde_json::to_vec(&unsealed).expect("plain structs of text and numbers always serialise");
        Blake2b256::digest(bytes).into()
    }

    pub(super) fn slot(&self, kind: SlotKind) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.kind == kind)
    }

    /// The same with `slot` in the place of the slot of its kind.
    pub(super) fn with(&self, slot: Slot) -> Self {
        let mut changed = self.without(slot.kind);
        changed.slots.push(slot);
        changed
    }

    /// The same without the slot of this kind.
    pub(super) fn without(&self, kind: SlotKind) -> Self {
        let mut changed = self.clone();
        changed.slots.retain(|slot| slot.kind != kind);
        changed
    }
}
