//! The rows that changed since the lists were saved, noted with every write, so that a saved list is
//! brought up to date by reading those rows alone.

use rusqlite::Connection;
use sales_core::fields::{Entity, FieldId};

use super::{cells::each_batch, numbers};
use crate::{
    error::StoreError,
    lists::{Columns, Row, RowId},
    store::Store,
    tx::Touched,
};

/// How many ranges one write notes for a list; one of more notes all between its ends.
const MOST_RANGES: usize = 4_096;

/// The first and the last row of a range.
pub(crate) type Range = (i64, i64);

/// Notes what a write touched, unless no list is saved.
pub(crate) fn note(db: &Connection, touched: &Touched) -> Result<(), StoreError> {
    if touched.is_empty() || !super::saved::exist(db)? {
        return Ok(());
    }
    for entity in Store::ENTITIES {
        let mut insert =
            db.prepare_cached("INSERT INTO list_changes (entity, first_row, last_row) VALUES (?1, ?2, ?3)")?;
        for (first, last) in noted(of_write(touched, entity)) {
            insert.execute((entity.as_str(), first, last))?;
        }
    }
    Ok(())
}

/// The rows of a list that a write touched, also those that it removed.
pub(super) fn of_write(touched: &Touched, entity: Entity) -> Vec<Range> {
    let records = touched.changed.iter().chain(&touched.removed);
    let rows = records.filter(|(of, _)| *of == entity).map(|&(_, row)| (row, row));
    merged(rows.chain(touched.reload).collect())
}

fn noted(ranges: Vec<Range>) -> Vec<Range> {
    match (ranges.first(), ranges.last()) {
        (Some(&(first, _)), Some(&(_, last))) if ranges.len() > MOST_RANGES => vec![(first, last)],
        _ => ranges,
    }
}

/// What changed since the lists were saved: as noted, and what an import has written that is not yet
/// at its end.
pub(super) fn since_saved(db: &Connection, entity: Entity) -> Result<Vec<Range>, StoreError> {
    let mut ranges = db.prepare_cached(
        "SELECT first_row, last_row FROM list_changes WHERE entity = ?1
         UNION ALL
         SELECT first_row, last_row FROM imports JOIN changes ON changes.seq = imports.change_seq
         WHERE changes.state = 'open' AND first_row IS NOT NULL",
    )?;
    let ranges = ranges.query_map([entity.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(merged(ranges.collect::<Result<_, _>>()?))
}

/// How many rows ranges reach over.
pub(super) fn reach(ranges: &[Range]) -> usize {
    ranges.iter().map(|(first, last)| usize::try_from(last - first + 1).unwrap_or(usize::MAX)).sum()
}

/// Reads the rows of some ranges anew and gives them to `put`. Gives those that are there, ascending.
pub(super) fn reread(
    db: &Connection,
    entity: Entity,
    fields: &[FieldId],
    ranges: &[Range],
    mut put: impl FnMut(&[Row<'_>]) -> Result<(), StoreError>,
) -> Result<Vec<RowId>, StoreError> {
    let (single, wide): (Vec<Range>, Vec<Range>) = ranges.iter().copied().partition(|(first, last)| first == last);
    let single: Vec<i64> = single.into_iter().map(|(row, _)| row).collect();
    let wide = wide.iter().map(|(first, last)| format!("t.rowid BETWEEN {first} AND {last}"));
    let single = single.chunks(10_000).map(|rows| format!("t.rowid IN ({})", numbers(rows)));
    let mut there: Vec<RowId> = Vec::new();
    for which in wide.chain(single) {
        each_batch(db, entity, fields, &which, |rows| {
            there.extend(rows.iter().map(|row| row.id));
            put(rows)
        })?;
    }
    there.sort_unstable();
    Ok(there)
}

/// The rows of some ranges that a list has and that are not `there`, which ascend.
pub(super) fn gone(columns: &Columns, ranges: &[Range], there: &[RowId]) -> Vec<RowId> {
    let row_id = |row: i64| RowId::try_from(row.max(0)).unwrap_or(RowId::MAX);
    let listed = ranges.iter().flat_map(|&(first, last)| columns.ids(row_id(first)..=row_id(last)));
    listed.filter(|row| there.binary_search(row).is_err()).collect()
}

/// The same rows in as few ranges as there can be, ascending.
pub(crate) fn merged(mut ranges: Vec<Range>) -> Vec<Range> {
    ranges.sort_unstable();
    ranges.dedup_by(|next, before| {
        let joined = next.0 <= before.1 + 1;
        if joined {
            before.1 = before.1.max(next.1);
        }
        joined
    });
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_join_into_ranges() {
        assert_eq!(merged(vec![(7, 7), (1, 2), (3, 3), (5, 9), (3, 3)]), [(1, 3), (5, 9)]);
        assert_eq!(merged(Vec::new()), []);
        let ranges = [(1, 3), (5, 9)];
        assert_eq!(reach(&ranges), 8);
    }

    #[test]
    fn a_write_of_scattered_rows_is_noted_as_one_range() {
        let noted = |count: i64, entity| {
            let changed = (0..count).map(|n| (Entity::Prospect, 2 * n)).collect();
            noted(of_write(&Touched { changed, ..Touched::default() }, entity))
        };
        assert_eq!(noted(3, Entity::Prospect), [(0, 0), (2, 2), (4, 4)]);
        assert_eq!(noted(3, Entity::Company), []);
        assert_eq!(noted(5_000, Entity::Prospect), [(0, 9_998)]);
    }
}
