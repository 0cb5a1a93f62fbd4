use super::{Columns, ListError, Row};

/// From how many bytes of added values on a column is put in order while it is loaded.
const ADDED_BYTES: usize = 4 << 20;

/// Fills new columns with many rows.
#[derive(Debug)]
pub struct Loader {
    columns: Columns,
}

impl Loader {
    pub(super) const fn new(columns: Columns) -> Self {
        Self { columns }
    }

    /// Takes some rows; it goes quickest when their ids ascend.
    ///
    /// # Errors
    /// As [`Columns::upsert`].
    pub fn push(&mut self, rows: &[Row<'_>]) -> Result<(), ListError> {
        self.columns.upsert(rows)?;
        for column in &mut self.columns.columns {
            let limit = ADDED_BYTES.max(column.dictionary.sorted.memory_bytes() / 2);
            if column.dictionary.added.text_bytes() > limit {
                *column = column.compacted()?;
            }
        }
        Ok(())
    }

    /// The columns, in order and without spare room.
    ///
    /// # Errors
    /// [`ListError::ColumnFull`].
    pub fn finish(mut self) -> Result<Columns, ListError> {
        for column in &mut self.columns.columns {
            *column = column.compacted()?;
        }
        self.columns.shrink();
        Ok(self.columns)
    }
}
