//! What a field is compared as.

use sales_core::fields::Entity;

/// How the values of a field are brought to a form and compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// First names.
    First,
    /// Surnames.
    Last,
    /// E-mail addresses.
    Email,
    /// Phone numbers.
    Phone,
    /// An identifier that two different holders never share and one holder never has two of.
    Identity,
    /// The name of an organisation, and its domain where the table is about persons.
    Company,
    /// The registrable domain of an organisation.
    Domain,
    /// Street and number.
    Street,
    /// Postcode, city, region and country.
    Place,
    /// A calendar day.
    Date,
    /// A quantity.
    Number,
    /// Letters and digits that are written in one way.
    Code,
    /// One of few values.
    Category,
    /// Words.
    Text,
}

/// The highest number of levels a kind has, the one for missing values not counted.
pub(super) const MOST_LEVELS: usize = 7;

impl Kind {
    /// All of them, each at its own place.
    pub const ALL: [Self; 14] = [
        Self::First,
        Self::Last,
        Self::Email,
        Self::Phone,
        Self::Identity,
        Self::Company,
        Self::Domain,
        Self::Street,
        Self::Place,
        Self::Date,
        Self::Number,
        Self::Code,
        Self::Category,
        Self::Text,
    ];

    /// The names of the levels, from no agreement to agreement in full. A level is a place in it
    /// plus one; level 0 is a missing value.
    pub const fn levels(self) -> &'static [&'static str] {
        match self {
            Self::First => &["different", "alike", "initial", "similar", "nickname", "equal"],
            Self::Last => &["different", "alike", "sounds_equal", "similar", "equal"],
            Self::Email => &["different_at_company", "different", "same_local_part", "similar", "equal"],
            Self::Phone => &["different", "same_last_digits", "equal"],
            Self::Identity | Self::Domain => &["different", "equal"],
            Self::Company => &["different", "weak", "partly", "alike", "similar", "equal"],
            Self::Street => &["different", "partly", "alike", "similar", "equal"],
            Self::Place => &["different", "alike", "partly", "similar", "equal"],
            Self::Date => &["different", "same_year", "partly", "similar", "equal"],
            Self::Number => &["different", "near", "similar", "equal"],
            Self::Code => &["different", "alike", "similar", "equal"],
            Self::Category => &["different", "similar", "equal"],
            Self::Text => &["different", "partly", "alike", "similar", "equal"],
        }
    }

    /// The level of values that agree in full.
    pub const fn equal(self) -> u8 {
        self.levels().len() as u8
    }

    /// The level from which on values mean the same, spelled as they may be.
    pub const fn agreed(self) -> u8 {
        match self {
            Self::Street | Self::Place | Self::Phone => self.equal() - 1,
            _ => self.equal(),
        }
    }

    /// Whether a column is compared as this by its values alone, and not for what its field is.
    pub const fn is_by_values(self) -> bool {
        matches!(self, Self::Number | Self::Code | Self::Category | Self::Text)
    }

    /// Whether its values are names: what is not quite the same as another may be meant for it.
    pub const fn is_name(self) -> bool {
        matches!(self, Self::First | Self::Last | Self::Company)
    }

    /// Whether the form of a value is words that are compared one by one.
    pub const fn has_words(self) -> bool {
        matches!(self, Self::Company | Self::Street | Self::Text)
    }

    /// The place of fields that depend on each other, in the order in which their weights are taken:
    /// whoever works for one company shares its phone number, its street and its place; firms in one
    /// house share its number, and words of their names. None for what depends on nothing.
    pub const fn dependence(self, entity: Entity) -> Option<u8> {
        match (self, entity) {
            (Self::First | Self::Last | Self::Identity, _) => None,
            (Self::Company, Entity::Prospect) => Some(0),
            (Self::Domain, _) => Some(1),
            (Self::Email, _) => Some(2),
            (Self::Phone, _) => Some(3),
            (Self::Street, _) => Some(4),
            (Self::Place, _) => Some(5),
            (Self::Company, Entity::Company) => Some(6),
            (Self::Date | Self::Number | Self::Code | Self::Category | Self::Text, _) => Some(7),
        }
    }

    /// Whether strangers who agree on it are likely to agree on other fields.
    pub const fn is_shared(self) -> bool {
        matches!(self, Self::Company | Self::Domain | Self::Phone | Self::Street)
    }

    /// Whether the form of a value is a list of values, separated by [`LIST`](super::forms::LIST).
    pub const fn is_list(self) -> bool {
        matches!(self, Self::Email | Self::Phone | Self::Identity | Self::Domain)
    }
}
