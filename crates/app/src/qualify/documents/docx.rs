//! The words of Word documents: the paragraphs of `word/document.xml`.

use std::io::{BufReader, Cursor, Read as _};

use quick_xml::{Reader, events::Event};
use zip::{ZipArchive, result::ZipError};

use super::{Fault, WORTH_READING};

/// Where the text is.
const BODY: &str = "word/document.xml";
/// No more of its markup is unpacked, in bytes.
const MOST_MARKUP: u64 = 64 << 20;

/// The words of a document; none when the archive is no document of Word.
pub(super) fn text(bytes: &[u8]) -> Option<Result<String, Fault>> {
    let mut archive = match ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive,
        Err(_) => return Some(Err(Fault::Damaged)),
    };
    let body = match archive.by_name(BODY) {
        Ok(body) => body,
        Err(ZipError::FileNotFound) => return None,
        Err(_) => return Some(Err(Fault::Damaged)),
    };
    let text = paragraphs(BufReader::new(body.take(MOST_MARKUP)));
    Some(text.and_then(|text| if text.chars().any(char::is_alphanumeric) { Ok(text) } else { Err(Fault::WithoutText) }))
}

/// The text of the runs, a line for each paragraph and break. What a change took out (`w:delText`) is no text.
fn paragraphs(markup: impl std::io::BufRead) -> Result<String, Fault> {
    let mut reader = Reader::from_reader(markup);
    let (mut text, mut buffer, mut is_text) = (String::new(), Vec::new(), false);
    while text.len() <= WORTH_READING {
        match reader.read_event_into(&mut buffer).map_err(|_| Fault::Damaged)? {
            Event::Start(tag) => is_text = tag.local_name().as_ref() == "t",
            Event::Empty(tag) => match tag.local_name().as_ref() {
                "tab" => text.push('\t'),
                "br" | "cr" | "p" => text.push('\n'),
                _ => {}
            },
            Event::End(tag) => {
                is_text = false;
                if tag.local_name().as_ref() == "p" {
                    text.push('\n');
                }
            }
            Event::Text(words) if is_text => text.push_str(&words),
            Event::GeneralRef(name) if is_text => text.push(character(&name).ok_or(Fault::Damaged)?),
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
    Ok(text)
}

/// The character that a reference stands for: `&amp;`, `&#233;`.
fn character(reference: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Some(character);
    }
    quick_xml::escape::resolve_xml_entity(reference)?.chars().next()
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write as _;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    /// A document of Word with this body.
    pub fn written(name: &str, body: &str) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(body.as_bytes()).unwrap();
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn paragraphs_are_lines() {
        let body = "<w:document xmlns:w='x'><w:body><w:p><w:r><w:t>Le budget </w:t></w:r><w:r><w:t>est valid&#233; &amp; \
                    sign\u{e9}</w:t></w:r><w:del><w:delText>refusé</w:delText></w:del></w:p><w:p><w:r><w:tab/><w:t>Fin</w:t>\
                    </w:r></w:p></w:body></w:document>";
        let document = written(BODY, body);
        assert_eq!(text(&document).unwrap().unwrap(), "Le budget est validé & signé\n\tFin\n");
        assert_eq!(text(&written("xl/workbook.xml", "<a/>")), None);
        assert_eq!(text(&written(BODY, "<w:document><w:p/></w:document>")), Some(Err(Fault::WithoutText)));
        assert_eq!(text(b"PK\x03\x04 broken"), Some(Err(Fault::Damaged)));
        assert_eq!(text(&written(BODY, "<w:p></w:q>")), Some(Err(Fault::Damaged)));
    }
}
