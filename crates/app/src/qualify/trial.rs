//! What an offer or ideal customer would change, before it is saved.
//!
//! As long as only the fit of prospects changes, their four dimensions stay as they are today: then a try holds what
//! records say, read once and kept until something changes, against the ideal customer, and reads no signal. Else
//! everybody is scored. A try that begins ends the one before it, whose answer nobody waits for any more.

use std::{cmp::Reverse, collections::HashMap, ops::ControlFlow, sync::Arc};

use sales_core::{fields::Entity, time::UtcDay};
use sales_ingest::normal::title::TitleForm;
use sales_qualify::score::refit;
use sales_store::{
    Db,
    error::StoreError,
    record::Record,
    scores::{self, MadeScore, StoredScore, each_company, each_prospect},
};

use super::{
    Describable, EditDescription, MoveView, TriedView,
    descriptions::{draft, row_of_draft},
    material::{CompanyMaterial, CompanySays, Criteria},
    scores::{count_grades, score_all},
};
use crate::{
    app::App,
    error::AppError,
    jobs::{Job, JobKind},
    lists::count,
    records::{RecordLink, clean::Readings},
    workspace::Workspace,
};

/// What records say, and the scores that they have today.
#[derive(Debug)]
pub(crate) struct Said {
    as_of: UtcDay,
    /// In the order of their rows.
    people: Vec<Person>,
    companies: Vec<CompanySays>,
}

#[derive(Debug)]
struct Person {
    row: i64,
    /// The place of its company.
    company: Option<usize>,
    title: Option<TitleForm>,
    country: Option<Arc<str>>,
    score: MadeScore,
}

/// More prospects are not kept: they would hold much memory.
const MOST_KEPT: usize = 250_000;

/// Prospects that change their grade are named up to this many, those first whose score changes most.
const MOST_MOVES: usize = 50;

/// What a score is, and what it would be.
struct Tried<'s> {
    row: i64,
    from: u8,
    from_grade: &'s str,
    to: u8,
    to_grade: &'static str,
}

impl App {
    /// What everybody's scores of today would be with this offer or ideal customer, held against what they are without
    /// it. Nothing is saved, so it needs no name yet.
    ///
    /// # Errors
    /// When it cannot be, and `Cancelled` when another try began meanwhile.
    pub fn described_try<T: Describable>(&self, input: &EditDescription) -> Result<TriedView, AppError> {
        self.note_stopping(|job| job.kind == JobKind::Trial);
        let what: T = draft(&input.json)?;
        let as_of = self.as_of(None)?;
        let workspace = self.workspace()?;
        let replaced = row_of_draft(&workspace, input, &what)?;
        let said = self.said(&workspace, as_of)?;
        let with = |db: &Db| {
            let (offers, icps) = what.clone().among_all(db, replaced)?;
            Ok(Criteria::made_of(&offers, &icps))
        };
        let (criteria, now) = workspace.store.read(|db| Ok((with(db)?, Criteria::of(db)?)))?;
        if criteria.differs_in_fit_alone(&now) {
            return view(&workspace, refitted(&said, &criteria));
        }
        let mut job = self.start_job(JobKind::Trial, what.name());
        let made = score_all(&workspace, as_of, with, &mut job);
        view(&workspace, rescored(&said, &job.end(made)?))
    }

    /// What records say with the scores of a day, as kept or read anew.
    fn said(&self, workspace: &Workspace, as_of: UtcDay) -> Result<Arc<Said>, AppError> {
        if let Some(known) = workspace.said.lock().clone().filter(|said| said.as_of == as_of) {
            return Ok(known);
        }
        let mut job = self.start_job(JobKind::Trial, "");
        let read = read_all(workspace, as_of, &mut job);
        let said = Arc::new(job.end(read)?);
        if said.people.len() <= MOST_KEPT {
            *workspace.said.lock() = Some(Arc::clone(&said));
        }
        Ok(said)
    }
}

/// Reads what records say, with the scores that were made today; where these are of another day, they are made anew.
fn read_all(workspace: &Workspace, as_of: UtcDay, job: &mut Job) -> Result<Said, AppError> {
    if let Some(scores) = workspace.store.read(|db| scores::current(db, as_of))?
        && let (said, true) = workspace.store.read(|db| say(db, as_of, scores))?
    {
        return Ok(said);
    }
    let scores = score_all(workspace, as_of, Criteria::of, job)?;
    let scores = scores.into_iter().map(|score| (score.row, score.into())).collect();
    Ok(workspace.store.read(|db| say(db, as_of, scores))?.0)
}

/// Reads what records say of everybody who has a score, and whether that is everybody.
fn say(db: &Db, as_of: UtcDay, mut scores: HashMap<i64, MadeScore>) -> Result<(Said, bool), StoreError> {
    let mut criteria = Criteria::of(db)?;
    let mut companies = Vec::new();
    let mut places: HashMap<i64, usize> = HashMap::new();
    each_company(db, None, |record| {
        places.insert(record.row, companies.len());
        companies.push(criteria.says(&record));
    })?;
    let mut countries: HashMap<String, Arc<str>> = HashMap::new();
    let mut people = Vec::new();
    let mut is_whole = true;
    each_prospect(db, None, |prospect| {
        let Some(score) = scores.remove(&prospect.row) else {
            is_whole = false;
            return Ok(ControlFlow::Continue(()));
        };
        let (title, country) = criteria.person(&prospect);
        let country =
            country.map(|code| Arc::clone(countries.entry(code).or_insert_with_key(|code| code.as_str().into())));
        let company = prospect.company.and_then(|row| places.get(&row).copied());
        people.push(Person { row: prospect.row, company, title, country, score });
        Ok(ControlFlow::Continue(()))
    })?;
    Ok((Said { as_of, people, companies }, is_whole))
}

/// The scores with another fit.
fn refitted<'s>(said: &'s Said, criteria: &Criteria) -> Vec<Tried<'s>> {
    let companies: Vec<CompanyMaterial> = said.companies.iter().map(|says| criteria.fits_of(says)).collect();
    let tried = said.people.iter().map(|person| {
        let company = person.company.map(|place| &companies[place]);
        let fit = criteria.fit(person.title, person.country.as_deref(), company);
        let made = refit(person.score.bant, person.score.confidence, &fit, &criteria.config);
        person.tried(made.total, made.grade.told(made.is_uncertain))
    });
    tried.collect()
}

/// The scores that were made anew of those whose score is known.
fn rescored<'s>(said: &'s Said, made: &[StoredScore]) -> Vec<Tried<'s>> {
    let tried = made.iter().filter_map(|score| {
        let place = said.people.binary_search_by_key(&score.row, |person| person.row).ok()?;
        Some(said.people[place].tried(score.total, score.grade))
    });
    tried.collect()
}

impl Person {
    fn tried(&self, to: u8, to_grade: &'static str) -> Tried<'_> {
        Tried { row: self.row, from: self.score.total, from_grade: &self.score.grade, to, to_grade }
    }
}

fn view(workspace: &Workspace, tried: Vec<Tried<'_>>) -> Result<TriedView, AppError> {
    let prospects = count(tried.len());
    let before = count_grades(tried.iter().map(|one| one.from_grade));
    let grades = count_grades(tried.iter().map(|one| one.to_grade));
    let letter = |grade: &str| grade.chars().next();
    let mut moves: Vec<Tried<'_>> =
        tried.into_iter().filter(|one| letter(one.to_grade) != letter(one.from_grade)).collect();
    let up = moves.iter().filter(|one| one.to > one.from).count();
    let all = moves.len();
    moves.sort_unstable_by_key(|one| (Reverse(one.to.abs_diff(one.from)), one.row));
    moves.truncate(MOST_MOVES);
    let moves = workspace.store.read(|db| named(db, &moves))?;
    Ok(TriedView { prospects, up: count(up), down: count(all - up), before, grades, moves })
}

fn named(db: &Db, moves: &[Tried<'_>]) -> Result<Vec<MoveView>, StoreError> {
    let rows: Vec<i64> = moves.iter().map(|one| one.row).collect();
    let people = Record::at_rows(db, Entity::Prospect, &rows)?;
    let readings = Readings::of(db, people.iter())?;
    let mut links: HashMap<i64, RecordLink> =
        people.iter().map(|record| (record.row, RecordLink::telling(record).read(record, &readings))).collect();
    let moves = moves.iter().filter_map(|one| {
        Some(MoveView {
            prospect: links.remove(&one.row)?,
            from: one.from,
            from_grade: one.from_grade.to_owned(),
            to: one.to,
            to_grade: one.to_grade.to_owned(),
        })
    });
    Ok(moves.collect())
}
