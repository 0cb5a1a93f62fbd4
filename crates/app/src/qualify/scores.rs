//! Making scores.

use std::{
    collections::{BTreeMap, HashMap},
    ops::ControlFlow,
    sync::Arc,
};

use sales_core::{
    fields::Entity,
    ids::SignalId,
    signal::{Dimension, SignalCode},
    time::{UtcDay, UtcMillis},
};
use sales_qualify::{
    explain::{Statement, explain},
    icp::{Exclusion, Fit},
    score::{Breakdown, Evidence, Line, Part, Score, Scorer},
};
use sales_store::{
    Db,
    error::StoreError,
    overrides::{self, Override},
    record::Record,
    scores::{self, ProspectFacts, ScoreMaker, StoredScore, each_prospect},
    signals::{self, Counted, Signal, SignalStatus, prepare_counted},
};

use super::{
    GradeCount, GradesView, PartView, ScoreView, day,
    material::{CompanyMaterial, Criteria, MOST_SIGNALS, stored},
};
use crate::{
    app::App,
    error::{AppError, ErrorCode},
    jobs::{Job, JobKind},
    lists::{count, row_of},
    workspace::Workspace,
};

/// Prospects between two answers about how far the work is.
const STEP: usize = 4_096;

/// One prospect's score with all that explains it.
pub(super) struct Explained {
    pub fit: Fit,
    pub breakdown: Breakdown,
    pub statements: Vec<Statement>,
    pub evidence: Vec<Evidence>,
    /// The signals of the store by their numbers.
    pub signals: HashMap<i64, Signal>,
    /// The signals that were rejected.
    pub rejected: Vec<SignalId>,
    /// What a person set in its place.
    pub set: Option<Override>,
}

/// The moment up to which signals count: the end of a day.
pub(super) fn end_of(as_of: UtcDay) -> UtcMillis {
    UtcMillis(UtcDay(as_of.0.saturating_add(1)).start().0 - 1)
}

impl App {
    /// The day of a question, or today.
    pub(super) fn as_of(&self, text: Option<&str>) -> Result<UtcDay, AppError> {
        match text {
            Some(text) => day(text),
            None => Ok(UtcDay::of(self.workspace()?.store.now())),
        }
    }

    /// Makes the scores of all prospects and keeps them. Asked to stop, it changes nothing.
    pub fn qualify_all(&self, as_of: Option<&str>) -> Result<GradesView, AppError> {
        let as_of = self.as_of(as_of)?;
        let workspace = self.workspace()?;
        let mut job = self.start_job(JobKind::Scores, "");
        let made = score_all(&workspace, as_of, Criteria::of, &mut job)
            .and_then(|scores| keep(&workspace, &scores, as_of, &mut job));
        job.end(made)
    }

    /// Makes them anew where there are some: what they were held against is another.
    pub(crate) fn qualify_all_again(&self) -> Result<(), AppError> {
        if self.workspace()?.store.read(scores::exist)? {
            self.qualify_all(None)?;
        }
        Ok(())
    }

    /// The scores of some prospects, which are kept too.
    pub fn qualify(&self, ids: &[String], as_of: Option<&str>) -> Result<Vec<ScoreView>, AppError> {
        let as_of = self.as_of(as_of)?;
        let workspace = self.workspace()?;
        let rows = ids.iter().map(|id| row_of(&workspace, Entity::Prospect, id)).collect::<Result<Vec<_>, _>>()?;
        let made = explained(&workspace, &rows, as_of)?;
        let scores: Vec<StoredScore> =
            rows.iter().zip(&made).map(|(&row, made)| kept(row, as_of, &made.breakdown.score)).collect();
        write(&workspace, &scores)?;
        Ok(ids.iter().zip(&made).map(|(id, made)| made.view(id, as_of)).collect())
    }

    /// Gives the score of every prospect in use, with its breakdown, until it is enough.
    pub fn qualify_each<E: From<AppError>>(
        &self,
        as_of: Option<&str>,
        take: &mut dyn FnMut(&ScoreView) -> Result<(), E>,
    ) -> Result<(), E> {
        let as_of = self.as_of(as_of)?;
        let workspace = self.workspace()?;
        let rows = workspace.store.read(active_rows).map_err(AppError::from)?;
        for rows in rows.chunks(STEP) {
            let ids = workspace.store.read(|db| Record::ids_of(db, Entity::Prospect, rows)).map_err(AppError::from)?;
            let rows: Vec<i64> = rows.iter().copied().filter(|row| ids.contains_key(row)).collect();
            for (row, made) in rows.iter().zip(explained(&workspace, &rows, as_of)?) {
                take(&made.view(&ids[row].to_string(), as_of))?;
            }
        }
        Ok(())
    }
}

fn active_rows(db: &Db) -> Result<Vec<i64>, StoreError> {
    let mut rows = Vec::new();
    each_prospect(db, None, |prospect| {
        rows.push(prospect.row);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(rows)
}

/// Scores everybody, held against `criteria`.
pub(super) fn score_all(
    workspace: &Workspace,
    as_of: UtcDay,
    criteria: impl FnOnce(&Db) -> Result<Criteria, StoreError>,
    job: &mut Job,
) -> Result<Vec<StoredScore>, AppError> {
    let total = workspace.store.count_active(Entity::Prospect)? as u64;
    let scored = workspace.store.read(|db| {
        let mut criteria = criteria(db)?;
        scores_of(db, &mut criteria, Scored { rows: None, as_of, without: &[] }, &mut |done| {
            if done.is_multiple_of(STEP) { job.go_on(done as u64, total) } else { ControlFlow::Continue(()) }
        })
    });
    Ok(scored?)
}

/// Makes the scores of some prospects for the store, which asks whenever a write touches what they are made of.
pub(crate) fn score_maker() -> ScoreMaker {
    Arc::new(|db, rows, as_of| {
        let some = Scored { rows: Some(rows), as_of, without: &[] };
        scores_of(db, &mut Criteria::of(db)?, some, &mut |_| ControlFlow::Continue(()))
    })
}

/// Who is scored, and as of when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scored<'a> {
    /// Those of these prospects that are in use; all without it.
    pub rows: Option<&'a [i64]>,
    pub as_of: UtcDay,
    /// Signals that do not count.
    pub without: &'a [SignalCode],
}

/// Scores some prospects or all: one pass over the prospects and one over the signals, side by side. `told` is told how
/// many are scored.
pub(super) fn scores_of(
    db: &Db,
    criteria: &mut Criteria,
    Scored { rows, as_of, without }: Scored<'_>,
    told: &mut dyn FnMut(usize) -> ControlFlow<()>,
) -> Result<Vec<StoredScore>, StoreError> {
    let until = end_of(as_of);
    let companies = rows.map(|rows| scores::companies_of(db, rows)).transpose()?;
    let companies = criteria.companies_with_signals(db, companies.as_deref(), until)?;
    let mut statement = prepare_counted(db, rows.is_some())?;
    let mut signals = Counted::of(&mut statement, Entity::Prospect, rows, until)?;
    let config = criteria.config.clone();
    let mut scorer = Scorer::new(&config);
    let mut scores = Vec::new();
    let mut evidence = Vec::new();
    each_prospect(db, rows, |prospect| {
        let company = prospect.company.and_then(|row| companies.get(&row));
        let fit = criteria.prospect(&prospect, company, &mut evidence);
        signals.each_of(prospect.row, |facts| super::material::push(&mut evidence, facts))?;
        if !without.is_empty() {
            evidence.retain(|signal| !without.contains(&signal.code));
        }
        scores.push(kept(prospect.row, as_of, &scorer.score(&evidence, &fit, as_of)));
        Ok(told(scores.len()))
    })?;
    Ok(scores)
}

fn keep(workspace: &Workspace, scores: &[StoredScore], as_of: UtcDay, job: &mut Job) -> Result<GradesView, AppError> {
    let mut tx = workspace.store.begin_unrecorded()?;
    let mut changed = 0;
    for (place, chunk) in scores.chunks(STEP).enumerate() {
        changed += tx.write_scores(chunk)?;
        if job.go_on((place * STEP + chunk.len()) as u64, scores.len() as u64).is_break() {
            return Err(AppError::new(ErrorCode::Cancelled));
        }
    }
    tx.forget_lost_scores()?;
    tx.note_all_scored()?;
    tx.commit()?;
    Ok(GradesView {
        as_of: as_of.to_string(),
        prospects: count(scores.len()),
        changed: count(changed),
        grades: by_grade(scores),
    })
}

fn by_grade(scores: &[StoredScore]) -> Vec<GradeCount> {
    count_grades(scores.iter().map(|score| score.grade))
}

/// How many there are of each grade, best first.
pub(super) fn count_grades<'g>(grades: impl Iterator<Item = &'g str>) -> Vec<GradeCount> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for grade in grades {
        *counts.entry(grade).or_default() += 1;
    }
    counts.into_iter().map(|(grade, prospects)| GradeCount { grade: grade.to_owned(), prospects }).collect()
}

fn write(workspace: &Workspace, scores: &[StoredScore]) -> Result<(), AppError> {
    let mut tx = workspace.store.begin_unrecorded()?;
    tx.write_scores(scores)?;
    tx.commit()?;
    Ok(())
}

fn kept(row: i64, as_of: UtcDay, score: &Score) -> StoredScore {
    StoredScore {
        row,
        as_of,
        dimensions: score.dimensions.map(|dimension| dimension.score),
        fit: score.fit,
        bant: score.bant,
        total: score.total,
        grade: score.grade.told(score.is_uncertain),
        confidence: score.confidence,
    }
}

/// The scores of prospects with all that explains them, in the order of the rows given.
pub(super) fn explained(workspace: &Workspace, rows: &[i64], as_of: UtcDay) -> Result<Vec<Explained>, AppError> {
    let mut found = workspace.store.read(|db| explained_in(db, rows, as_of))?;
    // One that is put away has no score.
    let missing = || AppError::new(ErrorCode::RecordMissing);
    rows.iter().map(|row| found.remove(row).ok_or_else(missing)).collect()
}

/// The same of those that are in use, by their rows.
pub(super) fn explained_in(db: &Db, rows: &[i64], as_of: UtcDay) -> Result<HashMap<i64, Explained>, StoreError> {
    let until = end_of(as_of);
    let mut criteria = Criteria::of(db)?;
    let companies = criteria.companies(db, Some(&scores::companies_of(db, rows)?))?;
    let mut set = overrides::of_rows(db, rows, as_of)?;
    set.retain(|_, set| set.created_at <= until);
    let mut found = HashMap::new();
    each_prospect(db, Some(rows), |prospect| {
        let company = prospect.company.and_then(|row| companies.get(&row));
        let mut all = signals::of(db, Entity::Prospect, prospect.row)?;
        if let Some(row) = prospect.company {
            all.extend(signals::of(db, Entity::Company, row)?);
        }
        all.retain(|signal| signal.created_at <= until);
        let set = set.remove(&prospect.row);
        found.insert(prospect.row, explain_one(&mut criteria, &prospect, company, all, as_of, set));
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(found)
}

/// The score of a prospect with what explains it, from what is known of it: all its signals, and those of its company.
pub(super) fn explain_one(
    criteria: &mut Criteria,
    prospect: &ProspectFacts<'_>,
    company: Option<&CompanyMaterial>,
    mut all: Vec<Signal>,
    as_of: UtcDay,
    set: Option<Override>,
) -> Explained {
    let mut evidence = Vec::new();
    let fit = criteria.prospect(prospect, company, &mut evidence);
    let is_rejected = |signal: &&Signal| signal.status == SignalStatus::Rejected;
    let rejected = all.iter().filter(is_rejected).map(|signal| signal.id).collect();
    all.retain(counts);
    all.truncate(MOST_SIGNALS);
    evidence.extend(all.iter().map(|signal| stored(signal.number, signal.facts)));
    let signals = all.into_iter().map(|signal| (signal.number, signal)).collect();
    let config = criteria.config.clone();
    let (breakdown, statements) = explain(&evidence, &fit, &config, as_of);
    Explained { fit, breakdown, statements, evidence, signals, rejected, set }
}

fn counts(signal: &Signal) -> bool {
    matches!(signal.status, SignalStatus::Found | SignalStatus::Accepted)
}

/// Millionths as a number with two digits.
pub(super) fn points(value: i64) -> f64 {
    ((value + 5_000) / 10_000) as f64 / 100.0
}

/// Millionths as a part with three digits.
pub(super) fn part(value: i64) -> f64 {
    ((value + 500) / 1_000) as f64 / 1_000.0
}

impl Explained {
    /// The score with its breakdown.
    pub fn view(&self, id: &str, as_of: UtcDay) -> ScoreView {
        let score = &self.breakdown.score;
        let of = |dimension| score.dimension(dimension).score.map(points);
        ScoreView {
            id: id.to_owned(),
            as_of: as_of.to_string(),
            b: of(Dimension::Budget),
            a: of(Dimension::Authority),
            n: of(Dimension::Need),
            t: of(Dimension::Timing),
            fit: score.fit.map(points),
            bant: points(score.bant),
            total: score.total,
            grade: score.grade.told(score.is_uncertain).to_owned(),
            confidence: part(score.confidence),
            coverage: part(score.coverage),
            breakdown: self.parts(),
            set: self.set.as_ref().map(super::overrides::view),
        }
    }

    /// Its parts; their points sum to the score.
    pub fn parts(&self) -> Vec<PartView> {
        self.breakdown.lines.iter().map(|line| self.part(line)).collect()
    }

    fn part(&self, line: &Line) -> PartView {
        let (signal, code, dim) = match line.part {
            Part::Signal { dimension, id } => {
                let code = self.evidence.iter().find(|one| one.id == id).map_or("", |one| one.code.as_str());
                (self.name_of(id), code.to_owned(), dimension.as_str())
            }
            Part::Mean(dimension) => (format!("mean:{}", dimension.as_str()), "mean".to_owned(), dimension.as_str()),
            Part::Criterion(criterion) => (format!("icp:{}", criterion.as_str()), criterion.as_str().to_owned(), "F"),
            Part::Exclusion => {
                let reason = self.fit.exclusion.map_or("", Exclusion::as_str);
                (format!("exclusion:{reason}"), "exclusion".to_owned(), "F")
            }
        };
        let evidence = match line.part {
            Part::Signal { id, .. } => self.evidence.iter().find(|one| one.id == id),
            _ => None,
        };
        let stored = evidence.and_then(|evidence| self.signals.get(&evidence.id));
        PartView {
            signal,
            code,
            dim: dim.to_owned(),
            points: line.points,
            without: line.without,
            source: evidence.map(|evidence| evidence.source.as_str().to_owned()),
            date: evidence.map(|evidence| evidence.observed_at.to_string()),
            quote: stored.and_then(|signal| signal.quote.clone()),
        }
    }

    /// The score without a signal, if it counts.
    pub fn without(&self, signal: i64) -> Option<u8> {
        let is_of = |line: &&Line| matches!(line.part, Part::Signal { id, .. } if id == signal);
        self.breakdown.lines.iter().find(is_of)?.without
    }

    /// What a signal is called: its identity, or what the record says.
    pub fn name_of(&self, id: i64) -> String {
        if let Some(signal) = self.signals.get(&id) {
            return signal.id.to_string();
        }
        let code = self.evidence.iter().find(|one| one.id == id).map_or("", |one| SignalCode::as_str(one.code));
        format!("record:{code}")
    }
}
