//! The scores of prospects as they were last made, and what they are made from besides signals.

mod renew;

use std::{collections::HashMap, ops::ControlFlow, sync::Arc};

use rusqlite::Connection;
use sales_core::{
    change::ChangeKind,
    time::{UtcDay, UtcMillis},
};

use crate::{error::StoreError, overrides, records::row_list, settings, tx::Tx};

pub(crate) use renew::renew;

/// Makes the scores of those of some prospects that are in use, as of a day. Their parts are no matter of the store,
/// so its owner hands this in.
pub type ScoreMaker = Arc<dyn Fn(&Connection, &[i64], UtcDay) -> Result<Vec<StoredScore>, StoreError> + Send + Sync>;

/// A score as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredScore {
    /// The prospect.
    pub row: i64,
    /// The day that it is of.
    pub as_of: UtcDay,
    /// Budget, authority, need and timing, in millionths of a point.
    pub dimensions: [Option<i64>; 4],
    /// The fit, in millionths of a point.
    pub fit: Option<i64>,
    /// The four together, in millionths of a point.
    pub bant: i64,
    /// From 0 to 100.
    pub total: u8,
    /// The grade, with a question mark when it is a guess.
    pub grade: &'static str,
    /// In millionths.
    pub confidence: i64,
}

/// What a record says of a prospect that counts for a score.
#[derive(Debug, Clone, Copy)]
pub struct ProspectFacts<'a> {
    /// Its row.
    pub row: i64,
    /// The row of its company.
    pub company: Option<i64>,
    /// What the person does.
    pub job_title: Option<&'a str>,
    /// Where the person is.
    pub country: Option<&'a str>,
    /// When the record last changed.
    pub updated_at: UtcMillis,
}

/// What a record says of a company that counts for a score.
#[derive(Debug, Clone, Copy, Default)]
pub struct CompanyRecord<'a> {
    /// Its row.
    pub row: i64,
    /// Its name.
    pub name: Option<&'a str>,
    /// Its address in the web.
    pub website: Option<&'a str>,
    /// What it does.
    pub industry: Option<&'a str>,
    /// How many work there.
    pub size: Option<&'a str>,
    /// Where it is.
    pub country: Option<&'a str>,
    /// How much it earns.
    pub revenue: Option<&'a str>,
    /// What it works with.
    pub technologies: Option<&'a str>,
    /// Money that it raised.
    pub funding_amount: Option<&'a str>,
    /// When.
    pub funding_date: Option<&'a str>,
    /// When the record last changed.
    pub updated_at: i64,
}

/// How SQL names what a list shows of a score `s`: points and per cents without digits after the point; none for a
/// field that is no part of a score.
pub(crate) fn shown(field: &str) -> Option<&'static str> {
    Some(match field {
        "grade" => "s.grade",
        "score" => "s.total",
        "score_budget" => "(s.budget + 500000) / 1000000",
        "score_authority" => "(s.authority + 500000) / 1000000",
        "score_need" => "(s.need + 500000) / 1000000",
        "score_timing" => "(s.timing + 500000) / 1000000",
        "score_fit" => "(s.fit + 500000) / 1000000",
        "score_confidence" => "(s.confidence + 5000) / 10000",
        "score_set_until" => "date(s.set_until * 86400, 'unixepoch')",
        _ => return None,
    })
}

pub(crate) const ACTIVE: &str = "archived_at IS NULL AND purged_at IS NULL";

/// Gives prospects in use in the order of their rows: those of these rows, or all.
///
/// # Errors
/// [`StoreError::Cancelled`] when it was enough.
pub fn each_prospect(
    db: &Connection,
    rows: Option<&[i64]>,
    mut visit: impl FnMut(ProspectFacts<'_>) -> Result<ControlFlow<()>, StoreError>,
) -> Result<(), StoreError> {
    let only = if rows.is_some() { "AND rowid IN rarray(?1)" } else { "" };
    let sql = format!(
        "SELECT rowid, company, job_title, country, updated_at FROM prospects WHERE {ACTIVE} {only} ORDER BY rowid"
    );
    let mut statement = db.prepare(&sql)?;
    let mut found = match rows {
        Some(rows) => statement.query([row_list(rows)])?,
        None => statement.query([])?,
    };
    while let Some(row) = found.next()? {
        let text = |column: usize| row.get_ref(column).map(|value| value.as_str_or_null().ok().flatten());
        let facts = ProspectFacts {
            row: row.get(0)?,
            company: row.get(1)?,
            job_title: text(2)?,
            country: text(3)?,
            updated_at: UtcMillis(row.get(4)?),
        };
        if visit(facts)?.is_break() {
            return Err(StoreError::Cancelled);
        }
    }
    Ok(())
}

/// The rows of the companies of some prospects in use, each once.
///
/// # Errors
/// [`StoreError`] when the table cannot be read.
pub fn companies_of(db: &Connection, rows: &[i64]) -> Result<Vec<i64>, StoreError> {
    let sql = format!(
        "SELECT DISTINCT company FROM prospects WHERE rowid IN rarray(?1) AND company IS NOT NULL AND {ACTIVE}"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let found = statement.query_map([row_list(rows)], |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Gives companies in use: those of these rows, or all.
///
/// # Errors
/// [`StoreError`] when the table cannot be read.
pub fn each_company(
    db: &Connection,
    rows: Option<&[i64]>,
    mut visit: impl FnMut(CompanyRecord<'_>),
) -> Result<(), StoreError> {
    let only = if rows.is_some() { "AND rowid IN rarray(?1)" } else { "" };
    let sql = format!(
        "SELECT rowid, company, company_website, industry, company_size, company_country,
                extra ->> '$.company_revenue', extra ->> '$.technologies', extra ->> '$.company_funding_amount',
                extra ->> '$.company_funding_date', updated_at
         FROM companies WHERE {ACTIVE} {only} ORDER BY rowid"
    );
    let mut statement = db.prepare(&sql)?;
    let mut found = match rows {
        Some(rows) => statement.query([row_list(rows)])?,
        None => statement.query([])?,
    };
    while let Some(row) = found.next()? {
        let text = |column: usize| row.get_ref(column).map(|value| value.as_str_or_null().ok().flatten());
        visit(CompanyRecord {
            row: row.get(0)?,
            name: text(1)?,
            website: text(2)?,
            industry: text(3)?,
            size: text(4)?,
            country: text(5)?,
            revenue: text(6)?,
            technologies: text(7)?,
            funding_amount: text(8)?,
            funding_date: text(9)?,
            updated_at: row.get(10)?,
        });
    }
    Ok(())
}

/// Whether anybody is scored.
///
/// # Errors
/// [`StoreError`] when the table cannot be read.
pub fn exist(db: &Connection) -> Result<bool, StoreError> {
    Ok(db.prepare_cached("SELECT 1 FROM scores LIMIT 1")?.exists([])?)
}

/// A score as it was last made, whatever a person set, without its dimensions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeScore {
    /// The four dimensions together, in millionths of a point.
    pub bant: i64,
    /// In millionths.
    pub confidence: i64,
    /// From 0 to 100.
    pub total: u8,
    /// The grade, with a question mark when it is a guess.
    pub grade: String,
}

impl From<StoredScore> for MadeScore {
    fn from(score: StoredScore) -> Self {
        let StoredScore { bant, confidence, total, grade, .. } = score;
        Self { bant, confidence, total, grade: grade.to_owned() }
    }
}

/// The scores as last made, if all are of this day and nothing was described since they were made; by the rows of the
/// prospects.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn current(db: &Connection, day: UtcDay) -> Result<Option<HashMap<i64, MadeScore>>, StoreError> {
    let made_at = settings::get(db, SCORED_AT)?.and_then(|at| at.parse::<i64>().ok());
    let described = "SELECT max(at) FROM description_versions";
    let described_at: Option<i64> = db.prepare_cached(described)?.query_row([], |row| row.get(0))?;
    if made_at.is_none_or(|made_at| described_at.is_some_and(|at| at > made_at)) {
        return Ok(None);
    }
    let sql =
        "SELECT row, bant, confidence, coalesce(made_total, total), coalesce(made_grade, grade), as_of FROM scores";
    let mut statement = db.prepare_cached(sql)?;
    let mut found = statement.query([])?;
    let mut scores = HashMap::new();
    while let Some(row) = found.next()? {
        if row.get::<_, i32>(5)? != day.0 {
            return Ok(None);
        }
        let score = MadeScore { bant: row.get(1)?, confidence: row.get(2)?, total: row.get(3)?, grade: row.get(4)? };
        scores.insert(row.get(0)?, score);
    }
    Ok(Some(scores))
}

/// When everybody was last scored, in milliseconds.
const SCORED_AT: &str = "scored_at";

/// The scores as last made, from 0 to 100, whatever a person set, and their grades, by the rows of the prospects.
///
/// # Errors
/// [`StoreError`] when the table cannot be read.
pub fn grades(db: &Connection) -> Result<HashMap<i64, (u8, String)>, StoreError> {
    let mut statement =
        db.prepare_cached("SELECT row, coalesce(made_total, total), coalesce(made_grade, grade) FROM scores")?;
    let found = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Former scores of a prospect that are kept.
const MOST_KEPT: u32 = 60;

impl Tx<'_> {
    /// Writes scores down in the place of those before, but shows those that a person set; those that are the same are not touched. Gives how many
    /// were.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be written.
    pub fn write_scores(&mut self, scores: &[StoredScore]) -> Result<usize, StoreError> {
        let set = overrides::in_force(&self.db, UtcDay::of(self.at()))?;
        let at = self.at().0;
        let mut moved = self.db.prepare_cached(
            "INSERT OR REPLACE INTO score_history (prospect, at, total, grade) SELECT ?1, ?2, ?3, ?4
             WHERE NOT EXISTS (SELECT 1 FROM scores WHERE row = ?1 AND total = ?3 AND grade = ?4)",
        )?;
        let mut forget = self.db.prepare_cached(
            "DELETE FROM score_history WHERE prospect = ?1 AND at <=
               (SELECT at FROM score_history WHERE prospect = ?1 ORDER BY at DESC LIMIT 1 OFFSET ?2)",
        )?;
        let mut statement = self.db.prepare_cached(
            "INSERT INTO scores (row, as_of, budget, authority, need, timing, fit, bant, total, grade, confidence,
                                 made_total, made_grade, set_until)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
             ON CONFLICT (row) DO UPDATE SET as_of = ?2, budget = ?3, authority = ?4, need = ?5, timing = ?6, fit = ?7,
               bant = ?8, total = ?9, grade = ?10, confidence = ?11, made_total = ?12, made_grade = ?13, set_until = ?14
             WHERE as_of <> ?2 OR budget IS NOT ?3 OR authority IS NOT ?4 OR need IS NOT ?5 OR timing IS NOT ?6
               OR fit IS NOT ?7 OR bant <> ?8 OR total <> ?9 OR grade <> ?10 OR confidence <> ?11
               OR made_total IS NOT ?12 OR made_grade IS NOT ?13 OR set_until IS NOT ?14",
        )?;
        let mut written = Vec::new();
        for score in scores {
            let [budget, authority, need, timing] = score.dimensions;
            let set = set.get(&score.row);
            let total = set.map_or(score.total, |set| set.total);
            let grade = set.map_or(score.grade, |set| set.grade.as_str());
            if moved.execute((score.row, at, total, grade))? > 0 {
                forget.execute((score.row, MOST_KEPT))?;
            }
            let is_other = statement.execute((
                score.row,
                score.as_of.0,
                budget,
                authority,
                need,
                timing,
                score.fit,
                score.bant,
                total,
                grade,
                score.confidence,
                set.map(|_| score.total),
                set.map(|_| score.grade),
                set.map(|set| set.until_on.0),
            ))?;
            written.extend((is_other > 0).then_some(score.row));
        }
        drop((statement, moved, forget));
        let count = written.len();
        self.note_scored(written);
        Ok(count)
    }

    /// Notes that everybody is scored now.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn note_all_scored(&mut self) -> Result<(), StoreError> {
        let at = self.at().0.to_string();
        self.set_setting(SCORED_AT, &at)
    }

    /// Takes the scores of prospects away that are not in use. What they were stays for those who come back.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be taken away.
    pub fn forget_lost_scores(&mut self) -> Result<(), StoreError> {
        let sql = format!("DELETE FROM scores WHERE row NOT IN (SELECT rowid FROM prospects WHERE {ACTIVE})");
        self.db.execute(&sql, [])?;
        Ok(())
    }

    fn note_scored(&mut self, mut rows: Vec<i64>) {
        if !rows.is_empty() {
            self.scored.append(&mut rows);
            self.touch(ChangeKind::Scores);
        }
    }
}
