//! An ideal customer, ready to be held against many prospects.

use std::collections::{BTreeSet, HashSet};

use super::{Criterion, Exclusion, Fit, Icp, IcpError, Industry, Judged, Quantity, Span, fold::fold};
use crate::score::Config;

/// An ideal customer that was checked.
#[derive(Debug, Clone)]
pub struct Profile {
    industries: Vec<Industry>,
    employees: Option<Span>,
    revenue: Option<Span>,
    countries: HashSet<String>,
    seniorities: HashSet<String>,
    functions: HashSet<String>,
    technologies: BTreeSet<String>,
    excluded_industries: Vec<Industry>,
    excluded_countries: HashSet<String>,
    excluded_companies: HashSet<String>,
    excluded_domains: HashSet<String>,
    excluded_technologies: HashSet<String>,
    weights: [u32; 6],
}

/// What is known of a company, as a record has it.
#[derive(Debug, Clone, Copy, Default)]
pub struct CompanyFacts<'a> {
    /// Its name.
    pub name: Option<&'a str>,
    /// Its domain, in lower case.
    pub domain: Option<&'a str>,
    /// What it does.
    pub industry: Option<&'a str>,
    /// How many work there.
    pub employees: Option<&'a str>,
    /// How much it earns.
    pub revenue: Option<&'a str>,
    /// ISO 3166-1 alpha-2, upper case.
    pub country: Option<&'a str>,
    /// What it works with, separated by signs.
    pub technologies: Option<&'a str>,
}

/// What is known of a person.
#[derive(Debug, Clone, Copy, Default)]
pub struct PersonFacts<'a> {
    /// How high the person stands, by a stable name.
    pub seniority: Option<&'a str>,
    /// The person's function, by a stable name.
    pub function: Option<&'a str>,
    /// Where the person is, for companies that do not say: ISO 3166-1 alpha-2, upper case.
    pub country: Option<&'a str>,
}

/// A company held against an ideal customer: the same for everybody who works there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CompanyFit {
    matched: [Option<u32>; 6],
    exclusion: Option<Exclusion>,
}

const MOST_ENTRIES: usize = 500;
const HEAVIEST: u32 = 1_000;
const WHOLE: u32 = 1_000_000;

impl Icp {
    /// Checks it and makes it ready.
    ///
    /// # Errors
    /// [`IcpError`] says what is wrong.
    pub fn profile(&self) -> Result<Profile, IcpError> {
        if self.name.trim().is_empty() {
            return Err(IcpError::NoName);
        }
        self.check_lists()?;
        Config::with(&self.score)?;
        let profile = Profile {
            industries: industries(&self.industries)?,
            employees: span(Criterion::Employees, self.employees)?,
            revenue: span(Criterion::Revenue, self.revenue)?,
            countries: countries(&self.countries)?,
            seniorities: self.seniorities.iter().map(|name| stable_name(name)).collect(),
            functions: self.functions.iter().map(|name| stable_name(name)).collect(),
            technologies: self.technologies.iter().map(|name| fold(name)).collect(),
            excluded_industries: industries(&self.exclude.industries)?,
            excluded_countries: countries(&self.exclude.countries)?,
            excluded_companies: self.exclude.companies.iter().map(|name| fold(name)).collect(),
            excluded_domains: self.exclude.domains.iter().map(|name| name.trim().to_lowercase()).collect(),
            excluded_technologies: self.exclude.technologies.iter().map(|name| fold(name)).collect(),
            weights: [0; 6],
        };
        profile.check_contradictions()?;
        profile.weighed(self)
    }

    fn check_lists(&self) -> Result<(), IcpError> {
        let excluded = &self.exclude;
        let lists = [&self.industries, &self.countries, &self.seniorities, &self.functions, &self.technologies]
            .into_iter()
            .chain([&excluded.industries, &excluded.countries, &excluded.technologies]);
        let many = [&excluded.companies, &excluded.domains];
        let too_long = lists.map(|list| (list, MOST_ENTRIES)).chain(many.map(|list| (list, MOST_ENTRIES * 200)));
        match too_long.into_iter().find(|(list, limit)| list.len() > *limit) {
            Some((_, limit)) => Err(IcpError::TooLong(limit)),
            None => Ok(()),
        }
    }
}

impl Profile {
    fn weighed(mut self, icp: &Icp) -> Result<Self, IcpError> {
        let asked = Criterion::ALL.map(|criterion| (criterion, self.asks_for(criterion)));
        for (criterion, _) in asked.into_iter().filter(|&(_, is_asked)| is_asked) {
            let weight = icp.weights.get(&criterion).copied().unwrap_or_else(|| criterion.usual_weight());
            if weight > HEAVIEST {
                return Err(IcpError::Weight { criterion, limit: HEAVIEST });
            }
            self.weights[criterion as usize] = weight;
        }
        let asks = asked.iter().any(|&(_, is_asked)| is_asked);
        if self.weights == [0; 6] && asks { Err(IcpError::NoWeight) } else { Ok(self) }
    }

    fn asks_for(&self, criterion: Criterion) -> bool {
        match criterion {
            Criterion::Industry => !self.industries.is_empty(),
            Criterion::Employees => self.employees.is_some(),
            Criterion::Revenue => self.revenue.is_some(),
            Criterion::Country => !self.countries.is_empty(),
            Criterion::Title => !self.seniorities.is_empty() || !self.functions.is_empty(),
            Criterion::Technology => !self.technologies.is_empty(),
        }
    }

    fn check_contradictions(&self) -> Result<(), IcpError> {
        let country = self.countries.intersection(&self.excluded_countries).next().cloned();
        let technology = self.technologies.iter().find(|name| self.excluded_technologies.contains(*name)).cloned();
        let industry = self
            .industries
            .iter()
            .find(|asked| self.excluded_industries.iter().any(|excluded| asked.is_within(*excluded)))
            .map(ToString::to_string);
        match country.or(technology).or(industry) {
            Some(both) => Err(IcpError::Contradiction(both)),
            None => Ok(()),
        }
    }

    /// Holds a company against it.
    #[must_use]
    pub fn company(&self, facts: &CompanyFacts<'_>) -> CompanyFit {
        let mut fit = CompanyFit::default();
        let industry = facts.industry.and_then(Industry::parse);
        fit.matched[Criterion::Industry as usize] =
            industry.and_then(|found| self.industries.iter().map(|&asked| found.nearness(asked)).max());
        let near = |text: Option<&str>, asked: Option<Span>| Some(Quantity::parse(text?)?.nearness(asked?));
        fit.matched[Criterion::Employees as usize] = near(facts.employees, self.employees);
        fit.matched[Criterion::Revenue as usize] = near(facts.revenue, self.revenue);
        fit.matched[Criterion::Country as usize] =
            facts.country.map(|country| if self.countries.contains(country) { WHOLE } else { 0 });
        let technologies = self.known_technologies(facts);
        fit.matched[Criterion::Technology as usize] =
            technologies.as_ref().map(|found| jaccard(&self.technologies, found));
        fit.exclusion = self.exclusion(facts, industry, technologies.as_ref());
        fit
    }

    fn known_technologies(&self, facts: &CompanyFacts<'_>) -> Option<BTreeSet<String>> {
        if self.technologies.is_empty() && self.excluded_technologies.is_empty() {
            return None;
        }
        let named = facts.technologies?.split([',', ';', '|', '\n']).map(fold).filter(|name| !name.is_empty());
        let named: BTreeSet<String> = named.take(MOST_ENTRIES).collect();
        (!named.is_empty()).then_some(named)
    }

    fn exclusion(
        &self,
        facts: &CompanyFacts<'_>,
        industry: Option<Industry>,
        technologies: Option<&BTreeSet<String>>,
    ) -> Option<Exclusion> {
        let is_named = !self.excluded_companies.is_empty()
            && facts.name.is_some_and(|name| self.excluded_companies.contains(&fold(name)));
        let has_domain = facts.domain.is_some_and(|domain| self.excluded_domains.contains(domain));
        let within = |found: Industry| self.excluded_industries.iter().any(|&excluded| found.is_within(excluded));
        if is_named || has_domain {
            Some(Exclusion::Company)
        } else if facts.country.is_some_and(|country| self.excluded_countries.contains(country)) {
            Some(Exclusion::Country)
        } else if industry.is_some_and(within) {
            Some(Exclusion::Industry)
        } else if technologies.is_some_and(|found| found.iter().any(|name| self.excluded_technologies.contains(name))) {
            Some(Exclusion::Technology)
        } else {
            None
        }
    }

    /// The fit of somebody who works there.
    #[must_use]
    pub fn fit(&self, company: &CompanyFit, person: &PersonFacts<'_>) -> Fit {
        let CompanyFit { mut matched, mut exclusion } = *company;
        matched[Criterion::Title as usize] = self.title(person.seniority, person.function);
        let country = &mut matched[Criterion::Country as usize];
        if let (None, Some(of_person)) = (&country, person.country) {
            *country = Some(if self.countries.contains(of_person) { WHOLE } else { 0 });
            let is_excluded = self.excluded_countries.contains(of_person);
            exclusion = exclusion.or(is_excluded.then_some(Exclusion::Country));
        }
        let judged = |criterion: Criterion| Judged {
            criterion,
            weight: self.weights[criterion as usize],
            matched: matched[criterion as usize],
        };
        Fit::of(Criterion::ALL.map(judged), exclusion)
    }

    /// Half for each of rank and function, if both are asked for; what is not known is left out.
    fn title(&self, seniority: Option<&str>, function: Option<&str>) -> Option<u32> {
        let met = |asked: &HashSet<String>, found: Option<&str>| {
            let found = found.filter(|_| !asked.is_empty())?;
            Some(if asked.contains(found) { WHOLE } else { 0 })
        };
        let parts = [met(&self.seniorities, seniority), met(&self.functions, function)];
        let known: Vec<u32> = parts.into_iter().flatten().collect();
        let count = u32::try_from(known.len()).ok().filter(|&count| count > 0)?;
        Some(known.iter().sum::<u32>() / count)
    }
}

fn jaccard(asked: &BTreeSet<String>, found: &BTreeSet<String>) -> u32 {
    let both = asked.intersection(found).count() as u64;
    let either = asked.union(found).count().max(1) as u64;
    u32::try_from(both * u64::from(WHOLE) / either).unwrap_or_default()
}

/// A level or function by the name under which titles have it, however it is written.
#[must_use]
pub fn stable_name(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '-'], "_")
}

fn industries(names: &[String]) -> Result<Vec<Industry>, IcpError> {
    names.iter().map(|name| Industry::parse(name).ok_or_else(|| IcpError::Industry(name.clone()))).collect()
}

fn countries(codes: &[String]) -> Result<HashSet<String>, IcpError> {
    let code = |text: &String| {
        let code = text.trim().to_uppercase();
        let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        if is_code { Ok(code) } else { Err(IcpError::Country(text.clone())) }
    };
    codes.iter().map(code).collect()
}

fn span(criterion: Criterion, span: Option<Span>) -> Result<Option<Span>, IcpError> {
    match span {
        Some(Span { min: Some(min), max: Some(max) }) if min > max => Err(IcpError::Span { criterion, min, max }),
        Some(Span { min: None, max: None }) => Ok(None),
        span => Ok(span),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn icp() -> Icp {
        serde_json::from_str(
            r#"{"name": "Editors", "industries": ["software"], "employees": {"min": 50, "max": 200},
                "countries": ["fr"], "seniorities": ["director"], "functions": ["sales"],
                "technologies": ["Salesforce", "HubSpot"],
                "exclude": {"industries": ["K"], "companies": ["Globex SA"], "domains": ["acme.fr"]},
                "weights": {"industry": 40, "title": 20}}"#,
        )
        .unwrap()
    }

    #[test]
    fn each_criterion_counts_by_its_weight_and_what_is_unknown_does_not() {
        let profile = icp().profile().unwrap();
        let facts = CompanyFacts {
            industry: Some("Information Technology & Services"),
            employees: Some("400"),
            country: Some("FR"),
            ..CompanyFacts::default()
        };
        let fit = profile.fit(
            &profile.company(&facts),
            &PersonFacts { seniority: Some("director"), function: Some("finance"), country: None },
        );
        // Industry 40 × 0.6, employees 20 × 0.5, country 15 × 1, title 20 × 0.5, of 95; technology (10) unknown.
        assert_eq!(fit.score, Some(100 * (24_000_000 + 10_000_000 + 15_000_000 + 10_000_000) / 95));
        assert_eq!(fit.coverage, 95 * 1_000_000 / 105);
        assert_eq!(fit.exclusion, None);
        let nothing = profile.fit(&CompanyFit::default(), &PersonFacts::default());
        assert_eq!((nothing.score, nothing.coverage), (None, 0));
        let abroad = PersonFacts { country: Some("BE"), ..PersonFacts::default() };
        assert_eq!(profile.fit(&CompanyFit::default(), &abroad).score, Some(0), "the country of the person");
    }

    #[test]
    fn technologies_count_by_what_is_in_common() {
        let profile = icp().profile().unwrap();
        let facts = CompanyFacts { technologies: Some("hubspot, Marketo; SAP"), ..CompanyFacts::default() };
        let fit = profile.fit(&profile.company(&facts), &PersonFacts::default());
        assert_eq!(fit.score, Some(25_000_000));
    }

    #[test]
    fn exclusions_name_their_reason() {
        let profile = icp().profile().unwrap();
        let exclusion = |facts: CompanyFacts<'_>| profile.company(&facts).exclusion;
        let none = CompanyFacts::default();
        assert_eq!(exclusion(none), None);
        assert_eq!(exclusion(CompanyFacts { industry: Some("Banking"), ..none }), Some(Exclusion::Industry));
        assert_eq!(exclusion(CompanyFacts { name: Some("GLOBEX S.A."), ..none }), None, "only the name as it is");
        assert_eq!(exclusion(CompanyFacts { name: Some("globex sa"), ..none }), Some(Exclusion::Company));
        assert_eq!(exclusion(CompanyFacts { domain: Some("acme.fr"), ..none }), Some(Exclusion::Company));
    }

    #[test]
    fn what_contradicts_is_refused_with_the_reason() {
        let refused = |change: fn(&mut Icp)| {
            let mut icp = icp();
            change(&mut icp);
            icp.profile().unwrap_err()
        };
        assert_eq!(refused(|icp| icp.name.clear()), IcpError::NoName);
        assert_eq!(refused(|icp| icp.weights = Criterion::ALL.map(|c| (c, 0)).into()), IcpError::NoWeight);
        let span = refused(|icp| icp.employees = Some(Span { min: Some(9), max: Some(1) }));
        assert_eq!(span, IcpError::Span { criterion: Criterion::Employees, min: 9, max: 1 });
        let both = refused(|icp| icp.exclude.countries = vec!["FR".to_owned()]);
        assert_eq!(both, IcpError::Contradiction("FR".to_owned()));
        let within = refused(|icp| icp.exclude.industries = vec!["J".to_owned()]);
        assert!(matches!(within, IcpError::Contradiction(_)));
        let industry = refused(|icp| icp.industries = vec!["wizardry".to_owned()]);
        assert_eq!(industry, IcpError::Industry("wizardry".to_owned()));
        let country = refused(|icp| icp.countries = vec!["France".to_owned()]);
        assert_eq!(country, IcpError::Country("France".to_owned()));
    }
}
