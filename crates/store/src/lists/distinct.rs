//! The different values of a field, for menus.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;
use sales_core::{
    fields::{FieldId, FieldKind},
    list::Scope,
};

use super::{
    Columns, ListError, RowId,
    column::Column,
    fold::{LABEL, folded},
    order::compare,
    view::{Source, View},
};

/// A value that rows have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Distinct {
    /// The folded value; what people wrote is in the row [`Self::example`].
    pub folded: String,
    /// How many rows have it.
    pub rows: usize,
    /// The newest row that has it.
    pub example: RowId,
}

/// The rows that have a code.
#[derive(Clone, Copy, Default)]
struct Use {
    rows: usize,
    newest: usize,
}

impl Use {
    fn add(&mut self, other: Self) {
        self.rows += other.rows;
        self.newest = self.newest.max(other.newest);
    }
}

impl Columns {
    /// The values of a field that begin with `prefix` (folded), the most frequent first, at most
    /// `limit`; labels are counted one by one. `related` as in [`Self::query`].
    ///
    /// # Errors
    /// [`ListError::NoColumn`].
    pub fn distinct(
        &self,
        field: &FieldId,
        scope: Scope,
        prefix: &str,
        limit: usize,
        related: Option<&Self>,
    ) -> Result<Vec<Distinct>, ListError> {
        let view = View::new(self, related);
        let source = view.source(field)?;
        let column = match &source {
            Source::Own(column) | Source::Related(column) => *column,
        };
        let mut uses = vec![Use::default(); column.dictionary.end() as usize];
        for row in self.in_scope(scope).iter() {
            let code = match &source {
                Source::Own(column) => column.codes.get(row),
                Source::Related(column) => view.related_row(row).map_or(0, |row| column.codes.get(row)),
            };
            let of_code = &mut uses[code as usize];
            of_code.rows += 1;
            of_code.newest = row;
        }
        let prefix = folded(prefix);
        let found = match column.kind() {
            FieldKind::Tags => labels(column, &uses, &prefix, limit),
            _ => values(column, &uses, &prefix, limit),
        };
        Ok(found
            .into_iter()
            .map(|(value, of_value)| Distinct {
                folded: String::from_utf8_lossy(&value).into_owned(),
                rows: of_value.rows,
                example: self.rows.ids[of_value.newest],
            })
            .collect())
    }
}

/// The most frequent values that begin with `prefix`, and their rows.
fn values(column: &Column, uses: &[Use], prefix: &[u8], limit: usize) -> Vec<(Vec<u8>, Use)> {
    let ranks = column.dictionary.ranks(column.kind());
    let rank = |code: usize| ranks.as_ref().map_or(code, |ranks| ranks[code] as usize);
    let begins = column.beginning(prefix);
    // Values by rank: the uses of all codes, and one of these codes.
    let mut of_ranks = vec![(Use::default(), 0); uses.len()];
    for code in (1..uses.len()).filter(|&code| uses[code].rows > 0 && begins.contains(code as u32)) {
        let (all, one) = &mut of_ranks[rank(code)];
        all.add(uses[code]);
        *one = code as u32;
    }
    let mut found: Vec<_> = of_ranks.into_iter().enumerate().filter(|(_, (all, _))| all.rows > 0).collect();
    let order = |(rank, (all, _)): &(usize, (Use, u32))| (Reverse(all.rows), *rank);
    if found.len() > limit {
        found.select_nth_unstable_by_key(limit, order);
        found.truncate(limit);
    }
    found.sort_unstable_by_key(order);
    found.into_iter().map(|(_, (all, code))| (column.dictionary.value(code), all)).collect()
}

/// The most frequent labels that begin with `prefix`, and their rows.
fn labels(column: &Column, uses: &[Use], prefix: &[u8], limit: usize) -> Vec<(Vec<u8>, Use)> {
    let mut found: FxHashMap<Vec<u8>, Use> = FxHashMap::default();
    column.dictionary.chunks(|chunk, first| {
        for (list, of_list) in chunk.texts().zip(&uses[first as usize..]).filter(|(_, of_list)| of_list.rows > 0) {
            let labels = list.split(|&byte| byte == LABEL);
            for label in labels.filter(|label| !label.is_empty() && label.starts_with(prefix)) {
                found.entry(label.to_vec()).or_default().add(*of_list);
            }
        }
    });
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_unstable_by(|a, b| b.1.rows.cmp(&a.1.rows).then_with(|| compare(column.kind(), &a.0, &b.0)));
    found.truncate(limit);
    found
}
