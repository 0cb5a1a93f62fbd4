//! Counting the rows that refer to a record.

use super::{Columns, RowId};

/// How many rows in use refer to each record.
#[derive(Debug, Default)]
pub struct RelatedCounts(Vec<u32>);

impl RelatedCounts {
    /// The rows in use that refer to this record.
    #[must_use]
    pub fn of(&self, record: RowId) -> u32 {
        self.0.get(record as usize).copied().unwrap_or_default()
    }
}

impl Columns {
    /// Counts the rows that are not put away by the record that they refer to.
    #[must_use]
    pub fn related_counts(&self) -> RelatedCounts {
        let mut counts: Vec<u32> = Vec::new();
        for row in self.in_scope(sales_core::list::Scope::Active).iter() {
            let record = self.related.get(row) as usize;
            if record == 0 {
                continue;
            }
            if record >= counts.len() {
                counts.resize(record + 1, 0);
            }
            counts[record] += 1;
        }
        RelatedCounts(counts)
    }
}
