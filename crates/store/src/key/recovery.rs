use std::fmt;

use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::error::{Result, StoreError};

/// Digits of Crockford's base 32: no I, L, O, U.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BYTES: usize = 20;
const LEN: usize = BYTES * 8 / 5;
const GROUP: usize = 4;

/// 160 random bits that open the workspace when the passphrase is forgotten or the keyring gone.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct RecoveryCode([u8; BYTES]);

/// Why a text cannot be a recovery code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecoveryCodeFault {
    /// The number of letters and digits is wrong.
    Length {
        /// How many were given.
        found: usize,
        /// How many a code has.
        expected: usize,
    },
    /// A character that no code contains.
    Character {
        /// The first such character.
        character: char,
    },
}

impl RecoveryCode {
    pub(super) fn generate() -> Result<Self> {
        let mut code = Self([0; BYTES]);
        getrandom::fill(&mut code.0)?;
        Ok(code)
    }

    /// Reads a code as people type it: any case, with or without spaces and dashes, O for 0, I or
    /// L for 1.
    ///
    /// # Errors
    /// [`StoreError::MalformedRecoveryCode`].
    pub fn parse(typed: &str) -> Result<Self> {
        let malformed = |fault| StoreError::MalformedRecoveryCode { fault };
        let mut code = Self([0; BYTES]);
        let mut found = 0;
        for character in typed.chars().filter(|&c| !is_separator(c)) {
            let value = value_of(character).ok_or_else(|| malformed(RecoveryCodeFault::Character { character }))?;
            if found < LEN {
                for bit in 0..5 {
                    let at = found * 5 + bit;
                    code.0[at / 8] |= (value >> (4 - bit) & 1) << (7 - at % 8);
                }
            }
            found += 1;
        }
        if found == LEN { Ok(code) } else { Err(malformed(RecoveryCodeFault::Length { found, expected: LEN })) }
    }

    /// The code in 8 groups of 4, to be shown once and written down.
    #[must_use]
    pub fn reveal(&self) -> Zeroizing<String> {
        let mut shown = Zeroizing::new(String::with_capacity(LEN + LEN / GROUP));
        for digit in 0..LEN {
            if digit > 0 && digit % GROUP == 0 {
                shown.push('-');
            }
            let value =
                (0..5).map(|bit| digit * 5 + bit).fold(0, |value, at| value << 1 | self.0[at / 8] >> (7 - at % 8) & 1);
            shown.push(char::from(DIGITS[usize::from(value)]));
        }
        shown
    }

    pub(super) const fn as_bytes(&self) -> &[u8; BYTES] {
        &self.0
    }
}

/// Spaces of every kind, and the dashes that word processors make of `-`.
fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '_' | '.' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{200b}' | '\u{feff}')
}

fn value_of(c: char) -> Option<u8> {
    let digit = match c.to_ascii_uppercase() {
        'O' => b'0',
        'I' | 'L' => b'1',
        other => u8::try_from(other).ok()?,
    };
    DIGITS.iter().position(|&known| known == digit).and_then(|at| u8::try_from(at).ok())
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fault(typed: &str) -> Option<RecoveryCodeFault> {
        match RecoveryCode::parse(typed) {
            Err(StoreError::MalformedRecoveryCode { fault }) => Some(fault),
            _ => None,
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_can_be_typed(bytes: [u8; BYTES]) {
            let code = RecoveryCode(bytes);
            prop_assert_eq!(&RecoveryCode::parse(&code.reveal()).unwrap(), &code);
        }

        #[test]
        fn no_text_panics(typed: String) {
            let _ = RecoveryCode::parse(&typed);
        }
    }

    #[test]
    fn the_digits_are_in_order_and_grouped() {
        let code = RecoveryCode([
            0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf, 0x84, 0x65, 0x3a, 0x56, 0xd7, 0xc6, 0x75, 0xbe,
            0x77, 0xdf,
        ]);
        assert_eq!(code.reveal().as_str(), "0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ");
    }

    #[test]
    fn people_type_it_their_way() {
        let code = RecoveryCode::parse("0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ").unwrap();
        for typed in [
            "0123456789abcdefghjkmnpqrstvwxyz",
            "  oi23 4567 89ab cdef\nghjk mnpq rstv wxyz ",
            "OL23–4567–89AB–CDEF–GHJK–MNPQ–RSTV–WXYZ",
        ] {
            assert_eq!(RecoveryCode::parse(typed).unwrap(), code, "{typed}");
        }
    }

    #[test]
    fn a_malformed_code_says_why() {
        assert_eq!(fault(""), Some(RecoveryCodeFault::Length { found: 0, expected: 32 }));
        assert_eq!(fault("0123-4567"), Some(RecoveryCodeFault::Length { found: 8, expected: 32 }));
        assert_eq!(fault(&"0".repeat(33)), Some(RecoveryCodeFault::Length { found: 33, expected: 32 }));
        assert_eq!(fault("U123"), Some(RecoveryCodeFault::Character { character: 'U' }));
        assert_eq!(fault("é"), Some(RecoveryCodeFault::Character { character: 'é' }));
    }

    #[test]
    fn a_code_never_shows_in_debug_output() {
        assert_eq!(format!("{:?}", RecoveryCode([1; BYTES])), "RecoveryCode(…)");
    }
}
