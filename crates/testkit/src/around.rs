//! What stands in for the computer.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
};

use sales_core::time::{Clock, UtcMillis};
use sales_store::{error::StoreError, key::Keyring};
use zeroize::Zeroizing;

/// A clock that only moves when told to.
#[derive(Debug)]
pub struct StillClock(AtomicI64);

impl StillClock {
    /// A clock that shows this time.
    #[must_use]
    pub const fn at(time: UtcMillis) -> Self {
        Self(AtomicI64::new(time.0))
    }

    /// Moves the clock.
    pub fn advance(&self, millis: i64) {
        self.0.fetch_add(millis, Ordering::Relaxed);
    }
}

impl Clock for StillClock {
    fn now(&self) -> UtcMillis {
        UtcMillis(self.0.load(Ordering::Relaxed))
    }
}

/// A keyring that lives as long as the test.
#[derive(Debug, Default)]
pub struct MemoryKeyring(Mutex<BTreeMap<String, Vec<u8>>>);

impl Keyring for MemoryKeyring {
    fn set(&self, account: &str, secret: &[u8]) -> Result<(), StoreError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(account.to_owned(), secret.to_vec());
        Ok(())
    }

    fn get(&self, account: &str) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        let entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries.get(account).cloned().map(Zeroizing::new).ok_or(StoreError::KeyringEntryGone)
    }

    fn delete(&self, account: &str) -> Result<(), StoreError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(account);
        Ok(())
    }
}
