//! Judging rows: whom each row is about, looking at the workspace and at the rows before it.
//!
//! The same judge serves the check, which writes nothing, and the import.

mod judged;
mod learn;
mod reason;
mod stored;

use std::cell::{OnceCell, RefCell};

use rustc_hash::{FxHashMap, FxHashSet};
use sales_core::import::{OnMatch, RowOutcome};
use sales_ingest::matching::{self, Candidate as KeyHolder, CompanyMarks, KeyKind, Person, PersonMarks, Verdict};
use sales_store::{Db, error::StoreError, match_keys, row_prints, store::Store};
use smallvec::SmallVec;

use self::{judged::ItsCompany, stored::Stored};
pub(crate) use self::{
    judged::{Judged, NewRows},
    reason::Reason,
};
use super::{
    chunk::{Candidate, Chunk, Hurdle},
    crowd::{Crowd, MANY},
    index::KeyIndex,
    names::{NameAt, Names},
    routes::Routes,
};
use crate::keys::KeyMaker;

/// Knows every prospect and company of the workspace and of the rows so far by their keys.
#[derive(Debug)]
pub(crate) struct Judge {
    on_match: OnMatch,
    prospects: KeyIndex,
    /// Those of the prospects whose keys many share, by name.
    crowd: Crowd,
    companies: KeyIndex,
    /// Prospects made by this import, ascending, and their names.
    own: Vec<u32>,
    own_names: Vec<NameAt>,
    /// Their companies; 0 for none.
    own_companies: Vec<u32>,
    /// Companies that rows of this file gave to prospects of the workspace.
    given_companies: FxHashMap<u32, u32>,
    /// Prospects of the workspace that a row of this file was about, and their names.
    touched: FxHashMap<u32, NameAt>,
    /// The names of both.
    names: Names,
    /// What tells them from others of their names.
    marks: FxHashMap<u32, PersonMarks>,
    /// What tells companies that this import made from others of their names.
    company_marks: FxHashMap<u32, CompanyMarks>,
    /// Companies that rows were about; none unless the first row about one writes over what it has.
    met_companies: FxHashSet<u32>,
    /// What companies made by this import have no value for yet.
    lacking: FxHashMap<u32, Lacks>,
    /// Companies of the workspace that rows gave a website.
    with_website: FxHashSet<u32>,
    workspace_is_empty: bool,
}

/// A row, whom it is about, and what tells its company from others of that name.
#[derive(Clone, Copy)]
struct Asked<'a> {
    candidate: &'a Candidate,
    person: Person<'a>,
    company_marks: &'a dyn Fn() -> CompanyMarks,
}

/// What tells the company of a row from others of its name.
fn company_marks(chunk: &Chunk, routes: &Routes, index: usize, keys: &RefCell<&mut KeyMaker>) -> CompanyMarks {
    let values = chunk.row(routes, index).company_marks();
    values.map(|values| keys.borrow_mut().company_marks(values)).unwrap_or_default()
}

/// What identifies a company and is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Lacks {
    name: bool,
    website: bool,
}

impl Judge {
    /// A judge who has seen no row yet.
    pub fn new(store: &Store, on_match: OnMatch) -> Result<Self, StoreError> {
        Ok(Self {
            on_match,
            prospects: KeyIndex::default(),
            crowd: Crowd::default(),
            companies: KeyIndex::default(),
            own: Vec::new(),
            own_names: Vec::new(),
            own_companies: Vec::new(),
            given_companies: FxHashMap::default(),
            touched: FxHashMap::default(),
            names: Names::default(),
            marks: FxHashMap::default(),
            company_marks: FxHashMap::default(),
            met_companies: FxHashSet::default(),
            lacking: FxHashMap::default(),
            with_website: FxHashSet::default(),
            workspace_is_empty: store.read(|db| Ok(match_keys::none(db)? && row_prints::none(db)?))?,
        })
    }

    /// Judges the rows of a chunk in their order.
    pub fn judge(
        &mut self,
        db: &Db,
        chunk: &Chunk,
        routes: &Routes,
        keys: &mut KeyMaker,
        mut new: NewRows,
    ) -> Result<Vec<Judged>, StoreError> {
        let stored =
            if self.workspace_is_empty { Stored::default() } else { Stored::look_up(db, chunk, routes, keys)? };
        let keys = RefCell::new(keys);
        let rows = chunk.batch.rows().zip(&chunk.candidates).enumerate();
        Ok(rows
            .map(|(index, (row, candidate))| {
                let company_marks = || company_marks(chunk, routes, index, &keys);
                let asked = Asked { candidate, person: chunk.person(candidate), company_marks: &company_marks };
                let mut judged = self.judge_row(asked, &stored, &mut new);
                judged.reason = judged.reason.or_else(|| row.problem().and_then(Reason::of_mended));
                judged
            })
            .collect())
    }

    fn judge_row(&mut self, asked: Asked<'_>, stored: &Stored, new: &mut NewRows) -> Judged {
        let Asked { candidate, person, .. } = asked;
        let plain = |outcome, reason| Judged::nobody(outcome, Some(reason));
        match candidate.hurdle {
            Some(Hurdle::Empty) => return plain(RowOutcome::Skipped, Reason::EmptyRow),
            Some(Hurdle::Comment) => return plain(RowOutcome::Skipped, Reason::Comment),
            Some(Hurdle::HeaderAgain) => return plain(RowOutcome::Skipped, Reason::HeaderAgain),
            Some(Hurdle::NoIdentity) => return plain(RowOutcome::Failed, Reason::NoIdentity),
            Some(Hurdle::Unreadable(problem)) => return plain(RowOutcome::Failed, Reason::Unreadable(problem)),
            Some(Hurdle::CompanyOnly) => {
                let company = self.company(asked, stored, new, None);
                let outcome = if company.is_new { RowOutcome::Created } else { RowOutcome::Skipped };
                return company.of(plain(outcome, Reason::CompanyOnly));
            }
            None => {}
        }
        if self.on_match == OnMatch::Create {
            return self.create(asked, stored, new);
        }
        let verdict = matching::resolve(&candidate.keys, person, |hash| self.holders(hash.0, person.name, stored));
        match verdict {
            Verdict::Conflict(first, second) => plain(RowOutcome::Review, Reason::TwoMatches([first, second])),
            Verdict::Match(found) => self.known(asked, stored, new, found.target, Reason::Matched(found.by)),
            Verdict::SharedAddress => {
                let reason = Some(Reason::SharedAddress);
                Judged { reason, ..self.create(asked, stored, new) }
            }
            Verdict::New => match self.made_of_same_row(candidate, stored) {
                Some(prospect) => self.known(asked, stored, new, prospect, Reason::SameRow),
                None => self.create(asked, stored, new),
            },
        }
    }

    /// The prospects under a key: of very many the first ones, and the one of this name.
    fn holders<'s>(&'s self, hash: i64, name: &str, stored: &'s Stored) -> SmallVec<[KeyHolder<'s, u32>; 4]> {
        let own = self.prospects.find_first(hash, MANY);
        let of_name = (own.len() == MANY).then(|| self.crowd.find(hash, name)).flatten();
        let own = own.into_iter().chain(of_name);
        let own = own.map(|row| KeyHolder { target: row, name: self.name_of(row), marks: self.marks_of(row, stored) });
        let theirs = stored.holders(hash, name);
        let theirs = theirs.flat_map(|row| {
            let now = (stored.name(row), stored.marks(row));
            std::iter::once(now).chain(stored.former(row)).map(move |(name, marks)| KeyHolder {
                target: row,
                name,
                marks,
            })
        });
        let mut holders: SmallVec<[KeyHolder<'s, u32>; 4]> = SmallVec::new();
        for holder in own.chain(theirs) {
            if !holders.contains(&holder) {
                holders.push(holder);
            }
        }
        holders
    }

    /// Notes a prospect under a key that many share.
    fn note_crowd(&mut self, hash: i64, row: u32) {
        if self.prospects.has(hash, MANY) {
            let at = self.name_at(row);
            self.crowd.add(hash, self.names.get(at), row);
        }
    }

    fn known(&mut self, asked: Asked<'_>, stored: &Stored, new: &mut NewRows, prospect: u32, reason: Reason) -> Judged {
        let is_first = self.meet(asked, stored, prospect) && !stored.is_former_name(prospect, asked.person.name);
        let is_known = !self.is_own(prospect);
        let skip = self.on_match == OnMatch::Skip;
        let company = if skip { ItsCompany::NONE } else { self.company(asked, stored, new, Some(prospect)) };
        self.note_company(prospect, stored, company);
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
    fn meet(&mut self, asked: Asked<'_>, stored: &Stored, prospect: u32) -> bool {
        let is_first = self.meet_name(asked.person.name, stored, prospect);
        if !self.is_own(prospect) {
            self.mark(prospect, stored.marks(prospect));
        }
        self.mark(prospect, asked.person.marks);
        for key in asked.candidate.keys.iter() {
            self.prospects.add_loose(key.hash.0, prospect);
            self.note_crowd(key.hash.0, prospect);
        }
        is_first
    }

    fn meet_name(&mut self, name: &str, stored: &Stored, prospect: u32) -> bool {
        if let Some(place) = self.own_place(prospect) {
            if self.own_names[place].is_none() {
                self.own_names[place] = self.names.add(name);
            }
            return false;
        }
        if let Some(known) = self.touched.get_mut(&prospect) {
            if known.is_none() {
                *known = self.names.add(name);
            }
            return false;
        }
        let known = Some(stored.name(prospect)).filter(|name| !name.is_empty());
        self.touched.insert(prospect, self.names.add(known.unwrap_or(name)));
        true
    }

    /// The first prospect that an earlier import made of the same row.
    fn made_of_same_row(&self, candidate: &Candidate, stored: &Stored) -> Option<u32> {
        let made = stored.prints.get(&candidate.print?)?;
        made.iter().copied().filter(|&prospect| !self.is_own(prospect)).min()
    }

    fn create(&mut self, asked: Asked<'_>, stored: &Stored, new: &mut NewRows) -> Judged {
        let row = new.prospects;
        new.prospects += 1;
        self.remember_own(row, asked.person.name);
        self.mark(row, asked.person.marks);
        for key in asked.candidate.keys.iter() {
            self.prospects.add(key.hash.0, row);
            self.note_crowd(key.hash.0, row);
        }
        let company = self.company(asked, stored, new, None);
        self.note_company(row, stored, company);
        let reason = company.keeps_name.then_some(Reason::CompanyKeepsName);
        company.of(Judged { prospect: Some(row), ..Judged::nobody(RowOutcome::Created, reason) })
    }

    /// The company of a row, made when there is none. A row that describes a company without a key of it
    /// describes that of the prospect it is about, or one that nothing else leads to.
    fn company(
        &mut self,
        Asked { candidate, company_marks, .. }: Asked<'_>,
        stored: &Stored,
        new: &mut NewRows,
        prospect: Option<u32>,
    ) -> ItsCompany {
        if candidate.company_keys.is_empty() && !(candidate.describes_company && candidate.hurdle.is_none()) {
            return ItsCompany::NONE;
        }
        let its_own = prospect.filter(|_| candidate.describes_company).and_then(|row| self.has_company(row, stored));
        let (row, is_new) = match (self.company_of(candidate, stored, company_marks), its_own) {
            (Verdict::Match(found) | Verdict::Conflict(found, _), _) => (found.target, false),
            (Verdict::New | Verdict::SharedAddress, Some(its_own)) => (its_own, false),
            (Verdict::New | Verdict::SharedAddress, None) => {
                new.companies += 1;
                (new.companies - 1, true)
            }
        };
        if is_new {
            for key in candidate.company_keys.iter() {
                self.companies.add(key.hash.0, row);
            }
            self.note_lacks(row, Lacks { name: !candidate.has_company_name, website: !candidate.has_website });
        }
        if !self.company_marks.contains_key(&row) {
            let known = stored.company_marks.get(&row).copied().unwrap_or_default();
            self.mark_company(row, known.or(company_marks()));
        }
        let has_other_name = !is_new && self.has_other_name(candidate, stored, row);
        if !is_new {
            self.complete_company(candidate, row);
        }
        let on_match = if self.meet_company(row) { self.on_match } else { OnMatch::Fill };
        ItsCompany { row: Some(row), is_new, on_match, keeps_name: has_other_name && on_match != OnMatch::Update }
    }

    /// Whether a company is known under another name than that of a row.
    fn has_other_name(&self, candidate: &Candidate, stored: &Stored, company: u32) -> bool {
        let Some(name) = candidate.company_keys.iter().find(|key| key.kind == KeyKind::Name) else { return false };
        let is_nameless =
            self.lacking.get(&company).is_some_and(|lacks| lacks.name) || stored.without_name.contains(&company);
        let mut holders = self
            .companies
            .find(name.hash.0)
            .into_iter()
            .chain(stored.companies.get(&name.hash.0).into_iter().flatten().copied());
        !is_nameless && !holders.any(|row| row == company)
    }

    /// What the keys of a row's company lead to.
    fn company_of(
        &self,
        candidate: &Candidate,
        stored: &Stored,
        company_marks: &dyn Fn() -> CompanyMarks,
    ) -> Verdict<u32> {
        let own = OnceCell::new();
        matching::resolve_company(
            &candidate.company_keys,
            |hash| {
                let mut rows = self.companies.find(hash.0);
                rows.extend(stored.companies.get(&hash.0).into_iter().flatten().copied());
                rows
            },
            |row| match self.lacking.get(&row) {
                Some(lacks) => !lacks.website,
                None => self.with_website.contains(&row) || !stored.without_website.contains(&row),
            },
            |row, by| {
                let theirs = self.company_marks.get(&row).or_else(|| stored.company_marks.get(&row));
                theirs
                    .is_some_and(|theirs| theirs.may_tell(by) && theirs.are_of_two(*own.get_or_init(company_marks), by))
            },
        )
    }

    /// The company that a prospect has.
    fn has_company(&self, prospect: u32, stored: &Stored) -> Option<u32> {
        match self.own_place(prospect) {
            Some(place) => Some(self.own_companies[place]).filter(|&company| company != 0),
            None => self.given_companies.get(&prospect).or_else(|| stored.companies_of.get(&prospect)).copied(),
        }
    }

    /// A prospect that has no company gets that of a row about it.
    fn note_company(&mut self, prospect: u32, stored: &Stored, company: ItsCompany) {
        let Some(company) = company.row else { return };
        match self.own_place(prospect) {
            Some(place) if self.own_companies[place] == 0 => self.own_companies[place] = company,
            Some(_) => {}
            None if !stored.companies_of.contains_key(&prospect) => {
                self.given_companies.entry(prospect).or_insert(company);
            }
            None => {}
        }
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
        if candidate.has_website && !self.workspace_is_empty {
            self.with_website.insert(company);
        }
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

    /// Notes what tells a prospect from others of the same name.
    fn mark(&mut self, row: u32, marks: PersonMarks) {
        if marks != PersonMarks::default() {
            let known = self.marks.entry(row).or_default();
            *known = known.or(marks);
        }
    }

    /// The same of a company.
    fn mark_company(&mut self, row: u32, marks: CompanyMarks) {
        if marks != CompanyMarks::default() {
            let known = self.company_marks.entry(row).or_default();
            *known = known.or(marks);
        }
    }

    fn marks_of(&self, row: u32, stored: &Stored) -> PersonMarks {
        self.marks.get(&row).copied().unwrap_or_else(|| stored.marks(row))
    }

    fn name_of(&self, row: u32) -> &str {
        self.names.get(self.name_at(row))
    }

    fn name_at(&self, row: u32) -> NameAt {
        match self.own_place(row) {
            Some(place) => self.own_names[place],
            None => self.touched.get(&row).copied().unwrap_or_default(),
        }
    }

    /// The place of a prospect among those that this import made; most often it is the last one.
    fn own_place(&self, prospect: u32) -> Option<usize> {
        if self.own.last() == Some(&prospect) {
            return Some(self.own.len() - 1);
        }
        self.own.binary_search(&prospect).ok()
    }

    /// Whether a prospect was made by this import.
    pub fn is_own(&self, prospect: u32) -> bool {
        self.own_place(prospect).is_some()
    }

    fn remember_own(&mut self, row: u32, name: &str) {
        self.own.push(row);
        self.own_names.push(self.names.add(name));
        self.own_companies.push(0);
    }

    /// The keys of prospects and of companies, to be written.
    pub fn into_keys(self) -> (KeyIndex, KeyIndex) {
        (self.prospects, self.companies)
    }
}
