//! Recognising a file by its headers.

use crate::normal::text;

/// A number that stands for a set of headers, whatever their order, case, accents and
/// punctuation: the mapping of a file is remembered under it.
#[must_use]
pub fn header_fingerprint(headers: &[&str]) -> u64 {
    let fold = |header: &&str| {
        let mut folded = String::new();
        text::fold(header, &mut folded);
        folded
    };
    let mut folded: Vec<String> = headers.iter().map(fold).collect();
    folded.sort_unstable();
    let bytes = folded.iter().flat_map(|header| header.bytes().chain([SEPARATOR]));
    bytes.fold(FNV_OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(FNV_PRIME))
}

/// A byte that UTF-8 never contains.
const SEPARATOR: u8 = 0xFF;
/// FNV-1a, 64 bits.
const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0000_0100_0000_01b3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_case_and_accents_do_not_matter() {
        let one = header_fingerprint(&["Prénom", "Nom", "E-mail"]);
        assert_eq!(one, header_fingerprint(&["e mail ", "NOM", "prenom"]));
    }

    #[test]
    fn a_fingerprint_is_the_same_everywhere() {
        assert_eq!(header_fingerprint(&[]), FNV_OFFSET);
        assert_eq!(header_fingerprint(&["Prénom", "Nom"]), 0x3fc3_ae34_8fde_0814);
    }

    #[test]
    fn other_headers_and_repeated_headers_differ() {
        let one = header_fingerprint(&["Titre", "Nom"]);
        assert_ne!(one, header_fingerprint(&["Titre", "Nom", "Titre"]));
        assert_ne!(one, header_fingerprint(&["Titre", "Noms"]));
        assert_ne!(header_fingerprint(&["ab", "c"]), header_fingerprint(&["a", "bc"]));
    }
}
