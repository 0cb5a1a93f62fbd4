//! Texts about a prospect: what they say is found and noted.

use sales_core::{
    change::Origin,
    fields::Entity,
    ids::SignalId,
    signal::{SignalCode, SourceKind},
    time::UtcDay,
};
use sales_ingest::normal::domain;
use sales_qualify::{
    catalogue::{self, Decay},
    extract::{self, ExtractContext, Extracted, OfferWords, TextKind},
    icp::Icp,
    offer::Offer,
    score::reliability,
};
use sales_store::{
    Db,
    error::StoreError,
    scores::{each_company, each_prospect},
    signals::{NewSignal, SignalFacts, SignalStatus},
};
use serde_json::json;
use time::{Date, Duration};

use super::{
    ReadTextView,
    descriptions::read_all,
    documents::{DocumentInput, Given},
    extraction::notice_name,
    signals::{hash_of, view},
};
use crate::{
    app::App,
    error::{AppError, ErrorCode},
    lists::{count, row_of},
};

/// What finds signals in texts; another name when it finds others.
const EXTRACTOR: &str = "rule@1";

/// Who a text is about.
pub(super) struct About {
    prospect: i64,
    company: Option<i64>,
    pub company_name: Option<String>,
    company_domain: Option<String>,
}

/// What is the same for all signals of a text.
pub(super) struct Origins<'t> {
    pub source: SourceKind,
    group: u64,
    name: Option<&'t str>,
    pub entity: Entity,
    pub row: i64,
}

impl App {
    /// Finds the signals of a text of a known kind about a prospect by rules and notes them. Those that the same words told before,
    /// or that were rejected, are counted and left as they are.
    pub fn document_read(&self, input: &DocumentInput) -> Result<ReadTextView, AppError> {
        let workspace = self.workspace()?;
        let given = self.document_text(input)?;
        let text = &given.text;
        let kind = match input.kind.as_deref() {
            Some(said) => Some(
                TextKind::from_name(said)
                    .ok_or_else(|| AppError::new(ErrorCode::DocumentKindUnknown).with("kind", said).at_field("kind"))?,
            ),
            None => given.kind.and_then(TextKind::from_name),
        };
        let row = row_of(&workspace, Entity::Prospect, &input.prospect)?;
        let today = self.as_of(None)?;
        let (about, offer) = workspace.store.read(|db| Ok((about(db, row)?, words(db)?)))?;
        let company = about.company_name.clone();
        let context = ExtractContext { kind, company, offer, ..ExtractContext::on(date(today)) };
        let found = extract::extract(text, &context);
        let origins = about.origins(kind, &given);
        let args = json!({"count": found.signals.len()});
        let mut tx = workspace.store.begin(Origin::User, "signals_add", &args)?;
        let mut added: Vec<SignalId> = Vec::new();
        for signal in &found.signals {
            let Extracted { code, strength_percent, date, quote, .. } = signal;
            added.extend(tx.add_signal(&origins.signal(*code, *strength_percent, *date, quote, today))?);
        }
        if !added.is_empty() {
            tx.set_args(&json!({"count": added.len()}))?;
            tx.commit()?;
        }
        let signals = workspace.store.read(|db| {
            let find = |&id: &SignalId| sales_store::signals::find(db, id);
            added.iter().map(find).collect::<Result<Vec<_>, _>>()
        })?;
        Ok(ReadTextView {
            known: count(found.signals.len() - added.len()),
            added: signals.iter().flatten().map(view).collect(),
            notices: found.notices.into_iter().map(|notice| notice_name(notice).to_owned()).collect(),
        })
    }
}

pub(super) fn about(db: &Db, row: i64) -> Result<About, StoreError> {
    let mut about = About { prospect: row, company: None, company_name: None, company_domain: None };
    each_prospect(db, Some(&[row]), |prospect| {
        about.company = prospect.company;
        Ok(std::ops::ControlFlow::Continue(()))
    })?;
    if let Some(company) = about.company {
        each_company(db, Some(&[company]), |record| {
            about.company_name = record.name.map(str::to_owned);
            about.company_domain = record.website.and_then(domain_of);
        })?;
    }
    Ok(about)
}

/// The words of all offers and the products that ideal customers use.
pub(super) fn words(db: &Db) -> Result<OfferWords, StoreError> {
    let mut all = Offer::default();
    for offer in read_all::<Offer>(db)? {
        all.need_words.en.extend(offer.need_words.en);
        all.need_words.fr.extend(offer.need_words.fr);
        all.competitors.extend(offer.competitors);
    }
    let icps = read_all::<Icp>(db)?;
    let technologies: Vec<String> = icps.into_iter().flat_map(|icp| icp.technologies).collect();
    let mut words = OfferWords::new(&all);
    words.add_technologies(&technologies);
    Ok(words)
}

fn domain_of(address: &str) -> Option<String> {
    let mut buffer = String::new();
    domain::registrable(address, &mut buffer).company().map(str::to_owned)
}

pub(super) fn date(day: UtcDay) -> Date {
    const EPOCH: Date = time::macros::date!(1970 - 01 - 01);
    EPOCH.saturating_add(Duration::days(day.0.into()))
}

impl About {
    /// What people write is about the person; other texts are about the company, if there is one.
    pub fn origins<'t>(&self, kind: Option<TextKind>, given: &'t Given) -> Origins<'t> {
        let domain = given.address.as_deref().and_then(domain_of);
        let is_own = domain.is_some() && domain == self.company_domain;
        let of_document = if is_own { SourceKind::CompanySite } else { SourceKind::Press };
        let (source_kind, is_of_people) = match kind {
            Some(TextKind::Note) => (SourceKind::Note, true),
            Some(TextKind::Reply) => (SourceKind::Reply, true),
            Some(TextKind::Press) => (SourceKind::Press, false),
            Some(TextKind::JobAd) => (if is_own { SourceKind::JobBoard } else { SourceKind::JobAggregator }, false),
            Some(TextKind::Page) => (SourceKind::CompanySite, false),
            Some(TextKind::Tender) => (SourceKind::Registry, false),
            Some(TextKind::Document) | None => (of_document, false),
        };
        let (entity, row) = match self.company.filter(|_| !is_of_people) {
            Some(company) => (Entity::Company, company),
            None => (Entity::Prospect, self.prospect),
        };
        let group = hash_of(domain.as_deref().unwrap_or(&given.text));
        Origins { source: source_kind, group, name: given.source.as_deref(), entity, row }
    }
}

impl Origins<'_> {
    /// A signal that was found in the text, with the day that it names.
    pub fn signal<'s>(
        &'s self,
        code: SignalCode,
        strength_percent: u8,
        date: Option<Date>,
        quote: &'s str,
        today: UtcDay,
    ) -> NewSignal<'s> {
        let named = date.and_then(|date| UtcDay::from_iso(&date.to_string()));
        let entry = catalogue::entry(code);
        let (observed_on, until_on) = match entry.decay {
            Decay::UntilDate => (today, named),
            // What happened on a day that is past happened then.
            Decay::HalfLife(_) => (named.filter(|day| *day < today).unwrap_or(today), None),
        };
        let facts = SignalFacts {
            code,
            polarity: entry.polarity,
            strength: u32::from(strength_percent) * 10_000,
            source: self.source,
            reliability: reliability(self.source),
            observed_on,
            until_on,
            source_group: self.group.cast_signed(),
            quote_hash: Some(hash_of(quote).cast_signed()),
        };
        NewSignal {
            entity: self.entity,
            row: self.row,
            facts,
            quote: Some(quote),
            source_name: self.name,
            extractor: EXTRACTOR,
            status: SignalStatus::Found,
        }
    }
}
