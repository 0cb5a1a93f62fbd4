use std::fmt;

use blake2::{
    Blake2bMac,
    digest::{FixedOutput, KeyInit, Update, consts::U16},
};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::error::Result;

/// The 256-bit key that encrypts a workspace. Wiped from memory when dropped, never shown.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct DataKey([u8; Self::LEN]);

impl DataKey {
    /// Length in bytes.
    pub const LEN: usize = 32;

    /// A new key from the random numbers of the operating system.
    ///
    /// # Errors
    /// [`StoreError::Randomness`](crate::error::StoreError::Randomness).
    pub fn generate() -> Result<Self> {
        let mut key = Self([0; Self::LEN]);
        getrandom::fill(&mut key.0)?;
        Ok(key)
    }

    pub(super) const fn from_bytes(bytes: [u8; Self::LEN]) -> Self {
        Self(bytes)
    }

    pub(super) const fn as_bytes(&self) -> &[u8; Self::LEN] {
        &self.0
    }

    /// The salt that stands in clear in the first 16 bytes of every file encrypted under this key.
    ///
    /// It is derived from the key, so a file tells at once, without being decrypted, whether a key
    /// fits; and a damaged header can be told from a wrong key. The key being random, the salt
    /// need not be.
    pub(crate) fn file_salt(&self) -> [u8; 16] {
        let mut mac = <Blake2bMac<U16> as KeyInit>::new_from_slice(&self.0).expect("BLAKE2b takes keys of 32 bytes");
        mac.update(b"sales-agent file salt 1");
        mac.finalize_fixed().into()
    }

    /// The statement that hands the key to SQLCipher: raw key and salt, so no derivation runs.
    pub(crate) fn key_pragma(&self) -> Zeroizing<String> {
        let mut sql = Zeroizing::new(String::with_capacity(128));
        sql.push_str("PRAGMA key = \"x'");
        push_hex(&mut sql, &self.0);
        push_hex(&mut sql, &self.file_salt());
        sql.push_str("'\"");
        sql
    }
}

/// Appends without an intermediate copy that nobody would wipe.
fn push_hex(out: &mut String, bytes: &[u8]) {
    for byte in bytes {
        for digit in [byte >> 4, byte & 0xf] {
            out.push(char::from_digit(u32::from(digit), 16).expect("a nibble is below 16"));
        }
    }
}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DataKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_never_shows_in_debug_output() {
        let key = DataKey::from_bytes([0xab; 32]);
        assert_eq!(format!("{key:?}"), "DataKey(…)");
    }

    #[test]
    fn the_key_statement_carries_key_and_salt() {
        let key = DataKey::from_bytes([0x0f; 32]);
        let sql = key.key_pragma();
        assert_eq!(sql.len(), "PRAGMA key = \"x''\"".len() + 64 + 32);
        assert!(sql.starts_with(&format!("PRAGMA key = \"x'{}", "0f".repeat(32))));
        assert!(sql.capacity() <= 128, "a grown buffer leaves an unwiped copy");
    }

    #[test]
    fn the_salt_of_a_key_never_changes() {
        assert_eq!(hex::encode(DataKey::from_bytes([7; 32]).file_salt()), "9196bb08b2f3236128527f754791a9bf");
        assert_ne!(DataKey::from_bytes([7; 32]).file_salt(), DataKey::from_bytes([8; 32]).file_salt());
    }
}
