//! E-mail addresses.

mod class;
mod problem;

use std::net::{Ipv4Addr, Ipv6Addr};

use self::class::finish;
pub(super) use self::class::is_free_mail;
pub use self::problem::EmailProblem;

/// Whom an address reaches, judged by its spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EmailClass {
    /// One person at the domain of an organisation.
    Person,
    /// A function (`info@`, `sales@`): no evidence that two persons are the same.
    Role,
    /// One person at a provider of mailboxes: says nothing about an organisation.
    Free,
}

impl EmailClass {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Role => "role",
            Self::Free => "free",
        }
    }
}

/// What an address is compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EmailForm<'b> {
    /// `local@domain`, lower-case, without what the provider ignores. For comparing only: mail
    /// goes to the address as written.
    pub key: &'b str,
    /// The domain of the key, as an ASCII label sequence or an address in brackets.
    pub domain: &'b str,
    /// Whom it reaches.
    pub class: EmailClass,
}

/// The longest address that can be written in a mail transaction (RFC 5321 §4.5.3.1.3).
const MAX_ADDRESS: usize = 254;
const MAX_LOCAL: usize = 64;
const MAX_LABEL: usize = 63;

/// The form of the address in a cell. Spaces, `mailto:`, a name with angle brackets, quotation
/// marks and a final separator around it are forgiven.
///
/// # Errors
/// The first thing that is wrong with the address.
pub fn normal<'b>(raw: &str, buffer: &'b mut String) -> Result<EmailForm<'b>, EmailProblem> {
    let trimmed = raw.trim_ascii();
    let at = match write_plain(trimmed, buffer) {
        // An apostrophe may begin an address, but more often a spreadsheet's text.
        Some(at) if !trimmed.starts_with('\'') => at,
        _ => unusual(raw, buffer)?,
    };
    Ok(finish(buffer, at))
}

/// The address in a cell without what stands around it, its domain in small letters; none when there is
/// no address, or several.
#[must_use]
pub fn display(raw: &str) -> Option<String> {
    if super::values(raw).nth(1).is_some() {
        return None;
    }
    normal(raw, &mut String::new()).ok()?;
    let (local, domain) = bare_address(raw).rsplit_once('@')?;
    Some(format!("{local}@{}", domain.to_lowercase()))
}

/// Checks an address by RFC 5321: no space, comment or missing part is forgiven, quoted local
/// parts, addresses in brackets and domains in letters of any script (RFC 5890) are allowed.
///
/// # Errors
/// The first thing that is wrong with the address.
pub fn validate(address: &str) -> Result<(), EmailProblem> {
    if address.is_empty() {
        return Err(EmailProblem::Empty);
    }
    let at = split(address)?;
    check_local(&address[..at])?;
    let domain = &address[at + 1..];
    let length = if domain.is_ascii() {
        check_domain(domain)?;
        address.len()
    } else {
        let ascii = idna::domain_to_ascii(domain).map_err(|_| EmailProblem::Domain)?;
        check_domain(&ascii)?;
        at + 1 + ascii.len()
    };
    if length > MAX_ADDRESS { Err(EmailProblem::TooLong) } else { Ok(()) }
}

/// A cell without the spaces around it and without what makes a link or an entry of an address book of it:
/// `mailto:`, a name and angle brackets.
#[must_use]
pub fn unwrapped(cell: &str) -> &str {
    let around = |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}');
    let mut bare = cell.trim_matches(around);
    if bare.ends_with('>')
        && let Some(open) = bare.rfind('<')
    {
        bare = &bare[open + 1..bare.len() - 1];
    }
    if let Some(scheme) = bare.get(..7)
        && scheme.eq_ignore_ascii_case("mailto:")
    {
        bare = bare[7..].split('?').next().unwrap_or_default();
    }
    bare.trim_matches(around)
}

/// What remains of a cell when all that people and programs put around an address is gone.
fn bare_address(raw: &str) -> &str {
    let mut bare = unwrapped(super::first_value(raw))
        .trim_end_matches([';', ',', '.'])
        .trim_start_matches(['\'', '‘', '’', '“', '<']);
    bare = bare.trim_end_matches(['\'', '‘', '’', '”', '>']);
    if bare.len() > 2 && bare.starts_with('"') && bare.ends_with('"') {
        bare = &bare[1..bare.len() - 1];
    }
    unwrapped(bare)
}

/// Characters of a local part outside quotation marks (`atext` of RFC 5322).
const ATEXT: u8 = 1;
/// Characters of a domain label.
const LABEL: u8 = 2;

static KINDS: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let character = byte as u8;
        table[byte] = match character {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'-' => ATEXT | LABEL,
            b'!' | b'#' | b'$' | b'%' | b'&' | b'\'' | b'*' | b'+' | b'/' | b'=' | b'?' | b'^' | b'_' | b'`' | b'{'
            | b'|' | b'}' | b'~' => ATEXT,
            _ => 0,
        };
        byte += 1;
    }
    table
};

fn is(kind: u8, byte: u8) -> bool {
    KINDS[usize::from(byte)] & kind != 0
}

/// Writes the lower-case form; where its `@` stands when the address is of the usual shape.
fn write_plain(address: &str, buffer: &mut String) -> Option<usize> {
    buffer.clear();
    buffer.push_str(address);
    buffer.make_ascii_lowercase();
    plain_at(buffer.as_bytes())
}

/// Where the `@` stands in an address of the usual shape: dotted words on both sides.
fn plain_at(address: &[u8]) -> Option<usize> {
    let at = address.iter().position(|&byte| byte == b'@')?;
    let fits = at <= MAX_LOCAL && address.len() <= MAX_ADDRESS;
    (fits && dotted(&address[..at], ATEXT) && is_domain(&address[at + 1..])).then_some(at)
}

/// Words of `kind` joined by single dots.
fn dotted(part: &[u8], kind: u8) -> bool {
    let mut after_dot = true;
    for &byte in part {
        let dot = byte == b'.';
        if if dot { after_dot } else { !is(kind, byte) } {
            return false;
        }
        after_dot = dot;
    }
    !after_dot
}

fn is_domain(domain: &[u8]) -> bool {
    domain.len() <= 255
        && dotted(domain, LABEL)
        && domain
            .split(|&byte| byte == b'.')
            .all(|label| label.len() <= MAX_LABEL && label.first() != Some(&b'-') && label.last() != Some(&b'-'))
}

/// Writes the lower-case form of an address that has something around it or is not of the usual
/// shape; where its `@` stands.
fn unusual(raw: &str, buffer: &mut String) -> Result<usize, EmailProblem> {
    let bare = bare_address(raw);
    if bare.is_empty() {
        return Err(EmailProblem::Empty);
    }
    if let Some(at) = write_plain(bare, buffer) {
        return Ok(at);
    }
    let at = split(bare).map_err(|problem| if joined(bare) { EmailProblem::Several } else { problem })?;
    let local = &bare[..at];
    let domain = bare[at + 1..].trim_end_matches('.');
    check_local(local).map_err(|problem| if joined(bare) { EmailProblem::Several } else { problem })?;
    buffer.clear();
    let word = local.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    // A word in front of which an apostrophe stands keeps its quotes: bare, it would lose the apostrophe.
    let plain = |word: &&str| dotted(word.as_bytes(), ATEXT) && !word.starts_with('\'');
    buffer.push_str(word.filter(plain).unwrap_or(local));
    let at = buffer.len();
    buffer.push('@');
    if domain.is_ascii() {
        check_domain(domain)?;
        buffer.push_str(domain);
    } else {
        let ascii = idna::domain_to_ascii(domain).map_err(|_| EmailProblem::Domain)?;
        check_domain(&ascii)?;
        buffer.push_str(&ascii);
    }
    buffer.make_ascii_lowercase();
    if buffer.len() > MAX_ADDRESS { Err(EmailProblem::TooLong) } else { Ok(at) }
}

/// Two `@` with something between them that separates addresses.
fn joined(text: &str) -> bool {
    text.matches('@').count() > 1 && text.contains([';', ',', '|', '/', ' ', '\n', '\t'])
}

/// Where the last `@` stands.
fn split(address: &str) -> Result<usize, EmailProblem> {
    let at = address.rfind('@').ok_or(EmailProblem::NoAt)?;
    if at == 0 {
        Err(EmailProblem::NoLocalPart)
    } else if at + 1 == address.len() {
        Err(EmailProblem::NoDomain)
    } else {
        Ok(at)
    }
}

fn check_local(local: &str) -> Result<(), EmailProblem> {
    let bytes = local.as_bytes();
    if bytes.len() > MAX_LOCAL {
        Err(EmailProblem::TooLong)
    } else if dotted(bytes, ATEXT) || is_quoted(bytes) {
        Ok(())
    } else if bytes.first() == Some(&b'"') {
        Err(EmailProblem::LocalPart)
    } else if local.chars().any(char::is_whitespace) {
        Err(EmailProblem::Space)
    } else if !local.is_ascii() {
        Err(EmailProblem::NotAscii)
    } else if bytes.iter().all(|&byte| byte == b'.' || is(ATEXT, byte)) {
        Err(EmailProblem::Dot)
    } else {
        Err(EmailProblem::LocalPart)
    }
}

/// A quoted string of RFC 5321: printable ASCII, `"` and `\` only behind a `\`.
fn is_quoted(local: &[u8]) -> bool {
    let Some((b'"', rest)) = local.split_first() else { return false };
    let Some((b'"', inside)) = rest.split_last() else { return false };
    let mut bytes = inside.iter();
    while let Some(byte) = bytes.next() {
        let printable = match byte {
            b'"' => false,
            b'\\' => bytes.next().is_some_and(|escaped| (b' '..=b'~').contains(escaped)),
            other => (b' '..=b'~').contains(other),
        };
        if !printable {
            return false;
        }
    }
    true
}

fn check_domain(domain: &str) -> Result<(), EmailProblem> {
    if let Some(inside) = domain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        let known = match inside.get(..5) {
            Some(tag) if tag.eq_ignore_ascii_case("ipv6:") => inside[5..].parse::<Ipv6Addr>().is_ok(),
            _ => inside.parse::<Ipv4Addr>().is_ok(),
        };
        return if known { Ok(()) } else { Err(EmailProblem::Domain) };
    }
    if is_domain(domain.as_bytes()) {
        Ok(())
    } else if domain.is_empty() {
        Err(EmailProblem::NoDomain)
    } else if domain.chars().any(char::is_whitespace) {
        Err(EmailProblem::Space)
    } else if domain.starts_with('.') || domain.ends_with('.') || domain.contains("..") {
        Err(EmailProblem::Dot)
    } else {
        Err(EmailProblem::Domain)
    }
}

#[cfg(test)]
mod tests;
