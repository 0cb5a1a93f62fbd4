//! Which columns are compared, and as what.

use sales_core::fields::{Entity, FieldId};

use super::{
    kind::Kind,
    known::bytes::{Reader, Writer},
    profile,
    table::Table,
};

/// What a column contributes to a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The value itself.
    Main,
    /// A full name, where the part of it that is wanted has no column or no value.
    FullName,
    /// A web or e-mail address, for its domain.
    Address,
    Postcode,
    City,
    Region,
    Country,
}

impl Part {
    /// All of them, each at its own place.
    const ALL: [Self; 7] =
        [Self::Main, Self::FullName, Self::Address, Self::Postcode, Self::City, Self::Region, Self::Country];
}

/// A field to be compared.
#[derive(Debug, Clone)]
pub(super) struct FieldPlan {
    /// The id of the field that gives it its name.
    pub name: FieldId,
    pub kind: Kind,
    /// Where its values stand, the most wanted first.
    pub parts: Vec<(Part, usize)>,
}

/// The fields of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Plan {
    pub fields: Vec<FieldPlan>,
    /// The column of the country of phone numbers.
    pub country: Option<usize>,
    /// The column that says which list a row is from.
    pub source: Option<usize>,
    /// The columns that may tell which of several generations with one name a person is of.
    pub generations: Vec<usize>,
}

impl Plan {
    /// The column of a part of the first field of a kind.
    pub fn column(&self, kind: Kind, part: Part) -> Option<usize> {
        let field = self.fields.iter().find(|field| field.kind == kind)?;
        field.parts.iter().find(|&&(own, _)| own == part).map(|&(_, column)| column)
    }
}

/// The columns of a person's suffix and of the names that one may end.
fn generations(table: &Table) -> Vec<usize> {
    let tells = |id: &str| matches!(id, "suffix" | "last_name" | "full_name" | "display_name");
    let columns = table.columns().iter().enumerate().filter(|(_, column)| tells(column.field.as_str()));
    let columns = columns.filter(|_| table.entity() == Entity::Prospect);
    columns.map(|(place, _)| place).collect()
}

/// A plan that goes with any table: it names columns by their fields.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    plan: Plan,
    columns: Vec<FieldId>,
}

impl Layout {
    /// The layout of a plan of a table.
    pub fn of(plan: &Plan, table: &Table) -> Self {
        Self { plan: plan.clone(), columns: table.columns().iter().map(|column| column.field.clone()).collect() }
    }

    /// The same with these fields of the plan alone.
    pub fn with_fields(mut self, kept: impl Iterator<Item = usize>) -> Self {
        self.plan.fields = kept.map(|place| self.plan.fields[place].clone()).collect();
        self
    }

    /// How many fields are compared.
    pub const fn fields(&self) -> usize {
        self.plan.fields.len()
    }

    pub fn write(&self, out: &mut Writer<'_>) {
        out.count(self.columns.len());
        self.columns.iter().for_each(|column| out.text(column.as_str()));
        for place in [self.plan.country, self.plan.source] {
            out.byte(u8::from(place.is_some()));
            place.into_iter().for_each(|place| out.count(place));
        }
        out.count(self.plan.fields.len());
        for field in &self.plan.fields {
            out.text(field.name.as_str());
            out.byte(field.kind as u8);
            out.count(field.parts.len());
            for &(part, column) in &field.parts {
                out.byte(part as u8);
                out.count(column);
            }
        }
    }

    pub fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let columns: Vec<FieldId> = bytes.list(|bytes| bytes.text()?.parse().ok())?;
        let column = |bytes: &mut Reader<'_>| bytes.count().filter(|&place| place < columns.len());
        let [country, source] = [bytes.option(column)?, bytes.option(column)?];
        let fields = bytes.list(|bytes| {
            let name = bytes.text()?.parse().ok()?;
            let kind = *Kind::ALL.get(usize::from(bytes.byte()?))?;
            let parts = bytes.list(|bytes| Some((*Part::ALL.get(usize::from(bytes.byte()?))?, column(bytes)?)))?;
            Some(FieldPlan { name, kind, parts })
        })?;
        Some(Self { plan: Plan { fields, country, source, generations: Vec::new() }, columns })
    }

    /// The plan of another table. What this has no column for is empty.
    pub fn plan(&self, table: &Table) -> Plan {
        let place = |column: usize| table.columns().iter().position(|own| own.field == self.columns[column]);
        let field = |field: &FieldPlan| FieldPlan {
            parts: field.parts.iter().filter_map(|&(part, column)| Some((part, place(column)?))).collect(),
            ..field.clone()
        };
        Plan {
            fields: self.plan.fields.iter().map(field).collect(),
            country: self.plan.country.and_then(place),
            source: self.plan.source.and_then(place),
            generations: generations(table),
        }
    }
}

/// Fields that are compared at most: those beyond are custom fields that say the least.
const MOST_FIELDS: usize = 15;

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    First,
    Last,
    Full,
    Email,
    Phone,
    Identity,
    Company,
    Website,
    Street,
    Postcode,
    City,
    Region,
    Country,
    Birthday,
    Text,
    Source,
    /// By its values.
    Custom,
    Ignored,
}

impl Role {
    fn of(entity: Entity, field: &FieldId) -> Self {
        let id = field.as_str();
        if field.custom_name().is_some() {
            return Self::Custom;
        }
        match (entity, id) {
            (Entity::Prospect, "first_name") => Self::First,
            (Entity::Prospect, "last_name") => Self::Last,
            (Entity::Prospect, "full_name" | "display_name") => Self::Full,
            (Entity::Prospect, "linkedin_url")
            | (Entity::Company, "company_linkedin_url" | "company_siren" | "company_siret" | "company_vat") => {
                Self::Identity
            }
            (Entity::Prospect, "company_email" | "phone_company") => Self::Ignored,
            (_, "email" | "email_2" | "email_3" | "company_email") => Self::Email,
            (_, "phone" | "phone_company") => Self::Phone,
            (_, id) if id.starts_with("phone_") => Self::Phone,
            (_, "company" | "company_legal_name" | "company_display") => Self::Company,
            (Entity::Company, "full_name" | "display_name" | "last_name") => Self::Company,
            (_, "company_website") | (Entity::Company, "website") => Self::Website,
            (_, "street" | "company_address") => Self::Street,
            (_, "postcode" | "company_postcode") => Self::Postcode,
            (_, "city" | "company_city") => Self::City,
            (_, "region" | "company_region") => Self::Region,
            (_, "country" | "company_country") => Self::Country,
            (Entity::Prospect, "birthday") => Self::Birthday,
            (Entity::Prospect, "middle_name" | "job_title" | "profession") => Self::Text,
            (_, "source") => Self::Source,
            (_, "external_id" | "company_external_id" | "twitter_url" | "suffix" | "website" | "fax")
            | (Entity::Company, "industry" | "job_title" | "first_name" | "birthday" | "company_facebook_url") => {
                Self::Custom
            }
            _ => Self::Ignored,
        }
    }
}

/// Whether the values of a field take part when records of this kind are compared.
#[must_use]
pub fn is_compared(entity: Entity, field: &FieldId) -> bool {
    Role::of(entity, field) != Role::Ignored
}

/// Whether it matters for a column how many cells have each value: what it is compared as, or which list a row is
/// from, follows from that.
pub(super) fn counts_values(entity: Entity, field: &FieldId) -> bool {
    matches!(Role::of(entity, field), Role::Custom | Role::Source)
}

/// Words that headers of names have, and words that headers of other names have beside them.
const NAME_WORDS: [&str; 16] = [
    "name",
    "nom",
    "names",
    "raison",
    "organisation",
    "organization",
    "company",
    "firm",
    "societe",
    "société",
    "entreprise",
    "business",
    "etablissement",
    "établissement",
    "title",
    "marque",
];
const OTHER_NAMES: [&str; 12] =
    ["first", "last", "contact", "user", "program", "product", "file", "prenom", "prénom", "city", "street", "owner"];

fn names_the_record(field: &FieldId) -> bool {
    let words = || field.custom_name().unwrap_or_default().split('_');
    words().any(|word| NAME_WORDS.contains(&word)) && !words().any(|word| OTHER_NAMES.contains(&word))
}

impl Plan {
    /// The plan of a table.
    pub fn of(table: &Table) -> Self {
        let entity = table.entity();
        let columns = table.columns();
        let filled = |place: usize| columns[place].cells.iter().any(|&cell| cell != 0);
        let mut roles: Vec<Role> = columns
            .iter()
            .enumerate()
            .map(|(place, column)| if filled(place) { Role::of(entity, &column.field) } else { Role::Ignored })
            .collect();
        name_the_records(entity, columns, &mut roles);
        let of = |wanted: &[Role]| -> Vec<usize> {
            wanted.iter().flat_map(|role| (0..roles.len()).filter(|&place| roles[place] == *role)).collect()
        };
        let mut plan =
            Self { source: of(&[Role::Source]).first().copied(), generations: generations(table), ..Self::default() };
        plan.country = of(&[Role::Country]).first().copied();
        let mut add = |kind, parts: Vec<(Part, usize)>| {
            if let Some(&(_, first)) = parts.first() {
                plan.fields.push(FieldPlan { name: columns[first].field.clone(), kind, parts });
            }
        };
        let parts = |part, wanted: &[Role]| of(wanted).into_iter().map(|place| (part, place)).collect::<Vec<_>>();
        let one = |part, role: Role| parts(part, &[role]).into_iter().take(1).collect::<Vec<_>>();
        let name = |role| [parts(Part::Main, &[role]), parts(Part::FullName, &[Role::Full])].concat();
        if entity == Entity::Prospect {
            add(Kind::First, name(Role::First));
            add(Kind::Last, name(Role::Last));
        }
        add(Kind::Email, parts(Part::Main, &[Role::Email]));
        add(Kind::Phone, parts(Part::Main, &[Role::Phone]));
        let addresses = parts(Part::Address, &[Role::Website, Role::Email]);
        let company = one(Part::Main, Role::Company);
        if entity == Entity::Prospect {
            add(Kind::Company, [company, addresses].concat());
        } else {
            add(Kind::Company, company);
            add(Kind::Domain, addresses);
        }
        for place in of(&[Role::Identity]) {
            add(Kind::Identity, vec![(Part::Main, place)]);
        }
        add(Kind::Street, one(Part::Main, Role::Street));
        let place = [
            one(Part::Postcode, Role::Postcode),
            one(Part::City, Role::City),
            one(Part::Region, Role::Region),
            one(Part::Country, Role::Country),
        ];
        add(Kind::Place, place.concat());
        add(Kind::Date, one(Part::Main, Role::Birthday));
        for place in of(&[Role::Text]) {
            add(Kind::Text, vec![(Part::Main, place)]);
        }
        for place in of(&[Role::Custom]) {
            if let Some(kind) = profile::kind(&columns[place]) {
                add(kind, vec![(Part::Main, place)]);
            }
        }
        plan.fields.truncate(MOST_FIELDS);
        plan
    }

    /// The columns that are compared, in their order, each once.
    pub fn columns(&self) -> impl Iterator<Item = usize> {
        let parts = self.fields.iter().flat_map(|field| field.parts.iter().map(|&(_, place)| place));
        let mut places: Vec<usize> =
            parts.chain(self.source).chain(self.country).chain(self.generations.iter().copied()).collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter()
    }
}

/// Finds the column of the names where no field says it.
fn name_the_records(entity: Entity, columns: &[super::table::Column], roles: &mut [Role]) {
    let (name, known): (Role, &[Role]) = match entity {
        Entity::Prospect => (Role::Full, &[Role::First, Role::Last, Role::Full]),
        Entity::Company => (Role::Company, &[Role::Company]),
    };
    if roles.iter().any(|role| known.contains(role)) {
        return;
    }
    let place = columns.iter().zip(roles.iter()).position(|(column, role)| {
        *role == Role::Custom
            && names_the_record(&column.field)
            && matches!(profile::kind(column), Some(Kind::Text | Kind::Street))
    });
    if let Some(place) = place {
        roles[place] = name;
    }
}
