//! Signals that wait for a person to say whether they are right.

use std::{cmp::Reverse, collections::HashMap, ops::ControlFlow, sync::Arc};

use sales_core::{
    change::Origin,
    fields::Entity,
    ids::SignalId,
    signal::{Dimension, SignalCode, SourceKind},
    time::UtcDay,
};
use sales_qualify::{catalogue::entry, score::impact};
use sales_store::{
    Db,
    error::StoreError,
    inbox::{self, Waiting},
    record::Record,
    signals::{self, Signal, SignalStatus},
    tx::Progress,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use specta::Type;

use super::{
    SignalView,
    material::stored,
    model::BY_MODEL,
    scores::{Explained, explained_in},
    signals::{trust, view},
};
use crate::{
    app::App,
    error::{AppError, ErrorCode},
    jobs::JobKind,
    lists::count,
    records::{RecordLink, clean::Readings},
};

/// Asks for signals that wait.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
pub struct ListInbox {
    /// Which, and in which order.
    pub query: InboxQuery,
    /// How many to pass over.
    pub offset: u32,
    /// How many at most.
    pub limit: u32,
}

/// Which signals that wait, and in which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Type)]
pub struct InboxQuery {
    /// What comes first.
    pub order: InboxOrder,
    /// Only those that bear most on this dimension.
    pub dimension: Option<Dimension>,
    /// Only those from there.
    pub source: Option<SourceKind>,
}

/// What comes first of the signals that wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum InboxOrder {
    /// What was found last.
    #[default]
    Newest,
    /// What counts most.
    Strongest,
}

/// Signals that wait.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct InboxView {
    /// All that wait.
    pub all: u32,
    /// Those that were asked for.
    pub total: u32,
    /// How many wait for each dimension, of those from the source that was asked for.
    pub dimensions: Vec<DimensionCount>,
    /// How many wait from each source, of those for the dimension that was asked for.
    pub sources: Vec<SourceCount>,
    /// The part of them that was asked for.
    pub rows: Vec<InboxRow>,
}

/// How many signals bear most on a dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
pub struct DimensionCount {
    /// The dimension.
    pub dimension: Dimension,
    /// How many.
    pub signals: u32,
}

/// How many signals come from somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
pub struct SourceCount {
    /// Where from.
    pub source: SourceKind,
    /// How many.
    pub signals: u32,
}

/// A signal that waits.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct InboxRow {
    /// The signal.
    pub signal: SignalView,
    /// Whom it is about; of a company the prospect there with the best score.
    pub prospect: Option<RecordLink>,
    /// The company that it is about.
    pub company: Option<String>,
    /// The other prospects that it counts for.
    pub others: u32,
    /// What it does to the score of the prospect.
    pub effect: Option<EffectView>,
}

/// What a signal does to a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct EffectView {
    /// The score with it.
    pub total: u8,
    /// The grade with it.
    pub grade: String,
    /// The score without it.
    pub without: u8,
}

/// Says the same of signals.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
pub struct JudgeSignals {
    /// Which; with `all_of` none.
    pub signals: Vec<String>,
    /// All of those that wait.
    pub all_of: Option<InboxQuery>,
    /// What is said.
    pub verdict: SignalVerdict,
}

/// What a person says of a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SignalVerdict {
    /// It is right.
    Accept,
    /// It is wrong.
    Reject,
}

/// The answer to a question, until something changes.
#[derive(Debug)]
pub(crate) struct Answer {
    query: InboxQuery,
    all: u32,
    dimensions: Vec<DimensionCount>,
    sources: Vec<SourceCount>,
    numbers: Vec<i64>,
}

/// Signals that are given at a time.
const MOST: usize = 200;

/// From so many on, saying something of them is work that tells how far it is.
const MANY: usize = 1_000;

/// Signals that wait are counted up to this many, for the frame of the window.
pub(crate) const MOST_COUNTED: u32 = 1_000;

impl App {
    /// The signals that nobody has said anything of.
    pub fn signals_inbox(&self, input: &ListInbox) -> Result<InboxView, AppError> {
        let workspace = self.workspace()?;
        let today = self.as_of(None)?;
        let answer = self.answer(input.query)?;
        let from = answer.numbers.len().min(input.offset as usize);
        let until = answer.numbers.len().min(from + MOST.min(input.limit as usize));
        let rows = workspace.store.read(|db| rows(db, &answer.numbers[from..until], today))?;
        let Answer { all, dimensions, sources, numbers, .. } = &*answer;
        Ok(InboxView {
            all: *all,
            total: count(numbers.len()),
            dimensions: dimensions.clone(),
            sources: sources.clone(),
            rows,
        })
    }

    /// Says that signals are right or wrong, as one change; gives of how many that was not said before.
    pub fn signals_judge(&self, input: &JudgeSignals) -> Result<u32, AppError> {
        let workspace = self.workspace()?;
        let mut numbers = match input.all_of {
            Some(query) => self.answer(query)?.numbers.clone(),
            None => Vec::new(),
        };
        let missing = |id: &str| AppError::new(ErrorCode::SignalMissing).with("id", id);
        for id in &input.signals {
            let signal: SignalId = id.parse().map_err(|_| missing(id))?;
            let found = workspace.store.read(|db| signals::find(db, signal))?;
            numbers.push(found.ok_or_else(|| missing(id))?.number);
        }
        let (status, label) = match input.verdict {
            SignalVerdict::Accept => (SignalStatus::Accepted, "signals_accept"),
            SignalVerdict::Reject => (SignalStatus::Rejected, "signals_reject"),
        };
        let by_model = workspace.store.read(|db| signals::found_by(db, &numbers, BY_MODEL))?;
        let judge = |progress: Progress<'_>| {
            let mut tx = workspace.store.begin(Origin::User, label, &json!({"count": numbers.len()}))?;
            let changed = tx.set_signal_statuses(&numbers, status)?;
            if changed > 0 {
                trust(&mut tx, &by_model, status)?;
                tx.set_args(&json!({"count": changed}))?;
                tx.commit_telling(progress)?;
            }
            Ok::<_, AppError>(count(changed))
        };
        if numbers.len() < MANY {
            return judge(&mut |_, _| ControlFlow::Continue(()));
        }
        let mut job = self.start_job(JobKind::Scores, "");
        let judged = judge(&mut |done, all| job.go_on(done, all));
        job.end(judged)
    }

    fn answer(&self, query: InboxQuery) -> Result<Arc<Answer>, AppError> {
        let workspace = self.workspace()?;
        if let Some(known) = workspace.inbox.lock().as_ref().filter(|known| known.query == query) {
            return Ok(Arc::clone(known));
        }
        let today = self.as_of(None)?;
        let made = Arc::new(workspace.store.read(|db| answer(db, query, today))?);
        *workspace.inbox.lock() = Some(Arc::clone(&made));
        Ok(made)
    }
}

fn main_dimension(code: SignalCode) -> Option<Dimension> {
    entry(code).weights.first().map(|&(dimension, _)| dimension)
}

fn answer(db: &Db, query: InboxQuery, today: UtcDay) -> Result<Answer, StoreError> {
    let mut all = 0;
    let mut of_dimension: HashMap<Dimension, u32> = HashMap::new();
    let mut of_source: HashMap<SourceKind, u32> = HashMap::new();
    let mut found: Vec<(i64, i64)> = Vec::new();
    inbox::each(db, |Waiting { number, facts, .. }| {
        all += 1;
        let dimension = main_dimension(facts.code);
        let is_of_dimension = query.dimension.is_none() || query.dimension == dimension;
        let is_of_source = query.source.is_none_or(|source| source == facts.source);
        if is_of_dimension {
            *of_source.entry(facts.source).or_default() += 1;
        }
        if is_of_source && let Some(dimension) = dimension {
            *of_dimension.entry(dimension).or_default() += 1;
        }
        if is_of_dimension && is_of_source {
            found.push((impact(&stored(number, facts), today), number));
        }
    })?;
    if query.order == InboxOrder::Strongest {
        // Equal ones stay as they are: the newest first.
        found.sort_by_key(|&(impact, _)| Reverse(impact));
    }
    let dimensions = Dimension::ALL
        .into_iter()
        .filter_map(|dimension| Some(DimensionCount { dimension, signals: *of_dimension.get(&dimension)? }));
    let sources = SourceKind::ALL
        .into_iter()
        .filter_map(|source| Some(SourceCount { source, signals: *of_source.get(&source)? }));
    Ok(Answer {
        query,
        all,
        dimensions: dimensions.collect(),
        sources: sources.collect(),
        numbers: found.into_iter().map(|(_, number)| number).collect(),
    })
}

fn rows(db: &Db, numbers: &[i64], today: UtcDay) -> Result<Vec<InboxRow>, StoreError> {
    let signals = inbox::at(db, numbers)?;
    let mut about: HashMap<(Entity, i64), (i64, u32)> = HashMap::new();
    for signal in &signals {
        let subject = (signal.entity, signal.row);
        let best = match signal.entity {
            Entity::Prospect => Some((signal.row, 1)),
            Entity::Company if about.contains_key(&subject) => None,
            Entity::Company => inbox::best_of_company(db, signal.row)?,
        };
        about.extend(best.map(|best| (subject, best)));
    }
    let prospects: Vec<i64> = about.values().map(|&(row, _)| row).collect();
    let companies: Vec<i64> =
        signals.iter().filter(|signal| signal.entity == Entity::Company).map(|signal| signal.row).collect();
    let scores = explained_in(db, &prospects, today)?;
    let people = Record::at_rows(db, Entity::Prospect, &prospects)?;
    let readings = Readings::of(db, people.iter())?;
    let links: HashMap<i64, RecordLink> =
        people.iter().map(|record| (record.row, RecordLink::telling(record).read(record, &readings))).collect();
    let names: HashMap<i64, String> =
        Record::at_rows(db, Entity::Company, &companies)?.iter().map(|record| (record.row, record.title())).collect();
    let row = |signal: &Signal| {
        let best = about.get(&(signal.entity, signal.row));
        let of_company = signal.entity == Entity::Company;
        InboxRow {
            signal: view(signal),
            prospect: best.and_then(|(row, _)| links.get(row)).cloned(),
            company: names.get(&signal.row).filter(|_| of_company).cloned(),
            others: best.map_or(0, |&(_, all)| all - 1),
            effect: best.and_then(|(row, _)| scores.get(row)).map(|made| effect(made, signal)),
        }
    };
    Ok(signals.iter().map(row).collect())
}

fn effect(made: &Explained, signal: &Signal) -> EffectView {
    let score = &made.breakdown.score;
    EffectView {
        total: score.total,
        grade: score.grade.told(score.is_uncertain).to_owned(),
        without: made.without(signal.number).unwrap_or(score.total),
    }
}
