use sales_core::fields::FieldId;

/// Why a list cannot be made, changed or asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// The field has no column here; [`super::Columns::add_column`] makes one.
    #[error("the list has no column for {0}")]
    NoColumn(FieldId),
    /// The field has a column already.
    #[error("the list has a column for {0} already")]
    DuplicateColumn(FieldId),
    /// A row does not have one cell per column.
    #[error("a row has {found} cells, not {expected}")]
    CellCount {
        /// The number of columns.
        expected: usize,
        /// The number of cells.
        found: usize,
    },
    /// The distinct values of one column take more than 4 GiB.
    #[error("the column {0} is full")]
    ColumnFull(FieldId),
    /// The search has too many words.
    #[error("a search has at most {limit} words")]
    TooManyWords {
        /// How many it may have.
        limit: usize,
    },
    /// The filter has too many conditions inside each other.
    #[error("a filter has at most {limit} conditions inside each other")]
    TooDeep {
        /// How many it may have.
        limit: usize,
    },
    /// Saved bytes are not what was written, or belong to other columns or another version: the
    /// list is to be loaded from the rows.
    #[error("the saved part {segment:?} of the list cannot be used")]
    Damaged {
        /// The name of the saved part.
        segment: String,
    },
}
