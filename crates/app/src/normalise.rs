//! Normal forms of single values, without a workspace.

use sales_ingest::normal::{
    company,
    country::Country,
    domain, email, person,
    phone::{self, PhoneForm},
    title,
};
use serde::Serialize;

use crate::{AppError, ErrorCode};

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// The full name of a person.
    Name,
    /// The name of an organisation.
    Company,
    /// A job title.
    Title,
    /// A web address, a domain or an e-mail address.
    Domain,
}

/// The normal form of a value. What the value does not have is `None`, or empty in a name.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum NormalView<'v> {
    /// Of an e-mail address.
    Email {
        /// Whether it is an address by RFC 5321, `mailto:` and a name with angle brackets aside.
        valid: bool,
        /// What the address is compared by; also of one with more around it.
        key: Option<&'v str>,
        /// Whom it reaches: `person`, `role` or `free`.
        class: Option<&'static str>,
    },
    /// Of a phone number.
    Phone {
        /// Whether there is such a number.
        valid: bool,
        /// The number as E.164 writes it.
        e164: Option<&'v str>,
        /// The digits to dial after the call is taken.
        extension: Option<&'v str>,
    },
    /// Of the name of a person, without words in capitals.
    Name {
        /// `Dr.`, `Mme`.
        title: String,
        /// First name.
        first: String,
        /// Further first names and initials.
        middle: String,
        /// Surname with its particles.
        last: String,
        /// `Jr.`, `PhD`.
        suffix: String,
        /// What stands in quotation marks or brackets.
        nickname: String,
        /// The surname of birth or of the marriage, of somebody who married; left out when there is none.
        #[serde(skip_serializing_if = "String::is_empty")]
        other_surname: String,
    },
    /// Of the name of an organisation.
    Company {
        /// What the name is compared by.
        key: &'v str,
        /// The legal form as it is usually written.
        legal_form: Option<&'static str>,
        /// The code of the country that most organisations of this form are in.
        country_hint: Option<String>,
    },
    /// Of a job title.
    Title {
        /// `owner`, `c_level`, `vp`, `director`, `manager`, `individual` or `assistant`.
        seniority: Option<&'static str>,
        /// `sales`, `finance` and so on.
        function: Option<&'static str>,
    },
    /// Of a web address.
    Domain {
        /// The name that was registered.
        registrable: Option<&'v str>,
        /// Whether it belongs to a provider of mailboxes or a host of many organisations' pages.
        public: bool,
    },
}

/// Gives normal forms, value after value.
#[derive(Debug)]
pub struct Normaliser {
    kind: ValueKind,
    country: Option<Country>,
    buffer: String,
}

impl Normaliser {
    /// For values of a kind; `country` is that of phone numbers without a country code.
    ///
    /// # Errors
    /// When there is no such country.
    pub fn new(kind: ValueKind, country: Option<&str>) -> Result<Self, AppError> {
        Ok(Self { kind, country: country.map(country_of).transpose()?, buffer: String::new() })
    }

    /// The normal form of a value.
    pub fn normal(&mut self, value: &str) -> NormalView<'_> {
        let buffer = &mut self.buffer;
        match self.kind {
            ValueKind::Email => {
                let valid = email::validate(email::unwrapped(value)).is_ok();
                let form = email::normal(value, buffer).ok();
                NormalView::Email { valid, key: form.map(|form| form.key), class: form.map(|form| form.class.as_str()) }
            }
            ValueKind::Phone => {
                let form = phone::normal(value, self.country, buffer).ok();
                let parts = form.map(|PhoneForm { e164, extension }| (e164, extension));
                NormalView::Phone {
                    valid: form.is_some(),
                    e164: parts.map(|(e164, _)| e164),
                    extension: parts.and_then(|(_, extension)| extension),
                }
            }
            ValueKind::Name => {
                let name = person::parse(value).as_usual();
                let other_surname = name.other_last.clone().into_owned();
                let [title, first, middle, last, suffix, nickname] = name.parts().map(str::to_owned);
                NormalView::Name { title, first, middle, last, suffix, nickname, other_surname }
            }
            ValueKind::Company => {
                let form = company::name_key(value, buffer);
                let country = form.legal_form.and_then(company::country_of_form);
                NormalView::Company {
                    key: form.key,
                    legal_form: form.legal_form,
                    country_hint: country.map(|country| country.to_string()),
                }
            }
            ValueKind::Title => {
                let form = title::classify(value);
                NormalView::Title { seniority: form.seniority.map(title::Seniority::as_str), function: form.function }
            }
            ValueKind::Domain => {
                let form = domain::registrable(value, buffer);
                let shared = [domain::DomainClass::FreeMail, domain::DomainClass::SharedHost];
                NormalView::Domain {
                    registrable: Some(form.registrable).filter(|name| !name.is_empty()),
                    public: shared.contains(&form.class),
                }
            }
        }
    }
}

/// The country with this code.
///
/// # Errors
/// When there is none.
pub(crate) fn country_of(code: &str) -> Result<Country, AppError> {
    Country::from_code(code)
        .ok_or_else(|| AppError::new(ErrorCode::CountryUnknown).with("country", code).at_field("country"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_that_is_none_is_refused() {
        let refused = Normaliser::new(ValueKind::Phone, Some("ZZ")).unwrap_err();
        assert_eq!(refused.code.as_str(), "country_unknown");
    }

    #[test]
    fn an_address_in_a_link_or_behind_a_name_is_one_and_with_more_around_it_has_a_key() {
        let mut normaliser = Normaliser::new(ValueKind::Email, None).unwrap();
        let mut found = |text| match normaliser.normal(text) {
            NormalView::Email { valid, key, class: Some("person") } => (valid, key.map(str::to_owned)),
            other => panic!("{other:?}"),
        };
        for text in ["Jean <Jean@Acme.fr>", "mailto:jean@acme.fr?subject=x", "\u{feff} jean@acme.fr\u{a0}"] {
            assert_eq!(found(text), (true, Some("jean@acme.fr".to_owned())), "{text}");
        }
        assert_eq!(found("jean@acme.fr."), (false, Some("jean@acme.fr".to_owned())));
        assert_eq!(found("jean@münchen.de"), (true, Some("jean@xn--mnchen-3ya.de".to_owned())));
    }
}
