use std::{
    fmt,
    time::{Duration, Instant},
};

use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;
use zxcvbn::feedback::Warning;

use crate::error::{Result, StoreError};

/// A passphrase, in the normal form NFKC: the same keys open the workspace on every system.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

/// Why a passphrase can be guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassphraseWeakness {
    /// It is too short.
    TooShort {
        /// Number of characters that a passphrase needs at least.
        minimum: usize,
    },
    /// It is one of the passwords that everybody tries first, or close to one.
    Common,
    /// It is one word.
    SingleWord,
    /// It is made of first and last names.
    Names,
    /// It repeats itself.
    Repeats,
    /// It is a sequence such as `abcd` or `6543`.
    Sequence,
    /// It is a pattern of neighbouring keys.
    KeyboardPattern,
    /// It is a date or a year.
    Date,
    /// It would be guessed for another reason.
    Guessable,
}

/// What the user is shown while typing a new passphrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassphraseStrength {
    /// From 0, guessed at once, to 4; 3 is enough.
    pub score: u8,
    /// Why it would be refused; `None` when it is accepted.
    pub weakness: Option<PassphraseWeakness>,
}

impl Passphrase {
    /// Number of characters that a new passphrase needs at least.
    pub const MIN_CHARS: usize = 12;
    const MIN_SCORE: u8 = 3;

    /// The passphrase that the user typed.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        // NFKC grows a text by a factor of 18 at most: one allocation, no unwiped copies.
        let mut normal = Zeroizing::new(String::with_capacity(typed.len() * 18));
        normal.extend(typed.nfkc());
        Self(normal)
    }

    /// How hard it is to guess. Judges the first 100 characters.
    #[must_use]
    pub fn strength(&self) -> PassphraseStrength {
        let judged = zxcvbn::zxcvbn(&self.0, &["sales", "agent", "prospect", "passphrase"]);
        let score = u8::from(judged.score());
        let weakness = if self.0.chars().count() < Self::MIN_CHARS {
            Some(PassphraseWeakness::TooShort { minimum: Self::MIN_CHARS })
        } else if score < Self::MIN_SCORE {
            Some(
                judged
                    .feedback()
                    .and_then(|feedback| feedback.warning())
                    .map_or(PassphraseWeakness::Guessable, PassphraseWeakness::from),
            )
        } else {
            None
        };
        PassphraseStrength { score, weakness }
    }

    /// Refuses what can be guessed.
    ///
    /// # Errors
    /// [`StoreError::WeakPassphrase`].
    pub fn check_strength(&self) -> Result<()> {
        self.strength().weakness.map_or(Ok(()), |weakness| Err(StoreError::WeakPassphrase { weakness }))
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

impl From<Warning> for PassphraseWeakness {
    fn from(warning: Warning) -> Self {
        match warning {
            Warning::StraightRowsOfKeysAreEasyToGuess | Warning::ShortKeyboardPatternsAreEasyToGuess => {
                Self::KeyboardPattern
            }
            Warning::RepeatsLikeAaaAreEasyToGuess | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => {
                Self::Repeats
            }
            Warning::ThisIsATop10Password
            | Warning::ThisIsATop100Password
            | Warning::ThisIsACommonPassword
            | Warning::ThisIsSimilarToACommonlyUsedPassword => Self::Common,
            Warning::SequencesLikeAbcAreEasyToGuess => Self::Sequence,
            Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess => Self::Date,
            Warning::AWordByItselfIsEasyToGuess => Self::SingleWord,
            Warning::NamesAndSurnamesByThemselvesAreEasyToGuess | Warning::CommonNamesAndSurnamesAreEasyToGuess => {
                Self::Names
            }
        }
    }
}

/// What one guess of a passphrase costs: the parameters of Argon2id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "StoredCost")]
pub struct KdfCost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

/// As found in a key file: not to be trusted with the memory of the computer.
#[derive(Deserialize)]
struct StoredCost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

impl TryFrom<StoredCost> for KdfCost {
    type Error = &'static str;

    fn try_from(stored: StoredCost) -> std::result::Result<Self, Self::Error> {
        let StoredCost { memory_kib, passes, lanes } = stored;
        let possible = (8..=1024 * 1024).contains(&memory_kib)
            && (1..=64).contains(&passes)
            && (1..=16).contains(&lanes)
            && memory_kib >= 8 * lanes;
        if possible { Ok(Self { memory_kib, passes, lanes }) } else { Err("parameters of Argon2id out of range") }
    }
}

impl KdfCost {
    /// 64 MiB, 3 passes, 4 lanes.
    pub const DEFAULT: Self = Self { memory_kib: 64 * 1024, passes: 3, lanes: 4 };
    /// The least that OWASP accepts: 19 MiB, 2 passes, 1 lane.
    pub const FLOOR: Self = Self { memory_kib: 19 * 1024, passes: 2, lanes: 1 };
    /// What one guess should take on this computer: between 0.5 and 1 s.
    const TARGET: Duration = Duration::from_millis(750);
    const MAX_PASSES: u32 = 32;

    /// The cost that takes between 0.5 and 1 s on this computer, never less than [`Self::FLOOR`].
    /// Takes about a second itself.
    #[must_use]
    pub fn calibrated() -> Self {
        let mut unused = Zeroizing::new([0; 32]);
        let mut once = || {
            let start = Instant::now();
            Self::DEFAULT.derive(b"calibration", &[0; 16], &mut unused);
            start.elapsed()
        };
        Self::fitted(once().min(once()))
    }

    /// The cost for a computer that takes `measured` for [`Self::DEFAULT`]: more passes on a fast
    /// one; on a slow one fewer passes, then less memory.
    fn fitted(measured: Duration) -> Self {
        let ratio = Self::TARGET.as_secs_f64() / measured.as_secs_f64().max(0.001);
        let passes = f64::from(Self::DEFAULT.passes) * ratio;
        if passes >= f64::from(Self::FLOOR.passes) {
            return Self { passes: (passes as u32).min(Self::MAX_PASSES), ..Self::DEFAULT };
        }
        let memory = f64::from(Self::DEFAULT.memory_kib) * passes / f64::from(Self::FLOOR.passes);
        Self { memory_kib: (memory as u32).max(Self::FLOOR.memory_kib), passes: Self::FLOOR.passes, ..Self::DEFAULT }
    }

    pub(super) fn derive(self, secret: &[u8], salt: &[u8], out: &mut Zeroizing<[u8; 32]>) {
        Params::new(self.memory_kib, self.passes, self.lanes, Some(out.len()))
            .and_then(|params| {
                Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(
                    secret,
                    salt,
                    out.as_mut_slice(),
                )
            })
            .expect("costs are checked when they are made or read, and lengths are fixed");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weakness(typed: &str) -> Option<PassphraseWeakness> {
        Passphrase::new(typed).strength().weakness
    }

    #[test]
    fn weak_passphrases_are_refused_with_their_reason() {
        assert_eq!(weakness("Tr0ub4dor&3"), Some(PassphraseWeakness::TooShort { minimum: 12 }));
        assert_eq!(weakness("password1234"), Some(PassphraseWeakness::Common));
        assert_eq!(weakness("aaaaaaaaaaaaaaaa"), Some(PassphraseWeakness::Repeats));
        assert_eq!(weakness("abcdefghijklmnop"), Some(PassphraseWeakness::Sequence));
        assert!(weakness("prospectsales").is_some(), "words of the product are no secret");
        assert!(matches!(Passphrase::new("qwertyuiop[]").check_strength(), Err(StoreError::WeakPassphrase { .. })));
    }

    #[test]
    fn strong_passphrases_pass() {
        for typed in ["vélo mouillé sous le tilleul", "correct tundra basket anvil", "9$kQz!m2Vw#r"] {
            assert_eq!(weakness(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_very_long_passphrase_is_judged_quickly() {
        let start = Instant::now();
        assert!(Passphrase::new(&"x7! ".repeat(50_000)).strength().score <= 4);
        assert!(start.elapsed() < Duration::from_secs(5));
    }

    #[test]
    fn composed_and_decomposed_letters_are_the_same_passphrase() {
        assert_eq!(Passphrase::new("ve\u{301}lo").as_bytes(), Passphrase::new("v\u{e9}lo").as_bytes());
    }

    #[test]
    fn the_cost_follows_the_computer_and_keeps_the_floor() {
        let at = |millis| KdfCost::fitted(Duration::from_millis(millis));
        assert_eq!(at(750), KdfCost::DEFAULT);
        assert_eq!(at(250).passes, 9);
        assert_eq!(at(0).passes, KdfCost::MAX_PASSES);
        assert_eq!(at(2_000), KdfCost { memory_kib: 36_864, passes: 2, lanes: 4 });
        assert_eq!(at(600_000).memory_kib, KdfCost::FLOOR.memory_kib);
        for millis in [1, 10, 100, 400, 1_000, 1_500, 5_000, 100_000] {
            let cost = at(millis);
            assert!(cost.memory_kib >= KdfCost::FLOOR.memory_kib && cost.passes >= KdfCost::FLOOR.passes);
        }
    }

    #[test]
    fn stored_costs_that_would_eat_the_memory_are_refused() {
        for json in [
            r#"{"memory_kib":4294967295,"passes":1,"lanes":1}"#,
            r#"{"memory_kib":65536,"passes":4000000000,"lanes":1}"#,
            r#"{"memory_kib":65536,"passes":0,"lanes":1}"#,
            r#"{"memory_kib":16,"passes":1,"lanes":4}"#,
        ] {
            assert!(serde_json::from_str::<KdfCost>(json).is_err(), "{json}");
        }
        let kept = serde_json::to_string(&KdfCost::DEFAULT).unwrap();
        assert_eq!(serde_json::from_str::<KdfCost>(&kept).unwrap(), KdfCost::DEFAULT);
    }

    #[test]
    fn argon2id_gives_the_known_answer() {
        // Cross-checked with the reference implementation: `argon2 somesaltsomesalt -id -t 2 -k 19456 -p 1`.
        let mut out = Zeroizing::new([0; 32]);
        KdfCost::FLOOR.derive(b"password", b"somesaltsomesalt", &mut out);
        assert_eq!(hex::encode(*out), "2b5dc4054886ec957ef59c73b661c54dd6fb274590b278f657c6d96aac8fa6d1");
    }
}
