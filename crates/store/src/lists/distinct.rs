//! The different values of a field, for menus.

use rustc_hash::FxHashMap;
use sales_core::{
    fields::{FieldId, FieldKind},
    list::Scope,
};

use super::{Columns, ListError, RowId, column::Column, fold::{LABEL, folded}, view::{Source, View}};

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
        let mut found = values(column, &uses, &folded(prefix));
        found.sort_unstable_by(|a, b| b.1.rows.cmp(&a.1.rows).then_with(|| a.0.cmp(&b.0)));
        found.truncate(limit);
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

/// The values that begin with `prefix` and their rows.
fn values(column: &Column, uses: &[Use], prefix: &[u8]) -> Vec<(Vec<u8>, Use)> {
    let mut found: FxHashMap<Vec<u8>, Use> = FxHashMap::default();
    let mut add = |value: &[u8], of_code: Use| {
        if !value.is_empty() && value.starts_with(prefix) {
            let all = found.entry(value.to_vec()).or_default();
            all.rows += of_code.rows;
            all.newest = all.newest.max(of_code.newest);
        }
    };
    column.dictionary.chunks(
        |_| true,
        |chunk, first| {
            let mut start = 0;
            for (code, &end) in (first as usize..).zip(&chunk.ends) {
                let value = &chunk.text[start..end as usize];
                start = end as usize + 1;
                match uses[code] {
                    Use { rows: 0, .. } => {}
                    of_code if column.kind() == FieldKind::Tags => {
                        value.split(|&byte| byte == LABEL).for_each(|label| add(label, of_code));
                    }
                    of_code => add(value, of_code),
                }
            }
        },
    );
    found.into_iter().collect()
}
