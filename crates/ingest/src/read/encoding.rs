//! Names and tables of encodings.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A way in which bytes stand for text, named as browsers name it (`UTF-8`, `UTF-16LE`,
/// `windows-1252`, `ISO-8859-15`, `macintosh`, …) or `IBM850`.
///
/// ISO-8859-1 is read as windows-1252, which holds all its printable characters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Encoding(Kind);

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Standard(&'static encoding_rs::Encoding),
    Cp850,
}

/// No encoding of that name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown encoding {0:?}")]
pub struct UnknownEncoding(
    /// The name that was given.
    pub String,
);

impl Encoding {
    /// UTF-8.
    pub const UTF_8: Self = Self(Kind::Standard(encoding_rs::UTF_8));
    /// UTF-16, low byte first.
    pub const UTF_16LE: Self = Self(Kind::Standard(encoding_rs::UTF_16LE));
    /// UTF-16, high byte first.
    pub const UTF_16BE: Self = Self(Kind::Standard(encoding_rs::UTF_16BE));
    /// Western Windows.
    pub const WINDOWS_1252: Self = Self(Kind::Standard(encoding_rs::WINDOWS_1252));
    /// ISO Latin 9.
    pub const ISO_8859_15: Self = Self(Kind::Standard(encoding_rs::ISO_8859_15));
    /// Mac OS Roman.
    pub const MACINTOSH: Self = Self(Kind::Standard(encoding_rs::MACINTOSH));
    /// DOS, Western Europe.
    pub const CP850: Self = Self(Kind::Cp850);

    /// The encodings offered to a person, most usual first.
    pub const OFFERED: [Self; 7] = [
        Self::UTF_8,
        Self::WINDOWS_1252,
        Self::UTF_16LE,
        Self::UTF_16BE,
        Self::ISO_8859_15,
        Self::MACINTOSH,
        Self::CP850,
    ];

    /// The stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self.0 {
            Kind::Standard(encoding) => encoding.name(),
            Kind::Cp850 => "IBM850",
        }
    }

    /// The table of `encoding_rs`; none for what that crate does not know.
    pub(super) const fn standard(self) -> Option<&'static encoding_rs::Encoding> {
        match self.0 {
            Kind::Standard(encoding) => Some(encoding),
            Kind::Cp850 => None,
        }
    }
}

impl From<&'static encoding_rs::Encoding> for Encoding {
    fn from(encoding: &'static encoding_rs::Encoding) -> Self {
        Self(Kind::Standard(encoding))
    }
}

impl FromStr for Encoding {
    type Err = UnknownEncoding;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let lower = name.trim().to_ascii_lowercase();
        match lower.as_str() {
            "ibm850" | "cp850" | "850" | "dos-850" | "pc850" => return Ok(Self::CP850),
            "macroman" | "mac-roman" | "mac roman" => return Ok(Self::MACINTOSH),
            "latin-9" | "latin9" => return Ok(Self::ISO_8859_15),
            _ => {}
        }
        encoding_rs::Encoding::for_label(lower.as_bytes())
            .map(Self::from)
            .ok_or_else(|| UnknownEncoding(name.to_owned()))
    }
}

impl TryFrom<String> for Encoding {
    type Error = UnknownEncoding;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        name.parse()
    }
}

impl From<Encoding> for String {
    fn from(encoding: Encoding) -> Self {
        encoding.name().to_owned()
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The upper half of code page 850.
const CP850_UPPER: [char; 128] = [
    'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å', //
    'É', 'æ', 'Æ', 'ô', 'ö', 'ò', 'û', 'ù', 'ÿ', 'Ö', 'Ü', 'ø', '£', 'Ø', '×', 'ƒ', //
    'á', 'í', 'ó', 'ú', 'ñ', 'Ñ', 'ª', 'º', '¿', '®', '¬', '½', '¼', '¡', '«', '»', //
    '░', '▒', '▓', '│', '┤', 'Á', 'Â', 'À', '©', '╣', '║', '╗', '╝', '¢', '¥', '┐', //
    '└', '┴', '┬', '├', '─', '┼', 'ã', 'Ã', '╚', '╔', '╩', '╦', '╠', '═', '╬', '¤', //
    'ð', 'Ð', 'Ê', 'Ë', 'È', 'ı', 'Í', 'Î', 'Ï', '┘', '┌', '█', '▄', '¦', 'Ì', '▀', //
    'Ó', 'ß', 'Ô', 'Ò', 'õ', 'Õ', 'µ', 'þ', 'Þ', 'Ú', 'Û', 'Ù', 'ý', 'Ý', '¯', '´', //
    '\u{AD}', '±', '‗', '¾', '¶', '§', '÷', '¸', '°', '¨', '·', '¹', '³', '²', '■', '\u{A0}',
];

/// The character of a byte in code page 850.
pub(super) fn cp850(byte: u8) -> char {
    match byte {
        0..0x80 => char::from(byte),
        _ => CP850_UPPER[usize::from(byte - 0x80)],
    }
}

/// The character of a byte in windows-1252; the five bytes without one stand for control
/// characters, as in browsers.
pub(super) fn windows_1252(byte: u8) -> char {
    let mut text = [0; 4];
    let (_, _, written, _) =
        encoding_rs::WINDOWS_1252.new_decoder_without_bom_handling().decode_to_utf8(&[byte], &mut text, true);
    std::str::from_utf8(&text[..written])
        .ok()
        .and_then(|text| text.chars().next())
        .unwrap_or(char::REPLACEMENT_CHARACTER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_parse_back() {
        for encoding in Encoding::OFFERED {
            assert_eq!(encoding.name().parse::<Encoding>().unwrap(), encoding);
        }
        assert_eq!("latin1".parse::<Encoding>().unwrap(), Encoding::WINDOWS_1252);
        assert_eq!("cp850".parse::<Encoding>().unwrap(), Encoding::CP850);
        assert!("klingon".parse::<Encoding>().is_err());
    }

    #[test]
    fn code_page_850() {
        let text: String = b"\x82t\x82 \x87a \x90T\x90 \x9c \xe1".iter().map(|&b| cp850(b)).collect();
        assert_eq!(text, "été ça ÉTÉ £ ß");
        let distinct: std::collections::HashSet<char> = CP850_UPPER.into_iter().collect();
        assert_eq!(distinct.len(), 128);
    }

    #[test]
    fn windows_1252_bytes() {
        assert_eq!(windows_1252(0xE9), 'é');
        assert_eq!(windows_1252(0x80), '€');
        assert_eq!(windows_1252(0x81), '\u{81}');
    }
}
