//! Signals that the fields of a record hold.

use std::collections::HashSet;

use sales_core::{
    signal::{SignalCode, SourceKind},
    time::UtcDay,
};

use crate::{
    icp::{CompanyFacts, Icp, Quantity, fold, stable_name},
    offer::Offer,
    score::{Evidence, MILLION, binary_logarithm},
};

/// What offers and ideal customers say of who buys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Buying {
    functions: HashSet<String>,
    /// What the cheapest offer costs.
    price: Option<u64>,
    competitors: HashSet<String>,
}

/// Money that a company raised, as a record has it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Funding<'a> {
    /// How much.
    pub amount: Option<&'a str>,
    /// When.
    pub date: Option<&'a str>,
}

/// All that a record says is one source.
pub const GROUP: u64 = u64::MAX;

/// The share of the revenue that is spent without asking: a hundredth.
const SMALL_PART: u64 = 100;

impl Buying {
    /// What these offers and ideal customers say together.
    pub fn of<'d>(offers: impl IntoIterator<Item = &'d Offer>, icps: impl IntoIterator<Item = &'d Icp>) -> Self {
        let mut buying = Self::default();
        for offer in offers {
            buying.functions.extend(offer.buying_functions.iter().map(|name| stable_name(name)));
            buying.competitors.extend(offer.competitors.iter().map(|name| fold(name)));
            let price = offer.price.as_ref().map(|price| price.amount);
            buying.price = buying.price.into_iter().chain(price).min();
        }
        buying.functions.extend(icps.into_iter().flat_map(|icp| icp.functions.iter().map(|name| stable_name(name))));
        buying
    }

    /// Adds what the title of a person says: its rank and function by their stable names.
    pub fn of_person(&self, seniority: Option<&str>, function: Option<&str>, on: UtcDay, to: &mut Vec<Evidence>) {
        if let Some(strength) = seniority.and_then(standing) {
            to.push(evidence(SignalCode::TitleSeniority, strength, on));
        }
        if function.is_some_and(|function| self.functions.contains(function)) {
            to.push(evidence(SignalCode::FunctionMatch, WHOLE, on));
        }
    }

    /// Adds what the record of a company says.
    pub fn of_company(&self, facts: &CompanyFacts<'_>, funding: Funding<'_>, on: UtcDay, to: &mut Vec<Evidence>) {
        let revenue = facts.revenue.and_then(Quantity::parse).map(|revenue| revenue.low).filter(|&revenue| revenue > 0);
        if let (Some(revenue), Some(price)) = (revenue, self.price.filter(|&price| price > 0)) {
            let part = u128::from(revenue / SMALL_PART) * u128::from(WHOLE) / u128::from(price);
            to.push(evidence(SignalCode::RevenueBand, u32::try_from(part).unwrap_or(WHOLE).min(WHOLE), on));
        }
        let day = funding.date.and_then(|date| UtcDay::from_iso(date.trim().get(..10)?));
        let amount = funding.amount.and_then(Quantity::parse).map(|amount| amount.low);
        if let (Some(day), Some(strength)) = (day, amount.and_then(raised)) {
            to.push(evidence(SignalCode::FundingRound, strength, day));
        }
        if !self.competitors.is_empty()
            && let Some(technologies) = facts.technologies
            && technologies.split([',', ';', '|', '\n']).any(|name| self.competitors.contains(&fold(name)))
        {
            to.push(evidence(SignalCode::TechGap, WHOLE, on));
        }
    }
}

const WHOLE: u32 = 1_000_000;

fn evidence(code: SignalCode, strength: u32, on: UtcDay) -> Evidence {
    Evidence { strength, source_group: GROUP, ..Evidence::new(-1 - code as i64, code, SourceKind::Record, on) }
}

/// How much a rank decides, in millionths.
fn standing(seniority: &str) -> Option<u32> {
    Some(match seniority {
        "owner" => WHOLE,
        "c_level" | "vp" => 900_000,
        "director" => 750_000,
        "manager" => 500_000,
        "individual" => 250_000,
        "assistant" => 50_000,
        _ => return None,
    })
}

/// How much money is, from a hundred thousand to a hundred million: a third for each power of ten, in millionths.
fn raised(amount: u64) -> Option<u32> {
    const LEAST: u64 = 100_000;
    /// The binary logarithm of a thousand, with 32 bits behind the point.
    const OF_THOUSAND: u64 = 42_802_717_581;
    let powers = binary_logarithm(amount, LEAST).min(OF_THOUSAND);
    let strength = u128::from(powers) * u128::from(MILLION.unsigned_abs()) / u128::from(OF_THOUSAND);
    u32::try_from(strength).ok().filter(|&strength| strength > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ON: UtcDay = UtcDay(20_000);

    fn buying() -> Buying {
        let offer: Offer = serde_json::from_str(
            r#"{"name": "Audit", "buying_functions": ["finance"], "competitors": ["Sage 100"],
                "price": {"amount": 20000, "currency": "EUR"}}"#,
        )
        .unwrap();
        Buying::of([&offer], [])
    }

    fn found(list: Vec<Evidence>) -> Vec<(&'static str, u32, UtcDay)> {
        list.into_iter().map(|signal| (signal.code.as_str(), signal.strength, signal.observed_at)).collect()
    }

    #[test]
    fn a_title_says_how_much_the_person_decides() {
        let person = |seniority, function| {
            let mut list = Vec::new();
            buying().of_person(seniority, function, ON, &mut list);
            found(list)
        };
        assert_eq!(person(None, None), []);
        let both = [("title_seniority", 900_000, ON), ("function_match", 1_000_000, ON)];
        assert_eq!(person(Some("c_level"), Some("finance")), both);
        assert_eq!(person(Some("assistant"), Some("sales")), [("title_seniority", 50_000, ON)]);
    }

    #[test]
    fn a_company_says_whether_there_is_money_and_what_is_in_use() {
        let company = |facts, funding| {
            let mut list = Vec::new();
            buying().of_company(&facts, funding, ON, &mut list);
            found(list)
        };
        let none = CompanyFacts::default();
        assert_eq!(company(none, Funding::default()), []);
        let revenue = |revenue| company(CompanyFacts { revenue: Some(revenue), ..none }, Funding::default());
        assert_eq!(revenue("12 M€"), [("revenue_band", 1_000_000, ON)]);
        assert_eq!(revenue("500 000"), [("revenue_band", 250_000, ON)]);
        let raised = |amount| company(none, Funding { amount: Some(amount), date: Some("2024-10-04") });
        assert_eq!(raised("10 M€"), [("funding_round", 666_666, UtcDay::from_iso("2024-10-04").unwrap())]);
        assert_eq!(raised("900 M€")[0].1, 1_000_000);
        assert_eq!(raised("90000"), []);
        let uses = CompanyFacts { technologies: Some("Excel, SAGE-100"), ..none };
        assert_eq!(company(uses, Funding::default()), [("tech_gap", 1_000_000, ON)]);
    }
}
