//! From values to match keys: the same for a record of the store and for a row of a file.

use sales_core::fields::{Entity, FIELDS, FieldDef, FieldKind};
use sales_ingest::{
    matching::{self, CompanyMarks, KeyHash, KeyKind, KeySeed, MatchKeys, PersonMarks},
    normal::{
        self, company,
        country::Country,
        domain::{self, DomainClass},
        email, linkedin, phone,
    },
};
use sales_store::record::Record;

/// The fields of a prospect that hold e-mail addresses, and phone numbers of their own.
fn is_personal(def: &FieldDef, kind: FieldKind) -> bool {
    def.entity == Entity::Prospect && def.kind == kind && def.id != "fax"
}

/// Makes match keys of values, in working space that it keeps.
#[derive(Debug)]
pub struct KeyMaker {
    seed: KeySeed,
    home: Option<Country>,
    buffer: String,
    second: String,
    name: String,
}

impl KeyMaker {
    /// For the workspace with this seed; national phone numbers without a country are read as those
    /// of `home`.
    #[must_use]
    pub const fn new(seed: KeySeed, home: Option<Country>) -> Self {
        Self { seed, home, buffer: String::new(), second: String::new(), name: String::new() }
    }

    /// The fields that give keys to a prospect.
    pub fn prospect_fields() -> impl Iterator<Item = &'static FieldDef> {
        FIELDS.iter().filter(|def| {
            is_personal(def, FieldKind::Email) || is_personal(def, FieldKind::Phone) || def.id == "linkedin_url"
        })
    }

    /// The keys of a person. `values` gives the values of the fields of [`Self::prospect_fields`];
    /// `country` is as the file calls it; `odd` is told of fields with a value that gives no key.
    pub fn prospect<'v>(
        &mut self,
        values: impl Iterator<Item = (&'static FieldDef, &'v str)>,
        country: Option<&str>,
        odd: &mut impl FnMut(&'static FieldDef),
    ) -> MatchKeys {
        let mut keys = MatchKeys::new();
        let region = country.and_then(Country::from_name).or(self.home);
        for (def, cell) in values {
            for value in normal::values(cell) {
                match def.kind {
                    FieldKind::Email => match email::normal(value, &mut self.buffer) {
                        Ok(form) => keys.add_email(&self.seed, &form),
                        Err(_) => odd(def),
                    },
                    FieldKind::Phone => match phone::normal(value, region, &mut self.buffer) {
                        Ok(form) => keys.add_phone(&self.seed, form.e164),
                        Err(_) => odd(def),
                    },
                    _ => match linkedin::person_id(value, &mut self.buffer) {
                        Some(id) => keys.add_linkedin(&self.seed, id),
                        None => odd(def),
                    },
                }
            }
        }
        keys
    }

    /// The keys of a company, by its website and its name, and what the website is.
    pub fn company(&mut self, name: &str, website: &str) -> (MatchKeys, DomainClass) {
        let domain = domain::registrable(website, &mut self.buffer);
        let name = company::name_key(name, &mut self.second);
        (matching::company_keys(&self.seed, [domain], Some(name)), domain.class)
    }

    /// What tells a person from others of the same name: a day of birth, the number that a list knows the person by, and
    /// the texts that may end with a generation.
    pub fn person_marks(&mut self, birthday: &str, number: &str, names: &[&str]) -> PersonMarks {
        PersonMarks::of(&self.seed, birthday, number, names, &mut self.buffer)
    }

    /// What tells a company from others of the same name, by the values of [`CompanyMarks::FIELDS`].
    pub fn company_marks(&mut self, values: [&str; CompanyMarks::FIELDS.len()]) -> CompanyMarks {
        CompanyMarks::of(&self.seed, values, self.home, [&mut self.buffer, &mut self.second])
    }

    /// The marks of a stored prospect.
    pub fn marks_of_prospect(&mut self, record: &Record) -> PersonMarks {
        let [birthday, number, suffix, last, full] = ["birthday", "external_id", "suffix", "last_name", "full_name"]
            .map(|field| record.get(field).unwrap_or_default());
        self.person_marks(birthday, number, &[suffix, last, full])
    }

    /// The marks of a stored company.
    pub fn marks_of_company(&mut self, record: &Record) -> CompanyMarks {
        self.company_marks(CompanyMarks::FIELDS.map(|field| record.get(field).unwrap_or_default()))
    }

    /// A person's name as it is held against others; empty when there is none.
    pub fn name(&mut self, first: &str, last: &str, full: &str) -> &str {
        matching::write_name(first, last, full, &mut self.buffer, &mut self.name);
        &self.name
    }

    /// What a row is known by that has no key: all its values, by field.
    pub fn row_print<'v>(&self, values: impl Iterator<Item = (&'v str, &'v str)>) -> i64 {
        let mut values: Vec<(&str, &str)> = values.collect();
        values.sort_unstable();
        let parts: Vec<&str> = values.iter().flat_map(|&(field, value)| [field, value]).collect();
        KeyHash::of(&self.seed, KeyKind::Row, &parts.join("\u{1F}")).0
    }

    /// The keys of a stored record.
    pub fn record(&mut self, record: &Record, keys: &mut Vec<i64>) {
        let found = match record.entity {
            Entity::Prospect => self.prospect(
                Self::prospect_fields().filter_map(|def| Some((def, record.get(def.id)?))),
                record.country(),
                &mut |_| (),
            ),
            Entity::Company => {
                let [name, website] = ["company", "company_website"].map(|id| record.get(id).unwrap_or_default());
                self.company(name, website).0
            }
        };
        keys.extend(found.iter().map(|key| key.hash.0));
    }

    /// The name of a stored prospect.
    pub fn record_name(&mut self, record: &Record) -> &str {
        self.name(
            record.get("first_name").unwrap_or_default(),
            record.get("last_name").unwrap_or_default(),
            record.get("full_name").unwrap_or_default(),
        )
    }
}
