//! What the words of a header speak of.

macro_rules! concepts {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// A thing or a quality that a header names.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(super) enum Concept {
            $($(#[$doc])* $name,)*
        }

        impl Concept {
            /// The concept with this name.
            pub fn named(name: &str) -> Option<Self> {
                match name {
                    $(stringify!($name) => Some(Self::$name),)*
                    _ => None,
                }
            }
        }
    };
}

concepts! {
    // The person.
    Salutation,
    FirstName,
    MiddleName,
    LastName,
    NameSuffix,
    FullName,
    DisplayName,
    Nickname,
    /// `Name`, `Nom`: of what, the other headers tell.
    Name,
    /// `Title`, `Titre`: of the person or of the job, the other headers tell.
    Title,
    JobTitle,
    Headline,
    Department,
    /// `Département`: of the firm or of France.
    Departement,
    Seniority,
    Profession,
    Language,
    Birthday,
    Assistant,
    Manager,
    Office,
    // Ways to reach somebody.
    Email,
    EmailStatus,
    Phone,
    Mobile,
    Fax,
    Linkedin,
    Twitter,
    Facebook,
    Site,
    /// `Web page`: in address books, of the person.
    WebPage,
    Url,
    Profile,
    Domain,
    // Places.
    Address,
    Street,
    City,
    /// A place of any kind: a town where a postcode stands beside it.
    Locality,
    Region,
    Postcode,
    Country,
    // The relation.
    Stage,
    Status,
    Owner,
    Tags,
    Notes,
    LastContact,
    LastActivity,
    ConnectedOn,
    /// What came of the prospect.
    Outcome,
    Source,
    Id,
    /// The number of a firm in somebody's books.
    CompanyId,
    OptOut,
    Consent,
    // The firm.
    Company,
    /// `Client`: mostly a firm.
    Client,
    LegalName,
    TradeName,
    Industry,
    /// `Activité`, `Branche`: the industry, unless another column is.
    Activity,
    Headcount,
    Revenue,
    Keywords,
    Technologies,
    FundingTotal,
    FundingRound,
    FundingAmount,
    FundingDate,
    ParentCompany,
    Siren,
    Siret,
    Vat,
    // Qualities.
    Work,
    Home,
    Direct,
    Other,
    Main,
    Billing,
    Landline,
    Switchboard,
    /// `E-mail générique`: of nobody in particular.
    Generic,
    Second,
    Third,
    Number,
    Person,
    Date,
    Verified,
    VerifiedAt,
    Confidence,
    CatchAll,
    /// Bookkeeping of campaigns: sent, opened, replied.
    Engagement,
    /// Calls, text messages, letters: not e-mail.
    Channel,
    /// What people object to or agree to get.
    Newsletter,
    /// A word that makes something else of the rest: photo, spouse, pager.
    Aside,
}

/// The concepts of one header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Concepts(u128);

impl Concepts {
    /// All of these.
    pub const fn of(concepts: &[Concept]) -> Self {
        let mut bits = 0;
        let mut i = 0;
        while i < concepts.len() {
            bits |= 1 << concepts[i] as u32;
            i += 1;
        }
        Self(bits)
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub const fn has(self, concept: Concept) -> bool {
        self.0 & (1 << concept as u32) != 0
    }

    /// Whether it has one of these at least.
    pub const fn has_any(self, concepts: &[Concept]) -> bool {
        self.0 & Self::of(concepts).0 != 0
    }

    pub const fn with(self, concept: Concept) -> Self {
        Self(self.0 | 1 << concept as u32)
    }

    /// What is left without these.
    pub const fn without(self, concepts: &[Concept]) -> Self {
        Self(self.0 & !Self::of(concepts).0)
    }

    /// Exactly these and nothing else.
    pub const fn is(self, concepts: &[Concept]) -> bool {
        self.0 == Self::of(concepts).0
    }
}

/// A header understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Header {
    /// What its words speak of.
    pub concepts: Concepts,
    /// How many words are unknown.
    pub unknown: usize,
    /// Which one of several columns of a kind it is.
    pub ordinal: Option<u8>,
    /// Whether a year stands in it.
    pub year: bool,
    /// Whether its parts are set off by dashes.
    pub dashed: bool,
    /// Whether there is a header that says something: not empty, not `Column 7`.
    pub named: bool,
}
