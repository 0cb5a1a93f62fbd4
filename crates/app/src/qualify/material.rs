//! What scores are made of: records and signals, held against offers and ideal customers.

use std::collections::HashMap;

use sales_core::{
    fields::Entity,
    time::{UtcDay, UtcMillis},
};
use sales_ingest::normal::{domain, title};
use sales_qualify::{
    icp::{CompanyFacts, CompanyFit, Fit, Icp, PersonFacts, Profile},
    offer::Offer,
    record::{Buying, Funding},
    score::{Config, Evidence},
};
use sales_store::{
    Db,
    descriptions::DescriptionKind,
    error::StoreError,
    past,
    scores::{CompanyRecord, ProspectFacts, each_company},
    signals::{Counted, SignalFacts, prepare_counted},
};

use super::descriptions::{country_code, read_all, read_bodies};

/// Offers and ideal customers, ready to be held against records.
pub(super) struct Criteria {
    profiles: Vec<Profile>,
    buying: Buying,
    pub config: Config,
    titles: HashMap<String, title::TitleForm>,
    countries: HashMap<String, Option<String>>,
    domain: String,
}

/// What is known of a company, the same for everybody there.
#[derive(Debug, Clone, Default)]
pub(super) struct CompanyMaterial {
    fits: Vec<CompanyFit>,
    evidence: Vec<Evidence>,
}

/// What the record of a company says that ideal customers ask for.
#[derive(Debug)]
pub(super) struct CompanySays {
    name: Option<String>,
    domain: Option<String>,
    industry: Option<String>,
    employees: Option<String>,
    revenue: Option<String>,
    country: Option<String>,
    technologies: Option<String>,
}

impl CompanySays {
    fn facts(&self) -> CompanyFacts<'_> {
        CompanyFacts {
            name: self.name.as_deref(),
            domain: self.domain.as_deref(),
            industry: self.industry.as_deref(),
            employees: self.employees.as_deref(),
            revenue: self.revenue.as_deref(),
            country: self.country.as_deref(),
            technologies: self.technologies.as_deref(),
        }
    }
}

fn person_facts(title: Option<title::TitleForm>, country: Option<&str>) -> PersonFacts<'_> {
    PersonFacts {
        seniority: title.and_then(|title| title.seniority).map(title::Seniority::as_str),
        function: title.and_then(|title| title.function),
        country,
    }
}

/// Scores have no more signals of one record than this, the newest: nobody reads more.
pub(super) const MOST_SIGNALS: usize = 1_000;

impl Criteria {
    /// Those of a workspace.
    pub fn of(db: &Db) -> Result<Self, StoreError> {
        Ok(Self::made_of(&read_all(db)?, &read_all(db)?))
    }

    /// Those of a workspace as they were at a moment.
    pub fn then(db: &Db, at: UtcMillis) -> Result<Self, StoreError> {
        let offers: Vec<Offer> = read_bodies(&past::descriptions(db, DescriptionKind::Offer, at)?);
        let icps: Vec<Icp> = read_bodies(&past::descriptions(db, DescriptionKind::Icp, at)?);
        Ok(Self::made_of(&offers, &icps))
    }

    /// Those that some offers and ideal customers make.
    pub fn made_of(offers: &[Offer], icps: &[Icp]) -> Self {
        let config = icps.iter().map(|icp| &icp.score).find(|score| **score != Default::default());
        Self {
            profiles: icps.iter().filter_map(|icp| icp.profile().ok()).collect(),
            buying: Buying::of(offers, icps),
            config: config.and_then(|settings| Config::with(settings).ok()).unwrap_or_default(),
            titles: HashMap::new(),
            countries: HashMap::new(),
            domain: String::new(),
        }
    }

    /// The companies in these rows, or all, by what their records say.
    pub fn companies(&mut self, db: &Db, rows: Option<&[i64]>) -> Result<HashMap<i64, CompanyMaterial>, StoreError> {
        let mut found = HashMap::new();
        each_company(db, rows, |record| {
            found.insert(record.row, self.company(&record));
        })?;
        Ok(found)
    }

    /// The same with what their signals say.
    pub fn companies_with_signals(
        &mut self,
        db: &Db,
        rows: Option<&[i64]>,
        until: UtcMillis,
    ) -> Result<HashMap<i64, CompanyMaterial>, StoreError> {
        let mut found = self.companies(db, rows)?;
        let mut statement = prepare_counted(db, rows.is_some())?;
        let mut signals = Counted::of(&mut statement, Entity::Company, rows, until)?;
        while let Some(row) = signals.next_row() {
            let mut unknown = CompanyMaterial::default();
            let company = found.get_mut(&row).unwrap_or(&mut unknown);
            signals.each_of(row, |facts| push(&mut company.evidence, facts))?;
        }
        Ok(found)
    }

    /// A company as its record was at a moment.
    pub fn company_then(&mut self, db: &Db, row: i64, at: UtcMillis) -> Result<Option<CompanyMaterial>, StoreError> {
        let cells = past::cells(db, "companies", &[row], at)?;
        let mut found = None;
        let updated_at = |now: i64| past::updated_at(db, Entity::Company, row, UtcMillis(now), at);
        let mut read = Ok(());
        each_company(db, Some(&[row]), |now| {
            let updated_at = match updated_at(now.updated_at) {
                Ok(then) => then.0,
                Err(error) => return read = Err(error),
            };
            let then = |field, value| cells.then(row, field, value);
            found = Some(self.company(&CompanyRecord {
                row,
                name: then("company", now.name),
                website: then("company_website", now.website),
                industry: then("industry", now.industry),
                size: then("company_size", now.size),
                country: then("company_country", now.country),
                revenue: then("extra.company_revenue", now.revenue),
                technologies: then("extra.technologies", now.technologies),
                funding_amount: then("extra.company_funding_amount", now.funding_amount),
                funding_date: then("extra.company_funding_date", now.funding_date),
                updated_at,
            }));
        })?;
        read.map(|()| found)
    }

    fn company(&mut self, record: &CompanyRecord<'_>) -> CompanyMaterial {
        let says = self.says(record);
        let mut material = self.fits_of(&says);
        let funding = Funding { amount: record.funding_amount, date: record.funding_date };
        let on = UtcDay::of(UtcMillis(record.updated_at));
        self.buying.of_company(&says.facts(), funding, on, &mut material.evidence);
        material
    }

    /// What the record of a company says that ideal customers ask for.
    pub fn says(&mut self, record: &CompanyRecord<'_>) -> CompanySays {
        let own = |text: Option<&str>| text.map(str::to_owned);
        let country = record.country.and_then(|text| self.country(text).map(str::to_owned));
        let site = record.website.and_then(|address| domain::registrable(address, &mut self.domain).company());
        CompanySays {
            name: own(record.name),
            domain: own(site),
            industry: own(record.industry),
            employees: own(record.size),
            revenue: own(record.revenue),
            country,
            technologies: own(record.technologies),
        }
    }

    /// How near a company is to each ideal customer.
    pub fn fits_of(&self, says: &CompanySays) -> CompanyMaterial {
        let facts = says.facts();
        let fits = self.profiles.iter().map(|profile| profile.company(&facts)).collect();
        CompanyMaterial { fits, evidence: Vec::new() }
    }

    /// What the record of a prospect says that ideal customers ask for: the title, and the code of the country.
    pub fn person(&mut self, record: &ProspectFacts<'_>) -> (Option<title::TitleForm>, Option<String>) {
        let title = record.job_title.map(|title| self.title(title));
        (title, record.country.and_then(|text| self.country(text).map(str::to_owned)))
    }

    /// The fit of a prospect to the ideal customer that it is nearest to.
    pub fn fit(
        &self,
        title: Option<title::TitleForm>,
        country: Option<&str>,
        company: Option<&CompanyMaterial>,
    ) -> Fit {
        let person = person_facts(title, country);
        let unknown = CompanyFit::default();
        let fits = self.profiles.iter().enumerate().map(|(place, profile)| {
            let company = company.and_then(|company| company.fits.get(place)).unwrap_or(&unknown);
            profile.fit(company, &person)
        });
        // Of fits as good as each other, that of the first counts.
        fits.rev().max_by_key(|fit| (fit.exclusion.is_none(), fit.score)).unwrap_or_else(Fit::none)
    }

    /// Whether these make other scores than others only by the fit.
    pub fn differs_in_fit_alone(&self, other: &Self) -> bool {
        self.buying == other.buying && self.config == other.config
    }

    /// The fit of a prospect, with what its record and its company say put in place of what was in `evidence`.
    pub fn prospect(
        &mut self,
        record: &ProspectFacts<'_>,
        company: Option<&CompanyMaterial>,
        evidence: &mut Vec<Evidence>,
    ) -> Fit {
        evidence.clear();
        let (title, country) = self.person(record);
        let person = person_facts(title, country.as_deref());
        let on = UtcDay::of(record.updated_at);
        self.buying.of_person(person.seniority, person.function, on, evidence);
        evidence.extend(company.iter().flat_map(|company| &company.evidence));
        self.fit(title, country.as_deref(), company)
    }

    fn title(&mut self, text: &str) -> title::TitleForm {
        if let Some(form) = self.titles.get(text) {
            return *form;
        }
        let form = title::classify(text);
        if self.titles.len() < MOST_KEPT {
            self.titles.insert(text.to_owned(), form);
        }
        form
    }

    fn country(&mut self, text: &str) -> Option<&str> {
        if !self.countries.contains_key(text) {
            if self.countries.len() >= MOST_KEPT {
                self.countries.clear();
            }
            self.countries.insert(text.to_owned(), country_code(text));
        }
        self.countries.get(text)?.as_deref()
    }
}

/// Different values whose meaning is kept.
const MOST_KEPT: usize = 200_000;

/// Adds a stored signal as evidence, under the next number.
pub(super) fn push(evidence: &mut Vec<Evidence>, facts: SignalFacts) {
    let number = i64::try_from(evidence.len()).unwrap_or(i64::MAX).saturating_add(1);
    if evidence.len() < MOST_SIGNALS {
        evidence.push(stored(number, facts));
    }
}

/// A stored signal as evidence.
pub(super) fn stored(id: i64, facts: SignalFacts) -> Evidence {
    Evidence {
        id,
        code: facts.code,
        polarity: facts.polarity,
        strength: facts.strength,
        source: facts.source,
        reliability: facts.reliability,
        observed_at: facts.observed_on,
        until: facts.until_on,
        source_group: facts.source_group.cast_unsigned(),
        quote_hash: facts.quote_hash.map(i64::cast_unsigned),
    }
}
