//! The columns of a list together with those of the records its rows refer to.

use sales_core::fields::FieldId;

use super::{Columns, ListError, bits::Bits, codes::CodeSet, column::Column, rows::Locator};

/// What a query sees.
pub(super) struct View<'a> {
    own: &'a Columns,
    related: Option<(&'a Columns, Locator<'a>)>,
}

/// Where the values of a field are.
pub(super) enum Source<'a> {
    /// In the rows themselves.
    Own(&'a Column),
    /// In the records that the rows refer to.
    Related(&'a Column),
}

impl<'a> View<'a> {
    pub(super) fn new(own: &'a Columns, related: Option<&'a Columns>) -> Self {
        Self { own, related: related.map(|columns| (columns, Locator::new(&columns.rows))) }
    }

    pub(super) const fn own(&self) -> &'a Columns {
        self.own
    }

    pub(super) fn source(&self, field: &FieldId) -> Result<Source<'a>, ListError> {
        if let Some(column) = self.own.column(field) {
            return Ok(Source::Own(column));
        }
        let related = self.related.as_ref().and_then(|(columns, _)| columns.column(field));
        related.map(Source::Related).ok_or_else(|| ListError::NoColumn(field.clone()))
    }

    /// The columns of the related records in which a search of this list looks.
    pub(super) fn searched_related(&self) -> impl Iterator<Item = &'a Column> {
        let related = self.related.as_ref().map(|(columns, _)| &columns.columns);
        related.into_iter().flatten().filter(|column| self.own.related_search.contains(column.field()))
    }

    /// Adds the rows whose related record has a code of one of the sets. A row without one is
    /// taken to have no value.
    pub(super) fn add_related<'b>(&self, sets: impl Iterator<Item = (&'b Column, &'b CodeSet)>, rows: &mut Bits) {
        let Some((columns, locator)) = &self.related else { return };
        let mut related = Bits::new(columns.rows.len(), false);
        let mut without = false;
        let mut any = false;
        for (column, set) in sets.filter(|(_, set)| !set.is_empty()) {
            any = true;
            without |= set.contains(0);
            column.codes.add_rows(set, &mut related);
        }
        if any {
            let passes = |id| locator.ordinal(id).map_or(without, |ordinal| related.get(ordinal));
            self.own.related.add_passing(passes, rows);
        }
    }

    /// The ordinal of the record that a row refers to, among the related columns.
    pub(super) fn related_row(&self, row: usize) -> Option<usize> {
        self.related.as_ref().and_then(|(_, locator)| locator.ordinal(self.own.related.get(row)))
    }
}
