//! Documents that a person gives: pasted text and files, as the text that is read.

use std::{fs::File, io::Read as _, path::Path};

use mail_parser::{MessageParser, MimeHeaders as _};
use serde::Deserialize;
use specta::Type;

use super::extraction::{WORTH_READING, is_binary};
use crate::error::{AppError, ErrorCode};

/// No more of a mail file is read: its attachments are not read anyway.
const MOST_OF_MAIL: usize = 16 << 20;

/// A text about a prospect that is to be read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, Type)]
pub struct DocumentInput {
    /// The prospect.
    pub prospect: String,
    /// `note`, `reply`, `document` and so on; none when that is not known.
    pub kind: Option<String>,
    /// An address, or the name of a file.
    pub source: Option<String>,
    /// The text that was typed or pasted.
    pub text: Option<String>,
    /// The path of a file to read in its place.
    pub file: Option<String>,
}

/// A text that was got out of what was given.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Given {
    pub text: String,
    /// What it is, where the file tells it.
    pub kind: Option<&'static str>,
    /// The address that a person gave.
    pub address: Option<String>,
    /// Where it comes from: that address, or the name of the file.
    pub source: Option<String>,
    /// Whether there is more of it than is read.
    pub is_truncated: bool,
}

/// The text of a document: of a file of text, Markdown or HTML what it holds, of a mail its subject and words.
pub(super) fn text_of(input: &DocumentInput) -> Result<Given, AppError> {
    let mut given = match &input.file {
        Some(file) => of_file(Path::new(file))?,
        None => of_text(input.text.clone().unwrap_or_default()),
    };
    given.address = input.source.clone().filter(|source| !source.trim().is_empty());
    given.source = given.address.clone().or(given.source);
    Ok(given)
}

/// The text of the bytes of a file, whose name says what it is.
pub(super) fn of_bytes(bytes: &[u8], name: &str) -> Result<Given, AppError> {
    let refused = |code| AppError::new(code).with("file", name);
    if bytes.starts_with(b"%PDF-") {
        return Err(refused(ErrorCode::DocumentUnreadable).with("reason", "pdf"));
    }
    let is_mail = Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("eml"));
    if is_mail {
        return of_mail(bytes).ok_or_else(|| refused(ErrorCode::DocumentUnreadable).with("reason", "mail"));
    }
    let text = decoded(bytes);
    if text.is_none() && is_binary(bytes) {
        return Err(refused(ErrorCode::FileNotText));
    }
    Ok(of_text(text.unwrap_or_else(|| encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned())))
}

fn of_file(path: &Path) -> Result<Given, AppError> {
    let failed = |error| AppError::io(path, &error);
    let is_mail = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("eml"));
    let most = if is_mail { MOST_OF_MAIL } else { WORTH_READING };
    let mut bytes = Vec::new();
    File::open(path).map_err(failed)?.take(most as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let given = of_bytes(&bytes, &name)?;
    Ok(Given { source: given.source.or(Some(name)), ..given })
}

fn of_text(text: String) -> Given {
    let end = (0..=text.len().min(WORTH_READING)).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
    let is_truncated = end < text.len();
    let text = if is_truncated { text[..end].to_owned() } else { text };
    Given { text, is_truncated, ..Given::default() }
}

/// Bytes as text when they are UTF-8, but for a character that is cut where reading ended, or say what they are.
fn decoded(bytes: &[u8]) -> Option<String> {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return Some(encoding.decode(bytes).0.into_owned());
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (!text.contains('\0')).then(|| text.to_owned()),
        Err(error) if error.error_len().is_none() && bytes.len() > WORTH_READING => {
            std::str::from_utf8(&bytes[..error.valid_up_to()]).ok().map(str::to_owned)
        }
        Err(_) => None,
    }
}

/// The subject and the words of a mail, those of its plain part before those of its page.
fn of_mail(bytes: &[u8]) -> Option<Given> {
    let mail = MessageParser::default().parse(bytes)?;
    let body = mail
        .text_part(0)
        .filter(|part| !part.is_content_type("text", "html"))
        .and_then(|part| part.text_contents())
        .or_else(|| mail.html_part(0).and_then(|part| part.text_contents()))
        .or_else(|| mail.text_part(0).and_then(|part| part.text_contents()))?;
    let is_page = body.contains("</");
    let subject = mail.subject().map(str::trim).filter(|subject| !subject.is_empty() && !is_page);
    let text = subject.map_or_else(|| body.to_owned(), |subject| format!("{subject}\n\n{body}"));
    Some(Given { kind: Some("reply"), ..of_text(text) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_read_as_what_they_are() {
        assert_eq!(of_bytes("Le budget est validé".as_bytes(), "a.txt").unwrap().text, "Le budget est validé");
        assert_eq!(of_bytes(b"\xff\xfeO\0K\0", "a.txt").unwrap().text, "OK");
        assert_eq!(of_bytes(b"Le budget est valid\xe9", "a.txt").unwrap().text, "Le budget est validé");
        let long = "é".repeat(WORTH_READING);
        let cut = of_bytes(&long.as_bytes()[..WORTH_READING + 1], "a.md").unwrap();
        assert!(cut.text.chars().all(|c| c == 'é') && cut.text.len() + 1 >= WORTH_READING);
        let pdf = of_bytes(b"%PDF-1.7 \x00", "a.pdf").unwrap_err();
        assert_eq!((pdf.code, pdf.args["reason"].as_str()), (ErrorCode::DocumentUnreadable, "pdf"));
        let archive = of_bytes(b"PK\x03\x04\0\0\xff\xfe\xfd\xff\xff\xff", "a.docx").unwrap_err();
        assert_eq!(archive.code, ErrorCode::FileNotText);
    }

    #[test]
    fn a_mail_is_its_subject_and_words() {
        let mail = "From: Anne <anne@aster.example>\r\nSubject: =?utf-8?q?Votre_d=C3=A9mo?=\r\nMIME-Version: 1.0\r\n\
                    Content-Type: multipart/alternative; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\
                    Content-Transfer-Encoding: quoted-printable\r\n\r\nLe budget est valid=C3=A9.\r\n--b\r\n\
                    Content-Type: text/html\r\n\r\n<p>Le budget</p>\r\n--b--\r\n";
        let given = of_bytes(mail.as_bytes(), "r.EML").unwrap();
        assert_eq!((given.text.trim(), given.kind), ("Votre démo\n\nLe budget est validé.", Some("reply")));
        let page = "Subject: x\r\nContent-Type: text/html\r\n\r\n<p>Bonjour</p><p style='display:none'>no</p>";
        assert_eq!(of_bytes(page.as_bytes(), "r.eml").unwrap().text, "<p>Bonjour</p><p style='display:none'>no</p>");
    }

    #[test]
    fn of_a_long_text_the_beginning_is_read() {
        let given = of_text("é".repeat(WORTH_READING));
        assert!(given.is_truncated && given.text.len() <= WORTH_READING);
    }
}
