//! Public identifiers in LinkedIn addresses.

use unicode_normalization::UnicodeNormalization;

use super::byte_set::ByteSet;

/// The public identifier of a person: `jean-dupont-1a2b3c` of
/// `https://fr.linkedin.com/in/Jean-Dupont-1a2b3c/?trk=x`, percent-decoded and lower-case.
///
/// Old `/pub/name/a/b/c` addresses give what LinkedIn forwards them to. Addresses of Sales
/// Navigator and Recruiter carry none.
pub fn person_id<'b>(url: &str, buffer: &'b mut String) -> Option<&'b str> {
    if let Some(id) = usual_id(url) {
        return write_id(id, buffer).map(|()| buffer.as_str());
    }
    let path = path(url)?;
    if let Some(rest) = after(path, &["in"]) {
        write_id(segments(rest).next()?, buffer)?;
    } else {
        let mut parts = segments(after(path, &["pub"])?);
        write_id(parts.next()?, buffer)?;
        if let (Some(a), Some(b), Some(c)) = (parts.next(), parts.next(), parts.next())
            && [a, b, c].iter().all(|code| code.len() <= 3 && code.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        {
            buffer.push('-');
            for code in [c, b, a] {
                buffer.push_str(code);
            }
            buffer.make_ascii_lowercase();
        }
    }
    Some(buffer)
}

/// The identifier in an address of the usual shape (`https://www.linkedin.com/in/jean-dupont/…`).
fn usual_id(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("http")?;
    let rest = rest.strip_prefix("s://").or_else(|| rest.strip_prefix("://"))?;
    let slash = memchr::memchr(b'/', rest.as_bytes())?;
    let path = rest[slash + 1..].strip_prefix("in/").filter(|_| is_linkedin(&rest[..slash]))?;
    let id = PLAIN.span(path);
    matches!(path.as_bytes().get(id.len()), None | Some(b'/' | b'?' | b'#')).then_some(id)
}

/// The public identifier of an organisation: `acme` of `linkedin.com/company/acme/about`, also of
/// schools and showcase pages.
pub fn company_id<'b>(url: &str, buffer: &'b mut String) -> Option<&'b str> {
    let rest = after(path(url)?, &["company", "company-beta", "school", "showcase"])?;
    write_id(segments(rest).next()?, buffer)?;
    Some(buffer)
}

/// What programs write where an identifier is missing.
const PLACEHOLDERS: [&str; 7] = ["edit", "me", "nan", "none", "null", "unavailable", "undefined"];

/// LinkedIn's own bound is 100 characters; decoded letters may take several bytes.
const MAX_ID: usize = 300;

/// The path of a LinkedIn address, without its first `/`; an address without host counts when it
/// starts like a path (`in/jean-dupont`).
fn path(url: &str) -> Option<&str> {
    let url = super::first_value(url).trim_start_matches(['\'', '"', '<']);
    let url = ENDS.until(url);
    let slashes = url.as_bytes().windows(2).position(|pair| pair == b"//");
    let rest = slashes.map_or(url, |slashes| &url[slashes + 2..]);
    let (host, path) = rest.split_once('/')?;
    if is_linkedin(host) || host.is_empty() {
        Some(path)
    } else {
        (!host.contains('.') && !host.contains(':')).then_some(rest)
    }
}

/// What ends the path of an address.
static ENDS: ByteSet = ByteSet::new(b"?# \t\n\">,;");

fn is_linkedin(host: &str) -> bool {
    const HOST: &[u8] = b"linkedin.com";
    let host = host.as_bytes();
    host.len()
        .checked_sub(HOST.len())
        .is_some_and(|start| host[start..].eq_ignore_ascii_case(HOST) && (start == 0 || host[start - 1] == b'.'))
}

/// What follows the first segment that is one of `names`.
fn after<'p>(path: &'p str, names: &[&str]) -> Option<&'p str> {
    let mut rest = path;
    while let Some(slash) = memchr::memchr(b'/', rest.as_bytes()) {
        let segment = &rest[..slash];
        rest = &rest[slash + 1..];
        if names.iter().any(|name| segment.eq_ignore_ascii_case(name)) {
            return Some(rest);
        }
    }
    None
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty())
}

/// Writes a segment decoded and lower-case; nothing when it cannot be an identifier.
fn write_id(segment: &str, buffer: &mut String) -> Option<()> {
    buffer.clear();
    if segment.len() > MAX_ID {
        return None;
    }
    if segment.bytes().all(|byte| PLAIN.has(byte)) {
        buffer.push_str(segment);
        buffer.make_ascii_lowercase();
        return (!buffer.is_empty() && !PLACEHOLDERS.contains(&buffer.as_str())).then_some(());
    }
    let decoded = percent_decoded(segment)?;
    buffer.extend(decoded.nfkc().flat_map(char::to_lowercase).nfc());
    let is_id = |c: char| match u8::try_from(c) {
        Ok(byte) if byte.is_ascii() => PLAIN.has(byte) || matches!(byte, b'.' | b'\'' | b'&' | b'+'),
        _ => !c.is_whitespace() && !c.is_control(),
    };
    (!buffer.is_empty() && buffer.chars().all(is_id) && !PLACEHOLDERS.contains(&buffer.as_str())).then_some(())
}

/// The characters of most identifiers.
static PLAIN: ByteSet = ByteSet::new(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_");

/// None when the escapes are not UTF-8.
fn percent_decoded(segment: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let escaped = (first == b'%').then(|| tail.get(..2)).flatten().and_then(|pair| {
            let digits = std::str::from_utf8(pair).ok()?;
            pair.iter().all(u8::is_ascii_hexdigit).then(|| u8::from_str_radix(digits, 16).ok()).flatten()
        });
        match escaped {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn person(url: &str) -> Option<String> {
        person_id(url, &mut String::from("left over")).map(str::to_owned)
    }

    fn company(url: &str) -> Option<String> {
        company_id(url, &mut String::new()).map(str::to_owned)
    }

    #[test]
    fn spellings_of_one_profile_share_an_identifier() {
        for url in [
            "https://www.linkedin.com/in/jean-dupont-1a2b3c",
            "http://fr.linkedin.com/in/Jean-Dupont-1A2B3C/?originalSubdomain=fr",
            "linkedin.com/in/jean-dupont-1a2b3c/",
            "www.LinkedIn.com/in/jean-dupont-1a2b3c/en?trk=x#about",
            "https://www.linkedin.com/comm/in/jean-dupont-1a2b3c",
            "https://www.linkedin.com/mwlite/in/jean-dupont-1a2b3c/detail/contact-info/",
            "/in/jean-dupont-1a2b3c",
            "in/jean-dupont-1a2b3c",
            "https://ca.linkedin.com/pub/jean-dupont/c/b3/1a2",
            " 'https://www.linkedin.com/in/jean-dupont-1a2b3c ::: https://x.com/jd",
        ] {
            assert_eq!(person(url).as_deref(), Some("jean-dupont-1a2b3c"), "{url}");
        }
        for url in ["https://www.linkedin.com/in/j%C3%A9r%C3%B4me-%C3%89t%C3%A9", "linkedin.com/in/Jérôme-été"] {
            assert_eq!(person(url).as_deref(), Some("jérôme-été"), "{url}");
        }
        assert_eq!(person("linkedin.com/pub/jean-dupont").as_deref(), Some("jean-dupont"));
    }

    #[test]
    fn other_addresses_give_none() {
        for url in [
            "",
            "N/A",
            "jean-dupont",
            "https://www.linkedin.com/sales/lead/ACwAAABcD,NAME_SEARCH,x1",
            "https://www.linkedin.com/sales/people/ACwAAABcD",
            "https://www.linkedin.com/talent/profile/AEMAA",
            "https://www.linkedin.com/profile/view?id=123",
            "https://www.linkedin.com/in/",
            "https://www.linkedin.com/in/unavailable",
            "https://www.linkedin.com/in/%FF%FE",
            "https://www.linkedin.com/company/acme",
            "https://evil-linkedin.com/in/jean",
            "https://example.com/in/jean",
        ] {
            assert_eq!(person(url), None, "{url}");
        }
    }

    #[test]
    fn organisations_have_identifiers_too() {
        for (url, id) in [
            ("https://www.linkedin.com/company/Acme-SAS/about/", Some("acme-sas")),
            ("linkedin.com/school/hec-paris", Some("hec-paris")),
            ("https://www.linkedin.com/showcase/acme-labs?x", Some("acme-labs")),
            ("https://www.linkedin.com/company/12345", Some("12345")),
            ("https://www.linkedin.com/in/jean", None),
        ] {
            assert_eq!(company(url).as_deref(), id, "{url}");
        }
    }

    proptest! {
        #[test]
        fn an_identifier_in_an_address_is_found_again(url in "(https://www\\.linkedin\\.com/in/|in/)?[\\PC]{0,30}") {
            if let Some(id) = person(&url) {
                prop_assert_eq!(person(&format!("linkedin.com/in/{id}")), Some(id));
            }
        }
    }
}
