//! What was found out about prospects, and what people say of it.

use sales_ai_assist::weigh;
use sales_core::{
    change::Origin,
    fields::Entity,
    ids::SignalId,
    signal::{Polarity, SignalCode, SourceKind},
    time::UtcDay,
};
use sales_qualify::{
    catalogue::{self, Decay},
    score::reliability,
};
use sales_store::{
    error::StoreError,
    signals::{self, NewSignal, Signal, SignalFacts, SignalStatus},
    tx::Tx,
};
use serde_json::json;

use super::{
    NewSignalInput, NotableSignal, SignalView, day,
    model::{BY_MODEL, SUSPECTED},
    scores::part,
};
use crate::{
    app::App,
    error::{AppError, ErrorCode},
    lists::row_of,
};

/// The most characters of a quote.
const LONGEST_QUOTE: usize = 300;

/// The signals that may be noted by hand, in the order of the catalogue: all that bear on a dimension.
#[must_use]
pub fn signals_notable() -> Vec<NotableSignal> {
    let notable = |&code: &SignalCode| {
        let entry = catalogue::entry(code);
        let &(dim, _) = entry.weights.first()?;
        let polarity = if entry.polarity == Polarity::For { 1 } else { -1 };
        Some(NotableSignal { code, dim, polarity, has_end: entry.decay == Decay::UntilDate })
    };
    SignalCode::ALL.iter().filter_map(notable).collect()
}

impl App {
    /// The signals of a prospect and its company, the newest first, whatever people said of them.
    pub fn signals_list(&self, prospect: &str) -> Result<Vec<SignalView>, AppError> {
        let workspace = self.workspace()?;
        let row = row_of(&workspace, Entity::Prospect, prospect)?;
        let found = workspace.store.read(|db| {
            let mut found = signals::of(db, Entity::Prospect, row)?;
            if let Some(company) = company_of(db, row)? {
                found.extend(signals::of(db, Entity::Company, company)?);
            }
            Ok(found)
        })?;
        Ok(found.iter().map(view).collect())
    }

    /// Says that a signal is right.
    pub fn signal_accept(&self, id: &str) -> Result<SignalView, AppError> {
        self.judge(id, SignalStatus::Accepted, "signal_accept")
    }

    /// Says that a signal is wrong: it counts no more, and is not found again in the same words.
    pub fn signal_reject(&self, id: &str) -> Result<SignalView, AppError> {
        self.judge(id, SignalStatus::Rejected, "signal_reject")
    }

    /// Notes a signal by hand. A day that has not come yet is no day of a signal.
    pub fn signal_add(&self, input: &NewSignalInput) -> Result<SignalView, AppError> {
        let workspace = self.workspace()?;
        let row = row_of(&workspace, Entity::Prospect, &input.prospect)?;
        let today = self.as_of(None)?;
        let observed_on = input.date.as_deref().map(day).transpose()?.unwrap_or(today);
        if observed_on > today {
            return Err(AppError::new(ErrorCode::DayInFuture).with("day", observed_on).at_field("date"));
        }
        let quote: Option<String> = input.quote.as_deref().map(|quote| quote.chars().take(LONGEST_QUOTE).collect());
        let facts = SignalFacts {
            code: input.code,
            polarity: catalogue::entry(input.code).polarity,
            strength: (input.strength.clamp(0.0, 1.0) * 1e6).round() as u32,
            source: SourceKind::User,
            reliability: reliability(SourceKind::User),
            observed_on,
            until_on: end_of(input, today)?,
            source_group: hash_of("user").cast_signed(),
            quote_hash: quote.as_deref().map(|quote| hash_of(quote).cast_signed()),
        };
        let new = NewSignal {
            entity: Entity::Prospect,
            row,
            facts,
            quote: quote.as_deref(),
            source_name: input.source_name.as_deref().map(str::trim).filter(|name| !name.is_empty()),
            extractor: "user",
            status: SignalStatus::Accepted,
        };
        let mut tx = workspace.store.begin(Origin::User, "signal_add", &json!({"code": input.code.as_str()}))?;
        let added = tx.add_signal(&new)?;
        let known = || AppError::new(ErrorCode::SignalKnown);
        let id = added.ok_or_else(known)?;
        tx.commit()?;
        let signal = workspace.store.read(|db| signals::find(db, id))?;
        signal.as_ref().map(view).ok_or_else(|| AppError::new(ErrorCode::SignalMissing).with("id", id))
    }

    fn judge(&self, id: &str, status: SignalStatus, label: &str) -> Result<SignalView, AppError> {
        let workspace = self.workspace()?;
        let missing = || AppError::new(ErrorCode::SignalMissing).with("id", id);
        let signal: SignalId = id.parse().map_err(|_| missing())?;
        let find = || workspace.store.read(|db| signals::find(db, signal));
        let before = find()?.ok_or_else(missing)?;
        if before.status != status {
            let mut tx = workspace.store.begin(Origin::User, label, &json!({"code": before.facts.code.as_str()}))?;
            tx.set_signal_status(signal, status)?;
            let by_model = before.extractor.starts_with(BY_MODEL).then_some(before);
            trust(&mut tx, by_model.as_slice(), status)?;
            tx.commit()?;
        }
        Ok(view(&find()?.ok_or_else(missing)?))
    }
}

/// Until when a signal counts. One that speaks of a day needs it, and one that is past counts for nothing.
fn end_of(input: &NewSignalInput, today: UtcDay) -> Result<Option<UtcDay>, AppError> {
    let until = input.until.as_deref().map(day).transpose()?;
    let refused = |reason: &str| AppError::new(ErrorCode::SignalEndNeeded).with("reason", reason).at_field("until");
    match until {
        None if catalogue::entry(input.code).decay == Decay::UntilDate => Err(refused("missing")),
        Some(until) if until <= today => Err(refused("past").with("day", until)),
        until => Ok(until),
    }
}

/// Says how far signals of a model are trusted now that somebody looked at them.
pub(super) fn trust(tx: &mut Tx<'_>, by_model: &[Signal], status: SignalStatus) -> Result<(), StoreError> {
    if status != SignalStatus::Accepted {
        return Ok(());
    }
    for signal in by_model {
        let trusted = weigh::accepted(reliability(signal.facts.source), signal.extractor.ends_with(SUSPECTED));
        tx.set_signal_reliability(signal.id, trusted)?;
    }
    Ok(())
}

fn company_of(db: &sales_store::Db, row: i64) -> Result<Option<i64>, sales_store::error::StoreError> {
    let mut company = None;
    sales_store::scores::each_prospect(db, Some(&[row]), |prospect| {
        company = prospect.company;
        Ok(std::ops::ControlFlow::Continue(()))
    })?;
    Ok(company)
}

/// Equal for equal texts, now and ever after (FNV-1a): it is stored.
pub(super) fn hash_of(text: &str) -> u64 {
    let words = text.split_whitespace().flat_map(|word| word.bytes().chain([b' ']));
    words.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

pub(super) fn view(signal: &Signal) -> SignalView {
    let facts = &signal.facts;
    let weights = catalogue::entry(facts.code).weights;
    SignalView {
        id: signal.id.to_string(),
        about: signal.entity,
        code: facts.code.as_str().to_owned(),
        dims: weights.iter().map(|(dimension, _)| dimension.as_str().to_owned()).collect(),
        polarity: if facts.polarity == Polarity::For { 1 } else { -1 },
        strength: part(facts.strength.into()),
        reliability: part(facts.reliability.into()),
        source: facts.source.as_str().to_owned(),
        source_name: signal.source_name.clone(),
        date: facts.observed_on.to_string(),
        until: facts.until_on.map(|day| day.to_string()),
        quote: signal.quote.clone(),
        extractor: signal.extractor.clone(),
        status: signal.status.as_str().to_owned(),
    }
}
