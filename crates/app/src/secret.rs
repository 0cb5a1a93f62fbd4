//! Texts that nobody else may see.

use std::fmt;

use serde::{Deserialize, Serialize};
use specta::Type;
use zeroize::Zeroizing;

/// A passphrase or a recovery code: wiped from memory when dropped, never shown in logs.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub struct Secret(#[specta(type = String)] Zeroizing<String>);

impl Secret {
    /// The text itself.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_as_text_and_never_shown() {
        let secret: Secret = serde_json::from_str("\"velours cactus\"").unwrap();
        assert_eq!(secret.reveal(), "velours cactus");
        assert!(!format!("{secret:?}").contains("velours"));
    }
}
