//! The history of changes: what can be undone and redone, newest first.

use rusqlite::{Connection, OptionalExtension as _, Row};
use sales_core::{
    fields::Entity,
    ids::{ChangeId, UserId},
    time::UtcMillis,
};

use crate::{error::StoreError, record::uuid, records::row_list, tables::Tracked, tx::Tx};

/// Whether a change is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeState {
    /// Being made, over several transactions.
    Open,
    /// In force.
    Done,
    /// Taken back; can be made again.
    Undone,
    /// Taken back for good.
    Gone,
}

/// One entry of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its number; later changes have larger ones.
    pub seq: i64,
    /// Its identity.
    pub id: ChangeId,
    /// When it was begun.
    pub at: UtcMillis,
    /// Who made it; none when no person did.
    pub author: Option<Author>,
    /// What it is called: a key of the sentence that tells it.
    pub label: String,
    /// Arguments of the sentence.
    pub args: serde_json::Value,
    /// Whether it is in force.
    pub state: ChangeState,
    /// How it was taken back, if it is not in force.
    pub undone: Option<Undone>,
}

/// How a change was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// When.
    pub at: UtcMillis,
    /// Who did it; none when nobody has noted it.
    pub by: Option<Author>,
}

/// Who made a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// The user.
    pub id: UserId,
    /// What they are called; empty while they have not said.
    pub name: String,
}

const SELECT: &str = "SELECT seq, c.id, at, label, args, state, c.user_id, u.name, undone, c.undone_by, b.name
    FROM changes AS c LEFT JOIN users AS u ON u.id = c.user_id LEFT JOIN users AS b ON b.id = c.undone_by";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Change> {
    let args: String = row.get(4)?;
    let state: String = row.get(5)?;
    Ok(Change {
        seq: row.get(0)?,
        id: uuid(row, 1)?.unwrap_or_default().into(),
        at: UtcMillis(row.get(2)?),
        author: author(row, 6)?,
        label: row.get(3)?,
        args: serde_json::from_str(&args).unwrap_or_default(),
        state: match state.as_str() {
            "open" => ChangeState::Open,
            "done" => ChangeState::Done,
            "undone" => ChangeState::Undone,
            _ => ChangeState::Gone,
        },
        undone: undone(row)?,
    })
}

fn undone(row: &Row<'_>) -> rusqlite::Result<Option<Undone>> {
    let Some(at) = row.get::<_, Option<i64>>(8)? else { return Ok(None) };
    Ok(Some(Undone { at: UtcMillis(at), by: author(row, 9)? }))
}

/// The person whose identity is in a column, and their name in the next one.
fn author(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Author>> {
    let name = row.get::<_, Option<String>>(column + 1)?.unwrap_or_default();
    Ok(uuid(row, column)?.map(|id| Author { id: id.into(), name }))
}

/// The changes older than `before`, newest first; the parts of a change are not listed.
pub fn list(db: &Connection, before: Option<i64>, limit: u32) -> Result<Vec<Change>, StoreError> {
    let sql = format!("{SELECT} WHERE seq < ?1 AND part_of IS NULL ORDER BY seq DESC LIMIT ?2");
    let mut statement = db.prepare_cached(&sql)?;
    let changes = statement.query_map((before.unwrap_or(i64::MAX), limit), from_row)?;
    Ok(changes.collect::<Result<_, _>>()?)
}

/// The changes of the tags of the record ?2 of the kind ?1, as the index of the migration finds them.
const OF_TAGS: &str = "tbl = 'taggings' AND json_extract(coalesce(new, old), '$.row') = ?2
    AND json_extract(coalesce(new, old), '$.entity') = ?1";

/// The changes in force that touched a record, newest first, with the cells that they touched, and the merges that it
/// went on or went in, in force or taken back. A tag that came or went is a cell of the field `tags`.
pub fn of_record(
    db: &Connection,
    entity: Entity,
    row: i64,
    limit: u32,
) -> Result<Vec<(Change, Vec<CellChange>)>, StoreError> {
    let (table, entity) = (Tracked::of(entity).name, entity.as_str());
    let sql = format!(
        "{SELECT} WHERE (state IN ('open', 'done')
                         AND seq IN (SELECT change_seq FROM change_cells WHERE tbl = ?4 AND row = ?2
                                     UNION SELECT change_seq FROM change_cells WHERE {OF_TAGS}))
         OR seq IN (SELECT change_seq FROM merged_records WHERE entity = ?1 AND row = ?2
                    UNION SELECT change_seq FROM merged_records WHERE entity = ?1 AND survivor = ?2)
         ORDER BY seq DESC LIMIT ?3"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let changes: Vec<Change> = statement.query_map((entity, row, limit, table), from_row)?.collect::<Result<_, _>>()?;
    let mut cells = db.prepare_cached(
        "SELECT field, CAST(old AS TEXT), CAST(new AS TEXT) FROM change_cells
         WHERE tbl = ?1 AND row = ?2 AND change_seq = ?3 AND field <> '*' ORDER BY n",
    )?;
    let mut tags = db.prepare_cached(&format!(
        "SELECT 'tags', iif(new IS NULL, name, NULL), iif(old IS NULL, name, NULL)
         FROM change_cells JOIN tags ON tags.rowid = json_extract(coalesce(new, old), '$.tag')
         WHERE {OF_TAGS} AND change_seq = ?3 ORDER BY n"
    ))?;
    let cell = |cell: &Row<'_>| Ok(CellChange { field: cell.get(0)?, old: cell.get(1)?, new: cell.get(2)? });
    let mut entries = Vec::with_capacity(changes.len());
    for change in changes {
        if change.undone.is_some() {
            entries.push((change, Vec::new()));
            continue;
        }
        let mut touched: Vec<CellChange> =
            cells.query_map((table, row, change.seq), cell)?.collect::<Result<_, _>>()?;
        for tag in tags.query_map((entity, row, change.seq), cell)? {
            touched.push(tag?);
        }
        entries.push((change, touched));
    }
    Ok(entries)
}

/// One cell before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellChange {
    /// The column, `extra.<field>`, or `tags`.
    pub field: String,
    /// Before.
    pub old: Option<String>,
    /// After.
    pub new: Option<String>,
}

/// The change with this number.
pub fn find(db: &Connection, seq: i64) -> Result<Option<Change>, StoreError> {
    Ok(db.prepare_cached(&format!("{SELECT} WHERE seq = ?1"))?.query_row([seq], from_row).optional()?)
}

/// The identity of the change with this number.
pub fn id_of(db: &Connection, seq: i64) -> Result<Option<ChangeId>, StoreError> {
    let mut statement = db.prepare_cached("SELECT id FROM changes WHERE seq = ?1")?;
    Ok(statement.query_row([seq], |row| uuid(row, 0)).optional()?.flatten().map(Into::into))
}

/// The change with this identity.
pub fn find_by_id(db: &Connection, id: ChangeId) -> Result<Option<Change>, StoreError> {
    Ok(db.prepare_cached(&format!("{SELECT} WHERE c.id = ?1"))?.query_row([id.as_bytes()], from_row).optional()?)
}

/// What undo takes back next.
pub fn next_undo(db: &Connection) -> Result<Option<Change>, StoreError> {
    let sql = format!(
        "{SELECT} WHERE state = 'done' AND origin IN ('user', 'import') AND part_of IS NULL ORDER BY seq DESC LIMIT 1"
    );
    Ok(db.prepare_cached(&sql)?.query_row([], from_row).optional()?)
}

/// What redo makes again next: what was undone last, before its parts.
pub fn next_redo(db: &Connection) -> Result<Option<Change>, StoreError> {
    let sql = format!("{SELECT} WHERE state = 'undone' ORDER BY undone DESC, seq LIMIT 1");
    Ok(db.prepare_cached(&sql)?.query_row([], from_row).optional()?)
}

/// The change that a change is a part of.
pub(crate) fn whole_of(db: &Connection, seq: i64) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT part_of FROM changes WHERE seq = ?1";
    Ok(db.prepare_cached(sql)?.query_row([seq], |row| row.get(0)).optional()?.flatten())
}

/// The parts of a change that are in force, newest first.
pub(crate) fn parts_in_force(db: &Connection, seq: i64) -> Result<Vec<i64>, StoreError> {
    let mut statement =
        db.prepare_cached("SELECT seq FROM changes WHERE part_of = ?1 AND state = 'done' ORDER BY seq DESC")?;
    let parts = statement.query_map([seq], |row| row.get(0))?;
    Ok(parts.collect::<Result<_, _>>()?)
}

/// The parts of a change that were taken back with it, oldest first.
pub(crate) fn parts_undone_with(db: &Connection, seq: i64) -> Result<Vec<i64>, StoreError> {
    let sql = "SELECT seq FROM changes WHERE part_of = ?1 AND state = 'undone'
               AND undone = (SELECT undone FROM changes WHERE seq = ?1) ORDER BY seq";
    let mut statement = db.prepare_cached(sql)?;
    let parts = statement.query_map([seq], |row| row.get(0))?;
    Ok(parts.collect::<Result<_, _>>()?)
}

/// Notes that parts were taken back at one time with their whole, with which they come again.
pub(crate) fn note_undone_together(tx: &Tx<'_>, whole: i64, parts: &[i64]) -> Result<(), StoreError> {
    let sql = "UPDATE changes SET undone = (SELECT undone FROM changes WHERE seq = ?1) WHERE seq IN rarray(?2)";
    tx.db.prepare_cached(sql)?.execute((whole, row_list(parts)))?;
    Ok(())
}

/// The prospects that own rows of a tracked table which are others since a write, of which the history has the cells
/// from `first_cell` on, and which took back or made again the changes `replayed`.
pub(crate) fn owners_touched(
    db: &Connection,
    table: &'static str,
    first_cell: i64,
    replayed: &[i64],
) -> Result<Vec<i64>, StoreError> {
    let sql = format!(
        "WITH cells AS (
           SELECT row, field, old, new FROM change_cells WHERE n >= ?1 AND tbl = ?3
           UNION ALL
           SELECT row, field, old, new FROM change_cells WHERE change_seq IN rarray(?2) AND tbl = ?3)
         SELECT prospect FROM {table} WHERE rowid IN (SELECT row FROM cells)
         UNION
         SELECT json_extract(coalesce(new, old), '$.prospect') FROM cells WHERE field = '*'
         UNION
         SELECT value FROM cells JOIN json_each(json_array(old, new))
           WHERE field = 'prospect' AND value IS NOT NULL"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let found = statement.query_map((first_cell, row_list(replayed), table), |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}
