//! Names whose parts stand in cells of their own.

use std::borrow::Cow;

use super::{
    PersonName, absent::is_no_part, join, order::is_marriage_mark, parse, suffixes, titles, tokens, words::Kinds,
};

/// Tidies a name whose parts were written apart (each may be empty): a full name in the cell of the
/// first name or surname is taken apart, titles before either, suffixes behind the surname, initials
/// behind the first name and nicknames in brackets go where they belong. Applied to its own result,
/// it changes nothing.
#[must_use]
pub fn from_parts<'a>(
    title: &'a str,
    first: &'a str,
    middle: &'a str,
    last: &'a str,
    suffix: &'a str,
) -> PersonName<'a> {
    let mut name = step(title, first, middle, last, suffix);
    if name.parts()[..5] == [title, first, middle, last, suffix] {
        return name;
    }
    // What ended up beside a surname may itself be a title, and so on: rarely more than once.
    for _ in 0..MOST_STEPS {
        let again = {
            let [title, first, middle, last, suffix, _] = name.parts();
            step(title, first, middle, last, suffix)
        };
        if again.parts()[..5] == name.parts()[..5] {
            break;
        }
        let mut owned = again.parts().map(|part| Cow::Owned(part.to_owned()));
        owned[5] = Cow::Owned(format!("{} {}", name.nickname, owned[5]).trim().to_owned());
        let [title, first, middle, last, suffix, nickname] = owned;
        let other_last = if again.other_last.is_empty() { &name.other_last } else { &again.other_last };
        let other_last = Cow::Owned(other_last.clone().into_owned());
        name = PersonName { title, first, middle, last, suffix, nickname, other_last };
    }
    name
}

/// Each step moves at least one word.
const MOST_STEPS: usize = 8;

/// Moves words once.
fn step<'a>(title: &'a str, first: &'a str, middle: &'a str, last: &'a str, suffix: &'a str) -> PersonName<'a> {
    let [title, first, middle, last, suffix] = [title, first, middle, last, suffix].map(str::trim);
    let [first, last] = [first, last].map(|part| if is_no_part(part) { "" } else { part });
    let mut name = match (first.is_empty(), last.is_empty()) {
        (true, true) => PersonName::default(),
        (false, true) => first_alone(first),
        (true, false) => surname_alone(last),
        (false, false) => both(first, last),
    };
    prepend(&mut name.title, Cow::Borrowed(title));
    if !middle.is_empty() {
        name.middle = if name.middle.is_empty() {
            Cow::Borrowed(middle)
        } else {
            Cow::Owned(format!("{} {middle}", name.middle))
        };
    }
    append(&mut name.suffix, Cow::Borrowed(suffix));
    name
}

/// A surname without a first name, unless the cell shows that it holds both.
fn surname_alone(last: &str) -> PersonName<'_> {
    let name = parse(last);
    let by_capitals =
        name.last != last && name.last.chars().any(char::is_uppercase) && !name.last.chars().any(char::is_lowercase);
    if last.contains(',') || by_capitals {
        return name;
    }
    let mut name = PersonName::default();
    take_surname(&mut name, last);
    name
}

/// A first name without a surname, unless the cell holds both.
fn first_alone(first: &str) -> PersonName<'_> {
    let name = parse(first);
    if !name.last.is_empty() && first.contains(char::is_whitespace) {
        return name;
    }
    let mut name = PersonName::default();
    take_first(&mut name, first);
    name
}

fn both<'a>(first: &'a str, last: &'a str) -> PersonName<'a> {
    let mut name = PersonName::default();
    take_first(&mut name, first);
    take_surname(&mut name, last);
    name
}

/// The first name of a cell, without the titles before and the initials behind it.
fn take_first<'a>(name: &mut PersonName<'a>, first: &'a str) {
    let scan = tokens::scan(first, true);
    match scan.parts.as_slice() {
        [words] if !words.is_empty() => {
            name.nickname = Cow::Owned(scan.aside.join(" "));
            let (titles, rest) = words.split_at(titles::count(words).min(words.len() - 1));
            name.title = join(first, titles, " ");
            let joined = rest.iter().any(|word| word.has(Kinds::CONJUNCTION));
            let initials = rest[1..].iter().rev().take_while(|word| word.is_initial() && !joined).count();
            let (given, initials) = rest.split_at(rest.len() - initials);
            name.first = join(first, given, " ");
            name.middle = join(first, initials, " ");
        }
        _ => name.first = Cow::Borrowed(first),
    }
}

/// The surname of a cell, without the titles before and the suffixes behind it.
fn take_surname<'a>(name: &mut PersonName<'a>, last: &'a str) {
    let scan = tokens::scan(last, true);
    let [words, more @ ..] = scan.parts.as_slice() else { return };
    if let Some(mark) = words.iter().skip(1).position(|word| is_marriage_mark(word.text)).filter(|_| more.is_empty())
        && mark + 2 < words.len()
        && scan.aside.is_empty()
    {
        name.last = join(last, &words[..=mark], " ");
        name.other_last = join(last, &words[mark + 2..], " ");
        return;
    }
    if words.is_empty() || !scan.aside.is_empty() || !more.iter().all(|words| suffixes::fill(words)) {
        name.last = Cow::Borrowed(last);
        return;
    }
    let (titles, rest) = words.split_at(titles::count(words).min(words.len() - 1));
    prepend(&mut name.title, join(last, titles, " "));
    let (surname, found) = rest.split_at(rest.len() - suffixes::count(rest, 1, 2));
    name.last = join(last, surname, " ");
    for suffix in
        found.iter().map(|word| Cow::Borrowed(word.text)).chain(more.iter().map(|words| join(last, words, " ")))
    {
        append(&mut name.suffix, suffix);
    }
}

fn prepend<'a>(title: &mut Cow<'a, str>, before: Cow<'a, str>) {
    if title.is_empty() {
        *title = before;
    } else if !before.is_empty() && before != *title {
        *title = Cow::Owned(format!("{before} {title}"));
    }
}

fn append<'a>(suffix: &mut Cow<'a, str>, behind: Cow<'a, str>) {
    if suffix.is_empty() {
        *suffix = behind;
    } else if !behind.is_empty() && behind != *suffix {
        *suffix = Cow::Owned(format!("{suffix}, {behind}"));
    }
}
