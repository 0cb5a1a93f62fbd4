//! The words of PDF documents.
//!
//! Whoever calls this should do so in a process of its own ([`super::apart`]): the library that reads the format may
//! fail at a hostile document in ways that cannot be caught.

use std::io::{self, Read as _};

use flate2::read::{DeflateDecoder, ZlibDecoder};
use memchr::memmem;
use pdf_extract::{Document, PlainTextOutput, output_doc_page};

use super::{Fault, WORTH_READING};

/// No more pages are read.
const MOST_PAGES: usize = 500;
/// What a document may hold unpacked, in bytes.
const MOST_UNPACKED: u64 = 256 << 20;

/// The words of a document, page by page, as many as are worth reading.
pub(super) fn text(bytes: &[u8]) -> Result<String, Fault> {
    if unpacked(bytes) > MOST_UNPACKED {
        return Err(Fault::Large);
    }
    // One that opens without a password is read though it is encrypted.
    let is_encrypted = memmem::find(bytes, b"/Encrypt").is_some();
    let or_encrypted = |fault| if is_encrypted { Fault::Encrypted } else { fault };
    let mut document = Document::load_mem(bytes).map_err(|_| or_encrypted(Fault::Damaged))?;
    if document.is_encrypted() {
        document.decrypt("").map_err(|_| Fault::Encrypted)?;
    }
    let mut text = String::new();
    for page in document.get_pages().into_keys().take(MOST_PAGES) {
        let mut words = String::new();
        // A page that cannot be read leaves the others.
        let _ = output_doc_page(&document, &mut PlainTextOutput::new(&mut words), page);
        text.push_str(&whole_words(&words));
        text.push('\n');
        if text.len() > WORTH_READING {
            break;
        }
    }
    if text.chars().any(char::is_alphanumeric) { Ok(text) } else { Err(or_encrypted(Fault::WithoutText)) }
}

/// The lines of a page with the words that were parted at their ends made whole, and without the empty lines between
/// lines of a paragraph.
fn whole_words(page: &str) -> String {
    let mut text = String::with_capacity(page.len());
    for line in page.lines().map(str::trim_end) {
        let begins_small = line.starts_with(char::is_lowercase);
        if begins_small && text.ends_with("-\n") && text[..text.len() - 2].ends_with(char::is_lowercase) {
            text.truncate(text.len() - 2);
        }
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// How much the streams of a document hold unpacked, at least: counting ends above what is allowed. Streams that were
/// packed twice count as what the first unpacking gives, unpacked again.
fn unpacked(bytes: &[u8]) -> u64 {
    let mut sum = 0;
    for at in memmem::find_iter(bytes, b"stream") {
        let packed = &bytes[at + b"stream".len()..];
        let packed = packed.strip_prefix(b"\r\n").or_else(|| packed.strip_prefix(b"\n")).unwrap_or(packed);
        sum += inflated(packed, 2);
        if sum > MOST_UNPACKED {
            break;
        }
    }
    sum
}

/// The length of what packed bytes hold, looked into `depth` times again.
fn inflated(packed: &[u8], depth: u8) -> u64 {
    if packed.first().is_none_or(|first| first & 0x0f != 0x08) {
        return 0;
    }
    let (mut length, mut inner) = inflate(ZlibDecoder::new(packed));
    if length == 0 {
        // Some are read although their head is wrong.
        (length, inner) = inflate(DeflateDecoder::new(packed.get(2..).unwrap_or_default()));
    }
    if depth == 0 { length } else { length.max(inflated(&inner, depth - 1)) }
}

/// So much of an unpacked stream is looked at for another one within it.
const MOST_INNER: usize = 16 << 20;

/// How much a stream gives before it ends or breaks off, and how that begins.
fn inflate(reader: impl io::Read) -> (u64, Vec<u8>) {
    let mut reader = reader.take(MOST_UNPACKED + 1);
    let (mut length, mut begin, mut buffer) = (0, Vec::new(), [0; 16_384]);
    while let Ok(read @ 1..) = reader.read(&mut buffer) {
        length += read as u64;
        if begin.len() < MOST_INNER {
            begin.extend_from_slice(&buffer[..read]);
        }
    }
    (length, begin)
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write as _;

    use flate2::{Compression, write::ZlibEncoder};

    use super::*;

    /// A document of one page for each text, written by hand.
    pub fn written(pages: &[&str], extra: &str) -> Vec<u8> {
        let mut bytes = b"%PDF-1.4\n".to_vec();
        let mut places = Vec::new();
        let kids: Vec<String> = (0..pages.len()).map(|page| format!("{} 0 R", 4 + 2 * page)).collect();
        let mut objects = vec![
            format!("<< /Type /Catalog /Pages 2 0 R >>"),
            format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        ];
        for (page, text) in pages.iter().enumerate() {
            let lines: String = text.lines().map(|line| format!("({line}) Tj T*\n")).collect();
            let content = format!("BT /F1 12 Tf 14 TL 72 720 Td\n{lines}ET");
            let of_page = 5 + 2 * page;
            objects.push(format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {of_page} 0 R \
                 /Resources << /Font << /F1 3 0 R >> >> >>"
            ));
            objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
        }
        for (number, object) in (1..).zip(&objects) {
            places.push(bytes.len());
            bytes.extend(encoding_rs::WINDOWS_1252.encode(&format!("{number} 0 obj\n{object}\nendobj\n")).0.iter());
        }
        let start = bytes.len();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
        places.iter().for_each(|place| table.push_str(&format!("{place:010} 00000 n \n")));
        table.push_str(&format!(
            "trailer\n<< /Size {} /Root 1 0 R {extra} >>\nstartxref\n{start}\n%%EOF\n",
            objects.len() + 1
        ));
        bytes.extend(table.into_bytes());
        bytes
    }

    #[test]
    fn pages_are_read_in_their_order_and_parted_words_made_whole() {
        let document = written(&["Le budget est valid\u{e9} pour le pro-\njet de migration.", "Deuxième page"], "");
        let text = text(&document).unwrap();
        assert!(text.contains("Le budget est validé pour le projet de migration."), "{text}");
        assert!(text.find("projet") < text.find("Deuxième page"));
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        assert_eq!(text(b"%PDF-1.7\nnothing"), Err(Fault::Damaged));
        assert_eq!(text(&written(&["", " "], "")), Err(Fault::WithoutText), "scanned");
        let locked = "/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (01234567890123456789012345678901) \
                      /U (01234567890123456789012345678901) >>";
        assert_eq!(text(&written(&["secret"], locked)), Err(Fault::Encrypted));
    }

    #[test]
    fn a_document_that_unpacks_to_too_much_is_refused_unread() {
        let pack = |bytes: &[u8]| {
            let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
            packed.write_all(bytes).unwrap();
            packed.finish().unwrap()
        };
        let zeros = pack(&vec![0; 64 << 20]);
        assert!(zeros.len() < 100_000);
        let stream =
            |packed: &[u8]| [b"1 0 obj\n<< /Filter /FlateDecode >>\nstream\r\n", packed, b"\nendstream\n"].concat();
        let bomb = [b"%PDF-1.4\n".to_vec(), stream(&zeros).repeat(5)].concat();
        assert_eq!(text(&bomb), Err(Fault::Large));
        assert!(unpacked(&stream(&pack(&zeros))) >= 64 << 20, "packed twice");
        assert_eq!(unpacked(b"a stream of words\nstream\nBT ET"), 0);
    }
}
