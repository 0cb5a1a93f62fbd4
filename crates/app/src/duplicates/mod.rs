//! Records that are the same: finding them, making them one, and taking that back.

mod agreement;
mod expiry;
pub(crate) mod known;
mod later;
mod learning;
mod like;
mod list;
mod merge;
mod merge_all;
mod pairs;
mod reject;
mod search;
mod show;

use sales_core::{
    fields::{Entity, FieldId},
    time::UtcMillis,
};
use serde::{Deserialize, Serialize};
use specta::Type;

pub(crate) use expiry::{check as check_in_time, until as kept_until};
pub(crate) use later::{Beside, MOST_UNASKED, PATIENCE, have_others, is_better, search_later};
pub(crate) use learning::labels;
pub(crate) use merge_all::merge_group;
pub(crate) use search::{AllRecords, keep as keep_found, search as search_records};

pub use agreement::Agreement;
pub use expiry::AUTOMATIC_KEPT_DAYS;
pub use pairs::{FoundPair, PairEvidence};

use crate::records::{FieldValue, RecordLink, SourceView};

/// Searches for duplicates.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct SearchDuplicates {
    /// What is searched; none searches prospects and companies.
    pub entity: Option<Entity>,
    /// Pairs below this probability are left out, 0 to 1; none leaves out what no person needs to look at.
    #[serde(default)]
    pub min: Option<f64>,
}

/// A search that was made.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct SearchView {
    /// What was searched.
    pub entity: Entity,
    /// When.
    pub at: UtcMillis,
    /// Records that were compared.
    pub records: u32,
    /// Clusters that nobody has decided about.
    pub clusters: u32,
    /// How long it took.
    pub millis: u32,
    /// Pairs below this probability were left out, 0 to 1.
    pub min: f64,
    /// Whether records came, went or changed since, merges left out.
    pub changed_since: bool,
    /// How many came or changed; 10,000 at most.
    pub changed: u32,
    /// What it makes of people's decisions.
    pub learning: LearningView,
}

/// What searches make of people's decisions about records of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
pub struct LearningView {
    /// How it stands; the sentence is `duplicates.learning.<name>`.
    pub state: LearningState,
    /// Decisions that count, a pair each: those that the last search learnt from, or those there are now.
    pub decisions: u32,
    /// Those of them that are merges.
    pub merges: u32,
    /// Decisions that it takes.
    pub needed: u32,
    /// Merges that it takes.
    pub merges_needed: u32,
}

/// How learning stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LearningState {
    /// Nobody has decided anything.
    None,
    /// There are too few decisions.
    TooFew,
    /// There are enough decisions, and too few merges among them.
    TooFewMerges,
    /// The next search learns.
    NextSearch,
    /// The search says without decisions what they say.
    Agrees,
    /// Nothing is found in the records that the decisions go by.
    NoPattern,
    /// The last search weighed as the decisions teach.
    Learnt,
}

impl LearningState {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::TooFew => "too_few",
            Self::TooFewMerges => "too_few_merges",
            Self::NextSearch => "next_search",
            Self::Agrees => "agrees",
            Self::NoPattern => "no_pattern",
            Self::Learnt => "learnt",
        }
    }
}

/// Asks for a page of clusters.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct ListDuplicates {
    /// Of which kind of record; none: of all.
    pub entity: Option<Entity>,
    /// Clusters that are skipped.
    pub offset: u32,
    /// Clusters that are wanted; 200 are the limit.
    pub limit: u32,
}

/// A page of clusters, the most certain first.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct DuplicatesView {
    /// Clusters in all, of the kind that was asked for.
    pub total: u32,
    /// Clusters of prospects.
    pub prospects: u32,
    /// Clusters of companies.
    pub companies: u32,
    /// The page.
    pub clusters: Vec<ClusterRow>,
    /// The last search of each kind of record that was searched.
    pub searches: Vec<SearchView>,
}

/// A cluster, short.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct ClusterRow {
    /// Its number.
    pub cluster: u32,
    /// What its records are.
    pub entity: Entity,
    /// What the oldest of them is called.
    pub title: String,
    /// What tells it from others of its name; empty when nothing does.
    pub subtitle: String,
    /// How many records it has.
    pub records: u32,
    /// How likely all are the same, 0 to 1.
    pub probability: f64,
    /// Whether they may be merged without asking.
    pub automatic: bool,
    /// Whether something forbids to merge them without looking.
    pub vetoed: bool,
    /// Whether one of them is not what it was when the search compared it.
    pub changed: bool,
}

/// Asks for a cluster side by side, as a merge would leave it.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct ShowDuplicates {
    /// Its number.
    pub cluster: u32,
    /// Values that a person chose, where the rules would choose others.
    #[serde(default)]
    pub choices: Vec<FieldChoice>,
    /// The identities of records that a person leaves out.
    #[serde(default)]
    pub without: Vec<String>,
}

/// A cluster side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct ClusterView {
    /// Its number.
    pub cluster: u32,
    /// What its records are.
    pub entity: Entity,
    /// What the record that would go on is called.
    pub title: String,
    /// How likely all are the same, 0 to 1.
    pub probability: f64,
    /// Whether they may be merged without asking.
    pub automatic: bool,
    /// What forbids to merge them without looking: `duplicates.veto.<name>`.
    pub vetoes: Vec<String>,
    /// The place of the record that would go on.
    pub survivor: u32,
    /// How many records the cluster has; 20 are shown.
    pub records_total: u32,
    /// Its records, oldest first.
    pub records: Vec<ClusterRecord>,
    /// Their values, in the order of forms.
    pub fields: Vec<ClusterField>,
    /// What the one record would have of what is not a value.
    pub kept: Kept,
}

/// A record of a cluster.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct ClusterRecord {
    /// Its identity.
    pub id: String,
    /// What to call it.
    pub title: String,
    /// Where it comes from.
    pub source: SourceView,
    /// When it was made.
    pub created_at: UtcMillis,
    /// When it last changed.
    pub updated_at: UtcMillis,
    /// Whether it is not what it was when the search compared it.
    pub changed: bool,
    /// The names of its tags.
    pub tags: Vec<String>,
}

/// A field of a cluster.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct ClusterField {
    /// The field.
    pub field: FieldId,
    /// The value of each record, in their order.
    pub values: Vec<Option<String>>,
    /// The value that would stay.
    pub kept: Option<String>,
    /// The place of the record that it comes from. Its value may stand in another field there: the second
    /// address of a person finds a free field.
    pub from: Option<u32>,
    /// How far the values agree, where they agree least; none where nothing was compared.
    pub agreement: Option<Agreement>,
    /// The same for each pair that was compared.
    pub evidence: Vec<FieldEvidence>,
}

/// What a field says about two records.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct FieldEvidence {
    /// The place of one record.
    pub left: u32,
    /// The place of the other.
    pub right: u32,
    /// How far their values agree.
    pub agreement: Agreement,
    /// For (above 0) or against (below 0) that they are the same, in bits.
    pub weight: f64,
}

/// What one record would have of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Kept {
    /// The names of all tags.
    pub tags: Vec<String>,
    /// Records with notes, which are joined.
    pub notes: u32,
    /// The prospects of all companies.
    pub prospects: u32,
    /// Imports that any of them comes from.
    pub imports: u32,
    /// Addresses and numbers that no field is free for; the merge keeps them.
    pub left_over: Vec<String>,
}

/// Records that are to become one.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct MergeRecords {
    /// What they are.
    pub entity: Entity,
    /// Their identities, two at least.
    pub ids: Vec<String>,
    /// Values that a person chose, where the rules would choose others.
    #[serde(default)]
    pub choices: Vec<FieldChoice>,
}

/// The value of a field that a person chose.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
pub struct FieldChoice {
    /// The field.
    pub field: FieldId,
    /// The record whose value stays.
    pub from: String,
}

/// Asks whether a record that is being written is there already.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct DraftRecord {
    /// What it is.
    pub entity: Entity,
    /// Its values so far.
    pub values: Vec<FieldValue>,
}

/// A record that another one is likely the same as.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct LikelyRecord {
    /// The record.
    pub record: RecordLink,
    /// How likely they are the same, 0 to 1; none when no search was made, and they have a value in common that
    /// others do not.
    pub probability: Option<f64>,
    /// What speaks for it, the strongest first.
    pub evidence: Vec<LikelyEvidence>,
    /// What speaks for and against it, field by field, as pairs have it.
    #[serde(skip)]
    pub compared: Vec<PairEvidence>,
}

/// What a field says for two records being the same.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct LikelyEvidence {
    /// The field.
    pub field: FieldId,
    /// How far the values agree.
    pub agreement: Agreement,
}

/// What came of a merge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct MergeView {
    /// Its identity: the change of the history, which takes it back.
    pub merge: String,
    /// The record that goes on.
    pub survivor: RecordLink,
    /// Addresses and numbers that found no free field. The merge keeps them: to take it back brings them
    /// back.
    pub left_over: Vec<String>,
    /// Of how many pairs of the records it had been said that they are not the same. The merge withdraws that;
    /// to take it back lets it hold again.
    pub withdrawn: u32,
}

/// Records that are themselves again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct UnmergeView {
    /// What they are.
    pub entity: Entity,
    /// Their identities, those that are there: a person may say that they are not the same.
    pub ids: Vec<String>,
}

/// Records that are not the same, each from each other.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct RejectDuplicates {
    /// What they are.
    pub entity: Entity,
    /// Their identities, two at least and 100 at most.
    pub ids: Vec<String>,
}

/// Merges many clusters.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct MergeAll {
    /// Of which kind of record; none: of all.
    pub entity: Option<Entity>,
    /// Clusters from this probability on, 0 to 1.
    pub min: f64,
    /// Only what may be merged without asking, also where that is a part of a cluster.
    pub automatic: bool,
}

/// What merging many clusters would do.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct MergeAllPreview {
    /// Records that would go on.
    pub clusters: u32,
    /// Records that would be merged, those that go on included.
    pub records: u32,
    /// Some of the clusters that would be merged as a whole, the least certain first.
    pub examples: Vec<ClusterRow>,
}

/// What merging many clusters did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct MergedAll {
    /// The change of the history, which takes all back; none when nothing was merged.
    pub change: Option<String>,
    /// Records that go on.
    pub clusters: u32,
    /// Records that were merged, those that go on included.
    pub records: u32,
    /// Clusters left alone because a record is not what it was when the search compared it.
    pub changed: u32,
}
