//! Searching for duplicates of the records that came or changed since the last search, whatever the number of
//! all: each is compared with those that it has something in common with.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    ops::ControlFlow,
    time::{Duration, Instant},
};

use sales_core::fields::{Entity, FieldId};
use sales_ingest::dedupe::{Options, Table};
use sales_store::{
    Db,
    duplicates::{
        self as stored, Around, FoundPair, Search,
        cells::{self, Wanted},
    },
    error::StoreError,
    match_keys,
    record::Record,
};

use super::{
    known::Held,
    search::{Searched, go_on, print},
};
use crate::{error::AppError, jobs::Job, lists::count, workspace::Workspace};

/// Changed records that are compared at a time.
const AT_ONCE: usize = 1_000;
/// Among so many records, one has changed at most: a search of all takes less time for each.
const FEW_OF: usize = 20;
/// Records that a search has learnt from hold of so many times as many.
const GROWN: usize = 2;
/// Changed records from which on what is known is written down again.
const MUCH: usize = 20_000;
/// Records of a kind that are all searched without anybody having asked for it, when too little is known of them to
/// compare new ones alone. With more, a search takes longer than the import did, and waits until a person asks.
pub(crate) const MOST_UNASKED: usize = 200_000;
/// How long is waited for others who ask what is known.
pub(crate) const PATIENCE: Duration = Duration::from_secs(600);

/// What is to be compared.
struct Later {
    /// The last search.
    search: Search,
    /// The rows that came or changed since.
    rows: Vec<i64>,
    /// The newest change, and the newest note of changed records.
    seq: i64,
    noted: i64,
    /// The last row number.
    last_row: i64,
}

/// Whether it is better to compare some new records with those that are known than all with each other.
pub(crate) fn is_better(held: &Held, new: usize, all: usize) -> bool {
    held.known.searched() as usize * GROWN >= all && new * FEW_OF <= all
}

/// Whether any of these records has a value in a field that the last search had none of: only a search of all
/// compares it.
pub(crate) fn have_others(db: &Db, held: &Held, rows: &[i64], all: usize) -> Result<bool, StoreError> {
    let used = Record::used_fields_of(db, held.entity, rows)?;
    let used: Vec<FieldId> = used.iter().filter_map(|field| field.parse().ok()).collect();
    Ok(held.lacks(&used, all))
}

/// Compares the records that came or changed since the last search, and brings what it found up to date. False
/// when that is not known of the others which it takes, or all had better be searched.
pub(crate) fn search_later(workspace: &Workspace, entity: Entity, job: &mut Job) -> Result<bool, AppError> {
    let start = Instant::now();
    let all = workspace.store.count_active(entity)?;
    let later = workspace.ask_known(entity, PATIENCE, |db, held| {
        let Some(search) = stored::search_of(db, entity)? else { return Ok(None) };
        let rows = stored::known::changed_rows(db, entity, search.noted)?;
        let (seq, noted) = (stored::newest_change(db)?, stored::known::newest_note(db)?);
        let last_row = match_keys::last_row(db)?;
        let is_better = is_better(held, rows.len(), all) && !have_others(db, held, &rows, all)?;
        Ok(is_better.then_some(Later { search, rows, seq, noted, last_row }))
    })?;
    let Some(Later { search: before, rows, seq, noted, last_row }) = later.flatten() else { return Ok(false) };
    for (place, chunk) in rows.chunks(AT_ONCE).enumerate() {
        go_on(job, (place * AT_ONCE) as u64, rows.len() as u64)?;
        let renewed = workspace.ask_known(entity, PATIENCE, |db, held| renew(db, held, &before, chunk))?;
        let Some(Renewed { former, pairs }) = renewed else { return Ok(false) };
        let mut tx = workspace.store.begin_unrecorded()?;
        tx.renew_duplicates(&before, &former, pairs)?;
        tx.commit()?;
    }
    let millis = u32::try_from(start.elapsed().as_millis()).unwrap_or(u32::MAX);
    let at = workspace.store.now();
    let search = Search { at, seq, noted, last_row, records: count(all), millis, ..before };
    let mut tx = workspace.store.begin_unrecorded()?;
    tx.renew_duplicates(&search, &[], Vec::new())?;
    tx.commit()?;
    if workspace.store.read(|db| is_much(db, entity))? {
        workspace.keep_known(entity)?;
    }
    Ok(true)
}

/// Whether what is in the file of what is known lacks much.
fn is_much(db: &Db, entity: Entity) -> Result<bool, StoreError> {
    let Some(noted) = stored::known::noted(db, entity)? else { return Ok(false) };
    Ok(stored::known::changed_rows(db, entity, noted)?.len() > MUCH)
}

/// Records with those that they have something in common with, and all that a search put into a cluster with any
/// of them.
pub(crate) struct Beside {
    /// Their rows, ascending.
    pub rows: Vec<i64>,
    pub around: Around,
}

impl Beside {
    /// Of records in some rows, and of others that `table` has.
    pub fn of(db: &Db, entity: Entity, held: &Held, own: Vec<i64>, table: Table) -> Result<Self, StoreError> {
        let mut rows: Vec<i64> = own;
        rows.extend(held.known.like(table).into_iter().map(i64::from));
        let around = stored::around(db, entity, &rows)?;
        rows.extend(around.found_in.iter().map(|&(row, _)| row));
        rows.sort_unstable();
        rows.dedup();
        Ok(Self { rows, around })
    }
}

/// The pairs that take the place of those of some clusters.
struct Renewed {
    former: Vec<i64>,
    pairs: Vec<FoundPair>,
}

/// Compares some records with those that are like them.
fn renew(db: &Db, held: &Held, search: &Search, rows: &[i64]) -> Result<Renewed, StoreError> {
    let entity = search.entity;
    let (changed, table) = held.read(db, rows)?;
    let Beside { rows, around } = Beside::of(db, entity, held, changed.clone(), table)?;
    let (mut there, mut prints, mut table) = (Vec::new(), Vec::new(), held.table());
    cells::each(db, entity, &held.fields, Wanted::Rows(&rows), |row, cells| {
        there.push(row);
        prints.push(print(&held.fields, cells));
        table.push(cells.iter().copied());
        ControlFlow::Continue(())
    })?;
    let options = Options { min_probability: search.min_probability, home: held.known.home() };
    let found = held.known.find(table, &options);
    let searched = Searched { search: search.clone(), found, rows: there, prints };
    let mut clusters: BTreeMap<u32, Vec<FoundPair>> = BTreeMap::new();
    let apart = stored::rejected(db, entity, &searched.vetoed_rows())?;
    for pair in searched.pairs(&apart) {
        clusters.entry(pair.found_in).or_default().push(pair);
    }
    Ok(renewed(clusters, &around, changed))
}

/// What becomes of the clusters of before that are not as they were, and of those that were found now: each takes
/// the number of the one that its first record was in.
fn renewed(mut clusters: BTreeMap<u32, Vec<FoundPair>>, around: &Around, changed: Vec<i64>) -> Renewed {
    let (former, found) = touched(&clusters, around, changed);
    clusters.retain(|cluster, _| found.contains(cluster));
    let mut free = former.clone();
    let mut next = around.next;
    let mut pairs = Vec::new();
    for mut cluster in clusters.into_values() {
        let first = cluster.iter().flat_map(|pair| pair.rows).min();
        let of_first = around.found_in.iter().find(|(row, number)| Some(*row) == first && free.contains(number));
        let number = of_first.map(|&(_, number)| number).inspect(|number| _ = free.remove(number));
        let number = number.unwrap_or_else(|| {
            next += 1;
            next - 1
        });
        for pair in &mut cluster {
            pair.found_in = u32::try_from(number).unwrap_or(u32::MAX);
        }
        pairs.append(&mut cluster);
    }
    Renewed { former: former.into_iter().collect(), pairs }
}

/// The clusters of before and of now that a changed record is in, and all that have records in common with
/// these.
fn touched(
    clusters: &BTreeMap<u32, Vec<FoundPair>>,
    around: &Around,
    changed: Vec<i64>,
) -> (BTreeSet<i64>, HashSet<u32>) {
    let mut members: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    let mut before: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for &(row, cluster) in &around.found_in {
        members.entry(cluster).or_default().push(row);
        before.entry(row).or_default().push(cluster);
    }
    let mut now: BTreeMap<i64, Vec<u32>> = BTreeMap::new();
    for (&cluster, pairs) in clusters {
        pairs.iter().flat_map(|pair| pair.rows).for_each(|row| now.entry(row).or_default().push(cluster));
    }
    let (mut former, mut found) = (BTreeSet::new(), HashSet::new());
    let mut seen: HashSet<i64> = changed.iter().copied().collect();
    let mut to_see = changed;
    while let Some(row) = to_see.pop() {
        let mut joined: Vec<i64> = Vec::new();
        for &cluster in before.get(&row).into_iter().flatten() {
            if former.insert(cluster) {
                joined.extend(&members[&cluster]);
            }
        }
        for &cluster in now.get(&row).into_iter().flatten() {
            if found.insert(cluster) {
                joined.extend(clusters[&cluster].iter().flat_map(|pair| pair.rows));
            }
        }
        to_see.extend(joined.into_iter().filter(|&row| seen.insert(row)));
    }
    (former, found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        duplicates::{ListDuplicates, SearchDuplicates},
        jobs::JobKind,
        records::{FieldValue, NewRecordInput},
        settings::Language,
        test_app::TestApp,
    };

    fn pair(rows: [i64; 2], found_in: u32) -> FoundPair {
        FoundPair {
            rows,
            prints: [0; 2],
            found_in,
            probability: 0.9,
            weight: 3.0,
            automatic: false,
            veto: None,
            evidence: "[]".to_owned(),
        }
    }

    fn renewed_of(pairs: &[FoundPair], before: &[(i64, i64)], changed: &[i64]) -> (Vec<i64>, Vec<(u32, [i64; 2])>) {
        let mut clusters: BTreeMap<u32, Vec<FoundPair>> = BTreeMap::new();
        for pair in pairs {
            clusters.entry(pair.found_in).or_default().push(pair.clone());
        }
        let around = Around { found_in: before.to_vec(), next: 100 };
        let Renewed { former, pairs } = renewed(clusters, &around, changed.to_vec());
        (former, pairs.into_iter().map(|pair| (pair.found_in, pair.rows)).collect())
    }

    #[test]
    fn clusters_that_no_changed_record_is_near_stay_as_they_are() {
        let found = [pair([1, 2], 0), pair([1, 30], 0), pair([5, 6], 1), pair([8, 31], 2)];
        let before = [(1, 7), (2, 7), (5, 9), (6, 9)];
        let expected = (vec![7], vec![(7, [1, 2]), (7, [1, 30]), (100, [8, 31])]);
        assert_eq!(renewed_of(&found, &before, &[30, 31, 32]), expected);
        // One that has nothing in common with its cluster any more leaves it.
        assert_eq!(renewed_of(&found[..1], &[(1, 7), (2, 7), (3, 7)], &[3]), (vec![7], vec![(7, [1, 2])]));
        assert_eq!(renewed_of(&[], &[(1, 7), (2, 7)], &[2]), (vec![7], vec![]));
    }

    #[test]
    fn a_cluster_that_falls_apart_or_grows_together_takes_its_parts_along() {
        let before = [(1, 7), (2, 7), (3, 7), (4, 7), (5, 8), (6, 8)];
        let apart = [pair([1, 2], 0), pair([3, 4], 1)];
        assert_eq!(renewed_of(&apart, &before, &[2]), (vec![7], vec![(7, [1, 2]), (100, [3, 4])]));
        let together = [pair([1, 2], 0), pair([2, 5], 0), pair([3, 4], 1)];
        let expected = (vec![7, 8], vec![(7, [1, 2]), (7, [2, 5]), (100, [3, 4])]);
        assert_eq!(renewed_of(&together, &before, &[2]), expected);
    }

    /// Somebody with a name, a city and a number of their own.
    fn make(test: &TestApp, name: usize, phone: usize) {
        let letters = |seed: usize| -> String {
            (0..6).map(|at| char::from(b'a' + (seed * 7_919 + at * 104_729 + seed * at * 31) as u8 % 26)).collect()
        };
        let values = [
            ("first_name", letters(name)),
            ("last_name", letters(name + 1_000)),
            ("city", letters(name + 2_000)),
            ("phone", format!("+33 6 {phone:08}")),
        ];
        let value = |(field, value): (&str, String)| FieldValue { field: field.parse::<FieldId>().unwrap(), value };
        let values = values.into_iter().map(value).collect();
        test.app.record_create(&NewRecordInput { entity: Entity::Prospect, values }).unwrap();
    }

    #[test]
    fn a_few_new_records_are_compared_alone_and_many_need_a_search_of_all() {
        let test = TestApp::new(Language::Fr);
        (0..60).for_each(|one| make(&test, one, 12_340_000 + one * 37));
        let workspace = test.app.workspace().unwrap();
        let later = || {
            let mut job = test.app.start_job(JobKind::Duplicates, "");
            let done = search_later(&workspace, Entity::Prospect, &mut job);
            job.end(done).unwrap()
        };
        assert!(!later(), "nothing is known yet");
        let search = SearchDuplicates { entity: Some(Entity::Prospect), min: None };
        test.app.duplicates_search(&search).unwrap();
        let list = || {
            let asked = ListDuplicates { entity: None, offset: 0, limit: 10 };
            test.app.duplicates_list(&asked).unwrap()
        };
        assert_eq!(list().total, 0);
        make(&test, 7, 12_340_000 + 7 * 37);
        make(&test, 500, 99_999_999);
        assert!(list().searches[0].changed_since);
        assert!(later());
        let found = list();
        assert_eq!((found.total, found.clusters[0].records, found.clusters[0].changed), (1, 2, false));
        assert_eq!((found.searches[0].records, found.searches[0].changed_since), (62, false));
        // What was compared is not compared again.
        assert!(later());
        assert_eq!(list().clusters, found.clusters);
        // A third joins them, under the same number.
        make(&test, 7, 12_340_000 + 7 * 37);
        assert!(later());
        assert_eq!((list().clusters[0].cluster, list().clusters[0].records), (found.clusters[0].cluster, 3));
        (600..605).for_each(|one| make(&test, one, 88_000_000 + one));
        assert!(!later(), "five of 68 are many");
        assert_eq!(list().total, 1);
    }
}
