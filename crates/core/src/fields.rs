//! The fields of prospects and companies.
//!
//! One id per field, snake_case, everywhere: mapping files, filters, exports, the command line,
//! the window. What is neither in [`FIELDS`] nor in [`COMPUTED`] is a custom field, `custom:<name>`.

use std::{borrow::Borrow, fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use specta::Type;

/// What a record is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Entity {
    /// A person who may buy.
    Prospect,
    /// An organisation that prospects work for.
    Company,
}

impl Entity {
    /// The stable name of this kind of record.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Prospect => "prospect",
            Self::Company => "company",
        }
    }
}

/// How the values of a field are read, shown and compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// A line of text.
    Text,
    /// Several lines of text.
    LongText,
    /// An e-mail address.
    Email,
    /// A phone number as a person wrote it.
    Phone,
    /// A web address.
    Url,
    /// A number, kept as it was written.
    Number,
    /// A calendar day or a point in time, kept as it was written.
    Date,
    /// Few different values: a menu rather than a text box.
    Choice,
    /// Several labels.
    Tags,
}

/// A standard field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldDef {
    /// The id: snake_case, unique over both entities.
    pub id: &'static str,
    /// Whose field it is.
    pub entity: Entity,
    /// How its values are read, shown and compared.
    pub kind: FieldKind,
}

macro_rules! fields {
    ($($entity:ident { $($id:literal $kind:ident),* $(,)? })*) => {
        /// Every standard field, in the order of forms and exports.
        pub const FIELDS: &[FieldDef] = &[$($(
            FieldDef { id: $id, entity: Entity::$entity, kind: FieldKind::$kind },
        )*)*];
    };
}

fields! {
    Prospect {
        "salutation" Text, "first_name" Text, "middle_name" Text, "last_name" Text, "suffix" Text,
        "full_name" Text, "display_name" Text, "nickname" Text,
        "job_title" Text, "department" Text, "seniority" Choice, "profession" Text,
        "email" Email, "email_2" Email, "email_3" Email,
        "email_status" Choice, "email_confidence" Text, "email_catch_all" Choice, "email_verified_at" Date,
        "email_opt_out" Choice, "consent" Choice,
        "phone" Phone, "phone_2" Phone, "phone_work" Phone, "phone_work_2" Phone, "phone_direct" Phone,
        "phone_mobile" Phone, "phone_home" Phone, "phone_other" Phone, "fax" Phone,
        "linkedin_url" Url, "twitter_url" Url, "website" Url,
        "street" Text, "city" Text, "region" Text, "postcode" Text, "country" Text,
        "language" Choice, "birthday" Date, "assistant" Text, "manager" Text, "office" Text,
        "stage" Choice, "owner" Choice, "tags" Tags, "notes" LongText,
        "last_contacted_at" Date, "connected_at" Date, "source" Text, "external_id" Text,
    }
    Company {
        "company" Text, "company_display" Text, "company_legal_name" Text,
        "company_website" Url, "company_linkedin_url" Url, "company_facebook_url" Url, "company_twitter_url" Url,
        "phone_company" Phone, "company_email" Email,
        "company_address" Text, "company_city" Text, "company_region" Text, "company_postcode" Text,
        "company_country" Text,
        "industry" Text, "company_size" Text, "company_revenue" Text, "keywords" Text, "technologies" Text,
        "company_funding_total" Text, "company_funding_round" Text, "company_funding_amount" Text,
        "company_funding_date" Date, "parent_company" Text,
        "company_siren" Text, "company_siret" Text, "company_vat" Text,
        "account_owner" Choice, "company_external_id" Text,
    }
}

/// A field that no one edits: it follows from others or from the life of the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ComputedDef {
    /// The id: snake_case, unlike every id of [`FIELDS`].
    pub id: &'static str,
    /// Whose field it is; none when every kind of record has it.
    pub entity: Option<Entity>,
    /// How its values are read, shown and compared.
    pub kind: FieldKind,
}

/// The computed fields of prospects and companies, for filters, sort keys and columns; never a
/// target of an import or an edit.
pub const COMPUTED: &[ComputedDef] = &[
    // First and last name, else the full name, else the e-mail address.
    ComputedDef { id: "name", entity: None, kind: FieldKind::Text },
    ComputedDef { id: "created_at", entity: None, kind: FieldKind::Date },
    ComputedDef { id: "updated_at", entity: None, kind: FieldKind::Date },
    // The import that created the record.
    ComputedDef { id: "import", entity: None, kind: FieldKind::Text },
    ComputedDef { id: PROSPECTS_OF_COMPANY, entity: Some(Entity::Company), kind: FieldKind::Number },
    // `A` to `D` or `X`, with a question mark when too little is known.
    of_prospect("grade", FieldKind::Text),
    // The score and its dimensions, from 0 to 100; how sure it is, in per cent.
    of_prospect("score", FieldKind::Number),
    of_prospect("score_budget", FieldKind::Number),
    of_prospect("score_authority", FieldKind::Number),
    of_prospect("score_need", FieldKind::Number),
    of_prospect("score_timing", FieldKind::Number),
    of_prospect("score_fit", FieldKind::Number),
    of_prospect("score_confidence", FieldKind::Number),
    // The last day of a score that a person set.
    of_prospect("score_set_until", FieldKind::Date),
    // The last thing that came of it: `meeting`, `opportunity`, `won` or `lost`, and its day.
    of_prospect(OUTCOME, FieldKind::Choice),
    of_prospect(OUTCOME_DATE, FieldKind::Date),
];

const fn of_prospect(id: &'static str, kind: FieldKind) -> ComputedDef {
    ComputedDef { id, entity: Some(Entity::Prospect), kind }
}

/// The last thing that came of a prospect.
pub const OUTCOME: &str = "outcome";

/// The day of [`OUTCOME`].
pub const OUTCOME_DATE: &str = "outcome_date";

/// How many prospects in use a company has.
pub const PROSPECTS_OF_COMPANY: &str = "prospects";

const CUSTOM: &str = "custom:";

/// The id of a standard, custom or computed field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(try_from = "String", into = "String")]
#[specta(type = String)]
pub struct FieldId(Box<str>);

/// A text that names no field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no field is called {0:?}")]
pub struct UnknownField(pub String);

impl FieldId {
    /// The custom field made from a column header. Its name keeps letters and digits of any
    /// script, lower-case, joined by `_`.
    #[must_use]
    pub fn custom(header: &str) -> Self {
        let mut name = String::new();
        for word in header.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            if !name.is_empty() {
                name.push('_');
            }
            name.extend(word.chars().flat_map(char::to_lowercase));
        }
        if name.is_empty() {
            name.push_str("column");
        }
        Self(format!("{CUSTOM}{name}").into())
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of a custom field, without its prefix.
    #[must_use]
    pub fn custom_name(&self) -> Option<&str> {
        self.0.strip_prefix(CUSTOM)
    }

    /// The definition of a standard field; none for a custom or computed field.
    #[must_use]
    pub fn def(&self) -> Option<&'static FieldDef> {
        FIELDS.iter().find(|def| *def.id == *self.0)
    }

    /// The definition of a computed field.
    #[must_use]
    pub fn computed(&self) -> Option<&'static ComputedDef> {
        COMPUTED.iter().find(|def| *def.id == *self.0)
    }

    /// Whether a column of a file may fill it: it is no computed field, or one that outcomes are noted by.
    #[must_use]
    pub fn is_target(&self) -> bool {
        self.computed().is_none() || matches!(self.as_str(), OUTCOME | OUTCOME_DATE)
    }

    /// How the values of a standard or computed field are compared; none for a custom field, whose
    /// kind the workspace knows.
    #[must_use]
    pub fn kind(&self) -> Option<FieldKind> {
        self.def().map(|def| def.kind).or_else(|| self.computed().map(|def| def.kind))
    }
}

impl FromStr for FieldId {
    type Err = UnknownField;

    fn from_str(text: &str) -> Result<Self, UnknownField> {
        let known = match text.strip_prefix(CUSTOM) {
            Some(name) => !name.is_empty(),
            None => FIELDS.iter().any(|def| def.id == text) || COMPUTED.iter().any(|def| def.id == text),
        };
        if known { Ok(Self(text.into())) } else { Err(UnknownField(text.to_owned())) }
    }
}

impl TryFrom<String> for FieldId {
    type Error = UnknownField;

    fn try_from(text: String) -> Result<Self, UnknownField> {
        text.parse()
    }
}

impl From<FieldId> for String {
    fn from(id: FieldId) -> Self {
        id.0.into()
    }
}

impl Borrow<str> for FieldId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FieldId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_snake_case() {
        let ids: Vec<_> = FIELDS.iter().map(|def| def.id).chain(COMPUTED.iter().map(|def| def.id)).collect();
        for (i, id) in ids.iter().enumerate() {
            assert!(id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'), "{id}");
            assert!(!ids[..i].contains(id), "{id} twice");
        }
    }

    #[test]
    fn a_header_becomes_a_custom_field() {
        assert_eq!(FieldId::custom(" N° de client (été) ").as_str(), "custom:n_de_client_été");
        assert_eq!(FieldId::custom("???").as_str(), "custom:column");
        assert_eq!("nope".parse::<FieldId>(), Err(UnknownField("nope".into())));
    }

    #[test]
    fn a_computed_field_has_a_kind_and_no_definition() {
        let id: FieldId = "created_at".parse().expect("a computed field");
        assert_eq!((id.def(), id.kind()), (None, Some(FieldKind::Date)));
    }
}
