//! Reading the records that rows join, as few of them as possible.

use rustc_hash::FxHashMap;
use sales_core::{
    fields::Entity,
    import::{OnMatch, RowOutcome},
};
use sales_store::{Db, error::StoreError, record::Record, tags};

use super::{
    chunk::Chunk,
    judge::{Judged, NewRows},
    materialise::Held,
    routes::{Place, RoutedRow, Routes},
};

/// Reads the records that rows of a chunk join.
#[derive(Debug)]
pub(crate) struct Holder {
    on_match: OnMatch,
    /// The change that makes records of this import.
    own: Option<i64>,
    filled: Filled,
}

impl Holder {
    /// For an import; `own` is the change that makes its records, none for a check.
    pub fn new(on_match: OnMatch, own: Option<i64>) -> Self {
        Self { on_match, own, filled: Filled::default() }
    }

    /// The records that rows of a chunk join: only when a row may bring a value, or when every value is
    /// to be written over.
    pub fn hold(
        &mut self,
        db: &Db,
        chunk: &Chunk,
        judged: &[Judged],
        new: NewRows,
        routes: &Routes,
    ) -> Result<FxHashMap<(Entity, u32), Held>, StoreError> {
        let (prospects, companies) = self.wanted(chunk, judged, new, routes);
        let mut held = FxHashMap::default();
        for (entity, rows) in [(Entity::Prospect, &prospects), (Entity::Company, &companies)] {
            if rows.is_empty() {
                continue;
            }
            let mut tagged: FxHashMap<i64, Vec<String>> = FxHashMap::default();
            if entity == Entity::Prospect {
                for (row, name) in tags::of_rows(db, entity, rows)? {
                    tagged.entry(row).or_default().push(name);
                }
            }
            for record in Record::at_rows(db, entity, rows)? {
                let tags = tagged.remove(&record.row).unwrap_or_default();
                if let Ok(row) = u32::try_from(record.row) {
                    let own = self.own == Some(record.created_seq);
                    held.insert((entity, row), Held::new(record, tags, own));
                }
            }
        }
        Ok(held)
    }

    /// The rows of prospects and companies to read.
    fn wanted(&mut self, chunk: &Chunk, judged: &[Judged], new: NewRows, routes: &Routes) -> (Vec<i64>, Vec<i64>) {
        let (mut prospects, mut companies) = (Vec::new(), Vec::new());
        let all = self.on_match == OnMatch::Update;
        for (i, row) in judged.iter().enumerate() {
            let routed = chunk.row(routes, i);
            if (self.filled.prospect_may_gain(routed, routes, row) || all)
                && let Some(prospect) = row.prospect.filter(|&prospect| prospect < new.prospects)
            {
                prospects.push(i64::from(prospect));
            }
            if (self.filled.company_may_gain(routed, routes, row) || all)
                && let Some(company) = row.company.filter(|&company| company < new.companies)
            {
                companies.push(i64::from(company));
            }
        }
        (prospects, companies)
    }
}

/// Which slots of records that this import has seen have a value, so that a row that brings none but
/// those leaves its record unread: reading one means decrypting a page of the file.
#[derive(Debug, Default)]
struct Filled {
    prospects: SlotBits,
    companies: SlotBits,
}

/// The bit of a prospect's company.
const COMPANY: u32 = 1;

impl Filled {
    /// Whether a row may bring its prospect a value that it has not.
    fn prospect_may_gain(&mut self, routed: RoutedRow<'_>, routes: &Routes, row: &Judged) -> bool {
        let Some(prospect) = row.prospect else { return false };
        let company = if row.company.is_some() { COMPANY } else { 0 };
        let brought = brought(routed, routes, Entity::Prospect).map(|slots| slots | company);
        self.prospects.note(prospect, brought, row.outcome == RowOutcome::Created)
    }

    /// Whether a row may bring its company a value that it has not.
    fn company_may_gain(&mut self, routed: RoutedRow<'_>, routes: &Routes, row: &Judged) -> bool {
        let Some(company) = row.company else { return false };
        self.companies.note(company, brought(routed, routes, Entity::Company), row.new_company)
    }
}

/// The filled slots of records by their rows. Those that the import makes stand close together.
#[derive(Debug, Default)]
struct SlotBits {
    first: u32,
    made: Vec<u32>,
    others: FxHashMap<u32, u32>,
}

impl SlotBits {
    /// Notes what a row brings a record, or makes it of. Whether some of it is new to a record that is
    /// there.
    fn note(&mut self, record: u32, brought: Option<u32>, made: bool) -> bool {
        let Some(brought) = brought else { return !made };
        if made && self.made.is_empty() {
            self.first = record;
        }
        let known = match record.checked_sub(self.first) {
            Some(place) if made || (place as usize) < self.made.len() => {
                let place = place as usize;
                if place >= self.made.len() {
                    self.made.resize(place + 1, 0);
                }
                &mut self.made[place]
            }
            _ => self.others.entry(record).or_default(),
        };
        let gains = brought & !*known != 0;
        *known |= brought;
        gains && !made
    }
}

/// The slots that a row fills, as bits; none when that cannot be told in bits.
fn brought(routed: RoutedRow<'_>, routes: &Routes, entity: Entity) -> Option<u32> {
    let mut bits = 0;
    let slots = routes.slots.iter().enumerate().filter(|(_, slot)| slot.entity == entity);
    for (bit, (i, slot)) in (1..).zip(slots) {
        if routed.get(i).is_some() {
            if bit >= u32::BITS || slot.place == Place::Tags {
                return None;
            }
            bits |= 1 << bit;
        }
    }
    Some(bits)
}
