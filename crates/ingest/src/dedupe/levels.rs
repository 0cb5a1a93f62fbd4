//! How far two forms agree.

use super::{
    field::Field,
    forms::{LIST, PART},
    kind::Kind,
    similarity::{edits, is_dense, jaro_winkler, letters},
    words::Shared,
};
use crate::{
    mapping::values::is_common_first_name,
    normal::{
        first_name, nickname,
        person::{bare_surname, is_compound},
    },
};

impl Field {
    /// The level at which two forms agree; 0 when one is missing.
    pub fn level(&self, left: u32, right: u32) -> u8 {
        if left == 0 || right == 0 {
            return 0;
        }
        if left == right {
            return self.kind.equal();
        }
        let (a, b) = (self.text(left), self.text(right));
        match self.kind {
            Kind::First => first_name(a, b),
            Kind::Last => surname(a, b, self.sounds[left as usize] == self.sounds[right as usize]),
            Kind::Email => best(a, b, email),
            Kind::Phone => best(a, b, phone),
            Kind::Identity | Kind::Domain => best(a, b, |a, b| 1 + u8::from(a == b)),
            Kind::Company => self.company(left, right, a, b),
            Kind::Street => street(self.words.shared(left, right, false)),
            Kind::Place => place(a, b),
            Kind::Date => day(a, b),
            Kind::Number => number(a, b),
            Kind::Code => code(a, b),
            Kind::Category => 1 + u8::from(jaro_winkler(a, b) >= 0.9),
            Kind::Text => match name_similarity(a, b, self.words.shared(left, right, false)) {
                s if s >= 0.9 => 4,
                s if s >= 0.7 => 3,
                s if s >= 0.4 => 2,
                _ => 1,
            },
        }
    }

    fn company(&self, left: u32, right: u32, a: &str, b: &str) -> u8 {
        let (name_a, domains_a) = a.split_once(PART).unwrap_or((a, ""));
        let (name_b, domains_b) = b.split_once(PART).unwrap_or((b, ""));
        let both = |a: &str, b: &str| !a.is_empty() && !b.is_empty();
        if both(domains_a, domains_b) && best(domains_a, domains_b, |a, b| u8::from(a == b)) == 1 {
            return self.kind.equal();
        }
        if !both(name_a, name_b) {
            return u8::from(both(domains_a, domains_b));
        }
        if name_a == name_b {
            return self.kind.equal();
        }
        match name_similarity(name_a, name_b, self.words.shared(left, right, true)) {
            s if s >= 0.99 => 6,
            s if s >= 0.84 => 5,
            s if s >= 0.72 => 4,
            s if s >= 0.58 => 3,
            s if s >= 0.42 => 2,
            _ => 1,
        }
    }
}

/// The highest level of any two values of two lists.
fn best(left: &str, right: &str, level: impl Fn(&str, &str) -> u8) -> u8 {
    let pairs = left.split(LIST).flat_map(|a| right.split(LIST).map(move |b| (a, b)));
    pairs.map(|(a, b)| level(a, b)).max().unwrap_or_default()
}

fn first_name(a: &str, b: &str) -> u8 {
    let [start_a, start_b] = [a, b].map(|name| name.split(' ').next().unwrap_or_default());
    let related =
        nickname::related(a, b).or_else(|| nickname::related(start_a, start_b).filter(|_| start_a != start_b));
    match related {
        Some(confidence) if confidence >= USUAL => return 5,
        // The short form of several names.
        Some(_) => return 3,
        None => {}
    }
    if are_siblings(a, b) {
        return 2;
    }
    if initials(start_a, start_b) || stands_for(a, b) || stands_for(b, a) || is_part_of_compound(a, b) {
        return 3;
    }
    // One of two first names is left out as often as not.
    if (start_a == start_b && start_a.chars().count() > 1) || same_letters(a, b) {
        return 4;
    }
    if are_two_names(a, b) {
        // One of them may be a slip for the other.
        return 1 + u8::from(edits(a, b, 1) == 1);
    }
    match jaro_winkler(a, b) {
        similarity if similarity >= 0.92 => 4,
        similarity if similarity >= 0.8 => 2,
        _ => 1,
    }
}

/// How likely a short form is the other name, for it to tell as much as that.
const USUAL: f32 = 0.6;

/// Whether two folded first names are names of two people: both are known, and neither is a form of the other. What is
/// not known may be a name that is misspelled.
pub(super) fn are_two_names(a: &str, b: &str) -> bool {
    let is_known = |name: &str| first_name::is_known(name) || is_common_first_name(name);
    a != b && is_known(a) && is_known(b) && nickname::related(a, b).is_none()
}

/// One is a word of the other, which is one name of two words: as often the name of another (`jean`, `jean paul`).
fn is_part_of_compound(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let is_part = |(start, rest): (&str, &str)| (start == short || rest == short) && is_compound(start, rest);
    long.split_once(' ').is_some_and(is_part)
}

/// Spelled alike, but the names of two: of a man and a woman (`michel`, `michele`), or two names
/// that begin with one (`jean pierre`, `jean paul`).
fn are_siblings(a: &str, b: &str) -> bool {
    const FEMININE: [&str; 9] = ["e", "ne", "le", "te", "a", "na", "la", "ine", "ette"];
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if let Some(ending) = long.strip_prefix(short) {
        return short.len() > 2 && FEMININE.contains(&ending);
    }
    match (a.split_once(' '), b.split_once(' ')) {
        (Some((start_a, a)), Some((start_b, b))) if start_a == start_b && start_a.chars().count() > 1 => {
            a.chars().next() != b.chars().next() || jaro_winkler(a, b) < 0.8 && !initials(a, b)
        }
        _ => false,
    }
}

/// One is the first letter of the other.
fn initials(a: &str, b: &str) -> bool {
    let letter = |text: &str| text.chars().count() == 1;
    (letter(a) || letter(b)) && a.chars().next() == b.chars().next()
}

/// `short` is the first letters of the words of `long`, of which there are several.
fn stands_for(short: &str, long: &str) -> bool {
    long.contains(' ')
        && short.chars().count() > 1
        && long.split(' ').filter_map(|word| word.chars().next()).eq(short.chars().filter(|&c| c != ' '))
}

/// The same letters when gaps do not count.
fn same_letters(a: &str, b: &str) -> bool {
    a.chars().filter(|&c| c != ' ').eq(b.chars().filter(|&c| c != ' '))
}

fn surname(a: &str, b: &str, sound_alike: bool) -> u8 {
    let shares =
        |a: &str, b: &str| a.split(' ').any(|word| word.chars().count() > 3 && b.split(' ').any(|w| w == word));
    let (bare_a, bare_b) = (bare_surname(a), bare_surname(b));
    // What both begin with makes them no more alike (`le moine`, `le bihan`).
    let similarity = if bare_a.len() < a.len() && bare_b.len() < b.len() {
        jaro_winkler(bare_a, bare_b)
    } else {
        jaro_winkler(a, b)
    };
    if bare_a == bare_b || similarity >= 0.92 || same_letters(a, b) || shares(a, b) {
        4
    } else if sound_alike {
        3
    } else {
        1 + u8::from(similarity >= 0.8)
    }
}

/// Letters of a local part from which on it tells something at another provider.
const TELLING: usize = 5;

fn email(a: &str, b: &str) -> u8 {
    if a == b {
        return 5;
    }
    let split = |address| str::rsplit_once(address, '@').unwrap_or((address, ""));
    let ((local_a, domain_a), (local_b, domain_b)) = (split(a), split(b));
    if domain_a == domain_b {
        let alike = edits(local_a, local_b, 1) == 1 && is_slip(local_a, local_b);
        if alike { 4 } else { 1 }
    } else if local_a == local_b && local_a.len() >= TELLING {
        3
    } else if local_a == local_b && edits(domain_a, domain_b, 1) == 1 {
        4
    } else {
        2
    }
}

/// Whether what differs in one place may be a slip: in initials and numbers it is another person's (`jd`, `jm`;
/// `s.smirnov`, `a.smirnov`).
fn is_slip(a: &str, b: &str) -> bool {
    fn initials(local: &str) -> impl Iterator<Item = char> {
        local.split(['.', '-', '_']).filter_map(|word| word.chars().next())
    }
    let is_long = a.len().min(b.len()) >= TELLING;
    let one_begins_the_other = initials(a).zip(initials(b)).all(|(a, b)| a == b);
    is_long && one_begins_the_other && !numbers_differ(a, b)
}

/// `jean.dupont` and `jean.dupont2` are two persons of one name.
pub(super) fn numbers_differ(a: &str, b: &str) -> bool {
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).collect::<Vec<u8>>();
    digits(a) != digits(b)
}

/// Digits at the end that tell a number within a country.
const LAST_DIGITS: usize = 7;

fn phone(a: &str, b: &str) -> u8 {
    if a == b {
        return 3;
    }
    let tail = |number: &str, digits: usize| number.len() - digits;
    let digits = a.len().min(b.len()).min(9);
    if digits >= LAST_DIGITS && a.as_bytes()[tail(a, digits)..] == b.as_bytes()[tail(b, digits)..] {
        return if a.len() == b.len() { 2 } else { 3 };
    }
    1
}

/// How alike the names of two organisations are, 0 to 1, beyond the words they share: spelled in one
/// word, with a slip, or by their first letters.
fn name_similarity(a: &str, b: &str, shared: Shared) -> f32 {
    if same_letters(a, b) {
        return 1.0;
    }
    let mut similarity = shared.of_both;
    if shared.of_less >= 0.97 {
        // One is the beginning of the other, or lacks a word: certain only if the rest tells little.
        similarity = similarity.max(0.3f32.mul_add((shared.less / 20.0).min(1.0), 0.5));
    }
    if shared.other_numbers {
        return similarity.min(0.6);
    }
    let gaps = |name: &str| name.bytes().filter(|&byte| byte == b' ').count();
    let slips = match letters(a).min(letters(b)) {
        _ if is_dense(a) || is_dense(b) => 0,
        0..8 => 0,
        8..14 => 1,
        _ => 2,
    };
    // Of as many words, those that differ were weighed one by one.
    if slips > 0 && gaps(a) != gaps(b) && joined_edits(a, b, slips) <= slips {
        similarity = similarity.max(0.92);
    }
    let initials =
        |short: &str, long: &str| !short.contains(' ') && (3..=6).contains(&letters(short)) && stands_for(short, long);
    if initials(a, b) || initials(b, a) { similarity.max(0.7) } else { similarity }
}

/// The edits between two names written as one word.
fn joined_edits(a: &str, b: &str, most: usize) -> usize {
    edits(&a.replace(' ', ""), &b.replace(' ', ""), most)
}

fn street(shared: Shared) -> u8 {
    let of_less = shared.of_less.max(shared.of_both);
    if shared.other_numbers {
        return 1 + u8::from(shared.of_both >= 0.8);
    }
    match (shared.same_number, shared.of_both) {
        (true, both) if both >= 0.75 || of_less >= 0.95 => 4,
        (true, both) if both >= 0.4 || of_less >= 0.75 => 3,
        (false, both) if both >= 0.9 => 4,
        (false, both) if both >= 0.7 || of_less >= 0.95 => 3,
        (_, both) if both >= 0.35 => 2,
        _ => 1,
    }
}

fn place(a: &str, b: &str) -> u8 {
    let mut parts = a.split(PART).zip(b.split(PART)).map(|(a, b)| (!a.is_empty() && !b.is_empty()).then_some((a, b)));
    let postcode = parts.next().flatten().map(|(a, b)| (a == b, edits(a, b, 1) <= 1 && a.len() > 3));
    let holds = |a: &str, b: &str| a.starts_with(b) || b.starts_with(a) || a.ends_with(b) || b.ends_with(a);
    let city = parts.next().flatten().map(|(a, b)| (a == b, holds(a, b) || jaro_winkler(a, b) >= 0.88));
    let level = match (postcode, city) {
        (Some((true, _)), Some((true, _))) => 5,
        (Some((true, _)), Some((_, true)) | None) | (Some((_, true)) | None, Some((true, _))) => 4,
        (Some((true, _)), Some(_)) | (Some(_), Some((true, _))) | (Some((_, true)) | None, Some((_, true))) => 3,
        (Some((_, true)), None) | (_, Some((_, true))) => 2,
        (None, None) => 0,
        _ => 1,
    };
    if level > 0 {
        return level;
    }
    // Only region and country: they never tell much.
    match parts.flatten().map(|(a, b)| a == b).reduce(|all, same| all && same) {
        Some(same) => 1 + u8::from(same),
        None => 0,
    }
}

fn day(a: &str, b: &str) -> u8 {
    fn parts(day: &str) -> Option<[&str; 3]> {
        Some([day.get(..4)?, day.get(4..6)?, day.get(6..8)?])
    }
    let (Some([year_a, month_a, day_a]), Some([year_b, month_b, day_b])) = (parts(a), parts(b)) else { return 1 };
    if [month_a, month_b].contains(&"00") {
        // Of one of them only the year is known.
        return if year_a == year_b { 3 } else { 1 + u8::from(edits(year_a, year_b, 1) == 1) };
    }
    let swapped = year_a == year_b && month_a == day_b && day_a == month_b;
    let equal = usize::from(year_a == year_b) + usize::from(month_a == month_b) + usize::from(day_a == day_b);
    if swapped || edits(a, b, 1) == 1 {
        4
    } else if equal == 2 {
        3
    } else {
        1 + u8::from(year_a == year_b || edits(a, b, 2) == 2)
    }
}

fn number(a: &str, b: &str) -> u8 {
    let (a, b): (f64, f64) = (a.parse().unwrap_or_default(), b.parse().unwrap_or_default());
    let difference = (a - b).abs() / a.abs().max(b.abs()).max(f64::MIN_POSITIVE);
    match difference {
        d if d <= 0.01 => 3,
        d if d <= 0.1 => 2,
        _ => 1,
    }
}

fn code(a: &str, b: &str) -> u8 {
    let length = a.len().min(b.len());
    match (edits(a, b, 2), length) {
        (1, 4..) => 3,
        (1, 2..) | (2, 6..) => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_of_names() {
        for (a, b, level) in [
            ("jean", "jean luc", 3),
            ("marie", "anne marie", 3),
            ("john", "john william", 4),
            ("patrick", "patricia", 1),
            ("christophe", "christian", 1),
            ("alexandre", "alexandra", 2),
            ("jean francois", "jf", 5),
            ("j", "jean", 3),
            ("jeanne", "jeannne", 4),
            ("paul", "marc", 1),
            ("jean", "jeanne", 2),
            ("andre", "andree", 2),
            ("jean pierre", "jean paul", 2),
            ("jean pierre", "jean p", 4),
        ] {
            assert_eq!(first_name(a, b), level, "{a} {b}");
        }
        assert_eq!(surname("durand", "durand leroy", false), 4);
        assert_eq!(surname("renault", "renaud", true), 3);
        assert_eq!(surname("martin", "petit", false), 1);
        assert_eq!(surname("le moine", "le bihan", false), 1);
        assert_eq!(surname("le moine", "lemoine", false), 4);
        assert_eq!(surname("le moine", "le moyne", false), 2);
    }

    #[test]
    fn levels_of_addresses() {
        for (a, b, level) in [
            ("jean.dupont@acme.fr", "jeandupont@acme.fr", 4),
            ("jean.dupont@acme.fr", "jean.dupont2@acme.fr", 1),
            ("jean.dupont@acme.fr", "jean.dupont@gmail.com", 3),
            ("jean@acme.fr", "paul@acme.fr", 1),
            ("jd@acme.fr", "jm@acme.fr", 1),
            ("s.smirnov@luk.ru", "a.smirnov@luk.ru", 1),
            ("s.smirnov@luk.ru", "s.smirnof@luk.ru", 4),
            ("jean@acme.fr", "paul@other.fr", 2),
        ] {
            assert_eq!(email(a, b), level, "{a} {b}");
        }
    }

    #[test]
    fn levels_of_numbers_and_days() {
        assert_eq!(phone("33142000000", "142000000"), 3);
        assert_eq!(phone("33142000000", "33142000001"), 1);
        assert_eq!(phone("33142000000", "33999999999"), 1);
        assert_eq!(day("19760607", "19760706"), 4);
        assert_eq!(day("19760607", "19760617"), 4);
        assert_eq!(day("19760607", "19760623"), 3);
        assert_eq!(day("19760607", "19110101"), 1);
        assert_eq!(day("19760607", "19760000"), 3);
        assert_eq!(day("19760607", "19110000"), 1);
        assert_eq!(number("100", "105"), 2);
        assert_eq!(code("123456", "123465"), 3);
    }

    #[test]
    fn levels_of_places() {
        let place = |a: [&str; 4], b: [&str; 4]| super::place(&a.join("\u{1f}"), &b.join("\u{1f}"));
        assert_eq!(place(["75002", "paris", "", "FR"], ["75002", "paris", "idf", "FR"]), 5);
        assert_eq!(place(["75002", "paris", "", ""], ["75002", "paris 2", "", ""]), 4);
        assert_eq!(place(["75002", "paris", "", ""], ["", "paris", "", ""]), 4);
        assert_eq!(place(["75002", "paris", "", ""], ["69003", "lyon", "", ""]), 1);
        assert_eq!(place(["57000", "metz", "", ""], ["54000", "nancy", "", ""]), 1);
        assert_eq!(place(["57000", "metz", "", ""], ["54000", "", "", ""]), 2);
        assert_eq!(place(["", "", "", "FR"], ["", "", "", "FR"]), 2);
        assert_eq!(place(["1", "", "", ""], ["", "a", "", ""]), 0);
    }
}
