//! Headers that name a part of an address, and whose address it is.

use super::{
    concept::{Concept, Concept::*, Header},
    rules::Offer,
};

/// A part of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Street,
    City,
    Region,
    Postcode,
    Country,
}

impl Part {
    const fn of_prospect(self) -> &'static str {
        match self {
            Self::Street => "street",
            Self::City => "city",
            Self::Region => "region",
            Self::Postcode => "postcode",
            Self::Country => "country",
        }
    }

    const fn of_company(self) -> &'static str {
        match self {
            Self::Street => "company_address",
            Self::City => "company_city",
            Self::Region => "company_region",
            Self::Postcode => "company_postcode",
            Self::Country => "company_country",
        }
    }
}

/// Whose address a header speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    /// Where the prospect is reached: at work, unless told otherwise.
    Prospect,
    /// Where the prospect's firm gets its bills.
    Billing,
    /// Where the firm is.
    Company,
    /// Home, or another address of the prospect.
    Second,
}

/// A header that names a part of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub part: Part,
    pub whose: Whose,
    /// Whether it is a whole address rather than its street.
    whole: bool,
}

const PARTS: &[Concept] = &[Address, Street, City, Region, Postcode, Country];
const QUALIFIERS: &[Concept] = &[Company, Work, Home, Other, Main, Billing, Person, Second, Client];

/// The place that a header names, if it names one and nothing else.
pub(super) fn place(header: &Header) -> Option<Place> {
    let parts = header.concepts.without(QUALIFIERS);
    let (part, whole) = if parts.is(&[Address]) {
        (Part::Street, true)
    } else if parts.without(&[Address]).is(&[Street]) {
        (Part::Street, false)
    } else if parts.without(&[Address]).is(&[City]) {
        (Part::City, false)
    } else if parts.without(&[Address]).is(&[Region]) {
        (Part::Region, false)
    } else if parts.without(&[Address]).is(&[Postcode]) {
        (Part::Postcode, false)
    } else if parts.without(&[Address, Region]).is(&[Country]) {
        (Part::Country, false)
    } else {
        return None;
    };
    let concepts = header.concepts;
    let whose = if concepts.has_any(&[Home, Other, Second]) || header.ordinal.is_some_and(|n| n > 1) {
        Whose::Second
    } else if concepts.has_any(&[Company, Client]) {
        Whose::Company
    } else if concepts.has(Billing) {
        Whose::Billing
    } else {
        Whose::Prospect
    };
    (concepts.without(PARTS).without(QUALIFIERS).is_empty()).then_some(Place { part, whose, whole })
}

impl Place {
    /// The fields for it. `first_missing`: the file has no better column for this part of the
    /// prospect's address.
    pub fn offers(self, first_missing: bool) -> Vec<Offer> {
        let weight = if self.whole { 0.9 } else { 0.96 };
        match self.whose {
            Whose::Prospect => vec![(self.part.of_prospect(), weight)],
            Whose::Company => vec![(self.part.of_company(), weight)],
            Whose::Billing => vec![(self.part.of_company(), weight - 0.06)],
            Whose::Second if first_missing => vec![(self.part.of_prospect(), weight - 0.25)],
            Whose::Second => Vec::new(),
        }
    }
}
