//! The key of a workspace and the file that holds it, wrapped.
//!
//! The data key is random and never changes when a passphrase does. The key file carries it
//! several times, each time wrapped for another way in: the keyring of the system, a passphrase,
//! a recovery code. Only a rotation replaces the data key itself.

mod data_key;
mod envelope;
mod key_file;
mod keyring;
mod passphrase;
mod recovery;
mod rotation;
mod slot;

pub use data_key::DataKey;
pub use key_file::{FirstSlot, KeyFile, NewKeyFile, Unlock};
pub use keyring::{Keyring, KeyringProblem, OsKeyring};
pub use passphrase::{KdfCost, Passphrase, PassphraseStrength, PassphraseWeakness};
pub use recovery::{RecoveryCode, RecoveryCodeFault};
pub use rotation::{Rotated, Rotation, Ways};
pub use slot::SlotKind;
