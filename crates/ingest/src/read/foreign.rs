//! Files that are no tables although they can be read as text, or are known by their first bytes:
//! whoever chose one hears what it is. A table whose first cell begins with `[`, `{` or `<` stays one.

use std::path::Path;

use serde::de::IgnoredAny;

use super::ReadError;

/// What a file is that is no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ForeignKind {
    /// An array or an object of JSON, or an object on each line.
    Json,
    /// A web page, or a part of one.
    Html,
    /// Any other markup with one element around it.
    Xml,
    /// A PDF document.
    Pdf,
    /// A picture.
    Image,
    /// A text document or slides of an office program.
    Document,
    /// Files packed into one.
    Archive,
    /// Business cards of an address book.
    VCard,
}

impl ForeignKind {
    /// All kinds.
    pub const ALL: [Self; 8] =
        [Self::Json, Self::Html, Self::Xml, Self::Pdf, Self::Image, Self::Document, Self::Archive, Self::VCard];

    /// The kind as a word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Html => "html",
            Self::Xml => "xml",
            Self::Pdf => "pdf",
            Self::Image => "image",
            Self::Document => "document",
            Self::Archive => "archive",
            Self::VCard => "vcard",
        }
    }
}

/// Refuses a file that is no table by its first bytes; workbooks are known before.
pub(super) fn refuse_bytes(path: &Path, head: &[u8]) -> Result<(), ReadError> {
    refuse(path, of_bytes(head))
}

/// Refuses a text that as a whole is no table. `tail` is its end when `head` is not all of it.
pub(super) fn refuse_text(path: &Path, head: &str, tail: Option<&str>) -> Result<(), ReadError> {
    refuse(path, of_text(head, tail))
}

/// Whether it takes the end of a text to know that it is a table.
pub(super) fn may_be_foreign(head: &str) -> bool {
    content(head).starts_with(['[', '{', '<'])
}

fn refuse(path: &Path, kind: Option<ForeignKind>) -> Result<(), ReadError> {
    kind.map_or(Ok(()), |kind| Err(ReadError::NotATable { file: path.to_path_buf(), kind }))
}

fn content(head: &str) -> &str {
    head.trim_start_matches(|char: char| char.is_whitespace() || char == '\u{FEFF}')
}

fn of_bytes(head: &[u8]) -> Option<ForeignKind> {
    const IMAGES: [&[u8]; 5] = [b"\x89PNG\r\n", b"\xFF\xD8\xFF", b"GIF8", b"II*\0", b"MM\0*"];
    const ARCHIVES: [&[u8]; 5] = [b"PK\x03\x04", b"7z\xBC\xAF", b"Rar!\x1A", b"\x1F\x8B", b"\xFD7zXZ\0"];
    let begins = |beginnings: &[&[u8]]| beginnings.iter().any(|beginning| head.starts_with(beginning));
    if head.starts_with(b"%PDF-") {
        Some(ForeignKind::Pdf)
    } else if begins(&IMAGES) || (head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP")) {
        Some(ForeignKind::Image)
    } else if is_office_document(head) {
        Some(ForeignKind::Document)
    } else if begins(&ARCHIVES) {
        Some(ForeignKind::Archive)
    } else {
        None
    }
}

/// Whether the first parts of a packed file are those of a text document or of slides, not of a workbook.
pub(super) fn is_office_document(head: &[u8]) -> bool {
    const OPEN_DOCUMENTS: [&[u8]; 2] = [b"opendocument.text", b"opendocument.presentation"];
    if !head.starts_with(b"PK\x03\x04") {
        return false;
    }
    let place = |part: &[u8]| memchr::memmem::find(head, part);
    let workbook = place(b"xl/").unwrap_or(usize::MAX);
    let others = [b"word/".as_slice(), b"ppt/"].map(place);
    others.iter().flatten().any(|&other| other < workbook) || OPEN_DOCUMENTS.iter().any(|part| place(part).is_some())
}

fn of_text(head: &str, tail: Option<&str>) -> Option<ForeignKind> {
    let text = content(head);
    match text.chars().next()? {
        '[' | '{' => is_json(text, tail.is_some()).then_some(ForeignKind::Json),
        '<' => markup(text, tail),
        'B' | 'b' => is_vcard(text).then_some(ForeignKind::VCard),
        _ => None,
    }
}

/// Whether a text begins as business cards do: with that line alone, and a property below it.
fn is_vcard(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim);
    lines.next().is_some_and(|line| line.eq_ignore_ascii_case("BEGIN:VCARD"))
        && lines.find(|line| !line.is_empty()).is_some_and(|line| line.contains(':'))
}

/// Whether a text is one value of JSON, or an object on each line. Of a text that is cut, or that broke
/// off, all there is has to be JSON.
fn is_json(text: &str, is_cut: bool) -> bool {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    match values.next() {
        Some(Ok(_)) => {
            let rest = &text[values.byte_offset()..];
            rest.trim().is_empty() || is_json_lines(text, is_cut)
        }
        Some(Err(error)) if error.is_eof() => is_cut || begins_with_key(text),
        _ => false,
    }
}

fn is_json_lines(text: &str, is_cut: bool) -> bool {
    let whole = if is_cut { text.rfind('\n').map_or(text, |end| &text[..end]) } else { text };
    let mut lines = whole.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.all(|line| line.starts_with('{') && serde_json::from_str::<IgnoredAny>(line).is_ok())
}

/// `{"key": …` or `[{"key": …`, as exports begin.
fn begins_with_key(text: &str) -> bool {
    let object = text.strip_prefix('[').map_or(text, str::trim_start);
    let key = object.strip_prefix('{').and_then(|inner| inner.trim_start().strip_prefix('"'));
    key.and_then(|key| key.split_once('"')).is_some_and(|(_, after)| after.trim_start().starts_with(':'))
}

/// What a text is that one element of markup encloses from its beginning to its end.
fn markup(text: &str, tail: Option<&str>) -> Option<ForeignKind> {
    let (root, declares_html) = pass_prolog(text)?;
    let name = element_name(root.strip_prefix('<')?)?;
    let is_page = declares_html || name.eq_ignore_ascii_case("html");
    let is_html = is_page || ["table", "body", "head", "div"].iter().any(|part| name.eq_ignore_ascii_case(part));
    let kind = if is_html { ForeignKind::Html } else { ForeignKind::Xml };
    let end = before_comments(tail.unwrap_or(root));
    match depths(root, name) {
        // Browsers do not ask for the end of a page.
        Nesting::Open if tail.is_none() => (is_page && has_page_parts(root)).then_some(kind),
        Nesting::Open => (ends_with_tag(end, name) || (is_page && has_page_parts(root))).then_some(kind),
        Nesting::ClosedAt(place) => (tail.is_none() && before_comments(&root[place..]).is_empty()).then_some(kind),
    }
}

/// What follows declarations and comments, and whether a web page is declared.
fn pass_prolog(text: &str) -> Option<(&str, bool)> {
    let (mut rest, mut declares_html) = (text, false);
    loop {
        rest = rest.trim_start();
        let end = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<?") {
            "?>"
        } else if let Some(kind) = strip_word(rest, "<!doctype") {
            declares_html |= strip_word(kind.trim_start(), "html").is_some();
            ">"
        } else {
            return Some((rest, declares_html));
        };
        rest = &rest[rest.find(end)? + end.len()..];
    }
}

/// The rest of a text that begins with a word, in capitals or not.
fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let begin = text.get(..word.len())?;
    begin.eq_ignore_ascii_case(word).then(|| &text[word.len()..])
}

/// The name of the element whose tag goes on with this.
fn element_name(tag: &str) -> Option<&str> {
    let is_part = |char: char| char.is_alphanumeric() || matches!(char, ':' | '_' | '-' | '.');
    let end = tag.find(|char: char| !is_part(char))?;
    let ends_well = tag[end..].starts_with(['>', '/']) || tag[end..].starts_with(char::is_whitespace);
    (end > 0 && tag.starts_with(|char: char| char.is_alphabetic() || char == '_') && ends_well).then(|| &tag[..end])
}

/// How far the first element of a text reaches.
enum Nesting {
    /// It does not end in this text.
    Open,
    /// It ends before this place.
    ClosedAt(usize),
}

fn depths(text: &str, name: &str) -> Nesting {
    let mut depth = 0_u32;
    for (place, _) in text.match_indices('<') {
        let tag = &text[place + 1..];
        let (is_end, tag_name) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        if !element_name(tag_name).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            continue;
        }
        let Some(close) = tag.find('>') else { return Nesting::Open };
        if is_end {
            depth = depth.saturating_sub(1);
        } else if !tag[..close].ends_with('/') {
            depth += 1;
        }
        if depth == 0 {
            return Nesting::ClosedAt(place + close + 2);
        }
    }
    Nesting::Open
}

fn has_page_parts(text: &str) -> bool {
    text.match_indices('<').any(|(place, _)| {
        element_name(&text[place + 1..])
            .is_some_and(|name| ["head", "body"].iter().any(|part| name.eq_ignore_ascii_case(part)))
    })
}

fn ends_with_tag(text: &str, name: &str) -> bool {
    let inner = text.strip_suffix('>').map(str::trim_end);
    let tag = inner.and_then(|text| text.rsplit_once("</")).map(|(_, tag)| tag);
    tag.is_some_and(|tag| tag.eq_ignore_ascii_case(name))
}

/// A text without the comments and blanks at its end.
fn before_comments(text: &str) -> &str {
    let mut text = text.trim_end();
    while let Some(begin) = text.strip_suffix("-->").and_then(|comment| comment.rfind("<!--")) {
        text = text[..begin].trim_end();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_are_no_tables_are_known() {
        for (text, kind) in [
            ("[]", ForeignKind::Json),
            (" {\n}\n", ForeignKind::Json),
            ("\u{FEFF}[{\"email\": \"a@x.fr\", \"tags\": [1, 2]},\n {\"email\": null}]\n", ForeignKind::Json),
            ("{\"a\": 1}\n{\"a\": 2}\n\n{\"b\": [3]}\n", ForeignKind::Json),
            ("[{\"a\": 1}, {\"a\": ", ForeignKind::Json),
            ("<!DOCTYPE html>\n<html><body>x</body></html>\n<!-- served -->\n", ForeignKind::Html),
            ("<!-- saved -->\n<HTML lang=fr><head><title>a,b</title></HEAD><p>a", ForeignKind::Html),
            ("<table><tr><td><table></table></td></tr></table>", ForeignKind::Html),
            ("<?xml version=\"1.0\"?>\n<Workbook xmlns=\"x\"><Row/></Workbook>\n", ForeignKind::Xml),
            ("<contacts><contact name='a'/><contact/></contacts>", ForeignKind::Xml),
            ("BEGIN:VCARD\r\nVERSION:3.0\r\nN:Byron;Ada;;;\r\nEND:VCARD\r\n", ForeignKind::VCard),
            ("\u{FEFF}begin:vcard\nFN:Ada Byron\nend:vcard\n", ForeignKind::VCard),
        ] {
            assert_eq!(of_text(text, None), Some(kind), "{text}");
        }
    }

    #[test]
    fn tables_stay_tables_whatever_their_first_cell_begins_with() {
        for text in [
            "[Name],[Email]\n[a],[b]\n",
            "[1],[2]\n[3],[4]\n",
            "[1]\n[2]\n",
            "[1]\t[2]\n[3]\t[4]\n",
            "{id},name\n1,a\n",
            "{\"a\":1}\t{\"b\":2}\n{\"a\":1}\t{\"b\":2}\n",
            "{\"a\":1},x\n{\"a\":2},y\n",
            "[\n",
            "{",
            "<b>Name</b>,<b>City</b>\n<b>x</b>,<b>y</b>\n",
            "<a>x</a>\n<a>y</a>\n",
            "<ada@x.example.com>,Ada\n",
            "<Ada>,<Byron>\n<Bea>,<Potter>\n",
            "<html>,<body>\n1,2\n<i></i>,</html>,3\n",
            "<not set>;<not set>\n",
            "<\n",
            "<!-- export -->\nName,Email\nAda,a@x.example.com\n",
            "<p>a</p>,\"<p>\",</p>",
            "Name,Data\nAda,{}\n",
            "BEGIN:VCARD,Name\nx,Ada\n",
            "Begin:vcard\nAda\n",
            "",
        ] {
            assert_eq!(of_text(text, None), None, "{text}");
        }
    }

    #[test]
    fn of_a_long_text_its_beginning_and_its_end_tell() {
        let json = |tail| of_text("[{\"a\": 1}, {\"a\"", Some(tail));
        assert_eq!(json(": 2}]"), Some(ForeignKind::Json));
        assert_eq!(of_text("{\"a\": 1}\n{\"b\": 2}\n{\"b", Some("\": 3}\n")), Some(ForeignKind::Json));
        assert_eq!(of_text("[1],[2]\n[3", Some("],[4]\n")), None);
        let xml = |tail| of_text("<list><row><name>a</name>", Some(tail));
        assert_eq!(xml("</row></list>\n"), Some(ForeignKind::Xml));
        assert_eq!(xml("</row>\n"), None);
        assert_eq!(of_text("<b>a</b>,<b>", Some("c</b>")), None);
        assert_eq!(of_text("<html><head></head><body>", Some("<p>and so on")), Some(ForeignKind::Html));
    }

    #[test]
    fn files_are_known_by_their_first_bytes() {
        for (head, kind) in [
            (&b"%PDF-1.7\n"[..], Some(ForeignKind::Pdf)),
            (b"\x89PNG\r\n\x1A\n", Some(ForeignKind::Image)),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some(ForeignKind::Image)),
            (b"RIFF,1\n", None),
            (b"\x1F\x8B\x08", Some(ForeignKind::Archive)),
            (b"PK\x03\x04contacts.csv", Some(ForeignKind::Archive)),
            (b"PK\x03\x04[Content_Types].xml_rels/word/document.xml", Some(ForeignKind::Document)),
            (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text", Some(ForeignKind::Document)),
            (b"Name,Email\n", None),
        ] {
            assert_eq!(of_bytes(head), kind, "{}", String::from_utf8_lossy(head));
        }
        let book = b"PK\x03\x04[Content_Types].xmlxl/workbook.xmlxl/embeddings/a.docx word/document.xml";
        assert!(!is_office_document(book));
    }
}
