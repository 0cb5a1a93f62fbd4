//! Writing a chunk: new companies and prospects in bulk, then the values that join records.

use rustc_hash::FxHashMap;
use sales_core::{fields::Entity, import::RowOutcome};
use sales_store::{
    error::StoreError,
    imports::{Import, ImportRow},
    late_outcomes, late_values,
    load::LoadRow,
    row_prints,
    tx::Tx,
};

use super::{
    chunk::Chunk,
    judge::{Judged, NewRows},
    materialise::{Patch, Pending, Writes},
};

/// Writes what a chunk brings and notes what came of its rows.
pub(crate) fn write(
    tx: &mut Tx<'_>,
    import: &mut Import,
    chunk: &Chunk,
    judged: &[Judged],
    new: NewRows,
    writes: &Writes<'_>,
) -> Result<(), StoreError> {
    load(tx, import, Entity::Company, new.companies, &writes.companies)?;
    load(tx, import, Entity::Prospect, new.prospects, &writes.prospects)?;
    row_prints::add(tx, prints(chunk, new, &writes.prospects))?;
    for entity in [Entity::Company, Entity::Prospect] {
        tx.complete(entity, writes.completions(entity))?;
    }
    late_values::add(tx, &writes.late)?;
    late_outcomes::add(tx, &writes.outcomes)?;
    patch(tx, &writes.patches)?;
    note_rows(tx, import, chunk, judged)
}

/// What rows without a key are known by, and the prospects made of them.
fn prints(chunk: &Chunk, new: NewRows, prospects: &[Pending<'_>]) -> impl Iterator<Item = (i64, i64)> {
    (i64::from(new.prospects)..)
        .zip(prospects)
        .filter_map(|(row, pending)| Some((chunk.candidates[pending.made_by].print?, row)))
}

fn load(
    tx: &mut Tx<'_>,
    import: &Import,
    entity: Entity,
    first: u32,
    pending: &[Pending<'_>],
) -> Result<(), StoreError> {
    if pending.is_empty() {
        return Ok(());
    }
    let extras: Vec<Option<String>> = pending.iter().map(Pending::extra_json).collect();
    let filled: Vec<Option<String>> = pending.iter().map(Pending::filled_from).collect();
    let rows = pending.iter().zip(extras.iter().zip(&filled)).map(|(pending, (extra, filled))| LoadRow {
        file_row: pending.file_row,
        company_row: pending.company_row,
        values: &pending.values,
        extra: extra.as_deref(),
        filled_from: filled.as_deref(),
    });
    tx.load(entity, import, (i64::from(first)..).zip(rows))?;
    let mut tagged: FxHashMap<&str, Vec<i64>> = FxHashMap::default();
    for (row, pending) in (i64::from(first)..).zip(pending) {
        for name in &pending.tags {
            tagged.entry(name).or_default().push(row);
        }
    }
    let mut tagged: Vec<_> = tagged.into_iter().collect();
    tagged.sort_unstable();
    for (name, rows) in tagged {
        let tag = tx.tag_named(name)?;
        tx.add_tag(entity, &rows, tag)?;
    }
    Ok(())
}

/// Writes values that join records that are there.
pub(crate) fn patch(tx: &mut Tx<'_>, patches: &[Patch]) -> Result<(), StoreError> {
    for patch in patches {
        match patch {
            Patch::Field { entity, row, field, value } => {
                tx.set_field(*entity, &[*row], field, Some(value))?;
            }
            Patch::Company { row, company } => {
                tx.set_company(&[*row], Some(*company))?;
            }
            Patch::Tag { row, name } => {
                let tag = tx.tag_named(name)?;
                tx.add_tag(Entity::Prospect, &[*row], tag)?;
            }
            Patch::Restore { entity, row } => {
                tx.set_archived(*entity, &[*row], false)?;
            }
        }
    }
    Ok(())
}

fn note_rows(tx: &mut Tx<'_>, import: &mut Import, chunk: &Chunk, judged: &[Judged]) -> Result<(), StoreError> {
    let mut notes = Vec::new();
    for (row, judged) in chunk.batch.rows().zip(judged) {
        import.counts.count(judged.outcome);
        if judged.outcome == RowOutcome::Created && judged.reason.is_none() {
            continue;
        }
        let cells: Vec<&str> = row.cells().collect();
        notes.push(ImportRow {
            n: row.number(),
            outcome: judged.outcome,
            reason: judged.reason.map(|reason| reason.to_json().to_string()),
            target: judged.prospect.map(i64::from),
            raw: serde_json::to_string(&cells).ok(),
            decided_in: None,
        });
    }
    import.next_row += chunk.batch.len() as u64;
    tx.note_import_rows(import, &notes)
}
