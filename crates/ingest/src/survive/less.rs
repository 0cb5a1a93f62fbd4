//! Whether a value only says less than another: its initials, a shortened, a cut or a shouted form of it. Where a
//! newer value takes the place of an older one, such a value does not.

use crate::normal::text;

/// Fields of words, of which there are shorter forms. Codes, numbers and addresses have none.
const WORDED: [&str; 21] = [
    "first_name",
    "middle_name",
    "last_name",
    "full_name",
    "display_name",
    "job_title",
    "profession",
    "department",
    "manager",
    "assistant",
    "street",
    "city",
    "region",
    "company",
    "company_display",
    "company_legal_name",
    "company_address",
    "company_city",
    "company_region",
    "parent_company",
    "industry",
];

/// Fields of whole names, of which a part says less.
const WHOLE_NAMES: [&str; 2] = ["full_name", "display_name"];

/// From so many letters on a value that ends within a word was cut off by a program. Shorter ones may be names of
/// their own: Paul is not Paula.
const SHORTEST_CUT: usize = 15;

/// Whether a value of a field says nothing that another one does not say better.
#[must_use]
pub fn says_less(field: &str, value: &str, than: &str) -> bool {
    if !WORDED.contains(&field) {
        return false;
    }
    let [words, of] = [value, than].map(words);
    if words.iter().map(|word| &word.text).eq(of.iter().map(|word| &word.text)) {
        return is_plainer(value, than);
    }
    let are_forms = || words.iter().zip(&of).all(|(word, of)| word.is_form_of(of));
    (words.len() == of.len() && are_forms())
        || is_initials(value, &of)
        || is_cut_off(value, than)
        || (WHOLE_NAMES.contains(&field) && is_part(&words, &of))
}

/// A word without case and accents.
struct Word {
    text: String,
    /// Whether a full stop follows.
    is_short: bool,
}

impl Word {
    /// Whether it is another word, the initial of it, or its beginning with a full stop.
    fn is_form_of(&self, other: &Self) -> bool {
        let is_initial = self.text.chars().count() == 1;
        self.text == other.text || ((is_initial || self.is_short) && other.text.starts_with(&self.text))
    }
}

fn words(value: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut folded = String::new();
    let mut rest = value;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        rest = &rest[start..];
        let is_within = |c: char| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
        let end = rest.find(|c| !is_within(c)).unwrap_or(rest.len());
        text::fold(&rest[..end], &mut folded);
        rest = &rest[end..];
        words.push(Word { text: folded.clone(), is_short: rest.starts_with('.') });
    }
    words
}

/// Of two ways of writing the same words: whether one has lost capitals or accents that the other has.
fn is_plainer(value: &str, than: &str) -> bool {
    let has_one_case = |text: &str| {
        let (upper, lower) = (text.chars().any(char::is_uppercase), text.chars().any(char::is_lowercase));
        upper != lower
    };
    let accents = |text: &str| text.chars().filter(|c| !c.is_ascii()).count();
    let [plain, rich] = [value, than].map(has_one_case);
    match accents(value).cmp(&accents(than)) {
        std::cmp::Ordering::Less => plain || !rich,
        std::cmp::Ordering::Equal => plain && !rich,
        std::cmp::Ordering::Greater => false,
    }
}

/// Whether a value is the initials of several words, in capitals and without a space.
fn is_initials(value: &str, of: &[Word]) -> bool {
    let value = value.trim();
    let letters: String = value.chars().filter(|c| *c != '.').collect();
    let initials: String = of.iter().filter_map(|word| word.text.chars().next()).collect();
    of.len() > 1 && letters.chars().all(char::is_uppercase) && letters.to_lowercase() == initials
}

/// Whether a value ends within a word of another, or with an ellipsis, where the other goes on.
fn is_cut_off(value: &str, than: &str) -> bool {
    let [mut short, mut long] = [String::new(), String::new()];
    text::fold(value, &mut short);
    text::fold(than, &mut long);
    let ends_open = ["…", "..."].iter().any(|mark| value.trim_end().ends_with(mark));
    let goes_on = long.strip_prefix(&short).filter(|rest| !short.is_empty() && !rest.is_empty());
    goes_on.is_some_and(|rest| ends_open || (!rest.starts_with(' ') && short.chars().count() >= SHORTEST_CUT))
}

/// Whether words stand in others in their order, each whole or as a form of one.
fn is_part(words: &[Word], of: &[Word]) -> bool {
    let mut rest = of.iter();
    !words.is_empty() && words.len() < of.len() && words.iter().all(|word| rest.any(|other| word.is_form_of(other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_and_short_shouted_and_cut_forms_say_less() {
        for (field, value, than) in [
            ("first_name", "Z.", "Zoe"),
            ("first_name", "Z", "Zoé"),
            ("first_name", "Zoe", "Zoé"),
            ("first_name", "ZOÉ", "Zoé"),
            ("first_name", "J.-P.", "Jean-Pierre"),
            ("first_name", "JP", "Jean-Pierre"),
            ("first_name", "Fréd.", "Frédéric"),
            ("full_name", "J. Martin", "Jean Martin"),
            ("full_name", "Martin", "Jean Martin"),
            ("full_name", "Jean MARTIN", "Jean P. Martin"),
            ("last_name", "dupont", "Dupont"),
            ("job_title", "Dir. commerciale", "Directrice commerciale"),
            ("job_title", "CEO", "Chief Executive Officer"),
            ("company", "Internationale Spediti", "Internationale Spedition Berg GmbH"),
            ("company", "Berg Trading…", "Berg Trading and Shipping"),
            ("city", "MUNCHEN", "München"),
        ] {
            assert!(says_less(field, value, than), "{value} beside {than}");
            assert!(!says_less(field, than, value), "{than} beside {value}");
        }
    }

    #[test]
    fn other_values_and_other_fields_do_not() {
        for (field, value, than) in [
            ("first_name", "Paul", "Paula"),
            ("first_name", "Jean", "Jean-Pierre"),
            ("last_name", "Martin-Dupont", "Martin"),
            ("last_name", "Durand", "Dupont"),
            ("first_name", "Jean Pierre", "Jean-Pierre"),
            ("full_name", "J. Martin", "Marie Martin"),
            ("job_title", "Sales", "Sales Manager"),
            ("company", "Berg", "Berg GmbH"),
            ("city", "Lyon 3e", "Lyon"),
            ("country", "F", "France"),
            ("external_id", "ab", "Ab"),
            ("custom:grade", "A", "Ab"),
            ("city", "", "Lyon"),
        ] {
            assert!(!says_less(field, value, than), "{value} beside {than}");
        }
    }
}
