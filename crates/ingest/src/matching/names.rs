//! Names of persons, held against each other where a key has led from one to the other.

use smallvec::SmallVec;

use crate::{
    dedupe::similarity::edits,
    normal::{nickname, person::NO_NAMES, text},
};

/// Writes a person's name folded, first name first: empty when there is none. `full` counts when first and
/// last name are empty; an e-mail address in the place of a name is none. `buffer` is working space.
pub fn write_name(first: &str, last: &str, full: &str, buffer: &mut String, out: &mut String) {
    out.clear();
    let parts: &[&str] = if first.trim().is_empty() && last.trim().is_empty() { &[full] } else { &[first, last] };
    for part in parts.iter().filter(|part| !part.contains('@')) {
        text::fold(part, buffer);
        if !buffer.is_empty() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(buffer);
        }
    }
}

/// Whether an e-mail address is called after a first name (`ada@lab.com`, `ada.king@lab.com` for `Ada`).
#[must_use]
pub fn is_called_after(address: &str, first: &str) -> bool {
    let word = first.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    let (name, address) = (word.as_bytes(), address.as_bytes());
    if name.len() < SHORTEST_TOLD {
        return false;
    }
    let mut is_start = true;
    for (start, &byte) in address.iter().enumerate() {
        let end = start + name.len();
        if is_start
            && address.get(start..end).is_some_and(|part| part.eq_ignore_ascii_case(name))
            && address.get(end).is_some_and(|next| !next.is_ascii_alphanumeric())
        {
            return true;
        }
        if byte == b'@' {
            break;
        }
        is_start = !byte.is_ascii_alphanumeric();
    }
    false
}

/// Bytes that a first name has at least for an address to tell whose it is.
const SHORTEST_TOLD: usize = 3;

/// Whether two folded names under one e-mail address may be the same person's: one of them is missing or says
/// less, they are the same in another order or with other spaces, or their words differ by a short form,
/// initials or a slip. `is_called` says that the address is called after the first name: then another surname
/// is a new one of the same person.
#[must_use]
pub fn may_be_one(a: &str, b: &str, is_called: bool) -> bool {
    if a == b || [a, b].iter().any(|name| name.is_empty() || NO_NAMES.contains(name)) {
        return true;
    }
    if is_latin(a) != is_latin(b) {
        // Another script tells nothing.
        return true;
    }
    let without_spaces = |name: &str| name.chars().filter(|&c| c != ' ').collect::<String>();
    if without_spaces(a) == without_spaces(b) {
        return true;
    }
    let (a, b) = (words(a), words(b));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    (is_called && a.first() == b.first()) || are_within(short, long)
}

type Words<'n> = SmallVec<[&'n str; 6]>;

fn words(name: &str) -> Words<'_> {
    let all: Words<'_> = name.split(' ').take(MOST_WORDS).collect();
    let without: Words<'_> = all.iter().copied().filter(|word| !TITLES.contains(word)).collect();
    if without.is_empty() { all } else { without }
}

/// Words of a name that are looked at.
const MOST_WORDS: usize = 12;

/// Forms of address, folded, that say nothing of a name.
const TITLES: [&str; 16] =
    ["m", "mr", "mrs", "ms", "miss", "mme", "mlle", "mm", "dr", "pr", "prof", "me", "herr", "frau", "sr", "sra"];

fn is_latin(name: &str) -> bool {
    name.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// Whether each word of one name is found in the other, no word twice.
fn are_within(short: &[&str], long: &[&str]) -> bool {
    let mut left: Words<'_> = long.iter().copied().collect();
    let mut unfound: Words<'_> = SmallVec::new();
    for &word in short {
        match left.iter().position(|other| *other == word) {
            Some(place) => drop(left.remove(place)),
            None => unfound.push(word),
        }
    }
    unfound.iter().all(|word| take_like(word, &mut left))
}

/// Takes what a word may stand for out of the words that are left; whether there is any.
fn take_like(word: &str, left: &mut Words<'_>) -> bool {
    if let Some(place) = left.iter().position(|other| is_like(word, other)) {
        left.remove(place);
        return true;
    }
    // “jp” and “annelaure”: two words in one.
    let pair = left.windows(2).position(|pair| {
        let joined =
            || pair[0].len() + pair[1].len() == word.len() && word.starts_with(pair[0]) && word.ends_with(pair[1]);
        let initials = || word.chars().eq(pair.iter().filter_map(|part| part.chars().next()));
        joined() || initials()
    });
    if let Some(place) = pair {
        left.drain(place..place + 2);
    }
    pair.is_some()
}

/// Whether two words may be the same part of a name.
fn is_like(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let is_initial = short.chars().nth(1).is_none() && long.starts_with(short);
    is_initial || nickname::related(a, b).is_some() || is_slip(a, b)
}

/// Whether one word is the other with a slip of the pen: one letter is missing, too many, another or has
/// changed places with its neighbour. Two known first names are two, and so are those of a man and a woman
/// (`paul`, `paula`).
fn is_slip(a: &str, b: &str) -> bool {
    [a, b].iter().all(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= SHORTEST_SLIP)
        && !a.contains(|c: char| c.is_ascii_digit())
        && edits(a, b, 1) == 1
        && !(nickname::is_first_name(a) && nickname::is_first_name(b))
        && a.trim_end_matches(['a', 'e', 'o']) != b.trim_end_matches(['a', 'e', 'o'])
}

/// Letters that a word has at least for one to be a slip.
const SHORTEST_SLIP: usize = 4;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn name(full: &str) -> String {
        let (mut buffer, mut out) = (String::new(), String::new());
        write_name("", "", full, &mut buffer, &mut out);
        out
    }

    fn may(a: &str, b: &str) -> bool {
        may_be_one(&name(a), &name(b), false)
    }

    #[test]
    fn a_name_is_the_same_in_one_field_or_two() {
        let (mut buffer, mut out) = (String::new(), String::new());
        let mut written = |first, last, full| {
            write_name(first, last, full, &mut buffer, &mut out);
            out.clone()
        };
        assert_eq!(written("Élodie", "Le Goff", ""), "elodie le goff");
        assert_eq!(written("", " ", "elodie LE GOFF"), "elodie le goff");
        assert_eq!(written("Élodie", "", "Paul"), "elodie");
        assert_eq!(written("", "-", ""), "");
        assert_eq!(written("jean@acme.fr", "", ""), "");
    }

    #[test]
    fn the_same_name_written_otherwise_may_be_one() {
        for (a, b) in [
            ("Jean Dupont", "DUPONT Jean"),
            ("Jean Dupont", "J. Dupont"),
            ("Jean Dupont", "M. Jean DUPONT"),
            ("Jean Dupont", "Dupont"),
            ("Jean Dupont", ""),
            ("Jean Dupont", "N/A"),
            ("Jean Dupont", "Jean Dupond"),
            ("Jean-Pierre Roy", "JP Roy"),
            ("Jean-Pierre Roy", "J.-P. Roy"),
            ("Anne-Laure Roy", "Annelaure Roy"),
            ("Anne Le Goff", "LEGOFF Anne"),
            ("Élodie Noël", "Elodie Noel"),
            ("Robert Cole", "Bob Cole"),
            ("Alexandre Petit", "Alex Petit"),
            ("John Smith", "John Michael Smith"),
            ("John M. Smith", "John Michael Smith"),
            ("Claire Martin", "Claire Dupont-Martin"),
            ("Иван Петров", "Ivan Petrov"),
            ("Catherine Roy", "Catheirne Roy"),
        ] {
            assert!(may(a, b), "{a}, {b}");
        }
    }

    #[test]
    fn other_persons_are_none() {
        for (a, b) in [
            ("Zoe Martin", "Luc Martin"),
            ("Zoe Martin", "Zoe Durand"),
            ("Paul Roy", "Paula Roy"),
            ("Michel Roy", "Michele Roy"),
            ("Jean-Paul Roy", "Jean-Marc Roy"),
            ("Christophe Roy", "Christian Roy"),
            ("Luc Roy", "Léo Roy"),
            ("A. Roy", "B. Roy"),
            ("王小明", "李小明"),
        ] {
            assert!(!may(a, b), "{a}, {b}");
        }
    }

    #[test]
    fn an_address_of_the_first_name_keeps_its_owner_whose_surname_is_new() {
        assert!(is_called_after("Ada@lab.com", "Ada"));
        assert!(is_called_after("ada.byron@lab.com", "Ada Mary"));
        assert!(!is_called_after("adam@lab.com", "Ada"));
        assert!(!is_called_after("jo@lab.com", "Jo"), "too short to tell");
        assert!(!is_called_after("ada", "Ada"));
        assert!(!is_called_after("@lab.com", ""));
        assert!(may_be_one("ada byron", "ada king", true));
        assert!(!may_be_one("ada byron", "mary byron", true));
    }

    proptest! {
        #[test]
        fn the_order_of_the_two_does_not_count(a in "[a-d ]{0,14}|\\PC{0,12}", b in "[a-d ]{0,14}|\\PC{0,12}", is_called: bool) {
            let (a, b) = (name(&a), name(&b));
            prop_assert_eq!(may_be_one(&a, &b, is_called), may_be_one(&b, &a, is_called));
            prop_assert!(may_be_one(&a, &a, false));
        }
    }
}
