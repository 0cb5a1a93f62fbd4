//! Headers whose meaning depends on the other columns of the file.

use super::{
    concept::{Concept, Concept::*, Concepts, Header},
    places::{Part, Place, Whose, place},
    rules::{self, Offer},
    target::Reason,
    values::{Kind, Profile},
};

/// The fields a column may mean, and whether the rest of the file had a say.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    pub offers: Vec<Offer>,
    pub reason: Reason,
}

impl Reading {
    fn alone(offers: &[Offer]) -> Self {
        Self { offers: offers.to_vec(), reason: Reason::Header }
    }

    fn among(offers: &[Offer]) -> Self {
        Self { offers: offers.to_vec(), reason: Reason::HeaderAndNeighbours }
    }
}

/// All headers of a file, and what they say together.
pub(super) struct File<'a> {
    headers: &'a [Header],
    profiles: &'a [Profile],
    titles: Vec<usize>,
    parts: Vec<Part>,
    first_name: bool,
    last_name: bool,
    names: usize,
    salutation: bool,
    job: bool,
    company: bool,
    company_details: bool,
    /// It has web sites, of firms or of people.
    sites: bool,
    person_details: bool,
    emails: bool,
    owner: bool,
    department: bool,
    linkedin: bool,
    connected: bool,
    industry: bool,
    company_social: bool,
}

const SOCIAL: &[Concept] = &[Linkedin, Facebook];
const LINKS: &[Concept] = &[Url, Profile];

impl<'a> File<'a> {
    pub fn new(headers: &'a [Header], profiles: &'a [Profile]) -> Self {
        let any = |test: &dyn Fn(Concepts) -> bool| {
            headers.iter().any(|header| header.unknown == 0 && test(header.concepts.without(&[Person])))
        };
        let titles = headers.iter().enumerate().filter(|(_, header)| is_title(header)).map(|(i, _)| i);
        let places = headers.iter().filter_map(place).filter(|place| place.whose == Whose::Prospect);
        let mut parts: Vec<Part> = Vec::new();
        for place in places {
            if !parts.contains(&place.part) {
                parts.push(place.part);
            }
        }
        Self {
            headers,
            profiles,
            titles: titles.collect(),
            parts,
            first_name: any(&|c| c.is(&[FirstName])),
            last_name: any(&|c| c.is(&[LastName])),
            names: headers.iter().filter(|header| is_name(header)).count(),
            salutation: any(&|c| c.is(&[Salutation])),
            job: any(&|c| c.is(&[JobTitle]) || c.is(&[Title, Company])),
            company: any(&|c| c.without(&[Name]).is(&[Company]) || c.without(&[Name]).is(&[LegalName])),
            company_details: any(&|c| c.has_any(&[Siren, Siret, Headcount, Revenue, Industry, Activity, Vat])),
            sites: any(&|c| c.has_any(&[Site, Domain])),
            person_details: any(&|c| c.has_any(&[FirstName, LastName, JobTitle, Title, Mobile, ConnectedOn])),
            emails: any(&|c| c.has(Email)),
            owner: any(&|c| c.without(&[Name]).is(&[Owner])),
            department: any(&|c| c.is(&[Department])),
            linkedin: any(&|c| c.without(LINKS).is(&[Linkedin])),
            connected: any(&|c| c.is(&[ConnectedOn])),
            industry: any(&|c| c.is(&[Industry])),
            company_social: any(&|c| c.has(Company) && c.has_any(SOCIAL)),
        }
    }

    /// What a column may mean.
    pub fn read(&self, column: usize) -> Reading {
        let header = &self.headers[column];
        let concepts = header.concepts;
        if concepts.has(OptOut) {
            return opt_out(concepts);
        }
        if let Some(place) = place(header) {
            return self.read_place(place);
        }
        if is_title(header) {
            return self.read_title(column);
        }
        if is_name(header) {
            return self.read_name(column);
        }
        let own = concepts.without(&[Person]);
        match () {
            () if concepts.is(&[Person]) || concepts.is(&[Person, Main]) => self.read_person(column),
            () if concepts.is(&[Client]) || concepts.is(&[Client, Name]) => self.read_client(column),
            () if own.is(&[Manager]) => self.read_manager(),
            () if concepts.is(&[Departement]) => self.read_departement(column),
            () if concepts.without(&[Url, Main]).is(&[Site]) => self.read_site(header),
            () if own.without(LINKS).is(&[Twitter]) && !concepts.has(Person) => self.read_twitter(),
            () if own.without(&[Url, Profile, Main, Number]).is(&[Linkedin]) => {
                Reading::alone(&[("linkedin_url", 0.96)])
            }
            () if !own.is_empty() && own.without(LINKS).is_empty() => self.read_link(own),
            () if concepts.is(&[Work]) => self.read_bare_phone(column, "phone_work", &[("office", 0.7)]),
            () if concepts.is(&[Home]) => self.read_bare_phone(column, "phone_home", &[]),
            () if own.is(&[Number]) => self.read_bare_phone(column, "phone", &[]),
            () if concepts.without(&[Name]).is(&[Owner, Company]) => self.read_account_owner(),
            () if own.is(&[Locality]) && self.parts.contains(&Part::Postcode) && !self.parts.contains(&Part::City) => {
                Reading::among(&[("city", 0.86)])
            }
            () if own.is(&[Activity]) && !self.industry => Reading::among(&[("industry", 0.86)]),
            () if header.dashed && own.is(&[Phone, Work]) => {
                Reading::among(&[("phone", 0.96), ("phone_work", 0.9), ("phone_2", 0.85)])
            }
            () => Reading::alone(rules::offers(concepts)),
        }
    }

    fn profile(&self, column: usize) -> &Profile {
        &self.profiles[column]
    }

    fn read_place(&self, place: Place) -> Reading {
        match place.whose {
            Whose::Second => Reading::among(&place.offers(!self.parts.contains(&place.part))),
            _ => Reading::alone(&place.offers(false)),
        }
    }

    /// `Title` is how to address a person where another column is the job, else it is the job.
    fn read_title(&self, column: usize) -> Reading {
        let salutation = Reading::among(&[("salutation", 0.92)]);
        let job = Reading::among(&[("job_title", 0.93)]);
        let profile = self.profile(column);
        if profile.share(Kind::Salutation) >= 0.5 {
            return salutation;
        }
        if self.salutation || profile.share(Kind::JobTitle) >= 0.3 {
            return job;
        }
        let first_of_two = self.titles.len() > 1 && self.titles[0] == column;
        if self.job || first_of_two { salutation } else { job }
    }

    /// `Name` is what the other name columns leave over.
    fn read_name(&self, column: usize) -> Reading {
        let profile = self.profile(column);
        let firms = profile.share(Kind::LegalForm) >= 0.2;
        match (self.first_name, self.last_name) {
            (true, true) => Reading::among(&[("full_name", 0.92)]),
            (true, false) => Reading::among(&[("last_name", 0.96)]),
            (false, true) => Reading::among(&[("first_name", 0.75), ("full_name", 0.7)]),
            (false, false) if !self.company && (firms || self.lists_firms()) => {
                Reading::among(&[("company", 0.8), ("full_name", 0.6)])
            }
            (false, false) if profile.share(Kind::OneWord) >= 0.8 && profile.count() >= 3 => {
                Reading::among(&[("last_name", 0.75), ("full_name", 0.7)])
            }
            (false, false) => Reading::among(&[("full_name", 0.88)]),
        }
    }

    /// A list of firms: it says what firms have and nothing that only people have.
    fn lists_firms(&self) -> bool {
        (self.company_details || (self.sites && !self.emails)) && !self.person_details
    }

    /// `Contact` is a name, unless its values are addresses or numbers.
    fn read_person(&self, column: usize) -> Reading {
        let profile = self.profile(column);
        if profile.share(Kind::Email) >= 0.5 {
            return Reading { offers: vec![("email", 0.8), ("email_2", 0.75)], reason: Reason::Values };
        }
        if profile.share(Kind::Phone) >= 0.5 {
            return Reading { offers: vec![("phone", 0.8), ("phone_2", 0.75)], reason: Reason::Values };
        }
        match (self.first_name, self.names) {
            (false, 1..) if !self.last_name => Reading::among(&[("full_name", 0.7)]),
            _ => Reading::among(&[("full_name", 0.86)]),
        }
    }

    /// `Client` is a firm, unless another column is and this one holds names of people.
    fn read_client(&self, column: usize) -> Reading {
        let people = self.profile(column).share(Kind::PersonName) >= 0.4;
        if people && !self.first_name {
            return Reading::among(&[("full_name", 0.75), ("company", 0.6)]);
        }
        Reading::among(&[("company", 0.8)])
    }

    /// `Responsable` is the manager of a named person; without any name column it is the person.
    fn read_manager(&self) -> Reading {
        if self.first_name || self.last_name || self.names > 0 {
            return Reading::alone(&[("manager", 0.93)]);
        }
        Reading::among(&[("manager", 0.8), ("full_name", 0.6)])
    }

    /// `Département` is a part of France beside an address, else a part of the firm.
    fn read_departement(&self, column: usize) -> Reading {
        let around = self.headers[column.saturating_sub(1)..].iter().take(3);
        let beside_address = around.filter_map(place).next().is_some();
        let numbers = self.profile(column).share(Kind::Integer) >= 0.5;
        if numbers || beside_address || self.department {
            return Reading::among(&[("region", 0.85)]);
        }
        Reading::among(&[("department", 0.85)])
    }

    /// `Website` is the firm's, unless the file is an address book or has no firms.
    fn read_site(&self, header: &Header) -> Reading {
        if header.ordinal.is_some() {
            return Reading::among(&[("website", 0.9), ("company_website", 0.8)]);
        }
        if self.company || self.company_details || !self.person_details && !self.emails {
            return Reading::among(&[("company_website", 0.92), ("website", 0.85)]);
        }
        Reading::among(&[("website", 0.8), ("company_website", 0.75)])
    }

    fn read_twitter(&self) -> Reading {
        if self.company_social {
            return Reading::among(&[("company_twitter_url", 0.88), ("twitter_url", 0.85)]);
        }
        Reading::alone(&[("twitter_url", 0.9), ("company_twitter_url", 0.85)])
    }

    /// `URL` or `Profile`: in a file of people, their LinkedIn page unless another column is.
    fn read_link(&self, link: Concepts) -> Reading {
        match (self.connected, self.linkedin) {
            (false, _) if link.has(Profile) => Reading::among(&[("linkedin_url", 0.7)]),
            (true, _) => Reading::among(&[("linkedin_url", 0.9)]),
            (false, false) if self.person_details || self.emails => {
                Reading::among(&[("linkedin_url", 0.62), ("company_website", 0.6)])
            }
            (false, _) => Reading::among(&[("company_website", 0.6), ("website", 0.55)]),
        }
    }

    /// `Bureau` or `Numéro`: a phone if the values are.
    fn read_bare_phone(&self, column: usize, phone: &'static str, otherwise: &[Offer]) -> Reading {
        if self.profile(column).share(Kind::Phone) >= 0.5 {
            return Reading { offers: vec![(phone, 0.8), ("phone_2", 0.7)], reason: Reason::Values };
        }
        Reading::alone(otherwise)
    }

    /// The owner of the account stands in for the owner of the contact where the file has none.
    fn read_account_owner(&self) -> Reading {
        if self.owner {
            return Reading::alone(&[("account_owner", 0.95)]);
        }
        Reading::among(&[("owner", 0.9), ("account_owner", 0.88)])
    }
}

fn is_title(header: &Header) -> bool {
    header.unknown == 0 && header.concepts.without(&[Person]).is(&[Title])
}

fn is_name(header: &Header) -> bool {
    header.unknown == 0 && header.concepts.without(&[Person]).is(&[Name])
}

/// An objection to e-mail, never a consent. An objection to calls or letters, or when and why
/// somebody objected, is not one to e-mail.
fn opt_out(concepts: Concepts) -> Reading {
    let other_matter =
        concepts.has_any(&[Consent, Channel, Phone, Mobile, Fax, Date, Aside, Engagement, Source, Number]);
    if other_matter {
        return Reading::alone(&[]);
    }
    Reading::alone(&[("email_opt_out", if concepts.has(Email) { 0.97 } else { 0.93 })])
}
