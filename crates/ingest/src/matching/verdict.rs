//! Verdicts: what the records found under the keys of a candidate decide.

use smallvec::SmallVec;

use super::{
    keys::{KeyHash, KeyKind, MatchKeys},
    marks::PersonMarks,
    names::may_be_one,
};

/// A record that a look-up found under a key, under one of its names: a record that others were merged into is found
/// under theirs as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate<'n, T> {
    /// Which record.
    pub target: T,
    /// The person's name, as [`write_name`](super::write_name) writes it.
    pub name: &'n str,
    /// What tells the person from others of that name.
    pub marks: PersonMarks,
}

/// The person who is looked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Person<'n> {
    /// The name, as [`write_name`](super::write_name) writes it.
    pub name: &'n str,
    /// Whether an e-mail address of the person is called after the first name.
    pub has_address: bool,
    /// What tells the person from others of that name.
    pub marks: PersonMarks,
}

/// Persons who share an e-mail address at most without it being a shared mailbox, of which nobody is told.
const MAX_EMAIL_HOLDERS: usize = 3;

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
    /// It is nobody who is known, though somebody else has its e-mail address.
    SharedAddress,
}

/// Judges a person. `look_up` gives the records under a key.
///
/// A phone number leads to a record only when the names are equal or one of them is missing, an e-mail address
/// when the names may be the same person's ([`may_be_one`]); one that more than three have leads only to
/// equal names. Neither leads to somebody whose marks say that it is another person. Each key narrows what the more certain keys allow; a key that allows none of it is a conflict.
pub fn resolve<'n, T: Copy + PartialEq, I: IntoIterator<Item = Candidate<'n, T>>>(
    keys: &MatchKeys,
    person: Person<'_>,
    look_up: impl Fn(KeyHash) -> I,
) -> Verdict<T> {
    let mut allowed: SmallVec<[Found<T>; 4]> = SmallVec::new();
    let mut shared: Option<Found<T>> = None;
    for key in keys.iter() {
        let candidates: SmallVec<[Candidate<'n, T>; 4]> = look_up(key.hash).into_iter().collect();
        let is_mailbox = key.kind == KeyKind::Email && holders(&candidates) > MAX_EMAIL_HOLDERS;
        let mut found: SmallVec<[Found<T>; 4]> = SmallVec::new();
        for candidate in &candidates {
            let agrees = match key.kind {
                KeyKind::Email if is_mailbox => candidate.name == person.name,
                KeyKind::Email => may_be_one(candidate.name, person.name, person.has_address),
                KeyKind::Phone => candidate.name == person.name || candidate.name.is_empty() || person.name.is_empty(),
                _ => true,
            } && !candidate.marks.are_of_two(person.marks, key.kind);
            if agrees && found.iter().all(|known| known.target != candidate.target) {
                found.push(Found { target: candidate.target, by: key.kind });
            }
        }
        let Some(&first) = found.first() else {
            let other = candidates.first().filter(|_| key.kind == KeyKind::Email);
            shared = shared.or(other.map(|other| Found { target: other.target, by: key.kind }));
            continue;
        };
        // The profile of one and the address of another, and the name of neither.
        if let Some(shared) = shared
            && key.kind == KeyKind::LinkedIn
            && candidates
                .iter()
                .all(|other| !may_be_one(other.name, person.name, false) && other.target != shared.target)
        {
            return Verdict::Conflict(shared, first);
        }
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
        [] if shared.is_some() => Verdict::SharedAddress,
        [] => Verdict::New,
        [one] => Verdict::Match(one),
        [first, second, ..] => Verdict::Conflict(first, second),
    }
}

/// How many records there are among candidates: one that others were merged into has several names.
fn holders<T: PartialEq>(candidates: &[Candidate<'_, T>]) -> usize {
    let is_first = |&(place, candidate): &(usize, &Candidate<'_, T>)| {
        candidates[..place].iter().all(|other| other.target != candidate.target)
    };
    candidates.iter().enumerate().filter(is_first).count()
}

/// Judges a company. The domain wins over the name, and a company of the same name with another domain is
/// another company; `has_domain` says of one that is found whether it has a website. A name alone that
/// leads to several is of the one without a website. A key does not lead to a company of which `is_another` says that
/// its marks are another's. A conflict remains only where one key leads to several
/// companies and no other key tells them apart.
pub fn resolve_company<T: Copy + PartialEq, I: IntoIterator<Item = T>>(
    keys: &MatchKeys,
    look_up: impl Fn(KeyHash) -> I,
    has_domain: impl Fn(T) -> bool,
    is_another: impl Fn(T, KeyKind) -> bool,
) -> Verdict<T> {
    let mut allowed: SmallVec<[Found<T>; 4]> = SmallVec::new();
    let brings_domain = keys.iter().any(|key| key.kind == KeyKind::Domain);
    for key in keys.iter() {
        if allowed.len() == 1 {
            break;
        }
        let mut found: SmallVec<[T; 4]> = SmallVec::new();
        for target in look_up(key.hash) {
            if !found.contains(&target) && !is_another(target, key.kind) {
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
    const JEAN: &str = "jean roy";
    const PAUL: &str = "paul petit";

    type Index = HashMap<KeyHash, Vec<Candidate<'static, u32>>>;

    fn index(entries: &[(KeyKind, &str, u32, &'static str)]) -> Index {
        let mut index = Index::new();
        for &(kind, form, target, name) in entries {
            index.entry(KeyHash::of(&SEED, kind, form)).or_default().push(Candidate {
                target,
                name,
                marks: PersonMarks::default(),
            });
        }
        index
    }

    fn judge(index: &Index, email: &str, linkedin: Option<&str>, phone: &str, name: &str) -> Verdict<u32> {
        let mut buffer = String::new();
        let emails = email::normal(email, &mut buffer).ok();
        let phones = Some(phone).filter(|phone| !phone.is_empty());
        let keys = prospect_keys(&SEED, emails, linkedin, phones);
        let person = Person { name, ..Person::default() };
        resolve(&keys, person, |hash| index.get(&hash).cloned().unwrap_or_default())
    }

    const fn by(kind: KeyKind, target: u32) -> Found<u32> {
        Found { target, by: kind }
    }

    #[test]
    fn each_key_finds_its_record() {
        use KeyKind::*;
        let known = index(&[(Email, "jean@acme.fr", 1, JEAN), (LinkedIn, "jean", 1, JEAN), (Phone, "+336", 1, JEAN)]);
        assert_eq!(judge(&known, "Jean@ACME.fr", None, "", "roy j"), Verdict::Match(by(Email, 1)));
        assert_eq!(judge(&known, "", Some("jean"), "", PAUL), Verdict::Match(by(LinkedIn, 1)));
        assert_eq!(judge(&known, "", None, "+336", JEAN), Verdict::Match(by(Phone, 1)));
        assert_eq!(judge(&known, "j@other.fr", Some("jean"), "+336", JEAN), Verdict::Match(by(LinkedIn, 1)));
        assert_eq!(judge(&known, "x@acme.fr", Some("x"), "+337", JEAN), Verdict::New);
        assert_eq!(judge(&known, "", None, "", ""), Verdict::New);
    }

    #[test]
    fn a_phone_needs_names_that_agree() {
        let known = index(&[(KeyKind::Phone, "+336", 1, JEAN), (KeyKind::Phone, "+337", 2, "")]);
        assert_eq!(judge(&known, "", None, "+336", PAUL), Verdict::New);
        assert_eq!(judge(&known, "", None, "+336", ""), Verdict::Match(by(KeyKind::Phone, 1)));
        assert_eq!(judge(&known, "", None, "+337", PAUL), Verdict::Match(by(KeyKind::Phone, 2)));
    }

    #[test]
    fn father_and_son_of_one_name_share_a_phone_and_a_mailbox() {
        use KeyKind::*;
        let [father, son] =
            ["1950-03-02", "1981-07-15"].map(|day| PersonMarks::of(&SEED, day, "", &[], &mut String::new()));
        let mut known = index(&[(Phone, "+336", 1, JEAN), (Email, "roy@orange.fr", 1, JEAN)]);
        known.values_mut().flatten().for_each(|found| found.marks = father);
        let judge = |email: &str, marks| {
            let mut buffer = String::new();
            let keys = prospect_keys(&SEED, email::normal(email, &mut buffer).ok(), None, ["+336"]);
            let person = Person { name: JEAN, marks, ..Person::default() };
            resolve(&keys, person, |hash| known.get(&hash).cloned().unwrap_or_default())
        };
        assert_eq!(judge("", father), Verdict::Match(by(Phone, 1)));
        assert_eq!(judge("", PersonMarks::default()), Verdict::Match(by(Phone, 1)));
        assert_eq!(judge("", son), Verdict::New);
        assert_eq!(judge("roy@orange.fr", son), Verdict::SharedAddress);
    }

    #[test]
    fn an_address_of_another_person_is_told_and_is_no_match() {
        use KeyKind::*;
        let known = index(&[(Email, "roy@orange.fr", 1, JEAN), (Phone, "+336", 2, PAUL)]);
        assert_eq!(judge(&known, "roy@orange.fr", None, "", "zoe roy"), Verdict::SharedAddress);
        assert_eq!(judge(&known, "roy@orange.fr", None, "+336", PAUL), Verdict::Match(by(Phone, 2)));
        assert_eq!(judge(&known, "roy@orange.fr", None, "", ""), Verdict::Match(by(Email, 1)));
        let known = index(&[(Email, "roy@orange.fr", 1, JEAN), (LinkedIn, "paul", 2, PAUL)]);
        assert_eq!(judge(&known, "roy@orange.fr", Some("paul"), "", PAUL), Verdict::Match(by(LinkedIn, 2)));
        let neither = Verdict::Conflict(by(Email, 1), by(LinkedIn, 2));
        assert_eq!(judge(&known, "roy@orange.fr", Some("paul"), "", "zoe roy"), neither);
    }

    #[test]
    fn a_mailbox_that_many_share_leads_only_to_equal_names() {
        use KeyKind::*;
        let holders = [JEAN, PAUL, "anne roy", "zoe roy"];
        let entries: Vec<_> = (1..).zip(holders).map(|(row, name)| (Email, "jp@acme.fr", row, name)).collect();
        let known = index(&entries);
        assert_eq!(judge(&known, "jp@acme.fr", None, "", JEAN), Verdict::Match(by(Email, 1)));
        assert_eq!(judge(&known, "jp@acme.fr", None, "", "j roy"), Verdict::SharedAddress);
        assert_eq!(judge(&known, "jp@acme.fr", None, "", ""), Verdict::SharedAddress);
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
        resolve_company(&keys, rows, |row| [1, 4, 5, 6].contains(&row), |row, by| row == 9 && by == KeyKind::Name)
    }

    #[test]
    fn a_company_is_found_by_domain_then_by_name() {
        use KeyKind::*;
        let known = index(&[
            (Domain, "acme.fr", 1, ""),
            (Name, "acme", 1, ""),
            (Name, "zenith", 2, ""),
            (Name, "atlas", 3, ""),
            (Name, "atlas", 4, ""),
            (Domain, "atlas.ca", 4, ""),
            (Name, "delta", 5, ""),
            (Name, "delta", 6, ""),
            (Name, "nova", 7, ""),
            (Name, "nova", 8, ""),
            (Name, "vega", 9, ""),
            (Domain, "vega.fr", 9, ""),
        ]);
        assert_eq!(judge_company(&known, "www.acme.fr", "Zenith SAS"), Verdict::Match(by(Domain, 1)));
        assert_eq!(judge_company(&known, "zenith.fr", "ZENITH"), Verdict::Match(by(Name, 2)));
        assert_eq!(judge_company(&known, "gmail.com", "Acme Ltd"), Verdict::Match(by(Name, 1)));
        assert_eq!(judge_company(&known, "gmail.com", "Other"), Verdict::New);
        assert_eq!(judge_company(&known, "atlas.ca", "Atlas"), Verdict::Match(by(Domain, 4)));
        assert_eq!(judge_company(&known, "", "Atlas"), Verdict::Match(by(Name, 3)), "the one without a website");
        assert_eq!(judge_company(&known, "", "Nova"), Verdict::Conflict(by(Name, 7), by(Name, 8)));
        assert_eq!(judge_company(&known, "", "Acme"), Verdict::Match(by(Name, 1)));
        let twice = index(&[(Name, "acme", 1, ""), (Name, "acme", 1, "")]);
        assert_eq!(judge_company(&twice, "", "Acme"), Verdict::Match(by(Name, 1)), "one that is found twice is one");
        assert_eq!(judge_company(&known, "acme.com", "Acme"), Verdict::New, "another domain is another company");
        assert_eq!(judge_company(&known, "", "Delta"), Verdict::New, "nothing says which");
        assert_eq!(judge_company(&known, "", "Vega"), Verdict::New, "its marks are another's");
        assert_eq!(judge_company(&known, "vega.fr", "Vega"), Verdict::Match(by(Domain, 9)));
    }
}
