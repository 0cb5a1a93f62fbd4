//! Whether a text is the name of the column it stands over, for whoever looks for the header of a file.

use super::{
    evidence::LEAST,
    lexicon::understand,
    rules,
    values::{Kind, Profile, describe_values},
};

/// How surely a text names the column it stands over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Naming {
    /// The dictionary does not know it, or the values are of another kind.
    No,
    /// The dictionary knows it, and the values are of the kind that it names.
    Fitting,
    /// The same, and nothing else has such values.
    Telling,
}

/// Whether every word of a text is one of the dictionary, and together they name a field.
pub(crate) fn is_known_name(text: &str) -> bool {
    let header = understand(text);
    header.unknown == 0 && rules::offers(header.concepts).first().is_some_and(|(_, weight)| *weight >= LEAST)
}

/// Whether a text names the column that holds `values`.
pub(crate) fn names_values(text: &str, values: &[String]) -> Naming {
    if values.is_empty() || !is_known_name(text) {
        return Naming::No;
    }
    let profile = describe_values(values);
    let offers = rules::offers(understand(text).concepts);
    offers.iter().map(|(field, _)| fit(field, &profile)).max().unwrap_or(Naming::No)
}

/// How well the values are of the kind that a field has.
fn fit(field: &str, profile: &Profile) -> Naming {
    let (kind, share, naming) = match field {
        "email" | "email_2" | "email_3" | "company_email" => (Kind::Email, 0.5, Naming::Telling),
        "linkedin_url" | "company_linkedin_url" | "website" | "company_website" => (Kind::Url, 0.5, Naming::Telling),
        "company_siret" => (Kind::Siret, 0.5, Naming::Telling),
        "company_siren" => (Kind::Siren, 0.5, Naming::Fitting),
        "first_name" | "last_name" | "full_name" | "company" | "city" => (Kind::Capitalised, 0.5, Naming::Fitting),
        "job_title" => (Kind::JobTitle, 0.3, Naming::Fitting),
        "salutation" => (Kind::Salutation, 0.5, Naming::Fitting),
        "country" => (Kind::Country, 0.5, Naming::Fitting),
        "postcode" => (Kind::Postcode, 0.5, Naming::Fitting),
        phone if phone.starts_with("phone") || phone == "fax" => (Kind::Phone, 0.5, Naming::Fitting),
        _ => return Naming::No,
    };
    if profile.share(kind) >= share { naming } else { Naming::No }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_over_values_of_their_kind() {
        let naming = |text, values: [&str; 2]| names_values(text, &values.map(str::to_owned));
        assert_eq!(naming("email", ["a@x.example.com", "b@x.example.com"]), Naming::Telling);
        assert_eq!(naming("Adresse e-mail", ["a@x.example.com", "b@x.example.com"]), Naming::Telling);
        assert_eq!(naming("first_name", ["Al", "Bea"]), Naming::Fitting);
        assert_eq!(naming("Téléphone", ["04 72 00 00 01", "06 12 34 56 78"]), Naming::Fitting);
        assert_eq!(naming("email", ["Lyon", "Nantes"]), Naming::No);
        assert_eq!(naming("q12", ["a12", "b12"]), Naming::No);
        assert_eq!(naming("Al", ["Bea", "Cleo"]), Naming::No);
        assert_eq!(names_values("email", &[]), Naming::No);
    }
}
