//! Likely duplicates: what a search found, what nobody has decided about yet, and what is not the same.
//!
//! Pairs follow from the records: a search replaces them, and they are part of no change. Whoever says that
//! two records are not the same says it for good: a row of `rejected_pairs` is part of a change and comes
//! and goes with it. Clusters are what is left of the pairs: each write that a record of them comes or goes
//! with brings them up to date ([`groups`]), so that a page of them is read at once, however many there are.

pub mod cells;
mod choose;
mod groups;
pub mod known;
mod labels;
mod reject;
mod renew;
mod show;
mod write;

use sales_core::{
    fields::{Entity, FieldId},
    time::UtcMillis,
};

pub use choose::{least_certain_to_merge, numbers_to_merge, of_import, to_merge_in_part, to_merge_whole};
pub(crate) use groups::follow;
pub use groups::{Group, groups_to_merge};
pub use labels::{Label, LabelCounts, count_labels, labels};
pub(crate) use reject::each_rejected;
pub use reject::{rejected, rejected_in};
pub use renew::{Around, around};
pub use show::{
    are_companies_merged, changed_since, cluster, cluster_of, clusters, count, newest_change, pairs_of, search_of,
    searches,
};

/// A pair of records that are likely the same, as a search found it.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundPair {
    /// The rows of the records, in any order.
    pub rows: [i64; 2],
    /// What was compared of each of them, as a hash.
    pub prints: [i64; 2],
    /// The number of the cluster that the search put both in.
    pub found_in: u32,
    /// How likely they are the same, 0 to 1.
    pub probability: f64,
    /// The same in bits.
    pub weight: f64,
    /// Whether they may be merged without asking.
    pub automatic: bool,
    /// What forbids to merge them, a stable name.
    pub veto: Option<String>,
    /// What speaks for and against it, as JSON.
    pub evidence: String,
}

/// A search that was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Search {
    /// What was searched.
    pub entity: Entity,
    /// When.
    pub at: UtcMillis,
    /// The newest change that it knew.
    pub seq: i64,
    /// The newest note of changed records that it knew.
    pub noted: i64,
    /// The last row number that it knew.
    pub last_row: i64,
    /// Pairs below this probability were left out, 0 to 1.
    pub min_probability: f64,
    /// The fields that were compared.
    pub fields: Vec<FieldId>,
    /// Records that were compared.
    pub records: u32,
    /// How long it took.
    pub millis: u32,
    /// What it learnt from people's decisions.
    pub learning: Learning,
}

/// What a search learnt from people's decisions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Learning {
    /// Decisions that there were, a pair each.
    pub labels: u32,
    /// What came of it, a stable name.
    pub outcome: String,
}

/// Records that are likely the same, about which nobody has decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Cluster {
    /// Its number, as long as it stays as it is.
    pub number: i64,
    /// What they are.
    pub entity: Entity,
    /// The number of the cluster of the search that it is, or is a part of.
    pub found_in: i64,
    /// Their rows, in ascending order.
    pub rows: Vec<i64>,
    /// How likely all are the same: the least certain pair that joins them.
    pub probability: f64,
    /// Whether all may be merged without asking.
    pub automatic: bool,
    /// Whether something forbids to merge them without looking.
    pub vetoed: bool,
}

/// A pair of a cluster. Where a record was merged since, the record that it lives on in takes its place.
#[derive(Debug, Clone, PartialEq)]
pub struct ClusterPair {
    /// The rows of the records.
    pub rows: [i64; 2],
    /// What was compared of each of them, as a hash.
    pub prints: [i64; 2],
    /// How likely they are the same, 0 to 1.
    pub probability: f64,
    /// Whether they may be merged without asking.
    pub automatic: bool,
    /// What forbids to merge them, a stable name.
    pub veto: Option<String>,
    /// What speaks for and against it, as JSON.
    pub evidence: String,
}
