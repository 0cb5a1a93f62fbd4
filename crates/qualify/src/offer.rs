//! What is sold: the words of the problem it solves, who buys it, what it costs.

use serde::{Deserialize, Serialize};
use specta::Type;

/// An offer, as a person describes it once.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// What it is called.
    pub name: String,
    /// What it does for a customer, a sentence each.
    #[serde(default)]
    pub value_propositions: Vec<String>,
    /// What customers say who need it, by language.
    #[serde(default)]
    pub need_words: NeedWords,
    /// The functions of those who buy it, by their stable names (`sales`, `finance`).
    #[serde(default)]
    pub buying_functions: Vec<String>,
    /// What a customer pays in the first year.
    #[serde(default)]
    pub price: Option<Price>,
    /// Products and firms that are bought in its place.
    #[serde(default)]
    pub competitors: Vec<String>,
}

/// Words and phrases of a need.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct NeedWords {
    /// In English.
    #[serde(default)]
    pub en: Vec<String>,
    /// In French.
    #[serde(default)]
    pub fr: Vec<String>,
}

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct Price {
    /// In whole units of the currency.
    #[specta(type = specta_typescript::Number)]
    pub amount: u64,
    /// ISO 4217.
    pub currency: String,
}

/// Why a text describes no offer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OfferError {
    /// It has no name.
    #[error("an offer needs a name")]
    NoName,
    /// A list or text in it is longer than anybody writes.
    #[error("{field} is longer than {limit}")]
    TooLong {
        /// Which.
        field: &'static str,
        /// The most entries or characters.
        limit: usize,
    },
    /// The price has no currency that is in use.
    #[error("«{0}» is no currency")]
    Currency(String),
}

/// The most entries of a list.
const MOST_ENTRIES: usize = 500;
/// The most characters of a text.
const MOST_CHARACTERS: usize = 1_000;

impl Offer {
    /// Whether it can be worked with.
    ///
    /// # Errors
    /// [`OfferError`] says what is wrong.
    pub fn check(&self) -> Result<(), OfferError> {
        if self.name.trim().is_empty() {
            return Err(OfferError::NoName);
        }
        let lists = [
            ("value_propositions", &self.value_propositions),
            ("need_words.en", &self.need_words.en),
            ("need_words.fr", &self.need_words.fr),
            ("buying_functions", &self.buying_functions),
            ("competitors", &self.competitors),
        ];
        for (field, entries) in lists {
            if entries.len() > MOST_ENTRIES {
                return Err(OfferError::TooLong { field, limit: MOST_ENTRIES });
            }
            if entries.iter().any(|entry| entry.chars().count() > MOST_CHARACTERS) {
                return Err(OfferError::TooLong { field, limit: MOST_CHARACTERS });
            }
        }
        if self.name.chars().count() > MOST_CHARACTERS {
            return Err(OfferError::TooLong { field: "name", limit: MOST_CHARACTERS });
        }
        match &self.price {
            Some(Price { currency, .. }) if !is_currency(currency) => Err(OfferError::Currency(currency.clone())),
            _ => Ok(()),
        }
    }
}

/// Currencies in use, ISO 4217.
const CURRENCIES: &str = "\
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD \
    CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF \
    GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK \
    LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD \
    OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN \
    SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF \
    XPF YER ZAR ZMW ZWG";

fn is_currency(code: &str) -> bool {
    CURRENCIES.split_whitespace().any(|known| known == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offer_is_read_from_what_a_person_writes_and_what_is_wrong_is_named() {
        let offer: Offer = serde_json::from_str(
            r#"{"name": "Audit", "need_words": {"fr": ["ressaisie"]}, "price": {"amount": 12000, "currency": "EUR"}}"#,
        )
        .unwrap();
        assert_eq!(offer.check(), Ok(()));
        assert_eq!(Offer::default().check(), Err(OfferError::NoName));
        for no_currency in ["euro", "eur", "EURO", "ZZZ", ""] {
            let price = Some(Price { amount: 1, currency: no_currency.to_owned() });
            let refused = Offer { price, ..offer.clone() }.check();
            assert_eq!(refused, Err(OfferError::Currency(no_currency.to_owned())));
        }
        let competitors = vec![String::new(); MOST_ENTRIES + 1];
        let refused = Offer { competitors, ..offer }.check();
        assert_eq!(refused, Err(OfferError::TooLong { field: "competitors", limit: MOST_ENTRIES }));
        assert!(serde_json::from_str::<Offer>(r#"{"name": "a", "nmae": 1}"#).is_err(), "a slip is not lost");
    }
}
