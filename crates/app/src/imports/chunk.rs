//! Rows of a file with everything that can be said of each row by itself: its keys, its name, and
//! what keeps it from becoming a prospect.

use sales_core::fields::{Entity, FieldDef, FieldKind};
use sales_ingest::{
    matching::{self, MatchKeys, Person, PersonMarks},
    normal::domain::DomainClass,
    read::{ReadError, RowBatch, RowProblem, RowReader},
};

use super::{
    names::{NameAt, Names},
    routes::{Joined, RoutedRow, Routes},
};
use crate::keys::KeyMaker;

/// Rows that are read, judged and written together.
pub(crate) const CHUNK_ROWS: usize = 8_192;

/// What keeps a row from becoming a prospect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hurdle {
    /// It has no value at all.
    Empty,
    /// It has values, but none that tells who it is about.
    NoIdentity,
    /// It is about a company and names no person.
    CompanyOnly,
    /// It is a line of comment.
    Comment,
    /// It is the header once more.
    HeaderAgain,
    /// It could not be read as it stands.
    Unreadable(RowProblem),
}

/// A row with what can be said of it by itself.
#[derive(Debug)]
pub(crate) struct Candidate {
    pub keys: MatchKeys,
    /// What the row is known by if it has no key.
    pub print: Option<i64>,
    /// Its name, in those of the chunk.
    name: NameAt,
    /// Whether an e-mail address of its own is called after its first name.
    has_address: bool,
    pub marks: PersonMarks,
    pub company_keys: MatchKeys,
    pub has_company_name: bool,
    pub has_website: bool,
    /// Whether it says something of a company although it has no key of one.
    pub describes_company: bool,
    pub hurdle: Option<Hurdle>,
}

/// A value that gave no key although it is in a place for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Keyless {
    /// The place of its row in the chunk.
    pub index: usize,
    /// The slot of its field.
    pub slot: usize,
}

/// Rows of a file, ready to be judged.
#[derive(Debug)]
pub(crate) struct Chunk {
    pub batch: RowBatch,
    pub joined: Joined,
    pub candidates: Vec<Candidate>,
    names: Names,
    /// In the order of the rows, each once.
    pub keyless: Vec<Keyless>,
    /// Rows that the file seems to have, by the part of it that is read.
    pub expected_rows: u64,
}

impl Chunk {
    /// The next rows of a file; none at its end.
    pub fn read(reader: &mut RowReader, routes: &Routes, keys: &mut KeyMaker) -> Result<Option<Self>, ReadError> {
        let mut batch = RowBatch::new();
        if reader.next_batch(&mut batch, CHUNK_ROWS)? == 0 {
            return Ok(None);
        }
        batch.take_out_nuls();
        let last = batch.row(batch.len() - 1).number();
        let expected_rows = if batch.len() < CHUNK_ROWS { last } else { estimate(reader, last) };
        Ok(Some(Self::of(batch, expected_rows, routes, keys)))
    }

    /// Rows that were read.
    pub fn of(batch: RowBatch, expected_rows: u64, routes: &Routes, keys: &mut KeyMaker) -> Self {
        let joined = routes.join(&batch);
        let (mut keyless, mut names) = (Vec::new(), Names::default());
        let mut candidate = |(index, row)| {
            let mut note = |slot| {
                let found = Keyless { index, slot };
                if keyless.last() != Some(&found) {
                    keyless.push(found);
                }
            };
            Candidate::of(routes.row(row, index, &joined), routes, keys, &mut names, &mut note)
        };
        let candidates = batch.rows().enumerate().map(&mut candidate).collect();
        Self { batch, joined, candidates, names, keyless, expected_rows }
    }

    /// Whom a candidate is about.
    pub fn person(&self, candidate: &Candidate) -> Person<'_> {
        let Candidate { has_address, marks, .. } = *candidate;
        Person { name: self.names.get(candidate.name), has_address, marks }
    }

    /// A row by its place.
    pub fn row<'a>(&'a self, routes: &'a Routes, index: usize) -> RoutedRow<'a> {
        routes.row(self.batch.row(index), index, &self.joined)
    }
}

impl Candidate {
    fn of(
        row: RoutedRow<'_>,
        routes: &Routes,
        maker: &mut KeyMaker,
        names: &mut Names,
        keyless: &mut impl FnMut(usize),
    ) -> Self {
        let mut odd = |def: &FieldDef| {
            if let Some(slot) = routes.keyed_slot(def) {
                keyless(slot);
            }
        };
        let keys = maker.prospect(row.keyed(), row.country(), &mut odd);
        let [first, last, full] = row.names();
        let name = names.add(maker.name(first, last, full));
        let is_named = !name.is_none() || [first, last, full].iter().any(|part| part.contains('@'));
        let mut addresses = row.keyed().filter(|(def, _)| def.kind == FieldKind::Email);
        let has_address = addresses.any(|(_, address)| matching::is_called_after(address, first));
        let names = [last, full].map(|name| if name.contains(' ') { name } else { "" });
        let marks = match (row.marks(), names) {
            (["", "", ""], ["", ""]) => PersonMarks::default(),
            ([birthday, number, suffix], [last, full]) => maker.person_marks(birthday, number, &[suffix, last, full]),
        };
        let [company, website] = row.company();
        let (company_keys, class) = maker.company(company, website);
        // The domain of a mail address is no website either.
        if let Some(slot) = routes.website.filter(|_| class == DomainClass::Invalid || website.contains('@'))
            && !website.is_empty()
        {
            keyless(slot);
        }
        let hurdle = hurdle(&row, &keys, is_named, !company_keys.is_empty());
        let (has_company_name, has_website) = (!company.is_empty(), !website.is_empty());
        let describes_company = company_keys.is_empty() && row.has_any(Entity::Company);
        let print = (hurdle.is_none() && keys.is_empty()).then(|| maker.row_print(row.values()));
        Self {
            keys,
            print,
            name,
            has_address,
            marks,
            company_keys,
            has_company_name,
            has_website,
            describes_company,
            hurdle,
        }
    }
}

/// How many rows a file seems to have, by how much of it so many rows take.
fn estimate(reader: &RowReader, rows: u64) -> u64 {
    let read = reader.bytes_done().max(1);
    let expected = u128::from(rows) * u128::from(reader.bytes_total()) / u128::from(read);
    u64::try_from(expected).unwrap_or(rows).max(rows)
}

fn hurdle(row: &RoutedRow<'_>, keys: &MatchKeys, named: bool, has_company: bool) -> Option<Hurdle> {
    match row.row.problem().filter(|problem| problem.keeps_out()) {
        Some(RowProblem::Comment) => return Some(Hurdle::Comment),
        Some(RowProblem::HeaderAgain) => return Some(Hurdle::HeaderAgain),
        Some(problem) => return Some(Hurdle::Unreadable(problem)),
        None => {}
    }
    if named || !keys.is_empty() || row.keyed().next().is_some() {
        return None;
    }
    if has_company || row.has_any(Entity::Company) {
        return Some(Hurdle::CompanyOnly);
    }
    Some(if row.has_any(Entity::Prospect) { Hurdle::NoIdentity } else { Hurdle::Empty })
}
