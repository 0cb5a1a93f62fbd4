//! Judging rows: whom each row is about, looking at the workspace and at the rows before it.
//!
//! The same judge serves the check, which writes nothing, and the import.

use rustc_hash::{FxHashMap, FxHashSet};
use sales_core::{
    fields::Entity,
    import::{OnMatch, RowOutcome},
};
use sales_ingest::{
    matching::{self, Candidate as KeyHolder, KeyKind, NameHash, Verdict},
    read::RowProblem,
};
use sales_store::{Db, error::StoreError, match_keys, record::Record, store::Store};
use serde_json::{Value, json};
use smallvec::SmallVec;

use super::{
    chunk::{Candidate, Chunk, Hurdle, short},
    index::KeyIndex,
};
use crate::keys::KeyMaker;

/// What a row is found to be.
#[derive(Debug)]
pub(crate) struct Judged {
    pub outcome: RowOutcome,
    /// Why, when the row did not simply become a new prospect.
    pub reason: Option<Reason>,
    /// The prospect: the new one, or the one that it is about.
    pub prospect: Option<u32>,
    /// Its company.
    pub company: Option<u32>,
    /// Whether it is the first row of the file about this prospect of the workspace.
    pub first_of_stored: bool,
    /// Whether the row made its company.
    pub new_company: bool,
}

/// Why a row came out as it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// Found by a key.
    Matched(KeyKind),
    /// Keys lead to two prospects.
    TwoMatches(u32, u32),
    /// The prospect has all of it.
    NothingNew,
    /// Known prospects are skipped.
    PolicySkip,
    /// The row has no value.
    EmptyRow,
    /// Nothing tells who it is about.
    NoIdentity,
    /// The row names no person.
    CompanyOnly,
    /// The row cannot be read.
    Unreadable(RowProblem),
}

impl Reason {
    /// The code of the sentence.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Matched(KeyKind::LinkedIn) => "matched_linkedin",
            Self::Matched(KeyKind::Phone) => "matched_phone",
            Self::Matched(_) => "matched_email",
            Self::TwoMatches(..) => "two_matches",
            Self::NothingNew => "nothing_new",
            Self::PolicySkip => "policy_skip",
            Self::EmptyRow => "empty_row",
            Self::NoIdentity => "no_identity",
            Self::CompanyOnly => "company_only",
            Self::Unreadable(RowProblem::TooManyCells { .. }) => "too_many_cells",
            Self::Unreadable(RowProblem::CellTooLarge { .. }) => "cell_too_large",
            Self::Unreadable(_) => "undecodable",
        }
    }

    /// The code and the arguments of the sentence, as stored.
    pub fn to_json(self) -> Value {
        let args = match self {
            Self::Unreadable(RowProblem::TooManyCells { found, expected }) => {
                json!({"found": found, "expected": expected})
            }
            Self::Unreadable(RowProblem::CellTooLarge { bytes, limit }) => json!({"bytes": bytes, "limit": limit}),
            Self::Unreadable(RowProblem::UndecodableBytes { count, .. }) => json!({"count": count}),
            _ => json!({}),
        };
        json!({"code": self.code(), "args": args})
    }
}

/// Row numbers for the prospects and companies of a chunk.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewRows {
    pub prospects: u32,
    pub companies: u32,
}

/// Knows every prospect and company of the workspace and of the rows so far by their keys.
#[derive(Debug)]
pub(crate) struct Judge {
    on_match: OnMatch,
    prospects: KeyIndex,
    companies: KeyIndex,
    /// Prospects made by this import, ascending, and their names.
    own: Vec<u32>,
    own_names: Vec<u32>,
    /// Prospects of the workspace that a row of this file was about.
    touched: FxHashSet<u32>,
    workspace_is_empty: bool,
}

/// What the workspace has under the keys of a chunk.
#[derive(Debug, Default)]
struct Stored {
    prospects: FxHashMap<i64, SmallVec<[u32; 2]>>,
    companies: FxHashMap<i64, SmallVec<[u32; 2]>>,
    names: FxHashMap<u32, Option<NameHash>>,
}

impl Judge {
    /// A judge who has seen no row yet.
    pub fn new(store: &Store, on_match: OnMatch) -> Result<Self, StoreError> {
        Ok(Self {
            on_match,
            prospects: KeyIndex::default(),
            companies: KeyIndex::default(),
            own: Vec::new(),
            own_names: Vec::new(),
            touched: FxHashSet::default(),
            workspace_is_empty: store.read(match_keys::none)?,
        })
    }

    /// Judges the rows of a chunk in their order.
    pub fn judge(
        &mut self,
        db: &Db,
        chunk: &Chunk,
        keys: &mut KeyMaker,
        mut new: NewRows,
    ) -> Result<Vec<Judged>, StoreError> {
        let stored = if self.workspace_is_empty { Stored::default() } else { Stored::look_up(db, chunk, keys)? };
        Ok(chunk.candidates.iter().map(|candidate| self.judge_row(candidate, &stored, &mut new)).collect())
    }

    fn judge_row(&mut self, candidate: &Candidate, stored: &Stored, new: &mut NewRows) -> Judged {
        let plain = |outcome, reason| Judged {
            outcome,
            reason: Some(reason),
            prospect: None,
            company: None,
            first_of_stored: false,
            new_company: false,
        };
        match candidate.hurdle {
            Some(Hurdle::Empty) => return plain(RowOutcome::Skipped, Reason::EmptyRow),
            Some(Hurdle::NoIdentity) => return plain(RowOutcome::Failed, Reason::NoIdentity),
            Some(Hurdle::Unreadable(problem)) => return plain(RowOutcome::Failed, Reason::Unreadable(problem)),
            Some(Hurdle::CompanyOnly) => {
                let (company, new_company) = self.company(candidate, stored, new);
                let outcome = if new_company { RowOutcome::Created } else { RowOutcome::Skipped };
                return Judged { company, new_company, ..plain(outcome, Reason::CompanyOnly) };
            }
            None => {}
        }
        let verdict = matching::resolve(&candidate.keys, candidate.name, |hash| {
            let mut holders: SmallVec<[KeyHolder<u32>; 2]> = SmallVec::new();
            for row in self.prospects.find(hash.0) {
                holders.push(KeyHolder { target: row, name: self.own_name(row) });
            }
            for &row in stored.prospects.get(&hash.0).into_iter().flatten() {
                holders.push(KeyHolder { target: row, name: stored.names.get(&row).copied().flatten() });
            }
            holders
        });
        match verdict {
            Verdict::Conflict(first, second) if self.on_match != OnMatch::Create => {
                plain(RowOutcome::Review, Reason::TwoMatches(first.target, second.target))
            }
            Verdict::Match(found) if self.on_match != OnMatch::Create => {
                self.known(candidate, stored, new, found.target, found.by)
            }
            _ => self.create(candidate, stored, new),
        }
    }

    fn known(
        &mut self,
        candidate: &Candidate,
        stored: &Stored,
        new: &mut NewRows,
        prospect: u32,
        by: KeyKind,
    ) -> Judged {
        let own = self.own.binary_search(&prospect).is_ok();
        let first_of_stored = !own && self.touched.insert(prospect);
        let skip = self.on_match == OnMatch::Skip;
        let (company, new_company) = if skip { (None, false) } else { self.company(candidate, stored, new) };
        let (outcome, reason) = match (skip, first_of_stored) {
            (true, _) => (RowOutcome::Skipped, Reason::PolicySkip),
            (false, true) => (RowOutcome::Updated, Reason::Matched(by)),
            (false, false) => (RowOutcome::Merged, Reason::Matched(by)),
        };
        Judged { outcome, reason: Some(reason), prospect: Some(prospect), company, first_of_stored, new_company }
    }

    fn create(&mut self, candidate: &Candidate, stored: &Stored, new: &mut NewRows) -> Judged {
        let row = new.prospects;
        new.prospects += 1;
        self.remember_own(row, candidate.name);
        for key in candidate.keys.iter() {
            self.prospects.add(key.hash.0, row);
        }
        let (company, new_company) = self.company(candidate, stored, new);
        Judged {
            outcome: RowOutcome::Created,
            reason: None,
            prospect: Some(row),
            company,
            first_of_stored: false,
            new_company,
        }
    }

    /// The company of a row, made when there is none.
    fn company(&mut self, candidate: &Candidate, stored: &Stored, new: &mut NewRows) -> (Option<u32>, bool) {
        if candidate.company_keys.is_empty() {
            return (None, false);
        }
        let verdict = matching::resolve_company(&candidate.company_keys, |hash| {
            let mut rows = self.companies.find(hash.0);
            rows.extend(stored.companies.get(&hash.0).into_iter().flatten().copied());
            rows
        });
        let (row, made) = match verdict {
            Verdict::Match(found) | Verdict::Conflict(found, _) => (found.target, false),
            Verdict::New => {
                new.companies += 1;
                (new.companies - 1, true)
            }
        };
        if made {
            for key in candidate.company_keys.iter() {
                self.companies.add(key.hash.0, row);
            }
        }
        (Some(row), made)
    }

    fn own_name(&self, row: u32) -> Option<NameHash> {
        let place = self.own.binary_search(&row).ok()?;
        Some(self.own_names[place]).filter(|&name| name != 0).map(|name| NameHash(i64::from(name)))
    }

    /// Whether a prospect was made by this import.
    pub fn is_own(&self, prospect: u32) -> bool {
        self.own.binary_search(&prospect).is_ok()
    }

    fn remember_own(&mut self, row: u32, name: Option<NameHash>) {
        self.own.push(row);
        self.own_names.push(name.map_or(0, |name| u32::try_from(name.0).unwrap_or_default()));
    }

    /// Takes a record of this import in that an earlier run has written.
    pub fn recall(&mut self, record: &Record, keys: &mut KeyMaker) {
        if let Ok(row) = u32::try_from(record.row)
            && record.entity == Entity::Prospect
        {
            self.remember_own(row, keys.record_name(record).map(short));
        }
        self.add_keys(record, keys);
    }

    /// Takes in that an earlier run has seen a row about a prospect of the workspace.
    pub fn recall_touched(&mut self, prospect: u32) {
        if !self.is_own(prospect) {
            self.touched.insert(prospect);
        }
    }

    /// Adds the keys that a record gained by a row that joined it.
    pub fn add_keys(&mut self, record: &Record, keys: &mut KeyMaker) {
        let Ok(row) = u32::try_from(record.row) else { return };
        let mut hashes = Vec::new();
        keys.record(record, &mut hashes);
        let index = match record.entity {
            Entity::Prospect => &mut self.prospects,
            Entity::Company => &mut self.companies,
        };
        hashes.into_iter().for_each(|hash| index.add(hash, row));
    }

    /// The keys of prospects and of companies, to be written.
    pub fn into_keys(self) -> (KeyIndex, KeyIndex) {
        (self.prospects, self.companies)
    }
}

impl Stored {
    fn look_up(db: &Db, chunk: &Chunk, keys: &mut KeyMaker) -> Result<Self, StoreError> {
        let hashes = |of: fn(&Candidate) -> &matching::MatchKeys| -> Vec<i64> {
            chunk.candidates.iter().flat_map(|candidate| of(candidate).iter()).map(|key| key.hash.0).collect()
        };
        let mut found = Self::default();
        let pairs = match_keys::find(db, Entity::Prospect, &hashes(|candidate| &candidate.keys))?;
        let rows: Vec<i64> = pairs.iter().map(|&(_, row)| row).collect();
        collect(&mut found.prospects, pairs);
        for record in Record::at_rows(db, Entity::Prospect, &rows)? {
            if let Ok(row) = u32::try_from(record.row) {
                found.names.insert(row, keys.record_name(&record).map(short));
            }
        }
        let pairs = match_keys::find(db, Entity::Company, &hashes(|candidate| &candidate.company_keys))?;
        collect(&mut found.companies, pairs);
        Ok(found)
    }
}

fn collect(into: &mut FxHashMap<i64, SmallVec<[u32; 2]>>, pairs: Vec<(i64, i64)>) {
    for (hash, row) in pairs {
        if let Ok(row) = u32::try_from(row) {
            into.entry(hash).or_default().push(row);
        }
    }
}
