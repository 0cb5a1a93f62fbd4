//! Which encoding the bytes of a file are in.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use super::super::{
    Encoding,
    encoding::{cp850, windows_1252},
    text::is_utf8,
};
use super::sample::Sample;

/// Plausibility per character above which a Western reading is believed.
const WESTERN: f64 = 0.35;
/// Bytes at the beginning of a file whose words tell its language.
const FRENCH_BYTES: usize = 1024;
/// Characters outside ASCII that are looked at.
const ENOUGH: usize = 20_000;

/// What the bytes of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charset {
    /// The encoding.
    pub encoding: Encoding,
    /// The file begins with a byte order mark.
    pub bom: bool,
}

/// Finds the encoding of a file; none when it is not text.
pub fn find(sample: &Sample) -> Option<Charset> {
    if is_known_binary(&sample.head) {
        return None;
    }
    if let Some(encoding) = byte_order_mark(&sample.head) {
        return Some(Charset { encoding, bom: true });
    }
    let encoding = if let Some(encoding) = utf16_without_mark(sample) {
        encoding
    } else if has_many_controls(sample) {
        return None;
    } else if is_mostly_utf8(sample) {
        Encoding::UTF_8
    } else {
        legacy(sample)
    };
    Some(Charset { encoding, bom: false })
}

/// The encoding of a byte order mark.
pub fn byte_order_mark(head: &[u8]) -> Option<Encoding> {
    match head {
        [0xEF, 0xBB, 0xBF, ..] => Some(Encoding::UTF_8),
        [0xFF, 0xFE, ..] => Some(Encoding::UTF_16LE),
        [0xFE, 0xFF, ..] => Some(Encoding::UTF_16BE),
        _ => None,
    }
}

fn is_known_binary(head: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 12] = [
        b"%PDF-",
        b"\x89PNG",
        b"\xFF\xD8\xFF",
        b"GIF8",
        b"\x1F\x8B",
        b"PK\x03\x04",
        b"7z\xBC\xAF",
        b"Rar!\x1A",
        b"\x7FELF",
        b"SQLite format 3\0",
        b"PAR1",
        b"\xD0\xCF\x11\xE0",
    ];
    BEGINNINGS.iter().any(|beginning| head.starts_with(beginning))
}

/// UTF-16 shows by NUL bytes at every other place, as most characters of a table are ASCII.
fn utf16_without_mark(sample: &Sample) -> Option<Encoding> {
    let (mut even, mut odd, mut pairs) = (0_usize, 0_usize, 0_usize);
    for part in sample.parts() {
        for pair in part.chunks_exact(2) {
            pairs += 1;
            even += usize::from(pair[0] == 0 && pair[1] != 0);
            odd += usize::from(pair[1] == 0 && pair[0] != 0);
        }
    }
    let most = |zeros: usize, others: usize| zeros > 1 && zeros * 10 > pairs * 3 && others * 20 < zeros;
    if most(odd, even) {
        Some(Encoding::UTF_16LE)
    } else if most(even, odd) {
        Some(Encoding::UTF_16BE)
    } else {
        None
    }
}

/// Control characters and NUL bytes that text does not have.
fn has_many_controls(sample: &Sample) -> bool {
    let (mut controls, mut zeros, mut all) = (0_usize, 0_usize, 0_usize);
    for part in sample.parts() {
        all += part.len();
        for &byte in part {
            zeros += usize::from(byte == 0);
            controls += usize::from(matches!(byte, 1..=8 | 0x0E..=0x19 | 0x1B | 0x7F));
        }
    }
    controls * 20 > all || (zeros > 1 && zeros * 4 > all)
}

/// Valid UTF-8, or so nearly that the rest are lines of another origin.
fn is_mostly_utf8(sample: &Sample) -> bool {
    let (mut characters, mut invalid) = (0_usize, 0_usize);
    for (index, part) in sample.parts().enumerate() {
        // Parts may begin and end within a character.
        let begin = match index {
            0 => 0,
            _ => part.iter().take(3).take_while(|&&byte| byte & 0xC0 == 0x80).count(),
        };
        for chunk in part[begin..].utf8_chunks() {
            characters += chunk.valid().chars().filter(|char| !char.is_ascii()).count();
            invalid += chunk.invalid().len();
        }
        let cut = part.utf8_chunks().last().map_or(0, |chunk| chunk.invalid().len());
        if cut > 0 && cut < 4 && part.len() > 4 {
            invalid -= cut.min(invalid);
        }
    }
    // Bytes of another table hardly ever make a character of UTF-8, so these are at least half of them.
    characters >= invalid
}

/// The character of a byte.
type Table = fn(u8) -> char;

/// An encoding of one or two bytes per character.
fn legacy(sample: &Sample) -> Encoding {
    let candidates: [(Encoding, Table); 4] = [
        (Encoding::WINDOWS_1252, windows_1252),
        (Encoding::ISO_8859_15, iso_8859_15),
        (Encoding::MACINTOSH, macintosh),
        (Encoding::CP850, cp850),
    ];
    let is_french = begins_in_french(sample);
    let mut best = (Encoding::WINDOWS_1252, f64::MIN);
    for (encoding, decode) in candidates {
        let score = plausibility(sample, decode, is_french);
        if score > best.1 {
            best = (encoding, score);
        }
    }
    if best.1 >= WESTERN {
        return best.0;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    for part in sample.parts() {
        detector.feed(part, false);
    }
    detector.feed(b"", true);
    Encoding::from(detector.guess(None, Utf8Detection::Deny))
}

fn table(encoding: &'static encoding_rs::Encoding, byte: u8) -> char {
    let (text, _) = encoding.decode_without_bom_handling(std::slice::from_ref(&byte));
    text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
}

fn iso_8859_15(byte: u8) -> char {
    table(encoding_rs::ISO_8859_15, byte)
}

fn macintosh(byte: u8) -> char {
    table(encoding_rs::MACINTOSH, byte)
}

/// How well the characters outside ASCII fit between their neighbours, on average, if bytes are
/// read by `decode`. Lines of UTF-8 tell nothing about the others.
fn plausibility(sample: &Sample, decode: Table, is_french: bool) -> f64 {
    let table: [char; 256] = std::array::from_fn(|byte| u8::try_from(byte).map_or(char::REPLACEMENT_CHARACTER, decode));
    let (mut sum, mut count) = (0.0, 0_usize);
    let lines = sample.parts().flat_map(|part| part.split_inclusive(|&byte| matches!(byte, b'\n' | b'\r')));
    for line in lines.filter(|line| !is_utf8(line)) {
        for (place, &byte) in line.iter().enumerate() {
            if byte < 0x80 {
                continue;
            }
            let neighbour =
                |at: Option<usize>| at.and_then(|at| line.get(at)).map_or(' ', |&byte| table[usize::from(byte)]);
            let before = neighbour(place.checked_sub(1));
            let after = neighbour(place.checked_add(1));
            sum += fit(before, table[usize::from(byte)], after, is_french);
            count += 1;
            if count == ENOUGH {
                return sum / count as f64;
            }
        }
    }
    sum / count.max(1) as f64
}

/// How well a character fits between two others, in Western text: 1 is usual, below 0 is not. French has
/// no umlauts but in names.
fn fit(before: char, char: char, after: char, is_french: bool) -> f64 {
    const MOST_USUAL: &str = "éèêàçôâûäöüßÉÈÊÀÇÄÖÜ";
    const USUAL: &str = "ëîïùœæñáíóúåøãõÂÎÔÛŒÆÑÁÍÓÚÅØ";
    const RARE: &str = "ÿìòýŸËÏÙÌÒÃÕÝšžŠŽ";
    let letters = before.is_alphabetic() && after.is_alphabetic();
    match char {
        '’' => {
            if letters {
                1.0
            } else {
                0.2
            }
        }
        '‘' | '“' | '”' | '«' | '»' | '„' | '‹' | '›' => {
            if letters {
                -1.0
            } else {
                0.6
            }
        }
        '€' | '£' => {
            if letters {
                -1.5
            } else if matches!(before, 'k' | 'K' | 'M') && !after.is_alphabetic() {
                0.95
            } else if before.is_ascii_digit() || before == ' ' || before == '\u{A0}' {
                0.8
            } else {
                0.4
            }
        }
        '–' | '—' | '…' | '•' | '·' | '°' | '®' | '™' | '©' | '§' | '½' | '²' | '³' | 'º' | 'ª' => {
            if letters {
                -1.5
            } else {
                0.2
            }
        }
        '\u{A0}' => {
            if letters {
                0.3
            } else {
                0.95
            }
        }
        _ if char.is_alphabetic() => {
            let worth = if is_out_of_place(before, char, after) {
                -0.5
            } else if "äöüßÄÖÜ".contains(char) && is_french {
                0.75
            } else if MOST_USUAL.contains(char) {
                1.0
            } else if USUAL.contains(char) {
                0.9
            } else if RARE.contains(char) {
                0.3
            } else {
                -0.5
            };
            worth + case_fit(before, char, after)
        }
        '\u{80}'..='\u{9F}' | '\u{FFFD}' => -3.0,
        '\u{2500}'..='\u{25FF}' => -2.0,
        _ => -1.5,
    }
}

/// No word is a single letter with an accent but `à`, and that one stands within no word.
fn is_out_of_place(before: char, char: char, after: char) -> bool {
    let is_a = matches!(char, 'à' | 'À');
    match (before.is_alphabetic(), after.is_alphabetic()) {
        (false, false) => !is_a,
        (true, true) => is_a,
        _ => false,
    }
}

/// Whether French words stand at the beginning of a file, accents left aside.
fn begins_in_french(sample: &Sample) -> bool {
    const WORDS: [&str; 11] = [
        "nom",
        "ville",
        "adresse",
        "pays",
        "entreprise",
        "fonction",
        "poste",
        "code postal",
        "raison sociale",
        "courriel",
        "rue",
    ];
    let head = &sample.head[..sample.head.len().min(FRENCH_BYTES)];
    let cells = head.split(|byte| !byte.is_ascii_alphabetic() && *byte != b' ');
    let mut words = cells.map(|cell| String::from_utf8_lossy(cell).trim().to_lowercase());
    words.any(|word| WORDS.contains(&word.as_str()))
}

/// Capitals within small letters and small letters within capitals are signs of a wrong table.
fn case_fit(before: char, char: char, after: char) -> f64 {
    let begins = !before.is_alphanumeric() && after.is_lowercase();
    if begins && char.is_lowercase() {
        -0.2
    } else if char.is_uppercase() && before.is_lowercase() {
        -2.5
    } else if char.is_uppercase() && before.is_uppercase() && after.is_lowercase() {
        -1.5
    } else if char.is_lowercase() && before.is_uppercase() && after.is_uppercase() {
        -2.0
    } else {
        0.0
    }
}
