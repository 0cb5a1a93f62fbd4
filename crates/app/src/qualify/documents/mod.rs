//! Documents that a person gives: pasted text and files, as the text that is read.

pub mod apart;
mod docx;
mod pdf;

use std::{
    fs::File,
    io::Read as _,
    ops::ControlFlow,
    path::Path,
    time::{Duration, Instant},
};

use mail_parser::{MessageParser, MimeHeaders as _};
use serde::Deserialize;
use specta::Type;

use super::extraction::{WORTH_READING, is_binary};
use crate::{
    app::App,
    error::{AppError, ErrorCode},
    jobs::{Job, JobKind},
};

/// No more of a file is read, in bytes: of a longer text or mail the beginning, of others nothing.
pub const MOST_OF_FILE: usize = 32 << 20;

/// Why there is no text in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// It breaks the rules of its format.
    Damaged,
    /// It opens with a password only.
    Encrypted,
    /// It has pictures alone, as scanned pages do.
    WithoutText,
    /// It is larger than what is read, packed or unpacked, or takes too long.
    Large,
    /// A person waits for it no more.
    Stopped,
}

impl Fault {
    /// The name of the sentence that tells it.
    const fn reason(self) -> &'static str {
        match self {
            Self::Damaged => "damaged",
            Self::Encrypted => "encrypted",
            Self::WithoutText => "without_text",
            Self::Large => "large",
            Self::Stopped => "stopped",
        }
    }
}

/// How long a document is waited for before that is told.
const SOON: Duration = Duration::from_millis(300);

impl App {
    /// The text of a document; what takes long is a job that can be ended.
    ///
    /// # Errors
    /// Why it cannot be read; `Cancelled` when somebody ended it.
    pub(super) fn document_text(&self, input: &DocumentInput) -> Result<Given, AppError> {
        let since = Instant::now();
        let mut job: Option<Job> = None;
        let name = input.file.as_deref().and_then(|file| Path::new(file).file_name());
        let subject = name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let text = text_of(input, &mut || {
            if since.elapsed() < SOON {
                return ControlFlow::Continue(());
            }
            job.get_or_insert_with(|| self.start_job(JobKind::Document, &subject)).go_on(0, 0)
        });
        match job {
            Some(job) => job.end(text),
            None => text,
        }
    }
}

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

/// The text of a document: of a file of text, Markdown or HTML what it holds, of a mail its subject and words, of PDF
/// and Word documents their words.
fn text_of(input: &DocumentInput, go_on: &mut dyn FnMut() -> ControlFlow<()>) -> Result<Given, AppError> {
    let mut given = match &input.file {
        Some(file) => of_file(Path::new(file), go_on)?,
        None => of_text(input.text.clone().unwrap_or_default()),
    };
    given.address = input.source.clone().filter(|source| !source.trim().is_empty());
    given.source = given.address.clone().or(given.source);
    Ok(given)
}

/// The text of the bytes of a file, told by how they begin, and by the name where that says nothing.
pub(super) fn of_bytes(
    bytes: &[u8],
    name: &str,
    go_on: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<Given, AppError> {
    let refused = |reason| AppError::new(ErrorCode::DocumentUnreadable).with("file", name).with("reason", reason);
    let is_mail = Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("eml"));
    match Format::of(bytes) {
        Some(_) if bytes.len() > MOST_OF_FILE => Err(refused(Fault::Large.reason())),
        Some(Format::Pdf) => apart::pdf(bytes, go_on).map(of_text).map_err(|fault| match fault {
            Fault::Stopped => AppError::new(ErrorCode::Cancelled),
            fault => refused(fault.reason()),
        }),
        Some(Format::Archive) => match docx::text(bytes) {
            Some(text) => text.map(of_text).map_err(|fault| refused(fault.reason())),
            None => Err(refused("other")),
        },
        Some(Format::OldWord) => Err(refused("old_word")),
        None if is_mail => of_mail(bytes).ok_or_else(|| refused("mail")),
        None => {
            let bytes = &bytes[..bytes.len().min(WORTH_READING + 1)];
            let text = decoded(bytes);
            if text.is_none() && is_binary(bytes) {
                return Err(AppError::new(ErrorCode::FileNotText).with("file", name));
            }
            Ok(of_text(text.unwrap_or_else(|| encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned())))
        }
    }
}

/// A kind of file that is no text, by how it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Pdf,
    /// An archive: a document of Word, or anything else.
    Archive,
    /// A `.doc` or `.rtf`.
    OldWord,
}

impl Format {
    fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"%PDF-") {
            Some(Self::Pdf)
        } else if bytes.starts_with(b"PK\x03\x04") {
            Some(Self::Archive)
        } else if bytes.starts_with(b"\xd0\xcf\x11\xe0") || bytes.starts_with(b"{\\rtf") {
            Some(Self::OldWord)
        } else {
            None
        }
    }
}

fn of_file(path: &Path, go_on: &mut dyn FnMut() -> ControlFlow<()>) -> Result<Given, AppError> {
    let failed = |error| AppError::io(path, &error);
    let mut bytes = Vec::new();
    File::open(path).map_err(failed)?.take(MOST_OF_FILE as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let given = of_bytes(&bytes, &name, go_on)?;
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

    fn of_bytes(bytes: &[u8], name: &str) -> Result<Given, AppError> {
        super::of_bytes(bytes, name, &mut || ControlFlow::Continue(()))
    }

    #[test]
    fn files_are_read_as_what_they_are() {
        assert_eq!(of_bytes("Le budget est validé".as_bytes(), "a.txt").unwrap().text, "Le budget est validé");
        assert_eq!(of_bytes(b"\xff\xfeO\0K\0", "a.txt").unwrap().text, "OK");
        assert_eq!(of_bytes(b"Le budget est valid\xe9", "a.txt").unwrap().text, "Le budget est validé");
        let long = "é".repeat(WORTH_READING);
        let cut = of_bytes(&long.as_bytes()[..WORTH_READING + 1], "a.md").unwrap();
        assert!(cut.text.chars().all(|c| c == 'é') && cut.text.len() + 1 >= WORTH_READING);
        let word = docx::tests::written("word/document.xml", "<w:p><w:t>Le budget est validé</w:t></w:p>");
        assert_eq!(of_bytes(&word, "a.docx").unwrap().text, "Le budget est validé\n");
    }

    #[test]
    fn files_that_cannot_be_read_say_why() {
        let reason = |bytes: &[u8], name: &str| {
            let error = of_bytes(bytes, name).unwrap_err();
            assert_eq!(error.code, ErrorCode::DocumentUnreadable);
            error.args["reason"].clone()
        };
        assert_eq!(reason(b"PK\x03\x04\0\0\xff\xfe", "a.docx"), "damaged");
        assert_eq!(reason(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc"), "old_word");
        assert_eq!(reason(b"{\\rtf1\\ansi Le budget}", "a.rtf"), "old_word");
        assert_eq!(reason(&[b"%PDF-1.7 ".as_slice(), &vec![b' '; MOST_OF_FILE]].concat(), "a.pdf"), "large");
        assert_eq!(reason(&docx::tests::written("xl/workbook.xml", "<a/>"), "a.xlsx"), "other");
        assert_eq!(reason(b"", "a.eml"), "mail");
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
