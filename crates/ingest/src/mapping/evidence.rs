//! What the values say for or against a field.

use super::{
    concept::{Concept, Concept::*, Concepts, Header},
    rules::Offer,
    target::Reason,
    values::{Kind, Profile},
};

/// A field that a column may be, with everything weighed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Candidate {
    pub field: &'static str,
    pub weight: f64,
    pub reason: Reason,
}

/// A candidate below this is dropped.
pub(super) const LEAST: f64 = 0.5;
/// So few values cannot refute a header.
const FEW: u32 = 3;
/// What is left of a header's word when hardly a value fits.
const DOUBT: f64 = 0.7;
/// What is left when the values are plainly something else.
const CONTRADICTION: f64 = 0.4;

/// Weighs what a header offers against the values of the column.
pub(super) fn weigh(offers: &[Offer], reason: Reason, header: &Header, profile: &Profile) -> Vec<Candidate> {
    let weigh_one = |&(field, weight): &Offer| {
        let weight = if header.year { weight * 0.97 } else { weight };
        Candidate { field, weight: weight * fit(field, profile), reason }
    };
    offers.iter().map(weigh_one).filter(|candidate| candidate.weight >= LEAST).collect()
}

/// How well values fit a field, as a factor.
fn fit(field: &str, profile: &Profile) -> f64 {
    if profile.count() == 0 {
        return 1.0;
    }
    let share = |kinds: &[Kind]| kinds.iter().map(|kind| profile.share(*kind)).sum::<f64>();
    let expected: &[Kind] = match field {
        "email" | "email_2" | "email_3" | "company_email" => &[Kind::Email],
        "phone" | "phone_2" | "phone_work" | "phone_work_2" | "phone_direct" | "phone_mobile" | "phone_home"
        | "phone_other" | "phone_company" | "fax" => &[Kind::Phone],
        "linkedin_url" | "company_linkedin_url" | "website" | "company_website" => &[Kind::Url],
        "salutation" => &[Kind::Salutation],
        "company_size" | "company_revenue" | "company_siren" | "company_siret" => &[Kind::Number],
        // Programs call much else a result.
        "outcome" => {
            return if profile.share(Kind::Outcome) >= 0.5 { 1.0 } else { CONTRADICTION };
        }
        "outcome_date"
        | "last_contacted_at"
        | "connected_at"
        | "birthday"
        | "email_verified_at"
        | "company_funding_date" => &[Kind::Date, Kind::Integer],
        "postcode" | "company_postcode" => &[Kind::Postcode, Kind::Integer],
        _ => return fit_of_text(field, profile),
    };
    let wrong_page = match field {
        "linkedin_url" => share(&[Kind::LinkedinCompany]) >= 0.5,
        "company_linkedin_url" => share(&[Kind::LinkedinPerson]) >= 0.5,
        "website" | "company_website" => share(&[Kind::LinkedinPerson, Kind::LinkedinCompany]) >= 0.6,
        _ => false,
    };
    let mistaken =
        share(&[Kind::Boolean]) >= 0.5 && !expected.contains(&Kind::Integer) && !expected.contains(&Kind::Number);
    match share(expected) {
        _ if wrong_page || (mistaken && profile.count() >= FEW) => CONTRADICTION,
        fitting if fitting >= 0.2 || profile.count() < FEW => 1.0,
        _ => DOUBT,
    }
}

/// Text may be anything, but hardly addresses, numbers to call or yes and no; and no person, job or
/// town is called by a number: in Canada «poste» is an extension too.
fn fit_of_text(field: &str, profile: &Profile) -> f64 {
    let plainly = |kind: Kind| profile.share(kind) >= 0.6;
    let free = matches!(
        field,
        "notes" | "tags" | "external_id" | "company_external_id" | "source" | "owner" | "account_owner"
    );
    let reachable = plainly(Kind::Email) || plainly(Kind::LinkedinPerson) || plainly(Kind::LinkedinCompany);
    let is_name = matches!(
        field,
        "first_name"
            | "last_name"
            | "middle_name"
            | "full_name"
            | "job_title"
            | "company"
            | "city"
            | "country"
            | "region"
    );
    let no_name = plainly(Kind::Date) || plainly(Kind::Phone) || (plainly(Kind::Boolean) && profile.count() >= FEW);
    let is_word = is_name && !matches!(field, "company" | "country" | "region");
    let no_word = plainly(Kind::Integer) && profile.count() >= FEW;
    match () {
        () if free || profile.count() < 2 => 1.0,
        () if reachable || (is_name && no_name) || (is_word && no_word) => CONTRADICTION,
        () => 1.0,
    }
}

/// A look that gives a field away by itself.
struct Telltale {
    kind: Kind,
    field: &'static [&'static str],
    /// The least share of the values that must have it.
    share: f64,
    weight: f64,
    /// Whether it counts under a header that nobody knows, not only under none.
    distinct: bool,
}

const fn telltale(kind: Kind, field: &'static [&'static str], share: f64, weight: f64, distinct: bool) -> Telltale {
    Telltale { kind, field, share, weight, distinct }
}

const PHONES: &[&str] = &["phone", "phone_2", "phone_other"];

const TELLTALES: &[Telltale] = &[
    telltale(Kind::Email, &["email", "email_2", "email_3"], 0.6, 0.9, true),
    telltale(Kind::LinkedinPerson, &["linkedin_url"], 0.5, 0.92, true),
    telltale(Kind::LinkedinCompany, &["company_linkedin_url"], 0.5, 0.92, true),
    telltale(Kind::Siret, &["company_siret"], 0.9, 0.9, true),
    telltale(Kind::Siren, &["company_siren"], 0.9, 0.85, true),
    telltale(Kind::FrenchMobile, &["phone_mobile", "phone", "phone_2", "phone_other"], 0.85, 0.82, true),
    telltale(Kind::Phone, PHONES, 0.7, 0.78, true),
    telltale(Kind::Url, &["company_website", "website"], 0.7, 0.72, true),
    telltale(Kind::Salutation, &["salutation"], 0.8, 0.85, true),
    telltale(Kind::Vat, &["company_vat"], 0.9, 0.8, true),
    telltale(Kind::Country, &["country"], 0.8, 0.83, false),
    telltale(Kind::LegalForm, &["company"], 0.25, 0.75, false),
    telltale(Kind::JobTitle, &["job_title"], 0.4, 0.76, false),
    telltale(Kind::City, &["city"], 0.3, 0.7, false),
    telltale(Kind::PersonName, &["full_name"], 0.35, 0.68, false),
    telltale(Kind::FirstName, &["first_name"], 0.4, 0.7, false),
    telltale(Kind::Postcode, &["postcode"], 0.9, 0.65, false),
    telltale(Kind::LongText, &["notes"], 0.5, 0.6, false),
];

/// The fields that the values themselves give away. Under a header that is known to mean something
/// else nothing is; under an unknown one only what cannot be anything else.
pub(super) fn telling_values(header: &Header, profile: &Profile) -> Vec<Candidate> {
    if header.named && !header.concepts.is_empty() && !open_to_values(header.concepts) {
        return Vec::new();
    }
    let mut found: Vec<Candidate> = Vec::new();
    for tale in TELLTALES.iter().filter(|tale| tale.distinct || !header.named) {
        let share = profile.share(tale.kind);
        if share < tale.share || digits_alone(tale.kind, header, profile) {
            continue;
        }
        let full = tale.weight * (0.85 + 0.15 * share) * if header.named { 0.9 } else { 1.0 };
        for (step, field) in tale.field.iter().enumerate() {
            let weight = full - 0.02 * step as f64;
            found.push(Candidate { field, weight, reason: Reason::Values });
        }
        if tale.weight >= 0.8 {
            break;
        }
    }
    found.retain(|candidate| candidate.weight >= LEAST);
    found
}

/// Figures without a separator may be any number; under an unknown header they are no phones.
fn digits_alone(kind: Kind, header: &Header, profile: &Profile) -> bool {
    matches!(kind, Kind::Phone)
        && (header.named || profile.share(Kind::Siren) > 0.5)
        && profile.share(Kind::Integer) > 0.5
}

/// Headers that name a way to reach somebody and leave open whose or which.
fn open_to_values(concepts: Concepts) -> bool {
    const OPEN: &[Concept] = &[Linkedin, Url, Profile, Person, Company, Work, Home, Other, Main, Site];
    concepts.has_any(&[Linkedin, Url, Profile, Site]) && concepts.without(OPEN).is_empty()
}

/// What a header with unknown words offers if the rest of it is clear: only ways to reach somebody
/// and names, and never without doubt.
pub(super) fn partly_known(offers: &[Offer], profile: &Profile) -> Vec<Offer> {
    let confirmed = |field: &str| match field {
        "email" | "email_2" | "email_3" | "company_email" => profile.share(Kind::Email) >= 0.5,
        "linkedin_url" | "company_linkedin_url" | "website" | "company_website" => profile.share(Kind::Url) >= 0.5,
        "first_name" | "last_name" => profile.share(Kind::Capitalised) >= 0.5,
        "job_title" => profile.share(Kind::JobTitle) >= 0.3,
        "company_siret" | "company_siren" | "email_opt_out" => true,
        phone if phone.starts_with("phone") || phone == "fax" => profile.share(Kind::Phone) >= 0.5,
        _ => false,
    };
    offers.iter().filter(|(field, _)| confirmed(field)).map(|(field, weight)| (*field, weight * 0.75)).collect()
}

#[cfg(test)]
mod tests {
    use sales_core::fields::FieldId;

    use super::*;

    #[test]
    fn telltales_name_standard_fields() {
        for field in TELLTALES.iter().flat_map(|tale| tale.field) {
            assert!(field.parse::<FieldId>().is_ok(), "{field}");
        }
    }

    #[test]
    fn yes_and_no_are_no_addresses() {
        let values = ["true", "false", "true"].map(str::to_owned);
        let profile = super::super::values::describe_values(&values);
        let header = Header { named: true, ..Header::default() };
        assert_eq!(weigh(&[("email", 0.97)], Reason::Header, &header, &profile), []);
        assert_eq!(weigh(&[("email_opt_out", 0.97)], Reason::Header, &header, &profile).len(), 1);
    }
}
