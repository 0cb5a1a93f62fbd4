//! Qualification: offers and ideal customers, signals, scores and what explains them.

mod calibration;
mod descriptions;
pub mod documents;
mod explanation;
pub mod extraction;
mod growth;
mod inbox;
mod material;
pub mod model;
mod notice;
mod outcomes;
mod overrides;
mod past;
mod reading;
mod scores;
mod signals;
mod trial;
mod vocabulary;

pub use calibration::{BinView, CalibrationView, GradeChanceView, RangeView};
pub(crate) use descriptions::is_about_descriptions;
pub(crate) use growth::note_growth;
pub(crate) use inbox::{Answer as InboxAnswer, MOST_COUNTED};
pub use inbox::{
    DimensionCount, EffectView, InboxOrder, InboxQuery, InboxRow, InboxView, JudgeSignals, ListInbox, SignalVerdict,
    SourceCount,
};
pub use notice::{NoticeOf, NoticeSection, NoticeView, SaveNotice};
pub(crate) use outcomes::note_late_outcomes;
pub use outcomes::{NoteOutcomes, OutcomeView, OutcomesNoted, RemoveOutcomes};
pub use overrides::{OverrideView, SetScore};
pub use past::{FormerScoreView, MovedPartView, MovedView, ScoreSince};
use sales_core::{
    fields::Entity,
    signal::{Dimension, SignalCode},
    time::{UtcDay, UtcMillis},
};
pub use sales_qualify::{icp::Icp, offer::Offer};
pub(crate) use scores::score_maker;
use serde::{Deserialize, Serialize};
pub use signals::signals_notable;
use specta::Type;
pub(crate) use trial::Said;

use crate::{
    error::{AppError, ErrorCode},
    records::RecordLink,
};

/// The name of an offer or ideal customer, and how often it was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct DescriptionView {
    /// Its identity.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How often it was saved.
    pub version: u32,
}

/// A version of an offer or ideal customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct VersionView {
    /// Its number, from 1.
    pub version: u32,
    /// When it was saved.
    pub at: UtcMillis,
}

/// An offer or ideal customer with what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Described<T> {
    /// Its name and identity.
    pub view: DescriptionView,
    /// What it says.
    pub what: T,
    /// What it was, the newest first.
    pub versions: Vec<VersionView>,
}

/// What a form says of an offer or ideal customer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
pub struct EditDescription {
    /// The one that it is of; none for a new one.
    pub id: Option<String>,
    /// What it says, as JSON.
    pub json: String,
}

/// Names a former version of an offer or ideal customer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
pub struct ReturnToVersion {
    /// The offer or ideal customer.
    pub id: String,
    /// The version that is to be the newest again.
    pub version: u32,
}

/// What may be described: an offer or an ideal customer.
pub trait Describable: sealed::Sealed {}
impl Describable for Offer {}
impl Describable for Icp {}

mod sealed {
    use sales_store::{Db, descriptions::DescriptionKind, error::StoreError};
    use serde::{Serialize, de::DeserializeOwned};

    use super::{Icp, Offer};
    use crate::error::AppError;

    /// What tells offers from ideal customers.
    pub trait Sealed: Clone + Serialize + DeserializeOwned {
        const KIND: DescriptionKind;
        fn name(&self) -> &str;
        fn rename(&mut self, name: &str);
        fn check(&self) -> Result<(), AppError>;
        /// All offers and ideal customers, with this in the place of the one in the row, or behind the others.
        fn among_all(self, db: &Db, row: Option<i64>) -> Result<(Vec<Offer>, Vec<Icp>), StoreError>;
    }
}

/// The score of a prospect, with what it is made of.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct ScoreView {
    /// The prospect.
    pub id: String,
    /// The day that it is of.
    pub as_of: String,
    /// Budget, from 0 to 100; none when nothing is known.
    pub b: Option<f64>,
    /// Authority.
    pub a: Option<f64>,
    /// Need.
    pub n: Option<f64>,
    /// Timing.
    pub t: Option<f64>,
    /// How near it is to the ideal customer.
    pub fit: Option<f64>,
    /// The four dimensions together.
    #[specta(type = specta_typescript::Number)]
    pub bant: f64,
    /// The score as it is made, from 0 to 100.
    #[serde(rename = "final")]
    pub total: u8,
    /// `A` to `D` or `X`, with a question mark when too little is known.
    pub grade: String,
    /// How sure it is, 0 to 1.
    #[specta(type = specta_typescript::Number)]
    pub confidence: f64,
    /// The part of the criteria of the ideal customer that is known, 0 to 1.
    #[specta(type = specta_typescript::Number)]
    pub coverage: f64,
    /// Its parts; their points sum to the score.
    pub breakdown: Vec<PartView>,
    /// What a person set in its place.
    #[serde(rename = "override")]
    pub set: Option<OverrideView>,
}

/// A part of a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct PartView {
    /// The signal, or `record:`, `mean:`, `icp:` or `exclusion:` with what it is.
    pub signal: String,
    /// What it says: the code of a signal, `mean`, `exclusion` or a criterion.
    pub code: String,
    /// `B`, `A`, `N`, `T`, or `F` for the ideal customer.
    pub dim: String,
    /// Its points.
    pub points: i32,
    /// The score without it.
    pub without: Option<u8>,
    /// Where it comes from.
    pub source: Option<String>,
    /// The day that it speaks of.
    pub date: Option<String>,
    /// The words.
    pub quote: Option<String>,
}

/// What explains a score.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct ExplanationView {
    /// The score.
    pub score: ScoreView,
    /// What there is to say, in order.
    pub sentences: Vec<SentenceView>,
}

/// A sentence about a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct SentenceView {
    /// The sentence.
    pub text: String,
    /// The dimension that it is about.
    pub dim: Option<String>,
    /// The signal that it is about, as in the breakdown.
    pub signal: Option<String>,
}

/// How many prospects have each grade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct GradesView {
    /// The day that the scores are of.
    pub as_of: String,
    /// Prospects that were scored.
    pub prospects: u32,
    /// Prospects whose score is another than before.
    pub changed: u32,
    /// Prospects by grade, best first.
    pub grades: Vec<GradeCount>,
}

/// How many prospects have a grade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct GradeCount {
    /// The grade.
    pub grade: String,
    /// How many.
    pub prospects: u32,
}

/// What scores of today would be with another offer or ideal customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct TriedView {
    /// Prospects that were scored.
    pub prospects: u32,
    /// Prospects whose grade would change with a higher score.
    pub up: u32,
    /// Those with a lower one.
    pub down: u32,
    /// Prospects by grade as they are, best first.
    pub before: Vec<GradeCount>,
    /// Prospects by grade as they would be.
    pub grades: Vec<GradeCount>,
    /// Prospects whose grade would change, those first whose score changes most; the first of them.
    pub moves: Vec<MoveView>,
}

/// A prospect whose grade would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct MoveView {
    /// The prospect.
    pub prospect: RecordLink,
    /// Its score.
    pub from: u8,
    /// Its grade.
    pub from_grade: String,
    /// The score that it would have.
    pub to: u8,
    /// The grade.
    pub to_grade: String,
}

/// A signal.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct SignalView {
    /// Its identity.
    pub id: String,
    /// Whether it is about the prospect or the company.
    pub about: Entity,
    /// What it says.
    pub code: String,
    /// The letters of the dimensions that it bears on, the main one first.
    pub dims: Vec<String>,
    /// Whether it speaks for: 1, or against: -1.
    pub polarity: i8,
    /// 0 to 1.
    #[specta(type = specta_typescript::Number)]
    pub strength: f64,
    /// 0 to 1.
    #[specta(type = specta_typescript::Number)]
    pub reliability: f64,
    /// Where it comes from.
    pub source: String,
    /// An address or the name of a file.
    pub source_name: Option<String>,
    /// The day that it speaks of.
    pub date: String,
    /// The date until which it counts.
    pub until: Option<String>,
    /// The words.
    pub quote: Option<String>,
    /// What found it.
    pub extractor: String,
    /// `found`, `accepted`, `rejected` or `expired`.
    pub status: String,
}

/// A signal that may be noted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct NotableSignal {
    /// What it says.
    pub code: SignalCode,
    /// The dimension that it bears on most.
    pub dim: Dimension,
    /// Whether it speaks for: 1, or against: -1.
    pub polarity: i8,
    /// Whether it speaks of a date and counts until then.
    pub has_end: bool,
}

/// A signal that a person notes.
#[derive(Debug, Clone, PartialEq, Deserialize, Type)]
pub struct NewSignalInput {
    /// The prospect.
    pub prospect: String,
    /// What it says.
    pub code: SignalCode,
    /// 0 to 1.
    #[specta(type = specta_typescript::Number)]
    pub strength: f64,
    /// The day that it speaks of; today without one.
    pub date: Option<String>,
    /// The date until which it counts.
    pub until: Option<String>,
    /// The words.
    pub quote: Option<String>,
    /// Where from: a call, an address, the name of a file.
    pub source_name: Option<String>,
}

/// What was found in a text about a prospect.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct ReadTextView {
    /// The signals that were noted.
    pub added: Vec<SignalView>,
    /// Signals whose words were noted or rejected before.
    pub known: u32,
    /// What is to be known of the text: `truncated`, `language_unknown`.
    pub notices: Vec<String>,
}

/// Reads a day.
fn day(text: &str) -> Result<UtcDay, AppError> {
    UtcDay::from_iso(text).ok_or_else(|| AppError::new(ErrorCode::DayMalformed).with("day", text).at_field("as_of"))
}
