//! Identities of records. All are UUIDv7: unique across devices and ordered by creation.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use specta::Type;
use uuid::Uuid;

use crate::time::UtcMillis;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
        #[serde(transparent)]
        #[specta(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// The identity with these 16 bytes, as stored.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }

            /// The 16 bytes that the store keeps.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }
        }

        impl From<Uuid> for $name {
            fn from(value: Uuid) -> Self {
                Self(value)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )*};
}

ids! {
    /// One workspace: one encrypted file.
    WorkspaceId,
    /// A person who works in the workspace.
    UserId,
    /// A person who may buy.
    ProspectId,
    /// An organisation that prospects work for.
    CompanyId,
    /// One run of an import.
    ImportId,
    /// A label on prospects or companies.
    TagId,
    /// A stored filter, sort order and choice of columns.
    SavedViewId,
    /// How the name of a person is read, where a person said so.
    NameReadingId,
    /// An offer or an ideal customer.
    DescriptionId,
    /// What was found out about a prospect or company.
    SignalId,
    /// What came of a prospect.
    OutcomeId,
    /// A score that a person set.
    OverrideId,
    /// A question to a language model.
    ModelRequestId,
    /// One entry of the history that undo walks.
    ChangeId,
    /// A long-running piece of work.
    JobId,
}

/// Makes identities: version 7 of RFC 9562, strictly ascending within one source.
///
/// Within one millisecond the 74 free bits count up from a random start, so a bulk load asks for
/// randomness once a millisecond and its rows arrive in the order of their index.
pub struct IdSource {
    last: u128,
    entropy: Box<dyn FnMut() -> [u8; 10] + Send>,
}

const FREE_BITS: u32 = 74;

impl IdSource {
    /// A source that draws its random bits from `entropy`: the operating system in the product, a
    /// seed in tests.
    pub fn new(entropy: impl FnMut() -> [u8; 10] + Send + 'static) -> Self {
        Self { last: 0, entropy: Box::new(entropy) }
    }

    /// The next identity at `now`.
    pub fn next<Id: From<Uuid>>(&mut self, now: UtcMillis) -> Id {
        let millis = u128::from(now.0.max(0).unsigned_abs()) << FREE_BITS;
        self.last = if millis > self.last { millis | self.random_start() } else { self.last + 1 };
        let free = self.last & ((1 << FREE_BITS) - 1);
        let (rand_a, rand_b) = (free >> 62, free & ((1 << 62) - 1));
        let millis = (self.last >> FREE_BITS) & ((1 << 48) - 1);
        Uuid::from_u128((millis << 80) | (0x7 << 76) | (rand_a << 64) | (0b10 << 62) | rand_b).into()
    }

    /// Random free bits whose top bit is clear, so that counting up has room.
    fn random_start(&mut self) -> u128 {
        let mut bytes = [0; 16];
        bytes[6..].copy_from_slice(&(self.entropy)());
        u128::from_be_bytes(bytes) & ((1 << (FREE_BITS - 1)) - 1)
    }
}

impl fmt::Debug for IdSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IdSource").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identities_ascend_and_are_version_7() {
        let mut ids = IdSource::new(|| [0xff; 10]);
        let made: Vec<ProspectId> = (0..1_000).map(|i| ids.next(UtcMillis(1_700_000_000_000 + i / 300))).collect();
        assert!(made.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(made.iter().all(|id| id.0.get_version_num() == 7 && id.0.get_variant() == uuid::Variant::RFC4122));
    }

    #[test]
    fn a_clock_that_steps_back_keeps_the_order() {
        let mut ids = IdSource::new(|| [1; 10]);
        let first: ProspectId = ids.next(UtcMillis(2_000));
        let second: ProspectId = ids.next(UtcMillis(1_000));
        assert!(first < second);
    }
}
