//! Judging rows: whom each row is about, looking at the workspace and at the rows before it.
//!
//! The same judge serves the check, which writes nothing, and the import.

use rustc_hash::{FxHashMap, FxHashSet};
use sales_core::{
    fields::Entity,
    import::{OnMatch, RowOutcome},
};
use sales_ingest::{
    matching::{self, Candidate as KeyHolder, Found, KeyKind, MatchKeys, NameHash, Verdict},
    read::RowProblem,
};
use sales_store::{Db, error::StoreError, match_keys, record::Record, row_prints, store::Store};
use serde_json::{Value, json};
use smallvec::SmallVec;

use super::{
    MatchedBy,
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
    /// Whether the prospect was there before the import.
    pub is_known: bool,
    /// Whether the row made its company.
    pub new_company: bool,
    /// How the row joins the prospect: the first row about somebody does as the policy says, later ones
    /// complete.
    pub on_prospect: OnMatch,
    /// The same of the company.
    pub on_company: OnMatch,
}

impl Judged {
    /// A row that is about nobody yet.
    pub const fn nobody(outcome: RowOutcome, reason: Option<Reason>) -> Self {
        Self {
            outcome,
            reason,
            prospect: None,
            company: None,
            is_known: false,
            new_company: false,
            on_prospect: OnMatch::Fill,
            on_company: OnMatch::Fill,
        }
    }
}

/// The company of a row.
#[derive(Debug, Clone, Copy)]
struct ItsCompany {
    row: Option<u32>,
    is_new: bool,
    on_match: OnMatch,
}

impl ItsCompany {
    const NONE: Self = Self { row: None, is_new: false, on_match: OnMatch::Fill };

    fn of(self, judged: Judged) -> Judged {
        Judged { company: self.row, new_company: self.is_new, on_company: self.on_match, ..judged }
    }
}

/// Why a row came out as it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// Found by a key.
    Matched(KeyKind),
    /// It has no key, and all of it came from an earlier import.
    SameRow,
    /// Keys lead to two prospects, the surer one first.
    TwoMatches([Found<u32>; 2]),
    /// The prospect has all of it.
    NothingNew,
    /// Known prospects are skipped.
    PolicySkip,
    /// The row has no value.
    EmptyRow,
    /// The row is a comment.
    Comment,
    /// Nothing tells who it is about.
    NoIdentity,
    /// The row names no person.
    CompanyOnly,
    /// NUL bytes were taken out of a new prospect's row: how many, and the first column, from 0.
    NulBytes { count: u32, column: u32 },
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
            Self::SameRow => "same_row",
            Self::TwoMatches(..) => "two_matches",
            Self::NothingNew => "nothing_new",
            Self::PolicySkip => "policy_skip",
            Self::EmptyRow => "empty_row",
            Self::Comment => "comment",
            Self::NoIdentity => "no_identity",
            Self::CompanyOnly => "company_only",
            Self::NulBytes { .. } => "nul_bytes",
            Self::Unreadable(RowProblem::TooManyCells { .. }) => "too_many_cells",
            Self::Unreadable(RowProblem::CellTooLarge { .. }) => "cell_too_large",
            Self::Unreadable(_) => "undecodable",
        }
    }

    /// The code and the arguments of the sentence, and the rows of prospects it speaks of, as stored.
    pub fn to_json(self) -> Value {
        let args = match self {
            Self::Unreadable(RowProblem::TooManyCells { found, expected }) => {
                json!({"found": found, "expected": expected})
            }
            Self::Unreadable(RowProblem::CellTooLarge { bytes, limit }) => json!({"bytes": bytes, "limit": limit}),
            Self::Unreadable(RowProblem::UndecodableBytes { count, .. }) => json!({"count": count}),
            Self::NulBytes { count, column } => json!({"count": count, "column": column.saturating_add(1)}),
            _ => json!({}),
        };
        let mut stored = json!({"code": self.code(), "args": args});
        if let Self::TwoMatches(found) = self {
            stored["prospects"] = json!(found.map(|found| found.target));
            stored["by"] = json!(found.map(|found| matched_by(found.by)));
        }
        stored
    }
}

const fn matched_by(kind: KeyKind) -> MatchedBy {
    match kind {
        KeyKind::LinkedIn => MatchedBy::Linkedin,
        KeyKind::Phone => MatchedBy::Phone,
        _ => MatchedBy::Email,
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
    /// Prospects of the workspace that a row of this file was about, and their names.
    touched: FxHashMap<u32, Option<NameHash>>,
    /// Companies that rows were about; none unless the first row about one writes over what it has.
    met_companies: FxHashSet<u32>,
    /// What companies made by this import have no value for yet.
    lacking: FxHashMap<u32, Lacks>,
    workspace_is_empty: bool,
}

/// What identifies a company and is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Lacks {
    name: bool,
    website: bool,
}

/// What the workspace has under the keys of a chunk.
#[derive(Debug, Default)]
struct Stored {
    prospects: FxHashMap<i64, SmallVec<[u32; 2]>>,
    companies: FxHashMap<i64, SmallVec<[u32; 2]>>,
    names: FxHashMap<u32, Option<NameHash>>,
    /// Prospects that were made of rows without a key.
    prints: FxHashMap<i64, SmallVec<[u32; 2]>>,
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
            touched: FxHashMap::default(),
            met_companies: FxHashSet::default(),
            lacking: FxHashMap::default(),
            workspace_is_empty: store.read(|db| Ok(match_keys::none(db)? && row_prints::none(db)?))?,
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
        let rows = chunk.batch.rows().zip(&chunk.candidates);
        Ok(rows
            .map(|(row, candidate)| {
                let mut judged = self.judge_row(candidate, &stored, &mut new);
                if let Some(RowProblem::NulBytes { count, column }) = row.problem() {
                    judged.reason.get_or_insert(Reason::NulBytes { count, column });
                }
                judged
            })
            .collect())
    }

    fn judge_row(&mut self, candidate: &Candidate, stored: &Stored, new: &mut NewRows) -> Judged {
        let plain = |outcome, reason| Judged::nobody(outcome, Some(reason));
        match candidate.hurdle {
            Some(Hurdle::Empty) => return plain(RowOutcome::Skipped, Reason::EmptyRow),
            Some(Hurdle::Comment) => return plain(RowOutcome::Skipped, Reason::Comment),
            Some(Hurdle::NoIdentity) => return plain(RowOutcome::Failed, Reason::NoIdentity),
            Some(Hurdle::Unreadable(problem)) => return plain(RowOutcome::Failed, Reason::Unreadable(problem)),
            Some(Hurdle::CompanyOnly) => {
                let company = self.company(candidate, stored, new);
                let outcome = if company.is_new { RowOutcome::Created } else { RowOutcome::Skipped };
                return company.of(plain(outcome, Reason::CompanyOnly));
            }
            None => {}
        }
        if self.on_match == OnMatch::Create {
            return self.create(candidate, stored, new);
        }
        let verdict = matching::resolve(&candidate.keys, candidate.name, |hash| {
            let mut holders: SmallVec<[KeyHolder<u32>; 2]> = SmallVec::new();
            for row in self.prospects.find(hash.0) {
                holders.push(KeyHolder { target: row, name: self.name_of(row) });
            }
            for &row in stored.prospects.get(&hash.0).into_iter().flatten() {
                holders.push(KeyHolder { target: row, name: stored.names.get(&row).copied().flatten() });
            }
            holders
        });
        match verdict {
            Verdict::Conflict(first, second) => plain(RowOutcome::Review, Reason::TwoMatches([first, second])),
            Verdict::Match(found) => self.known(candidate, stored, new, found.target, Reason::Matched(found.by)),
            Verdict::New => match self.made_of_same_row(candidate, stored) {
                Some(prospect) => self.known(candidate, stored, new, prospect, Reason::SameRow),
                None => self.create(candidate, stored, new),
            },
        }
    }

    fn known(
        &mut self,
        candidate: &Candidate,
        stored: &Stored,
        new: &mut NewRows,
        prospect: u32,
        reason: Reason,
    ) -> Judged {
        let is_first = self.meet(candidate, stored, prospect);
        let is_known = !self.is_own(prospect);
        let skip = self.on_match == OnMatch::Skip;
        let company = if skip { ItsCompany::NONE } else { self.company(candidate, stored, new) };
        let (outcome, reason) = match (skip, is_known) {
            (true, _) => (RowOutcome::Skipped, Reason::PolicySkip),
            (false, true) => (RowOutcome::Updated, reason),
            (false, false) => (RowOutcome::Merged, reason),
        };
        company.of(Judged {
            prospect: Some(prospect),
            is_known,
            on_prospect: if is_first { self.on_match } else { OnMatch::Fill },
            ..Judged::nobody(outcome, Some(reason))
        })
    }

    /// Learns from a row whom it is about: whatever else it knows leads to the same person from now on,
    /// as far as this file goes. Whether it is the first row about this person.
    fn meet(&mut self, candidate: &Candidate, stored: &Stored, prospect: u32) -> bool {
        for key in candidate.keys.iter() {
            self.prospects.add_loose(key.hash.0, prospect);
        }
        if let Ok(place) = self.own.binary_search(&prospect) {
            if self.own_names[place] == 0 {
                self.own_names[place] = name_bits(candidate.name);
            }
            return false;
        }
        if let Some(name) = self.touched.get_mut(&prospect) {
            *name = name.or(candidate.name);
            return false;
        }
        let name = stored.names.get(&prospect).copied().flatten();
        self.touched.insert(prospect, name.or(candidate.name));
        true
    }

    /// The first prospect that an earlier import made of the same row.
    fn made_of_same_row(&self, candidate: &Candidate, stored: &Stored) -> Option<u32> {
        let made = stored.prints.get(&candidate.print?)?;
        made.iter().copied().filter(|&prospect| !self.is_own(prospect)).min()
    }

    fn create(&mut self, candidate: &Candidate, stored: &Stored, new: &mut NewRows) -> Judged {
        let row = new.prospects;
        new.prospects += 1;
        self.remember_own(row, candidate.name);
        for key in candidate.keys.iter() {
            self.prospects.add(key.hash.0, row);
        }
        let company = self.company(candidate, stored, new);
        company.of(Judged { prospect: Some(row), ..Judged::nobody(RowOutcome::Created, None) })
    }

    /// The company of a row, made when there is none.
    fn company(&mut self, candidate: &Candidate, stored: &Stored, new: &mut NewRows) -> ItsCompany {
        if candidate.company_keys.is_empty() {
            return ItsCompany::NONE;
        }
        let (row, is_new) = match self.company_of(candidate, stored) {
            Verdict::Match(found) | Verdict::Conflict(found, _) => (found.target, false),
            Verdict::New => {
                new.companies += 1;
                (new.companies - 1, true)
            }
        };
        if is_new {
            for key in candidate.company_keys.iter() {
                self.companies.add(key.hash.0, row);
            }
            self.note_lacks(row, Lacks { name: !candidate.has_company_name, website: !candidate.has_website });
        } else {
            self.complete_company(candidate, row);
        }
        let is_first = self.meet_company(row);
        ItsCompany { row: Some(row), is_new, on_match: if is_first { self.on_match } else { OnMatch::Fill } }
    }

    /// What the keys of a row's company lead to.
    fn company_of(&self, candidate: &Candidate, stored: &Stored) -> Verdict<u32> {
        matching::resolve_company(&candidate.company_keys, |hash| {
            let mut rows = self.companies.find(hash.0);
            rows.extend(stored.companies.get(&hash.0).into_iter().flatten().copied());
            rows
        })
    }

    /// Whether it is the first row about this company, as far as that matters.
    fn meet_company(&mut self, company: u32) -> bool {
        self.on_match == OnMatch::Update && self.met_companies.insert(company)
    }

    fn note_lacks(&mut self, company: u32, lacks: Lacks) {
        if lacks.name || lacks.website {
            self.lacking.insert(company, lacks);
        }
    }

    /// A row gives the company a name or website that it has not: it is found by them from now on.
    fn complete_company(&mut self, candidate: &Candidate, company: u32) {
        let Some(lacks) = self.lacking.get_mut(&company) else { return };
        for key in candidate.company_keys.iter() {
            let gained = match key.kind {
                KeyKind::Domain => lacks.website,
                _ => lacks.name,
            };
            if gained {
                self.companies.add(key.hash.0, company);
            }
        }
        lacks.name &= !candidate.has_company_name;
        lacks.website &= !candidate.has_website;
    }

    fn name_of(&self, row: u32) -> Option<NameHash> {
        match self.own.binary_search(&row) {
            Ok(place) => Some(self.own_names[place]).filter(|&name| name != 0).map(|name| NameHash(i64::from(name))),
            Err(_) => self.touched.get(&row).copied().flatten(),
        }
    }

    /// Whether a prospect was made by this import.
    pub fn is_own(&self, prospect: u32) -> bool {
        self.own.binary_search(&prospect).is_ok()
    }

    fn remember_own(&mut self, row: u32, name: Option<NameHash>) {
        self.own.push(row);
        self.own_names.push(name_bits(name));
    }

    /// Takes a record of this import in that an earlier run has written.
    pub fn recall(&mut self, record: &Record, keys: &mut KeyMaker) {
        if let Ok(row) = u32::try_from(record.row)
            && record.entity == Entity::Prospect
        {
            self.remember_own(row, keys.record_name(record).map(short));
            if let Some(company) = record.company_row.and_then(|row| u32::try_from(row).ok()) {
                self.meet_company(company);
            }
        }
        if let Ok(row) = u32::try_from(record.row)
            && record.entity == Entity::Company
        {
            let lacks = |field| record.get(field).is_none();
            self.meet_company(row);
            self.note_lacks(row, Lacks { name: lacks("company"), website: lacks("company_website") });
        }
        self.settle(record, None, true, keys);
    }

    /// Takes in of which companies rows of an earlier run were, as far as that matters.
    pub fn recall_companies(&mut self, db: &Db, chunk: &Chunk, keys: &mut KeyMaker) -> Result<(), StoreError> {
        if self.on_match != OnMatch::Update {
            return Ok(());
        }
        let stored = Stored::look_up(db, chunk, keys)?;
        for candidate in &chunk.candidates {
            if let Verdict::Match(found) | Verdict::Conflict(found, _) = self.company_of(candidate, &stored) {
                self.meet_company(found.target);
            }
        }
        Ok(())
    }

    /// Takes in that an earlier run has found a row to be about a prospect; `name` is what one of the
    /// workspace is called.
    pub fn recall_met(&mut self, candidate: &Candidate, prospect: u32, name: Option<NameHash>) {
        for key in candidate.keys.iter() {
            self.prospects.add_loose(key.hash.0, prospect);
        }
        if !self.is_own(prospect) {
            self.touched.insert(prospect, name);
        }
    }

    /// Knows a record as it is after rows joined it. A record that this import made (`own`) gets its
    /// keys from here; the others get them when they are written.
    pub fn settle(&mut self, record: &Record, before: Option<&Record>, own: bool, keys: &mut KeyMaker) {
        let Ok(row) = u32::try_from(record.row) else { return };
        let mut hashes = |record: &Record| {
            let mut hashes = Vec::new();
            keys.record(record, &mut hashes);
            hashes
        };
        let (now, before) = (hashes(record), before.map(hashes).unwrap_or_default());
        let lost = before.into_iter().filter(|hash| !now.contains(hash));
        let index = match record.entity {
            Entity::Prospect => &mut self.prospects,
            Entity::Company => &mut self.companies,
        };
        for hash in lost {
            index.add_loose(hash, row);
        }
        for &hash in &now {
            if own { index.add(hash, row) } else { index.add_loose(hash, row) }
        }
        if record.entity == Entity::Prospect {
            self.rename(row, keys.record_name(record).map(short));
        }
    }

    /// Knows a prospect as it is after rows joined it before it was written: its keys, those that it
    /// was made with, and its name.
    pub fn settle_new(&mut self, row: u32, now: &MatchKeys, made_with: &MatchKeys, name: Option<NameHash>) {
        for key in made_with.iter().filter(|key| now.iter().all(|other| other.hash != key.hash)) {
            self.prospects.loosen(key.hash.0, row);
        }
        for key in now.iter() {
            self.prospects.add(key.hash.0, row);
        }
        self.rename(row, name);
    }

    fn rename(&mut self, row: u32, name: Option<NameHash>) {
        if let Ok(place) = self.own.binary_search(&row) {
            self.own_names[place] = name_bits(name);
        } else if let Some(known) = self.touched.get_mut(&row) {
            *known = name;
        }
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
        let prints: Vec<i64> = chunk.candidates.iter().filter_map(|candidate| candidate.print).collect();
        if !prints.is_empty() {
            collect(&mut found.prints, row_prints::find(db, &prints)?);
        }
        Ok(found)
    }
}

/// A name in 32 bits; 0 for none.
fn name_bits(name: Option<NameHash>) -> u32 {
    name.map_or(0, |name| u32::try_from(name.0).unwrap_or_default())
}

fn collect(into: &mut FxHashMap<i64, SmallVec<[u32; 2]>>, pairs: Vec<(i64, i64)>) {
    for (hash, row) in pairs {
        if let Ok(row) = u32::try_from(row) {
            into.entry(hash).or_default().push(row);
        }
    }
}
