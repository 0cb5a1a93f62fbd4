//! What a reader sees of a text that may be HTML.

use std::ops::Range;

/// A part of what is seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// These bytes of the original.
    Text(Range<usize>),
    /// The end of a paragraph.
    Break(usize),
    /// A character that is written as an entity there.
    Character(char, usize),
}

/// How far into a text markup is looked for.
const LOOKED_AT: usize = 16_384;
/// Tags that make a text markup.
const TELLING: &[&str] = &[
    "<html",
    "<body",
    "<div",
    "<p>",
    "<p ",
    "<br",
    "</p>",
    "</div>",
    "<li>",
    "<h1",
    "<span",
    "<td",
    "<!doctype",
    "<script",
];
/// Elements that are not read: nobody sees them, or every page has them.
const UNREAD: &[&str] =
    &["script", "style", "noscript", "template", "svg", "head", "nav", "footer", "iframe", "select"];
/// Elements without an end.
const VOID: &[&str] = &["br", "hr", "img", "input", "meta", "link", "source", "wbr", "col", "area", "base"];
/// Elements within a line.
const INLINE: &[&str] =
    &["a", "b", "i", "u", "em", "strong", "span", "font", "small", "sup", "sub", "mark", "abbr", "code", "time", "wbr"];

/// The parts of a text in their order: all of it, unless it is markup.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece> {
    if !is_markup(text) {
        return vec![Piece::Text(0..text.len())];
    }
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let Some(open) = memchr::memchr(b'<', &text.as_bytes()[at..]).map(|found| at + found) else {
            visible(text, at..text.len(), &mut pieces);
            break;
        };
        visible(text, at..open, &mut pieces);
        at = after_tag(text, open, &mut pieces);
    }
    pieces
}

fn is_markup(text: &str) -> bool {
    let head = &text.as_bytes()[..text.len().min(LOOKED_AT)];
    head.contains(&b'<') && TELLING.iter().any(|tag| contains_ignoring_case(head, tag.as_bytes()))
}

fn contains_ignoring_case(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word))
}

/// Where reading goes on after the `<` at a place.
fn after_tag(text: &str, open: usize, pieces: &mut Vec<Piece>) -> usize {
    let rest = &text[open..];
    if rest.starts_with("<!--") {
        return rest.find("-->").map_or(text.len(), |end| open + end + 3);
    }
    if !rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
        pieces.push(Piece::Text(open..open + 1));
        return open + 1;
    }
    let Some(end) = memchr::memchr(b'>', rest.as_bytes()).map(|end| open + end + 1) else { return text.len() };
    let tag = &text[open..end];
    let name = name(tag);
    if !INLINE.contains(&name.as_str()) {
        pieces.push(Piece::Break(open));
    }
    let opens = !tag.starts_with("</") && !tag.ends_with("/>") && !VOID.contains(&name.as_str());
    if opens && (UNREAD.contains(&name.as_str()) || is_hidden(tag)) { end_of_element(text, end, &name) } else { end }
}

fn name(tag: &str) -> String {
    let name = tag.trim_start_matches(['<', '/']);
    name.chars().take_while(char::is_ascii_alphanumeric).take(16).collect::<String>().to_ascii_lowercase()
}

/// Whether a reader sees nothing of what the tag begins.
fn is_hidden(tag: &str) -> bool {
    let tag: String =
        tag.to_ascii_lowercase().chars().filter(|c| !c.is_whitespace() && !matches!(c, '"' | '\'')).collect();
    HIDING.iter().any(|way| tag.contains(way)) || is_attribute(&tag, "hidden") || is_of_one_colour(&tag)
}

/// Ways to show nothing, written without blanks and quotation marks.
const HIDING: &[&str] = &[
    "display:none",
    "visibility:hidden",
    "visibility:collapse",
    "font-size:0;",
    "font-size:0>",
    "font-size:0p",
    "font-size:0e",
    "font-size:0r",
    "font-size:0.0",
    "opacity:0;",
    "opacity:0>",
    "opacity:0.0",
    "text-indent:-99",
    "text-indent:-1000",
    "left:-99",
    "left:-1000",
    "top:-99",
    "top:-1000",
    "clip:rect(0",
    "clip-path:inset(50%",
    "color:transparent",
    "width:0;height:0",
    "height:0;width:0",
    "aria-hidden=true",
    "type=hidden",
];

/// Whether a tag, its blanks taken out, ends with an attribute or has it before another one.
fn is_attribute(tag: &str, name: &str) -> bool {
    let is_there = tag.trim_end_matches(['>', '/']).ends_with(name);
    is_there && !tag.contains(&format!("={name}")) && !tag.contains(&format!("-{name}"))
        || tag.contains(&format!("{name}=")) && !tag.contains(&format!("-{name}="))
}

/// Whether letters have the colour of what is behind them.
fn is_of_one_colour(tag: &str) -> bool {
    let value = |name: &str| {
        let at = tag.find(name)? + name.len();
        let end = tag[at..].find([';', '>', '!']).map_or(tag.len(), |end| at + end);
        Some(colour(&tag[at..end]))
    };
    let behind = value("background-color:").or_else(|| value("background:")).or_else(|| value("bgcolor="));
    let letters = tag.match_indices("color:").find(|(at, _)| !tag[..*at].ends_with("background-"));
    let letters = letters.and_then(|(at, _)| {
        let end = tag[at..].find([';', '>', '!']).map_or(tag.len(), |end| at + end);
        tag.get(at + 6..end).map(colour)
    });
    // Most pages are white, whatever stands behind them.
    letters.is_some_and(|letters| Some(&letters) == behind.as_ref() || behind.is_none() && letters == "ffffff")
}

/// One name for each way to write a colour.
fn colour(text: &str) -> String {
    match text.trim_start_matches('#') {
        "white" | "fff" | "rgb(255,255,255)" | "rgba(255,255,255,1)" => "ffffff".to_owned(),
        "black" | "000" | "rgb(0,0,0)" | "rgba(0,0,0,1)" => "000000".to_owned(),
        short if short.len() == 3 && short.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            short.chars().flat_map(|digit| [digit, digit]).collect()
        }
        other => other.to_owned(),
    }
}

/// The end of the element of a name whose opening tag ends at a place. One that is never closed goes on to the end.
fn end_of_element(text: &str, from: usize, name: &str) -> usize {
    let bytes = text.as_bytes();
    let mut depth = 1_usize;
    let mut at = from;
    while let Some(open) = memchr::memchr(b'<', &bytes[at..]).map(|found| at + found) {
        let closes = bytes.get(open + 1) == Some(&b'/');
        let start = open + 1 + usize::from(closes);
        at = start.min(text.len());
        let is_it =
            bytes.get(start..start + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
                && bytes.get(start + name.len()).is_none_or(|next| !next.is_ascii_alphanumeric());
        if is_it && closes {
            depth -= 1;
        } else if is_it {
            depth += 1;
        }
        if depth == 0 {
            return memchr::memchr(b'>', &bytes[at..]).map_or(text.len(), |end| at + end + 1);
        }
    }
    text.len()
}

/// Text between tags, its entities read.
fn visible(text: &str, range: Range<usize>, pieces: &mut Vec<Piece>) {
    let mut start = range.start;
    let mut at = range.start;
    while let Some(found) = memchr::memchr(b'&', &text.as_bytes()[at..range.end]) {
        let open = at + found;
        at = open + 1;
        let Some((character, end)) = entity(&text[open..range.end]).map(|(c, length)| (c, open + length)) else {
            continue;
        };
        pieces.push(Piece::Text(start..open));
        pieces.push(Piece::Character(character, open));
        (start, at) = (end, end);
    }
    pieces.push(Piece::Text(start..range.end));
}

/// The entity that a text begins with, and its length.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = &text[1..end];
    let character = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
        None => ENTITIES.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((character, end + 1))
}

/// The entities that French and English pages use.
const ENTITIES: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("euro", '€'),
    ("pound", '£'),
    ("rsquo", '’'),
    ("lsquo", '‘'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("bull", '•'),
    ("middot", '·'),
    ("shy", '\u{ad}'),
    ("thinsp", '\u{2009}'),
    ("eacute", 'é'),
    ("Eacute", 'É'),
    ("egrave", 'è'),
    ("Egrave", 'È'),
    ("ecirc", 'ê'),
    ("euml", 'ë'),
    ("agrave", 'à'),
    ("Agrave", 'À'),
    ("acirc", 'â'),
    ("ccedil", 'ç'),
    ("Ccedil", 'Ç'),
    ("icirc", 'î'),
    ("iuml", 'ï'),
    ("ocirc", 'ô'),
    ("ouml", 'ö'),
    ("ugrave", 'ù'),
    ("ucirc", 'û'),
    ("uuml", 'ü'),
    ("oelig", 'œ'),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> String {
        let mut seen = String::new();
        for piece in pieces(text) {
            match piece {
                Piece::Text(range) => seen.push_str(&text[range]),
                Piece::Break(_) => seen.push('\n'),
                Piece::Character(character, _) => seen.push(character),
            }
        }
        seen.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn plain_text_is_taken_as_it_is() {
        let text = "budget < 40k & no rush; a <b c";
        assert_eq!(pieces(text), [Piece::Text(0..text.len())]);
    }

    #[test]
    fn only_what_is_seen_is_read() {
        let page = "<html><head><title>x</title></head><body><nav>Careers</nav><p>Le <b>bud</b>get est valid&eacute;&nbsp;: \
                    12&#8239;k&euro;</p><script>var a='<p>no</p>'</script><!-- raises $3M --><div style=\"display: none\">\
                    <div>a</div>hidden</div><p>fin &unknown; 3 < 4</p>";
        assert_eq!(seen(page), "Le budget est validé : 12\u{202f}k€ fin &unknown; 3 < 4".replace(['\u{202f}'], " "));
        assert_eq!(seen("<div><div></div><br><p></p></div><script>"), "");
        assert_eq!(seen("<p>a</p><p hidden>b</p><p class=\"x-hidden\">c</p><p style='color:#333'>d</p>"), "a c d");
        assert_eq!(seen("<p style='color: #FFF'>a</p><p style=\"background:#abc;color:#aabbcc\">b</p><p>c</p>"), "c");
    }
}
