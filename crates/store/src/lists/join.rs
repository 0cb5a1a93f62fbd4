//! Adding columns that were read later than the rows.

use super::{Columns, rows::Rows};

impl Columns {
    /// Adds the columns of another list of the same records. Rows that it lacks have no value there;
    /// rows that it alone has are left out; a column of the same field is replaced.
    pub fn join(&mut self, other: Self) {
        let places = (self.rows.ids != other.rows.ids).then(|| places(&self.rows, &other.rows));
        for mut column in other.columns {
            if let Some(places) = &places {
                column.codes = column.codes.rearranged(places);
            }
            self.columns.retain(|own| own.field() != column.field());
            self.columns.push(column);
        }
    }
}

/// For each ordinal of one list the ordinal of the same row in another.
fn places(rows: &Rows, other: &Rows) -> Vec<Option<u32>> {
    let mut next = 0;
    rows.ids
        .iter()
        .map(|&id| {
            next += other.ids[next..].iter().take_while(|&&other| other < id).count();
            (other.ids.get(next) == Some(&id)).then_some(next as u32)
        })
        .collect()
}
