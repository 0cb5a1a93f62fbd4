//! What an ideal customer would change, before it is saved.
//!
//! As long as only the fit of prospects changes, their four dimensions stay as they were scored today: then a try holds
//! what records say, read once and kept until something changes, against the ideal customer, and reads no signal.

use std::{cmp::Reverse, collections::HashMap, ops::ControlFlow, sync::Arc};

use sales_core::{fields::Entity, time::UtcDay};
use sales_ingest::normal::title::TitleForm;
use sales_qualify::{icp::Icp, score::refit};
use sales_store::{
    Db,
    error::StoreError,
    record::Record,
    scores::{self, MadeScore, each_company, each_prospect},
};

use super::{
    MoveView, TriedView,
    descriptions::read,
    material::{CompanyMaterial, CompanySays, Criteria},
    scores::{count_grades, score_all},
};
use crate::{app::App, error::AppError, jobs::JobKind, lists::count, workspace::Workspace};

/// What records say, and the scores as they were made today.
#[derive(Debug)]
pub(crate) struct Said {
    as_of: UtcDay,
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

/// What a score was, and what it would be.
struct Tried {
    row: i64,
    from: u8,
    from_grade: String,
    to: u8,
    to_grade: &'static str,
}

impl App {
    /// What everybody's scores would be with this ideal customer, in JSON, in the place of the saved one of its
    /// name, held against the scores as they were last made. Nothing is saved.
    pub fn icp_try(&self, json: &str) -> Result<TriedView, AppError> {
        let icp: Icp = read(json)?;
        let as_of = self.as_of(None)?;
        let workspace = self.workspace()?;
        if let Some((tried, prospects)) = refitted(&workspace, &icp, as_of)? {
            return view(&workspace, tried, prospects);
        }
        let mut job = self.start_job(JobKind::Scores, &icp.name);
        let made = score_all(&workspace, as_of, Some(&icp), &mut job).and_then(|made| {
            let mut before = workspace.store.read(scores::grades)?;
            let prospects = made.len();
            let tried = made.iter().map(|score| {
                let known = before.remove(&score.row);
                let (from, from_grade) = known.unwrap_or((score.total, score.grade.to_owned()));
                Tried { row: score.row, from, from_grade, to: score.total, to_grade: score.grade }
            });
            view(&workspace, tried.collect(), prospects)
        });
        job.end(made)
    }
}

/// The scores with another fit; none when more than the fit would change, or the scores are not of today.
fn refitted(workspace: &Workspace, icp: &Icp, as_of: UtcDay) -> Result<Option<(Vec<Tried>, usize)>, AppError> {
    let criteria = workspace.store.read(|db| {
        let (now, tried) = (Criteria::of(db)?, Criteria::with(db, Some(icp))?);
        Ok(tried.differs_in_fit_alone(&now).then_some(tried))
    })?;
    let Some(criteria) = criteria else { return Ok(None) };
    let known = workspace.said.lock().clone().filter(|said| said.as_of == as_of);
    let said = match known {
        Some(said) => said,
        None => {
            let Some(said) = workspace.store.read(|db| say(db, as_of))? else { return Ok(None) };
            let said = Arc::new(said);
            if said.people.len() <= MOST_KEPT {
                *workspace.said.lock() = Some(Arc::clone(&said));
            }
            said
        }
    };
    let companies: Vec<CompanyMaterial> = said.companies.iter().map(|says| criteria.fits_of(says)).collect();
    let tried = said.people.iter().map(|person| {
        let company = person.company.map(|place| &companies[place]);
        let fit = criteria.fit(person.title, person.country.as_deref(), company);
        let made = refit(person.score.bant, person.score.confidence, &fit, &criteria.config);
        Tried {
            row: person.row,
            from: person.score.total,
            from_grade: person.score.grade.clone(),
            to: made.total,
            to_grade: made.grade.told(made.is_uncertain),
        }
    });
    Ok(Some((tried.collect(), said.people.len())))
}

/// Reads what records say; none when somebody has no score of today.
fn say(db: &Db, as_of: UtcDay) -> Result<Option<Said>, StoreError> {
    let Some(mut scores) = scores::current(db, as_of)? else { return Ok(None) };
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
            return Ok(ControlFlow::Break(()));
        };
        let (title, country) = criteria.person(&prospect);
        let country =
            country.map(|code| Arc::clone(countries.entry(code).or_insert_with_key(|code| code.as_str().into())));
        let company = prospect.company.and_then(|row| places.get(&row).copied());
        people.push(Person { row: prospect.row, company, title, country, score });
        Ok(ControlFlow::Continue(()))
    })
    .or_else(|error| if is_whole { Err(error) } else { Ok(()) })?;
    Ok(is_whole.then_some(Said { as_of, people, companies }))
}

fn view(workspace: &Workspace, tried: Vec<Tried>, prospects: usize) -> Result<TriedView, AppError> {
    let grades = count_grades(tried.iter().map(|one| one.to_grade));
    let letter = |grade: &str| grade.chars().next();
    let mut moves: Vec<Tried> =
        tried.into_iter().filter(|one| letter(one.to_grade) != letter(&one.from_grade)).collect();
    let up = moves.iter().filter(|one| one.to > one.from).count();
    let all = moves.len();
    moves.sort_unstable_by_key(|one| (Reverse(one.to.abs_diff(one.from)), one.row));
    moves.truncate(MOST_MOVES);
    let rows: Vec<i64> = moves.iter().map(|one| one.row).collect();
    let ids = workspace.store.read(|db| Record::ids_of(db, Entity::Prospect, &rows))?;
    let named = moves.into_iter().filter_map(|one| {
        Some(MoveView {
            id: ids.get(&one.row)?.to_string(),
            from: one.from,
            from_grade: one.from_grade,
            to: one.to,
            to_grade: one.to_grade.to_owned(),
        })
    });
    Ok(TriedView { prospects: count(prospects), up: count(up), down: count(all - up), grades, moves: named.collect() })
}
