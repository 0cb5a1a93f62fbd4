use std::{collections::BTreeSet, ops::RangeInclusive};

use sales_core::{
    fields::{FieldId, FieldKind},
    list::{ListQuery, Scope},
};

use super::{
    ListError, Loader, Snapshot, bits::Bits, codes::Codes, column::Column, filter, rows::Rows, search, sort, view::View,
};

/// The number of a row in its table. Larger ones are newer.
pub type RowId = u32;

/// Which columns a list has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spec {
    /// The columns, in the order of the cells of a [`Row`].
    pub columns: Vec<ColumnSpec>,
    /// The fields of related records in which a search looks as well.
    pub related_search: Vec<FieldId>,
}

/// A column of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnSpec {
    /// Whose values it has.
    pub field: FieldId,
    /// How they are compared.
    pub kind: FieldKind,
    /// Whether a search looks here.
    pub searched: bool,
}

/// A row to be put into a list.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// Which row.
    pub id: RowId,
    /// Whether it is put away.
    pub archived: bool,
    /// The row of the related record (the company of a prospect), in its own list.
    pub related: Option<RowId>,
    /// One cell per column. The labels of a [`FieldKind::Tags`] cell stand one a line; a
    /// [`FieldKind::Date`] cell may be a number of milliseconds (UTC, from 1970).
    pub cells: &'a [Option<&'a str>],
}

/// The fields of all records of one kind, in memory.
#[derive(Debug, Clone)]
pub struct Columns {
    pub(super) columns: Vec<Column>,
    pub(super) related_search: Vec<FieldId>,
    pub(super) rows: Rows,
    /// The id of the related record of each row; 0 for none.
    pub(super) related: Codes,
    version: u64,
}

impl Columns {
    /// A list without rows.
    ///
    /// # Errors
    /// [`ListError::DuplicateColumn`].
    pub fn new(spec: Spec) -> Result<Self, ListError> {
        let mut fields = BTreeSet::new();
        if let Some(twice) = spec.columns.iter().find(|column| !fields.insert(&column.field)) {
            return Err(ListError::DuplicateColumn(twice.field.clone()));
        }
        Ok(Self {
            columns: spec.columns.into_iter().map(|column| Column::new(column, 0)).collect(),
            related_search: spec.related_search,
            rows: Rows::default(),
            related: Codes::zeros(0, 0),
            version: 0,
        })
    }

    /// Fills new columns with many rows.
    ///
    /// # Errors
    /// [`ListError::DuplicateColumn`].
    pub fn loader(spec: Spec) -> Result<Loader, ListError> {
        Ok(Loader::new(Self::new(spec)?))
    }

    /// Puts rows in, in the place of those with the same ids.
    ///
    /// # Errors
    /// [`ListError::CellCount`], before anything is changed; [`ListError::ColumnFull`], after which
    /// the list is to be loaded anew.
    pub fn upsert(&mut self, rows: &[Row<'_>]) -> Result<(), ListError> {
        let expected = self.columns.len();
        if let Some(row) = rows.iter().find(|row| row.cells.len() != expected) {
            return Err(ListError::CellCount { expected, found: row.cells.len() });
        }
        self.version += 1;
        let ordinals = self.make_rows(rows);
        for (row, &ordinal) in rows.iter().zip(&ordinals) {
            self.rows.live.set(ordinal, true);
            self.rows.archived.set(ordinal, row.archived);
            self.related.set(ordinal, row.related.unwrap_or(0));
        }
        let mut buffer = Vec::new();
        for (i, column) in self.columns.iter_mut().enumerate() {
            column.version += 1;
            for (row, &ordinal) in rows.iter().zip(&ordinals) {
                let code = column.intern(row.cells[i], &mut buffer)?;
                column.codes.set(ordinal, code);
            }
        }
        Ok(())
    }

    /// The ordinals of rows, made where they are new.
    fn make_rows(&mut self, rows: &[Row<'_>]) -> Vec<usize> {
        let last = self.rows.ids.last().copied();
        let between: BTreeSet<RowId> = rows
            .iter()
            .map(|row| row.id)
            .filter(|&id| last.is_some_and(|last| id < last) && self.rows.ordinal(id).is_none())
            .collect();
        if !between.is_empty() {
            let places = self.rows.insert(&between.into_iter().collect::<Vec<_>>());
            self.rearrange(&places);
        }
        let ascending = rows.is_sorted_by_key(|row| row.id);
        let mut behind: Vec<RowId> =
            rows.iter().map(|row| row.id).filter(|&id| last.is_none_or(|last| id > last)).collect();
        if !ascending {
            behind.sort_unstable();
        }
        behind.dedup();
        for &id in &behind {
            self.rows.push(id);
            self.related.push(0);
            self.columns.iter_mut().for_each(|column| column.codes.push(0));
        }
        rows.iter().map(|row| self.rows.ordinal(row.id).expect("every row has been made")).collect()
    }

    /// Takes rows out; ids that are not there are passed over.
    pub fn remove(&mut self, ids: &[RowId]) {
        self.version += 1;
        for &id in ids {
            let Some(ordinal) = self.rows.ordinal(id) else { continue };
            self.rows.live.set(ordinal, false);
            self.rows.archived.set(ordinal, false);
            self.related.set(ordinal, 0);
            self.columns.iter_mut().for_each(|column| column.codes.set(ordinal, 0));
        }
        self.columns.iter_mut().for_each(|column| column.version += 1);
        if let Some(places) = self.rows.forget_removed() {
            self.rearrange(&places);
        }
    }

    /// Changes one field of some rows; ids that are not there are passed over.
    ///
    /// # Errors
    /// [`ListError::NoColumn`]; [`ListError::ColumnFull`] as in [`Self::upsert`].
    pub fn set<'a>(
        &mut self,
        field: &FieldId,
        cells: impl IntoIterator<Item = (RowId, Option<&'a str>)>,
    ) -> Result<(), ListError> {
        let column = self.columns.iter_mut().find(|column| column.field() == field);
        let column = column.ok_or_else(|| ListError::NoColumn(field.clone()))?;
        self.version += 1;
        column.version += 1;
        let mut buffer = Vec::new();
        for (id, cell) in cells {
            if let Some(ordinal) = self.rows.ordinal(id).filter(|&ordinal| self.rows.live.get(ordinal)) {
                let code = column.intern(cell, &mut buffer)?;
                column.codes.set(ordinal, code);
            }
        }
        Ok(())
    }

    /// Puts rows away or back; ids that are not there are passed over.
    pub fn set_archived(&mut self, ids: &[RowId], archived: bool) {
        self.version += 1;
        for &id in ids {
            let Some(ordinal) = self.rows.ordinal(id) else { continue };
            self.rows.archived.set(ordinal, archived && self.rows.live.get(ordinal));
        }
    }

    /// Adds a column behind the others, with its cells; rows that are not named have no value.
    ///
    /// # Errors
    /// [`ListError::DuplicateColumn`]; [`ListError::ColumnFull`].
    pub fn add_column<'a>(
        &mut self,
        spec: ColumnSpec,
        cells: impl IntoIterator<Item = (RowId, Option<&'a str>)>,
    ) -> Result<(), ListError> {
        if self.column(&spec.field).is_some() {
            return Err(ListError::DuplicateColumn(spec.field));
        }
        let field = spec.field.clone();
        self.columns.push(Column::new(spec, self.rows.len()));
        self.set(&field, cells)?;
        if let Some(column) = self.columns.last_mut() {
            *column = column.compacted()?;
        }
        Ok(())
    }

    /// Drops a column; false when there is none.
    pub fn drop_column(&mut self, field: &FieldId) -> bool {
        let before = self.columns.len();
        self.columns.retain(|column| column.field() != field);
        self.version += u64::from(self.columns.len() != before);
        self.columns.len() != before
    }

    /// Answers a query. `related` are the columns of the records that the rows refer to.
    ///
    /// # Errors
    /// [`ListError::NoColumn`], [`ListError::TooManyWords`], [`ListError::TooDeep`].
    pub fn query(&self, query: &ListQuery, related: Option<&Self>) -> Result<Snapshot, ListError> {
        let view = View::new(self, related);
        let mut rows = self.in_scope(query.scope);
        rows.and(&filter::rows(&view, &query.filter, 0)?);
        let words = search::words(&query.search)?;
        if !words.is_empty() && !rows.is_empty() {
            search::keep(&view, &words, &mut rows);
        }
        let mut ids = sort::order(&view, &rows, &query.sort)?;
        ids.iter_mut().for_each(|row| *row = self.rows.ids[*row as usize]);
        Ok(Snapshot::new(ids, self.version))
    }

    /// Counts the changes: a [`Snapshot`] of another version may be out of date.
    #[must_use]
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// How many rows there are, archived ones included.
    #[must_use]
    pub fn row_count(&self) -> usize {
        self.rows.live.count()
    }

    /// How many rows are not put away.
    #[must_use]
    pub fn active_count(&self) -> usize {
        self.in_scope(Scope::Active).count()
    }

    /// The rows, archived ones included, whose ids are in a range, ascending.
    pub fn ids(&self, range: RangeInclusive<RowId>) -> impl Iterator<Item = RowId> {
        let first = self.rows.ids.partition_point(|id| id < range.start());
        let ids = (first..).zip(&self.rows.ids[first..]).take_while(move |(_, id)| **id <= *range.end());
        ids.filter(|&(ordinal, _)| self.rows.live.get(ordinal)).map(|(_, &id)| id)
    }

    /// Whether a field has a column.
    #[must_use]
    pub fn has_column(&self, field: &FieldId) -> bool {
        self.column(field).is_some()
    }

    /// The fields in the order of the cells of a [`Row`].
    pub fn fields(&self) -> impl Iterator<Item = &FieldId> {
        self.columns.iter().map(Column::field)
    }

    /// The memory that the list takes.
    #[must_use]
    pub fn memory_bytes(&self) -> usize {
        let columns: usize = self.columns.iter().map(Column::memory_bytes).sum();
        columns + self.rows.memory_bytes() + self.related.memory_bytes()
    }

    /// The memory that each column takes.
    pub fn column_bytes(&self) -> impl Iterator<Item = (&FieldId, usize)> {
        self.columns.iter().map(|column| (column.field(), column.memory_bytes()))
    }

    pub(super) fn column(&self, field: &FieldId) -> Option<&Column> {
        self.columns.iter().find(|column| column.field() == field)
    }

    pub(super) fn in_scope(&self, scope: Scope) -> Bits {
        let mut rows = self.rows.live.clone();
        match scope {
            Scope::Active => rows.and_not(&self.rows.archived),
            Scope::Archived => rows.and(&self.rows.archived),
        }
        rows
    }

    pub(super) fn shrink(&mut self) {
        self.rows.shrink();
        self.related.shrink();
    }

    fn rearrange(&mut self, places: &[Option<u32>]) {
        self.related = self.related.rearranged(places);
        for column in &mut self.columns {
            column.codes = column.codes.rearranged(places);
            column.version += 1;
        }
    }
}
