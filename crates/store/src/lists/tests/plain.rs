//! The same list as a vector of rows, asked by reading all of them.

use std::{cmp::Ordering, collections::BTreeMap};

use sales_core::{
    fields::{FieldId, FieldKind},
    filter::{Filter, Op},
    list::{ListQuery, Scope},
};

use crate::lists::{
    Distinct, RowId, Spec,
    fold::folded,
    order::{compare, span},
};

#[derive(Debug, Clone, Default)]
pub(super) struct PlainRow {
    pub(super) archived: bool,
    pub(super) related: Option<RowId>,
    pub(super) cells: Vec<Option<String>>,
}

#[derive(Debug, Default)]
pub(super) struct PlainList {
    pub(super) spec: Spec,
    pub(super) rows: BTreeMap<RowId, PlainRow>,
}

impl PlainList {
    pub(super) fn query(&self, query: &ListQuery, related: &Self) -> Vec<RowId> {
        let searched = folded(&query.search);
        let words: Vec<_> = searched.split(|&byte| byte == b' ').filter(|word| !word.is_empty()).collect();
        let mut found: Vec<_> = self
            .rows
            .iter()
            .rev()
            .filter(|(_, row)| row.archived == (query.scope == Scope::Archived))
            .filter(|(_, row)| self.passes(row, &query.filter, related))
            .filter(|(_, row)| words.iter().all(|word| self.has_word(row, word, related)))
            .collect();
        found.sort_by(|(_, a), (_, b)| {
            let orders = query.sort.iter().map(|key| {
                let kind = self.kind(&key.field, related);
                let [a, b] = [a, b].map(|row| sort_text(kind, self.cell(row, &key.field, related)));
                match (a.is_empty(), b.is_empty()) {
                    (false, false) if key.descending => compare(kind, &b, &a),
                    (false, false) => compare(kind, &a, &b),
                    (a, b) => a.cmp(&b),
                }
            });
            orders.fold(Ordering::Equal, Ordering::then)
        });
        found.into_iter().map(|(&id, _)| id).collect()
    }

    /// The different values of a field that begin with `prefix`, with their number and newest row.
    pub(super) fn distinct(&self, field: &FieldId, scope: Scope, prefix: &str, related: &Self) -> Vec<Distinct> {
        let mut found: BTreeMap<Vec<u8>, (usize, RowId)> = BTreeMap::new();
        let kind = self.kind(field, related);
        for (&id, row) in self.rows.iter().filter(|(_, row)| row.archived == (scope == Scope::Archived)) {
            for part in parts(kind, self.cell(row, field, related)) {
                if part.starts_with(&folded(prefix)) {
                    let (rows, example) = found.entry(part).or_default();
                    (*rows, *example) = (*rows + 1, id);
                }
            }
        }
        let mut found: Vec<_> = found.into_iter().collect();
        found.sort_by(|(a, (a_rows, _)), (b, (b_rows, _))| b_rows.cmp(a_rows).then_with(|| compare(kind, a, b)));
        let text = |value| String::from_utf8(value).expect("UTF-8");
        found.into_iter().map(|(value, (rows, example))| Distinct { folded: text(value), rows, example }).collect()
    }

    fn kind(&self, field: &FieldId, related: &Self) -> FieldKind {
        let columns = self.spec.columns.iter().chain(&related.spec.columns);
        columns.into_iter().find(|column| column.field == *field).expect("a column").kind
    }

    /// The cell of a row, or of the record that the row refers to.
    fn cell<'a>(&'a self, row: &'a PlainRow, field: &FieldId, related: &'a Self) -> &'a str {
        let place = |list: &Self| list.spec.columns.iter().position(|column| column.field == *field);
        let cell = match place(self) {
            Some(place) => row.cells[place].as_deref(),
            None => {
                let place = place(related).expect("a column");
                row.related.and_then(|id| related.rows.get(&id)).and_then(|row| row.cells[place].as_deref())
            }
        };
        cell.unwrap_or_default()
    }

    fn passes(&self, row: &PlainRow, filter: &Filter, related: &Self) -> bool {
        match filter {
            Filter::And { of } => of.iter().all(|filter| self.passes(row, filter, related)),
            Filter::Or { of } => of.iter().any(|filter| self.passes(row, filter, related)),
            Filter::Not { of } => !self.passes(row, of, related),
            Filter::Test { field, op, values } => {
                let kind = self.kind(field, related);
                let parts = parts(kind, self.cell(row, field, related));
                match op {
                    Op::Empty => parts.is_empty(),
                    _ => values.iter().any(|value| passes(kind, &parts, *op, &folded(value))),
                }
            }
        }
    }

    fn has_word(&self, row: &PlainRow, word: &[u8], related: &Self) -> bool {
        let own = self.spec.columns.iter().filter(|column| column.searched);
        let theirs = related.spec.columns.iter().filter(|column| self.spec.related_search.contains(&column.field));
        own.chain(theirs).any(|column| {
            let text = folded(self.cell(row, &column.field, related));
            match phone_digits(word) {
                Some(digits) if column.kind == FieldKind::Phone => {
                    let all: Vec<u8> = text.into_iter().filter(u8::is_ascii_digit).collect();
                    contains(&all, &digits)
                }
                _ => contains(&text, word),
            }
        })
    }
}

/// The labels of a cell, or the one value of it, folded; nothing for an empty cell.
fn parts(kind: FieldKind, cell: &str) -> Vec<Vec<u8>> {
    let parts: Vec<&str> = if kind == FieldKind::Tags { cell.split('\n').collect() } else { vec![cell] };
    let mut parts: Vec<_> = parts.into_iter().map(folded).filter(|part| !part.is_empty()).collect();
    parts.sort();
    parts.dedup();
    parts
}

fn sort_text(kind: FieldKind, cell: &str) -> Vec<u8> {
    match kind {
        FieldKind::Tags => parts(kind, cell).iter().flat_map(|part| [b"\x1f", part.as_slice()].concat()).collect(),
        _ => folded(cell),
    }
}

fn passes(kind: FieldKind, parts: &[Vec<u8>], op: Op, value: &[u8]) -> bool {
    if value.is_empty() {
        match op {
            Op::Contains | Op::StartsWith => return true,
            Op::Is => return parts.is_empty(),
            Op::AtLeast | Op::AtMost | Op::Empty => {}
        }
    }
    parts.iter().any(|part| match op {
        Op::Is => {
            let meant = span(kind, part).zip(span(kind, value));
            part == value || meant.is_some_and(|(part, value)| (value.first..=value.last).contains(&part.first))
        }
        Op::Contains => contains(part, value),
        Op::StartsWith => part.starts_with(value),
        Op::AtLeast | Op::AtMost => match (span(kind, part), span(kind, value)) {
            (Some(part), Some(value)) if op == Op::AtLeast => part.first >= value.first,
            (Some(part), Some(value)) => part.first <= value.last,
            (None, None) if op == Op::AtLeast => compare(kind, part, value).is_ge(),
            (None, None) => compare(kind, part, value).is_le(),
            _ => false,
        },
        Op::Empty => false,
    })
}

/// The digits to look for in phone numbers, for a word of four digits or more.
fn phone_digits(word: &[u8]) -> Option<Vec<u8>> {
    let digits: Vec<u8> = word.iter().copied().filter(u8::is_ascii_digit).collect();
    let number = word.iter().all(|byte| b"0123456789+-./()".contains(byte));
    (number && digits.len() >= 4).then(|| {
        let significant: Vec<u8> = digits.iter().copied().skip_while(|&digit| digit == b'0').collect();
        if significant.is_empty() { digits } else { significant }
    })
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    part.is_empty() || text.windows(part.len()).any(|window| window == part)
}
