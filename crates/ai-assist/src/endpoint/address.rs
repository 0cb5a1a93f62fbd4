//! Which addresses are asked.

use std::net::IpAddr;

use url::{Host, Url};

use crate::model::ModelError;

/// The address of an endpoint, if it can be asked without others reading along: encrypted, or on this computer or in
/// its own network.
///
/// # Errors
/// [`ModelError::AddressMalformed`], [`ModelError::AddressOpen`].
pub(super) fn checked(address: &str) -> Result<Url, ModelError> {
    let malformed = ModelError::AddressMalformed;
    let url = Url::parse(address.trim()).map_err(|_| malformed)?;
    let has_more =
        !url.username().is_empty() || url.password().is_some() || url.query().is_some() || url.fragment().is_some();
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() || has_more {
        return Err(malformed);
    }
    if url.scheme() == "http" && !is_near(&url) { Err(ModelError::AddressOpen) } else { Ok(url) }
}

/// The host of an address, to be shown.
#[must_use]
pub fn host(address: &str) -> Option<String> {
    checked(address).ok()?.host_str().map(str::to_owned)
}

/// Whether an address is on this computer.
#[must_use]
pub fn is_on_this_computer(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}

/// Whether an address is on this computer or in its own network.
fn is_near(url: &Url) -> bool {
    let is_private = |address: IpAddr| match address {
        IpAddr::V4(address) => address.is_private() || address.is_link_local(),
        IpAddr::V6(address) => address.is_unique_local() || address.is_unicast_link_local(),
    };
    is_on_this_computer(url)
        || match url.host() {
            Some(Host::Ipv4(address)) => is_private(address.into()),
            Some(Host::Ipv6(address)) => is_private(address.into()),
            Some(Host::Domain(name)) => {
                !name.contains('.') || [".local", ".lan", ".internal"].iter().any(|end| name.ends_with(end))
            }
            None => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_addresses_are_asked_only_nearby() {
        for near in ["http://localhost:11434/v1", "http://127.0.0.1/v1/", "http://[::1]:8080", "http://192.168.1.4/v1"]
        {
            assert!(checked(near).is_ok(), "{near}");
        }
        assert!(checked(" https://api.example.com/v1 ").is_ok());
        assert_eq!(host("https://api.example.com/v1"), Some("api.example.com".to_owned()));
        for open in ["http://api.example.com/v1", "http://8.8.8.8/v1", "http://localhost.example.com"] {
            assert_eq!(checked(open).unwrap_err(), ModelError::AddressOpen, "{open}");
        }
        for none in
            ["", "api.example.com", "ftp://localhost", "https://me:key@api.example.com", "https://a.example/?k=1"]
        {
            assert_eq!(checked(none).unwrap_err(), ModelError::AddressMalformed, "{none}");
        }
    }
}
