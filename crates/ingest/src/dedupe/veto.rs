//! What forbids to join two records, however much speaks for it.

use sales_core::fields::Entity;

use super::{decision::SAME_COMPANY, field::Fields, kind::Kind, model::Levels};

/// Why two records are not joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Veto {
    /// They have different identifiers of a kind that nobody has two of.
    Identity,
    /// Two addresses at one company and two first names, or two names at one company: colleagues.
    Colleague,
    /// One surname and two first names, with one phone number, at one company or with two e-mail addresses: relatives.
    Relative,
    /// One name at one company, but two addresses that a number tells apart.
    Namesake,
    /// Both are from a list that has nobody twice.
    SameSource,
}

impl Veto {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Colleague => "colleague",
            Self::Relative => "relative",
            Self::Namesake => "namesake",
            Self::SameSource => "same_source",
        }
    }
}

/// Where the fields are that vetoes look at.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub first: Option<usize>,
    pub last: Option<usize>,
    pub email: Option<usize>,
    pub phone: Option<usize>,
    pub company: Option<usize>,
    pub domain: Option<usize>,
    pub street: Option<usize>,
    pub place: Option<usize>,
    identities: Vec<usize>,
    /// Days and codes, and the level from which on they are the same but for a slip.
    telling: Vec<(usize, u8)>,
    days: Vec<usize>,
    codes: Vec<usize>,
    pub is_of_persons: bool,
}

impl Places {
    pub fn of(fields: &Fields) -> Self {
        let place = |kind| fields.all.iter().position(|field| field.kind == kind);
        let all = |wanted: fn(Kind) -> bool| -> Vec<usize> {
            fields.all.iter().enumerate().filter(|(_, field)| wanted(field.kind)).map(|(place, _)| place).collect()
        };
        Self {
            first: place(Kind::First),
            last: place(Kind::Last),
            email: place(Kind::Email),
            phone: place(Kind::Phone),
            company: place(Kind::Company),
            is_of_persons: fields.entity == Entity::Prospect,
            domain: place(Kind::Domain),
            street: place(Kind::Street),
            place: place(Kind::Place),
            identities: all(|kind| kind == Kind::Identity),
            days: all(|kind| kind == Kind::Date),
            codes: all(|kind| kind == Kind::Code),
            telling: all(|kind| matches!(kind, Kind::Date | Kind::Code))
                .into_iter()
                .map(|place| (place, fields.all[place].kind.equal() - 1))
                .collect(),
        }
    }

    fn level(levels: Levels, place: Option<usize>) -> u8 {
        place.map_or(0, |place| levels.of(place))
    }

    /// First and last name agree, or the name of a company.
    pub fn same_name(&self, levels: Levels) -> bool {
        if self.is_of_persons {
            Self::level(levels, self.first) >= 4 && Self::level(levels, self.last) >= 4
        } else {
            Self::level(levels, self.company) >= SAME_COMPANY
        }
    }

    /// Whether equal records have a whole name: rows that say the same of one are about one.
    pub fn are_named(&self, levels: Levels) -> bool {
        let names = if self.is_of_persons { [self.first, self.last] } else { [self.company, self.company] };
        names.iter().all(|&place| Self::level(levels, place) > 0)
    }

    /// Whether a field is part of the names of records.
    pub fn names_records(&self, place: usize) -> bool {
        let names = if self.is_of_persons { [self.first, self.last] } else { [self.company, None] };
        names.contains(&Some(place))
    }

    /// All names are there and differ.
    pub fn named_apart(&self, levels: Levels) -> bool {
        if self.is_of_persons {
            let names = [self.first, self.last];
            names.iter().any(Option::is_some) && names.iter().flatten().all(|&place| levels.of(place) == 1)
        } else {
            Self::level(levels, self.company) == 1
        }
    }

    /// Something is the same that two persons seldom share: an address, a day, a code.
    fn shares_something_telling(&self, levels: Levels) -> bool {
        let agrees = |place: usize, least: u8| levels.of(place) >= least;
        self.email.is_some_and(|place| agrees(place, Kind::Email.equal() - 1))
            || self.telling.iter().any(|&(place, least)| agrees(place, least))
    }

    /// Something is the same, without a slip, that is one person's own: an identifier, an address, a code. Twins have
    /// one birthday.
    pub fn same_person(&self, levels: Levels) -> bool {
        self.same_identity(levels)
            || Self::level(levels, self.email) == Kind::Email.equal()
            || self.codes.iter().any(|&place| levels.of(place) == Kind::Code.equal())
    }

    /// Two codes differ, as the customer numbers of two people do, or those of two lists.
    pub fn other_code(&self, levels: Levels) -> bool {
        self.codes.iter().any(|&place| levels.of(place) == 1)
    }

    /// Two days differ, as those of two people of one name do.
    pub fn other_day(&self, levels: Levels) -> bool {
        self.days.iter().any(|&place| levels.of(place) == 1)
    }

    /// Where people have values that nobody has two of, and that are seldom wrong twice in the same way.
    pub fn telling_repetitions(&self) -> impl Iterator<Item = usize> {
        let of_persons = self.is_of_persons.then_some(());
        let first = of_persons.and(self.first);
        first.into_iter().chain(self.days()).chain(self.codes.iter().copied())
    }

    /// Whether a field holds first names.
    pub fn is_first_name(&self, place: usize) -> bool {
        self.first == Some(place)
    }

    /// The fields of days.
    pub fn days(&self) -> impl Iterator<Item = usize> {
        self.days.iter().copied()
    }

    /// A day is the same, but for a slip or what is not known of it.
    pub fn shares_day(levels: Levels, place: usize) -> bool {
        levels.of(place) >= Kind::Date.equal() - 2
    }

    /// An identifier that nobody shares is the same.
    pub fn same_identity(&self, levels: Levels) -> bool {
        self.identities.iter().any(|&place| levels.of(place) == Kind::Identity.equal())
    }

    /// What forbids to join records of these levels.
    pub fn veto(&self, levels: Levels) -> Option<Veto> {
        let [first, last, email, phone] =
            [self.first, self.last, self.email, self.phone].map(|place| Self::level(levels, place));
        let other_first = (1..=2).contains(&first);
        let same_company = Self::level(levels, self.company) >= SAME_COMPANY;
        if self.identities.iter().any(|&place| levels.of(place) == 1) {
            Some(Veto::Identity)
        } else if self.same_identity(levels) {
            None
        } else if email == 1 && other_first {
            Some(Veto::Colleague)
        } else if !self.is_of_persons || self.shares_something_telling(levels) {
            None
        } else if first == 1 && last >= 4 {
            (phone == Kind::Phone.equal() || email == 2 || same_company).then_some(Veto::Relative)
        } else {
            let is_other = first == 1 && last < 4 || first >= 4 && last == 1;
            (is_other && same_company).then_some(Veto::Colleague)
        }
    }
}
