//! Putting a column in order again: added values move in among the sorted ones, values without
//! rows go.

use super::{
    Columns, ListError, bits::Bits, codes::Codes, column::Column, dictionary::Dictionary, front::FrontCoded,
    order::compare,
};

/// From how many added values on a column is worth putting in order.
const WORTH: u32 = 2_048;

/// A column put in order, made while the list could be read, to be taken over in no time.
#[derive(Debug)]
pub struct Compaction {
    index: usize,
    column: Column,
}

impl Columns {
    /// Puts the column in order that has the most added values, when they are many: to be called
    /// when nothing else is to do, under a lock that lets others read, until it gives none.
    ///
    /// # Errors
    /// [`ListError::ColumnFull`].
    pub fn compaction(&self) -> Result<Option<Compaction>, ListError> {
        let columns = self.columns.iter().enumerate();
        let fullest = columns.max_by_key(|(_, column)| column.dictionary.added.len());
        match fullest {
            Some((index, column)) if column.dictionary.added.len() >= WORTH => {
                Ok(Some(Compaction { index, column: column.compacted()? }))
            }
            _ => Ok(None),
        }
    }

    /// Takes over a column that was put in order; false when the column has changed since.
    pub fn adopt(&mut self, compaction: Compaction) -> bool {
        let Compaction { index, column } = compaction;
        match self.columns.get_mut(index) {
            Some(own) if own.version == column.version && own.spec == column.spec => {
                *own = column;
                true
            }
            _ => false,
        }
    }
}

impl Column {
    /// The same column with all values sorted and used.
    pub(super) fn compacted(&self) -> Result<Self, ListError> {
        let mut used = Bits::new(self.dictionary.end() as usize, false);
        self.codes.for_each(|_, code| used.set(code as usize, true));
        let merged = Merge::new(self, &used).run().ok_or_else(|| ListError::ColumnFull(self.spec.field.clone()))?;
        let mut codes = Codes::zeros(self.codes.len(), merged.sorted.len());
        codes.fill(&self.codes, |code| merged.codes[code as usize]);
        let dictionary = Dictionary { sorted: merged.sorted, ..Dictionary::default() };
        let mut column = Self { spec: self.spec.clone(), dictionary, codes, version: self.version };
        column.shrink();
        Ok(column)
    }
}

/// The merge of the sorted and the added values.
struct Merge<'a> {
    column: &'a Column,
    used: &'a Bits,
    sorted: FrontCoded,
    /// The new code of each old one.
    codes: Vec<u32>,
    previous: Vec<u8>,
    room: bool,
}

impl<'a> Merge<'a> {
    fn new(column: &'a Column, used: &'a Bits) -> Self {
        let codes = vec![0; column.dictionary.end() as usize];
        Self { column, used, sorted: FrontCoded::default(), codes, previous: Vec::new(), room: true }
    }

    fn run(mut self) -> Option<Self> {
        let (kind, dictionary) = (self.column.kind(), &self.column.dictionary);
        let first = 1 + dictionary.sorted.len();
        let added = dictionary.added_order(kind);
        let mut added = added.into_iter().map(|place| (first + place, dictionary.added.get(place))).peekable();
        dictionary.sorted.chunks(|chunk| {
            for (place, value) in (chunk.first..).zip(chunk.texts()) {
                while let Some((code, value)) = added.next_if(|(_, other)| compare(kind, other, value).is_lt()) {
                    self.take(code, value);
                }
                self.take(1 + place, value);
            }
        });
        added.for_each(|(code, value)| self.take(code, value));
        self.room.then_some(self)
    }

    fn take(&mut self, code: u32, value: &[u8]) {
        if !self.used.get(code as usize) {
            return;
        }
        if self.sorted.len() == 0 || self.previous != value {
            self.room &= self.sorted.push(value, &self.previous);
            self.previous.clear();
            self.previous.extend_from_slice(value);
        }
        self.codes[code as usize] = self.sorted.len();
    }
}
