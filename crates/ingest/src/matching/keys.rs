//! Keys: what a record can be found by.

use std::hash::Hasher;

use siphasher::sip::SipHasher13;
use smallvec::SmallVec;

use crate::normal::{
    company::CompanyKey,
    domain::DomainForm,
    email::{EmailClass, EmailForm},
};

/// What a key is made of, in descending certainty for prospects and for companies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum KeyKind {
    /// The key of an e-mail address of one person.
    Email = 1,
    /// The public LinkedIn identifier of a person.
    LinkedIn = 2,
    /// A personal phone number in E.164.
    Phone = 3,
    /// The registrable domain of a company.
    Domain = 4,
    /// The name key of a company.
    Name = 5,
    /// All values of a row that has no other key. No record stands under it in the index of keys.
    Row = 6,
}

/// The secret of one workspace that its keys are hashed with: the index tells nothing to who does
/// not hold it.
#[derive(Clone, Copy)]
pub struct KeySeed([u8; 16]);

impl KeySeed {
    /// The seed with these bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

impl std::fmt::Debug for KeySeed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeySeed(..)")
    }
}

/// A key as stored: SipHash-1-3 under the seed, over the kind and the normal form.
///
/// SipHash is a published function with test vectors, so a key is the same on every machine and in
/// every version as long as the normal form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyHash(pub i64);

impl KeyHash {
    /// The hash of a normal form.
    #[must_use]
    pub fn of(seed: &KeySeed, kind: KeyKind, normal_form: &str) -> Self {
        Self(hash(seed, kind as u8, &[normal_form]))
    }
}

fn hash(seed: &KeySeed, tag: u8, parts: &[&str]) -> i64 {
    let mut hasher = SipHasher13::new_with_key(&seed.0);
    hasher.write(&[tag]);
    for part in parts {
        hasher.write(part.as_bytes());
    }
    hasher.finish().cast_signed()
}

/// One key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MatchKey {
    /// What it is made of.
    pub kind: KeyKind,
    /// As stored.
    pub hash: KeyHash,
}

/// The keys of one record, the most certain kinds first, each once. Up to 8 lie in place.
#[derive(Debug, Clone, Default)]
pub struct MatchKeys(SmallVec<[MatchKey; 8]>);

impl MatchKeys {
    /// No key.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the key of an e-mail address; none for a role address.
    pub fn add_email(&mut self, seed: &KeySeed, form: &EmailForm<'_>) {
        if form.class != EmailClass::Role {
            self.add(seed, KeyKind::Email, form.key);
        }
    }

    /// Adds the key of a public LinkedIn identifier.
    pub fn add_linkedin(&mut self, seed: &KeySeed, person_id: &str) {
        self.add(seed, KeyKind::LinkedIn, person_id);
    }

    /// Adds the key of a personal phone number in E.164: not of the company's number.
    pub fn add_phone(&mut self, seed: &KeySeed, e164: &str) {
        self.add(seed, KeyKind::Phone, e164);
    }

    /// Adds a key behind those of its kind.
    fn add(&mut self, seed: &KeySeed, kind: KeyKind, normal_form: &str) {
        let key = MatchKey { kind, hash: KeyHash::of(seed, kind, normal_form) };
        if !self.0.contains(&key) {
            let place = self.0.partition_point(|other| other.kind <= kind);
            self.0.insert(place, key);
        }
    }

    /// Removes a key, as of a number that proved to be a switchboard.
    pub fn remove(&mut self, hash: KeyHash) {
        self.0.retain(|key| key.hash != hash);
    }

    /// Removes all keys.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The keys, the most certain first.
    pub fn iter(&self) -> impl Iterator<Item = MatchKey> + '_ {
        self.0.iter().copied()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The keys of a person: e-mail addresses (role addresses give none), the LinkedIn identifier, and
/// the personal phone numbers in E.164 (work, direct, mobile, home, other). The number of the
/// company and numbers held by more than [`MAX_PHONE_HOLDERS`](super::MAX_PHONE_HOLDERS) prospects
/// of it do not belong here.
pub fn prospect_keys<'f>(
    seed: &KeySeed,
    emails: impl IntoIterator<Item = EmailForm<'f>>,
    linkedin: Option<&str>,
    phones: impl IntoIterator<Item = &'f str>,
) -> MatchKeys {
    let mut keys = MatchKeys::new();
    for form in emails {
        keys.add_email(seed, &form);
    }
    if let Some(person_id) = linkedin {
        keys.add_linkedin(seed, person_id);
    }
    for e164 in phones {
        keys.add_phone(seed, e164);
    }
    keys
}

/// The keys of a company: its registrable domains (mail providers and shared hosts give none) and
/// its name.
pub fn company_keys<'f>(
    seed: &KeySeed,
    domains: impl IntoIterator<Item = DomainForm<'f>>,
    name: Option<CompanyKey<'_>>,
) -> MatchKeys {
    let mut keys = MatchKeys::new();
    for domain in domains.into_iter().filter_map(|form| form.company()) {
        keys.add(seed, KeyKind::Domain, domain);
    }
    if let Some(name) = name.filter(|name| !name.key.is_empty()) {
        keys.add(seed, KeyKind::Name, name.key);
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normal::{company, domain, email};

    const SEED: KeySeed = KeySeed::new(*b"0123456789abcdef");

    fn kinds(keys: &MatchKeys) -> Vec<KeyKind> {
        keys.iter().map(|key| key.kind).collect()
    }

    /// Values of a second implementation, written from the paper.
    #[test]
    fn hashes_are_the_same_for_ever() {
        assert_eq!(KeyHash::of(&SEED, KeyKind::Email, "jean@acme.fr"), KeyHash(2_820_756_483_102_237_498));
    }

    #[test]
    fn kind_and_seed_count() {
        let key = KeyHash::of(&SEED, KeyKind::Domain, "acme.fr");
        assert_ne!(key, KeyHash::of(&SEED, KeyKind::Name, "acme.fr"));
        assert_ne!(key, KeyHash::of(&KeySeed::new([7; 16]), KeyKind::Domain, "acme.fr"));
    }

    #[test]
    fn a_person_has_keys_in_order_of_certainty() {
        let (mut first, mut second) = (String::new(), String::new());
        let emails =
            [email::normal("info@acme.fr", &mut first).unwrap(), email::normal("Jean@Acme.fr", &mut second).unwrap()];
        let keys = prospect_keys(&SEED, emails, Some("jean"), ["+33612345678", "+33612345678", "+33123456789"]);
        assert_eq!(kinds(&keys), [KeyKind::Email, KeyKind::LinkedIn, KeyKind::Phone, KeyKind::Phone]);
        let mut late = MatchKeys::new();
        late.add_phone(&SEED, "+33612345678");
        late.add_linkedin(&SEED, "jean");
        assert_eq!(kinds(&late), [KeyKind::LinkedIn, KeyKind::Phone]);
        late.remove(KeyHash::of(&SEED, KeyKind::Phone, "+33612345678"));
        assert_eq!(kinds(&late), [KeyKind::LinkedIn]);
    }

    #[test]
    fn a_mail_provider_is_no_key_of_a_company() {
        let (mut host, mut mail, mut name) = (String::new(), String::new(), String::new());
        let domains =
            [domain::registrable("https://www.acme.fr", &mut host), domain::registrable("gmail.com", &mut mail)];
        let keys = company_keys(&SEED, domains, Some(company::name_key("ACME SA", &mut name)));
        assert_eq!(kinds(&keys), [KeyKind::Domain, KeyKind::Name]);
        let mut other = String::new();
        let nameless = company_keys(&SEED, [], Some(company::name_key("?", &mut other)));
        assert!(nameless.is_empty());
    }
}
