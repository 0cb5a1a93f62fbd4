//! Searching the workspace for duplicates.

use std::{collections::HashSet, hash::Hasher as _, ops::ControlFlow, time::Instant};

use rustc_hash::FxHasher;
use sales_core::fields::{Entity, FieldId};
use sales_ingest::dedupe::{self, Decision, Matches, Options, Pair, Table, Veto};
use sales_store::{
    Db,
    duplicates::{self as stored, FoundPair, Learning, Search, cells},
    error::StoreError,
    match_keys,
};

use super::{
    PairEvidence, SearchDuplicates, SearchView,
    known::{noted_fields, row_number},
    learning::labels,
    list::search_view,
};
use crate::{
    app::App,
    error::{AppError, ErrorCode},
    jobs::{Job, JobKind},
    lists::count,
    workspace::Workspace,
};

/// Rows of a cluster of equal ones that are kept; the others are found by the next search.
const MOST_EQUAL_ROWS: u32 = 100;
/// Rows between two answers about how far the reading is.
const STEP: u64 = 10_000;

/// What was found, with the rows that were compared.
pub(crate) struct Searched {
    pub(super) search: Search,
    pub(super) found: Matches,
    /// The rows of the records, in the order in which they were compared.
    pub(super) rows: Vec<i64>,
    /// What was compared of each, as a hash.
    pub(super) prints: Vec<i64>,
}

impl App {
    /// Searches for duplicates, of one kind of record or of all, and keeps what is found. One search at a
    /// time: the second waits for the first.
    pub fn duplicates_search(&self, input: &SearchDuplicates) -> Result<Vec<SearchView>, AppError> {
        let workspace = self.workspace()?;
        let kinds = input.entity.map_or_else(|| vec![Entity::Prospect, Entity::Company], |entity| vec![entity]);
        let _alone = self.inner.searching.lock();
        let mut job = self.start_job(JobKind::Duplicates, "");
        let searched = kinds.iter().map(|&entity| {
            let searched = search(&workspace, entity, input.min.unwrap_or(dedupe::REVIEW), &mut job)?;
            keep(&workspace, &searched)?;
            workspace.store.read(|db| search_view(db, &searched.search)).map_err(AppError::from)
        });
        let searched = searched.collect();
        job.end(searched)
    }
}

/// Compares all records of a kind.
pub(crate) fn search(
    workspace: &Workspace,
    entity: Entity,
    min_probability: f64,
    job: &mut Job,
) -> Result<Searched, AppError> {
    let started = Instant::now();
    let min_probability = min_probability.clamp(0.0, 1.0);
    let total = workspace.store.count_active(entity)? as u64;
    let mut tx = workspace.store.begin_unrecorded()?;
    tx.note_changes_of(entity)?;
    tx.commit()?;
    let (all, [seq, noted, last_row]) = workspace.store.read(|db| {
        let known = [stored::newest_change(db)?, stored::known::newest_note(db)?, match_keys::last_row(db)?];
        let all = AllRecords::read(db, entity, |done| job.go_on(done, total))?;
        Ok((all, known))
    })?;
    let AllRecords { rows, prints, table } = all;
    let fields: Vec<FieldId> = table.fields().cloned().collect();
    // Both halves of the work are told as the records that are done.
    let options = Options { min_probability, home: workspace.home() };
    let mut so_far = |part: f64| job.go_on((part * total as f64) as u64, total);
    let labels = Some(labels(workspace, entity, &fields)?);
    let found =
        dedupe::find_while(table, labels, &options, &mut so_far).ok_or_else(|| AppError::new(ErrorCode::Cancelled))?;
    let learning = learning_of(&found);
    let millis = u32::try_from(started.elapsed().as_millis()).unwrap_or(u32::MAX);
    let at = workspace.store.now();
    let records = count(rows.len());
    let search = Search { entity, at, seq, noted, last_row, min_probability, fields, records, millis, learning };
    Ok(Searched { search, found, rows, prints })
}

fn learning_of(found: &Matches) -> Learning {
    let learning = found.learning();
    learning.map_or_else(Learning::default, |learning| {
        tracing::info!(?learning, "decisions were learnt from");
        Learning { labels: learning.labels, outcome: learning.outcome.as_str().to_owned() }
    })
}

pub(super) fn go_on(job: &mut Job, done: u64, total: u64) -> Result<(), AppError> {
    if job.go_on(done, total).is_break() { Err(AppError::new(ErrorCode::Cancelled)) } else { Ok(()) }
}

/// Writes down what was found, in place of what was found before, and what is known of the records from now on.
pub(crate) fn keep(workspace: &Workspace, searched: &Searched) -> Result<(), AppError> {
    let Search { entity, ref fields, noted, .. } = searched.search;
    let numbers: Vec<u32> = searched.rows.iter().copied().map(row_number).collect();
    let known = searched.found.known(&numbers);
    let mut tx = workspace.store.begin_unrecorded()?;
    let apart = tx.read(|db| stored::rejected(db, entity, &searched.vetoed_rows()))?;
    tx.write_duplicates(&searched.search, searched.pairs(&apart))?;
    tx.keep_known(entity, &noted_fields(entity, fields), noted, |take| known.save(take))?;
    tx.commit()?;
    workspace.known.forget(entity);
    Ok(())
}

/// All records in use of a kind, as they are compared.
pub(crate) struct AllRecords {
    /// Their rows.
    rows: Vec<i64>,
    /// What is compared of each, as a hash.
    prints: Vec<i64>,
    /// The fields that take part and have values.
    pub table: Table,
}

impl AllRecords {
    /// Reads them; `go_on` is told how many are read, from time to time.
    pub fn read(db: &Db, entity: Entity, mut go_on: impl FnMut(u64) -> ControlFlow<()>) -> Result<Self, StoreError> {
        let mut table = Table::new(entity, []);
        let (mut rows, mut prints) = (Vec::new(), Vec::new());
        let takes = |field: &FieldId| dedupe::is_compared(entity, field);
        cells::each_field(db, entity, &takes, |row, fields, cells| {
            fields[table.width()..].iter().for_each(|field| table.widen(field.clone()));
            rows.push(row);
            prints.push(print(fields, cells));
            table.push(cells.iter().copied());
            let done = rows.len() as u64;
            if done.is_multiple_of(STEP) { go_on(done) } else { ControlFlow::Continue(()) }
        })?;
        Ok(Self { rows, prints, table: table.filled() })
    }
}

/// A hash of the values of a record, whatever the order of the fields.
pub(super) fn print(fields: &[FieldId], cells: &[&str]) -> i64 {
    let filled = fields.iter().zip(cells).filter(|(_, cell)| !cell.trim_start().is_empty());
    let of_each = filled.map(|(field, cell)| {
        let mut hasher = FxHasher::default();
        hasher.write(field.as_str().as_bytes());
        hasher.write_u8(0xFF);
        hasher.write(cell.as_bytes());
        hasher.finish()
    });
    of_each.fold(0, u64::wrapping_add).cast_signed()
}

impl Searched {
    /// The pairs that were found, ready to be written; `apart` are the rows of vetoed pairs that a person told apart.
    pub(super) fn pairs<'s>(&'s self, apart: &'s HashSet<(i64, i64)>) -> impl Iterator<Item = FoundPair> + 's {
        let clusters = self.found.clusters();
        let cluster_of = |row: u32| clusters[row as usize];
        let mut kept = vec![0_u32; clusters.len()];
        let repeated = self.found.repeated().filter(move |pair| {
            let kept = &mut kept[pair.left as usize];
            *kept += 1;
            *kept < MOST_EQUAL_ROWS
        });
        let together = self.found.pairs().filter(move |pair| cluster_of(pair.left) == cluster_of(pair.right));
        let joined = repeated.chain(together).map(move |pair| (pair, cluster_of(pair.left)));
        joined.chain(self.doubtful(apart)).map(|(pair, found_in)| self.found_pair(&pair, found_in))
    }

    /// The pairs of records that stand alone though all but a veto says that they are the same.
    fn vetoed(&self) -> impl Iterator<Item = Pair> + '_ {
        let clusters = self.found.clusters();
        let stands_alone = |row: u32| self.found.size(clusters[row as usize]) == 1;
        self.found.pairs().filter(move |pair| {
            pair.veto.is_some_and(|veto| veto != Veto::SameSource)
                && stands_alone(pair.left)
                && stands_alone(pair.right)
        })
    }

    pub(super) fn vetoed_rows(&self) -> Vec<i64> {
        self.vetoed().flat_map(|pair| self.rows_of(&pair)).collect()
    }

    fn rows_of(&self, pair: &Pair) -> [i64; 2] {
        [pair.left, pair.right].map(|row| self.rows[row as usize])
    }

    /// Of the vetoed pairs that nobody told apart, the most certain of each record: a person may know better.
    fn doubtful<'s>(&'s self, apart: &'s HashSet<(i64, i64)>) -> impl Iterator<Item = (Pair, u32)> + 's {
        let mut taken: HashSet<u32> = HashSet::new();
        self.vetoed()
            .filter(move |pair| {
                let [a, b] = self.rows_of(pair);
                let own = [pair.left, pair.right];
                let is_free = !apart.contains(&(a.min(b), a.max(b))) && own.iter().all(|row| !taken.contains(row));
                taken.extend(own.iter().filter(|_| is_free));
                is_free
            })
            .map(|pair| (pair, self.found.clusters()[pair.left as usize]))
    }

    fn found_pair(&self, pair: &Pair, found_in: u32) -> FoundPair {
        let evidence: Vec<PairEvidence> =
            self.found.evidence(pair.left, pair.right).into_iter().map(Into::into).collect();
        FoundPair {
            rows: self.rows_of(pair),
            prints: [pair.left, pair.right].map(|row| self.prints[row as usize]),
            found_in,
            probability: pair.probability,
            weight: evidence.iter().filter_map(|one| one.weight).sum(),
            automatic: pair.decision() == Decision::Automatic,
            veto: pair.veto.map(|veto| veto.as_str().to_owned()),
            evidence: serde_json::to_string(&evidence).unwrap_or_default(),
        }
    }
}
