//! The tables of match keys: hashes under which a record is found again.

use std::rc::Rc;

use rusqlite::{Connection, types::Value};
use sales_core::fields::Entity;

use crate::{
    error::StoreError,
    many::Insertion,
    merges,
    record::Record,
    sources,
    store::{KeyMaker, Store},
    tables::Tracked,
    tx::{Touched, Tx},
};

/// The fields that match keys are made of.
pub const KEY_FIELDS: &[&str] = &[
    "email",
    "email_2",
    "email_3",
    "phone",
    "phone_2",
    "phone_work",
    "phone_work_2",
    "phone_direct",
    "phone_mobile",
    "phone_home",
    "phone_other",
    "linkedin_url",
    "country",
    "company",
    "company_website",
    "company_email",
    "website",
];

const fn table_of(entity: Entity) -> &'static str {
    match entity {
        Entity::Prospect => "prospect_keys",
        Entity::Company => "company_keys",
    }
}

/// The rows that stand under these hashes: pairs of hash and row.
pub fn find(db: &Connection, entity: Entity, hashes: &[i64]) -> Result<Vec<(i64, i64)>, StoreError> {
    let list = Rc::new(hashes.iter().copied().map(Value::from).collect::<Vec<_>>());
    let sql = format!("SELECT hash, row FROM {} WHERE hash IN rarray(?1)", table_of(entity));
    let mut statement = db.prepare_cached(&sql)?;
    let pairs = statement.query_map([list], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(pairs.collect::<Result<_, _>>()?)
}

/// Some of the rows that stand under any of these hashes, as many at most.
///
/// # Errors
/// [`StoreError`] when the table cannot be read.
pub fn find_some(db: &Connection, entity: Entity, hashes: &[i64], most: u32) -> Result<Vec<i64>, StoreError> {
    let list = Rc::new(hashes.iter().copied().map(Value::from).collect::<Vec<_>>());
    let sql = format!("SELECT row FROM {} WHERE hash IN rarray(?1) LIMIT ?2", table_of(entity));
    let mut statement = db.prepare_cached(&sql)?;
    let rows: Vec<i64> = statement.query_map((list, most), |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// Whether no record has a key.
pub fn none(db: &Connection) -> Result<bool, StoreError> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM prospect_keys) AND NOT EXISTS (SELECT 1 FROM company_keys)";
    Ok(db.query_row(sql, [], |row| row.get(0))?)
}

/// Adds keys; `pairs` of hash and row in ascending order load fastest.
pub fn add(tx: &Tx<'_>, entity: Entity, pairs: impl IntoIterator<Item = (i64, i64)>) -> Result<(), StoreError> {
    let head = format!("INSERT OR IGNORE INTO {} (hash, row) VALUES", table_of(entity));
    Insertion { head: &head, row: "(?, ?)", shared: &[] }.run(&tx.db, pairs, |values, (hash, row)| {
        values.push(hash)?;
        values.push(row)
    })
}

/// Takes the keys away whose record in this range of rows is gone.
pub(crate) fn forget_orphans(tx: &Tx<'_>, entity: Entity, first: i64, last: i64) -> Result<(), StoreError> {
    let sql = format!(
        "DELETE FROM {} WHERE row BETWEEN ?1 AND ?2 AND row NOT IN (SELECT rowid FROM {})",
        table_of(entity),
        Tracked::of(entity).name
    );
    tx.db.prepare_cached(&sql)?.execute((first, last))?;
    Ok(())
}

/// Gives a record that came back its keys.
pub(crate) fn remember(tx: &Tx<'_>, record: &Record) -> Result<(), StoreError> {
    add(tx, record.entity, keys_of(tx, record).into_iter().map(|hash| (hash, record.row)))
}

/// Adds the keys of the records in these rows to `keys`, as pairs of hash and row.
pub(crate) fn collect(tx: &Tx<'_>, entity: Entity, rows: &[i64], keys: &mut Vec<(i64, i64)>) -> Result<(), StoreError> {
    for record in Record::at_rows(&tx.db, entity, rows)? {
        keys.extend(keys_of(tx, &record).into_iter().map(|hash| (hash, record.row)));
    }
    Ok(())
}

/// Takes the keys of a record away that is about to go.
pub(crate) fn forget(tx: &Tx<'_>, record: &Record) -> Result<(), StoreError> {
    let sql = format!("DELETE FROM {} WHERE hash = ?1 AND row = ?2", table_of(record.entity));
    let mut statement = tx.db.prepare_cached(&sql)?;
    for hash in keys_of(tx, record) {
        statement.execute((hash, record.row))?;
    }
    Ok(())
}

pub(crate) fn keys_of(tx: &Tx<'_>, record: &Record) -> Vec<i64> {
    let mut keys = Vec::new();
    (tx.store.key_maker())(record, &mut keys);
    keys
}

/// Takes the keys of a record away from the one that it was merged into, unless they are its own; those of others that
/// live on in it, it is given back by [`inherit`].
pub(crate) fn disinherit(tx: &Tx<'_>, from: &Record, heir: i64) -> Result<(), StoreError> {
    let own = Record::at_row(&tx.db, from.entity, heir)?.map(|record| keys_of(tx, &record)).unwrap_or_default();
    let sql = format!("DELETE FROM {} WHERE hash = ?1 AND row = ?2", table_of(from.entity));
    let mut statement = tx.db.prepare_cached(&sql)?;
    for hash in keys_of(tx, from).into_iter().filter(|hash| !own.contains(hash)) {
        statement.execute((hash, heir))?;
    }
    Ok(())
}

/// Gives the records of a kind the keys that `new` makes, where these differ from those of `former`.
pub fn make_anew(tx: &Tx<'_>, entity: Entity, former: &KeyMaker, new: &KeyMaker) -> Result<(), StoreError> {
    let sql = format!("DELETE FROM {} WHERE hash = ?1 AND row = ?2", table_of(entity));
    let mut forget = tx.db.prepare_cached(&sql)?;
    let (mut before, mut now) = (Vec::new(), Vec::new());
    Record::each(&tx.db, entity, |record| {
        before.clear();
        former(&record, &mut before);
        now.clear();
        new(&record, &mut now);
        if before == now {
            return Ok(());
        }
        for hash in &before {
            forget.execute((hash, record.row))?;
        }
        add(tx, entity, now.iter().map(|&hash| (hash, record.row)))
    })
}

/// The last row number that any record has or had.
///
/// # Errors
/// [`StoreError`] when the tables cannot be read.
pub fn last_row(db: &Connection) -> Result<i64, StoreError> {
    Ok(db.query_row("SELECT value FROM counters WHERE name = 'row'", [], |row| row.get(0))?)
}

/// Makes the keys of the records in a range of rows anew, whoever made those that stand there. What they are
/// found under besides, as others were merged into them, is left to [`renew_inherited`].
///
/// # Errors
/// [`StoreError`] when the tables cannot be written.
pub fn renew(tx: &Tx<'_>, first: i64, last: i64) -> Result<(), StoreError> {
    for entity in Store::ENTITIES {
        let sql = format!("DELETE FROM {} WHERE row BETWEEN ?1 AND ?2", table_of(entity));
        tx.db.prepare_cached(&sql)?.execute((first, last))?;
        let mut keys = Vec::new();
        Record::each_between(&tx.db, entity, first, last, |record| {
            keys.extend(keys_of(tx, &record).into_iter().map(|hash| (hash, record.row)));
            Ok(())
        })?;
        keys.sort_unstable();
        add(tx, entity, keys)?;
    }
    Ok(())
}

/// Lets records be found under the keys of those who live on in them.
///
/// # Errors
/// [`StoreError`] when the tables cannot be written.
pub fn renew_inherited(tx: &Tx<'_>) -> Result<(), StoreError> {
    for entity in Store::ENTITIES {
        add_inherited(tx, merges::all_living_on(&tx.db, entity)?)?;
    }
    Ok(())
}

/// Lets the records that a write touched be found under the keys of those who live on in them.
pub(crate) fn inherit(tx: &Tx<'_>, touched: &Touched) -> Result<(), StoreError> {
    for entity in Store::ENTITIES {
        let rows: Vec<i64> = touched.changed.iter().filter(|of| of.0 == entity).map(|&(_, row)| row).collect();
        add_inherited(tx, merges::living_on_in(&tx.db, entity, &rows)?)?;
    }
    Ok(())
}

fn add_inherited(tx: &Tx<'_>, living_on: Vec<(i64, Record)>) -> Result<(), StoreError> {
    for (heir, record) in living_on {
        add(tx, record.entity, keys_of(tx, &record).into_iter().map(|hash| (hash, heir)))?;
    }
    Ok(())
}

/// Gives new keys to the records that were made, or whose identifying fields changed, since
/// `first_cell` of the history.
pub(crate) fn refresh(tx: &Tx<'_>, touched: &Touched, first_cell: i64) -> Result<(), StoreError> {
    let mut cells = tx.db.prepare_cached(
        "SELECT field, old FROM change_cells WHERE n >= ?1 AND tbl = ?2 AND row = ?3 ORDER BY n DESC",
    )?;
    for &(entity, row) in &touched.changed {
        let Some(now) = Record::at_row(&tx.db, entity, row)? else { continue };
        let mut before = now.clone();
        let mut identifying = false;
        let mut olds = cells.query((first_cell, Tracked::of(entity).name, row))?;
        while let Some(cell) = olds.next()? {
            let field: String = cell.get(0)?;
            identifying |= KEY_FIELDS.contains(&sources::plain(&field));
            before.put_back(&field, cell.get_ref(1)?.as_str().ok());
        }
        let made_now = tx.seq().is_ok_and(|seq| seq == now.created_seq);
        if identifying {
            forget(tx, &before)?;
        }
        if identifying || made_now {
            add(tx, entity, keys_of(tx, &now).into_iter().map(|hash| (hash, row)))?;
        }
    }
    Ok(())
}
