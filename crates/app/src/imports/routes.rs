//! Where the columns of a file go: one slot per field, filled from one column or from several.

use std::collections::HashMap;

use sales_core::fields::{Entity, FieldDef, FieldId, OUTCOME, OUTCOME_DATE};
use sales_ingest::{
    mapping::{Mapping, Target, joiner},
    matching::CompanyMarks,
    read::{RowBatch, RowRef},
};
use sales_store::load;

use super::Fix;
use crate::{
    error::{AppError, ErrorCode},
    keys::KeyMaker,
};

/// Where the values of a slot are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// A column of the table, by its place in [`load::columns`].
    Column(usize),
    /// The fields without a column.
    Extra,
    /// The tags of the record.
    Tags,
    /// What came of the prospect.
    Outcome,
    /// When that came of it.
    OutcomeDate,
}

impl Place {
    /// Whether it is a value of the record itself.
    pub const fn is_value(self) -> bool {
        matches!(self, Self::Column(_) | Self::Extra)
    }
}

/// A field and the columns that fill it.
#[derive(Debug, Clone)]
pub(crate) struct Slot {
    pub field: FieldId,
    pub entity: Entity,
    pub place: Place,
    columns: Vec<usize>,
    joined_with: &'static str,
    /// The place among the slots that are joined of several columns.
    joined: Option<usize>,
}

/// The slots of a file.
#[derive(Debug, Clone)]
pub(crate) struct Routes {
    pub slots: Vec<Slot>,
    pub prospect_columns: usize,
    pub company_columns: usize,
    fixes: HashMap<(usize, String), String>,
    fixed_columns: Vec<bool>,
    joined: usize,
    first_name: Option<usize>,
    last_name: Option<usize>,
    full_name: Option<usize>,
    country: Option<usize>,
    company_country: Option<usize>,
    company: Option<usize>,
    pub website: Option<usize>,
    email: Option<usize>,
    birthday: Option<usize>,
    external_id: Option<usize>,
    suffix: Option<usize>,
    company_marks: [Option<usize>; CompanyMarks::FIELDS.len()],
    /// Slots that give keys to a prospect.
    keyed: Vec<(&'static FieldDef, usize)>,
    pub outcome: Option<usize>,
    pub outcome_date: Option<usize>,
}

impl Routes {
    /// The routes of a mapping.
    ///
    /// # Errors
    /// When nothing in the mapping tells who a row is about.
    pub fn new(mapping: &Mapping, fixes: &[Fix]) -> Result<Self, AppError> {
        let mut slots: Vec<Slot> = Vec::new();
        for (column, target) in mapping.targets().iter().enumerate() {
            let Target::Field(field) = target else { continue };
            if let Some(slot) = slots.iter_mut().find(|slot| slot.field == *field) {
                slot.columns.push(column);
            } else {
                slots.push(Slot::new(field, column));
            }
        }
        let mut joined = 0;
        for slot in slots.iter_mut().filter(|slot| slot.columns.len() > 1) {
            slot.joined = Some(joined);
            joined += 1;
        }
        let slot_of = |id: &str| slots.iter().position(|slot| slot.field.as_str() == id);
        let keyed: Vec<_> = KeyMaker::prospect_fields().filter_map(|def| Some((def, slot_of(def.id)?))).collect();
        let named = ["first_name", "last_name", "full_name", "display_name", "company"];
        if keyed.is_empty() && named.iter().all(|id| slot_of(id).is_none()) {
            return Err(AppError::new(ErrorCode::MappingEmpty));
        }
        let mut fixed_columns = vec![false; mapping.targets().len()];
        for fix in fixes {
            if let Some(fixed) = fixed_columns.get_mut(fix.column as usize) {
                *fixed = true;
            }
        }
        Ok(Self {
            prospect_columns: load::columns(Entity::Prospect).count(),
            company_columns: load::columns(Entity::Company).count(),
            fixes: fixes.iter().map(|fix| ((fix.column as usize, fix.from.clone()), fix.to.clone())).collect(),
            fixed_columns,
            joined,
            first_name: slot_of("first_name"),
            last_name: slot_of("last_name"),
            full_name: slot_of("full_name").or_else(|| slot_of("display_name")),
            country: slot_of("country"),
            company_country: slot_of("company_country"),
            company: slot_of("company"),
            website: slot_of("company_website"),
            email: slot_of("email"),
            outcome: slot_of(OUTCOME),
            outcome_date: slot_of(OUTCOME_DATE),
            birthday: slot_of("birthday"),
            external_id: slot_of("external_id"),
            suffix: slot_of("suffix"),
            company_marks: CompanyMarks::FIELDS.map(slot_of),
            keyed,
            slots,
        })
    }

    /// The slot of a field that gives keys to a prospect.
    pub fn keyed_slot(&self, def: &FieldDef) -> Option<usize> {
        self.keyed.iter().find(|(keyed, _)| keyed.id == def.id).map(|&(_, slot)| slot)
    }

    /// Whether the keys of a row are made of this slot.
    pub fn is_keyed(&self, slot: usize) -> bool {
        self.website == Some(slot) || self.keyed.iter().any(|&(_, keyed)| keyed == slot)
    }

    /// Whether rows may say what tells companies of one name apart.
    pub fn tells_companies_apart(&self) -> bool {
        self.company_marks.iter().any(Option::is_some)
    }

    /// The slot that a column fills.
    pub fn slot_of_column(&self, column: usize) -> Option<usize> {
        self.slots.iter().position(|slot| slot.columns.contains(&column))
    }

    /// The texts of a batch that are joined of several columns.
    pub fn join(&self, batch: &RowBatch) -> Joined {
        let mut texts = Vec::new();
        if self.joined > 0 {
            texts.reserve(batch.len() * self.joined);
            for row in batch.rows() {
                for slot in self.slots.iter().filter(|slot| slot.joined.is_some()) {
                    let cells = slot.columns.iter().map(|&column| self.cell(&row, column));
                    let filled: Vec<&str> = cells.filter(|cell| !cell.trim().is_empty()).collect();
                    texts.push(filled.join(slot.joined_with));
                }
            }
        }
        Joined { texts, width: self.joined }
    }

    fn cell<'a>(&'a self, row: &RowRef<'a>, column: usize) -> &'a str {
        let cell = row.cell(column);
        if self.fixed_columns.get(column).copied().unwrap_or_default() {
            // A value is corrected wherever it stands, also in rows that nobody looked at.
            if let Some(fixed) = self.fixes.get(&(column, cell.to_owned())) {
                return fixed;
            }
        }
        cell
    }

    /// The value of a slot in a row; empty when there is none.
    pub fn value<'a>(&'a self, row: &RowRef<'a>, index: usize, joined: &'a Joined, slot: usize) -> &'a str {
        let Slot { columns, joined: place, .. } = &self.slots[slot];
        match place {
            Some(place) => &joined.texts[index * joined.width + place],
            None => self.cell(row, columns[0]),
        }
    }

    /// A reader of one row.
    pub const fn row<'a>(&'a self, row: RowRef<'a>, index: usize, joined: &'a Joined) -> RoutedRow<'a> {
        RoutedRow { routes: self, row, index, joined }
    }
}

impl Slot {
    fn new(field: &FieldId, column: usize) -> Self {
        let entity = field.def().map_or(Entity::Prospect, |def| def.entity);
        let place = match field.as_str() {
            "tags" => Place::Tags,
            OUTCOME => Place::Outcome,
            OUTCOME_DATE => Place::OutcomeDate,
            id => load::columns(entity).position(|own| own == id).map_or(Place::Extra, Place::Column),
        };
        Self {
            field: field.clone(),
            entity,
            place,
            columns: vec![column],
            joined_with: joiner(field).unwrap_or(" "),
            joined: None,
        }
    }

    /// The first column that fills the slot.
    pub fn column(&self) -> usize {
        self.columns[0]
    }
}

/// Texts joined of several columns, by row and slot.
#[derive(Debug, Default)]
pub(crate) struct Joined {
    texts: Vec<String>,
    width: usize,
}

/// A row of a file, read by fields.
#[derive(Clone, Copy)]
pub(crate) struct RoutedRow<'a> {
    routes: &'a Routes,
    pub row: RowRef<'a>,
    index: usize,
    joined: &'a Joined,
}

impl<'a> RoutedRow<'a> {
    /// The value of a slot; none when it is blank.
    pub fn get(&self, slot: usize) -> Option<&'a str> {
        let value = self.routes.value(&self.row, self.index, self.joined, slot);
        let visible = value.as_bytes().first().is_some_and(u8::is_ascii_graphic) || !value.trim().is_empty();
        visible.then_some(value)
    }

    fn named(&self, slot: Option<usize>) -> &'a str {
        slot.and_then(|slot| self.get(slot)).unwrap_or_default()
    }

    /// First, last and full name.
    pub fn names(&self) -> [&'a str; 3] {
        let routes = self.routes;
        [self.named(routes.first_name), self.named(routes.last_name), self.named(routes.full_name)]
    }

    /// The country of the person, else of the company, as the file calls it.
    pub fn country(&self) -> Option<&'a str> {
        let value = |slot: Option<usize>| slot.and_then(|slot| self.get(slot));
        value(self.routes.country).or_else(|| value(self.routes.company_country))
    }

    /// Name and website of the company.
    pub fn company(&self) -> [&'a str; 2] {
        [self.named(self.routes.company), self.named(self.routes.website)]
    }

    /// The day of birth, the number that the list knows the person by, and the suffix of the name.
    pub fn marks(&self) -> [&'a str; 3] {
        let routes = self.routes;
        [self.named(routes.birthday), self.named(routes.external_id), self.named(routes.suffix)]
    }

    /// What tells the company from others of its name; none where nothing does.
    pub fn company_marks(&self) -> Option<[&'a str; CompanyMarks::FIELDS.len()]> {
        let values = self.routes.company_marks.map(|slot| self.named(slot));
        values.iter().any(|value| !value.is_empty()).then_some(values)
    }

    /// The values that give keys to a prospect.
    pub fn keyed(&self) -> impl Iterator<Item = (&'static FieldDef, &'a str)> + use<'a> {
        let row = *self;
        self.routes.keyed.iter().filter_map(move |&(def, slot)| Some((def, row.get(slot)?)))
    }

    /// What the row says of its records, with the fields; not what came of them, which changes.
    pub fn values(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let row = *self;
        let lasts = |(_, slot): &(usize, &Slot)| !matches!(slot.place, Place::Outcome | Place::OutcomeDate);
        let slots = row.routes.slots.iter().enumerate().filter(lasts);
        slots.filter_map(move |(i, slot)| Some((slot.field.as_str(), row.get(i)?)))
    }

    /// Whether a slot of this kind of record has a value.
    pub fn has_any(&self, entity: Entity) -> bool {
        let slots = self.routes.slots.iter().enumerate();
        slots.filter(|(_, slot)| slot.entity == entity).any(|(i, _)| self.get(i).is_some())
    }

    /// What to call the row: a name, an address, a company.
    pub fn title(&self) -> String {
        let [first, last, full] = self.names();
        let name = format!("{} {}", first.trim(), last.trim());
        let [company, website] = self.company();
        let email = self.named(self.routes.email);
        let candidates = [name.trim(), full.trim(), email.trim(), company.trim(), website.trim()];
        candidates.into_iter().find(|text| !text.is_empty()).unwrap_or_default().to_owned()
    }
}
