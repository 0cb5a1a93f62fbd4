use super::RowId;

/// The answer to a query: the ids of the rows in order. It stays as it is when rows change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    ids: Box<[RowId]>,
    version: u64,
}

impl Snapshot {
    pub(super) fn new(ids: Vec<RowId>, version: u64) -> Self {
        Self { ids: ids.into(), version }
    }

    /// How many rows there are.
    #[must_use]
    pub const fn total(&self) -> usize {
        self.ids.len()
    }

    /// All rows in order.
    #[must_use]
    pub const fn ids(&self) -> &[RowId] {
        &self.ids
    }

    /// At most `limit` rows after the first `offset`; fewer at the end.
    #[must_use]
    pub fn window(&self, offset: usize, limit: usize) -> &[RowId] {
        let from = offset.min(self.total());
        &self.ids[from..offset.saturating_add(limit).min(self.total()).max(from)]
    }

    /// How many rows stand before this one; none when it is not among them.
    #[must_use]
    pub fn position_of(&self, id: RowId) -> Option<usize> {
        self.ids.iter().position(|&other| other == id)
    }

    /// The version of the columns that answered, see [`super::Columns::version`].
    #[must_use]
    pub const fn version(&self) -> u64 {
        self.version
    }
}
