//! Records that were merged.
//!
//! A merge is a change like any other: the record that goes on gets values and tags, the others go and
//! leave their images, so that the undo of the change is the unmerge, whenever it comes. What the history
//! cannot record stands in `merged_records` and `merged_values`, and which record is found under the match
//! keys and row prints of the others follows from it.

mod former;

use rusqlite::{Connection, OptionalExtension as _};
use sales_core::{fields::Entity, ids::ChangeId, time::UtcMillis};
use uuid::Uuid;

pub(crate) use self::former::all_living_on;
pub use self::former::living_on_in;
use crate::{
    error::StoreError,
    match_keys,
    record::{Record, uuid},
    records::row_list,
    row_prints,
    tables::Tracked,
    tags,
    tx::Tx,
};

/// Records that are to become one.
#[derive(Debug, Clone)]
pub struct NewMerge<'a> {
    /// What they are.
    pub entity: Entity,
    /// The row of the record that goes on.
    pub survivor: i64,
    /// The rows of the others.
    pub losers: &'a [i64],
    /// The fields of the record that goes on that change: field id, value, and the row it comes from.
    pub values: &'a [(&'a str, &'a str, i64)],
    /// The row of the company that a prospect moves to.
    pub company: Option<i64>,
    /// How likely they are the same, when a search said so.
    pub probability: Option<f64>,
    /// Whether nobody was asked.
    pub automatic: bool,
}

/// A merge in force.
#[derive(Debug, Clone, PartialEq)]
pub struct Merge {
    /// Its change in the history, which is its identity too.
    pub change_seq: i64,
    /// What was merged.
    pub entity: Entity,
    /// The row of the record that goes on.
    pub survivor: i64,
    /// The identities of the records that went.
    pub losers: Vec<Uuid>,
    /// How likely they were the same, when a search said so.
    pub probability: Option<f64>,
    /// Whether nobody was asked, now or in a merge of the records that went.
    pub unasked: bool,
    /// When.
    pub at: UtcMillis,
}

impl Tx<'_> {
    /// Makes several records one. Gives the number of changes of the record that goes on.
    ///
    /// # Errors
    /// [`StoreError::Unrecorded`] without a change of the history.
    pub fn merge(&mut self, merge: &NewMerge<'_>) -> Result<usize, StoreError> {
        let NewMerge { entity, survivor, losers, .. } = *merge;
        let seq = self.seq()?;
        let records = Record::at_rows(&self.db, entity, losers)?;
        for record in &records {
            self.note_merged(seq, merge, record)?;
        }
        let mut changed = self.hand_over(merge)?;
        for &loser in losers {
            row_prints::inherit(self, loser, survivor)?;
            self.remove(entity, loser)?;
        }
        for &(field, value, from) in merge.values {
            changed += self.set_field(entity, &[survivor], field, Some(value))?;
            self.note_value(seq, field, from)?;
        }
        if let Some(company) = merge.company {
            changed += self.set_company(&[survivor], Some(company))?;
            if let Some(from) = records.iter().find(|record| record.company_row == Some(company)) {
                self.note_value(seq, "company", from.row)?;
            }
        }
        self.note_changed(entity, survivor);
        Ok(changed)
    }

    fn note_merged(&self, seq: i64, merge: &NewMerge<'_>, loser: &Record) -> Result<(), StoreError> {
        let sql = "INSERT INTO merged_records (change_seq, entity, row, id, survivor, probability, automatic)
                   VALUES (?, ?, ?, ?, ?, ?, ?)";
        self.db.prepare_cached(sql)?.execute((
            seq,
            merge.entity.as_str(),
            loser.row,
            loser.id.as_bytes(),
            merge.survivor,
            merge.probability,
            merge.automatic,
        ))?;
        Ok(())
    }

    /// Notes from which record a value comes.
    fn note_value(&self, seq: i64, field: &str, from: i64) -> Result<(), StoreError> {
        let sql = "INSERT OR REPLACE INTO merged_values (change_seq, field, row) VALUES (?, ?, ?)";
        self.db.prepare_cached(sql)?.execute((seq, field, from))?;
        Ok(())
    }

    /// Gives the record that goes on the tags of the others, their signals, outcomes and prospects.
    fn hand_over(&mut self, merge: &NewMerge<'_>) -> Result<usize, StoreError> {
        let mut changed = 0;
        for (_, name) in tags::of_rows(&self.db, merge.entity, merge.losers)? {
            let tag = self.tag_named(&name)?;
            changed += self.add_tag(merge.entity, &[merge.survivor], tag)?;
        }
        self.hand_over_signals(merge.entity, merge.losers, merge.survivor)?;
        if merge.entity == Entity::Prospect {
            self.hand_over_override(merge.losers, merge.survivor)?;
            self.hand_over_outcomes(merge.losers, merge.survivor)?;
        }
        if merge.entity == Entity::Company {
            let sql = "UPDATE prospects SET company = ?1 WHERE company IN rarray(?2)";
            changed += self.db.prepare_cached(sql)?.execute((merge.survivor, row_list(merge.losers)))?;
        }
        Ok(changed)
    }
}

/// A merge in force, and the records that went in it as they were then.
#[derive(Debug, Clone, PartialEq)]
pub struct Absorbed {
    /// Its change in the history.
    pub change_seq: i64,
    /// Whether nobody was asked.
    pub automatic: bool,
    /// Whether nobody was asked, now or in a merge of the records that went.
    pub unasked: bool,
    /// How likely they were the same, when a search said so.
    pub probability: Option<f64>,
    /// The records that went, without their companies.
    pub records: Vec<Record>,
}

/// The merges in force that a record goes on in, newest first.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn absorbed_by(db: &Connection, entity: Entity, survivor: i64) -> Result<Vec<Absorbed>, StoreError> {
    let sql = "SELECT m.change_seq, m.automatic, m.probability, m.row, m.id, gone.old FROM merged_records AS m
               JOIN changes AS c ON c.seq = m.change_seq AND c.state = 'done'
               JOIN change_cells AS gone ON gone.change_seq = m.change_seq AND gone.row = m.row
                 AND gone.tbl = ?3 AND gone.field = '*' AND gone.old IS NOT NULL
               WHERE m.entity = ?1 AND m.survivor = ?2 ORDER BY m.change_seq DESC, m.row";
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query((entity.as_str(), survivor, Tracked::of(entity).name))?;
    let mut found: Vec<Absorbed> = Vec::new();
    while let Some(row) = rows.next()? {
        let change_seq = row.get(0)?;
        let id = uuid(row, 4)?.unwrap_or_default();
        let image: String = row.get(5)?;
        let record = Record::of_image(entity, row.get(3)?, id, &image);
        match found.last_mut().filter(|last| last.change_seq == change_seq) {
            Some(last) => last.records.extend(record),
            None => found.push(Absorbed {
                change_seq,
                automatic: row.get(1)?,
                unasked: row.get::<_, bool>(1)? && !holds_asked(db, entity, change_seq)?,
                probability: row.get(2)?,
                records: record.into_iter().collect(),
            }),
        }
    }
    Ok(found)
}

/// The merge that a change is, if it is one in force.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn find(db: &Connection, change_seq: i64) -> Result<Option<Merge>, StoreError> {
    let sql = "SELECT m.entity, m.survivor, m.id, m.automatic, c.at, m.probability FROM merged_records AS m
               JOIN changes AS c ON c.seq = m.change_seq WHERE m.change_seq = ?1 AND c.state = 'done' ORDER BY m.row";
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query([change_seq])?;
    let mut found: Option<Merge> = None;
    while let Some(row) = rows.next()? {
        let loser = uuid(row, 2)?.unwrap_or_default();
        if let Some(merge) = &mut found {
            merge.losers.push(loser);
            continue;
        }
        let entity = crate::tx::entity_named(&row.get::<_, String>(0)?);
        found = Some(Merge {
            change_seq,
            entity,
            survivor: row.get(1)?,
            losers: vec![loser],
            probability: row.get(5)?,
            unasked: row.get::<_, bool>(3)? && !holds_asked(db, entity, change_seq)?,
            at: UtcMillis(row.get(4)?),
        });
    }
    Ok(found)
}

/// Whether a person was asked for a merge that the records of this one went on in: it cannot be taken back
/// before this one is.
fn holds_asked(db: &Connection, entity: Entity, change_seq: i64) -> Result<bool, StoreError> {
    let sql = "WITH RECURSIVE held (row, automatic) AS (
                 SELECT row, TRUE FROM merged_records WHERE change_seq = ?1
                 UNION SELECT m.row, m.automatic FROM held JOIN merged_records AS m ON m.survivor = held.row
                 JOIN changes AS c ON c.seq = m.change_seq AND c.state = 'done' WHERE m.entity = ?2)
               SELECT EXISTS (SELECT 1 FROM held WHERE NOT automatic)";
    Ok(db.prepare_cached(sql)?.query_row((change_seq, entity.as_str()), |row| row.get(0))?)
}

/// Those of some records that somebody merged others into, without whom the merge would not be.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn merged_by_hand(db: &Connection, entity: Entity, rows: &[i64]) -> Result<Vec<i64>, StoreError> {
    let sql = "SELECT DISTINCT m.survivor FROM merged_records AS m JOIN changes AS c ON c.seq = m.change_seq
               WHERE m.entity = ?1 AND m.survivor IN rarray(?2) AND NOT m.automatic AND c.state = 'done'";
    let mut statement = db.prepare_cached(sql)?;
    let found = statement.query_map((entity.as_str(), row_list(rows)), |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// How many records went in the merges in force that are parts of a change.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn merged_within(db: &Connection, whole: i64) -> Result<u32, StoreError> {
    let sql = "SELECT count(*) FROM changes AS c JOIN merged_records AS m ON m.change_seq = c.seq
               WHERE c.part_of = ?1 AND c.state = 'done'";
    Ok(db.prepare_cached(sql)?.query_row([whole], |row| row.get(0))?)
}

/// The row of the record that a row lives on in; the row itself when it was not merged.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn heir(db: &Connection, entity: Entity, row: i64) -> Result<i64, StoreError> {
    let sql = "SELECT m.survivor FROM merged_records AS m JOIN changes AS c ON c.seq = m.change_seq
               WHERE m.entity = ?1 AND m.row = ?2 AND c.state = 'done'";
    let mut statement = db.prepare_cached(sql)?;
    let mut heir = row;
    while let Some(next) = statement.query_row((entity.as_str(), heir), |found| found.get(0)).optional()? {
        heir = next;
    }
    Ok(heir)
}

/// The row of the record that one of this identity lives on in, when it was merged.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn heir_of(db: &Connection, entity: Entity, id: Uuid) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT m.row FROM merged_records AS m JOIN changes AS c ON c.seq = m.change_seq
               WHERE m.entity = ?1 AND m.id = ?2 AND c.state = 'done'";
    let mut statement = db.prepare_cached(sql)?;
    let row: Option<i64> = statement.query_row((entity.as_str(), id.as_bytes()), |found| found.get(0)).optional()?;
    row.map(|row| heir(db, entity, row)).transpose()
}

/// A merge that is none of these changes, in which a record went on that one of them made, or into which another one
/// went later; it has to be undone first, as both may have filled the same fields.
pub(crate) fn merged_since(db: &Connection, changes: &[i64]) -> Result<Option<ChangeId>, StoreError> {
    let sql = "SELECT c.id FROM merged_records AS m JOIN merged_records AS later
                 ON later.entity = m.entity AND m.survivor IN (later.row, later.survivor)
                   AND later.change_seq > m.change_seq
               JOIN changes AS c ON c.seq = later.change_seq
               WHERE m.change_seq IN rarray(?1) AND later.change_seq NOT IN rarray(?1) AND c.state = 'done'
               ORDER BY later.change_seq DESC LIMIT 1";
    let found = db.prepare_cached(sql)?.query_row([row_list(changes)], |row| uuid(row, 0)).optional()?;
    Ok(found.flatten().map(Into::into))
}

/// The merges in force with records that one of these changes made, newest first.
pub(crate) fn of_records_made_by(db: &Connection, changes: &[i64]) -> Result<Vec<i64>, StoreError> {
    let sql = "SELECT DISTINCT m.change_seq FROM merged_records AS m
               JOIN changes AS c ON c.seq = m.change_seq AND c.state = 'done'
               LEFT JOIN change_cells AS gone ON gone.change_seq = m.change_seq AND gone.row = m.row
                 AND gone.field = '*' AND gone.old IS NOT NULL
                 AND gone.tbl = iif(m.entity = 'prospect', 'prospects', 'companies')
               WHERE json_extract(gone.old, '$.created_seq') IN rarray(?1)
                  OR (m.entity = 'prospect'
                      AND (SELECT created_seq FROM prospects WHERE rowid = m.survivor) IN rarray(?1))
                  OR (m.entity = 'company'
                      AND (SELECT created_seq FROM companies WHERE rowid = m.survivor) IN rarray(?1))
               ORDER BY m.change_seq DESC";
    let mut statement = db.prepare_cached(sql)?;
    let found = statement.query_map([row_list(changes)], |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The records that a merge takes away, by their survivor, as far as they are there.
fn losers(tx: &Tx<'_>, change_seq: i64) -> Result<Vec<(Record, i64)>, StoreError> {
    let sql = "SELECT entity, row, survivor FROM merged_records WHERE change_seq = ?1";
    let mut statement = tx.db.prepare_cached(sql)?;
    let rows: Vec<(String, i64, i64)> = statement
        .query_map([change_seq], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    let mut found = Vec::new();
    for (entity, row, survivor) in rows {
        if let Some(record) = Record::at_row(&tx.db, crate::tx::entity_named(&entity), row)? {
            found.push((record, survivor));
        }
    }
    Ok(found)
}

/// Before a merge is made again: the record that goes on will be found as the others were.
pub(crate) fn hand_keys_over(tx: &mut Tx<'_>, change_seq: i64) -> Result<(), StoreError> {
    for (loser, survivor) in losers(tx, change_seq)? {
        row_prints::inherit(tx, loser.row, survivor)?;
        tx.note_changed(loser.entity, survivor);
    }
    Ok(())
}

/// After a merge was taken back: each record is found under its own keys only.
pub(crate) fn give_keys_back(tx: &mut Tx<'_>, change_seq: i64) -> Result<(), StoreError> {
    for (loser, survivor) in losers(tx, change_seq)? {
        row_prints::disinherit(tx, loser.row, survivor)?;
        match_keys::disinherit(tx, &loser, survivor)?;
        tx.note_changed(loser.entity, survivor);
    }
    Ok(())
}
