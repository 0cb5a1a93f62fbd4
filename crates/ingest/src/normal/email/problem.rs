//! What keeps an address from being one.

/// Why a text is no e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum EmailProblem {
    /// Nothing but spaces.
    #[error("empty")]
    Empty,
    /// No `@`.
    #[error("no @")]
    NoAt,
    /// Nothing before the `@`.
    #[error("nothing before the @")]
    NoLocalPart,
    /// Nothing after the `@`.
    #[error("nothing after the @")]
    NoDomain,
    /// More than one address.
    #[error("more than one address")]
    Several,
    /// A space inside.
    #[error("a space inside")]
    Space,
    /// A dot at the start or end of a part, or two in a row.
    #[error("a misplaced dot")]
    Dot,
    /// An accented or other letter outside ASCII before the `@`, which mail servers refuse.
    #[error("a letter outside ASCII before the @")]
    NotAscii,
    /// Another character that may not stand before the `@`.
    #[error("a forbidden character before the @")]
    LocalPart,
    /// A domain that cannot exist: a forbidden character, a misplaced hyphen, a label over 63
    /// characters, a malformed address in brackets.
    #[error("an impossible domain")]
    Domain,
    /// Over 64 characters before the `@` or over 254 in all.
    #[error("too long")]
    TooLong,
}

impl EmailProblem {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NoAt => "no_at",
            Self::NoLocalPart => "no_local_part",
            Self::NoDomain => "no_domain",
            Self::Several => "several",
            Self::Space => "space",
            Self::Dot => "dot",
            Self::NotAscii => "not_ascii",
            Self::LocalPart => "local_part",
            Self::Domain => "domain",
            Self::TooLong => "too_long",
        }
    }
}
