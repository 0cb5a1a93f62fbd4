//! The pairs behind the clusters, for whoever reads them one by one.

use std::collections::HashMap;

use sales_core::fields::Entity;
use sales_ingest::dedupe::Evidence;
use sales_store::{duplicates as stored, record::Record};
use serde::{Deserialize, Serialize};

use crate::{app::App, error::AppError};

/// What one field says about a pair.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PairEvidence {
    /// The field.
    pub field: String,
    /// How far the values agree, a stable name.
    pub level: String,
    /// For (above 0) or against (below 0), in bits; none where nothing was weighed, as no search was made.
    pub weight: Option<f64>,
}

/// Two records that are likely the same.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FoundPair {
    /// The identity of the older record.
    pub left: String,
    /// That of the newer one.
    pub right: String,
    /// How likely they are the same, 0 to 1.
    pub probability: f64,
    /// Whether they may be merged without asking.
    pub automatic: bool,
    /// What forbids to merge them, a stable name.
    pub veto: Option<String>,
    /// What speaks for and against it.
    pub evidence: Vec<PairEvidence>,
}

/// Clusters that are read at a time.
const PAGE: u32 = 200;

impl From<Evidence<'_>> for PairEvidence {
    fn from(evidence: Evidence<'_>) -> Self {
        let weight = (evidence.weight * 100.0).round() / 100.0;
        Self { field: evidence.field.to_owned(), level: evidence.level.to_owned(), weight: Some(weight) }
    }
}

impl App {
    /// Gives the pairs of the clusters that nobody has decided about to `take`, the most certain clusters
    /// first.
    pub fn duplicates_pairs<E: From<AppError>>(
        &self,
        entity: Entity,
        take: &mut dyn FnMut(&FoundPair) -> Result<(), E>,
    ) -> Result<(), E> {
        let workspace = self.workspace()?;
        for offset in (0..).step_by(PAGE as usize) {
            let page = workspace.store.read(|db| {
                let clusters = stored::clusters(db, Some(entity), offset, PAGE)?;
                let mut pairs = Vec::new();
                for cluster in &clusters {
                    pairs.extend(stored::pairs_of(db, cluster)?);
                }
                let rows: Vec<i64> = clusters.iter().flat_map(|cluster| cluster.rows.iter().copied()).collect();
                Ok((pairs, Record::ids_of(db, entity, &rows)?))
            });
            let (pairs, ids) = page.map_err(AppError::from)?;
            if ids.is_empty() {
                return Ok(());
            }
            pairs.iter().filter_map(|pair| found(pair, &ids)).try_for_each(|pair| take(&pair))?;
        }
        Ok(())
    }
}

fn found(pair: &stored::ClusterPair, ids: &HashMap<i64, uuid::Uuid>) -> Option<FoundPair> {
    let [left, right] = pair.rows.map(|row| ids.get(&row).map(ToString::to_string));
    Some(FoundPair {
        left: left?,
        right: right?,
        probability: (pair.probability * 1e4).round() / 1e4,
        automatic: pair.automatic,
        veto: pair.veto.clone(),
        evidence: serde_json::from_str(&pair.evidence).unwrap_or_default(),
    })
}
