//! From the concepts of a header to the fields it may mean, where the header alone decides.
//! Headers that need the rest of the file are in [`super::neighbours`], places in
//! [`super::places`].

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::concept::{Concept, Concept::*, Concepts};

/// A field that a header may mean, and how well it fits, 0 to 1.
pub(super) type Offer = (&'static str, f64);

/// A header that speaks of all of `needs`, perhaps of some of `may` and of nothing else means
/// one of `offers`, the best first.
struct Rule {
    needs: &'static [Concept],
    may: &'static [Concept],
    offers: &'static [Offer],
}

const fn rule(needs: &'static [Concept], may: &'static [Concept], offers: &'static [Offer]) -> Rule {
    Rule { needs, may, offers }
}

/// What overflows from one phone field into the next.
const PHONES: &[Offer] = &[("phone", 0.97), ("phone_2", 0.9), ("phone_other", 0.8)];
const EMAILS: &[Offer] = &[("email", 0.97), ("email_2", 0.92), ("email_3", 0.9)];

static RULES: &[Rule] = &[
    // The person.
    rule(&[Salutation], &[Person, Name, Title], &[("salutation", 0.97)]),
    rule(&[FirstName], &[Person, Main], &[("first_name", 0.98)]),
    rule(&[MiddleName], &[Person], &[("middle_name", 0.97)]),
    rule(&[LastName], &[Person, Main, Name], &[("last_name", 0.98)]),
    rule(&[NameSuffix], &[Person, Name], &[("suffix", 0.96)]),
    rule(&[FullName], &[Person, Name, Linkedin], &[("full_name", 0.97)]),
    rule(&[FirstName, LastName], &[Person], &[("full_name", 0.96)]),
    rule(&[FirstName, Name], &[Person], &[("full_name", 0.96)]),
    rule(&[DisplayName], &[Person], &[("display_name", 0.95)]),
    rule(&[Nickname], &[Person], &[("nickname", 0.96)]),
    rule(&[JobTitle], &[Person, Work, Main, Company, Name], &[("job_title", 0.97)]),
    rule(&[Title, Company], &[Person], &[("job_title", 0.95)]),
    rule(&[Title, JobTitle], &[Person], &[("job_title", 0.97)]),
    rule(&[Title, Work], &[Person], &[("job_title", 0.95)]),
    rule(&[JobTitle, Linkedin], &[], &[("job_title", 0.8)]),
    rule(&[Headline], &[Person, Linkedin], &[("job_title", 0.6)]),
    rule(&[Department], &[Person, Company, Name, JobTitle, Work], &[("department", 0.95)]),
    rule(&[Seniority], &[Person, JobTitle], &[("seniority", 0.96)]),
    rule(&[Profession], &[Person], &[("profession", 0.96), ("job_title", 0.7)]),
    rule(&[Language], &[Person, Main], &[("language", 0.95)]),
    rule(&[Birthday], &[Person, Date], &[("birthday", 0.97)]),
    rule(&[Assistant], &[Name], &[("assistant", 0.93)]),
    rule(&[Manager, Name], &[], &[("manager", 0.93)]),
    rule(&[Office], &[Person, Company], &[("office", 0.93)]),
    // E-mail.
    rule(&[Email], &[Person, Main, Address, Number], EMAILS),
    rule(&[Email, Work], &[Person, Main, Address, Direct], &[("email", 0.96), ("email_2", 0.92), ("email_3", 0.9)]),
    rule(&[Email, Direct], &[Person, Address], &[("email", 0.95), ("email_2", 0.9), ("email_3", 0.88)]),
    rule(&[Email, Home], &[Person, Address, Main], &[("email_2", 0.9), ("email_3", 0.88)]),
    rule(&[Email, Second], &[Person, Address, Work], &[("email_2", 0.96), ("email_3", 0.85)]),
    rule(&[Email, Third], &[Person, Address], &[("email_3", 0.96)]),
    rule(&[Email, Other], &[Person, Address], &[("email_2", 0.89), ("email_3", 0.87)]),
    rule(&[Email, Linkedin], &[Person], &[("email_2", 0.87), ("email_3", 0.85)]),
    rule(&[Email, Company], &[Address, Main, Work, Generic], &[("company_email", 0.9)]),
    rule(&[Email, Switchboard], &[], &[("company_email", 0.9)]),
    rule(&[Email, Generic], &[Address, Person], &[("company_email", 0.9)]),
    rule(&[EmailStatus], &[Person, Main], &[("email_status", 0.95)]),
    rule(&[Email, Status], &[Person, Main, Verified, Work], &[("email_status", 0.94)]),
    rule(&[Email, EmailStatus], &[Person, Main, Work], &[("email_status", 0.94)]),
    rule(&[Email, Verified], &[Person, Main], &[("email_status", 0.8)]),
    rule(&[Email, Confidence], &[Person, Main], &[("email_confidence", 0.95)]),
    rule(&[CatchAll], &[Email, Main, Status, EmailStatus, Person, Domain], &[("email_catch_all", 0.94)]),
    rule(&[Email, Verified, Date], &[Main, Person], &[("email_verified_at", 0.95)]),
    rule(&[Email, VerifiedAt], &[Main, Person, Date], &[("email_verified_at", 0.95)]),
    // Phones.
    rule(&[Phone], &[Person, Main, Number], PHONES),
    rule(&[Phone, Work], &[Person, Main, Number], &[("phone_work", 0.96), ("phone_work_2", 0.9), ("phone_other", 0.7)]),
    rule(&[Phone, Direct], &[Person, Work, Number, Company], &[("phone_direct", 0.96), ("phone_other", 0.7)]),
    rule(&[Direct], &[Work, Number, Person], &[("phone_direct", 0.9), ("phone_other", 0.7)]),
    rule(&[Phone, Home], &[Person, Number, Landline], &[("phone_home", 0.96), ("phone_other", 0.7)]),
    rule(&[Phone, Other], &[Person, Number], &[("phone_other", 0.95), ("phone_2", 0.7)]),
    rule(&[Phone, Second], &[Person, Number], &[("phone_2", 0.95), ("phone_other", 0.7)]),
    rule(&[Phone, Third], &[Person, Number], &[("phone_other", 0.85)]),
    rule(&[Phone, Company], &[Main, Number, Landline, Work], &[("phone_company", 0.96)]),
    rule(&[Phone, Generic], &[Company], &[("phone_company", 0.9)]),
    rule(&[Switchboard], &[Phone, Company, Number, Work], &[("phone_company", 0.93)]),
    rule(&[Landline], &[Phone, Number, Person], &[("phone", 0.92), ("phone_work", 0.9), ("phone_2", 0.85)]),
    rule(&[Landline, Work], &[Phone, Number, Person], &[("phone_work", 0.95), ("phone", 0.85)]),
    rule(&[Landline, Home], &[Number], &[("phone_home", 0.95)]),
    rule(&[Landline, Company], &[Number], &[("phone_company", 0.95)]),
    rule(
        &[Mobile],
        &[Phone, Person, Number, Work, Main, Direct, Home],
        &[("phone_mobile", 0.97), ("phone_2", 0.85), ("phone_other", 0.8)],
    ),
    rule(&[Mobile, Second], &[Phone, Number], &[("phone_2", 0.85), ("phone_other", 0.8)]),
    rule(&[Mobile, Other], &[Phone, Number], &[("phone_other", 0.8)]),
    rule(&[Fax], &[Phone, Number, Person, Work, Main], &[("fax", 0.97)]),
    rule(&[Fax, Company], &[Number, Work], &[("fax", 0.88)]),
    // The web.
    rule(&[Linkedin, Company], &[Url, Profile, Name, Site, Main], &[("company_linkedin_url", 0.96)]),
    rule(&[Twitter, Company], &[Url, Profile], &[("company_twitter_url", 0.96)]),
    rule(&[Facebook, Company], &[Url, Profile], &[("company_facebook_url", 0.96)]),
    rule(&[Facebook], &[Url, Profile], &[("company_facebook_url", 0.86)]),
    rule(&[Twitter, Person], &[Url, Profile], &[("twitter_url", 0.96)]),
    rule(&[Site, Company], &[Url, Domain, Main, Address], &[("company_website", 0.97)]),
    rule(&[Domain, Company], &[Url, Name], &[("company_website", 0.88)]),
    rule(&[Domain], &[Url, Email, Name], &[("company_website", 0.75)]),
    rule(&[Url, Company], &[Main], &[("company_website", 0.85)]),
    rule(&[Site, Person], &[Url], &[("website", 0.93)]),
    rule(&[Site, Home], &[Url], &[("website", 0.93)]),
    rule(&[WebPage], &[Url, Home, Person], &[("website", 0.93), ("company_website", 0.6)]),
    rule(&[WebPage, Work], &[Url], &[("company_website", 0.85), ("website", 0.8)]),
    rule(&[WebPage, Company], &[Url], &[("company_website", 0.95)]),
    // The relation.
    rule(&[Stage], &[Person, Status, Name], &[("stage", 0.95)]),
    rule(&[Status], &[Person], &[("stage", 0.86)]),
    rule(&[Owner], &[Person, Name, Main], &[("owner", 0.95)]),
    rule(&[Tags], &[Person, Name], &[("tags", 0.83)]),
    rule(&[Notes], &[Person], &[("notes", 0.93)]),
    rule(&[LastContact], &[Person, Date], &[("last_contacted_at", 0.95)]),
    rule(&[LastActivity], &[Person, Date], &[("last_contacted_at", 0.65)]),
    rule(&[ConnectedOn], &[Linkedin, Date], &[("connected_at", 0.96)]),
    rule(&[Outcome], &[Person, Client, Status], &[("outcome", 0.9)]),
    rule(&[Outcome, Date], &[Person, Client], &[("outcome_date", 0.9)]),
    rule(&[Source], &[Person], &[("source", 0.95)]),
    rule(&[Id], &[Number], &[("external_id", 0.9)]),
    rule(&[Id, Person], &[Number, Main], &[("external_id", 0.94)]),
    rule(&[Id, Company], &[Number, Main, Person], &[("company_external_id", 0.93)]),
    rule(&[CompanyId], &[Client, Company], &[("company_external_id", 0.75)]),
    rule(&[Consent], &[Email, Person, Work, Main], &[("consent", 0.93)]),
    // The firm.
    rule(&[Company], &[Name, Person, Main], &[("company", 0.97)]),
    rule(&[Company, Work], &[Name], &[("company", 0.9)]),
    rule(&[Company, Client], &[Name], &[("company", 0.93)]),
    rule(&[Company, LegalName], &[Name], &[("company", 0.95)]),
    rule(&[Company, Linkedin, Person], &[], &[("company_linkedin_url", 0.7)]),
    rule(&[LegalName], &[Client], &[("company_legal_name", 0.9)]),
    rule(&[TradeName], &[Company], &[("company_display", 0.92)]),
    rule(&[DisplayName, Company], &[], &[("company_display", 0.92)]),
    rule(&[Industry], &[Company, Linkedin, Person, Activity, Main], &[("industry", 0.95)]),
    rule(&[Activity], &[Company, Main], &[("industry", 0.75)]),
    rule(&[Headcount], &[Company, Number, Linkedin, Date], &[("company_size", 0.83)]),
    rule(&[Revenue], &[Company, Number], &[("company_revenue", 0.93)]),
    rule(&[Keywords], &[Company], &[("keywords", 0.9)]),
    rule(&[Technologies], &[Company], &[("technologies", 0.93)]),
    rule(&[FundingTotal], &[Company], &[("company_funding_total", 0.93)]),
    rule(&[FundingRound], &[Company], &[("company_funding_round", 0.93)]),
    rule(&[FundingAmount], &[Company], &[("company_funding_amount", 0.95)]),
    rule(&[FundingDate], &[Company, Date], &[("company_funding_date", 0.95)]),
    rule(&[ParentCompany], &[Name], &[("parent_company", 0.93)]),
    rule(&[Siren], &[Company, Number, Id], &[("company_siren", 0.97)]),
    rule(&[Siret], &[Company, Number, Id], &[("company_siret", 0.97)]),
    rule(&[Siren, Siret], &[Company, Number], &[("company_siret", 0.8), ("company_siren", 0.8)]),
    rule(&[Vat], &[Company, Number, Id], &[("company_vat", 0.96)]),
];

/// The fields that a header of just these concepts may mean, the best first.
pub(super) fn offers(concepts: Concepts) -> &'static [Offer] {
    table().get(&concepts).copied().unwrap_or_default()
}

/// What the second, third … column of a kind may mean.
pub(super) fn counted(offers: Vec<Offer>, ordinal: Option<u8>) -> Vec<Offer> {
    let (Some(n @ 2..), Some((field, _))) = (ordinal, offers.first()) else { return offers };
    match (*field, n) {
        ("email" | "email_2" | "email_3", 2) => vec![("email_2", 0.97), ("email_3", 0.85)],
        ("email" | "email_2" | "email_3", 3) => vec![("email_3", 0.97), ("email_2", 0.8)],
        ("phone" | "phone_2", 2) => vec![("phone_2", 0.96), ("phone_other", 0.75)],
        ("phone_work", 2) => vec![("phone_work_2", 0.96), ("phone_2", 0.75), ("phone_other", 0.7)],
        ("phone_mobile", 2) => vec![("phone_2", 0.86), ("phone_other", 0.8)],
        (phone, _) if phone.starts_with("phone") => vec![("phone_other", 0.75)],
        ("tags" | "notes" | "street" | "city" | "region" | "postcode" | "country", _) => offers,
        _ => Vec::new(),
    }
}

fn table() -> &'static FxHashMap<Concepts, &'static [Offer]> {
    static TABLE: OnceLock<FxHashMap<Concepts, &'static [Offer]>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = FxHashMap::default();
        for rule in RULES {
            for concepts in spread(rule) {
                table.entry(concepts).or_insert(rule.offers);
            }
        }
        table
    })
}

/// Every set of concepts that a rule is for.
fn spread(rule: &Rule) -> Vec<Concepts> {
    let mut sets = vec![Concepts::of(rule.needs)];
    for &concept in rule.may {
        let more: Vec<Concepts> = sets.iter().map(|set| set.with(concept)).collect();
        sets.extend(more);
    }
    sets
}

#[cfg(test)]
mod tests {
    use sales_core::fields::FieldId;

    use super::*;

    #[test]
    fn rules_offer_standard_fields_in_falling_order() {
        for rule in RULES {
            for (field, weight) in rule.offers {
                assert!(field.parse::<FieldId>().is_ok_and(|id| id.is_target()), "{field}");
                assert!((0.5..=1.0).contains(weight), "{field} {weight}");
            }
            assert!(rule.offers.windows(2).all(|pair| pair[0].1 >= pair[1].1), "{:?}", rule.offers);
        }
    }

    #[test]
    fn every_rule_is_reached() {
        let reached = |rule: &&Rule| spread(rule).iter().any(|set| std::ptr::eq(offers(*set), rule.offers));
        let hidden: Vec<_> = RULES.iter().filter(|rule| !reached(rule)).map(|rule| rule.needs).collect();
        assert!(hidden.is_empty(), "{hidden:?}");
    }
}
