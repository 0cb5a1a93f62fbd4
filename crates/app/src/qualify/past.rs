//! Why a score moved: what it is made of, held against what it was made of at a moment that is past.

use std::{
    cmp::{Ordering, Reverse},
    collections::BTreeMap,
    ops::ControlFlow,
};

use sales_core::{
    fields::Entity,
    time::{UtcDay, UtcMillis},
};
use sales_i18n::Text;
use sales_qualify::score::Score;
use sales_store::{
    Db,
    descriptions::{self, DescriptionKind},
    error::StoreError,
    overrides, past,
    scores::{ProspectFacts, each_prospect},
};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{
    SentenceView, day,
    explanation::part_name,
    material::Criteria,
    scores::{Explained, end_of, explain_one, explained},
};
use crate::{
    app::App,
    error::{AppError, ErrorCode},
    lists::row_of,
};

/// A score as it was from a moment on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct FormerScoreView {
    /// From when.
    pub at: UtcMillis,
    /// From 0 to 100.
    pub total: u8,
    /// The grade.
    pub grade: String,
}

/// Asks why a score moved.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
pub struct ScoreSince {
    /// The prospect.
    pub prospect: String,
    /// Since when.
    pub since: UtcMillis,
}

/// Why a score moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct MovedView {
    /// The day from which on is told.
    pub since: String,
    /// The score as it was made then.
    pub from: u8,
    /// Its grade.
    pub from_grade: String,
    /// The score as it is made now.
    pub to: u8,
    /// Its grade.
    pub to_grade: String,
    /// What moved it; the points sum to the difference.
    pub parts: Vec<MovedPartView>,
    /// What there is to say, in order.
    pub sentences: Vec<SentenceView>,
}

/// A part of a score that counts otherwise than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct MovedPartView {
    /// As in a breakdown.
    pub signal: String,
    /// As in a breakdown.
    pub code: String,
    /// `new`, `rejected`, `gone`, `more` or `less`.
    pub why: String,
    /// Its points then.
    pub before: i32,
    /// Its points now.
    pub after: i32,
}

impl App {
    /// What the score of a prospect was, the oldest first.
    pub fn score_history(&self, prospect: &str) -> Result<Vec<FormerScoreView>, AppError> {
        let workspace = self.workspace()?;
        let row = row_of(&workspace, Entity::Prospect, prospect)?;
        let former = workspace.store.read(|db| past::scores(db, row))?;
        let view =
            |former: past::FormerScore| FormerScoreView { at: former.at, total: former.total, grade: former.grade };
        Ok(former.into_iter().map(view).collect())
    }

    /// Why the score of a prospect moved since the beginning of a day.
    pub fn score_moved_since_day(&self, prospect: &str, since: &str, text: Text) -> Result<MovedView, AppError> {
        let since = day(since)?;
        let before = UtcDay(since.0.saturating_sub(1));
        self.score_moved(prospect, since, before, end_of(before), text)
    }

    /// Why the score of a prospect moved since a moment.
    pub fn score_moved_since(&self, input: &ScoreSince, text: Text) -> Result<MovedView, AppError> {
        let since = UtcDay::of(input.since);
        self.score_moved(&input.prospect, since, since, input.since, text)
    }

    fn score_moved(
        &self,
        prospect: &str,
        since: UtcDay,
        as_of: UtcDay,
        at: UtcMillis,
        text: Text,
    ) -> Result<MovedView, AppError> {
        let today = self.as_of(None)?;
        if since > today {
            return Err(AppError::new(ErrorCode::DayInFuture).with("day", since).at_field("since"));
        }
        let workspace = self.workspace()?;
        let row = row_of(&workspace, Entity::Prospect, prospect)?;
        let missing = || AppError::new(ErrorCode::RecordMissing);
        let now = explained(&workspace, &[row], today)?.pop().ok_or_else(missing)?;
        let (then, changed) =
            workspace.store.read(|db| Ok((explained_then(db, row, as_of, at)?, descriptions::saved_since(db, at)?)))?;
        let then = then.ok_or_else(missing)?;
        Ok(Moved { then: &then, now: &now, text }.view(since, &changed))
    }
}

/// The score of a prospect as it was made at a moment.
fn explained_then(db: &Db, row: i64, as_of: UtcDay, at: UtcMillis) -> Result<Option<Explained>, StoreError> {
    let mut criteria = Criteria::then(db, at)?;
    let cells = past::cells(db, "prospects", &[row], at)?;
    let mut found = None;
    each_prospect(db, Some(&[row]), |now| {
        let company = now.company.map(|company| company.to_string());
        let company: Option<i64> = cells.then(row, "company", company.as_deref()).and_then(|row| row.parse().ok());
        let facts = ProspectFacts {
            row,
            company,
            job_title: cells.then(row, "job_title", now.job_title),
            country: cells.then(row, "country", now.country),
            updated_at: past::updated_at(db, Entity::Prospect, row, now.updated_at, at)?,
        };
        let material = company.map(|company| criteria.company_then(db, company, at)).transpose()?.flatten();
        let mut all = past::signals(db, Entity::Prospect, row, at)?;
        if let Some(company) = company {
            all.extend(past::signals(db, Entity::Company, company, at)?);
        }
        let set = overrides::of_rows(db, &[row], as_of)?.remove(&row).filter(|set| set.created_at <= at);
        found = Some(explain_one(&mut criteria, &facts, material.as_ref(), all, as_of, set));
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(found)
}

struct Moved<'e> {
    then: &'e Explained,
    now: &'e Explained,
    text: Text,
}

/// The points of each part over all dimensions, with its code, by what it is called.
fn points(made: &Explained) -> BTreeMap<(String, String), i32> {
    let mut points = BTreeMap::new();
    for part in made.parts() {
        let name = if part.code == "mean" { "mean".to_owned() } else { part.signal };
        *points.entry((name, part.code)).or_default() += part.points;
    }
    points
}

impl Moved<'_> {
    fn view(&self, since: UtcDay, changed: &[descriptions::Saved]) -> MovedView {
        let [then, now] = [self.then, self.now].map(|made| made.breakdown.score);
        let told = |score: &Score| score.grade.told(score.is_uncertain).to_owned();
        let parts = self.parts();
        let mut view = MovedView {
            since: since.to_string(),
            from: then.total,
            from_grade: told(&then),
            to: now.total,
            to_grade: told(&now),
            sentences: Vec::new(),
            parts,
        };
        view.sentences.push(self.whole(&view));
        view.sentences.extend(view.parts.iter().map(|part| self.sentence(part)));
        view.sentences.extend(changed.iter().map(|saved| self.saved(saved)));
        view
    }

    /// What counts otherwise, the most first.
    fn parts(&self) -> Vec<MovedPartView> {
        let (then, now) = (points(self.then), points(self.now));
        let mut parts: Vec<MovedPartView> = then
            .keys()
            .chain(now.keys().filter(|key| !then.contains_key(key)))
            .map(|key| {
                let [before, after] = [&then, &now].map(|points| points.get(key).copied());
                let (name, code) = key;
                MovedPartView {
                    signal: name.clone(),
                    code: code.clone(),
                    why: self.why(name, before, after).to_owned(),
                    before: before.unwrap_or_default(),
                    after: after.unwrap_or_default(),
                }
            })
            .filter(|part| part.before != part.after)
            .collect();
        parts.sort_by_key(|part| Reverse((part.after - part.before).abs()));
        parts
    }

    fn why(&self, name: &str, before: Option<i32>, after: Option<i32>) -> &'static str {
        match (before, after) {
            (None, _) => "new",
            (Some(_), None) if self.now.rejected.iter().any(|id| id.to_string() == name) => "rejected",
            (Some(_), None) => "gone",
            (Some(before), Some(after)) if after.abs() < before.abs() => "less",
            (Some(_), Some(_)) => "more",
        }
    }

    fn whole(&self, view: &MovedView) -> SentenceView {
        let key = match view.to.cmp(&view.from) {
            Ordering::Greater => "qualify.moved.up",
            Ordering::Less => "qualify.moved.down",
            Ordering::Equal => "qualify.moved.same",
        };
        self.say(
            key,
            &[
                ("since", &self.text.day(&view.since)),
                ("from", &format!("{} ({})", view.from, view.from_grade)),
                ("to", &format!("{} ({})", view.to, view.to_grade)),
                ("points", &view.to.abs_diff(view.from).to_string()),
            ],
        )
    }

    fn sentence(&self, part: &MovedPartView) -> SentenceView {
        let made = if part.why == "new" { self.now } else { self.then };
        let name = part_name(self.text, &part.signal, &part.code);
        let difference = part.after - part.before;
        let sign = if difference < 0 { '−' } else { '+' };
        let source = made.parts().into_iter().find(|one| one.signal == part.signal).and_then(|one| one.source);
        let source = source.map(|source| self.text.say(&format!("qualify.sources.{source}"), &[]));
        let key = match (part.code.as_str(), &source) {
            ("mean", _) => "qualify.moved.mean".to_owned(),
            (_, None) => "qualify.moved.part".to_owned(),
            _ => format!("qualify.moved.{}", part.why),
        };
        let mut sentence = self.say(
            &key,
            &[
                ("name", &name),
                ("points", &format!("{sign}{}", difference.unsigned_abs())),
                ("before", &part.before.to_string()),
                ("after", &part.after.to_string()),
                ("source", &source.unwrap_or_default()),
            ],
        );
        sentence.signal = Some(part.signal.clone());
        sentence
    }

    fn saved(&self, saved: &descriptions::Saved) -> SentenceView {
        let key = match saved.kind {
            DescriptionKind::Offer => "qualify.moved.offer",
            DescriptionKind::Icp => "qualify.moved.icp",
        };
        let (version, on) = (saved.version.to_string(), self.text.day(&UtcDay::of(saved.at).to_string()));
        self.say(key, &[("name", &saved.name), ("version", &version), ("on", &on)])
    }

    fn say(&self, key: &str, args: &[(&str, &str)]) -> SentenceView {
        SentenceView { text: self.text.say(key, args), dim: None, signal: None }
    }
}
