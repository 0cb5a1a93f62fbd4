//! Whom an address reaches: the words of functions, and the providers of private mailboxes with what
//! they ignore in an address.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{super::listing::entries, EmailClass, EmailForm};

/// Removes what the provider ignores and judges the class. `buffer` holds a checked lower-case
/// address.
pub(super) fn finish(buffer: &mut String, mut at: usize) -> EmailForm<'_> {
    let provider = FREE_MAIL.get(&buffer[at + 1..]);
    if let Some(provider) = provider {
        let quoted = buffer.starts_with('"');
        if provider.tags
            && !quoted
            && let Some(plus) = buffer[..at].find('+').filter(|&plus| plus > 0)
        {
            buffer.replace_range(plus..at, "");
            at = plus;
        }
        if provider.dots && !quoted && buffer[..at].contains('.') {
            let local = buffer[..at].replace('.', "");
            buffer.replace_range(..at, &local);
            at = local.len();
        }
        if let Some(same) = provider.same_as {
            buffer.replace_range(at + 1.., same);
        }
    }
    let class = match provider {
        _ if is_role(&buffer[..at]) => EmailClass::Role,
        Some(_) => EmailClass::Free,
        None => EmailClass::Person,
    };
    EmailForm { key: buffer, domain: &buffer[at + 1..], class }
}

/// Whether a local part names a function: a word of the list, alone, numbered, or before a place
/// or team (`info.paris`, `sales-team`, `contact2`).
fn is_role(local: &str) -> bool {
    let whole = local.trim_end_matches(|c: char| c.is_ascii_digit());
    if ROLES.contains(whole) {
        return true;
    }
    match whole.find(['.', '-', '_', '+']) {
        // Two letters before a dot are a person's initials more often than a department.
        Some(end) if end > 2 => ROLES.contains(&whole[..end]),
        _ => false,
    }
}

/// A provider of mailboxes to private persons.
#[derive(Debug, Clone, Copy, Default)]
struct Provider {
    /// Ignores what follows a `+`.
    tags: bool,
    /// Ignores dots before the `@`.
    dots: bool,
    /// Another spelling of this domain.
    same_as: Option<&'static str>,
}

static FREE_MAIL: LazyLock<FxHashMap<&'static str, Provider>> = LazyLock::new(|| {
    entries(include_str!("../data/free_mail.txt"))
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            let domain = words.next()?;
            let mut provider = Provider::default();
            for word in words {
                match word.strip_prefix('=') {
                    Some(same) => provider.same_as = Some(same),
                    None if word == "tags" => provider.tags = true,
                    None => provider.dots |= word == "dots",
                }
            }
            Some((domain, provider))
        })
        .collect()
});

static ROLES: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| entries(include_str!("../data/role_local_parts.txt")).collect());

/// Whether mailboxes at this lower-case domain belong to private persons.
pub(in crate::normal) fn is_free_mail(domain: &str) -> bool {
    FREE_MAIL.contains_key(domain)
}
