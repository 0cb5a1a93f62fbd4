//! Deciding about rows that lead to two prospects: one of the two, a new one, or nothing.

use std::collections::HashSet;

use rustc_hash::FxHashMap;
use sales_core::{
    change::Origin,
    fields::Entity,
    import::{OnMatch, RowOutcome},
};
use sales_ingest::{
    mapping::{Mapping, Target},
    matching::{self, CompanyMarks, Verdict},
    read::RowBatch,
};
use sales_store::{
    decisions::{Decision, is_of_file},
    error::StoreError,
    imports::{Import, ImportRow, ImportStatus, RowsWanted},
    late_outcomes::{self, LateOutcome},
    match_keys, merges,
    record::Record,
    records::NewRecord,
    tags,
    tx::Tx,
};
use serde_json::json;

use super::{
    DecideRows, Fix, RowChoice, RowsDecided,
    chunk::{CHUNK_ROWS, Candidate, Chunk},
    hold::Holding,
    judge::{Judged, NewRows, Reason},
    materialise::{Held, Materialiser, tag_names},
    outcomes::{self, Days, KnownOutcomes},
    routes::{Place, RoutedRow, Routes},
    run::find_import,
    show::candidates_of,
    writer,
};
use crate::{
    app::App,
    error::{AppError, ErrorCode},
    keys::KeyMaker,
    qualify::note_late_outcomes,
    workspace::Workspace,
};

/// Row numbers that no record has: nothing is made in bulk here.
const NONE_NEW: NewRows = NewRows { prospects: u32::MAX, companies: u32::MAX };

impl App {
    /// Decides about one row of an import that leads to two prospects, or about all of them: one change
    /// of the history.
    pub fn import_decide(&self, input: &DecideRows) -> Result<RowsDecided, AppError> {
        self.keys_renew()?;
        let workspace = self.workspace()?;
        let import = find_import(&workspace, &input.import)?;
        if import.status == ImportStatus::Loading {
            return Err(AppError::new(ErrorCode::ImportUnfinished));
        }
        let mut tx = workspace.store.begin(Origin::User, "decide", &json!({}))?;
        let mut desk = Desk::new(&workspace, &import, input.choice)?;
        match input.row {
            Some(n) => desk.decide_one(&mut tx, n)?,
            None => desk.decide_all(&mut tx)?,
        }
        let (decided, left) = (desk.decided, desk.left);
        if decided == 0 {
            return Ok(RowsDecided { decided, left, change: None });
        }
        note_late_outcomes(&mut tx)?;
        tx.set_args(&json!({"file": import.plan.file_name, "count": decided}))?;
        let change = tx.change()?;
        tx.commit()?;
        Ok(RowsDecided { decided, left, change: Some(change.to_string()) })
    }
}

/// Decides about rows of one import, all in the same way.
struct Desk<'a> {
    import: &'a Import,
    choice: RowChoice,
    routes: Routes,
    days: Days,
    keys: KeyMaker,
    on_match: OnMatch,
    /// Companies that were made on the way, by their keys: the store knows them after the commit.
    made_companies: FxHashMap<i64, u32>,
    decided: u32,
    left: u32,
}

impl<'a> Desk<'a> {
    fn new(workspace: &Workspace, import: &'a Import, choice: RowChoice) -> Result<Self, AppError> {
        let damaged = |error: serde_json::Error| AppError::internal(&error);
        let targets: Vec<Target> = serde_json::from_value(import.plan.mapping.clone()).map_err(damaged)?;
        let fixes: Vec<Fix> = serde_json::from_value(import.plan.fixes.clone()).map_err(damaged)?;
        let on_match = if import.plan.on_match == OnMatch::Update { OnMatch::Update } else { OnMatch::Fill };
        let routes = Routes::new(&Mapping::new(targets)?, &fixes)?;
        Ok(Self {
            import,
            choice,
            days: Days::of_decided(workspace, import, &routes),
            routes,
            keys: workspace.key_maker(),
            on_match,
            made_companies: FxHashMap::default(),
            decided: 0,
            left: 0,
        })
    }

    fn decide_one(&mut self, tx: &mut Tx<'_>, n: u64) -> Result<(), AppError> {
        let waits = |row: &ImportRow| row.outcome == RowOutcome::Review && self.import.status != ImportStatus::Undone;
        let row = tx.read(|db| self.import.row(db, n))?.filter(waits);
        let row = row.ok_or_else(|| AppError::new(ErrorCode::NothingToDecide).with("row", n))?;
        if row.raw.is_none() && self.choice != RowChoice::Leave {
            return Err(AppError::new(ErrorCode::ImportCellsGone));
        }
        self.decide(tx, &[row])?;
        if self.decided == 0 { Err(AppError::new(ErrorCode::RecordMissing)) } else { Ok(()) }
    }

    fn decide_all(&mut self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        let outcome = (self.import.status != ImportStatus::Undone).then_some(RowOutcome::Review);
        let limit = Some(u32::try_from(CHUNK_ROWS).unwrap_or(u32::MAX));
        let mut after = 0;
        while outcome.is_some() {
            let rows = tx.read(|db| self.import.some_rows(db, RowsWanted { outcome, after, limit }))?;
            let Some(last) = rows.last() else { break };
            after = last.n;
            self.decide(tx, &rows)?;
        }
        Ok(())
    }

    fn decide(&mut self, tx: &mut Tx<'_>, rows: &[ImportRow]) -> Result<(), AppError> {
        let cells: Vec<Vec<String>> = rows.iter().map(super::show::cells_of).collect();
        let batch = RowBatch::of_rows(cells.iter().map(|cells| cells.iter().map(String::as_str)));
        let chunk = Chunk::of(batch, 0, &self.routes, &mut self.keys);
        let decisions = match self.choice {
            RowChoice::Leave => {
                rows.iter().map(|row| Some(decision(row, RowOutcome::Skipped, "decided_leave", None))).collect()
            }
            RowChoice::New => self.make(tx, rows, &chunk)?,
            RowChoice::First => self.join(tx, rows, &chunk, 0)?,
            RowChoice::Second => self.join(tx, rows, &chunk, 1)?,
        };
        for decision in decisions {
            match decision {
                Some(decision) => {
                    tx.note_decision(self.import, &decision)?;
                    self.decided += 1;
                }
                None => self.left += 1,
            }
        }
        Ok(())
    }

    /// Makes a new prospect of each row; none of one whose cells are gone.
    fn make(&mut self, tx: &mut Tx<'_>, rows: &[ImportRow], chunk: &Chunk) -> Result<Vec<Option<Decision>>, AppError> {
        let mut made = Vec::with_capacity(rows.len());
        for (i, row) in rows.iter().enumerate() {
            if row.raw.is_none() {
                made.push(None);
                continue;
            }
            let company = self.company(tx, chunk, i, row.n, true)?;
            let routed = chunk.row(&self.routes, i);
            let new = NewRecord {
                company_row: company.map(i64::from),
                values: values(routed, &self.routes, Entity::Prospect),
                file_row: u32::try_from(row.n).ok(),
            };
            let (prospect, _) = tx.create(Entity::Prospect, &new)?;
            for name in tags_of(routed, &self.routes) {
                let tag = tx.tag_named(name)?;
                tx.add_tag(Entity::Prospect, &[prospect], tag)?;
            }
            if let Some((kind, day)) = outcomes::told(routed, &self.routes, self.days) {
                let day = day.unwrap_or_else(|| self.days.today());
                late_outcomes::add(tx, &[LateOutcome { prospect, kind, day, replaces: false }])?;
            }
            made.push(Some(decision(row, RowOutcome::Created, "decided_new", Some(prospect))));
        }
        Ok(made)
    }

    /// Joins each row to one of the two prospects that it leads to.
    fn join(
        &mut self,
        tx: &mut Tx<'_>,
        rows: &[ImportRow],
        chunk: &Chunk,
        which: usize,
    ) -> Result<Vec<Option<Decision>>, AppError> {
        let wanted = rows.iter().map(|row| {
            let found = candidates_of(row).get(which).map(|found| found.row).filter(|_| row.raw.is_some());
            found.map(|found| tx.read(|db| merges::heir(db, Entity::Prospect, found))).transpose()
        });
        let wanted: Vec<Option<i64>> = wanted.collect::<Result<_, _>>()?;
        let mut held = tx.read(|db| hold(db, Entity::Prospect, wanted.iter().copied().flatten()))?;
        let mut judged = Vec::with_capacity(rows.len());
        let mut met = HashSet::new();
        for (i, (row, wanted)) in rows.iter().zip(&wanted).enumerate() {
            let prospect = wanted.and_then(|row| u32::try_from(row).ok());
            let prospect = prospect.filter(|&prospect| held.contains_key(&(Entity::Prospect, prospect)));
            let Some(prospect) = prospect else {
                judged.push(Judged::nobody(RowOutcome::Review, None));
                continue;
            };
            let known = tx.read(|db| is_of_file(db, self.import, i64::from(prospect)))?;
            let first = met.insert(prospect) && !known;
            let lacks_company = held
                .get(&(Entity::Prospect, prospect))
                .is_some_and(|held| held.record.company_row.is_none() || self.on_match == OnMatch::Update);
            let outcome = if first { RowOutcome::Updated } else { RowOutcome::Merged };
            judged.push(Judged {
                prospect: Some(prospect),
                company: self.company(tx, chunk, i, row.n, lacks_company)?,
                is_known: first,
                on_prospect: self.on_match,
                on_company: self.on_match,
                ..Judged::nobody(outcome, None)
            });
        }
        let companies = judged.iter().filter_map(|row| row.company).map(i64::from);
        held.extend(tx.read(|db| hold(db, Entity::Company, companies))?);
        let known: Vec<i64> = wanted.iter().copied().flatten().collect();
        let outcomes = tx.read(|db| KnownOutcomes::of(db, &known))?;
        let holding = Holding { held, late: Vec::new(), outcomes };
        let writes = Materialiser::new(&self.routes, chunk, NONE_NEW, self.days, holding).run(&mut judged);
        writer::patch(tx, &writes.patches)?;
        late_outcomes::add(tx, &writes.outcomes)?;
        let decided = rows.iter().zip(judged).map(|(row, judged)| {
            let prospect = i64::from(judged.prospect?);
            let code = if judged.reason == Some(Reason::NothingNew) { "nothing_new" } else { "decided_join" };
            Some(decision(row, judged.outcome, code, Some(prospect)))
        });
        Ok(decided.collect())
    }

    /// The company of a row; one that is not there is made when it is `needed`.
    fn company(
        &mut self,
        tx: &mut Tx<'_>,
        chunk: &Chunk,
        index: usize,
        n: u64,
        needed: bool,
    ) -> Result<Option<u32>, AppError> {
        let Candidate { company_keys, describes_company, .. } = &chunk.candidates[index];
        if company_keys.is_empty() && !describes_company {
            return Ok(None);
        }
        let hashes: Vec<i64> = company_keys.iter().map(|key| key.hash.0).collect();
        let stored = tx.read(|db| match_keys::find(db, Entity::Company, &hashes))?;
        let made = hashes.iter().filter_map(|hash| self.made_companies.get(hash)).map(|&row| i64::from(row));
        let rows: Vec<i64> = stored.iter().map(|&(_, row)| row).chain(made).collect();
        let without = tx.read(|db| Record::rows_without(db, Entity::Company, "company_website", &rows))?;
        let records = tx.read(|db| Record::at_rows(db, Entity::Company, &rows))?;
        let marks = chunk.row(&self.routes, index).company_marks();
        let marks = marks.map(|values| self.keys.company_marks(values)).unwrap_or_default();
        let theirs: FxHashMap<i64, CompanyMarks> =
            records.iter().map(|record| (record.row, self.keys.marks_of_company(record))).collect();
        let verdict = matching::resolve_company(
            company_keys,
            |hash| {
                let made = self.made_companies.get(&hash.0).copied();
                let stored = stored.iter().filter(move |(other, _)| *other == hash.0);
                made.into_iter().chain(stored.filter_map(|&(_, row)| u32::try_from(row).ok())).collect::<Vec<u32>>()
            },
            |row| !without.contains(&i64::from(row)),
            |row, by| theirs.get(&i64::from(row)).is_some_and(|theirs| theirs.are_of_two(marks, by)),
        );
        match verdict {
            Verdict::Match(found) | Verdict::Conflict(found, _) => return Ok(Some(found.target)),
            Verdict::New | Verdict::SharedAddress if !needed => return Ok(None),
            Verdict::New | Verdict::SharedAddress => {}
        }
        let routed = chunk.row(&self.routes, index);
        let new = NewRecord {
            company_row: None,
            values: values(routed, &self.routes, Entity::Company),
            file_row: u32::try_from(n).ok(),
        };
        let (row, _) = tx.create(Entity::Company, &new)?;
        let row = u32::try_from(row).map_err(|error| AppError::internal(&error))?;
        self.made_companies.extend(hashes.into_iter().map(|hash| (hash, row)));
        Ok(Some(row))
    }
}

fn decision(row: &ImportRow, outcome: RowOutcome, code: &str, target: Option<i64>) -> Decision {
    Decision { n: row.n, outcome, reason: json!({"code": code, "args": {}}).to_string(), target }
}

/// Records as they are, to be completed.
fn hold(
    db: &sales_store::Db,
    entity: Entity,
    rows: impl Iterator<Item = i64>,
) -> Result<FxHashMap<(Entity, u32), Held>, StoreError> {
    let rows: Vec<i64> = rows.collect();
    let mut tagged: FxHashMap<i64, Vec<String>> = FxHashMap::default();
    for (row, name) in tags::of_rows(db, entity, &rows)? {
        tagged.entry(row).or_default().push(name);
    }
    let records = Record::at_rows(db, entity, &rows)?.into_iter();
    let held = records.filter_map(|record| {
        let row = u32::try_from(record.row).ok()?;
        let tags = tagged.remove(&record.row).unwrap_or_default();
        Some(((entity, row), Held::new(record, tags, false)))
    });
    Ok(held.collect())
}

/// The values that a row has for a new record.
fn values<'a>(routed: RoutedRow<'a>, routes: &'a Routes, entity: Entity) -> Vec<(&'a str, &'a str)> {
    let slots = routes.slots.iter().enumerate();
    slots
        .filter(|(_, slot)| slot.entity == entity && slot.place.is_value())
        .filter_map(|(i, slot)| Some((slot.field.as_str(), routed.get(i)?)))
        .collect()
}

fn tags_of<'a>(routed: RoutedRow<'a>, routes: &'a Routes) -> impl Iterator<Item = &'a str> {
    let slots = routes.slots.iter().enumerate().filter(|(_, slot)| slot.place == Place::Tags);
    slots.filter_map(move |(i, _)| routed.get(i)).flat_map(tag_names)
}
