//! Scores that a person sets, with a reason and an end.

use sales_core::{change::Origin, fields::Entity, time::UtcDay};
use sales_qualify::score::Grade;
use sales_store::overrides::Override;
use serde::{Deserialize, Serialize};
use serde_json::json;
use specta::Type;

use super::{ScoreView, day};
use crate::{
    app::App,
    error::{AppError, ErrorCode},
    lists::row_of,
    workspace::Workspace,
};

/// Sets the score of a prospect.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
pub struct SetScore {
    /// The prospect.
    pub prospect: String,
    /// The score, from 0 to 100; without it the one of the grade that is nearest to the one that is made.
    pub total: Option<u8>,
    /// `A` to `D` or `X`; without it that of the score.
    pub grade: Option<String>,
    /// Why.
    pub reason: String,
    /// The last day on which it stands.
    pub until: String,
}

/// A score that a person set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct OverrideView {
    /// From 0 to 100.
    pub total: u8,
    /// `A` to `D` or `X`.
    pub grade: String,
    /// Why.
    pub reason: String,
    /// The day on which it was set.
    pub on: String,
    /// The last day on which it stands.
    pub until: String,
}

/// The longest reason, in characters.
const LONGEST_REASON: usize = 300;

/// A score stands for so many days at most: an opinion, too, grows old.
const MOST_DAYS: i64 = 366;

impl App {
    /// Sets the score of a prospect by hand, until a day, and gives it with what it would be.
    pub fn score_set(&self, input: &SetScore) -> Result<ScoreView, AppError> {
        let today = self.as_of(None)?;
        let reason = input.reason.trim();
        if reason.is_empty() {
            return Err(refused("no_reason").at_field("reason"));
        }
        if reason.chars().count() > LONGEST_REASON {
            return Err(refused("long_reason").with("most", LONGEST_REASON).at_field("reason"));
        }
        let until = day(&input.until).map_err(|error| error.at_field("until"))?;
        if until < today || until.days_since(today) > MOST_DAYS {
            let name = if until < today { "over" } else { "far" };
            return Err(refused(name).with("day", until).at_field("until"));
        }
        let made = self.made(&input.prospect)?;
        let (total, grade) = chosen(input, made.total)?;
        let workspace = self.workspace()?;
        let row = row_of(&workspace, Entity::Prospect, &input.prospect)?;
        let args = json!({"total": total, "grade": grade.as_str()});
        let mut tx = workspace.store.begin(Origin::User, "score_set", &args)?;
        tx.set_override(row, total, grade.as_str(), reason, until)?;
        tx.commit()?;
        self.made(&input.prospect)
    }

    /// Lets the score of a prospect stand as it is made.
    pub fn score_unset(&self, prospect: &str) -> Result<ScoreView, AppError> {
        let workspace = self.workspace()?;
        let row = row_of(&workspace, Entity::Prospect, prospect)?;
        let mut tx = workspace.store.begin(Origin::User, "score_unset", &json!({}))?;
        if tx.remove_override(row)? {
            tx.commit()?;
        }
        self.made(prospect)
    }

    fn made(&self, prospect: &str) -> Result<ScoreView, AppError> {
        let missing = || AppError::new(ErrorCode::RecordMissing);
        self.qualify(&[prospect.to_owned()], None)?.pop().ok_or_else(missing)
    }
}

impl Workspace {
    /// Ends scores that ran out, at the first thing that anybody asks on a day. Who asks while the workspace is being
    /// written leaves it to the next one; a workspace that can only be read keeps them.
    pub(crate) fn begin_day(&self) {
        let Some(mut begun) = self.day_begun.try_lock() else { return };
        let today = UtcDay::of(self.store.now());
        if *begun == Some(today) || self.store.is_written() {
            return;
        }
        *begun = Some(today);
        if let Err(error) = self.store.expire_overrides() {
            tracing::warn!(%error, "scores that ran out still stand");
        }
    }
}

fn refused(reason: &str) -> AppError {
    AppError::new(ErrorCode::ScoreRefused).with("reason", reason)
}

/// The score and grade that are meant.
fn chosen(input: &SetScore, made: u8) -> Result<(u8, Grade), AppError> {
    let named = |name: &String| Grade::ALL.into_iter().find(|grade| grade.as_str().eq_ignore_ascii_case(name.trim()));
    let grade = match &input.grade {
        Some(name) => Some(named(name).ok_or_else(|| refused("grade").with("value", name).at_field("grade"))?),
        None => None,
    };
    match (input.total, grade) {
        (Some(total), _) if total > 100 => Err(refused("range").at_field("total")),
        (Some(total), None) => Ok((total, Grade::of(total))),
        (Some(total), Some(grade)) if total.clamp(grade.from(), grade.most()) == total => Ok((total, grade)),
        (Some(_), Some(_)) => Err(refused("contradiction").at_field("total")),
        (None, Some(grade)) => Ok((made.clamp(grade.from(), grade.most()), grade)),
        (None, None) => Err(refused("nothing").at_field("total")),
    }
}

pub(super) fn view(set: &Override) -> OverrideView {
    OverrideView {
        total: set.total,
        grade: set.grade.clone(),
        reason: set.reason.clone(),
        on: UtcDay::of(set.created_at).to_string(),
        until: set.until_on.to_string(),
    }
}
