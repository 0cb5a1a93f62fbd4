//! From judged rows to what is written: new records, and values that join records that are there.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use sales_core::{
    fields::Entity,
    import::{OnMatch, RowOutcome},
};
use sales_ingest::survive;
use sales_store::{late_outcomes::LateOutcome, late_values::LateValue, load::Completion, record::Record};
use smallvec::SmallVec;

use crate::keys::KeyMaker;

use super::{
    chunk::Chunk,
    hold::{Holding, Late},
    judge::{Judge, Judged, NewRows, Reason},
    outcomes::{self, Days},
    routes::{Place, RoutedRow, Routes, Slot},
};

/// A record of the store with its tags.
#[derive(Debug)]
pub(crate) struct Held {
    pub record: Record,
    /// The record as it was, once a value of it was written over.
    before: Option<Record>,
    tags: Vec<String>,
    /// For a record that this import made: what it is still to get.
    gains: Option<Gains>,
}

/// What a record that this import made earlier gets from later rows.
#[derive(Debug, Default)]
struct Gains {
    /// The fields, and the rows of the file that they come from.
    fields: BTreeMap<String, u32>,
    company: bool,
}

/// A record that is being made.
#[derive(Debug, Default)]
pub(crate) struct Pending<'a> {
    /// The row of the file that it comes from.
    pub file_row: u32,
    /// The row of a prospect's company.
    pub company_row: Option<i64>,
    /// One value per column of the store, without an allocation for the widest table.
    pub values: SmallVec<[Option<&'a str>; 16]>,
    extra: Vec<(&'a str, &'a str)>,
    /// The fields that other rows than `file_row` filled, and those rows.
    filled: BTreeMap<&'a str, u32>,
    pub tags: Vec<&'a str>,
    /// The place in the chunk of the row that makes it.
    pub made_by: usize,
    /// Whether other rows of the chunk joined it.
    joined: bool,
}

/// One value to be written to a record that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Patch {
    /// A field.
    Field { entity: Entity, row: i64, field: String, value: String },
    /// The company of a prospect.
    Company { row: i64, company: i64 },
    /// A tag on a prospect.
    Tag { row: i64, name: String },
    /// Out of the archive.
    Restore { entity: Entity, row: i64 },
}

/// What a chunk writes.
#[derive(Debug, Default)]
pub(crate) struct Writes<'a> {
    pub prospects: Vec<Pending<'a>>,
    pub companies: Vec<Pending<'a>>,
    pub patches: Vec<Patch>,
    /// What companies that this run made get from later rows.
    pub late: Vec<LateValue<'a>>,
    /// What rows say came of their prospects.
    pub outcomes: Vec<LateOutcome>,
    /// Records that got values, as they are now.
    patched: Vec<Held>,
}

impl Writes<'_> {
    /// What records that this import made earlier get from later rows.
    pub fn completions(&self, entity: Entity) -> impl Iterator<Item = Completion<'_>> {
        let records = self.patched.iter().filter(move |held| held.record.entity == entity);
        records.filter_map(move |held| {
            let gains = held.gains.as_ref()?;
            let value =
                |field: &String| Some((held.record.values.get_key_value(field)?.0.as_str(), held.record.get(field)?));
            Some(Completion {
                row: held.record.row,
                company_row: held.record.company_row.filter(|_| gains.company),
                values: gains.fields.keys().filter(|field| !refers(entity, field)).filter_map(value).collect(),
                filled_from: json_of(&gains.fields),
            })
        })
    }
}

/// Turns the judgements of a chunk into writes, and settles which matched rows bring nothing new.
pub(crate) struct Materialiser<'a> {
    pub routes: &'a Routes,
    pub chunk: &'a Chunk,
    pub new: NewRows,
    days: Days,
    holding: Holding,
    writes: Writes<'a>,
}

impl<'a> Materialiser<'a> {
    /// For the rows of a chunk whose new records begin at `new`.
    pub fn new(routes: &'a Routes, chunk: &'a Chunk, new: NewRows, days: Days, holding: Holding) -> Self {
        Self { routes, chunk, new, days, holding, writes: Writes::default() }
    }

    /// Goes through the rows in their order.
    pub fn run(mut self, judged: &mut [Judged]) -> Writes<'a> {
        self.writes.late = self.late(judged);
        for (i, row) in judged.iter_mut().enumerate() {
            let routed = self.chunk.row(self.routes, i);
            let before = self.writes.patches.len() + self.writes.outcomes.len();
            if let Some(company) = row.company {
                self.company(routed, i, company, row);
            }
            match (row.outcome, row.prospect) {
                (RowOutcome::Created, Some(_)) => {
                    let mut pending = Pending::of(routed, i, Entity::Prospect, self.routes);
                    pending.company_row = row.company.map(i64::from);
                    self.writes.prospects.push(pending);
                }
                (RowOutcome::Updated | RowOutcome::Merged, Some(prospect)) => {
                    self.join(routed, prospect, row);
                }
                _ => {}
            }
            self.outcome(routed, row);
            let changes_nothing = self.writes.patches.len() + self.writes.outcomes.len() == before;
            if row.outcome == RowOutcome::Updated && row.is_known && changes_nothing {
                row.outcome = RowOutcome::Skipped;
                if row.reason != Some(Reason::SameRow) {
                    row.reason = Some(Reason::NothingNew);
                }
            }
        }
        let written: FxHashSet<(Entity, i64)> = self.writes.patches.iter().filter_map(Patch::field_of).collect();
        let held = self.holding.held.drain().map(|(_, held)| held);
        let changed = |held: &Held| {
            held.gains.as_ref().is_some_and(|gains| gains.company || !gains.fields.is_empty())
                || written.contains(&(held.record.entity, held.record.row))
        };
        self.writes.patched = held.filter(changed).collect();
        self.writes.patched.sort_unstable_by_key(|held| held.record.row);
        self.writes
    }

    fn outcome(&mut self, routed: RoutedRow<'a>, row: &Judged) {
        let is_written = matches!(row.outcome, RowOutcome::Created | RowOutcome::Updated | RowOutcome::Merged);
        let Some(prospect) = row.prospect.filter(|_| is_written) else { return };
        if let Some(told) = outcomes::told(routed, self.routes, self.days) {
            let added = self.holding.outcomes.add(prospect.into(), told, row.on_prospect, self.days);
            self.writes.outcomes.extend(added);
        }
    }

    fn late(&self, judged: &[Judged]) -> Vec<LateValue<'a>> {
        let routes = self.routes;
        let of_row = |late: &Late| {
            let (company, routed) = (judged[late.index].company, self.chunk.row(routes, late.index));
            late.slots(routes).filter_map(move |place| {
                let (field, value) = (routes.slots[place].field.as_str(), routed.get(place)?);
                Some(LateValue { company: company?.into(), field, value, file_row: file_row(routed) })
            })
        };
        self.holding.late.iter().flat_map(of_row).collect()
    }

    fn join(&mut self, routed: RoutedRow<'a>, prospect: u32, judged: &Judged) {
        let (company, on_match) = (judged.company, judged.on_prospect);
        if prospect >= self.new.prospects {
            let place = (prospect - self.new.prospects) as usize;
            if let Some(pending) = self.writes.prospects.get_mut(place) {
                pending.join(routed, Entity::Prospect, self.routes, on_match);
                pending.joined = true;
                if pending.company_row.is_none() {
                    pending.fill_company(routed, company);
                }
            }
            return;
        }
        let Some(held) = self.holding.held.get_mut(&(Entity::Prospect, prospect)) else { return };
        held.join(routed, Entity::Prospect, self.routes, on_match, &mut self.writes.patches);
        let row = held.record.row;
        if let Some(company) = company.map(i64::from)
            && held.record.company_row != Some(company)
            && (held.record.company_row.is_none() || on_match == OnMatch::Update)
        {
            held.record.company_row = Some(company);
            match &mut held.gains {
                Some(gains) => {
                    gains.company = true;
                    gains.fields.insert("company".to_owned(), file_row(routed));
                }
                None => self.writes.patches.push(Patch::Company { row, company }),
            }
        }
    }

    fn company(&mut self, routed: RoutedRow<'a>, i: usize, company: u32, judged: &Judged) {
        if judged.new_company {
            self.writes.companies.push(Pending::of(routed, i, Entity::Company, self.routes));
            return;
        }
        if company >= self.new.companies {
            let place = (company - self.new.companies) as usize;
            if let Some(pending) = self.writes.companies.get_mut(place) {
                pending.join(routed, Entity::Company, self.routes, OnMatch::Fill);
            }
        } else if let Some(held) = self.holding.held.get_mut(&(Entity::Company, company)) {
            held.join(routed, Entity::Company, self.routes, judged.on_company, &mut self.writes.patches);
        }
    }
}

impl Patch {
    /// The record of which it writes a field.
    const fn field_of(&self) -> Option<(Entity, i64)> {
        match self {
            Self::Field { entity, row, .. } => Some((*entity, *row)),
            Self::Company { .. } | Self::Tag { .. } | Self::Restore { .. } => None,
        }
    }
}

impl<'a> Pending<'a> {
    fn of(routed: RoutedRow<'a>, made_by: usize, entity: Entity, routes: &'a Routes) -> Self {
        let width = if entity == Entity::Prospect { routes.prospect_columns } else { routes.company_columns };
        let file_row = file_row(routed);
        let values = SmallVec::from_elem(None, width);
        let mut pending = Self { file_row, values, made_by, ..Self::default() };
        pending.join(routed, entity, routes, OnMatch::Update);
        pending
    }

    fn join(&mut self, routed: RoutedRow<'a>, entity: Entity, routes: &'a Routes, on_match: OnMatch) {
        for (i, slot) in routes.slots.iter().enumerate().filter(|(_, slot)| slot.entity == entity) {
            let Some(value) = routed.get(i) else { continue };
            match slot.place {
                Place::Column(column) => {
                    let old = &mut self.values[column];
                    if takes_place(slot, value, *old, on_match) {
                        *old = Some(value);
                        self.note_filled(slot.field.as_str(), routed);
                    }
                }
                Place::Extra => {
                    let field = slot.field.as_str();
                    match self.extra.iter_mut().find(|(other, _)| *other == field) {
                        None => self.extra.push((field, value)),
                        Some((_, old)) if takes_place(slot, value, Some(old), on_match) => *old = value,
                        Some(_) => continue,
                    }
                    self.note_filled(field, routed);
                }
                Place::Tags => {
                    for name in tag_names(value) {
                        if !self.tags.contains(&name) {
                            self.tags.push(name);
                        }
                    }
                }
                Place::Outcome | Place::OutcomeDate => {}
            }
        }
    }

    /// The value of a slot.
    fn value(&self, slot: &Slot) -> Option<&'a str> {
        match slot.place {
            Place::Column(column) => self.values[column],
            Place::Extra => self.extra.iter().find(|(field, _)| *field == slot.field.as_str()).map(|&(_, value)| value),
            Place::Tags | Place::Outcome | Place::OutcomeDate => None,
        }
    }

    /// The value of a field of a prospect.
    fn get(&self, field: &str, routes: &Routes) -> Option<&'a str> {
        let slot = routes.slots.iter().find(|slot| slot.entity == Entity::Prospect && slot.field.as_str() == field)?;
        self.value(slot)
    }

    fn fill_company(&mut self, routed: RoutedRow<'a>, company: Option<u32>) {
        let company = company.map(i64::from).or(self.company_row);
        if company != self.company_row {
            self.company_row = company;
            self.note_filled("company", routed);
        }
    }

    fn note_filled(&mut self, field: &'a str, routed: RoutedRow<'a>) {
        let row = file_row(routed);
        if row != self.file_row {
            self.filled.insert(field, row);
        }
    }

    /// The fields that other rows filled, and those rows, as a JSON object; none when there are none.
    pub fn filled_from(&self) -> Option<String> {
        (!self.filled.is_empty()).then(|| json_of(&self.filled))
    }

    /// The fields without a column as a JSON object; none when there are none.
    pub fn extra_json(&self) -> Option<String> {
        if self.extra.is_empty() {
            return None;
        }
        let mut sorted = self.extra.clone();
        sorted.sort_unstable();
        let object: serde_json::Map<String, serde_json::Value> =
            sorted.into_iter().map(|(field, value)| (field.to_owned(), value.into())).collect();
        Some(serde_json::Value::Object(object).to_string())
    }
}

impl Held {
    /// A record of the store; `own` when this import made it.
    pub fn new(record: Record, tags: Vec<String>, own: bool) -> Self {
        Self { record, before: None, tags, gains: own.then(Gains::default) }
    }

    fn join(
        &mut self,
        routed: RoutedRow<'_>,
        entity: Entity,
        routes: &Routes,
        on_match: OnMatch,
        patches: &mut Vec<Patch>,
    ) {
        let row = self.record.row;
        let before = patches.len();
        for (i, slot) in routes.slots.iter().enumerate().filter(|(_, slot)| slot.entity == entity) {
            let Some(value) = routed.get(i) else { continue };
            if slot.place == Place::Tags {
                for name in tag_names(value) {
                    if !self.tags.iter().any(|tag| tag.to_lowercase() == name.to_lowercase()) {
                        self.tags.push(name.to_owned());
                        patches.push(Patch::Tag { row, name: name.to_owned() });
                    }
                }
                continue;
            }
            if !slot.place.is_value() {
                continue;
            }
            let field = slot.field.as_str();
            let old = self.record.get(field);
            if takes_place(slot, value, old, on_match) {
                if old.is_some() && self.before.is_none() {
                    self.before = Some(self.record.clone());
                }
                self.record.values.insert(field.to_owned(), value.to_owned());
                match &mut self.gains {
                    Some(gains) => {
                        gains.fields.insert(field.to_owned(), file_row(routed));
                    }
                    None => {
                        patches.push(Patch::Field { entity, row, field: field.to_owned(), value: value.to_owned() });
                    }
                }
            }
        }
        if self.record.archived_at.is_some() && (entity == Entity::Prospect || patches.len() > before) {
            self.record.archived_at = None;
            patches.push(Patch::Restore { entity, row });
        }
    }
}

/// Whether a value of the file is written where `old` stands: to an empty field or, if values of the file are to
/// replace others, unless it says less.
fn takes_place(slot: &Slot, value: &str, old: Option<&str>, on_match: OnMatch) -> bool {
    old.is_none_or(|old| {
        on_match == OnMatch::Update && old != value && !survive::says_less(slot.field.as_str(), value, old)
    })
}

/// Whether the field is the reference of a prospect to its company.
fn refers(entity: Entity, field: &str) -> bool {
    entity == Entity::Prospect && field == "company"
}

fn file_row(routed: RoutedRow<'_>) -> u32 {
    u32::try_from(routed.row.number()).unwrap_or(u32::MAX)
}

fn json_of<F: AsRef<str>>(rows_of_fields: &BTreeMap<F, u32>) -> String {
    let rows = rows_of_fields.iter().map(|(field, &row)| (field.as_ref().to_owned(), row.into()));
    serde_json::Value::Object(rows.collect()).to_string()
}

/// The tags of a cell.
pub(crate) fn tag_names(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([';', ',', '|'])
        .flat_map(|part| part.split(":::"))
        .map(str::trim)
        .filter(|name| !name.is_empty() && *name != "*")
}

/// Lets the judge know records as they are after the rows of a chunk joined them.
pub(crate) fn tell_judge(
    judge: &mut Judge,
    chunk: &Chunk,
    writes: &Writes<'_>,
    routes: &Routes,
    new: NewRows,
    keys: &mut KeyMaker,
) {
    for (row, pending) in (new.prospects..).zip(&writes.prospects).filter(|(_, pending)| pending.joined) {
        let get = |field| pending.get(field, routes);
        let made_by = chunk.row(routes, pending.made_by);
        let country = get("country").or_else(|| made_by.country());
        let now = keys.prospect(
            KeyMaker::prospect_fields().filter_map(|def| Some((def, get(def.id)?))),
            country,
            &mut |_| (),
        );
        let name = |field| get(field).unwrap_or_default();
        let name = keys.name(name("first_name"), name("last_name"), name("full_name"));
        judge.settle_new(row, &now, &chunk.candidates[pending.made_by].keys, name);
    }
    for held in &writes.patched {
        judge.settle(&held.record, held.before.as_ref(), held.gains.is_some(), keys);
    }
}
