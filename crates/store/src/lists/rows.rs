//! Which rows there are.

use super::{RowId, bits::Bits};

/// The rows by their ordinals. Ordinals ascend with the ids; a row that was removed keeps its
/// ordinal until many were.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows {
    pub(super) ids: Vec<RowId>,
    pub(super) live: Bits,
    pub(super) archived: Bits,
}

impl Rows {
    /// How many ordinals there are.
    pub(super) const fn len(&self) -> usize {
        self.ids.len()
    }

    /// The ordinal of a row, also of a removed one.
    pub(super) fn ordinal(&self, id: RowId) -> Option<usize> {
        let (first, last) = (*self.ids.first()?, *self.ids.last()?);
        if (last - first) as usize == self.len() - 1 {
            return (first..=last).contains(&id).then(|| (id - first) as usize);
        }
        self.ids.binary_search(&id).ok()
    }

    /// Makes a row that stands behind all others.
    pub(super) fn push(&mut self, id: RowId) {
        self.ids.push(id);
        self.live.push(false);
        self.archived.push(false);
    }

    /// Makes room for new rows, ascending, that stand between others: for each new ordinal the
    /// former one.
    pub(super) fn insert(&mut self, new: &[RowId]) -> Vec<Option<u32>> {
        let mut places = Vec::with_capacity(self.len() + new.len());
        let mut ids = Vec::with_capacity(self.len() + new.len());
        let mut new = new.iter().copied().peekable();
        for (ordinal, &id) in self.ids.iter().enumerate() {
            while let Some(before) = new.next_if(|&new| new < id) {
                ids.push(before);
                places.push(None);
            }
            ids.push(id);
            places.push(Some(ordinal as u32));
        }
        for id in new {
            ids.push(id);
            places.push(None);
        }
        self.rearrange(&places);
        self.ids = ids;
        places
    }

    /// Forgets the rows that were removed, once they are many: for each new ordinal the former one.
    pub(super) fn forget_removed(&mut self) -> Option<Vec<Option<u32>>> {
        let live = self.live.count();
        if self.len() < 2 * live + 1024 {
            return None;
        }
        let places: Vec<_> = self.live.iter().map(|ordinal| Some(ordinal as u32)).collect();
        self.ids = self.live.iter().map(|ordinal| self.ids[ordinal]).collect();
        self.rearrange(&places);
        Some(places)
    }

    fn rearrange(&mut self, places: &[Option<u32>]) {
        for bits in [&mut self.live, &mut self.archived] {
            let mut moved = Bits::new(places.len(), false);
            for (to, from) in places.iter().enumerate() {
                if from.is_some_and(|from| bits.get(from as usize)) {
                    moved.set(to, true);
                }
            }
            *bits = moved;
        }
    }

    pub(super) fn shrink(&mut self) {
        self.ids.shrink_to_fit();
        self.live.shrink();
        self.archived.shrink();
    }

    pub(super) fn memory_bytes(&self) -> usize {
        self.ids.capacity() * 4 + self.live.memory_bytes() + self.archived.memory_bytes()
    }
}

/// Finds the ordinals of many rows.
pub(super) enum Locator<'a> {
    /// The ids follow each other without a gap.
    Dense {
        /// The first id.
        first: RowId,
        /// How many there are.
        len: u32,
    },
    /// A table from the first id on.
    Table {
        /// The first id.
        first: RowId,
        /// One more than the ordinal, or 0.
        ordinals: Vec<u32>,
    },
    /// The ids, far apart.
    Search(&'a [RowId]),
}

impl<'a> Locator<'a> {
    pub(super) fn new(rows: &'a Rows) -> Self {
        let (Some(&first), Some(&last)) = (rows.ids.first(), rows.ids.last()) else { return Self::Search(&[]) };
        let (len, reach) = (rows.len(), (last - first) as usize + 1);
        if reach == len {
            return Self::Dense { first, len: len as u32 };
        }
        if reach > 8 * len + 1_000_000 {
            return Self::Search(&rows.ids);
        }
        let mut ordinals = vec![0; reach];
        for (next, &id) in (1..).zip(&rows.ids) {
            ordinals[(id - first) as usize] = next;
        }
        Self::Table { first, ordinals }
    }

    pub(super) fn ordinal(&self, id: RowId) -> Option<usize> {
        match self {
            Self::Dense { first, len } => {
                let ordinal = id.wrapping_sub(*first);
                (ordinal < *len).then_some(ordinal as usize)
            }
            Self::Table { first, ordinals } => {
                let next = *ordinals.get(id.wrapping_sub(*first) as usize)?;
                (next as usize).checked_sub(1)
            }
            Self::Search(ids) => ids.binary_search(&id).ok(),
        }
    }
}
