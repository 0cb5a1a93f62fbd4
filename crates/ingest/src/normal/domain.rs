//! Registrable domains of web addresses and e-mail domains.

use std::{net::Ipv4Addr, sync::LazyLock};

use rustc_hash::FxHashSet;

use super::{byte_set::ByteSet, email::is_free_mail, listing::entries};

/// What a domain says about an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DomainClass {
    /// The domain of one organisation.
    Company,
    /// A provider of mailboxes: nothing.
    FreeMail,
    /// A host of many organisations' pages: nothing.
    SharedHost,
    /// No public domain: a bare suffix, an IP address, a name of a local network, no domain at
    /// all.
    Invalid,
}

/// The registrable domain of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DomainForm<'b> {
    /// The name that was registered: public suffix and one label, lower-case ASCII. Empty when
    /// there is none.
    pub registrable: &'b str,
    /// What it says about an organisation.
    pub class: DomainClass,
}

impl<'b> DomainForm<'b> {
    /// The domain when it stands for one organisation.
    #[must_use]
    pub fn company(&self) -> Option<&'b str> {
        (self.class == DomainClass::Company).then_some(self.registrable)
    }
}

/// The registrable domain of a web address, a domain or an e-mail address.
pub fn registrable<'b>(address: &str, buffer: &'b mut String) -> DomainForm<'b> {
    buffer.clear();
    let host = host(address);
    if !write_host(host, buffer) {
        buffer.clear();
        return DomainForm { registrable: buffer, class: DomainClass::Invalid };
    }
    let host = buffer.as_str();
    let is_local = is_local(host);
    let (registrable, class) = match psl::domain(host.as_bytes()) {
        _ if is_local => ("", DomainClass::Invalid),
        None => ("", if is_shared(host, host) { DomainClass::SharedHost } else { DomainClass::Invalid }),
        Some(domain) => {
            let registrable = &host[host.len() - domain.as_bytes().len()..];
            let hosted = domain.suffix().typ() == Some(psl::Type::Private)
                && !COMPANY_SUFFIXES.contains(std::str::from_utf8(domain.suffix().as_bytes()).unwrap_or_default());
            let class = if is_free_mail(registrable) || below(host, registrable).is_some_and(is_free_mail) {
                DomainClass::FreeMail
            } else if hosted || is_shared(host, registrable) {
                DomainClass::SharedHost
            } else {
                DomainClass::Company
            };
            (registrable, class)
        }
    };
    DomainForm { registrable, class }
}

/// Whether a name has no meaning outside one network.
fn is_local(host: &str) -> bool {
    let Some((_, last)) = host.rsplit_once('.') else { return true };
    LOCAL.contains(&last) || (last.starts_with(|c: char| c.is_ascii_digit()) && host.parse::<Ipv4Addr>().is_ok())
}

/// Top-level names of local networks.
const LOCAL: [&str; 7] = ["arpa", "internal", "invalid", "lan", "local", "localdomain", "localhost"];

/// The host without `www.` when it is more than the registrable domain.
fn below<'h>(host: &'h str, registrable: &str) -> Option<&'h str> {
    let host = host.strip_prefix("www.").unwrap_or(host);
    (host.len() > registrable.len()).then_some(host)
}

fn is_shared(host: &str, registrable: &str) -> bool {
    SHARED_HOSTS.contains(registrable) || below(host, registrable).is_some_and(|host| SHARED_HOSTS.contains(host))
}

static SHARED_HOSTS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| entries(include_str!("data/shared_hosts.txt")).collect());

static COMPANY_SUFFIXES: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| entries(include_str!("data/company_suffixes.txt")).collect());

/// The part of an address that names the host.
fn host(address: &str) -> &str {
    if let Some(host) = usual_host(address) {
        return host;
    }
    let address = super::first_value(address).trim_start_matches(['\'', '"', '<']);
    let rest = match address.as_bytes().windows(2).position(|pair| pair == b"//") {
        Some(slashes) => &address[slashes + 2..],
        None => without_scheme(address),
    };
    let rest = ENDS.until(rest);
    let rest = rest.bytes().rposition(|byte| byte == b'@').map_or(rest, |at| &rest[at + 1..]);
    let port = rest.bytes().position(|byte| byte == b':').unwrap_or(rest.len());
    rest[..port].trim_end_matches('.')
}

/// The host in an address of the usual shape (`https://www.acme.fr/…`).
fn usual_host(address: &str) -> Option<&str> {
    let rest = address.strip_prefix("http")?;
    let rest = rest.strip_prefix("s://").or_else(|| rest.strip_prefix("://"))?;
    let host = HOST.span(rest);
    (matches!(rest.as_bytes().get(host.len()), None | Some(b'/')) && !host.ends_with('.')).then_some(host)
}

/// Characters of a host.
static HOST: ByteSet = ByteSet::new(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.-");

/// What ends the host and port of an address.
static ENDS: ByteSet = ByteSet::new(b"/?#\\ ,;>\"\t\n");

fn without_scheme(address: &str) -> &str {
    for scheme in ["http:", "https:", "mailto:"] {
        if let Some(start) = address.get(..scheme.len())
            && start.eq_ignore_ascii_case(scheme)
        {
            return &address[scheme.len()..];
        }
    }
    address
}

/// Writes the host in lower-case ASCII; whether it can be a domain.
fn write_host(host: &str, buffer: &mut String) -> bool {
    if host.is_ascii() {
        buffer.push_str(host);
        buffer.make_ascii_lowercase();
    } else if let Ok(ascii) = idna::domain_to_ascii(host) {
        buffer.push_str(&ascii);
    }
    let mut label = 0;
    let mut previous = b'.';
    for byte in buffer.bytes() {
        match byte {
            b'.' if label == 0 || previous == b'-' => return false,
            b'.' => label = 0,
            b'-' if label == 0 => return false,
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' => label += 1,
            _ => return false,
        }
        if label > 63 {
            return false;
        }
        previous = byte;
    }
    label > 0 && previous != b'-' && buffer.len() <= 253
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn form(address: &str) -> (String, DomainClass) {
        let mut buffer = String::from("left over");
        let form = registrable(address, &mut buffer);
        (form.registrable.to_owned(), form.class)
    }

    #[test]
    fn addresses_of_one_company_share_a_domain() {
        for address in [
            "acme.co.uk",
            "ACME.co.uk.",
            "www.acme.co.uk",
            "https://www.acme.co.uk/about?x=1#y",
            "http://shop.fr.acme.co.uk:8080/",
            "https:acme.co.uk",
            "http//acme.co.uk",
            "//acme.co.uk",
            "https://user:secret@acme.co.uk/",
            "jean@mail.acme.co.uk",
            " 'acme.co.uk/fr, www.acme.com",
        ] {
            assert_eq!(form(address), ("acme.co.uk".into(), DomainClass::Company), "{address}");
        }
        assert_eq!(form("www.Société.fr"), ("xn--socit-esab.fr".into(), DomainClass::Company));
    }

    #[test]
    fn hosts_of_many_say_nothing_about_a_company() {
        for (address, registrable, class) in [
            ("jean@gmail.com", "gmail.com", DomainClass::FreeMail),
            ("orange.fr", "orange.fr", DomainClass::FreeMail),
            ("mail.yahoo.co.uk", "yahoo.co.uk", DomainClass::FreeMail),
            ("acme.github.io", "acme.github.io", DomainClass::SharedHost),
            ("acme.wixsite.com/site", "acme.wixsite.com", DomainClass::SharedHost),
            ("https://www.facebook.com/acme", "facebook.com", DomainClass::SharedHost),
            ("https://sites.google.com/acme", "google.com", DomainClass::SharedHost),
            ("https://google.com", "google.com", DomainClass::Company),
            ("acme.uk.com", "acme.uk.com", DomainClass::Company),
        ] {
            assert_eq!(form(address), (registrable.into(), class), "{address}");
        }
    }

    #[test]
    fn what_is_no_public_domain_is_invalid() {
        for address in [
            "",
            "-",
            "n/a",
            "acme",
            "co.uk",
            "192.168.1.10",
            "http://localhost:3000",
            "srv.acme.local",
            "a..fr",
            "acme .fr",
            "-acme.fr",
        ] {
            assert_eq!(form(address), (String::new(), DomainClass::Invalid), "{address:?}");
        }
    }

    proptest! {
        #[test]
        fn the_domain_of_a_domain_is_itself(address in "(https?://)?[\\PC]{0,10}[a-z.-]{0,20}(\\.(com|co\\.uk|fr|github\\.io|local))?(/x)?") {
            let (registrable, class) = form(&address);
            if class == DomainClass::Company {
                prop_assert_eq!(form(&registrable), (registrable.clone(), class));
            }
        }
    }
}
