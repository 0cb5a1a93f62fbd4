//! Records, short: what each is called and what tells it from others.

use sales_core::fields::Entity;
use sales_ingest::normal::domain;
use sales_store::record::Record;

use super::{
    RecordLink,
    clean::{self, Readings},
};

impl RecordLink {
    /// A record with what tells it from others of its name: of a prospect the job title, the company and
    /// the e-mail address, two of them at most; of a company its domain and its city.
    pub(crate) fn telling(record: &Record) -> Self {
        if record.entity == Entity::Company {
            return Self::company(record);
        }
        let told = ["job_title", "company", "email"].map(|field| record.get(field).unwrap_or_default().trim());
        Self::new(record, &told.into_iter().filter(|value| !value.is_empty()).take(2).collect::<Vec<_>>())
    }

    /// A company with its domain and its city.
    pub(super) fn company(company: &Record) -> Self {
        let value = |field| company.get(field).map(str::trim).filter(|value| !value.is_empty());
        let website = value("company_website").unwrap_or_default();
        let mut buffer = String::new();
        let domain = domain::registrable(website, &mut buffer).company().unwrap_or_default();
        let place = value("company_city").or_else(|| value("company_country")).unwrap_or_default();
        Self::new(company, &[domain, place].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>())
    }

    /// A record with its job title, if it is somebody who has one.
    pub(crate) fn with_job(record: &Record) -> Self {
        Self::new(record, record.get("job_title").as_slice())
    }

    /// The same with the name as it is read.
    pub(crate) fn read(self, record: &Record, readings: &Readings) -> Self {
        Self { title: clean::title(record, readings.name(record).as_ref()), ..self }
    }

    fn new(record: &Record, known: &[&str]) -> Self {
        Self { id: record.id.to_string(), title: record.title(), subtitle: known.join(" · ") }
    }
}
