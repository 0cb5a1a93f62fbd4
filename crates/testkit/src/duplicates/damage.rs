//! What happens to values on their way into a list.

use crate::random::Seeded;

/// A slip: a letter lost, doubled, replaced or swapped with the next.
pub fn slip(text: &str, random: &mut Seeded) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.len() < 3 {
        return text.to_owned();
    }
    let place = 1 + random.below(letters.len() - 1);
    match random.below(4) {
        0 => {
            letters.remove(place);
        }
        1 => letters.insert(place, letters[place]),
        2 => letters[place] = *random.pick(&['a', 'e', 'i', 'n', 'r', 's', 't', 'l']),
        _ => letters.swap(place - 1, place),
    }
    letters.into_iter().collect()
}

/// A slip in one digit.
pub fn digit_slip(text: &str, random: &mut Seeded) -> String {
    let digits: Vec<usize> = text.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
    let Some(&at) = (!digits.is_empty()).then(|| random.pick(&digits)) else { return text.to_owned() };
    let digit = char::from(b'0' + random.below(10) as u8);
    let mut text = text.to_owned();
    text.replace_range(at..=at, digit.encode_utf8(&mut [0; 4]));
    text
}
