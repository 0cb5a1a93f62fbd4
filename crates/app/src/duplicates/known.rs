//! What is known of the records that were searched: in the file, and in memory while somebody asks.

use std::{
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use parking_lot::{Mutex, MutexGuard};
use sales_core::fields::{Entity, FIELDS, FieldId};
use sales_ingest::{
    dedupe::{self, Known, Table},
    normal::country::Country,
};
use sales_store::{
    Db,
    duplicates::{
        self as stored,
        cells::{self, Wanted},
    },
    error::StoreError,
};

use super::later::MOST_UNASKED;
use crate::{error::AppError, workspace::Workspace};

/// How long it stays in memory after it was last asked for, and how often that is looked at.
const UNUSED: Duration = Duration::from_secs(300);
const LOOK: Duration = Duration::from_secs(30);
/// Changed rows that are read at a time.
const AT_ONCE: usize = 16_384;
/// Changed rows that are read at most, whatever was searched. When more changed, what was learnt is of other
/// records.
const FEW_CHANGES: usize = 10_000;

/// What is known of the records of each kind, as far as it is in memory.
#[derive(Default)]
pub(crate) struct KnownRecords {
    prospects: Mutex<Slot>,
    companies: Mutex<Slot>,
    is_watched: AtomicBool,
}

#[derive(Default)]
enum Slot {
    #[default]
    Empty,
    Held(Box<Held>),
    /// What is in the file cannot be used.
    Useless,
}

/// What is known of one kind of record.
pub(crate) struct Held {
    pub known: Known,
    /// The fields that are compared.
    pub fields: Vec<FieldId>,
    pub entity: Entity,
    /// The newest note of changed records that is in it.
    noted: i64,
    used: Instant,
}

impl KnownRecords {
    fn of(&self, entity: Entity) -> &Mutex<Slot> {
        match entity {
            Entity::Prospect => &self.prospects,
            Entity::Company => &self.companies,
        }
    }

    /// Drops what is in memory: another is in the file.
    pub fn forget(&self, entity: Entity) {
        *self.of(entity).lock() = Slot::Empty;
    }

    /// Drops what nobody has asked for in a while; true when nothing is left.
    fn drop_unused(&self, now: Instant) -> bool {
        [&self.prospects, &self.companies].into_iter().fold(true, |is_empty, slot| {
            // Whoever holds it uses it.
            let Some(mut slot) = slot.try_lock() else { return false };
            if let Slot::Held(held) = &*slot
                && now.saturating_duration_since(held.used) < UNUSED
            {
                return false;
            }
            *slot = Slot::Empty;
            is_empty
        })
    }

    /// Drops what is not used, from time to time, as long as there is something.
    fn watch(self: &Arc<Self>) {
        if self.is_watched.swap(true, Ordering::AcqRel) {
            return;
        }
        let known = Arc::downgrade(self);
        thread::spawn(move || {
            loop {
                thread::sleep(LOOK);
                let Some(known) = known.upgrade() else { return };
                if known.drop_unused(Instant::now()) {
                    known.is_watched.store(false, Ordering::Release);
                    return;
                }
            }
        });
    }
}

impl Workspace {
    /// Asks what is known of a kind of record, as the records are now. None when they were never searched, too
    /// many changed since or others ask and `patience` ends.
    pub fn ask_known<T>(
        &self,
        entity: Entity,
        patience: Duration,
        ask: impl FnOnce(&Db, &Held) -> Result<T, StoreError>,
    ) -> Result<Option<T>, AppError> {
        let Some(mut slot) = self.known.of(entity).try_lock_for(patience) else { return Ok(None) };
        let home = self.home();
        let answer = self.store.read(|db| match held(db, entity, home, &mut slot)? {
            Some(held) => ask(db, held).map(Some),
            None => Ok(None),
        });
        if matches!(*slot, Slot::Held(_)) {
            self.known.watch();
        }
        Ok(answer?)
    }

    /// Writes down again what is known of a kind of record, as it is in memory.
    pub fn keep_known(&self, entity: Entity) -> Result<(), AppError> {
        let slot = self.known.of(entity).lock();
        if let Slot::Held(held) = &*slot {
            let mut tx = self.store.begin_unrecorded()?;
            let fields = noted_fields(entity, &held.fields);
            tx.keep_known(entity, &fields, held.noted, |take| held.known.save(take))?;
            tx.commit()?;
        }
        Ok(())
    }
}

/// The fields whose changes are noted: those that were searched, and those that a search would compare as soon as
/// they have values.
pub(super) fn noted_fields(entity: Entity, searched: &[FieldId]) -> Vec<FieldId> {
    let all = FIELDS.iter().filter_map(|def| def.id.parse::<FieldId>().ok());
    let compared = all.filter(|field| dedupe::is_compared(entity, field) && !searched.contains(field));
    searched.iter().cloned().chain(compared).collect()
}

/// What is known, brought up to date.
fn held<'s>(
    db: &Db,
    entity: Entity,
    home: Option<Country>,
    slot: &'s mut MutexGuard<'_, Slot>,
) -> Result<Option<&'s Held>, StoreError> {
    if let Slot::Held(held) = &**slot
        && held.known.home() != home
    {
        **slot = Slot::Useless;
    }
    if matches!(**slot, Slot::Empty) {
        let loaded = load(db, entity)?;
        let usable = |held: &Held| held.known.home() == home;
        **slot = match loaded {
            Loaded::Nothing => return Ok(None),
            Loaded::Held(held) if usable(&held) => Slot::Held(held),
            Loaded::Held(_) | Loaded::Damaged => Slot::Useless,
        };
    }
    if let Slot::Held(held) = &mut **slot
        && !held.catch_up(db)?
    {
        **slot = Slot::Useless;
    }
    match &mut **slot {
        Slot::Held(held) => {
            held.used = Instant::now();
            Ok(Some(held))
        }
        Slot::Empty | Slot::Useless => Ok(None),
    }
}

enum Loaded {
    Nothing,
    Held(Box<Held>),
    Damaged,
}

fn load(db: &Db, entity: Entity) -> Result<Loaded, StoreError> {
    let (Some(noted), Some(search)) = (stored::known::noted(db, entity)?, stored::search_of(db, entity)?) else {
        return Ok(Loaded::Nothing);
    };
    let known = stored::known::read_pieces(db, entity, Known::load)?;
    Ok(match known {
        Some(known) => {
            Loaded::Held(Box::new(Held { known, fields: search.fields, entity, noted, used: Instant::now() }))
        }
        None => {
            tracing::warn!("what is known of the records is of no use; the next search makes it anew");
            Loaded::Damaged
        }
    })
}

impl Held {
    /// Whether a search of as many records as `all` would compare one of these fields though the last one had no
    /// value of it. A new field of one's own tells newcomers apart from nobody but each other: among many records,
    /// it is left to the next search of all.
    pub fn lacks<'f>(&self, fields: impl IntoIterator<Item = &'f FieldId>, all: usize) -> bool {
        let counts = |field: &FieldId| field.custom_name().is_none() || all <= MOST_UNASKED;
        let is_compared = |field: &&FieldId| dedupe::is_compared(self.entity, field) && counts(field);
        fields.into_iter().filter(is_compared).any(|field| !self.fields.contains(field))
    }

    /// A table without rows, of what is compared.
    pub fn table(&self) -> Table {
        Table::new(self.entity, self.fields.iter().cloned())
    }

    /// The cells of rows in use, with their numbers.
    pub fn read(&self, db: &Db, rows: &[i64]) -> Result<(Vec<i64>, Table), StoreError> {
        let mut table = self.table();
        let mut there = Vec::with_capacity(rows.len());
        cells::each(db, self.entity, &self.fields, Wanted::Rows(rows), |row, cells| {
            there.push(row);
            table.push(cells.iter().copied());
            ControlFlow::Continue(())
        })?;
        Ok((there, table))
    }

    /// Reads the rows again that changed since; false when they are too many.
    fn catch_up(&mut self, db: &Db) -> Result<bool, StoreError> {
        let newest = stored::known::newest_note(db)?;
        if newest == self.noted {
            return Ok(true);
        }
        let rows = stored::known::changed_rows(db, self.entity, self.noted)?;
        if rows.len() > FEW_CHANGES.max(self.known.searched() as usize) {
            return Ok(false);
        }
        for rows in rows.chunks(AT_ONCE) {
            let (there, table) = self.read(db, rows)?;
            let numbers: Vec<u32> = there.into_iter().map(row_number).collect();
            self.known.put(&numbers, table);
        }
        self.noted = newest;
        Ok(true)
    }
}

/// The number by which a row is known.
pub(super) fn row_number(row: i64) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use sales_core::fields::Entity;

    use super::*;
    use crate::{
        duplicates::{DraftRecord, SearchDuplicates},
        records::{FieldValue, NewRecordInput},
        settings::Language,
        test_app::TestApp,
    };

    fn values(values: &[(&str, &str)]) -> Vec<FieldValue> {
        let value =
            |&(field, value): &(&str, &str)| FieldValue { field: field.parse().unwrap(), value: value.to_owned() };
        values.iter().map(value).collect()
    }

    fn searched() -> TestApp {
        let test = TestApp::new(Language::Fr);
        for name in ["Karim Benali", "Paula Silva", "Greta Holm", "Ines Duarte"] {
            let (first, last) = name.split_once(' ').unwrap();
            let values = values(&[("first_name", first), ("last_name", last), ("city", last)]);
            test.app.record_create(&NewRecordInput { entity: Entity::Prospect, values }).unwrap();
        }
        search(&test);
        test
    }

    fn search(test: &TestApp) {
        test.app.duplicates_search(&SearchDuplicates { entity: Some(Entity::Prospect), min: None }).unwrap();
    }

    fn is_found(test: &TestApp) -> bool {
        let values = values(&[("first_name", "Paula"), ("last_name", "SILVA"), ("city", "Silva")]);
        !test.app.record_like(&DraftRecord { entity: Entity::Prospect, values }).unwrap().is_empty()
    }

    #[test]
    fn what_is_of_no_use_is_made_anew_by_the_next_search() {
        let test = searched();
        let workspace = test.app.workspace().unwrap();
        let kept = |workspace: &Workspace| -> Vec<Vec<u8>> {
            workspace
                .store
                .read(|db| stored::known::read_pieces(db, Entity::Prospect, |pieces| pieces.collect()))
                .unwrap()
        };
        let whole = kept(&workspace).concat();
        let mut of_other_version = whole.clone();
        of_other_version[0] ^= 1;
        for bytes in [whole[..whole.len() / 2].to_vec(), b"?".to_vec(), of_other_version] {
            assert!(is_found(&test));
            let mut tx = workspace.store.begin_unrecorded().unwrap();
            tx.keep_known(Entity::Prospect, &[], 0, |take| _ = take(&bytes)).unwrap();
            tx.commit().unwrap();
            workspace.known.forget(Entity::Prospect);
            assert!(!is_found(&test));
            assert!(!is_found(&test));
            search(&test);
            assert_eq!(kept(&workspace).concat(), whole);
        }
    }

    #[test]
    fn what_nobody_asks_for_is_dropped() {
        let test = searched();
        let workspace = test.app.workspace().unwrap();
        let is_held = || matches!(&*workspace.known.prospects.lock(), Slot::Held(_));
        assert!(!is_held());
        assert!(is_found(&test));
        assert!(!workspace.known.drop_unused(Instant::now()));
        assert!(is_held());
        assert!(workspace.known.drop_unused(Instant::now() + UNUSED));
        assert!(!is_held());
        assert!(is_found(&test));
    }

    #[test]
    fn what_was_made_for_another_country_is_of_use_again_once_that_is_the_home() {
        let test = searched();
        let home = test.app.home_country_show().unwrap().unwrap();
        assert!(is_found(&test));
        test.app.home_country_set("JP").unwrap();
        assert!(!is_found(&test));
        test.app.home_country_set(&home).unwrap();
        assert!(is_found(&test));
    }
}
