//! One field of every row.

use std::cmp::Ordering;

use sales_core::{
    fields::{FieldId, FieldKind},
    filter::Op,
};

use crate::imports::LABEL_JOINT;

use super::{
    ColumnSpec, ListError,
    bits::Bits,
    codes::{CodeSet, Codes},
    dictionary::Dictionary,
    fold::{LABEL, fold, fold_cell},
    order::{compare, span},
    search::{Needle, find},
};

/// The values of a field.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) spec: ColumnSpec,
    pub(super) dictionary: Dictionary,
    pub(super) codes: Codes,
    /// Counts the changes.
    pub(super) version: u64,
}

impl Column {
    /// A column of so many rows without values.
    pub(super) fn new(spec: ColumnSpec, rows: usize) -> Self {
        Self { spec, dictionary: Dictionary::default(), codes: Codes::zeros(rows, 0), version: 0 }
    }

    pub(super) const fn kind(&self) -> FieldKind {
        self.spec.kind
    }

    pub(super) const fn field(&self) -> &FieldId {
        &self.spec.field
    }

    fn is_import(&self) -> bool {
        self.spec.field.as_str() == "import"
    }

    /// The code of a cell. `buffer` is room to work in.
    pub(super) fn intern(&mut self, cell: Option<&str>, buffer: &mut Vec<u8>) -> Result<u32, ListError> {
        let Some(text) = cell else { return Ok(0) };
        buffer.clear();
        fold_cell(self.spec.kind, text, buffer);
        self.dictionary.intern(buffer).ok_or_else(|| ListError::ColumnFull(self.spec.field.clone()))
    }

    /// The codes whose values pass a test.
    pub(super) fn matching(&self, op: Op, values: &[String]) -> CodeSet {
        if op == Op::Empty {
            return CodeSet::Range(0..1);
        }
        let mut set = Bits::new(self.dictionary.end() as usize, false);
        let mut folded = Vec::new();
        for value in values {
            folded.clear();
            fold(value, &mut folded);
            match op {
                Op::Is if self.is_import() => {
                    self.add_equal(&folded, &mut set);
                    // The name of a file stands for all imports of it.
                    folded.clear();
                    fold(&format!("{value}{LABEL_JOINT}"), &mut folded);
                    self.add_beginning(&folded, &mut set);
                }
                Op::Is => self.add_equal(&folded, &mut set),
                Op::Contains => self.add_containing(&folded, &mut set),
                Op::StartsWith => self.add_beginning(&folded, &mut set),
                Op::AtLeast | Op::AtMost => self.add_compared(&folded, op, &mut set),
                Op::Empty => {}
            }
        }
        CodeSet::from_bits(set)
    }

    /// The codes whose values begin with a folded text.
    pub(super) fn beginning(&self, prefix: &[u8]) -> CodeSet {
        let mut set = Bits::new(self.dictionary.end() as usize, false);
        self.add_beginning(prefix, &mut set);
        CodeSet::from_bits(set)
    }

    fn add_equal(&self, value: &[u8], set: &mut Bits) {
        if self.kind() == FieldKind::Tags && !value.is_empty() {
            return self.add_containing(&[&[LABEL], value, &[LABEL]].concat(), set);
        }
        self.dictionary.find(self.kind(), value).for_each(|code| set.set(code as usize, true));
        if let Some(wanted) = span(self.kind(), value) {
            let within = |other: &[u8]| {
                span(self.kind(), other).map_or(Ordering::Greater, |other| {
                    if other.first < wanted.first { Ordering::Less } else { (other.first > wanted.last).cmp(&false) }
                })
            };
            self.add_between(|text| within(text).is_lt(), |text| within(text).is_le(), set);
        }
    }

    fn add_containing(&self, value: &[u8], set: &mut Bits) {
        if value.is_empty() {
            *set = Bits::new(set.len(), true);
            return;
        }
        find(self, &[Needle::text(value)]).iter().for_each(|found| found.add_to(set));
    }

    fn add_beginning(&self, value: &[u8], set: &mut Bits) {
        match self.kind() {
            _ if value.is_empty() => *set = Bits::new(set.len(), true),
            FieldKind::Tags => self.add_containing(&[&[LABEL], value].concat(), set),
            // Such values stand side by side.
            kind if !matches!(kind, FieldKind::Number | FieldKind::Date) && !value.iter().any(u8::is_ascii_digit) => {
                let before = |text: &[u8]| compare(kind, text, value).is_lt();
                self.add_between(before, |text| before(text) || text.starts_with(value), set);
            }
            _ => self.add_passing(|text| text.starts_with(value), set),
        }
    }

    fn add_compared(&self, value: &[u8], op: Op, set: &mut Bits) {
        let kind = self.kind();
        let least = op == Op::AtLeast;
        if kind == FieldKind::Tags {
            let passes = |label: &[u8]| {
                let order = compare(kind, label, value);
                if least { order.is_ge() } else { order.is_le() }
            };
            return self.add_passing(
                |text| text.split(|&byte| byte == LABEL).any(|label| !label.is_empty() && passes(label)),
                set,
            );
        }
        let means = |text: &[u8]| span(kind, text).map(|span| span.first);
        match (span(kind, value), least) {
            (Some(wanted), true) => self.add_between(
                |text| means(text).is_some_and(|first| first < wanted.first),
                |text| means(text).is_some(),
                set,
            ),
            (Some(wanted), false) => {
                self.add_between(|_| false, |text| means(text).is_some_and(|first| first <= wanted.last), set);
            }
            (None, true) => self.add_between(|text| compare(kind, text, value).is_lt(), |_| true, set),
            (None, false) => self.add_between(
                |text| means(text).is_some(),
                |text| means(text).is_some() || compare(kind, text, value).is_le(),
                set,
            ),
        }
    }

    /// Adds the values that do not stand `before` but stand `within`; of the sorted values a first
    /// part stands before, a longer first part within.
    fn add_between(&self, before: impl Fn(&[u8]) -> bool, within: impl Fn(&[u8]) -> bool, set: &mut Bits) {
        let sorted = &self.dictionary.sorted;
        let (from, to) = (1 + sorted.partition_point(&before), 1 + sorted.partition_point(&within));
        CodeSet::Range(from..to.max(from)).add_to(set);
        let first = 1 + sorted.len();
        for place in 0..self.dictionary.added.len() {
            let value = self.dictionary.added.get(place);
            if within(value) && !before(value) {
                set.set((first + place) as usize, true);
            }
        }
    }

    fn add_passing(&self, passes: impl Fn(&[u8]) -> bool, set: &mut Bits) {
        self.dictionary.chunks(|chunk, first| {
            for (code, value) in (first as usize..).zip(chunk.texts()) {
                if passes(value) {
                    set.set(code, true);
                }
            }
        });
    }

    pub(super) fn shrink(&mut self) {
        self.dictionary.sorted.shrink();
        self.codes.shrink();
    }

    pub(super) fn memory_bytes(&self) -> usize {
        self.dictionary.memory_bytes() + self.codes.memory_bytes()
    }
}
