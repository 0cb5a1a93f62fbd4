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
    outcomes::KnownOutcomes,
    routes::{Place, RoutedRow, Routes, Slot},
};

/// The most slots of companies for which a bit each says whether they are filled.
const MOST_COMPANY_SLOTS: usize = (MADE - COMPANY - 1) as usize;

/// Reads the records that rows of a chunk join.
#[derive(Debug)]
pub(crate) struct Holder {
    on_match: OnMatch,
    /// The change that makes records of this import.
    own: Option<i64>,
    filled: Filled,
}

/// What rows of a chunk may bring records that are there.
#[derive(Debug, Default)]
pub(crate) struct Holding {
    /// The records that had to be read to tell.
    pub held: FxHashMap<(Entity, u32), Held>,
    /// Rows that bring values to companies which this run made: no need to read these.
    pub late: Vec<Late>,
    /// What is known to have come of prospects that rows tell an outcome of.
    pub outcomes: KnownOutcomes,
}

/// A row of a chunk that fills slots which its company, made by this run, has left empty.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Late {
    /// The place of the row in the chunk.
    pub index: usize,
    slots: u32,
}

impl Late {
    /// The places of the slots.
    pub fn slots(self, routes: &Routes) -> impl Iterator<Item = usize> {
        numbered(routes, Entity::Company).filter(move |(bit, ..)| self.slots >> bit & 1 == 1).map(|(_, place, _)| place)
    }
}

impl Holder {
    /// For an import; `own` is the change that makes its records, none for a check.
    pub fn new(on_match: OnMatch, own: Option<i64>) -> Self {
        Self { on_match, own, filled: Filled::default() }
    }

    /// What rows of a chunk may bring records that are there. These are read only when a row may bring a
    /// value, or when every value is to be written over.
    pub fn hold(
        &mut self,
        db: &Db,
        chunk: &Chunk,
        judged: &[Judged],
        new: NewRows,
        routes: &Routes,
    ) -> Result<Holding, StoreError> {
        let Wanted { prospects, companies, late } = self.wanted(chunk, judged, new, routes);
        let outcomes = KnownOutcomes::of(db, &told_of(chunk, judged, new, routes))?;
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
        Ok(Holding { held, late, outcomes })
    }

    /// The records to read, and the rows that need none to be read.
    fn wanted(&mut self, chunk: &Chunk, judged: &[Judged], new: NewRows, routes: &Routes) -> Wanted {
        let mut wanted = Wanted::default();
        let all = self.on_match == OnMatch::Update;
        let company_slots = routes.slots.iter().filter(|slot| slot.entity == Entity::Company).count();
        let unread = !all && self.own.is_some() && company_slots <= MOST_COMPANY_SLOTS;
        for (index, row) in judged.iter().enumerate() {
            let routed = chunk.row(routes, index);
            let gains = self.filled.prospect_gains(routed, routes, row);
            if (gains != Gains::Nothing || all)
                && let Some(prospect) = row.prospect.filter(|&prospect| prospect < new.prospects)
            {
                wanted.prospects.push(i64::from(prospect));
            }
            let gains = self.filled.company_gains(routed, routes, row);
            let Some(company) = row.company.filter(|&company| company < new.companies) else { continue };
            match gains {
                Gains::Nothing if !all => {}
                Gains::Slots(slots) if unread => wanted.late.push(Late { index, slots }),
                Gains::Nothing | Gains::Slots(_) | Gains::Unknown => wanted.companies.push(i64::from(company)),
            }
        }
        wanted
    }
}

/// The prospects that were there before the chunk and that rows tell an outcome of.
fn told_of(chunk: &Chunk, judged: &[Judged], new: NewRows, routes: &Routes) -> Vec<i64> {
    let Some(slot) = routes.outcome else { return Vec::new() };
    let told = judged.iter().enumerate().filter(|&(index, _)| chunk.row(routes, index).get(slot).is_some());
    told.filter_map(|(_, row)| row.prospect.filter(|&prospect| prospect < new.prospects)).map(i64::from).collect()
}

#[derive(Debug, Default)]
struct Wanted {
    prospects: Vec<i64>,
    companies: Vec<i64>,
    late: Vec<Late>,
}

/// What a row brings to a record that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gains {
    /// No value, or none that it has not.
    Nothing,
    /// These slots, which are known to be empty.
    Slots(u32),
    /// Maybe something.
    Unknown,
}

/// Which slots of records that this import has seen have a value, so that a row that brings none but
/// those leaves its record unread: reading one means decrypting a page of the file.
#[derive(Debug, Default)]
struct Filled {
    prospects: SlotBits,
    companies: SlotBits,
}

/// The bit of a prospect's company; those of the slots come after it.
const COMPANY: u32 = 0;
/// The bit of a record that this run made.
const MADE: u32 = u32::BITS - 1;

impl Filled {
    /// What a row brings its prospect.
    fn prospect_gains(&mut self, routed: RoutedRow<'_>, routes: &Routes, row: &Judged) -> Gains {
        let Some(prospect) = row.prospect else { return Gains::Nothing };
        let company = u32::from(row.company.is_some()) << COMPANY;
        let brought = brought(routed, routes, Entity::Prospect).map(|slots| slots | company);
        self.prospects.note(prospect, brought, row.outcome == RowOutcome::Created)
    }

    /// What a row brings its company.
    fn company_gains(&mut self, routed: RoutedRow<'_>, routes: &Routes, row: &Judged) -> Gains {
        let Some(company) = row.company else { return Gains::Nothing };
        self.companies.note(company, brought(routed, routes, Entity::Company), row.new_company)
    }
}

/// The filled slots of records by their rows. Those that the run makes stand close together, and between
/// them those that people make meanwhile.
#[derive(Debug, Default)]
struct SlotBits {
    first: u32,
    close: Vec<u32>,
    others: FxHashMap<u32, u32>,
}

impl SlotBits {
    /// Notes what a row brings a record, or makes it of. Gives what of it is new to a record that is there.
    fn note(&mut self, record: u32, brought: Option<u32>, made: bool) -> Gains {
        let Some(brought) = brought else { return if made { Gains::Nothing } else { Gains::Unknown } };
        if made && self.close.is_empty() {
            self.first = record;
        }
        let place = record.checked_sub(self.first).map(|place| place as usize);
        let known = match place.filter(|&place| made || place < self.close.len()) {
            Some(place) => {
                if place >= self.close.len() {
                    self.close.resize(place + 1, 0);
                }
                &mut self.close[place]
            }
            None => self.others.entry(record).or_default(),
        };
        let gained = brought & !*known;
        *known |= brought | u32::from(made) << MADE;
        match gained {
            _ if made => Gains::Nothing,
            0 => Gains::Nothing,
            _ if *known >> MADE == 1 => Gains::Slots(gained),
            _ => Gains::Unknown,
        }
    }
}

/// The slots of a kind of record with their bits and places.
fn numbered(routes: &Routes, entity: Entity) -> impl Iterator<Item = (u32, usize, &Slot)> {
    let slots = routes.slots.iter().enumerate().filter(move |(_, slot)| slot.entity == entity);
    (COMPANY + 1..).zip(slots).map(|(bit, (place, slot))| (bit, place, slot))
}

/// The slots that a row fills, as bits; none when that cannot be told in bits.
fn brought(routed: RoutedRow<'_>, routes: &Routes, entity: Entity) -> Option<u32> {
    let mut bits = 0;
    for (bit, place, slot) in numbered(routes, entity) {
        if routed.get(place).is_some() {
            if matches!(slot.place, Place::Outcome | Place::OutcomeDate) {
                continue;
            }
            if bit >= MADE || slot.place == Place::Tags {
                return None;
            }
            bits |= 1 << bit;
        }
    }
    Some(bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_records_that_the_run_made_are_known_to_lack_a_value() {
        let mut bits = SlotBits::default();
        assert_eq!(bits.note(10, Some(0b010), true), Gains::Nothing);
        assert_eq!(bits.note(14, Some(0b010), true), Gains::Nothing);
        assert_eq!(bits.note(10, Some(0b110), false), Gains::Slots(0b100));
        assert_eq!(bits.note(10, Some(0b110), false), Gains::Nothing);
        // A person made one in between, and one was there before.
        for record in [12, 3] {
            assert_eq!(bits.note(record, Some(0b010), false), Gains::Unknown);
            assert_eq!(bits.note(record, Some(0b010), false), Gains::Nothing);
        }
        // What cannot be told in bits has to be read.
        assert_eq!(bits.note(10, None, false), Gains::Unknown);
        assert_eq!(bits.note(15, None, true), Gains::Nothing);
        assert_eq!(bits.note(15, Some(0b010), false), Gains::Unknown);
    }
}
