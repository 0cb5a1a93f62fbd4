use std::{sync::mpsc, thread, time::Duration};

use keyring::{Entry, Error};
use zeroize::Zeroizing;

use crate::error::{Result, StoreError};

/// Keeps small secrets for the user who is logged in.
pub trait Keyring: Send + Sync {
    /// Keeps `secret` under `account`, replacing what was there.
    ///
    /// # Errors
    /// [`StoreError::KeyringUnavailable`].
    fn set(&self, account: &str, secret: &[u8]) -> Result<()>;

    /// The secret under `account`.
    ///
    /// # Errors
    /// [`StoreError::KeyringEntryGone`], [`StoreError::KeyringUnavailable`].
    fn get(&self, account: &str) -> Result<Zeroizing<Vec<u8>>>;

    /// Forgets the secret under `account`; it is no error when there is none.
    ///
    /// # Errors
    /// [`StoreError::KeyringUnavailable`].
    fn delete(&self, account: &str) -> Result<()>;
}

/// Why the keyring of the system cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyringProblem {
    /// The system has none, or it does not run.
    NotRunning,
    /// It is locked, or access was refused.
    Locked,
    /// It did not answer in time: it may be waiting for an answer to its own prompt.
    NoAnswer,
    /// It answered with an error of its own.
    Failed,
}

/// The keyring of the operating system: Keychain, Credential Manager or Secret Service.
#[derive(Debug, Clone, Copy)]
pub struct OsKeyring {
    patience: Duration,
}

const SERVICE: &str = "ai-sales-agent";

impl Default for OsKeyring {
    /// Waits 5 s for an answer.
    fn default() -> Self {
        Self::with_patience(Duration::from_secs(5))
    }
}

impl OsKeyring {
    /// A keyring that is given up after `patience`. One that shows a prompt answers only when the
    /// user does, so give it half a minute where a user is there to answer.
    #[must_use]
    pub const fn with_patience(patience: Duration) -> Self {
        Self { patience }
    }

    /// Asks on a thread of its own: a locked keyring can keep its caller waiting for ever.
    fn ask<T: Send + 'static>(
        self,
        account: &str,
        question: impl FnOnce(Entry) -> keyring::Result<T> + Send + 'static,
    ) -> Result<T> {
        let unavailable = |problem| StoreError::KeyringUnavailable { problem };
        let account = account.to_owned();
        let (answer, answered) = mpsc::sync_channel(1);
        thread::Builder::new()
            .name("keyring".to_owned())
            .spawn(move || {
                let _ = answer.send(Entry::new(SERVICE, &account).and_then(question));
            })
            .map_err(|_| unavailable(KeyringProblem::Failed))?;
        answered
            .recv_timeout(self.patience)
            .map_err(|error| match error {
                mpsc::RecvTimeoutError::Timeout => unavailable(KeyringProblem::NoAnswer),
                mpsc::RecvTimeoutError::Disconnected => unavailable(KeyringProblem::Failed),
            })?
            .map_err(|error| explained(&error))
    }
}

fn explained(error: &Error) -> StoreError {
    tracing::warn!(kind = error_name(error), "the keyring refused");
    let problem = match error {
        Error::NoEntry => return StoreError::KeyringEntryGone,
        Error::NoDefaultStore | Error::NotSupportedByStore(_) => KeyringProblem::NotRunning,
        Error::NoStorageAccess(_) => KeyringProblem::Locked,
        _ => KeyringProblem::Failed,
    };
    StoreError::KeyringUnavailable { problem }
}

/// The kind of the error without its content, which may hold the secret.
const fn error_name(error: &Error) -> &'static str {
    match error {
        Error::PlatformFailure(_) => "platform failure",
        Error::NoStorageAccess(_) => "no access",
        Error::NoEntry => "no entry",
        Error::NoDefaultStore => "no store",
        Error::NotSupportedByStore(_) => "not supported",
        Error::Ambiguous(_) => "ambiguous",
        _ => "other",
    }
}

impl Keyring for OsKeyring {
    fn set(&self, account: &str, secret: &[u8]) -> Result<()> {
        let secret = Zeroizing::new(secret.to_vec());
        self.ask(account, move |entry| entry.set_secret(&secret))
    }

    fn get(&self, account: &str) -> Result<Zeroizing<Vec<u8>>> {
        self.ask(account, |entry| entry.get_secret().map(Zeroizing::new))
    }

    fn delete(&self, account: &str) -> Result<()> {
        match self.ask(account, |entry| entry.delete_credential()) {
            Err(StoreError::KeyringEntryGone) => Ok(()),
            answer => answer,
        }
    }
}
