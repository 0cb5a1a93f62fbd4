//! Verdicts: what the records found under the keys of a candidate decide.

use smallvec::SmallVec;

use super::keys::{KeyHash, KeyKind, MatchKeys, NameHash};

/// A record that a look-up found under a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate<T> {
    /// Which record.
    pub target: T,
    /// The person's name; none when the record has no name. Companies need none.
    pub name: Option<NameHash>,
}

/// A record and the kind of key that led to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found<T> {
    /// Which record.
    pub target: T,
    /// The most certain kind of key that led to it.
    pub by: KeyKind,
}

/// What the keys of a candidate decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict<T> {
    /// No record has one of its keys.
    New,
    /// It is this record.
    Match(Found<T>),
    /// Its keys lead to different records, the more certain one first: a person has to decide.
    Conflict(Found<T>, Found<T>),
}

/// Judges a person. `look_up` gives the records under a key, `name` is the name of the candidate.
///
/// A phone number leads to a record only when the names are equal or one of them is missing. Each
/// key narrows what the more certain keys allow; a key that allows none of it is a conflict.
pub fn resolve<T: Copy + PartialEq, I: IntoIterator<Item = Candidate<T>>>(
    keys: &MatchKeys,
    name: Option<NameHash>,
    look_up: impl Fn(KeyHash) -> I,
) -> Verdict<T> {
    let mut allowed: SmallVec<[Found<T>; 4]> = SmallVec::new();
    for key in keys.iter() {
        let mut found: SmallVec<[Found<T>; 4]> = SmallVec::new();
        for candidate in look_up(key.hash) {
            let agrees =
                key.kind != KeyKind::Phone || candidate.name.is_none_or(|other| name.is_none_or(|name| name == other));
            if agrees && found.iter().all(|known| known.target != candidate.target) {
                found.push(Found { target: candidate.target, by: key.kind });
            }
        }
        let Some(&first) = found.first() else { continue };
        let Some(&strongest) = allowed.first() else {
            allowed = found;
            continue;
        };
        allowed.retain(|known| found.iter().any(|other| other.target == known.target));
        if allowed.is_empty() {
            return Verdict::Conflict(strongest, first);
        }
    }
    match *allowed.as_slice() {
        [] => Verdict::New,
        [one] => Verdict::Match(one),
        [first, second, ..] => Verdict::Conflict(first, second),
    }
}

/// Judges a company. The domain wins over the name, and a company of the same name with another domain is
/// another company; `has_domain` says of one that is found whether it has a website. A name alone that
/// leads to several is of the one without a website. A conflict remains only where one key leads to several
/// companies and no other key tells them apart.
pub fn resolve_company<T: Copy + PartialEq, I: IntoIterator<Item = T>>(
    keys: &MatchKeys,
    look_up: impl Fn(KeyHash) -> I,
    has_domain: impl Fn(T) -> bool,
) -> Verdict<T> {
    let mut allowed: SmallVec<[Found<T>; 4]> = SmallVec::new();
    let brings_domain = keys.iter().any(|key| key.kind == KeyKind::Domain);
    for key in keys.iter() {
        if allowed.len() == 1 {
            break;
        }
        let mut found: SmallVec<[T; 4]> = SmallVec::new();
        for target in look_up(key.hash) {
            if !found.contains(&target) {
                found.push(target);
            }
        }
        if allowed.is_empty() {
            allowed = found.into_iter().map(|target| Found { target, by: key.kind }).collect();
            if key.kind == KeyKind::Name && (brings_domain || allowed.len() > 1) {
                allowed.retain(|found| !has_domain(found.target));
            }
        } else if allowed.iter().any(|known| found.contains(&known.target)) {
            allowed.retain(|known| found.contains(&known.target));
        }
    }
    match *allowed.as_slice() {
        [] => Verdict::New,
        [one] => Verdict::Match(one),
        [first, second, ..] => Verdict::Conflict(first, second),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::super::{KeySeed, company_keys, prospect_keys};
    use super::*;
    use crate::normal::{company, domain, email};

    const SEED: KeySeed = KeySeed::new([3; 16]);
    const JEAN: Option<NameHash> = Some(NameHash(1));
    const PAUL: Option<NameHash> = Some(NameHash(2));

    type Index = HashMap<KeyHash, Vec<Candidate<u32>>>;

    fn index(entries: &[(KeyKind, &str, u32, Option<NameHash>)]) -> Index {
        let mut index = Index::new();
        for &(kind, form, target, name) in entries {
            index.entry(KeyHash::of(&SEED, kind, form)).or_default().push(Candidate { target, name });
        }
        index
    }

    fn judge(index: &Index, email: &str, linkedin: Option<&str>, phone: &str, name: Option<NameHash>) -> Verdict<u32> {
        let mut buffer = String::new();
        let emails = email::normal(email, &mut buffer).ok();
        let phones = Some(phone).filter(|phone| !phone.is_empty());
        let keys = prospect_keys(&SEED, emails, linkedin, phones);
        resolve(&keys, name, |hash| index.get(&hash).cloned().unwrap_or_default())
    }

    const fn by(kind: KeyKind, target: u32) -> Found<u32> {
        Found { target, by: kind }
    }

    #[test]
    fn each_key_finds_its_record() {
        use KeyKind::*;
        let known = index(&[(Email, "jean@acme.fr", 1, JEAN), (LinkedIn, "jean", 1, JEAN), (Phone, "+336", 1, JEAN)]);
        assert_eq!(judge(&known, "Jean@ACME.fr", None, "", PAUL), Verdict::Match(by(Email, 1)));
        assert_eq!(judge(&known, "", Some("jean"), "", PAUL), Verdict::Match(by(LinkedIn, 1)));
        assert_eq!(judge(&known, "", None, "+336", JEAN), Verdict::Match(by(Phone, 1)));
        assert_eq!(judge(&known, "j@other.fr", Some("jean"), "+336", JEAN), Verdict::Match(by(LinkedIn, 1)));
        assert_eq!(judge(&known, "x@acme.fr", Some("x"), "+337", JEAN), Verdict::New);
        assert_eq!(judge(&known, "", None, "", None), Verdict::New);
    }

    #[test]
    fn a_phone_needs_names_that_agree() {
        let known = index(&[(KeyKind::Phone, "+336", 1, JEAN), (KeyKind::Phone, "+337", 2, None)]);
        assert_eq!(judge(&known, "", None, "+336", PAUL), Verdict::New);
        assert_eq!(judge(&known, "", None, "+336", None), Verdict::Match(by(KeyKind::Phone, 1)));
        assert_eq!(judge(&known, "", None, "+337", PAUL), Verdict::Match(by(KeyKind::Phone, 2)));
    }

    #[test]
    fn a_role_address_proves_nothing() {
        let known = index(&[(KeyKind::Email, "info@acme.fr", 1, JEAN)]);
        assert_eq!(judge(&known, "info@acme.fr", None, "", JEAN), Verdict::New);
    }

    #[test]
    fn keys_that_lead_apart_need_a_person() {
        use KeyKind::*;
        let known = index(&[(Email, "jean@acme.fr", 1, JEAN), (LinkedIn, "jean", 2, JEAN), (Phone, "+336", 3, PAUL)]);
        assert_eq!(
            judge(&known, "jean@acme.fr", Some("jean"), "", JEAN),
            Verdict::Conflict(by(Email, 1), by(LinkedIn, 2))
        );
        assert_eq!(judge(&known, "jean@acme.fr", None, "+336", JEAN), Verdict::Match(by(Email, 1)));
    }

    #[test]
    fn a_weaker_key_tells_twins_apart() {
        use KeyKind::*;
        let mut entries = vec![(Email, "jean@acme.fr", 1, JEAN), (Email, "jean@acme.fr", 2, JEAN)];
        assert_eq!(
            judge(&index(&entries), "jean@acme.fr", None, "", JEAN),
            Verdict::Conflict(by(Email, 1), by(Email, 2))
        );
        entries.push((Phone, "+336", 2, JEAN));
        assert_eq!(judge(&index(&entries), "jean@acme.fr", None, "+336", JEAN), Verdict::Match(by(Email, 2)));
    }

    fn judge_company(index: &Index, domain: &str, name: &str) -> Verdict<u32> {
        let (mut host, mut key) = (String::new(), String::new());
        let domain = domain::registrable(domain, &mut host);
        let keys = company_keys(&SEED, [domain], Some(company::name_key(name, &mut key)));
        let rows = |hash| index.get(&hash).into_iter().flatten().map(|found| found.target).collect::<Vec<_>>();
        resolve_company(&keys, rows, |row| [1, 4, 5, 6].contains(&row))
    }

    #[test]
    fn a_company_is_found_by_domain_then_by_name() {
        use KeyKind::*;
        let known = index(&[
            (Domain, "acme.fr", 1, None),
            (Name, "acme", 1, None),
            (Name, "zenith", 2, None),
            (Name, "atlas", 3, None),
            (Name, "atlas", 4, None),
            (Domain, "atlas.ca", 4, None),
            (Name, "delta", 5, None),
            (Name, "delta", 6, None),
            (Name, "nova", 7, None),
            (Name, "nova", 8, None),
        ]);
        assert_eq!(judge_company(&known, "www.acme.fr", "Zenith SAS"), Verdict::Match(by(Domain, 1)));
        assert_eq!(judge_company(&known, "zenith.fr", "ZENITH"), Verdict::Match(by(Name, 2)));
        assert_eq!(judge_company(&known, "gmail.com", "Acme Ltd"), Verdict::Match(by(Name, 1)));
        assert_eq!(judge_company(&known, "gmail.com", "Other"), Verdict::New);
        assert_eq!(judge_company(&known, "atlas.ca", "Atlas"), Verdict::Match(by(Domain, 4)));
        assert_eq!(judge_company(&known, "", "Atlas"), Verdict::Match(by(Name, 3)), "the one without a website");
        assert_eq!(judge_company(&known, "", "Nova"), Verdict::Conflict(by(Name, 7), by(Name, 8)));
        assert_eq!(judge_company(&known, "", "Acme"), Verdict::Match(by(Name, 1)));
        let twice = index(&[(Name, "acme", 1, None), (Name, "acme", 1, None)]);
        assert_eq!(judge_company(&twice, "", "Acme"), Verdict::Match(by(Name, 1)), "one that is found twice is one");
        assert_eq!(judge_company(&known, "acme.com", "Acme"), Verdict::New, "another domain is another company");
        assert_eq!(judge_company(&known, "", "Delta"), Verdict::New, "nothing says which");
    }
}
